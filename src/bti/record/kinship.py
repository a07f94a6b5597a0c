"""Since when somebody is known to be kin of the case, read from the case book.

Whoever is kin is so for the whole case, with one of several siblings too (I-04). What they let others into before
anybody could know it stays as it was; what they let others into from then on reaches as far as they do themselves
(`record/insiders.py`).

The spine folds the entries that count, each in its own place, so that a kinship that a correction has put right seems
to have stood there from the start. Known it is from the correction on, which only the book itself can say.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from bti.record.correction import EntryCorrected, effective
from bti.record.entry import Entry
from bti.record.fact import Fact
from bti.record.folding import FOLDS
from bti.record.people import People

__all__ = ["known_as_kin_since"]


def known_as_kin_since(entries: Sequence[Entry], ref: str) -> dt.datetime | None:
    """Return when it was recorded that somebody is kin, by what counts of it today; None where nothing says so.

    Args:
        entries: The case book.
        ref: Whose kinship.
    """
    return min(_instants(entries, ref), default=None)


def _instants(entries: Sequence[Entry], ref: str) -> Iterator[dt.datetime]:
    """Yield, of each entry that makes them kin, when it began to say so: as it was recorded, or as corrected."""
    for counting in effective(entries):
        if not _makes_kin(counting, counting.fact, ref):
            continue
        since: dt.datetime | None = None
        for entry, fact in _sayings(entries, counting.id):
            if not _makes_kin(counting, fact, ref):
                since = None
            elif since is None:
                since = entry.recorded
        if since is not None:
            yield since


def _sayings(entries: Sequence[Entry], entry_id: str) -> Iterator[tuple[Entry, Fact]]:
    """Yield what an entry said at first, and what each of its corrections says instead."""
    for entry in entries:
        fact = entry.fact
        if entry.id == entry_id:
            yield entry, fact
        elif isinstance(fact, EntryCorrected) and fact.entry == entry_id:
            yield entry, fact.instead


def _makes_kin(entry: Entry, fact: Fact, ref: str) -> bool:
    """Tell whether a fact makes somebody kin, by the very function that folds it into the spine."""
    folds = (fold for piece, fold in FOLDS[type(fact)] if piece == "people")
    return any(ref in fold(People(), entry, fact).kin for fold in folds)
