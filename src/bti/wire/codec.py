"""The codec: facts and entries to bytes, and back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Any, Final, TypeVar

from bti.errors import InvalidValue
from bti.record.entry import Entry
from bti.record.fact import Fact
from bti.record.kinds import KINDS
from bti.wire.canonical import DEEPEST, parse, parse_quickly, written
from bti.wire.case_document import CASE_DOCUMENT, CASE_VERSION
from bti.wire.forms import fields_of, key_of, may_hold
from bti.wire.problems import Parts, Several, at, collected
from bti.wire.reading import Reader
from bti.wire.texts import StoredText, note_revealed, placed_notes, revealed
from bti.wire.upcasting import ENTRY, UPCASTERS, Upcasters, check_chain
from bti.wire.writing import ENTRY_VERSION, Writer

__all__ = ["NO_TEXTS", "Codec", "told_texts"]

NO_TEXTS: Final[Mapping[str, StoredText]] = MappingProxyType({})

ENVELOPES: Final = MappingProxyType({ENTRY: ENTRY_VERSION, CASE_DOCUMENT: CASE_VERSION})
"""What has versions beside the facts."""

_T = TypeVar("_T")


class Codec:
    """Write and read facts and entries; stateless for its user, shareable between threads.

    Args:
        kinds: The facts by kind; all of them unless a test says otherwise.
        upcasters: How older forms become today's.

    Raises:
        InvalidValue: A version cannot be read, a kind is called what only the library may be, or two fields of a fact
            would be stored under one name.
    """

    def __init__(self, kinds: Mapping[str, type[Fact]] = KINDS, upcasters: Upcasters = UPCASTERS) -> None:
        if not ENVELOPES.keys().isdisjoint(kinds):
            raise InvalidValue(f"no kind of fact may be called {' or '.join(ENVELOPES)}")
        check_chain({**ENVELOPES} | {kind: of.version for kind, of in kinds.items()}, upcasters)
        for kind, of in kinds.items():
            names = ["kind", "v", *(key_of(field.name) for field in fields_of(of))]
            if of.kind != kind or len(set(names)) != len(names):
                raise InvalidValue(f"{of.__name__} cannot be stored as '{kind}': that, or a field's name, is taken")
        self._kinds = kinds
        self._upcasters = upcasters

    @cached_property
    def _writer(self) -> Writer:
        return Writer(self._kinds)

    @cached_property
    def _sender(self) -> Writer:
        return Writer(self._kinds, with_text=True)

    @cached_property
    def _quick(self) -> Reader:
        return Reader(self._kinds, self._upcasters, thorough=False)

    @cached_property
    def _thorough(self) -> Reader:
        return Reader(self._kinds, self._upcasters, thorough=True)

    @cached_property
    def _receiver(self) -> Reader:
        return Reader(self._kinds, self._upcasters, thorough=True, sent=True)

    def encode_entry(self, entry: Entry) -> bytes:
        """Return the canonical bytes of an entry; see `bti.wire.encode_entry`."""
        return _written(self._writer.entry, entry, self._deepest(getattr(entry, "fact", None)))

    def encode_fact(self, fact: Fact, *, with_text: bool = False) -> bytes:
        """Return the canonical bytes of a fact; see `bti.wire.encode_fact`."""
        return _written((self._sender if with_text else self._writer).fact, fact, self._deepest(fact))

    def _deepest(self, fact: object) -> int | None:
        """Return how deep a fact may nest; only one within which another may stand could be too deep."""
        return None if type(fact) in self._flat else DEEPEST

    @cached_property
    def _flat(self) -> frozenset[type[Fact]]:
        every = self._kinds.values()
        return frozenset(of for of in every if not any(may_hold(field.type, Fact) for field in fields_of(of)))

    def decode_entry(self, data: bytes, texts: Mapping[str, StoredText] = NO_TEXTS) -> Entry:
        """Return the entry; see `bti.wire.decode_entry`."""
        try:
            entry = self._quick.entry(parse_quickly(data))
            return revealed(entry, texts) if texts else entry
        except Exception:  # whatever it was, the thorough reader tells
            entry = _told("the entry cannot be read", lambda: self._thorough.entry(parse(data)))
            return _told("a text does not belong to the entry", lambda: told_texts(entry, texts))

    def decode_fact(self, data: bytes, *, allow_text: bool = False) -> Fact:
        """Return the fact; see `bti.wire.decode_fact`."""
        if allow_text:
            return _told("the fact cannot be read", lambda: self._receiver.fact(parse(data)))
        try:
            return self._quick.fact(parse_quickly(data))
        except Exception:  # whatever it was, the thorough reader tells
            return _told("the fact cannot be read", lambda: self._thorough.fact(parse(data)))


def _written(write: Callable[[_T], dict[str, Any]], value: _T, deepest: int | None) -> bytes:
    try:
        return written(write(value), deepest=deepest)
    except (AttributeError, KeyError, TypeError) as error:
        raise InvalidValue(f"a {type(value).__name__} with a field of a wrong type cannot be written") from error
    except RecursionError:
        raise InvalidValue(f"a {type(value).__name__} that nests without end cannot be written") from None


def _told(title: str, read: Callable[[], _T]) -> _T:
    try:
        return read()
    except Exception as error:
        raise collected(title, error) from None


def told_texts(entry: Entry, texts: Mapping[str, StoredText]) -> Entry:
    """Put the texts in, or say of each that does not belong where it was to go.

    Raises:
        Several: Texts that are not those committed to.
    """
    parts: Parts = []
    for where, within in (("fact", entry.fact), ("because", entry.because)):
        for path, note in placed_notes(within):
            try:
                note_revealed(note, texts)
            except Exception as error:
                parts.append((where, at(path, error)))
    if parts:
        raise Several(parts)
    return revealed(entry, texts)
