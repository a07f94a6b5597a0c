"""A store beside its books on paper: what is asked of it in any order, and what it must say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from typing import Final

from hypothesis import note
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from bti.errors import ChangedMeanwhile, IdConflict
from bti.record.entry import CASE_BOOK, matter_book
from bti.store.protocol import Store, StoredEntry

__all__ = ["MATTER", "OnPaper", "appending", "books_of", "must", "must_raise", "stored"]

MATTER: Final = matter_book("m1")
"""The book of a protected matter."""


def must(holds: bool, otherwise: str) -> None:
    """Say what a store must do where it does not."""
    if not holds:
        raise AssertionError(otherwise)


def must_raise(error: type[Exception], what: str, call: Callable[[], object]) -> Exception:
    """Return what is raised, which must be of a kind."""
    try:
        call()
    except error as raised:
        return raised
    raise AssertionError(f"{what} must raise {error.__name__}")


def stored(seq: int, id: str | None = None, data: bytes | None = None) -> StoredEntry:
    """Return an entry as a store keeps it."""
    entry_id = f"entry-{seq}" if id is None else id
    return StoredEntry(seq, entry_id, b"data of %d" % seq if data is None else data)


def books_of(store: Store, case_id: str) -> dict[str, tuple[StoredEntry, ...]]:
    """Read everything of a case in every way there is, and find that all say the same."""
    books = dict(store.read_case(case_id))
    must(tuple(books) == store.books(case_id) == tuple(sorted(books)), "books must be named the same, and in order")
    for book, kept in books.items():
        must(store.read(case_id, book) == kept, "read and read_case must give the same entries")
        must(store.version(case_id, book) == len(kept), "the version must be the number of entries")
        must([entry.seq for entry in kept] == list(range(1, len(kept) + 1)), "entries must come in order")
    return books


def appending(
    store: Store, case_id: str, book: str, new: Sequence[StoredEntry], expected: dict[str, int]
) -> Callable[[], None]:
    """Return the call that appends."""
    return lambda: store.append(case_id, book, new, expected=expected)


class OnPaper(RuleBasedStateMachine):
    """A store beside a dictionary: whatever is done in whatever order, both must say the same."""

    store: Store

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.paper: dict[tuple[str, str], list[StoredEntry]] = {}

    cases = st.sampled_from(["case-1", "case-2"])
    names = st.sampled_from([CASE_BOOK, MATTER, matter_book("m2")])
    ids = st.sampled_from([f"id-{n}" for n in range(8)])

    def _version(self, case_id: str, book: str) -> int:
        return len(self.paper.get((case_id, book), []))

    @rule(
        case_id=cases,
        book=names,
        ids=st.lists(ids, min_size=1, max_size=3),
        read=st.sets(names),
        off=st.dictionaries(names, st.sampled_from([-1, 1]), max_size=1),
        data=st.binary(max_size=20),
    )
    def append(self, case_id: str, book: str, ids: list[str], read: set[str], off: dict[str, int], data: bytes) -> None:
        """Append a few entries, on versions that are right or not."""
        expected = {name: max(0, self._version(case_id, name) + off.get(name, 0)) for name in sorted(read | {book})}
        new = [stored(seq, entry_id, data) for seq, entry_id in enumerate(ids, expected[book] + 1)]
        kept = self.paper.get((case_id, book), [])
        wanted: type[Exception] | None = None
        if len(set(ids)) != len(ids):
            wanted = IdConflict
        elif any(version != self._version(case_id, name) for name, version in expected.items()):
            wanted = ChangedMeanwhile
        elif {entry.id for entry in kept} & set(ids):
            wanted = IdConflict
        note(f"expected {expected}: {wanted}")
        if wanted is None:
            self.store.append(case_id, book, new, expected=expected)
            self.paper[case_id, book] = [*kept, *new]
        else:
            must_raise(wanted, f"{ids} on {expected}", appending(self.store, case_id, book, new, expected))

    @rule(case_id=cases)
    def read_all(self, case_id: str) -> None:
        """Read a case."""
        wanted = {book: tuple(kept) for (case, book), kept in self.paper.items() if case == case_id}
        must(books_of(self.store, case_id) == wanted, f"the store must say {wanted}")

    @precondition(lambda self: self.paper)
    @rule(data=st.data())
    def read_on(self, data: st.DataObject) -> None:
        """Read a book from a place on."""
        case_id, book = data.draw(st.sampled_from(sorted(self.paper)))
        kept = self.paper[case_id, book]
        after = data.draw(st.integers(0, len(kept)))
        must(self.store.read(case_id, book, after=after) == tuple(kept[after:]), f"{kept[after:]} must come")

    def teardown(self) -> None:
        """Close the store."""
        self.stack.close()
