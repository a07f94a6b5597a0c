"""A need for an individual plan or a coordinator is seen, passed on, answered."""

from __future__ import annotations

import datetime as dt

import bti
from bti import facts
from bti.facts import Audience, Category, Need, NeedFollowUp
from tests.examples.book import Attempt, admits, refuses
from tests.stage import ADVISER, TEACHER, Stage


def seen(need: Need = Need.COORDINATOR, audience: Audience = Audience.LOG) -> tuple[Stage, str]:
    """Let the teacher see a need."""
    stage = Stage().with_ppt()
    need_seen = facts.NeedSeen(need=need, category=Category.COORDINATION, audience=audience)
    return stage, stage.play(need_seen, TEACHER)


def followed(need: str, how: NeedFollowUp = NeedFollowUp.NOTIFIED) -> facts.NeedFollowedUp:
    """Follow it up."""
    return facts.NeedFollowedUp(seen=need, how=how, category=Category.COORDINATION)


@admits("need_seen")
def _seen_by_the_school() -> Attempt:
    return Attempt(Stage().shared(), facts.NeedSeen(need=Need.INDIVIDUAL_PLAN, category=Category.COORDINATION), TEACHER)


@refuses("need_seen", "a_child_coordinator_is_needed_for_a_child")
def _seen_for_one_of_age() -> Attempt:
    stage = Stage()
    of_age = facts.Concerned("young", dt.date(2008, 1, 1))
    stage.play(facts.CaseOpened(persons=(of_age,), home=TEACHER.service), TEACHER)
    return Attempt(stage, facts.NeedSeen(need=Need.CHILD_COORDINATOR, category=Category.COORDINATION), TEACHER)


@admits("need_followed_up")
def _notified() -> Attempt:
    stage, need = seen()
    return Attempt(stage, followed(need), TEACHER)


@admits("need_followed_up")
def _set_aside_for_arrivals() -> Attempt:
    stage, need = seen()
    return Attempt(stage, followed(need, NeedFollowUp.SET_ASIDE), TEACHER)


@refuses("need_followed_up", "the_need_is_known")
def _of_no_need() -> Attempt:
    stage, _ = seen()
    return Attempt(stage, followed("no-such-id"), TEACHER)


@refuses("need_followed_up", "the_need_is_known")
def _of_a_need_written_for_the_home_service() -> Attempt:
    stage, need = seen(audience=Audience.HOME)
    return Attempt(stage, followed(need), ADVISER)


@refuses("need_followed_up", "the_need_is_open")
def _answered_before() -> Attempt:
    stage, need = seen()
    stage.play(followed(need, NeedFollowUp.NOT_WANTED), TEACHER)
    return Attempt(stage, followed(need), TEACHER)


@refuses("need_followed_up", "the_exception_is_law")
def _set_aside_when_it_is_over() -> Attempt:
    stage = Stage(bti.Engine(bti.load_guide("sortland")))
    stage.now = dt.datetime(2028, 7, 3, 8, tzinfo=dt.UTC)
    stage.shared()
    need = stage.play(facts.NeedSeen(need=Need.COORDINATOR, category=Category.COORDINATION), TEACHER)
    return Attempt(stage, followed(need, NeedFollowUp.SET_ASIDE), TEACHER)
