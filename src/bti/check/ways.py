"""Can a case come everywhere in the guide, and away again? Levels, steps and outcomes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from bti.check.report import Finding, Severity
from bti.check.shape import LevelShape, Shape, StepShape
from bti.guide.merging import first
from bti.guide.model import OutcomeKind, Purpose

__all__ = ["ways"]

_JUDGING: Final = frozenset({Purpose.EVALUATE, Purpose.CHOOSE_WAY, Purpose.DECIDE, Purpose.CLOSE})


def ways(shape: Shape) -> Iterator[Finding]:
    """Yield what a case cannot reach or leave."""
    steps = {step.id: step for step in shape.steps}
    if steps and all(outcome.is_known for step in steps.values() for outcome in step.outcomes):
        yield from _unreached(shape, steps)
    for level in shape.levels:
        if level.steps and not any(step.purpose in _JUDGING for step in level.steps):
            yield _of(level, "level_without_choice", Severity.WARNING)
        yield from _unevaluated(level)


def _unreached(shape: Shape, steps: Mapping[str, StepShape]) -> Iterator[Finding]:
    """Follow every way from the first step: going on, skipping, and each outcome."""
    ahead = _ahead(shape)
    seen: set[str] = set()
    for entry in shape.entries:
        seen |= _reached(entry, ahead, seen)
    for level in shape.levels:
        lost = [step for step in level.steps if step.id not in seen]
        if lost and len(lost) == len(level.steps):
            yield _of(level, "unreachable_level", Severity.WARNING)
        else:
            yield from (_at(step, "unreachable_step", Severity.WARNING) for step in lost)
    back: dict[str, list[str]] = {}
    for here, there in ahead.items():
        for one in there:
            back.setdefault(one, []).append(here)
    closing = [step.id for step in steps.values() if any(one.kind is OutcomeKind.CLOSE for one in step.outcomes)]
    ending: set[str] = set()
    for one in closing:
        ending |= _reached(one, back, ending)
    for step in steps.values():
        if step.id in seen and step.id not in ending:
            yield _at(step, "no_way_to_close", Severity.WARNING)


def _ahead(shape: Shape) -> dict[str, list[str]]:
    firsts = {level.id: level.steps[0].id for level in shape.levels if level.steps}
    ahead: dict[str, list[str]] = {}
    for level in shape.levels:
        for place, step in enumerate(level.steps):
            there = [step_id or firsts.get(to) for one in step.outcomes for to, step_id in one.targets]
            if (level.is_free or step.goes_on) and place + 1 < len(level.steps):
                there.append(level.steps[place + 1].id)
            if level.is_free and place:
                there.append(level.steps[place - 1].id)
            ahead[step.id] = [one for one in there if one is not None]
    return ahead


def _reached(start: str, ahead: Mapping[str, Iterable[str]], known: Iterable[str] = ()) -> set[str]:
    seen = {*known, start}
    waiting = [start]
    while waiting:
        for one in ahead.get(waiting.pop(), ()):
            if one not in seen:
                seen.add(one)
                waiting.append(one)
    return seen


def _unevaluated(level: LevelShape) -> Iterator[Finding]:
    """Yield a level on which measures are carried out and nothing looks at what came of them."""
    purposes = {step.purpose for step in level.steps}
    if Purpose.CARRY_OUT in purposes and not purposes & {Purpose.EVALUATE, Purpose.CHOOSE_WAY}:
        yield _of(level, "measures_never_evaluated", Severity.WARNING)


def _named(step: StepShape) -> tuple[tuple[str, object], ...]:
    title = first(step.stack, lambda table: table.title)
    return (("step", step.id), ("title", title[0] if title else step.id), ("level", step.level))


def _at(step: StepShape, code: str, severity: Severity) -> Finding:
    part = step.stack[0]
    return Finding(severity, code, part.path, _named(step), file=part.layer.file)


def _of(level: LevelShape, code: str, severity: Severity) -> Finding:
    return Finding(severity, code, level.path, (("level", level.id),), file=level.file)
