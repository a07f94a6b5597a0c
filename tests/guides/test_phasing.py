"""Parts of a guide that begin to hold on a date: judged by the date of the act, shown with it, one digest for all."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import bti
from bti import facts
from bti.cli.guides import guide_page
from bti.facts import MeetingKind
from bti.guide import parse_guide
from bti.reasons import Citation, CitationKind
from tests.guides.small import extended, findings, spoiled
from tests.guides.small_guides import small_guide
from tests.guides.tale import Tale
from tests.stage import TEACHER

GUIDE = small_guide("phased-in")
BEFORE, AFTER = dt.date(2026, 7, 31), dt.date(2026, 8, 1)


def test_before_the_date_what_lies_beneath_holds() -> None:
    """The log begins on level 1 until August, as in the common core, and on level 2 from then on."""
    assert (GUIDE.on(BEFORE).log.from_level.value, GUIDE.on(AFTER).log.from_level.value) == ("1", "2")
    assert GUIDE.on(BEFORE).step("1.6") is None
    assert GUIDE.on(AFTER).step("1.6") is not None
    assert [phase.until for phase in GUIDE.phases] == [AFTER, dt.date(2027, 1, 1)]


def test_a_setting_may_change_on_a_date() -> None:
    """The young person is asked from twelve years on from the new year."""
    ages = [GUIDE.on(day).at(None, None).consent.own_age.value for day in (BEFORE, AFTER, dt.date(2027, 1, 1))]
    assert ages == [15, 15, 12]


def test_the_case_stands_under_one_guide_all_the_time() -> None:
    """Whatever the date, the digest is the same."""
    assert {phase.guide.digest for phase in GUIDE.phases} == {GUIDE.digest}


def test_it_is_judged_by_the_date_of_the_act() -> None:
    """In March step 1.1 needs no meeting; in August it does, and the reason says since when."""
    tale = Tale(GUIDE).told().does("0.1", "0.2", "0.3").goes("0.4", "level_1").asks()
    tale.tries("1.1").is_admitted()
    late = Tale(GUIDE).told().does("0.1", "0.2", "0.3").goes("0.4", "level_1").asks()
    late.now = dt.datetime(2026, 8, 3, 9, 0, tzinfo=dt.UTC)
    late.tries("1.1").is_refused("step_needs")
    assert "(fra 1. august 2026)" in late.cited("nb")
    assert "from 1 August 2026" in late.cited("en")


def test_what_is_recorded_late_is_judged_by_when_it_happened() -> None:
    """A log opened on level 1 in July and recorded in August was in time; one opened in August is not."""
    tale = Tale(GUIDE).told().does("0.1", "0.2", "0.3").goes("0.4", "level_1").consents()
    tale.now = dt.datetime(2026, 8, 3, 9, 0, tzinfo=dt.UTC)
    july = dt.datetime(2026, 7, 30, 9, 0, tzinfo=dt.UTC)
    assert isinstance(tale.engine.admit(tale.case, facts.LogOpened(), by=TEACHER, now=tale.now, at=july), bti.Admitted)
    tale.when("a log in August", facts.LogOpened(), by=TEACHER).is_refused("log_too_early")


def test_a_case_on_a_new_step_takes_late_entries() -> None:
    """Who stands on a step that was not there in July can still record what happened in July."""
    tale = Tale(GUIDE).told().does("0.1", "0.2", "0.3").goes("0.4", "level_1").asks().does("1.1").plans().does("1.2")
    tale.starts().does("1.3").hears().evaluates().does("1.4")
    tale.now = dt.datetime(2026, 8, 3, 9, 0, tzinfo=dt.UTC)
    tale.chooses("file").goes("1.5", "file")
    assert tale.step == "1.6"
    held = facts.MeetingHeld(purpose=MeetingKind.OTHER, present=("teacher",), category=facts.Category.EDUCATION)
    july = dt.datetime(2026, 7, 30, 9, 0, tzinfo=dt.UTC)
    assert isinstance(tale.engine.admit(tale.case, held, by=TEACHER, now=tale.now, at=july), bti.Admitted)


def test_the_date_is_shown() -> None:
    """The page says since when, and what holds until then."""
    page = "\n".join(guide_page(GUIDE, "nn"))
    assert "(frå 1. august 2026)" in page
    assert "Før 1. august 2026" in page


def test_a_variant_may_be_phased_in(tmp_path: Path) -> None:
    """Until its date a variant does not hold, and the guide itself does."""
    more = '[[variant]]\nid = "school"\nhome = ["school"]\nfrom = 2026-08-01\n[variant.consent]\nown_age = 12\n'
    guide = extended(tmp_path, more)
    school = guide.for_home("school")
    assert [school.on(day).consent.own_age.value for day in (BEFORE, AFTER)] == [15, 12]


def test_what_would_make_no_guide_before_the_date_is_found() -> None:
    """An outcome that leads to a step which is not there yet is found, with the date."""
    title = 'id = "1.1"\ntitle = {nb = "Veien videre"}'
    later = spoiled(title, f"from = 2026-08-01\n{title}")
    assert any("before 2026-08-01" in said for said in findings(later).values())


def test_whatever_stands_in_a_guide_may_begin_later(tmp_path: Path) -> None:
    """An arena, a duty, a pathway and a scope of consent are there from their date on, and not before."""
    more = """
[[arena]]
id = "team"
title = {nb = "Team"}
from = 2026-08-01

[[duty]]
id = "write"
what = {nb = "Skriv til familien"}
start = "meeting_held"
from = 2026-08-01
"""
    guide = extended(tmp_path, more)
    assert ([one.id for one in guide.on(BEFORE).arenas], [one.id for one in guide.on(AFTER).arenas]) == ([], ["team"])
    assert ([one.id for one in guide.on(BEFORE).duties], [one.id for one in guide.on(AFTER).duties]) == ([], ["write"])


UNTIL = """
id = "out"
extends = "national"
version = "1"
title = {nb = "Ut", nn = "Ut", en = "Out"}
[consent.own_age]
value = 15
cases = [{value = 12, from = 2026-08-01, until = 2026-12-31, sources = ["setting"]}]

[log]
from_level = {value = "2", until = 2026-07-31, sources = ["setting"]}

[[duty]]
id = "ring"
what = {nb = "Ring hjem", nn = "Ring heim", en = "Ring the family"}
who = "leader"
until = 2026-07-31
sources = ["setting"]
"""


def test_a_part_may_cease_to_hold() -> None:
    """The last day counts in; from the next on, what lies beneath holds again, and what only this guide said goes."""
    guide = parse_guide(UNTIL)
    after = dt.date(2027, 1, 1)
    ages = [guide.on(day).at(None, None).consent.own_age.value for day in (BEFORE, AFTER, dt.date(2026, 12, 31), after)]
    assert ages == [15, 12, 12, 15]
    assert [guide.on(day).log.from_level.value for day in (BEFORE, AFTER, after)] == ["2", "1", "1"]
    assert [len(guide.on(day).duties) for day in (BEFORE, AFTER)] == [1, 0]
    assert [phase.until for phase in guide.phases] == [AFTER, after]


def test_the_last_day_is_shown() -> None:
    """On the page, in the check's counts, and in what a reason cites."""
    page = "\n".join(guide_page(parse_guide(UNTIL), "nb"))
    assert "Ring hjem (bør) (til og med 31. juli 2026)" in page
    assert "(fra 1. august 2026 til og med 31. desember 2026)" in page
    cited = Citation(CitationKind.GUIDE, "consent / own_age", until=BEFORE)
    assert "til og med 31. juli 2026" in cited.text("nb")
    assert "up to and including 31 July 2026" in cited.text("en")


def test_a_case_is_judged_by_what_held_on_the_day() -> None:
    """What the leader owes until the end of July is owed on that day, and not on the next."""
    tale = Tale(parse_guide(UNTIL)).wonders()
    tale.now = dt.datetime(2026, 7, 31, 20, 0, tzinfo=dt.UTC)
    assert set(tale.lasting()) == {"ring"}
    tale.now = dt.datetime(2026, 8, 1, 6, 0, tzinfo=dt.UTC)
    assert not tale.lasting()


def test_what_a_case_may_stand_on_has_no_last_day() -> None:
    """Levels, steps, outcomes, services and roles do not cease to hold: the case would be left behind."""
    found = findings(spoiled('purpose = "notice"', 'purpose = "notice"\nuntil = 2026-07-31'))
    assert [path for path, said in found.items() if "unknown key" in said] == ["$.level[0].step[0].until"]
