"""Check the levels of a chain of documents: steps, conditions, outcomes and where they lead, deadlines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, TypeVar

from bti.errors import Problem
from bti.guide.checking_conditions import check_conditions
from bti.guide.checking_limits import check_deadline
from bti.guide.document import Document, LevelTable, OutcomeTable, StepTable
from bti.guide.findings import Names, lacking, left_out_by, problem, standing, target_of, unknown
from bti.guide.merging import Stack, below, children, first
from bti.guide.model import OutcomeKind

__all__ = ["check_entries", "check_levels"]

F = TypeVar("F")

_MOVING: Final = frozenset({OutcomeKind.CONTINUE, OutcomeKind.NEW_MEASURES, OutcomeKind.UP, OutcomeKind.DOWN})
_ELSEWHERE: Final = frozenset({OutcomeKind.ADVICE, OutcomeKind.REFER})


def check_levels(stack: Stack[Document], names: Names) -> Iterator[Problem]:
    """Yield what is wrong with the levels of a chain, and with all that is on them."""
    if not names.levels:
        yield problem(stack[0], "level", "a guide needs at least one level")
    yield from standing(stack, "level", lambda table: table.level, lambda table: table.levels)
    levels = children(stack, "level", lambda table: table.level, lambda table: table.levels)
    for level, parts in levels.items():
        yield from lacking(parts, {"title": lambda table: table.title})
        yield from standing(parts, "step", lambda table: table.step, lambda table: table.steps)
        steps = children(parts, "step", lambda table: table.step, lambda table: table.steps)
        if not steps:
            yield problem(parts[0], "step", f"level {level} has no step")
        yield from _definition(parts, names)
        for deadline in children(parts, "deadline", lambda table: table.deadline).values():
            yield from check_deadline(deadline, names)
        own = {step: stated for step, stated in steps.items() if not _is_elsewhere(stated, step, level, stack, names)}
        for step, stated in steps.items():
            if step not in own:
                message = f"belongs to level {names.steps[step]}, where a guide beneath states it"
                yield problem(stated[0], "id", message, step)
                continue
            if names.steps[step] != level:
                message = f"stands on level {names.steps[step]} too; a step's id is unique in the guide"
                yield problem(stated[0], "id", message, step)
            yield from _step(stated, level, names)
            yield from _lost(stack, stated, step, level, names)
        if own:
            yield from _end(list(own.values())[-1])


def _is_elsewhere(stated: Stack[StepTable], step: str, level: str, stack: Stack[Document], names: Names) -> bool:
    """Tell whether a step that stands on a level is one of another level in a guide further off."""
    if names.steps[step] == level:
        return False
    here = {id(part.layer) for part in stated}
    further = [part for part in stack if id(part.layer) not in here]
    levels = (one for part in further for one in part.table.level or () if one.id == names.steps[step])
    return any(known.id == step for one in levels for known in one.step or ())


def _definition(stack: Stack[LevelTable], names: Names) -> Iterator[Problem]:
    stated = below(stack, "definition", lambda table: table.definition)
    for part in stated:
        for place, kind in enumerate(part.table.kinds or ()):
            if kind not in names.services:
                yield unknown(part, f"kinds[{place}]", "service", kind, names.services)
    said = ("services", "kinds", "place", "words")
    if stated and not any(getattr(part.table, key) for part in stated for key in said):
        yield problem(stated[0], "", f"says nothing; give one of {', '.join(said)}")


def check_entries(stack: Stack[Document], names: Names) -> Iterator[Problem]:
    """Yield entries that are no place to begin: names that lead nowhere, or the same place twice."""
    for part in stack:
        stated = part.table.entries
        if stated is None or stated.value is None:
            continue
        if not stated.value:
            yield problem(part, "entries", "a case has to begin somewhere: name a level or a step, or leave it out")
        for place, name in enumerate(stated.value):
            if names.is_gone(part, name) and any(target_of(one, names) for one in stated.value):
                continue
            if target_of(name, names) is None:
                yield unknown(part, f"entries[{place}]", "level or step", name, {*names.levels, *names.steps})
            elif name in stated.value[:place]:
                yield problem(part, f"entries[{place}]", "stands twice", name)


def _step(stack: Stack[StepTable], level: str, names: Names) -> Iterator[Problem]:
    yield from lacking(stack, {"title": lambda table: table.title, "purpose": lambda table: table.purpose})
    for part in stack:
        yield from check_conditions(part, "entry", part.table.entry, names)
        yield from check_conditions(part, "completion", part.table.completion, names)
    yield from standing(stack, "outcome", lambda table: table.outcome, lambda table: table.outcomes)
    for outcome in children(stack, "outcome", lambda table: table.outcome, lambda table: table.outcomes).values():
        yield from _outcome(outcome, level, names)
    for deadline in children(stack, "deadline", lambda table: table.deadline).values():
        yield from check_deadline(deadline, names)


def _lost(stack: Stack[Document], stated: Stack[StepTable], step: str, level: str, names: Names) -> Iterator[Problem]:
    """Yield inherited outcomes that can lead nowhere any more; whoever left out their targets says what follows.

    Of one that leads elsewhere too, the targets that were left out fall away.
    """
    outcomes = children(stated, "outcome", lambda table: table.outcome, lambda table: table.outcomes)
    lost: dict[str, str] = {}
    for outcome, parts in outcomes.items():
        to = first(parts, lambda table: table.to)
        if to is not None and to[0] and all(names.is_gone(to[1], target) for target in to[0]):
            lost[outcome] = to[0][0]
    if not lost:
        return
    part, key = left_out_by(stack, next(iter(lost.values())))
    kept = ", ".join(f'"{one}"' for one in outcomes if one not in lost)
    message = (
        f"leaves outcome {', '.join(lost)} of step {step} on level {level} nowhere to lead; "
        f"write outcomes = [{kept}] in that step, or give the outcome a `to` of your own"
    )
    yield problem(part, key, message, ", ".join(dict.fromkeys(lost.values())))


def _end(stack: Stack[StepTable]) -> Iterator[Problem]:
    outcomes = children(stack, "outcome", lambda table: table.outcome, lambda table: table.outcomes)
    kinds = [first(outcome, lambda table: table.kind) for outcome in outcomes.values()]
    if not any(kind is None or kind[0] in _MOVING or kind[0] is OutcomeKind.CLOSE for kind in kinds):
        message = "the last step of a level needs an outcome that closes the case or leads on"
        yield problem(stack[0], "outcome", message)


def _outcome(stack: Stack[OutcomeTable], level: str, names: Names) -> Iterator[Problem]:
    yield from lacking(stack, {"label": lambda table: table.label, "kind": lambda table: table.kind})
    for part in stack:
        yield from check_conditions(part, "requires", part.table.requires, names)
    kind = first(stack, lambda table: table.kind)
    to = first(stack, lambda table: table.to)
    if kind is None:
        return
    said = kind[0]
    body = first(stack, lambda table: table.body)
    if body is not None and said not in _ELSEWHERE:
        yield problem(body[1], "body", f"an outcome of kind {said.value} asks nobody else; only advice and refer do")
    if said in _MOVING and not (to and to[0]):
        yield problem(stack[0], "to", f"an outcome of kind {said.value} leads somewhere: name a level or a step")
    if to is None:
        return
    targets, part = to
    if said not in _MOVING:
        if targets:
            message = f"an outcome of kind {said.value} never moves the case: leave `to` out, or say to = []"
            yield problem(stack[0], "to", message, ", ".join(targets))
        return
    for place, target in enumerate(targets):
        key = f"to[{place}]"
        if target in targets[:place]:
            yield problem(part, key, "stands twice", target)
        reached = target_of(target, names)
        if reached is None and names.is_gone(part, target):
            continue  # falls away, and with the last of them `_lost` says so
        if reached is None:
            yield unknown(part, key, "level or step", target, names.targets)
            continue
        wrong = _direction(said, names.levels.index(level), names.levels.index(reached[0]))
        if wrong:
            yield problem(part, key, wrong, target)


def _direction(kind: OutcomeKind, here: int, there: int) -> str | None:
    if kind is OutcomeKind.UP and there <= here:
        return "an outcome of kind up leads to a later level"
    if kind is OutcomeKind.DOWN and there >= here:
        return "an outcome of kind down leads to an earlier level"
    if kind is OutcomeKind.CONTINUE and there != here:
        return "an outcome of kind continue stays on the level"
    return None
