"""Needs of plans and coordinators, plans' own dates, and requests the law gives a day: until what, and told to whom."""

from __future__ import annotations

import datetime as dt

import bti
from bti import facts
from bti.dates import OSLO, Due
from bti.duties.duty import Duty, OwedBy
from bti.facts import Audience, Category, Need, NeedFollowUp, PlanKind, RequestAbout
from bti.people import Actor
from tests.stage import ADVISER, FATHER, HEAD, MOTHER, TEACHER, Stage

STATION = bti.Service("health-1", "health_station")
NURSE = bti.Professional("nurse", "public_health_nurse", STATION)
ELSEWHERE = "the consent stands in the plan"


def agenda(stage: Stage, by: Actor = TEACHER, now: dt.datetime | None = None) -> dict[str, Duty]:
    """Return what is owed, by code."""
    return {one.code: one for one in stage.engine.agenda(stage.case, by=by, now=now or stage.now)}


def need(stage: Stage, of: Need, by: Actor = TEACHER) -> str:
    """Let somebody see a need."""
    return stage.play(facts.NeedSeen(need=of, category=Category.COORDINATION), by)


def follow(stage: Stage, seen: str, how: NeedFollowUp) -> None:
    """Let the teacher follow it up."""
    stage.play(facts.NeedFollowedUp(seen=seen, how=how, category=Category.COORDINATION), TEACHER)


def with_nurse() -> Stage:
    """Let the health station join by consent."""
    stage = Stage().held()
    stage.consent(facts.Scope.SERVICE, STATION)
    stage.play(facts.ServiceJoined(joining=STATION), TEACHER)
    stage.play(facts.PersonJoined(person="nurse", role="public_health_nurse", of="health-1"), TEACHER)
    return stage


def test_health_personnel_pass_a_need_on() -> None:
    """At once, without a day; a teacher who sees the same owes no notice (law E-10, F-11)."""
    stage = with_nurse()
    seen = need(stage, Need.COORDINATOR, NURSE)
    duty = agenda(stage)["notify_need"]
    assert (duty.due, duty.who[0].persons, [one.ref for one in duty.cites]) == (None, ("nurse",), ["E-10", "F-11"])
    follow(stage, seen, NeedFollowUp.NOTIFIED)
    told = agenda(stage)
    assert "notify_need" not in told
    assert told["offer_coordinator"].who[-1].by is OwedBy.MUNICIPALITY

    other = Stage().held()
    need(other, Need.COORDINATOR)
    assert "notify_need" not in agenda(other)
    assert "offer_coordinator" in agenda(other)


def test_offering_a_coordinator_is_all_that_is_owed() -> None:
    """Offered, or appointed, or not wanted: then nothing is owed for it (law E-08)."""
    for how in (NeedFollowUp.OFFERED, NeedFollowUp.NOT_WANTED, NeedFollowUp.SET_ASIDE):
        stage = Stage().held()
        follow(stage, need(stage, Need.COORDINATOR), how)
        assert "offer_coordinator" not in agenda(stage)
    stage = Stage().held()
    need(stage, Need.COORDINATOR)
    stage.play(facts.CoordinatorAppointed(person="teacher", as_=facts.CoordinatorKind.PLAN), HEAD)
    assert "offer_coordinator" not in agenda(stage)


def test_a_child_coordinator_is_owed_until_eighteen() -> None:
    """An offer is not enough; the eighteenth birthday ends it, and `next_change` finds that (law E-09)."""
    stage = Stage().held()
    follow(stage, need(stage, Need.CHILD_COORDINATOR), NeedFollowUp.OFFERED)
    birthday = dt.datetime(2033, 5, 5, tzinfo=OSLO)
    assert "appoint_child_coordinator" in agenda(stage, now=birthday - dt.timedelta(microseconds=1))
    assert "appoint_child_coordinator" not in agenda(stage, now=birthday)


def test_a_need_for_a_plan_waits_for_the_plan() -> None:
    """Once an individual plan is applied for it is the application that waits, with its month (law E-05, F-07)."""
    stage = Stage().held()
    need(stage, Need.INDIVIDUAL_PLAN)
    assert agenda(stage)["start_plan"].cites[0].ref == "E-05"
    plan = stage.play(facts.PlanAppliedFor(plan_kind=PlanKind.IP), MOTHER)
    told = agenda(stage)
    assert "start_plan" not in told
    assert told["expect_preliminary_answer"].due == Due(dt.date(2026, 4, 3))
    later = dt.date(2026, 6, 1)
    given = facts.PreliminaryAnswerGiven(request=plan, expected_by=later, category=Category.COORDINATION)
    stage.play(given, TEACHER)
    assert agenda(stage)["expect_answer"].due == Due(later)
    stage.play(facts.PlanDeclined(plan=plan, reason=facts.PlanRefusal.NOT_ENTITLED), TEACHER)
    told = agenda(stage)
    assert "expect_answer" not in told
    assert "start_plan" in told  # declined is not answered for the need: it can be appealed, or said to be none


def test_a_plan_is_gone_through_by_its_own_day() -> None:
    """There is no fixed deadline; the plan states its dates, and they are followed (law F-13, E-07)."""
    stage = Stage().held()
    plan = stage.play(facts.PlanLinked(plan_kind=PlanKind.IP, reference="ip-7"), TEACHER, because=ELSEWHERE)
    assert agenda(stage)["date_plan"].due is None
    stage.play(facts.PlanDated(plan=plan, revise_by=dt.date(2026, 9, 1)), TEACHER)
    told = agenda(stage)
    assert "date_plan" not in told
    assert told["revise_plan"].due == Due(dt.date(2026, 9, 1))
    assert agenda(stage, now=dt.datetime(2026, 9, 2, tzinfo=OSLO))["revise_plan"].is_overdue
    stage.play(facts.PlanDated(plan=plan, revise_by=dt.date(2027, 3, 1)), TEACHER)
    assert agenda(stage)["revise_plan"].due == Due(dt.date(2027, 3, 1))
    stage.play(facts.PlanEnded(plan=plan), TEACHER)
    assert "revise_plan" not in agenda(stage)


def test_where_no_guide_decides_of_log_and_plan_it_is_asked() -> None:
    """The common core asks; what was chosen is done (law E-11)."""
    stage = Stage().held()
    plan = stage.play(facts.PlanLinked(plan_kind=PlanKind.IP, reference="ip-7"), TEACHER, because=ELSEWHERE)
    assert agenda(stage)["choose_log_or_plan"].cites[0].ref == "E-11"
    open_log = stage.case
    stage.play(facts.LogAndPlanChosen(plan=plan, log=facts.LogBesidePlan.BOTH_STAND), TEACHER)
    assert "choose_log_or_plan" not in agenda(stage)
    assert stage.case.spine.log.is_in_use
    stage.case = open_log
    stage.play(facts.LogAndPlanChosen(plan=plan, log=facts.LogBesidePlan.LOG_CLOSES), TEACHER)
    assert not stage.case.spine.log.is_in_use
    assert "choose_log_or_plan" not in agenda(stage)


def test_a_request_under_the_gdpr_has_a_month() -> None:
    """Two more where it was said within the month; said too late it lengthens nothing (law F-08)."""
    stage = Stage().held()
    made = stage.play(facts.RequestMade(about=RequestAbout.ACCESS, category=Category.FAMILY), MOTHER)
    assert agenda(stage)["answer_right"].due == Due(dt.date(2026, 4, 3))
    in_time = stage.case
    longer = facts.PreliminaryAnswerGiven(request=made, expected_by=dt.date(2026, 12, 1), category=Category.FAMILY)
    stage.play(longer, TEACHER)
    assert agenda(stage)["answer_right"].due == Due(dt.date(2026, 6, 3))  # three months at most
    stage.case = in_time
    stage.now = dt.datetime(2026, 4, 7, 8, tzinfo=dt.UTC)
    stage.play(longer, TEACHER)
    assert agenda(stage)["answer_right"].due == Due(dt.date(2026, 4, 3))
    answer = facts.RequestAnswered(request=made, answer=facts.RequestAnswer.GRANTED, category=Category.FAMILY)
    stage.play(answer, TEACHER)
    assert "answer_right" not in agenda(stage)


def test_the_exception_for_arrivals_ends_with_the_law() -> None:
    """What may be recorded of an open need changes on the day after its last, and `next_change` names it (law E-13)."""
    stage = Stage().held()
    need(stage, Need.COORDINATOR)
    now = dt.datetime(2028, 6, 30, 12, tzinfo=OSLO)
    change = stage.engine.next_change(stage.case, by=TEACHER, now=now)
    assert change is not None
    assert change.at == dt.datetime(2028, 7, 2, tzinfo=OSLO)
    assert "options" in change.answers
    assert [one.reason.code for one in change.because] == ["time_exception_ends"]


def test_each_is_told_to_whom_it_rests_on_alone() -> None:
    """What a mother asks for at the home service, and a need written for it, no one else is told of."""
    stage = Stage().with_ppt()
    asked = facts.RequestMade(about=RequestAbout.DECISION, category=Category.FAMILY, audience=Audience.HOME)
    stage.play(asked, MOTHER)
    need_seen = facts.NeedSeen(need=Need.COORDINATOR, category=Category.COORDINATION, audience=Audience.HOME)
    stage.play(need_seen, TEACHER)
    assert {"expect_preliminary_answer", "offer_coordinator"} <= set(agenda(stage))
    assert "expect_preliminary_answer" in agenda(stage, MOTHER)
    for by in (FATHER, ADVISER):
        assert not {"expect_preliminary_answer", "offer_coordinator"} & set(agenda(stage, by))
    assert "offer_coordinator" not in agenda(stage, MOTHER)
    for lang in ("nb", "nn", "en"):
        assert all(one.text(lang) for one in agenda(stage).values())
