"""Arenas and pathways beyond the book of examples: what counts as which level, what is owed, and when it is overdue."""

from __future__ import annotations

import datetime as dt

import bti
from bti import facts
from bti.dates import Due
from bti.facts import Category, MeetingKind, PathwayKind
from bti.guide.loading import parse_guide
from tests.stage import TEACHER, Stage

GUIDE = """
id = "levels-of-arenas"
version = "1"
extends = "national"
entries = ["2.1"]
title = {nb = "Arenaer", nn = "Arenaer", en = "Arenas"}

[[level]]
id = "2"
[[level.step]]
id = "2.1"
completion = {is = "meeting_held", since = "level"}
[[level.step]]
id = "2.2"
completion = {is = "meeting_held", with = "nettverk"}

[[arena]]
id = "ressursteam"
title = {nb = "Ressursteam", nn = "Ressursteam", en = "Resource team"}
counts_as_level = "1"
frequency = {times = 2, every = "P28D"}

[[arena.after]]
id = "referat"
what = {nb = "Skriv referat.", nn = "Skriv referat.", en = "Write minutes."}
within = "P7D"
fulfilled_by = "minutes_written"

[[arena]]
id = "nettverk"
title = {nb = "Nettverksmøte", nn = "Nettverksmøte", en = "Network meeting"}

[[pathway]]
id = "skolemiljo"
title = {nb = "Skolemiljø", nn = "Skulemiljø", en = "School environment"}
sort = "school_environment"

[[pathway.deadline]]
id = "summon"
start = "pathway_entered"
length = "P1W"
fulfilled_by = "meeting_called"

[[pathway]]
id = "vold"
title = {nb = "Vold i nære relasjoner", nn = "Vald i nære relasjonar", en = "Violence in close relations"}
sort = "protection"
"""


def stage() -> Stage:
    """Begin on level 2."""
    return Stage(bti.Engine(parse_guide(GUIDE))).opened()


def held(arena: str) -> facts.MeetingHeld:
    """Hold a meeting in an arena."""
    return facts.MeetingHeld(
        purpose=MeetingKind.COORDINATION, present=("teacher",), arena=arena, category=Category.EDUCATION
    )


def owed(story: Stage) -> dict[str, Due | None]:
    """Return what is owed, and until when."""
    return {one.code: one.due for one in story.engine.agenda(story.case, by=TEACHER, now=story.now)}


def test_an_arena_that_counts_as_level_1_is_no_meeting_of_level_2() -> None:
    """Tromsø 2014: work in the resource team does not raise the level. Where the guide names the arena it counts."""
    story = Stage(bti.Engine(parse_guide(GUIDE)))
    story.play(
        facts.CaseOpened(persons=(facts.Concerned("child", dt.date(2015, 5, 5)),), home=TEACHER.service, step="2.1"),
        TEACHER,
    )
    story.play(facts.ConcernRaised(category=Category.EDUCATION), TEACHER)
    story.play(held("ressursteam"), TEACHER)
    assert story.tried(facts.StepCompleted(step="2.1"), TEACHER) == {"step_needs"}
    story.play(held("nettverk"), TEACHER)
    story.play(facts.StepCompleted(step="2.1"), TEACHER)
    story.play(facts.StepCompleted(step="2.2"), TEACHER)


def test_what_follows_a_meeting_is_owed_until_it_is_done() -> None:
    """Minutes within a week, and the next meeting four weeks after the last but one."""
    story = stage()
    story.play(facts.ConcernRaised(category=Category.EDUCATION), TEACHER)
    meeting = story.play(held("ressursteam"), TEACHER)
    assert owed(story)["after_meeting"] == Due(dt.date(2026, 3, 9))
    assert owed(story)["meet_again"] == Due(dt.date(2026, 3, 30))
    story.play(facts.MinutesWritten(meeting=meeting, category=Category.EDUCATION), TEACHER)
    assert "after_meeting" not in owed(story)


def test_a_pathway_has_time_limits_of_its_own() -> None:
    """Overhalla, § 9a: the guardians are summoned within a week of its beginning."""
    story = stage()
    story.play(facts.ConcernRaised(category=Category.EDUCATION), TEACHER)
    entered = facts.PathwayEntered(which=PathwayKind.SCHOOL_ENVIRONMENT, code="skolemiljo", category=Category.EDUCATION)
    story.play(entered, TEACHER)
    assert Due(dt.date(2026, 3, 9)) in owed(story).values()
    call = facts.MeetingCalled(purpose=MeetingKind.OTHER, day=dt.date(2026, 4, 1), invited=("teacher",))
    story.play(call, TEACHER)
    assert Due(dt.date(2026, 3, 9)) not in owed(story).values()


def test_violence_is_never_entered_whatever_its_name() -> None:
    """A pathway that the guide says is about protection is not entered, and the remedy leads to the matter."""
    story = stage()
    story.play(facts.ConcernRaised(category=Category.EDUCATION), TEACHER)
    entered = facts.PathwayEntered(which=PathwayKind.OTHER, code="vold", category=Category.EDUCATION)
    assert story.tried(entered, TEACHER) == {"pathway_is_protected"}
