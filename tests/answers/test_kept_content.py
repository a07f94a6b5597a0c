"""What was written for others is content on the first page and in the agenda too: who and when do not show (C-01)."""

from __future__ import annotations

import datetime as dt

import pytest

import bti
from bti import facts
from bti.facts import Audience, Category
from bti.people import Actor
from tests.stage import ADVISER, CHILD, COLLEAGUE, FATHER, HEAD, MOTHER, TEACHER, Stage

DAY = dt.date(2026, 4, 20)


def with_kept(stage: Stage, audience: Audience, *, to: str = "teacher") -> tuple[str, str]:
    """Plan a measure and give a task for some only, and return their ids."""
    measure = facts.MeasurePlanned(responsible=to, evaluate_by=DAY, category=Category.EDUCATION, audience=audience)
    task = facts.TaskGiven(to_person=to, due=DAY, category=Category.EDUCATION, audience=audience)
    return stage.play(measure, TEACHER), stage.play(task, TEACHER)


def overview(stage: Stage, by: Actor) -> bti.Overview:
    """Return the first page somebody sees."""
    found = stage.engine.view(stage.case, by=by, now=stage.now, basis="test").overview
    assert found is not None
    return found


def owed(stage: Stage, by: Actor, *, days: int = 0) -> set[str]:
    """Return the codes of what is owed, as somebody is told."""
    return {one.code for one in stage.engine.agenda(stage.case, by=by, now=stage.now + dt.timedelta(days=days))}


def broken(stage: Stage, by: Actor, *, days: int = 0) -> set[str]:
    """Return the codes of what broke, as somebody is told."""
    return {one.code for one in stage.engine.breaks(stage.case, by=by, now=stage.now + dt.timedelta(days=days))}


@pytest.mark.parametrize(
    ("audience", "knowing", "not_knowing"),
    [
        (Audience.HOME, (TEACHER, HEAD), (MOTHER, FATHER, CHILD, ADVISER)),
        (Audience.FAMILY, (TEACHER, HEAD, MOTHER, FATHER), (ADVISER,)),
        (Audience.LOG, (TEACHER, HEAD, MOTHER, FATHER, ADVISER), ()),
    ],
    ids=lambda one: one.value if isinstance(one, Audience) else "",
)
def test_a_measure_and_a_task_show_to_those_they_were_written_for(
    audience: Audience, knowing: tuple[Actor, ...], not_knowing: tuple[Actor, ...]
) -> None:
    """The line, the first page, the agenda and the breaks say the same; a line without content is all others see."""
    stage = Stage().with_ppt()
    told = facts.ConcernShared(
        concern=stage.concern, with_=facts.SharedWith.CHILD, person="child", category=Category.EDUCATION
    )
    stage.play(told, TEACHER)
    measure, task = with_kept(stage, audience)
    for by in knowing:
        assert [one.id for one in overview(stage, by).measures] == [measure]
        assert [one.id for one in overview(stage, by).tasks] == [task]
        assert {"evaluate_measure", "do_task"} <= owed(stage, by)
        assert {"measure_not_evaluated", "not_done"} <= broken(stage, by, days=100)
    for by in not_knowing:
        assert overview(stage, by).measures == () == overview(stage, by).tasks
        assert not {"evaluate_measure", "do_task", "name_responsible"} & owed(stage, by)
        assert not {"measure_not_evaluated", "not_done"} & broken(stage, by, days=100)
        lines = {line.id: line for line in stage.engine.view(stage.case, by=by, now=stage.now, basis="test").entries}
        assert (lines[measure].kind, lines[measure].fact) == ("measure_planned", None)


def test_whoever_owes_it_knows_of_it() -> None:
    """The adviser and the mother can be held to what was written for the home service; others still learn nothing."""
    stage = Stage().with_ppt()
    mine, hers = with_kept(stage, Audience.HOME, to="adviser"), with_kept(stage, Audience.HOME, to="mother")
    for by, own in ((ADVISER, mine), (MOTHER, hers)):
        page = overview(stage, by)
        assert ([one.id for one in page.measures], [one.id for one in page.tasks]) == ([own[0]], [own[1]])
        assert {"evaluate_measure", "do_task"} <= owed(stage, by)
    assert overview(stage, FATHER).measures == ()
    assert "evaluate_measure" not in owed(stage, FATHER)


def test_a_task_of_a_service_is_known_there() -> None:
    """Written for the family, and given to the PPT: its adviser knows of it."""
    stage = Stage().with_ppt()
    of_ppt = facts.TaskGiven(to_service="ppt-1", category=Category.EDUCATION, audience=Audience.FAMILY)
    of_school = facts.TaskGiven(to_service="school-1", category=Category.EDUCATION, audience=Audience.FAMILY)
    task, _ = stage.play(of_ppt, TEACHER), stage.play(of_school, TEACHER)
    assert [one.id for one in overview(stage, ADVISER).tasks] == [task]
    assert [one.id for one in stage.engine.agenda(stage.case, by=ADVISER, now=stage.now) if one.code == "do_task"] == [
        f"do_task:{task}"
    ]


def test_whoever_answers_watches_all_measures() -> None:
    """A holder of another service knows of a measure of the home service that stands without anybody responsible."""
    stage = Stage().with_bounded_ppt(holding=True)
    stage.play(facts.PersonJoined(person="colleague", role="teacher", of="school-1"), HEAD)
    measure, _ = with_kept(stage, Audience.HOME, to="colleague")
    stage.play(facts.PersonLeft(person="colleague"), HEAD)
    assert {"evaluate_measure", "name_responsible"} <= owed(stage, ADVISER)
    assert "nobody_responsible" in broken(stage, ADVISER)
    assert [one.id for one in overview(stage, ADVISER).measures] == [measure]
    assert "name_responsible" not in owed(stage, MOTHER)


def test_a_kind_of_information_that_consent_does_not_cover_is_kept_too() -> None:
    """The PPT is covered for education: a measure on health is none of its business, first page and agenda."""
    stage = Stage().with_bounded_ppt()
    health = facts.MeasurePlanned(responsible="teacher", evaluate_by=DAY, category=Category.HEALTH)
    agreement = facts.AgreementMade(bound=("mother",), category=Category.HEALTH)
    goal = facts.GoalAgreed(category=Category.HEALTH)
    for one in (health, agreement, goal):
        stage.play(one, TEACHER)
    page = overview(stage, ADVISER)
    assert not any((page.measures, page.agreements, page.goals))
    assert "evaluate_measure" not in owed(stage, ADVISER)
    page = overview(stage, MOTHER)
    assert all((page.measures, page.agreements, page.goals))


def test_a_later_name_or_date_of_a_measure_is_kept_with_it() -> None:
    """What changes a measure has no audience of its own: it is read by those who may read the measure, or have it."""
    stage = Stage().with_ppt()
    measure, _ = with_kept(stage, Audience.HOME)
    stage.play(facts.PersonJoined(person="colleague", role="teacher", of="school-1"), TEACHER)
    changed = facts.MeasureChanged(measure=measure, responsible="colleague", evaluate_by=dt.date(2026, 5, 1))
    line = stage.play(changed, TEACHER)

    def shown(by: Actor) -> bool:
        entries = stage.engine.view(stage.case, by=by, now=stage.now, basis="test").entries
        return next(one for one in entries if one.id == line).fact is not None

    assert (shown(TEACHER), shown(COLLEAGUE), shown(MOTHER), shown(ADVISER)) == (True, True, False, False)
    stage.play(facts.EntryShared(entry=measure, to=Audience.FAMILY), TEACHER)
    assert (shown(MOTHER), shown(ADVISER)) == (True, False)
    assert [one.id for one in overview(stage, MOTHER).measures] == [measure]


def test_the_day_of_a_measure_is_not_told_as_a_coming_change() -> None:
    """Why something changes by time names no measure to whoever may not read it."""
    stage = Stage().with_ppt()
    measure, _ = with_kept(stage, Audience.HOME)
    now, told = stage.now, set[str | None]()
    while (change := stage.engine.next_change(stage.case, by=MOTHER, now=now)) is not None and change.at.year < 2027:
        now, told = change.at, told | {one.about for one in change.because}
    assert not any(measure in (about or "") for about in told)
