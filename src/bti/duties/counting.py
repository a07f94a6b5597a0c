"""Count a guide's time limit in a case: from what it runs, what has kept it, and until when it is kept.

Everything is counted as the asker may know it: of a pathway that is kept from them nothing is counted, neither what
it sets running nor what it holds back (I-08).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Final

import attrs

from bti.dates import Due, Period, Rounding, Unit, due
from bti.duties.past import Happening, Past
from bti.guide.model import Deadline, DeadlineStart, LimitWhen
from bti.record.fact import Audience
from bti.record.kinds import KINDS
from bti.record.pathway import Pathway
from bti.rules.ask import Ask
from bti.rules.pathway_rules import rules_of
from bti.rules.requirements import is_met

__all__ = ["Counted", "Limit", "counted", "known_pathways"]

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
        pathway: The guide's id of the pathway it belongs to.
        since: The place in the book from which on something may set it running.
        not_before: The earliest it can be kept, after the start: what comes earlier does not keep it.
        not_after: The latest, after the first start; of what recurs, after the period began.
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
    pathway: str | None = None
    since: int = 0
    not_before: Period | None = None
    not_after: Period | None = None
    recurs: Period | None = None
    times: int = 1
    restart_on: tuple[str, ...] = ()

    @classmethod
    def of(cls, deadline: Deadline) -> Limit:
        """Return what is counted of a deadline."""
        return cls(
            deadline.start,
            deadline.length,
            deadline.unit,
            deadline.rounding,
            deadline.fulfilled_by,
            deadline.with_,
            deadline.when,
            not_before=deadline.not_before,
            not_after=deadline.not_after,
            recurs=deadline.recurs,
            times=deadline.times,
            restart_on=deadline.restart_on,
        )


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

    @property
    def rests_on(self) -> tuple[str, ...]:
        """Return the id of the entry that it is counted from."""
        return (self.start.id,)


def counted(ask: Ask, past: Past, limit: Limit) -> Iterator[Counted]:
    """Yield each time limit that runs: one for each thing it runs from, where what keeps it names that thing.

    Otherwise one, from the first thing that nothing has kept since.
    """
    if not _holds(ask, past, limit):
        return
    start = limit.start or DeadlineStart("case_opened")
    names = _named_by(limit.fulfilled_by, start.fact)
    for one in _starts(ask, past, limit, start.fact):
        day = one.date(start.field)
        running = None if day is None else _running(ask, past, limit, one, day, names)
        if running is not None:
            yield running
            if names is None:
                return


def known_pathways(ask: Ask, past: Past) -> Iterator[tuple[Pathway, str | None]]:
    """Yield the pathways the case is on that the asker may know of, each with the guide's id of it."""
    for one in ask.spine.pathways.running():
        entered = past.find(one.id)
        if past.may_tell(one.audience, one.category, None if entered is None else entered.by):
            rules = rules_of(ask.guide, one.which, one.code)
            yield one, None if rules is None else rules.id


def _holds(ask: Ask, past: Past, limit: Limit) -> bool:
    when, position = limit.when or LimitWhen(), ask.spine.track.position
    if when.current and (position is None or position.step != limit.step):
        return False
    home = ask.spine.life.home
    if when.home and (home is None or home.kind not in when.home):
        return False
    if when.level and (position is None or position.level not in when.level):
        return False
    known = tuple(known_pathways(ask, past))
    if limit.pathway is not None and all(named != limit.pathway for _, named in known):
        return False
    on = {name for one, named in known for name in (one.which.value, one.code, named)}
    if (when.pathway and on.isdisjoint(when.pathway)) or not on.isdisjoint(when.not_pathway):
        return False
    return when.condition is None or is_met(ask, when.condition)


def _starts(ask: Ask, past: Past, limit: Limit, kind: str) -> Iterator[Happening]:
    when = limit.when or LimitWhen()
    entered = ask.spine.pathways.entered
    known = {one.id: (one, named) for one, named in known_pathways(ask, past)}
    for one in past.kind(kind):
        if one.seq < limit.since or (one.id in entered and one.id not in known):
            continue
        if one.id in known:
            pathway, named = known[one.id]
            if limit.pathway not in (None, named):
                continue
            if when.pathway and {pathway.which.value, pathway.code, named}.isdisjoint(when.pathway):
                continue
        if when.category and (one.category is None or one.category.value not in when.category):
            continue
        yield one


def _named_by(kept: str | None, start: str) -> str | None:
    """Return the field by which what keeps a time limit names what it runs from, or None where it names nothing."""
    kind = None if kept is None else KINDS.get(kept)
    name = _NAMED_BY.get(start, start.partition("_")[0])
    return name if kind is not None and any(one.name == name for one in attrs.fields(kind)) else None


def _fitting(past: Past, limit: Limit, start: Happening, names: str | None) -> Iterator[Happening]:
    """Yield what may keep a time limit, as soon as the time for it has come."""
    if limit.fulfilled_by is None:
        return
    for one in past.kind(limit.fulfilled_by):
        if one.seq <= start.seq or (names is not None and one.says(names) != start.id):
            continue
        if all(_fits(past, one, name, value) for name, value in limit.with_.items()):
            yield one


def _fits(past: Past, one: Happening, field: str, value: str) -> bool:
    """Tell whether a field holds what a guide asks for; for whom something was written, whether they read it.

    What is for the services too is for the family, and what was shared with them later is for them as well.
    """
    if field != "audience":
        return value in (one.says(field), one.says(f"{field}_"))
    shared = (each.says("to") for each in past.kind("entry_shared") if each.says("entry") == one.id)
    reach = [Audience(each).reach for each in (one.audience.value, *shared) if each is not None]
    return max(reach) >= Audience(value).reach


def _running(ask: Ask, past: Past, limit: Limit, start: Happening, day: dt.date, names: str | None) -> Counted | None:
    """Count a time limit from one start, round by round; None where it is kept and not due again."""
    fitting = tuple(_fitting(past, limit, start, names))
    if limit.recurs is not None and limit.times > 1:
        return _several(ask, limit, start, day, fitting)
    again = [one for kind in limit.restart_on for one in past.kind(kind) if one.seq > start.seq]
    first, place, length = day, start.seq, limit.length
    for one in fitting:
        runs = _anew(first, again, place, one.seq)
        if limit.not_before is not None and one.day < _after(ask, limit, runs, limit.not_before).kept_through:
            continue
        if limit.recurs is None:
            return None
        first, place, length = max(runs, one.day), one.seq, limit.recurs
    runs = _anew(first, again, place, None)
    until = None if length is None else _after(ask, limit, runs, length)
    return Counted(start, runs, _at_latest(ask, limit, first, until), _earliest(ask, limit, runs))


def _anew(day: dt.date, again: list[Happening], after: int, before: int | None) -> dt.date:
    """Return the day from which it runs: a day, or the last on which it started anew between two places of the book."""
    return max([day, *(one.day for one in again if one.seq > after and (before is None or one.seq < before))])


def _several(ask: Ask, limit: Limit, start: Happening, day: dt.date, fitting: tuple[Happening, ...]) -> Counted:
    """Count periods from the start: the first that was not kept as often as it should, else the one that runs."""
    period = limit.recurs or Period(days=1)
    begins = day
    while True:
        ends = due(begins, period, rounding=limit.rounding)
        earliest = _earliest(ask, limit, begins)
        kept = (one.day for one in fitting if begins < one.day <= ends.kept_through or one.day == begins == day)
        often = sum(earliest is None or one >= earliest for one in kept)
        if often < limit.times:
            return Counted(start, begins, _at_latest(ask, limit, begins, ends), earliest)
        begins = ends.kept_through
        if begins > ask.today:
            ends = due(begins, period, rounding=limit.rounding)
            return Counted(start, begins, _at_latest(ask, limit, begins, ends), _earliest(ask, limit, begins))


def _earliest(ask: Ask, limit: Limit, day: dt.date) -> dt.date | None:
    return None if limit.not_before is None else _after(ask, limit, day, limit.not_before).kept_through


def _at_latest(ask: Ask, limit: Limit, day: dt.date, until: Due | None) -> Due | None:
    if until is None or limit.not_after is None:
        return until
    return min(until, _after(ask, limit, day, limit.not_after), key=lambda one: one.kept_through)


def _after(ask: Ask, limit: Limit, day: dt.date, length: Period) -> Due:
    home = ask.spine.life.home
    unit = limit.unit if length.is_days else Unit.CALENDAR
    return due(day, length, unit, ask.calendar, None if home is None else home.ref, limit.rounding)
