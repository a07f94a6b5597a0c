"""Seeing a need for an individual plan or a coordinator, and following it up."""

from __future__ import annotations

from collections.abc import Iterator

from bti.law.consent import all_of_age
from bti.law.rules import load_law
from bti.reasons import Reason, ReasonKind, law, model
from bti.record.need import Need, NeedFollowedUp, NeedFollowUp, NeedSeen, SeenNeed
from bti.rules.ask import Ask
from bti.rules.content import first_category
from bti.rules.family import reads
from bti.rules.references import unknown
from bti.rules.registry import Found, drafts, form, rule

__all__: list[str] = []


@rule(NeedSeen, source=law("E-09"))
def a_child_coordinator_is_needed_for_a_child(ask: Ask, fact: NeedSeen) -> Found:
    """A need for a child coordinator is one of a child, born or expected, who is under 18.

    Source: law E-09.
    """
    if fact.need is not Need.CHILD_COORDINATOR or not all_of_age(ask.spine, ask.day):
        return None
    return Reason("child_coordinator_until_18", ReasonKind.FORBIDDEN, (), (law("E-09"),))


@form(NeedFollowedUp, source=model("references"))
def the_need_is_known(ask: Ask, fact: NeedFollowedUp) -> Found:
    """The need is one of this case that the one who follows it up may read."""
    return None if _readable(ask, ask.spine.plans.needs.get(fact.seen)) else unknown("seen")


@rule(NeedFollowedUp, source=model("model 9"))
def the_need_is_open(ask: Ask, fact: NeedFollowedUp) -> Found:
    """A need that was answered is answered; what is seen again is recorded again.

    Source: model 9. The law has whoever sees a need pass it on each time (E-08, E-10), which a new one does.
    """
    if not ask.spine.plans.needs[fact.seen].is_settled:
        return None
    return Reason("need_is_answered", ReasonKind.WRONG_PLACE, (), (model("model 9"),))


@rule(NeedFollowedUp, source=law("E-13"))
def the_exception_is_law(ask: Ask, fact: NeedFollowedUp) -> Found:
    """The duties are set aside for arrivals from Ukraine only while the acts let a regulation do so.

    Source: law E-13, at the latest until 1 July 2028. Whether there is a regulation, a person says.
    """
    if fact.how is not NeedFollowUp.SET_ASIDE or load_law().stands("E-13", ask.day):
        return None
    return Reason("exception_is_over", ReasonKind.FORBIDDEN, (), (law("E-13"),))


def _readable(ask: Ask, need: SeenNeed | None) -> bool:
    return need is not None and reads(ask, need.audience, need.category)


@drafts(NeedSeen, "note", "audience", "service")
def needs(ask: Ask) -> Iterator[NeedSeen]:
    """See any need."""
    for need in Need:
        yield NeedSeen(need=need, category=first_category(ask))


@drafts(NeedFollowedUp, "note", "audience", "service")
def follow_ups(ask: Ask) -> Iterator[NeedFollowedUp]:
    """Follow up any need that is open."""
    for one in ask.spine.plans.needs.values():
        if _readable(ask, one) and not one.is_settled:
            for how in NeedFollowUp:
                yield NeedFollowedUp(seen=one.id, how=how, category=first_category(ask))
