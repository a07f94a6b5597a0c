"""A whole case as one file: what goes in comes out, byte for byte, and whatever is wrong with it is said."""

from __future__ import annotations

import copy
import datetime as dt
import json
import time
from collections.abc import Callable, Mapping
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bti import facts
from bti.errors import DecodeError, InvalidValue, NaiveDatetime
from bti.facts import Category
from bti.guide.loading import guide_files
from bti.people import Guardian, Resident
from bti.record.case import Case
from bti.record.entry import CASE_BOOK, Entry
from bti.record.note import Note
from bti.store import StoredEntry, packed
from bti.testing.strategies import entries
from bti.wire import StoredText, export_case, import_case, texts_of
from bti.wire.canonical import written
from bti.wire.case_document import LARGEST_CASE, MOST_ENTRIES, OPERATOR, CaseDocument, book_digest
from tests.laws.histories import History, histories
from tests.stage import TEACHER, Stage
from tests.wire.test_bad_documents import JSON
from tests.wire.test_schema import validator

NOW = dt.datetime(2026, 6, 1, 12, 0, tzinfo=dt.UTC)


def books_of(case: Case) -> dict[str, list[StoredEntry]]:
    """Give the books of a case as a store would keep them."""
    books: dict[str, list[StoredEntry]] = {}
    for entry in (*case.entries, *(entry for book in case.beside().values() for entry in book)):
        books.setdefault(entry.book, []).append(packed(entry))
    return books


def staged() -> Stage:
    """Play a short case in which texts stand, one of them protected."""
    stage = Stage().measured()
    stage.play(facts.CommentMade(category=Category.FAMILY, note=Note.of("Oppdiktet: vi er med.")), TEACHER)
    stage.play(facts.SuspicionRecorded(category=Category.WELFARE, note=Note.of("Oppdiktet: hemmelig.")), TEACHER)
    return stage


STAGED = staged()
DOCUMENT = export_case("case-17", books_of(STAGED.case), by=TEACHER, now=NOW)


def kept(document: CaseDocument) -> dict[str, list[tuple[int, str, bytes, tuple[StoredText, ...]]]]:
    """Give all that a document holds of entries and texts, to be compared."""
    return {name: [seen(one) for one in book] for name, book in document.books.items()}


def seen(one: StoredEntry) -> tuple[int, str, bytes, tuple[StoredText, ...]]:
    """Give all of a stored entry."""
    return one.seq, one.id, one.data, one.texts


@given(histories())
def test_any_case_comes_back_byte_for_byte(history: History) -> None:
    """Entries, texts and the case they make are the same afterwards; and so is the document that is made of them."""
    books = books_of(history.case)
    if not books:
        return
    data = export_case(history.case.id, books, by=OPERATOR, now=NOW)
    read = import_case(data)
    assert kept(read) == {name: [seen(one) for one in book] for name, book in books.items()}
    assert read.folded == history.case
    assert export_case(read.case, read.books, by=read.by, now=read.written) == data
    validator("case").validate(json.loads(data))


def test_document_says_who_exported_it_and_when() -> None:
    """Whoever takes the case over can ask them."""
    read = import_case(DOCUMENT)
    assert (read.case, read.by, read.written) == ("case-17", TEACHER, NOW)
    assert next(iter(read.books)) == CASE_BOOK
    assert list(read.guides) == [STAGED.engine.guide.digest]
    operated = export_case("case-17", books_of(STAGED.case), by=OPERATOR, now=NOW)
    assert json.loads(operated)["by"] == {"kind": "operator"}
    assert import_case(operated).by == OPERATOR


def test_entries_stand_in_it_as_they_are_stored() -> None:
    """Another program can check the digest of a book with nothing but JSON and SHA-256."""
    for book in json.loads(DOCUMENT)["books"]:
        stored = [one.data for one in books_of(STAGED.case)[book["book"]]]
        assert [written(entry) for entry in book["entries"]] == stored
        assert book_digest(stored) == book["digest"]


def test_only_the_books_handed_in_are_in_it_and_nothing_tells_of_others() -> None:
    """The document of the case book is the same whether there is a protected matter or not (I-08)."""
    books = books_of(STAGED.case)
    assert len(books) == 2
    data = export_case("case-17", {CASE_BOOK: books[CASE_BOOK]}, by=TEACHER, now=NOW)
    assert b"matter" not in data
    assert b"hemmelig" not in data
    assert import_case(data).folded.matters == {}


def test_an_erased_text_stays_erased() -> None:
    """What was erased by decision is not in the document, and not after it."""
    books = books_of(STAGED.case)
    erased = {name: [StoredEntry(one.seq, one.id, one.data) for one in book] for name, book in books.items()}
    data = export_case("case-17", erased, by=TEACHER, now=NOW)
    assert "Oppdiktet" not in data.decode()
    assert all(one.texts == () for book in import_case(data).books.values() for one in book)


def test_guides_go_along_where_they_are_asked_for() -> None:
    """With the files of the guide the receiver can judge the case as it was judged."""
    digest = STAGED.engine.guide.digest
    files = guide_files("sortland")
    data = export_case("case-17", books_of(STAGED.case), by=TEACHER, now=NOW, guides={digest: files, "other": files})
    assert dict(import_case(data).guides) == {digest: files}


# --- what is wrong with a document ----------------------------------------------------------------------------------


def problems(data: Any) -> dict[str, str]:
    """Give what is wrong, by path."""
    with pytest.raises(DecodeError) as caught:
        import_case(data)
    return {problem.path: str(problem) for problem in caught.value.problems}


def spoilt(change: Callable[[Any], None], *, mend: bool = True) -> bytes:
    """Change the document, and make the digests anew so that only the change is wrong."""
    tree: Any = copy.deepcopy(json.loads(DOCUMENT))
    change(tree)
    for book in tree["books"] if mend else ():
        book["digest"] = book_digest(written(entry) for entry in book["entries"])
    return json.dumps(tree).encode()


def entry_in(tree: Any, place: int) -> Any:
    """Give one entry of the case book."""
    return tree["books"][0]["entries"][place]


@pytest.mark.parametrize(
    ("change", "path", "says"),
    [
        (lambda tree: tree.update(format="case"), "$.format", "this is no case document"),
        (lambda tree: tree.update(v=2), "$.v", "newer"),
        (lambda tree: tree.pop("v"), "$.v", "is missing"),
        (lambda tree: tree.update(books=[]), "$.books", "at least one"),
        (lambda tree: tree.update(case="case-18"), "$.books[0].entries[0].case", "the case of the document"),
        (lambda tree: tree.update(by={"kind": "system"}), "$.by.kind", "a person, or operator"),
        (lambda tree: tree.update(by={"kind": "operator", "ref": "x"}), "$.by.ref", "not a name known here"),
        (lambda tree: tree.update(by={"kind": "operater"}), "$.by.kind", "must say who it is"),
        (lambda tree: tree.update(more=1), "$.more", "not a name known here"),
        (lambda tree: tree.update(written="2026-06-01"), "$.written", "an instant in UTC"),
        (lambda tree: tree.update(guides=[]), "$.guides", "1 are missing"),
        (lambda tree: tree["guides"].append(tree["guides"][0]), "$.guides[1].digest", "given twice"),
        (lambda tree: tree["books"].append(tree["books"][0]), "$.books[2].book", "given twice"),
        (lambda tree: tree["books"][0].update(book="case-2"), "$.books[0].entries[0].book", "the book it stands in"),
        (lambda tree: tree["books"][0].update(entries=[]), "$.books[0].entries", "at least one"),
        (lambda tree: tree["books"][0]["entries"].pop(1), "$.books[0].entries[1].seq", "must be 2"),
        (lambda tree: entry_in(tree, 1).update(id=entry_in(tree, 0)["id"]), "$.books[0].entries[1].id", "entry above"),
        (
            lambda tree: entry_in(tree, 1).update(recorded="2020-01-01T00:00:00.000000Z"),
            "$.books[0].entries[1].recorded",
            "before the entry above",
        ),
        (lambda tree: entry_in(tree, 1)["fact"].update(kind="x"), "$.books[0].entries[1].fact.kind", "kind of fact"),
        (lambda tree: entry_in(tree, 1).update(seq=True), "$.books[0].entries[1].seq", "whole number"),
        (lambda tree: entry_in(tree, 3)["fact"].pop("person"), "$.books[0].entries[3].fact.person", "missing"),
        (lambda tree: tree["books"][0]["texts"][0].update(text="Et annet."), "$.books[0].texts[0].text", "commits to"),
        (lambda tree: tree["books"][0]["texts"][0].update(salt="00"), "$.books[0].texts[0].salt", "64 hexadecimal"),
        (lambda tree: tree["books"][0]["texts"][0].update(salt="0" * 64), "$.books[0].texts[0].text", "commits to"),
        (lambda tree: tree["books"][0]["texts"][0].update(entry=99), "$.books[0].texts[0].entry", "of this book"),
        (lambda tree: tree["books"][0]["texts"][0].update(entry=1), "$.books[0].texts[0].commitment", "of this entry"),
        (
            lambda tree: tree["books"][0]["texts"].append(tree["books"][0]["texts"][0]),
            "$.books[0].texts[1]",
            "given twice",
        ),
        (
            lambda tree: tree["guides"][0].update(files=[{"name": "a.toml", "toml": "id = 1"}]),
            "$.guides[0].files[0].toml",
            "cannot be used",
        ),
    ],
)
def test_each_thing_wrong_is_said_where_it_is(change: Callable[[Any], None], path: str, says: str) -> None:
    """Path, and what was expected there."""
    found = problems(spoilt(change))
    assert says in found.get(path, f"no problem at {path}: {found}")


def test_all_things_wrong_are_said_at_once() -> None:
    """Whoever moves a case wants one list."""

    def change(tree: Any) -> None:
        entry_in(tree, 1).update(seq=7, case="x")
        tree["books"][0]["texts"][0]["text"] = "Et annet."
        tree["books"][1]["entries"][0]["book"] = "case"
        tree["guides"].clear()

    found = problems(spoilt(change))
    assert set(found) == {
        "$.books[0].entries[1].seq",
        "$.books[0].entries[1].case",
        "$.books[0].texts[0].text",
        "$.books[1].entries[0].book",
        "$.guides",
    }


def test_a_book_that_lost_something_on_the_way_is_found() -> None:
    """The last entry can be lost without leaving a gap; the digest tells."""
    found = problems(spoilt(lambda tree: tree["books"][0]["entries"].pop(), mend=False))
    assert "lost or changed" in found["$.books[0].digest"]


def test_entries_that_make_no_case_are_found() -> None:
    """Each entry may be sound, and still not follow from those above it."""

    def change(tree: Any) -> None:
        entry_in(tree, 2)["fact"] = {"kind": "consent_withdrawn", "v": 1, "consent": "never-given"}

    assert "cannot follow the entries above it" in problems(spoilt(change))["$.books[0].entries[2]"]


def test_another_guide_under_the_same_digest_is_found() -> None:
    """The files have to be those the entries were judged by."""
    digest = STAGED.engine.guide.digest
    for files, path in (
        (guide_files("national"), "$.guides[0].digest"),
        (guide_files("sortland")[:1], "$.guides[0].files"),
    ):
        data = export_case("case-17", books_of(STAGED.case), by=TEACHER, now=NOW, guides={digest: files})
        assert path in problems(data)


def test_a_text_of_one_entry_cannot_come_back_through_another() -> None:
    """Two entries may hold one note; where one of the two was erased, it stays so."""
    note = Note.of("Oppdiktet: to ganger.")
    stage = Stage().held()
    for _ in range(2):
        stage.play(facts.CommentMade(category=Category.FAMILY, note=note), TEACHER)
    books = books_of(stage.case)
    last = books[CASE_BOOK][-1]
    books[CASE_BOOK][-1] = StoredEntry(last.seq, last.id, last.data)
    read = import_case(export_case("case-17", books, by=TEACHER, now=NOW)).books[CASE_BOOK]
    assert [bool(one.texts) for one in read[-2:]] == [True, False]


@pytest.mark.parametrize(
    ("books", "says"),
    [
        ({}, "nothing to export"),
        ({CASE_BOOK: []}, "nothing to export"),
        ({CASE_BOOK: [StoredEntry(2, "e", b"{}")]}, "from its first entry"),
        ({CASE_BOOK: [StoredEntry(1, "e", b"{ }")]}, "not in canonical form"),
        ({CASE_BOOK: [StoredEntry(1, "e", b"\xff")]}, "not in canonical form"),
        ({CASE_BOOK: [StoredEntry(1, "e", b"[")]}, "not in canonical form"),
        ({CASE_BOOK: [StoredEntry(1, "e", b"[]")]}, "not in canonical form"),
        ({CASE_BOOK: [StoredEntry(1, "e", b"[" * 5000 + b"]" * 5000)]}, "not in canonical form"),
        ({CASE_BOOK: [StoredEntry(n, "e", b"{}") for n in range(1, MOST_ENTRIES + 2)]}, "at most 10000"),
        ({CASE_BOOK: [StoredEntry(1, "e", b"{}", (StoredText("0" * 64, b"short", "x"),))]}, "not one that the library"),
        ({"a book": [StoredEntry(1, "e", b"{}")]}, "the name of a book"),
    ],
)
def test_what_could_not_be_read_again_is_not_exported(books: Mapping[str, list[StoredEntry]], says: str) -> None:
    """A document that nobody can import is found out while the case is still here."""
    with pytest.raises(InvalidValue, match=says):
        export_case("case-17", books, by=TEACHER, now=NOW)


def test_an_export_needs_an_instant() -> None:
    """As everywhere."""
    with pytest.raises(NaiveDatetime):
        export_case("case-17", books_of(STAGED.case), by=Guardian("mother"), now=NOW.replace(tzinfo=None))


@given(st.data())
def test_any_damage_to_a_document_is_read_or_refused(data: st.DataObject) -> None:
    """Something put anywhere gives a document that is read, or problems with paths; never another exception."""
    tree: Any = json.loads(DOCUMENT)
    place: Any = tree
    while True:
        name = data.draw(st.sampled_from(sorted(place) if isinstance(place, dict) else range(len(place))))
        if not isinstance(place[name], (dict, list)) or not place[name] or data.draw(st.integers(0, 3)) == 0:
            break
        place = place[name]
    place[name] = data.draw(JSON)
    read_or_refused(json.dumps(tree).encode("utf-8", "surrogatepass"))


@given(st.integers(0, 100_000), st.binary(max_size=3))
def test_any_bytes_put_into_a_document_are_read_or_refused(place: int, put: bytes) -> None:
    """The same on the level of bytes."""
    place %= len(DOCUMENT)
    for damaged in (
        DOCUMENT[:place],
        DOCUMENT[:place] + put + DOCUMENT[place:],
        DOCUMENT[:place] + put + DOCUMENT[place + 3 :],
    ):
        read_or_refused(damaged)


def read_or_refused(data: bytes) -> DecodeError | None:
    """Read a document, or give the error once it is known to be a good one."""
    caught: DecodeError
    try:
        import_case(data)
    except DecodeError as error:
        caught = error
    else:
        return None
    assert all(problem.path.startswith("$") for problem in caught.problems)
    str(caught).encode("utf-8")
    return caught


@pytest.mark.parametrize(
    "data", [None, "{}", b"", b"\xef\xbb\xbf{}", b"null", b"[" * 1_000_000, b"{}" + b" " * LARGEST_CASE]
)
def test_what_is_no_document_at_all_is_refused(data: Any) -> None:
    """Whatever comes in."""
    assert "$" in problems(data) or "$.v" in problems(data)


@pytest.mark.parametrize(
    "data",
    [
        b'{"format":"bti-case","v":1,"books":[' + b"[]," * 1_100_000 + b"[]]}",
        b'{"format":"bti-case","v":1,"books":[{"entries":[' + b"{}," * 2_000 + b"{}]}]}",
        b"{" + b",".join(b'"n%d":1' % n for n in range(200_000)) + b"}",
    ],
    ids=["lists", "entries", "names"],
)
def test_a_large_bad_document_takes_bounded_time(data: bytes) -> None:
    """The largest there may be is refused in some seconds, on a slow machine too."""
    start = time.process_time()
    problems(data)
    assert time.process_time() - start < 30


@given(entries(seq=1, case="c"))
def test_any_entry_of_any_kind_travels(entry: Entry) -> None:
    """Whether its entry makes a case or not, an export is the stored bytes and texts, or a refusal of the import."""
    stamped = attrs.evolve(entry, guide=None)
    data = export_case("c", {CASE_BOOK: [packed(stamped)]}, by=Resident("r"), now=NOW)
    error = read_or_refused(data)
    if error is not None:
        assert "cannot follow the entries above it" in str(error)
        return
    (read,) = import_case(data).books[CASE_BOOK]
    assert seen(read) == seen(packed(stamped))
    assert read.texts == texts_of(stamped)
