"""A store in memory: for tests, for trying out, for simulations."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from threading import Lock
from types import MappingProxyType
from typing import Self

import attrs

from bti.store.protocol import FROM_START, StoredEntry, check_append, check_names, check_new, check_read

__all__ = ["MemoryStore"]


class MemoryStore:
    """Keep books in memory, for as long as this object lives; usable from several threads."""

    def __init__(self) -> None:
        self._cases: dict[str, dict[str, tuple[StoredEntry, ...]]] = {}
        self._ids: dict[tuple[str, str], set[str]] = {}
        self._lock = Lock()

    def append(self, case_id: str, book: str, entries: Sequence[StoredEntry], *, expected: Mapping[str, int]) -> None:
        """Put entries at the end of a book; see `Store.append`."""
        new = tuple(entries)
        check_append(case_id, book, new, expected)
        ids = {entry.id for entry in new}
        with self._lock:
            books = self._cases.get(case_id, {})
            known = self._ids.setdefault((case_id, book), set())
            actual = {name: len(books.get(name, ())) for name in expected}
            check_new(book, expected, actual, known_id=not known.isdisjoint(ids))
            self._cases[case_id] = {**books, book: (*books.get(book, ()), *new)}
            known |= ids

    def read(self, case_id: str, book: str, *, after: int = 0) -> tuple[StoredEntry, ...]:
        """Return the entries of a book; see `Store.read`."""
        check_names(case_id, book)
        return _rest(book, self._cases.get(case_id, {}).get(book, ()), after)

    def read_case(
        self, case_id: str, *, after: Mapping[str, int] = FROM_START
    ) -> Mapping[str, tuple[StoredEntry, ...]]:
        """Return the entries of all books of a case; see `Store.read_case`."""
        check_names(case_id, *after)
        books = self._cases.get(case_id, {})  # replaced by every append, never changed: one instant
        names = sorted(books.keys() | {name for name, version in after.items() if version})
        return MappingProxyType({name: _rest(name, books.get(name, ()), after.get(name, 0)) for name in names})

    def erase_texts(self, case_id: str, book: str, commitments: Collection[str], *, before: int) -> int:
        """Delete texts; see `Store.erase_texts`. Whoever still holds an entry read earlier holds its text."""
        check_names(case_id, book)
        with self._lock:
            books = self._cases.get(case_id, {})
            kept: list[StoredEntry] = []
            count = 0
            for entry in books.get(book, ()):
                left = tuple(text for text in entry.texts if entry.seq >= before or text.commitment not in commitments)
                count += len(entry.texts) - len(left)
                kept.append(entry if len(left) == len(entry.texts) else attrs.evolve(entry, texts=left))
            if count:
                self._cases[case_id] = {**books, book: tuple(kept)}
            return count

    def books(self, case_id: str) -> tuple[str, ...]:
        """Return the names of the books of a case; see `Store.books`."""
        check_names(case_id)
        return tuple(sorted(self._cases.get(case_id, {})))

    def version(self, case_id: str, book: str) -> int:
        """Return how many entries a book has; see `Store.version`."""
        check_names(case_id, book)
        return len(self._cases.get(case_id, {}).get(book, ()))

    def close(self) -> None:
        """Do nothing: there is nothing to let go of but the object itself."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<MemoryStore of {len(self._cases)} cases>"


def _rest(book: str, entries: tuple[StoredEntry, ...], after: int) -> tuple[StoredEntry, ...]:
    check_read(book, len(entries), after, range(after + 1, len(entries) + 1))
    return entries[after:]
