"""Which days are open? Norwegian public holidays, computed, and the closed periods a municipality declares.

The `Calendar` protocol and the counting live in `bti.dates`; this room has the calendar most hosts use.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final

import attrs
from dateutil.easter import easter

from bti.dates import Calendar, Unit, add_school_days, add_working_days, check_day
from bti.errors import InvalidValue
from bti.text import Text, check_text

__all__ = [
    "Calendar",
    "ClosedPeriod",
    "NorwegianCalendar",
    "add_school_days",
    "add_working_days",
    "public_holidays",
]

_FIRST_YEAR: Final = 1583  # dateutil computes Easter in the Gregorian calendar from here …
_LAST_YEAR: Final = 4099  # … to here
_SATURDAY: Final = 5

_ON_A_DATE: Final = (
    (1, 1, Text(nb="1. nyttårsdag", nn="1. nyttårsdag", en="New Year's Day")),
    (5, 1, Text(nb="1. mai", nn="1. mai", en="1 May")),
    (5, 17, Text(nb="17. mai", nn="17. mai", en="Constitution Day")),
    (12, 25, Text(nb="1. juledag", nn="1. juledag", en="Christmas Day")),
    (12, 26, Text(nb="2. juledag", nn="2. juledag", en="Boxing Day")),
)
_FROM_EASTER: Final = (
    (-3, Text(nb="skjærtorsdag", nn="skjærtorsdag", en="Maundy Thursday")),
    (-2, Text(nb="langfredag", nn="langfredag", en="Good Friday")),
    (0, Text(nb="1. påskedag", nn="1. påskedag", en="Easter Sunday")),
    (1, Text(nb="2. påskedag", nn="2. påskedag", en="Easter Monday")),
    (39, Text(nb="Kristi himmelfartsdag", nn="Kristi himmelfartsdag", en="Ascension Day")),
    (49, Text(nb="1. pinsedag", nn="1. pinsedag", en="Whit Sunday")),
    (50, Text(nb="2. pinsedag", nn="2. pinsedag", en="Whit Monday")),
)
_AND: Final = {"nb": " og ", "nn": " og ", "en": " and "}


def public_holidays(year: int) -> Mapping[dt.date, Text]:
    """Return the public holidays of a year by date, in order, each with its name.

    The holidays are those of today's law, whichever year is asked for; ordinary Sundays are not listed. Where two
    fall on one date, as 1 May and Ascension Day in 2008, the date has both names.

    Source: general knowledge, not from the project's facts: lov 24. februar 1995 nr. 12 om helligdager og
    helligdagsfred § 2 (New Year, Easter, Ascension, Whitsun, Christmas); lov 26. april 1947 nr. 1 om 1 og 17 mai
    som høgtidsdager § 1.

    Raises:
        InvalidValue: `year` is not a whole number from 1583 to 4099.
    """
    if type(year) is not int or not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise InvalidValue(f"holidays can be computed for the years {_FIRST_YEAR} to {_LAST_YEAR}")
    return _holidays(year)


@lru_cache(maxsize=64)
def _holidays(year: int) -> Mapping[dt.date, Text]:
    sunday = easter(year)
    named = [(dt.date(year, month, day), name) for month, day, name in _ON_A_DATE]
    named += [(sunday + dt.timedelta(days=days), name) for days, name in _FROM_EASTER]
    holidays: dict[dt.date, Text] = {}
    for day, name in sorted(named, key=lambda each: each[0]):
        holidays[day] = _joined(holidays[day], name) if day in holidays else name
    return MappingProxyType(holidays)


def _joined(one: Text, other: Text) -> Text:
    return Text.of({tag: one.in_(tag) + word + other.in_(tag) for tag, word in _AND.items()})


@attrs.frozen
class ClosedPeriod:
    """Days on which a service, or everybody, is closed: a school's summer holiday, a day for planning.

    Attributes:
        first: The first closed day.
        last: The last closed day, itself included.
        service: The service's reference; None closes for everybody.
        label: What it is called, where somebody should be told.
        closes: `Unit.WORKING`: nobody is at work, so there is no school either. `Unit.SCHOOL`: the children are
            off and the staff at work, as on a planning day (planleggingsdag).

    Raises:
        InvalidValue: The last day lies before the first, a field is of the wrong kind, or `closes` is
            `Unit.CALENDAR`: no calendar takes days away.
    """

    first: dt.date
    last: dt.date
    service: str | None = None
    label: Text | None = None
    closes: Unit = Unit.WORKING

    def __attrs_post_init__(self) -> None:
        check_day(self.first, "first")
        if check_day(self.last, "last") < self.first:
            raise InvalidValue("the last closed day lies before the first")
        if self.service is not None:
            check_text(self.service, "service")
        if self.label is not None and not isinstance(self.label, Text):
            raise InvalidValue("label must be a Text or None")
        if self.closes not in (Unit.WORKING, Unit.SCHOOL):
            raise InvalidValue("closes must be Unit.WORKING or Unit.SCHOOL")


def _as_closed(closed: Iterable[ClosedPeriod]) -> tuple[ClosedPeriod, ...]:
    periods = tuple(closed)
    if not all(type(period) is ClosedPeriod for period in periods):
        raise InvalidValue("closed must hold only closed periods")
    return periods


@attrs.frozen
class NorwegianCalendar:
    """The days on which Norway works: Monday to Friday but public holidays and declared closed periods.

    A working day is meant as arbeidsdag: a Saturday is none, though many Norwegian acts count it as virkedag.
    Christmas Eve, New Year's Eve and the Wednesday before Easter are working days unless declared closed. Every
    school day is a working day; the school year itself, which each municipality decides, must be declared.

    Source: general knowledge, not from the project's facts (see `public_holidays`).

    Attributes:
        closed: Closed periods per service; they may overlap.
    """

    closed: tuple[ClosedPeriod, ...] = attrs.field(default=(), converter=_as_closed)

    def is_working_day(self, day: dt.date, service: str | None = None) -> bool:
        """Tell whether people are at work on this day.

        Args:
            day: The day.
            service: The reference of the service asked about; None asks only about what is closed for everybody.

        Raises:
            InvalidValue: `day` is not a plain date, or is a weekday before 1583 or after 4099.
        """
        check_day(day)
        if day.weekday() >= _SATURDAY or day in public_holidays(day.year):
            return False
        return not self._closes(day, service, (Unit.WORKING,))

    def is_school_day(self, day: dt.date, service: str | None = None) -> bool:
        """Tell whether children have school on this day.

        Args:
            day: The day.
            service: The reference of the school asked about; None asks only about what is closed for everybody.

        Raises:
            InvalidValue: `day` is not a plain date, or is a weekday before 1583 or after 4099.
        """
        return self.is_working_day(day, service) and not self._closes(day, service, (Unit.SCHOOL,))

    def _closes(self, day: dt.date, service: str | None, units: tuple[Unit, ...]) -> bool:
        return any(
            period.first <= day <= period.last and period.closes in units and period.service in (None, service)
            for period in self.closed
        )
