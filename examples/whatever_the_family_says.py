"""A pregnant woman says no to the log, and is helped all the same.

Nothing is printed but what a midwife would have to know: what was refused and why, and that the case could be closed.
"""

from __future__ import annotations

import datetime as dt

import bti
from bti import facts

station = bti.Service("health-1", "health_station")
nurse = bti.Professional("p-2", "public_health_nurse", station)
head = bti.Professional("p-1", "health_station_head", station)
woman = bti.PersonConcerned("w-1")

engine = bti.Engine(bti.load_guide("sortland"))
desk = bti.Desk(engine, bti.MemoryStore())
now = dt.datetime(2026, 2, 2, 9, 0, tzinfo=dt.UTC)


def record(fact: facts.Fact, by: bti.Actor) -> str | None:
    """Record a fact an hour after the last one; return the id of its entry, or say why it was refused."""
    global now  # an example has one clock
    now += dt.timedelta(hours=1)
    verdict = desk.record("case-1", fact, by=by, now=now)
    if verdict:
        return verdict.entries[0].id
    for reason in verdict.reasons:
        remedy = reason.remedy
        print(f"Refused: {reason.text('en')}\n  Helps: {remedy('en') if remedy is not None else 'nothing'}")
    return None


persons = (
    facts.Concerned("w-1", birth=dt.date(2001, 7, 1), pregnant=True),
    facts.Concerned("u-1", birth=bti.Unborn.UNBORN),
)
record(facts.CaseOpened(persons=persons, home=station), nurse)
concern = record(facts.ConcernRaised(category=facts.Category.HEALTH), nurse)
assert concern is not None
told = facts.ConcernShared(concern=concern, with_=facts.SharedWith.CHILD, person="w-1", category=facts.Category.HEALTH)
record(told, nurse)
record(facts.ConsentAsked(scope=facts.Scope.LOG, of=("w-1",)), nurse)
record(facts.ConsentRefused(scope=facts.Scope.LOG, giver="w-1"), woman)
record(facts.LogOpened(), nurse)

options = engine.options(desk.case("case-1", by=nurse), by=nurse, now=now)
record(options["goal_agreed"].fill(category=facts.Category.HEALTH, note=facts.Note.of("Sleeps at night.")), nurse)
record(facts.CaseClosed(reason=facts.ClosingReason.GOAL_REACHED), head)
assert engine.view(desk.case("case-1", by=woman), by=woman, now=now, basis="own case").overview is not None
print("Closed by the health station alone.")
