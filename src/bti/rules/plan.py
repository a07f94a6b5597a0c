"""Wishes, goals and agreements."""

from __future__ import annotations

from collections.abc import Iterator

from bti.reasons import Reason, ReasonKind, law, model
from bti.record.agreement import AgreementEnded, AgreementMade
from bti.record.goal import GoalAgreed, GoalChanged, GoalProposed, GoalReached
from bti.record.plan import WishAbout, WishRecorded
from bti.rules.ask import Ask, Standing
from bti.rules.content import first_category
from bti.rules.references import can_take_task, family_of, known_family, unknown
from bti.rules.registry import Found, drafts, form, rule

__all__: list[str] = []


@form(WishRecorded, source=model("model 4"))
def the_wisher_is_of_the_family(ask: Ask, fact: WishRecorded) -> Found:
    """A wish is a guardian's or person concerned's of this case."""
    return None if fact.wisher in known_family(ask) else unknown("wisher")


@form(GoalProposed, source=model("model 6"))
def the_proposer_is_of_the_family(ask: Ask, fact: GoalProposed) -> Found:
    """Whoever a goal is proposed for is guardian or person concerned of this case."""
    return None if fact.proposer is None or fact.proposer in known_family(ask) else unknown("proposer")


@rule(WishRecorded, GoalProposed, source=law("A-12"))
def the_family_wishes_for_themselves(ask: Ask, fact: WishRecorded | GoalProposed) -> Found:
    """Who of the family records a wish, or proposes a goal, records their own."""
    wisher = fact.wisher if isinstance(fact, WishRecorded) else fact.proposer
    if ask.standing is not Standing.FAMILY or wisher in (None, ask.by.ref):
        return None
    return Reason("only_own_wish", ReasonKind.WRONG_PERSON, (), (law("A-12"),))


@form(GoalAgreed, source=model("references"))
def the_proposal_is_known(ask: Ask, fact: GoalAgreed) -> Found:
    """What is agreed to was proposed in this case."""
    plan, proposal = ask.spine.plan, fact.proposal
    if proposal is None or proposal in plan.proposed or any(one.proposal == proposal for one in plan.goals.values()):
        return None
    return unknown("proposal")


@rule(GoalAgreed, source=model("model 6"))
def nobody_has_agreed_to_it_yet(ask: Ask, fact: GoalAgreed) -> Found:
    """A proposal is agreed to once."""
    if fact.proposal is None or fact.proposal in ask.spine.plan.proposed:
        return None
    return Reason("goal_is_agreed", ReasonKind.WRONG_PLACE, (), (model("model 6"),))


@form(GoalChanged, GoalReached, source=model("references"))
def the_goal_is_known(ask: Ask, fact: GoalChanged | GoalReached) -> Found:
    """The goal is one that was agreed in this case."""
    return None if fact.goal in ask.spine.plan.goals else unknown("goal")


@rule(GoalChanged, GoalReached, source=model("model 7"))
def the_goal_stands(ask: Ask, fact: GoalChanged | GoalReached) -> Found:
    """A goal that was reached or put away is not changed, and does not end again."""
    if ask.spine.plan.goals[fact.goal].stands:
        return None
    return Reason("goal_is_ended", ReasonKind.WRONG_PLACE, (), (model("model 7"),))


@form(AgreementMade, source=model("references"))
def those_bound_are_of_the_case(ask: Ask, fact: AgreementMade) -> Found:
    """Whom an agreement binds takes part, or is of the family."""
    family = known_family(ask)
    return None if all(can_take_task(ask, ref) or ref in family for ref in fact.bound) else unknown("bound")


@rule(AgreementMade, source=(law("Q-03"), model("model 6")))
def the_family_it_binds_has_been_told(ask: Ask, fact: AgreementMade) -> Found:
    """Nobody of the family is bound by an agreement before the concern has been shared with them.

    Source: model 6.
    """
    told = ask.spine.people.told
    family = family_of(ask.spine)
    if all(ref in told for ref in fact.bound if ref in family):
        return None
    return Reason("not_told_yet", ReasonKind.UNMET, (), (law("Q-03"), model("model 6")))


@form(AgreementMade, source=model("I-16"))
def it_binds_for_days_to_come(ask: Ask, fact: AgreementMade) -> Found:
    """The last day of an agreement is today or later."""
    if fact.until is None or fact.until >= ask.day:
        return None
    return Reason("date_is_past", ReasonKind.WRONG_FORM, (("date", fact.until),), (model("I-16"),))


@form(AgreementEnded, source=model("references"))
def the_agreement_is_known(ask: Ask, fact: AgreementEnded) -> Found:
    """The agreement is one of this case."""
    return None if fact.agreement in ask.spine.plan.agreements else unknown("agreement")


@rule(AgreementEnded, source=model("model 6"))
def the_agreement_stands(ask: Ask, fact: AgreementEnded) -> Found:
    """An agreement ends once."""
    if not ask.spine.plan.agreements[fact.agreement].ended:
        return None
    return Reason("agreement_is_ended", ReasonKind.WRONG_PLACE, (), (model("model 6"),))


@rule(AgreementEnded, source=model("model 6"))
def the_family_ends_what_binds_them(ask: Ask, fact: AgreementEnded) -> Found:
    """Who of the family ends an agreement is bound by it.

    Source: a decision of the model; no guide says it.
    """
    if ask.standing is not Standing.FAMILY or ask.by.ref in ask.spine.plan.agreements[fact.agreement].bound:
        return None
    return Reason("only_own_agreement", ReasonKind.WRONG_PERSON, (), (model("model 6"),))


@drafts(WishRecorded, "note", "audience", "service", "about")
def wishes(ask: Ask) -> Iterator[WishRecorded]:
    """Record any wish of anybody of the family."""
    for wisher in known_family(ask):
        yield WishRecorded(wisher=wisher, about=WishAbout.OTHER, category=first_category(ask))


@drafts(GoalProposed, "note", "audience", "service")
def proposals(ask: Ask) -> Iterator[GoalProposed]:
    """Propose a goal, for oneself or for anybody of the family."""
    for proposer in (None, *known_family(ask)):
        yield GoalProposed(proposer=proposer, category=first_category(ask))


@drafts(GoalAgreed, "note", "audience", "service")
def goals(ask: Ask) -> Iterator[GoalAgreed]:
    """Agree on a goal nobody proposed in writing, or on one that waits."""
    for proposal in (None, *ask.spine.plan.proposed):
        yield GoalAgreed(proposal=proposal, category=first_category(ask))


@drafts(GoalChanged, "note", "audience", "service")
def changes(ask: Ask) -> Iterator[GoalChanged]:
    """Put any goal that stands in other words."""
    for goal in ask.spine.plan.goals.values():
        if goal.stands:
            yield GoalChanged(goal=goal.id, category=first_category(ask))


@drafts(GoalReached, "note", "audience", "service", "ending")
def endings(ask: Ask) -> Iterator[GoalReached]:
    """End any goal that stands."""
    for goal in ask.spine.plan.goals.values():
        if goal.stands:
            yield GoalReached(goal=goal.id, category=first_category(ask))


@drafts(AgreementMade, "note", "audience", "service", "bound", "until")
def agreements(ask: Ask) -> Iterator[AgreementMade]:
    """Make an agreement that binds oneself; whom else is free."""
    yield AgreementMade(bound=(ask.by.ref,), category=first_category(ask))


@drafts(AgreementEnded, "note")
def agreement_endings(ask: Ask) -> Iterator[AgreementEnded]:
    """End any agreement that stands."""
    for agreement in ask.spine.plan.agreements.values():
        if not agreement.ended:
            yield AgreementEnded(agreement=agreement.id)
