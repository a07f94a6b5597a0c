"""An invented municipality with the odd rules of several, written by the format page alone: clean, and obeyed."""

from __future__ import annotations

import datetime as dt

import pytest

import bti
from bti import facts
from bti.check import Severity, check_guide
from bti.cli.guides import guide_page
from bti.facts import SharedWith
from bti.guide import Guide
from bti.record.protection import CHILD_WELFARE_KINDS
from tests.guides.small_guides import HERE, small_guide
from tests.guides.tale import LEARNING, Tale
from tests.stage import TEACHER


@pytest.fixture(scope="module")
def guide() -> Guide:
    """Give the guide."""
    return small_guide("indre-dalfore")


def owed(tale: Tale) -> dict[str, dt.date | None]:
    """Return the last day of what the guide itself says is owed, by what it says."""
    duties = tale.engine.agenda(tale.case, by=TEACHER, now=tale.now)
    return {one.text("nn"): None if one.due is None else one.due.kept_through for one in duties}


def test_nothing_is_wrong_with_it() -> None:
    """What its writer is told are notes: what is left out, and what is meant less strongly than beneath."""
    report = check_guide(HERE / "indre-dalfore.toml")
    assert {one.severity for one in report.findings} <= {Severity.NOTE}
    assert report.languages == ("nn",)


def test_three_levels_with_names_of_their_own(guide: Guide) -> None:
    """The third level of the common core is gone, and what led there; the page says so in nynorsk."""
    assert [level.label for level in guide.levels] == ["0", "A", "B"]
    lines = guide_page(guide, "nn")
    assert "  * Nivå: 3 Breitt samarbeid mellom fleire tenester" in lines
    assert any("Ikkje med (utfall): Gå over til breitt samarbeid" in line for line in lines)


def test_its_own_words_are_shown_on_the_level_as_it_calls_that(guide: Guide) -> None:
    """The log has a word of its own on level B, which the file knows as 2."""
    assert "  * stafettlogg på nivå B: Fellesloggen" in guide_page(guide, "nn")


def test_whom_it_excludes_falls_away_from_what_it_inherits(guide: Guide) -> None:
    """The headteacher is excluded on level A, and is not there with a reason either, as the common core has it."""
    holders = guide.baton.holders["1"]
    assert holders.excluded == ("headteacher",)
    assert holders.exceptional == ("kindergarten_head",)


def test_the_leader_hears_within_three_working_days(guide: Guide) -> None:
    """From a Monday, through Thursday."""
    tale = Tale(guide).wonders()
    assert dt.date(2026, 3, 5) in owed(tale).values()
    tale.describes().names_mother().shares(SharedWith.LEADER)
    assert dt.date(2026, 3, 5) not in owed(tale).values()


def test_the_parents_get_a_note_after_each_meeting(guide: Guide) -> None:
    """What is written in the log is for them too; a note for the school alone is not."""
    tale = Tale(guide).told()
    held = facts.MeetingHeld(purpose=facts.MeetingKind.COORDINATION, present=("teacher",), category=LEARNING)
    meeting = tale.given("they meet", held, by=TEACHER)
    note = "Gje foreldra notat etter kvart møte"
    assert any(note in one for one in owed(tale))
    tale.given(
        "a note for the school",
        facts.MinutesWritten(meeting=meeting, audience=facts.Audience.HOME, category=LEARNING),
        by=TEACHER,
    )
    assert any(note in one for one in owed(tale))
    tale.given("a note", facts.MinutesWritten(meeting=meeting, category=LEARNING), by=TEACHER)
    assert not any(note in one for one in owed(tale))


def test_its_child_welfare_has_a_name_of_its_own_and_counts(guide: Guide) -> None:
    """Two municipalities share one; called as they call it, a report there is one in the sense of the law (D-01)."""
    service = guide.service("child_welfare")
    assert service is not None
    assert service.label("nn") == "Barnevernet i Ytre og Indre dalføre"
    report = facts.ReportedToChildWelfare(
        receiver=bti.Service("dalfore-1", service.id), category=facts.Category.WELFARE
    )
    assert service.id in CHILD_WELFARE_KINDS
    assert report.services_told == {"dalfore-1"}
