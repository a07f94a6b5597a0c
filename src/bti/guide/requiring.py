"""Make requirements of what a file says of them."""

from __future__ import annotations

from typing import TypeVar

import attrs

from bti.guide.limits import Condition, Requirement
from bti.guide.merging import Part
from bti.guide.settings import Origin
from bti.guide.tables import ConditionTable, RequirementTable, Written
from bti.guide.terms import Modality, Since

__all__ = ["requirement_of", "said_to_be_none"]

F = TypeVar("F")


def requirement_of(stated: tuple[RequirementTable, Part[F]] | None, place: str) -> Requirement | None:
    """Return what is required, or None where nothing is stated or it is stated that nothing is.

    Args:
        stated: What the nearest layer says, and where.
        place: What it is called there ("completion").
    """
    if stated is None or stated[0].written is Written.NONE:
        return None
    table, part = stated
    origin = part.origin(table.sources, place)
    origin = attrs.evolve(origin, from_=table.from_ or origin.from_, until=table.until or origin.until)
    return _joined(table, origin, Modality.MUST)


def said_to_be_none(stated: tuple[RequirementTable, Part[F]] | None, place: str) -> dict[str, Origin]:
    """Return, under its place, who says that nothing is required; nothing where that is not said."""
    if stated is None or stated[0].written is not Written.NONE:
        return {}
    return {place: stated[1].origin(stated[0].sources, place)}


def _joined(table: RequirementTable, origin: Origin, modality: Modality) -> Requirement:
    strength = table.modality or modality
    return Requirement(
        all_of=tuple(_wanted(one, origin, strength) for one in table.all_of or ()),
        any_of=tuple(_wanted(one, origin, strength) for one in table.any_of or ()),
        unless=_wanted(table.unless, origin, strength) if table.unless is not None else None,
        modality=strength,
        origin=origin,
    )


def _wanted(table: ConditionTable | RequirementTable, origin: Origin, modality: Modality) -> Condition | Requirement:
    if isinstance(table, RequirementTable):
        return _joined(table, origin, modality)
    return Condition(
        table.is_,
        table.since or Since.CASE,
        table.with_,
        table.after,
        table.same_act_as,
        table.same_meeting_as,
        table.after_with,
        table.present or (),
        table.invited or (),
    )
