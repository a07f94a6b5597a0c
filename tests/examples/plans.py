"""Other plans: applied for, declined, linked, ended; and documents."""

from __future__ import annotations

import datetime as dt

import bti
from bti import facts
from bti.facts import Category, PlanKind, PlanRefusal, Scope
from tests.examples.book import Attempt, admits, refuses
from tests.guides.small_guides import small_guide
from tests.stage import ADVISER, MOTHER, TEACHER, Stage

ELSEWHERE = "the consent stands in the plan"


def applied(kind: PlanKind = PlanKind.IP) -> tuple[Stage, str]:
    """Let the mother apply for a plan."""
    stage = Stage().shared()
    return stage, stage.play(facts.PlanAppliedFor(plan_kind=kind), MOTHER)


def standing(kind: PlanKind = PlanKind.IP) -> tuple[Stage, str]:
    """Let a plan stand beside an open log."""
    stage = Stage().held()
    return stage, stage.play(facts.PlanLinked(plan_kind=kind, reference="plan-7"), TEACHER, because=ELSEWHERE)


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
    """Granted, with the consent of both guardians."""
    stage, plan = applied()
    stage.consent(Scope.INDIVIDUAL_PLAN, categories=())
    return Attempt(stage, facts.PlanLinked(plan=plan, reference="ip-7"), TEACHER)


@admits("plan_linked")
def with_consent_elsewhere() -> Attempt:
    """With the consent that stands in the plan itself."""
    stage, plan = applied()
    return Attempt(stage, facts.PlanLinked(plan=plan, reference="ip-7"), TEACHER, because=ELSEWHERE)


@refuses("plan_linked", "an_individual_plan_has_consent")
def without_consent() -> Attempt:
    """With no consent, and nothing said of it."""
    stage, plan = applied()
    return Attempt(stage, facts.PlanLinked(plan=plan, reference="ip-7"), TEACHER)


@refuses("plan_linked", "an_individual_plan_has_consent")
def against_a_no() -> Attempt:
    """Against the no of a guardian who must consent; no reason lets that pass."""
    stage, plan = applied()
    stage.play(facts.ConsentAsked(scope=Scope.INDIVIDUAL_PLAN, of=("mother", "father")), TEACHER)
    stage.play(facts.ConsentRefused(scope=Scope.INDIVIDUAL_PLAN, giver="father"), TEACHER)
    return Attempt(stage, facts.PlanLinked(plan=plan, reference="ip-7"), TEACHER, because=ELSEWHERE)


@admits("plan_linked")
def granted_after_all() -> Attempt:
    """Granted after all."""
    stage, plan = applied()
    stage.play(facts.PlanDeclined(plan=plan, reason=PlanRefusal.NOT_ENTITLED), TEACHER)
    return Attempt(stage, facts.PlanLinked(plan=plan, reference="ip-7"), TEACHER, because=ELSEWHERE)


@refuses("plan_linked", "the_plan_was_applied_for")
def for_no_application_of_this_case() -> Attempt:
    """For no application of this case."""
    return Attempt(Stage().shared(), facts.PlanLinked(plan="no-such-id", reference="ip-7"), TEACHER)


@refuses("plan_linked", "only_one_individual_plan_stands")
def beside_another_individual_plan() -> Attempt:
    """Beside another individual plan."""
    stage, plan = applied()
    stage.play(facts.PlanLinked(plan=plan, reference="ip-7"), TEACHER, because=ELSEWHERE)
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


@admits("plan_dated")
def dated_for_a_year() -> Attempt:
    """For a year, to be gone through in half a year."""
    stage, plan = standing()
    dated = facts.PlanDated(plan=plan, revise_by=dt.date(2026, 9, 1), until=dt.date(2027, 3, 1))
    return Attempt(stage, dated, TEACHER)


@refuses("plan_dated", "the_plan_stands")
def dated_before_it_stood() -> Attempt:
    """Before it stood."""
    stage, plan = applied()
    return Attempt(stage, facts.PlanDated(plan=plan, revise_by=dt.date(2026, 9, 1)), TEACHER)


@admits("log_and_plan_chosen")
def the_log_closes() -> Attempt:
    """The log closes and hands over."""
    stage, plan = standing()
    return Attempt(stage, facts.LogAndPlanChosen(plan=plan, log=facts.LogBesidePlan.LOG_CLOSES), TEACHER)


@refuses("log_and_plan_chosen", "the_plan_stands")
def beside_no_plan() -> Attempt:
    """Beside a plan that is not there."""
    chosen = facts.LogAndPlanChosen(plan="no-such-id", log=facts.LogBesidePlan.BOTH_STAND)
    return Attempt(Stage().held(), chosen, TEACHER)


@refuses("log_and_plan_chosen", "the_choice_is_of_an_individual_plan")
def beside_another_plan() -> Attempt:
    """Beside an education plan."""
    stage, plan = standing(PlanKind.IOP)
    return Attempt(stage, facts.LogAndPlanChosen(plan=plan, log=facts.LogBesidePlan.BOTH_STAND), TEACHER)


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


@admits("document_filed")
def an_expert_opinion_with_consent() -> Attempt:
    """An expert opinion, to which both guardians had consented."""
    stage = Stage().with_ppt()
    stage.consent(Scope.ASSESSMENT, categories=())
    opinion = facts.DocumentSort.EXPERT_OPINION
    return Attempt(stage, facts.DocumentFiled(document="d-2", sort=opinion, category=Category.EDUCATION), ADVISER)


@admits("document_filed")
def an_expert_opinion_older_than_the_case() -> Attempt:
    """An expert opinion, with the reason why no consent stands here."""
    filed = facts.DocumentFiled(document="d-2", sort=facts.DocumentSort.EXPERT_OPINION, category=Category.EDUCATION)
    return Attempt(Stage().opened(), filed, TEACHER, because="it is older than the case")


def filed_with(tool: str) -> Attempt:
    """File a document that was written with a tool of the guide."""
    filed = facts.DocumentFiled(document="doc-1", sort=facts.DocumentSort.OTHER, tool=tool, category=Category.EDUCATION)
    return Attempt(Stage(bti.Engine(small_guide("asks-for-more"))).opened(), filed, TEACHER)


@admits("document_filed")
def the_form_of_the_guide() -> Attempt:
    """The guide's own form, filled in."""
    return filed_with("undringsskjema")


@refuses("document_filed", "the_tool_is_the_guides")
def a_form_of_no_guide() -> Attempt:
    """A form that the guide does not know."""
    return filed_with("skjema-9")


@refuses("document_filed", "an_expert_assessment_has_consent")
def an_expert_opinion_without_consent() -> Attempt:
    """An expert opinion to which nobody is known to have consented."""
    filed = facts.DocumentFiled(document="d-2", sort=facts.DocumentSort.EXPERT_OPINION, category=Category.EDUCATION)
    return Attempt(Stage().shared(), filed, TEACHER)
