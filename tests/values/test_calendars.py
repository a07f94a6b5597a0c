"""Norwegian public holidays against dates read from printed calendars, closed periods, and counting open days."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bti.calendars import (
    Calendar,
    ClosedPeriod,
    NorwegianCalendar,
    add_school_days,
    add_working_days,
    public_holidays,
)
from bti.dates import Due, Period, Unit, due
from bti.errors import InvalidValue
from bti.text import LANGUAGES, Text

MAUNDY, FRIDAY, SUNDAY, MONDAY = "Maundy Thursday", "Good Friday", "Easter Sunday", "Easter Monday"
ASCENSION, WHIT_SUNDAY, WHIT_MONDAY = "Ascension Day", "Whit Sunday", "Whit Monday"
MOVING = (MAUNDY, FRIDAY, SUNDAY, MONDAY, ASCENSION, WHIT_SUNDAY, WHIT_MONDAY)

SUMMER = ClosedPeriod(dt.date(2026, 6, 22), dt.date(2026, 8, 14), service="school-1", label=Text(nb="sommerferie"))
PLANNING = ClosedPeriod(dt.date(2026, 8, 21), dt.date(2026, 8, 21), service="school-1", closes=Unit.SCHOOL)
EVERYBODY = ClosedPeriod(dt.date(2026, 12, 24), dt.date(2026, 12, 31))
CALENDAR = NorwegianCalendar(closed=(SUMMER, PLANNING, EVERYBODY))

days = st.dates(dt.date(1950, 1, 1), dt.date(2150, 12, 31))


@pytest.mark.parametrize(
    ("year", "dates"),
    [
        (2008, ["03-20", "03-21", "03-23", "03-24", "05-01", "05-11", "05-12"]),
        (2024, ["03-28", "03-29", "03-31", "04-01", "05-09", "05-19", "05-20"]),
        (2025, ["04-17", "04-18", "04-20", "04-21", "05-29", "06-08", "06-09"]),
        (2026, ["04-02", "04-03", "04-05", "04-06", "05-14", "05-24", "05-25"]),
        (2038, ["04-22", "04-23", "04-25", "04-26", "06-03", "06-13", "06-14"]),
    ],
)
def test_moving_holidays_fall_on_the_printed_dates(year: int, dates: list[str]) -> None:
    """Easter at its usual, an early (2008) and its latest (2038) date, and all that hangs on it."""
    holidays = public_holidays(year)
    for name, date in zip(MOVING, dates, strict=True):
        assert name in holidays[dt.date.fromisoformat(f"{year}-{date}")].in_("en")


@given(st.integers(1583, 4099))
def test_every_year_has_its_twelve_holidays(year: int) -> None:
    """Five stand on a date and seven move, in order; two on one date share it."""
    holidays = public_holidays(year)
    assert list(holidays) == sorted(holidays)
    assert {day.year for day in holidays} == {year}
    for month, day in ((1, 1), (5, 1), (5, 17), (12, 25), (12, 26)):
        assert dt.date(year, month, day) in holidays
    names = [name for text in holidays.values() for name in text.in_("en").split(" and ")]
    assert len(names) == len(set(names)) == 12
    assert all(text.has(lang) for text in holidays.values() for lang in LANGUAGES)
    named = {name: day for day, text in holidays.items() for name in text.in_("en").split(" and ")}
    weekdays = [named[name].strftime("%a") for name in MOVING]
    assert weekdays == ["Thu", "Fri", "Sun", "Mon", "Thu", "Sun", "Mon"]


def test_two_holidays_on_one_date_are_both_named() -> None:
    """1 May and Ascension Day in 2008, 17 May and Whit Monday in 2027."""
    assert public_holidays(2008)[dt.date(2008, 5, 1)] == Text(
        nb="1. mai og Kristi himmelfartsdag", nn="1. mai og Kristi himmelfartsdag", en="1 May and Ascension Day"
    )
    assert public_holidays(2027)[dt.date(2027, 5, 17)].in_("nb") == "17. mai og 2. pinsedag"
    assert len(public_holidays(2008)) == 11


def test_holidays_cannot_be_changed_by_a_reader() -> None:
    """What one caller gets, the next gets too."""
    with pytest.raises(TypeError):
        public_holidays(2026)[dt.date(2026, 7, 1)] = Text(nb="fri")  # type: ignore[index]  # because a host may try


@pytest.mark.parametrize("year", [1582, 4100, 0, -1, 2026.0, "2026", True, None, [2026]])
def test_years_that_cannot_be_computed_raise(year: object) -> None:
    """Easter is computed for the years of the Gregorian calendar that the rule is good for."""
    with pytest.raises(InvalidValue, match="1583 to 4099"):
        public_holidays(year)  # type: ignore[arg-type]  # because a host may try


@pytest.mark.parametrize(
    ("day", "working"),
    [
        ("2026-05-13", True),
        ("2026-05-14", False),  # Ascension Day
        ("2026-05-15", True),  # the Friday after it
        ("2026-05-16", False),  # a Saturday
        ("2026-05-18", True),
        ("2026-04-01", True),  # the Wednesday before Easter
        ("2025-12-24", True),  # Christmas Eve, unless declared
        ("2026-12-24", False),  # declared closed for everybody
    ],
)
def test_working_days(day: str, working: bool) -> None:
    """Monday to Friday but holidays and what is declared closed; a half day is a day."""
    assert CALENDAR.is_working_day(dt.date.fromisoformat(day)) is working


def test_closed_periods_are_the_services_own() -> None:
    """A school's summer closes that school, with its first and last day, and nobody else."""
    for day in (SUMMER.first, SUMMER.last):
        assert not CALENDAR.is_working_day(day, "school-1")
        assert not CALENDAR.is_school_day(day, "school-1")
        assert CALENDAR.is_working_day(day, "health-1")
        assert CALENDAR.is_working_day(day)
    assert CALENDAR.is_school_day(dt.date(2026, 6, 19), "school-1")
    assert CALENDAR.is_school_day(dt.date(2026, 8, 17), "school-1")
    assert not CALENDAR.is_school_day(EVERYBODY.first, "health-1")


def test_a_planning_day_is_worked_but_not_schooled() -> None:
    """Children are off while the staff are at work."""
    assert CALENDAR.is_working_day(PLANNING.first, "school-1")
    assert not CALENDAR.is_school_day(PLANNING.first, "school-1")
    assert CALENDAR.is_school_day(PLANNING.first, "school-2")


@given(days, st.sampled_from(["school-1", "health-1", None]))
def test_every_school_day_is_a_working_day(day: dt.date, service: str | None) -> None:
    """There is no school without staff, on a weekend or on a holiday."""
    if CALENDAR.is_school_day(day, service):
        assert CALENDAR.is_working_day(day, service)
        assert day.weekday() < 5
        assert day not in public_holidays(day.year)


def test_working_days_step_over_easter() -> None:
    """Ten working days from the Friday before Easter 2026 end on 15 April, four holidays and a weekend later."""
    calendar: Calendar = NorwegianCalendar()
    assert due(dt.date(2026, 3, 27), 10, Unit.WORKING, calendar) == Due(dt.date(2026, 4, 15))
    assert add_working_days(dt.date(2026, 4, 1), 1, calendar) == dt.date(2026, 4, 7)


def test_school_days_step_over_the_summer() -> None:
    """A deadline of three school days set on the last Thursday runs out when school is back."""
    start = dt.date(2026, 6, 18)
    assert due(start, Period(days=3), Unit.SCHOOL, CALENDAR, "school-1") == Due(dt.date(2026, 8, 18))
    assert due(start, 3, Unit.SCHOOL, CALENDAR, "school-2") == Due(dt.date(2026, 6, 23))
    assert due(start, 3, Unit.CALENDAR, CALENDAR, "school-1") == Due(dt.date(2026, 6, 21))


@given(days, st.integers(0, 60), st.integers(0, 60))
def test_open_days_can_be_counted_in_two_goes(day: dt.date, n: int, more: int) -> None:
    """Counting n days and then m more is counting n + m days, for working and for school days."""
    for add in (add_working_days, add_school_days):
        assert add(add(day, n, CALENDAR, "school-1"), more, CALENDAR, "school-1") == add(
            day, n + more, CALENDAR, "school-1"
        )


def test_no_days_is_the_day_itself() -> None:
    """Counting nothing goes nowhere, from a holiday too."""
    assert add_working_days(dt.date(2026, 5, 17), 0, CALENDAR) == dt.date(2026, 5, 17)


def test_a_calendar_that_never_opens_does_not_loop_for_ever() -> None:
    """A closed-for-good calendar, an absurd number of days and the end of time are clear errors."""
    closed = NorwegianCalendar(closed=(ClosedPeriod(dt.date(2026, 1, 1), dt.date(2096, 1, 1)),))
    with pytest.raises(InvalidValue, match="no working day for 400 days"):
        add_working_days(dt.date(2026, 1, 1), 1, closed)
    with pytest.raises(InvalidValue, match="no school day for 400 days"):
        due(dt.date(2026, 1, 1), 1, Unit.SCHOOL, closed)
    for wrong in (-1, 10_001, 1.0, True):
        with pytest.raises(InvalidValue):
            add_working_days(dt.date(2026, 1, 1), wrong, CALENDAR)  # type: ignore[arg-type]  # because a host may try
    with pytest.raises(InvalidValue):
        add_working_days(dt.date(9999, 12, 30), 5, CALENDAR)


class AlwaysOpen:
    """A calendar without any closed day."""

    def is_working_day(self, day: dt.date, service: str | None = None) -> bool:
        """Return true."""
        return True

    is_school_day = is_working_day


def test_counting_stops_at_the_end_of_time() -> None:
    """A host's own calendar gets no OverflowError either."""
    assert add_school_days(dt.date(9999, 12, 30), 1, AlwaysOpen()) == dt.date.max
    with pytest.raises(InvalidValue, match="9999"):
        add_school_days(dt.date(9999, 12, 30), 2, AlwaysOpen())


def test_wrong_closed_periods_are_refused() -> None:
    """Reversed, mistyped and meaningless periods raise when they are declared."""
    first, last = dt.date(2026, 7, 1), dt.date(2026, 7, 31)
    with pytest.raises(InvalidValue, match="before the first"):
        ClosedPeriod(last, first)
    with pytest.raises(InvalidValue, match="first"):
        ClosedPeriod("2026-07-01", last)  # type: ignore[arg-type]  # because a host may try
    with pytest.raises(InvalidValue, match="service"):
        ClosedPeriod(first, last, service="")
    with pytest.raises(InvalidValue, match="label"):
        ClosedPeriod(first, last, label="ferie")  # type: ignore[arg-type]  # because a host may try
    with pytest.raises(InvalidValue, match="closes"):
        ClosedPeriod(first, last, closes=Unit.CALENDAR)
    with pytest.raises(InvalidValue, match="closed periods"):
        NorwegianCalendar(closed=("2026-07-01",))  # type: ignore[arg-type]  # because a host may try


def test_a_calendar_is_a_value() -> None:
    """Two calendars with the same closed periods are equal and hash alike, from a list or a tuple."""
    assert NorwegianCalendar([SUMMER]) == NorwegianCalendar((SUMMER,))  # type: ignore[arg-type,unused-ignore]  # because a host may try
    assert hash(NorwegianCalendar([SUMMER])) == hash(NorwegianCalendar((SUMMER,)))


@pytest.mark.parametrize(
    "wrong", [dt.datetime(2026, 5, 4, 12), dt.datetime(2026, 5, 4, 12, tzinfo=dt.UTC), "2026-05-04"]
)
def test_a_calendar_is_asked_about_days(wrong: object) -> None:
    """An instant must be turned to its day in Oslo first."""
    for ask in (CALENDAR.is_working_day, CALENDAR.is_school_day):
        with pytest.raises(InvalidValue):
            ask(wrong)  # type: ignore[arg-type]  # because a host may try
