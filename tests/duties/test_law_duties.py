"""What the law has somebody do, as the agenda tells it: from the fact that starts it to the one that fulfils it."""

from __future__ import annotations

import datetime as dt

import bti
from bti import facts
from bti.dates import Due
from bti.duties.duty import Duty, OwedBy
from bti.facts import Category
from bti.people import Actor
from tests.stage import COLLEAGUE, HEAD, PPT, TEACHER, Stage

WELFARE = bti.Service("welfare-1", "child_welfare")


def agenda(stage: Stage, by: Actor = TEACHER) -> dict[str, Duty]:
    """Return what is owed, by code."""
    return {one.code: one for one in stage.engine.agenda(stage.case, by=by, now=stage.now)}


def reported() -> Stage:
    """A concern, and a report on 2 March."""
    stage = Stage().shared()
    stage.play(facts.ReportedToChildWelfare(receiver=WELFARE, category=Category.WELFARE), TEACHER)
    return stage


def test_an_answer_to_a_report_is_expected_by_the_days_of_the_law() -> None:
    """Three weeks to the confirmation; three months from the end of the week of review to an investigation's end."""
    told = agenda(reported())
    assert told["expect_confirmation"].due == Due(dt.date(2026, 3, 23))
    assert told["expect_investigation_done"].due == Due(dt.date(2026, 6, 9))
    assert [one.ref for one in told["expect_confirmation"].cites] == ["F-03"]
    assert told["expect_confirmation"].who[0].by is OwedBy.SERVICE


def test_an_answer_takes_away_what_it_answers() -> None:
    """That it came in leaves whether it is investigated, by the same day (law F-03); the end of it leaves nothing."""
    stage = reported()
    for says, left in (
        (
            facts.ChildWelfareSays.RECEIVED,
            {"expect_review", "expect_whether_investigated", "expect_investigation_done"},
        ),
        (facts.ChildWelfareSays.INVESTIGATES, {"expect_investigation_done"}),
        (facts.ChildWelfareSays.ENDED, set[str]()),
    ):
        matter = next(iter(stage.case.matters))
        stage.play(facts.ChildWelfareAnswered(says=says, matter=matter, category=Category.WELFARE), TEACHER)
        assert {one for one in agenda(stage) if one.startswith("expect_")} == left


def test_nobody_else_knows_of_it() -> None:
    """For a colleague and the head the agenda is that of a case without a report (I-08)."""
    plain = Stage().shared()
    stage = reported()
    for by in (COLLEAGUE, HEAD):
        assert not [one for one in stage.engine.agenda(stage.case, by=by, now=stage.now) if one.matter]
    assert "expect_confirmation" not in agenda(plain)


def test_an_unsafe_child_is_owed_a_plan() -> None:
    """From the day the pathway is entered until a measure is planned (law D-11)."""
    stage = Stage().measured()
    stage.play(facts.PathwayEntered(which=facts.PathwayKind.SCHOOL_ENVIRONMENT, category=Category.EDUCATION), TEACHER)
    assert agenda(stage)["plan_environment"].cites[0].ref == "D-11"
    stage.play(
        facts.MeasurePlanned(responsible="teacher", evaluate_by=dt.date(2026, 5, 1), category=Category.EDUCATION),
        TEACHER,
    )
    assert "plan_environment" not in agenda(stage)


def test_several_services_need_somebody_who_coordinates() -> None:
    """Where nobody ever held the baton; once somebody is offered it, the offer waits instead (law E-03)."""
    stage = Stage().on_level_1()
    stage.consent()
    stage.play(facts.LogOpened(), TEACHER)
    stage.consent(facts.Scope.SERVICE, PPT)
    stage.play(facts.ServiceJoined(joining=PPT), TEACHER)
    assert agenda(stage)["name_coordinator"].cites[0].ref == "E-03"
    stage.play(facts.BatonAppointed(to="teacher"), HEAD)
    assert "name_coordinator" not in agenda(stage)
    for lang in ("nb", "nn", "en"):
        assert all(one.text(lang) for one in agenda(stage).values())


def test_a_service_that_was_let_in_takes_part() -> None:
    """Until somebody from there does; a youth club, which no act binds, owes nothing by it (law E-01, E-02)."""
    stage = Stage().held()
    club = bti.Service("club-1", "youth_club")
    for service in (PPT, club):
        stage.consent(facts.Scope.SERVICE, service)
        stage.play(facts.ServiceJoined(joining=service), TEACHER)
    duty = agenda(stage)["take_part"]
    assert [cite.ref for cite in duty.cites] == ["E-01", "E-02"]
    assert duty.who[0].ref == PPT.ref
    stage.play(facts.PersonJoined(person="adviser", role="ppt_adviser", of=PPT.ref), TEACHER)
    assert "take_part" not in agenda(stage)
