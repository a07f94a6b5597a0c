"""The first page of a case: who, what, and what happens next; read off the spine, which all who have joined may see.

What was written for some of them only (a question, a pathway, a measure, a task) is there for those who may read it,
and for those who have a part in it.
"""

from __future__ import annotations

from collections.abc import Collection

import attrs

from bti.answers.reach import reach_of
from bti.answers.redaction import knows_of
from bti.law.consent import LogStanding
from bti.people import Service
from bti.reasons import Reason
from bti.record.agreement import Agreement
from bti.record.baton import Absence, Coordinator
from bti.record.entry import Position
from bti.record.family import Question, Request
from bti.record.goal import Goal
from bti.record.log import Keeping, Pause
from bti.record.measure import Measure
from bti.record.meeting import Meeting
from bti.record.pathway import Pathway
from bti.record.people import Participant
from bti.record.plans import OtherPlan
from bti.record.spine import Answering
from bti.record.staff import Reader
from bti.record.tasks import Task
from bti.record.transition import Transition
from bti.rules.ask import Ask
from bti.rules.requirements import unmet

__all__ = ["Overview", "overview_of"]


@attrs.frozen
class Overview:
    """The first page of a case.

    Attributes:
        position: Where it stands on the main track.
        answering: Who answers for it.
        absence: The holder's absence today, and who stands in.
        coordinator: The coordinator, who may stand beside the holder or have taken over.
        log: What the relay log is now.
        keeping: How the log in use is kept; None where none is.
        pause: The pause the log is in today, and whose wish it was.
        services: The services that take part.
        professionals: The professionals who take part.
        responsible: Who is responsible for a service's part, where one was named: (service, professional).
        readers: The professionals who may read without taking part today.
        tasks: The tasks, done or not, each with the service or the person whose it is. As of goals, measures and
            agreements, those whose entry the reader may read or has a part in.
        proposed: The ids of the goals that were proposed and not agreed to yet, as far as the reader may read them.
        goals: The agreed goals, those that ended too.
        measures: The measures, with responsible person, date and status; without one where nobody answers for it.
        agreements: The agreements, with those they bind.
        meetings: All meetings that were called.
        questions: The questions that nobody has answered yet, as far as the reader may read them.
        requests: The same for requests.
        pathways: The special pathways the case is on, as far as the reader may read that.
        plans: The other plans, applied for, declined, linked or ended.
        transitions: All transitions, and what has been carried over.
        needed: What the step the case stands on still needs before it is done; empty once the case is closed.
        is_closed: Whether the case is closed.
    """

    position: Position | None
    answering: Answering | None
    absence: Absence | None
    coordinator: Coordinator | None
    log: LogStanding
    keeping: Keeping | None
    pause: Pause | None
    services: tuple[Service, ...]
    professionals: tuple[Participant, ...]
    responsible: tuple[tuple[str, str], ...]
    readers: tuple[Reader, ...]
    tasks: tuple[Task, ...]
    proposed: tuple[str, ...]
    goals: tuple[Goal, ...]
    measures: tuple[Measure, ...]
    agreements: tuple[Agreement, ...]
    meetings: tuple[Meeting, ...]
    questions: tuple[Question, ...]
    requests: tuple[Request, ...]
    pathways: tuple[Pathway, ...]
    plans: tuple[OtherPlan, ...]
    transitions: tuple[Transition, ...]
    needed: tuple[Reason, ...]
    is_closed: bool


def overview_of(ask: Ask, kept: Collection[str], held: Collection[str] = ()) -> Overview:
    """Return the first page of a case for whoever may see it.

    Args:
        ask: The question.
        kept: The ids of the entries whose content is kept from the asker.
        held: Those of them that are kept back from the asker, who is not to know that there is such a thing.
    """
    spine = ask.spine
    closed = spine.life.closed is not None
    audiences, covered = reach_of(ask)
    met = spine.meetings.concerning(ask.by.ref)  # of one of the family's what is kept back is not on the spine

    def may_read(one: Question | Request | Pathway) -> bool:
        return one.audience in audiences and one.category in covered and one.id not in kept

    def waits(one: Question | Request) -> bool:
        return one.is_open and (one.of == ask.by.ref or may_read(one))

    return Overview(
        position=spine.track.position,
        answering=ask.answering,
        absence=spine.baton.absent(ask.today),
        coordinator=_coordinator(spine.baton.coordinator, held),
        log=ask.log,
        keeping=spine.log.keeping if spine.log.is_in_use else None,
        pause=spine.log.pause if spine.log.is_paused_on(ask.today) else None,
        services=tuple(spine.people.services.values()),
        professionals=tuple(spine.people.professionals.values()),
        responsible=tuple(spine.staff.responsible.items()),
        readers=tuple(reader for reader in spine.staff.readers.values() if reader.may_read_on(ask.today)),
        tasks=tuple(one for one in spine.tasks.given.values() if knows_of(ask, one, kept)),
        proposed=tuple(one for one in spine.plan.proposed if ask.answers or one not in kept),
        goals=tuple(one for one in spine.plan.goals.values() if knows_of(ask, one, kept)),
        measures=tuple(one for one in spine.plan.measures.values() if knows_of(ask, one, kept)),
        agreements=tuple(one for one in spine.plan.agreements.values() if knows_of(ask, one, kept)),
        meetings=tuple(one for one in spine.meetings.called.values() if one.id in met or one.id not in held),
        questions=tuple(one for one in spine.family.questions.values() if waits(one)),
        requests=tuple(one for one in spine.family.requests.values() if waits(one)),
        pathways=tuple(one for one in spine.pathways.running() if may_read(one)),
        plans=tuple(one for one in spine.plans.plans.values() if one.id not in held),
        transitions=tuple(one for one in spine.transitions.planned.values() if one.id not in held),
        needed=() if closed else _needed(ask),
        is_closed=closed,
    )


def _coordinator(found: Coordinator | None, held: Collection[str]) -> Coordinator | None:
    """Return who coordinates: everybody is told that, and not which entry said it, where that is kept from them."""
    return attrs.evolve(found, id="") if found is not None and found.id in held else found


def _needed(ask: Ask) -> tuple[Reason, ...]:
    step = ask.step
    return () if step is None else unmet(ask, step.completion, step.title)
