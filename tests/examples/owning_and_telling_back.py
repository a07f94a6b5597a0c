"""A concern gets another owner; whoever raised one from outside is answered."""

from __future__ import annotations

from typing import Any

from bti import facts
from bti.facts import Category
from tests.examples.book import Attempt, admits, refuses
from tests.stage import COLLEAGUE, HEAD, MOTHER, NEIGHBOUR, TEACHER, Stage


def with_colleague() -> Stage:
    """Let a colleague of the teacher's take part."""
    stage = Stage().concerned()
    stage.play(facts.PersonJoined(person="colleague", role="teacher", of="school-1"), TEACHER)
    return stage


def handed_on(stage: Stage, **fields: Any) -> facts.ConcernOwnerChanged:
    """Hand the stage's concern on to the colleague."""
    return facts.ConcernOwnerChanged(**({"concern": stage.concern, "owner": "colleague"} | fields))


def feedback(concern: str) -> facts.FeedbackGiven:
    """Tell the reporter that the concern was received."""
    return facts.FeedbackGiven(concern=concern, said=facts.Feedback.RECEIVED, category=Category.COORDINATION)


@admits("concern_owner_changed")
def _handed_on_by_the_owner() -> Attempt:
    stage = with_colleague()
    return Attempt(stage, handed_on(stage), TEACHER)


@admits("concern_owner_changed")
def _handed_on_by_the_leader() -> Attempt:
    stage = with_colleague()
    return Attempt(stage, handed_on(stage), HEAD)


@refuses("concern_owner_changed", "the_concern_is_known")
def _handed_on_without_a_concern() -> Attempt:
    stage = with_colleague()
    return Attempt(stage, handed_on(stage, concern="none"), TEACHER)


@refuses("concern_owner_changed", "the_new_owner_takes_part")
def _handed_on_to_somebody_outside() -> Attempt:
    stage = Stage().concerned()
    return Attempt(stage, handed_on(stage), TEACHER)


@refuses("concern_owner_changed", "the_new_owner_takes_part")
def _handed_on_to_the_mother() -> Attempt:
    stage = Stage().shared()
    return Attempt(stage, handed_on(stage, owner="mother"), TEACHER)


@refuses("concern_owner_changed", "the_new_owner_is_of_the_home_service")
def _handed_on_to_another_service() -> Attempt:
    stage = Stage().with_ppt()
    return Attempt(stage, handed_on(stage, owner="adviser"), TEACHER)


@refuses("concern_owner_changed", "the_new_owner_is_another")
def _handed_on_to_oneself() -> Attempt:
    stage = with_colleague()
    return Attempt(stage, handed_on(stage, owner="teacher"), TEACHER)


@refuses("concern_owner_changed", "handed_on_by_the_owner")
def _taken_over_without_asking() -> Attempt:
    stage = with_colleague()
    return Attempt(stage, handed_on(stage), COLLEAGUE)


@admits("feedback_given")
def _neighbour_answered() -> Attempt:
    stage = Stage().held()
    raised = stage.play(facts.ConcernRaised(category=Category.FAMILY), NEIGHBOUR)
    return Attempt(stage, feedback(raised), HEAD)


@admits("feedback_given")
def _colleague_who_takes_no_part_answered() -> Attempt:
    stage = Stage().held()
    raised = stage.play(facts.ConcernRaised(category=Category.FAMILY), COLLEAGUE)
    return Attempt(stage, feedback(raised), TEACHER)


@refuses("feedback_given", "the_concern_is_known")
def _answered_about_nothing() -> Attempt:
    return Attempt(Stage().held(), feedback("none"), TEACHER)


@refuses("feedback_given", "the_reporter_is_outside_the_case")
def _mother_answered_beside_the_case() -> Attempt:
    stage = Stage().held()
    raised = stage.play(facts.ConcernRaised(category=Category.FAMILY), MOTHER)
    return Attempt(stage, feedback(raised), TEACHER)
