"""Tasks."""

from __future__ import annotations

import datetime as dt

import bti
from bti import facts
from bti.facts import Category
from tests.examples.book import Attempt, admits, refuses
from tests.stage import ADVISER, FATHER, MOTHER, PPT, TEACHER, Stage


def with_task(*, to_service: str | None = None, to_person: str | None = None) -> tuple[Stage, str]:
    """Give a task in a case where the PPT takes part."""
    stage = Stage().with_ppt()
    task = facts.TaskGiven(to_service=to_service, to_person=to_person, category=Category.COORDINATION)
    return stage, stage.play(task, TEACHER)


@admits("task_given")
def a_service_takes_on_a_task() -> Attempt:
    """The PPT observes in class, by an agreed day."""
    task = facts.TaskGiven(
        to_service="ppt-1", due=dt.date(2026, 4, 1), note=facts.Note.of("look in"), category=Category.EDUCATION
    )
    return Attempt(Stage().with_ppt(), task, TEACHER)


@admits("task_given")
def a_mother_takes_on_a_task() -> Attempt:
    """The family has tasks too, if they have been told."""
    return Attempt(Stage().held(), facts.TaskGiven(to_person="mother", category=Category.FAMILY), TEACHER)


@refuses("task_given", "somebody_of_the_case_takes_the_task")
def a_service_that_takes_no_part() -> Attempt:
    """The PPT is not here."""
    return Attempt(Stage().held(), facts.TaskGiven(to_service="ppt-1", category=Category.EDUCATION), TEACHER)


@refuses("task_given", "somebody_of_the_case_takes_the_task")
def a_father_who_has_not_been_told() -> Attempt:
    """Who has not been told has no task."""
    stage = Stage().concerned()
    stage.play(facts.GuardianNamed(person="father", lives_with=True), TEACHER)
    return Attempt(stage, facts.TaskGiven(to_person="father", category=Category.FAMILY), TEACHER)


@refuses("task_given", "due_on_a_day_to_come")
def due_yesterday() -> Attempt:
    """Nobody does a task yesterday."""
    task = facts.TaskGiven(to_person="teacher", due=dt.date(2026, 3, 1), category=Category.EDUCATION)
    return Attempt(Stage().held(), task, TEACHER)


@admits("task_done")
def the_school_says_so() -> Attempt:
    """The home service keeps the case, and says it of any task."""
    stage, task = with_task(to_person="mother")
    return Attempt(stage, facts.TaskDone(task=task), TEACHER)


@admits("task_done")
def the_service_says_so() -> Attempt:
    """An employee of the service whose task it is."""
    stage, task = with_task(to_service="ppt-1")
    return Attempt(stage, facts.TaskDone(task=task), ADVISER)


@admits("task_done")
def a_colleague_of_the_service_says_so() -> Attempt:
    """The task was given to one person of the PPT; the service speaks for its own."""
    stage, task = with_task(to_person="adviser")
    stage.play(facts.PersonJoined(person="adviser-2", role="ppt_adviser", of="ppt-1"), TEACHER)
    return Attempt(stage, facts.TaskDone(task=task), bti.Professional("adviser-2", "ppt_adviser", PPT))


@admits("task_done")
def the_mother_says_so() -> Attempt:
    """Of her own task."""
    stage, task = with_task(to_person="mother")
    return Attempt(stage, facts.TaskDone(task=task), MOTHER)


@refuses("task_done", "the_task_is_known")
def a_task_that_never_was() -> Attempt:
    """No such task."""
    return Attempt(Stage().held(), facts.TaskDone(task="no-such-id"), TEACHER)


@refuses("task_done", "the_task_is_open")
def done_twice() -> Attempt:
    """It is done already."""
    stage, task = with_task(to_person="mother")
    stage.play(facts.TaskDone(task=task), TEACHER)
    return Attempt(stage, facts.TaskDone(task=task), TEACHER)


@refuses("task_done", "said_by_whose_task_it_is")
def the_father_says_so_of_hers() -> Attempt:
    """It is the mother's."""
    stage, task = with_task(to_person="mother")
    return Attempt(stage, facts.TaskDone(task=task), FATHER)


@refuses("task_done", "said_by_whose_task_it_is")
def the_ppt_says_so_of_the_schools() -> Attempt:
    """It is the school's."""
    stage, task = with_task(to_service="school-1")
    return Attempt(stage, facts.TaskDone(task=task), ADVISER)
