"""Appointing a coordinator, and what is refused while one has taken over the coordination."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bti.guide.model import CoordinatorMeans
from bti.law.consent import all_of_age
from bti.reasons import Reason, ReasonKind, law, model
from bti.record.baton import BatonAppointed, BatonOffered
from bti.record.coordinator import CoordinatorAppointed, CoordinatorEnded, CoordinatorEnding, CoordinatorKind
from bti.record.entry import Resolved
from bti.rules.ask import Ask
from bti.rules.registry import Found, drafts, form, rule

__all__ = ["means_of_coordinator"]

_GIVEN: Final = (
    CoordinatorEnding.NO_NEED,
    CoordinatorEnding.FAMILY_WISH,
    CoordinatorEnding.OF_AGE,
    CoordinatorEnding.REPLACED,
    CoordinatorEnding.LEFT,
)
"""The reasons people give; the others follow by themselves."""


@rule(BatonAppointed, BatonOffered, source=(law("E-03"), model("model 4")))
def no_coordinator_has_taken_over(ask: Ask) -> Found:
    """While an appointed coordinator coordinates, the baton rests where it is and is given to nobody.

    Source: law E-03, E-04; model 4.
    """
    if ask.spine.baton.taken_over is None:
        return None
    return Reason("coordinator_has_taken_over", ReasonKind.WRONG_PLACE, (), (law("E-03"), model("model 4")))


@form(CoordinatorAppointed, source=model("I-01"))
def no_coordinator_is_appointed(ask: Ask) -> Found:
    """There is one coordinator at a time.

    Declared here: the child coordinator also sees to the plan (law E-09), and two who both took over would both answer.
    """
    if ask.spine.baton.coordinator is None:
        return None
    return Reason("coordinator_is_appointed", ReasonKind.WRONG_PLACE, (), (law("E-09"), model("I-01")))


@rule(CoordinatorAppointed, source=law("E-09"))
def a_child_coordinator_is_for_a_child(ask: Ask, fact: CoordinatorAppointed) -> Found:
    """A child coordinator is appointed for a child, born or expected, who is under 18.

    Source: law E-09.
    """
    if fact.as_ is not CoordinatorKind.CHILD or not all_of_age(ask.spine, ask.day, ask.leap):
        return None
    return Reason("child_coordinator_until_18", ReasonKind.FORBIDDEN, (), (law("E-09"),))


@form(CoordinatorEnded, source=model("model 4"))
def a_coordinator_is_appointed(ask: Ask) -> Found:
    """Only an appointed coordinator ends."""
    if ask.spine.baton.coordinator is not None:
        return None
    return Reason("no_coordinator_is_appointed", ReasonKind.WRONG_PLACE, (), (model("model 4"),))


@form(CoordinatorEnded, source=model("model 8"))
def ended_for_a_reason_people_give(ask: Ask, fact: CoordinatorEnded) -> Found:
    """That a coordinator's service left, that they are kin or partial, or that the case closed follows by itself."""
    if fact.reason in _GIVEN:
        return None
    return Reason("reason_follows_by_itself", ReasonKind.WRONG_FORM, (("fact", fact.words),), (model("model 8"),))


def means_of_coordinator(ask: Ask, fact: CoordinatorAppointed) -> Resolved:
    """Work out whether the coordinator takes over: a child coordinator by law, another as the guide says.

    Where the guide does not state it, a coordinator takes over: the statutory office comes before the municipal way
    (law E-03, E-04).
    """
    if fact.as_ is CoordinatorKind.CHILD:
        return Resolved(takes_over=True, relied_on=("law E-03", "law E-09"))
    setting = ask.guide.baton.coordinator
    if setting is None:
        return Resolved(takes_over=True, relied_on=("law E-03", "law E-08"))
    path = f"guide {setting.origin.guide}: {setting.origin.path}"
    return Resolved(takes_over=setting.value is not CoordinatorMeans.BESIDE, relied_on=("law E-08", path))


@drafts(CoordinatorAppointed)
def appointed_coordinators(ask: Ask) -> Iterator[CoordinatorAppointed]:
    """Appoint any professional who takes part, as either kind."""
    for ref in ask.spine.people.professionals:
        for kind in CoordinatorKind:
            yield CoordinatorAppointed(person=ref, as_=kind)


@drafts(CoordinatorEnded)
def endings(ask: Ask) -> Iterator[CoordinatorEnded]:
    """End it for a reason people give."""
    for reason in _GIVEN:
        yield CoordinatorEnded(reason=reason)
