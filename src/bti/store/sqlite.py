"""A store in one SQLite file: for one municipality's server, a laptop, a test that must survive a restart.

**What is acknowledged stays.** The file is in write-ahead mode with `synchronous=FULL`: an append returns after the
system has been told to put it on the disk, so that it outlives the process and a power cut. `NORMAL` would be some
times faster and could lose the last appends in a power cut, without damage to the file. A record of what was agreed
about a child is not the place to save a millisecond.

**Several threads and processes** may use one file at the same time, on one machine: SQLite's locks do not hold on
network file systems. Writers wait for each other up to `timeout` seconds; readers wait for nobody.

**What is erased by decision is written over** (`secure_delete`). The write-ahead log, in which the page stood as it
was, is folded into the file and cut off at once; while somebody is reading, that waits for the next erasure, or for the
last user to close the file. What no program can promise stays possible: copies and backups of the file, and what a file
system or a disk keeps of blocks that were written over.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Any, Final, Self

from bti.errors import InvalidValue, StoreError
from bti.store.connections import Connections
from bti.store.protocol import FROM_START, StoredEntry, check_append, check_names, check_new, check_read
from bti.store.tables import APPLICATION_ID, SCHEMA_VERSION
from bti.wire import StoredText

__all__ = ["APPLICATION_ID", "SCHEMA_VERSION", "SqliteStore"]

_OLDEST: Final = (3, 37, 0)  # the first with STRICT tables

_BOOK: Final = "SELECT number, version FROM book WHERE case_id = ? AND name = ?"
_BOOKS: Final = "SELECT name, number, version FROM book WHERE case_id = ? ORDER BY name"
_NEW_BOOK: Final = "INSERT INTO book (case_id, name, version) VALUES (?, ?, ?) RETURNING number"
_GROWN_BOOK: Final = "UPDATE book SET version = ? WHERE number = ?"
_KNOWN_ID: Final = "SELECT 1 FROM entry WHERE book = ? AND id = ?"
_NEW_ENTRY: Final = "INSERT INTO entry (book, seq, id, data) VALUES (?, ?, ?, ?)"
_NEW_TEXT: Final = "INSERT INTO text (book, seq, place, commitment, salt, text) VALUES (?, ?, ?, ?, ?, ?)"
_ERASE_TEXT: Final = "DELETE FROM text WHERE book = ? AND seq < ? AND commitment = ?"
_ENTRIES: Final = "SELECT seq, id, data FROM entry WHERE book = ? AND seq > ? ORDER BY seq"
_TEXTS: Final = "SELECT seq, commitment, salt, text FROM text WHERE book = ? AND seq > ? ORDER BY seq, place"


class SqliteStore:
    """Keep books in an SQLite file.

    Args:
        path: The file; made where there is none. ":memory:" keeps everything in memory, for as long as this object
            lives, with one thread at a time.
        timeout: How many seconds to wait for another writer.
        create: Whether to make the file where there is none.

    Raises:
        StoreError: The file is not one of ours, is damaged, was written by a newer version, cannot be written, is
            locked, or its directory does not exist. It is left as it was.
    """

    def __init__(self, path: str | os.PathLike[str], *, timeout: float = 10.0, create: bool = True) -> None:
        if sqlite3.sqlite_version_info < _OLDEST:
            wanted = ".".join(map(str, _OLDEST))
            raise StoreError(f"SQLite {wanted} or newer is needed; this Python has {sqlite3.sqlite_version}")
        if not 0 <= timeout <= 3600:
            raise InvalidValue("timeout must be a number of seconds, from 0 to 3600")
        name: object = os.fspath(path)
        if not isinstance(name, str) or not name:
            raise InvalidValue("path must be the name of a file, or ':memory:'")
        self._path = None if name == ":memory:" else Path(name).absolute()
        self._connections = Connections(self._path, timeout=timeout, create=create)

    # --- the promises of a store -------------------------------------------------------------------------------------

    def append(self, case_id: str, book: str, entries: Sequence[StoredEntry], *, expected: Mapping[str, int]) -> None:
        """Put entries at the end of a book; see `Store.append`."""
        new = tuple(entries)
        check_append(case_id, book, new, expected)
        with self._connections.transaction("BEGIN IMMEDIATE") as db:
            found = {name: db.execute(_BOOK, (case_id, name)).fetchone() or (None, 0) for name in expected}
            number = found[book][0]
            known = number is not None and any(db.execute(_KNOWN_ID, (number, one.id)).fetchone() for one in new)
            check_new(book, expected, {name: version for name, (_, version) in found.items()}, known_id=known)
            if number is None:
                (number,) = db.execute(_NEW_BOOK, (case_id, book, len(new))).fetchone()
            else:
                db.execute(_GROWN_BOOK, (new[-1].seq, number))
            db.executemany(_NEW_ENTRY, [(number, one.seq, one.id, one.data) for one in new])
            texts = [
                (number, one.seq, place, text.commitment, text.salt, text.text)
                for one in new
                for place, text in enumerate(one.texts)
            ]
            if texts:
                db.executemany(_NEW_TEXT, texts)

    def read(self, case_id: str, book: str, *, after: int = 0) -> tuple[StoredEntry, ...]:
        """Return the entries of a book; see `Store.read`."""
        check_names(case_id, book)
        with self._connections.transaction("BEGIN") as db:
            number, version = db.execute(_BOOK, (case_id, book)).fetchone() or (None, 0)
            return _entries(db, book, number, version, after)

    def read_case(
        self, case_id: str, *, after: Mapping[str, int] = FROM_START
    ) -> Mapping[str, tuple[StoredEntry, ...]]:
        """Return the entries of all books of a case; see `Store.read_case`."""
        check_names(case_id, *after)
        with self._connections.transaction("BEGIN") as db:
            found = {name: (number, version) for name, number, version in db.execute(_BOOKS, (case_id,))}
            for name, version in after.items():
                if version:
                    found.setdefault(name, (None, 0))
            return MappingProxyType(
                {name: _entries(db, name, *found[name], after.get(name, 0)) for name in sorted(found)}
            )

    def erase_texts(self, case_id: str, book: str, commitments: Collection[str], *, before: int) -> int:
        """Delete texts; see `Store.erase_texts`, and above what may be left of them."""
        check_names(case_id, book)
        count = 0
        with self._connections.transaction("BEGIN IMMEDIATE") as db:
            number, _ = db.execute(_BOOK, (case_id, book)).fetchone() or (None, 0)
            for commitment in commitments if number is not None else ():
                count += db.execute(_ERASE_TEXT, (number, before, commitment)).rowcount
        with self._connections.one() as db:
            # The pages as they were lie in the write-ahead log until it is folded into the file and cut off. Somebody
            # who is reading hinders that; then the next call, or the last one to close the file, does it.
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        return count

    def books(self, case_id: str) -> tuple[str, ...]:
        """Return the names of the books of a case; see `Store.books`."""
        check_names(case_id)
        with self._connections.transaction("BEGIN") as db:
            return tuple(sorted(name for name, _, _ in db.execute(_BOOKS, (case_id,))))

    def version(self, case_id: str, book: str) -> int:
        """Return how many entries a book has; see `Store.version`."""
        check_names(case_id, book)
        with self._connections.transaction("BEGIN") as db:
            row = db.execute(_BOOK, (case_id, book)).fetchone()
            return 0 if row is None else row[1]

    def close(self) -> None:
        """Close the file; a call that another thread is in the middle of is finished first."""
        self._connections.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<SqliteStore {':memory:' if self._path is None else self._path.name}>"


def _entries(
    db: sqlite3.Connection, book: str, number: int | None, version: int, after: int
) -> tuple[StoredEntry, ...]:
    rows: list[Any] = [] if number is None else db.execute(_ENTRIES, (number, after)).fetchall()
    check_read(book, version, after, [row[0] for row in rows])
    texts: dict[int, tuple[StoredText, ...]] = {}
    if rows:
        for seq, commitment, salt, text in db.execute(_TEXTS, (number, after)):
            texts[seq] = (*texts.get(seq, ()), StoredText(commitment, salt, text))
    return tuple([StoredEntry(seq, entry_id, data, texts.get(seq, ())) for seq, entry_id, data in rows])
