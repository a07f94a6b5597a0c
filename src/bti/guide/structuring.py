"""How each kind of value in a guide file is read: strictly, with words for what was expected.

Nothing is turned into something else on the way: a number is not a text, a text not a list of letters. The one
converter is made on first use and kept.
"""

from __future__ import annotations

import datetime as dt
import enum
import functools
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, Final, TypeGuard, cast, get_args, get_origin

import attrs
from cattrs import Converter
from cattrs.errors import IterableValidationError, IterableValidationNote
from cattrs.gen import make_dict_structure_fn, override

from bti.dates import Period
from bti.errors import InvalidValue
from bti.guide.document import Document
from bti.guide.never import because, forbidden
from bti.guide.norwegian import meant_by
from bti.guide.tables import CaseTable, ConditionTable, ConflictTable, Id, RequirementTable, SettingTable, Written
from bti.guide.terms import Retention
from bti.text import Text

__all__ = ["WrongValue", "is_id", "keys_of", "nearest", "reader", "shown"]

Read = Callable[[Any, Any], Any]

_MANY: Final = 100
"""Among how many names the nearest is looked for without first choosing those that look alike."""

_SHORT: Final = 4
"""A name of no more letters is near another though one of them differs; in a longer one, most have to be the same."""

_NEAR: Final = 0.75
_NEAR_WHEN_SHORT: Final = 0.6
_LONGER: Final = 3
"""By how many letters a near name may be longer or shorter: "leader" is not meant by whoever writes "nav_leader"."""

_ID: Final = re.compile(r"[^\W_][\w.-]{0,59}")
_UNWRITTEN: Final = frozenset({"written"})
"""Fields that no key of a file fills."""
_note: Final[Any] = IterableValidationNote  # the two stubs say less of how they are made than their classes do
_group: Final[Any] = IterableValidationError


class WrongValue(ValueError):
    """One value that cannot stand where it stands.

    Attributes:
        found: What stands there, shortened.
        near: The known value that comes nearest.
    """

    def __init__(self, message: str, found: object = None, near: str | None = None) -> None:
        super().__init__(message)
        self.found = None if found is None else shown(found)
        self.near = near


def is_id(name: str) -> bool:
    """Tell whether something can be the id of an element: 1–60 letters, digits, `.`, `_` and `-`."""
    return _ID.fullmatch(name) is not None


def nearest(name: object, known: Iterable[object]) -> str | None:
    """Return the known name that comes nearest to what stands there, if one does."""
    from difflib import get_close_matches  # only an error needs it

    wanted = str(name)[:60]
    names: Collection[str] = cast("frozenset[str]", known) if isinstance(known, frozenset) else [*map(str, known)]
    if (meant := meant_by(wanted, names)) is not None:
        return meant
    if len(names) > _MANY:  # comparing with all of them, for each of many findings, would take minutes
        names = _begin_alike(frozenset(names)).get(wanted[:1], ())[:_MANY]
    if not any(letter.isalpha() for letter in wanted):  # step 1.2 of another level is not 3.2 misspelt
        names = [name for name in names if name[:1] == wanted[:1]]
    cutoff = _NEAR if len(wanted) > _SHORT else _NEAR_WHEN_SHORT
    close = get_close_matches(wanted, [name for name in names if abs(len(name) - len(wanted)) <= _LONGER], 1, cutoff)
    return next(iter(close), None)


@functools.lru_cache(maxsize=8)
def _begin_alike(names: frozenset[str]) -> Mapping[str, tuple[str, ...]]:
    """Return many names by the letter they begin with, the shortest first."""
    found: dict[str, list[str]] = {}
    for one in sorted(names, key=lambda name: (len(name), name)):
        found.setdefault(one[:1], []).append(one)
    return {letter: tuple(alike) for letter, alike in found.items()}


def shown(value: object) -> str:
    """Return what stands there, short enough for a line and safe for any size or depth."""
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, (list, tuple)):
        return "a list"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f"'{value}'" if len(value) <= 60 else f"'{value[:60]}…'"
    if isinstance(value, int):
        return str(value) if abs(value) < 10**20 else "a very large number"
    return str(value)[:60]


def keys_of(table: type, field: str | None = None) -> list[str]:
    """Return the keys of a table as they are written in a file; of one field when it is named."""
    fields = (one.name for one in attrs.fields(table)) if field is None else (field,)
    return [name.rstrip("_") for name in fields if name not in _UNWRITTEN]


@functools.cache
def reader() -> Callable[[object], Document]:
    """Return what reads a whole file's table into a `Document`; what it raises are groups of cattrs."""
    hook: Read = _converter().get_structure_hook(Document)
    return lambda table: hook(table, Document)


@functools.cache
def _converter() -> Any:  # cattrs types its hooks by what they are registered for, which says less than `Read`
    converter: Any = Converter(forbid_extra_keys=True, detailed_validation=True)
    for asked, factory in _FACTORIES:
        converter.register_structure_hook_factory(asked, factory)
    for asked, hook in _HOOKS:
        converter.register_structure_hook_func(asked, hook)
    for kind, hook in _PLAIN.items():
        converter.register_structure_hook(kind, hook)
    return converter


def _is_table(value: Any) -> TypeGuard[dict[str, Any]]:
    return isinstance(value, dict)


def _is_list(value: Any) -> TypeGuard[list[Any]]:
    return isinstance(value, list)


# --- plain values ----------------------------------------------------------------------------------------------------


def _plain(kind: type, words: str) -> Read:
    def read(value: Any, _: Any) -> Any:
        if type(value) is not kind:
            raise WrongValue(f"expected {words}", value)
        return value

    return read


def _read_str(value: Any, _: Any) -> str:
    if type(value) is not str:
        raise WrongValue("expected a text in quotes", value)
    if not value.strip():
        raise WrongValue("must not be empty", value)
    return value


def _read_id(value: Any, _: Any) -> str:
    if type(value) is not str or not is_id(value):
        raise WrongValue("expected a name of letters, digits, '.', '_' and '-', in quotes", value)
    return value


def _read_text(value: Any, _: Any) -> Text:
    if not _is_table(value):
        raise WrongValue('expected a text by language, like {nb = "…", nn = "…", en = "…"}', value)
    return Text.of(value)


def _read_period(value: Any, _: Any) -> Period:
    if type(value) is not str:
        raise WrongValue('expected a length of time in quotes, like "P14D"', value)
    try:
        return Period.parse(value)
    except InvalidValue as error:
        raise WrongValue(str(error), value) from None


def _read_enum(value: Any, wanted: type[enum.Enum]) -> enum.Enum:
    known = [str(member.value) for member in wanted]
    if type(value) is not str or value not in known:
        if wanted is Retention and type(value) is str and (value.startswith("P") or forbidden((value,))):
            raise WrongValue(because(("H-02",)), value)  # after any other length of time it would be gone
        raise WrongValue(f"expected one of {', '.join(known)}", value, nearest(value, known))
    return wanted(value)


# --- lists and tables ------------------------------------------------------------------------------------------------


def _read_tuple(value: Any, wanted: Any) -> tuple[Any, ...]:
    if not _is_list(value):
        raise WrongValue("expected a list, [ … ]", value)
    return tuple(_each(enumerate(value), get_args(wanted)[0]).values())


def _read_mapping(value: Any, wanted: Any) -> Mapping[str, Any]:
    if not _is_table(value):
        raise WrongValue("expected a table", value)
    return _each(value.items(), get_args(wanted)[1])


def _each(members: Iterable[tuple[Any, Any]], kind: Any) -> dict[Any, Any]:
    """Read each member, and raise what is wrong with any of them together."""
    read: Read = _converter().get_structure_hook(kind)
    done: dict[Any, Any] = {}
    errors: list[Exception] = []
    for key, member in members:
        try:
            done[key] = read(member, kind)
        except Exception as error:  # cattrs raises whatever a hook raises; all of it becomes problems
            error.add_note(_note("", key, kind))
            errors.append(error)
    if errors:
        raise _group("members", errors, dict)
    return done


def _table_reader(wanted: Any, converter: Any, **hooks: Any) -> Read:
    make: Any = make_dict_structure_fn
    renamed = {
        one.name: override(omit=True) if one.name in _UNWRITTEN else override(rename=one.name.rstrip("_"))
        for one in attrs.fields(get_origin(wanted) or wanted)
        if one.name in _UNWRITTEN or one.name.endswith("_")
    }
    table: Read = make(wanted, converter, _cattrs_forbid_extra_keys=True, **renamed, **hooks)

    def read(value: Any, _: Any) -> Any:
        if not isinstance(value, dict):
            raise WrongValue("expected a table", value)
        return table(value, wanted)

    return read


def _row_reader(of: Any) -> Read:
    """Read a list of tables that hold what the setting holds, which cattrs does not work out by itself."""
    return lambda value, _: _read_tuple(value, tuple[of, ...])


def _setting_reader(wanted: Any, converter: Any) -> Read:
    member = get_args(wanted)[0]
    within: Mapping[str, Any] = {"cases": CaseTable, "conflict": ConflictTable}
    hooks = {name: override(struct_hook=_row_reader(of[member])) for name, of in within.items()}
    table = _table_reader(wanted, converter, **hooks)
    read: Read = converter.get_structure_hook(member)
    return lambda value, _: table(value, wanted) if isinstance(value, dict) else SettingTable(read(value, member))


# --- requirements ----------------------------------------------------------------------------------------------------


def _requirement_reader(wanted: Any, converter: Any) -> Read:
    table = _table_reader(wanted, converter)

    def read(value: Any, _: Any) -> RequirementTable:
        if value == "none":
            return RequirementTable(written=Written.NONE)
        if isinstance(value, str) or (_is_table(value) and "is" in value):
            return RequirementTable(all_of=(_read_condition(value, None),), written=Written.ONE)
        if _is_list(value):
            members = _read_tuple(value, tuple[ConditionTable | RequirementTable, ...])
            return RequirementTable(all_of=members, written=Written.LIST)
        found: RequirementTable = table(value, wanted)
        if not (found.all_of or found.any_of or found.unless):
            raise WrongValue('says nothing; give all_of, any_of or unless, or write "none"')
        return found

    return read


def _read_condition(value: Any, _: Any) -> ConditionTable | RequirementTable:
    read: Callable[[Any, Any], Any] = _converter().structure
    found: ConditionTable | RequirementTable
    if isinstance(value, str):
        found = read({"is": value}, ConditionTable)
    elif _is_table(value):
        found = read(value, ConditionTable if "is" in value else RequirementTable)
    else:
        raise WrongValue('expected a condition: "goal_agreed", {is = "…"}, {all_of = […]} or {any_of = […]}', value)
    return found


_FACTORIES: Final[tuple[tuple[Callable[[Any], bool], Any], ...]] = (
    (lambda wanted: attrs.has(wanted), _table_reader),
    (lambda wanted: wanted is RequirementTable, _requirement_reader),
    (lambda wanted: get_origin(wanted) is SettingTable, _setting_reader),
)
_HOOKS: Final[tuple[tuple[Callable[[Any], bool], Read], ...]] = (
    (lambda wanted: get_origin(wanted) is tuple, _read_tuple),
    (lambda wanted: get_origin(wanted) is Mapping, _read_mapping),
    (
        lambda wanted: wanted in (ConditionTable | RequirementTable, ConditionTable | RequirementTable | None),
        _read_condition,
    ),
    (lambda wanted: isinstance(wanted, type) and issubclass(wanted, enum.Enum), _read_enum),
    (lambda wanted: wanted is Id, _read_id),
)
_PLAIN: Final[Mapping[type, Read]] = {
    str: _read_str,
    bool: _plain(bool, "true or false"),
    int: _plain(int, "a whole number"),
    dt.date: _plain(dt.date, "a date without quotes, like 2026-07-01"),
    Text: _read_text,
    Period: _read_period,
}
