"""Read the TOML of one guide file into a `Document`, or report everything that is wrong with it at once.

Reading knows one file and its shape. Whether names lead anywhere is asked by `bti.guide.checking`, which sees the
whole `extends` chain.
"""

from __future__ import annotations

import datetime as dt
import enum
import functools
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, get_args, get_origin

import attrs
from cattrs import Converter
from cattrs.errors import ClassValidationError, ForbiddenExtraKeysError, IterableValidationError
from cattrs.gen import make_dict_structure_fn, override

from bti.dates import Period
from bti.errors import GuideError, InvalidValue, Problem
from bti.guide.document import ConditionTable, Document, Id, RequirementTable, SettingTable
from bti.text import Text

__all__ = ["LARGEST", "nearest", "read_document", "shown"]

LARGEST: Final = 1_000_000
"""How many bytes a guide file may have; the common core has about a twentieth of it."""

_ID: Final = re.compile(r"[^\W_][\w.-]{0,59}")
_BARE: Final = re.compile(r"[A-Za-z0-9_-]+")
_KEYS: Final = {ConditionTable: {"is_": "is", "with_": "with"}, RequirementTable: {"nothing": None}}


class _Wrong(ValueError):
    """One value that cannot stand where it stands."""

    def __init__(self, message: str, found: object = None, near: str | None = None) -> None:
        super().__init__(message)
        self.found = None if found is None else shown(found)
        self.near = near


def read_document(data: bytes | str, *, file: str | None = None) -> Document:
    """Read one guide file.

    Args:
        data: The TOML, as text or as UTF-8 bytes (a byte order mark is passed over).
        file: What to call it in problems.

    Raises:
        GuideError: It is not TOML, not of a guide's shape, too large or nested too deep. `problems` holds every
            finding, each with its JSON path.
    """
    table = _parse(data, file)
    read = _converter().get_structure_hook(Document)
    try:
        return read(table, Document)  # type: ignore[no-any-return]  # cattrs hooks are untyped
    except Exception as error:  # cattrs raises groups; whatever is in them becomes problems
        found = tuple(attrs.evolve(problem, file=file) for problem in _problems(error, "$"))
        raise GuideError(_title(file), found) from None


def nearest(name: object, known: object) -> str | None:
    """Return the known name that comes nearest to what stands there, if one does."""
    from difflib import get_close_matches  # only an error needs it

    names = [str(one) for one in known] if isinstance(known, (list, tuple, set, frozenset, dict)) else []
    return next(iter(get_close_matches(str(name)[:60], names, n=1, cutoff=0.6)), None)


def shown(value: object) -> str:
    """Return what stands there, short enough for a line and safe for any size or depth."""
    match value:
        case dict():
            return "a table"
        case list() | tuple():
            return "a list"
        case bool():
            return "true" if value else "false"
        case str():
            return f"'{value}'" if len(value) <= 60 else f"'{value[:60]}…'"
        case int():
            return str(value) if abs(value) < 10**20 else "a very large number"
        case None:
            return "nothing"
        case _:
            return str(value)[:60]


def _title(file: str | None) -> str:
    return f"the guide in {file} cannot be used" if file else "this guide cannot be used"


def _parse(data: bytes | str, file: str | None) -> dict[str, Any]:
    def refuse(message: str) -> GuideError:
        return GuideError(_title(file), [Problem("$", message, file=file)])

    size = len(data)
    if size > LARGEST:
        raise refuse(f"the file is too large: {size} bytes, where a guide may have {LARGEST}")
    if isinstance(data, bytes):
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise refuse("the file is written in UTF-16; save it as UTF-8")
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            raise refuse(f"the file is not UTF-8 (line {line}, byte {error.start}); save it as UTF-8") from None
    else:
        text = data.removeprefix("\ufeff")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise refuse(f"not TOML: {error}") from None
    except RecursionError:
        raise refuse("nested too deep") from None
    except (ValueError, OverflowError) as error:  # an integer of thousands of digits, a date that does not exist
        raise refuse(f"not TOML that can be read: {str(error)[:200]}") from None


# --- findings --------------------------------------------------------------------------------------------------------


def _problems(error: BaseException, path: str) -> Iterator[Problem]:
    match error:
        case ClassValidationError():
            noted, others = error.group_exceptions()
            for one, note in noted:
                key = _KEYS.get(error.cl, {}).get(note.name, note.name)
                yield from _problems(one, f"{path}{_member(key or note.name)}")
            for other in others:
                yield from _problems(other, path)
        case IterableValidationError():
            members, others = error.group_exceptions()
            for one, place in members:
                index = place.index
                yield from _problems(one, f"{path}[{index}]" if isinstance(index, int) else f"{path}{_member(index)}")
            for other in others:
                yield from _problems(other, path)
        case ForbiddenExtraKeysError():
            known = _known_keys(error.cl)
            for key in sorted(error.extra_fields):
                said = f"unknown key; known here: {', '.join(known)}"
                yield Problem(f"{path}{_member(key)}", said, shown(key), nearest(key, known))
        case _Wrong():
            yield Problem(path, str(error), error.found, error.near)
        case KeyError():
            yield Problem(path, "is missing")
        case InvalidValue():
            yield Problem(path, str(error))
        case RecursionError():
            yield Problem(path, "nested too deep")
        case _:
            yield Problem(path, f"cannot be read ({type(error).__name__})")


def _member(key: str) -> str:
    return f".{key}" if _BARE.fullmatch(key) else f"[{shown(key)}]"


def _known_keys(cls: type) -> list[str]:
    renamed = _KEYS.get(cls, {})
    keys = (renamed.get(field.name, field.name) for field in attrs.fields(cls))
    return [key for key in keys if key is not None]


# --- how each kind of value is read ----------------------------------------------------------------------------------


def _plain(kind: type, words: str) -> Callable[[Any, Any], Any]:
    def read(value: Any, _: Any) -> Any:
        if type(value) is not kind:
            raise _Wrong(f"expected {words}", value)
        return value

    return read


def _read_str(value: Any, _: Any) -> str:
    if type(value) is not str:
        raise _Wrong("expected a text in quotes", value)
    if not value.strip():
        raise _Wrong("must not be empty", value)
    return value


def _read_id(value: Any, _: Any) -> str:
    if type(value) is not str or _ID.fullmatch(value) is None:
        raise _Wrong("expected a name of letters, digits, '.', '_' and '-', in quotes", value)
    return value


def _read_text(value: Any, _: Any) -> Text:
    if type(value) is not dict:
        raise _Wrong('expected a text by language, like {nb = "…", nn = "…", en = "…"}', value)
    return Text.of(value)


def _read_period(value: Any, _: Any) -> Period:
    if type(value) is not str:
        raise _Wrong('expected a length of time in quotes, like "P14D"', value)
    return Period.parse(value)


def _read_enum(value: Any, wanted: type[enum.Enum]) -> enum.Enum:
    known = [str(member.value) for member in wanted]
    if type(value) is not str or value not in known:
        raise _Wrong(f"expected one of {', '.join(known)}", value, nearest(value, known))
    return wanted(value)


def _read_tuple(value: Any, wanted: Any) -> tuple[Any, ...]:
    if type(value) is not list:
        raise _Wrong("expected a list, [ … ]", value)
    member = get_args(wanted)[0]
    read = _converter().get_structure_hook(member)
    done: list[Any] = []
    errors: list[Exception] = []
    for index, one in enumerate(value):
        try:
            done.append(read(one, member))
        except Exception as error:
            errors.append(_noted(error, index))
    if errors:
        raise IterableValidationError("list", errors, wanted)
    return tuple(done)


def _read_mapping(value: Any, wanted: Any) -> Mapping[str, Any]:
    if type(value) is not dict:
        raise _Wrong("expected a table", value)
    table: dict[str, Any] = value
    member = get_args(wanted)[1]
    read = _converter().get_structure_hook(member)
    done: dict[str, Any] = {}
    errors: list[Exception] = []
    for key, one in table.items():
        try:
            done[key] = read(one, member)
        except Exception as error:
            errors.append(_noted(error, key))
    if errors:
        raise IterableValidationError("table", errors, wanted)
    return done


def _noted(error: Exception, index: int | str) -> Exception:
    from cattrs.errors import IterableValidationNote

    error.add_note(IterableValidationNote("", index, object))
    return error


def _read_condition(value: Any, _: Any) -> ConditionTable | RequirementTable:
    match value:
        case str():
            return _converter().structure({"is": value}, ConditionTable) if value != "none" else _no_none()
        case {"is": _}:
            return _converter().structure(value, ConditionTable)
        case dict():
            return _converter().structure(value, RequirementTable)
        case _:
            raise _Wrong('expected a condition: "goal_agreed", {is = "…"}, {all_of = […]} or {any_of = […]}', value)


def _no_none() -> ConditionTable:
    raise _Wrong('"none" stands alone, as completion = "none"', "none")


def _read_setting(wanted: Any, converter: Converter) -> Callable[[Any, Any], Any]:
    member = get_args(wanted)[0]
    table = make_dict_structure_fn(wanted, converter, _cattrs_forbid_extra_keys=True)
    read = converter.get_structure_hook(member)

    def setting(value: Any, _: Any) -> Any:
        if type(value) is dict:
            return table(value, wanted)
        return SettingTable(read(value, member))

    return setting


def _read_table(wanted: Any, converter: Converter) -> Callable[[Any, Any], Any]:
    renamed = {
        name: override(omit=True) if key is None else override(rename=key)
        for name, key in _KEYS.get(wanted, {}).items()
    }
    table = make_dict_structure_fn(wanted, converter, _cattrs_forbid_extra_keys=True, **renamed)

    def read(value: Any, _: Any) -> Any:
        if type(value) is not dict:
            raise _Wrong("expected a table", value)
        return table(value, wanted)

    return read


def _read_requirement(wanted: Any, converter: Converter) -> Callable[[Any, Any], Any]:
    table = _read_table(wanted, converter)

    def read(value: Any, _: Any) -> RequirementTable:
        if value == "none":
            return RequirementTable(nothing=True)
        if type(value) is str or (type(value) is dict and "is" in value):
            value = [value]
        if type(value) is list:
            return RequirementTable(all_of=_read_tuple(value, tuple[ConditionTable | RequirementTable, ...]))
        found: RequirementTable = table(value, wanted)
        if not (found.all_of or found.any_of or found.unless):
            raise _Wrong('says nothing; give all_of, any_of or unless, or write "none"')
        return found

    return read


@functools.cache
def _converter() -> Converter:
    """Make the one converter, on first use."""
    converter = Converter(forbid_extra_keys=True, detailed_validation=True)
    converter.register_structure_hook_factory(attrs.has, _read_table)
    converter.register_structure_hook_factory(lambda wanted: wanted is RequirementTable, _read_requirement)
    converter.register_structure_hook_factory(lambda wanted: get_origin(wanted) is SettingTable, _read_setting)
    converter.register_structure_hook_func(lambda wanted: get_origin(wanted) is tuple, _read_tuple)
    converter.register_structure_hook_func(lambda wanted: get_origin(wanted) is Mapping, _read_mapping)
    converter.register_structure_hook_func(lambda wanted: wanted == ConditionTable | RequirementTable, _read_condition)
    converter.register_structure_hook_func(
        lambda wanted: isinstance(wanted, type) and issubclass(wanted, enum.Enum), _read_enum
    )
    converter.register_structure_hook(str, _read_str)
    converter.register_structure_hook(bool, _plain(bool, "true or false"))
    converter.register_structure_hook(int, _plain(int, "a whole number"))
    converter.register_structure_hook(dt.date, _plain(dt.date, "a date without quotes, like 2026-07-01"))
    converter.register_structure_hook(Text, _read_text)
    converter.register_structure_hook(Period, _read_period)
    converter.register_structure_hook_func(lambda wanted: wanted is Id, _read_id)
    return converter
