"""I-16: deadlines and ages are computed on Europe/Oslo dates."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bti.dates import OSLO, Due, LeapBirthday, Period, Unit, age_on, birthday, due, oslo_date, start_of_day
from bti.errors import InvalidValue

FORWARD = dt.date(2026, 3, 29)  # 23 hours
BACK = dt.date(2026, 10, 25)  # 25 hours
TICK = dt.timedelta(microseconds=1)

days = st.dates(dt.date(1900, 1, 1), dt.date(2150, 12, 31))
zones = st.sampled_from([dt.UTC, OSLO, ZoneInfo("America/New_York"), ZoneInfo("Pacific/Kiritimati")])
instants = st.datetimes(dt.datetime(1970, 1, 1), dt.datetime(2150, 1, 1), timezones=zones)
lengths = st.integers(0, 1000)


@given(days, lengths)
@example(FORWARD - dt.timedelta(days=14), 14)
@example(FORWARD, 0)
@example(BACK - dt.timedelta(days=14), 14)
@example(BACK, 0)
def test_n_days_from_a_day_are_kept_through_the_nth(day: dt.date, n: int) -> None:
    """A deadline of n days from day D is kept through D+n and overdue from 00:00 of D+n+1."""
    deadline = due(day, n)
    assert deadline == due(day, Period(days=n)) == Due(day + dt.timedelta(days=n))
    midnight = dt.datetime.combine(day + dt.timedelta(days=n + 1), dt.time(), OSLO)
    assert deadline.overdue_from == midnight
    for zone in (dt.UTC, OSLO, ZoneInfo("America/New_York")):
        assert deadline.is_overdue(midnight.astimezone(zone))
        assert not deadline.is_overdue((midnight.astimezone(dt.UTC) - TICK).astimezone(zone))


@given(instants, lengths, instants)
def test_overdue_is_the_same_by_day_and_by_instant(start: dt.datetime, n: int, now: dt.datetime) -> None:
    """A deadline is overdue exactly from `overdue_from` on, wherever the two clocks stand."""
    deadline = due(start, n)
    assert deadline.is_overdue(now) == (now.astimezone(dt.UTC) >= deadline.overdue_from.astimezone(dt.UTC))


@given(instants, lengths, zones)
def test_a_deadline_depends_on_the_instant_and_not_its_zone(start: dt.datetime, n: int, zone: dt.tzinfo) -> None:
    """The same instant sets the same deadline from any zone: the one of its day in Oslo."""
    assert due(start, n) == due(start.astimezone(zone), n) == due(oslo_date(start), n)


def test_a_late_evening_in_utc_is_the_next_day_in_oslo() -> None:
    """What happened at 22:30 UTC on a summer night counts from the day after."""
    assert due(dt.datetime(2026, 7, 1, 22, 30, tzinfo=dt.UTC), 14) == Due(dt.date(2026, 7, 16))
    assert due(dt.datetime(2026, 7, 1, 21, 30, tzinfo=dt.UTC), 14) == Due(dt.date(2026, 7, 15))


@pytest.mark.parametrize(("day", "hours"), [(FORWARD, 23), (BACK, 25), (dt.date(2026, 6, 1), 24)])
def test_the_last_day_is_kept_whole_however_long_it_is(day: dt.date, hours: int) -> None:
    """On the days the clock changes, a deadline is kept for 23 or 25 hours, not 24."""
    opening, overdue = start_of_day(day).astimezone(dt.UTC), due(day, 0).overdue_from.astimezone(dt.UTC)
    assert overdue - opening == dt.timedelta(hours=hours)


@given(days, lengths, lengths)
def test_a_longer_deadline_is_never_due_earlier(day: dt.date, n: int, more: int) -> None:
    """Days added to a deadline move it by as many days."""
    assert due(day, n + more).kept_through - due(day, n).kept_through == dt.timedelta(days=more)


births = st.dates(dt.date(1900, 1, 1), dt.date(2030, 12, 31)) | st.sampled_from(
    [dt.date(2000, 2, 29), dt.date(2012, 2, 29), dt.date(2024, 2, 29), dt.date(2026, 3, 29), dt.date(2008, 2, 28)]
)
rules = st.sampled_from(LeapBirthday)


@given(births, st.integers(0, 120), rules)
@example(dt.date(2012, 2, 29), 15, LeapBirthday.FEB_28)
@example(dt.date(2012, 2, 29), 15, LeapBirthday.MAR_1)
def test_a_person_turns_an_age_on_the_birthday_and_not_before(born: dt.date, age: int, leap: LeapBirthday) -> None:
    """An age is reached at 00:00 in Oslo of the birthday; the instant before it is not."""
    turns = start_of_day(birthday(born, age, leap))
    assert age_on(born, oslo_date(turns), leap) == age
    before = oslo_date(turns.astimezone(dt.UTC) - TICK)
    if age:
        assert age_on(born, before, leap) == age - 1
    else:
        with pytest.raises(InvalidValue):
            age_on(born, before, leap)


@given(births, st.integers(0, 40_000), st.integers(0, 40_000), rules)
def test_nobody_grows_younger(born: dt.date, one: int, more: int, leap: LeapBirthday) -> None:
    """Age never falls from one day to a later one, and rises by at most one a year."""
    earlier, later = born + dt.timedelta(days=one), born + dt.timedelta(days=one + more)
    gain = age_on(born, later, leap) - age_on(born, earlier, leap)
    assert 0 <= gain <= more // 365 + 1


@given(st.integers(476, 507).map(lambda four: dt.date(4 * four, 2, 29)))
def test_a_leap_birthday_counts_on_28_february(born: dt.date) -> None:
    """A 29 February birthday counts on 28 February in common years (declared, inferred)."""
    for age in range(1, 19):
        day = birthday(born, age)
        assert (day.month, day.day) == ((2, 29) if (born.year + age) % 4 == 0 else (2, 28))


class Weekdays:
    """A calendar of Mondays to Fridays, with school on Mondays only."""

    def is_working_day(self, day: dt.date, service: str | None = None) -> bool:
        """Tell whether it is Monday to Friday."""
        return day.weekday() < 5

    def is_school_day(self, day: dt.date, service: str | None = None) -> bool:
        """Tell whether it is Monday."""
        return day.weekday() == 0


@given(days, st.integers(1, 300), st.sampled_from([Unit.WORKING, Unit.SCHOOL]))
def test_n_open_days_are_those_after_the_day(day: dt.date, n: int, unit: Unit) -> None:
    """A deadline of n working or school days from D ends on the n-th open day after D, and D itself never counts."""
    calendar = Weekdays()
    is_open = calendar.is_working_day if unit is Unit.WORKING else calendar.is_school_day
    last = due(day, n, unit, calendar).kept_through
    between = [day + dt.timedelta(days=i) for i in range(1, (last - day).days + 1)]
    assert is_open(last)
    assert sum(map(is_open, between)) == n
