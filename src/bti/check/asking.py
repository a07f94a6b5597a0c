"""Does anything ask for each question that the guide wants an evaluation to answer?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, cast

import attrs

from bti.check.report import Finding, Severity
from bti.check.shape import Shape, found_at
from bti.guide.merging import children
from bti.guide.model import ConditionName
from bti.guide.tables import ConditionTable, DeadlineTable, DutyTable

__all__ = ["asking"]

_ANSWERED: Final = ConditionName.EVALUATION_ANSWERED


def asking(shape: Shape) -> Iterator[Finding]:
    """Yield each question that no requirement, time limit or duty of the chain asks for.

    One that asks for an answer and names no question asks for any of them.
    """
    asked = {name for part in shape.stack for name in _asked(part.table)}
    if None in asked:
        return
    for name, stack in children(shape.stack, "question", lambda table: table.question).items():
        if name not in asked:
            yield found_at(stack[0], "", Severity.NOTE, "question_nobody_asks", question=name)


def _asked(value: object) -> Iterator[str | None]:
    """Yield the questions that are asked for anywhere within a table; None where any will do."""
    if isinstance(value, ConditionTable) and value.is_ is _ANSWERED:
        yield value.with_
    if isinstance(value, (DeadlineTable, DutyTable)) and value.fulfilled_by == _ANSWERED.value:
        yield (value.with_ or {}).get("question")
    if isinstance(value, tuple):
        for one in cast("tuple[object, ...]", value):
            yield from _asked(one)
    elif isinstance(value, Mapping):
        for one in cast("Mapping[str, object]", value).values():
            yield from _asked(one)
    elif attrs.has(type(value)):
        for field in attrs.fields(cast("type[attrs.AttrsInstance]", type(value))):
            yield from _asked(getattr(value, field.name))
