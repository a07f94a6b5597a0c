"""Check time limits and duties: can they be counted, can they be kept, does somebody owe them?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, Protocol, TypeVar

from bti.dates import Period, Unit
from bti.errors import Problem
from bti.guide.checking_conditions import check_conditions
from bti.guide.checking_fields import check_fields
from bti.guide.findings import Names, lacking, problem, unknown
from bti.guide.merging import Part, Stack, first
from bti.guide.never import of_fact
from bti.guide.tables import DeadlineTable, DutyTable, LimitWhenTable
from bti.guide.vocabulary import CATEGORIES, OWED_BY, PATHWAYS, day_fields
from bti.record.kinds import KINDS, PROTECTION

__all__ = ["check_deadline", "check_duty", "check_length", "fact_not_known"]

_LONGEST: Final = 30 * 366
"""How many days a time limit may have, so that counting it never leaves the calendar."""
_MOST_TIMES: Final = 100


class _Limit(Protocol):
    @property
    def start(self) -> str | None: ...
    @property
    def field(self) -> str | None: ...
    @property
    def unit(self) -> Unit | None: ...
    @property
    def rounding(self) -> object: ...
    @property
    def fulfilled_by(self) -> str | None: ...
    @property
    def with_(self) -> Mapping[str, str] | None: ...
    @property
    def when(self) -> LimitWhenTable | None: ...
    @property
    def who(self) -> str | None: ...
    @property
    def recurs(self) -> Period | None: ...
    @property
    def times(self) -> int | None: ...


F = TypeVar("F", bound=_Limit)
G = TypeVar("G")


def check_deadline(stack: Stack[DeadlineTable], names: Names) -> Iterator[Problem]:
    """Yield what is wrong with a time limit."""
    start = first(stack, lambda table: table.start)
    length = first(stack, lambda table: table.length)
    if start is None and length is None and first(stack, lambda table: table.words) is None:
        yield problem(stack[0], "", "a deadline needs a start and a length, or words")
    elif (start is None) != (length is None):
        absent, stated = ("start", "length") if start is None else ("length", "start")
        yield problem(stack[0], absent, f"is missing; a deadline with a {stated} has both")
    yield from _named(stack, names)
    for key in ("length", "not_before", "not_after", "recurs"):
        yield from _length(stack, key)
    yield from _often(stack)
    again = first(stack, lambda table: table.restart_on)
    for place, kind in enumerate(again[0] if again else ()):
        if again and kind not in day_fields():
            yield fact_not_known(again[1], f"restart_on[{place}]", kind)


def check_duty(stack: Stack[DutyTable], names: Names) -> Iterator[Problem]:
    """Yield what is wrong with a duty."""
    yield from lacking(stack, {"what": lambda table: table.what})
    if first(stack, lambda table: table.due) is not None and first(stack, lambda table: table.start) is None:
        yield problem(stack[0], "start", "is missing; a deadline with a due has both")
    yield from _named(stack, names)
    for key in ("due", "recurs"):
        yield from _length(stack, key)
    yield from _often(stack)


def fact_not_known(part: Part[G], key: str, kind: str) -> Problem:
    """Return that a guide names a kind of fact that there is not, or one of protection, which nothing waits upon."""
    if KINDS.get(kind) in PROTECTION:
        return problem(part, key, of_fact(kind), kind)
    return unknown(part, key, "kind of fact", kind, day_fields())


def _often(stack: Stack[F]) -> Iterator[Problem]:
    times, recurs = first(stack, lambda table: table.times), first(stack, lambda table: table.recurs)
    if times is not None and not (recurs is not None and 1 <= times[0] <= _MOST_TIMES):
        message = f"expected how often in each period of `recurs`: a number from 1 to {_MOST_TIMES}, with `recurs`"
        yield problem(times[1], "times", message, times[0])


def _named(stack: Stack[F], names: Names) -> Iterator[Problem]:
    """Yield kinds of fact, fields, levels, categories and people owing it that there are not."""
    who = first(stack, lambda table: table.who)
    if who is not None and who[0] not in {*OWED_BY, *names.roles, *names.services}:
        yield unknown(who[1], "who", "role or service", who[0], {*OWED_BY, *names.roles, *names.services})
    start = first(stack, lambda table: table.start)
    field = first(stack, lambda table: table.field)
    kept = first(stack, lambda table: table.fulfilled_by)
    kinds = day_fields()
    for key, named in (("start", start), ("fulfilled_by", kept)):
        if named is not None and named[0] not in kinds:
            yield fact_not_known(named[1], key, named[0])
    if field is not None and start is None:
        yield problem(field[1], "field", "says which date of the start fact counts, but there is no start", field[0])
    elif field is not None and start is not None and field[0] not in kinds.get(start[0], (field[0],)):
        yield unknown(field[1], "field", f"date of {start[0]}", field[0], kinds[start[0]])
    for part in stack:
        yield from check_fields(part, part.table.with_ or {}, None if kept is None else kept[0], names)
        if part.table.when is not None:
            yield from _when(part, part.table.when, names)


def _when(part: Part[F], when: LimitWhenTable, names: Names) -> Iterator[Problem]:
    for place, level in enumerate(when.level or ()):
        if level not in names.levels and not names.is_gone(part, level):
            yield unknown(part, f"when.level[{place}]", "level", level, names.levels)
    for place, category in enumerate(when.category or ()):
        if category not in CATEGORIES:
            yield unknown(part, f"when.category[{place}]", "kind of information", category, CATEGORIES)
    for place, kind in enumerate(when.home or ()):
        if kind not in names.services:
            yield unknown(part, f"when.home[{place}]", "service", kind, names.services)
    known = {*PATHWAYS, *names.pathways}
    for key, pathways in (("pathway", when.pathway), ("not_pathway", when.not_pathway)):
        for place, pathway in enumerate(pathways or ()):
            if pathway not in known and part.layer is names.nearest and not names.are_pathways_free:
                yield unknown(part, f"when.{key}[{place}]", "pathway", pathway, known)
    if when.condition is not None:
        yield from check_conditions(part, "when.condition", when.condition, names)


def _length(stack: Stack[F], key: str) -> Iterator[Problem]:
    held = ((part, getattr(part.table, key)) for part in stack)
    found = next(((part, period) for part, period in held if isinstance(period, Period)), None)
    if found is None:
        return
    part, period = found
    stated = first(stack, lambda table: table.unit)
    unit = Unit.CALENDAR if stated is None or key == "recurs" else stated[0]
    rounds = first(stack, lambda table: table.rounding) is not None
    yield from check_length(part, key, period, unit, rounds=rounds, least=1 if key == "recurs" else 0)


def check_length(
    part: Part[G], key: str, period: Period, unit: Unit, *, rounds: bool = True, least: int = 0
) -> Iterator[Problem]:
    """Yield why a length could not be counted.

    Args:
        part: Where it stands.
        key: Under which key.
        period: The length.
        unit: What is counted.
        rounds: Whether it is known where months end that lead to a day which does not exist.
        least: How many days it has at the least.
    """
    if unit is not Unit.CALENDAR and not period.is_days:
        yield problem(part, key, f"{unit.value} days are counted in days alone, like P14D", str(period))
    elif (period.years or period.months) and not rounds:
        message = 'months may end on a day that does not exist; say rounding = "down" or rounding = "up"'
        yield problem(part, "rounding", f"is missing; {message}")
    days = period.years * 366 + period.months * 31 + period.weeks * 7 + period.days
    if days > _LONGEST:
        yield problem(part, key, "is longer than thirty years", str(period))
    elif days < least:
        yield problem(part, key, "what comes again comes after a day at the least", str(period))
