"""Several facts recorded together are one admission: all or nothing, and every reason names the fact it concerns."""

from __future__ import annotations

from typing import Any

import pytest

import bti
from bti import facts
from bti.facts import Category, Effect, Fact, Heard, MeasureOutcome, MeetingKind, NotHeard
from tests.stage import HEAD, MOTHER, TEACHER, UNTIL, Stage

EDUCATION = Category.EDUCATION


class Evaluating(Stage):
    """A case on the step where level 1 is evaluated, with a measure that stands and a meeting that was called."""

    called: str


def before_the_meeting() -> Evaluating:
    """Come to that step."""
    stage = Evaluating()
    stage.measured()
    stage.play(facts.StepCompleted(step="1.2"), TEACHER)
    stage.called = stage.play(
        facts.MeetingCalled(purpose=MeetingKind.EVALUATION, day=UNTIL, invited=("teacher", "mother", "father")), TEACHER
    )
    stage.play(facts.StepCompleted(step="1.3"), TEACHER)
    return stage


def child(**fields: Any) -> facts.ChildHeard:
    """Let the child speak."""
    wanted: dict[str, Any] = {"person": "child", "how": Heard.TALK, "category": EDUCATION}
    return facts.ChildHeard(**(wanted | fields))


def held(stage: Evaluating, *present: str) -> facts.MeetingHeld:
    """Hold the meeting that was called."""
    return facts.MeetingHeld(purpose=MeetingKind.EVALUATION, present=present, meeting=stage.called, category=EDUCATION)


def meeting(stage: Evaluating) -> tuple[Fact, ...]:
    """Return a whole evaluation meeting: held, minutes, child's view, effect, the family's view, the way on."""
    family = Category.FAMILY
    return (
        held(stage, "teacher", "mother"),
        facts.MinutesWritten(meeting=stage.called, note=facts.Note.of("all agreed"), category=EDUCATION),
        child(),
        facts.MeasureEvaluated(
            measure=stage.measure, effect=Effect.WANTED, outcome=MeasureOutcome.END, category=EDUCATION
        ),
        facts.FamilyHeard(person="mother", how=Heard.IN_MEETING, category=family),
        facts.FamilyHeard(person="father", reason=facts.FamilyNotHeard.DID_NOT_WISH, category=family),
        facts.WayChosen(outcome="close", category=EDUCATION),
    )


def refused(stage: Stage, act: tuple[Fact, ...], by: bti.Professional = TEACHER) -> tuple[bti.Reason, ...]:
    """Try an act, insist that it is refused and that nothing of it is left, and return the reasons."""
    before, written = stage.case, len(stage.case.entries)
    verdict = stage.offer(act, by)
    assert isinstance(verdict, bti.Refused)
    assert stage.case is before
    assert len(before.entries) == written
    assert stage.case.spine.last.get("way_chosen") is None
    return verdict.reasons


def test_an_evaluation_meeting_is_one_act() -> None:
    """Meeting, minutes, child's view, effect, family's view and way chosen are one admission, in one act, in order."""
    stage = before_the_meeting()
    act, before = meeting(stage), stage.case.spine.version
    verdict = stage.offer(act, TEACHER)
    assert isinstance(verdict, bti.Admitted)
    assert tuple(entry.fact for entry in verdict.entries if entry.cause is None) == act
    assert {entry.act for entry in verdict.entries} == {verdict.entries[0].id}
    assert {entry.recorded for entry in verdict.entries} == {verdict.entries[0].recorded}
    assert [entry.seq for entry in verdict.entries] == list(range(before + 1, before + 1 + len(verdict.entries)))
    spine = verdict.case.spine
    assert dict(spine.evaluation.heard).keys() == {"child"}
    assert dict(spine.evaluation.family).keys() == {"mother", "father"}
    assert spine.evaluation.way is not None
    assert not spine.plan.standing()


@pytest.mark.parametrize("place", range(7))
def test_an_act_refused_anywhere_leaves_nothing(place: int) -> None:
    """Whichever fact is refused, none is recorded, and each reason names that fact and its place."""
    stage = before_the_meeting()
    act = list(meeting(stage))
    wrong: tuple[Fact, ...] = (
        held(stage, "nobody"),
        facts.MinutesWritten(meeting="none", category=EDUCATION),
        child(person="nobody"),
        facts.MeasureEvaluated(measure="none", effect=Effect.SOME, outcome=MeasureOutcome.END, category=EDUCATION),
        facts.FamilyHeard(person="nobody", how=Heard.TALK, category=EDUCATION),
        facts.FamilyHeard(person="child", how=Heard.TALK, category=EDUCATION),
        facts.WayChosen(outcome="fly", category=EDUCATION),
    )
    act[place] = wrong[place]
    reasons = refused(stage, tuple(act))
    assert {(reason.fact, reason.place) for reason in reasons} == {(act[place].kind, place)}


def test_an_act_refused_at_its_last_fact_leaves_nothing_and_can_be_tried_again() -> None:
    """After the refusal the very same meeting, with a way that exists, is admitted as if nothing had been tried."""
    stage = before_the_meeting()
    refused(stage, (*meeting(stage)[:-1], facts.WayChosen(outcome="fly", category=EDUCATION)))
    assert stage.case.spine.plan.standing()
    assert not stage.case.spine.evaluation.heard
    stage.play(meeting(stage), TEACHER)


def test_the_child_may_be_heard_anywhere_in_the_act() -> None:
    """That the child was heard is judged on the act as a whole: it need not be written down first (I-10)."""
    stage = before_the_meeting()
    act = meeting(stage)
    stage.play((*act[:2], *act[3:], act[2]), TEACHER)


def test_an_act_without_the_child_says_which_facts_wait_for_it() -> None:
    """Without the child's view the first fact that needs it is refused, and the reason names what would mend it."""
    stage = before_the_meeting()
    act = meeting(stage)
    reasons = refused(stage, (*act[:2], *act[3:]))
    assert [(reason.code, reason.kind, reason.fact, reason.place) for reason in reasons] == [
        ("child_not_heard", bti.ReasonKind.NEEDS_FACT, "measure_evaluated", 2)
    ]


def test_a_child_wrongly_said_to_be_unborn_brings_the_whole_meeting_down() -> None:
    """A promise of the act that is not kept at its end undoes what was admitted on it."""
    stage = before_the_meeting()
    act = meeting(stage)
    reasons = refused(stage, (*act[:2], *act[3:], child(how=None, reason=NotHeard.UNBORN)))
    assert [(reason.code, reason.place) for reason in reasons] == [("reason_does_not_fit_age", 6)]


def test_minutes_are_of_a_meeting_that_was_held_before_them() -> None:
    """In the same act, but after it: minutes that stand before the meeting are of none yet."""
    stage = before_the_meeting()
    first, second, *rest = meeting(stage)
    reasons = refused(stage, (second, first, *rest))
    assert [(reason.code, reason.fact, reason.place) for reason in reasons] == [
        ("meeting_not_held", "minutes_written", 0)
    ]


def test_each_fact_is_judged_on_those_before_it() -> None:
    """The order within an act counts: what has ended is not started, what was asked is answered in the same breath."""
    stage = before_the_meeting()
    start = facts.StepCompleted(step="1.4", outcome="close")
    assert refused(stage, (start, *meeting(stage)))[0].place == 0
    ended = facts.MeasureEvaluated(
        measure=stage.measure, effect=Effect.SOME, outcome=MeasureOutcome.END, category=EDUCATION
    )
    again = refused(stage, (child(), ended, ended))
    assert [(reason.code, reason.place) for reason in again] == [("measure_is_ended", 2)]
    closed = facts.CaseClosed(reason=facts.ClosingReason.GOAL_REACHED)
    late = refused(stage, (child(), ended, closed, facts.CommentMade(category=EDUCATION)))
    assert [(reason.code, reason.fact, reason.place) for reason in late] == [("case_is_closed", "comment_made", 3)]
    stage.play((child(), ended, closed), TEACHER)
    assert stage.case.spine.life.closed is not None


def test_consequences_stand_where_their_cause_does() -> None:
    """What follows from a fact of an act stands right behind it, is in the act, and later facts are judged on it."""
    stage = Stage().with_ppt()
    stage.play(facts.BatonOffered(to="adviser"), TEACHER)
    verdict = stage.offer((facts.ServiceLeft(leaving="ppt-1"), facts.CommentMade(category=EDUCATION)), TEACHER)
    assert isinstance(verdict, bti.Admitted)
    assert [entry.fact.kind for entry in verdict.entries] == ["service_left", "baton_withdrawn", "comment_made"]
    assert verdict.entries[1].cause == verdict.entries[0].id
    assert {entry.act for entry in verdict.entries} == {verdict.entries[0].id}
    gone = facts.BatonWithdrawn(offer=stage.case.spine.baton.offer.id if stage.case.spine.baton.offer else "none")
    late = refused(stage, (facts.ServiceLeft(leaving="ppt-1"), gone))
    assert [(reason.code, reason.place) for reason in late] == [("no_offer_is_open", 1)]


def test_everybody_needs_leave_for_every_fact_of_an_act() -> None:
    """Nobody smuggles in what they may not record behind what they may."""
    stage = Stage().held()
    comment = facts.CommentMade(category=EDUCATION)
    verdict = stage.offer((comment, facts.GoalAgreed(category=EDUCATION)), MOTHER)
    assert not verdict
    assert [(reason.code, reason.place) for reason in verdict.reasons] == [("not_yours_to_record", 1)]


def test_one_justification_serves_the_act_and_stands_with_each_fact() -> None:
    """A recorded reason lets pass what needs one, wherever in the act; every entry of the act carries it."""
    stage = Stage().on_level_1()
    joined = facts.PersonJoined(person="head", role="headteacher", of="school-1")
    act = (joined, facts.BatonAppointed(to="head"))
    plainly = stage.offer(act, HEAD)
    assert not plainly
    assert [(reason.code, reason.place) for reason in plainly.reasons] == [("role_only_exceptionally", 1)]
    justified = stage.offer(act, HEAD, because="nobody else at the school knows the child")
    assert isinstance(justified, bti.Admitted)
    assert len({entry.because for entry in justified.entries}) == 1
    assert justified.entries[0].because is not None
