"""Child welfare knows the child before anybody may know that: its own book, and how it comes into the case (C-02)."""

from __future__ import annotations

import datetime as dt

import pytest

import bti
from bti import facts
from bti.facts import Category, Scope
from bti.interop.cloudevents import event_of
from bti.people import Actor
from bti.store.moving import Books, export_from
from bti.store.protocol import packed
from tests.laws.histories import plain
from tests.stage import ADVISER, CHILD, COLLEAGUE, FATHER, HEAD, MOTHER, NEIGHBOUR, TEACHER, Stage

WELFARE = bti.Service("welfare-1", "child_welfare")
CASEWORKER = bti.Professional("caseworker", "child_welfare_worker", WELFARE)
HER_HEAD = bti.Professional("welfare-head", "child_welfare_head", WELFARE)
MOTHER_AT_WELFARE = bti.Professional("mother", "child_welfare_worker", WELFARE)
CASEWORKER_AT_SCHOOL = bti.Professional("caseworker", "teacher", TEACHER.service)
OTHERS: tuple[Actor, ...] = (
    MOTHER, FATHER, CHILD, TEACHER, HEAD, COLLEAGUE, ADVISER, NEIGHBOUR, MOTHER_AT_WELFARE,
)  # fmt: skip
NOTE = facts.OwnNoteWritten(category=Category.WELFARE, note=facts.Note.of("we have known her since spring"))
VISIT = facts.OwnContactHad(
    with_persons=("mother", "child"), how=facts.ContactForm.VISIT, category=Category.WELFARE, note=facts.Note.of("calm")
)


def answers(stage: Stage, case: bti.Case, by: Actor) -> list[str]:
    """Return all that somebody is answered, to the byte."""
    engine, now = stage.engine, stage.now
    return [
        plain(engine.view(case, by=by, now=now, basis="test")),
        plain(engine.options(case, by=by, now=now)),
        plain(engine.agenda(case, by=by, now=now)),
        plain(engine.who_must_consent(case, by=by, now=now)),
        plain(case.for_reader(by)),
    ]


def lines(stage: Stage, by: Actor) -> list[bti.Seen]:
    """Return the lines of the own book that somebody sees."""
    seen = stage.engine.view(stage.case, by=by, now=stage.now, basis="test").entries
    return [line for line in seen if line.book != "case"]


def test_nobody_outside_the_service_notices_it() -> None:
    """Notes and visits change nothing for anybody else: hidden, not redacted; the service sees all of it."""
    stage = Stage().with_ppt()
    without = stage.case
    stage.play(NOTE, CASEWORKER)
    stage.play(VISIT, HER_HEAD)
    assert stage.case.entries == without.entries
    for by in OTHERS:
        assert answers(stage, stage.case, by) == answers(stage, without, by)
    for by in (CASEWORKER, HER_HEAD):
        assert [line.fact for line in lines(stage, by)] == [NOTE, VISIT]
        assert stage.engine.view(stage.case, by=by, now=stage.now, basis="test").overview is None


def test_it_is_kept_where_no_case_is_and_where_one_is_closed() -> None:
    """Whether there is a case is not asked: the answer would tell."""
    stage = Stage()
    stage.play(NOTE, CASEWORKER)
    assert stage.case.spine.life.opened is None
    stage.shared()
    stage.play(facts.CaseClosed(reason=facts.ClosingReason.NO_GROUND), HEAD)
    stage.play(VISIT, CASEWORKER)
    assert len(lines(stage, CASEWORKER)) == 2


def test_it_is_the_services_and_not_the_persons() -> None:
    """Who wrote in it and comes for the school today is at the school; who is no professional keeps none."""
    stage = Stage().shared()
    stage.play(NOTE, CASEWORKER)
    assert lines(stage, CASEWORKER_AT_SCHOOL) == []
    assert stage.tried(facts.OwnNoteWritten(category=Category.FAMILY), MOTHER) == {"own_book_is_a_services"}
    assert stage.tried((NOTE, facts.CommentMade(category=Category.FAMILY)), TEACHER) == {"one_book_an_act"}


def test_a_mother_who_works_there_writes_apart_and_reads_what_she_wrote() -> None:
    """Neither an error nor a gap in numbers tells her that the service has a book on her child."""
    stage = Stage().shared()
    without = stage.case
    stage.play(NOTE, CASEWORKER)
    hers = facts.OwnNoteWritten(category=Category.WELFARE)
    found = [
        stage.engine.admit(case, hers, by=MOTHER_AT_WELFARE, now=stage.now, entry_id="hers")
        for case in (without, stage.case)
    ]
    assert all(isinstance(one, bti.Admitted) for one in found)
    one, other = (verdict.entries for verdict in found if isinstance(verdict, bti.Admitted))
    assert one == other
    stage.play(hers, MOTHER_AT_WELFARE)
    assert [line.fact for line in lines(stage, MOTHER_AT_WELFARE)] == [hers]
    assert len(lines(stage, CASEWORKER)) == 2


def test_a_consent_makes_it_known_and_what_is_told_is_written_anew() -> None:
    """The family consents, child welfare joins, and says in the case what all are to know; its book stays its own."""
    stage = Stage().with_ppt()
    note = stage.play(NOTE, CASEWORKER)
    passed = facts.OwnEntryPassedOn(entry=note, into=stage.concern, category=Category.WELFARE)
    assert stage.tried(passed, CASEWORKER) == {"unknown_reference"}
    assert stage.tried(facts.ServiceJoined(joining=WELFARE), TEACHER) == {"service_needs_consent"}
    stage.consent(Scope.SERVICE, WELFARE)
    stage.play(facts.ServiceJoined(joining=WELFARE), TEACHER)
    stage.play(facts.PersonJoined(person="caseworker", role="child_welfare_worker", of="welfare-1"), TEACHER)
    told = stage.play(facts.CommentMade(category=Category.WELFARE), CASEWORKER)
    stage.play(facts.OwnEntryPassedOn(entry=note, into=told, category=Category.WELFARE), CASEWORKER)
    about = facts.OwnNoteWritten(about=stage.concern, category=Category.WELFARE)
    stage.play(about, CASEWORKER)
    for by in (MOTHER, TEACHER, ADVISER):
        seen = stage.engine.view(stage.case, by=by, now=stage.now, basis="test").entries
        assert next(line.fact for line in seen if line.id == told) is not None
        assert lines(stage, by) == []
    assert len(lines(stage, HER_HEAD)) == 3


def test_that_the_family_was_asked_about_it_shows_to_no_other_service_before() -> None:
    """The question and the answers name child welfare to the home service and the family; to the PPT, once it is in."""
    stage = Stage().with_ppt()
    before = len(stage.case.entries)
    stage.consent(Scope.SERVICE, WELFARE)

    def shown(by: Actor) -> list[bool]:
        seen = stage.engine.view(stage.case, by=by, now=stage.now, basis="test").entries[before : before + 3]
        return [line.fact is not None for line in seen]

    assert shown(TEACHER) == shown(MOTHER) == [True] * 3
    assert shown(ADVISER) == [False] * 3
    assert not [one for one in answers(stage, stage.case, ADVISER)[:4] if "welfare-1" in one]
    stage.play(facts.ServiceJoined(joining=WELFARE), TEACHER)
    assert shown(ADVISER) == [True] * 3


def test_a_reference_out_of_reach_is_one_to_nothing() -> None:
    """A note about an entry of the case book that the writer may not know is one about what never was."""
    stage = Stage().shared()
    tried = [
        stage.offer(facts.OwnNoteWritten(about=ref, category=Category.WELFARE), CASEWORKER)
        for ref in (stage.concern, "no-such-entry")
    ]
    assert plain(tried[0]) == plain(tried[1])
    assert not tried[0]


def test_a_desk_keeps_it_and_the_record_of_reading_it() -> None:
    """Kept in a book of its own, asked twice it is one note; who read it is told in the service alone."""
    stage = Stage().shared()
    store = bti.MemoryStore()
    store.append(stage.case.id, "case", [packed(one) for one in stage.case.entries], expected={"case": 0})
    desk, now = bti.Desk(stage.engine, store), stage.now
    first, again = (desk.record("case-17", NOTE, by=CASEWORKER, now=now, entry_id="note-1") for _ in range(2))
    assert isinstance(first, bti.Admitted)
    assert isinstance(again, bti.Admitted)
    assert (first.entries, again.repeated) == (again.entries, True)
    assert desk.record("case-17", VISIT, by=HER_HEAD, now=now)
    assert len(desk.view("case-17", by=CASEWORKER, now=now, basis="my case").entries) == 2
    records = desk.read_by("case-17", by=HER_HEAD, now=now)
    assert isinstance(records, tuple)
    assert [one.reader for one in records] == ["caseworker"]
    assert desk.read_by("case-17", by=MOTHER, now=now) == ()
    data = export_from(store, stage.engine, "case-17", by=CASEWORKER, now=now, books=Books.OWN_MATTERS)
    assert isinstance(data, bytes)
    with pytest.raises(bti.errors.InvalidValue):
        event_of(first.entries[0], source="/here")
    later = now + dt.timedelta(days=30)
    assert bti.Desk(stage.engine, store).case("case-17", by=CASEWORKER) == desk.case("case-17", by=CASEWORKER)
    assert desk.view("case-17", by=HEAD, now=later, basis="leader").access[0].book == "case"


def test_no_other_service_hears_what_was_answered_about_it() -> None:
    """Whatever the PPT asks or tries of child welfare before it has joined, it hears what it would had nobody asked."""
    without = Stage().with_ppt()
    asked = Stage().with_ppt()
    asked.consent(Scope.SERVICE, WELFARE)
    without.now = asked.now
    tried = (
        facts.AdviceReceived(adviser=WELFARE, ground=facts.AdviceGround.CONSENT, category=Category.WELFARE),
        facts.AdviceReceived(
            adviser=bti.Service(WELFARE.ref, "nav"), ground=facts.AdviceGround.ANONYMOUS, category=Category.WELFARE
        ),
    )
    for fact in tried:
        assert plain_reasons(asked.offer(fact, ADVISER)) == plain_reasons(without.offer(fact, ADVISER))
    gates = [
        stage.engine.may_share(stage.case, by=ADVISER, now=stage.now, to=WELFARE, category=Category.EDUCATION)
        for stage in (asked, without)
    ]
    assert gates[0] == gates[1]
    hidden = [one.id for one in asked.case.spine.consents.given() if one.target == WELFARE.ref]
    assert hidden
    assert not asked.offer(facts.ConsentWithdrawn(consent=hidden[0]), ADVISER)
    offered = asked.engine.options(asked.case, by=ADVISER, now=asked.now)["consent_withdrawn"].drafts
    assert not [one for one in offered if getattr(one, "consent", None) in hidden]


def plain_reasons(verdict: bti.Verdict) -> tuple[str, ...]:
    """Return why something was refused, in code; nothing where it was not."""
    return tuple(one.code for one in verdict.reasons) if isinstance(verdict, bti.Refused) else ()
