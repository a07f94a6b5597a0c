"""Both stores keep every law, and the laws find a store that does not."""

from __future__ import annotations

import tempfile
from collections.abc import Generator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, settings

from bti.errors import IdConflict
from bti.store import MemoryStore, SqliteStore, Store, StoredEntry
from bti.testing.stores import LAWS, Law, check_store


@contextmanager
def in_a_file() -> Generator[Store]:
    """Make a store in a file of its own."""
    with tempfile.TemporaryDirectory() as directory, SqliteStore(Path(directory) / "cases.db") as store:
        yield store


@contextmanager
def fewer(**changes: Any) -> Generator[None]:
    """Let hypothesis do less for a while."""
    usual = settings.get_current_profile_name()
    settings.register_profile("fewer", settings.get_profile(usual), **changes)
    settings.load_profile("fewer")
    try:
        yield
    finally:
        settings.load_profile(usual)


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_memory_store_keeps(law: Law) -> None:
    """In memory."""
    law(lambda: closing(MemoryStore()))


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_sqlite_store_in_memory_keeps(law: Law) -> None:
    """In SQLite's memory, where all threads share one connection."""
    law(lambda: closing(SqliteStore(":memory:")))


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_sqlite_store_keeps(law: Law) -> None:
    """In a file, which takes its time: fewer examples."""
    with fewer(max_examples=10, stateful_step_count=20):
        law(in_a_file)


class Forgetful(MemoryStore):
    """Do not look at the other books that were read."""

    def append(self, case_id: str, book: str, entries: Sequence[StoredEntry], *, expected: Mapping[str, int]) -> None:
        """Append."""
        super().append(case_id, book, entries, expected={book: expected.get(book, 0)})


class Hasty(MemoryStore):
    """Put in what comes before the conflict."""

    def append(self, case_id: str, book: str, entries: Sequence[StoredEntry], *, expected: Mapping[str, int]) -> None:
        """Append one by one."""
        for place, entry in enumerate(entries):
            super().append(case_id, book, [entry], expected={**expected, book: expected[book] + place})


class Talkative(MemoryStore):
    """Tell that an id is known in another book."""

    def append(self, case_id: str, book: str, entries: Sequence[StoredEntry], *, expected: Mapping[str, int]) -> None:
        """Append if the ids are new to the case."""
        known = {entry.id for kept in self.read_case(case_id).values() for entry in kept}
        if known & {entry.id for entry in entries}:
            raise IdConflict("known")
        super().append(case_id, book, entries, expected=expected)


class Textless(MemoryStore):
    """Lose the texts."""

    def append(self, case_id: str, book: str, entries: Sequence[StoredEntry], *, expected: Mapping[str, int]) -> None:
        """Append without texts."""
        bare = [StoredEntry(entry.seq, entry.id, entry.data) for entry in entries]
        super().append(case_id, book, bare, expected=expected)


@pytest.mark.parametrize("broken", [Forgetful, Hasty, Talkative, Textless])
def test_laws_find_a_store_that_breaks_one(broken: type[MemoryStore]) -> None:
    """A kit that lets everything pass would be worth nothing."""
    # As it is found: making it small takes most of the time.
    with fewer(phases=[Phase.generate], max_examples=30), pytest.raises((AssertionError, IdConflict)):
        check_store(lambda: closing(broken()))
