"""Read as much of a file as can be read, so that one value of a wrong form does not hide what else is the matter.

What cannot be read is cut out of the table that the TOML makes, and what is left is read again. A level, step or role
that cannot be read itself is left in its place with nothing but a name, so that paths count as they do in the file.
"""

from __future__ import annotations

import functools
import re
import typing
from collections.abc import Collection, Iterable, Iterator
from typing import Any, Final

import attrs

from bti.check.report import Finding, Severity
from bti.errors import GuideError, Problem
from bti.guide import document
from bti.guide.document import Document
from bti.guide.reading import parse_toml, read_table
from bti.guide.structuring import nearest

__all__ = ["UNREADABLE", "Salvaged", "promised", "salvaged"]

_ROUNDS: Final = 8
_PART: Final = re.compile(r"\.([A-Za-z0-9_-]+)|\[(\d+)\]|\['([^\]]*)'\]")
UNREADABLE: Final = "unreadable"
"""What a guide is called whose id cannot be read."""

_NEEDED: Final[dict[str, object]] = {"id": UNREADABLE, "version": UNREADABLE, "title": {"nb": UNREADABLE}}
_WAYS: Final = frozenset({"level", "levels", "entries", "variant"})
_PEOPLE: Final = frozenset({"role", "roles", "service", "services", "baton", "variant"})
_NOT_THERE: Final[dict[str, frozenset[str]]] = {
    "unreachable_level": _WAYS,
    "unreachable_step": _WAYS,
    "no_way_to_close": _WAYS,
    "level_without_choice": _WAYS,
    "measures_never_evaluated": _WAYS,
    "evaluation_says_nothing_of_the_child": _WAYS,
    "consent_never_asked": _WAYS,
    "level_without_end": _WAYS,
    "outcome_lost": _WAYS,
    "level_without_steps": _WAYS,
    "guide_without_levels": _WAYS,
    "service_without_leader": _PEOPLE,
    "nobody_can_hold": _PEOPLE,
    "only_exceptional_holders": _PEOPLE,
    "unknown_name": frozenset({"source", "level", "levels", "service", "services", "role", "roles", "variant"}),
}
"""What is found because something is not there anywhere, and what must have been read before that can be said."""

_HELD: Final = re.compile(r"\$\.[\w-]+|.*(?:\]|\.ids?|\.(?:step|outcome|service|role|count)s?)")
"""Where something was cut out that may have held the id of what another place names."""

_LOCAL: Final = frozenset(
    {"missing", "empty", "setting_misused", "outcome_without_target", "variant_misused", "rounding_missing"}
    | {"deadline_says_nothing", "deadline_incomplete", "arena_misused", "arena_age", "pathway_count"}
)
"""Errors that are found because something is not there in the very same table."""


@attrs.frozen
class Salvaged:
    """What could be read of a file.

    Attributes:
        document: What is left; None where nothing is.
        problems: What could not be read.
        cut: The paths that were cut out.
    """

    document: Document | None
    problems: tuple[Problem, ...] = ()
    cut: frozenset[str] = frozenset()

    @property
    def is_whole(self) -> bool:
        """Tell whether everything could be read."""
        return not self.problems

    def hides(self, finding: Finding) -> bool:
        """Tell whether a finding may well be there only because something else could not be read."""
        if _is_within(finding.path, self.cut):
            return True
        needed = _NOT_THERE.get(finding.code)
        if needed is None and finding.code not in _LOCAL and finding.severity is Severity.ERROR:
            return False
        if finding.code == "unknown_name":  # a bad value beside it hides no name; what may have held one does
            return any(_top(path) not in _KEYS - (needed or frozenset()) for path in self.cut if _HELD.fullmatch(path))
        if _is_within(finding.path, self._around):
            return True
        return needed is not None and any(top in needed or top not in _KEYS for top in self._tops)

    @functools.cached_property
    def _around(self) -> frozenset[str]:
        """Return the tables something was cut out of, but for the file itself."""
        parts = (list(_PART.finditer(path, 1)) for path in self.cut)
        return frozenset(one[-1].string[: one[-1].start()] for one in parts if len(one) > 1)

    @functools.cached_property
    def _tops(self) -> frozenset[str]:
        return frozenset(map(_top, self.cut))


def salvaged(data: bytes | str, file: str | None) -> Salvaged:
    """Read as much of a file as can be read.

    Raises:
        GuideError: It is not TOML at all.
    """
    table = parse_toml(data, file)
    found: dict[str, Problem] = {}
    cut: set[str] = set()
    for _ in range(_ROUNDS):
        try:
            return Salvaged(read_table(table, file), tuple(found.values()), frozenset(cut))
        except GuideError as error:
            known = frozenset(cut)
            for problem in error.problems:
                if not _is_within(problem.path, known):
                    found.setdefault(f"{problem.path} {problem.message}", problem)
                cut.add(_cut(table, problem.path, known))
    return Salvaged(None, tuple(found.values()), frozenset(cut))


_PROMISES: Final = (
    re.compile(r"^[ \t]*languages[ \t]*=[ \t]*\[\s*[\"']([a-z]{2,3})\b", re.MULTILINE),
    re.compile(r"^[ \t]*title[ \t]*(?:=[ \t]*\{[ \t]*|\.[ \t]*)([a-z]{2,3})[ \t]*=", re.MULTILINE),
)


def promised(toml: str) -> tuple[str, ...]:
    """Return the language that a text which may be no TOML promises first, to answer in: by its looks alone."""
    found = next((one for pattern in _PROMISES if (one := pattern.search(toml)) is not None), None)
    return () if found is None else (found[1],)


_KEYS: Final = frozenset(field.name for field in attrs.fields(Document))


def _top(path: str) -> str:
    """Return the key of the file a path lies in; of one that is no key, the nearest."""
    found = _PART.match(path, 1)
    key = "" if found is None else found[1] or ""
    return key if key in _KEYS else nearest(key, _KEYS) or key


def _is_within(path: str, places: Collection[str]) -> bool:
    """Tell whether a path is one of some places or leads into one."""
    return path in places or any(path[: part.end()] in places for part in _PART.finditer(path, 1))


def _cut(table: dict[str, Any], path: str, earlier: Collection[str]) -> str:
    """Cut out what stands at a path, or the smallest part around it that may be left out, and return its path.

    Args:
        table: What the TOML makes; it is changed.
        path: Where something cannot be read.
        earlier: What was cut before the table was last read, and was not enough.
    """
    parts = list(_PART.finditer(path, 1))
    while parts:
        last = parts.pop()
        here, holder = path[: last.end()], _at(table, parts)
        if last[2] is None:
            key = last[1] if last[1] is not None else last[3]
            if isinstance(holder, dict) and key in holder and not (not parts and key in _NEEDED):
                del holder[key]
                return here
        elif isinstance(holder, list) and parts and parts[-1][1] in _lists_of_named() and here not in earlier:
            holder[int(last[2])] = {"id": f"unreadable-{last[2]}"}
            return here
    for key, value in _NEEDED.items():
        if path == f"$.{key}" or path.startswith(f"$.{key}."):
            table[key] = value
    return path


@functools.cache
def _lists_of_named() -> frozenset[str]:
    """Return the keys of all lists of tables that need nothing but an id, in every table of the format."""
    tables = [one for one in vars(document).values() if isinstance(one, type) and attrs.has(one)]
    held = ((key, hint) for table in tables for key, hint in typing.get_type_hints(table).items())
    return frozenset(key for key, hint in held if any(_needs_an_id(one) for one in _members(hint)))


def _members(hint: Any) -> Iterator[Any]:
    """Yield what a list holds, where a type is one."""
    for one in (hint, *typing.get_args(hint)):
        if typing.get_origin(one) is tuple:
            yield typing.get_args(one)[0]


def _needs_an_id(table: Any) -> bool:
    if not isinstance(table, type) or not attrs.has(table):
        return False
    return [field.name for field in attrs.fields(table) if field.default is attrs.NOTHING] == ["id"]


def _at(table: dict[str, Any], parts: Iterable[re.Match[str]]) -> Any:
    here: Any = table
    for part in parts:
        key: Any = int(part[2]) if part[2] is not None else part[1] if part[1] is not None else part[3]
        try:
            here = here[key]
        except (KeyError, IndexError, TypeError):
            return None
    return here
