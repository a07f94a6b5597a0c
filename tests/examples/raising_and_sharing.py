"""A concern is raised, put into words, shared, or sharing it is postponed."""

from __future__ import annotations

import datetime as dt

from bti import facts
from bti.facts import Category, Concerned, SharedWith
from tests.examples.book import Attempt, admits, refuses
from tests.stage import COLLEAGUE, NEIGHBOUR, SCHOOL, START, TEACHER, Stage

EDUCATION = Category.EDUCATION


def told(stage: Stage, person: str = "mother") -> facts.ConcernShared:
    """Share the stage's concern with a guardian."""
    return facts.ConcernShared(concern=stage.concern, with_=SharedWith.GUARDIAN, person=person, category=EDUCATION)


@admits("concern_raised")
def _raised_by_the_teacher() -> Attempt:
    return Attempt(Stage().opened(), facts.ConcernRaised(category=EDUCATION), TEACHER)


@admits("concern_raised")
def _raised_by_a_neighbour() -> Attempt:
    return Attempt(Stage().shared(), facts.ConcernRaised(category=Category.FAMILY), NEIGHBOUR)


@admits("concern_described")
def _described() -> Attempt:
    stage = Stage().concerned()
    return Attempt(stage, facts.ConcernDescribed(concern=stage.concern, category=EDUCATION), TEACHER)


@refuses("concern_described", "the_concern_is_known")
def _described_though_nobody_raised_it() -> Attempt:
    return Attempt(Stage().concerned(), facts.ConcernDescribed(concern="none", category=EDUCATION), TEACHER)


@admits("concern_shared")
def _shared_with_the_mother() -> Attempt:
    stage = Stage().concerned()
    stage.play(facts.GuardianNamed(person="mother", lives_with=True), TEACHER)
    return Attempt(stage, told(stage), TEACHER)


@refuses("concern_shared", "the_concern_is_known")
def _shared_though_nobody_raised_it() -> Attempt:
    shared = facts.ConcernShared(concern="none", with_=SharedWith.LEADER, category=EDUCATION)
    return Attempt(Stage().concerned(), shared, TEACHER)


@refuses("concern_shared", "shared_with_somebody_of_the_case")
def _shared_with_a_guardian_nobody_named() -> Attempt:
    stage = Stage().concerned()
    return Attempt(stage, told(stage, "uncle"), TEACHER)


@refuses("concern_shared", "guardians_are_told_while_somebody_is_under_age")
def _shared_with_the_mother_of_somebody_of_age() -> Attempt:
    stage = Stage()
    stage.play(facts.CaseOpened(persons=(Concerned("young", dt.date(2000, 1, 1)),), home=SCHOOL), TEACHER)
    stage.concern = stage.play(facts.ConcernRaised(category=EDUCATION), TEACHER)
    stage.play(facts.GuardianNamed(person="mother", lives_with=True), TEACHER)
    return Attempt(stage, told(stage), TEACHER)


@admits("sharing_postponed")
def _postponed_by_the_owner() -> Attempt:
    stage = Stage().concerned()
    return Attempt(stage, facts.SharingPostponed(concern=stage.concern, until=dt.date(2026, 4, 1)), TEACHER)


@refuses("sharing_postponed", "the_concern_is_known")
def _postponed_though_nobody_raised_it() -> Attempt:
    return Attempt(Stage().concerned(), facts.SharingPostponed(concern="none", until=dt.date(2026, 4, 1)), TEACHER)


@refuses("sharing_postponed", "postponed_to_a_day_to_come")
def _postponed_to_yesterday() -> Attempt:
    stage = Stage().concerned()
    yesterday = START.date() - dt.timedelta(days=1)
    return Attempt(stage, facts.SharingPostponed(concern=stage.concern, until=yesterday), TEACHER)


@refuses("sharing_postponed", "postponed_by_the_owner")
def _postponed_by_a_colleague() -> Attempt:
    stage = Stage().concerned()
    stage.play(facts.PersonJoined(person="colleague", role="teacher", of=SCHOOL.ref), TEACHER)
    return Attempt(stage, facts.SharingPostponed(concern=stage.concern, until=dt.date(2026, 4, 1)), COLLEAGUE)
