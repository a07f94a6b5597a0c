"""It is weighed who should hold the baton."""

from __future__ import annotations

from typing import Any

from bti import facts
from bti.facts import Category, Criterion, HolderChoice
from tests.examples.book import Attempt, admits, refuses
from tests.examples.passing_the_baton import held, without_consent
from tests.stage import HEAD, TEACHER, Stage


def weighed(**fields: Any) -> facts.HolderChoiceWeighed:
    """Weigh all there is, and keep the holder."""
    wanted: dict[str, Any] = {
        "criteria": tuple(Criterion),
        "decision": HolderChoice.KEEP,
        "category": Category.COORDINATION,
    }
    return facts.HolderChoiceWeighed(**(wanted | fields))


def other(to: str) -> facts.HolderChoiceWeighed:
    """Weigh it, and think of somebody else."""
    return weighed(decision=HolderChoice.OTHER, to=to)


def on_level_2() -> Stage:
    """Go on to level 2, the teacher holding the baton since level 1."""
    stage = Stage().evaluated()
    stage.play(facts.WayChosen(outcome="up", to="2.1", category=Category.EDUCATION), TEACHER)
    for step in ("1.2", "1.3", "1.4"):
        stage.play(facts.StepCompleted(step=step), TEACHER)
    stage.play(facts.StepCompleted(step="1.5", outcome="up", to="2.1"), TEACHER)
    return stage


@admits("holder_choice_weighed")
def _kept() -> Attempt:
    return Attempt(on_level_2(), weighed(), TEACHER)


@admits("holder_choice_weighed")
def _somebody_else() -> Attempt:
    return Attempt(held(), other("colleague"), HEAD)


@admits("holder_choice_weighed")
def _anew_before_anybody_holds_it() -> Attempt:
    return Attempt(Stage().on_level_1(), weighed(decision=HolderChoice.ANEW), TEACHER)


@refuses("holder_choice_weighed", "a_concern_has_been_raised")
def _before_a_concern() -> Attempt:
    return Attempt(Stage().opened(), weighed(decision=HolderChoice.ANEW), HEAD)


@refuses("holder_choice_weighed", "the_person_is_of_the_case")
def _a_stranger() -> Attempt:
    return Attempt(held(), other("stranger"), TEACHER)


@refuses("holder_choice_weighed", "never_a_guardian_or_relative")
def _the_mother() -> Attempt:
    return Attempt(held(), other("mother"), TEACHER)


@refuses("holder_choice_weighed", "the_persons_service_is_covered_by_consent")
def _without_consent() -> Attempt:
    return Attempt(without_consent(), other("adviser"), TEACHER)


@refuses("holder_choice_weighed", "not_offered_to_who_holds_it")
def _somebody_else_who_is_the_same() -> Attempt:
    return Attempt(held(), other("teacher"), TEACHER)


@refuses("holder_choice_weighed", "somebody_holds_what_is_kept")
def _nobody_to_keep() -> Attempt:
    return Attempt(Stage().on_level_1(), weighed(), TEACHER)


@admits("step_completed")
def _weighed_on_the_new_level() -> Attempt:
    stage = on_level_2()
    meeting = facts.MeetingHeld(
        purpose=facts.MeetingKind.COORDINATION, present=("teacher", "mother"), category=Category.EDUCATION
    )
    return Attempt(
        stage, (meeting, weighed(), facts.StepCompleted(step="2.1")), TEACHER, because="No other service yet."
    )


@refuses("step_completed", "the_holder_was_weighed_on_the_new_level")
def _not_weighed_on_the_new_level() -> Attempt:
    return Attempt(on_level_2(), facts.StepCompleted(step="2.1"), TEACHER)
