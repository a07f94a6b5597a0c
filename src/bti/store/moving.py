"""Move a case between stores: out as one document by somebody who may, in whole and verified.

A protected matter's book goes along only where an insider of it asks for that, a service's own book where somebody
of the service does; whoever is none gets, whatever they
ask for, the bytes they would get if there were no such matter (I-08).
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Mapping
from contextlib import suppress
from typing import Final

import attrs

from bti.answers.verdict import Refused
from bti.dates import check_instant
from bti.engine import Engine
from bti.errors import ChangedMeanwhile, StoreError
from bti.people import Actor, check_actor
from bti.record.case import Case
from bti.record.correction import erased_commitments
from bti.record.entry import CASE_BOOK, Entry
from bti.rules.judging import NOT_TAKING_PART
from bti.store.protocol import Store, unpacked
from bti.wire import StoredEntry, export_case
from bti.wire.case_document import OPERATOR, CaseDocument, Files

__all__ = ["Books", "export_from", "export_unasked", "import_into"]


class Books(enum.Enum):
    """Which books are asked for."""

    CASE = "case"  # the case book
    ALL_OWN = "all_own"  # it, the protected matters the asker is an insider of, and the own book of their service
    OWN_MATTERS = "own_matters"  # those alone


_NOTHING: Final = Refused((NOT_TAKING_PART,))


def export_from(
    store: Store,
    engine: Engine,
    case_id: str,
    *,
    by: Actor,
    now: dt.datetime,
    books: Books = Books.CASE,
    guides: Mapping[str, Files] | None = None,
) -> bytes | Refused:
    """Return the document of a case, or why this person may not have it.

    Args:
        store: Where it is kept.
        engine: Who knows the guide that it stands under.
        case_id: The case.
        by: Who exports it: the case book, the leader of the home service or whoever answers for the case now; a
            protected matter, each insider who reads the whole of it; an own book, those of the service.
        now: When.
        books: Which books.
        guides: The files of guides by digest; those that an entry was judged by go along.

    Raises:
        StoreError: It cannot be read.
        InvalidValue: It cannot be exported.
        UnknownGuide: The engine was not given the guide that the case stands under.
    """
    check_instant(now, "now")
    check_actor(by)
    whole, stored = _read(store, case_id, protected=books is not Books.CASE)
    case = whole.for_reader(by)
    wanted: list[str] = []
    if books is not Books.OWN_MATTERS:
        reasons = engine.why_no_export(case, by=by, now=now)
        if reasons:
            return Refused(reasons)
        wanted.append(CASE_BOOK)
    wanted += case.whole_beside()
    held = {name: stored[name] for name in wanted}
    return export_case(case_id, held, by=by, now=now, guides=guides) if held else _NOTHING


def export_unasked(store: Store, case_id: str, *, now: dt.datetime, guides: Mapping[str, Files] | None = None) -> bytes:
    """Return the document of a case for whoever runs the host; the document says so.

    It holds the case book. Protected matters are their insiders' to export; a move of everything that a host keeps is
    a copy of its database.

    Raises:
        StoreError: There is no such case, or it cannot be read.
        InvalidValue: It cannot be exported.
    """
    check_instant(now, "now")
    _, stored = _read(store, case_id, protected=False)
    if not stored[CASE_BOOK]:
        raise StoreError("there is no such case")
    return export_case(case_id, stored, by=OPERATOR, now=now, guides=guides)


def import_into(store: Store, document: CaseDocument) -> None:
    """Keep the books of a document in a store that has none of them.

    Each book is kept whole or not at all. The books are looked at before the first is kept, so that all are kept
    unless another process writes to the same case meanwhile, or the store fails between two.

    Raises:
        StoreError: The store has one of the books already, or cannot keep them.
    """
    for book in document.books:
        if store.version(document.case, book):
            raise StoreError("the store already has this case, and nothing was imported: a case is moved only once")
    kept: list[str] = []
    for book, entries in document.books.items():
        try:
            store.append(document.case, book, entries, expected={book: 0})
        except ChangedMeanwhile as error:
            raise StoreError(
                f"the case was written to meanwhile; of the document's books {len(kept)} are kept"
            ) from error
        kept.append(book)


def _read(store: Store, case_id: str, *, protected: bool) -> tuple[Case, dict[str, tuple[StoredEntry, ...]]]:
    """Return a case and its stored books; a damaged book beside the case book is as good as none (I-08).

    Raises:
        StoreError: The case book cannot be read.
    """
    held = {CASE_BOOK: store.read(case_id, CASE_BOOK)}
    case = _grown(Case.empty(case_id), CASE_BOOK, held[CASE_BOOK])
    for book in store.books(case_id) if protected else ():
        if book != CASE_BOOK:
            with suppress(StoreError):
                entries = store.read(case_id, book)
                case = _grown(case, book, entries)
                held[book] = entries
    books = {CASE_BOOK: case.entries, **case.beside()}
    return case, {name: _without_erased(books.get(name, ()), kept) for name, kept in held.items()}


def _without_erased(book: tuple[Entry, ...], entries: tuple[StoredEntry, ...]) -> tuple[StoredEntry, ...]:
    """Return the book without the texts that are decided on: erasing them may have been interrupted (law H-02)."""
    decided = erased_commitments(book)
    if not decided:
        return entries
    kept: list[StoredEntry] = []
    for entry in entries:
        gone = frozenset[str]().union(*(texts for seq, texts in decided if seq > entry.seq))
        kept.append(attrs.evolve(entry, texts=tuple(text for text in entry.texts if text.commitment not in gone)))
    return tuple(kept)


def _grown(case: Case, book: str, entries: tuple[StoredEntry, ...]) -> Case:
    try:
        return case.grown([unpacked(case.id, book, one) for one in entries])
    except (LookupError, StopIteration, TypeError, ValueError) as error:
        raise StoreError("a book holds entries that cannot follow each other: it was changed") from error
