"""How old a child is for an arena (Sula, SamBa: 0 to 16 years), and on which birthdays that turns."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from bti.dates import birthday
from bti.guide.arenas import Arena
from bti.guide.settings import Setting, decided
from bti.law.consent import age
from bti.people import Unborn
from bti.reasons import Reason, ReasonKind, model
from bti.record.meeting import MeetingCalled, MeetingHeld
from bti.rules.arena import arena_of
from bti.rules.ask import Ask
from bti.rules.boundaries import Boundary, boundary
from bti.rules.registry import Found, rule

__all__ = ["is_of_age"]

_Age = tuple[int, Setting[int]] | None


def is_of_age(ask: Ask, arena: Arena, day: dt.date) -> bool:
    """Tell whether one whom the case is about is of the age that an arena is for on a date, as far as is known."""
    lowest, highest = decided(arena.from_age), decided(arena.to_age)
    persons = range(len(ask.spine.life.persons))
    return not persons or any(_fits(ask, place, day, lowest, highest) for place in persons)


@rule(MeetingCalled, MeetingHeld, source=model("guide"))
def the_child_is_of_the_arenas_age(ask: Ask, fact: MeetingCalled | MeetingHeld) -> Found:
    """One whom the case is about is of the age that the arena is for, on the day of the meeting.

    An age that is not known is not guessed: then nothing is said.

    Source: Sula, SamBa: 0 to 16 years.
    """
    arena = arena_of(ask, fact)
    if arena is None or is_of_age(ask, arena, fact.day if isinstance(fact, MeetingCalled) else ask.day):
        return None
    lowest, highest = decided(arena.from_age), decided(arena.to_age)
    meant = highest or lowest
    if meant is None:
        return None
    citation, ages = ask.cite(meant[1].origin), _span(lowest, highest)
    return ask.by_modality(meant[1].modality, "arena_age", citation, arena=arena.title, ages=ages)


@boundary
def birthdays_of_arenas(ask: Ask) -> Iterator[Boundary]:
    """Whether an arena is for the child turns on the first and after the last of its years."""
    for arena in ask.guide.arenas:
        lowest, highest = decided(arena.from_age), decided(arena.to_age)
        turns = [(lowest[0], lowest[1])] if lowest else []
        turns += [(highest[0] + 1, highest[1])] if highest else []
        for one in ask.spine.life.persons:
            born = one.birth
            if isinstance(born, Unborn):
                continue
            for years, setting in turns:
                if born.year + years < dt.MAXYEAR:
                    cites = (ask.cite(setting.origin),)
                    reason = Reason("time_birthday", ReasonKind.ADVICE, (("years", years),), cites)
                    yield Boundary(birthday(born, years, ask.leap), reason, one.ref)


def _fits(ask: Ask, place: int, day: dt.date, lowest: _Age, highest: _Age) -> bool:
    years = age(ask.spine.life.persons[place], day, ask.leap)
    if years is Unborn.UNKNOWN:
        return True
    if isinstance(years, Unborn):
        return lowest is None or lowest[0] == 0
    return (lowest is None or years >= lowest[0]) and (highest is None or years <= highest[0])


def _span(lowest: _Age, highest: _Age) -> str:
    return f"{lowest[0] if lowest else 0}–{highest[0] if highest else ''}"
