"""A chain of documents merged so far that ways, holders and consents can be looked at, each with its place in a file.

It is made of the documents rather than of the resolved guide: a guide with a wrong name in it cannot be resolved, and
all that is wrong with it should be said at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypeVar

import attrs

from bti.check.report import Finding, Severity
from bti.guide.document import Document, OutcomeTable, StepTable
from bti.guide.findings import Names, names_of, target_of
from bti.guide.merging import Layer, Part, Stack, children, first, roots
from bti.guide.model import Movement, OutcomeKind, Purpose
from bti.guide.parts import SIDE_EXITS
from bti.guide.tables import DeadlineTable, RequirementTable

__all__ = ["LevelShape", "OutcomeShape", "Shape", "StepShape", "found_at", "shape_of"]

F = TypeVar("F")

_MOVING: Final = frozenset({OutcomeKind.CONTINUE, OutcomeKind.NEW_MEASURES, OutcomeKind.UP, OutcomeKind.DOWN})


@attrs.frozen
class OutcomeShape:
    """One way a step can end, over all layers."""

    id: str
    kind: OutcomeKind | None
    targets: tuple[tuple[str, str | None], ...]
    is_known: bool
    """Whether every target it names exists."""
    stack: Stack[OutcomeTable]


@attrs.frozen
class StepShape:
    """One step, over all layers."""

    id: str
    level: str
    purpose: Purpose | None
    outcomes: tuple[OutcomeShape, ...]
    deadlines: tuple[Stack[DeadlineTable], ...]
    stack: Stack[StepTable]

    @property
    def goes_on(self) -> bool:
        """Tell whether it leads to the next step by itself; with an outcome of no kind that is not known."""
        return all(one.kind in SIDE_EXITS for one in self.outcomes)

    def requirement(self, name: str) -> tuple[RequirementTable, Part[StepTable]] | None:
        """Return the entry or the completion, and who states it."""
        return first(self.stack, lambda table: table.entry if name == "entry" else table.completion)


@attrs.frozen
class LevelShape:
    """One level, over all layers."""

    id: str
    steps: tuple[StepShape, ...]
    is_free: bool
    """Whether each of its steps may be taken when it suits."""
    path: str
    file: str | None


@attrs.frozen
class Shape:
    """The guide, over all layers.

    Attributes:
        stack: The documents, nearest first.
        names: The names that stand.
        levels: In order.
        entries: The ids of the steps with which a case may begin.
    """

    stack: Stack[Document]
    names: Names
    levels: tuple[LevelShape, ...]
    entries: tuple[str, ...]

    @property
    def steps(self) -> tuple[StepShape, ...]:
        """Return every step, level by level."""
        return tuple(step for level in self.levels for step in level.steps)


def shape_of(chain: Sequence[Layer]) -> Shape:
    """Merge a chain so far that it can be looked at."""
    stack = roots(chain)
    names = names_of(stack)
    levels = children(stack, "level", lambda table: table.level, lambda table: table.levels)
    found: list[LevelShape] = []
    for level, parts in levels.items():
        steps = children(parts, "step", lambda table: table.step, lambda table: table.steps)
        shaped = tuple(_step(level, step, stated, names) for step, stated in steps.items())
        movement = first(parts, lambda table: None if table.movement is None else table.movement.value)
        is_free = movement is not None and movement[0] is Movement.FREE
        found.append(LevelShape(level, shaped, is_free, parts[0].path, parts[0].layer.file))
    return Shape(stack, names, tuple(found), _entries(stack, names, found))


def _entries(stack: Stack[Document], names: Names, levels: Sequence[LevelShape]) -> tuple[str, ...]:
    firsts = {level.id: level.steps[0].id for level in levels if level.steps}
    stated = first(stack, lambda table: None if table.entries is None else table.entries.value)
    reached = [target_of(name, names) for name in (stated[0] if stated else ())]
    begun = [step or firsts.get(level) for level, step in (one for one in reached if one is not None)]
    return tuple(one for one in begun if one is not None) or tuple(firsts.values())[:1]


def _step(level: str, step: str, stack: Stack[StepTable], names: Names) -> StepShape:
    purpose = first(stack, lambda table: table.purpose)
    outcomes = children(stack, "outcome", lambda table: table.outcome, lambda table: table.outcomes)
    deadlines = children(stack, "deadline", lambda table: table.deadline)
    return StepShape(
        id=step,
        level=level,
        purpose=purpose[0] if purpose else None,
        outcomes=tuple(_outcome(one, stated, names) for one, stated in outcomes.items()),
        deadlines=tuple(deadlines.values()),
        stack=stack,
    )


def _outcome(outcome: str, stack: Stack[OutcomeTable], names: Names) -> OutcomeShape:
    kind = first(stack, lambda table: table.kind)
    to = first(stack, lambda table: table.to)
    reached = [target_of(name, names) for name in (to[0] if to else ()) if to and not names.is_gone(to[1], name)]
    return OutcomeShape(
        id=outcome,
        kind=kind[0] if kind else None,
        targets=tuple(one for one in reached if one is not None),
        is_known=None not in reached and (bool(reached) or kind is None or kind[0] not in _MOVING),
        stack=stack,
    )


def found_at(part: Part[F], key: str, severity: Severity, code: str, **params: object) -> Finding:
    """Return a finding about one key of one part of a file; about the part itself where the key is empty."""
    path = f"{part.path}.{key}" if key else part.path
    return Finding(severity, code, path, tuple(params.items()), file=part.layer.file)
