"""Who owes a duty today: the persons behind "whoever answers", "the holder", "the leader"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bti.duties.duty import Owed, OwedBy
from bti.record.people import Participant
from bti.rules.ask import Ask

__all__ = ["owed_by", "owed_to_keep"]

_OFFICES: Final[Mapping[str, OwedBy]] = {
    one.value: one for one in (OwedBy.ANSWERING, OwedBy.HOLDER, OwedBy.LEADER, OwedBy.HOME, OwedBy.MUNICIPALITY)
}


def owed_by(ask: Ask, by: OwedBy, ref: str | None = None) -> Owed:
    """Return who owes something, with those it means today.

    The leader of the home service is named where they have joined the case; the host knows who leads otherwise.
    """
    return Owed(by, ref, _persons(ask, by, ref))


def owed_to_keep(ask: Ask, who: str | None) -> Owed:
    """Return who owes what a guide says of time limits and duties: by what they are in the case, or a role or service.

    Args:
        ask: The question.
        who: What stands in `who`; None: whoever answers.
    """
    if who is None or who in _OFFICES:
        return owed_by(ask, OwedBy.ANSWERING if who is None else _OFFICES[who])
    return owed_by(ask, OwedBy.ROLE if ask.guide.role(who) is not None else OwedBy.SERVICE_KIND, who)


def _persons(ask: Ask, by: OwedBy, ref: str | None) -> tuple[str, ...]:
    spine = ask.spine
    home = spine.life.home
    if by is OwedBy.PERSON:
        return () if ref is None else (ref,)
    if by is OwedBy.HOLDER and spine.baton.holder is not None:
        return (spine.baton.holder,)
    if by in (OwedBy.ANSWERING, OwedBy.HOLDER):
        found = ask.answering
        return _leaders(ask) if found is None or found.person is None else (found.person,)
    if by is OwedBy.LEADER:
        return _leaders(ask)
    if by is OwedBy.ROLE:
        return tuple(one.ref for one in _there(ask) if one.role == ref)
    wanted = home.ref if by is OwedBy.HOME and home is not None else ref
    if by is OwedBy.SERVICE_KIND:
        services = tuple(one.ref for one in spine.people.services.values() if one.kind == ref)
    elif by in (OwedBy.HOME, OwedBy.SERVICE) and wanted is not None:
        services = (wanted,)
    else:
        return ()
    return tuple(spine.staff.responsible[of] for of in services if of in spine.staff.responsible)


def _leaders(ask: Ask) -> tuple[str, ...]:
    home = ask.spine.life.home
    roles = (ask.guide.role(one.role) for one in _there(ask))
    pairs = zip(_there(ask), roles, strict=True)
    return tuple(one.ref for one, role in pairs if home is not None and one.service == home.ref and role and role.leads)


def _there(ask: Ask) -> tuple[Participant, ...]:
    return tuple(ask.spine.people.professionals.values())
