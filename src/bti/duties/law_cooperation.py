"""What the law has somebody do where services cooperate, or a child is not safe at school (E-01 to E-03, D-11)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import attrs

from bti.duties.duty import Duty, Fulfilment, OwedBy
from bti.duties.owing import owed_by
from bti.duties.past import Past
from bti.law.matters import sector_of
from bti.law.rules import load_law
from bti.reasons import law
from bti.record.pathway import PathwayEntered, PathwayKind
from bti.record.people import ServiceJoined
from bti.rules.ask import Ask

__all__ = ["environment_to_plan", "service_to_take_part", "somebody_to_coordinate"]


def service_to_take_part(ask: Ask, past: Past) -> Iterator[Duty]:
    """A service that was let in cooperates: somebody from there takes part (law E-01), if the duty binds it (law E-02).

    That it is needed is said by letting it in. What it then does is its measures and tasks; voluntary bodies, the
    police, and kinds of service that no act named under E-01 binds owe nothing by it.
    """
    spine = ask.spine
    home = spine.life.home
    there = {one.service for one in spine.people.professionals.values()}
    there |= set() if home is None else {home.ref}
    for joined in reversed(past.kind("service_joined")) if spine.life.is_open else ():
        service = joined.fact.joining if isinstance(joined.fact, ServiceJoined) else None
        if service is None or service.ref in there or service.ref not in spine.people.services:
            continue
        there.add(service.ref)
        if not _must_cooperate(service.kind, joined.day):
            continue
        yield Duty(
            source="take_part",
            rests_on=(joined.id,),
            code="take_part",
            params=(),
            who=(owed_by(ask, OwedBy.SERVICE, service.ref),),
            start=joined.day,
            due=None,
            cites=(law("E-01"), law("E-02")),
            fulfilled_by=(Fulfilment("person_joined", (("of", service.ref),)),),
            entry=joined.id,
        )


def _must_cooperate(kind: str, day: dt.date) -> bool:
    """Tell whether an act that is in force binds such a service to cooperate."""
    sector, rules = sector_of(kind), load_law()
    if sector is None or not rules.stands("E-02", day):
        return False
    return any(sector in basis.sectors for basis in rules.rule("E-01").basis_on(day))


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
            source="name_coordinator",
            rests_on=(joined.id,),
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
            source="plan_environment",
            rests_on=(entered.id,),
            code="plan_environment",
            params=(),
            who=(owed_by(ask, OwedBy.HOME),),
            start=entered.day,
            due=None,
            cites=(law("D-11"),),
            fulfilled_by=(Fulfilment("measure_planned"),),
        )
        yield attrs.evolve(duty, audience=pathway.audience, category=pathway.category)
