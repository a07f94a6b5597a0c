"""A meeting is cancelled, has minutes, gives duties; the services meet alone."""

from __future__ import annotations

from typing import Any

from bti import facts
from bti.facts import Cancelled, Category, Duty, MeetingKind, Substitute
from tests.examples.book import Attempt, admits, refuses
from tests.examples.meeting_up import called, held
from tests.stage import ADVISER, HEAD, TEACHER, Stage


def met(stage: Stage | None = None) -> tuple[Stage, str]:
    """Hold a meeting that nobody called."""
    found = stage or Stage().with_ppt()
    return found, found.play(held(), TEACHER)


def called_off() -> tuple[Stage, str]:
    """Call a meeting, and cancel it."""
    stage = Stage().held()
    meeting = stage.play(called(), TEACHER)
    stage.play(facts.MeetingCancelled(meeting=meeting, reason=Cancelled.FAMILY_CANNOT), TEACHER)
    return stage, meeting


def services_alone(**fields: Any) -> facts.MeetingHeld:
    """Let the school and the PPT meet without the family."""
    return held(purpose=MeetingKind.SERVICES_ONLY, **({"present": ("teacher", "adviser")} | fields))


@admits("meeting_called")
def _with_an_agenda() -> Attempt:
    return Attempt(Stage().with_ppt(), called(agenda=facts.Note.of("How are the mornings?")), ADVISER)


@refuses("meeting_called", "a_remark_is_covered_as_coordination")
def _an_agenda_that_consent_does_not_cover() -> Attempt:
    return Attempt(Stage().with_bounded_ppt(), called(agenda=facts.Note.of("How are the mornings?")), ADVISER)


@refuses("meeting_called", "a_meeting_of_services_is_without_the_family")
def _the_services_alone_with_the_mother() -> Attempt:
    return Attempt(Stage().held(), called(purpose=MeetingKind.SERVICES_ONLY), TEACHER)


@refuses("meeting_called", "services_meet_alone_by_consent")
def _the_services_alone_without_consent() -> Attempt:
    alone = called(purpose=MeetingKind.SERVICES_ONLY, invited=("teacher", "adviser"))
    return Attempt(Stage().with_bounded_ppt(), alone, TEACHER)


@admits("meeting_held")
def _with_a_substitute() -> Attempt:
    stage = Stage().with_ppt()
    meeting = stage.play(called(invited=("teacher", "mother", "father")), TEACHER)
    there = held(
        meeting=meeting,
        present=("teacher", "adviser"),
        absent=("mother", "father"),
        substitutes=(Substitute(person="adviser", instead_of="father"),),
    )
    return Attempt(stage, there, TEACHER)


@admits("meeting_held")
def _the_services_alone() -> Attempt:
    return Attempt(Stage().with_ppt(), services_alone(), TEACHER)


@refuses("meeting_held", "not_cancelled")
def _a_cancelled_meeting() -> Attempt:
    stage, meeting = called_off()
    return Attempt(stage, held(meeting=meeting), TEACHER)


@refuses("meeting_held", "who_was_missing_is_of_the_case")
def _a_stranger_was_missing() -> Attempt:
    return Attempt(Stage().held(), held(absent=("stranger",)), TEACHER)


@refuses("meeting_held", "a_meeting_of_services_is_without_the_family")
def _the_mother_was_there() -> Attempt:
    return Attempt(Stage().with_ppt(), services_alone(present=("adviser", "mother")), TEACHER)


@refuses("meeting_held", "services_meet_alone_by_consent", "the_guardians_are_told_afterwards")
def _they_met_without_consent() -> Attempt:
    return Attempt(Stage().with_bounded_ppt(), services_alone(), TEACHER)


@admits("meeting_cancelled")
def _cancelled() -> Attempt:
    stage = Stage().held()
    meeting = stage.play(called(), TEACHER)
    return Attempt(stage, facts.MeetingCancelled(meeting=meeting, reason=Cancelled.FAMILY_CANNOT), TEACHER)


@refuses("meeting_cancelled", "the_meeting_is_known")
def _nothing_to_cancel() -> Attempt:
    return Attempt(Stage().held(), facts.MeetingCancelled(meeting="none", reason=Cancelled.OTHER), TEACHER)


@refuses("meeting_cancelled", "held_once")
def _cancelled_afterwards() -> Attempt:
    stage = Stage().held()
    meeting = stage.play(called(), TEACHER)
    stage.play(held(meeting=meeting), TEACHER)
    return Attempt(stage, facts.MeetingCancelled(meeting=meeting, reason=Cancelled.OTHER), TEACHER)


@refuses("meeting_cancelled", "not_cancelled")
def _cancelled_twice() -> Attempt:
    stage, meeting = called_off()
    return Attempt(stage, facts.MeetingCancelled(meeting=meeting, reason=Cancelled.OTHER), TEACHER)


def minutes(meeting: str) -> facts.MinutesWritten:
    """Write the minutes."""
    return facts.MinutesWritten(
        meeting=meeting, category=Category.EDUCATION, note=facts.Note.of("We agreed on a quiet start of the day.")
    )


@admits("minutes_written")
def _minutes_of_a_meeting_nobody_called() -> Attempt:
    stage, meeting = met()
    return Attempt(stage, minutes(meeting), TEACHER)


@admits("minutes_written")
def _minutes_of_a_meeting_that_was_called() -> Attempt:
    stage = Stage().held()
    meeting = stage.play(called(), TEACHER)
    stage.play(held(meeting=meeting), TEACHER)
    stage.play(minutes(meeting), TEACHER)
    return Attempt(stage, minutes(meeting), TEACHER)


@refuses("minutes_written", "the_meeting_is_of_this_case")
def _minutes_of_nothing() -> Attempt:
    return Attempt(Stage().held(), minutes("none"), TEACHER)


@refuses("minutes_written", "the_meeting_was_held")
def _minutes_before_the_meeting() -> Attempt:
    stage = Stage().held()
    return Attempt(stage, minutes(stage.play(called(), TEACHER)), TEACHER)


@admits("duty_reassigned")
def _a_duty() -> Attempt:
    stage, meeting = met()
    return Attempt(stage, facts.DutyReassigned(meeting=meeting, to="adviser", duty=Duty.TALK_WITH_CHILD), TEACHER)


@admits("duty_reassigned")
def _a_measure() -> Attempt:
    stage, meeting = met(Stage().measured())
    return Attempt(stage, facts.DutyReassigned(meeting=meeting, to="mother", measure=stage.measure), TEACHER)


@refuses("duty_reassigned", "the_meeting_is_of_this_case")
def _by_no_meeting() -> Attempt:
    given = facts.DutyReassigned(meeting="none", to="adviser", duty=Duty.MINUTES)
    return Attempt(Stage().with_ppt(), given, TEACHER)


@refuses("duty_reassigned", "the_meeting_was_held")
def _by_a_meeting_to_come() -> Attempt:
    stage = Stage().with_ppt()
    meeting = stage.play(called(), TEACHER)
    return Attempt(stage, facts.DutyReassigned(meeting=meeting, to="adviser", duty=Duty.MINUTES), TEACHER)


@refuses("duty_reassigned", "who_gets_the_duty_is_of_the_case")
def _to_a_stranger() -> Attempt:
    stage, meeting = met()
    return Attempt(stage, facts.DutyReassigned(meeting=meeting, to="stranger", duty=Duty.MINUTES), TEACHER)


@refuses("duty_reassigned", "the_measure_given_is_of_this_case")
def _an_unknown_measure() -> Attempt:
    stage, meeting = met()
    return Attempt(stage, facts.DutyReassigned(meeting=meeting, to="adviser", measure="none"), TEACHER)


@refuses("duty_reassigned", "a_duty_of_the_holder_stays_with_professionals")
def _to_the_mother() -> Attempt:
    stage, meeting = met()
    return Attempt(stage, facts.DutyReassigned(meeting=meeting, to="mother", duty=Duty.LEAD_MEETINGS), TEACHER)


@refuses("duty_reassigned", "a_duty_of_the_holder_goes_to_the_impartial")
def _to_somebody_partial() -> Attempt:
    stage, meeting = met()
    stage.play(facts.ConflictDeclared(person="adviser"), HEAD)
    return Attempt(stage, facts.DutyReassigned(meeting=meeting, to="adviser", duty=Duty.LEAD_MEETINGS), TEACHER)


@refuses("duty_reassigned", "whose_service_is_covered")
def _to_somebody_whose_consent_has_run_out() -> Attempt:
    stage, meeting = met()
    stage.now = stage.now.replace(year=stage.now.year + 2)
    return Attempt(stage, facts.DutyReassigned(meeting=meeting, to="adviser", duty=Duty.MINUTES), HEAD)


@refuses("duty_reassigned", "the_duty_is_somebody_elses")
def _to_who_has_it() -> Attempt:
    stage, meeting = met()
    return Attempt(stage, facts.DutyReassigned(meeting=meeting, to="teacher", duty=Duty.MINUTES), TEACHER)


@refuses("duty_reassigned", "the_measure_given_stands")
def _a_measure_that_has_ended() -> Attempt:
    stage, meeting = met(Stage().measured())
    ended = facts.MeasureEvaluated(
        measure=stage.measure,
        effect=facts.Effect.WANTED,
        outcome=facts.MeasureOutcome.END,
        category=Category.EDUCATION,
    )
    heard = facts.ChildHeard(person="child", how=facts.Heard.TALK, category=Category.EDUCATION)
    stage.play((heard, ended), TEACHER)
    return Attempt(stage, facts.DutyReassigned(meeting=meeting, to="mother", measure=stage.measure), TEACHER)
