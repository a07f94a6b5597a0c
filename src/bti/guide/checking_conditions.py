"""The conditions of requirements: what `with`, `after` and the like may say, and whether they can be met at all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, TypeVar

from bti.errors import Problem
from bti.guide.findings import Names, problem
from bti.guide.merging import Part
from bti.guide.model import ConditionName
from bti.guide.tables import ConditionTable, RequirementTable, Written
from bti.guide.vocabulary import DUTIES, MEETINGS, PLACES, RECORDED, SCOPES, SHARED_WITH

__all__ = ["can_be_met", "check_conditions", "conditions"]

F = TypeVar("F")

_WITH: Final = {
    ConditionName.CONCERN_SHARED: SHARED_WITH,
    ConditionName.CONSENT_STANDS: SCOPES,
    ConditionName.MEETING_HELD: MEETINGS,
    ConditionName.MEETING_CALLED: MEETINGS,
    ConditionName.DUTY_REASSIGNED: DUTIES,
    ConditionName.MEASURE_PLANNED: PLACES,
    ConditionName.MEASURE_STARTED: PLACES,
}


_STANDING: Final = frozenset(
    {ConditionName.MEASURE_PLANNED, ConditionName.MEASURE_STARTED, ConditionName.MEETING_CALLED}
)
"""Those that with a `with` ask for what stands now, whenever it was recorded."""


def check_conditions(
    part: Part[F], key: str, table: RequirementTable | ConditionTable | None, names: Names
) -> Iterator[Problem]:
    """Yield conditions of a requirement whose `with`, `after` or `same_act_as` cannot be."""
    if isinstance(table, RequirementTable):
        for place, one in enumerate(table.all_of or ()):
            written = {Written.ONE: key, Written.LIST: f"{key}[{place}]"}
            yield from check_conditions(part, written.get(table.written, f"{key}.all_of[{place}]"), one, names)
        for place, one in enumerate(table.any_of or ()):
            yield from check_conditions(part, f"{key}.any_of[{place}]", one, names)
        yield from check_conditions(part, f"{key}.unless", table.unless, names)
    elif table is not None:
        yield from _condition(part, key, table, names)


def _condition(part: Part[F], key: str, table: ConditionTable, names: Names) -> Iterator[Problem]:
    known_names = [name.value for name in RECORDED]
    others = {"after": table.after, "same_act_as": table.same_act_as, "same_meeting_as": table.same_meeting_as}
    for written, other in others.items():
        if other is None:
            continue
        if table.is_ not in RECORDED:
            message = f"the condition {table.is_.value} is no fact that is recorded once, and takes no `{written}`"
            yield problem(part, f"{key}.{written}", message, other.value)
        elif other not in RECORDED:
            message = (
                f"the condition {other.value} is no fact that is recorded once; known are {', '.join(known_names)}"
            )
            yield problem(part, f"{key}.{written}", message, other.value, known_names)
        elif other is table.is_:
            yield problem(part, f"{key}.{written}", "names the condition itself", other.value)
    if table.with_ is not None and table.is_ in _STANDING and (table.since or table.after):
        message = f"with `with`, {table.is_.value} asks for one that stands now; leave `since` and `after` out"
        yield problem(part, key, message)
    if table.is_ is ConditionName.CONSENT_STANDS and table.with_ is None:
        yield problem(part, key, f"consent_stands says with `with` for what; expected one of {', '.join(SCOPES)}")
    if table.with_ is not None:
        known = _WITH.get(table.is_)
        if known is None:
            yield problem(part, f"{key}.with", f"the condition {table.is_.value} takes no `with`", table.with_)
        elif table.with_ not in (*known, *_arenas(table.is_, names)):
            yield problem(part, f"{key}.with", f"expected one of {', '.join(known)}", table.with_, known)


def _arenas(name: ConditionName, names: Names) -> tuple[str, ...]:
    """Return how `with` may name the guide's own kinds of meeting."""
    if name is ConditionName.CONSENT_STANDS:
        return tuple(f"arena:{one}" for one in names.arenas)
    return tuple(names.arenas) if name in (ConditionName.MEETING_HELD, ConditionName.MEETING_CALLED) else ()


def conditions(table: RequirementTable | ConditionTable | None) -> Iterator[ConditionTable]:
    """Yield every condition that a requirement names, wherever it stands in it."""
    if isinstance(table, RequirementTable):
        for one in (*(table.all_of or ()), *(table.any_of or ())):
            yield from conditions(one)
        yield from conditions(table.unless)
    elif table is not None:
        yield table


def can_be_met(table: RequirementTable | ConditionTable, never: frozenset[tuple[ConditionName, str | None]]) -> bool:
    """Tell whether a requirement can be met while some conditions are not so.

    Args:
        table: The requirement.
        never: The conditions that are not so, each with its `with`.
    """
    if isinstance(table, ConditionTable):
        return (table.is_, table.with_) not in never
    if table.unless is not None and can_be_met(table.unless, never):
        return True
    every = all(can_be_met(one, never) for one in table.all_of or ())
    return every and (not table.any_of or any(can_be_met(one, never) for one in table.any_of))
