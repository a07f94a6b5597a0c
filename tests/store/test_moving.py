"""A case moves between stores: by whom, with which books, and never twice."""

from __future__ import annotations

import datetime as dt
from operator import attrgetter

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import bti
from bti import facts
from bti.answers.verdict import Refused
from bti.errors import NaiveDatetime, StoreError, UnknownGuide
from bti.facts import Category
from bti.people import Actor
from bti.record.case import Case
from bti.record.entry import CASE_BOOK
from bti.record.note import Note
from bti.rules.judging import NOT_TAKING_PART
from bti.store import MemoryStore, StoredEntry, packed
from bti.store.moving import Books, export_from, export_unasked, import_into
from bti.wire import import_case
from bti.wire.case_document import OPERATOR
from tests.laws.histories import BEGINNING, History, histories
from tests.laws.pairs import READERS, Insertion, insertions, pair_of
from tests.stage import ADVISER, CHILD, COLLEAGUE, FATHER, HEAD, MOTHER, NEIGHBOUR, TEACHER, Stage

ENGINE = bti.Engine(bti.load_guide("sortland"))
NOW = dt.datetime(2026, 6, 1, 12, 0, tzinfo=dt.UTC)
LATE = BEGINNING + dt.timedelta(days=4000)


def stored(case: Case) -> MemoryStore:
    """Keep a case in a store of its own."""
    store = MemoryStore()
    books: dict[str, list[StoredEntry]] = {}
    for entry in (*case.entries, *(entry for book in case.beside().values() for entry in book)):
        books.setdefault(entry.book, []).append(packed(entry))
    for book, entries in books.items():
        store.append(case.id, book, entries, expected={book: 0})
    return store


def staged() -> Stage:
    """Play a case with the PPT in it, and a suspicion of a colleague's that nobody else knows of."""
    stage = Stage().with_ppt()
    stage.play(facts.SuspicionRecorded(category=Category.WELFARE, note=Note.of("Oppdiktet.")), COLLEAGUE)
    return stage


STORE = stored(staged().case)


def books_in(found: bytes | Refused) -> list[str]:
    """Name the books of a document, matters by that word alone."""
    assert isinstance(found, bytes)
    return [name.partition(":")[0] for name in import_case(found).books]


@pytest.mark.parametrize("by", [HEAD, TEACHER], ids=attrgetter("ref"))
def test_leader_and_whoever_answers_export_the_case_book(by: Actor) -> None:
    """And nothing else, unless they know of it and ask for it."""
    for books in (Books.CASE, Books.ALL_OWN):
        found = export_from(STORE, ENGINE, "case-17", by=by, now=NOW, books=books)
        assert books_in(found) == [CASE_BOOK]
        assert isinstance(found, bytes)
        assert import_case(found).by == by


@pytest.mark.parametrize("by", [ADVISER, MOTHER, FATHER], ids=attrgetter("ref"))
def test_others_who_take_part_are_told_who_may(by: Actor) -> None:
    """With the rule that says so, and what helps."""
    found = export_from(STORE, ENGINE, "case-17", by=by, now=NOW)
    assert isinstance(found, Refused)
    (reason,) = found.reasons
    assert reason.code == "not_yours_to_move"
    assert reason.remedy is not None
    assert reason.citations


@pytest.mark.parametrize(
    "by", [CHILD, NEIGHBOUR, COLLEAGUE, attrs.evolve(HEAD, role="contact_teacher")], ids=attrgetter("ref")
)
@pytest.mark.parametrize("case_id", ["case-17", "case-18"])
def test_to_whoever_takes_no_part_there_is_no_case(by: Actor, case_id: str) -> None:
    """Word for word what a case that does not exist is answered with."""
    assert export_from(STORE, ENGINE, case_id, by=by, now=NOW) == Refused((NOT_TAKING_PART,))


def test_insider_exports_a_protected_matter_when_they_ask_for_it() -> None:
    """An insider who does not answer for the case takes along what is theirs, and no more."""
    only = export_from(STORE, ENGINE, "case-17", by=COLLEAGUE, now=NOW, books=Books.OWN_MATTERS)
    assert books_in(only) == ["matter"]
    stage = Stage().held()
    stage.play(facts.SuspicionRecorded(category=Category.WELFARE), HEAD)
    store = stored(stage.case)
    assert books_in(export_from(store, ENGINE, "case-17", by=HEAD, now=NOW)) == [CASE_BOOK]
    assert books_in(export_from(store, ENGINE, "case-17", by=HEAD, now=NOW, books=Books.ALL_OWN)) == [
        CASE_BOOK,
        "matter",
    ]


def test_asking_for_matters_one_has_none_of_tells_nothing() -> None:
    """The answer is that of a case that does not exist."""
    for by in (TEACHER, MOTHER, NEIGHBOUR):
        found = export_from(STORE, ENGINE, "case-17", by=by, now=NOW, books=Books.OWN_MATTERS)
        assert found == Refused((NOT_TAKING_PART,))


class TestExportLeavesNoTrace:
    """I-08: two histories that differ only in a protected matter's book give outsiders the same documents."""

    @given(histories(protected=False), insertions, st.sampled_from(READERS))
    def test_same_document_with_and_without(self, history: History, inserted: list[Insertion], by: Actor) -> None:
        """Whatever an outsider asks for; and an operator, always."""
        pair = pair_of(history, inserted)
        without, with_ = stored(pair.without), stored(pair.with_)
        for books in Books if pair.is_outsider(by) else ():
            found = [
                export_from(store, history.engine, pair.without.id, by=by, now=LATE, books=books)
                for store in (without, with_)
            ]
            assert found[0] == found[1]
        assert operated(without, pair.without.id) == operated(with_, pair.without.id)


def operated(store: MemoryStore, case_id: str) -> bytes | str:
    """Export as an operator, or give what is said instead."""
    try:
        return export_unasked(store, case_id, now=LATE)
    except StoreError as error:
        return str(error)


def test_operator_exports_the_case_book_and_the_document_says_so() -> None:
    """Whoever runs the host can move it; a protected matter is for its insiders to move."""
    data = export_unasked(STORE, "case-17", now=NOW)
    assert books_in(data) == [CASE_BOOK]
    assert import_case(data).by == OPERATOR
    with pytest.raises(StoreError, match="no such case"):
        export_unasked(STORE, "case-18", now=NOW)


def test_case_goes_on_where_it_came_to() -> None:
    """After the move the same people go on with the same case, without a text or an entry missing."""
    document = import_case(export_unasked(STORE, "case-17", now=NOW))
    other = MemoryStore()
    import_into(other, document)
    for store in (STORE, other):
        assert store.read("case-17", CASE_BOOK) == document.books[CASE_BOOK]
    desk = bti.Desk(ENGINE, other)
    assert desk.case("case-17", by=TEACHER) == bti.Desk(ENGINE, STORE).case("case-17", by=TEACHER)
    comment = facts.CommentMade(category=Category.FAMILY, note=Note.of("Oppdiktet: nytt system."))
    assert desk.record("case-17", comment, by=MOTHER, now=NOW)


def test_a_case_is_not_moved_into_a_store_that_has_it() -> None:
    """Nothing is imported then, whichever of its books is there already."""
    colleague = export_from(STORE, ENGINE, "case-17", by=COLLEAGUE, now=NOW, books=Books.OWN_MATTERS)
    assert isinstance(colleague, bytes)
    store = MemoryStore()
    for data in (export_unasked(STORE, "case-17", now=NOW), colleague):
        import_into(store, import_case(data))  # a matter comes after its case, with the insider who brings it
        with pytest.raises(StoreError, match="already has this case"):
            import_into(store, import_case(data))
    assert bti.Desk(ENGINE, store).case("case-17", by=COLLEAGUE).matters


def test_a_damaged_matter_is_as_good_as_none() -> None:
    """It hinders nobody's export, and nobody learns of it."""
    store = stored(staged().case)
    store.append("case-17", "matter:broken", [StoredEntry(1, "x", b"{}")], expected={"matter:broken": 0})
    assert books_in(export_from(store, ENGINE, "case-17", by=HEAD, now=NOW, books=Books.ALL_OWN)) == [CASE_BOOK]
    store.append("case-9", CASE_BOOK, [StoredEntry(1, "x", b"{}")], expected={CASE_BOOK: 0})
    with pytest.raises(StoreError, match="damaged"):
        export_from(store, ENGINE, "case-9", by=HEAD, now=NOW)


def test_the_guide_of_the_case_is_needed_to_know_who_leads() -> None:
    """Without it nobody can say; an outsider learns nothing of that."""
    engine = bti.Engine(bti.load_guide("national"))
    with pytest.raises(UnknownGuide):
        export_from(STORE, engine, "case-17", by=HEAD, now=NOW)
    assert export_from(STORE, engine, "case-17", by=NEIGHBOUR, now=NOW) == Refused((NOT_TAKING_PART,))


def test_an_export_needs_an_instant() -> None:
    """As everywhere."""
    with pytest.raises(NaiveDatetime):
        export_from(STORE, ENGINE, "case-17", by=HEAD, now=NOW.replace(tzinfo=None))
