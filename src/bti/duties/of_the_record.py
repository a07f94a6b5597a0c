"""What the record itself leaves open: whatever waits for somebody, or has a date.

Where no source gives a day none is counted: the duty stands open until the fact comes, and never becomes overdue.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

import attrs

from bti.dates import Due, Period, Rounding, due
from bti.duties.duty import Duty, Fulfilment, Owed, OwedBy
from bti.duties.law_answers import of_request
from bti.duties.owing import owed_by
from bti.duties.past import Past
from bti.guide.model import NotStated
from bti.reasons import Citation, Param, law, model
from bti.record.family import Question, Request
from bti.record.measure import Measure
from bti.record.plans import PlanStatus
from bti.rules.ask import Ask

__all__ = [
    "consent_to_answer",
    "goal_to_agree",
    "measure_to_evaluate",
    "measure_to_own",
    "meeting_to_hold",
    "offer_to_answer",
    "plan_to_answer",
    "question_to_answer",
    "request_to_answer",
    "somebody_to_hold",
    "task_to_do",
    "transition_to_see_through",
]

_WAIT: Final = Period(days=14)
"""How long an offer waits where no guide says; a decision of the model."""


def _duty(
    code: str,
    rests_on: tuple[str, ...],
    who: tuple[Owed, ...],
    cites: tuple[Citation, ...],
    *fulfilled_by: str,
    start: dt.date | None = None,
    day: dt.date | None = None,
    entry: str | None = None,
    **params: Param,
) -> Duty:
    due = None if day is None or day == dt.date.max else Due(day)
    kinds = tuple(map(Fulfilment, fulfilled_by))
    return Duty(code, rests_on, code, tuple(params.items()), who, start, due, cites, kinds, entry=entry)


def _day(past: Past, entry_id: str) -> dt.date | None:
    found = past.find(entry_id)
    return None if found is None else found.day


def somebody_to_hold(ask: Ask, past: Past) -> Iterator[Duty]:
    """Somebody is to hold the baton again once nobody does; the leader sees to it (model 4; law E-03)."""
    baton = ask.spine.baton
    if ask.spine.life.is_open and baton.was_held and baton.holder is None and baton.offer is None:
        vacant = past.last("baton_vacant")
        yield _duty(
            "find_holder",
            () if vacant is None else (vacant.id,),
            (owed_by(ask, OwedBy.LEADER),),
            (model("I-01"), law("E-03")),
            "baton_appointed",
            "baton_offered",
            start=None if vacant is None else vacant.day,
        )


def offer_to_answer(ask: Ask, past: Past) -> Iterator[Duty]:
    """Who was offered the baton answers; silence moves nothing (I-03).

    An offer nobody has answered within the guide's reminder is the leader's to see to (`offer_to_see_to`); where no
    guide says how long it waits, the leader's too after fourteen days, a decision of the model. After as long again
    it is the municipality's (law E-03).
    """
    offer = ask.spine.baton.offer
    if offer is not None:
        start = _day(past, offer.id) or ask.today
        stated = ask.guide.baton.reminder
        wait = _WAIT if stated is None or isinstance(stated.value, NotStated) else stated.value
        first = due(start, wait, rounding=Rounding.DOWN).kept_through
        who = [owed_by(ask, OwedBy.PERSON, offer.to)]
        if wait is _WAIT and ask.today > first:
            who.append(owed_by(ask, OwedBy.LEADER))
        if ask.today > due(first, wait, rounding=Rounding.DOWN).kept_through:
            who.append(owed_by(ask, OwedBy.MUNICIPALITY))
        ground = (model("I-03"), law("E-03"))
        cites = ground if wait is _WAIT or stated is None else (*ground, ask.cite(stated.origin))
        kinds = ("baton_accepted", "baton_declined", "baton_withdrawn")
        yield _duty("answer_offer", (offer.id,), tuple(who), cites, *kinds, start=start, day=first)


def consent_to_answer(ask: Ask, past: Past) -> Iterator[Duty]:
    """Those who were asked for consent and have said neither yes nor no are asked again, and never pressed (law Q-01).

    The answer is the family's own and no duty of theirs: whoever answers for the case keeps the question open.
    """
    consents = ask.spine.consents
    places = {one.seq: one for one in past.all}
    waiting: dict[tuple[str, str | None, str], Duty] = {}
    for asked in consents.asked:
        for person in asked.of:
            answer = consents.answers.get((asked.scope, asked.target, person))
            waiting.pop((asked.scope.value, asked.target, person), None)
            if answer is not None and answer.seq > asked.seq:
                continue
            place = places.get(asked.seq)
            duty = _duty(
                "follow_up_consent",
                () if place is None else (place.id,),
                (owed_by(ask, OwedBy.ANSWERING),),
                (law("Q-01"),),
                "consent_given",
                "consent_refused",
                start=None if place is None else place.day,
            )
            waiting[asked.scope.value, asked.target, person] = attrs.evolve(duty, about=person)
    if ask.spine.life.is_open:
        yield from waiting.values()


def question_to_answer(ask: Ask, past: Past) -> Iterator[Duty]:
    """Whoever answers for the case answers the family's questions (model 6)."""
    yield from (_asked(ask, past, one) for one in ask.spine.family.questions.values() if one.is_open)


def request_to_answer(ask: Ask, past: Past) -> Iterator[Duty]:
    """Whoever answers for the case, or leads the home service, answers each request (model 6).

    One that the law gives a day is told with that day, and once.
    """
    waiting = (one for one in ask.spine.family.requests.values() if one.is_open)
    yield from (_asked(ask, past, one) for one in waiting if of_request(ask, past, one) is None)


def _asked(ask: Ask, past: Past, one: Question | Request) -> Duty:
    code, kind = (
        ("answer_question", "question_answered")
        if isinstance(one, Question)
        else ("answer_request", "request_answered")
    )
    who = (owed_by(ask, OwedBy.ANSWERING),)
    duty = _duty(code, (one.id,), who, (model("model 6"),), kind, start=_day(past, one.id))
    return attrs.evolve(duty, audience=one.audience, category=one.category, of=one.of)


def goal_to_agree(ask: Ask, past: Past) -> Iterator[Duty]:
    """A goal that was proposed is agreed to or talked over (Inderøy: the family takes part in the goals)."""
    if not ask.spine.life.is_open:
        return
    for goal in ask.spine.plan.proposed:
        found = past.find(goal)
        who = (owed_by(ask, OwedBy.ANSWERING),)
        start = None if found is None else found.day
        duty = _duty("take_up_goal", (goal,), who, (model("model 6"),), "goal_agreed", start=start, entry=goal)
        yield duty if found is None else attrs.evolve(duty, of=found.by)


def _responsible(ask: Ask, measure: Measure) -> Owed:
    if measure.responsible is None:
        return owed_by(ask, OwedBy.ANSWERING)
    return owed_by(ask, OwedBy.PERSON, measure.responsible)


def measure_to_evaluate(ask: Ask, past: Past) -> Iterator[Duty]:
    """Each measure that stands is evaluated by its date (model 7; field 1.4); whoever answers watches it."""
    if not ask.spine.life.is_open:
        return
    for one in ask.spine.plan.standing():
        who = (_responsible(ask, one), owed_by(ask, OwedBy.ANSWERING))
        yield _duty(
            "evaluate_measure",
            (one.id,),
            tuple(dict.fromkeys(who)),
            (model("model 7"),),
            "measure_evaluated",
            "measure_ended",
            start=_day(past, one.id),
            entry=one.id,
            day=one.evaluate_by,
            day_of_it=one.evaluate_by,
        )


def measure_to_own(ask: Ask, past: Past) -> Iterator[Duty]:
    """A measure that nobody answers for gets somebody who does."""
    if not ask.spine.life.is_open:
        return
    for one in ask.spine.plan.standing():
        if one.responsible is None:
            vacant = next(
                (each for each in reversed(past.kind("measure_vacant")) if each.says("measure") == one.id), None
            )
            start = None if vacant is None else vacant.day
            who = (owed_by(ask, OwedBy.ANSWERING),)
            cites = (model("model 7"),)
            kinds = ("measure_changed", "measure_ended")
            rests_on = (one.id,) if vacant is None else (one.id, vacant.id)
            yield _duty("name_responsible", rests_on, who, cites, *kinds, start=start, entry=one.id)


def task_to_do(ask: Ask, past: Past) -> Iterator[Duty]:
    """Whoever took on a task does it, by its date where one was agreed.

    Whose taker has left, or has turned out to be kin whom nobody has told, is seen to by whoever answers as well:
    nothing falls between two.
    """
    people = ask.spine.people
    for task in ask.spine.tasks.open():
        if task.person is not None:
            taker = owed_by(ask, OwedBy.PERSON, task.person)
            there = task.person in people.professionals or task.person in people.told
        else:
            taker = owed_by(ask, OwedBy.SERVICE, task.service)
            there = task.service in people.services
        who = (taker,) if there else (taker, owed_by(ask, OwedBy.ANSWERING))
        start = _day(past, task.id)
        if ask.spine.life.is_open:
            cites = (model("model 6"),)
            yield _duty("do_task", (task.id,), who, cites, "task_done", start=start, day=task.due, entry=task.id)


def meeting_to_hold(ask: Ask, past: Past) -> Iterator[Duty]:
    """A meeting that was called is held on its day, or cancelled."""
    if not ask.spine.life.is_open:
        return
    for one in ask.spine.meetings.waiting():
        yield _duty(
            "hold_meeting",
            (one.id,),
            (owed_by(ask, OwedBy.ANSWERING),),
            (model("model 4"),),
            "meeting_held",
            "meeting_cancelled",
            start=_day(past, one.id),
            day=one.day,
            day_of_it=one.day,
        )


def transition_to_see_through(ask: Ask, past: Past) -> Iterator[Duty]:
    """A transition is seen through by its day: help most often stops there (seed 001; field, part 6)."""
    if not ask.spine.life.is_open:
        return
    for one in ask.spine.transitions.open():
        yield _duty(
            "see_transition_through",
            (one.id,),
            (owed_by(ask, OwedBy.ANSWERING),),
            (law("E-03"),),
            "transition_done",
            start=_day(past, one.id),
            day=one.day,
            day_of_it=one.day,
        )


def plan_to_answer(ask: Ask, past: Past) -> Iterator[Duty]:
    """Whoever answers follows up a plan that was applied for until it is linked or declined (law E-06)."""
    if ask.spine.life.is_open:
        for one in ask.spine.plans.of_status(PlanStatus.APPLIED):
            who = (owed_by(ask, OwedBy.ANSWERING),)
            start = _day(past, one.id)
            kinds = ("plan_linked", "plan_declined")
            yield _duty("follow_up_plan", (one.id,), who, (law("E-06"),), *kinds, start=start)
