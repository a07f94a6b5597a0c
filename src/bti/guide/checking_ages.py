"""Check a span of ages, `from_age` to `to_age`: whom an arena is for, and whom a guide is for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol, TypeVar

from bti.errors import Problem
from bti.guide.document import Document
from bti.guide.findings import problem
from bti.guide.merging import Stack, below, first
from bti.guide.tables import SettingTable

__all__ = ["check_ages", "check_whom"]

_OLDEST = 120


class _Spans(Protocol):
    """A table with a span of ages."""

    @property
    def from_age(self) -> SettingTable[int] | None: ...

    @property
    def to_age(self) -> SettingTable[int] | None: ...


T = TypeVar("T", bound=_Spans)


def check_ages(stack: Stack[T], expected: str) -> Iterator[Problem]:
    """Yield ages that nobody has, and a span that nobody is within; `expected` says what is wanted, up to {oldest}."""
    youngest = first(stack, lambda table: None if table.from_age is None else table.from_age.value)
    oldest = first(stack, lambda table: None if table.to_age is None else table.to_age.value)
    for key, stated in (("from_age", youngest), ("to_age", oldest)):
        if stated is not None and not 0 <= stated[0] <= _OLDEST:
            yield problem(stated[1], key, expected.format(oldest=_OLDEST), stated[0])
    if youngest is not None and oldest is not None and youngest[0] > oldest[0]:
        yield problem(oldest[1], "to_age", "is lower than from_age, so that no child could be of that age", oldest[0])


def check_whom(stack: Stack[Document]) -> Iterator[Problem]:
    """Yield what is wrong with whom these layers are for."""
    yield from check_ages(
        below(stack, "whom", lambda table: table.whom), "expected an age of whom it is for, from 0 to {oldest}"
    )
