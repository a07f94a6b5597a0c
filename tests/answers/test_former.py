"""What a service that takes part no longer may still see: nothing, unless the guide lets it (a setting)."""

from __future__ import annotations

import datetime as dt

import pytest

import bti
from bti import facts
from bti.facts import Category, Scope
from bti.guide import parse_guide
from bti.people import Actor
from tests.stage import ADVISER, FATHER, MOTHER, NEIGHBOUR, PPT, TEACHER, UNTIL, Stage

HEAD = 'id = "own"\nversion = "1"\nextends = "sortland"\ntitle = {nb = "Egen"}\n'
OTHER_ADVISER = bti.Professional("other-adviser", "ppt_adviser", PPT)


class _Stage(Stage):
    """A case in which the PPT took part, with what is looked for in it."""

    theirs = ours = health = later = ""


def stage_with(reads: str | None) -> _Stage:
    """Return a case in which the PPT took part, wrote a comment, and was shown the teacher's, on three kinds."""
    setting = "" if reads is None else f'[privacy]\nformer_participants = "{reads}"\n'
    stage = _Stage(bti.Engine(parse_guide(HEAD + setting)))
    stage.held()
    stage.consent(Scope.SERVICE, PPT, categories=(Category.EDUCATION, Category.COORDINATION))
    stage.play(facts.ServiceJoined(joining=PPT), TEACHER)
    stage.play(facts.PersonJoined(person="adviser", role="ppt_adviser", of="ppt-1"), TEACHER)
    stage.theirs = stage.play(facts.CommentMade(category=Category.EDUCATION), ADVISER)
    stage.ours = stage.play(facts.CommentMade(category=Category.EDUCATION), TEACHER)
    stage.health = stage.play(facts.CommentMade(category=Category.HEALTH), TEACHER)
    return stage


def withdrawn(stage: _Stage) -> _Stage:
    """Let the mother take back her consent to the PPT; afterwards the teacher writes another comment."""
    answer = stage.case.spine.consents.answers[Scope.SERVICE, "ppt-1", "mother"]
    stage.play(facts.ConsentWithdrawn(consent=answer.id), MOTHER)
    stage.later = stage.play(facts.CommentMade(category=Category.EDUCATION), TEACHER)
    return stage


def shown(stage: Stage, by: Actor, now: dt.datetime | None = None) -> set[str]:
    """Return the ids of the entries whose content somebody is shown."""
    found = stage.engine.view(stage.case, by=by, now=now or stage.now, basis="test")
    assert {one for record in found.access for one in record.shown} == {one.id for one in found.entries if one.fact}
    return {one.id for one in found.entries if one.fact is not None}


@pytest.mark.parametrize("reads", [None, "nothing"], ids=str)
def test_nothing_is_the_default(reads: str | None) -> None:
    """A service whose consent was withdrawn sees what there is of no case, and leaves no record of a reading."""
    stage = withdrawn(stage_with(reads))
    seen = stage.engine.view(stage.case, by=ADVISER, now=stage.now, basis="test")
    assert (seen.entries, seen.overview, seen.access) == ((), None, ())


def test_what_it_wrote() -> None:
    """Its own comment, and no line more: what others wrote is not even redacted."""
    stage = withdrawn(stage_with("own"))
    assert shown(stage, ADVISER) == {stage.theirs}
    assert len(stage.engine.view(stage.case, by=ADVISER, now=stage.now, basis="test").entries) == 1


def test_what_it_was_shown() -> None:
    """As it was then: what consent covered, up to the end; neither what came later nor a kind that was not covered."""
    stage = withdrawn(stage_with("seen"))
    seen = shown(stage, ADVISER)
    assert {stage.theirs, stage.ours} <= seen
    assert not {stage.health, stage.later} & seen
    found = stage.engine.view(stage.case, by=ADVISER, now=stage.now, basis="test")
    assert found.overview is None
    assert stage.later not in {one.id for one in found.entries}
    assert "read_as_former_participant" in {one.code for one in found.reasons}
    assert all(one.text(lang) for one in found.reasons for lang in ("nb", "nn", "en"))
    assert stage.engine.agenda(stage.case, by=ADVISER, now=stage.now) == ()
    assert stage.engine.answering(stage.case, by=ADVISER, now=stage.now) is None


def test_it_is_for_whoever_took_part_alone() -> None:
    """A colleague who never joined, a neighbour and the family see what they would see under any setting."""
    plain, lenient = withdrawn(stage_with("nothing")), withdrawn(stage_with("seen"))
    outside: tuple[Actor, ...] = (OTHER_ADVISER, NEIGHBOUR)
    within: tuple[Actor, ...] = (MOTHER, FATHER, TEACHER)
    assert [shown(lenient, by) for by in outside] == [set(), set()]
    assert [len(shown(lenient, by)) for by in within] == [len(shown(plain, by)) for by in within]


def test_who_left_and_whose_consent_ran_out() -> None:
    """A service that leaves, a person who leaves it, and the last day of a consent end taking part alike."""
    left = stage_with("seen")
    left.play(facts.ServiceLeft(leaving="ppt-1"), ADVISER)
    assert {left.theirs, left.ours} <= shown(left, ADVISER)
    gone = stage_with("seen")
    gone.play(facts.PersonLeft(person="adviser"), TEACHER)
    assert {gone.theirs, gone.ours} <= shown(gone, ADVISER)
    past = dt.datetime.combine(UNTIL + dt.timedelta(days=1), dt.time(12), dt.UTC)
    ran_out = stage_with("seen")
    assert {ran_out.theirs, ran_out.ours} <= shown(ran_out, ADVISER, past)
    assert shown(stage_with("nothing"), ADVISER, past) == set()


def test_what_is_kin_or_another_childs_or_erased_is_not_shown() -> None:
    """An adviser who turns out to be related sees as kin; what was struck as another child's is shown no more."""
    stage = stage_with("seen")
    stage.play(facts.EntryStruck(entry=stage.ours, reason=facts.StrikeReason.WRONG_CASE), TEACHER)
    stage.play(facts.ServiceLeft(leaving="ppt-1"), ADVISER)
    assert stage.ours not in shown(stage, ADVISER)
    assert stage.theirs in shown(stage, ADVISER)
    stage.play(facts.PersonJoined(person="adviser", capacity=facts.Capacity.RELATIVE), TEACHER)
    assert shown(stage, ADVISER) == set()
    assert shown(stage, ADVISER, stage.now - dt.timedelta(hours=2)) == set()


def test_the_eighteenth_birthday_stands() -> None:
    """From that day neither guardians nor who was let in by their consents see anything, whatever the guide says."""
    stage = withdrawn(stage_with("seen"))
    before = dt.datetime(2033, 5, 4, 20, tzinfo=dt.UTC)
    after = dt.datetime(2033, 5, 4, 23, tzinfo=dt.UTC)
    assert stage.theirs in shown(stage, ADVISER, before)
    assert shown(stage, ADVISER, after) == set() == shown(stage, MOTHER, after)


def test_asking_back_shows_no_more_than_today() -> None:
    """An earlier instant, before the service left, is answered by what may be seen today."""
    stage = stage_with("own")
    then = stage.now
    withdrawn(stage)
    assert shown(stage, ADVISER, then) == {stage.theirs}
    assert shown(withdrawn(stage_with("nothing")), ADVISER, then) == set()


def test_a_log_that_somebody_took_back_is_locked_to_former_participants_too() -> None:
    """One of two guardians takes back the consent to the log: nothing in it is read, whatever the guide says."""
    stage = withdrawn(stage_with("seen"))
    if (Scope.LOG, None, "mother") not in stage.case.spine.consents.answers:
        stage.consent(Scope.LOG)
    assert shown(stage, ADVISER)
    answer = stage.case.spine.consents.answers[Scope.LOG, None, "mother"]
    stage.play(facts.ConsentWithdrawn(consent=answer.id), MOTHER)
    assert shown(stage, ADVISER) == set()


@pytest.mark.parametrize("reason", list(facts.StrikeReason), ids=lambda one: one.value)
def test_what_was_struck_since_is_not_shown_as_if_it_stood(reason: facts.StrikeReason) -> None:
    """For whatever reason: nobody who has left learns that it was wrong, so nobody who has left reads it."""
    stage = withdrawn(stage_with("seen"))
    assert stage.ours in shown(stage, ADVISER)
    stage.play(facts.EntryStruck(entry=stage.ours, reason=reason), TEACHER)
    assert stage.ours not in shown(stage, ADVISER)
    assert stage.theirs in shown(stage, ADVISER)
