"""Transitions: planned, information carried over, done."""

from __future__ import annotations

import datetime as dt

import attrs

import bti
from bti import facts
from bti.facts import Category, Scope, TransitionKind, TransitionOutcome
from tests.examples.book import Attempt, admits, refuses
from tests.stage import HEAD, TEACHER, Stage

NEXT = bti.Service("school-2", "school")
PLANNED = facts.TransitionPlanned(
    transition_kind=TransitionKind.TO_NEXT_LEVEL, day=dt.date(2026, 8, 17), receiving=NEXT
)
EVERYTHING = tuple(Category)


def planned(stage: Stage | None = None, receiving: bti.Service | None = NEXT) -> tuple[Stage, str]:
    """Plan the move to lower secondary school."""
    stage = stage or Stage().held()
    return stage, stage.play(attrs.evolve(PLANNED, receiving=receiving), TEACHER)


def consented(*categories: Category, receiving: bti.Service | None = NEXT) -> tuple[Stage, str]:
    """Let both guardians consent to the receiving school."""
    stage, transition = planned(receiving=receiving)
    stage.play(facts.ConsentAsked(scope=Scope.SERVICE, service=NEXT, of=("mother", "father")), TEACHER)
    for giver in ("mother", "father"):
        given = facts.ConsentGiven(
            scope=Scope.SERVICE,
            service=NEXT,
            giver=giver,
            form=facts.Form.WRITTEN,
            categories=categories,
            valid_until=dt.date(2027, 3, 2),
        )
        stage.play(given, TEACHER)
    return stage, transition


def carried(transition: str, *categories: Category, to: str = NEXT.ref) -> facts.InformationCarriedOver:
    """Return that information of some kinds goes over."""
    return facts.InformationCarriedOver(transition=transition, to=to, categories=categories)


@admits("transition_planned")
def to_lower_secondary_school() -> Attempt:
    """To lower secondary school."""
    return Attempt(Stage().held(), PLANNED, TEACHER)


@refuses("transition_planned", "the_receiving_service_is_of_a_known_kind")
def to_an_observatory() -> Attempt:
    """To an observatory."""
    moon = bti.Service("moon", "observatory")
    return Attempt(Stage().held(), attrs.evolve(PLANNED, receiving=moon), TEACHER)


@refuses("transition_planned", "planned_for_a_day_to_come")
def for_last_year() -> Attempt:
    """For last year."""
    return Attempt(Stage().held(), attrs.evolve(PLANNED, day=dt.date(2025, 8, 18)), TEACHER)


@admits("information_carried_over")
def with_the_consent_of_both() -> Attempt:
    """With the consent of both."""
    stage, transition = consented(*EVERYTHING)
    return Attempt(stage, carried(transition, Category.EDUCATION, Category.HEALTH), TEACHER)


@admits("information_carried_over")
def to_a_school_that_was_not_named_when_it_was_planned() -> Attempt:
    """To a school that was not named when it was planned."""
    stage, transition = consented(*EVERYTHING, receiving=None)
    return Attempt(stage, carried(transition, Category.EDUCATION), TEACHER)


@refuses("information_carried_over", "the_transition_is_open")
def for_no_transition_of_this_case() -> Attempt:
    """For no transition of this case."""
    stage, _ = consented(*EVERYTHING)
    return Attempt(stage, carried("no-such-id", Category.EDUCATION), TEACHER)


@refuses("information_carried_over", "it_goes_to_the_receiving_service")
def to_another_school_than_the_one_that_receives() -> Attempt:
    """To another school than the one that receives."""
    stage, transition = consented(*EVERYTHING)
    return Attempt(stage, carried(transition, Category.EDUCATION, to="school-3"), TEACHER)


@refuses("information_carried_over", "consent_names_the_receiving_service")
def with_nobodys_consent() -> Attempt:
    """With nobodys consent."""
    stage, transition = planned()
    return Attempt(stage, carried(transition, Category.EDUCATION), TEACHER)


@refuses("information_carried_over", "consent_names_the_receiving_service")
def beyond_what_was_consented_to() -> Attempt:
    """Beyond what was consented to."""
    stage, transition = consented(Category.EDUCATION)
    return Attempt(stage, carried(transition, Category.EDUCATION, Category.HEALTH), TEACHER)


@refuses("information_carried_over", "nothing_leaves_a_resting_log")
def from_a_log_that_rests() -> Attempt:
    """From a log that rests."""
    stage, transition = consented(*EVERYTHING)
    stage.play(facts.GuardianNamed(person="third", lives_with=False), TEACHER)
    return Attempt(stage, carried(transition, Category.EDUCATION), TEACHER)


@admits("transition_done")
def received() -> Attempt:
    """Received."""
    stage, transition = planned()
    return Attempt(stage, facts.TransitionDone(transition=transition, outcome=TransitionOutcome.RECEIVED), HEAD)


@refuses("transition_done", "the_transition_is_open")
def done_before() -> Attempt:
    """Done before."""
    stage, transition = planned()
    done = facts.TransitionDone(transition=transition, outcome=TransitionOutcome.DID_NOT_HAPPEN)
    stage.play(done, TEACHER)
    return Attempt(stage, done, TEACHER)
