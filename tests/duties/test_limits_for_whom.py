"""A guide's time limits are told as the asker may know them, and kept by nothing that came too early."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import bti
from bti import facts
from bti.duties.duty import Duty
from bti.facts import Audience, Category, MeetingKind, PathwayKind, PathwayStepCompleted
from bti.people import Actor
from tests.stage import ADVISER, HEAD, PPT, TEACHER, Stage

HEADER = 'id = "small"\nextends = "national"\nversion = "1"\ntitle = {nb = "Liten", nn = "Liten", en = "Small"}\n'
ABSENCE = '[[pathway]]\nid = "skolevegring"\nsort = "absence"\ntitle = {nb = "Borte", nn = "Borte", en = "Away"}\n'


def small(path: Path, tables: str) -> bti.Engine:
    """Return an engine under a guide that says only this beside the common core."""
    file = path / "small.toml"
    file.write_text(HEADER + tables, encoding="utf-8")
    return bti.Engine(bti.load_guide(file))


def owed(stage: Stage, code: str, by: Actor = TEACHER) -> list[Duty]:
    """Return the duties of one code that somebody is told of."""
    return [one for one in stage.engine.agenda(stage.case, by=by, now=stage.now) if one.code == code]


def until(stage: Stage, code: str = "keep_deadline", by: Actor = TEACHER) -> list[dt.date | None]:
    """Return until when they are to be kept."""
    return [None if one.due is None else one.due.kept_through for one in owed(stage, code, by)]


def held(arena: str | None = None) -> facts.MeetingHeld:
    """Hold a meeting."""
    return facts.MeetingHeld(
        purpose=MeetingKind.COORDINATION, present=("teacher",), arena=arena, category=Category.EDUCATION
    )


def with_ppt(engine: bti.Engine) -> Stage:
    """Open a case that the PPT takes part in, let in about education."""
    stage = Stage(engine).shared()
    stage.consent(facts.Scope.SERVICE, PPT, categories=(Category.EDUCATION, Category.COORDINATION))
    stage.play(facts.ServiceJoined(joining=PPT), TEACHER)
    stage.play(facts.PersonJoined(person="adviser", role="ppt_adviser", of="ppt-1"), TEACHER)
    return stage


def test_no_limit_comes_or_goes_with_a_pathway_kept_from_the_reader(tmp_path: Path) -> None:
    """What holds only on a pathway, and what holds only off it, tell the PPT nothing of a pathway about health."""
    limit = '[[deadline]]\nid = "{id}"\nstart = "case_opened"\nlength = "P{days}D"\nwhen = {{{when}}}\n'
    tables = limit.format(id="on", days=5, when='pathway = ["pregnancy_and_drugs"]')
    tables += limit.format(id="off", days=9, when='not_pathway = ["pregnancy_and_drugs"]')
    stage = with_ppt(small(tmp_path, tables))
    before = until(stage, by=ADVISER)
    assert before == until(stage) == [dt.date(2026, 3, 11)]
    entered = facts.PathwayEntered(which=PathwayKind.PREGNANCY_AND_DRUGS, category=Category.HEALTH)
    stage.play(entered, TEACHER)
    assert until(stage) == [dt.date(2026, 3, 7)]
    assert until(stage, by=ADVISER) == before


def test_a_pathways_limit_from_another_fact_names_it_to_its_readers_alone(tmp_path: Path) -> None:
    """It starts with the concern, which the PPT reads; its title is that of a pathway the PPT may not know of."""
    tables = ABSENCE + '[[pathway.deadline]]\nid = "talk"\nstart = "concern_raised"\nlength = "P5D"\n'
    stage = with_ppt(small(tmp_path, tables))
    stage.play(facts.PathwayEntered(which=PathwayKind.ABSENCE, category=Category.HEALTH), TEACHER)
    assert "Borte" in owed(stage, "keep_deadline")[0].text("nb")
    assert owed(stage, "keep_deadline", ADVISER) == []
    assert "Borte" not in repr(stage.engine.agenda(stage.case, by=ADVISER, now=stage.now))


def test_a_pathways_limit_from_what_the_home_service_wrote_for_itself_is_its_own(tmp_path: Path) -> None:
    """The pathway is for all to read, the fact that starts the limit is not."""
    tables = ABSENCE + '[[pathway.deadline]]\nid = "talk"\nstart = "meeting_held"\nlength = "P5D"\n'
    stage = with_ppt(small(tmp_path, tables))
    stage.play(facts.PathwayEntered(which=PathwayKind.ABSENCE, category=Category.EDUCATION), TEACHER)
    inner = facts.MeetingHeld(
        purpose=MeetingKind.SERVICES_ONLY, present=("teacher",), category=Category.EDUCATION, audience=Audience.HOME
    )
    stage.play(inner, TEACHER)
    assert until(stage) == [dt.date(2026, 3, 8)]
    assert until(stage, by=ADVISER) == []


def test_a_pathway_entered_without_a_code_is_the_guides_only_one_of_its_sort(tmp_path: Path) -> None:
    """Its limits run, and so do those that hold on it by the guide's id."""
    tables = ABSENCE + '[[pathway.deadline]]\nid = "meet"\nstart = "pathway_entered"\nlength = "P5D"\n'
    tables += (
        '[[deadline]]\nid = "on"\nstart = "pathway_entered"\nlength = "P9D"\nwhen = {pathway = ["skolevegring"]}\n'
    )
    stage = Stage(small(tmp_path, tables)).concerned()
    assert until(stage) == []
    stage.play(facts.PathwayEntered(which=PathwayKind.ABSENCE, category=Category.EDUCATION), HEAD)
    assert until(stage) == [dt.date(2026, 3, 7), dt.date(2026, 3, 11)]


def test_of_two_pathways_of_a_sort_each_has_its_own_limits(tmp_path: Path) -> None:
    """On leave of absence the limits of school refusal do not run."""
    tables = ABSENCE + '[[pathway.deadline]]\nid = "meet"\nstart = "case_opened"\nlength = "P5D"\n'
    tables += (
        '[[pathway]]\nid = "permisjon"\nsort = "absence"\ntitle = {nb = "Permisjon", nn = "Permisjon", en = "Leave"}\n'
    )
    stage = Stage(small(tmp_path, tables)).concerned()
    entered = facts.PathwayEntered(which=PathwayKind.ABSENCE, code="permisjon", category=Category.EDUCATION)
    stage.play(entered, HEAD)
    assert until(stage) == []


def test_a_limit_of_a_pathways_own_step_is_kept_by_that_step(tmp_path: Path) -> None:
    """Completing another step of the pathway does not keep it; it is not told twice."""
    tables = (
        ABSENCE
        + '[[pathway.step]]\nid = "a"\ntitle = {nb = "A", nn = "A", en = "A"}\n'
        + '[[pathway.step.deadline]]\nid = "soon"\nstart = "pathway_entered"\nlength = "P5D"\n'
        + '[[pathway.step]]\nid = "b"\ntitle = {nb = "B", nn = "B", en = "B"}\n'
    )
    stage = Stage(small(tmp_path, tables)).concerned()
    entered = stage.play(facts.PathwayEntered(which=PathwayKind.ABSENCE, category=Category.EDUCATION), TEACHER)
    for step, left in (("b", [dt.date(2026, 3, 7)]), ("a", [])):
        stage.play(PathwayStepCompleted(pathway=entered, step=step, category=Category.EDUCATION), TEACHER)
        assert until(stage, "pathway_limit") == left


def test_what_comes_too_early_keeps_no_limit(tmp_path: Path) -> None:
    """A talk on the first day is not the one meant for after a week."""
    tables = (
        '[[deadline]]\nid = "look"\nstart = "case_opened"\nlength = "P14D"\nnot_before = "P7D"\n'
        'fulfilled_by = "meeting_held"\n'
    )
    stage = Stage(small(tmp_path, tables)).concerned()
    stage.play(held(), TEACHER)
    assert until(stage) == [dt.date(2026, 3, 16)]
    assert owed(stage, "keep_deadline")[0].not_before == dt.date(2026, 3, 9)
    stage.now += dt.timedelta(days=7)
    stage.play(held(), TEACHER)
    assert until(stage) == []


def test_what_recurs_several_times_heeds_earliest_and_latest(tmp_path: Path) -> None:
    """Two meetings a half-year, none in its first week, both within its first three months."""
    tables = (
        '[[deadline]]\nid = "meet"\nstart = "case_opened"\nlength = "P6M"\nrecurs = "P6M"\ntimes = 2\n'
        'rounding = "down"\nnot_before = "P7D"\nnot_after = "P3M"\nfulfilled_by = "meeting_held"\n'
    )
    stage = Stage(small(tmp_path, tables)).concerned()
    stage.play(held(), TEACHER)
    stage.now += dt.timedelta(days=7)
    stage.play(held(), TEACHER)
    assert until(stage) == [dt.date(2026, 6, 2)]
    assert owed(stage, "keep_deadline")[0].not_before == dt.date(2026, 3, 9)
    stage.play(held(), TEACHER)
    assert until(stage) == [dt.date(2026, 12, 2)]


def test_months_after_a_meeting_on_the_31st_end_on_the_last_day(tmp_path: Path) -> None:
    """A month after the 31st of March is the 30th of April."""
    tables = (
        '[[arena]]\nid = "team"\ntitle = {nb = "Team", nn = "Team", en = "Team"}\n'
        '[[arena.after]]\nid = "note"\nwhat = {nb = "Skriv", nn = "Skriv", en = "Write"}\nwithin = "P1M"\n'
        'fulfilled_by = "minutes_written"\n'
    )
    stage = Stage(small(tmp_path, tables)).concerned()
    stage.now = dt.datetime(2026, 3, 31, 10, tzinfo=dt.UTC)
    stage.play(held("team"), TEACHER)
    assert until(stage, "after_meeting") == [dt.date(2026, 4, 30)]


def test_months_of_working_days_are_refused_when_the_guide_is_read(tmp_path: Path) -> None:
    """Working days are counted in days alone, after a meeting too."""
    file = tmp_path / "small.toml"
    file.write_text(
        HEADER
        + '[[arena]]\nid = "team"\ntitle = {nb = "Team", nn = "Team", en = "Team"}\n'
        + '[[arena.after]]\nid = "note"\nwhat = {nb = "S", nn = "S", en = "S"}\nwithin = "P1M"\nunit = "working"\n'
        + '[[duty]]\nid = "d"\nwhat = {nb = "x", nn = "x", en = "x"}\n'
        + 'start = "case_opened"\ndue = "P1M"\nunit = "school"\n',
        encoding="utf-8",
    )
    found = {one.path: one.code for one in bti.check_guide(file).findings}
    assert found["$.arena[0].after[0].within"] == found["$.duty[0].due"] == "length_in_days_alone"


def arena(path: Path, *more: str) -> bti.Engine:
    """Return an engine under a guide whose team meets every four weeks."""
    lines = ('id = "team"', 'title = {nb = "teamet", nn = "teamet", en = "the team"}', *more)
    return small(path, "\n".join(("[[arena]]", *lines, 'frequency = {times = 1, every = "P4W"}', "")))


def test_an_arena_of_the_level_is_owed_from_the_day_the_case_came_there(tmp_path: Path) -> None:
    """On level 0 from the opening; where the arena names no level, or only may be used there, not before a meeting."""
    first = Stage(arena(tmp_path, 'levels = ["0"]')).concerned()
    assert [(one.code, one.text("nn")) for one in owed(first, "meet_first")] == [("meet_first", "Ta saka til teamet.")]
    assert until(first, "meet_first") == [dt.date(2026, 3, 30)]
    first.now += dt.timedelta(days=9)
    first.play(held("team"), TEACHER)
    assert until(first, "meet_first") == []
    assert until(first, "meet_again") == [dt.date(2026, 4, 8)]
    for lines in ((), ('levels = {value = ["0"], modality = "may"}',), ('levels = ["1"]',)):
        assert until(Stage(arena(tmp_path, *lines)).concerned(), "meet_first") == []


def test_an_arena_is_not_owed_to_a_child_of_another_age_or_without_its_consent(tmp_path: Path) -> None:
    """The child is ten; nobody has given the consent that the arena has a form for."""
    for lines in (("to_age = 9",), ('consent = "own_form"',)):
        stage = Stage(arena(tmp_path, 'levels = ["0"]', *lines)).concerned()
        assert until(stage, "meet_first") == []
    older = Stage(arena(tmp_path, 'levels = ["0"]', "to_age = 10")).concerned()
    assert until(older, "meet_first") == [dt.date(2026, 3, 30)]
    change = older.engine.next_change(older.case, by=TEACHER, now=older.now)
    while change is not None and change.at.date() < dt.date(2026, 5, 1):
        change = older.engine.next_change(older.case, by=TEACHER, now=change.at)
    assert change is not None
    assert change.at.astimezone(bti.dates.OSLO).date() == dt.date(2026, 5, 5)  # the eleventh birthday
    assert "agenda" in change.answers
