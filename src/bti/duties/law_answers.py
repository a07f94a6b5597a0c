"""By when a request is answered where the law says so: for a decision, and under the GDPR (law F-07, F-08).

Both bind the municipality, and run on when the case is closed: an answer can be recorded in a closed case. A date that
binds the case alone, as a guide sets one, is another (law F-14). What comes to the municipality with no case, the host
counts: these are the requests that were recorded in a case.
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
from bti.law.deadlines import Event, Variation, expected
from bti.reasons import law
from bti.record.family import PreliminaryAnswerGiven, Request, RequestAbout
from bti.record.plans import PlanKind, PlanStatus
from bti.rules.ask import Ask

__all__ = ["application_to_answer", "of_request", "request_to_answer_by_law"]

_DECISIONS: Final = frozenset({RequestAbout.DECISION, RequestAbout.PLAN})
_RIGHTS: Final = frozenset({RequestAbout.ACCESS, RequestAbout.CORRECTION, RequestAbout.ERASURE})


def request_to_answer_by_law(ask: Ask, past: Past) -> Iterator[Duty]:
    """A request for a decision gets an answer, or a preliminary one, within a month; one under the GDPR an answer.

    A request for a plan is taken as one for a decision, since an individual plan can be appealed (law E-05). Where it
    takes longer under the GDPR, whoever asked is told within the month, and it is two more at most.

    Source: law F-07, F-08.
    """
    for one in ask.spine.family.requests.values():
        duty = of_request(ask, past, one)
        if duty is not None:
            yield duty


def of_request(ask: Ask, past: Past, one: Request) -> Duty | None:
    """Return what the law owes an open request by a day; None where it sets none."""
    made = past.find(one.id)
    if made is None or not one.is_open or one.about not in _RIGHTS | _DECISIONS:
        return None
    told = _told(past, one.id)
    duty = _right(made, told) if one.about in _RIGHTS else _decision(made, told, "request_answered")
    return None if duty is None else _for(ask, duty, one)


def application_to_answer(ask: Ask, past: Past) -> Iterator[Duty]:
    """An application for an individual plan gets an answer, or a preliminary one, within a month (law F-07, E-05).

    What plan there is, is recorded in an open case: one that was closed before is opened again for it.
    """
    for plan in ask.spine.plans.of_status(PlanStatus.APPLIED):
        made = past.find(plan.id)
        if made is not None and plan.plan_kind is PlanKind.IP:
            duty = _decision(made, _told(past, plan.id), "plan_linked", "plan_declined")
            if duty is not None:
                yield attrs.evolve(duty, who=_owed(ask))


def _told(past: Past, waiting: str) -> Happening | None:
    told = (one for one in past.kind("preliminary_answer_given") if one.says("request") == waiting)
    return max(told, key=lambda one: one.seq, default=None)


def _decision(made: Happening, told: Happening | None, *answered_by: str) -> Duty | None:
    """Return what is owed for a request for a decision: a preliminary answer, and then what that answer says."""
    answers = tuple(map(Fulfilment, answered_by))
    if told is not None and isinstance(told.fact, PreliminaryAnswerGiven):
        duty = _duty("expect_answer", made, told.fact.expected_by, "F-07", answers)
        return attrs.evolve(duty, rests_on=(made.id, told.id))
    for one in expected(Event.DECISION_REQUEST_RECEIVED, made.day):
        if one.on is not None:
            preliminary = Fulfilment("preliminary_answer_given", (("request", made.id),))
            return _duty("expect_preliminary_answer", made, one.on, one.rule, (*answers, preliminary))
    return None


def _right(made: Happening, told: Happening | None) -> Duty | None:
    """Return what is owed under the GDPR: an answer within the month, or within three where that was said in time."""
    (first,) = expected(Event.ACCESS_REQUEST_RECEIVED, made.day) or (None,)
    if first is None or first.on is None:
        return None
    in_time = told is not None and told.day <= first.on
    varies = frozenset({Variation.EXTENDED}) if in_time else frozenset[Variation]()
    (last,) = expected(Event.ACCESS_REQUEST_RECEIVED, made.day, variations=varies)
    day = last.on or first.on
    answered = (Fulfilment("request_answered"),)
    if in_time and told is not None and isinstance(told.fact, PreliminaryAnswerGiven):
        duty = _duty("answer_right", made, min(day, told.fact.expected_by), first.rule, answered)
        return attrs.evolve(duty, rests_on=(made.id, told.id))
    return _duty("answer_right", made, day, first.rule, answered)


def _for(ask: Ask, duty: Duty, request: Request) -> Duty:
    return attrs.evolve(duty, who=_owed(ask), audience=request.audience, category=request.category, of=request.of)


def _owed(ask: Ask) -> tuple[Owed, ...]:
    return (owed_by(ask, OwedBy.LEADER), Owed(OwedBy.MUNICIPALITY))


def _duty(code: str, made: Happening, day: dt.date, rule: str, fulfilled_by: tuple[Fulfilment, ...]) -> Duty:
    return Duty(
        source=code,
        rests_on=(made.id,),
        code=code,
        params=(("day_of_it", day),),
        who=(),
        start=made.day,
        due=Due(day),
        cites=(law(rule),),
        fulfilled_by=fulfilled_by,
        outlives=True,  # the municipality owes it whatever becomes of the case
    )
