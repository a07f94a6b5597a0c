"""Check that a guide leaves alone, in its steps and meetings too, what no municipality may set (law section 12).

A key that would mean it is refused by its name (`bti.guide.never`). Here it is told from what a guide builds of keys
that are there: conditions before a report, steps that lead on only past guardians who must not be told, time limits on
protection, and a consent that goes on when it is taken back. What stands in prose is said and binds nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, TypeVar

from bti.errors import Problem
from bti.guide.arenas import About, Attendance
from bti.guide.checking_conditions import can_be_met
from bti.guide.document import Document, OutcomeTable, StepTable
from bti.guide.findings import Names, problem
from bti.guide.merging import Part, Stack, below, children, first
from bti.guide.never import because
from bti.guide.pathways import PathwaySort
from bti.guide.tables import DeadlineTable, RequirementTable, SettingTable, Written
from bti.guide.tables_arenas import ArenaTable, PathwayTable
from bti.guide.terms import ConditionName, Givers, OutcomeKind

__all__ = ["check_never"]

F = TypeVar("F")
V = TypeVar("V")

_REPORT: Final = ("D-01", "D-04")
_SUSPICION: Final = ("D-05",)

_TOLD: Final = frozenset(
    {
        (ConditionName.CONCERN_SHARED, "guardian"),
        (ConditionName.NO_GUARDIAN_NAMED, None),  # where this is so, nobody is to be spared being told
    }
)
_BEFORE: Final = ("entry", "count")
"""What may not stand before a way to protection."""


def check_never(stack: Stack[Document], names: Names) -> Iterator[Problem]:
    """Yield what delays or conditions protection, tells guardians first, or lets a consent outlive itself."""
    levels = children(stack, "level", lambda table: table.level, lambda table: table.levels)
    for level, parts in levels.items():
        steps = children(parts, "step", lambda table: table.step, lambda table: table.steps)
        for step, stated in steps.items():
            if names.steps[step] == level:
                yield from _step(step, stated)
    for pathway in children(stack, "pathway", lambda table: table.pathway, lambda table: table.pathways).values():
        sort = first(pathway, lambda table: table.sort)
        if sort is not None and sort[0] is PathwaySort.PROTECTION:
            yield from _pathway(pathway)
    for arena in children(stack, "arena", lambda table: table.arena, lambda table: table.arenas).values():
        yield from _arena(arena)
    yield from _withdrawal(stack)
    yield from _alone(stack)


# --- steps -----------------------------------------------------------------------------------------------------------


def _step(step: str, stack: Stack[StepTable]) -> Iterator[Problem]:
    entry, completion = first(stack, lambda table: table.entry), first(stack, lambda table: table.completion)
    for key, stated in (("entry", entry), ("completion", completion)):
        if stated is not None and _waits_for_guardians(stated[0]):
            yield problem(stated[1], key, _telling(step))
    for outcome, parts in children(stack, "outcome", lambda table: table.outcome, lambda table: table.outcomes).items():
        yield from _outcome(step, outcome, parts)


def _outcome(step: str, outcome: str, stack: Stack[OutcomeTable]) -> Iterator[Problem]:
    kind, stated = first(stack, lambda table: table.kind), first(stack, lambda table: table.requires)
    if kind is None or stated is None or stated[0].written is Written.NONE:
        return
    if kind[0] is OutcomeKind.REPORT:
        message = f"puts a condition on the report that is outcome {outcome} of step {step}; "
        yield problem(stated[1], "requires", message + because(_REPORT))
    elif _waits_for_guardians(stated[0]):
        yield problem(stated[1], "requires", _telling(step))


def _telling(step: str) -> str:
    return f"lets nobody beyond step {step} before the guardians have been told; {because(_SUSPICION)}"


def _waits_for_guardians(table: RequirementTable) -> bool:
    """Tell whether a requirement that binds can be met only by telling guardians."""
    return table.written is not Written.NONE and not can_be_met(table, _TOLD)


# --- pathways and meetings that are about protection -----------------------------------------------------------------


def _pathway(stack: Stack[PathwayTable]) -> Iterator[Problem]:
    for part in stack:
        for key in _BEFORE:
            stated = getattr(part.table, key)
            if stated and getattr(stated, "written", None) is not Written.NONE:
                yield problem(part, key, because(_REPORT))
    steps = children(stack, "step", lambda table: table.step, lambda table: table.steps)
    for step in steps.values():
        stated = first(step, lambda table: table.requires)
        if stated is not None and stated[0].written is not Written.NONE:
            yield problem(stated[1], "requires", because(_REPORT))
        for limit in children(step, "deadline", lambda table: table.deadline).values():
            yield from _limit(limit)
    for limit in children(stack, "deadline", lambda table: table.deadline).values():
        yield from _limit(limit)
    told = first(stack, lambda table: table.recipients)
    if told is not None and "guardians" in _values(told[0]):
        yield problem(told[1], "recipients", because(_SUSPICION))


def _limit(stack: Stack[DeadlineTable]) -> Iterator[Problem]:
    waits = first(stack, lambda table: table.not_before)
    if waits is not None:
        yield problem(waits[1], "not_before", because(_REPORT))


def _arena(stack: Stack[ArenaTable]) -> Iterator[Problem]:
    about = first(stack, lambda table: table.about)
    calls: tuple[tuple[SettingTable[Attendance], Part[ArenaTable]], ...] = ()
    if about is not None and about[0] is About.PROTECTION:
        calls = tuple((part.table.guardians, part) for part in stack if part.table.guardians is not None)
    for setting, part in calls:
        if any(one is not Attendance.NOT for one in (setting.value, *(case.value for case in setting.cases or ()))):
            yield problem(part, "guardians", because(_SUSPICION))


def _values(setting: SettingTable[tuple[str, ...]]) -> set[str]:
    stated = (setting.value, *(case.value for case in setting.cases or ()))
    stated += tuple(one.value for one in setting.conflict or ())
    return {name for names in stated if names is not None for name in names}


# --- consent ---------------------------------------------------------------------------------------------------------


def _withdrawal(stack: Stack[Document]) -> Iterator[Problem]:
    """Yield a consent that goes on, to the log and to a service, though it was taken back."""
    consent = below(stack, "consent", lambda table: table.consent)
    closes = first(consent, lambda table: table.withdrawal_closes_log and table.withdrawal_closes_log.value)
    ends = first(consent, lambda table: table.withdrawal_ends_service and table.withdrawal_ends_service.value)
    if ends is not None and ends[0] is False and closes is not None and closes[0] is False:
        message = f"lets a consent go on that was taken back; {because(('Q-02', 'Q-10'))}"
        yield problem(ends[1], "withdrawal_ends_service", message)


_ALONE: Final = frozenset({Givers.YOUNG_PERSON, Givers.GUARDIANS_OR_YOUNG_PERSON})
_OWN_CONSENT: Final = 15
"""The lowest age from which any rule or known municipality lets a child decide without guardians (law A-14, A-30).

Younger ones decide alone only where health personnel judge one child's reasons (law A-19), which no setting does.
"""


def _alone(stack: Stack[Document]) -> Iterator[Problem]:
    """Yield a scope that a child below 15 may consent to alone.

    A guide that decides by case is looked at as a whole: no age it names for a scope may be below, whatever the case.
    """
    consent = below(stack, "consent", lambda table: table.consent)
    common = _values_of(consent, lambda table: table.own_age)[0]
    for scope in children(consent, "scope", lambda table: table.scope).values():
        own, always = _values_of(scope, lambda table: table.own_age)
        ages = own if always else own | common
        said = first(scope, lambda table: table.givers)
        if said is None or not _values_of(scope, lambda table: table.givers)[0] & _ALONE:
            continue
        if any(age < _OWN_CONSENT for age in ages):
            yield problem(said[1], "givers", because(("A-02", "A-30")), min(ages))


def _values_of(stack: Stack[F], get: Callable[[F], SettingTable[V] | None]) -> tuple[frozenset[V], bool]:
    """Return what a setting may be, whatever the case, and whether it is something in every case."""
    found: set[V] = set()
    for part in stack:
        setting = get(part.table)
        if setting is None:
            continue
        cases = (setting.value, *(case.value for case in setting.cases or ()))
        found |= {value for value in cases if value is not None} | {one.value for one in setting.conflict or ()}
        if setting.when is None:
            return frozenset(found), True
    return frozenset(found), False
