"""When a fact may have happened, and when it may be recorded."""

from __future__ import annotations

from typing import Final

from bti.dates import oslo_date
from bti.reasons import Reason, ReasonKind, model
from bti.record.correction import EntryCorrected, EntryErased, EntryStruck, TextErased
from bti.record.fact import Fact
from bti.record.family import PreliminaryAnswerGiven, RequestAnswered
from bti.record.life import CaseOpened, CaseReopened
from bti.record.take_over import CaseTakenOver
from bti.rules.ask import Ask
from bti.rules.registry import GUARDED, Found, form

__all__ = ["happened_by_now"]


def happened_by_now(ask: Ask) -> Reason | None:
    """Find a fact said to have happened after it was recorded; asked of every fact, protection too: a check of form.

    Source: model 8.1.
    """
    if ask.at <= ask.now:
        return None
    return Reason("at_after_now", ReasonKind.WRONG_FORM, (("at", oslo_date(ask.at)),), (model("two times"),))


_IN_A_CASE: Final = tuple(fact for fact in GUARDED if fact not in (CaseOpened, CaseTakenOver))
"""Whoever opens a case takes no part in one yet, so these rules would only tell them that it exists."""


@form(*_IN_A_CASE, source=model("two times"))
def recorded_after_the_entry_above(ask: Ask) -> Found:
    """Recording time never goes backwards in a book."""
    last = ask.spine.recorded
    if last is None or last <= ask.now:
        return None
    return Reason("recorded_backwards", ReasonKind.WRONG_FORM, (), (model("two times"),))


@form(*(fact for fact in _IN_A_CASE if not fact.commutes), source=model("two times"))
def happened_after_the_last_of_its_topic(ask: Ask, fact: Fact) -> Found:
    """A spine fact does not happen before the last of its topic; enter it as of now and say when it happened.

    Source: model 8.1.
    """
    last = ask.spine.happened.get(fact.topic)
    if last is None or last <= ask.at:
        return None
    return Reason(
        "earlier_than_last",
        ReasonKind.WRONG_PLACE,
        (("fact", fact.words), ("last", oslo_date(last))),
        (model("two times"),),
    )


_EVEN_IN_A_CLOSED_CASE: Final = (
    CaseReopened,
    EntryCorrected,
    EntryStruck,
    TextErased,
    EntryErased,
    RequestAnswered,
    PreliminaryAnswerGiven,
)
"""A closed case is opened again; what is wrong is put right, and what must be erased is erased, when the case is long
closed (law H-03, H-05). What was asked for before is still to be answered (law F-07, F-08)."""


@form(*(fact for fact in _IN_A_CASE if fact not in _EVEN_IN_A_CLOSED_CASE), source=model("I-01"))
def the_case_is_open(ask: Ask) -> Found:
    """Everything but opening, reopening, protection, corrections, erasing and answers happens in an open case."""
    if ask.spine.life.closed is None:
        return None
    return Reason("case_is_closed", ReasonKind.WRONG_PLACE, (), (model("I-01"),))
