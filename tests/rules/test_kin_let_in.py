"""Whom somebody lets into a protected matter who has turned out to be kin of the case (I-04, I-08; law D-05)."""

from __future__ import annotations

import datetime as dt
import pickle
from collections.abc import Mapping, Sequence
from types import MappingProxyType

import attrs
import pytest

import bti
from bti import facts
from bti.errors import StoreError
from bti.facts import Category, Fact, SharedWith
from bti.people import Professional
from bti.record.kinship import known_as_kin
from bti.store.moving import Books, export_from
from bti.store.protocol import StoredEntry
from bti.wire import import_case
from tests.laws.pairs import all_answers, assert_same
from tests.stage import ADVISER, BORN, COLLEAGUE, HEAD, MOTHER, PPT, SCHOOL, TEACHER, Stage

OF = Category.WELFARE
OFFICE = bti.Service("bv-1", "child_welfare")
OTHER_OFFICE = bti.Service("bv-2", "child_welfare")
WORKER = Professional("worker", "child_welfare_worker", OFFICE)
NEW_WORKER = Professional("new-worker", "child_welfare_worker", OFFICE)
OTHER_WORKER = Professional("other-worker", "child_welfare_worker", OTHER_OFFICE)
FATHER = Professional("father", "teacher", SCHOOL)
FRIEND = Professional("friend", "teacher", bti.Service("school-2", "school"))
NAMED = facts.GuardianNamed(person="father", lives_with=True)
OTHER = facts.StrikeReason.OTHER


class Matter:
    """The teacher began it and let the head and the father in, whom nobody knows as the father; he wrote a line."""

    def __init__(self, *, known: bool = True) -> None:
        self.stage = Stage().concerned()
        self.stage.play(facts.GuardianNamed(person="mother", lives_with=True), TEACHER)
        self.first = self.stage.play(facts.SuspicionRecorded(category=OF), TEACHER)
        (self.id,) = self.stage.case.matters
        self.heads = self.lets_in("head", TEACHER)
        self.fathers = self.lets_in("father", TEACHER)
        self.line = self.play(facts.SuspicionRecorded(matter=self.id, category=OF), FATHER)
        self.naming = self.play(NAMED, TEACHER) if known else ""

    def play(self, fact: Fact | Sequence[Fact], by: Professional) -> str:
        """Record something."""
        return self.stage.play(fact, by)

    def lets_in(self, whom: str | bti.Service, by: Professional) -> str:
        """Let somebody name a person or a service."""
        if isinstance(whom, str):
            return self.play(facts.InsiderNamed(matter=self.id, person=whom, category=OF), by)
        return self.play(facts.InsiderNamed(matter=self.id, whole_service=whom, category=OF), by)

    def writes(self, by: Professional) -> str:
        """Let somebody write a line."""
        return self.play(facts.SuspicionRecorded(matter=self.id, category=OF), by)

    def report(self, by: Professional, receiver: bti.Service = OFFICE) -> str:
        """Let somebody report."""
        return self.play(facts.ReportedToChildWelfare(matter=self.id, receiver=receiver, category=OF), by)

    def shown(self, by: Professional, *, now: dt.datetime | None = None) -> set[str]:
        """Return the ids of the lines of the matter that show to somebody."""
        seen = self.stage.engine.view(self.stage.case, by=by, now=now or self.stage.now, basis="test").entries
        return {line.id for line in seen if line.book != "case"}

    def spans(self, ref: str) -> list[tuple[dt.datetime, dt.datetime | None]]:
        """Return when somebody was known to be kin; never, where they are not."""
        known = self.stage.case.known_as_kin(ref)
        return [] if known is None else list(known.spans)

    def recorded(self, entry_id: str) -> dt.datetime:
        """Return when an entry was recorded."""
        entry = self.stage.case.find(entry_id)
        assert entry is not None
        return entry.recorded

    @property
    def all(self) -> set[str]:
        """Return the ids of all lines."""
        return {entry.id for entry in self.stage.case.matters[self.id].entries}

    def owed(self, by: Professional) -> set[str]:
        """Return what is owed in the matter, as somebody is told."""
        duties = self.stage.engine.agenda(self.stage.case, by=by, now=self.stage.now)
        return {one.code for one in duties if one.matter is not None}

    def bound(self, by: Professional) -> bool:
        """Tell whether somebody may not record that the mother was told."""
        shared = SharedWith.GUARDIAN
        telling = facts.ConcernShared(
            concern=self.stage.concern, with_=shared, person="mother", category=Category.EDUCATION
        )
        verdict = self.stage.offer(telling, by)
        return not verdict and any(one.code == "guardian_not_told_first" for one in verdict.reasons)


def test_whom_he_lets_in_reads_his_lines_and_their_own() -> None:
    """The friend he names when he is known, and a service: neither reads what the teacher and the head wrote."""
    matter = Matter()
    naming = matter.lets_in("friend", FATHER)
    service = matter.lets_in(PPT, FATHER)
    his = {matter.line, naming, service}
    assert matter.shown(FRIEND) == matter.shown(ADVISER) == matter.shown(FATHER) == his
    own = matter.writes(FRIEND)
    assert matter.shown(FRIEND) == his | {own}
    assert matter.shown(FATHER) == matter.shown(ADVISER) == his
    assert matter.shown(TEACHER) == matter.shown(HEAD) == matter.all
    assert not matter.shown(COLLEAGUE)


def test_his_report_reaches_child_welfare_with_his_lines() -> None:
    """They answer it, go on with it among themselves, whoever works there, and read the whole once another reports."""
    matter = Matter()
    report = matter.report(FATHER)
    his = {matter.line, report}
    assert matter.shown(WORKER) == matter.shown(NEW_WORKER) == his
    says = facts.ChildWelfareSays.INVESTIGATES
    answer = matter.play(facts.ChildWelfareAnswered(matter=matter.id, report=report, says=says, category=OF), WORKER)
    assert matter.shown(WORKER) == matter.shown(NEW_WORKER) == his | {answer}
    assert matter.shown(FATHER) == his
    right = facts.ReportedToChildWelfare(receiver=OTHER_OFFICE, category=OF)
    matter.play(facts.EntryCorrected(entry=report, instead=right), FATHER)
    assert matter.shown(OTHER_WORKER) == matter.shown(FATHER)
    matter.report(HEAD)
    assert matter.shown(WORKER) == matter.shown(NEW_WORKER) == matter.all
    assert matter.shown(OTHER_WORKER) == matter.shown(FATHER)


def test_whom_he_had_let_in_before_stays_and_stays_bound() -> None:
    """Nobody could know; the colleague and the office read the whole, and the colleague may not tell the mother."""
    matter = Matter(known=False)
    matter.play(facts.PersonJoined(person="colleague", role="teacher", of="school-1"), TEACHER)
    matter.lets_in("colleague", FATHER)
    matter.report(FATHER)
    assert matter.bound(COLLEAGUE)
    matter.play(NAMED, TEACHER)
    assert matter.shown(COLLEAGUE) == matter.shown(WORKER) == matter.all
    assert matter.bound(COLLEAGUE)
    assert "report_suspicion" in matter.owed(COLLEAGUE)
    for out in ("colleague", "head"):
        matter.play(facts.InsiderTakenOut(matter=matter.id, person=out, category=OF), FATHER)
    assert matter.shown(COLLEAGUE) == matter.shown(HEAD) == matter.all


def test_who_is_kin_from_the_start_lets_others_into_their_own_lines() -> None:
    """He begins the matter; the head, who was let in by him, goes on with it as with any other."""
    stage = Stage().concerned()
    stage.play(NAMED, TEACHER)
    matter = Matter.__new__(Matter)
    matter.stage = stage
    matter.line = stage.play(facts.SuspicionRecorded(category=OF), FATHER)
    (matter.id,) = stage.case.matters
    matter.lets_in("head", FATHER)
    report = matter.report(HEAD)
    says = facts.ChildWelfareSays.INVESTIGATES
    matter.play(facts.ChildWelfareAnswered(matter=matter.id, report=report, says=says, category=OF), WORKER)
    assert matter.shown(HEAD) == matter.shown(WORKER) == matter.all
    assert len(matter.shown(FATHER)) == 2
    taken = facts.InsiderTakenOut(matter=matter.id, person="head", category=OF)
    matter.play(taken, FATHER)
    assert matter.shown(HEAD) == matter.all


def test_what_they_let_others_into_is_what_they_have() -> None:
    """A chain: the friend names the adviser, who reads his lines and the friend's; the friend reads what follows."""
    matter = Matter()
    his = {matter.line, matter.lets_in("friend", FATHER)}
    naming = matter.lets_in("adviser", FRIEND)
    friends = {naming, matter.writes(FRIEND)}
    assert matter.shown(ADVISER) == his | friends
    advisers = {matter.writes(ADVISER), matter.report(ADVISER, OTHER_OFFICE)}
    for by in (FRIEND, ADVISER, OTHER_WORKER):
        assert matter.shown(by) == his | friends | advisers
    assert matter.shown(FATHER) == his
    assert matter.stage.tried(facts.EntryStruck(entry=naming, reason=OTHER), FRIEND) == {"others_stand_on_it"}
    assert matter.shown(TEACHER) == matter.all


def test_whom_another_lets_in_as_well_reads_the_whole() -> None:
    """From then on; what they write as a reader of the whole is not for those whom they had let in before."""
    matter = Matter()
    matter.lets_in("friend", FATHER)
    matter.lets_in("adviser", FRIEND)
    before = matter.shown(ADVISER)
    matter.lets_in("friend", HEAD)
    assert matter.shown(FRIEND) == matter.all
    matter.writes(FRIEND)
    assert matter.shown(ADVISER) == before
    matter.lets_in("adviser", FRIEND)
    assert matter.shown(ADVISER) == matter.all
    matter.play(facts.InsiderTakenOut(matter=matter.id, person="adviser", category=OF), HEAD)
    assert not matter.shown(ADVISER)
    again = matter.lets_in("adviser", FATHER)
    assert again in matter.shown(ADVISER)
    assert matter.first not in matter.shown(ADVISER)


def test_they_end_nothing_for_the_others() -> None:
    """The friend takes nobody out, frees no guardian, answers no report of others; they take back what is theirs."""
    matter = Matter()
    matter.lets_in("friend", FATHER)
    out = facts.InsiderTakenOut(matter=matter.id, person="head", category=OF)
    freed = facts.MatterReleased(matter=matter.id, guardian="mother", said_by=facts.Releasing.POLICE, category=OF)
    for fact in (out, freed):
        matter.play(fact, FRIEND)
    matter.report(FRIEND)
    assert matter.shown(HEAD) == matter.all
    for by in (TEACHER, HEAD):
        assert matter.bound(by)
        assert "report_suspicion" in matter.owed(by)
    matter.report(HEAD, OTHER_OFFICE)
    ended = facts.ChildWelfareAnswered(matter=matter.id, says=facts.ChildWelfareSays.ENDED, category=OF)
    moved = facts.DatesMoved(matter=matter.id, why=facts.MovedBecause.SPECIAL_CASE, category=OF)
    expected = {"expect_review", "expect_confirmation", "expect_investigation_done"}
    for by in (FRIEND, FATHER):
        for said in (ended, moved):
            matter.play(said, by)
        assert matter.owed(TEACHER) == expected
    matter.play(ended, TEACHER)
    assert matter.owed(TEACHER) == set()
    wrong = matter.writes(FRIEND)
    matter.play(facts.EntryStruck(entry=wrong, reason=OTHER), FRIEND)
    seen = matter.stage.engine.view(matter.stage.case, by=HEAD, now=matter.stage.now, basis="test").entries
    assert {line.struck for line in seen if line.id == wrong} == {OTHER}
    matter.play(facts.InsiderTakenOut(matter=matter.id, person="friend", category=OF), TEACHER)
    assert matter.shown(FRIEND), "who wrote in it stays"


def test_it_was_somebody_else() -> None:
    """The naming struck, whom he let in reads the whole; corrected, the other is kin from when that was known."""
    matter = Matter()
    matter.lets_in("adviser", FATHER)
    matter.lets_in("colleague", HEAD)
    assert matter.first not in matter.shown(ADVISER)
    matter.play(facts.EntryStruck(entry=matter.naming, reason=facts.StrikeReason.NEVER_HAPPENED), TEACHER)
    assert matter.shown(ADVISER) == matter.shown(FATHER) == matter.all

    matter = Matter()
    matter.lets_in("adviser", FATHER)
    matter.lets_in("colleague", HEAD)  # nobody knows yet that it is the head
    head = facts.GuardianNamed(person="head", lives_with=True)
    corrected = matter.play(facts.EntryCorrected(entry=matter.naming, instead=head), TEACHER)
    later = matter.lets_in("friend", HEAD)
    assert matter.shown(ADVISER) == matter.shown(FATHER) == matter.shown(COLLEAGUE) == matter.all
    assert later in matter.shown(FRIEND) <= matter.shown(HEAD)
    assert matter.first not in matter.shown(HEAD) | matter.shown(FRIEND)
    assert matter.spans("head") == [(matter.recorded(corrected), None)]
    assert matter.spans("father") == []
    first = matter.recorded(matter.naming)
    back = matter.play(facts.EntryCorrected(entry=matter.naming, instead=NAMED), TEACHER)
    assert matter.spans("father") == [(first, matter.recorded(corrected)), (matter.recorded(back), None)]
    assert matter.shown(FRIEND) == matter.shown(HEAD) == matter.all
    assert matter.first not in matter.shown(ADVISER), "it was he all along, and he was known when he let them in"


def test_at_the_very_same_instant_it_is_from_then_on() -> None:
    """Two books have no common order; what is not opened can be opened later."""
    matter = Matter()
    now = matter.stage.now
    naming = facts.InsiderNamed(matter=matter.id, person="friend", category=OF)
    verdict = matter.stage.engine.admit(matter.stage.case, naming, by=FATHER, now=now)
    assert isinstance(verdict, bti.Admitted)
    assert matter.spans("father") == [(verdict.entries[0].recorded, None)]
    matter.stage.case = verdict.case
    assert matter.first not in matter.shown(FRIEND)


AGAIN = facts.GuardianNamed(person="father", lives_with=False)
SLIP = facts.GuardianNamed(person="fathr", lives_with=True)


def acts_of(way: str, naming: str) -> tuple[tuple[Fact, ...], ...]:
    """Return the acts in which his kinship is put wrong and right."""
    struck = facts.EntryStruck(entry=naming, reason=OTHER)
    slip, back = (facts.EntryCorrected(entry=naming, instead=one) for one in (SLIP, NAMED))
    if way == "other-values":
        return ((facts.EntryCorrected(entry=naming, instead=AGAIN),),)
    if way == "slip-and-struck":
        return ((slip,), (struck, AGAIN))
    if way.startswith("struck"):
        return ((struck, AGAIN),) if way.endswith("one-act") else ((struck,), (AGAIN,))
    return ((slip, back),) if way.endswith("one-act") else ((slip,), (back,))


@pytest.mark.parametrize("way", ["other-values", "struck-in-one-act", "slip-in-one-act"])
def test_what_one_act_takes_away_and_gives_again_was_known_all_along(way: str) -> None:
    """Where he lives was wrong; whom he let in while he was known has not come to read the whole by that."""
    matter = Matter(known=False)
    matter.lets_in("colleague", FATHER)
    matter.naming = matter.play(NAMED, TEACHER)
    matter.lets_in("friend", FATHER)
    matter.report(FATHER)
    matter.report(HEAD, OTHER_OFFICE)
    before = {by.ref: matter.shown(by) for by in (FRIEND, WORKER, FATHER)}
    known = matter.recorded(matter.naming)
    for act in acts_of(way, matter.naming):
        matter.play(act, TEACHER)
    assert matter.spans("father") == [(known, None)]
    assert {by.ref: matter.shown(by) for by in (FRIEND, WORKER, FATHER)} == before
    assert matter.shown(COLLEAGUE) == matter.shown(OTHER_WORKER) == matter.all
    matter.lets_in("adviser", FATHER)
    assert matter.first not in matter.shown(ADVISER)


@pytest.mark.parametrize("way", ["struck-in-two-acts", "slip-in-two-acts", "slip-and-struck"])
def test_whom_he_let_in_is_judged_by_what_the_book_said_then(way: str) -> None:
    """Before he was known and between two acts the whole, and bound by it; while he was known what he wrote."""
    matter = Matter(known=False)
    matter.play(facts.PersonJoined(person="colleague", role="teacher", of="school-1"), TEACHER)
    matter.lets_in("head", FATHER)
    matter.naming = matter.play(NAMED, TEACHER)
    matter.lets_in("friend", FATHER)
    matter.report(FATHER)
    before = matter.shown(WORKER)
    wrong, right = acts_of(way, matter.naming)
    off = matter.recorded(matter.play(wrong, TEACHER))
    assert matter.shown(FRIEND) == matter.shown(WORKER) == matter.shown(FATHER) == matter.all, "somebody else, it seems"
    matter.lets_in("colleague", FATHER)
    on = matter.recorded(matter.play(right, TEACHER))
    assert matter.spans("father") == [(matter.recorded(matter.naming), off), (on, None)]
    after = matter.lets_in("adviser", FATHER)
    assert matter.shown(HEAD) == matter.shown(COLLEAGUE) == matter.all
    assert matter.bound(COLLEAGUE)
    assert before <= matter.shown(FRIEND) & matter.shown(WORKER)
    for by in (FRIEND, WORKER, ADVISER, FATHER):
        assert not {matter.first, matter.heads, matter.fathers} & matter.shown(by)
    assert after in matter.shown(ADVISER)
    matter.lets_in("friend", HEAD)
    assert matter.shown(FRIEND) == matter.all


def test_whom_they_let_in_meanwhile_reads_no_more_than_they_do() -> None:
    """The friend reads the whole while the book does not say that he is kin, and can pass on none of it for good."""
    matter = Matter()
    matter.lets_in("friend", FATHER)
    matter.play(facts.EntryCorrected(entry=matter.naming, instead=SLIP), TEACHER)
    matter.lets_in("adviser", FRIEND)
    assert matter.shown(ADVISER) == matter.all
    matter.play(facts.EntryCorrected(entry=matter.naming, instead=NAMED), TEACHER)
    for by in (FRIEND, ADVISER):
        assert matter.first not in matter.shown(by)
        assert matter.line in matter.shown(by)


def test_who_began_it_as_kin_lets_others_into_the_whole_meanwhile() -> None:
    """Both lines: what the head wrote, whom he let in while he was known, is not for whom he lets in afterwards."""
    stage = Stage().concerned()
    matter = Matter.__new__(Matter)
    matter.stage = stage
    matter.naming = stage.play(NAMED, TEACHER)
    matter.line = stage.play(facts.SuspicionRecorded(category=OF), FATHER)
    (matter.id,) = stage.case.matters
    matter.lets_in("head", FATHER)
    matter.first = matter.writes(HEAD)
    stage.play(facts.EntryStruck(entry=matter.naming, reason=OTHER), TEACHER)
    matter.lets_in("friend", FATHER)
    stage.play(NAMED, TEACHER)
    matter.lets_in("adviser", FATHER)
    assert matter.shown(FRIEND) == matter.all
    assert matter.first not in matter.shown(ADVISER) | matter.shown(FATHER)


def test_a_kinship_that_follows_from_another_entry_is_struck_with_it() -> None:
    """Of an entry that was struck, and of what followed from it, nothing was known from then on."""
    matter = Matter(known=False)
    case = matter.stage.case
    opened = case.entries[0]
    last = case.entries[-1]
    later = [last.recorded + dt.timedelta(hours=hours) for hours in range(4)]
    follows = attrs.evolve(last, id="f", act="f", seq=last.seq + 1, fact=NAMED, cause=last.id, recorded=later[1])
    struck = facts.EntryStruck(entry=last.id, reason=OTHER)
    strikes = attrs.evolve(last, id="s", act="s", seq=last.seq + 2, fact=struck, recorded=later[2])
    again = attrs.evolve(last, id="a", act="a", seq=last.seq + 3, fact=NAMED, recorded=later[3])
    stray = attrs.evolve(opened, id="c", act="c", fact=facts.EntryCorrected(entry="gone", instead=NAMED))
    assert known_as_kin((*case.entries, follows, strikes), "father") is None
    known = known_as_kin((*case.entries, follows, strikes, again, stray), "father")
    assert known is not None
    assert known.spans == ((later[1], later[2]), (later[3], None))
    assert [known.at(one) for one in later] == [False, True, True, True]
    assert not known.at(later[2] + dt.timedelta(minutes=1))


KINSHIPS: dict[str, tuple[Fact, ...]] = {
    "guardian": (NAMED,),
    "of-one-sibling": (facts.GuardianNamed(person="father", lives_with=False, of=("sister",)),),
    "verge": (facts.GuardianNamed(person="father", lives_with=False, responsibility=facts.Responsibility.VERGE),),
    "no-guardian-after-all": (
        NAMED,
        facts.GuardianNamed(person="father", lives_with=True, responsibility=facts.Responsibility.NOT_HELD),
    ),
    "relative": (facts.PersonJoined(person="father", capacity=facts.Capacity.RELATIVE),),
    "private": (facts.PersonJoined(person="father", capacity=facts.Capacity.PRIVATE),),
    "declared": (
        facts.PersonJoined(person="father", role="teacher", of="school-1"),
        facts.KinshipDeclared(person="father", kinship=facts.Kinship.PRIVATE),
    ),
    "foster-home": (
        facts.CareOrderMade(
            child="child",
            ground=facts.CareGround.CARE_ORDER,
            decider="father",
            at_home=True,
            made_on=dt.date(2026, 3, 1),
        ),
    ),
}


@pytest.mark.parametrize("kinship", KINSHIPS)
def test_every_way_to_be_kin(kinship: str) -> None:
    """With one of two siblings, as verge, partner, foster parent, neighbour: he and his friend read his lines."""
    stage = Stage()
    persons = (facts.Concerned("child", BORN), facts.Concerned("sister", BORN))
    stage.play(facts.CaseOpened(persons=persons, home=SCHOOL), TEACHER)
    stage.concern = stage.play(facts.ConcernRaised(category=Category.EDUCATION), TEACHER)
    stage.play(facts.SuspicionRecorded(category=OF), TEACHER)
    matter = Matter.__new__(Matter)
    matter.stage = stage
    (matter.id,) = stage.case.matters
    matter.lets_in("father", TEACHER)
    matter.line = matter.writes(FATHER)
    for fact in KINSHIPS[kinship]:
        stage.play(fact, HEAD if isinstance(fact, facts.KinshipDeclared) else TEACHER)
    naming = matter.lets_in("friend", FATHER)
    assert matter.shown(FRIEND) == matter.shown(FATHER) == {matter.line, naming}
    assert matter.shown(TEACHER) == matter.all


def test_a_kinship_that_a_take_over_brought_is_known_from_then_on() -> None:
    """A matter may be older than the case; who takes it over from paper names the father."""
    stage = Stage()
    stage.play(facts.SuspicionRecorded(category=OF), TEACHER)
    matter = Matter.__new__(Matter)
    matter.stage = stage
    (matter.id,) = stage.case.matters
    matter.lets_in("father", TEACHER)
    matter.writes(FATHER)
    matter.lets_in("colleague", FATHER)
    stage.play(facts.CaseOpened(persons=(facts.Concerned("father", dt.date(2000, 1, 1)),), home=SCHOOL), TEACHER)
    matter.lets_in("friend", FATHER)
    assert matter.shown(COLLEAGUE) == matter.all
    assert len(matter.shown(FRIEND)) == len(matter.shown(FATHER)) == 3


@pytest.mark.parametrize("days", [-1, 0, 40, 400], ids=["before", "now", "weeks-after", "a-year-after"])
@pytest.mark.parametrize("reader", [FRIEND, ADVISER, WORKER], ids=lambda one: one.ref)
def test_to_them_it_is_as_if_the_others_were_not(reader: Professional, days: int) -> None:
    """Agenda, breaks, options, next change, warnings, views: the same bytes, whatever the others go on with."""
    matter = Matter()
    stage = matter.stage
    matter.lets_in("friend", FATHER)
    matter.lets_in("adviser", FRIEND)
    matter.report(FATHER)
    before, alone = stage.now, stage.case
    report = matter.report(HEAD, OTHER_OFFICE)
    says = facts.ChildWelfareSays.INVESTIGATES
    matter.play(facts.ChildWelfareAnswered(matter=matter.id, report=report, says=says, category=OF), OTHER_WORKER)
    matter.play(
        facts.MatterReleased(matter=matter.id, guardian="mother", said_by=facts.Releasing.POLICE, category=OF), HEAD
    )
    now = (before if days < 0 else stage.now) + dt.timedelta(days=max(days, 0))
    for cases in ((alone, stage.case), (alone.for_reader(reader), stage.case.for_reader(reader))):
        without, with_ = (all_answers(0, case, reader, now) for case in cases)
        for name, found in with_.items():
            assert_same(found, without[name])
    hidden = facts.ChildWelfareAnswered(matter=matter.id, report=report, says=says, category=OF)
    assert stage.tried(hidden, reader) == {"unknown_reference"}
    narrowed = stage.case.for_reader(reader)
    again = pickle.loads(pickle.dumps(narrowed))
    assert again == narrowed
    assert again.for_reader(reader).versions() == narrowed.versions() == stage.case.versions()


def test_neither_the_document_nor_the_readings_are_theirs() -> None:
    """Both would tell who else there is; what they go on to write stands in the order of the book."""
    matter = Matter()
    matter.lets_in("friend", FATHER)
    case = matter.stage.case
    store = bti.MemoryStore()
    for book in (case.entries, case.matters[matter.id].entries):
        packed = [bti.store.protocol.packed(one) for one in book]
        store.append(book[0].case, book[0].book, packed, expected={book[0].book: 0})
    desk = bti.Desk(matter.stage.engine, store)
    now = matter.stage.now
    for by in (HEAD, FRIEND):
        assert desk.view("case-17", by=by, now=now, basis="the matter").access
    records = desk.read_by("case-17", by=HEAD, now=now)
    assert isinstance(records, tuple)
    assert {one.reader for one in records if one.book != "case"} == {"head", "friend"}
    assert isinstance(desk.read_by("case-17", by=FRIEND, now=now), bti.Refused)
    never = export_from(store, matter.stage.engine, "case-18", by=FRIEND, now=now)
    for by in (FRIEND, FATHER, COLLEAGUE):
        for books in Books:
            assert export_from(store, matter.stage.engine, "case-17", by=by, now=now, books=books) == never
    whole = export_from(store, matter.stage.engine, "case-17", by=HEAD, now=now, books=Books.OWN_MATTERS)
    assert isinstance(whole, bytes)
    assert list(import_case(whole).books) == [f"matter:{matter.id}"]
    more = facts.SuspicionRecorded(matter=matter.id, category=OF)
    verdict = desk.record("case-17", more, by=FRIEND, now=now)
    assert isinstance(verdict, bti.Admitted)
    assert verdict.entries[0].seq == len(case.matters[matter.id].entries) + 1
    seen = desk.view("case-17", by=FRIEND, now=now, basis="the matter").entries
    assert [line.seq for line in seen] == [1, 2, 3]
    assert desk.view("case-17", by=MOTHER, now=now, basis="own case").entries == ()


class Unreadable(bti.MemoryStore):
    """A store whose case books cannot be read any more."""

    def read(self, case_id: str, book: str, *, after: int = 0) -> tuple[StoredEntry, ...]:
        """Return the entries of any other book."""
        if book == "case":
            raise StoreError("damaged")
        return super().read(case_id, book, after=after)

    def read_case(
        self, case_id: str, *, after: Mapping[str, int] = MappingProxyType({})
    ) -> Mapping[str, tuple[StoredEntry, ...]]:
        """Return nothing: one of them is the case book."""
        raise StoreError("damaged")


def test_where_the_case_book_cannot_be_read_the_others_are_not_handed_out() -> None:
    """Nobody can tell then who is kin: what he suspects is kept, and what he gets back is what he wrote."""
    matter = Matter()
    case = matter.stage.case
    store = Unreadable()
    for book in (case.entries, case.matters[matter.id].entries):
        packed = [bti.store.protocol.packed(one) for one in book]
        store.append(book[0].case, book[0].book, packed, expected={book[0].book: 0})
    desk = bti.Desk(matter.stage.engine, store)
    for fact in (facts.SuspicionRecorded(category=OF), facts.SuspicionRecorded(matter=matter.id, category=OF)):
        for by in (FATHER, HEAD):
            verdict = desk.record("case-17", fact, by=by, now=matter.stage.now)
            assert isinstance(verdict, bti.Admitted)
            beside = verdict.case.beside().values()
            assert {entry.by for book in beside for entry in book} == {by}
            assert verdict.entries[0] in [entry for book in beside for entry in book]


def test_a_decision_to_erase_is_carried_out_by_whoever_reads_the_whole() -> None:
    """Whom kin let in is admitted, and reads the text no more; to the others, and in the store, it is still there."""
    matter = Matter()
    stage = matter.stage
    matter.lets_in("friend", FATHER)
    said = facts.SuspicionRecorded(matter=matter.id, category=OF, note=facts.Note.of("what he wrote"))
    line = matter.play(said, FATHER)
    store = bti.MemoryStore()
    for book in (stage.case.entries, stage.case.matters[matter.id].entries):
        packed = [bti.store.protocol.packed(one) for one in book]
        store.append(book[0].case, book[0].book, packed, expected={book[0].book: 0})
    desk = bti.Desk(stage.engine, store)

    def reads(by: Professional) -> str | None:
        seen = {one.id: one.fact for one in desk.view("case-17", by=by, now=stage.now, basis="test").entries}
        fact = seen[line]
        assert isinstance(fact, facts.SuspicionRecorded)
        assert fact.note is not None
        return fact.note.text

    def stored() -> list[str]:
        return [text.text for one in store.read("case-17", f"matter:{matter.id}") for text in one.texts]

    erasing = facts.TextErased(entry=line, decision="decision-1")
    assert desk.record("case-17", erasing, by=FRIEND, now=stage.now)
    assert [reads(by) for by in (FRIEND, TEACHER, HEAD)] == [None, "what he wrote", "what he wrote"]
    assert stored() == ["what he wrote"]
    again = desk.record("case-17", erasing, by=FRIEND, now=stage.now)
    assert isinstance(again, bti.Refused)
    assert [one.code for one in again.reasons] == ["no_text_to_erase"]
    desk = bti.Desk(stage.engine, store)  # read again from its beginning
    assert [reads(by) for by in (FRIEND, TEACHER, HEAD)] == [None, "what he wrote", "what he wrote"]
    assert stored() == ["what he wrote"]
    assert desk.record("case-17", erasing, by=HEAD, now=stage.now)
    assert [reads(by) for by in (FRIEND, TEACHER, HEAD)] == [None, None, None]
    assert stored() == []
