"""When? Instants with a time zone, dates in Europe/Oslo, periods, ages and deadlines.

An *instant* is an aware `datetime`; a *day* is a plain `date` and always means that day in Europe/Oslo. The two
are never mixed: what takes an instant refuses a naive datetime, what takes a day refuses every datetime. Nothing
here reads a clock.

Source: I-16.
"""

from __future__ import annotations

import datetime as dt
import enum
import re
from calendar import isleap
from collections.abc import Callable
from typing import Final, Protocol
from zoneinfo import ZoneInfo

import attrs
from dateutil.relativedelta import relativedelta

from bti.errors import InvalidValue, NaiveDatetime

__all__ = [
    "OSLO",
    "AmbiguousDate",
    "Calendar",
    "Due",
    "LeapBirthday",
    "Period",
    "Rounding",
    "Unit",
    "add_school_days",
    "add_working_days",
    "age_on",
    "birthday",
    "check_day",
    "check_instant",
    "due",
    "oslo_date",
    "start_of_day",
]

OSLO: Final = ZoneInfo("Europe/Oslo")
"""The zone in which every date of the library is meant."""

_ALWAYS_AWARE: Final = (dt.timezone, ZoneInfo)
_ONE_DAY: Final = dt.timedelta(days=1)
_LARGEST: Final = 3_660_000  # days from year 1 to 9999, rounded up: no longer period can end on any date
_MOST_OPEN_DAYS: Final = 10_000  # forty years of working days
_PATIENCE: Final = 400  # days in a row without an open one, after which a calendar counts as closed for good


class AmbiguousDate(InvalidValue):
    """A period of months or years leads to a day that does not exist, and no rounding was declared."""


# --- instants and days ---------------------------------------------------------------------------------------------


def check_instant(value: object, name: str = "now") -> dt.datetime:
    """Return `value` if it is an instant: a datetime that knows its distance from UTC.

    Called on each admission, so the usual zones are recognised before anything else is asked.

    Args:
        value: What was given.
        name: What the caller's argument is called, for the message.

    Raises:
        NaiveDatetime: It is a datetime without a time zone, or with one that knows no distance from UTC.
        InvalidValue: It is no datetime at all.
    """
    if type(value) is dt.datetime and type(value.tzinfo) in _ALWAYS_AWARE:
        return value
    if not isinstance(value, dt.datetime):
        raise InvalidValue(f"{name} must be a datetime with a time zone, not of type '{type(value).__name__}'")
    if value.utcoffset() is None:
        raise NaiveDatetime(f"{name} must be a datetime with a time zone, such as datetime.now(OSLO)")
    return value


def check_day(value: object, name: str = "day") -> dt.date:
    """Return `value` if it is a date and nothing more.

    Raises:
        NaiveDatetime: It is a naive datetime.
        InvalidValue: It is an instant (`oslo_date` says on which day it falls) or no date at all.
    """
    if type(value) is dt.date:
        return value
    if isinstance(value, dt.datetime):
        check_instant(value, name)
        raise InvalidValue(f"{name} must be a date, not a datetime; oslo_date() tells on which day an instant falls")
    if not isinstance(value, dt.date):
        raise InvalidValue(f"{name} must be a date, not of type '{type(value).__name__}'")
    return value


def oslo_date(instant: dt.datetime) -> dt.date:
    """Return the day in Europe/Oslo on which an instant falls.

    Raises:
        NaiveDatetime: The datetime has no time zone.
        InvalidValue: It is no datetime, or falls outside the years 1 to 9999 in Oslo.
    """
    check_instant(instant, "instant")
    try:
        return instant.astimezone(OSLO).date()
    except OverflowError:
        raise InvalidValue("the instant falls outside the years 1 to 9999 in Europe/Oslo") from None


def start_of_day(day: dt.date) -> dt.datetime:
    """Return 00:00 in Europe/Oslo of a day, also of the days on which the clock is changed.

    Raises:
        InvalidValue: `day` is not a plain date.
    """
    check_day(day)
    return dt.datetime(day.year, day.month, day.day, tzinfo=OSLO)


# --- periods ---------------------------------------------------------------------------------------------------------


class Rounding(enum.Enum):
    """Where a period ends when the month it leads to is too short: 31 January and one month."""

    DOWN = "down"  # the last day of that month: 28 February
    UP = "up"  # the first day of the next: 1 March


_WRITTEN: Final = re.compile(r"P(?:([0-9]{1,7})Y)?(?:([0-9]{1,7})M)?(?:([0-9]{1,7})W)?(?:([0-9]{1,7})D)?")


@attrs.frozen(init=False, repr=False)
class Period:
    """A length of time in whole days, weeks, months and years, as a guide or a law writes it ("P14D", "P6M").

    A period has no length of its own: a month is as long as the days it is counted from make it. So periods are
    equal when they are written alike, not when they happen to end on the same day: P2W is not P14D.

    Attributes:
        years: Calendar years.
        months: Calendar months.
        weeks: Weeks of seven days.
        days: Days.

    Raises:
        InvalidValue: No part is given, or one is not a whole number from 0 up. (`Period(days=0)`, P0D, is a
            period: "the same day".)
    """

    years: int
    months: int
    weeks: int
    days: int

    def __init__(
        self,
        *,
        years: int | None = None,
        months: int | None = None,
        weeks: int | None = None,
        days: int | None = None,
    ) -> None:
        parts = {"years": years, "months": months, "weeks": weeks, "days": days}
        if all(part is None for part in parts.values()):
            raise InvalidValue("a period needs at least one of years, months, weeks, days")
        for name, part in parts.items():
            object.__setattr__(self, name, 0 if part is None else _whole(part, name, _LARGEST))

    @classmethod
    def parse(cls, written: str) -> Period:
        """Read a period in ISO 8601 ("P14D", "P1Y6M", "P2W"); weeks may stand beside other parts.

        Raises:
            InvalidValue: It is not one, has a time part ("PT12H"), a fraction or a sign.
        """
        found = _WRITTEN.fullmatch(written) if type(written) is str else None
        if found is None or not any(found.groups()):
            raise InvalidValue(f"a period is written like 'P14D', 'P2W' or 'P1Y6M' in whole days, not {written!r:.40}")
        years, months, weeks, days = (None if part is None else int(part) for part in found.groups())
        return cls(years=years, months=months, weeks=weeks, days=days)

    @property
    def is_days(self) -> bool:
        """Tell whether it is counted in days alone, so that working or school days may be meant."""
        return not (self.years or self.months or self.weeks)

    def after(self, day: dt.date, rounding: Rounding | None = None) -> dt.date:
        """Return the day this period after another: years and months first, then weeks and days.

        Raises:
            AmbiguousDate: Years and months lead to a day that does not exist, and no rounding is declared.
            InvalidValue: `day` is not a plain date, or the end lies outside the years 1 to 9999.
        """
        return self._moved(day, 1, rounding)

    def before(self, day: dt.date, rounding: Rounding | None = None) -> dt.date:
        """Return the day this period before another: years and months first, then weeks and days.

        For a period of years and months with weeks or days this is not always the way back from `after`.

        Raises:
            AmbiguousDate: Years and months lead to a day that does not exist, and no rounding is declared.
            InvalidValue: `day` is not a plain date, or the end lies outside the years 1 to 9999.
        """
        return self._moved(day, -1, rounding)

    def _moved(self, day: dt.date, sign: int, rounding: Rounding | None) -> dt.date:
        landed = check_day(day)
        try:
            if self.years or self.months:
                landed = day + relativedelta(years=sign * self.years, months=sign * self.months)
            clipped = landed.day != day.day
            one_more = clipped and self._rounds_up(landed, rounding)
            return landed + dt.timedelta(days=sign * (7 * self.weeks + self.days) + one_more)
        except AmbiguousDate:
            raise
        except (OverflowError, ValueError):
            raise InvalidValue(f"{self} from the day given ends outside the years 1 to 9999") from None

    def _rounds_up(self, last: dt.date, rounding: Rounding | None) -> bool:
        if rounding is Rounding.UP or rounding is Rounding.DOWN:
            return rounding is Rounding.UP
        raise AmbiguousDate(
            f"{self} leads to a month of only {last.day} days; declare Rounding.DOWN (its last day) "
            "or Rounding.UP (the first day of the next month)"
        )

    def __str__(self) -> str:
        parts = ((self.years, "Y"), (self.months, "M"), (self.weeks, "W"), (self.days, "D"))
        return "P" + ("".join(f"{part}{letter}" for part, letter in parts if part) or "0D")

    def __repr__(self) -> str:
        return f"Period.parse('{self}')"


def _whole(value: object, name: str, most: int) -> int:
    if type(value) is not int or not 0 <= value <= most:
        raise InvalidValue(f"{name} must be a whole number from 0 to {most}")
    return value


# --- ages ------------------------------------------------------------------------------------------------------------


class LeapBirthday(enum.Enum):
    """On which day of a common year a person born on 29 February turns an age.

    No source says (none was found), so it is a setting. 28 February is the declared
    default: inferred, not law.
    """

    FEB_28 = "feb_28"
    MAR_1 = "mar_1"


def birthday(born: dt.date, age: int, leap: LeapBirthday = LeapBirthday.FEB_28) -> dt.date:
    """Return the day on which a person turns an age; they do so at 00:00 in Europe/Oslo (`start_of_day`).

    Args:
        born: The birth date.
        age: Whole years; 0 is the day of birth.
        leap: The setting for those born on 29 February.

    Raises:
        InvalidValue: `born` is not a plain date, `age` is not a whole number from 0 up, or the day lies beyond
            the year 9999. The message never tells the birth date.
    """
    check_day(born, "born")
    year = born.year + _whole(age, "age", dt.MAXYEAR)
    if year > dt.MAXYEAR:
        raise InvalidValue("the birthday lies beyond the year 9999")
    return _birthday_in(year, born, leap)


def age_on(born: dt.date, day: dt.date, leap: LeapBirthday = LeapBirthday.FEB_28) -> int:
    """Return a person's age in whole years on a day, counted from 00:00 of the birthday.

    Args:
        born: The birth date.
        day: The day asked about.
        leap: The setting for those born on 29 February.

    Raises:
        InvalidValue: `day` lies before the birth, or one of them is not a plain date. The message never tells
            the birth date.
    """
    check_day(born, "born")
    if check_day(day) < born:
        raise InvalidValue("there is no age on a day before the birth")
    return day.year - born.year - (day < _birthday_in(day.year, born, leap))


def _birthday_in(year: int, born: dt.date, leap: LeapBirthday) -> dt.date:
    if (born.month, born.day) != (2, 29) or isleap(year):
        return born.replace(year=year)
    match leap:
        case LeapBirthday.FEB_28:
            return dt.date(year, 2, 28)
        case LeapBirthday.MAR_1:
            return dt.date(year, 3, 1)
        case _:
            raise InvalidValue("leap must be LeapBirthday.FEB_28 or LeapBirthday.MAR_1")


# --- deadlines -------------------------------------------------------------------------------------------------------


class Unit(enum.Enum):
    """What a deadline counts: every day, working days (arbeidsdager) or school days (skoledager)."""

    CALENDAR = "calendar"
    WORKING = "working"
    SCHOOL = "school"


class Calendar(Protocol):
    """Which days are open; `bti.calendars.NorwegianCalendar` is one, a municipality may bring its own.

    A service is named by its reference; None asks about the municipality as a whole.
    """

    def is_working_day(self, day: dt.date, service: str | None = None) -> bool:
        """Tell whether people are at work on this day."""
        ...

    def is_school_day(self, day: dt.date, service: str | None = None) -> bool:
        """Tell whether children have school on this day."""
        ...


def add_working_days(day: dt.date, n: int, calendar: Calendar, service: str | None = None) -> dt.date:
    """Return the n-th working day after a day; the day itself, open or not, for n = 0.

    Raises:
        InvalidValue: `day` is not a plain date, `n` is not from 0 to 10 000, or the calendar has no working day
            for 400 days on end.
    """
    return _nth_open_day(day, n, lambda each: calendar.is_working_day(each, service), "working day")


def add_school_days(day: dt.date, n: int, calendar: Calendar, service: str | None = None) -> dt.date:
    """Return the n-th school day after a day; the day itself, open or not, for n = 0.

    Raises:
        InvalidValue: `day` is not a plain date, `n` is not from 0 to 10 000, or the calendar has no school day
            for 400 days on end.
    """
    return _nth_open_day(day, n, lambda each: calendar.is_school_day(each, service), "school day")


def _nth_open_day(day: dt.date, n: int, is_open: Callable[[dt.date], bool], what: str) -> dt.date:
    check_day(day)
    left = _whole(n, "n", _MOST_OPEN_DAYS)
    closed = 0
    while left:
        if day == dt.date.max:
            raise InvalidValue(f"the {what} asked for lies beyond the year 9999")
        day += _ONE_DAY
        if is_open(day):
            left -= 1
            closed = 0
        elif (closed := closed + 1) >= _PATIENCE:
            raise InvalidValue(f"the calendar has no {what} for {_PATIENCE} days on end")
    return day


@attrs.frozen
class Due:
    """A counted deadline.

    Attributes:
        kept_through: The last day, in Europe/Oslo, on which it is kept.

    Raises:
        InvalidValue: `kept_through` is not a plain date, or is the last there is.
    """

    kept_through: dt.date

    def __attrs_post_init__(self) -> None:
        if check_day(self.kept_through, "kept_through") == dt.date.max:
            raise InvalidValue("a deadline must have a day after it")

    @property
    def overdue_from(self) -> dt.datetime:
        """Return the first instant at which it is overdue: 00:00 in Europe/Oslo of the next day."""
        return start_of_day(self.kept_through + _ONE_DAY)

    def is_overdue(self, now: dt.datetime) -> bool:
        """Tell whether it has run out at an instant.

        Raises:
            NaiveDatetime: `now` has no time zone.
            InvalidValue: `now` is no datetime.
        """
        return oslo_date(check_instant(now)) > self.kept_through


def due(
    start: dt.datetime | dt.date,
    length: Period | int,
    unit: Unit = Unit.CALENDAR,
    calendar: Calendar | None = None,
    service: str | None = None,
    rounding: Rounding | None = None,
) -> Due:
    """Count a deadline: n days from day D are kept through D+n and overdue from 00:00 of D+n+1.

    Source: I-16.

    Args:
        start: What sets it running: an instant, counted from its day in Europe/Oslo, or a day.
        length: A period, or a number of days.
        unit: What is counted. Working and school days are those after D, whether D itself is one or not.
        calendar: Needed for working and school days, not used for others.
        service: The reference of the service whose closed periods count.
        rounding: For periods of months and years (`Period.after`).

    Raises:
        NaiveDatetime: `start` has no time zone.
        AmbiguousDate: See `Period.after`.
        InvalidValue: Working or school days are asked for without a calendar or with a period that is not of days
            alone; or the deadline cannot be counted within the years 1 to 9999.
    """
    day = oslo_date(start) if isinstance(start, dt.datetime) else check_day(start, "start")
    period = length if isinstance(length, Period) else Period(days=_whole(length, "length", _LARGEST))
    match unit:
        case Unit.CALENDAR:
            return Due(period.after(day, rounding))
        case Unit.WORKING:
            add, what = add_working_days, "working days"
        case Unit.SCHOOL:
            add, what = add_school_days, "school days"
        case _:
            raise InvalidValue("unit must be Unit.CALENDAR, Unit.WORKING or Unit.SCHOOL")
    if not period.is_days:
        raise InvalidValue(f"{what} are counted in days alone, not as {period}")
    if calendar is None:
        raise InvalidValue(f"counting {what} needs a calendar")
    return Due(add(day, period.days, calendar, service))
