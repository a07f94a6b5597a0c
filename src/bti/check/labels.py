"""Find what was meant by a name that leads nowhere, where it is what the guide calls something, not its id.

Whoever writes a guide thinks of what stands in it by its title or label: "Rektor", "Nivå 2", "Fagmøte". Each is looked
for in every language the guides of the chain say it in; the name found is the id, which is what a file points with.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, cast

import attrs

from bti.check.problems import SORTS
from bti.check.report import Finding
from bti.guide.merging import Layer
from bti.guide.structuring import nearest
from bti.text import Text

__all__ = ["Labels", "by_label", "labels_of"]

_OF: Final[Mapping[str, tuple[str, ...]]] = {
    "level or step": ("level", "step"),
    "level, step or topic": ("level", "step"),
    "role or service": ("role", "service"),
    "role, kind of service or part in the case": ("role", "service"),
    "who names the holder": ("role",),
}
"""Among which sorts a name is looked for; every other sort is one by itself."""

_MANY: Final = 500
"""Among more names than this none is looked for that is only like the one written: it would take minutes."""

_COUNTED: Final = {"level": ("nivå", "level"), "step": ("steg", "trinn", "step")}
"""What may stand before the label of one."""

Labels = Mapping[str, Mapping[str, str]]
"""The ids by what they are called, in small letters, by sort."""


def labels_of(chain: Sequence[Layer]) -> Labels:
    """Return what all that some guide of a chain names is called, nearest first."""
    found: dict[str, dict[str, str]] = {}
    for layer in chain:
        for sort, name, called in _called("", layer.document):
            found.setdefault(sort, {}).setdefault(_plain(called), name)
    for of, sorts in _OF.items():
        found[of] = {called: name for one in reversed(sorts) for called, name in found.get(one, {}).items()}
    return found


def _called(sort: str, table: object) -> Iterator[tuple[str, str, str]]:
    """Yield the sort, the id and one of the names of a table and of each below it."""
    name: object = getattr(table, "id", None)
    if sort and isinstance(name, str):
        for key in ("title", "label", "text"):
            held: object = getattr(table, key, None)
            texts = [said for _, said in held.items()] if isinstance(held, Text) else [held]
            yield from ((sort, name, text) for text in texts if isinstance(text, str))
        label = getattr(table, "label", None)
        for word in _COUNTED.get(sort, ()):
            yield from ((sort, name, f"{word} {one}") for one in (label, name) if isinstance(one, str))
    for field in attrs.fields(cast("type[attrs.AttrsInstance]", type(table))):
        held = getattr(table, field.name)
        members = cast("Iterable[object]", held) if isinstance(held, tuple) else (held,)
        for one in members:
            if attrs.has(type(one)) and not isinstance(one, Text) and type(one).__name__.endswith("Table"):
                yield from _called(field.name, one)


def by_label(finding: Finding, labels: Labels) -> Finding:
    """Return a finding on a name that leads nowhere with the id of what is called so, where something is."""
    if finding.found is None:
        return finding
    written = _plain(finding.found.strip("'"))
    if finding.code == "wrong_shape":  # of what cannot even be an id, nothing tells which sort was meant
        meant = next((called[written] for called in labels.values() if written in called), finding.nearest)
        return attrs.evolve(finding, nearest=meant)
    if finding.code != "unknown_name":
        return finding
    said = dict(finding.params).get("sort")
    sort = next((sort for sort, text in SORTS.items() if text == said), str(said))
    among = labels.get(sort, {})
    if written in among:
        return attrs.evolve(finding, nearest=among[written])
    near = None if finding.nearest is not None or len(among) > _MANY else nearest(written, among)
    return finding if near is None else attrs.evolve(finding, nearest=among[near])


def _plain(called: str) -> str:
    return " ".join(called.casefold().split())
