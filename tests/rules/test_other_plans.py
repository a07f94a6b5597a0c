"""Other plans beside the relay log, and what leaves a case at a transition."""

from __future__ import annotations

import datetime as dt

import bti
from bti import facts
from bti.facts import Category, PlanKind, PlanRefusal, Scope
from bti.guide.loading import parse_guide
from bti.record.log import LogClosing
from bti.record.plans import PlanStatus
from tests.examples.transition import EVERYTHING, carried, consented
from tests.stage import HEAD, TEACHER, Stage

HANDS_OVER = """
id = "over"
extends = "national"
version = "1"
languages = ["nb"]
title.nb = "Over"

[log]
individual_plan = "log_closes"
"""


def test_a_log_begins_with_a_declined_individual_plan() -> None:
    """Seed 000: who has no right to an individual plan gets a relay log."""
    stage = Stage().opened()
    stage.play(facts.PlanDeclined(plan_kind=PlanKind.IP, reason=PlanRefusal.NOT_ENTITLED), TEACHER)
    stage.play(facts.ConcernRaised(category=Category.EDUCATION), TEACHER)
    assert [one.status for one in stage.case.spine.plans.plans.values()] == [PlanStatus.DECLINED]


def test_several_stand_at_once() -> None:
    """Log, individual plan and education plan stand side by side (seed 001)."""
    stage = Stage().held()
    for kind, reference in ((PlanKind.IP, "ip-1"), (PlanKind.IOP, "iop-1"), (PlanKind.IUP, "iup-1")):
        stage.play(facts.PlanLinked(plan_kind=kind, reference=reference), TEACHER, because="in the plan")
    assert len(stage.case.spine.plans.of_status(PlanStatus.STANDS)) == 3
    assert stage.engine.log_standing(stage.case, by=HEAD, now=stage.now) is bti.LogStanding.OPEN


def of_age(born: dt.date) -> Stage:
    """A case of somebody born on a day, with a mother who answers for them."""
    stage = Stage()
    stage.play(facts.CaseOpened(persons=(facts.Concerned("child", born),), home=TEACHER.service), TEACHER)
    concern = stage.play(facts.ConcernRaised(category=Category.EDUCATION), TEACHER)
    stage.play(facts.ConcernDescribed(concern=concern, category=Category.EDUCATION), TEACHER)
    stage.play(facts.GuardianNamed(person="mother", lives_with=True), TEACHER)
    child = facts.SharedWith.CHILD
    told = facts.ConcernShared(concern=concern, with_=child, person="child", category=Category.EDUCATION)
    stage.play(told, TEACHER)
    return stage


def test_whose_consent_a_plan_needs_the_law_does_not_always_say() -> None:
    """From 15 to 17 it hangs on the sector: then a reason is needed, and a no of anybody asked is kept (law Q-14)."""
    ip = facts.PlanLinked(plan_kind=PlanKind.IP, reference="ip-1")
    stage = of_age(dt.date(2009, 5, 5))
    assert stage.tried(ip, TEACHER) == {"individual_plan_needs_consent"}
    assert stage.offer(ip, TEACHER, because="NAV has it in the plan")
    stage.play(facts.ConsentRefused(scope=Scope.INDIVIDUAL_PLAN, giver="child"), TEACHER)
    assert stage.tried(ip, TEACHER) == {"individual_plan_refused"}


def test_a_no_that_decides_nothing_hinders_no_plan() -> None:
    """Guardians decide for a child of nine; what the child says is heard, and is no veto (law Q-14, B-02)."""
    ip = facts.PlanLinked(plan_kind=PlanKind.IP, reference="ip-1")
    stage = of_age(dt.date(2016, 5, 5))
    stage.play(facts.ConsentRefused(scope=Scope.INDIVIDUAL_PLAN, giver="child"), TEACHER)
    assert stage.tried(ip, TEACHER) == {"individual_plan_needs_consent"}


def test_an_individual_plan_closes_the_log_where_the_guide_says_so() -> None:
    """As a consequence, with its reason; another kind of plan closes nothing."""
    stage = Stage(bti.Engine(parse_guide(HANDS_OVER))).held()
    stage.play(facts.PlanLinked(plan_kind=PlanKind.IOP, reference="iop-1"), TEACHER)
    assert stage.case.spine.log.is_in_use
    stage.play(facts.PlanLinked(plan_kind=PlanKind.IP, reference="ip-1"), TEACHER, because="in the plan")
    last = stage.case.entries[-1]
    assert last.fact == facts.LogClosed(reason=LogClosing.OTHER_PLAN)
    assert last.cause == stage.case.entries[-2].id
    assert not stage.case.spine.log.is_in_use


def test_it_stands_in_the_entry_under_which_consents_something_was_carried_over() -> None:
    """Nobody types the consents' ids: admission finds them and writes them down."""
    stage, transition = consented(*EVERYTHING)
    given = [entry.id for entry in stage.case.entries if isinstance(entry.fact, facts.ConsentGiven)][-2:]
    stage.play(carried(transition, Category.EDUCATION), TEACHER)
    assert stage.case.entries[-1].resolved.consents == tuple(given)
    assert stage.case.spine.transitions.planned[transition].carried == (("school-2", Category.EDUCATION),)


def test_a_withdrawn_consent_carries_nothing_over() -> None:
    """What one of two guardians has taken back covers nothing, also when it is said to have happened before."""
    stage, transition = consented(*EVERYTHING)
    consent = stage.case.entries[-1].id
    monday = stage.now
    stage.play(facts.ConsentWithdrawn(consent=consent), TEACHER)
    fact = carried(transition, Category.EDUCATION)
    assert stage.tried(fact, TEACHER, at=monday) == {"carrying_needs_consent"}
