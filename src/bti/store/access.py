"""Who has read what: the records of readings, kept in books of their own that only grow (law H-16).

They lie in the same store as the cases, apart from them: under a name made of the case's id, so that reading a case
does not read them, and no import or export of a case meets them. Each record lies with the book it belongs to; the
records of a protected matter with that matter's name, so that nothing about one can be learnt from another (I-08).
How long they are kept is for the host to decide and to say (law section 12, access-log retention).
"""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from collections.abc import Sequence
from typing import Any, Final

import attrs

from bti.answers.view import AccessRecord
from bti.errors import BtiError, ChangedMeanwhile, StoreError
from bti.store.protocol import Store, StoredEntry
from bti.wire.canonical import parse, written

__all__ = ["AccessBooks"]

_TRIES: Final = 100
_VERSION: Final = 1


class AccessBooks:
    """Keep and read records of readings in a store.

    Args:
        store: Where the cases are kept.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def keep(self, records: Sequence[AccessRecord]) -> None:
        """Keep records, each with the book it belongs to.

        Raises:
            StoreError: One cannot be kept; those before it were.
        """
        for record in records:
            self._keep(record)

    def read(self, case_id: str, book: str) -> tuple[AccessRecord, ...]:
        """Return the records that belong to a book of a case, in the order they were kept.

        Raises:
            StoreError: They cannot be read.
        """
        try:
            return tuple(_read(one.data) for one in self._store.read(_shelf(case_id), book))
        except (KeyError, TypeError, ValueError) as error:
            raise StoreError("a record of a reading is damaged") from error

    def _keep(self, record: AccessRecord) -> None:
        shelf, book = _shelf(record.case), record.kept_in
        for _ in range(_TRIES):
            version = self._store.version(shelf, book)
            entry = StoredEntry(version + 1, secrets.token_hex(16), _written(record))
            try:
                self._store.append(shelf, book, [entry], expected={book: version})
            except ChangedMeanwhile:
                continue
            return
        raise StoreError(f"others kept records of readings {_TRIES} times in a row before this could be kept")


def _shelf(case_id: str) -> str:
    return f"access.{hashlib.sha256(case_id.encode()).hexdigest()}"


def _written(record: AccessRecord) -> bytes:
    plain = attrs.asdict(record) | {"at": record.at.isoformat(), "shown": list(record.shown), "v": _VERSION}
    return written(plain)


def _read(data: bytes) -> AccessRecord:
    try:
        plain: dict[str, Any] = parse(data)
    except BtiError as error:
        raise StoreError("a record of a reading is damaged") from error
    if plain.pop("v") != _VERSION:
        raise StoreError("a record of a reading was written by a newer version")
    at, shown = dt.datetime.fromisoformat(plain.pop("at")), tuple(plain.pop("shown"))
    return AccessRecord(at=at, shown=shown, **plain)
