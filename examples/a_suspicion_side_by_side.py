"""A teacher suspects violence at home: what the father sees, and what the child welfare officer sees.

The same follow-up is kept twice, once with the suspicion and once without. What the father is shown, and everything
else he can ask, is the same to the last byte; child welfare sees the report, and not the case.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import bti
from bti import facts
from bti.explore import relay_log

school = bti.Service("school-1", "school")
office = bti.Service("welfare-1", "child_welfare")
teacher = bti.Professional("p-1", "contact_teacher", school)
head = bti.Professional("p-2", "headteacher", school)
officer = bti.Professional("p-3", "child_welfare_worker", office)
father = bti.Guardian("g-1")
names = {"p-1": "the teacher", "p-2": "the head", "p-3": "the officer", "g-1": "the father", "c-1": "the child"}
names |= {"school-1": "the school", "welfare-1": "child welfare"}


def counted() -> Iterator[str]:
    """Give ids in order, so that two tellings can be compared; a host leaves ids to chance."""
    number = 0
    while True:
        number += 1
        yield f"e-{number}"


def told(*, suspected: bool) -> tuple[bti.Engine, bti.Desk, dt.datetime]:
    """Tell the story: a concern shared with the father, and beside it a suspicion or none."""
    ids = counted()
    engine = bti.Engine(bti.load_guide("sortland"), new_id=lambda: next(ids))
    desk = bti.Desk(engine, bti.MemoryStore())
    now = dt.datetime(2026, 2, 2, 8, 0, tzinfo=dt.UTC)
    recorded = 0

    def record(fact: facts.Fact, by: bti.Actor) -> str:
        nonlocal now, recorded
        now, recorded = now + dt.timedelta(hours=1), recorded + 1
        verdict = desk.record("case-1", fact, by=by, now=now, entry_id=f"{fact.kind}-{recorded}")
        assert verdict, [reason.text("en") for reason in verdict.reasons]
        return verdict.entries[0].matter or verdict.entries[0].id

    learning, welfare = facts.Category.EDUCATION, facts.Category.WELFARE
    record(facts.CaseOpened(persons=(facts.Concerned("c-1", birth=dt.date(2016, 6, 6)),), home=school), teacher)
    concern = record(facts.ConcernRaised(category=learning, note=facts.Note.of("So quiet.", salt=b"1" * 32)), teacher)
    record(facts.GuardianNamed(person="g-1", lives_with=True), teacher)
    shared = facts.ConcernShared(concern=concern, with_=facts.SharedWith.GUARDIAN, person="g-1", category=learning)
    record(shared, head)
    if suspected:
        matter = record(facts.SuspicionRecorded(category=welfare, note=facts.Note.of("Marks on the arm.")), teacher)
        record(facts.ReportedToChildWelfare(matter=matter, receiver=office, category=welfare), teacher)
        says = facts.ChildWelfareSays.RECEIVED
        record(facts.ChildWelfareAnswered(matter=matter, says=says, category=welfare), officer)
    return engine, desk, dt.datetime(2026, 2, 3, 12, 0, tzinfo=dt.UTC)


def page(telling: tuple[bti.Engine, bti.Desk, dt.datetime], by: bti.Actor) -> tuple[str, str]:
    """Return what somebody sees of the case, as text and as HTML."""
    engine, desk, now = telling
    case = desk.case("case-1", by=by)
    shown, _ = relay_log(
        engine, case, by=by, now=now, basis="own work or own child", lang="en", names=names, protected=True
    )
    return shown.text(), shown.html()


def asked(telling: tuple[bti.Engine, bti.Desk, dt.datetime], by: bti.Actor) -> dict[str, Any]:
    """Ask everything that needs nothing but a case, somebody and an instant."""
    engine, desk, now = telling
    case = desk.case("case-1", by=by)
    plain = ("options", "agenda", "findings", "planned_talks", "log_standing", "answering", "why_no_export")
    answers = {name: getattr(engine, name)(case, by=by, now=now) for name in plain if name in bti.ALL_ANSWERS}
    tried = engine.admit(case, facts.SuspicionRecorded(category=facts.Category.WELFARE), by=by, now=now)
    return answers | {"tried": tried, "versions": case.versions(), "view": engine.view(case, by=by, now=now, basis="b")}


quiet, suspicion = told(suspected=False), told(suspected=True)

assert page(quiet, father) == page(suspicion, father), "the father could tell that something is suspected"
assert repr(asked(quiet, father)) == repr(asked(suspicion, father))
print("What the father sees, with the suspicion and without it:\n")
print(page(suspicion, father)[0])

engine, desk, now = suspicion
print("\nWhat the child welfare officer sees, who received the report:\n")
for line in desk.view("case-1", by=officer, now=now, basis="a report").entries:
    print(f"  {line.recorded:%Y-%m-%d %H:%M}  {line.kind}")
    assert line.book != "case", "a report lets nobody into the case itself"

read = desk.read_by("case-1", by=officer, now=now)
assert not isinstance(read, bti.Refused)
(record,) = read
print(f"\nThat was written down in the matter's own book: {names[record.reader]}, {record.basis}.")
head_knows = desk.read_by("case-1", by=head, now=now)
assert head_knows == (), "who reads a matter is not the head's to know"

told_again = facts.ConcernShared(
    concern="concern_raised-2", with_=facts.SharedWith.GUARDIAN, person="g-1", category=facts.Category.EDUCATION
)
refused = desk.record("case-1", told_again, by=teacher, now=now)
assert isinstance(refused, bti.Refused)
print("\nThe teacher, who knows, is told when she wants to speak with the father first:\n")
print(f"  {refused.reasons[0].text('en')}")
