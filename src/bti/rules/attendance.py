"""Who was at a meeting, or was called to one, in the words a guide can use: parts in the case, roles, kinds of service.

Professionals count as what they are in the case now; who has left it counts no more, so that "everybody who takes part"
asks for those who take part today. The leader of the home service may be there without having joined: who records a
meeting counts as what they recorded it as.
"""

from __future__ import annotations

from collections.abc import Iterable

from bti.people import Unborn
from bti.record.people import Participant
from bti.rules.ask import Ask

__all__ = ["all_there"]


def all_there(ask: Ask, wanted: Iterable[str], refs: Iterable[str], recorder: Participant | None) -> bool:
    """Tell whether everybody is there who is wanted.

    Args:
        ask: The question.
        wanted: Whom the guide names.
        refs: Who is there, by reference.
        recorder: Who recorded it; counts only where they are there.
    """
    there = frozenset(refs)
    people = {ref: one for ref, one in ask.spine.people.professionals.items() if ref in there}
    if recorder is not None and recorder.ref in there and not ask.spine.is_kin(recorder.ref):
        people.setdefault(recorder.ref, recorder)
    working = tuple(people.values())
    return all(_is_there(ask, one, there, working) for one in wanted)


def _is_there(ask: Ask, wanted: str, there: frozenset[str], working: tuple[Participant, ...]) -> bool:
    spine, home = ask.spine, ask.spine.life.home
    at_home = tuple(one for one in working if home is not None and one.service == home.ref)
    if wanted == "leader":
        return any(_leads(ask, one) for one in at_home)
    if wanted == "home":
        return bool(at_home)
    if wanted == "services":
        return {one.service for one in working} >= {*spine.people.services}
    if wanted == "holder":
        taken_over = spine.baton.taken_over
        return (spine.baton.holder if taken_over is None else taken_over.person) in there
    if wanted == "answering":
        answering = None if ask.answering is None else ask.answering.person
        return any(_leads(ask, one) for one in at_home) if answering is None else answering in there
    if wanted in ("guardian", "guardians"):
        return _guardians(ask, there, every=wanted == "guardians")
    if wanted == "child":
        born = {one.ref for one in spine.life.persons if one.birth is not Unborn.UNBORN}
        return not born or not born.isdisjoint(there)
    return _role_or_service(ask, wanted, working)


def _leads(ask: Ask, one: Participant) -> bool:
    role = ask.guide.role(one.role)
    return role is not None and role.leads


def _guardians(ask: Ask, there: frozenset[str], *, every: bool) -> bool:
    """Tell whether the guardians who have been told are there; from 18 nobody asks for them (law A-01)."""
    if ask.all_are_of_age:
        return True
    people = ask.spine.people
    told = {ref for ref in people.guardians if ref in people.told}
    return bool(told) and (told <= there if every else not told.isdisjoint(there))


def _role_or_service(ask: Ask, wanted: str, working: tuple[Participant, ...]) -> bool:
    """Tell whether a role or a kind of service is there; one that a nearer guide has left out is asked for no more."""
    if ask.guide.role(wanted) is None and ask.guide.service(wanted) is None:
        return True
    services = ask.spine.people.services
    kinds = {services[one.service].kind for one in working if one.service in services}
    return wanted in kinds or wanted in {one.role for one in working}
