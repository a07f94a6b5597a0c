"""What is owed in a case: what waits, who owes it, when it is overdue, and that what is done is gone."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

import bti
from bti import facts
from bti.dates import OSLO
from bti.duties.duty import Duty, DutyStanding, OwedBy
from bti.people import Actor
from bti.record.fact import Fact
from tests.stage import ADVISER, CHILD, HEAD, MOTHER, NEIGHBOUR, TEACHER, Stage


def agenda(stage: Stage, by: Actor = TEACHER, now: dt.datetime | None = None) -> dict[str, Duty]:
    """Return what is owed, by code; of several of one code the last."""
    return {one.code: one for one in stage.engine.agenda(stage.case, by=by, now=now or stage.now)}


def test_an_offer_waits_for_whom_it_was_made_to() -> None:
    """Until they answer it, and with the fact that answers it."""
    stage = Stage().on_level_1()
    offer = stage.play(facts.BatonAppointed(to="teacher"), HEAD)
    duty = agenda(stage)["answer_offer"]
    assert duty.who[0].by is OwedBy.PERSON
    assert duty.who[0].persons == ("teacher",)
    assert {one.fact for one in duty.fulfilled_by} == {"baton_accepted", "baton_declined", "baton_withdrawn"}
    assert duty.start == dt.date(2026, 3, 2)
    stage.play(facts.BatonAccepted(offer=offer), TEACHER)
    assert "answer_offer" not in agenda(stage)


def test_a_measure_is_to_be_evaluated_by_its_date() -> None:
    """Open through the day, overdue from midnight in Oslo (I-16); an evaluation moves it on."""
    stage = Stage().measured()
    midnight = dt.datetime(2026, 5, 2, tzinfo=OSLO)
    before = agenda(stage, now=midnight - dt.timedelta(microseconds=1))["evaluate_measure"]
    after = agenda(stage, now=midnight)["evaluate_measure"]
    assert (before.standing, before.overdue_since) == (DutyStanding.OPEN, None)
    assert (after.standing, after.overdue_since) == (DutyStanding.OVERDUE, midnight)
    for lang in ("nb", "nn", "en"):
        assert "2026" in after.text(lang)


@given(st.integers(0, 60 * 24 * 120))
def test_overdue_starts_at_midnight_in_oslo(minutes: int) -> None:
    """Whatever the instant: overdue exactly when the day in Oslo is past."""
    stage = Stage().measured()
    now = stage.now + dt.timedelta(minutes=minutes)
    duty = agenda(stage, now=now)["evaluate_measure"]
    assert duty.is_overdue == (now.astimezone(OSLO).date() > dt.date(2026, 5, 1))


def test_a_task_is_there_until_it_is_done() -> None:
    """With its date, for whoever took it on."""
    stage = Stage().held()
    task = stage.play(
        facts.TaskGiven(to_person="teacher", due=dt.date(2026, 3, 20), category=facts.Category.EDUCATION), TEACHER
    )
    assert agenda(stage)["do_task"].due == bti.dates.Due(dt.date(2026, 3, 20))
    stage.play(facts.TaskDone(task=task), TEACHER)
    assert "do_task" not in agenda(stage)


@pytest.mark.parametrize(
    "gone",
    [facts.PersonLeft(person="colleague"), facts.KinshipDeclared(person="colleague", kinship=facts.Kinship.RELATIVE)],
    ids=["left", "kin"],
)
def test_a_task_whose_taker_is_gone_is_seen_to_by_whoever_answers(gone: Fact) -> None:
    """Nothing falls between two: it stays open, and the one who answers owes it as well."""
    stage = Stage().held()
    stage.play(facts.PersonJoined(person="colleague", role="teacher", of="school-1"), TEACHER)
    stage.play(facts.TaskGiven(to_person="colleague", category=facts.Category.EDUCATION), TEACHER)
    assert [one.by for one in agenda(stage)["do_task"].who] == [OwedBy.PERSON]
    stage.play(gone, HEAD)
    owing = agenda(stage)["do_task"].who
    assert [one.by for one in owing] == [OwedBy.PERSON, OwedBy.ANSWERING]
    assert owing[1].persons == ("teacher",)


def test_nobody_from_outside_is_told_of_a_duty() -> None:
    """A neighbour, and a professional of a service that takes no part, get the agenda of no case."""
    stage = Stage().measured()
    assert agenda(stage, NEIGHBOUR) == {} == agenda(stage, ADVISER)
    assert "evaluate_measure" in agenda(stage, MOTHER)


def test_who_asked_for_the_home_service_knows_of_the_answer_owed() -> None:
    """A question written for the home service waits in its agenda, not in that of the other guardian."""
    stage = Stage().held()
    stage.play(facts.QuestionAsked(category=facts.Category.FAMILY, audience=facts.Audience.HOME), MOTHER)
    assert "answer_question" in agenda(stage)
    assert "answer_question" in agenda(stage, MOTHER)
    assert "answer_question" not in agenda(stage, bti.Guardian("father"))
    assert agenda(stage, CHILD) == {}  # not told yet


def test_a_vacant_baton_is_the_leaders_to_fill() -> None:
    """Model 4: in vacancy the leader of the home service answers, and finds somebody."""
    stage = Stage().held()
    stage.play(facts.BatonVacant(reason=facts.VacancyReason.GAVE_UP), TEACHER)
    assert agenda(stage)["find_holder"].who[0].by is OwedBy.LEADER
