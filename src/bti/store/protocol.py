"""What a store is: streams of entries, one for each book of each case, that only grow.

Only texts, which lie apart from the entries, can be deleted, by a decision that is itself an entry (law H-02).

A store keeps bytes. It knows their order and their ids, and nothing of what they mean. What it promises:

- An append is all or nothing, and once acknowledged it stays.
- It names the version of every book that was read for it, and is refused if one of them has grown since.
- Books lie beside each other: nothing about one can be learnt from appending to another.
- One read sees one instant: no append is seen half, or in one book and not in the other.

`bti.testing.stores` tries these promises on any store.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from typing import Final, Protocol

from bti.errors import BtiError, ChangedMeanwhile, IdConflict, InvalidValue, StoreError
from bti.people import check_ref
from bti.record.entry import Entry
from bti.wire import StoredEntry, decode_entry, encode_entry, texts_of

__all__ = [
    "FROM_START",
    "Store",
    "StoredEntry",
    "check_append",
    "check_names",
    "check_new",
    "check_read",
    "packed",
    "unpacked",
]

FROM_START: Final[Mapping[str, int]] = MappingProxyType({})
"""Nothing has been read before."""


class Store(Protocol):
    """Where books are kept."""

    def append(self, case_id: str, book: str, entries: Sequence[StoredEntry], *, expected: Mapping[str, int]) -> None:
        """Put entries at the end of a book, all or none; when this returns, they are kept.

        Args:
            case_id: The case.
            book: The book that grows.
            entries: At least one, numbered on from the book's version.
            expected: How many entries each book had that was read for this; `book` itself must be among them.

        Raises:
            ChangedMeanwhile: One of these books has another version now.
            IdConflict: An id is in this book already, or given twice.
            InvalidValue: `expected` does not name `book`, there are no entries, or they are numbered otherwise.
            StoreError: They cannot be kept; nothing was.
        """
        ...

    def read(self, case_id: str, book: str, *, after: int = 0) -> tuple[StoredEntry, ...]:
        """Return the entries of a book in order; none where there is no such book.

        Args:
            case_id: The case.
            book: The book.
            after: Leave out the first so many.

        Raises:
            StoreError: The book cannot be read, or has fewer entries than `after`: some were lost.
        """
        ...

    def read_case(
        self, case_id: str, *, after: Mapping[str, int] = FROM_START
    ) -> Mapping[str, tuple[StoredEntry, ...]]:
        """Return the entries of all books of a case, as they were at one instant; by book, in the order of names.

        Args:
            case_id: The case.
            after: Of these books leave out the first so many entries.

        Raises:
            StoreError: A book cannot be read, or has fewer entries than `after` says: some were lost.
        """
        ...

    def erase_texts(self, case_id: str, book: str, commitments: Collection[str], *, before: int) -> int:
        """Delete texts for good, with their salts; entries and commitments stay as they are.

        Called after the decision to erase has been recorded, and again where that may have been interrupted: a text
        that is gone already is no error. A store says in its own documentation what may be left of a deleted text
        outside the tables (a log of its own, backups).

        Args:
            case_id: The case.
            book: The book.
            commitments: Which texts.
            before: Only of entries above this place: the decision's own.

        Returns:
            How many texts went.

        Raises:
            StoreError: They cannot be deleted; none was.
        """
        ...

    def books(self, case_id: str) -> tuple[str, ...]:
        """Return the names of the books of a case, sorted; none where there is no such case.

        Raises:
            StoreError: They cannot be read.
        """
        ...

    def version(self, case_id: str, book: str) -> int:
        """Return how many entries a book has; 0 where there is no such book.

        Raises:
            StoreError: It cannot be read.
        """
        ...

    def close(self) -> None:
        """Let go of what is held open; closing twice is allowed."""
        ...


def packed(entry: Entry) -> StoredEntry:
    """Return an entry as it is kept.

    Raises:
        InvalidValue: It cannot be stored.
    """
    return StoredEntry(entry.seq, entry.id, encode_entry(entry), texts_of(entry))


def unpacked(case_id: str, book: str, stored: StoredEntry) -> Entry:
    """Return the entry that is kept, with the texts that are.

    Args:
        case_id: The case it was read from.
        book: The book it was read from.
        stored: As read.

    Raises:
        StoreError: It is not an entry, or another one than it is kept as; the error below says what is wrong.
    """
    try:
        entry = decode_entry(stored.data, {text.commitment: text for text in stored.texts})
    except BtiError as error:
        raise StoreError(f"entry {stored.seq} of the book '{book}' is damaged") from error
    if (entry.case, entry.book, entry.seq, entry.id) != (case_id, book, stored.seq, stored.id):
        raise StoreError(f"entry {stored.seq} of the book '{book}' is another one than it is kept as")
    return entry


# --- what every store checks alike -----------------------------------------------------------------------------------


def check_names(case_id: str, *books: str) -> None:
    """Check that a case and books can be called so.

    Raises:
        InvalidValue: One of them cannot.
    """
    check_ref(case_id, "the case id")
    for book in books:
        check_ref(book, "the name of a book")


def check_append(case_id: str, book: str, entries: Sequence[StoredEntry], expected: Mapping[str, int]) -> None:
    """Check an append before any book is looked at.

    Raises:
        InvalidValue: As `Store.append` says.
        IdConflict: An id is given twice.
    """
    check_names(case_id, book, *expected)
    if book not in expected:
        raise InvalidValue(f"expected must name the version of the book '{book}' itself")
    for name, version in expected.items():
        if type(version) is not int or version < 0:
            raise InvalidValue(f"the expected version of the book '{name}' must be a number of entries, 0 or more")
    if not entries:
        raise InvalidValue("an append needs at least one entry")
    for seq, entry in enumerate(entries, expected[book] + 1):
        if entry.seq != seq:
            raise InvalidValue(f"the next entry of the book '{book}' must be number {seq}, not {entry.seq}")
        check_ref(entry.id, "an entry id")
    ids = [entry.id for entry in entries]
    if len(set(ids)) != len(ids):
        raise _conflict(book)


def check_new(book: str, expected: Mapping[str, int], actual: Mapping[str, int], *, known_id: bool) -> None:
    """Check an append against the books, at the instant at which it is made.

    Args:
        book: The book that grows.
        expected: The versions the caller read.
        actual: The versions they have.
        known_id: Whether the book has one of the new ids.

    Raises:
        ChangedMeanwhile: A version differs; the own book is named first.
        IdConflict: The versions are as expected, and an id is known.
    """
    for name in sorted(expected, key=lambda name: (name != book, name)):
        if actual.get(name, 0) != expected[name]:
            raise ChangedMeanwhile(
                f"the book '{name}' has {actual.get(name, 0)} entries, not {expected[name]}: it changed meanwhile",
                expected=expected[name],
                actual=actual.get(name, 0),
            )
    if known_id:
        raise _conflict(book)


def check_read(book: str, version: int, after: int, seqs: Sequence[int]) -> None:
    """Check that what was read of a book is what must be there.

    Args:
        book: The book.
        version: How many entries it has by its own account.
        after: How many were left out.
        seqs: The numbers of those read.

    Raises:
        InvalidValue: `after` is not a number of entries.
        StoreError: Entries are missing, or too many.
    """
    if type(after) is not int or after < 0:
        raise InvalidValue("after must be a number of entries, 0 or more")
    if version < after:
        raise StoreError(f"the book '{book}' has {version} entries, but {after} were read before: some were lost")
    if list(seqs) != list(range(after + 1, version + 1)):
        raise StoreError(f"the book '{book}' is not whole: entries are missing, or were put in by other means")


def _conflict(book: str) -> IdConflict:
    return IdConflict(f"an id that the book '{book}' already has cannot be given to another entry")
