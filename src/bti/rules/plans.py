"""Other plans beside the relay log, and what an individual plan does to it."""

from __future__ import annotations

from collections.abc import Iterator

from bti.guide.model import LogAndPlan
from bti.reasons import Reason, ReasonKind, law, model
from bti.record.consent import Answer, Scope
from bti.record.fact import Fact
from bti.record.log import LogClosed, LogClosing
from bti.record.plans import (
    LogAndPlanChosen,
    LogBesidePlan,
    PlanAppliedFor,
    PlanDated,
    PlanDeclined,
    PlanEnded,
    PlanKind,
    PlanLinked,
    PlanRefusal,
    PlanStatus,
)
from bti.record.spine import Spine
from bti.rules.ask import Ask
from bti.rules.opening import FREE_REF
from bti.rules.references import unknown
from bti.rules.registry import Found, drafts, form, rule

__all__ = ["follow_chosen_log", "follow_linked_plan"]


@form(PlanDeclined, source=model("references"))
def the_application_is_open(ask: Ask, fact: PlanDeclined) -> Found:
    """An application is declined while it waits for an answer."""
    return _is_at(ask, fact.plan, PlanStatus.APPLIED)


@form(PlanLinked, source=law("E-05"))
def the_plan_was_applied_for(ask: Ask, fact: PlanLinked) -> Found:
    """A plan that comes is one that was applied for, or one that was declined and granted after all.

    Source: law E-05: a decision on an individual plan can be appealed.
    """
    return _is_at(ask, fact.plan, PlanStatus.APPLIED, PlanStatus.DECLINED)


def _is_at(ask: Ask, plan: str | None, *wanted: PlanStatus) -> Reason | None:
    if plan is None:
        return None
    known = ask.spine.plans.plans.get(plan)
    if known is None:
        return unknown("plan")
    if known.status in wanted:
        return None
    return Reason("plan_is_answered", ReasonKind.WRONG_PLACE, (), (model("model 9"),))


@form(PlanDated, LogAndPlanChosen, PlanEnded, source=model("references"))
def the_plan_stands(ask: Ask, fact: PlanDated | LogAndPlanChosen | PlanEnded) -> Found:
    """A plan that ends, is dated, or is laid beside the log is one of this case that stands."""
    known = ask.spine.plans.plans.get(fact.plan)
    if known is None:
        return unknown("plan")
    if known.status is PlanStatus.STANDS:
        return None
    return Reason("plan_does_not_stand", ReasonKind.WRONG_PLACE, (), (model("model 9"),))


@rule(PlanLinked, source=law("E-06"))
def only_one_individual_plan_stands(ask: Ask, fact: PlanLinked) -> Found:
    """There is one individual plan at a time; plans of other kinds stand beside it as many as there are.

    Source: law E-06; model 9.
    """
    plans = ask.spine.plans
    if _kind(fact, ask.spine) is not PlanKind.IP:
        return None
    if all(one.plan_kind is not PlanKind.IP for one in plans.of_status(PlanStatus.STANDS)):
        return None
    return Reason("individual_plan_stands", ReasonKind.WRONG_PLACE, (), (law("E-06"),))


@rule(PlanLinked, source=law("Q-14"))
def an_individual_plan_has_consent(ask: Ask, fact: PlanLinked) -> Found:
    """An individual plan is made only with the consent of whom it is for, or of whoever consents for them.

    Somebody's no is kept. Where no consent stands here, or the law does not say whose it is, it may stand in the plan
    itself, which has to record it: whoever links the plan says so as the reason.

    Source: law Q-14.
    """
    if _kind(fact, ask.spine) is not PlanKind.IP or ask.has_consent(Scope.INDIVIDUAL_PLAN):
        return None
    required = ask.required_of(Scope.INDIVIDUAL_PLAN)
    said = (one for one in ask.spine.consents.answers.values() if one.scope is Scope.INDIVIDUAL_PLAN)
    noes = {one.giver for one in said if one.answer is not Answer.GIVEN}
    if noes & set(required.persons) if required.complete else noes:
        return Reason("individual_plan_refused", ReasonKind.UNMET, (), (law("Q-14"),))
    return Reason("individual_plan_needs_consent", ReasonKind.NEEDS_JUSTIFICATION, (), (law("Q-14"),))


@rule(LogAndPlanChosen, source=law("E-11"))
def the_choice_is_of_an_individual_plan(ask: Ask, fact: LogAndPlanChosen) -> Found:
    """What becomes of the log is chosen beside an individual plan; other plans stand beside it as they are.

    Source: law E-11.
    """
    if ask.spine.plans.plans[fact.plan].plan_kind is PlanKind.IP:
        return None
    return Reason("no_individual_plan", ReasonKind.WRONG_PLACE, (), (law("E-11"),))


def _kind(fact: PlanLinked, spine: Spine) -> PlanKind | None:
    return fact.plan_kind if fact.plan is None else spine.plans.plans[fact.plan].plan_kind


def follow_linked_plan(ask: Ask, fact: PlanLinked, before: Spine) -> Iterator[Fact]:
    """Close the relay log where the guide lets an individual plan take over from it (law E-11)."""
    closes = ask.guide.log.individual_plan.value is LogAndPlan.LOG_CLOSES
    if closes and _kind(fact, before) is PlanKind.IP and ask.spine.log.is_in_use:
        yield LogClosed(reason=LogClosing.OTHER_PLAN)


def follow_chosen_log(ask: Ask, fact: LogAndPlanChosen, before: Spine) -> Iterator[Fact]:
    """Close the relay log where that was chosen (law E-11)."""
    if fact.log is LogBesidePlan.LOG_CLOSES and ask.spine.log.is_in_use:
        yield LogClosed(reason=LogClosing.OTHER_PLAN)


@drafts(PlanAppliedFor, "code")
def applications(ask: Ask) -> Iterator[PlanAppliedFor]:
    """Apply for any kind of plan."""
    for kind, code in _KINDS:
        yield PlanAppliedFor(plan_kind=kind, code=code)


@drafts(PlanDeclined, "code", "reason")
def declinations(ask: Ask) -> Iterator[PlanDeclined]:
    """Decline an application made here, or elsewhere."""
    reason = PlanRefusal.NOT_ENTITLED
    for one in ask.spine.plans.of_status(PlanStatus.APPLIED):
        yield PlanDeclined(plan=one.id, reason=reason)
    for kind, code in _KINDS:
        yield PlanDeclined(plan_kind=kind, code=code, reason=reason)


@drafts(PlanLinked, "code", "reference")
def linkings(ask: Ask) -> Iterator[PlanLinked]:
    """Link a plan applied for here, or elsewhere."""
    plans = ask.spine.plans
    for one in (*plans.of_status(PlanStatus.APPLIED), *plans.of_status(PlanStatus.DECLINED)):
        yield PlanLinked(plan=one.id, reference=FREE_REF)
    for kind, code in _KINDS:
        yield PlanLinked(plan_kind=kind, code=code, reference=FREE_REF)


@drafts(PlanDated, "revise_by", "until")
def datings(ask: Ask) -> Iterator[PlanDated]:
    """Date any plan that stands."""
    for one in ask.spine.plans.of_status(PlanStatus.STANDS):
        yield PlanDated(plan=one.id, revise_by=ask.day)


@drafts(LogAndPlanChosen, "log")
def choices_of_log(ask: Ask) -> Iterator[LogAndPlanChosen]:
    """Choose beside any plan that stands."""
    for one in ask.spine.plans.of_status(PlanStatus.STANDS):
        yield LogAndPlanChosen(plan=one.id, log=LogBesidePlan.BOTH_STAND)


@drafts(PlanEnded)
def endings(ask: Ask) -> Iterator[PlanEnded]:
    """End any plan that stands."""
    for one in ask.spine.plans.of_status(PlanStatus.STANDS):
        yield PlanEnded(plan=one.id)


_KINDS = tuple((kind, FREE_REF if kind is PlanKind.OTHER else None) for kind in PlanKind)
