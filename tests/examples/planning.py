"""A wish is recorded, a goal agreed, a measure planned and started."""

from __future__ import annotations

import datetime as dt

from bti import facts
from bti.facts import Category
from tests.examples.book import Attempt, admits, refuses
from tests.stage import ADVISER, MOTHER, TEACHER, Stage

EDUCATION = Category.EDUCATION
MAY = dt.date(2026, 5, 1)


@admits("wish_recorded")
def _a_wish() -> Attempt:
    wish = facts.WishRecorded(wisher="mother", about=facts.WishAbout.HOLDER, category=Category.FAMILY)
    return Attempt(Stage().shared(), wish, MOTHER)


@refuses("wish_recorded", "the_wisher_is_of_the_family")
def _an_uncles_wish() -> Attempt:
    wish = facts.WishRecorded(wisher="uncle", about=facts.WishAbout.LOG, category=Category.FAMILY)
    return Attempt(Stage().shared(), wish, TEACHER)


@refuses("wish_recorded", "the_family_wishes_for_themselves")
def _the_fathers_wish_recorded_by_the_mother() -> Attempt:
    wish = facts.WishRecorded(wisher="father", about=facts.WishAbout.LOG, category=Category.FAMILY)
    return Attempt(Stage().shared(), wish, MOTHER)


@admits("goal_agreed")
def _a_goal() -> Attempt:
    return Attempt(Stage().held(), facts.GoalAgreed(category=EDUCATION), TEACHER)


@refuses("goal_agreed", "content_is_covered_by_consent")
def _a_goal_of_a_kind_that_consent_does_not_cover() -> Attempt:
    return Attempt(Stage().with_bounded_ppt(), facts.GoalAgreed(category=Category.HEALTH), ADVISER)


@admits("measure_planned")
def _a_measure() -> Attempt:
    return Attempt(
        Stage().held(), facts.MeasurePlanned(responsible="teacher", evaluate_by=MAY, category=EDUCATION), TEACHER
    )


@refuses("measure_planned", "somebody_of_the_case_is_responsible")
def _a_measure_of_a_stranger() -> Attempt:
    return Attempt(
        Stage().held(), facts.MeasurePlanned(responsible="stranger", evaluate_by=MAY, category=EDUCATION), TEACHER
    )


@refuses("measure_planned", "it_is_evaluated_on_a_day_to_come")
def _a_measure_to_be_evaluated_yesterday() -> Attempt:
    past = dt.date(2026, 1, 1)
    return Attempt(
        Stage().held(), facts.MeasurePlanned(responsible="teacher", evaluate_by=past, category=EDUCATION), TEACHER
    )


@admits("measure_started")
def _started() -> Attempt:
    stage = Stage().held()
    measure = stage.play(facts.MeasurePlanned(responsible="teacher", evaluate_by=MAY, category=EDUCATION), TEACHER)
    return Attempt(stage, facts.MeasureStarted(measure=measure), TEACHER)


@refuses("measure_started", "the_measure_is_known")
def _started_though_never_planned() -> Attempt:
    return Attempt(Stage().held(), facts.MeasureStarted(measure="none"), TEACHER)


@refuses("measure_started", "the_measure_is_only_planned")
def _started_twice() -> Attempt:
    stage = Stage().measured()
    return Attempt(stage, facts.MeasureStarted(measure=stage.measure), TEACHER)
