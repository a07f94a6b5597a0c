"""Every reading through the desk leaves a record, each with the book it belongs to (law H-16)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

import bti
from bti.errors import InvalidValue, StoreError
from bti.facts import Category, SuspicionRecorded
from bti.store.moving import export_unasked
from bti.store.protocol import Store, packed
from tests.stage import ADVISER, COLLEAGUE, HEAD, MOTHER, NEIGHBOUR, TEACHER, Stage

LATER = dt.timedelta(hours=2)


@pytest.fixture(params=["memory", "sqlite"])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[bti.Desk]:
    """A desk over a case with a service that takes part, and the teacher's suspicion."""
    stage = Stage().with_ppt()
    stage.play(SuspicionRecorded(category=Category.WELFARE), TEACHER)
    store: Store = bti.MemoryStore() if request.param == "memory" else bti.SqliteStore(tmp_path / "cases.db")
    for entries in (stage.case.entries, *(one.entries for one in stage.case.matters.values())):
        book = entries[0].book
        store.append("case-17", book, [packed(one) for one in entries], expected={book: 0})
    yield bti.Desk(stage.engine, store)
    store.close()


def now_of(desk: bti.Desk) -> dt.datetime:
    """Return an instant after everything."""
    case = desk.case("case-17", by=TEACHER)
    return max(one.entries[-1].recorded for one in case.matters.values()) + LATER


def records(desk: bti.Desk, by: bti.Professional | bti.Guardian) -> tuple[bti.AccessRecord, ...]:
    """Return the records somebody may see, and insist that they may see some book's."""
    found = desk.read_by("case-17", by=by, now=now_of(desk))
    assert not isinstance(found, bti.Refused)
    return found


def test_who_for_whom_why_when_and_what(desk: bti.Desk) -> None:
    """The four things the law asks for, and the mother is shown them."""
    view = desk.view("case-17", by=ADVISER, now=now_of(desk), basis="preparing a talk")
    (record,) = records(desk, MOTHER)
    assert (record.reader, record.service, record.basis) == ("adviser", "ppt-1", "preparing a talk")
    assert record.at == now_of(desk)
    assert record.shown == tuple(line.id for line in view.entries if line.fact is not None)


def test_a_reading_of_nothing_leaves_no_record(desk: bti.Desk) -> None:
    """A neighbour tries, and a caller for a case that never was: nothing was read."""
    desk.view("case-17", by=NEIGHBOUR, now=now_of(desk), basis="curious")
    desk.view("case-18", by=HEAD, now=now_of(desk), basis="looking")
    assert records(desk, HEAD) == ()


def test_an_insiders_reading_is_kept_with_the_matter(desk: bti.Desk) -> None:
    """The head sees that the teacher read the case, and not that she read more."""
    desk.view("case-17", by=TEACHER, now=now_of(desk), basis="daily follow-up")
    assert [(one.reader, one.book) for one in records(desk, HEAD)] == [("teacher", "case")]
    own = records(desk, TEACHER)
    assert [one.book.partition(":")[0] for one in own] == ["matter"]


def test_a_basis_that_would_tell_is_kept_with_the_matter(desk: bti.Desk) -> None:
    """Read for the matter's sake, the case book leaves its record there; the leader and the mother see none."""
    (matter,) = desk.case("case-17", by=TEACHER).matters
    desk.view("case-17", by=TEACHER, now=now_of(desk), basis="a suspicion of violence", matter=matter)
    assert records(desk, HEAD) == records(desk, MOTHER) == ()
    assert {one.book for one in records(desk, TEACHER)} == {"case", f"matter:{matter}"}


def test_a_matter_one_does_not_know_of_is_none(desk: bti.Desk) -> None:
    """Word for word as one that never was."""
    (matter,) = desk.case("case-17", by=TEACHER).matters
    said: set[str] = set()
    for tried in (matter, "no-such-matter"):
        with pytest.raises(InvalidValue) as caught:
            desk.view("case-17", by=HEAD, now=now_of(desk), basis="looking", matter=tried)
        said.add(str(caught.value))
    assert len(said) == 1


def test_who_may_not_see_the_records(desk: bti.Desk) -> None:
    """A service that takes part may not; to whoever takes no part there is no case."""
    for other, code in ((ADVISER, "accesses_for_person_and_leader"), (COLLEAGUE, "not_taking_part")):
        found = desk.read_by("case-17", by=other, now=now_of(desk))
        assert isinstance(found, bti.Refused)
        assert [reason.code for reason in found.reasons] == [code]


def test_the_case_itself_does_not_grow(desk: bti.Desk) -> None:
    """Books, versions and exports of the case are what they were before anybody read it."""

    def state() -> object:
        whole = desk.store.read_case("case-17")
        document = export_unasked(desk.store, "case-17", now=now_of(desk))
        return desk.store.books("case-17"), {book: len(held) for book, held in whole.items()}, document

    before = state()
    for _ in range(3):
        desk.view("case-17", by=HEAD, now=now_of(desk), basis="daily")
    assert state() == before
    assert len(records(desk, HEAD)) == 3


def test_what_cannot_be_recorded_is_not_shown(desk: bti.Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk: the reading is refused rather than left out of the record."""

    def full(*_: object, **__: object) -> None:
        raise StoreError("no space left")

    monkeypatch.setattr(desk.store, "append", full)
    with pytest.raises(StoreError):
        desk.view("case-17", by=HEAD, now=now_of(desk), basis="daily")
