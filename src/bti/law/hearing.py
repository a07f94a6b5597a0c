"""Who must be heard before others consent, and how heavily what they say weighs (law B-01 to B-06).

Whoever consents themself is heard by being asked; no source says whether they must be heard beside that.
"""

from __future__ import annotations

import datetime as dt
import enum
from typing import Final

import attrs

from bti.law.consent_needed import Needed
from bti.law.family import ADULT, Family, age_of
from bti.law.matters import Circumstance, ConsentSettings, Matter, Question
from bti.law.model import Sector
from bti.law.rules import Law, load_law
from bti.people import Unborn

__all__ = ["Hearing", "Weight", "who_must_be_heard"]

_VIEW_FROM: Final = 7
_GREAT_FROM: Final = 12
_HEALTH: Final = frozenset({Sector.HEALTH, Sector.HOSPITAL})
_UNHEARD: Final = frozenset({Matter.PROTECTION, Matter.CHILD_WELFARE_TALK})


class Weight(enum.Enum):
    """What hearing somebody means."""

    IF_ABLE = "if_able"  # heard when able to form a view; a recorded reason will do (law B-01)
    VIEW = "view"  # asked first (law B-02)
    GREAT = "great"  # and what they say weighs heavily (law B-02)
    CANNOT_SAY = "cannot_say"  # the birth date is not known


@attrs.frozen
class Hearing:
    """One who must be heard.

    Attributes:
        person: Their reference.
        weight: How heavily what they say weighs.
        grounds: The ids of the law rules that say so.
        may_bring: Whether they may bring a person they trust, of age and not a parent (law B-06).
    """

    person: str
    weight: Weight
    grounds: tuple[str, ...]
    may_bring: bool = False


def who_must_be_heard(
    family: Family,
    question: Question,
    needed: Needed,
    day: dt.date,
    settings: ConsentSettings | None = None,
    law: Law | None = None,
) -> tuple[Hearing, ...]:
    """Find who must be heard before others consent.

    Args:
        family: Who is around the child.
        question: For what, in which service.
        needed: Whose consent it needs on that date.
        day: The date of the act, in Europe/Oslo.
        settings: What the municipality has set.
        law: The law; by default the bundled one.
    """
    if question.matter in _UNHEARD:
        return ()
    leap = (settings or ConsentSettings()).leap
    carried = family.carried(day)
    found: list[Hearing] = []
    for one in family.persons:
        age = age_of(one.birth, day, leap)
        if one.ref in carried or one.ref in needed.persons or question.about not in (None, one.ref):
            continue
        if age is Unborn.UNBORN or (isinstance(age, int) and age >= ADULT):
            continue
        weight, grounds = _weight(age, question, day, law)
        bring = question.sector is Sector.CHILD_WELFARE
        found.append(Hearing(one.ref, weight, (*grounds, "B-04", *(("B-06",) if bring else ())), bring))
    return tuple(found)


def _weight(age: int | Unborn, question: Question, day: dt.date, law: Law | None) -> tuple[Weight, tuple[str, ...]]:
    if question.sector is Sector.KINDERGARTEN and isinstance(age, Unborn):
        return Weight.IF_ABLE, ("B-01",)
    health = question.sector in _HEALTH or question.matter is Matter.HEALTH_CARE
    if not health and _limits_are_gone(day, law):
        able = question.has(Circumstance.ABLE_TO_FORM_VIEWS)
        return Weight.VIEW if able else Weight.IF_ABLE, ("B-03", "B-01")
    if isinstance(age, Unborn):
        return Weight.CANNOT_SAY, ("B-01", "B-02")
    if age >= _GREAT_FROM:
        return Weight.GREAT, ("B-02", "B-01")
    if age >= _VIEW_FROM:
        return Weight.VIEW, ("B-02", "B-01")
    if question.has(Circumstance.ABLE_TO_FORM_VIEWS):
        return Weight.VIEW, ("B-01", "B-02")
    return Weight.IF_ABLE, ("B-01",)


def _limits_are_gone(day: dt.date, law: Law | None) -> bool:
    """Tell whether the children's act of 2025 is law, which asks only whether a child can form a view (law B-03)."""
    start = (law or load_law()).acts["BL25"].in_force_from
    return start is not None and start <= day
