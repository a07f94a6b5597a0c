"""Can every time limit be counted and kept, and is every duty ever fulfilled? Wherever in the guide it stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs

from bti.check.report import Finding, Severity
from bti.check.shape import Shape, found_at
from bti.guide.arenas import About
from bti.guide.merging import Stack, below, children, first
from bti.guide.pathways import PathwaySort
from bti.guide.structuring import nearest, shown
from bti.guide.tables import DeadlineTable, DutyTable, LimitWhenTable
from bti.guide.tables_arenas import ArenaTable
from bti.guide.vocabulary import PATHWAYS

__all__ = ["keeping"]


def keeping(shape: Shape) -> Iterator[Finding]:
    """Yield time limits that are only words or that nothing keeps, and what is owed for ever or never.

    A time limit of a step, of a level's or of a pathway's, is kept by completing the step where it names nothing else.
    """
    stack = shape.stack
    if shape.names.are_pathways_free:
        yield from _codes(shape)
    for step in shape.steps:
        for limit in step.deadlines:
            yield from _deadline(limit, of_a_step=True)
    for limit in children(stack, "deadline", lambda table: table.deadline).values():
        yield from _deadline(limit)
    for level in children(stack, "level", lambda table: table.level, lambda table: table.levels).values():
        for limit in children(level, "deadline", lambda table: table.deadline).values():
            yield from _deadline(limit)
    for pathway in children(stack, "pathway", lambda table: table.pathway, lambda table: table.pathways).values():
        sort = first(pathway, lambda table: table.sort)
        if sort is not None and sort[0] is PathwaySort.PROTECTION:
            continue
        for limit in children(pathway, "deadline", lambda table: table.deadline).values():
            yield from _deadline(limit)
        for own in children(pathway, "step", lambda table: table.step, lambda table: table.steps).values():
            for limit in children(own, "deadline", lambda table: table.deadline).values():
                yield from _deadline(limit, of_a_step=True)
    for duty in children(stack, "duty", lambda table: table.duty).values():
        yield from _duty(duty)
    for arena in children(stack, "arena", lambda table: table.arena, lambda table: table.arenas).values():
        yield from _arena(arena)


def _codes(shape: Shape) -> Iterator[Finding]:
    """Yield what holds on a pathway of a code that only a host could give, as the guide has no pathway of its own."""
    stack = shape.stack
    limits: list[Stack[Any]] = [one for step in shape.steps for one in step.deadlines]
    limits += children(stack, "deadline", lambda table: table.deadline).values()
    limits += children(stack, "duty", lambda table: table.duty).values()
    for level in children(stack, "level", lambda table: table.level, lambda table: table.levels).values():
        limits += children(level, "deadline", lambda table: table.deadline).values()
    for part in (part for limit in limits for part in limit if part.table.when is not None):
        when = part.table.when or LimitWhenTable()
        for key, codes in (("pathway", when.pathway), ("not_pathway", when.not_pathway)):
            for place, code in enumerate(codes or ()):
                if code not in PATHWAYS:
                    told = found_at(
                        part,
                        f"when.{key}[{place}]",
                        Severity.WARNING,
                        "pathway_of_the_host",
                        named=code,
                        known=", ".join(PATHWAYS),
                    )
                    yield attrs.evolve(told, found=shown(code), nearest=nearest(code, PATHWAYS))


def _deadline(stack: Stack[DeadlineTable], *, of_a_step: bool = False) -> Iterator[Finding]:
    name = stack[0].table.id
    length = first(stack, lambda table: table.length)
    start = first(stack, lambda table: table.start)
    if length is None and start is None and first(stack, lambda table: table.words) is not None:
        yield found_at(stack[0], "", Severity.NOTE, "deadline_in_words", deadline=name)
    elif length is not None and not of_a_step and first(stack, lambda table: table.fulfilled_by) is None:
        yield found_at(stack[0], "", Severity.WARNING, "deadline_never_kept", deadline=name)


def _duty(stack: Stack[DutyTable]) -> Iterator[Finding]:
    """Yield a duty that nothing fulfils and that has a time limit, or begins with something and may have an end too."""
    if first(stack, lambda table: table.fulfilled_by) is not None:
        return
    if first(stack, lambda table: table.due) is not None:
        yield found_at(stack[0], "", Severity.WARNING, "duty_never_fulfilled", duty=stack[0].table.id)
    elif first(stack, lambda table: table.start) is not None:
        yield found_at(stack[0], "", Severity.NOTE, "duty_stands", duty=stack[0].table.id)


def _arena(stack: Stack[ArenaTable]) -> Iterator[Finding]:
    about = first(stack, lambda table: table.about)
    if about is not None and about[0] is not About.CASE:
        return
    arena = stack[0].table.id
    for after in children(stack, "after", lambda table: table.after).values():
        if first(after, lambda table: table.fulfilled_by) is None:
            yield found_at(after[0], "", Severity.NOTE, "after_meeting_not_owed", after=after[0].table.id, arena=arena)
    often = below(stack, "frequency", lambda table: table.frequency)
    if not often:
        return
    counted = first(often, lambda table: table.every)
    if counted is None:
        if first(often, lambda table: table.times) is None:  # `times` alone is an error, and no words
            yield found_at(often[0], "", Severity.NOTE, "frequency_in_words", arena=arena)
    elif first(stack, lambda table: table.levels) is None:
        yield found_at(counted[1], "", Severity.NOTE, "frequency_from_first_meeting", arena=arena)
