"""Check the arenas and pathways of a chain of documents: the names in them, ages, counts and what is required."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from bti.dates import Unit
from bti.errors import Problem
from bti.guide.arenas import CALLERS, SITTING
from bti.guide.checking_ages import check_ages
from bti.guide.checking_conditions import check_conditions
from bti.guide.checking_limits import check_deadline, check_length, fact_not_known
from bti.guide.document import Document
from bti.guide.findings import Names, lacking, problem, unknown
from bti.guide.merging import Part, Stack, below, children, first, listed
from bti.guide.tables import SettingTable
from bti.guide.tables_arenas import AfterTable, ArenaTable, CountTable, OwnStepTable, PathwayTable
from bti.guide.vocabulary import INITIATIVES, MEETINGS, day_fields

__all__ = ["check_arenas", "check_pathways", "repeated_in"]

F = TypeVar("F")
V = TypeVar("V")

_TOLD = ("leader", "guardians")


def repeated_in(root: Part[Document]) -> Iterator[tuple[Part[Document], str, Sequence[str]]]:
    """Yield each list of one file in which an id stands once: its part, its key and the ids in it."""
    document = root.table
    yield root, "arena", [table.id for table in document.arena or ()]
    yield root, "pathway", [table.id for table in document.pathway or ()]
    for arena in listed(root, "arena", document.arena or ()):
        yield _within(root, arena), "after", [table.id for table in arena.table.after or ()]
    for pathway in listed(root, "pathway", document.pathway or ()):
        inner = _within(root, pathway)
        yield inner, "step", [table.id for table in pathway.table.step or ()]
        yield inner, "count", [table.id for table in pathway.table.count or ()]
        yield inner, "deadline", [table.id for table in pathway.table.deadline or ()]


def _within(root: Part[Document], part: Part[F]) -> Part[Document]:
    return Part(root.layer, part.path, part.place, root.table)


# --- arenas ----------------------------------------------------------------------------------------------------------


def check_arenas(stack: Stack[Document], names: Names) -> Iterator[Problem]:
    """Yield what is wrong with the arenas of a chain."""
    arenas = children(stack, "arena", lambda table: table.arena, lambda table: table.arenas)
    yield from _standing(stack, "arenas", lambda table: table.arenas, arenas)
    for arena, parts in arenas.items():
        yield from lacking(parts, {"title": lambda table: table.title})
        if arena in MEETINGS:
            yield problem(parts[0], "id", "is what a meeting is for; an arena needs a name of its own", arena)
        yield from _names(parts, names)
        yield from check_ages(parts, "expected an age of an arena in whole years, from 0 to {oldest}")
        yield from _widens(parts, arena, arenas)
        for after in children(parts, "after", lambda table: table.after).values():
            yield from _after(after, names)
        for frequency in below(parts, "frequency", lambda table: table.frequency):
            table = frequency.table
            if (table.times is None) != (table.every is None):
                yield problem(frequency, "", "how often: `times` and `every` say it together, or `words` alone")
            elif table.times is None and table.words is None:
                yield problem(frequency, "", "says nothing; give times and every, or words")
            elif table.times is not None and table.times < 1:
                yield problem(frequency, "times", "expected a whole number from 1 on", table.times)
            if table.every is not None:
                yield from check_length(frequency, "every", table.every, Unit.CALENDAR, least=1)


def _named(
    part: Part[F], key: str, table: SettingTable[tuple[str, ...]] | None, what: str, known: Sequence[str], names: Names
) -> Iterator[Problem]:
    for place, one in enumerate((table.value if table is not None else None) or ()):
        if one not in known and not names.fell_away(part, one):
            yield unknown(part, f"{key}[{place}]", what, one, known)


def _names(stack: Stack[ArenaTable], names: Names) -> Iterator[Problem]:
    services, roles, levels = sorted(names.services), sorted(names.roles), names.levels
    for part in stack:
        table = part.table
        yield from _named(part, "convener", table.convener, "role", (*CALLERS, *roles), names)
        yield from _named(part, "initiative", table.initiative, "service", (*INITIATIVES, *services), names)
        yield from _named(part, "services", table.services, "service", services, names)
        yield from _named(part, "roles", table.roles, "role", (*SITTING, *roles), names)
        yield from _named(part, "one_of", table.one_of, "role", (*SITTING, *roles, *services), names)
        yield from _named(part, "levels", table.levels, "level", levels, names)
        counts = table.counts_as_level
        if counts is not None and counts.value is not None and counts.value not in levels:
            yield unknown(part, "counts_as_level", "level", counts.value, levels)
        if table.convener is not None and table.convener.value == ():
            yield problem(part, "convener", "names nobody, so that nobody could call the meeting; leave it out")
        if table.one_of is not None and table.one_of.value == ():
            yield problem(part, "one_of", "names nobody, of whom one would have to be there; leave it out")


def _widens(stack: Stack[ArenaTable], arena: str, arenas: dict[str, Stack[ArenaTable]]) -> Iterator[Problem]:
    stated = first(stack, lambda table: table.widens)
    if stated is None:
        return
    smaller = arenas.get(stated[0])
    if smaller is None:
        yield unknown(stated[1], "widens", "arena", stated[0], arenas)
    elif stated[0] == arena or first(smaller, lambda table: table.widens) is not None:
        message = "an arena is the larger size of one that is itself no larger size of another"
        yield problem(stated[1], "widens", message, stated[0])


def _after(stack: Stack[AfterTable], names: Names) -> Iterator[Problem]:
    yield from lacking(stack, {"what": lambda table: table.what})
    within, unit = first(stack, lambda table: table.within), first(stack, lambda table: table.unit)
    if within is not None:
        yield from check_length(within[1], "within", within[0], Unit.CALENDAR if unit is None else unit[0])
    who = first(stack, lambda table: table.who)
    if who is not None and who[0] not in (*CALLERS, *names.roles):
        yield unknown(who[1], "who", "role", who[0], (*CALLERS, *names.roles))
    kept = first(stack, lambda table: table.fulfilled_by)
    if kept is not None and kept[0] not in day_fields():
        yield fact_not_known(kept[1], "fulfilled_by", kept[0])


# --- pathways --------------------------------------------------------------------------------------------------------


def check_pathways(stack: Stack[Document], names: Names) -> Iterator[Problem]:
    """Yield what is wrong with the pathways of a chain."""
    pathways = children(stack, "pathway", lambda table: table.pathway, lambda table: table.pathways)
    yield from _standing(stack, "pathways", lambda table: table.pathways, pathways)
    for parts in pathways.values():
        yield from lacking(parts, {"title": lambda table: table.title})
        for part in parts:
            yield from check_conditions(part, "entry", part.table.entry, names)
            yield from check_conditions(part, "closes", part.table.closes, names)
        yield from _who(parts, names)
        for limit in children(parts, "deadline", lambda table: table.deadline).values():
            yield from check_deadline(limit, names)
        for counted in children(parts, "count", lambda table: table.count).values():
            yield from _count(counted)
        steps = children(parts, "step", lambda table: table.step, lambda table: table.steps)
        yield from _standing(parts, "steps", lambda table: table.steps, steps)
        for step in steps.values():
            yield from _step(step, names)


def _who(stack: Stack[PathwayTable], names: Names) -> Iterator[Problem]:
    known = (*_TOLD, *sorted(names.services), *sorted(names.roles))
    for part in stack:
        yield from _named(part, "recipients", part.table.recipients, "role", known, names)
        for place, kind in enumerate(part.table.home or ()):
            if kind not in names.services and not names.fell_away(part, kind):
                yield unknown(part, f"home[{place}]", "service", kind, names.services)


def _count(stack: Stack[CountTable]) -> Iterator[Problem]:
    yield from lacking(stack, {"counted": lambda table: table.counted, "at_least": lambda table: table.at_least})
    least = first(stack, lambda table: table.at_least)
    if least is not None and least[0] < 1:
        yield problem(least[1], "at_least", "expected a whole number from 1 on", least[0])
    within = first(stack, lambda table: table.within)
    if within is not None and not within[0].is_days:
        yield problem(within[1], "within", "a stretch to count over is written in days alone, like P30D", within[0])


def _step(stack: Stack[OwnStepTable], names: Names) -> Iterator[Problem]:
    yield from lacking(stack, {"title": lambda table: table.title})
    for part in stack:
        yield from check_conditions(part, "requires", part.table.requires, names)
    for limit in children(stack, "deadline", lambda table: table.deadline).values():
        yield from check_deadline(limit, names)


def _standing(
    stack: Stack[F], key: str, get: Callable[[F], Sequence[str] | None], stated: dict[str, Stack[V]]
) -> Iterator[Problem]:
    for part in stack:
        for place, one in enumerate(get(part.table) or ()):
            if one not in stated:
                yield unknown(part, f"{key}[{place}]", key.removesuffix("s"), one, stated)
