"""How it is kept: streams of entries by case and book, in memory or in an SQLite file."""

from __future__ import annotations

from bti.store.memory import MemoryStore
from bti.store.protocol import Store, StoredEntry, packed, unpacked
from bti.store.sqlite import SqliteStore

__all__ = ["MemoryStore", "SqliteStore", "Store", "StoredEntry", "packed", "unpacked"]
