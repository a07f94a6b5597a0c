"""Count a guide's time limit in a case: from what it runs, what has kept it, and until when it is kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import attrs

from bti.dates import Due, Period, Rounding, Unit, due
from bti.duties.past import Happening, Past
from bti.guide.model import DeadlineStart, LimitWhen
from bti.record.kinds import KINDS
from bti.rules.ask import Ask
from bti.rules.requirements import is_met

__all__ = ["Counted", "Limit", "counted"]

_NAMED_BY: Final = {"baton_offered": "offer", "baton_appointed": "offer"}
"""How the facts that answer another name it, where that is not the first word of its kind."""


@attrs.frozen
class Limit:
    """What is counted, of a deadline or of a duty.

    Attributes:
        start: What sets it running; None: the case being opened.
        length: How long; None: no time is said.
        unit: What is counted.
        rounding: For months and years.
        fulfilled_by: The kind of fact that keeps it; None: none does.
        with_: What its fields have to be.
        when: In which cases it holds.
        step: The id of the step it belongs to.
        not_before: The earliest it can be kept, after the start.
        not_after: The latest, after the first start.
        recurs: How long after it was kept it is due again.
        times: How often in each of those periods.
        restart_on: What lets it start anew.
    """

    start: DeadlineStart | None
    length: Period | None
    unit: Unit
    rounding: Rounding | None
    fulfilled_by: str | None
    with_: Mapping[str, str]
    when: LimitWhen | None
    step: str | None = None
    not_before: Period | None = None
    not_after: Period | None = None
    recurs: Period | None = None
    times: int = 1
    restart_on: tuple[str, ...] = ()


@attrs.frozen
class Counted:
    """A time limit that runs.

    Attributes:
        start: What set it running.
        day: From which day it is counted.
        due: Until when it is kept; None: no time is said.
        not_before: The first day on which it can be kept.
    """

    start: Happening
    day: dt.date
    due: Due | None
    not_before: dt.date | None


def counted(ask: Ask, past: Past, limit: Limit) -> Iterator[Counted]:
    """Yield each time limit that runs: one for each thing it runs from, where what keeps it names that thing.

    Otherwise one, from the first thing that nothing has kept since.
    """
    if not _holds(ask, limit):
        return
    start = limit.start or DeadlineStart("case_opened")
    begun = tuple(_starts(ask, past, limit, start.fact))
    names = _named_by(limit.fulfilled_by, start.fact)
    for one in begun:
        day = one.date(start.field)
        if day is None:
            continue
        kept = tuple(_kept(past, limit, one, names))
        if kept and limit.recurs is None:
            continue
        yield _counted(ask, past, limit, one, day, kept)
        if names is None:
            return


def _holds(ask: Ask, limit: Limit) -> bool:
    when, position = limit.when, ask.spine.track.position
    if when is None:
        return True
    if when.current and (position is None or position.step != limit.step):
        return False
    if when.level and (position is None or position.level not in when.level):
        return False
    on = {name for one in ask.spine.pathways.running() for name in (one.which.value, one.code)}
    if (when.pathway and on.isdisjoint(when.pathway)) or not on.isdisjoint(when.not_pathway):
        return False
    return when.condition is None or is_met(ask, when.condition)


def _starts(ask: Ask, past: Past, limit: Limit, kind: str) -> Iterator[Happening]:
    when = limit.when or LimitWhen()
    for one in past.kind(kind):
        pathway = ask.spine.pathways.entered.get(one.id)
        if pathway is not None:
            named = pathway.which.value in when.pathway or pathway.code in when.pathway
            if pathway.left is not None or (when.pathway and not named):
                continue
        if when.category and (one.category is None or one.category.value not in when.category):
            continue
        yield one


def _named_by(kept: str | None, start: str) -> str | None:
    """Return the field by which what keeps a time limit names what it runs from, or None where it names nothing."""
    kind = None if kept is None else KINDS.get(kept)
    name = _NAMED_BY.get(start, start.partition("_")[0])
    return name if kind is not None and any(one.name == name for one in attrs.fields(kind)) else None


def _kept(past: Past, limit: Limit, start: Happening, names: str | None) -> Iterator[Happening]:
    if limit.fulfilled_by is None:
        return
    for one in past.kind(limit.fulfilled_by):
        if one.seq <= start.seq or (names is not None and one.says(names) != start.id):
            continue
        if all(value in (one.says(name), one.says(f"{name}_")) for name, value in limit.with_.items()):
            yield one


def _counted(ask: Ask, past: Past, limit: Limit, start: Happening, day: dt.date, kept: Sequence[Happening]) -> Counted:
    first = day
    again = [one.day for kind in limit.restart_on for one in past.kind(kind) if one.seq > start.seq]
    day = max([day, *again])
    length = limit.length
    if limit.recurs is not None and limit.times > 1:
        return _several(ask, limit, start, day, kept)
    if limit.recurs is not None and kept:
        day, length = max(day, kept[-1].day), limit.recurs
    until = None if length is None else _after(ask, limit, day, length)
    if until is not None and limit.not_after is not None:
        until = min(until, _after(ask, limit, first, limit.not_after), key=lambda one: one.kept_through)
    earliest = None if limit.not_before is None else _after(ask, limit, day, limit.not_before).kept_through
    return Counted(start, day, until, earliest)


def _several(ask: Ask, limit: Limit, start: Happening, day: dt.date, kept: Sequence[Happening]) -> Counted:
    """Count periods from the start: the first that was not kept as often as it should, else the one that runs."""
    period = limit.recurs or Period(days=1)
    begins = day
    while True:
        ends = due(begins, period, rounding=limit.rounding).kept_through
        often = sum(begins < one.day <= ends or one.day == begins == day for one in kept)
        if often < limit.times or ends > ask.today:
            if often < limit.times:
                return Counted(start, begins, Due(ends), None)
            return Counted(start, ends, due(ends, period, rounding=limit.rounding), None)
        begins = ends


def _after(ask: Ask, limit: Limit, day: dt.date, length: Period) -> Due:
    home = ask.spine.life.home
    unit = limit.unit if length.is_days else Unit.CALENDAR
    return due(day, length, unit, ask.calendar, None if home is None else home.ref, limit.rounding)
