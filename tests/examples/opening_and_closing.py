"""A case is opened, and closed."""

from __future__ import annotations

import datetime as dt

import bti
from bti import facts
from bti.facts import Concerned
from tests.examples.book import Attempt, admits, refuses
from tests.stage import ADVISER, BORN, HEAD, MOTHER, PPT, SCHOOL, START, TEACHER, Stage

CHILDREN = (Concerned("child", BORN),)


def opening(persons: tuple[Concerned, ...] = CHILDREN, home: bti.Service = SCHOOL) -> facts.CaseOpened:
    """Open a case at the school."""
    return facts.CaseOpened(persons=persons, home=home)


@admits("case_opened")
def _opened_at_ones_own_school() -> Attempt:
    return Attempt(Stage(), opening(), TEACHER)


@admits("case_opened")
def _opened_for_a_pregnant_woman_and_her_child() -> Attempt:
    mother = Concerned("mother", dt.date(1998, 1, 1), pregnant=True)
    return Attempt(Stage(), opening((mother, Concerned("child", bti.Unborn.UNBORN))), TEACHER)


@refuses("case_opened", "opened_by_a_professional")
def _opened_by_the_mother() -> Attempt:
    return Attempt(Stage(), opening(), MOTHER)


@refuses("case_opened", "opened_at_the_openers_own_service")
def _opened_at_another_service() -> Attempt:
    return Attempt(Stage(), opening(home=PPT), TEACHER)


@refuses("case_opened", "not_opened_before")
def _opened_twice() -> Attempt:
    return Attempt(Stage().opened(), opening(), HEAD)


@refuses("case_opened", "not_opened_for_oneself")
def _opened_for_oneself() -> Attempt:
    return Attempt(Stage(), opening((Concerned("teacher", dt.date(1990, 1, 1)),)), TEACHER)


@refuses("case_opened", "born_by_the_day_or_said_unborn")
def _opened_for_somebody_born_tomorrow() -> Attempt:
    return Attempt(Stage(), opening((Concerned("child", START.date() + dt.timedelta(days=1)),)), TEACHER)


@refuses("case_opened", "home_is_of_a_known_kind")
def _opened_at_an_observatory() -> Attempt:
    observatory = bti.Service("school-1", "observatory")
    # Who they say they are is asked first, so the teacher comes from the school that the observatory is said to be.
    return Attempt(Stage(), opening(home=observatory), bti.Professional("teacher", "contact_teacher", SCHOOL))


@admits("case_closed")
def _closed_by_the_leader() -> Attempt:
    return Attempt(Stage().shared(), facts.CaseClosed(reason=facts.ClosingReason.NO_GROUND), HEAD)


@refuses("case_closed", "every_measure_is_answered_for")
def _closed_over_a_measure() -> Attempt:
    return Attempt(Stage().measured(), facts.CaseClosed(reason=facts.ClosingReason.GOAL_REACHED), TEACHER)


@refuses("case_closed", "a_remark_is_covered_as_coordination")
def _closed_with_a_remark_that_consent_does_not_cover() -> Attempt:
    stage = Stage().with_bounded_ppt(holding=True)
    closed = facts.CaseClosed(reason=facts.ClosingReason.OTHER, note=facts.Note.of("we are done here"))
    return Attempt(stage, closed, ADVISER)


@refuses("case_closed", "every_measure_is_answered_for")
def _closed_over_a_measure_nobody_began() -> Attempt:
    stage = Stage().held()
    planned = facts.MeasurePlanned(
        responsible="teacher", evaluate_by=dt.date(2026, 5, 1), category=facts.Category.EDUCATION
    )
    stage.play(planned, TEACHER)
    return Attempt(stage, facts.CaseClosed(reason=facts.ClosingReason.MOVED), HEAD)
