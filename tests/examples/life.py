"""A case opened again, moved to another guide, linked to another child's case, and a child born in it."""

from __future__ import annotations

import datetime as dt

import bti
from bti import facts
from bti.guide.loading import parse_guide
from tests.examples.book import Attempt, admits, refuses
from tests.stage import COLLEAGUE, HEAD, SCHOOL, TEACHER, Stage

SORTLAND = bti.load_guide("sortland")
NATIONAL = bti.load_guide("national")


def closed() -> Stage:
    """Close a case in which nothing stands."""
    stage = Stage().held()
    stage.play(facts.CaseClosed(reason=facts.ClosingReason.GOAL_REACHED), TEACHER)
    return stage


def two_guides() -> Stage:
    """Come to level 1 under Sortland's guide, with the common core at hand."""
    return Stage(bti.Engine(SORTLAND, NATIONAL)).on_level_1()


def pregnant() -> Stage:
    """Open the case of a pregnant woman and the child she expects."""
    stage = Stage()
    persons = (
        facts.Concerned("unborn", bti.Unborn.UNBORN),
        facts.Concerned("woman", dt.date(1998, 1, 1), pregnant=True),
    )
    stage.play(facts.CaseOpened(persons=persons, home=SCHOOL), TEACHER)
    return stage


@admits("case_reopened")
def by_the_teacher_who_answers_again() -> Attempt:
    """By the teacher who answers again."""
    return Attempt(closed(), facts.CaseReopened(reason=facts.ReopeningReason.RELAPSE, owner="teacher"), TEACHER)


@admits("case_reopened")
def by_the_head_with_nobody_named() -> Attempt:
    """By the head with nobody named."""
    return Attempt(closed(), facts.CaseReopened(reason=facts.ReopeningReason.CLOSED_BY_MISTAKE), HEAD)


@refuses("case_reopened", "the_case_is_closed")
def while_it_is_open() -> Attempt:
    """While it is open."""
    return Attempt(Stage().held(), facts.CaseReopened(reason=facts.ReopeningReason.OTHER), HEAD)


@refuses("case_reopened", "the_owner_is_of_the_home_service")
def for_somebody_nobody_knows() -> Attempt:
    """For somebody nobody knows."""
    return Attempt(closed(), facts.CaseReopened(reason=facts.ReopeningReason.OTHER, owner="nobody"), HEAD)


@refuses("case_reopened", "one_names_oneself_or_leads")
def with_a_colleague_who_was_not_asked() -> Attempt:
    """With a colleague who was not asked."""
    stage = Stage().opened()
    stage.play(facts.PersonJoined(person="colleague", role="teacher", of=SCHOOL.ref), HEAD)
    stage.play(facts.CaseClosed(reason=facts.ClosingReason.NO_GROUND), HEAD)
    return Attempt(stage, facts.CaseReopened(reason=facts.ReopeningReason.OTHER, owner="teacher"), COLLEAGUE)


@admits("guide_changed")
def to_the_common_core() -> Attempt:
    """To the common core."""
    return Attempt(two_guides(), facts.GuideChanged(guide=NATIONAL.digest, step="1.2"), TEACHER)


@refuses("guide_changed", "the_guide_is_another_that_is_known")
def to_a_guide_the_engine_was_not_given() -> Attempt:
    """To a guide the engine was not given."""
    return Attempt(Stage().on_level_1(), facts.GuideChanged(guide=NATIONAL.digest, step="1.2"), TEACHER)


@refuses("guide_changed", "the_guide_is_another_that_is_known")
def to_the_guide_it_stands_under() -> Attempt:
    """To the guide it stands under."""
    return Attempt(two_guides(), facts.GuideChanged(guide=SORTLAND.digest, step="1.2"), TEACHER)


@refuses("guide_changed", "the_step_is_one_of_that_guide")
def to_a_step_that_is_not_there() -> Attempt:
    """To a step that is not there."""
    return Attempt(two_guides(), facts.GuideChanged(guide=NATIONAL.digest, step="9.9"), TEACHER)


@refuses("guide_changed", "the_guide_knows_all_who_take_part")
def to_a_guide_without_a_role_in_use() -> Attempt:
    """To a guide without a role that is in use."""
    richer = parse_guide(
        'id = "richer"\nextends = "national"\nversion = "1"\nlanguages = ["nb"]\ntitle.nb = "Rik"\n'
        '[[role]]\nid = "mentor"\nlabel.nb = "Mentor"\nservices = ["school"]'
    )
    stage = Stage(bti.Engine(richer, NATIONAL)).concerned()
    stage.play(facts.PersonJoined(person="mentor", role="mentor", of=SCHOOL.ref), TEACHER)
    return Attempt(stage, facts.GuideChanged(guide=NATIONAL.digest, step="0.1"), TEACHER)


@admits("case_linked")
def a_siblings_case() -> Attempt:
    """A siblings case."""
    return Attempt(Stage().concerned(), facts.CaseLinked(other="case-18"), TEACHER)


@refuses("case_linked", "linked_once")
def a_siblings_case_again() -> Attempt:
    """A siblings case again."""
    stage = Stage().concerned()
    stage.play(facts.CaseLinked(other="case-18"), TEACHER)
    return Attempt(stage, facts.CaseLinked(other="case-18"), TEACHER)


@admits("child_born")
def today() -> Attempt:
    """Today."""
    return Attempt(pregnant(), facts.ChildBorn(person="unborn", birth=dt.date(2026, 3, 2)), TEACHER)


@refuses("child_born", "the_child_was_unborn")
def who_was_born_long_ago() -> Attempt:
    """Who was born long ago."""
    return Attempt(pregnant(), facts.ChildBorn(person="woman", birth=dt.date(2026, 3, 2)), TEACHER)


@refuses("child_born", "the_child_is_born_by_the_day")
def tomorrow() -> Attempt:
    """Tomorrow."""
    return Attempt(pregnant(), facts.ChildBorn(person="unborn", birth=dt.date(2026, 3, 3)), TEACHER)
