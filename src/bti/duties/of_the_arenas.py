"""What the guide's arenas and pathways leave to be done: after a meeting, until the next one, and within a pathway."""

from __future__ import annotations

from collections.abc import Iterator

from bti.dates import Rounding, due
from bti.duties.duty import Duty, Fulfilment, Owed, OwedBy
from bti.duties.owing import owed_by
from bti.duties.past import Happening, Past
from bti.guide.arenas import After, Arena
from bti.guide.parts import Deadline
from bti.guide.pathways import PathwayRules
from bti.record.meeting import MeetingHeld
from bti.record.pathway import Pathway
from bti.rules.ask import Ask
from bti.rules.pathway_rules import rules_of

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
        id=f"after_meeting:{after.id}:{held.id}",
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
    """A case that is taken to an arena which meets so and so often meets again in time (Sykkylven, fagteam).

    In each stretch of the length stated there are as many meetings: the next is due when the stretch from the last
    but so many ends; before there are as many, from the first on. How a guide's "two in each half-year" is counted is
    decided here.
    """
    if not ask.spine.life.is_open:
        return
    by_arena: dict[str, list[Happening]] = {}
    for arena, held in _held(ask, past):
        by_arena.setdefault(arena.id, []).append(held)
    for arena_id, meetings in by_arena.items():
        known = ask.guide.arena(arena_id)
        often = None if known is None else known.frequency
        if known is None or often is None or often.times is None or often.every is None:
            continue
        start = meetings[max(0, len(meetings) - often.times)]
        yield Duty(
            id=f"meet_again:{arena_id}:{start.id}",
            code="meet_again",
            params=(("arena", known.title),),
            who=(_who(ask, "answering"),),
            start=start.day,
            due=due(start.day, often.every, rounding=Rounding.DOWN),
            cites=(ask.cite(often.origin),),
            fulfilled_by=(Fulfilment(MeetingHeld.kind, (("arena", arena_id),)),),
            audience=meetings[-1].audience,
            category=meetings[-1].category,
        )


def time_limit_of_a_pathway(ask: Ask, past: Past) -> Iterator[Duty]:
    """A time limit of a pathway's own step runs until the step is done; those of the pathway itself are the guide's."""
    for pathway in ask.spine.pathways.running():
        rules = rules_of(ask.guide, pathway.which, pathway.code)
        if rules is None or not ask.spine.life.is_open:
            continue
        for step in rules.steps:
            for limit in step.deadlines if step.id not in pathway.done else ():
                yield from _limit(ask, past, pathway, rules, limit)


def _limit(ask: Ask, past: Past, pathway: Pathway, rules: PathwayRules, limit: Deadline) -> Iterator[Duty]:
    start, length, home = limit.start, limit.length, ask.spine.life.home
    if start is None or length is None:
        return
    begun = next((one for one in past.kind(start.fact) if one.seq >= pathway.since), None)
    day = None if begun is None else begun.date(start.field)
    if begun is None or day is None:
        return
    if limit.fulfilled_by is not None and past.last(limit.fulfilled_by, after=begun.seq) is not None:
        return
    yield Duty(
        id=f"pathway_limit:{limit.id}:{pathway.id}",
        code="pathway_limit",
        params=(("pathway", rules.title),),
        who=(_who(ask, "answering"),),
        start=day,
        due=due(day, length, limit.unit, ask.calendar, None if home is None else home.ref, limit.rounding),
        cites=(ask.cite(limit.origin),),
        fulfilled_by=() if limit.fulfilled_by is None else (Fulfilment(limit.fulfilled_by),),
        words=limit.words,
        binding=limit.modality.value,
        audience=pathway.audience,
        category=pathway.category,
    )
