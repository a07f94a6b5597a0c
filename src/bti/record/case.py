"""Everything the engine knows of one follow-up: a case book, and beside each other above it other books.

These are protected matters, and services' own books. A `Case` is a value. It folds from the entries of its books and
knows no guide and no law. A fact is judged on its own book and the case book beneath; no book beside or above it is
ever read for that (model 6).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final, TypeAlias

import attrs

from bti.people import Actor, check_ref
from bti.record.correction import Corrections, StrikeReason, effective, erased_commitments, refolds, without_erased
from bti.record.entry import CASE_BOOK, Entry, matter_book, own_book
from bti.record.folding import folded
from bti.record.insiders import as_read_by
from bti.record.kinship import ALWAYS, KnownAsKin, known_as_kin
from bti.record.matter import Matter
from bti.record.own_book import OwnBook
from bti.record.spine import EMPTY, Spine

__all__ = ["Case"]

_Corrected: TypeAlias = Spine | Matter | OwnBook
_NO_MATTERS: Final[Mapping[str, Matter]] = MappingProxyType({})
_NO_OWN: Final[Mapping[str, OwnBook]] = MappingProxyType({})


@attrs.frozen(repr=False, eq=False)
class Case:
    """One follow-up (sak, forløp), as far as its reader may use it.

    Attributes:
        id: The host's opaque id of the case.
        entries: The case book.
        spine: What guards read, folded from the case book.
        matters: The protected matters by id; for a reader only those they are an insider of.
        own_books: The services' own books by id; for a reader only that of the service they come for.
        reader: Whom it was folded for; None: for nobody in particular, all books, to be narrowed by every answer.
    """

    id: str
    entries: tuple[Entry, ...]
    spine: Spine
    matters: Mapping[str, Matter] = _NO_MATTERS
    reader: str | None = None
    own_books: Mapping[str, OwnBook] = _NO_OWN

    @classmethod
    def empty(cls, case_id: str) -> Case:
        """Return a case of which nothing is known.

        Raises:
            InvalidValue: The id cannot be a reference.
        """
        return cls(check_ref(case_id, "the case id"), (), EMPTY)

    @classmethod
    def fold(cls, case_id: str, entries: Iterable[Entry]) -> Case:
        """Return the case that these entries make; each book's entries in their order."""
        return cls.empty(case_id).grown(entries)

    def grown(self, entries: Iterable[Entry]) -> Case:
        """Return the case with more entries at the end of their books."""
        shared: list[Entry] = []
        protected: dict[str, list[Entry]] = {}
        kept: dict[str, list[Entry]] = {}
        for entry in entries:
            matter, own = entry.matter, entry.own
            if entry.book == CASE_BOOK:
                shared.append(entry)
            elif matter is not None:
                protected.setdefault(matter, []).append(entry)
            elif own is not None:
                kept.setdefault(own, []).append(entry)
        matters, own_books = self.matters, self.own_books
        if protected:
            more = {key: self.matters.get(key, Matter(key)).grown(book) for key, book in protected.items()}
            matters = MappingProxyType(dict(sorted({**matters, **more}.items())))
        if kept:
            grown = {key: self.own_books.get(key, OwnBook(key)).grown(book) for key, book in kept.items()}
            own_books = MappingProxyType(dict(sorted({**own_books, **grown}.items())))
        if not shared:
            return Case(self.id, self.entries, self.spine, matters, self.reader, own_books)
        book = (*self.entries, *shared)
        spine = folded(EMPTY, effective(book)) if refolds(shared) else folded(self.spine, shared)
        if erased_commitments(shared):
            book = without_erased(book)
        return Case(self.id, book, spine, matters, self.reader, own_books)

    def effective(self) -> tuple[Entry, ...]:
        """Return the entries of the case book that count: struck ones left out, corrected ones with the right fact."""
        return tuple(effective(self.entries))

    def for_reader(self, actor: Actor) -> Case:
        """Return the case as far as an actor may use it: the case book, and of the books beside it those they know of.

        These are the matters they are an insider of, and the own book of the service they come for. Of either,
        somebody who is kin of the case has what they wrote themself; whom they let into a matter, no more than that.
        """
        if self.reader == actor.ref and not self.matters and not self.own_books:
            return self
        matters, own_books = self.matters, self.own_books
        if matters:
            read = ((key, as_read_by(one, actor, self.known_as_kin)) for key, one in matters.items())
            matters = MappingProxyType({key: one for key, one in read if one is not None})
        if own_books:
            kin = self.spine.is_kin(actor.ref)
            own = {key: one for key, one in own_books.items() if one.knows(actor, kin=kin)}
            if kin:
                own = {key: one.narrowed_to(actor.ref) for key, one in own.items()}
            own_books = MappingProxyType(own)
        return Case(self.id, self.entries, self.spine, matters, actor.ref, own_books)

    def without_beside(self) -> Case:
        """Return the case as if there were no books beside the case book."""
        return Case(self.id, self.entries, self.spine, reader=self.reader)

    def written_by(self, ref: str) -> Case:
        """Return the case, of the books beside the case book with what somebody wrote: all that is surely theirs."""
        matters = {key: one.narrowed_to(_ids_by(ref, one.entries)) for key, one in self.matters.items()}
        own = {key: one.narrowed_to(ref) for key, one in self.own_books.items()}
        return Case(
            self.id,
            self.entries,
            self.spine,
            MappingProxyType({key: one for key, one in matters.items() if one.entries}),
            self.reader,
            MappingProxyType({key: one for key, one in own.items() if one.entries}),
        )

    def known_as_kin(self, ref: str) -> KnownAsKin | None:
        """Return when somebody who is kin of the case was known to be (I-04), or None where they are not."""
        return known_as_kin(self.entries, ref) or ALWAYS if self.spine.is_kin(ref) else None

    def beside(self) -> dict[str, tuple[Entry, ...]]:
        """Return the entries of each book beside the case book, by the book's name."""
        return {matter_book(key): matter.entries for key, matter in self.matters.items()} | {
            own_book(key): own.entries for key, own in self.own_books.items()
        }

    def whole_beside(self) -> tuple[str, ...]:
        """Return the names of the books beside the case book that the reader has whole.

        Of one narrowed to them they have neither the document nor the records of who has read it: both tell of others.
        """
        if self.reader is not None and self.spine.is_kin(self.reader):
            return ()
        matters = (matter_book(key) for key, matter in self.matters.items() if not matter.narrowed)
        return (*matters, *map(own_book, self.own_books))

    def corrections(self, book: str) -> Corrections:
        """Return what became of the entries of a book at hand."""
        for matter in self.matters.values():
            if matter_book(matter.id) == book:
                return matter.corrections
        for own in self.own_books.values():
            if own_book(own.id) == book:
                return own.corrections
        return self.spine.corrections

    def withheld(self, book: str) -> tuple[Entry, ...]:
        """Return what others wrote in a book that was narrowed to its reader; only the order of the book needs it."""
        narrowed: tuple[Matter | OwnBook, ...] = (*self.matters.values(), *self.own_books.values())
        return tuple(entry for one in narrowed for entry in one.withheld if entry.book == book)

    def as_of(self, now: dt.datetime) -> Case:
        """Return the case as it was recorded by an instant."""
        last = self.spine.recorded
        current = last is None or last <= now
        beside = self.beside().values()
        if current and all(book[-1].recorded <= now for book in beside):
            return self
        books = (*self.entries, *(entry for book in beside for entry in book))
        earlier = Case.fold(self.id, (entry for entry in books if entry.recorded <= now))
        matters = {key: one.read_like(self.matters[key]) for key, one in earlier.matters.items()}
        return Case(self.id, earlier.entries, earlier.spine, MappingProxyType(matters), self.reader, earlier.own_books)

    def without_anothers(self, today: Case) -> Case:
        """Return an earlier case without what has been struck since as another child's: asking back tells none of it.

        Where there is such an entry, what counts today of what had been recorded then is what counts.

        Args:
            today: The same case as it is.
        """
        matters = MappingProxyType(
            {key: one.without(_anothers_since(one, today.matters[key])) for key, one in self.matters.items()}
        )
        own_books = MappingProxyType(
            {key: one.without(_anothers_since(one, today.own_books[key])) for key, one in self.own_books.items()}
        )
        if not _anothers_since(self.spine, today.spine):
            return Case(self.id, self.entries, self.spine, matters, self.reader, own_books)
        then = {entry.id for entry in self.entries}
        kept = tuple(entry for entry in effective(today.entries) if entry.id in then)
        return Case(self.id, kept, folded(EMPTY, kept), matters, self.reader, own_books)

    def versions(self) -> dict[str, int]:
        """Return how many entries each book has."""
        beside = {name: len(book) + len(self.withheld(name)) for name, book in self.beside().items()}
        return {CASE_BOOK: self.spine.version} | beside

    def find(self, entry_id: str) -> Entry | None:
        """Return the entry of this id in the books at hand, or None."""
        for entry in self.entries:
            if entry.id == entry_id:
                return entry
        for book in self.beside().values():
            for entry in book:
                if entry.id == entry_id:
                    return entry
        return None

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Case):
            return NotImplemented
        return (self.id, self.reader, self.entries, self.beside()) == (
            other.id,
            other.reader,
            other.entries,
            other.beside(),
        )

    def __hash__(self) -> int:
        return hash((self.id, self.reader, self.spine.version))

    def __repr__(self) -> str:
        return f"<Case of {self.spine.version} entries>"

    def __reduce__(self) -> tuple[object, ...]:
        beside = tuple(self.matters.values()), tuple(self.own_books.values())
        return (_refolded, (self.id, self.entries, *beside, self.reader))


def _ids_by(ref: str, entries: tuple[Entry, ...]) -> frozenset[str]:
    return frozenset(entry.id for entry in entries if entry.by.ref == ref)


def _anothers_since(then: _Corrected, today: _Corrected) -> frozenset[str]:
    """Return the entries that have been struck since as another child's."""
    struck = today.corrections.struck
    since = struck.keys() - then.corrections.struck.keys()
    return frozenset(one for one in since if struck[one] is StrikeReason.WRONG_CASE)


def _refolded(
    case_id: str,
    entries: tuple[Entry, ...],
    matters: tuple[Matter, ...],
    own_books: tuple[OwnBook, ...],
    reader: str | None,
) -> Case:
    case = Case.fold(case_id, entries)
    protected = MappingProxyType({one.id: one for one in matters})
    own = MappingProxyType({one.id: one for one in own_books})
    return Case(case.id, case.entries, case.spine, protected, reader, own)
