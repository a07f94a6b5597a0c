"""A coordinator is appointed, and ends."""

from __future__ import annotations

import datetime as dt

from bti import facts
from bti.facts import Category, CoordinatorEnding, CoordinatorKind
from tests.examples.book import Attempt, admits, refuses
from tests.examples.passing_the_baton import held, without_consent
from tests.stage import ADVISER, HEAD, SCHOOL, TEACHER, Stage

CHILD_COORDINATOR = facts.CoordinatorAppointed(person="adviser", as_=CoordinatorKind.CHILD)


def coordinated() -> Stage:
    """Let the PPT's adviser be child coordinator over the teacher, who holds the baton."""
    stage = Stage().with_ppt()
    stage.play(CHILD_COORDINATOR, HEAD)
    return stage


@admits("coordinator_appointed")
def _a_child_coordinator() -> Attempt:
    return Attempt(Stage().with_ppt(), CHILD_COORDINATOR, HEAD)


@admits("coordinator_appointed")
def _a_coordinator() -> Attempt:
    plan = facts.CoordinatorAppointed(person="adviser", as_=CoordinatorKind.PLAN)
    return Attempt(Stage().with_ppt(), plan, TEACHER)


@refuses("coordinator_appointed", "a_concern_has_been_raised")
def _before_a_concern() -> Attempt:
    teacher = facts.CoordinatorAppointed(person="teacher", as_=CoordinatorKind.CHILD)
    return Attempt(Stage().opened(), teacher, HEAD)


@refuses("coordinator_appointed", "the_person_is_of_the_case")
def _a_stranger() -> Attempt:
    return Attempt(held(), facts.CoordinatorAppointed(person="stranger", as_=CoordinatorKind.PLAN), HEAD)


@refuses("coordinator_appointed", "never_a_guardian_or_relative")
def _the_mother() -> Attempt:
    return Attempt(held(), facts.CoordinatorAppointed(person="mother", as_=CoordinatorKind.PLAN), HEAD)


@refuses("coordinator_appointed", "the_persons_service_is_covered_by_consent")
def _without_consent() -> Attempt:
    return Attempt(without_consent(), CHILD_COORDINATOR, HEAD)


@refuses("coordinator_appointed", "no_coordinator_is_appointed")
def _a_second_one() -> Attempt:
    return Attempt(coordinated(), facts.CoordinatorAppointed(person="teacher", as_=CoordinatorKind.PLAN), HEAD)


@refuses("coordinator_appointed", "a_child_coordinator_is_for_a_child")
def _for_somebody_of_age() -> Attempt:
    stage = Stage()
    stage.play(facts.CaseOpened(persons=(facts.Concerned("young", dt.date(2000, 1, 1)),), home=SCHOOL), TEACHER)
    stage.play(facts.ConcernRaised(category=Category.EDUCATION), TEACHER)
    teacher = facts.CoordinatorAppointed(person="teacher", as_=CoordinatorKind.CHILD)
    return Attempt(stage, teacher, HEAD)


@refuses("baton_offered", "no_coordinator_has_taken_over")
def _offered_past_the_coordinator() -> Attempt:
    stage = coordinated()
    stage.play(facts.PersonJoined(person="colleague", role="teacher", of=SCHOOL.ref), HEAD)
    return Attempt(stage, facts.BatonOffered(to="colleague"), ADVISER)


@refuses("baton_appointed", "no_coordinator_has_taken_over")
def _appointed_past_the_coordinator() -> Attempt:
    stage = coordinated()
    stage.play(facts.BatonVacant(reason=facts.VacancyReason.GAVE_UP), HEAD)
    return Attempt(stage, facts.BatonAppointed(to="teacher"), HEAD)


@admits("coordinator_ended")
def _ended() -> Attempt:
    return Attempt(coordinated(), facts.CoordinatorEnded(reason=CoordinatorEnding.FAMILY_WISH), HEAD)


@refuses("coordinator_ended", "a_coordinator_is_appointed")
def _nobody_to_end() -> Attempt:
    return Attempt(held(), facts.CoordinatorEnded(reason=CoordinatorEnding.NO_NEED), HEAD)


@refuses("coordinator_ended", "ended_for_a_reason_people_give")
def _ended_as_if_by_itself() -> Attempt:
    return Attempt(coordinated(), facts.CoordinatorEnded(reason=CoordinatorEnding.CASE_CLOSED), HEAD)
