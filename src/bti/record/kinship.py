"""When somebody is known to be kin of the case, read from the case book.

Whoever is kin is so for the whole case, with one of several siblings too (I-04). What they let others into before
anybody could know it stays as it was; what they let others into while it is known reaches as far as they do themselves
(`record/insiders.py`).

The spine folds the entries that count today, each in its own place: a kinship that a correction has put right seems to
have stood there from the start, and one that was struck by mistake and recorded anew never to have been there before.
What was known when, only the book itself can say, as it stood at the end of each act. What one act takes away and
gives again was known all along.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Final

import attrs

from bti.record.correction import EntryCorrected, EntryStruck
from bti.record.entry import Entry
from bti.record.fact import Fact
from bti.record.folding import FOLDS
from bti.record.people import People

__all__ = ["ALWAYS", "KnownAsKin", "known_as_kin"]


@attrs.frozen
class KnownAsKin:
    """When somebody who is kin of the case today was known to be.

    Attributes:
        spans: From when until when, in order; the last one has no end.
    """

    spans: tuple[tuple[dt.datetime, dt.datetime | None], ...]

    def at(self, instant: dt.datetime) -> bool:
        """Tell whether they were known to be kin then; so they were at the very instant where a span begins or ends."""
        return any(begun <= instant and (ended is None or instant <= ended) for begun, ended in self.spans)


ALWAYS: Final = KnownAsKin(((dt.datetime.min.replace(tzinfo=dt.UTC), None),))


def known_as_kin(entries: Sequence[Entry], ref: str) -> KnownAsKin | None:
    """Return when somebody was known to be kin; None where nothing that counts today says that they are.

    Args:
        entries: The case book.
        ref: Whose kinship.
    """
    spans: list[tuple[dt.datetime, dt.datetime | None]] = []
    begun: dt.datetime | None = None
    for instant, is_kin in _by_act(entries, ref):
        if is_kin and begun is None:
            begun = instant
        elif begun is not None and not is_kin:
            spans.append((begun, instant))
            begun = None
    return None if begun is None else KnownAsKin((*spans, (begun, None)))


def _by_act(entries: Sequence[Entry], ref: str) -> Iterator[tuple[dt.datetime, bool]]:
    """Yield of each act when it was recorded, and whether the book at its end says that somebody is kin."""
    book: dict[str, Entry] = {}
    saying: set[str] = set()  # the entries that say so now, struck or not
    struck: set[str] = set()
    for _, group in groupby(entries, key=attrgetter("act")):
        act = tuple(group)
        for entry in act:
            said, fact = entry, entry.fact
            book[entry.id] = entry
            if isinstance(fact, EntryStruck):
                struck.add(fact.entry)
            elif isinstance(fact, EntryCorrected) and fact.entry in book:
                said, fact = book[fact.entry], fact.instead
            (saying.add if _makes_kin(said, fact, ref) else saying.discard)(said.id)
        yield act[-1].recorded, any(struck.isdisjoint(_grounds(book, one)) for one in saying)


def _grounds(book: dict[str, Entry], entry_id: str) -> Iterator[str]:
    """Yield an entry's id, and of what it is a consequence of: struck with either, it counts no more."""
    cause: str | None = entry_id
    while cause is not None:
        yield cause
        cause = book[cause].cause if cause in book else None


def _makes_kin(entry: Entry, fact: Fact, ref: str) -> bool:
    """Tell whether a fact makes somebody kin, by the very function that folds it into the spine."""
    folds = (fold for piece, fold in FOLDS[type(fact)] if piece == "people")
    return any(ref in fold(People(), entry, fact).kin for fold in folds)
