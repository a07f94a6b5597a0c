"""What is owed of a call that stands though somebody who was called may not come any longer, or has left.

A call is judged when it is made. What turns afterwards (a consent, an address, who takes part) does not undo it, and
nobody would hear of it. It is settled when the meeting is held or cancelled, or nothing is in the way again.
"""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from bti.dates import Due
from bti.duties.duty import Duty, Fulfilment, Owed, OwedBy
from bti.duties.owing import owed_by
from bti.duties.past import Past
from bti.law.consent_covers import lets_in
from bti.reasons import Citation, law, model
from bti.record.fact import Audience
from bti.record.meeting import Invitation, Meeting
from bti.rules.ask import Ask, Standing
from bti.rules.companion import guardians_shut_out, may_come_no_longer
from bti.rules.references import family_of

__all__ = ["companion_to_tell", "guardian_to_keep_away", "somebody_gone_to_tell", "somebody_kept_out_to_tell"]

_SETTLED = ("meeting_cancelled", "meeting_held")


def companion_to_tell(ask: Ask, past: Past) -> Iterator[Duty]:
    """Who is called by consent is told where it does not hold on the day of the meeting; a decision of the model.

    It was taken back, a birthday or an order lets somebody else consent, an address was graded since. What a graded
    address keeps away is told to the home service alone, and is the leader's to see to as well.

    Source: law A-09, Q-08, Q-09, H-17.
    """
    for one, call in _waiting(ask):
        lacking, graded = may_come_no_longer(ask, call.invited, one.arena, one.day)
        if lacking:
            who = (owed_by(ask, OwedBy.ANSWERING),)
            cites = (law("A-09"), law("Q-09"))
            duty = _duty("tell_companion", one, who, cites, lacking, ("consent_given", *_SETTLED))
            yield attrs.evolve(duty, entry=one.id)
        if graded:
            duty = _duty("keep_companion_away", one, _of_home(ask), (law("H-17"),), graded, _SETTLED)
            yield attrs.evolve(duty, audience=Audience.HOME)


def guardian_to_keep_away(ask: Ask, past: Past) -> Iterator[Duty]:
    """A guardian whom a graded address shuts out is kept away from a meeting to which they were called before.

    They are not told of the case any more, and know of the meeting all the same. It is told to the home service alone,
    and is the leader's to see to as well.

    Source: law H-17.
    """
    for one, call in _waiting(ask):
        shut_out = guardians_shut_out(ask, call.invited) if ask.standing is Standing.HOME else ()
        if shut_out:
            duty = _duty("keep_guardian_away", one, _of_home(ask), (law("H-17"),), shut_out, _SETTLED)
            yield attrs.evolve(duty, audience=Audience.HOME)


def somebody_gone_to_tell(ask: Ask, past: Past) -> Iterator[Duty]:
    """Who is called and takes part no longer is told, and somebody else called where the meeting needs one.

    They or their service left, or they decided for the child by an order that has ended. It is told to the home
    service, since of an order nobody else knows (law A-10, C-02); who is kin now is told of as a companion is.

    Source: model 4; decided here.
    """
    for one, call in _waiting(ask):
        gone = _gone(ask, call, one.caller) if ask.standing is Standing.HOME else ()
        if gone:
            duty = _duty("tell_who_left", one, _of_home(ask), (model("model 4"),), gone, ("person_joined", *_SETTLED))
            yield attrs.evolve(duty, audience=Audience.HOME)


def somebody_kept_out_to_tell(ask: Ask, past: Past) -> Iterator[Duty]:
    """Who is called from another service, and may know nothing of the case as the consents are now, is told.

    A consent that keeps them out, names others of the service alone, or has run out, leaves them called. What a consent
    keeps out is told to the home service alone.

    Source: law Q-05, Q-06, Q-07; I-06.
    """
    for one, call in _waiting(ask):
        kept_out = _kept_out(ask, call) if ask.standing is Standing.HOME else ()
        if kept_out:
            settled = ("consent_given", *_SETTLED)
            duty = _duty("tell_who_is_kept_out", one, _of_home(ask), (law("Q-05"), law("Q-07")), kept_out, settled)
            yield attrs.evolve(duty, audience=Audience.HOME)


def _kept_out(ask: Ask, call: Invitation) -> tuple[str, ...]:
    spine, home = ask.spine, ask.spine.life.home
    there = (spine.people.professionals.get(ref) for ref in call.invited)
    return tuple(
        one.ref
        for one in there
        if one is not None
        and (home is None or one.service != home.ref)
        and not (ask.covered(one.service) and lets_in(spine, one.service, one.ref, ask.today))
    )


def _gone(ask: Ask, call: Invitation, caller: str | None) -> tuple[str, ...]:
    """Return who of those called is here as nothing any more; the leader of the home service need not take part."""
    people = ask.spine.people
    here = {*people.professionals, *people.kin, *people.told, *family_of(ask.spine)}
    if call.caller is not None:
        role, home = ask.guide.role(call.caller.role), ask.spine.life.home
        if role is not None and role.leads and home is not None and call.caller.service == home.ref:
            here.add(caller or "")
    return tuple(ref for ref in call.invited if ref not in here)


def _waiting(ask: Ask) -> Iterator[tuple[Meeting, Invitation]]:
    """Yield the calls of an open case to meetings that are neither held nor cancelled."""
    meetings = ask.spine.meetings
    if ask.spine.life.is_open:
        for one in meetings.waiting():
            yield one, meetings.invitations[one.id]


def _of_home(ask: Ask) -> tuple[Owed, ...]:
    """Return whoever answers, where that is the home service's, and its leader: what no other service is told of."""
    leader, found, home = owed_by(ask, OwedBy.LEADER), ask.answering, ask.spine.life.home
    person = None if found is None or found.person is None else ask.spine.people.professionals.get(found.person)
    elsewhere = person is not None and home is not None and person.service != home.ref
    return (leader,) if elsewhere else (owed_by(ask, OwedBy.ANSWERING), leader)


def _duty(
    code: str,
    one: Meeting,
    who: tuple[Owed, ...],
    cites: tuple[Citation, ...],
    persons: tuple[str, ...],
    fulfilled_by: tuple[str, ...],
) -> Duty:
    params = (("persons", ", ".join(persons)), ("day_of_it", one.day))
    kinds = tuple(map(Fulfilment, fulfilled_by))
    return Duty(code, (one.id,), code, params, who, None, Due(one.day), cites, kinds)
