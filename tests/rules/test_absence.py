"""A holder is away: somebody always answers, and the baton stays where it is."""

from __future__ import annotations

import datetime as dt

import pytest

import bti
from bti import facts
from bti.errors import InvalidValue
from bti.facts import AbsenceReason, Fact
from bti.people import Actor
from bti.record.spine import Answering, Office
from tests.stage import ADVISER, COLLEAGUE, HEAD, SCHOOL, TEACHER, Stage

LEADER = Answering(Office.LEADER, None)
HOLDER = Answering(Office.HOLDER, "teacher")
COLLEAGUE_STANDS_IN = Answering(Office.STAND_IN, "colleague")


def held() -> Stage:
    """Let the teacher hold the baton, the PPT's adviser and a colleague taking part."""
    stage = Stage().with_ppt()
    stage.play(facts.PersonJoined(person="colleague", role="teacher", of=SCHOOL.ref), TEACHER)
    return stage


def answering(stage: Stage, *, days: int = 0) -> Answering | None:
    """Return who answers, some days from now."""
    return stage.engine.answering(stage.case, by=HEAD, now=stage.now + dt.timedelta(days=days))


def away(stage: Stage, *, days: int = 0, stand_in: str | None = None, by: Actor = HEAD) -> None:
    """Let the holder be away from some days from now, for a week."""
    first = stage.now.date() + dt.timedelta(days=days)
    until = first + dt.timedelta(days=7)
    stage.play(
        facts.HolderAbsent(from_=first, until=until, reason=AbsenceReason.PLANNED, stand_in=stand_in),
        by,
    )


def test_without_a_stand_in_the_leader_answers_and_the_baton_stays() -> None:
    """The teacher falls ill; the head teacher answers from that day until the teacher is back."""
    stage = held()
    away(stage)
    assert answering(stage) == LEADER
    assert stage.case.spine.baton.holder == "teacher"
    stage.play(facts.HolderBack(), TEACHER)
    assert answering(stage) == HOLDER


def test_a_stand_in_answers_and_does_what_the_holder_would() -> None:
    """The stand-in completes steps and offers the baton; the holder, away, does not answer."""
    stage = held()
    away(stage, stand_in="colleague", by=TEACHER)
    assert answering(stage) == COLLEAGUE_STANDS_IN
    assert stage.tried(facts.BatonOffered(to="adviser"), TEACHER) == {"not_yours_to_record"}
    stage.play(facts.StepCompleted(step="1.1"), COLLEAGUE)
    offer = stage.play(facts.BatonOffered(to="adviser"), COLLEAGUE)
    stage.play(facts.BatonAccepted(offer=offer), ADVISER)
    assert answering(stage) == Answering(Office.HOLDER, "adviser")
    assert stage.case.spine.baton.absence is None


def test_an_offer_made_before_is_answered_and_withdrawn_during_the_absence() -> None:
    """The offer stands; its giver, though away, and whoever answers can take it back."""
    for by in (TEACHER, COLLEAGUE):
        stage = held()
        offer = stage.play(facts.BatonOffered(to="adviser"), TEACHER)
        away(stage, stand_in="colleague")
        assert stage.case.spine.baton.offer is not None
        stage.play(facts.BatonWithdrawn(offer=offer), by)
        assert answering(stage) == COLLEAGUE_STANDS_IN


def test_a_planned_absence_begins_by_itself_and_its_end_is_a_fact() -> None:
    """On the first day the stand-in answers; when the last expected day has passed, still, until the return."""
    stage = held()
    away(stage, days=10, stand_in="colleague", by=TEACHER)
    assert [answering(stage, days=days) for days in (0, 9)] == [HOLDER, HOLDER]
    assert [answering(stage, days=days) for days in (10, 17, 18, 40)] == [COLLEAGUE_STANDS_IN] * 4
    stage.play(facts.HolderBack(), TEACHER)
    assert answering(stage, days=12) == HOLDER


def test_a_holder_who_leaves_while_away_leaves_a_vacancy() -> None:
    """The stand-in stood in for the holder, and does not follow them: the leader answers."""
    stage = held()
    away(stage, stand_in="colleague")
    stage.play(facts.PersonLeft(person="teacher"), HEAD)
    assert stage.case.spine.baton.holder is None
    assert stage.case.spine.baton.absence is None
    assert answering(stage) == LEADER


def test_a_stand_in_who_leaves_is_followed_by_the_leader() -> None:
    """The absence goes on without a stand-in; who comes back to the case does not stand in again."""
    stage = held()
    away(stage, stand_in="colleague")
    stage.play(facts.PersonLeft(person="colleague"), COLLEAGUE)
    follows = stage.case.entries[-1]
    assert isinstance(follows.fact, facts.HolderAbsent)
    assert follows.fact.stand_in is None
    assert answering(stage) == LEADER
    stage.play(facts.PersonJoined(person="colleague", role="teacher", of=SCHOOL.ref), HEAD)
    assert answering(stage) == LEADER


def test_a_stand_in_who_turns_out_to_be_kin_stands_in_no_more() -> None:
    """I-04 holds for stand-ins too."""
    stage = held()
    away(stage, stand_in="colleague")
    stage.play(facts.PersonJoined(person="colleague", capacity=facts.Capacity.RELATIVE), HEAD)
    assert answering(stage) == LEADER


def test_a_stand_in_whose_consent_runs_out_is_followed_by_the_leader() -> None:
    """By time alone: the day after the consent to the PPT, its adviser answers no more."""
    stage = held()
    away(stage, stand_in="adviser")
    assert answering(stage) == Answering(Office.STAND_IN, "adviser")
    assert answering(stage, days=800) == LEADER


def test_another_stand_in_is_one_act() -> None:
    """Back and away again, with somebody else: recorded together by the leader, nobody answering in between."""
    stage = held()
    away(stage, stand_in="adviser")
    again = facts.HolderAbsent(from_=stage.now.date(), reason=AbsenceReason.UNPLANNED, stand_in="colleague")
    act: tuple[Fact, ...] = (facts.HolderBack(), again)
    stage.play(act, HEAD)
    assert answering(stage) == COLLEAGUE_STANDS_IN


def test_the_family_can_be_told_who_answers() -> None:
    """Everybody who takes part sees the same one answer, and no reason that tells of anybody's health."""
    assert {one.value for one in AbsenceReason} == {"planned", "unplanned", "other_work"}
    stage = held()
    away(stage, stand_in="colleague")
    for by in (TEACHER, ADVISER, bti.Guardian("mother")):
        assert stage.engine.answering(stage.case, by=by, now=stage.now) == COLLEAGUE_STANDS_IN


def test_an_absence_does_not_end_before_it_begins() -> None:
    """A schema could know that."""
    with pytest.raises(InvalidValue, match="before the first day"):
        facts.HolderAbsent(from_=dt.date(2026, 3, 2), until=dt.date(2026, 3, 1), reason=AbsenceReason.PLANNED)
