"""The tables of an SQLite file, their version, and how an older file becomes a newer one.

A file of ours says in its header that it is one (`application_id`) and which tables it has (`user_version`). A newer
library brings an older file up to date when it opens it, in one transaction; an older library leaves a newer file
alone and says so.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from bti.errors import StoreError

__all__ = [
    "APPLICATION_ID",
    "SCHEMA_VERSION",
    "UPGRADES",
    "check_ours",
    "check_version",
    "is_blank",
    "make_tables",
    "upgrade",
]

APPLICATION_ID: Final = 0x42544931
"""What marks a file as one of ours, in its header ("BTI1"); `file` and other tools can see it."""

_TABLES: Final = (
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
)

UPGRADES: Mapping[int, Sequence[str]] = MappingProxyType({})
"""From each version what brings its tables to the next one; none is ever taken out, so that every file opens."""

SCHEMA_VERSION: int = 1
"""The version of the tables above, in the file's header."""


def is_blank(db: sqlite3.Connection) -> bool:
    """Tell whether a file is new: nobody's mark in its header, and nothing in it."""
    (application,) = db.execute("PRAGMA application_id").fetchone()
    (version,) = db.execute("PRAGMA user_version").fetchone()
    (things,) = db.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    return (application, version, things) == (0, 0, 0)


def make_tables(db: sqlite3.Connection) -> None:
    """Make a blank file one of ours; of several that want to at once, one does."""
    db.execute("BEGIN EXCLUSIVE")
    if is_blank(db):  # still, after waiting for whoever might have been making it
        for statement in _TABLES:
            db.execute(statement)
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
    db.execute("COMMIT")


def upgrade(db: sqlite3.Connection) -> None:
    """Bring the tables of an older file up to date, all or nothing; of several that want to at once, one does.

    Args:
        db: A connection to a file of ours, in no transaction; what fails is rolled back when it is closed.
    """
    if _version(db) >= SCHEMA_VERSION:
        return
    db.execute("BEGIN EXCLUSIVE")
    for version in range(_version(db), SCHEMA_VERSION):
        for statement in UPGRADES[version]:
            db.execute(statement)
        db.execute(f"PRAGMA user_version = {version + 1}")
    db.execute("COMMIT")


def check_ours(db: sqlite3.Connection, name: object) -> None:
    """Check that a file is one of ours, of a version known here, before anything is done to it.

    Raises:
        StoreError: It is not.
    """
    (application,) = db.execute("PRAGMA application_id").fetchone()
    if application != APPLICATION_ID:
        raise StoreError(f"{name} is an SQLite file of another program; it was left as it was")
    check_version(db, name)


def check_version(db: sqlite3.Connection, name: object) -> None:
    """Check that the tables are of a version known here.

    Raises:
        StoreError: They are not.
    """
    version = _version(db)
    if version > SCHEMA_VERSION:
        raise StoreError(
            f"{name} was written by a newer version of bti (tables of version {version}, this one knows "
            f"{SCHEMA_VERSION}); it was left as it was"
        )
    if version < 1:
        raise StoreError(f"{name} says it has tables of version {version}, which there never were")


def _version(db: sqlite3.Connection) -> int:
    (version,) = db.execute("PRAGMA user_version").fetchone()
    return int(version)
