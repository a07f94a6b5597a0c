"""What the law has somebody do about individual plans and coordinators (law E-05 to E-11, F-11, F-13).

Who is entitled the municipality decides, with its own law and its own right of appeal; the agenda keeps a need that was
seen from being forgotten. Most of it has no day: the law says as soon as possible, or nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

import attrs

from bti.dates import Due
from bti.duties.duty import Duty, Fulfilment, Owed, OwedBy
from bti.duties.owing import owed_by
from bti.duties.past import Happening, Past
from bti.guide.model import LogAndPlan
from bti.law.consent import all_of_age
from bti.law.deadlines import Awaited, Event, expected
from bti.law.matters import sector_of
from bti.law.model import Sector
from bti.law.rules import load_law
from bti.reasons import Citation, law
from bti.record.coordinator import CoordinatorKind
from bti.record.need import Need, NeedFollowUp, SeenNeed
from bti.record.plans import OtherPlan, PlanKind, PlanStatus
from bti.rules.ask import Ask

__all__ = ["log_beside_plan", "need_to_answer", "need_to_notify", "plan_to_date", "plan_to_revise"]

_HEALTH: Final = frozenset({Sector.HEALTH, Sector.HOSPITAL, Sector.DENTAL})
_DECIDED: Final = frozenset({LogAndPlan.LOG_CLOSES, LogAndPlan.BOTH_STAND, LogAndPlan.PLAN_IN_LOG})
_FOLLOWED: Final = Fulfilment("need_followed_up")
_ANSWERED: Final = {
    Need.INDIVIDUAL_PLAN: (
        "start_plan",
        ("E-05", "E-06"),
        (Fulfilment("plan_applied_for", (("plan_kind", PlanKind.IP.value),)), Fulfilment("plan_linked"), _FOLLOWED),
    ),
    Need.COORDINATOR: ("offer_coordinator", ("E-08",), (Fulfilment("coordinator_appointed"), _FOLLOWED)),
    Need.CHILD_COORDINATOR: (
        "appoint_child_coordinator",
        ("E-09",),
        (Fulfilment("coordinator_appointed", (("as_", CoordinatorKind.CHILD.value),)), _FOLLOWED),
    ),
}


def need_to_notify(ask: Ask, past: Past) -> Iterator[Duty]:
    """Health personnel who see a need tell the coordinating unit as soon as possible (law E-10, F-11).

    It binds health personnel; whether somebody is, the kind of their service says. It is their own, and has no day.
    """
    for one in _open_needs(ask):
        seen = past.find(one.id)
        if seen is None or NeedFollowUp.NOTIFIED in one.done or sector_of(one.by_kind or "") not in _HEALTH:
            continue
        awaited = expected(Event.NEED_FOR_PLAN_SEEN, seen.day)
        if not any(each.what is Awaited.NEED_NOTIFIED for each in awaited):
            continue
        notified = Fulfilment("need_followed_up", (("how", NeedFollowUp.NOTIFIED.value),))
        who = (owed_by(ask, OwedBy.PERSON, one.by),)
        yield _of_need(one, "notify_need", who, ("E-10", "F-11"), seen.day, (notified,))


def need_to_answer(ask: Ask, past: Past) -> Iterator[Duty]:
    """The municipality starts a plan, offers a coordinator, appoints a child coordinator (law E-05, E-06, E-08, E-09).

    It is the municipality's; the leader of the home service takes it on (a decision: no act names who does). Offering
    is all that is owed of a coordinator; a child coordinator is appointed where the family wants one, until 18.
    """
    for one in _open_needs(ask):
        code, rules, fulfilled_by = _ANSWERED[one.need]
        seen = past.find(one.id)
        if seen is None or not load_law().stands(rules[0], seen.day):
            continue
        if one.need is Need.COORDINATOR and NeedFollowUp.OFFERED in one.done:
            continue
        if one.need is Need.CHILD_COORDINATOR and all_of_age(ask.spine, ask.today):
            continue
        who = (owed_by(ask, OwedBy.LEADER), Owed(OwedBy.MUNICIPALITY))
        yield _of_need(one, code, who, rules, seen.day, fulfilled_by)


def _open_needs(ask: Ask) -> Iterator[SeenNeed]:
    if not ask.spine.life.is_open:
        return
    plans = ask.spine.plans
    has_plan = any(
        one.plan_kind is PlanKind.IP and one.status in (PlanStatus.APPLIED, PlanStatus.STANDS)
        for one in plans.plans.values()
    )
    coordinated = ask.spine.baton.coordinator is not None
    for one in plans.needs.values():
        met = has_plan if one.need is Need.INDIVIDUAL_PLAN else coordinated
        if not met and not one.is_settled:
            yield one


def _of_need(
    one: SeenNeed,
    code: str,
    who: tuple[Owed, ...],
    rules: tuple[str, ...],
    day: dt.date,
    fulfilled_by: tuple[Fulfilment, ...],
) -> Duty:
    duty = _duty(code, (one.id,), who, _cited(rules), fulfilled_by, day)
    return attrs.evolve(duty, audience=one.audience, category=one.category, of=one.by)


def plan_to_date(ask: Ask, past: Past) -> Iterator[Duty]:
    """An individual plan states its period and when it is gone through again; the law sets no day (law F-13, E-07).

    What else the plan has to hold is the plan's own, and for the system that keeps it (law E-07).
    """
    for plan in _standing(ask):
        linked = _last(past, "plan_linked", plan) if plan.plan_kind is PlanKind.IP else None
        if plan.revise_by is None and linked is not None and load_law().stands("F-13", linked.day):
            dated = (Fulfilment("plan_dated", (("plan", plan.id),)),)
            who = (owed_by(ask, OwedBy.ANSWERING),)
            yield _of_plan("date_plan", plan, who, ("F-13", "E-07"), dated, linked)


def plan_to_revise(ask: Ask, past: Past) -> Iterator[Duty]:
    """A plan is gone through again by the day it states itself, and gets a new one (law F-13)."""
    for plan in _standing(ask):
        if plan.revise_by is None:
            continue
        fulfilled_by = tuple(Fulfilment(kind, (("plan", plan.id),)) for kind in ("plan_dated", "plan_ended"))
        who = (owed_by(ask, OwedBy.ANSWERING),)
        duty = _of_plan("revise_plan", plan, who, ("F-13",), fulfilled_by, _last(past, "plan_dated", plan))
        yield attrs.evolve(duty, due=Due(plan.revise_by), params=(("day_of_it", plan.revise_by),))


def log_beside_plan(ask: Ask, past: Past) -> Iterator[Duty]:
    """Where an individual plan stands beside a log in use and the guide leaves it open, it is asked (law E-11)."""
    if ask.guide.log.individual_plan.value in _DECIDED or not ask.spine.log.is_in_use:
        return
    for plan in _standing(ask):
        if plan.plan_kind is PlanKind.IP and plan.log is None:
            who = (owed_by(ask, OwedBy.HOLDER),)
            chosen = (Fulfilment("log_and_plan_chosen", (("plan", plan.id),)), Fulfilment("log_closed"))
            yield _of_plan("choose_log_or_plan", plan, who, ("E-11",), chosen, _last(past, "plan_linked", plan))


def _standing(ask: Ask) -> tuple[OtherPlan, ...]:
    return ask.spine.plans.of_status(PlanStatus.STANDS) if ask.spine.life.is_open else ()


def _last(past: Past, kind: str, plan: OtherPlan) -> Happening | None:
    """Return the last fact of a kind about a plan."""
    found = [one for one in past.kind(kind) if plan.id in (one.id, one.says("plan"))]
    return found[-1] if found else None


def _of_plan(
    code: str,
    plan: OtherPlan,
    who: tuple[Owed, ...],
    rules: tuple[str, ...],
    fulfilled_by: tuple[Fulfilment, ...],
    since: Happening | None,
) -> Duty:
    rests_on = tuple(dict.fromkeys((plan.id, *(() if since is None else (since.id,)))))
    return _duty(code, rests_on, who, _cited(rules), fulfilled_by, None if since is None else since.day)


def _cited(rules: tuple[str, ...]) -> tuple[Citation, ...]:
    return tuple(law(rule) for rule in rules)


def _duty(
    code: str,
    rests_on: tuple[str, ...],
    who: tuple[Owed, ...],
    cites: tuple[Citation, ...],
    fulfilled_by: tuple[Fulfilment, ...],
    start: dt.date | None,
) -> Duty:
    return Duty(code, rests_on, code, (), who, start, None, cites, fulfilled_by)
