"""Does a step ask for what the guide lets nobody do before a later one?

Whoever says that the baton is held from level 2 and asks for a holder on level 1 has made a step that no case can
leave: a holder cannot be named yet, and the case does not come to where one could. So too the relay log before it may
be opened, and a meeting in an arena of other levels. Every way from where a case may begin is followed, with what could
have been done on it so far; what a level further on made possible may be brought back, and is no dead end.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import attrs

from bti.check.report import Finding, Severity
from bti.check.shape import OutcomeShape, Shape, StepShape, found_at
from bti.guide.checking_conditions import can_be_met, conditions
from bti.guide.merging import Part, Stack, below, children, first
from bti.guide.model import ConditionName, Modality
from bti.guide.resolving_relay import beginning
from bti.guide.tables import RequirementTable, SettingTable, Written

__all__ = ["waiting"]

Pair = tuple[ConditionName, str | None]
_Stated = tuple[RequirementTable, Part[Any]] | None

_MOST_ARENAS: Final = 100
"""How many arenas are followed at the most; a guide that asks for meetings in more has none to read it."""


@attrs.frozen
class _Opening:
    """What may be done from some place on.

    Attributes:
        pairs: The conditions that are not so before.
        bounds: The first place, as the numbers of its level and step, by what the guide writes of it.
        levels: The numbers of the levels on which it may be, and what the guide writes of them; None: all.
        event: What has to have happened first, and what it is called; None: nothing.
    """

    pairs: frozenset[Pair]
    bounds: Mapping[str, tuple[int, int]]
    levels: tuple[frozenset[int], str] | None = None
    event: tuple[RequirementTable, str] | None = None

    def hindered(self, place: tuple[int, int], never: frozenset[Pair]) -> tuple[str, ...]:
        """Return what in the guide keeps it from being done at a place, while some conditions are not so."""
        found = [said for said, bound in self.bounds.items() if place < bound]
        if self.levels is not None and place[0] not in self.levels[0]:
            found.append(self.levels[1])
        if self.event is not None and not can_be_met(self.event[0], never):
            found.append(self.event[1])
        return tuple(found)


def waiting(shape: Shape) -> Iterator[Finding]:
    """Yield requirements that a case comes to and cannot meet there, since the guide allows what they ask for later."""
    asked = {(one.is_, one.with_) for stated in _requirements(shape) for one in conditions(stated)}
    places = {
        step.id: (number, len(level.steps) if level.is_free else place)
        for number, level in enumerate(shape.levels)
        for place, step in enumerate(level.steps)
    }
    relay = tuple(_relay(shape, places))
    groups = [relay] if any(one.pairs & asked for one in relay) else []
    groups += [(one,) for one in _arenas(shape) if one.pairs & asked][:_MOST_ARENAS]
    for openings in groups:
        yield from _Followed(shape, places, openings).findings()


def _requirements(shape: Shape) -> Iterator[RequirementTable]:
    for step in shape.steps:
        stated = [step.requirement("entry"), step.requirement("completion"), *map(_requires, step.outcomes)]
        yield from (one[0] for one in stated if one is not None)


def _requires(outcome: OutcomeShape) -> _Stated:
    return first(outcome.stack, lambda table: table.requires)


# --- what may be done from where on ----------------------------------------------------------------------------------


def _relay(shape: Shape, places: Mapping[str, tuple[int, int]]) -> Iterator[_Opening]:
    tables: dict[ConditionName, tuple[str, Stack[Any]]] = {
        ConditionName.BATON_HELD: ("baton", below(shape.stack, "baton", lambda table: table.baton)),
        ConditionName.LOG_OPEN: ("log", below(shape.stack, "log", lambda table: table.log)),
    }
    for name, (group, stack) in tables.items():
        counting = beginning(stack)
        level, step = (_bound(counting[key], key) for key in ("from_level", "from_step"))
        event = first(counting["from_event"], lambda table: table.from_event)
        bounds = {
            f'{group}.from_level = "{level}"': (shape.names.levels.index(level), 0)
            if level in shape.names.levels
            else None,
            f'{group}.from_step = "{step}"': places.get(step or ""),
        }
        known = {said: bound for said, bound in bounds.items() if bound is not None}
        is_asked = event is not None and event[0].written is not Written.NONE
        waits = (event[0], f"{group}.from_event") if event is not None and is_asked else None
        yield _Opening(frozenset({(name, None)}), known, None, waits)


def _bound(stack: Stack[Any], key: str) -> str | None:
    """Return from where on something binds everywhere; nothing where it only ought to, or differs by case."""
    stated = [getattr(part.table, key) for part in stack if getattr(part.table, key) is not None]
    value: str | None = _value(stated)
    return value


def _value(stated: Sequence[SettingTable[Any]]) -> Any:
    """Return what a setting says where it binds and says the same everywhere; None otherwise."""
    if not stated or any(one.when or one.cases or one.conflict for one in stated):
        return None
    modality = next((one.modality for one in stated if one.modality is not None), Modality.MUST)
    return next((one.value for one in stated if one.value is not None), None) if modality is Modality.MUST else None


def _arenas(shape: Shape) -> Iterator[_Opening]:
    order = {level: number for number, level in enumerate(shape.names.levels)}
    arenas = children(shape.stack, "arena", lambda table: table.arena, lambda table: table.arenas)
    for arena, stack in arenas.items():
        levels = _value([part.table.levels for part in stack if part.table.levels is not None])
        known = frozenset(order[one] for one in levels or () if one in order)
        if known:
            pairs = frozenset({(ConditionName.MEETING_CALLED, arena), (ConditionName.MEETING_HELD, arena)})
            yield _Opening(pairs, {}, (known, f"arena {arena}, levels = {', '.join(levels)}"))


# --- the ways ----------------------------------------------------------------------------------------------------


class _Followed:
    """Every way through the guide, with what could have been done on it so far."""

    def __init__(self, shape: Shape, places: Mapping[str, tuple[int, int]], openings: Sequence[_Opening]) -> None:
        """Follow every way from where a case may begin."""
        self._places, self._openings = places, openings
        self._pairs = frozenset(pair for one in openings for pair in one.pairs)
        self._steps = {step.id: step for step in shape.steps}
        self._firsts = {level.id: level.steps[0].id for level in shape.levels if level.steps}
        self._beside: dict[str, tuple[str, ...]] = {}
        self._next: dict[str, str] = {}
        for level in shape.levels:
            ids = [step.id for step in level.steps]
            self._next |= dict(itertools.pairwise(ids))
            if level.is_free:
                self._beside |= {
                    one: tuple(ids[max(place - 1, 0) : place] + ids[place + 1 : place + 2])
                    for place, one in enumerate(ids)
                }
        self._unmet: dict[tuple[str, str], tuple[StepShape, str, RequirementTable, Part[Any], frozenset[Pair]]] = {}
        self._met: set[tuple[str, str]] = set()
        self._stuck: set[tuple[str, str]] = set()
        self._follow(shape.entries)

    def findings(self) -> Iterator[Finding]:
        """Yield each requirement that a case cannot meet where it comes to it."""
        for place, (step, key, required, part, never) in self._unmet.items():
            if place in self._met and place not in self._stuck:
                continue
            late = [one for one in self._openings if one.pairs <= never and not can_be_met(required, one.pairs)]
            late = late or [one for one in self._openings if one.pairs <= never]
            wanted = {(one.is_, one.with_) for one in conditions(required)}
            asked = sorted(
                name.value if with_ is None else f"{name.value} ({with_})"
                for name, with_ in wanted & {pair for one in late for pair in one.pairs}
            )
            hindered = (said for one in late for said in one.hindered(self._places[step.id], never))
            params: dict[str, object] = {
                "step": step.id,
                "level": step.level,
                "named": key,
                "asked": ", ".join(asked),
                "later": ", ".join(dict.fromkeys(hindered)),
            }
            yield found_at(part, key, Severity.WARNING, "asked_too_early", **params)

    def _follow(self, entries: Sequence[str]) -> None:
        waiting = [(one, self._never(one, self._pairs)) for one in entries if one in self._steps]
        seen = set(waiting)
        while waiting:
            here, never = waiting.pop()
            for there in self._ahead(self._steps[here], never):
                state = (there, self._never(there, never))
                if state not in seen:
                    seen.add(state)
                    waiting.append(state)

    def _never(self, step: str, never: frozenset[Pair]) -> frozenset[Pair]:
        """Return what cannot have been done yet by a case that comes to a step."""
        place = self._places[step]
        for _ in self._openings:
            for one in self._openings:
                if one.pairs <= never and not one.hindered(place, never):
                    never -= one.pairs
        return never

    def _ahead(self, step: StepShape, never: frozenset[Pair]) -> Iterator[str]:
        yield from self._beside.get(step.id, ())
        skipped = first(step.stack, lambda table: None if table.skippable is None else table.skippable.value)
        is_skippable = skipped is not None and skipped[0]
        following = self._next.get(step.id)
        if is_skippable and following is not None:
            yield following
        if not self._is_met(step, "completion", step.requirement("completion"), never):
            if not is_skippable:  # that another way comes to it better off opens no way out for this one
                self._stuck.add((step.id, "completion "))
            return
        if step.goes_on and following is not None and self._is_entered(following, never):
            yield following
        for outcome in step.outcomes:
            required = _requires(outcome)
            if self._is_met(step, "requires", required, never, outcome.id):
                for level, target in outcome.targets:
                    there = target or self._firsts.get(level)
                    if there in self._steps and self._is_entered(there, never):
                        yield there

    def _is_entered(self, step: str, never: frozenset[Pair]) -> bool:
        entered = self._steps[step]
        return self._is_met(entered, "entry", entered.requirement("entry"), never)

    def _is_met(self, step: StepShape, key: str, stated: _Stated, never: frozenset[Pair], of: str = "") -> bool:
        if stated is None or stated[0].written is Written.NONE:
            return True
        place = (step.id, f"{key} {of}")
        if can_be_met(stated[0], never):
            self._met.add(place)
            return True
        self._unmet[place] = (step, key, stated[0], stated[1], never)
        return False
