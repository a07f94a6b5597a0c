"""An offer of the baton that waits too long is the leader's to see to, where the guide says how long."""

from __future__ import annotations

import datetime as dt

from bti import facts
from bti.dates import OSLO
from bti.duties.duty import DutyStanding, OwedBy
from tests.duties.test_agenda import agenda
from tests.examples.own_rules import NAMED, met
from tests.stage import HEAD, TEACHER, Stage


def test_an_offer_that_waits_becomes_the_leaders() -> None:
    """Five days are kept through the fifth; from midnight on it is overdue, and the guide is cited."""
    stage = met()
    offer = stage.play(NAMED, HEAD)
    midnight = dt.datetime(2026, 3, 9, tzinfo=OSLO)
    assert "see_to_offer" not in agenda(stage, HEAD, now=midnight - dt.timedelta(microseconds=1))
    duty = agenda(stage, HEAD, now=midnight)["see_to_offer"]
    assert (duty.standing, duty.overdue_since, duty.who[0].by) == (DutyStanding.OVERDUE, midnight, OwedBy.LEADER)
    assert "Seljeviks veileder" in duty.cites[0].text("nb")
    for lang in ("nb", "nn", "en"):
        assert duty.text(lang)
    stage.play(facts.BatonDeclined(offer=offer), TEACHER)
    assert "see_to_offer" not in agenda(stage, HEAD, now=midnight)


def test_where_no_guide_says_how_long_it_stays_with_whom_it_was_made_to() -> None:
    """Nobody counts what nobody decided."""
    stage = Stage().on_level_1()
    stage.play(NAMED, HEAD)
    assert "see_to_offer" not in agenda(stage, HEAD, now=stage.now + dt.timedelta(days=300))
