"""What the law sets a day for is told once, with that day, and is owed whatever becomes of the case (F-07, F-08)."""

from __future__ import annotations

import datetime as dt

import pytest

import bti
from bti import facts
from bti.duties.duty import Duty
from bti.facts import Category, RequestAbout
from tests.stage import HEAD, MOTHER, TEACHER, Stage

ANSWER = facts.RequestAnswer.GRANTED


def requested(about: RequestAbout) -> tuple[Stage, str]:
    """Let the mother ask for something."""
    stage = Stage().shared()
    return stage, stage.play(facts.RequestMade(about=about, category=Category.EDUCATION), MOTHER)


def owed_on(stage: Stage, request: str, by: bti.Professional = HEAD) -> list[Duty]:
    """Return what is owed on a request."""
    return [one for one in stage.engine.agenda(stage.case, by=by, now=stage.now) if one.id.endswith(f":{request}")]


@pytest.mark.parametrize("about", list(RequestAbout), ids=lambda one: one.value)
def test_a_request_is_one_line(about: RequestAbout) -> None:
    """Never one with the day and one without."""
    stage, request = requested(about)
    assert len(owed_on(stage, request)) == 1


@pytest.mark.parametrize("about", [RequestAbout.ACCESS, RequestAbout.DECISION], ids=lambda one: one.value)
def test_it_runs_on_when_the_case_is_closed_and_can_be_answered_there(about: RequestAbout) -> None:
    """The municipality owes it, and not the case: overdue in a closed one too, until it is answered."""
    stage, request = requested(about)
    stage.play(facts.CaseClosed(reason=facts.ClosingReason.NO_GROUND), HEAD)
    (duty,) = owed_on(stage, request)
    assert duty.due is not None
    stage.now += dt.timedelta(days=40)
    (late,) = owed_on(stage, request)
    assert late.is_overdue
    assert stage.tried(facts.CommentMade(category=Category.EDUCATION), HEAD) == {"case_is_closed"}
    stage.play(facts.RequestAnswered(request=request, answer=ANSWER, category=Category.EDUCATION), HEAD)
    assert owed_on(stage, request) == []


def test_what_no_law_sets_a_day_for_ends_with_the_case() -> None:
    """A wish for another holder is nothing the municipality owes by law."""
    stage, request = requested(RequestAbout.HOLDER)
    stage.play(facts.CaseClosed(reason=facts.ClosingReason.NO_GROUND), HEAD)
    assert owed_on(stage, request) == []


def test_an_investigation_is_kept_through_its_last_day() -> None:
    """Three months from the end of the week (F-04): all of that day it is in time, and late from the next midnight."""
    stage = Stage().shared()
    office = bti.Service("bv-1", "child_welfare")
    stage.play(facts.ReportedToChildWelfare(receiver=office, category=Category.WELFARE), TEACHER)
    sent = stage.now.date()
    (duty,) = (
        one
        for one in stage.engine.agenda(stage.case, by=TEACHER, now=stage.now)
        if one.code == "expect_investigation_done"
    )
    assert duty.due is not None
    last = duty.due.kept_through
    assert last == (sent + dt.timedelta(days=7)).replace(month=sent.month + 3)
    for hours, late in ((23 - 2, False), (24 - 2, True)):  # Oslo is two hours ahead of UTC in June
        now = dt.datetime.combine(last, dt.time(), tzinfo=dt.UTC) + dt.timedelta(hours=hours)
        (then,) = (
            one
            for one in stage.engine.agenda(stage.case, by=TEACHER, now=now)
            if one.code == "expect_investigation_done"
        )
        assert then.is_overdue is late
