"""Who is around a child on a date, as plain facts: who holds parental responsibility, who else decides, who is how old.

No case is needed to ask: a family can be written down by hand, in a notebook or a test. What is not known is None and
stays so; nothing here fills it in.
"""

from __future__ import annotations

import datetime as dt
import enum
from typing import Final

import attrs

from bti.dates import LeapBirthday, age_on
from bti.people import Birth, Unborn

__all__ = ["ADULT", "EMERGENCY_DAYS", "Family", "Order", "OrderKind", "Other", "Parent", "Person", "age_of", "birthday"]

ADULT: Final = 18
"""Years (law A-01)."""

EMERGENCY_DAYS: Final = 42
"""Days after the day of an emergency order on which it still stands without a petition, the last one included: six
weeks (law A-10)."""

_ONE_DAY: Final = dt.timedelta(days=1)


@attrs.frozen
class Person:
    """A person concerned.

    Attributes:
        ref: Their reference.
        birth: The birth date (one that lies ahead: not yet born), unborn, or unknown.
    """

    ref: str
    birth: Birth


@attrs.frozen
class Parent:
    """Somebody who is, or may be, a guardian.

    Attributes:
        ref: Their reference.
        of: Whose guardian; empty: of each person concerned.
        parental: Whether they hold parental responsibility; None: nobody has checked (law A-33).
        lives_with: Whether the child lives with them for good; None: not known.
        able: Whether they can look after the child's interests (law A-11).
        since: The first day on which they hold it; None: all along.
    """

    ref: str
    of: tuple[str, ...] = ()
    parental: bool | None = True
    lives_with: bool | None = None
    able: bool = True
    since: dt.date | None = None

    def is_of(self, person: str) -> bool:
        """Tell whether they are this person's."""
        return not self.of or person in self.of

    def holds_on(self, day: dt.date) -> bool:
        """Tell whether they may hold responsibility on a date: known to, or not known not to."""
        return self.parental is not False and (self.since is None or self.since <= day)


class OrderKind(enum.Enum):
    """What moves consent from the guardians to somebody else."""

    CARE = "care"  # omsorgsvedtak, barnevernsloven § 5-1
    REMOVAL_BAN = "removal_ban"  # flytteforbud, § 4-3
    EMERGENCY = "emergency"  # § 4-2
    VERGE = "verge"  # appointed guardian (law A-11)


@attrs.frozen
class Order:
    """Somebody else decides for a child.

    Attributes:
        kind: On what it rests.
        decider: Who decides by it.
        of: For whom; empty: for each person concerned.
        made: The first day it holds.
        ended: The first day it holds no longer; None while it does.
        petitioned: Whether an emergency order has been followed by a petition.
    """

    kind: OrderKind
    decider: str
    made: dt.date
    of: tuple[str, ...] = ()
    ended: dt.date | None = None
    petitioned: bool = False

    @property
    def last(self) -> dt.date | None:
        """Return the last day on which it holds; None while no end is known."""
        lapses = None
        if self.kind is OrderKind.EMERGENCY and not self.petitioned:
            lapses = self.made + dt.timedelta(days=EMERGENCY_DAYS)
        ends = None if self.ended is None else self.ended - _ONE_DAY
        return min((day for day in (lapses, ends) if day is not None), default=None)

    def holds_on(self, day: dt.date) -> bool:
        """Tell whether it holds on a date."""
        return self.made <= day and (self.last is None or day <= self.last)

    def is_of(self, person: str) -> bool:
        """Tell whether it is about this person."""
        return not self.of or person in self.of


@attrs.frozen
class Other:
    """Somebody else whose information may be written down: a brother or sister, a partner, a grandparent.

    Attributes:
        ref: Their reference.
        birth: Their birth date; None: of age.
        guardians: Who holds responsibility for them, where they are under age.
    """

    ref: str
    birth: Birth | None = None
    guardians: tuple[str, ...] = ()


@attrs.frozen
class Family:
    """Those the case is about and those around them.

    Attributes:
        persons: Those the case is about.
        parents: Their guardians, and who may be.
        orders: Who decides in the guardians' place.
        others: Others whose information is in the case.
    """

    persons: tuple[Person, ...]
    parents: tuple[Parent, ...] = ()
    orders: tuple[Order, ...] = ()
    others: tuple[Other, ...] = ()

    def carried(self, day: dt.date) -> frozenset[str]:
        """Return the persons not yet born on a date for whom somebody of the case who is born answers."""
        born = any(age_of(one.birth, day) is not Unborn.UNBORN for one in self.persons)
        unborn = (one.ref for one in self.persons if age_of(one.birth, day) is Unborn.UNBORN)
        return frozenset(unborn) if born else frozenset()


def age_of(birth: Birth, day: dt.date, leap: LeapBirthday = LeapBirthday.FEB_28) -> int | Unborn:
    """Return an age in whole years on a date in Europe/Oslo, or that there is none yet, or that it is not known."""
    if isinstance(birth, Unborn):
        return birth
    return Unborn.UNBORN if birth > day else age_on(birth, day, leap)


def birthday(born: dt.date, years: int, leap: LeapBirthday = LeapBirthday.FEB_28) -> dt.date | None:
    """Return the day on which somebody turns an age; None where no calendar reaches that far."""
    year = born.year + years
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        return None
    for day in (28, 29):  # the one before a possible leap day, then that day
        if (born.month, born.day) != (2, 29):
            return born.replace(year=year)
        turned = dt.date(year, 2, 28) if day == 28 else dt.date(year, 2, 28) + _ONE_DAY
        if age_on(born, turned, leap) == years:
            return turned
    raise AssertionError("a birthday lies on 28 or 29 February, or on 1 March")
