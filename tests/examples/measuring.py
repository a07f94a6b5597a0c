"""What becomes of a measure: changed, left without anybody, ended."""

from __future__ import annotations

import datetime as dt

from bti import facts
from bti.facts import Category, NoLongerResponsible, NotEvaluated
from tests.examples.book import Attempt, admits, refuses
from tests.stage import ADVISER, TEACHER, Stage

EDUCATION = Category.EDUCATION
MAY = dt.date(2026, 5, 1)
PAST = dt.date(2026, 1, 1)


def _measured() -> tuple[Stage, str]:
    """Return a case with a measure under way."""
    stage = Stage().measured()
    return stage, stage.measure


def _planned() -> tuple[Stage, str]:
    """Return a case with a measure that is only planned."""
    stage = Stage().held()
    planned = facts.MeasurePlanned(responsible="teacher", evaluate_by=MAY, category=EDUCATION)
    return stage, stage.play(planned, TEACHER)


def _ended() -> tuple[Stage, str]:
    """Return a case with a measure that has ended."""
    stage, measure = _measured()
    stage.play(facts.MeasureEnded(measure=measure, reason=NotEvaluated.MOVED), TEACHER)
    return stage, measure


def _vacant(stage: Stage, measure: str) -> tuple[Stage, str]:
    """Let nobody answer for a measure."""
    stage.play(facts.MeasureVacant(measure=measure, reason=NoLongerResponsible.GAVE_UP), TEACHER)
    return stage, measure


@admits("measure_planned")
def _a_part_in_a_groups_measure() -> Attempt:
    stage = Stage().held()
    goal = stage.play(facts.GoalAgreed(category=EDUCATION), TEACHER)
    planned = facts.MeasurePlanned(
        responsible="teacher",
        evaluate_by=MAY,
        place=facts.Place.SERVICE,
        side=facts.Side.GROUP,
        group="reading-group-3",
        goals=(goal,),
        category=EDUCATION,
    )
    return Attempt(stage, planned, TEACHER)


@refuses("measure_planned", "the_goals_it_serves_are_known")
def _a_measure_for_a_goal_nobody_agreed_to() -> Attempt:
    planned = facts.MeasurePlanned(responsible="teacher", evaluate_by=MAY, goals=("none",), category=EDUCATION)
    return Attempt(Stage().held(), planned, TEACHER)


@refuses("measure_planned", "the_goals_it_serves_stand")
def _a_measure_for_a_goal_that_was_reached() -> Attempt:
    stage = Stage().held()
    goal = stage.play(facts.GoalAgreed(category=EDUCATION), TEACHER)
    stage.play(facts.GoalReached(goal=goal, category=EDUCATION), TEACHER)
    planned = facts.MeasurePlanned(responsible="teacher", evaluate_by=MAY, goals=(goal,), category=EDUCATION)
    return Attempt(stage, planned, TEACHER)


@refuses("measure_planned", "a_groups_measure_names_no_child")
def _a_group_that_is_the_child() -> Attempt:
    planned = facts.MeasurePlanned(
        responsible="teacher", evaluate_by=MAY, side=facts.Side.GROUP, group="child", category=EDUCATION
    )
    return Attempt(Stage().held(), planned, TEACHER)


@refuses("measure_started", "somebody_answers_for_a_measure_under_way")
def _started_with_nobody_who_answers() -> Attempt:
    stage, measure = _vacant(*_planned())
    return Attempt(stage, facts.MeasureStarted(measure=measure), TEACHER)


@admits("measure_changed")
def _somebody_else_and_another_day() -> Attempt:
    stage, measure = _measured()
    changed = facts.MeasureChanged(measure=measure, responsible="mother", evaluate_by=dt.date(2026, 6, 1))
    return Attempt(stage, changed, TEACHER)


@refuses("measure_changed", "the_measure_is_known")
def _a_change_of_nothing() -> Attempt:
    return Attempt(Stage().held(), facts.MeasureChanged(measure="none", place=facts.Place.HOME), TEACHER)


@refuses("measure_changed", "the_measure_stands")
def _a_change_of_what_has_ended() -> Attempt:
    stage, measure = _ended()
    return Attempt(stage, facts.MeasureChanged(measure=measure, place=facts.Place.HOME), TEACHER)


@refuses("measure_changed", "somebody_of_the_case_is_responsible")
def _a_change_to_a_stranger() -> Attempt:
    stage, measure = _measured()
    return Attempt(stage, facts.MeasureChanged(measure=measure, responsible="stranger"), TEACHER)


@refuses("measure_changed", "it_is_evaluated_on_a_day_to_come")
def _a_change_to_a_day_that_is_past() -> Attempt:
    stage, measure = _measured()
    return Attempt(stage, facts.MeasureChanged(measure=measure, evaluate_by=PAST), TEACHER)


@refuses("measure_changed", "an_overdue_evaluation_is_not_moved_unsaid")
def _another_day_once_the_day_is_past() -> Attempt:
    stage, measure = _measured()
    stage.now += dt.timedelta(days=100)
    return Attempt(stage, facts.MeasureChanged(measure=measure, evaluate_by=dt.date(2026, 9, 1)), TEACHER)


@refuses("measure_changed", "a_remark_is_covered_as_coordination")
def _a_change_with_a_remark_that_is_not_covered() -> Attempt:
    stage = Stage().with_bounded_ppt()
    measure = stage.play(facts.MeasurePlanned(responsible="teacher", evaluate_by=MAY, category=EDUCATION), TEACHER)
    changed = facts.MeasureChanged(measure=measure, place=facts.Place.HOME, note=facts.Note.of("quieter there"))
    return Attempt(stage, changed, ADVISER)


@admits("measure_vacant")
def _given_up() -> Attempt:
    stage, measure = _measured()
    return Attempt(stage, facts.MeasureVacant(measure=measure, reason=NoLongerResponsible.GAVE_UP), TEACHER)


@refuses("measure_vacant", "the_measure_is_known")
def _nothing_to_give_up() -> Attempt:
    vacant = facts.MeasureVacant(measure="none", reason=NoLongerResponsible.GAVE_UP)
    return Attempt(Stage().held(), vacant, TEACHER)


@refuses("measure_vacant", "the_measure_stands")
def _given_up_after_its_end() -> Attempt:
    stage, measure = _ended()
    return Attempt(stage, facts.MeasureVacant(measure=measure, reason=NoLongerResponsible.GAVE_UP), TEACHER)


@refuses("measure_vacant", "somebody_answered_for_it")
def _given_up_twice() -> Attempt:
    stage, measure = _vacant(*_measured())
    return Attempt(stage, facts.MeasureVacant(measure=measure, reason=NoLongerResponsible.GAVE_UP), TEACHER)


@refuses("measure_vacant", "given_up_by_a_person")
def _vacant_since_somebody_left_who_has_not() -> Attempt:
    stage, measure = _measured()
    return Attempt(stage, facts.MeasureVacant(measure=measure, reason=NoLongerResponsible.LEFT), TEACHER)


@admits("measure_ended")
def _ended_since_the_family_declines() -> Attempt:
    stage, measure = _measured()
    return Attempt(stage, facts.MeasureEnded(measure=measure, reason=NotEvaluated.FAMILY_DECLINES), TEACHER)


@admits("measure_ended")
def _ended_before_it_began() -> Attempt:
    stage, measure = _planned()
    return Attempt(stage, facts.MeasureEnded(measure=measure, reason=NotEvaluated.NEVER_STARTED), TEACHER)


@admits("measure_ended")
def _ended_for_another_reason_in_words() -> Attempt:
    stage, measure = _measured()
    ended = facts.MeasureEnded(measure=measure, reason=NotEvaluated.OTHER)
    return Attempt(stage, ended, TEACHER, because="the room burnt down")


@refuses("measure_ended", "the_measure_is_known")
def _no_such_measure_to_end() -> Attempt:
    return Attempt(Stage().held(), facts.MeasureEnded(measure="none", reason=NotEvaluated.MOVED), TEACHER)


@refuses("measure_ended", "the_measure_stands")
def _ended_twice() -> Attempt:
    stage, measure = _ended()
    return Attempt(stage, facts.MeasureEnded(measure=measure, reason=NotEvaluated.MOVED), TEACHER)


@refuses("measure_ended", "never_started_is_said_of_what_was_not")
def _never_started_though_it_was() -> Attempt:
    stage, measure = _measured()
    return Attempt(stage, facts.MeasureEnded(measure=measure, reason=NotEvaluated.NEVER_STARTED), TEACHER)


@refuses("measure_ended", "it_was_evaluated_or_it_is_said_why_not")
def _ended_without_a_word() -> Attempt:
    stage, measure = _measured()
    return Attempt(stage, facts.MeasureEnded(measure=measure), TEACHER)


@refuses("measure_ended", "another_reason_is_put_into_words")
def _ended_for_another_reason_without_words() -> Attempt:
    stage, measure = _measured()
    return Attempt(stage, facts.MeasureEnded(measure=measure, reason=NotEvaluated.OTHER), TEACHER)


@refuses("measure_ended", "a_remark_is_covered_as_coordination")
def _ended_with_a_remark_that_is_not_covered() -> Attempt:
    stage = Stage().with_bounded_ppt()
    measure = stage.play(facts.MeasurePlanned(responsible="teacher", evaluate_by=MAY, category=EDUCATION), TEACHER)
    ended = facts.MeasureEnded(measure=measure, reason=NotEvaluated.MOVED, note=facts.Note.of("to the coast"))
    return Attempt(stage, ended, ADVISER)


@refuses("measure_evaluated", "somebody_answers_for_a_measure_under_way")
def _goes_on_with_nobody_who_answers() -> Attempt:
    stage, measure = _vacant(*_measured())
    evaluated = facts.MeasureEvaluated(
        measure=measure,
        effect=facts.Effect.SOME,
        outcome=facts.MeasureOutcome.GOES_ON,
        evaluate_by=dt.date(2026, 6, 1),
        category=EDUCATION,
    )
    heard = facts.ChildHeard(person="child", how=facts.Heard.TALK, category=EDUCATION)
    return Attempt(stage, (heard, evaluated), TEACHER)
