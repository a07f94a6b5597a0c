"""A consent that lapses on a fifteenth birthday: what the school is told before, on the day, and what wakes the log.

Nobody does anything on that day. The parents' consents run on to autumn; from 00:00 in Oslo they are no longer enough.
"""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import bti
from bti import facts
from bti.facts import Category, Scope, SharedWith

OSLO = ZoneInfo("Europe/Oslo")
school = bti.Service("school-1", "school")
teacher = bti.Professional("p-14", "contact_teacher", school)
engine = bti.Engine(bti.load_guide("sortland"))
case = bti.Case.empty("case-17")
now = dt.datetime(2026, 3, 2, 9, 0, tzinfo=OSLO)


def record(fact: facts.Fact) -> str:
    """Let the teacher record something, ten minutes after the last, and return the id of its entry."""
    global case, now
    now += dt.timedelta(minutes=10)
    verdict = engine.admit(case, fact, by=teacher, now=now)
    assert verdict, [reason.text("en") for reason in verdict.reasons]
    case = verdict.case
    return verdict.entries[0].id


def log_at(instant: dt.datetime) -> str:
    """Return what the relay log is at an instant."""
    return engine.log_standing(case, by=teacher, now=instant).value


# Liv is fourteen. Her parents consent to the log, and it is opened.

record(facts.CaseOpened(persons=(facts.Concerned("liv", birth=dt.date(2011, 5, 10)),), home=school))
concern = record(facts.ConcernRaised(category=Category.EDUCATION))
record(facts.ConcernDescribed(concern=concern, category=Category.EDUCATION))
record(facts.ConcernShared(concern=concern, with_=SharedWith.COLLEAGUE, category=Category.EDUCATION))
for parent in ("mona", "frode"):
    record(facts.GuardianNamed(person=parent, lives_with=True))
for person, told in (("mona", SharedWith.GUARDIAN), ("frode", SharedWith.GUARDIAN), ("liv", SharedWith.CHILD)):
    record(facts.ConcernShared(concern=concern, with_=told, person=person, category=Category.EDUCATION))
for step in ("0.1", "0.2", "0.3"):
    record(facts.StepCompleted(step=step))
record(facts.StepCompleted(step="0.4", outcome="level_1"))
record(facts.ConsentAsked(scope=Scope.LOG, of=("mona", "frode", "liv")))
record(facts.ChildHeard(person="liv", how=facts.Heard.TALK, category=Category.EDUCATION))


def consents(giver: str) -> None:
    """Let somebody consent to the log, to the end of September."""
    record(
        facts.ConsentGiven(
            scope=Scope.LOG,
            giver=giver,
            form=facts.Form.WRITTEN,
            categories=(Category.EDUCATION, Category.COORDINATION),
            valid_until=dt.date(2026, 9, 30),
        )
    )


consents("mona")
consents("frode")
record(facts.LogOpened())

# The answer says for how long it holds: to the day before the birthday, though the consents run longer.

answer = engine.who_must_consent(case, by=teacher, now=now)
assert [one.person for one in answer.due] == ["mona", "frode"]
assert answer.sufficient
assert [(one.person, one.weight.value) for one in answer.heard] == [("liv", "great")]
assert answer.holds_until == answer.lapses == dt.date(2026, 5, 9)
print("Open, and enough through", answer.lapses)

# The second before midnight in Oslo, and the second it strikes.

midnight = dt.datetime(2026, 5, 10, tzinfo=OSLO)
assert log_at(midnight - dt.timedelta(seconds=1)) == "open"
assert log_at(midnight) == "resting"

now = dt.datetime(2026, 5, 11, 8, 0, tzinfo=OSLO)
answer = engine.who_must_consent(case, by=teacher, now=now)
assert answer.missing == ("liv",)
liv = next(one for one in answer.due if one.person == "liv")
print("Resting: Liv has not been asked.", "; ".join(engine.cite(one, "en") for one in liv.why))
print("Goes on all the same:", ", ".join(one.way.value for one in answer.without))

# What the school writes about her schooling is hers alone to let out from now on.

ppt = bti.Service("ppt-1", "ppt")
alone = engine.who_must_consent(case, Scope.SERVICE, by=teacher, now=now, target=ppt.ref, category=Category.EDUCATION)
assert [one.person for one in alone.due] == ["liv"]
for gate in engine.may_share(case, to=ppt, category=Category.EDUCATION, by=teacher, now=now):
    print(f"{gate.gate.value}: {gate.verdict.value}. {gate.reason.text('en')}")

# She says yes, and the log wakes; her parents did not have to answer anew.

consents("liv")
assert log_at(now) == "open"
print("Open again, enough through", engine.who_must_consent(case, by=teacher, now=now).lapses)
