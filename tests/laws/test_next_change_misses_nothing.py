"""Nothing changes by time alone before the instant that `next_change` names."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

import bti
from bti.answers.next_change import comparable
from bti.dates import OSLO, oslo_date, start_of_day
from bti.people import Actor
from tests.laws.histories import CAST, History, answer, histories, plain

ASKED = tuple(name for name in bti.ALL_ANSWERS if name not in ("admit", "changed", "next_change"))
TICK = dt.timedelta(microseconds=1)
AT_THE_END = dt.datetime(2090, 1, 1, tzinfo=OSLO)
"""Where nothing is to come, all dates of the histories are long past here."""

OF_MORE = ("findings", "who_must_consent", "may_share")
"""What is not asked again, or is asked for each service that the case knows, and here for one."""

DAYS = (0, 1, 6, 7, 27, 41, 42, 43, 100, 364, 400, 800, 1000, 2000, 4000, 7000)


def said(history: History, by: Actor, now: dt.datetime) -> dict[str, str]:
    """Return what each answer says, as text, without what follows the clock."""
    return {name: plain(comparable(answer(history.engine, name, history.case, by, now))) for name in ASKED}


class TestNextChangeMissesNothing:
    """The next instant at which any answer changes by time alone (model 8.4; I-16), for whoever asks."""

    @given(histories(), st.sampled_from(CAST), st.sampled_from(DAYS), st.floats(0, 1))
    def test_nothing_changes_before(self, history: History, by: Actor, days: int, where: float) -> None:
        """At the last instant before the change, at any between, and around midnights, all is as it is now."""
        now = history.now + dt.timedelta(days=days)
        change = history.engine.next_change(history.case, by=by, now=now)
        end = AT_THE_END if change is None else change.at
        between = now + (end - TICK - now) * where
        midnight = start_of_day(oslo_date(between))
        instants = {end - TICK, between, midnight - TICK, midnight, start_of_day(oslo_date(now) + dt.timedelta(days=1))}
        expected = said(history, by, now)
        for instant in sorted(one for one in instants if now <= one < end):
            assert said(history, by, instant) == expected, instant

    @given(histories(), st.sampled_from(CAST), st.sampled_from(DAYS))
    def test_something_changes_then(self, history: History, by: Actor, days: int) -> None:
        """What is said to change differs on the very instant, and nothing else does."""
        now = history.now + dt.timedelta(days=days)
        change = history.engine.next_change(history.case, by=by, now=now)
        if change is None:
            return
        before, after = said(history, by, now), said(history, by, change.at)
        asked = [name for name in ASKED if before[name] != after[name] and name not in OF_MORE]
        assert [name for name in change.answers if name not in OF_MORE] == asked
        assert change.answers
        assert change.at == start_of_day(oslo_date(change.at))
        assert all(one.day == oslo_date(change.at) for one in change.because)
