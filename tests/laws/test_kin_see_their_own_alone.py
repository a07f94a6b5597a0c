"""Who is kin of the case and began a protected matter sees what they wrote in it, and no more."""

from __future__ import annotations

import datetime as dt
import pickle

import pytest

import bti
from bti import facts
from bti.facts import Category
from bti.people import Professional, Service
from bti.record.entry import Entry
from bti.record.matter import ProtectionFact
from tests.laws.histories import Ids, engine_with
from tests.laws.pairs import all_answers, assert_same, attempts
from tests.stage import COLLEAGUE, HEAD, SCHOOL, TEACHER, Stage

WELFARE = Service("welfare-1", "child_welfare")
OFFICER = Professional("officer", "child_welfare_worker", WELFARE)
FATHER_AS_TEACHER = Professional("father", "teacher", SCHOOL)
OF = Category.WELFARE


class Matter:
    """A matter in a case that has come some way: the father, who teaches at the school, began it and named the head."""

    def __init__(self) -> None:
        self.stage = Stage().held()
        day = dt.date(2026, 6, 1)
        other = facts.MeetingKind.OTHER
        self.stage.play(facts.MeetingCalled(day=day, purpose=other, invited=("mother", "father")), TEACHER)
        self.began = self.play(facts.SuspicionRecorded(category=OF), FATHER_AS_TEACHER)
        self.id = self.began.matter or ""
        self.play(facts.InsiderNamed(matter=self.id, person="head", category=OF), FATHER_AS_TEACHER)
        self.alone = self.stage.case

    def play(self, fact: ProtectionFact, by: Professional) -> Entry:
        """Record something an hour later."""
        verdict = self.stage.offer(fact, by)
        assert isinstance(verdict, bti.Admitted)
        self.stage.case = verdict.case
        self.stage.now += dt.timedelta(hours=1)
        return verdict.entries[0]

    def goes_on(self) -> Entry:
        """Let others write in it: a report, an answer, another insider, and that the mother may be told."""
        report = self.play(facts.ReportedToChildWelfare(matter=self.id, receiver=WELFARE, category=OF), HEAD)
        says = facts.ChildWelfareSays.INVESTIGATES
        self.play(facts.ChildWelfareAnswered(matter=self.id, report=report.id, says=says, category=OF), OFFICER)
        self.play(facts.InsiderNamed(matter=self.id, person="colleague", category=OF), HEAD)
        police = facts.Releasing.POLICE
        self.play(facts.MatterReleased(matter=self.id, guardian="mother", said_by=police, category=OF), COLLEAGUE)
        return report


@pytest.mark.parametrize("days", [-1, 0, 40, 400], ids=["before", "now", "weeks-after", "a-year-after"])
def test_who_began_it_is_answered_as_if_alone_with_it(days: int) -> None:
    """Agenda, breaks, options, warnings, views: that it was reported shows nowhere, at no instant."""
    matter = Matter()
    began = matter.stage.now
    matter.goes_on()
    now = (began if days < 0 else matter.stage.now) + dt.timedelta(days=max(days, 0))
    alone, together = matter.alone, matter.stage.case
    for cases in ((alone, together), (alone.for_reader(FATHER_AS_TEACHER), together.for_reader(FATHER_AS_TEACHER))):
        without, with_ = (all_answers(0, case, FATHER_AS_TEACHER, now) for case in cases)
        for name, found in with_.items():
            assert_same(found, without[name])
    assert together.for_reader(HEAD).matters[matter.id].entries == together.matters[matter.id].entries


def test_what_others_wrote_is_to_them_what_never_was() -> None:
    """Its ids, tried as references and as ids of one's own, are answered like any others."""
    matter = Matter()
    report = matter.goes_on()
    now = matter.stage.now
    says = facts.ChildWelfareSays.RECEIVED
    answer = facts.ChildWelfareAnswered(matter=matter.id, report=report.id, says=says, category=OF)
    for fact, entry_id in (*attempts(report.id), (answer, None)):
        found = []
        for case in (matter.alone, matter.stage.case):
            verdict = engine_with(Ids("x")).admit(case, fact, by=FATHER_AS_TEACHER, now=now, entry_id=entry_id)
            found.append((bool(verdict), verdict.advice, None if verdict else verdict.reasons))
        assert found[0] == found[1]


def test_what_they_go_on_to_write_stands_in_its_order() -> None:
    """Protection waits for nothing (I-07): through a desk, under an id that is taken, of a case that was pickled."""
    matter = Matter()
    report = matter.goes_on()
    store = bti.MemoryStore()
    for book in (matter.stage.case.entries, matter.stage.case.matters[matter.id].entries):
        packed = [bti.store.protocol.packed(one) for one in book]
        store.append(book[0].case, book[0].book, packed, expected={book[0].book: 0})
    desk = bti.Desk(matter.stage.engine, store)
    more = facts.SuspicionRecorded(matter=matter.id, category=OF)
    for chosen in (None, report.id, "own-id"):
        verdict = desk.record("case-17", more, by=FATHER_AS_TEACHER, now=matter.stage.now, entry_id=chosen)
        assert isinstance(verdict, bti.Admitted)
        assert not verdict.repeated
    seen = desk.view("case-17", by=FATHER_AS_TEACHER, now=matter.stage.now, basis="own matter").entries
    assert [one.seq for one in seen if one.book != "case"] == [1, 2, 3, 4, 5]
    seen = desk.view("case-17", by=HEAD, now=matter.stage.now, basis="own matter").entries
    assert [one.seq for one in seen if one.book != "case"] == list(range(1, 10))
    narrowed = matter.stage.case.for_reader(FATHER_AS_TEACHER)
    again = pickle.loads(pickle.dumps(narrowed))
    assert again == narrowed
    assert again.versions() == narrowed.versions() == matter.stage.case.versions()


def test_a_note_in_the_own_book_is_theirs_alone_too() -> None:
    """The father worked for child welfare before anybody knew he is the father: asking back shows no more either."""
    father = Professional("father", "child_welfare_worker", WELFARE)
    stage = Stage().concerned()
    for by in (father, OFFICER):
        stage.play(facts.OwnNoteWritten(category=OF), by)
    stage.play(facts.GuardianNamed(person="father", lives_with=True), TEACHER)
    for now in (stage.now, stage.now - dt.timedelta(minutes=90)):
        seen = stage.engine.view(stage.case, by=father, now=now, basis="own work").entries
        assert [one.by for one in seen] == [father]
    hidden = next(one.id for own in stage.case.own_books.values() for one in own.entries if one.by == OFFICER)
    assert stage.tried(facts.OwnNoteWritten(about=hidden, category=OF), father) == {"unknown_reference"}
    stage.play(facts.OwnNoteWritten(category=OF), father)
    seen = stage.engine.view(stage.case, by=OFFICER, now=stage.now, basis="own work").entries
    assert [one.seq for one in seen] == [1, 2, 3]


def test_nobody_is_released_by_their_own_word() -> None:
    """That the father says he may be told binds his colleague no less."""
    matter = Matter()
    matter.play(facts.InsiderNamed(matter=matter.id, whole_service=SCHOOL, category=OF), FATHER_AS_TEACHER)
    said_by = facts.Releasing.CHILD_WELFARE
    for guardian in ("mother", "father"):
        released = facts.MatterReleased(matter=matter.id, guardian=guardian, said_by=said_by, category=OF)
        matter.play(released, FATHER_AS_TEACHER)
    assert matter.stage.case.matters[matter.id].released == {"mother"}
    talks = matter.stage.engine.planned_talks(matter.stage.case, by=TEACHER, now=matter.stage.now)
    assert ["father" in one.guardians for one in talks] == [True]
