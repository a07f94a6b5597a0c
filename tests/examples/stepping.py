"""The step the case stands on is completed, or skipped."""

from __future__ import annotations

import bti
from bti import facts
from bti.facts import Category
from bti.guide.loading import parse_guide
from tests.examples.book import Attempt, admits, refuses
from tests.stage import ADVISER, TEACHER, Stage

STRICT = """
id = "strict"
extends = "national"
version = "1"
status = "in_force"
languages = ["nb", "nn", "en"]
title = {nb = "Streng veileder", nn = "Streng rettleiar", en = "Strict guide"}

[consent]
forms = ["written"]

[[level]]
id = "0"
[[level.step]]
id = "0.4"
[[level.step.outcome]]
id = "level_1"
requires = "log_consent_given"
[[consent.scope]]
id = "log"
holds_for = "P1Y"
[[consent.scope]]
id = "service"
per = "person"
"""
"""A guide that asks for what no bundled one does: a form of consent, and something more for one outcome."""


def strict_engine() -> bti.Engine:
    """Return an engine under the strict guide."""
    return bti.Engine(parse_guide(STRICT))


def where_the_way_is_chosen(outcome: facts.MeasureOutcome) -> Stage:
    """Go on to the step of level 1 on which the way is chosen, the measure having come to an end."""
    stage = Stage().measured()
    stage.play(facts.StepCompleted(step="1.2"), TEACHER)
    stage.play(facts.StepCompleted(step="1.3"), TEACHER)
    heard = facts.ChildHeard(person="child", how=facts.Heard.TALK, category=Category.EDUCATION)
    ended = facts.MeasureEvaluated(
        measure=stage.measure,
        effect=facts.Effect.SOME,
        outcome=outcome,
        category=Category.EDUCATION,
    )
    stage.met().play((heard, ended), TEACHER)
    stage.play(facts.StepCompleted(step="1.4"), TEACHER)
    return stage


def at_the_way_on() -> Stage:
    """Go on to the step of level 1 on which the way is chosen: other measures."""
    stage = where_the_way_is_chosen(facts.MeasureOutcome.OTHER_MEASURES)
    stage.play(facts.WayChosen(outcome="new_measures", category=Category.EDUCATION), TEACHER)
    return stage


@admits("step_completed")
def _completed() -> Attempt:
    return Attempt(Stage().concerned(), facts.StepCompleted(step="0.1"), TEACHER)


@admits("step_completed")
def _completed_by_the_way_chosen() -> Attempt:
    return Attempt(at_the_way_on(), facts.StepCompleted(step="1.5", outcome="new_measures"), TEACHER)


@refuses("step_completed", "the_step_is_where_the_case_stands")
def _another_step_completed() -> Attempt:
    return Attempt(Stage().concerned(), facts.StepCompleted(step="1.1"), TEACHER)


@refuses("step_completed", "the_outcome_is_one_of_the_step")
def _completed_with_an_outcome_unheard_of() -> Attempt:
    return Attempt(Stage().concerned(), facts.StepCompleted(step="0.1", outcome="fly"), TEACHER)


def at_the_decision() -> Stage:
    """Go on to the last step of level 0."""
    stage = Stage().shared()
    for step in ("0.1", "0.2", "0.3"):
        stage.play(facts.StepCompleted(step=step), TEACHER)
    return stage


@refuses("step_completed", "the_outcome_moves_the_case")
def _completed_by_closing() -> Attempt:
    return Attempt(at_the_decision(), facts.StepCompleted(step="0.4", outcome="close"), TEACHER)


@refuses("step_completed", "the_target_is_one_of_the_outcome")
def _completed_towards_another_level() -> Attempt:
    return Attempt(at_the_decision(), facts.StepCompleted(step="0.4", outcome="level_1", to="2.1"), TEACHER)


@refuses("step_completed", "what_the_step_requires_is_so")
def _completed_though_nothing_is_described() -> Attempt:
    stage = Stage().opened()
    stage.play(facts.ConcernRaised(category=Category.EDUCATION), TEACHER)
    stage.play(facts.StepCompleted(step="0.1"), TEACHER)
    return Attempt(stage, facts.StepCompleted(step="0.2"), TEACHER)


@refuses("step_completed", "what_the_outcome_requires_is_so")
def _completed_by_an_outcome_that_needs_consent() -> Attempt:
    stage = Stage(strict_engine()).shared()
    for step in ("0.1", "0.2", "0.3"):
        stage.play(facts.StepCompleted(step=step), TEACHER)
    return Attempt(stage, facts.StepCompleted(step="0.4", outcome="level_1"), TEACHER)


@refuses("step_completed", "the_outcome_is_the_way_chosen")
def _completed_another_way_than_chosen() -> Attempt:
    return Attempt(at_the_way_on(), facts.StepCompleted(step="1.5", outcome="continue"), TEACHER)


@admits("step_skipped")
def _skipped() -> Attempt:
    stage = where_the_way_is_chosen(facts.MeasureOutcome.OTHER_SERVICES)
    stage.play(facts.WayChosen(outcome="up", to="2.1", category=Category.EDUCATION), TEACHER)
    stage.play(facts.StepCompleted(step="1.5", outcome="up", to="2.1"), TEACHER)
    return Attempt(stage, facts.StepSkipped(step="2.1"), TEACHER)


@refuses("step_skipped", "the_step_is_where_the_case_stands")
def _another_step_skipped() -> Attempt:
    return Attempt(Stage().concerned(), facts.StepSkipped(step="1.1"), TEACHER)


@refuses("step_skipped", "the_step_may_be_skipped")
def _a_step_skipped_that_may_not_be() -> Attempt:
    return Attempt(Stage().concerned(), facts.StepSkipped(step="0.1"), TEACHER)


@refuses("step_skipped", "a_remark_is_covered_as_coordination")
def _skipped_with_a_remark_that_consent_does_not_cover() -> Attempt:
    stage = Stage().with_bounded_ppt(holding=True)
    return Attempt(stage, facts.StepSkipped(step="1.1", note=facts.Note.of("not needed")), ADVISER)
