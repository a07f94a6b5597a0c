"""A coordinator takes over, or stands beside, and ends; exactly one answers all the time."""

from __future__ import annotations

import bti
from bti import facts
from bti.facts import AbsenceReason, Category, CoordinatorEnding, CoordinatorKind
from bti.guide.loading import parse_guide
from bti.record.spine import Answering, Office
from tests.stage import ADVISER, HEAD, PPT, SCHOOL, TEACHER, Stage

HOLDER = Answering(Office.HOLDER, "teacher")
COORDINATOR = Answering(Office.COORDINATOR, "adviser")
LEADER = Answering(Office.LEADER, None)
CHILD = facts.CoordinatorAppointed(person="adviser", as_=CoordinatorKind.CHILD)
PLAN = facts.CoordinatorAppointed(person="adviser", as_=CoordinatorKind.PLAN)

BESIDE = """
id = "both"
extends = "national"
version = "1"
status = "in_force"
languages = ["nb", "nn", "en"]
title = {nb = "Begge deler", nn = "Begge delar", en = "Both"}

[baton]
coordinator = {value = "beside"}
"""


def answering(stage: Stage) -> Answering | None:
    """Return who answers now."""
    return stage.engine.answering(stage.case, by=HEAD, now=stage.now)


def test_a_coordinator_takes_over_and_the_holder_answers_again_afterwards() -> None:
    """The teacher keeps the baton meanwhile and does not answer; nothing of the history is lost."""
    stage = Stage().with_ppt()
    before = stage.case.entries
    stage.play(CHILD, HEAD)
    assert answering(stage) == COORDINATOR
    assert stage.case.spine.baton.holder == "teacher"
    stage.play(facts.StepCompleted(step="1.1"), ADVISER)
    assert stage.tried(facts.StepCompleted(step="1.2"), TEACHER) == {"not_yours_to_record"}
    stage.play(facts.CoordinatorEnded(reason=CoordinatorEnding.FAMILY_WISH), ADVISER)
    assert answering(stage) == HOLDER
    assert stage.case.entries[: len(before)] == before


def test_taking_over_ends_an_open_offer_and_lets_none_be_made() -> None:
    """Who made the offer coordinates no longer; the baton rests."""
    stage = Stage().with_ppt()
    stage.play(facts.PersonJoined(person="colleague", role="teacher", of=SCHOOL.ref), TEACHER)
    offer = stage.play(facts.BatonOffered(to="colleague"), TEACHER)
    stage.play(CHILD, HEAD)
    assert stage.case.entries[-1].fact == facts.BatonWithdrawn(offer=offer)
    assert stage.case.spine.baton.offer is None
    assert stage.tried(facts.BatonOffered(to="colleague"), ADVISER) == {"coordinator_has_taken_over"}


def test_the_guide_decides_about_a_coordinator_and_the_law_about_a_child_coordinator() -> None:
    """Where the guide lets both stand, the holder goes on answering beside a coordinator; a child coordinator leads."""
    for appointed, expected in ((PLAN, HOLDER), (CHILD, COORDINATOR)):
        stage = Stage(bti.Engine(parse_guide(BESIDE))).with_ppt()
        stage.play(appointed, HEAD)
        assert answering(stage) == expected
    stage = Stage().with_ppt()
    stage.play(PLAN, HEAD)
    assert answering(stage) == COORDINATOR


def test_beside_a_coordinator_the_baton_is_handed_on_as_always() -> None:
    """Both stand: the coordinator does not stop an offer, and an open one goes on."""
    stage = Stage(bti.Engine(parse_guide(BESIDE))).with_ppt()
    offer = stage.play(facts.BatonOffered(to="adviser"), TEACHER)
    stage.play(PLAN, HEAD)
    stage.play(facts.BatonAccepted(offer=offer), ADVISER)
    assert answering(stage) == Answering(Office.HOLDER, "adviser")
    assert stage.case.spine.baton.coordinator is not None


def test_a_coordinator_can_take_over_from_the_owner_of_the_concern() -> None:
    """Before anybody has held the baton; and back to the owner when it ends."""
    stage = Stage().on_level_1()
    stage.play(facts.PersonJoined(person="colleague", role="teacher", of=SCHOOL.ref), TEACHER)
    stage.play(facts.CoordinatorAppointed(person="colleague", as_=CoordinatorKind.PLAN), HEAD)
    assert answering(stage) == Answering(Office.COORDINATOR, "colleague")
    stage.play(facts.CoordinatorEnded(reason=CoordinatorEnding.NO_NEED), HEAD)
    assert answering(stage) == Answering(Office.OWNER, "teacher")


def test_a_coordinator_who_leaves_ends_by_itself() -> None:
    """As a person, with the service, or by turning out to be kin."""
    for left, reason in (
        (facts.PersonLeft(person="adviser"), CoordinatorEnding.LEFT),
        (facts.ServiceLeft(leaving=PPT.ref), CoordinatorEnding.SERVICE_LEFT),
        (facts.GuardianNamed(person="adviser", lives_with=False), CoordinatorEnding.BECAME_KIN),
    ):
        stage = Stage().with_ppt()
        stage.play(CHILD, HEAD)
        stage.play(left, HEAD)
        assert facts.CoordinatorEnded(reason=reason) in [entry.fact for entry in stage.case.entries]
        assert answering(stage) == HOLDER


def test_a_holder_who_leaves_or_is_away_changes_nothing_until_the_coordinator_ends() -> None:
    """Then the stand-in answers, or in vacancy the leader."""
    stage = Stage().with_ppt()
    stage.play(CHILD, HEAD)
    stage.play(facts.HolderAbsent(from_=stage.now.date(), reason=AbsenceReason.UNPLANNED), HEAD)
    assert answering(stage) == COORDINATOR
    stage.play(facts.BatonVacant(reason=facts.VacancyReason.GAVE_UP), HEAD)
    assert answering(stage) == COORDINATOR
    stage.play(facts.CoordinatorEnded(reason=CoordinatorEnding.NO_NEED), HEAD)
    assert answering(stage) == LEADER


def test_closing_ends_the_coordinator_here() -> None:
    """The appointment may go on elsewhere; what was taken over in this case is given back."""
    stage = Stage().with_ppt()
    stage.play(CHILD, HEAD)
    stage.play(facts.CaseClosed(reason=facts.ClosingReason.OTHER_PLAN), HEAD)
    assert facts.CoordinatorEnded(reason=CoordinatorEnding.CASE_CLOSED) in [one.fact for one in stage.case.entries]
    assert stage.case.spine.baton.coordinator is None


def test_a_step_that_needs_a_holder_is_content_with_a_coordinator() -> None:
    """While a coordinator has taken over nobody can be given the baton, so no step may wait for that."""
    guide = parse_guide(
        BESIDE.replace('coordinator = {value = "beside"}', "")
        + '[[level]]\nid = "1"\n[[level.step]]\nid = "1.1"\ncompletion = "baton_held"\n'
    )
    stage = Stage(bti.Engine(guide)).on_level_1()
    assert stage.tried(facts.StepCompleted(step="1.1"), TEACHER) == {"step_needs"}
    stage.play(facts.CoordinatorAppointed(person="teacher", as_=CoordinatorKind.PLAN), HEAD)
    stage.play(facts.StepCompleted(step="1.1"), TEACHER)


def test_a_new_level_asks_nothing_about_the_holder_while_a_coordinator_coordinates() -> None:
    """The holder does not answer, so there is nothing to weigh."""
    stage = Stage().evaluated()
    stage.play(facts.WayChosen(outcome="up", to="2.1", category=Category.EDUCATION), TEACHER)
    for step in ("1.2", "1.3", "1.4"):
        stage.play(facts.StepCompleted(step=step), TEACHER)
    stage.play(facts.StepCompleted(step="1.5", outcome="up", to="2.1"), TEACHER)
    assert "holder_not_weighed" in stage.tried(facts.StepCompleted(step="2.1"), TEACHER)
    stage.play(facts.CoordinatorAppointed(person="teacher", as_=CoordinatorKind.PLAN), HEAD)
    assert "holder_not_weighed" not in stage.tried(facts.StepCompleted(step="2.1"), TEACHER)
