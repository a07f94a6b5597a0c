"""Plain JSON values to facts and entries, by cattrs: quickly, or thoroughly with every problem named.

Both readers are made of the same hooks. The quick one stops at the first thing wrong, and says nothing about it; the
thorough one then goes through all of it again. So only what is broken pays for being explained.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from functools import cache
from types import MappingProxyType
from typing import Any, Final, get_args

import attrs
from cattrs import ClassValidationError, Converter
from cattrs.gen import make_dict_structure_fn, override

from bti.errors import InvalidValue
from bti.people import SYSTEM, Actor, Birth, System, Unborn
from bti.record.entry import Entry, Resolved
from bti.record.fact import Fact
from bti.record.note import Note
from bti.wire.canonical import MOST_WHOLE, Twice, is_list, is_object
from bti.wire.forms import ACTORS, COMMITMENT, DAY, INSTANT, MOST_ITEMS, fields_of, key_of
from bti.wire.problems import Parts, Several, Wrong, nearest, shown, shown_word
from bti.wire.upcasting import ENTRY, Upcasters, upcast
from bti.wire.writing import ENTRY_VERSION

__all__ = ["Reader", "only_kind", "whole_object"]

_Read = Callable[[Any, Any], Any]
_NONE: Final[frozenset[str]] = frozenset()
_AS_MANY: Final[Mapping[Any, int]] = MappingProxyType({})
_MOST_HINTS: Final = 20  # looking for the nearest name takes time


class Reader:
    """Turn plain JSON values into facts and entries.

    Args:
        kinds: The facts by kind.
        upcasters: How older forms become today's.
        thorough: Collect every problem instead of stopping at the first.
        sent: Read the form in which a host sends a fact: notes may be texts, and defaults may be left out.
        most: How many of a class may stand in one list, where that is not `MOST_ITEMS`.
    """

    def __init__(
        self,
        kinds: Mapping[str, type[Fact]],
        upcasters: Upcasters,
        *,
        thorough: bool,
        sent: bool = False,
        most: Mapping[Any, int] = _AS_MANY,
    ) -> None:
        self._kinds = kinds
        self._most = most
        self._upcasters = upcasters
        self._thorough = thorough
        self._sent = sent
        self._converter = Converter(detailed_validation=thorough)
        self._facts: dict[str, _Read] = {}
        hook = self._converter.register_structure_hook
        hook(str, _text)
        hook(int, _whole)
        hook(bool, _truth)
        hook(enum.Enum, _coded)
        hook(dt.date, _day)
        hook(dt.datetime, _instant)
        hook(Note, _sent_note if sent else _stored_note)
        hook(Fact, self.fact)
        factory = self._converter.register_structure_hook_factory
        factory(attrs.has, self._read_class)
        factory(_is_tuple, self._read_list)
        hook(Resolved, self._read_class(Resolved, all_stated=False))
        by_type = self._converter.register_structure_hook_func
        by_type(lambda of: of == Birth, _birth)
        by_type(lambda of: of == Actor | System, self.actor)
        self._actors = {
            name: self._read_class(of, besides=frozenset({"kind"})) for name, of in ACTORS.items() if of is not System
        }
        self._entry = self._read_class(Entry)

    def fact(self, value: Any, _: Any = None) -> Fact:
        """Read a fact; any exception is a problem of the document."""
        fields = _copied(value)
        kind, version = fields.pop("kind", None), fields.pop("v", None)
        of = self._kinds.get(kind) if isinstance(kind, str) else None
        if of is None:
            raise Several([("kind", _unknown(kind, "kind" in value, "must be a kind of fact", self._kinds))])
        read = self._facts.get(kind)
        if read is None:
            read = self._facts[kind] = self._read_class(of, all_stated=not self._sent)
        fact: Fact = self._versioned(kind, version, "v" in value, of.version, fields, read)
        return fact

    def entry(self, value: Any) -> Entry:
        """Read an entry; any exception is a problem of the document."""
        entry: Entry = self.versioned(ENTRY, value, ENTRY_VERSION, self._entry)
        return entry

    def know(self, of: Any, read: _Read) -> None:
        """Read another type by this function."""
        self._converter.register_structure_hook_func(lambda asked: asked == of, read)

    def of(self, of: type[Any]) -> _Read:
        """Return the reader of another class; any exception is a problem of the document."""
        return self._read_class(of)

    def versioned(self, what: str, value: Any, today: int, read: _Read) -> Any:
        """Read an object that has a version; any exception is a problem of the document."""
        fields = _copied(value)
        version = fields.pop("v", None)
        return self._versioned(what, version, "v" in value, today, fields, read)

    def _versioned(self, kind: str, version: Any, given: bool, today: int, fields: Any, read: _Read) -> Any:
        if type(version) is int and 1 <= version <= today:
            if version != today:
                fields = _as_given(fields, upcast(kind, version, today, fields, self._upcasters))
            return read(fields, None)
        if type(version) is int and version > today:
            newer = Wrong(f"is newer than this library, which reads versions up to {today}", str(version))
            raise Several([("v", newer)])
        wrong = Wrong(f"must be a version, from 1 to {today}", shown(version)) if given else Wrong("is missing")
        if self._thorough:
            try:  # as if it were today's, to find what else is wrong
                read(fields, None)
            except Exception as error:
                raise Several([("v", wrong), (None, error)]) from None
        raise Several([("v", wrong)])

    def actor(self, value: Any, _: Any = None) -> Actor | System:
        """Read who recorded something; any exception is a problem of the document."""
        if not is_object(value):
            raise Wrong("must be an object", shown(value))
        kind = value.get("kind")
        if kind == "system":
            only_kind(value)
            return SYSTEM
        read = self._actors.get(kind) if isinstance(kind, str) else None
        if read is None:
            raise Several([("kind", _unknown(kind, "kind" in value, "must say who it is", ACTORS))])
        actor: Actor = read(value, None)
        return actor

    def _read_class(self, of: type[Any], *, besides: frozenset[str] = _NONE, all_stated: bool = True) -> _Read:
        """Make the reader of one class.

        Args:
            of: The class.
            besides: Names that stand in the object beside the fields.
            all_stated: Whether a field must be there even if it has a default.
        """
        fields = fields_of(of)
        stated = frozenset(key_of(field.name) for field in fields if all_stated or field.default is attrs.NOTHING)
        known = frozenset(key_of(field.name) for field in fields) | besides
        stated |= besides
        overrides = {
            field.name: override(
                rename=key_of(field.name), struct_hook=self._checking(of, field) if self._thorough else None
            )
            for field in fields
        }
        options: dict[str, Any] = {"_cattrs_forbid_extra_keys": False, **overrides}
        make: _Read = make_dict_structure_fn(of, self._converter, **options)

        def read_quickly(value: Any, _: Any) -> Any:
            if not is_object(value) or not stated <= value.keys() <= known:
                raise Wrong("is not an object of these names")
            return make(value, of)

        def read_thoroughly(value: Any, _: Any) -> Any:
            parts = _wrong_names(value, stated, known)
            try:
                made = make(value, of)
            except ClassValidationError as error:
                named, others = error.group_exceptions()
                # A missing name is a KeyError to cattrs, and already among the parts.
                parts += [(key_of(note.name), inner) for inner, note in named if not isinstance(inner, KeyError)]
                parts += [(None, inner) for inner in others]
                raise Several(parts) from None
            if parts:
                raise Several(parts)
            return made

        return read_thoroughly if self._thorough else read_quickly

    def _checking(self, of: type, field: attrs.Attribute[Any]) -> _Read:
        """Make the reader of one field that also asks its validator, so that one bad field does not hide the next."""
        read = self._converter.get_structure_hook(field.type)
        validator = field.validator
        if validator is None:
            return read

        def read_and_check(value: Any, wanted: Any) -> Any:
            made = read(value, wanted)
            with suppress(AttributeError):  # a validator that looks at other fields has to wait for all of them
                validator(object.__new__(of), field, made)
            return made

        return read_and_check

    def _read_list(self, of: Any) -> _Read:
        item: Any = get_args(of)[0]
        most = self._most.get(item, MOST_ITEMS)
        read = self._converter.get_structure_hook(item)

        def read_items(value: Any, _: Any) -> tuple[Any, ...]:
            if not is_list(value):
                raise Wrong("must be a list", shown(value))
            if len(value) > most:
                raise Wrong(f"must have at most {most} items", shown(value))
            if not self._thorough:
                return tuple([read(one, item) for one in value])
            made: list[Any] = []
            parts: Parts = []
            for index, one in enumerate(value):
                try:
                    made.append(read(one, item))
                except Exception as error:
                    parts.append((index, error))
            if parts:
                raise Several(parts)
            return tuple(made)

        return read_items


# --- objects -------------------------------------------------------------------------------------------------------


def whole_object(value: Any) -> dict[str, Any]:
    """Return a parsed document, if it is an object."""
    if is_object(value):
        return value
    raise Wrong("must be an object", shown(value))


def _copied(value: Any) -> dict[str, Any]:
    """Return a copy of an object, to take its kind and version from before its fields are read."""
    if isinstance(value, Twice):
        copy = Twice(value)
        copy.twice = value.twice
        return copy
    if is_object(value):
        return value.copy()
    raise Wrong("must be an object", shown(value))


def _as_given(old: Any, made: dict[str, Any]) -> dict[str, Any]:
    """Return the newer form of an object, which had names twice where the older one had."""
    if not isinstance(old, Twice):
        return made
    newer = Twice(made)
    newer.twice = old.twice
    return newer


def _wrong_names(value: Any, stated: Collection[str], known: Collection[str]) -> Parts:
    if not is_object(value):
        raise Wrong("must be an object", shown(value))
    parts: Parts = []
    if isinstance(value, Twice):
        parts += [(name, Wrong("is given twice")) for name in value.twice]
    parts += [(name, Wrong("is missing")) for name in sorted(stated) if name not in value]
    free = sorted(name for name in known if name not in value)
    unknown = [name for name in value if name not in known]
    for place, name in enumerate(unknown):
        near = nearest(name, free) if place < _MOST_HINTS else None
        parts.append((name, Wrong("is not a name known here", nearest=near)))
    return parts


def only_kind(value: Any) -> None:
    """Refuse an object that has more than its kind."""
    parts = _wrong_names(value, ("kind",), ("kind",))
    if parts:
        raise Several(parts)


def _unknown(value: Any, given: bool, message: str, known: Collection[str]) -> Wrong:
    if not given:
        return Wrong("is missing")
    listed = f": one of {', '.join(known)}" if len(known) <= 12 else ""
    return Wrong(f"{message}{listed}", shown_word(value), nearest(value, known))


# --- single values -------------------------------------------------------------------------------------------------


def _text(value: Any, _: Any) -> str:
    if type(value) is str:
        return value
    raise Wrong("must be a text", shown(value))


def _whole(value: Any, _: Any) -> int:
    if type(value) is int and 0 <= value <= MOST_WHOLE:
        return value
    raise Wrong(f"must be a whole number from 0 to {MOST_WHOLE}", shown(value))


def _truth(value: Any, _: Any) -> bool:
    if type(value) is bool:
        return value
    raise Wrong("must be true or false", shown(value))


def _day(value: Any, _: Any) -> dt.date:
    if type(value) is str and DAY.fullmatch(value):
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            pass
    raise Wrong("must be a date, written YYYY-MM-DD", shown_word(value))


def _instant(value: Any, _: Any) -> dt.datetime:
    if type(value) is str and INSTANT.fullmatch(value):
        try:
            return dt.datetime.fromisoformat(value)
        except ValueError:
            pass
    raise Wrong("must be an instant in UTC, written YYYY-MM-DDTHH:MM:SS.ffffffZ", shown_word(value))


def _birth(value: Any, _: Any) -> Birth:
    if type(value) is str and (value in _UNBORN or DAY.fullmatch(value)):
        try:
            return _UNBORN.get(value) or dt.date.fromisoformat(value)
        except ValueError:
            pass
    raise Wrong(f"must be a date, written YYYY-MM-DD, or one of {', '.join(_UNBORN)}", shown_word(value))


_UNBORN: Mapping[str, Unborn] = {member.value: member for member in Unborn}


def _stored_note(value: Any, _: Any) -> Note:
    commitment = _single(value, "commitment")
    if not COMMITMENT.fullmatch(commitment):
        raise Several([("commitment", Wrong("must be 64 hexadecimal digits in small letters", shown(commitment)))])
    return Note(commitment)


def _sent_note(value: Any, _: Any) -> Note:
    # Never a commitment: whoever sends another note's would ask to be shown its text.
    text = _single(value, "text")
    try:
        return Note.of(text)
    except InvalidValue as error:
        raise Several([("text", error)]) from None


def _single(value: Any, name: str) -> str:
    """Return the one field of an object that has no other."""
    if is_object(value) and len(value) == 1 and type(held := value.get(name)) is str:
        return held
    parts = _wrong_names(value, (name,), (name,))
    held = value.get(name)
    if name in value and type(held) is not str:
        parts.append((name, Wrong("must be a text", shown(held))))
    raise Several(parts)


@cache
def _members(of: type[enum.Enum]) -> Mapping[str, enum.Enum]:
    return {member.value: member for member in of}


def _coded(value: Any, of: type[enum.Enum]) -> enum.Enum:
    members = _members(of)
    member = members.get(value) if type(value) is str else None
    if member is None:
        raise Wrong(f"must be one of {', '.join(members)}", shown_word(value), nearest(value, members))
    return member


def _is_tuple(of: Any) -> bool:
    return getattr(of, "__origin__", None) is tuple
