"""What keeps something back is undone by those who may lift it: a strike or correction is no way round."""

from __future__ import annotations

import datetime as dt

import pytest

import bti
from bti import facts
from bti.facts import Category, Fact, Grade, ReadingSays, StrikeReason, Tells
from bti.people import Actor
from tests.examples.holding_back import HEALTH, NURSE, OBJECTS, at_school, marked, with_nurse
from tests.stage import CHILD, FATHER, HEAD, MOTHER, TEACHER, Stage

NURSE_2 = bti.Professional("nurse-2", "public_health_nurse", HEALTH)
ONLY_FATHER = facts.GuardiansNotTold(person="child", ground=OBJECTS, guardians=("father",))


def reads(stage: Stage, by: Actor, entry: str) -> bool:
    """Tell whether somebody reads an entry."""
    seen = stage.engine.view(stage.case, by=by, now=stage.now, basis="follow-up").entries
    return any(line.id == entry and line.fact is not None for line in seen)


def struck(entry: str, reason: StrikeReason = StrikeReason.OTHER) -> facts.EntryStruck:
    """Strike an entry."""
    return facts.EntryStruck(entry=entry, reason=reason)


def decided() -> tuple[Stage, str, str]:
    """Let the nurse decide, and a colleague of hers take part; return the stage, her words and the decision."""
    stage = with_nurse()
    stage.play(facts.PersonJoined(person="nurse-2", role="public_health_nurse", of="health-1"), TEACHER)
    talk = stage.play(facts.CommentMade(category=Category.HEALTH), NURSE)
    return stage, talk, stage.play(facts.GuardiansNotTold(person="child", ground=OBJECTS), NURSE)


@pytest.mark.parametrize("by", [HEAD, TEACHER], ids=["head", "teacher"])
def test_the_school_does_not_undo_what_health_care_decides(by: Actor) -> None:
    """Neither whoever answers nor the leader, for whatever reason; what they hear is what they hear of lifting it."""
    stage, talk, decision = decided()
    acts = (
        *(struck(decision, reason) for reason in StrikeReason),
        facts.EntryCorrected(entry=decision, instead=ONLY_FATHER),
    )
    for act in acts:
        assert stage.tried(act, by) == {"health_care_decides"}
    assert stage.tried(facts.GuardiansMayBeTold(person="child"), by) == {"health_care_decides"}
    lifted = stage.play(facts.GuardiansMayBeTold(person="child"), NURSE)
    assert stage.tried(struck(lifted), by) == {"health_care_decides"}
    assert reads(stage, MOTHER, talk)


@pytest.mark.parametrize("by", [NURSE, NURSE_2], ids=["author", "colleague"])
def test_the_service_that_decided_puts_it_right(by: Actor) -> None:
    """The nurse, or a colleague of hers, narrows it to the father, and strikes it."""
    stage, talk, decision = decided()
    assert not reads(stage, MOTHER, talk)
    stage.play(facts.EntryCorrected(entry=decision, instead=ONLY_FATHER), by)
    assert (reads(stage, MOTHER, talk), reads(stage, FATHER, talk)) == (True, False)
    stage.play(struck(decision), by)
    assert reads(stage, FATHER, talk)


def test_whom_it_is_kept_from_hears_of_no_such_entry() -> None:
    """And so does the child, who has its own way to lift it."""
    stage, _, decision = decided()
    for by in (MOTHER, FATHER, CHILD):
        assert stage.offer(struck(decision), by) == stage.offer(struck("never-was"), by)


def test_the_child_takes_back_its_own_word_alone() -> None:
    """That guardians may be told was hers to say, and is hers to strike; the nurse decides anew instead."""
    stage, talk, _ = decided()
    lifted = stage.play(facts.GuardiansMayBeTold(person="child"), CHILD)
    assert reads(stage, MOTHER, talk)
    for by in (NURSE, TEACHER, HEAD):
        assert not stage.offer(struck(lifted), by)
    stage.play(struck(lifted), CHILD)
    assert not reads(stage, MOTHER, talk)


def test_when_the_service_has_left_what_it_kept_stays_kept() -> None:
    """Nobody undoes the decision or the mark, neither who made it nor the school; back again, the service may."""
    stage, mark = marked()
    decision = stage.play(facts.GuardiansNotTold(person="child", ground=OBJECTS), NURSE)
    stage.play(facts.ServiceLeft(leaving="health-1"), TEACHER)
    for entry in (decision, mark):
        for by in (NURSE, TEACHER, HEAD):
            assert not stage.offer(struck(entry), by)


def test_who_is_kin_now_decides_nothing_any_more() -> None:
    """The nurse turns out to be the father's sister."""
    stage, mark = marked()
    decision = stage.play(facts.GuardiansNotTold(person="child", ground=OBJECTS), NURSE)
    stage.play(facts.KinshipDeclared(person="nurse", kinship=facts.Kinship.RELATIVE), HEAD)
    assert not stage.offer(struck(decision), NURSE)
    assert not stage.offer(struck(mark), NURSE)


@pytest.mark.parametrize("by", [HEAD, TEACHER], ids=["head", "teacher"])
def test_a_mark_is_the_services_that_set_it(by: Actor) -> None:
    """The school neither strikes the nurse's mark nor turns it to the mother; she strikes it, and sees that she may."""
    stage, mark = marked()
    set_ = next(one.fact for one in stage.case.entries if one.id == mark)
    assert isinstance(set_, facts.EntryMarked)
    to_mother = facts.EntryMarked(entry=set_.entry, tells=Tells.SOMEBODY_ELSE, whose="mother")
    acts = (*(struck(mark, reason) for reason in StrikeReason), facts.EntryCorrected(entry=mark, instead=to_mother))
    for act in acts:
        assert stage.tried(act, by) == {"mark_of_another_service"}
    assert reads(stage, NURSE, mark)
    assert not reads(stage, MOTHER, set_.entry)
    stage.play(facts.CaseClosed(reason=facts.ClosingReason.OTHER), HEAD)
    assert stage.tried(struck(mark), by) == {"mark_of_another_service"}
    stage.play(struck(mark), NURSE)
    assert reads(stage, MOTHER, set_.entry)


def test_the_schools_own_mark_is_the_schools() -> None:
    """On the nurse's words, too: who answers and the leader strike it, the nurse hears of no such entry."""
    stage = with_nurse()
    talk = stage.play(facts.CommentMade(category=Category.HEALTH), NURSE)
    stage.play(facts.AddressGraded(person="child", grade=Grade.CONFIDENTIAL, may_know=("mother",)), TEACHER)
    mark = stage.play(facts.EntryMarked(entry=talk, tells=Tells.PLACE), TEACHER)
    assert stage.tried(struck(mark), NURSE) == {"unknown_reference"}
    assert not reads(stage, NURSE, mark)
    assert stage.offer(struck(mark), HEAD)
    assert stage.offer(struck(mark), TEACHER)


def test_the_options_offer_what_is_admitted() -> None:
    """The nurse is offered to strike her decision, the school is not."""
    stage, _, decision = decided()

    def offered(by: Actor) -> set[str]:
        options = stage.engine.options(stage.case, by=by, now=stage.now, kinds=facts.EntryStruck)
        return {draft.entry for draft in options["entry_struck"].drafts if isinstance(draft, facts.EntryStruck)}

    assert offered(NURSE) == {decision}
    assert decision not in offered(TEACHER) | offered(HEAD)


def test_a_young_person_finds_their_own_word_on_reading() -> None:
    """What they wrote themself they may put right, though its kind is kept from others."""
    stage = at_school(17)
    said: Fact = facts.GuardianReadingSaid(person="child", reader="mother", says=ReadingSays.LETS)
    entry = stage.play(said, CHILD)
    assert stage.offer(facts.EntryCorrected(entry=entry, instead=said), CHILD)
    assert stage.tried(struck(entry), MOTHER) == {"unknown_reference"}
    stage.now += dt.timedelta(hours=1)
    stage.play(struck(entry), CHILD)
