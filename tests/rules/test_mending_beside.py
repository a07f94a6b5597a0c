"""Correcting, striking and erasing in a protected matter's book and in a service's own (law H-02, H-05; model 6)."""

from __future__ import annotations

import datetime as dt

import pytest

import bti
from bti import facts
from bti.facts import Category, Fact, Note, SharedWith, StrikeReason
from bti.people import Professional
from bti.record.entry import Entry
from tests.laws.pairs import all_answers, assert_same
from tests.stage import ADVISER, COLLEAGUE, FATHER, HEAD, MOTHER, PPT, SCHOOL, TEACHER, Stage

OF = Category.WELFARE
OFFICE = bti.Service("bv-1", "child_welfare")
OTHER_OFFICE = bti.Service("bv-2", "child_welfare")
WORKER = Professional("worker", "child_welfare_worker", OFFICE)
OTHER_WORKER = Professional("other-worker", "child_welfare_worker", OTHER_OFFICE)
FATHER_WHO_TEACHES = Professional("father", "teacher", SCHOOL)
SUSPICION = facts.SuspicionRecorded(category=OF, note=Note.of("bruises, seen twice"))
WRONG_CHILD = StrikeReason.WRONG_CASE


class Matter:
    """A case whose guardians are named and not told, and a matter that the teacher began and let the head into."""

    def __init__(self) -> None:
        self.stage = Stage().concerned()
        for ref in ("mother", "father"):
            self.stage.play(facts.GuardianNamed(person=ref, lives_with=True), TEACHER)
        self.without = self.stage.case
        self.suspicion = self.stage.play(SUSPICION, TEACHER)
        (self.id,) = self.stage.case.matters
        self.naming = self.stage.play(facts.InsiderNamed(matter=self.id, person="head", category=OF), TEACHER)

    def report(self, receiver: bti.Service = OFFICE) -> str:
        """Report to child welfare."""
        sent = facts.ReportedToChildWelfare(matter=self.id, receiver=receiver, category=OF, note=Note.of("what we saw"))
        return self.stage.play(sent, TEACHER)

    def owed(self, by: Professional) -> set[str]:
        """Return what is owed in the matter, as somebody is told."""
        duties = self.stage.engine.agenda(self.stage.case, by=by, now=self.stage.now)
        return {one.code for one in duties if one.matter is not None}

    def lines(self, by: bti.people.Actor) -> dict[str, bti.answers.view.Seen]:
        """Return the lines of the matter as somebody sees them."""
        seen = self.stage.engine.view(self.stage.case, by=by, now=self.stage.now, basis="test").entries
        return {line.id: line for line in seen if line.book != "case"}

    def telling(self) -> facts.ConcernShared:
        """Return that the mother is told of the concern."""
        shared = SharedWith.GUARDIAN
        return facts.ConcernShared(
            concern=self.stage.concern, with_=shared, person="mother", category=Category.EDUCATION
        )


def test_a_suspicion_about_the_wrong_child_is_struck_and_ends_what_it_began() -> None:
    """What is owed on it (F-01) and that guardians are not told (D-05) end for every insider; the line stays."""
    matter = Matter()
    stage = matter.stage
    assert matter.owed(TEACHER) == matter.owed(HEAD) == {"report_suspicion"}
    for by in (TEACHER, HEAD):
        assert stage.tried(matter.telling(), by) == {"guardian_not_told_first"}
    stage.play(facts.EntryStruck(entry=matter.suspicion, reason=WRONG_CHILD), TEACHER)
    assert matter.owed(TEACHER) == matter.owed(HEAD) == set()
    for by in (TEACHER, HEAD):
        assert stage.offer(matter.telling(), by)
    assert stage.case.entries == matter.without.entries
    own, heads = (matter.lines(by)[matter.suspicion] for by in (TEACHER, HEAD))
    assert (own.struck, heads.struck) == (WRONG_CHILD, WRONG_CHILD)
    assert own.fact == SUSPICION
    assert heads.fact is None
    assert heads.redacted is not None
    assert heads.redacted.code == "struck"


def test_asked_about_before_the_strike_no_more_is_shown() -> None:
    """What was about another child is not read by asking back."""
    matter = Matter()
    before = matter.stage.now
    matter.stage.play(facts.EntryStruck(entry=matter.suspicion, reason=WRONG_CHILD), TEACHER)
    seen = matter.stage.engine.view(matter.stage.case, by=HEAD, now=before, basis="test").entries
    assert [line.fact for line in seen if line.id == matter.suspicion] == [None]
    assert not matter.stage.engine.agenda(matter.stage.case, by=HEAD, now=before)


def test_a_suspicion_is_corrected_and_both_are_kept() -> None:
    """What is right is shown, and what was said at first stands beside it."""
    matter = Matter()
    right = facts.SuspicionRecorded(category=Category.HEALTH, note=Note.of("a rash, the nurse says"))
    correction = matter.stage.play(facts.EntryCorrected(entry=matter.suspicion, instead=right), TEACHER)
    for by in (TEACHER, HEAD):
        line = matter.lines(by)[matter.suspicion]
        assert (line.fact, line.original, line.corrected) == (right, SUSPICION, correction)
    assert matter.owed(HEAD) == {"report_suspicion"}


def test_a_report_noted_with_the_wrong_office_is_put_right() -> None:
    """The office that got none is no insider any longer, the one that got it is; what is expected follows."""
    matter = Matter()
    report = matter.report(OTHER_OFFICE)
    assert matter.lines(OTHER_WORKER)
    right = facts.ReportedToChildWelfare(matter=matter.id, receiver=OFFICE, category=OF)
    matter.stage.play(facts.EntryCorrected(entry=report, instead=right), TEACHER)
    assert not matter.lines(OTHER_WORKER)
    assert matter.lines(WORKER)
    expected = matter.stage.engine.agenda(matter.stage.case, by=HEAD, now=matter.stage.now)
    assert {who.ref for one in expected if one.code.startswith("expect") for who in one.who} == {"bv-1"}


def test_a_struck_report_is_owed_again_and_stays_known_to_who_received_it() -> None:
    """A report cannot be unsent: child welfare sees that it was struck, and the suspicion is still to be reported."""
    matter = Matter()
    report = matter.report()
    assert matter.owed(HEAD) == {"expect_review", "expect_confirmation", "expect_investigation_done"}
    matter.stage.play(facts.EntryStruck(entry=report, reason=StrikeReason.NEVER_HAPPENED), TEACHER)
    assert matter.owed(HEAD) == matter.owed(WORKER) == {"report_suspicion"}
    assert matter.lines(WORKER)[report].struck is StrikeReason.NEVER_HAPPENED


def test_who_was_named_by_a_struck_entry_knows_no_longer_and_a_struck_release_binds_again() -> None:
    """What a struck entry did to who may know, and who may be told, is undone from then on."""
    matter = Matter()
    stage = matter.stage
    police = facts.Releasing.POLICE
    releasing = facts.MatterReleased(matter=matter.id, guardian="mother", said_by=police, category=OF)
    release = stage.play(releasing, TEACHER)
    assert stage.offer(matter.telling(), HEAD)
    stage.play(facts.EntryStruck(entry=release, reason=StrikeReason.NEVER_HAPPENED), TEACHER)
    assert stage.tried(matter.telling(), HEAD) == {"guardian_not_told_first"}
    stage.play(facts.EntryStruck(entry=matter.naming, reason=StrikeReason.OTHER), TEACHER)
    assert not matter.lines(HEAD)
    assert stage.offer(matter.telling(), HEAD)


def test_nobody_strikes_or_corrects_what_another_wrote_in_a_matter() -> None:
    """The duty to report is personal (D-04): an insider who could strike a suspicion could stop it."""
    matter = Matter()
    report = matter.report()
    for by in (HEAD, WORKER):
        for fact in (
            facts.EntryStruck(entry=matter.suspicion, reason=WRONG_CHILD),
            facts.EntryCorrected(entry=matter.suspicion, instead=SUSPICION),
            facts.EntryStruck(entry=report, reason=WRONG_CHILD),
        ):
            assert matter.stage.tried(fact, by) == {"author_corrects"}
    assert matter.owed(TEACHER)


def test_what_others_stand_on_is_not_struck_and_they_are_listed() -> None:
    """An answer to a report, and what somebody wrote whom an entry let in; the last first, all can be struck."""
    matter = Matter()
    stage = matter.stage
    report = matter.report()
    says = facts.ChildWelfareSays.RECEIVED
    answer = stage.play(facts.ChildWelfareAnswered(matter=matter.id, report=report, says=says, category=OF), TEACHER)
    more = stage.play(facts.SuspicionRecorded(matter=matter.id, category=OF), HEAD)
    for entry, standing in ((report, answer), (matter.naming, more)):
        verdict = stage.offer(facts.EntryStruck(entry=entry, reason=WRONG_CHILD), TEACHER)
        assert isinstance(verdict, bti.Refused)
        assert [one.code for one in verdict.reasons] == ["others_stand_on_it"]
        assert [line.id for line in verdict.standing] == [standing]
    whole = tuple(facts.EntryStruck(entry=one, reason=WRONG_CHILD) for one in (answer, report, matter.suspicion))
    assert stage.tried(tuple(reversed(whole)), TEACHER) == {"others_stand_on_it"}
    stage.play(whole, TEACHER)
    assert {line.struck for id_, line in matter.lines(TEACHER).items() if id_ in (answer, report)} == {WRONG_CHILD}


def test_what_a_correction_cannot_be() -> None:
    """Of another kind, in another matter, for others, of a correction, of what is struck, or of two books at once."""
    matter = Matter()
    stage = matter.stage
    other = stage.play(SUSPICION, TEACHER)
    elsewhere = next(one for one in stage.case.matters if one != matter.id)
    own = stage.play(facts.OwnNoteWritten(category=OF), TEACHER)

    def correcting(instead: Fact, entry: str = matter.suspicion) -> set[str]:
        return stage.tried(facts.EntryCorrected(entry=entry, instead=instead), TEACHER)

    assert correcting(facts.CommentMade(category=OF)) == {"corrected_by_another_kind"}
    assert correcting(facts.SuspicionRecorded(matter=elsewhere, category=OF)) == {"correction_moves_content"}
    assert correcting(facts.SuspicionRecorded(service="bv-1", category=OF)) == {"correction_moves_content"}
    assert stage.tried(facts.EntryShared(entry=other, to=facts.Audience.LOG), TEACHER) == {"stays_in_its_book"}
    strikes = [facts.EntryStruck(entry=one, reason=StrikeReason.OTHER) for one in (matter.suspicion, other, own)]
    assert stage.tried(strikes, TEACHER) == {"one_book_an_act"}
    assert stage.tried((strikes[0], facts.CommentMade(category=OF)), TEACHER) == {"one_book_an_act"}
    strike = stage.play(strikes[0], TEACHER)
    assert stage.tried(strikes[0], TEACHER) == correcting(SUSPICION) == {"entry_is_struck"}
    assert stage.tried(facts.EntryStruck(entry=strike, reason=WRONG_CHILD), TEACHER) == {"correction_of_a_correction"}
    tomorrow = stage.now + dt.timedelta(days=1)
    assert stage.tried(strikes[1], TEACHER, at=tomorrow) == {"at_after_now"}


def test_texts_are_erased_by_decision_and_by_another_than_who_wrote_them() -> None:
    """In the record and in the store; a whole entry only when it was struck as another child's."""
    matter = Matter()
    stage = matter.stage
    erasing = facts.TextErased(entry=matter.suspicion, decision="decision-1")
    whole = facts.EntryErased(entry=matter.suspicion, decision="decision-1")
    assert stage.tried(erasing, TEACHER) == {"erased_by_another"}
    assert stage.tried(whole, HEAD) == {"erased_only_when_struck"}
    assert stage.tried(facts.TextErased(entry=matter.naming, decision="d"), HEAD) == {"no_text_to_erase"}
    store = bti.MemoryStore()
    for book in (stage.case.entries, stage.case.matters[matter.id].entries):
        packed = [bti.store.protocol.packed(one) for one in book]
        store.append(book[0].case, book[0].book, packed, expected={book[0].book: 0})
    desk = bti.Desk(stage.engine, store)
    assert desk.record("case-17", erasing, by=HEAD, now=stage.now)
    kept = store.read("case-17", f"matter:{matter.id}")
    assert [entry.texts for entry in kept] == [(), (), ()]
    for by in (TEACHER, HEAD):
        seen = {line.id: line for line in desk.view("case-17", by=by, now=stage.now, basis="test").entries}
        fact = seen[matter.suspicion].fact
        assert isinstance(fact, facts.SuspicionRecorded)
        assert fact.note is not None
        assert fact.note.text is None
    again = desk.record("case-17", erasing, by=HEAD, now=stage.now)
    assert isinstance(again, bti.Refused)
    assert [one.code for one in again.reasons] == ["no_text_to_erase"]
    struck = facts.EntryStruck(entry=matter.suspicion, reason=WRONG_CHILD)
    assert desk.record("case-17", struck, by=TEACHER, now=stage.now)
    assert desk.record("case-17", whole, by=HEAD, now=stage.now)
    read = bti.Desk(stage.engine, store).view("case-17", by=TEACHER, now=stage.now, basis="test").entries
    (line,) = [one for one in read if one.id == matter.suspicion]
    assert (line.fact, line.erased) == (None, True)


def test_in_an_own_book_everybody_of_the_service_corrects() -> None:
    """The record is the service's; nobody else has heard of it, and a note that another is about stays."""
    stage = Stage().concerned()
    another = Professional("another", "ppt_adviser", PPT)
    note = stage.play(facts.OwnNoteWritten(category=OF, note=Note.of("seen in March")), ADVISER)
    about = stage.play(facts.OwnNoteWritten(about=note, category=OF), another)
    right = facts.OwnNoteWritten(category=Category.HEALTH)
    assert stage.tried(facts.EntryStruck(entry=note, reason=WRONG_CHILD), ADVISER) == {"others_stand_on_it"}
    stage.play(facts.EntryCorrected(entry=note, instead=right), another)
    wrong = facts.OwnNoteWritten(about="nothing", category=OF)
    assert stage.tried(facts.EntryCorrected(entry=about, instead=wrong), another) == {"unknown_reference"}
    stage.play(tuple(facts.EntryStruck(entry=one, reason=WRONG_CHILD) for one in (about, note)), another)
    assert stage.tried(facts.OwnNoteWritten(about=note, category=OF), ADVISER) == {"unknown_reference"}
    seen = stage.engine.view(stage.case, by=ADVISER, now=stage.now, basis="test").entries
    assert [line.struck for line in seen[:2]] == [WRONG_CHILD, WRONG_CHILD]
    for by in (TEACHER, HEAD, WORKER):
        struck = facts.EntryStruck(entry=note, reason=WRONG_CHILD)
        never = facts.EntryStruck(entry="never-was", reason=WRONG_CHILD)
        assert stage.offer(struck, by) == stage.offer(never, by)


@pytest.mark.parametrize("by", [TEACHER, COLLEAGUE, WORKER], ids=lambda one: one.ref)
def test_the_options_say_what_can_be_done(by: Professional) -> None:
    """Offered to whoever wrote something in a matter, participant or not, and to nobody because of it otherwise."""
    matter = Matter()
    if by is WORKER:
        matter.stage.play(SUSPICION, WORKER)
    option = matter.stage.engine.options(matter.stage.case, by=by, now=matter.stage.now, kinds=facts.EntryStruck)
    drafts = option["entry_struck"].drafts
    for draft in drafts:
        assert matter.stage.offer(draft, by)
    hidden = {entry.id for one in matter.stage.case.matters.values() for entry in one.entries}
    beside = [one for one in drafts if isinstance(one, facts.EntryStruck) and one.entry in hidden]
    assert bool(beside) == (by is not COLLEAGUE)


class TestKinSwayNobody:
    """Whoever is kin of the case and wrote in a matter changes nothing for the other insiders (I-04, I-08; D-05)."""

    def began(self) -> tuple[Matter, str, Entry]:
        """Let the father, whom nobody knows as father yet, begin a matter with the head and the colleague in it."""
        matter = Matter()
        stage = Stage().concerned()
        matter.stage = stage
        suspicion = stage.play(SUSPICION, FATHER_WHO_TEACHES)
        (matter.id,) = stage.case.matters
        stage.play(facts.InsiderNamed(matter=matter.id, person="head", category=OF), FATHER_WHO_TEACHES)
        stage.play(facts.InsiderNamed(matter=matter.id, whole_service=OFFICE, category=OF), FATHER_WHO_TEACHES)
        stage.play(facts.GuardianNamed(person="father", lives_with=True), TEACHER)
        stage.play(facts.GuardianNamed(person="mother", lives_with=True), TEACHER)
        return matter, suspicion, stage.case.entries[-1]

    def test_they_take_nobody_out(self) -> None:
        """It is admitted, since a refusal would tell him that he is known as the father; the others still know."""
        matter, _, _ = self.began()
        for out in (
            facts.InsiderTakenOut(matter=matter.id, person="head", category=OF),
            facts.InsiderTakenOut(matter=matter.id, whole_service=OFFICE, category=OF),
        ):
            matter.stage.play(out, FATHER_WHO_TEACHES)
        assert matter.lines(HEAD)
        assert matter.lines(WORKER)
        out = facts.InsiderTakenOut(matter=matter.id, whole_service=OFFICE, category=OF)
        matter.stage.play(out, HEAD)
        assert not matter.lines(WORKER)

    def test_what_they_strike_goes_on_for_the_others(self) -> None:
        """He is as if alone with it; the head still owes silence, and sees that he struck it."""
        matter, suspicion, _ = self.began()
        stage = matter.stage
        strike = stage.play(facts.EntryStruck(entry=suspicion, reason=WRONG_CHILD), FATHER_WHO_TEACHES)
        assert matter.owed(HEAD) == {"report_suspicion"}
        assert stage.tried(matter_telling(stage), HEAD) == {"guardian_not_told_first"}
        assert strike in matter.lines(HEAD)
        assert matter.lines(HEAD)[suspicion].fact == SUSPICION
        assert not matter.owed(FATHER_WHO_TEACHES)
        earlier = stage.engine.agenda(stage.case, by=HEAD, now=stage.now + dt.timedelta(days=1))
        assert {one.code for one in earlier if one.matter} == {"report_suspicion"}

    def among_others(self) -> Matter:
        """Let the teacher begin a matter, and the father, whom nobody knows as father yet, write a line in it."""
        matter = Matter()
        stage = matter.stage = Stage().concerned()
        stage.play(SUSPICION, TEACHER)
        (matter.id,) = stage.case.matters
        for person in ("father", "head"):
            stage.play(facts.InsiderNamed(matter=matter.id, person=person, category=OF), TEACHER)
        stage.play(facts.SuspicionRecorded(matter=matter.id, category=OF), FATHER_WHO_TEACHES)
        for person in ("father", "mother"):
            stage.play(facts.GuardianNamed(person=person, lives_with=True), TEACHER)
        return matter

    def test_their_report_ends_what_they_alone_owe(self) -> None:
        """He says that it is reported, and has been ended: the teacher and the head still owe theirs."""
        matter = self.among_others()
        stage = matter.stage
        assert matter.owed(TEACHER) == matter.owed(HEAD) == {"report_suspicion"}
        sent = facts.ReportedToChildWelfare(matter=matter.id, receiver=OFFICE, category=OF)
        report = stage.play(sent, FATHER_WHO_TEACHES)
        ended = facts.ChildWelfareAnswered(
            matter=matter.id, report=report, says=facts.ChildWelfareSays.ENDED, category=OF
        )
        stage.play(ended, FATHER_WHO_TEACHES)
        assert "report_suspicion" in matter.owed(TEACHER) & matter.owed(HEAD)
        assert "report_suspicion" not in matter.owed(FATHER_WHO_TEACHES)
        stage.play(facts.ReportedToChildWelfare(matter=matter.id, receiver=OFFICE, category=OF), TEACHER)
        assert "report_suspicion" not in matter.owed(TEACHER) | matter.owed(HEAD)

    def test_their_word_that_a_guardian_may_be_told_unbinds_nobody(self) -> None:
        """The teacher and the head still owe silence to the mother, until somebody else says what the police said."""
        matter = self.among_others()
        stage = matter.stage
        says = facts.MatterReleased(matter=matter.id, guardian="mother", said_by=facts.Releasing.POLICE, category=OF)
        stage.play(says, FATHER_WHO_TEACHES)
        for by in (TEACHER, HEAD):
            assert stage.tried(matter_telling(stage), by) == {"guardian_not_told_first"}
        stage.play(says, HEAD)
        for by in (TEACHER, HEAD):
            assert stage.offer(matter_telling(stage), by)

    def test_that_others_went_on_shows_in_nothing(self) -> None:
        """Struck and answered as if he had been alone with it, though child welfare has answered his report."""
        matter, _, _ = self.began()
        stage = matter.stage
        sent = facts.ReportedToChildWelfare(matter=matter.id, receiver=OFFICE, category=OF)
        report = stage.play(sent, FATHER_WHO_TEACHES)
        alone = stage.case
        says = facts.ChildWelfareSays.RECEIVED
        stage.play(facts.ChildWelfareAnswered(matter=matter.id, report=report, says=says, category=OF), WORKER)
        struck = facts.EntryStruck(entry=report, reason=WRONG_CHILD)
        now = stage.now + dt.timedelta(hours=1)
        cases = []
        for case in (alone, stage.case):
            verdict = stage.engine.admit(case, struck, by=FATHER_WHO_TEACHES, now=now, entry_id="strike-1")
            assert isinstance(verdict, bti.Admitted)
            cases.append(verdict.case)
        without, with_ = (all_answers(0, case, FATHER_WHO_TEACHES, now) for case in cases)
        for name, found in with_.items():
            assert_same(found, without[name])


def matter_telling(stage: Stage) -> facts.ConcernShared:
    """Return that the mother is told of the concern."""
    return facts.ConcernShared(
        concern=stage.concern, with_=SharedWith.GUARDIAN, person="mother", category=Category.EDUCATION
    )


@pytest.mark.parametrize("reader", [MOTHER, FATHER, COLLEAGUE, ADVISER, FATHER_WHO_TEACHES], ids=lambda one: one.ref)
def test_to_everybody_else_there_is_nothing_to_correct(reader: bti.people.Actor) -> None:
    """Byte for byte as without the matter, whatever is corrected, struck or erased in it (I-08)."""
    matter = Matter()
    stage = matter.stage
    stage.play(facts.EntryCorrected(entry=matter.suspicion, instead=facts.SuspicionRecorded(category=OF)), TEACHER)
    stage.play(facts.TextErased(entry=matter.suspicion, decision="decision-1"), HEAD)
    struck = stage.play(facts.EntryStruck(entry=matter.suspicion, reason=WRONG_CHILD), TEACHER)
    without_it = all_answers(0, matter.without, reader, stage.now)
    for name, found in all_answers(0, stage.case, reader, stage.now).items():
        assert_same(found, without_it[name])
    for hidden in (matter.suspicion, struck):
        for fact in (
            facts.EntryStruck(entry=hidden, reason=WRONG_CHILD),
            facts.EntryCorrected(entry=hidden, instead=SUSPICION),
            facts.TextErased(entry=hidden, decision="d"),
            facts.EntryErased(entry=hidden, decision="d"),
            facts.EntryShared(entry=hidden, to=facts.Audience.LOG),
        ):
            without, with_ = (
                stage.engine.admit(case, fact, by=reader, now=stage.now) for case in (matter.without, stage.case)
            )
            assert_same(with_, without)
