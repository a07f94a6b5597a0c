"""What came between: whether anything an act was judged by has changed since it was looked at.

Kinds that commute (a comment, a concern, every protection fact) may be judged again on the newer case unasked. Kinds
that decide are, only if nothing their guards read has changed; otherwise the one who decides must look again
(model 8.5).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from bti.answers.proposal import Proposal
from bti.dates import Calendar
from bti.guide.model import Guide
from bti.record.case import Case
from bti.record.correction import EntryCorrected, EntryStruck
from bti.record.kinds import BESIDE, KINDS
from bti.rules.ask import Ask
from bti.rules.book import NO_BOOK, Book
from bti.rules.judging import judge
from bti.rules.observing import ObservedSpine

__all__ = ["has_changed"]

_ORDER: Final = frozenset({"version", "recorded", "happened"})
"""Pieces that only keep entries in order: they change with every entry, and judging again settles them."""


def has_changed(
    seen: Case,
    current: Case,
    proposal: Proposal,
    guide: Guide,
    calendar: Calendar,
    guides: Mapping[str, Guide],
    book: Book = NO_BOOK,
) -> bool:
    """Tell whether something the act's guards read differs between two states of a case.

    Args:
        seen: The case as it was looked at.
        current: The case as it is.
        proposal: What is proposed.
        guide: The guide the case stands under.
        calendar: For working and school days.
        guides: The guides the engine was given, by digest.
        book: What corrections may ask of the case as it was looked at.
    """
    if seen.spine.version == current.spine.version or all(
        fact.commutes or type(fact) in BESIDE for fact in proposal.act
    ):
        return False
    ids = {entry.id for entry in seen.entries}
    corrects = any(isinstance(fact, (EntryCorrected, EntryStruck)) for fact in proposal.act)
    if corrects and not all(entry.fact.commutes for entry in current.entries[len(seen.entries) :]):
        return True  # whether all later entries still stand is read from every one of them
    for fact in proposal.act:
        watched = ObservedSpine(seen.spine)
        by, at, now = proposal.by, proposal.at, proposal.now
        ask = Ask(watched, guide, calendar, by, at, now, proposal.act, ids.__contains__, book, guides)
        judge(ask, fact)
        for name in watched.pieces_read - _ORDER:
            if _piece(seen, name) != _piece(current, name):
                return True
    return False


def _piece(case: Case, name: str) -> Any:
    piece = getattr(case.spine, name)
    if name in ("last", "acts"):
        return {kind: place for kind, place in piece.items() if not KINDS[kind].commutes}
    return piece
