"""Where a guide says something otherwise than the guide beneath it, and may not have meant to.

Whoever writes a requirement anew easily forgets how strongly the one beneath was meant; whoever says from which event
the relay log is opened, that the level said beneath is gone then. Both may well be meant, so they are worth knowing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final, TypeVar

import attrs

from bti.check.report import Finding, Severity
from bti.check.shape import Shape, StepShape, found_at
from bti.guide.checking import protection_of
from bti.guide.checking_conditions import conditions
from bti.guide.document import DefinitionTable, Document, LevelTable
from bti.guide.findings import left_out_by
from bti.guide.merging import Layer, Part, Stack, below, children, first
from bti.guide.model import ConditionName, Modality
from bti.guide.tables import ConditionTable, RequirementTable, SettingTable, Written

__all__ = ["beneath"]

F = TypeVar("F")

_STRENGTHS: Final = (Modality.MAY, Modality.SHOULD, Modality.MUST)
_BEGINNINGS: Final = ("from_level", "from_step", "from_event")


def beneath(shape: Shape) -> Iterator[Finding]:
    """Yield rules that ask for less than beneath or less strongly, beginnings set aside, and bare words."""
    own = shape.stack[0].layer
    for step in shape.steps:
        for name in ("entry", "completion"):
            yield from _requirement(step.stack, name, own)
        yield from _outcomes(step, own)
        for outcome in step.outcomes:
            yield from _requirement(outcome.stack, "requires", own)
    yield from _targets(shape)
    yield from _advice(shape.stack)
    groups: dict[str, Stack[Any]] = {
        "baton": below(shape.stack, "baton", lambda table: table.baton),
        "consent": below(shape.stack, "consent", lambda table: table.consent),
        "log": below(shape.stack, "log", lambda table: table.log),
    }
    for name, stack in groups.items():
        yield from _settings(stack, own)
        if name != "consent":
            yield from _beginning(stack, own)
    levels = children(shape.stack, "level", lambda table: table.level, lambda table: table.levels)
    for level in levels.values():
        yield from _definition(level, own)


def _requirement(stack: Stack[F], name: str, own: Layer) -> Iterator[Finding]:
    def strength(part: Part[F]) -> Modality | None:
        held: RequirementTable | None = getattr(part.table, name)
        return None if held is None or held.written is Written.NONE else held.modality or Modality.MUST

    yield from _weaker(stack, name, own, strength)
    held: list[RequirementTable | None] = [getattr(part.table, name) for part in stack if part.layer is not own]
    asked = frozenset(one.is_ for table in [each for each in held if each][:1] for one in conditions(table))
    yield from _weaker(stack, name, own, lambda part: _weakest(part, name, own, asked))
    yield from _dropped(stack, name, own)


def _weakest(part: Part[F], name: str, own: Layer, asked: frozenset[ConditionName]) -> Modality | None:
    """Return how strongly the weakest part within a requirement of one's own is meant; of others, the whole.

    A part that asks for nothing that is asked beneath is more, and no less.
    """
    held: RequirementTable | None = getattr(part.table, name)
    if held is None or held.written is Written.NONE:
        return None
    whole = held.modality or Modality.MUST
    if part.layer is not own:
        return whole
    parts = (one for one in _within(held) if not asked.isdisjoint(each.is_ for each in conditions(one)))
    within = [one.modality for one in parts if one.modality is not None]
    weakest = min(within, key=_STRENGTHS.index, default=whole)
    return weakest if _STRENGTHS.index(weakest) < _STRENGTHS.index(whole) else None


def _within(table: RequirementTable) -> Iterator[RequirementTable]:
    for one in (*(table.all_of or ()), *(table.any_of or ())):
        if isinstance(one, RequirementTable):
            yield one
            yield from _within(one)


def _dropped(stack: Stack[F], name: str, own: Layer) -> Iterator[Finding]:
    """Yield a requirement of one's own that no longer asks for what the guide beneath asks for there."""
    if not stack or stack[0].layer is not own:
        return
    mine: RequirementTable | None = getattr(stack[0].table, name)
    stated = next((part for part in stack[1:] if getattr(part.table, name) is not None), None)
    if mine is None or mine.written is Written.NONE or stated is None:
        return
    kept = {one.is_ for one in conditions(mine)}
    asked = (tuple(dict.fromkeys(one.is_ for one in part)) for part in _asked(getattr(stated.table, name)))
    gone = dict.fromkeys(" | ".join(one.value for one in part) for part in asked if part and kept.isdisjoint(part))
    if gone:
        params: dict[str, object] = {"gone": ", ".join(gone), "guide": stated.layer.guide, "named": name}
        yield found_at(stack[0], name, Severity.NOTE, "no_longer_required", **params)


def _asked(table: RequirementTable | ConditionTable) -> Iterator[tuple[ConditionTable, ...]]:
    """Yield what a requirement asks for: each time a condition, or several any of which will do."""
    if isinstance(table, ConditionTable):
        yield (table,)
        return
    for one in table.all_of or ():
        yield from _asked(one)
    yield tuple(condition for one in table.any_of or () for condition in conditions(one))


def _outcomes(step: StepShape, own: Layer) -> Iterator[Finding]:
    """Yield a list of outcomes that leaves out some of the guide beneath."""
    if not step.stack or step.stack[0].layer is not own or step.stack[0].table.outcomes is None:
        return
    beneath = dict.fromkeys(one.id for part in step.stack[1:] for one in part.table.outcome or ())
    gone = [one for one in beneath if one not in step.stack[0].table.outcomes]
    if gone:
        yield found_at(step.stack[0], "outcomes", Severity.NOTE, "outcomes_left_out", gone=", ".join(gone))


def _targets(shape: Shape) -> Iterator[Finding]:
    """Yield what falls away from inherited outcomes, at the list that leaves it out; of the last one checking tells."""
    found: dict[tuple[str, str | None], tuple[Part[Any], str, list[str]]] = {}
    for step, outcome in [(owner, one) for owner in shape.steps for one in owner.outcomes]:
        to = first(outcome.stack, lambda table: table.to)
        gone = [one for one in to[0] if shape.names.is_gone(to[1], one)] if to else []
        if gone and outcome.targets:
            part, key = left_out_by(shape.stack, gone[0])
            told = found.setdefault((f"{part.path}.{key}", part.layer.file), (part, key, []))[2]
            told.append(f"{step.id} {outcome.id} → {', '.join(gone)}")
    for part, key, told in found.values():
        yield found_at(part, key, Severity.NOTE, "targets_left_out", targets="; ".join(told))


def _advice(stack: Stack[Document]) -> Iterator[Finding]:
    """Yield advice that takes the place of advice beneath because it has the same id."""
    for place, one in enumerate(stack[0].table.said or ()):
        beneath = [(part.layer.guide, told) for part in stack[1:] for told in part.table.said or ()]
        replaced = next(((guide, told.text) for guide, told in beneath if told.id == one.id and told.text), None)
        if any(told.id == one.id and protection_of(told) for _, told in beneath):
            continue  # an error, which checking tells
        if replaced is not None and one.text not in (None, replaced[1]):
            said: dict[str, object] = {"guide": replaced[0], "text": replaced[1]}
            yield found_at(stack[0], f"said[{place}].text", Severity.NOTE, "said_replaced", **said)


def _settings(stack: Stack[Any], own: Layer) -> Iterator[Finding]:
    if not stack or stack[0].layer is not own:
        return
    table: attrs.AttrsInstance = stack[0].table
    for field in attrs.fields(type(table)):
        if isinstance(getattr(table, field.name), SettingTable):
            yield from _weaker(stack, field.name, own, _said_of(field.name))


def _said_of(name: str) -> Callable[[Part[Any]], Modality | None]:
    """Return what tells how strongly a part says that a setting is meant; nothing where it does not say so."""

    def strength(part: Part[Any]) -> Modality | None:
        held: object = getattr(part.table, name)
        return held.modality if isinstance(held, SettingTable) and held.when is None else None

    return strength


def _weaker(
    stack: Stack[F], name: str, own: Layer, strength: Callable[[Part[F]], Modality | None]
) -> Iterator[Finding]:
    """Yield a rule of one's own that is meant less strongly than what the nearest guide beneath says there."""
    if not stack or stack[0].layer is not own:
        return
    mine, rest = strength(stack[0]), stack[1:]
    theirs = next((one for one in map(strength, rest) if one is not None), None)
    stated = next((part for part in rest if getattr(part.table, name) is not None), None)
    if mine is None or stated is None:
        return
    if _STRENGTHS.index(mine) < _STRENGTHS.index(theirs or Modality.MUST):
        said: dict[str, object] = {
            "guide": stated.layer.guide,
            "named": name,
            "beneath": (theirs or Modality.MUST).value,
        }
        yield found_at(stack[0], name, Severity.NOTE, "weaker_than_beneath", own=mine.value, **said)


def _beginning(stack: Stack[Any], own: Layer) -> Iterator[Finding]:
    """Yield a step or an event of one's own that takes the place of what a guide beneath says of from when."""
    if not stack or stack[0].layer is not own:
        return
    mine = [name for name in _BEGINNINGS if _always(stack[0].table, name)]
    if not mine:
        return
    for part in stack[1:]:
        gone = [name for name in _BEGINNINGS if _always(part.table, name)]
        if gone:
            lost = [name for name in gone if name not in mine]
            if lost:
                params: dict[str, object] = {"gone": ", ".join(lost), "guide": part.layer.guide, "named": mine[0]}
                yield found_at(stack[0], mine[0], Severity.NOTE, "beginning_replaced", **params)
            return


def _always(table: object, name: str) -> bool:
    held: object = getattr(table, name)
    return held is not None and getattr(held, "when", None) is None


def _definition(stack: Stack[LevelTable], own: Layer) -> Iterator[Finding]:
    """Yield a definition of a level that is meant to bind, and says nothing that could be looked at."""
    parts: Stack[DefinitionTable] = below(stack, "definition", lambda table: table.definition)
    if not parts or parts[0].layer is not own or parts[0].table.modality in (None, Modality.MAY):
        return
    if all(part.table.services is None and not part.table.kinds and part.table.place is None for part in parts):
        yield found_at(parts[0], "", Severity.NOTE, "words_nobody_checks", level=stack[0].table.id)
