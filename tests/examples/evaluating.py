"""A measure is evaluated, the child heard, the way on chosen."""

from __future__ import annotations

import datetime as dt
from typing import Any

import bti
from bti import facts
from bti.facts import Category, Heard, NotHeard
from tests.examples.book import Attempt, admits, refuses
from tests.guides.small_guides import small_guide
from tests.stage import TEACHER, UNTIL, Stage

EDUCATION = Category.EDUCATION


def heard(**fields: Any) -> facts.ChildHeard:
    """Hear the child."""
    wanted: dict[str, Any] = {"person": "child", "how": Heard.TALK, "category": EDUCATION}
    return facts.ChildHeard(**(wanted | fields))


def evaluated(stage: Stage, **fields: Any) -> facts.MeasureEvaluated:
    """End the stage's measure."""
    wanted: dict[str, Any] = {
        "measure": stage.measure,
        "effect": facts.Effect.WANTED,
        "outcome": facts.MeasureOutcome.END,
        "category": EDUCATION,
    }
    return facts.MeasureEvaluated(**(wanted | fields))


def goes_on(stage: Stage, evaluate_by: dt.date = UNTIL) -> facts.MeasureEvaluated:
    """Let the stage's measure go on."""
    return evaluated(stage, outcome=facts.MeasureOutcome.GOES_ON, evaluate_by=evaluate_by)


@admits("measure_evaluated")
def _evaluated() -> Attempt:
    stage = Stage().measured()
    return Attempt(stage, (heard(), evaluated(stage)), TEACHER)


@refuses("measure_evaluated", "the_measure_is_known")
def _nothing_evaluated() -> Attempt:
    stage = Stage().measured()
    return Attempt(stage, (heard(), evaluated(stage, measure="none")), TEACHER)


@refuses("measure_evaluated", "the_measure_stands")
def _evaluated_after_its_end() -> Attempt:
    stage = Stage().measured()
    stage.play((heard(), evaluated(stage)), TEACHER)
    return Attempt(stage, evaluated(stage), TEACHER)


@refuses("measure_evaluated", "once_in_a_round")
def _evaluated_twice_in_a_round() -> Attempt:
    stage = Stage().evaluated()
    return Attempt(stage, goes_on(stage), TEACHER)


@refuses("measure_evaluated", "the_next_evaluation_is_to_come")
def _to_be_evaluated_again_yesterday() -> Attempt:
    stage = Stage().measured()
    return Attempt(stage, (heard(), goes_on(stage, dt.date(2026, 1, 1))), TEACHER)


@refuses("measure_evaluated", "the_child_has_been_heard")
def _evaluated_without_the_child() -> Attempt:
    stage = Stage().measured()
    return Attempt(stage, evaluated(stage), TEACHER)


@admits("child_heard")
def _heard() -> Attempt:
    return Attempt(Stage().held(), heard(), TEACHER)


@refuses("child_heard", "the_child_is_of_the_case")
def _another_child_heard() -> Attempt:
    return Attempt(Stage().held(), heard(person="other"), TEACHER)


@refuses("child_heard", "the_reason_fits_the_age")
def _too_young_at_ten() -> Attempt:
    return Attempt(Stage().held(), heard(how=None, reason=NotHeard.TOO_YOUNG), TEACHER)


def way(**fields: Any) -> facts.WayChosen:
    """Choose other measures."""
    wanted: dict[str, Any] = {"outcome": "new_measures", "category": EDUCATION}
    return facts.WayChosen(**(wanted | fields))


@admits("way_chosen")
def _chosen() -> Attempt:
    return Attempt(Stage().evaluated(), way(), TEACHER)


@refuses("way_chosen", "the_child_has_been_heard")
def _chosen_without_the_child() -> Attempt:
    return Attempt(Stage().measured(), way(), TEACHER)


@refuses("way_chosen", "this_level_chooses_its_way")
def _chosen_on_level_0() -> Attempt:
    stage = Stage().shared()
    return Attempt(stage, (heard(), way()), TEACHER)


@refuses("way_chosen", "the_way_is_one_of_the_level")
def _a_way_unheard_of() -> Attempt:
    return Attempt(Stage().evaluated(), way(outcome="fly"), TEACHER)


def family_heard(**fields: Any) -> facts.FamilyHeard:
    """Hear the mother."""
    wanted: dict[str, Any] = {"person": "mother", "how": Heard.IN_MEETING, "category": EDUCATION}
    return facts.FamilyHeard(**(wanted | fields))


@admits("family_heard")
def _mother_heard() -> Attempt:
    return Attempt(Stage().held(), family_heard(), TEACHER)


@admits("family_heard")
def _father_not_reached() -> Attempt:
    reason = facts.FamilyNotHeard.UNREACHABLE
    return Attempt(Stage().held(), family_heard(person="father", how=None, reason=reason), TEACHER)


@refuses("family_heard", "the_guardian_is_of_the_case")
def _child_heard_as_guardian() -> Attempt:
    return Attempt(Stage().held(), family_heard(person="child"), TEACHER)


@refuses("family_heard", "the_guardian_who_is_heard_has_been_told")
def _mother_heard_before_she_was_told() -> Attempt:
    stage = Stage().concerned()
    stage.play(facts.GuardianNamed(person="mother", lives_with=True), TEACHER)
    return Attempt(stage, family_heard(), TEACHER)


@refuses("family_heard", "guardians_are_heard_while_somebody_is_under_age")
def _mother_heard_of_a_grown_up() -> Attempt:
    stage = Stage().held()
    stage.now = dt.datetime(2033, 5, 5, 9, 0, tzinfo=dt.UTC)
    return Attempt(stage, family_heard(), TEACHER)


def question_answered(question: str = "virket") -> facts.EvaluationAnswered:
    """Answer a question of the guide's."""
    return facts.EvaluationAnswered(question=question, answer=facts.Answered.PARTLY, category=EDUCATION)


def with_questions() -> Stage:
    """Stand under a guide that says which questions an evaluation answers."""
    return Stage(bti.Engine(small_guide("asks-for-more"))).opened()


@admits("evaluation_answered")
def _question_of_the_guide_answered() -> Attempt:
    return Attempt(with_questions(), question_answered(), TEACHER)


@refuses("evaluation_answered", "the_question_is_the_guides")
def _question_that_nobody_asks() -> Attempt:
    return Attempt(with_questions(), question_answered("hvem_som_helst"), TEACHER)
