"""The conditions of requirements: what `with`, `after` and the like may say, and whether they can be met at all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, TypeVar

from bti.errors import Problem
from bti.guide.findings import Names, problem, unknown
from bti.guide.merging import Part
from bti.guide.model import ConditionName
from bti.guide.tables import ConditionTable, RequirementTable, Written
from bti.guide.terms import Modality
from bti.guide.vocabulary import (
    DUTIES,
    HEARD,
    HEARD_OF_FAMILY,
    MEETINGS,
    MINUTES_FOR,
    ORDERED,
    PEOPLE,
    PLACES,
    RECORDED,
    SCOPES,
    SHARED_WITH,
    SORTS,
)

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
    ConditionName.DOCUMENT_FILED: SORTS,
    ConditionName.EVALUATION_ANSWERED: (),
    ConditionName.MINUTES_WRITTEN: MINUTES_FOR,
    ConditionName.CHILD_HEARD: HEARD,
    ConditionName.FAMILY_HEARD: HEARD_OF_FAMILY,
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
        elif other is table.is_ and (written != "after" or table.after_with in (None, table.with_)):
            yield problem(part, f"{key}.{written}", "names the condition itself", other.value)
    if table.with_ is not None and table.is_ in _STANDING and (table.since or table.after):
        message = f"with `with`, {table.is_.value} asks for one that stands now; leave `since` and `after` out"
        yield problem(part, key, message)
    if table.is_ is ConditionName.CONSENT_STANDS and table.with_ is None:
        yield problem(part, key, f"consent_stands says with `with` for what; expected one of {', '.join(SCOPES)}")
    if table.with_ is not None:
        yield from _with(part, f"{key}.with", table.is_, table.with_, names)
    if table.after_with is not None:
        yield from _after_with(part, f"{key}.after_with", table, names)
    people = {"present": (table.present, ConditionName.MEETING_HELD)}
    people["invited"] = (table.invited, ConditionName.MEETING_CALLED)
    for written, (who, of) in people.items():
        if who is not None:
            yield from _people(part, f"{key}.{written}", table.is_, who, of, names)


def _with(part: Part[F], key: str, name: ConditionName, said: str, names: Names) -> Iterator[Problem]:
    known = _WITH.get(name)
    if known is None:
        yield problem(part, key, f"the condition {name.value} takes no `with`", said)
        return
    if said not in (*known, *_own(name, names)):
        own = sorted(_own(name, names))
        some = (*known, *(own[:_MOST_NAMED] or _LIKE.get(name, ())))
        more = f" and {len(own) - _MOST_NAMED} more" if len(own) > _MOST_NAMED else ""
        yield problem(part, key, f"expected one of {', '.join(some) or 'none'}{more}", said, some)


_MOST_NAMED: Final = 40
_LIKE: Final[dict[ConditionName, tuple[str, ...]]] = {ConditionName.CONSENT_STANDS: ("arena:ID",)}
"""How what is the guide's own is named, where it has none."""
_ARENAS: Final = (ConditionName.CONSENT_STANDS, ConditionName.MEETING_HELD, ConditionName.MEETING_CALLED)


def _own(name: ConditionName, names: Names) -> tuple[str, ...]:
    """Return how `with` may name what is the guide's own: kinds of meeting, tools, questions."""
    if name is ConditionName.CONSENT_STANDS:
        return tuple(f"arena:{one}" for one in names.arenas)
    if name is ConditionName.DOCUMENT_FILED:
        return tuple(names.tools)
    if name is ConditionName.EVALUATION_ANSWERED:
        return tuple(names.questions)
    return tuple(names.arenas) if name in _ARENAS else ()


def _after_with(part: Part[F], key: str, table: ConditionTable, names: Names) -> Iterator[Problem]:
    if table.after in ORDERED and table.after_with is not None:
        yield from _with(part, key, table.after, table.after_with, names)
        return
    known = [one.value for one in ORDERED]
    yield problem(part, key, f"goes with an `after` that is one of {', '.join(known)}", table.after_with)


def _people(
    part: Part[F], key: str, name: ConditionName, who: tuple[str, ...], of: ConditionName, names: Names
) -> Iterator[Problem]:
    if name is not of:
        yield problem(part, key, f"goes with the condition {of.value} alone", name.value)
    elif not who:
        yield problem(part, key, "names nobody; leave it out")
    known = (*PEOPLE, *sorted(names.roles | names.services))
    for place, one in enumerate(who):
        if one not in known and not names.fell_away(part, one):
            yield unknown(part, f"{key}[{place}]", "role, kind of service or part in the case", one, known)


def conditions(table: RequirementTable | ConditionTable | None) -> Iterator[ConditionTable]:
    """Yield every condition that a requirement names, wherever it stands in it."""
    if isinstance(table, RequirementTable):
        for one in (*(table.all_of or ()), *(table.any_of or ())):
            yield from conditions(one)
        yield from conditions(table.unless)
    elif table is not None:
        yield table


def can_be_met(
    table: RequirementTable | ConditionTable,
    never: frozenset[tuple[ConditionName, str | None]],
    modality: Modality = Modality.MUST,
) -> bool:
    """Tell whether a requirement can be met, or passed with a reason, while some conditions are not so.

    Args:
        table: The requirement.
        never: The conditions that are not so, each with its `with`.
        modality: How strongly it is meant, where it does not say.
    """
    if isinstance(table, ConditionTable):
        return modality is not Modality.MUST or not ({(table.is_, table.with_), *_within(table)} & never)
    meant = table.modality or modality
    if table.unless is not None and can_be_met(table.unless, never):
        return True
    every = all(can_be_met(one, never, meant) for one in table.all_of or ())
    return every and (not table.any_of or any(can_be_met(one, never, meant) for one in table.any_of))


def _within(table: ConditionTable) -> Iterator[tuple[ConditionName, str | None]]:
    """Yield what has to be so for a condition to be met, beside what it is called after.

    Guardians who are at a meeting, are called to one or can read its minutes have been told before.
    """
    told = (ConditionName.CONCERN_SHARED, "guardian")
    if table.after is not None and table.after_with is not None:
        yield table.after, table.after_with
    if {"guardian", "guardians"} & {*(table.present or ()), *(table.invited or ())}:
        yield told
    if table.is_ is ConditionName.MINUTES_WRITTEN and table.with_ is not None:
        yield told
