"""The holder's absence and return. Who answers meanwhile: `Spine.in_line`."""

from __future__ import annotations

from collections.abc import Iterator

from bti.reasons import Reason, ReasonKind, model
from bti.record.absence import HolderAbsent, HolderBack
from bti.record.baton import AbsenceReason
from bti.rules.ask import Ask
from bti.rules.registry import Found, drafts, form, rule

__all__: list[str] = []


@form(HolderAbsent, source=model("model 4"))
def no_absence_is_recorded(ask: Ask) -> Found:
    """An absence is recorded once; another one, or another stand-in, after the holder is recorded as back."""
    if ask.spine.baton.absence is None:
        return None
    return Reason("absence_is_recorded", ReasonKind.WRONG_PLACE, (), (model("model 4"),))


@form(HolderBack, source=model("model 4"))
def an_absence_is_recorded(ask: Ask) -> Found:
    """Only who is recorded as absent comes back."""
    if ask.spine.baton.absence is not None:
        return None
    return Reason("no_absence_is_recorded", ReasonKind.WRONG_PLACE, (), (model("model 4"),))


@rule(HolderAbsent, HolderBack, source=model("I-01"))
def recorded_by_the_holder_or_who_answers(ask: Ask) -> Found:
    """The holder's absence and return are recorded by the holder, by whoever answers, or by the home service's leader.

    No source says who; so declared, since a holder who has fallen ill records nothing.
    """
    if ask.by.ref == ask.spine.baton.holder or ask.answers or ask.leads_home:
        return None
    return Reason("absence_is_somebody_elses", ReasonKind.WRONG_PERSON, (), (model("I-01"),))


@rule(HolderAbsent, source=model("I-01"))
def nobody_stands_in_for_themself(ask: Ask, fact: HolderAbsent) -> Found:
    """The stand-in is somebody else than the holder."""
    if fact.stand_in is None or fact.stand_in != ask.spine.baton.holder:
        return None
    return Reason("stands_in_for_oneself", ReasonKind.WRONG_PERSON, (), (model("I-01"),))


@drafts(HolderAbsent, "from_", "until", "reason")
def absences(ask: Ask) -> Iterator[HolderAbsent]:
    """Let the leader of the home service answer meanwhile, or any other professional who takes part."""
    yield HolderAbsent(from_=ask.day, reason=AbsenceReason.PLANNED)
    for ref in ask.spine.people.professionals:
        if ref != ask.spine.baton.holder:
            yield HolderAbsent(from_=ask.day, reason=AbsenceReason.PLANNED, stand_in=ref)


@drafts(HolderBack)
def returns(ask: Ask) -> Iterator[HolderBack]:
    """Come back."""
    yield HolderBack()
