"""What the guide's arenas and pathways leave to be done: after a meeting, until the next one, and within a pathway."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from bti.dates import Rounding, due
from bti.duties.counting import Limit, counted, known_pathways
from bti.duties.duty import Duty, Fulfilment, Owed, OwedBy
from bti.duties.owing import owed_by, owed_to_keep
from bti.duties.past import Happening, Past
from bti.guide.arenas import About, After, Arena, ArenaConsent
from bti.guide.limits import Deadline
from bti.guide.pathways import OwnStep, PathwayRules
from bti.guide.settings import decided
from bti.guide.terms import Modality
from bti.record.life import CaseReopened
from bti.record.meeting import MeetingHeld
from bti.record.pathway import Pathway, PathwayStepCompleted
from bti.rules.arena import consent_carries
from bti.rules.arena_age import is_of_age
from bti.rules.ask import Ask

__all__ = ["after_a_meeting", "next_meeting", "time_limit_of_a_pathway"]

_CALLERS = {
    "answering": OwedBy.ANSWERING,
    "anyone": OwedBy.ANSWERING,
    "holder": OwedBy.HOLDER,
    "coordinator": OwedBy.HOLDER,  # who coordinates answers in the holder's place
    "leader": OwedBy.LEADER,
}


def _who(ask: Ask, who: str | None) -> Owed:
    by = _CALLERS.get(who or "answering")
    return owed_by(ask, OwedBy.ROLE, who) if by is None else owed_by(ask, by)


def _held(ask: Ask, past: Past) -> Iterator[tuple[Arena, Happening]]:
    """Yield each meeting in an arena that was held and counts, in order."""
    happened = {one.seq: one for one in past.kind(MeetingHeld.kind)}
    for held in ask.spine.meetings.held.values():
        arena = None if held.arena is None else ask.guide.arena(held.arena)
        if arena is not None and held.seq in happened:
            yield arena, happened[held.seq]


def after_a_meeting(ask: Ask, past: Past) -> Iterator[Duty]:
    """What an arena wants done after a meeting stands until the fact that shows it done (Sula, instansmøte).

    What no fact can show done is advice when the meeting is recorded, and no duty: it would stand for ever.
    """
    for arena, held in _held(ask, past):
        for after in arena.after:
            if after.fulfilled_by is not None and past.last(after.fulfilled_by, after=held.seq) is None:
                yield _afterwards(ask, after, after.fulfilled_by, held)


def _afterwards(ask: Ask, after: After, kind: str, held: Happening) -> Duty:
    home = ask.spine.life.home
    ends = None
    if after.within is not None:
        place = None if home is None else home.ref
        ends = due(held.day, after.within, after.unit, ask.calendar, place, Rounding.DOWN)
    return Duty(
        source=f"after_meeting:{after.id}",
        rests_on=(held.id,),
        code="after_meeting",
        params=(("what", after.what),),
        who=(_who(ask, after.who),),
        start=held.day,
        due=ends,
        cites=(ask.cite(after.origin),),
        fulfilled_by=(Fulfilment(kind),),
        audience=held.audience,
        category=held.category,
    )


def next_meeting(ask: Ask, past: Past) -> Iterator[Duty]:
    """A case that an arena is for is taken there as often as the arena meets (Sykkylven, fagteam; Sula, TBU).

    In each stretch of the length stated there are as many meetings: the next is due when the stretch from the last
    but so many ends; before there are as many, when the first stretch does. How a guide's "two in each half-year" is
    counted is decided here, and so is where the first stretch begins: on the day the case came to one of the levels
    that the arena is used on, or was opened again. An arena that names no level, or may be used on one, is not for
    every case: how often it meets counts from the first meeting in it. On other levels nothing is owed, nor for a
    child of another age, nor while the consent of those who take part does not carry it.
    """
    if not ask.spine.life.is_open:
        return
    again = past.last(CaseReopened.kind)
    reopened = 0 if again is None else again.seq
    by_arena: dict[str, list[Happening]] = {}
    for arena, held in _held(ask, past):
        if held.seq > reopened:
            by_arena.setdefault(arena.id, []).append(held)
    since = max(ask.spine.track.level_since, reopened)
    came = next((one for one in past.all if one.seq >= since), None)
    for arena in ask.guide.arenas:
        often = arena.frequency
        if often is None or often.times is None or often.every is None or not _is_for(ask, arena):
            continue
        meetings = by_arena.get(arena.id, [])
        begins = [*meetings[:1], *([came] if came is not None and _is_of_the_level(arena) else [])]
        if len(meetings) >= often.times:
            start = meetings[-often.times]
        elif begins:
            start = min(begins, key=lambda one: one.day)
        else:
            continue
        last = meetings[-1] if meetings else start
        yield Duty(
            source=f"meet_again:{arena.id}",
            rests_on=tuple(dict.fromkeys((start.id, last.id))),
            code="meet_again" if meetings else "meet_first",
            params=(("arena", arena.title),),
            who=(_who(ask, "answering"),),
            start=start.day,
            due=due(start.day, often.every, rounding=Rounding.DOWN),
            cites=(ask.cite(often.origin),),
            fulfilled_by=(Fulfilment(MeetingHeld.kind, (("arena", arena.id),)),),
            audience=last.audience,
            category=last.category,
        )


def _is_for(ask: Ask, arena: Arena) -> bool:
    levels, consent = decided(arena.levels), decided(arena.consent)
    if arena.about is not About.CASE or not is_of_age(ask, arena, ask.today):
        return False
    if levels is not None and (ask.level is None or ask.level.id not in levels[0]):
        return False
    must = consent is not None and consent[0] is not ArenaConsent.NONE and consent[1].modality is Modality.MUST
    return not must or consent_carries(ask, arena, ask.spine.people.services)


def _is_of_the_level(arena: Arena) -> bool:
    levels = decided(arena.levels)
    return levels is not None and levels[1].modality is not Modality.MAY


def time_limit_of_a_pathway(ask: Ask, past: Past) -> Iterator[Duty]:
    """A time limit of a pathway's own step runs until the step is done; those of the pathway itself are the guide's."""
    for pathway, named in known_pathways(ask, past):
        rules = None if named is None else ask.guide.pathway(named)
        if rules is None or not ask.spine.life.is_open:
            continue
        for step in rules.steps:
            for deadline in step.deadlines if step.id not in pathway.done else ():
                yield from _limit(ask, past, pathway, rules, step, deadline)


def _limit(
    ask: Ask, past: Past, pathway: Pathway, rules: PathwayRules, step: OwnStep, deadline: Deadline
) -> Iterator[Duty]:
    if deadline.start is None or deadline.length is None:
        return
    limit = attrs.evolve(Limit.of(deadline), pathway=rules.id, since=pathway.since)
    if limit.fulfilled_by in (None, PathwayStepCompleted.kind):
        with_ = {"pathway": pathway.id, "step": step.id, **limit.with_}
        limit = attrs.evolve(limit, fulfilled_by=PathwayStepCompleted.kind, with_=with_)
    for one in counted(ask, past, limit):
        yield Duty(
            source=f"pathway_limit:{deadline.id}",
            rests_on=tuple(dict.fromkeys((pathway.id, *one.rests_on))),
            code="pathway_limit",
            params=(("pathway", rules.title),),
            who=(owed_to_keep(ask, deadline.who),),
            start=one.day,
            due=one.due,
            cites=(ask.cite(deadline.origin),),
            fulfilled_by=(Fulfilment(limit.fulfilled_by or "", tuple(sorted(limit.with_.items()))),),
            words=deadline.words,
            binding=deadline.modality.value,
            not_before=one.not_before,
            audience=one.start.audience,
            category=one.start.category,
            of=one.start.by,
        )
