"""Other plans: applied for, declined, linked, ended; and documents."""

from __future__ import annotations

from bti import facts
from bti.facts import Category, PlanKind, PlanRefusal
from tests.examples.book import Attempt, admits, refuses
from tests.stage import ADVISER, MOTHER, TEACHER, Stage


def applied(kind: PlanKind = PlanKind.IP) -> tuple[Stage, str]:
    """Let the mother apply for a plan."""
    stage = Stage().shared()
    return stage, stage.play(facts.PlanAppliedFor(plan_kind=kind), MOTHER)


@admits("plan_applied_for")
def by_the_mother() -> Attempt:
    """By the mother."""
    return Attempt(Stage().shared(), facts.PlanAppliedFor(plan_kind=PlanKind.IP), MOTHER)


@admits("plan_applied_for")
def of_a_kind_the_guide_names() -> Attempt:
    """Of a kind the guide names."""
    return Attempt(Stage().opened(), facts.PlanAppliedFor(plan_kind=PlanKind.OTHER, code="activity_plan"), TEACHER)


@admits("plan_declined")
def applied_for_here() -> Attempt:
    """Applied for here."""
    stage, plan = applied()
    return Attempt(stage, facts.PlanDeclined(plan=plan, reason=PlanRefusal.NOT_ENTITLED), TEACHER)


@admits("plan_declined")
def before_the_case_began() -> Attempt:
    """Before the case began."""
    declined = facts.PlanDeclined(plan_kind=PlanKind.IP, reason=PlanRefusal.NOT_ENTITLED)
    return Attempt(Stage().opened(), declined, TEACHER)


@refuses("plan_declined", "the_application_is_open")
def declined_before() -> Attempt:
    """Declined before."""
    stage, plan = applied()
    declined = facts.PlanDeclined(plan=plan, reason=PlanRefusal.OTHER_HELP)
    stage.play(declined, TEACHER)
    return Attempt(stage, declined, TEACHER)


@admits("plan_linked")
def granted() -> Attempt:
    """Granted."""
    stage, plan = applied()
    return Attempt(stage, facts.PlanLinked(plan=plan, reference="ip-7"), TEACHER)


@admits("plan_linked")
def granted_after_all() -> Attempt:
    """Granted after all."""
    stage, plan = applied()
    stage.play(facts.PlanDeclined(plan=plan, reason=PlanRefusal.NOT_ENTITLED), TEACHER)
    return Attempt(stage, facts.PlanLinked(plan=plan, reference="ip-7"), TEACHER)


@refuses("plan_linked", "the_plan_was_applied_for")
def for_no_application_of_this_case() -> Attempt:
    """For no application of this case."""
    return Attempt(Stage().shared(), facts.PlanLinked(plan="no-such-id", reference="ip-7"), TEACHER)


@refuses("plan_linked", "only_one_individual_plan_stands")
def beside_another_individual_plan() -> Attempt:
    """Beside another individual plan."""
    stage, plan = applied()
    stage.play(facts.PlanLinked(plan=plan, reference="ip-7"), TEACHER)
    return Attempt(stage, facts.PlanLinked(plan_kind=PlanKind.IP, reference="ip-8"), TEACHER)


@admits("plan_ended")
def once_it_stood() -> Attempt:
    """Once it stood."""
    stage, plan = applied(PlanKind.IOP)
    stage.play(facts.PlanLinked(plan=plan, reference="iop-7"), TEACHER)
    return Attempt(stage, facts.PlanEnded(plan=plan), TEACHER)


@refuses("plan_ended", "the_plan_stands")
def before_it_stood() -> Attempt:
    """Before it stood."""
    stage, plan = applied(PlanKind.IUP)
    return Attempt(stage, facts.PlanEnded(plan=plan), TEACHER)


@admits("document_filed")
def minutes_from_elsewhere() -> Attempt:
    """Minutes from elsewhere."""
    filed = facts.DocumentFiled(document="doc-1", sort=facts.DocumentSort.MINUTES, category=Category.COORDINATION)
    return Attempt(Stage().opened(), filed, TEACHER)


@admits("document_filed")
def a_referral() -> Attempt:
    """A referral."""
    filed = facts.DocumentFiled(document="doc-1", sort=facts.DocumentSort.REFERRAL, category=Category.EDUCATION)
    return Attempt(Stage().with_ppt(), filed, ADVISER)
