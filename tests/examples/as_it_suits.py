"""What only some guides say: where a case begins, which step may be done anew, what makes a level."""

from __future__ import annotations

import datetime as dt

import bti
from bti import facts
from bti.facts import Category
from tests.examples.book import Attempt, admits, refuses
from tests.guides.small_guides import small_guide
from tests.stage import BORN, SCHOOL, TEACHER, Stage


def as_it_suits() -> Stage:
    """Give the stage of a municipality whose level 1 has no order."""
    return Stage(bti.Engine(small_guide("as-it-suits")))


def opening(step: str | None) -> facts.CaseOpened:
    """Open the child's case at the school, with a step."""
    return facts.CaseOpened(persons=(facts.Concerned("child", BORN),), home=SCHOOL, step=step)


def planned(place: facts.Place | None) -> facts.MeasurePlanned:
    """Plan a measure somewhere."""
    return facts.MeasurePlanned(
        responsible="teacher", evaluate_by=dt.date(2026, 5, 1), category=Category.EDUCATION, place=place
    )


def with_a_plan() -> Stage:
    """Complete step 1.2 while the case stands on 1.1."""
    stage = as_it_suits().on_level_1()
    stage.play(facts.GoalAgreed(category=Category.EDUCATION), TEACHER)
    stage.play(planned(facts.Place.SERVICE), TEACHER)
    stage.play(facts.StepCompleted(step="1.2"), TEACHER)
    return stage


@admits("case_opened")
def _opened_on_level_2() -> Attempt:
    return Attempt(as_it_suits(), opening("2.1"), TEACHER)


@refuses("case_opened", "it_begins_with_a_known_step")
def _opened_on_no_step() -> Attempt:
    return Attempt(as_it_suits(), opening("9.9"), TEACHER)


@refuses("case_opened", "it_begins_where_the_guide_lets_cases_begin")
def _opened_on_level_1() -> Attempt:
    return Attempt(as_it_suits(), opening("1.1"), TEACHER)


@admits("step_completed")
def _another_step_of_a_free_level_completed() -> Attempt:
    stage = as_it_suits().on_level_1()
    stage.play(facts.GoalAgreed(category=Category.EDUCATION), TEACHER)
    stage.play(planned(None), TEACHER)
    return Attempt(stage, facts.StepCompleted(step="1.2"), TEACHER)


@refuses("step_completed", "a_step_is_done_again_where_the_guide_lets_it")
def _completed_twice() -> Attempt:
    return Attempt(with_a_plan(), facts.StepCompleted(step="1.2"), TEACHER)


@refuses("step_completed", "the_case_is_one_of_the_level")
def _on_to_a_level_for_three_alone() -> Attempt:
    stage = as_it_suits().shared()
    for step in ("0.1", "0.2", "0.3"):
        stage.play(facts.StepCompleted(step=step), TEACHER)
    return Attempt(stage, facts.StepCompleted(step="0.4", outcome="level_3"), TEACHER)


@refuses("measure_planned", "the_measure_is_where_the_level_has_its_measures")
def _planned_at_home_on_a_level_of_the_service() -> Attempt:
    return Attempt(as_it_suits().on_level_1(), planned(facts.Place.HOME), TEACHER)
