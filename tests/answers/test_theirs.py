"""Whoever works with the case is told of what became of what is theirs, by entries kept back from them as well."""

from __future__ import annotations

import datetime as dt

import pytest

import bti
from bti import facts
from bti.answers.asking import Asking
from bti.facts import Cancelled, Category, Duty, Fact, MeetingKind, Tells
from bti.people import Actor
from tests.answers.test_told import line, owed, page
from tests.examples.holding_back import NURSE, with_nurse
from tests.stage import MOTHER, TEACHER, Stage

EDUCATION = Category.EDUCATION
DAY = dt.date(2026, 6, 1)
EARLIER = dt.date(2026, 4, 1)
AFTER = dt.timedelta(days=60)  # after the earlier day, and before the other


def kept(stage: Stage, fact: Fact) -> str:
    """Record a fact that tells of somebody nobody else knows: it is kept from the mother and the health station."""
    id = stage.play(fact, TEACHER)
    stage.play(facts.EntryMarked(entry=id, tells=Tells.SOMEBODY_ELSE, whose="aunt"), TEACHER)
    assert line(stage, NURSE, id).kind is None
    return id


def measured(responsible: str = "nurse") -> tuple[Stage, str]:
    """Let a measure run that everybody knows of."""
    stage = with_nurse()
    measure = stage.play(facts.MeasurePlanned(responsible=responsible, evaluate_by=DAY, category=EDUCATION), TEACHER)
    stage.play(facts.MeasureStarted(measure=measure), TEACHER)
    return stage, measure


def met(stage: Stage) -> str:
    """Let a meeting be held that everybody knows of."""
    return stage.play(
        facts.MeetingHeld(purpose=MeetingKind.OTHER, present=("teacher", "mother"), category=EDUCATION), TEACHER
    )


def called(*invited: str) -> facts.MeetingCalled:
    """Call to a meeting."""
    return facts.MeetingCalled(purpose=MeetingKind.OTHER, day=DAY, invited=invited)


def responsible(stage: Stage, by: Actor) -> list[str | None]:
    """Return who answers for the measures, as somebody sees it on the first page."""
    return [one.responsible for one in page(stage, by).measures]


def test_a_measure_given_to_them() -> None:
    """By a change, or by a meeting that gives it to the nurse; the mother believes that the teacher has it."""
    for by_meeting in (False, True):
        stage, measure = measured("teacher")
        change: Fact = facts.MeasureChanged(measure=measure, responsible="nurse")
        if by_meeting:
            change = facts.DutyReassigned(meeting=met(stage), to="nurse", measure=measure)
        kept(stage, change)
        assert responsible(stage, NURSE) == responsible(stage, TEACHER) == ["nurse"]
        assert responsible(stage, MOTHER) == ["teacher"]
        for reader, who in ((NURSE, "nurse"), (MOTHER, "teacher")):
            agenda = stage.engine.agenda(stage.case, by=reader, now=stage.now)
            assert [one.who[0].persons for one in agenda if one.code == "evaluate_measure"] == [(who,)]


def test_a_meeting_that_is_kept_gave_it_to_them() -> None:
    """The decision names the meeting, so it is kept and told with it; of the meeting the page shows nothing."""
    stage, measure = measured("teacher")
    meeting = stage.play(called("teacher"), TEACHER)
    held = facts.MeetingHeld(purpose=MeetingKind.OTHER, present=("teacher",), meeting=meeting, category=EDUCATION)
    stage.play(held, TEACHER)
    stage.play(facts.DutyReassigned(meeting=meeting, to="nurse", measure=measure), TEACHER)
    stage.play(facts.EntryMarked(entry=meeting, tells=Tells.SOMEBODY_ELSE, whose="aunt"), TEACHER)
    assert responsible(stage, NURSE) == ["nurse"]
    assert page(stage, NURSE).meetings == ()
    assert responsible(stage, MOTHER) == ["teacher"]


def test_a_day_moved_and_the_break_that_comes_of_it() -> None:
    """The nurse learns that it is due in April, not in June; the mother does not."""
    stage, measure = measured()
    kept(stage, facts.MeasureChanged(measure=measure, evaluate_by=EARLIER))
    now = stage.now + AFTER
    for reader, day, codes in ((NURSE, EARLIER, ["measure_not_evaluated"]), (MOTHER, DAY, [])):
        assert [one.evaluate_by for one in page(stage, reader).measures] == [day]
        found = [one.code for one in stage.engine.breaks(stage.case, by=reader, now=now)]
        assert [code for code in found if code == "measure_not_evaluated"] == codes


def test_what_mends_a_change_is_told_with_it() -> None:
    """A change of the day, known to all, is corrected or struck by an entry kept back: they know what counts now."""
    for day, mend in (
        (EARLIER, lambda id, right: facts.EntryCorrected(entry=id, instead=right)),
        (DAY, lambda id, right: facts.EntryStruck(entry=id, reason=facts.StrikeReason.NEVER_HAPPENED)),
    ):
        stage, measure = measured()
        changed = stage.play(facts.MeasureChanged(measure=measure, evaluate_by=DAY + AFTER), TEACHER)
        kept(stage, mend(changed, facts.MeasureChanged(measure=measure, evaluate_by=EARLIER)))
        assert line(stage, NURSE, changed).kind is None
        assert [one.evaluate_by for one in page(stage, NURSE).measures] == [day]


def test_a_correction_gave_it_to_them() -> None:
    """The measure had become the nurse's: the change that all knew of is told as it is corrected."""
    stage, measure = measured("teacher")
    changed = stage.play(facts.MeasureChanged(measure=measure, evaluate_by=EARLIER), TEACHER)
    right = facts.MeasureChanged(measure=measure, evaluate_by=EARLIER, responsible="nurse")
    kept(stage, facts.EntryCorrected(entry=changed, instead=right))
    assert [(one.responsible, one.evaluate_by) for one in page(stage, NURSE).measures] == [("nurse", EARLIER)]
    assert [(one.responsible, one.evaluate_by) for one in page(stage, MOTHER).measures] == [("teacher", DAY)]


def test_a_measure_moved_away_from_them_and_no_more() -> None:
    """It is the teacher's now, and the nurse is told so; that it was ended after that is nothing to her."""
    stage, measure = measured()
    kept(stage, facts.MeasureChanged(measure=measure, responsible="teacher"))
    kept(stage, facts.MeasureChanged(measure=measure, evaluate_by=EARLIER))
    assert [(one.responsible, one.evaluate_by) for one in page(stage, NURSE).measures] == [("teacher", DAY)]
    assert responsible(stage, MOTHER) == ["nurse"]
    kept(stage, facts.MeasureChanged(measure=measure, responsible="nurse"))
    assert [(one.responsible, one.evaluate_by) for one in page(stage, NURSE).measures] == [("nurse", EARLIER)]


def test_a_measure_and_a_task_that_are_ended() -> None:
    """What is done with is owed by nobody: they are told so."""
    stage, measure = measured()
    task = stage.play(facts.TaskGiven(to_person="nurse", due=DAY, category=EDUCATION), TEACHER)
    mine = {f"do_task:{task}", f"evaluate_measure:{measure}"}
    assert mine <= owed(stage, NURSE)
    kept(stage, facts.TaskDone(task=task))
    kept(stage, facts.MeasureEnded(measure=measure, reason=facts.NotEvaluated.FAMILY_DECLINES))
    assert not mine & owed(stage, NURSE)
    assert f"evaluate_measure:{measure}" in owed(stage, MOTHER)


def test_a_task_of_their_service() -> None:
    """Whoever is here for the health station knows of its task; a task for the teacher is none of theirs."""
    stage = with_nurse()
    task = kept(stage, facts.TaskGiven(to_service="health-1", due=DAY, category=EDUCATION))
    other = kept(stage, facts.TaskGiven(to_person="teacher", due=DAY, category=EDUCATION))
    assert {f"do_task:{task}", f"do_task:{other}"} & owed(stage, NURSE) == {f"do_task:{task}"}


def test_a_goal_that_is_kept_hides_no_measure_of_theirs() -> None:
    """The measure serves it, and stands all the same; the goal itself is on no page of theirs."""
    stage = with_nurse()
    goal = kept(stage, facts.GoalAgreed(category=EDUCATION))
    planned = facts.MeasurePlanned(responsible="nurse", evaluate_by=DAY, goals=(goal,), category=EDUCATION)
    measure = stage.play(planned, TEACHER)
    assert line(stage, NURSE, measure).kind is None
    assert responsible(stage, NURSE) == ["nurse"]
    assert page(stage, NURSE).goals == ()
    assert f"evaluate_measure:{measure}" in owed(stage, NURSE)
    assert page(stage, MOTHER).measures == ()


@pytest.mark.parametrize("to_them", [True, False], ids=["to them", "away from them"])
def test_a_duty_given_by_a_meeting(to_them: bool) -> None:
    """What the guide asks of who has a duty is judged for them by who has it now."""
    stage = with_nurse()
    meeting = met(stage)
    if not to_them:
        stage.play(facts.DutyReassigned(meeting=meeting, to="nurse", duty=Duty.MINUTES), TEACHER)
    kept(stage, facts.DutyReassigned(meeting=meeting, to="nurse" if to_them else "teacher", duty=Duty.MINUTES))
    guide = bti.load_guide("sortland")
    asking = Asking(guide, {guide.digest: guide}, stage.engine.calendar)
    who = {by.ref: asking.told(stage.case, by, stage.now)[0].spine.meetings.duties for by in (NURSE, MOTHER)}
    assert who["nurse"] == {Duty.MINUTES: "nurse" if to_them else "teacher"}
    assert who["mother"] == ({} if to_them else {Duty.MINUTES: "nurse"})


def test_a_meeting_they_are_called_to() -> None:
    """The nurse knows the day and can say that it was held; who is not called knows of no meeting."""
    for invited in (("nurse", "mother"), ("teacher", "mother")):
        stage = with_nurse()
        call = kept(stage, called(*invited))
        is_called = "nurse" in invited
        assert [one.day for one in page(stage, NURSE).meetings] == [DAY] * is_called
        assert (f"hold_meeting:{call}" in owed(stage, NURSE)) is is_called
        held = facts.MeetingHeld(purpose=MeetingKind.OTHER, present=("nurse",), meeting=call, category=EDUCATION)
        verdict = stage.engine.admit(stage.case, held, by=NURSE, now=stage.now)
        assert isinstance(verdict, bti.Admitted) or [one.code for one in verdict.reasons] == ["unknown_reference"]
        assert bool(verdict) is is_called
        assert page(stage, MOTHER).meetings == ()
        assert f"hold_meeting:{call}" not in owed(stage, MOTHER)


def test_a_meeting_they_are_called_to_is_called_off_or_held() -> None:
    """They know that it is not to be any more; the mother, who is called too, has to be told anew."""
    for ending in (
        lambda call: facts.MeetingCancelled(meeting=call, reason=Cancelled.NOT_NEEDED),
        lambda call: facts.MeetingHeld(
            purpose=MeetingKind.OTHER, present=("teacher",), meeting=call, category=EDUCATION
        ),
    ):
        stage = with_nurse()
        call = stage.play(called("nurse", "mother"), TEACHER)
        kept(stage, ending(call))
        assert [one.cancelled or one.held for one in page(stage, NURSE).meetings] == [True]
        assert f"hold_meeting:{call}" not in owed(stage, NURSE)
        assert [one.cancelled or one.held for one in page(stage, MOTHER).meetings] == [False]


def test_what_a_meeting_decided_of_others_is_not_told() -> None:
    """The nurse was called to it; that it gave the teacher's measure to somebody else is kept from her."""
    stage, measure = measured("teacher")
    call = stage.play(called("nurse", "teacher"), TEACHER)
    held = facts.MeetingHeld(purpose=MeetingKind.OTHER, present=("teacher",), meeting=call, category=EDUCATION)
    stage.play(held, TEACHER)
    kept(stage, facts.DutyReassigned(meeting=call, to="mother", measure=measure))
    assert responsible(stage, NURSE) == ["teacher"]
    assert responsible(stage, TEACHER) == ["mother"]


def test_one_of_the_family_is_told_of_none_of_it() -> None:
    """The mother answers for a measure, is bound by an agreement and called to a meeting: what is kept stays kept."""
    stage, measure = measured("mother")
    before = page(stage, MOTHER)
    kept(stage, facts.MeasureChanged(measure=measure, responsible="nurse"))
    kept(stage, facts.AgreementMade(bound=("mother",), category=EDUCATION))
    kept(stage, called("mother", "nurse"))
    assert page(stage, MOTHER) == before
    assert isinstance(before, bti.Overview)
