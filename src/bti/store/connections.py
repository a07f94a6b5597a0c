"""Connections to one SQLite file: opened with care, lent to one user at a time, and never carried over a fork.

SQLite keeps what is locked in the memory of the process. A process that forks while a connection is open leaves the
child with locks that it believes to hold and does not: the parent may then put away the write-ahead file under the
child's hands, with all that the child has written. So the connections are closed before a fork and opened again after
it, on both sides. And a file that was deleted or replaced under an open connection would take entries for which nobody
would ever look again; so each use looks first, and after a write once more, whether the name still means the file.
"""

from __future__ import annotations

import os
import secrets
import sqlite3
import time
import weakref
from collections.abc import Generator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Condition
from types import MappingProxyType
from typing import Final, TypeAlias

from bti.errors import StoreError
from bti.store import tables

__all__ = ["Connections"]

_HEADER: Final = 100  # bytes that every SQLite file begins with

_PAUSE: Final = 0.0005  # seconds between looking whether a file is free: some, but little beside what a disk takes
_PRAGMAS: Final = (
    "synchronous = FULL",
    "fullfsync = ON",
    "secure_delete = ON",  # a text erased by decision is written over
    "trusted_schema = OFF",
    "cell_size_check = ON",
)

_File: TypeAlias = tuple[int, int] | None  # what tells a file from another of the same name


class _Connection(sqlite3.Connection):
    """A connection that knows which files it has open: the file itself, and the write-ahead file beside it."""

    files: tuple[_File, _File] | None = None


class Connections:
    """Lend connections to a file.

    Args:
        path: The file; None: in memory, where there is one connection, and everybody waits for it.
        timeout: How many seconds to wait for whoever has the file, or the connection in memory.
        create: Whether to make the file where there is none.

    Raises:
        StoreError: As `SqliteStore`.
    """

    def __init__(self, path: Path | None, *, timeout: float, create: bool) -> None:
        self._path: Final = path
        self._beside: Final = f"{path}-wal"
        self._timeout: Final = timeout
        self._changed = Condition()
        self._free: list[_Connection] = []
        self._lent = 0
        self._itself: _File = None
        self._is_closed = False
        self._is_forking = False
        self._pid = os.getpid()
        with self._explained():
            self._free.append(self._first(create=create))
        _ALL.add(self)

    @contextmanager
    def one(self) -> Generator[sqlite3.Connection]:
        """Lend a connection that nobody else uses meanwhile, to the file that the name means.

        Raises:
            StoreError: There is none to be had, or what was done with it fails; said in our own words.
        """
        with self._explained():
            db = self._taken()
            is_doubtful = False
            try:
                self._check_files(db, "nothing was written")
                yield db
            except (sqlite3.Error, UnicodeError):
                is_doubtful = self._path is not None  # it may be the connection that is broken: the next one is new
                raise
            finally:
                self._give_back(db, is_doubtful=is_doubtful)

    @contextmanager
    def transaction(self, begin: str) -> Generator[sqlite3.Connection]:
        """Lend a connection for one transaction, committed at the end or rolled back.

        Raises:
            StoreError: As `one`.
        """
        with self.one() as db:
            try:
                self._begin(db, begin)
                yield db
                db.execute("COMMIT")
            except BaseException:
                # Some errors have ended the transaction already; a full disk may even hinder this.
                with suppress(sqlite3.Error):
                    if db.in_transaction:
                        db.execute("ROLLBACK")
                raise
            self._check_files(db, "it cannot be said whether this was kept")

    def _begin(self, db: sqlite3.Connection, begin: str) -> None:
        """Begin a transaction once nobody else hinders it.

        SQLite's own waiting looks less and less often, so that whoever has waited longest is the least likely to come
        next, for seconds. Looking all the time as often gives everybody the same chance.
        """
        end = time.monotonic() + self._timeout
        while True:
            try:
                db.execute(begin)
                tables.check_version(db, self._path)  # a newer library may have brought the file up to date meanwhile
                return
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() >= end:
                    raise
                if db.in_transaction:
                    db.execute("ROLLBACK")
                time.sleep((1 + secrets.randbelow(1000) / 1000) * _PAUSE)

    def close(self) -> None:
        """Close all connections; one that is lent, when it is given back."""
        with self._changed:
            self._is_closed = True
            if self._pid == os.getpid():
                self._close_free()
            self._changed.notify_all()

    # --- lending -----------------------------------------------------------------------------------------------------

    def _taken(self) -> _Connection:
        if self._pid != os.getpid():
            raise StoreError(
                "this process was forked from one that had the store open, while it was in use there or by other means "
                "than Python's; open the store in each process, after the fork"
            )
        with self._changed:
            # What is in memory is in one connection, so everybody waits for that.
            free = self._changed.wait_for(
                lambda: self._is_closed or (not self._is_forking and (self._path is not None or bool(self._free))),
                self._timeout,
            )
            if self._is_closed:
                raise StoreError("the store is closed")
            if not free:
                raise StoreError(f"another thread has used the store for {self._timeout:g} seconds")
            self._lent += 1
            if self._free:
                return self._free.pop()
        try:
            return self._another()
        except BaseException:
            self._give_back(None)
            raise

    def _give_back(self, db: _Connection | None, *, is_doubtful: bool = False) -> None:
        with self._changed:
            self._lent -= 1
            if db is not None and (is_doubtful or self._is_closed):
                db.close()
            elif db is not None:
                self._free.append(db)
            self._changed.notify_all()

    def _close_free(self) -> None:
        while self._free:
            self._free.pop().close()

    # --- forking -----------------------------------------------------------------------------------------------------

    def before_fork(self) -> None:
        """Let everybody finish, and close what is open: nothing of it may be carried over."""
        with self._changed:
            self._is_forking = True
            self._changed.wait_for(lambda: not self._lent, self._timeout)
            if self._path is not None:
                with suppress(sqlite3.Error):
                    self._close_free()

    def after_fork(self, *, in_child: bool) -> None:
        """Go on, in the parent as in the child."""
        if in_child:
            self._changed = Condition()  # the one before may have been held by a thread that is not here
            if not self._lent and (self._path is None or not self._free):
                self._pid = os.getpid()  # else a connection was carried over, and nothing may be done here
        with self._changed:
            self._is_forking = False
            self._changed.notify_all()

    # --- opening -----------------------------------------------------------------------------------------------------

    def _connected(self, mode: str) -> _Connection:
        name = ":memory:" if self._path is None else f"{self._path.as_uri()}?mode={mode}"
        db = sqlite3.connect(
            name, uri=True, timeout=self._timeout, isolation_level=None, check_same_thread=False, factory=_Connection
        )
        try:
            for pragma in (
                "secure_delete = ON",
                "synchronous = FULL",
                "fullfsync = ON",
                "trusted_schema = OFF",
                "cell_size_check = ON",
            ):
                db.execute(f"PRAGMA {pragma}")
        except BaseException:
            db.close()
            raise
        return db

    def _first(self, *, create: bool) -> _Connection:
        if self._path is not None:
            self._look_at(self._path, create=create)
        db = self._connected("rwc" if create else "rw")
        try:
            if tables.is_blank(db):
                if not create:
                    raise StoreError(f"{self._path} is empty")
                tables.make_tables(db)
            tables.check_ours(db, self._path)
            if self._path is not None:
                # Fails where nothing can be written, before anybody relies on it. BEGIN alone would not.
                db.execute("BEGIN IMMEDIATE")
                (version,) = db.execute("PRAGMA user_version").fetchone()
                db.execute(f"PRAGMA user_version = {version}")
                db.execute("ROLLBACK")
                tables.upgrade(db)
                self._write_ahead(db)
            self._remember_files(db)
        except BaseException:
            db.close()
            raise
        return db

    def _another(self) -> _Connection:
        db = self._connected("rw")
        try:
            tables.check_ours(db, self._path)
            self._remember_files(db)
        except BaseException:
            db.close()
            raise
        return db

    def _look_at(self, path: Path, *, create: bool) -> None:
        """Look at a file before SQLite does; make a new one so that nobody but its owner may read it."""
        if path.is_file():
            if 0 < path.stat().st_size < _HEADER:
                # SQLite takes a file of one byte for an empty one, and would write over it.
                raise StoreError(f"{path} {_SAID[sqlite3.SQLITE_NOTADB]}")
            if not os.access(path, os.W_OK):
                # SQLite would open it for reading, and leave files beside it that others cannot write.
                raise StoreError(f"{path} {_SAID[sqlite3.SQLITE_READONLY]}")
        elif create:
            with suppress(OSError):  # SQLite says what hinders it
                os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))

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

    # --- the files under a connection --------------------------------------------------------------------------------

    def _remember_files(self, db: _Connection) -> None:
        if self._path is not None:
            db.execute("SELECT 1 FROM sqlite_schema").fetchone()  # the write-ahead file is opened with the first read
            db.execute("PRAGMA busy_timeout = 0")  # from now on `_begin` waits
            self._itself = self._itself or _file(self._path)
            db.files = (self._itself, _file(self._beside))

    def _check_files(self, db: sqlite3.Connection, otherwise: str) -> None:
        if self._path is None or not isinstance(db, _Connection) or db.files is None:
            return
        itself, beside = db.files
        if _file(self._path) != itself:
            raise StoreError(
                f"{self._path} was deleted or replaced while it was open; {otherwise}. Put it back, or close the store "
                "and open it anew"
            )
        if _file(self._beside) != beside:
            raise StoreError(
                f"{self._beside} was deleted or replaced while it was open; {otherwise}. It is part of the file: close "
                "the store in every process that uses it, so that what is in it comes into the file, and open it anew"
            )

    # --- errors ------------------------------------------------------------------------------------------------------

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


_ALL: Final[weakref.WeakSet[Connections]] = weakref.WeakSet()


def _everybody() -> tuple[Connections, ...]:
    while True:
        try:
            return tuple(_ALL)
        except RuntimeError:  # another thread opened one meanwhile
            continue


def _before_fork() -> None:
    for one in _everybody():
        one.before_fork()


def _after_fork_in_parent() -> None:
    for one in _everybody():
        one.after_fork(in_child=False)


def _after_fork_in_child() -> None:
    for one in _everybody():
        one.after_fork(in_child=True)


if hasattr(os, "register_at_fork"):
    os.register_at_fork(before=_before_fork, after_in_parent=_after_fork_in_parent, after_in_child=_after_fork_in_child)


def _file(path: str | Path) -> _File:
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_dev, found.st_ino


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
        sqlite3.SQLITE_IOERR: "cannot be read or written: the disk or the system fails; nothing is half written",
        sqlite3.SQLITE_NOMEM: "cannot be used: there is not enough memory",
        sqlite3.SQLITE_TOOBIG: "cannot take an entry or a text of this size; nothing was written",
    }
)
