"""Instants, days, periods, ages and single deadlines; the laws of I-16 are in `tests/laws`."""

from __future__ import annotations

import contextlib
import copy
import datetime as dt
import pickle
from collections.abc import Callable
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bti.dates import (
    OSLO,
    AmbiguousDate,
    Due,
    LeapBirthday,
    Period,
    Rounding,
    Unit,
    add_school_days,
    add_working_days,
    age_on,
    birthday,
    check_day,
    check_instant,
    due,
    oslo_date,
    start_of_day,
)
from bti.errors import BtiError, InvalidValue, NaiveDatetime

DAY = dt.date(2026, 3, 29)
NAIVE = dt.datetime(2026, 3, 29, 12)
AWARE = dt.datetime(2026, 3, 29, 12, tzinfo=dt.UTC)

part = st.integers(0, 400)
periods = st.builds(Period, years=part, months=part, weeks=part, days=part)
days = st.dates(dt.date(1900, 1, 1), dt.date(2200, 12, 31))


class Nowhere(dt.tzinfo):
    """A time zone that does not know how far from UTC it is."""

    def utcoffset(self, when: dt.datetime | None, /) -> None:
        """Return nothing."""

    dst = tzname = utcoffset


class Stamp(dt.datetime):
    """Somebody else's kind of datetime."""


class EveryDay:
    """A calendar that is always open."""

    def is_working_day(self, day: dt.date, service: str | None = None) -> bool:
        """Return true."""
        return True

    is_school_day = is_working_day


# --- instants and days


@pytest.mark.parametrize("zone", [dt.UTC, OSLO, dt.timezone(dt.timedelta(hours=-3)), ZoneInfo("Asia/Tokyo")])
def test_an_aware_datetime_is_an_instant(zone: dt.tzinfo) -> None:
    """Any zone will do, and the same object comes back."""
    for value in (dt.datetime(2026, 1, 1, tzinfo=zone), Stamp(2026, 1, 1, tzinfo=zone)):
        assert check_instant(value) is value


@pytest.mark.parametrize("naive", [NAIVE, NAIVE.replace(tzinfo=Nowhere()), Stamp(2026, 1, 1)])
@pytest.mark.parametrize(
    "takes_an_instant",
    [
        check_instant,
        oslo_date,
        Due(DAY).is_overdue,
        lambda naive: due(naive, 14),
        lambda naive: due(naive, Period(months=1), rounding=Rounding.DOWN),
        lambda naive: due(naive, 14, Unit.WORKING, EveryDay()),
        lambda naive: due(naive, 14, Unit.SCHOOL, EveryDay()),
    ],
)
def test_naive_datetimes_raise_wherever_an_instant_is_taken(
    takes_an_instant: Callable[[dt.datetime], object], naive: dt.datetime
) -> None:
    """I-16: naive datetimes raise; so do those whose zone does not know its distance from UTC."""
    with pytest.raises(NaiveDatetime, match="time zone"):
        takes_an_instant(naive)


TAKES_A_DAY: list[Callable[[dt.date], object]] = [
    check_day,
    start_of_day,
    Period(days=1).after,
    Period(years=1).before,
    Due,
    lambda day: age_on(day, dt.date(2030, 1, 1)),
    lambda day: age_on(dt.date(2000, 1, 1), day),
    lambda day: birthday(day, 12),
    lambda day: add_working_days(day, 1, EveryDay()),
    lambda day: add_school_days(day, 1, EveryDay()),
]


@pytest.mark.parametrize("takes_a_day", TAKES_A_DAY)
def test_a_day_is_never_a_datetime(takes_a_day: Callable[[dt.date], object]) -> None:
    """A datetime is a date to Python but not here: on which day it falls depends on the zone."""
    takes_a_day(DAY)
    with pytest.raises(NaiveDatetime):
        takes_a_day(NAIVE)
    with pytest.raises(InvalidValue, match="oslo_date"):
        takes_a_day(AWARE)


@pytest.mark.parametrize("takes_a_day", TAKES_A_DAY)
@pytest.mark.parametrize("wrong", ["2026-03-29", None, 20260329])
def test_a_day_is_never_something_else(takes_a_day: Callable[[dt.date], object], wrong: object) -> None:
    """A date in words is refused at once, not when it is first compared."""
    with pytest.raises(InvalidValue, match="must be a date"):
        takes_a_day(wrong)  # type: ignore[arg-type]  # because a host may try


@pytest.mark.parametrize("wrong", [DAY, "2026-03-29T12:00Z", None, 0])
def test_what_is_no_datetime_is_no_instant(wrong: object) -> None:
    """The error names the caller's argument and tells what came instead."""
    with pytest.raises(InvalidValue, match="at must be a datetime with a time zone") as caught:
        check_instant(wrong, "at")
    assert not isinstance(caught.value, NaiveDatetime)


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        ("2026-01-15T22:59:59+00:00", dt.date(2026, 1, 15)),
        ("2026-01-15T23:00:00+00:00", dt.date(2026, 1, 16)),
        ("2026-07-15T21:59:59+00:00", dt.date(2026, 7, 15)),
        ("2026-07-15T22:00:00+00:00", dt.date(2026, 7, 16)),
        ("2026-03-28T23:00:00+00:00", dt.date(2026, 3, 29)),  # the day the clock goes forward …
        ("2026-03-29T21:59:59+00:00", dt.date(2026, 3, 29)),
        ("2026-03-29T22:00:00+00:00", dt.date(2026, 3, 30)),  # … has 23 hours
        ("2026-10-24T22:00:00+00:00", dt.date(2026, 10, 25)),  # the day it goes back …
        ("2026-10-25T22:59:59+00:00", dt.date(2026, 10, 25)),
        ("2026-10-25T23:00:00+00:00", dt.date(2026, 10, 26)),  # … has 25
        ("2026-01-16T08:30:00+09:00", dt.date(2026, 1, 16)),
    ],
)
def test_the_day_of_an_instant_is_oslos(instant: str, day: dt.date) -> None:
    """Wherever the clock stands that stamped it, an instant falls on a day in Europe/Oslo."""
    assert oslo_date(dt.datetime.fromisoformat(instant)) == day
    assert oslo_date(dt.datetime.fromisoformat(instant).astimezone(OSLO)) == day


@pytest.mark.parametrize(
    ("day", "utc"),
    [
        (dt.date(2026, 3, 29), "2026-03-28T23:00:00+00:00"),
        (dt.date(2026, 3, 30), "2026-03-29T22:00:00+00:00"),
        (dt.date(2026, 10, 25), "2026-10-24T22:00:00+00:00"),
        (dt.date(2026, 10, 26), "2026-10-25T23:00:00+00:00"),
    ],
)
def test_a_day_starts_at_midnight_in_oslo(day: dt.date, utc: str) -> None:
    """The start of a day is right on both sides of a change of the clock."""
    assert start_of_day(day) == dt.datetime.fromisoformat(utc)


@given(days)
def test_a_day_starts_on_itself_and_not_before(day: dt.date) -> None:
    """00:00 belongs to the day, the microsecond before to the day before."""
    start = start_of_day(day)
    assert oslo_date(start) == day
    before = start.astimezone(dt.UTC) - dt.timedelta(microseconds=1)
    assert oslo_date(before) == day - dt.timedelta(days=1)


def test_the_edge_of_time_is_a_clear_error() -> None:
    """An instant whose Oslo date would lie in the year 10 000 raises what everything else here raises."""
    with pytest.raises(InvalidValue, match="9999"):
        oslo_date(dt.datetime.max.replace(tzinfo=dt.UTC))


# --- periods


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("P14D", "P14D"),
        ("P2W", "P2W"),
        ("P1Y6M", "P1Y6M"),
        ("P1Y2M3W4D", "P1Y2M3W4D"),
        ("P0D", "P0D"),
        ("P0Y0M", "P0D"),
        ("P007D", "P7D"),
        ("P0W3D", "P3D"),
    ],
)
def test_periods_are_read_and_written(written: str, canonical: str) -> None:
    """A period is written without its empty parts; weeks stay weeks."""
    assert str(Period.parse(written)) == canonical
    assert repr(Period.parse(written)) == f"Period.parse('{canonical}')"


@given(periods)
def test_writing_and_reading_a_period_gives_it_back(period: Period) -> None:
    """`parse` and `str` are each other's way back, and so are pickling and copying."""
    assert Period.parse(str(period)) == period
    assert hash(Period.parse(str(period))) == hash(period)
    assert pickle.loads(pickle.dumps(period)) == period
    assert copy.deepcopy(period) == period


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "P",
        "14D",
        "p14d",
        "P14",
        "PT12H",
        "P1DT2H",
        "P-1D",
        "+P1D",
        "P1.5D",
        "P1,5D",
        "P1D ",
        "P1D\n",
        "P1D1M",
        "P1W1W",
        "P١D",
        "P99999999D",
        "P9999999D",
        "P" + "9" * 6000 + "D",
        "to uker",
        None,
        14,
        b"P14D",
    ],
)
def test_what_is_no_period_is_refused(wrong: object) -> None:
    """Times, signs, fractions, other orders and other scripts raise, with a message of bounded length."""
    with pytest.raises(InvalidValue) as caught:
        Period.parse(wrong)  # type: ignore[arg-type]  # because a host may try
    assert len(str(caught.value)) < 160


@given(st.text("P0123456789YMWDTH.-", max_size=12))
def test_reading_a_period_never_raises_anything_else(written: str) -> None:
    """Any string is a period or a clear error."""
    with contextlib.suppress(InvalidValue):
        assert Period.parse(str(Period.parse(written))) == Period.parse(written)


@pytest.mark.parametrize("wrong", [-1, 1.0, "1", True, 10**9])
def test_parts_are_whole_numbers_from_zero(wrong: object) -> None:
    """Negative, broken, boolean and absurd parts raise and are named."""
    for name in ("years", "months", "weeks", "days"):
        with pytest.raises(InvalidValue, match=name):
            Period(**{name: wrong})  # type: ignore[arg-type]  # because a host may try


def test_a_period_needs_a_part() -> None:
    """Nothing at all is no period; nought days is: the same day."""
    with pytest.raises(InvalidValue, match="at least one"):
        Period()
    assert Period(days=0).after(DAY) == DAY


def test_a_period_cannot_be_changed() -> None:
    """A period is a value."""
    with pytest.raises(AttributeError):
        Period(days=1).days = 2  # type: ignore[misc]  # because a host may try


@pytest.mark.parametrize(
    ("start", "period", "end"),
    [
        ("2026-01-15", "P1M", "2026-02-15"),
        ("2026-12-31", "P1M", "2027-01-31"),
        ("2026-01-31", "P2M", "2026-03-31"),
        ("2026-02-28", "P1M", "2026-03-28"),
        ("2026-03-22", "P1W", "2026-03-29"),
        ("2024-02-29", "P4Y", "2028-02-29"),
        ("2026-01-15", "P13M1W1D", "2027-02-23"),
    ],
)
def test_a_period_after_a_day(start: str, period: str, end: str) -> None:
    """Where the day exists, no rounding is asked for, and none that is declared has an effect."""
    for rounding in (None, *Rounding):
        assert Period.parse(period).after(dt.date.fromisoformat(start), rounding) == dt.date.fromisoformat(end)


@pytest.mark.parametrize(
    ("start", "period", "down", "up"),
    [
        ("2026-01-31", "P1M", "2026-02-28", "2026-03-01"),
        ("2028-01-30", "P1M", "2028-02-29", "2028-03-01"),
        ("2026-03-31", "P1M", "2026-04-30", "2026-05-01"),
        ("2024-02-29", "P1Y", "2025-02-28", "2025-03-01"),
        ("2026-10-31", "P1M1D", "2026-12-01", "2026-12-02"),
    ],
)
def test_a_month_too_short_needs_a_declared_rounding(start: str, period: str, down: str, up: str) -> None:
    """31 January and a month raises unless it is declared to end on 28 February or on 1 March."""
    length, day = Period.parse(period), dt.date.fromisoformat(start)
    with pytest.raises(AmbiguousDate, match="Rounding"):
        length.after(day)
    assert length.after(day, Rounding.DOWN) == dt.date.fromisoformat(down)
    assert length.after(day, rounding=Rounding.UP) == dt.date.fromisoformat(up)


def test_before_rounds_by_declaration_too() -> None:
    """A month before 31 March is ambiguous in the same way."""
    with pytest.raises(AmbiguousDate):
        Period(months=1).before(dt.date(2026, 3, 31))
    assert Period(months=1).before(dt.date(2026, 3, 31), Rounding.DOWN) == dt.date(2026, 2, 28)
    assert Period(months=1).before(dt.date(2026, 3, 31), Rounding.UP) == dt.date(2026, 3, 1)


@given(days, st.integers(0, 10_000), st.integers(0, 500))
def test_days_and_weeks_lead_back(day: dt.date, n: int, weeks: int) -> None:
    """A period of days and weeks never needs rounding and is undone by `before`."""
    period = Period(days=n, weeks=weeks)
    assert period.after(day) == day + dt.timedelta(days=n + 7 * weeks)
    assert period.before(period.after(day)) == day


@given(days, st.integers(0, 100), st.integers(0, 100))
def test_months_that_land_lead_back(day: dt.date, years: int, months: int) -> None:
    """Months that end on a day that exists keep the day of the month and are undone by `before`."""
    period = Period(years=years, months=months)
    try:
        end = period.after(day)
    except AmbiguousDate:
        assume(False)
    assert end.day == day.day
    assert period.before(end) == day


@given(days, periods)
def test_rounding_brackets_the_day_that_is_missing(day: dt.date, period: Period) -> None:
    """Up ends one day after down where the day is missing, and on the same day where it is not."""
    down, up = period.after(day, Rounding.DOWN), period.after(day, Rounding.UP)
    try:
        assert down == up == period.after(day)
    except AmbiguousDate:
        assert up - down == dt.timedelta(days=1)


@given(st.dates(), st.dates(), periods, st.sampled_from(Rounding))
def test_a_period_keeps_the_order_of_days(one: dt.date, other: dt.date, period: Period, rounding: Rounding) -> None:
    """Who starts later is not due earlier."""
    earlier, later = sorted((one, other))
    try:
        last = period.after(later, rounding)
    except InvalidValue:
        assume(False)
    assert period.after(earlier, rounding) <= last


@pytest.mark.parametrize("period", ["P10000Y", "P3660000D", "P3660000W", "P3660000M", "P9999Y12M", "P3660000Y"])
def test_the_end_of_time_is_a_clear_error(period: str) -> None:
    """No period and no day brings an OverflowError to the host."""
    for move in (Period.parse(period).after, Period.parse(period).before):
        with pytest.raises(InvalidValue, match="1 to 9999"):
            move(DAY)
    with pytest.raises(BtiError):
        Period(days=1).after(dt.date.max)
    with pytest.raises(BtiError):
        Period(days=1).before(dt.date.min)


# --- ages


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        ("2014-06-15", "2026-06-14", 11),
        ("2014-06-15", "2026-06-15", 12),
        ("2014-06-15", "2014-06-15", 0),
        ("2012-02-29", "2027-02-27", 14),
        ("2012-02-29", "2027-02-28", 15),
        ("2012-02-29", "2028-02-28", 15),
        ("2012-02-29", "2028-02-29", 16),
        ("2011-12-31", "2026-12-31", 15),
    ],
)
def test_age_on_a_day(born: str, day: str, age: int) -> None:
    """An age begins on the birthday; 29 February counts on 28 February in common years."""
    assert age_on(dt.date.fromisoformat(born), dt.date.fromisoformat(day)) == age


def test_the_leap_birthday_is_a_setting() -> None:
    """The other choice is 1 March; in leap years both mean 29 February."""
    born = dt.date(2012, 2, 29)
    assert birthday(born, 15) == dt.date(2027, 2, 28)
    assert birthday(born, 15, LeapBirthday.MAR_1) == dt.date(2027, 3, 1)
    assert age_on(born, dt.date(2027, 2, 28), LeapBirthday.MAR_1) == 14
    assert age_on(born, dt.date(2027, 3, 1), leap=LeapBirthday.MAR_1) == 15
    assert birthday(born, 16) == birthday(born, 16, LeapBirthday.MAR_1) == dt.date(2028, 2, 29)
    assert birthday(dt.date(1896, 2, 29), 4) == dt.date(1900, 2, 28)
    with pytest.raises(InvalidValue, match="leap"):
        birthday(born, 15, "mar_1")  # type: ignore[arg-type]  # because a host may try


def test_a_birthday_begins_at_midnight_in_oslo() -> None:
    """A person is a year older from 00:00 in Oslo, not from midnight UTC."""
    turns_15 = start_of_day(birthday(dt.date(2011, 7, 1), 15))
    assert turns_15 == dt.datetime(2026, 6, 30, 22, tzinfo=dt.UTC)


def test_there_is_no_age_before_the_birth() -> None:
    """The day before birth raises, and the message keeps the birth date to itself."""
    with pytest.raises(InvalidValue, match="before the birth") as caught:
        age_on(dt.date(2026, 6, 15), dt.date(2026, 6, 14))
    assert "15" not in str(caught.value)
    assert "2026" not in str(caught.value)


@pytest.mark.parametrize("wrong", [-1, 1.0, True, "12", 10_000, 9000])
def test_an_age_is_a_whole_number(wrong: object) -> None:
    """Negative ages, other numbers and birthdays after the year 9999 raise."""
    with pytest.raises(InvalidValue):
        birthday(dt.date(2014, 6, 15), wrong)  # type: ignore[arg-type]  # because a host may try


# --- deadlines


def test_working_and_school_days_need_a_calendar_and_days() -> None:
    """What cannot be counted is refused at once, with what is missing."""
    for unit in (Unit.WORKING, Unit.SCHOOL):
        with pytest.raises(InvalidValue, match="needs a calendar"):
            due(DAY, 3, unit)
        for period in ("P1M", "P1W", "P1Y", "P1W3D"):
            with pytest.raises(InvalidValue, match="days alone"):
                due(DAY, Period.parse(period), unit, EveryDay())
        assert due(DAY, Period(days=3), unit, EveryDay()) == Due(dt.date(2026, 4, 1))


@pytest.mark.parametrize("wrong", [-1, 1.5, True, "P14D", None, 10**9])
def test_a_length_is_a_period_or_days(wrong: object) -> None:
    """A period in words belongs in `Period.parse`."""
    with pytest.raises(InvalidValue):
        due(DAY, wrong)  # type: ignore[arg-type]  # because a host may try


def test_a_unit_is_one_of_three() -> None:
    """A unit in words is not taken for calendar days."""
    with pytest.raises(InvalidValue, match="Unit"):
        due(DAY, 1, "calendar")  # type: ignore[arg-type]  # because a host may try


def test_a_deadline_of_months_rounds_by_declaration() -> None:
    """Deadlines inherit the rule of periods."""
    with pytest.raises(AmbiguousDate):
        due(dt.date(2026, 1, 31), Period(months=1))
    assert due(dt.date(2026, 1, 31), Period(months=1), rounding=Rounding.UP).kept_through == dt.date(2026, 3, 1)


def test_a_deadline_leaves_a_day_to_be_overdue_on() -> None:
    """A deadline on the last day there is could never run out."""
    with pytest.raises(InvalidValue):
        Due(dt.date.max)
    with pytest.raises(InvalidValue):
        due(dt.date.max - dt.timedelta(days=3), 3)
    assert Due(dt.date.max - dt.timedelta(days=1)).overdue_from.year == 9999
