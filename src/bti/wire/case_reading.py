"""Read a case document and verify all of it: its form first, and then whether it holds together.

What is wrong in form is all told at once. Only a document that is sound in form is asked whether it holds together:
the order of entries, their ids, case and book, the digests, each text against its commitment, each guide against its
digest, and whether the entries make a case. That is all told at once too.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final, TypeAlias

import attrs

from bti.errors import BtiError, GuideError, UnknownGuide
from bti.guide.chaining import chained
from bti.guide.merging import Layer
from bti.guide.reading import read_document
from bti.guide.resolving import resolve
from bti.people import SYSTEM, Actor, check_ref
from bti.record.case import Case
from bti.record.entry import Entry
from bti.record.fact import Fact
from bti.record.note import LONGEST
from bti.wire.canonical import is_object, parse, written
from bti.wire.case_document import (
    CASE_DOCUMENT,
    CASE_VERSION,
    DEEPEST_CASE,
    FORMAT,
    LARGEST_CASE,
    MOST_BOOKS,
    MOST_ENTRIES,
    MOST_TEXTS,
    OPERATOR,
    CaseDocument,
    Files,
    Operator,
    book_digest,
)
from bti.wire.codec import told_texts
from bti.wire.forms import COMMITMENT
from bti.wire.problems import Parts, Several, Wrong, at, collected
from bti.wire.reading import Reader, only_kind, whole_object
from bti.wire.texts import StoredEntry, StoredText, notes_of
from bti.wire.upcasting import Upcasters

__all__ = ["CaseReader"]

_Found: TypeAlias = Iterator[tuple[tuple[str | int, ...], Exception]]


def _is_ref(instance: Any, attribute: attrs.Attribute[Any], value: object) -> None:
    check_ref(value, attribute.name)


def _is_hex(instance: Any, attribute: attrs.Attribute[Any], value: str) -> None:
    if not COMMITMENT.fullmatch(value):
        raise Wrong("must be 64 hexadecimal digits in small letters")


def _is_format(instance: Any, attribute: attrs.Attribute[Any], value: str) -> None:
    if value != FORMAT:
        raise Wrong(f"must be {FORMAT}: this is no case document")


def _is_some(instance: Any, attribute: attrs.Attribute[Any], value: Sequence[object]) -> None:
    if not value:
        raise Wrong("must hold at least one")


@attrs.frozen
class _Carried:
    data: bytes
    entry: Entry


@attrs.frozen
class _Text:
    entry: int
    commitment: str = attrs.field(validator=_is_hex)
    salt: str = attrs.field(validator=_is_hex)
    text: str


@attrs.frozen
class _Book:
    book: str = attrs.field(validator=_is_ref)
    digest: str = attrs.field(validator=_is_hex)
    entries: tuple[_Carried, ...] = attrs.field(validator=_is_some)
    texts: tuple[_Text, ...]


@attrs.frozen
class _File:
    name: str
    toml: str


@attrs.frozen
class _Guide:
    digest: str = attrs.field(validator=_is_ref)
    files: tuple[_File, ...]


@attrs.frozen
class _Document:
    format: str = attrs.field(validator=_is_format)
    case: str = attrs.field(validator=_is_ref)
    by: Actor | Operator
    written: dt.datetime
    books: tuple[_Book, ...] = attrs.field(validator=_is_some)
    guides: tuple[_Guide, ...]


_MOST: Final = {_Book: MOST_BOOKS, _Guide: MOST_BOOKS, _Carried: MOST_ENTRIES, _Text: MOST_TEXTS, _File: 20}


class CaseReader:
    """Read case documents.

    Args:
        kinds: The facts by kind.
        upcasters: How older forms become today's.
    """

    def __init__(self, kinds: Mapping[str, type[Fact]], upcasters: Upcasters) -> None:
        self._reader = Reader(kinds, upcasters, thorough=True, most=_MOST)
        self._reader.know(_Carried, self._carried)
        self._reader.know(Actor | Operator, self._by)
        self._document = self._reader.of(_Document)

    def document(self, data: object) -> CaseDocument:
        """Return what a case document holds.

        Raises:
            DecodeError: It is none, or does not hold together; `problems` names all that is wrong.
        """
        try:
            value = whole_object(parse(data, largest=LARGEST_CASE, deepest=DEEPEST_CASE))
            read: _Document = self._reader.versioned(CASE_DOCUMENT, value, CASE_VERSION, self._document)
            return _verified(read)
        except Exception as error:
            raise collected("the case document cannot be read", error) from None

    def _carried(self, value: Any, _: Any) -> _Carried:
        entry = self._reader.entry(value)
        return _Carried(written(value), entry)

    def _by(self, value: Any, _: Any) -> Actor | Operator:
        if is_object(value) and value.get("kind") == "operator":
            only_kind(value)
            return OPERATOR
        actor = self._reader.actor(value)
        if actor is SYSTEM or not isinstance(actor, Actor):
            raise Several([("kind", Wrong("must be a person, or operator"))])
        return actor


def _verified(read: _Document) -> CaseDocument:
    parts: Parts = []
    names: set[str] = set()
    books: dict[str, tuple[StoredEntry, ...]] = {}
    whole: list[Entry] = []
    for place, book in enumerate(read.books):
        parts += [(None, at(("books", place, *path), error)) for path, error in _wrong_in(read.case, book, names)]
        texts = _by_entry(book)
        books[book.book] = tuple(
            [
                StoredEntry(entry.seq, entry.id, carried.data, texts.get(seq, ()))
                for seq, carried in enumerate(book.entries, 1)
                for entry in (carried.entry,)
            ]
        )
        whole += [carried.entry for carried in book.entries]
    parts += [(None, at(path, error)) for path, error in _wrong_guides(read, whole)]
    if parts:
        raise Several(parts)
    for place, book in enumerate(read.books):
        _check_fold(read.case, place, book)
    guides = {one.digest: tuple((file.name, file.toml) for file in one.files) for one in read.guides}
    shown = [_shown(carried.entry, texts) for book in read.books for carried, texts in _with_texts(book)]
    case = Case.fold(read.case, shown)
    return CaseDocument(read.case, read.by, read.written, MappingProxyType(books), MappingProxyType(guides), case)


def _by_entry(book: _Book) -> dict[int, tuple[StoredText, ...]]:
    held: dict[int, tuple[StoredText, ...]] = {}
    for one in book.texts:
        text = StoredText(one.commitment, bytes.fromhex(one.salt), one.text)
        held[one.entry] = (*held.get(one.entry, ()), text)
    return held


def _with_texts(book: _Book) -> Iterator[tuple[_Carried, tuple[StoredText, ...]]]:
    texts = _by_entry(book)
    for seq, carried in enumerate(book.entries, 1):
        yield carried, texts.get(seq, ())


def _shown(entry: Entry, texts: tuple[StoredText, ...]) -> Entry:
    return told_texts(entry, {text.commitment: text for text in texts}) if texts else entry


def _wrong_in(case: str, book: _Book, names: set[str]) -> _Found:
    """Give what does not hold together in one book, with the path within it."""
    if book.book in names:
        yield ("book",), Wrong("is given twice")
    names.add(book.book)
    ids: set[str] = set()
    last: dt.datetime | None = None
    for place, carried in enumerate(book.entries):
        entry = carried.entry
        path = ("entries", place)
        if entry.case != case:
            yield (*path, "case"), Wrong("must be the case of the document")
        if entry.book != book.book:
            yield (*path, "book"), Wrong("must be the book it stands in")
        if entry.seq != place + 1:
            yield (*path, "seq"), Wrong(f"must be {place + 1}, its place in the book", str(entry.seq))
        if entry.id in ids:
            yield (*path, "id"), Wrong("is the id of an entry above")
        if last is not None and entry.recorded < last:
            yield (*path, "recorded"), Wrong("must not be before the entry above was recorded")
        ids.add(entry.id)
        last = entry.recorded
    if book_digest(carried.data for carried in book.entries) != book.digest:
        yield ("digest",), Wrong("is not that of these entries: some were lost or changed on the way")
    yield from _wrong_texts(book)


def _wrong_texts(book: _Book) -> _Found:
    seen: set[tuple[int, str]] = set()
    for place, text in enumerate(book.texts):
        path = ("texts", place)
        if not 1 <= text.entry <= len(book.entries):
            yield (*path, "entry"), Wrong("must be the number of an entry of this book", str(text.entry))
            continue
        if (text.entry, text.commitment) in seen:
            yield path, Wrong("is given twice")
        seen.add((text.entry, text.commitment))
        entry = book.entries[text.entry - 1].entry
        if all(note.commitment != text.commitment for note in notes_of(entry)):
            yield (*path, "commitment"), Wrong("is not that of a note of this entry")
        elif len(text.text) > LONGEST:
            yield (*path, "text"), Wrong(f"must have at most {LONGEST} characters", str(len(text.text)))
        else:
            stored = StoredText(text.commitment, bytes.fromhex(text.salt), text.text)
            try:
                told_texts(entry, {text.commitment: stored})
            except Several:
                yield (*path, "text"), Wrong("is not the one that the entry commits to: it or its salt was changed")


def _wrong_guides(read: _Document, entries: Sequence[Entry]) -> _Found:
    known: set[str] = set()
    for place, guide in enumerate(read.guides):
        path = ("guides", place)
        if guide.digest in known:
            yield (*path, "digest"), Wrong("is given twice")
        known.add(guide.digest)
        if guide.files:
            for within, error in _wrong_files(guide):
                yield (*path, *within), error
    missing = {entry.guide for entry in entries if entry.guide is not None} - known
    if missing:
        yield ("guides",), Wrong(f"must name every guide that an entry was judged by; {len(missing)} are missing")


def _wrong_files(guide: _Guide) -> _Found:
    layers: list[Layer] = []
    for place, file in enumerate(guide.files):
        try:
            layers.append(Layer(read_document(file.toml, file=file.name[:100]), file.name[:100]))
        except BtiError as error:
            yield ("files", place, "toml"), Wrong(str(error)[:2_000])
    if len(layers) != len(guide.files):
        return
    known = {layer.guide: layer for layer in reversed(layers)}

    def find(wanted: str) -> Layer:
        if wanted not in known:
            raise UnknownGuide(f"the files hold no guide '{wanted[:60]}'")
        return known[wanted]

    try:
        chain = chained(layers[0], find)
        if [id(one) for one in chain] != [id(one) for one in layers]:
            yield ("files",), Wrong("must be a guide, what it uses and what it extends, nearest first, and no more")
            return
        resolved: Files | str = resolve(layers).digest
    except (GuideError, UnknownGuide) as error:
        yield ("files",), Wrong(str(error)[:2_000])
    else:
        if resolved != guide.digest:
            yield ("digest",), Wrong("is not that of these files")


def _check_fold(case: str, place: int, book: _Book) -> None:
    """Check that the entries of a book make something; name the first that does not follow from those above it.

    Raises:
        Several: One does not.
    """
    entries = [carried.entry for carried in book.entries]

    def fold(count: int) -> Exception | None:
        try:
            Case.fold(case, entries[:count])
        except Exception as error:  # what a fold stumbles over is whatever it expected to be there
            return error
        return None

    if fold(len(entries)) is None:
        return
    sound, broken = 0, len(entries)
    while broken - sound > 1:
        middle = (sound + broken) // 2
        sound, broken = (middle, broken) if fold(middle) is None else (sound, middle)
    raise Several([(None, at(("books", place, "entries", broken - 1), Wrong("cannot follow the entries above it")))])
