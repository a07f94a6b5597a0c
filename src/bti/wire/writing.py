"""Facts and entries to plain JSON values, by cattrs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any, Final

from cattrs import Converter
from cattrs.gen import make_dict_unstructure_fn, override

from bti.errors import InvalidValue
from bti.people import Actor, Birth, System, Unborn
from bti.record.entry import Entry, Resolved
from bti.record.fact import Fact
from bti.record.note import Note
from bti.wire.canonical import MOST_WHOLE
from bti.wire.forms import ACTORS, COMMITMENT, MOST_ITEMS, fields_of, instant_written, key_of

__all__ = ["ENTRY_VERSION", "Writer"]

ENTRY_VERSION: Final = 1
"""The version of the envelope around a fact."""

_Write = Callable[[Any], Any]


class Writer:
    """Turn facts and entries into plain JSON values.

    Args:
        kinds: The facts by kind.
        with_text: Write a note as its text where it is at hand, for sending; never for storing.
    """

    def __init__(self, kinds: Mapping[str, type[Fact]], *, with_text: bool = False) -> None:
        self._kinds = kinds
        self._with_text = with_text
        self._converter = Converter()
        self._facts: dict[type, _Write] = {}
        self._actors = {of: (name, self._write_class(of)) for name, of in ACTORS.items() if of is not System}
        hook = self._converter.register_unstructure_hook
        hook(int, _whole)
        hook(bool, bool)
        hook(dt.datetime, instant_written)
        hook(dt.date, dt.date.isoformat)
        hook(Note, self._note)
        hook(Fact, self.fact)
        by_type = self._converter.register_unstructure_hook_func
        by_type(lambda of: of == Birth, _birth)
        by_type(lambda of: of == Actor | System, self.actor)
        by_type(_is_list, self._list)
        hook(Resolved, self._write_class(Resolved, omit_if_default=True))
        self._entry = self._write_class(Entry)

    def fact(self, fact: Fact) -> dict[str, Any]:
        """Return a fact with its kind and version.

        Raises:
            InvalidValue: Its kind is not known here, or a field holds what cannot be stored.
        """
        write = self._facts.get(type(fact)) or self._new_fact(type(fact))
        value: dict[str, Any] = write(fact)
        value["kind"] = fact.kind
        value["v"] = fact.version
        return value

    def entry(self, entry: Entry) -> dict[str, Any]:
        """Return an entry with its version.

        Raises:
            InvalidValue: It holds what cannot be stored.
        """
        value: dict[str, Any] = self._entry(entry)
        value["v"] = ENTRY_VERSION
        return value

    def _write_class(self, of: type[Any], *, omit_if_default: bool = False) -> _Write:
        renamed = {field.name: override(rename=key_of(field.name)) for field in fields_of(of)}
        options: dict[str, Any] = {"_cattrs_omit_if_default": omit_if_default, **renamed}
        write: _Write = make_dict_unstructure_fn(of, self._converter, **options)
        return write

    def _new_fact(self, of: type[Fact]) -> _Write:
        if self._kinds.get(getattr(of, "kind", "")) is not of:
            raise InvalidValue(f"a {of.__name__} is not a fact that can be stored; `bti.facts.KINDS` lists those")
        write = self._facts[of] = self._write_class(of)
        return write

    def actor(self, actor: Actor | System) -> dict[str, Any]:
        """Return who recorded something."""
        if isinstance(actor, System):
            return {"kind": "system"}
        name, write = self._actors[type(actor)]
        value: dict[str, Any] = write(actor)
        value["kind"] = name
        return value

    def _note(self, note: Note) -> dict[str, str]:
        if self._with_text and note.text is not None:
            return {"text": note.text}
        if not COMMITMENT.fullmatch(note.commitment):
            raise InvalidValue("a note's commitment must be 64 hexadecimal digits")
        return {"commitment": note.commitment}

    def _list(self, items: tuple[Any, ...]) -> list[Any]:
        if len(items) > MOST_ITEMS:
            raise InvalidValue(f"a list of more than {MOST_ITEMS} cannot be stored, this has {len(items)}")
        written: list[Any] = self._converter.unstructure(items, list[Any])
        return written


def _is_list(of: Any) -> bool:
    return getattr(of, "__origin__", None) is tuple


def _whole(number: int) -> int:
    if 0 <= number <= MOST_WHOLE:
        return number
    raise InvalidValue(f"a whole number must be from 0 to {MOST_WHOLE} to be stored")


def _birth(birth: Birth) -> str:
    return birth.value if isinstance(birth, Unborn) else birth.isoformat()
