"""Stores keep what several processes, or threads, that share one rely on; and the laws find one that does not."""

from __future__ import annotations

import functools
import time
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from bti.errors import ChangedMeanwhile
from bti.store import MemoryStore, SqliteStore, Store, StoredEntry
from bti.testing.processes import SHARED_LAWS, SharedLaw, check_shared_store


@contextmanager
def shared(store: Store) -> Generator[Store]:
    """Lend a store that lives on."""
    yield store


@pytest.mark.parametrize("law", SHARED_LAWS, ids=lambda law: law.__name__)
def test_sqlite_store_keeps_between_processes(law: SharedLaw, tmp_path: Path) -> None:
    """Each process opens the file for itself."""
    law(functools.partial(SqliteStore, tmp_path / "cases.db", timeout=60))


def test_sqlite_store_keeps_between_threads(tmp_path: Path) -> None:
    """Each thread opens the file for itself, or all share one store."""
    files = iter(tmp_path / f"{number}.db" for number in range(10))
    check_shared_store(lambda: functools.partial(SqliteStore, next(files), timeout=60), with_threads=True)
    with SqliteStore(tmp_path / "one.db") as one:
        SHARED_LAWS[0](lambda: shared(one), with_threads=True)


def test_memory_store_keeps_between_threads() -> None:
    """It lives in one process, so threads share it."""
    check_shared_store(lambda: functools.partial(shared, MemoryStore()), with_threads=True)


class Slow(MemoryStore):
    """Look first, and append a little later, without looking again."""

    def append(self, case_id: str, book: str, entries: Sequence[StoredEntry], *, expected: Mapping[str, int]) -> None:
        """Append with a gap between looking and writing."""
        if self.version(case_id, book) != expected[book]:
            raise ChangedMeanwhile("late", expected=expected[book], actual=self.version(case_id, book))
        for entry in entries:
            books = self._cases.get(case_id, {})
            pause()
            self._cases[case_id] = {**books, book: (*books.get(book, ()), entry)}


def pause() -> None:
    """Let other threads go on."""
    time.sleep(0.0005)


@pytest.mark.parametrize("law", SHARED_LAWS[:3], ids=lambda law: law.__name__)
def test_laws_find_a_store_that_looks_too_early(law: SharedLaw) -> None:
    """What is lost between looking and writing is found by each law."""
    store = Slow()
    with pytest.raises(AssertionError):
        law(lambda: shared(store), with_threads=True)
