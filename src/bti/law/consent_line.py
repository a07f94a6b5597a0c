"""The words that consent is answered in: who decides for a child, whose consent a matter needs, and the lines of that.

A line says when it fits, what it answers and which rules of law it cites. The first that fits decides; where none does,
nobody who could consent is known, and no consent is enough.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Callable, Iterable

import attrs

from bti.law.matters import ConsentSettings, Question
from bti.law.rules import Law, load_law

__all__ = ["Case", "ConsentLine", "Deciders", "NotKnown", "Who", "first"]


class NotKnown(enum.Enum):
    """What would decide and is not known, to the case or to the law facts."""

    AGE = "age"
    RESPONSIBILITY = "responsibility"  # who holds parental responsibility (law A-33)
    WHO = "who"  # who somebody is whose information it is: of age, or a child with guardians (law A-12)
    NOBODY = "nobody"  # nobody who can consent is known (law A-11)
    PRIVATE_SCHOOL = "private_school"  # who decides from 15 in private schools (open question 7)
    OLD_EDUCATION_ACT = "old_education_act"  # what held before 1 August 2024
    PLAN_FROM_15 = "plan_from_15"  # whose consent an individual plan needs from 15 to 17
    NEAREST_RELATIVE = "nearest_relative"  # who is nearest relative of somebody who cannot understand (law A-24)


@attrs.frozen
class Deciders:
    """Who decides for somebody under age.

    Attributes:
        persons: All who must.
        grounds: By which rules.
        unknown: What is not known of them.
        residents: Of them those the child lives with, where the others live apart; all where nobody does.
        apart: Whether they live apart.
        near: Also those without responsibility: everyday health care needs one of these (law A-22).
        perhaps: Who may turn out to decide, where something is not known.
        but_for_order: Who decides what only a care order takes from the guardians (law A-24), where an emergency order
            or a removal ban, and no care order, puts somebody in their place; None where nothing does.
    """

    persons: tuple[str, ...]
    grounds: tuple[str, ...]
    unknown: tuple[NotKnown, ...] = ()
    residents: tuple[str, ...] = ()
    apart: bool = False
    near: tuple[str, ...] = ()
    perhaps: tuple[str, ...] = ()
    but_for_order: Deciders | None = None


@attrs.frozen
class Who:
    """Whose consent one person's matter needs; the fields mean what those of `Needed` do."""

    persons: tuple[str, ...]
    grounds: tuple[str, ...]
    unknown: tuple[NotKnown, ...] = ()
    any_of: tuple[str, ...] = ()
    perhaps: tuple[str, ...] = ()
    at_least: bool = False
    instead: tuple[str, ...] = ()

    def by(self, *rules: str) -> Who:
        """Return the same, by these rules first."""
        return attrs.evolve(self, grounds=(*rules, *(one for one in self.grounds if one not in rules)))


@attrs.frozen
class Case:
    """One person under age, and what is asked of their matter."""

    person: str
    age: int
    deciders: Deciders
    question: Question
    day: dt.date
    settings: ConsentSettings
    law: Law | None

    @property
    def own(self) -> Who:
        """Return that they consent themself."""
        return Who((self.person,), ())

    @property
    def guardians(self) -> Who:
        """Return that who decides for them does."""
        found = self.deciders
        return Who(found.persons, found.grounds, found.unknown, perhaps=found.perhaps)

    def both(self) -> Who:
        """Return that both do."""
        found = self.guardians
        return attrs.evolve(found, persons=(*found.persons, self.person))

    def knows_school_age(self) -> bool:
        """Tell whether opplæringslova § 24-5 is law on the day."""
        rule = (self.law or load_law()).rule("A-14")
        return any(basis.act == "OPPL" for basis in rule.basis_on(self.day))


@attrs.frozen
class ConsentLine:
    """One answer to who consents, and the rules it cites.

    Attributes:
        rules: The ids of the law rules it cites; those of who decides for a child come beside them.
        fits: Whether it is the answer.
        who: Whose consent is needed then.
    """

    rules: tuple[str, ...]
    fits: Callable[[Case], bool]
    who: Callable[[Case], Who]


def first(lines: Iterable[ConsentLine], case: Case) -> Who:
    """Return what the first line that fits answers; where none does, that nobody who could consent is known."""
    return next((line.who(case) for line in lines if line.fits(case)), Who((), (), (NotKnown.NOBODY,)))
