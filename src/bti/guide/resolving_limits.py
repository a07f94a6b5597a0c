"""Make time limits and duties of what the documents of a chain say of them."""

from __future__ import annotations

from typing import Protocol, TypeVar

from bti.dates import Unit
from bti.guide.checking import required
from bti.guide.merging import Part, Stack, first
from bti.guide.model import Deadline, DeadlineStart, GuideDuty, LimitWhen, Modality
from bti.guide.requiring import requirement_of
from bti.guide.stating import all_elsewhere, states, value_of
from bti.guide.tables import DeadlineTable, DutyTable, LimitWhenTable

__all__ = ["deadline_of", "duty_of"]

F = TypeVar("F", bound="_Limit")


class _Limit(Protocol):
    @property
    def start(self) -> str | None: ...
    @property
    def field(self) -> str | None: ...
    @property
    def when(self) -> LimitWhenTable | None: ...


_NAMED = frozenset({"id"})


def deadline_of(stack: Stack[DeadlineTable]) -> Deadline:
    """Return the time limit that these tables make."""
    own = states(stack, _NAMED)
    none: tuple[str, ...] = ()
    return Deadline(
        id=own.table.id,
        start=_start(stack),
        length=value_of(first(stack, lambda table: table.length), None),
        unit=value_of(first(stack, lambda table: table.unit), Unit.CALENDAR),
        fulfilled_by=value_of(first(stack, lambda table: table.fulfilled_by), None),
        words=value_of(first(stack, lambda table: table.words), None),
        modality=value_of(first(stack, lambda table: table.modality), Modality.SHOULD),
        origin=own.origin(),
        rounding=value_of(first(stack, lambda table: table.rounding), None),
        with_=dict(value_of(first(stack, lambda table: table.with_), {})),
        not_before=value_of(first(stack, lambda table: table.not_before), None),
        not_after=value_of(first(stack, lambda table: table.not_after), None),
        recurs=value_of(first(stack, lambda table: table.recurs), None),
        times=value_of(first(stack, lambda table: table.times), 1),
        restart_on=value_of(first(stack, lambda table: table.restart_on), none),
        when=_when(stack),
        origins=all_elsewhere(stack, own),
        who=value_of(first(stack, lambda table: table.who), None),
    )


def duty_of(stack: Stack[DutyTable]) -> GuideDuty:
    """Return the duty that these tables make; where nobody is named it is owed by whoever answers."""
    own = states(stack, _NAMED)
    return GuideDuty(
        id=own.table.id,
        what=required(first(stack, lambda table: table.what)),
        who=value_of(first(stack, lambda table: table.who), "answering"),
        start=_start(stack),
        due=value_of(first(stack, lambda table: table.due), None),
        unit=value_of(first(stack, lambda table: table.unit), Unit.CALENDAR),
        fulfilled_by=value_of(first(stack, lambda table: table.fulfilled_by), None),
        modality=value_of(first(stack, lambda table: table.modality), Modality.SHOULD),
        origin=own.origin(),
        rounding=value_of(first(stack, lambda table: table.rounding), None),
        with_=dict(value_of(first(stack, lambda table: table.with_), {})),
        when=_when(stack),
        origins=all_elsewhere(stack, own),
        outlives_closing=value_of(first(stack, lambda table: table.outlives_closing), False),
        recurs=value_of(first(stack, lambda table: table.recurs), None),
        times=value_of(first(stack, lambda table: table.times), 1),
    )


def _start(stack: Stack[F]) -> DeadlineStart | None:
    start = first(stack, lambda table: table.start)
    return None if start is None else DeadlineStart(start[0], value_of(first(stack, lambda table: table.field), "at"))


def _when(stack: Stack[F]) -> LimitWhen | None:
    found: tuple[LimitWhenTable, Part[F]] | None = first(stack, lambda table: table.when)
    if found is None:
        return None
    table, part = found
    condition = None if table.condition is None else requirement_of((table.condition, part), "when")
    return LimitWhen(
        level=tuple(table.level or ()),
        pathway=table.pathway or (),
        not_pathway=table.not_pathway or (),
        category=table.category or (),
        condition=condition,
        current=bool(table.current),
        home=tuple(table.home or ()),
    )
