"""I-16, as the engine keeps it: dates in Europe/Oslo, and no instant without a zone."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

import bti
from bti import facts
from bti.dates import OSLO
from bti.errors import NaiveDatetime
from bti.facts import Category
from bti.law.consent import LogStanding
from bti.record.case import Case
from tests.laws.histories import BASIS, GUIDE, HEAD, TEACHER, History, told

NAIVE = dt.datetime(2026, 3, 2, 9, 0)
AWARE = dt.datetime(2026, 3, 2, 9, 0, tzinfo=OSLO)
COMMENT = facts.CommentMade(category=Category.FAMILY)


def with_log(family: int) -> History:
    """Return a story up to where its log is in use."""
    stages = (told(family=family, upto=steps) for steps in range(60))
    return next(one for one in stages if one.case.spine.log.is_in_use)


def standing(history: History, now: dt.datetime) -> LogStanding:
    """Return what the log is at an instant."""
    return history.engine.log_standing(history.case, by=HEAD, now=now)


class TestInstantsAreAware:
    """Deadlines and ages are computed on Europe/Oslo dates: n days from day D are kept through D+n and overdue from
    00:00 of D+n+1; a 29 February birthday counts on 28 February (declared, inferred); naive datetimes raise.
    """

    @pytest.mark.parametrize("case", [Case.empty("case-1"), told(upto=8).case], ids=["unknown", "known"])
    @pytest.mark.parametrize("name", bti.ALL_ANSWERS)
    def test_naive_now_raises(self, name: str, case: Case) -> None:
        """Every answer refuses to guess a zone, for a case that is known and for one that is not."""
        engine = bti.Engine(GUIDE)
        wanted: dict[str, dict[str, Any]] = {
            "admit": {"fact": COMMENT},
            "changed": {"current": case, "fact": COMMENT},
            "view": {"basis": BASIS},
            "may_share": {"to": bti.Service("ppt-1", "ppt"), "category": Category.EDUCATION},
        }
        with pytest.raises(NaiveDatetime):
            getattr(engine, name)(case, by=TEACHER, now=NAIVE, **wanted.get(name, {}))

    def test_naive_at_raises(self) -> None:
        """So does the instant at which something happened, for protection too."""
        suspicion = facts.SuspicionRecorded(category=Category.WELFARE)
        for fact in (COMMENT, suspicion):
            with pytest.raises(NaiveDatetime):
                bti.Engine(GUIDE).admit(Case.empty("case-1"), fact, by=TEACHER, now=AWARE, at=NAIVE)

    def test_a_consent_holds_through_its_last_day_in_oslo(self) -> None:
        """Until 24:00 of the day in Oslo the log is open; from then on it rests, wherever the asker's clock stands."""
        history = with_log(0)
        until = min(one.valid_until for one in history.case.spine.consents.given() if one.valid_until is not None)
        midnight = dt.datetime.combine(until + dt.timedelta(days=1), dt.time(), OSLO)
        tick = dt.timedelta(microseconds=1)
        for zone in (OSLO, dt.UTC, dt.timezone(dt.timedelta(hours=-9))):
            assert standing(history, (midnight.astimezone(dt.UTC) - tick).astimezone(zone)) is LogStanding.OPEN
            assert standing(history, midnight.astimezone(zone)) is LogStanding.RESTING

    def test_a_fifteenth_birthday_reopens_the_question(self) -> None:
        """From the birthday the young person must consent too: the log rests until they have."""
        stages = (told(family=1, upto=steps) for steps in range(60))
        history = next(one for one in stages if one.case.spine.log.is_in_use)
        birthday = dt.datetime(2026, 5, 1, tzinfo=OSLO)
        assert history.now < birthday
        assert standing(history, birthday - dt.timedelta(microseconds=1)) is LogStanding.OPEN
        assert standing(history, birthday) is LogStanding.RESTING
        young = bti.PersonConcerned("c-child")
        given = facts.ConsentGiven(
            scope=facts.Scope.LOG,
            giver=young.ref,
            form=facts.Form.ELECTRONIC,
            categories=tuple(Category),
            valid_until=dt.date(2027, 1, 1),
        )
        woken = history.engine.admit(history.case, given, by=young, now=birthday)
        assert woken
        assert history.engine.log_standing(woken.case, by=HEAD, now=birthday) is LogStanding.OPEN

    def test_an_adult_decides_alone_from_the_eighteenth_birthday(self) -> None:
        """From the birthday the guardians' consent counts no more, and the person's own is enough."""
        history = with_log(2)
        adult = dt.datetime(2026, 5, 10, tzinfo=OSLO)
        assert history.now < adult
        assert standing(history, adult) is LogStanding.OPEN  # the young person had consented too
        (own,) = [one for one in history.case.spine.consents.given() if one.giver == "c-child"]
        withdrawn = facts.ConsentWithdrawn(consent=own.id)
        closed = history.engine.admit(history.case, withdrawn, by=bti.PersonConcerned("c-child"), now=adult)
        assert closed
        assert history.engine.log_standing(closed.case, by=HEAD, now=adult) is LogStanding.CLOSED

    @pytest.mark.parametrize(
        ("until", "admitted"), [(dt.date(2026, 3, 20), True), (dt.date(2026, 3, 19), False)], ids=["today", "past"]
    )
    def test_today_is_oslos(self, until: dt.date, *, admitted: bool) -> None:
        """At 23:30 UTC it is the next day in Oslo: postponing to the UTC day is postponing to a day that is past."""
        history = told(upto=3)
        now = dt.datetime(2026, 3, 19, 23, 30, tzinfo=dt.UTC)
        concern = next(iter(history.case.spine.concerns.raised))
        verdict = history.engine.admit(
            history.case, facts.SharingPostponed(concern=concern, until=until), by=TEACHER, now=now
        )
        assert bool(verdict) is admitted
