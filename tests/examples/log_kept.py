"""The log kept by hand, paused and resumed."""

from __future__ import annotations

import datetime as dt

import bti
from bti import facts
from bti.facts import Category, Keeping
from tests.examples.book import Attempt, admits, refuses
from tests.guides.small_guides import small_guide
from tests.stage import FATHER, HEAD, MOTHER, TEACHER, Stage


def paused(wisher: str | None = None) -> Stage:
    """Pause the log."""
    stage = Stage().held()
    stage.play(facts.LogPaused(wisher=wisher), TEACHER)
    return stage


@admits("log_opened")
def by_hand_without_consent() -> Attempt:
    """The family has said no to the digital log."""
    stage = Stage().on_level_1()
    return Attempt(stage, facts.LogOpened(keeping=Keeping.MANUAL), TEACHER)


@refuses("log_opened", "the_log_is_not_in_use")
def by_hand_while_the_shared_one_is_in_use() -> Attempt:
    """The shared one is closed first."""
    return Attempt(Stage().held(), facts.LogOpened(keeping=Keeping.MANUAL), TEACHER)


@refuses("log_opened", "all_who_must_have_consented")
def digitally_without_consent() -> Attempt:
    """A manual log does not stand in for consent to the shared one."""
    stage = Stage().on_level_1()
    stage.play(facts.LogOpened(keeping=Keeping.MANUAL), TEACHER)
    return Attempt(stage, facts.LogOpened(), TEACHER)


@admits("log_paused")
def the_father_wishes_a_pause() -> Attempt:
    """Until after the holidays."""
    return Attempt(Stage().held(), facts.LogPaused(wisher="father", until=dt.date(2026, 8, 20)), FATHER)


@admits("log_paused")
def the_holder_decides_a_pause() -> Attempt:
    """Without a date."""
    return Attempt(Stage().held(), facts.LogPaused(), TEACHER)


@refuses("log_paused", "the_log_is_in_use")
def nothing_to_pause() -> Attempt:
    """There is no log."""
    return Attempt(Stage().on_level_1(), facts.LogPaused(), TEACHER)


@refuses("log_paused", "the_log_is_not_paused")
def paused_twice() -> Attempt:
    """It rests already."""
    return Attempt(paused(), facts.LogPaused(), TEACHER)


@refuses("log_paused", "who_wishes_it_is_of_the_family")
def a_stranger_wishes_it() -> Attempt:
    """Nobody of the family."""
    return Attempt(Stage().held(), facts.LogPaused(wisher="stranger"), TEACHER)


@refuses("log_paused", "paused_through_a_day_to_come")
def paused_until_yesterday() -> Attempt:
    """A day that has passed."""
    return Attempt(Stage().held(), facts.LogPaused(until=dt.date(2026, 3, 1)), TEACHER)


@refuses("log_paused", "the_family_pauses_for_themselves")
def the_mother_says_that_the_father_wishes_it() -> Attempt:
    """He says so himself."""
    return Attempt(Stage().held(), facts.LogPaused(wisher="father"), MOTHER)


@refuses("log_paused", "closed_by_the_family_who_consented")
def paused_by_one_who_never_consented() -> Attempt:
    """A guardian named later has been told, and not consented."""
    stage = Stage().held()
    stage.play(facts.GuardianNamed(person="other", lives_with=False), TEACHER)
    stage.play(
        facts.ConcernShared(
            concern=stage.concern,
            with_=facts.SharedWith.GUARDIAN,
            person="other",
            category=facts.Category.EDUCATION,
        ),
        TEACHER,
    )
    return Attempt(stage, facts.LogPaused(wisher="other"), bti.Guardian("other"))


@admits("log_resumed")
def the_father_wishes_it_again() -> Attempt:
    """Whose wish the pause was."""
    return Attempt(paused("father"), facts.LogResumed(wisher="father"), FATHER)


@admits("log_resumed")
def the_leader_decides() -> Attempt:
    """A pause decided ends by decision."""
    return Attempt(paused(), facts.LogResumed(), HEAD)


@refuses("log_resumed", "the_log_is_in_use")
def nothing_to_resume() -> Attempt:
    """There is no log."""
    return Attempt(Stage().on_level_1(), facts.LogResumed(), TEACHER)


@refuses("log_resumed", "the_log_is_paused")
def it_was_never_paused() -> Attempt:
    """It is open."""
    return Attempt(Stage().held(), facts.LogResumed(), TEACHER)


@refuses("log_resumed", "who_wishes_it_is_of_the_family")
def a_stranger_wishes_it_again() -> Attempt:
    """Nobody of the family."""
    return Attempt(paused(), facts.LogResumed(wisher="stranger"), TEACHER)


@refuses("log_resumed", "the_family_pauses_for_themselves")
def the_mother_speaks_for_the_father() -> Attempt:
    """He says so himself."""
    return Attempt(paused("father"), facts.LogResumed(wisher="father"), MOTHER)


@refuses("log_resumed", "resumed_on_the_wish_it_was_paused_on")
def the_leader_against_his_wish() -> Attempt:
    """It is his to end."""
    return Attempt(paused("father"), facts.LogResumed(), HEAD)


def in_one_hand(*, evaluated: bool = False) -> Stage:
    """Stand under a guide that lets the holder alone write in the log, which is open."""
    stage = Stage(bti.Engine(small_guide("one-hand")))
    return stage.measured() if evaluated else stage.held()


@refuses("goal_agreed", "the_log_is_written_by_whom_the_guide_says")
def a_goal_by_the_leader() -> Attempt:
    """The leader sends a message instead."""
    return Attempt(in_one_hand(), facts.GoalAgreed(category=Category.EDUCATION), HEAD)


@refuses("measure_planned", "the_log_is_written_by_whom_the_guide_says")
def a_measure_by_the_leader() -> Attempt:
    """Also where the holder is to carry it out."""
    planned = facts.MeasurePlanned(responsible="teacher", evaluate_by=dt.date(2026, 6, 1), category=Category.EDUCATION)
    return Attempt(in_one_hand(), planned, HEAD)


@refuses("agreement_made", "the_log_is_written_by_whom_the_guide_says")
def an_agreement_by_the_leader() -> Attempt:
    """What is agreed is written by the holder."""
    return Attempt(in_one_hand(), facts.AgreementMade(bound=("teacher",), category=Category.EDUCATION), HEAD)


@refuses("measure_evaluated", "the_log_is_written_by_whom_the_guide_says")
def an_evaluation_by_the_leader() -> Attempt:
    """The child has been heard, and still it is the holder who writes."""
    stage = in_one_hand(evaluated=True)
    stage.play(facts.ChildHeard(person="child", how=facts.Heard.TALK, category=Category.EDUCATION), TEACHER)
    evaluated = facts.MeasureEvaluated(
        measure=stage.measure,
        effect=facts.Effect.SOME,
        outcome=facts.MeasureOutcome.END,
        category=Category.EDUCATION,
    )
    return Attempt(stage, evaluated, HEAD)


@refuses("way_chosen", "the_log_is_written_by_whom_the_guide_says")
def a_way_by_the_leader() -> Attempt:
    """The same of the way on."""
    stage = in_one_hand(evaluated=True)
    stage.play(facts.ChildHeard(person="child", how=facts.Heard.TALK, category=Category.EDUCATION), TEACHER)
    return Attempt(stage, facts.WayChosen(outcome="continue", category=Category.EDUCATION), HEAD)


@refuses("minutes_written", "the_log_is_written_by_whom_the_guide_says")
def minutes_by_the_leader() -> Attempt:
    """The minutes too."""
    stage = in_one_hand()
    held = facts.MeetingHeld(
        purpose=facts.MeetingKind.COORDINATION, present=("teacher",), category=Category.COORDINATION
    )
    meeting = stage.play(held, TEACHER)
    return Attempt(stage, facts.MinutesWritten(meeting=meeting, category=Category.COORDINATION), HEAD)
