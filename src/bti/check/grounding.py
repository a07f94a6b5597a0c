"""Does everything that the municipality states itself say on what ground it stands?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import cast

import attrs

from bti.check.report import Finding, Severity
from bti.check.shape import Shape
from bti.guide.tables import RequirementTable, SettingTable, Written
from bti.text import Text

__all__ = ["grounding"]


def grounding(shape: Shape) -> Iterator[Finding]:
    """Yield each part of the guide's own file that states something and neither it nor what holds it names a ground."""
    own = shape.stack[0]
    for path in _groundless(own.table, own.path, covered=False):
        yield Finding(Severity.WARNING, "without_source", path, file=own.layer.file)


def _groundless(value: object, path: str, *, covered: bool) -> Iterator[str]:
    if isinstance(value, tuple):
        for place, one in enumerate(cast("tuple[object, ...]", value)):
            yield from _groundless(one, f"{path}[{place}]", covered=covered)
    elif isinstance(value, Mapping):
        for key, one in cast("Mapping[str, object]", value).items():
            yield from _groundless(one, f"{path}.{key}", covered=covered)
    elif _is_table(value):
        fields = [field.name for field in attrs.fields(cast("type[attrs.AttrsInstance]", type(value)))]
        held: dict[str, object] = {name: getattr(value, name) for name in fields}
        named = covered or bool(held.get("sources"))
        if not named and "sources" in held and _states(value, held):
            yield path
            named = True  # what stands within needs no second finding
        for name, one in held.items():
            if name != "sources":
                yield from _groundless(one, f"{path}.{name}", covered=named)


def _states(table: object, held: Mapping[str, object]) -> bool:
    """Tell whether a table says something itself, beyond naming what it holds others of."""
    if isinstance(table, RequirementTable):
        return table.written is not Written.NONE
    if isinstance(table, SettingTable):
        return held["value"] is not None
    own = (one for name, one in held.items() if name not in ("id", "sources"))
    return any(one is not None and not _holds_tables(one) for one in own)


def _holds_tables(value: object) -> bool:
    if isinstance(value, tuple):
        members = cast("tuple[object, ...]", value)
        return bool(members) and all(_is_table(one) for one in members)
    return isinstance(value, Mapping) or _is_table(value)


def _is_table(value: object) -> bool:
    return attrs.has(type(value)) and not isinstance(value, Text) and type(value).__module__.startswith("bti.guide.")
