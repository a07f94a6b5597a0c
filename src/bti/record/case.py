"""Everything the engine knows of one follow-up: a case book, and protected matters beside each other above it.

A `Case` is a value. It folds from the entries of its books and knows no guide and no law. A fact is judged on its own
book and the case book beneath; no book beside or above it is ever read for that (model 6).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

import attrs

from bti.people import Actor, check_ref
from bti.record.correction import effective, erased_commitments, refolds, without_erased
from bti.record.entry import CASE_BOOK, Entry, matter_book
from bti.record.folding import folded
from bti.record.matter import Matter
from bti.record.spine import EMPTY, Spine

__all__ = ["Case"]

_NO_MATTERS: Final[Mapping[str, Matter]] = MappingProxyType({})


@attrs.frozen(repr=False, eq=False)
class Case:
    """One follow-up (sak, forløp), as far as its reader may use it.

    Attributes:
        id: The host's opaque id of the case.
        entries: The case book.
        spine: What guards read, folded from the case book.
        matters: The protected matters by id; for a reader only those they are an insider of.
        reader: Whom it was folded for; None: for nobody in particular, all books, to be narrowed by every answer.
    """

    id: str
    entries: tuple[Entry, ...]
    spine: Spine
    matters: Mapping[str, Matter] = _NO_MATTERS
    reader: str | None = None

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
        beside: dict[str, list[Entry]] = {}
        for entry in entries:
            matter = entry.matter
            if entry.book == CASE_BOOK:
                shared.append(entry)
            elif matter is not None:
                beside.setdefault(matter, []).append(entry)
        matters = self.matters
        if beside:
            more = {key: self.matters.get(key, Matter(key)).grown(book) for key, book in beside.items()}
            matters = MappingProxyType(dict(sorted({**matters, **more}.items())))
        if not shared:
            return Case(self.id, self.entries, self.spine, matters, self.reader)
        book = (*self.entries, *shared)
        spine = folded(EMPTY, effective(book)) if refolds(shared) else folded(self.spine, shared)
        if erased_commitments(shared):
            book = without_erased(book)
        return Case(self.id, book, spine, matters, self.reader)

    def effective(self) -> tuple[Entry, ...]:
        """Return the entries of the case book that count: struck ones left out, corrected ones with the right fact."""
        return tuple(effective(self.entries))

    def for_reader(self, actor: Actor) -> Case:
        """Return the case as far as an actor may use it: the case book, and the matters they are an insider of."""
        if self.reader == actor.ref and not self.matters:
            return self
        kept = self.matters
        if kept:
            kin = self.spine.is_kin(actor.ref)
            kept = MappingProxyType({key: matter for key, matter in kept.items() if matter.knows(actor, kin=kin)})
        return Case(self.id, self.entries, self.spine, kept, actor.ref)

    def as_of(self, now: dt.datetime) -> Case:
        """Return the case as it was recorded by an instant."""
        last = self.spine.recorded
        current = last is None or last <= now
        if current and all(matter.entries[-1].recorded <= now for matter in self.matters.values()):
            return self
        books = (*self.entries, *(entry for matter in self.matters.values() for entry in matter.entries))
        earlier = Case.fold(self.id, (entry for entry in books if entry.recorded <= now))
        return Case(self.id, earlier.entries, earlier.spine, earlier.matters, self.reader)

    def versions(self) -> dict[str, int]:
        """Return how many entries each book has."""
        return {CASE_BOOK: self.spine.version} | {
            matter_book(matter.id): len(matter.entries) for matter in self.matters.values()
        }

    def find(self, entry_id: str) -> Entry | None:
        """Return the entry of this id in the books at hand, or None."""
        for entry in self.entries:
            if entry.id == entry_id:
                return entry
        for matter in self.matters.values():
            for entry in matter.entries:
                if entry.id == entry_id:
                    return entry
        return None

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Case):
            return NotImplemented
        return (self.id, self.reader, self.entries, dict(self.matters)) == (
            other.id,
            other.reader,
            other.entries,
            dict(other.matters),
        )

    def __hash__(self) -> int:
        return hash((self.id, self.reader, self.spine.version))

    def __repr__(self) -> str:
        return f"<Case of {self.spine.version} entries>"

    def __reduce__(self) -> tuple[object, ...]:
        books = (*self.entries, *(entry for matter in self.matters.values() for entry in matter.entries))
        return (_refolded, (self.id, books, self.reader))


def _refolded(case_id: str, entries: tuple[Entry, ...], reader: str | None) -> Case:
    case = Case.fold(case_id, entries)
    return Case(case.id, case.entries, case.spine, case.matters, reader)
