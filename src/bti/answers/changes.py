"""What came between: whether anything an act was judged by has changed since it was looked at.

Kinds that commute (a comment, a concern, every protection fact) may be judged again on the newer case unasked. Kinds
that decide are, only if nothing their guards read has changed; otherwise the one who decides must look again
(model 8.5).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, Final

from bti.answers.asking import Asking, act_of, mends_beside, utc
from bti.answers.proposal import Proposal
from bti.answers.told import kept_from, told
from bti.answers.verdict import Refused
from bti.answers.view import view
from bti.dates import Calendar, check_instant
from bti.guide.model import Guide
from bti.people import Actor
from bti.reasons import Reason, ReasonKind, model
from bti.record.case import Case
from bti.record.correction import EntryCorrected, EntryStruck
from bti.record.entry import CASE_BOOK
from bti.record.fact import Fact
from bti.record.kinds import BESIDE, KINDS
from bti.rules.ask import Ask, guide_at
from bti.rules.book import NO_BOOK, Book
from bti.rules.judging import judge
from bti.rules.observing import ObservedSpine

__all__ = ["changed_meanwhile", "has_changed"]

_ORDER: Final = frozenset({"version", "recorded", "happened"})
"""Pieces that only keep entries in order: they change with every entry, and judging again settles them."""


def changed_meanwhile(
    asking: Asking,
    seen: Case,
    current: Case,
    fact: Fact | Sequence[Fact],
    by: Actor,
    now: dt.datetime,
    at: dt.datetime | None,
) -> Refused | None:
    """Refuse an act where something it was judged by has changed since the case was looked at.

    Args:
        asking: What questions are put with.
        seen: The case as the one who decides looked at it.
        current: The case as it is.
        fact: What is proposed.
        by: Who proposes it.
        now: When it is recorded.
        at: When it happened; by default now.
    """
    check_instant(now, "now")
    at = now if at is None else check_instant(at, "at")
    before, after = asking.own(seen, by), asking.own(current, by)
    act = act_of(fact)
    if all(one.commutes for one in act) or mends_beside(after, act):
        return None
    _, ask = asking.ask(after, by, max(now, after.spine.recorded or now))
    if not ask.may_read:
        return None  # they are told what they would be told of no case, or of one that has not moved on
    if before.id != after.id:
        return None
    held = kept_from(ask, after, after)
    looked = asking.ask(before, by, max(now, before.spine.recorded or now))[1]
    then, since = told(looked, before, held)[0], told(ask, after, held)[0]  # what is kept from them changes nothing
    proposal = Proposal(act, by, utc(at), utc(now), None, None, False)
    guide, book = guide_at(asking.guide_of(before), before.spine, by, at), asking.book(before.entries).without(held)
    if not has_changed(then, since, proposal, guide, asking.calendar, asking.guides, book):
        return None
    known = {entry.id for entry in before.entries}
    reason = Reason("changed_meanwhile", ReasonKind.CHANGED_MEANWHILE, (), (model("I-12"),), act[0].kind)
    lines = view(ask, after, "changed meanwhile").entries
    return Refused((reason,), (), tuple(line for line in lines if line.book == CASE_BOOK and line.id not in known))


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
    if corrects and not all(entry.fact.commutes for entry in current.entries if entry.id not in ids):
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
