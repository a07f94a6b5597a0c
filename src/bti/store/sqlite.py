"""A store in one SQLite file: for one municipality's server, a laptop, a test that must survive a restart.

**What is acknowledged stays.** The file is in write-ahead mode with `synchronous=FULL`: an append returns after the
system has been told to put it on the disk, so that it outlives the process and a power cut. `NORMAL` would be some
times faster and could lose the last appends in a power cut, without damage to the file. A record of what was agreed
about a child is not the place to save a millisecond.

**Several threads and processes** may use one file at the same time, on one machine: SQLite's locks do not hold on
network file systems. Writers wait for each other up to `timeout` seconds; readers wait for nobody.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import Empty, LifoQueue
from types import MappingProxyType, TracebackType
from typing import Any, Final

from bti.errors import InvalidValue, StoreError
from bti.store.protocol import FROM_START, StoredEntry, check_append, check_names, check_new, check_read
from bti.wire import StoredText

__all__ = ["APPLICATION_ID", "SCHEMA_VERSION", "SqliteStore"]

APPLICATION_ID: Final = 0x42544931
"""What marks a file as one of ours, in its header ("BTI1"); `file` and other tools can see it."""

SCHEMA_VERSION: Final = 1
"""The version of the tables below, in the file's header."""

_OLDEST: Final = (3, 37, 0)  # the first with STRICT tables

_HEADER: Final = 100  # bytes that every SQLite file begins with

_SCHEMA: Final = (
    """
    CREATE TABLE book (
        number INTEGER PRIMARY KEY,
        case_id TEXT NOT NULL,
        name TEXT NOT NULL,
        version INTEGER NOT NULL CHECK (version > 0),
        UNIQUE (case_id, name)
    ) STRICT
    """,
    """
    CREATE TABLE entry (
        book INTEGER NOT NULL,
        seq INTEGER NOT NULL CHECK (seq > 0),
        id TEXT NOT NULL,
        data BLOB NOT NULL,
        PRIMARY KEY (book, seq),
        UNIQUE (book, id)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE text (
        book INTEGER NOT NULL,
        seq INTEGER NOT NULL,
        place INTEGER NOT NULL,
        commitment TEXT NOT NULL,
        salt BLOB NOT NULL,
        text TEXT NOT NULL,
        PRIMARY KEY (book, seq, place)
    ) STRICT, WITHOUT ROWID
    """,
    f"PRAGMA application_id = {APPLICATION_ID}",
    f"PRAGMA user_version = {SCHEMA_VERSION}",
)

_BOOK: Final = "SELECT number, version FROM book WHERE case_id = ? AND name = ?"
_BOOKS: Final = "SELECT name, number, version FROM book WHERE case_id = ? ORDER BY name"
_NEW_BOOK: Final = "INSERT INTO book (case_id, name, version) VALUES (?, ?, ?) RETURNING number"
_GROWN_BOOK: Final = "UPDATE book SET version = ? WHERE number = ?"
_KNOWN_ID: Final = "SELECT 1 FROM entry WHERE book = ? AND id = ?"
_NEW_ENTRY: Final = "INSERT INTO entry (book, seq, id, data) VALUES (?, ?, ?, ?)"
_NEW_TEXT: Final = "INSERT INTO text (book, seq, place, commitment, salt, text) VALUES (?, ?, ?, ?, ?, ?)"
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
        self._timeout = timeout
        self._closed = False
        self._pid = os.getpid()
        self._free: LifoQueue[sqlite3.Connection] = LifoQueue()
        self._inherited: list[LifoQueue[sqlite3.Connection]] = []
        with self._explained():
            self._free.put(self._first_connection(create=create))

    # --- the promises of a store -------------------------------------------------------------------------------------

    def append(self, case_id: str, book: str, entries: Sequence[StoredEntry], *, expected: Mapping[str, int]) -> None:
        """Put entries at the end of a book; see `Store.append`."""
        new = tuple(entries)
        check_append(case_id, book, new, expected)
        with self._transaction("BEGIN IMMEDIATE") as db:
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
        with self._transaction("BEGIN") as db:
            number, version = db.execute(_BOOK, (case_id, book)).fetchone() or (None, 0)
            return _entries(db, book, number, version, after)

    def read_case(
        self, case_id: str, *, after: Mapping[str, int] = FROM_START
    ) -> Mapping[str, tuple[StoredEntry, ...]]:
        """Return the entries of all books of a case; see `Store.read_case`."""
        check_names(case_id, *after)
        with self._transaction("BEGIN") as db:
            found = {name: (number, version) for name, number, version in db.execute(_BOOKS, (case_id,))}
            for name, version in after.items():
                if version:
                    found.setdefault(name, (None, 0))
            return MappingProxyType(
                {name: _entries(db, name, *found[name], after.get(name, 0)) for name in sorted(found)}
            )

    def books(self, case_id: str) -> tuple[str, ...]:
        """Return the names of the books of a case; see `Store.books`."""
        check_names(case_id)
        with self._connection() as db:
            return tuple(sorted(name for name, _, _ in db.execute(_BOOKS, (case_id,))))

    def version(self, case_id: str, book: str) -> int:
        """Return how many entries a book has; see `Store.version`."""
        check_names(case_id, book)
        with self._connection() as db:
            row = db.execute(_BOOK, (case_id, book)).fetchone()
            return 0 if row is None else row[1]

    def close(self) -> None:
        """Close the file; a call that another thread is in the middle of is finished first."""
        self._closed = True
        if self._pid == os.getpid():
            self._close_free()

    def __enter__(self) -> SqliteStore:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<SqliteStore {':memory:' if self._path is None else self._path.name}>"

    # --- connections -------------------------------------------------------------------------------------------------

    @contextmanager
    def _transaction(self, begin: str) -> Generator[sqlite3.Connection]:
        with self._connection() as db:
            db.execute(begin)
            try:
                yield db
                db.execute("COMMIT")
            except BaseException:
                # Some errors have ended the transaction already; a full disk may even hinder this.
                with suppress(sqlite3.Error):
                    if db.in_transaction:
                        db.execute("ROLLBACK")
                raise

    @contextmanager
    def _connection(self) -> Generator[sqlite3.Connection]:
        """Lend a connection that nobody else uses meanwhile."""
        if self._closed:
            raise StoreError("the store is closed")
        if self._pid != os.getpid() and self._path is not None:
            self._leave_to_parent()
        with self._explained():
            db = self._taken()
            try:
                yield db
            except (sqlite3.Error, UnicodeError):
                self._give_back(db, doubtful=True)
                raise
            except BaseException:
                self._give_back(db)
                raise
            self._give_back(db)

    def _give_back(self, db: sqlite3.Connection, *, doubtful: bool = False) -> None:
        if doubtful and self._path is not None:  # it may be the connection that is broken: the next call gets a new one
            db.close()
        else:
            self._free.put(db)
        if self._closed:
            self._close_free()

    def _taken(self) -> sqlite3.Connection:
        try:
            # What is in memory is in one connection, so everybody waits for that.
            return self._free.get(block=self._path is None, timeout=self._timeout)
        except Empty:
            if self._path is None:
                raise StoreError(f"another thread has used the store for {self._timeout:g} seconds") from None
            db = self._connected("rw")
            try:
                self._check_ours(db)
            except BaseException:
                db.close()
                raise
            return db

    def _leave_to_parent(self) -> None:
        """Take connections made before a fork out of use, without closing them: they are the parent's."""
        self._inherited.append(self._free)
        self._free = LifoQueue()
        self._pid = os.getpid()

    def _close_free(self) -> None:
        with suppress(Empty):
            while True:
                self._free.get_nowait().close()

    def _connected(self, mode: str) -> sqlite3.Connection:
        name = ":memory:" if self._path is None else f"{self._path.as_uri()}?mode={mode}"
        db = sqlite3.connect(name, uri=True, timeout=self._timeout, isolation_level=None, check_same_thread=False)
        try:
            for pragma in ("synchronous = FULL", "trusted_schema = OFF", "cell_size_check = ON"):
                db.execute(f"PRAGMA {pragma}")
        except BaseException:
            db.close()
            raise
        return db

    def _first_connection(self, *, create: bool) -> sqlite3.Connection:
        if self._path is not None and self._path.is_file():
            if 0 < self._path.stat().st_size < _HEADER:
                # SQLite takes a file of one byte for an empty one, and would write over it.
                raise StoreError(f"{self._path} {_SAID[sqlite3.SQLITE_NOTADB]}")
            if not os.access(self._path, os.W_OK):
                # SQLite would open it for reading, and leave files beside it that others cannot write.
                raise StoreError(f"{self._path} {_SAID[sqlite3.SQLITE_READONLY]}")
        db = self._connected("rwc" if create else "rw")
        try:
            if _is_blank(db):
                if not create:
                    raise StoreError(f"{self._path} is empty")
                db.execute("BEGIN EXCLUSIVE")
                if _is_blank(db):  # still, after waiting for whoever might have been making it
                    for statement in _SCHEMA:
                        db.execute(statement)
                db.execute("COMMIT")
            self._check_ours(db)
            if self._path is not None:
                # Fails where nothing can be written, before anybody relies on it. BEGIN alone would not.
                db.execute("BEGIN IMMEDIATE")
                db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
                db.execute("ROLLBACK")
                self._write_ahead(db)
        except BaseException:
            db.close()
            raise
        return db

    def _write_ahead(self, db: sqlite3.Connection) -> None:
        """Switch a new file to write-ahead mode; it stays so."""
        end = time.monotonic() + self._timeout
        while True:
            try:
                (mode,) = db.execute("PRAGMA journal_mode = WAL").fetchone()
                break
            except sqlite3.OperationalError as error:
                # SQLite does not wait here for another that is opening the file at the same time.
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > end:
                    raise
                time.sleep(0.005)
        if mode != "wal":
            raise StoreError(f"{self._path} lies on a file system that does not allow write-ahead mode")

    def _check_ours(self, db: sqlite3.Connection) -> None:
        """Check that the file is one of ours, of a version known here, before anything is done to it."""
        (application,) = db.execute("PRAGMA application_id").fetchone()
        (version,) = db.execute("PRAGMA user_version").fetchone()
        if application != APPLICATION_ID:
            raise StoreError(f"{self._path} is an SQLite file of another program; it was left as it was")
        if version > SCHEMA_VERSION:
            raise StoreError(
                f"{self._path} was written by a newer version of bti (tables of version {version}, this one knows "
                f"{SCHEMA_VERSION}); it was left as it was"
            )
        if version < 1:
            raise StoreError(f"{self._path} says it has tables of version {version}, which there never were")

    @contextmanager
    def _explained(self) -> Generator[None]:
        """Say in our own words what SQLite says in its."""
        try:
            yield
        except UnicodeError:
            raise StoreError(f"{self._path} {_SAID[sqlite3.SQLITE_CORRUPT]}") from None
        except sqlite3.Error as error:
            # What SQLite itself says may quote what it could not read.
            raise StoreError(self._explanation(error)) from (error if hasattr(error, "sqlite_errorcode") else None)

    def _explanation(self, error: sqlite3.Error) -> str:
        where = "the store in memory" if self._path is None else str(self._path)
        code: int = getattr(error, "sqlite_errorcode", 0) & 0xFF
        said = _SAID.get(code, f"cannot be used ({getattr(error, 'sqlite_errorname', type(error).__name__)})")
        if code == sqlite3.SQLITE_CANTOPEN and self._path is not None:
            if not self._path.parent.is_dir():
                return f"{where} cannot be opened: there is no directory {self._path.parent}"
            if self._path.is_dir():
                return f"{where} cannot be opened: it is a directory"
            if not self._path.exists():
                return f"{where} cannot be opened: there is no such file, or its directory cannot be written"
        return f"{where} {said.format(timeout=self._timeout)}"


_SAID: Final[Mapping[int, str]] = MappingProxyType(
    {
        sqlite3.SQLITE_NOTADB: "is not an SQLite file; it was left as it was",
        sqlite3.SQLITE_CORRUPT: "is damaged or cut off; keep a copy of it as it is, and go back to a backup",
        sqlite3.SQLITE_ERROR: "does not have the tables it should have: it is damaged, or was changed by other means",
        sqlite3.SQLITE_CONSTRAINT: "contradicts itself: it is damaged, or was changed by other means",
        sqlite3.SQLITE_READONLY: "cannot be written: the file, its directory or its medium is read-only",
        sqlite3.SQLITE_CANTOPEN: "cannot be opened: the rights to the file or its directory do not allow it",
        sqlite3.SQLITE_PERM: "cannot be opened: the rights to the file do not allow it",
        sqlite3.SQLITE_BUSY: "is locked by somebody else; waited {timeout:g} seconds, and nothing was written",
        sqlite3.SQLITE_LOCKED: "is locked by somebody else; waited {timeout:g} seconds, and nothing was written",
        sqlite3.SQLITE_FULL: "cannot grow: the disk is full; nothing was written",
        sqlite3.SQLITE_IOERR: "cannot be read or written: the disk or the system reports an error",
        sqlite3.SQLITE_NOMEM: "cannot be used: there is not enough memory",
        sqlite3.SQLITE_TOOBIG: "cannot take an entry or a text of this size; nothing was written",
    }
)


def _is_blank(db: sqlite3.Connection) -> bool:
    """Tell whether a file is new: nobody's mark in its header, and nothing in it."""
    (application,) = db.execute("PRAGMA application_id").fetchone()
    (version,) = db.execute("PRAGMA user_version").fetchone()
    (things,) = db.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    return (application, version, things) == (0, 0, 0)


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
