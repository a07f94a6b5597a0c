"""What the law has somebody do where several services take part, or a child is not safe at school (E-03, D-11)."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from bti.duties.duty import Duty, Fulfilment, OwedBy
from bti.duties.owing import owed_by
from bti.duties.past import Past
from bti.law.rules import load_law
from bti.reasons import law
from bti.record.pathway import PathwayEntered, PathwayKind
from bti.rules.ask import Ask

__all__ = ["environment_to_plan", "somebody_to_coordinate"]


def somebody_to_coordinate(ask: Ask, past: Past) -> Iterator[Duty]:
    """Where several services take part and nobody coordinates, somebody is named who does (law E-03).

    A vacancy after somebody has held the baton is told of by the record itself; this is the case that never had one.
    """
    spine = ask.spine
    baton = spine.baton
    joined = past.last("service_joined")
    if joined is None or not spine.life.is_open or len(spine.people.services) < 2:
        return
    if baton.was_held or baton.offer is not None or baton.coordinator is not None:
        return
    if load_law().stands("E-03", joined.day):
        yield Duty(
            id=f"name_coordinator:{joined.id}",
            code="name_coordinator",
            params=(),
            who=(owed_by(ask, OwedBy.LEADER),),
            start=joined.day,
            due=None,
            cites=(law("E-03"),),
            fulfilled_by=tuple(map(Fulfilment, ("baton_appointed", "baton_offered", "coordinator_appointed"))),
        )


def environment_to_plan(ask: Ask, past: Past) -> Iterator[Duty]:
    """A school investigates at once and makes a written plan with measures, once a child is not safe there (law D-11).

    The plan's measures are recorded as measures of the case; the first after the pathway was entered fulfils it.
    """
    for pathway in ask.spine.pathways.entered.values():
        entered = past.find(pathway.id)
        if entered is None or pathway.left is not None or pathway.which is not PathwayKind.SCHOOL_ENVIRONMENT:
            continue
        planned = past.last("measure_planned", after=entered.seq)
        if planned is not None or not isinstance(entered.fact, PathwayEntered):
            continue
        if not load_law().stands("D-11", entered.day):
            continue
        duty = Duty(
            id=f"plan_environment:{entered.id}",
            code="plan_environment",
            params=(),
            who=(owed_by(ask, OwedBy.HOME),),
            start=entered.day,
            due=None,
            cites=(law("D-11"),),
            fulfilled_by=(Fulfilment("measure_planned"),),
        )
        yield attrs.evolve(duty, audience=pathway.audience, category=pathway.category)
