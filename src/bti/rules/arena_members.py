"""Who sits in an arena is called to its meetings and is there: each service and role, or one of several.

Whom a guide names by what they are in the case (the holder, the coordinator) is missed only where somebody is it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bti.guide.settings import decided
from bti.people import Professional
from bti.reasons import Reason, model
from bti.record.meeting import MeetingCalled, MeetingHeld
from bti.rules.arena import arena_of, called_or_there, names_of_people
from bti.rules.ask import Ask
from bti.rules.registry import Found, rule

__all__: list[str] = []


@rule(MeetingCalled, MeetingHeld, source=model("guide"))
def the_members_of_the_arena_are_there(ask: Ask, fact: MeetingCalled | MeetingHeld) -> Found:
    """Each service and role that sits in the arena is called, and is there or sent somebody in its place.

    Source: Sula, SamBa: health station, child welfare and PPT; Sogndal, extended resource team; Sykkylven, fagteam.
    """
    arena = arena_of(ask, fact)
    if arena is None:
        return None
    sitting = _sitting(ask, fact)
    found: list[Reason] = []
    for setting in (arena.services, arena.roles):
        stated = decided(setting)
        lacking = [] if stated is None else [one for one in stated[0] if sitting.get(one, False) is False]
        if stated is not None and lacking:
            who = names_of_people(ask.guide, lacking)
            citation = ask.cite(stated[1].origin)
            found.append(ask.by_modality(stated[1].modality, "arena_members", citation, arena=arena.title, who=who))
    return tuple(found)


@rule(MeetingCalled, MeetingHeld, source=model("guide"))
def one_of_those_of_whom_one_will_do_is_there(ask: Ask, fact: MeetingCalled | MeetingHeld) -> Found:
    """Where the guide names several of whom one is enough, one of them at least is called, and is there.

    Source: Sogndal, ressursteam: the leadership of the kindergarten or the school.
    """
    arena = arena_of(ask, fact)
    stated = None if arena is None else decided(arena.one_of)
    if arena is None or stated is None or not stated[0]:
        return None
    sitting = _sitting(ask, fact)
    known = {sitting.get(one, False) for one in stated[0]}
    if True in known or known == {None}:
        return None
    who = names_of_people(ask.guide, stated[0])
    citation = ask.cite(stated[1].origin)
    return ask.by_modality(stated[1].modality, "arena_one_of", citation, arena=arena.title, who=who)


def _sitting(ask: Ask, fact: MeetingCalled | MeetingHeld) -> Mapping[str, bool | None]:
    """Return whether services, roles and people of the case are called or there; None: nobody is it."""
    people, by = ask.spine.people, ask.by
    there = {*called_or_there(fact)}
    if isinstance(fact, MeetingHeld):
        there |= {one.instead_of for one in fact.substitutes}
    else:
        there.add(by.ref)
    members = [people.professionals[ref] for ref in there if ref in people.professionals]
    sitting: dict[str, bool | None] = {
        people.services[one.service].kind: True for one in members if one.service in people.services
    }
    sitting |= {one.role: True for one in members}
    if isinstance(by, Professional) and isinstance(fact, MeetingCalled):
        sitting |= {by.service.kind: True, by.role: True}
    return sitting | dict(_in_the_case(ask, there))


def _in_the_case(ask: Ask, there: set[str]) -> Iterator[tuple[str, bool | None]]:
    spine, home = ask.spine, ask.spine.life.home
    baton, answering = spine.baton, ask.answering
    coordinator = None if baton.coordinator is None else baton.coordinator.person
    for name, person in (
        ("holder", baton.holder),
        ("coordinator", coordinator),
        ("answering", None if answering is None else answering.person),
    ):
        yield name, None if person is None else person in there
    of_home = [one for one in spine.people.professionals.values() if home is not None and one.service == home.ref]
    leading = {one.ref for one in of_home if (role := ask.guide.role(one.role)) is not None and role.leads}
    yield "leader", not leading.isdisjoint(there) or (ask.leads_home and ask.by.ref in there)
