"""Folded cases that are remembered, so that only what is new needs reading; never more than so many."""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock

from bti.errors import StoreError
from bti.record.case import Case
from bti.record.entry import CASE_BOOK, Entry
from bti.store.protocol import StoredEntry

__all__ = ["Exchanged", "Folds", "continued"]


class Exchanged(StoreError):
    """A book holds another entry in the last place that was read than it did then: it was exchanged."""


class Folds:
    """Remember the cases used last, each with all its books; usable from several threads.

    Args:
        most: How many to remember.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._cases: OrderedDict[str, Case] = OrderedDict()
        self._lock = Lock()
        self._pid = os.getpid()

    def find(self, case_id: str) -> Case | None:
        """Return a case as far as it is remembered."""
        with self._guard():
            return self._cases.get(case_id)

    def keep(self, case: Case) -> None:
        """Remember a case as it was read, unless more of it is; a case of no entries is not worth a place."""
        size = _size(case)
        with self._guard():
            other = self._cases.get(case.id)
            if size and (other is None or _size(other) <= size):
                self._cases[case.id] = case
            if case.id in self._cases:
                self._cases.move_to_end(case.id)
            while len(self._cases) > self._most:
                self._cases.popitem(last=False)

    def grow(self, case_id: str, entries: Sequence[Entry]) -> None:
        """Grow a remembered case by what was just kept, where nothing came between: it need not be read again."""
        first = entries[0]
        with self._guard():
            known = self._cases.get(case_id)
            if known is not None and known.versions().get(first.book, 0) == first.seq - 1:
                self._cases[case_id] = known.grown(entries)

    def forget(self, case_id: str) -> None:
        """Forget a case."""
        with self._guard():
            self._cases.pop(case_id, None)

    def _guard(self) -> Lock:
        if self._pid != os.getpid():  # a fork may have copied the lock while another thread held it
            self._pid, self._lock = os.getpid(), Lock()
        return self._lock


def continued(case: Case, book: str, stored: Sequence[StoredEntry]) -> Sequence[StoredEntry]:
    """Return what is new of a book that was read from its last known entry on.

    Args:
        case: As it is known.
        book: The book.
        stored: What was read: the last entry that is known, and those after it; all, where none is known.

    Raises:
        Exchanged: Another entry stands where the last known one did.
        StoreError: There is none any more.
    """
    known = _book(case, book)
    if not known:
        return stored
    if not stored:
        raise StoreError(f"the book '{book}' has fewer than the {len(known)} entries read before: some were lost")
    if stored[0].id != known[-1].id:
        raise Exchanged(f"the book '{book}' has another entry {len(known)} than was read before: it was exchanged")
    return stored[1:]


def _book(case: Case, book: str) -> Sequence[Entry]:
    if book == CASE_BOOK:
        return case.entries
    return case.beside().get(book, ())


def _size(case: Case) -> int:
    return sum(case.versions().values())
