"""What follows by itself: never a gap that nobody owns."""

from __future__ import annotations

import pytest

import bti
from bti import facts
from bti.facts import Category, Scope
from bti.guide.loading import parse_guide
from bti.record.spine import Answering, Office
from tests.stage import ADVISER, FATHER, HEAD, TEACHER, Stage

LENIENT = """
id = "lenient"
extends = "national"
version = "1"
status = "draft"
place = "Lenient"
languages = ["nb"]
title.nb = "Der ingenting lukkes av seg selv"
[[source]]
id = "own"
title = "Invented"
[consent]
KEY = {value = false, sources = ["own"]}
"""


def answering(stage: Stage) -> Answering | None:
    """Ask who answers."""
    return stage.engine.answering(stage.case, by=HEAD, now=stage.now)


def kinds_after(stage: Stage, seq: int) -> list[str]:
    """Return the kinds of entry after a place in the book."""
    return [entry.fact.kind for entry in stage.case.entries[seq:]]


def handed_to_the_adviser() -> Stage:
    """Let the PPT's adviser hold the baton."""
    stage = Stage().with_ppt()
    offer = stage.play(facts.BatonOffered(to="adviser"), TEACHER)
    stage.play(facts.BatonAccepted(offer=offer), ADVISER)
    return stage


def test_a_holder_who_leaves_leaves_a_vacancy_that_the_leader_answers_for() -> None:
    """The baton falls vacant in the same append (I-01)."""
    stage = Stage().held()
    before = len(stage.case.entries)
    stage.play(facts.PersonLeft(person="teacher"), HEAD)
    assert kinds_after(stage, before) == ["person_left", "baton_vacant"]
    assert answering(stage) == Answering(Office.LEADER, None)


def test_a_service_whose_consent_is_withdrawn_takes_its_holder_with_it() -> None:
    """Withdrawal, the service leaves, the baton falls vacant: three entries of one append (law Q-10)."""
    stage = handed_to_the_adviser()
    consent = next(
        entry.id
        for entry in reversed(stage.case.entries)
        if isinstance(entry.fact, facts.ConsentGiven) and entry.fact.giver == "father"
    )
    before = len(stage.case.entries)
    stage.play(facts.ConsentWithdrawn(consent=consent), FATHER)
    assert kinds_after(stage, before) == ["consent_withdrawn", "service_left", "baton_vacant"]
    causes = [entry.cause for entry in stage.case.entries[before:]]
    ids = [entry.id for entry in stage.case.entries[before:]]
    assert causes == [None, ids[0], ids[1]]
    assert answering(stage) == Answering(Office.LEADER, None)


@pytest.mark.parametrize(
    ("scope", "key"),
    [(Scope.LOG, "withdrawal_closes_log"), (Scope.SERVICE, "withdrawal_ends_service")],
    ids=lambda one: one if isinstance(one, str) else one.value,
)
def test_where_the_guide_says_so_a_withdrawal_closes_nothing_and_covers_nothing(scope: Scope, key: str) -> None:
    """The log stays opened and rests, or the service stays and is not covered: sharing ends all the same (I-06).

    No guide may say both: then a consent would go on that was taken back (law Q-02, Q-10).
    """
    stage = Stage(bti.Engine(parse_guide(LENIENT.replace("KEY", key)))).with_ppt()
    consent = next(
        one.id for one in stage.case.spine.consents.answers.values() if one.giver == "father" and one.scope is scope
    )
    before = len(stage.case.entries)
    stage.play(facts.ConsentWithdrawn(consent=consent), FATHER)
    assert kinds_after(stage, before) == ["consent_withdrawn"]
    standing = stage.engine.log_standing(stage.case, by=HEAD, now=stage.now)
    assert standing is (bti.LogStanding.RESTING if scope is Scope.LOG else bti.LogStanding.OPEN)
    assert "ppt-1" in stage.case.spine.people.services
    seen = stage.engine.view(stage.case, by=ADVISER, now=stage.now, basis="my case")
    assert all(line.fact is None for line in seen.entries)


def test_a_holder_whose_consent_runs_out_is_a_vacancy_though_nothing_was_recorded() -> None:
    """What time alone changes is computed at the asked instant."""
    stage = handed_to_the_adviser()
    assert answering(stage) == Answering(Office.HOLDER, "adviser")
    stage.now = stage.now.replace(year=2028)
    assert answering(stage) == Answering(Office.LEADER, None)
    assert stage.case.spine.baton.holder == "adviser"


def test_an_offer_ends_with_the_person_it_was_made_to() -> None:
    """Nobody is left to answer it; the holder keeps the baton (I-02)."""
    stage = Stage().with_ppt()
    stage.play(facts.BatonOffered(to="adviser"), TEACHER)
    stage.play(facts.ServiceLeft(leaving="ppt-1"), TEACHER)
    assert kinds_after(stage, len(stage.case.entries) - 2) == ["service_left", "baton_withdrawn"]
    assert answering(stage) == Answering(Office.HOLDER, "teacher")


def test_a_holder_who_turns_out_to_be_kin_holds_no_more() -> None:
    """Whoever is guardian in this case never holds the baton (I-04)."""
    stage = Stage().held()
    stage.play(facts.GuardianNamed(person="teacher", lives_with=False), HEAD)
    assert stage.case.spine.baton.holder is None
    assert answering(stage) == Answering(Office.LEADER, None)
    assert stage.tried(facts.CommentMade(category=Category.EDUCATION), TEACHER) == {"not_taking_part"}


def test_closing_ends_offer_and_log() -> None:
    """Nothing stays open in a closed case (I-02)."""
    stage = Stage().with_ppt()
    stage.play(facts.BatonOffered(to="adviser"), TEACHER)
    before = len(stage.case.entries)
    stage.play(facts.CaseClosed(reason=facts.ClosingReason.GOAL_REACHED), HEAD)
    assert kinds_after(stage, before) == ["case_closed", "baton_withdrawn", "log_closed"]
    assert answering(stage) is None
    assert stage.tried(facts.CommentMade(category=Category.EDUCATION), TEACHER) == {"case_is_closed"}


def test_an_appointment_is_an_offer_unless_the_guide_binds() -> None:
    """By the common core an appointment waits for acceptance; the concern's owner answers until then (I-01)."""
    stage = Stage().on_level_1()
    stage.play(facts.BatonAppointed(to="teacher"), HEAD)
    assert stage.case.spine.baton.holder is None
    assert answering(stage) == Answering(Office.OWNER, "teacher")
    own = Stage().on_level_1()
    own.play(facts.PersonJoined(person="head", role="headteacher", of="school-1"), TEACHER)
    own.play(facts.BatonAppointed(to="head"), HEAD, because="a small school, nobody else is near the child")
    assert answering(own) == Answering(Office.HOLDER, "head")


def test_an_exceptional_holder_needs_a_recorded_reason() -> None:
    """A head teacher holds the baton only exceptionally; the reason is kept with the entry."""
    stage = Stage().held()
    stage.play(facts.PersonJoined(person="head", role="headteacher", of="school-1"), TEACHER)
    offer = facts.BatonOffered(to="head")
    assert stage.tried(offer, TEACHER) == {"role_only_exceptionally"}
    assert stage.engine.options(stage.case, by=TEACHER, now=stage.now)["baton_offered"].status is bti.OptionStatus.NEEDS
    stage.play(offer, TEACHER, because="the teacher is on leave from Monday")
    kept = stage.case.entries[-1].because
    assert kept is not None
    assert kept.text == "the teacher is on leave from Monday"


def test_a_guard_that_raises_refuses_and_tells_no_values() -> None:
    """Nothing is admitted on a check that failed to work."""
    stage = Stage().held()
    from bti.rules.registry import REGISTRY

    def broken(ask: object) -> None:
        raise ValueError("the mother's name")

    checks = REGISTRY.kinds[facts.CommentMade].rule_alone
    checks.append(broken)
    try:
        assert stage.tried(facts.CommentMade(category=Category.EDUCATION), TEACHER) == {"internal"}
        option = stage.engine.options(stage.case, by=TEACHER, now=stage.now)["comment_made"]
        assert not option
    finally:
        checks.remove(broken)
