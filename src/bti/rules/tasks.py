"""Tasks: given to somebody of the case, and done."""

from __future__ import annotations

from collections.abc import Iterator

from bti.people import Professional
from bti.reasons import Reason, ReasonKind, model
from bti.record.tasks import Task, TaskDone, TaskGiven
from bti.rules.ask import Ask, Standing
from bti.rules.content import first_category
from bti.rules.references import can_take_task, unknown
from bti.rules.registry import Found, drafts, form, rule

__all__: list[str] = []


@form(TaskGiven, source=model("references"))
def somebody_of_the_case_takes_the_task(ask: Ask, fact: TaskGiven) -> Found:
    """A task is given to a service that takes part, to one who does, or to one of the family who has been told."""
    if fact.to_service is not None:
        return None if fact.to_service in ask.spine.people.services else unknown("to_service")
    return None if fact.to_person is not None and can_take_task(ask, fact.to_person) else unknown("to_person")


@form(TaskGiven, source=model("I-16"))
def due_on_a_day_to_come(ask: Ask, fact: TaskGiven) -> Found:
    """A task is due today or later, if a day was agreed at all."""
    if fact.due is None or fact.due >= ask.day:
        return None
    return Reason("date_is_past", ReasonKind.WRONG_FORM, (("date", fact.due),), (model("I-16"),))


@form(TaskDone, source=model("references"))
def the_task_is_known(ask: Ask, fact: TaskDone) -> Found:
    """The task is one of this case."""
    return None if fact.task in ask.spine.tasks.given else unknown("task")


@rule(TaskDone, source=model("model 6"))
def the_task_is_open(ask: Ask, fact: TaskDone) -> Found:
    """A task is done once."""
    if not ask.spine.tasks.given[fact.task].done:
        return None
    return Reason("task_is_done", ReasonKind.WRONG_PLACE, (), (model("model 6"),))


@rule(TaskDone, source=model("model 6"))
def said_by_whose_task_it_is(ask: Ask, fact: TaskDone) -> Found:
    """One of the family says it of their own task, another service of its own; the home service of all of them."""
    if ask.standing is Standing.HOME or ask.answers or _is_own(ask, ask.spine.tasks.given[fact.task]):
        return None
    return Reason("task_is_somebody_elses", ReasonKind.WRONG_PERSON, (), (model("model 6"),))


def _is_own(ask: Ask, task: Task) -> bool:
    by = ask.by
    if task.person == by.ref:
        return True
    if ask.standing is not Standing.SERVICE or not isinstance(by, Professional):
        return False
    taker = ask.spine.people.professionals.get(task.person or "")
    return by.service.ref in (task.service, None if taker is None else taker.service)


@drafts(TaskGiven, "note", "audience", "service", "due")
def tasks(ask: Ask) -> Iterator[TaskGiven]:
    """Give a task to any service, to any professional, to anybody of the family who has been told."""
    people, category = ask.spine.people, first_category(ask)
    for service in people.services:
        yield TaskGiven(to_service=service, category=category)
    leader = () if ask.by.ref in people.professionals or ask.standing is not Standing.HOME else (ask.by.ref,)
    for person in (*people.professionals, *sorted(people.told - people.professionals.keys()), *leader):
        yield TaskGiven(to_person=person, category=category)


@drafts(TaskDone)
def endings(ask: Ask) -> Iterator[TaskDone]:
    """Say of any open task that it is done."""
    for task in ask.spine.tasks.open():
        yield TaskDone(task=task.id)
