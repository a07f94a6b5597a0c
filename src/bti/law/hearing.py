"""Who must be heard before others consent, and how heavily what they say weighs (law B-01 to B-06).

Whoever consents themself is heard by being asked; no source says whether they must be heard beside that.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Callable
from typing import Final

import attrs

from bti.law.consent_needed import Needed
from bti.law.family import ADULT, Family, age_of
from bti.law.matters import Circumstance, ConsentSettings, Matter, Question
from bti.law.model import Sector
from bti.law.rules import Law, load_law
from bti.people import Unborn

__all__ = ["HEARINGS", "Hearing", "HearingLine", "Weight", "who_must_be_heard"]

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
        asked = _Heard(age, question, day, law)
        line = next((line for line in HEARINGS if line.fits(asked)), None)
        if line is not None:
            bring = question.sector is Sector.CHILD_WELFARE
            grounds = (*line.rules, "B-04", *(("B-06",) if bring else ()))
            found.append(Hearing(one.ref, line.weight, grounds, bring))
    return tuple(found)


@attrs.frozen
class _Heard:
    """What hearing somebody hangs on."""

    age: int | Unborn
    question: Question
    day: dt.date
    law: Law | None

    @property
    def has_no_age(self) -> bool:
        return isinstance(self.age, Unborn)

    @property
    def is_able(self) -> bool:
        return self.question.has(Circumstance.ABLE_TO_FORM_VIEWS)

    @property
    def is_without_limits(self) -> bool:
        question = self.question
        health = question.sector in _HEALTH or question.matter is Matter.HEALTH_CARE
        return not health and _limits_are_gone(self.day, self.law)

    def is_at_least(self, years: int) -> bool:
        return isinstance(self.age, int) and self.age >= years


@attrs.frozen
class HearingLine:
    """One answer to how heavily what somebody says weighs, and the rules it cites."""

    rules: tuple[str, ...]
    fits: Callable[[_Heard], bool]
    weight: Weight


HEARINGS: Final[tuple[HearingLine, ...]] = (
    HearingLine(("B-01",), lambda one: one.question.sector is Sector.KINDERGARTEN and one.has_no_age, Weight.IF_ABLE),
    HearingLine(("B-03", "B-01"), lambda one: one.is_without_limits and one.is_able, Weight.VIEW),
    HearingLine(("B-03", "B-01"), lambda one: one.is_without_limits, Weight.IF_ABLE),
    HearingLine(("B-01", "B-02"), lambda one: one.has_no_age, Weight.CANNOT_SAY),
    HearingLine(("B-02", "B-01"), lambda one: one.is_at_least(_GREAT_FROM), Weight.GREAT),
    HearingLine(("B-02", "B-01"), lambda one: one.is_at_least(_VIEW_FROM), Weight.VIEW),
    HearingLine(("B-01", "B-02"), lambda one: one.is_able, Weight.VIEW),
    HearingLine(("B-01",), lambda _: True, Weight.IF_ABLE),
)
"""How heavily what somebody says weighs; the first that fits decides."""


def _limits_are_gone(day: dt.date, law: Law | None) -> bool:
    """Tell whether the children's act of 2025 is law, which asks only whether a child can form a view (law B-03)."""
    start = (law or load_law()).acts["BL25"].in_force_from
    return start is not None and start <= day
