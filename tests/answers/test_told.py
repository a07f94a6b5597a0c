"""What an entry kept back made or changed shows to nobody it is kept from; where the case stands shows to everybody."""

from __future__ import annotations

import datetime as dt

import pytest

import bti
from bti import facts
from bti.facts import Category, ClearedBy, Grade, NotToldGround, Tells
from bti.people import Actor
from tests.examples.holding_back import NURSE, with_nurse
from tests.laws.histories import plain
from tests.stage import ADVISER, CHILD, FATHER, HEAD, MOTHER, TEACHER, Stage

HEALTH, EDUCATION = Category.HEALTH, Category.EDUCATION
DAY = dt.date(2026, 6, 1)
SOON = dt.timedelta(hours=1)


def keep(stage: Stage, *ids: str, by: bti.people.Professional = TEACHER) -> None:
    """Mark entries as telling of the father: they are kept from the mother and the child."""
    for id in ids:
        stage.play(facts.EntryMarked(entry=id, tells=Tells.SOMEBODY_ELSE, whose="father"), by)


def page(stage: Stage, by: Actor) -> bti.Overview:
    """Return the first page as somebody sees it."""
    overview = stage.engine.view(stage.case, by=by, now=stage.now, basis="follow-up").overview
    assert overview is not None
    return overview


def owed(stage: Stage, by: Actor, now: dt.datetime | None = None) -> set[str]:
    """Return the ids of the duties somebody knows of."""
    return {one.id for one in stage.engine.agenda(stage.case, by=by, now=now or stage.now)}


def line(stage: Stage, by: Actor, id: str) -> bti.Seen:
    """Return a line as somebody sees it."""
    seen = stage.engine.view(stage.case, by=by, now=stage.now, basis="follow-up")
    return next(one for one in seen.entries if one.id == id)


def test_what_a_kept_entry_changed_is_as_it_was() -> None:
    """A measure was given to somebody else and ended, a goal reached: to the mother they go on as agreed."""
    stage = with_nurse()
    goal = stage.play(facts.GoalAgreed(category=EDUCATION), TEACHER)
    measure = stage.play(facts.MeasurePlanned(responsible="teacher", evaluate_by=DAY, category=EDUCATION), TEACHER)
    before = page(stage, MOTHER), owed(stage, MOTHER)
    changed = stage.play(facts.MeasureChanged(measure=measure, responsible="nurse"), TEACHER)
    reached = stage.play(facts.GoalReached(goal=goal, ending=facts.GoalEnding.REACHED, category=EDUCATION), TEACHER)
    named = stage.play(facts.ResponsibleNamed(of="health-1", person="nurse"), NURSE)
    assert page(stage, MOTHER) != before[0]
    keep(stage, changed, reached, named)
    assert (page(stage, MOTHER), owed(stage, MOTHER)) == before
    assert page(stage, HEAD).responsible == (("health-1", "nurse"),)
    assert [one.responsible for one in page(stage, FATHER).measures] == ["nurse"]


def test_a_correction_that_is_kept_keeps_what_it_corrects() -> None:
    """What it says now is what is kept; what it said before is not right any more. A strike likewise."""
    stage = with_nurse()
    for mend in (
        lambda id: facts.EntryCorrected(entry=id, instead=facts.CommentMade(category=Category.FAMILY)),
        lambda id: facts.EntryStruck(entry=id, reason=facts.StrikeReason.NEVER_HAPPENED),
    ):
        said = stage.play(facts.CommentMade(category=EDUCATION), TEACHER)
        assert line(stage, MOTHER, said).fact is not None
        mended = stage.play(mend(said), TEACHER)
        keep(stage, mended)
        for id in (said, mended):
            seen = line(stage, MOTHER, id)
            assert (seen.kind, seen.fact, seen.struck, seen.corrected) == (None, None, None, None)
            assert seen.redacted is not None
            assert seen.redacted.code == "written_for_others"
        assert line(stage, HEAD, said).kind == "comment_made"
        assert line(stage, FATHER, mended).kind is not None


def test_a_decision_names_a_correction_too() -> None:
    """The nurse lists the correction alone: the entry goes with it."""
    stage = with_nurse()
    said = stage.play(facts.CommentMade(category=HEALTH), NURSE)
    right = stage.play(facts.EntryCorrected(entry=said, instead=facts.CommentMade(category=HEALTH)), NURSE)
    decided = facts.GuardiansNotTold(person="child", ground=NotToldGround.WEIGHTY, entries=(right,))
    stage.play(decided, NURSE)
    assert {line(stage, MOTHER, id).kind for id in (said, right)} == {None}
    assert line(stage, CHILD, said).kind == "comment_made"


def test_what_is_kept_goes_before_what_one_of_the_family_owes() -> None:
    """A task for the mother, kept from her, is none to her; nor is the child's measure to the child."""
    stage = with_nurse()
    hers = stage.play(facts.TaskGiven(to_person="mother", due=DAY, category=EDUCATION), TEACHER)
    childs = stage.play(facts.MeasurePlanned(responsible="child", evaluate_by=DAY, category=EDUCATION), TEACHER)
    assert f"do_task:{hers}" in owed(stage, MOTHER)
    assert f"evaluate_measure:{childs}" in owed(stage, CHILD)
    keep(stage, hers, childs)
    for reader in (MOTHER, CHILD):
        known = plain((page(stage, reader), stage.engine.agenda(stage.case, by=reader, now=stage.now)))
        assert f"'{hers}'" not in known
        assert f"'{childs}'" not in known
    assert f"do_task:{hers}" in owed(stage, TEACHER)


def test_asking_back_to_before_it_was_kept_tells_nothing() -> None:
    """The mark counts for what was, too; and what is corrected later by an entry kept back is kept then."""
    stage = with_nurse()
    call = stage.play(facts.MeetingCalled(day=DAY, purpose=facts.MeetingKind.OTHER, invited=("mother",)), TEACHER)
    said = stage.play(facts.CommentMade(category=EDUCATION), TEACHER)
    then = stage.now
    assert f"hold_meeting:{call}" in owed(stage, MOTHER, then)
    right = stage.play(facts.EntryCorrected(entry=said, instead=facts.CommentMade(category=Category.FAMILY)), TEACHER)
    keep(stage, call, right)
    assert f"hold_meeting:{call}" not in owed(stage, MOTHER, then)
    seen = stage.engine.view(stage.case, by=MOTHER, now=then, basis="follow-up")
    assert {one.id: one.kind for one in seen.entries if one.id in (call, said)} == {call: None, said: None}
    change = stage.engine.next_change(stage.case, by=MOTHER, now=then)
    assert change is None or call not in plain(change)


def test_asking_back_shows_nothing_of_another_child_beside_what_is_kept() -> None:
    """That a holder is away was of another child, and is struck since: whatever is kept, the page of then has none."""
    stage = Stage().with_ppt()
    said = stage.play(facts.CommentMade(category=EDUCATION), TEACHER)
    away = facts.HolderAbsent(from_=stage.now.date(), reason=facts.AbsenceReason.UNPLANNED)
    anothers, then = stage.play(away, TEACHER), stage.now
    stage.play(facts.EntryStruck(entry=anothers, reason=facts.StrikeReason.WRONG_CASE), TEACHER)
    for _ in range(2):
        overview = stage.engine.view(stage.case, by=MOTHER, now=then, basis="follow-up").overview
        assert overview is not None
        assert overview.absence is None
        keep(stage, said)


def test_where_the_case_stands_is_told_and_what_is_owed_on_it_is_not() -> None:
    """The offer of the baton is kept from the mother: it stands on no list of what is owed, nor in a break."""
    stage = Stage().with_ppt()
    offer = stage.play(facts.BatonOffered(to="adviser"), TEACHER)
    late = stage.now + dt.timedelta(days=60)
    assert f"answer_offer:{offer}" in owed(stage, MOTHER)
    assert any(offer in (one.duty or "") for one in stage.engine.breaks(stage.case, by=MOTHER, now=late))
    before = stage.engine.answering(stage.case, by=MOTHER, now=stage.now), page(stage, MOTHER).position
    keep(stage, offer)
    assert f"answer_offer:{offer}" not in owed(stage, MOTHER)
    assert not any(offer in (one.duty or "") for one in stage.engine.breaks(stage.case, by=MOTHER, now=late))
    assert (stage.engine.answering(stage.case, by=MOTHER, now=stage.now), page(stage, MOTHER).position) == before
    assert f"answer_offer:{offer}" in owed(stage, TEACHER)
    stage.play(facts.BatonAccepted(offer=offer), ADVISER)
    answering = stage.engine.answering(stage.case, by=MOTHER, now=stage.now)
    assert answering is not None
    assert answering.person == "adviser"


def test_what_was_recorded_in_one_act_with_it_does_not_point_at_it() -> None:
    """A call and a comment in one act, the call kept: the lines do not say that they belong together."""
    stage = with_nurse()
    act = (
        facts.MeetingCalled(day=DAY, purpose=facts.MeetingKind.OTHER, invited=("nurse",)),
        facts.CommentMade(category=EDUCATION),
        facts.CommentMade(category=Category.FAMILY),
    )
    verdict = stage.engine.admit(stage.case, act, by=TEACHER, now=stage.now)
    assert verdict
    stage.case, stage.now = verdict.case, stage.now + SOON
    call, first, second = (one.id for one in verdict.entries)
    keep(stage, call)
    assert [line(stage, MOTHER, id).act for id in (call, first, second)] == [call, first, first]
    assert [line(stage, HEAD, id).act for id in (call, first, second)] == [call, call, call]


@pytest.mark.parametrize("cleared", [False, True], ids=["not cleared", "cleared"])
def test_a_place_is_on_no_list_of_who_is_not_cleared(cleared: bool) -> None:
    """A move to another school, a meeting there, a task: the PPT is not to know, unless it is cleared."""
    stage = Stage().with_ppt()
    planned = facts.TransitionPlanned(transition_kind=facts.TransitionKind.TO_OTHER_SCHOOL, day=DAY)
    made = (
        stage.play(planned, TEACHER),
        stage.play(facts.MeetingCalled(day=DAY, purpose=facts.MeetingKind.OTHER, invited=("teacher",)), TEACHER),
        stage.play(facts.TaskGiven(to_person="teacher", due=DAY, category=EDUCATION), TEACHER),
        stage.play(facts.GoalProposed(category=EDUCATION), TEACHER),
    )
    own = stage.play(facts.TaskGiven(to_service="ppt-1", due=DAY, category=EDUCATION), TEACHER)
    for id in (*made, own):
        stage.play(facts.EntryMarked(entry=id, tells=Tells.PLACE), TEACHER)
    stage.play(facts.AddressGraded(person="child", grade=Grade.CONFIDENTIAL, may_know=("mother",)), TEACHER)
    if cleared:
        stage.play(facts.PlaceCleared(person="child", cleared="ppt-1", decided_by=ClearedBy.POLICE), HEAD)
    for now in (stage.now, stage.now + dt.timedelta(days=200)):
        engine, case = stage.engine, stage.case
        for reader, knows in ((ADVISER, cleared), (FATHER, False), (MOTHER, True), (HEAD, True)):
            view = engine.view(case, by=reader, now=now, basis="follow-up")
            said = plain(
                (
                    engine.agenda(case, by=reader, now=now),
                    engine.breaks(case, by=reader, now=now),
                    engine.next_change(case, by=reader, now=now),
                    view.overview,
                )
            )
            if view.overview is not None:
                assert any(f"{id}'" in said for id in made) is knows, reader
    assert f"do_task:{own}" in owed(stage, ADVISER)
    assert (line(stage, ADVISER, own).fact is not None) is cleared
    assert not {f"do_task:{own}", f"do_task:{made[2]}"} & owed(stage, FATHER)


def test_who_works_here_knows_of_what_became_theirs() -> None:
    """A measure that all know of is given to the adviser by an entry kept from them, which tells a place."""
    stage = Stage().with_ppt()
    measure = stage.play(facts.MeasurePlanned(responsible="teacher", evaluate_by=DAY, category=EDUCATION), TEACHER)
    changed = stage.play(facts.MeasureChanged(measure=measure, responsible="adviser"), TEACHER)
    stage.play(facts.EntryMarked(entry=changed, tells=Tells.PLACE), TEACHER)
    stage.play(facts.AddressGraded(person="child", grade=Grade.CONFIDENTIAL, may_know=("mother",)), TEACHER)
    assert line(stage, ADVISER, changed).kind is None
    (duty,) = [one for one in stage.engine.agenda(stage.case, by=ADVISER, now=stage.now) if measure in one.rests_on]
    assert "adviser" in duty.who[0].persons
