"""Tasks: what a service or a person of the case has taken on, and that it is done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import ClassVar

import attrs

from bti.errors import InvalidValue
from bti.record.entry import Entry
from bti.record.fact import Content, Fact, Topic, is_date, is_ref
from bti.record.read_only import read_only
from bti.text import Text

__all__ = ["Task", "TaskDone", "TaskGiven", "Tasks"]


@attrs.frozen(kw_only=True)
class TaskGiven(Content):
    """A service, a professional or one of the family takes on a task (oppgave, oppgåve).

    What the task is stands in the note. A task is smaller than a measure: it is not evaluated, it is done. It is given
    either to a service as such or to one person, never to both.

    Attributes:
        to_service: The reference of the service whose task it is; None where it is a person's.
        to_person: The reference of the person whose task it is; None where it is a service's.
        due: The last date on which it is done in time, in Europe/Oslo; None: none was agreed.
    """

    kind: ClassVar[str] = "task_given"
    topic: ClassVar[Topic] = Topic.PEOPLE
    words: ClassVar[Text] = Text(nb="oppgave gitt", nn="oppgåve gitt", en="task given")
    source: ClassVar[str] = "Sortland and Øygarden, log contents: services and professionals with their tasks"

    to_service: str | None = attrs.field(default=None, validator=is_ref)
    to_person: str | None = attrs.field(default=None, validator=is_ref)
    due: dt.date | None = attrs.field(default=None, validator=is_date)

    def __attrs_post_init__(self) -> None:
        if (self.to_service is None) == (self.to_person is None):
            raise InvalidValue("TaskGiven: a task is given to a service or to a person, exactly one of them")


@attrs.frozen(kw_only=True)
class TaskDone(Fact):
    """A task is done.

    Attributes:
        task: The task's id.
    """

    kind: ClassVar[str] = "task_done"
    topic: ClassVar[Topic] = Topic.PEOPLE
    words: ClassVar[Text] = Text(nb="oppgave utført", nn="oppgåve utført", en="task done")
    source: ClassVar[str] = "model 6, the overview: services and their tasks, people and their tasks"

    task: str = attrs.field(validator=is_ref)


@attrs.frozen
class Task:
    """One task on the spine.

    Attributes:
        id: The id of the entry that gave it.
        service: The reference of the service whose task it is; None where it is a person's.
        person: The reference of the person whose task it is; None where it is a service's.
        due: The last date on which it is done in time; None: none was agreed.
        done: Whether it is done.
    """

    id: str
    service: str | None
    person: str | None
    due: dt.date | None = None
    done: bool = False


@attrs.frozen
class Tasks:
    """The piece of the spine that holds the tasks.

    Attributes:
        given: By id, in the order they were given, done or not.
    """

    given: Mapping[str, Task] = attrs.field(converter=read_only, factory=dict[str, Task])

    def open(self) -> tuple[Task, ...]:
        """Return the tasks that are not done. Whose taker has left is still open: somebody has to see to it."""
        return tuple(task for task in self.given.values() if not task.done)


def given(piece: Tasks, entry: Entry, fact: TaskGiven) -> Tasks:
    """Add the task."""
    return Tasks({**piece.given, entry.id: Task(entry.id, fact.to_service, fact.to_person, fact.due)})


def done(piece: Tasks, entry: Entry, fact: TaskDone) -> Tasks:
    """Mark it as done."""
    return Tasks({**piece.given, fact.task: attrs.evolve(piece.given[fact.task], done=True)})
