"""The desk carries between engine and store: nothing lost, nothing twice, and no decision on what has changed."""

from __future__ import annotations

import datetime as dt
import logging
import sqlite3
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import attrs
import pytest

import bti
from bti import errors, facts
from bti.facts import Category
from bti.store.protocol import StoredEntry
from bti.store.sqlite import SqliteStore

SCHOOL = bti.Service("school-1", "school")
TEACHER = bti.Professional("teacher", "contact_teacher", SCHOOL)
COLLEAGUE = bti.Professional("colleague", "teacher", SCHOOL)
HEAD = bti.Professional("head", "headteacher", SCHOOL)
NOW = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)
OPENED = facts.CaseOpened(persons=(facts.Concerned("child", dt.date(2015, 5, 5)),), home=SCHOOL)
WONDER = facts.ConcernRaised(category=Category.EDUCATION, note=facts.Note.of("sits alone"))


class Interrupted(bti.MemoryStore):
    """A store in which something else is recorded just before the next append, once."""

    def __init__(self) -> None:
        super().__init__()
        self.interruption: tuple[bti.Desk, facts.Fact, bti.Professional] | None = None

    def append(self, case_id: str, book: str, entries: Sequence[StoredEntry], *, expected: Mapping[str, int]) -> None:
        """Let the other one go first."""
        if self.interruption is not None:
            desk, fact, by = self.interruption
            self.interruption = None
            assert desk.record(case_id, fact, by=by, now=NOW)
        super().append(case_id, book, entries, expected=expected)


@pytest.fixture
def engine() -> bti.Engine:
    """An engine on the Sortland guide."""
    return bti.Engine(bti.load_guide("sortland"))


@pytest.fixture
def store() -> Interrupted:
    """A store that can be interrupted."""
    return Interrupted()


@pytest.fixture
def desk(engine: bti.Engine, store: Interrupted) -> bti.Desk:
    """A desk with an opened case."""
    desk = bti.Desk(engine, store)
    assert desk.record("case-17", OPENED, by=TEACHER, now=NOW)
    assert desk.record("case-17", WONDER, by=TEACHER, now=NOW)
    return desk


def test_what_is_recorded_is_read_again(engine: bti.Engine, tmp_path: Path) -> None:
    """A case kept in a file is the same case when the file is opened anew, texts included."""
    path = tmp_path / "cases.db"
    with SqliteStore(path) as store:
        desk = bti.Desk(engine, store)
        desk.record("case-17", OPENED, by=TEACHER, now=NOW)
        verdict = desk.record("case-17", WONDER, by=TEACHER, now=NOW)
        assert isinstance(verdict, bti.Admitted)
    with SqliteStore(path) as store:
        case = bti.Desk(engine, store).case("case-17", by=TEACHER)
    assert case == verdict.case
    fact = case.entries[-1].fact
    assert isinstance(fact, facts.ConcernRaised)
    assert fact.note is not None
    assert fact.note.text == "sits alone"


def test_a_refusal_keeps_nothing(desk: bti.Desk, store: Interrupted) -> None:
    """What is refused leaves no trace in the store."""
    assert not desk.record("case-17", facts.LogOpened(), by=TEACHER, now=NOW)
    assert store.version("case-17", "case") == 2


def test_a_kind_that_commutes_is_tried_again_unasked(desk: bti.Desk, store: Interrupted, engine: bti.Engine) -> None:
    """A comment does not mind that a concern came between."""
    store.interruption = (bti.Desk(engine, store), WONDER, COLLEAGUE)
    assert desk.record("case-17", facts.CommentMade(category=Category.EDUCATION), by=TEACHER, now=NOW)
    assert [entry.fact.kind for entry in desk.case("case-17", by=TEACHER).entries[2:]] == [
        "concern_raised",
        "comment_made",
    ]


def test_a_decision_goes_on_when_nothing_it_rests_on_has_changed(
    desk: bti.Desk, store: Interrupted, engine: bti.Engine
) -> None:
    """A step is completed although a comment came between."""
    store.interruption = (bti.Desk(engine, store), facts.CommentMade(category=Category.EDUCATION), TEACHER)
    assert desk.record("case-17", facts.StepCompleted(step="0.1"), by=TEACHER, now=NOW)
    assert store.version("case-17", "case") == 4


def test_a_decision_on_what_has_changed_is_refused(desk: bti.Desk, store: Interrupted, engine: bti.Engine) -> None:
    """Two who complete the same step at once: one does, the other is told what came between."""
    store.interruption = (bti.Desk(engine, store), facts.StepCompleted(step="0.1"), HEAD)
    verdict = desk.record("case-17", facts.StepCompleted(step="0.1"), by=TEACHER, now=NOW)
    assert isinstance(verdict, bti.Refused)
    assert [reason.code for reason in verdict.reasons] == ["changed_meanwhile"]
    assert [line.kind for line in verdict.between] == ["step_completed"]
    assert store.version("case-17", "case") == 3


def test_a_case_looked_at_a_while_ago(desk: bti.Desk) -> None:
    """Who decides on a page opened before somebody else decided is told so."""
    seen = desk.case("case-17", by=TEACHER)
    desk.record("case-17", facts.StepCompleted(step="0.1"), by=HEAD, now=NOW)
    verdict = desk.record("case-17", facts.StepCompleted(step="0.1"), by=TEACHER, now=NOW, seen=seen)
    assert isinstance(verdict, bti.Refused)
    assert verdict.reasons[0].kind is bti.ReasonKind.CHANGED_MEANWHILE


def test_recorded_twice_under_one_id_is_kept_once(desk: bti.Desk, store: Interrupted, engine: bti.Engine) -> None:
    """A host that did not hear the answer asks again and gets the same one, also through another desk."""
    comment = facts.CommentMade(category=Category.EDUCATION)
    first = desk.record("case-17", comment, by=TEACHER, now=NOW, entry_id="c-1")
    again = bti.Desk(engine, store).record("case-17", comment, by=TEACHER, now=NOW, entry_id="c-1")
    assert isinstance(first, bti.Admitted)
    assert isinstance(again, bti.Admitted)
    assert again.repeated
    assert again.entries == first.entries
    assert store.version("case-17", "case") == 3


def test_clocks_that_differ_a_little(desk: bti.Desk) -> None:
    """A host whose clock is some seconds behind records with the entry above; one far behind is refused."""
    verdict = desk.record(
        "case-17", facts.CommentMade(category=Category.EDUCATION), by=TEACHER, now=NOW - dt.timedelta(seconds=30)
    )
    assert isinstance(verdict, bti.Admitted)
    assert verdict.entries[0].recorded == verdict.entries[0].at == NOW
    late = desk.record(
        "case-17", facts.CommentMade(category=Category.EDUCATION), by=TEACHER, now=NOW - dt.timedelta(hours=1)
    )
    assert isinstance(late, bti.Refused)
    assert [reason.code for reason in late.reasons] == ["recorded_backwards"]


def test_a_protected_matter_waits_for_nothing(desk: bti.Desk, store: Interrupted, engine: bti.Engine) -> None:
    """A suspicion is kept whatever happens in the case book meanwhile, and does not make the case book grow."""
    store.interruption = (bti.Desk(engine, store), facts.StepCompleted(step="0.1"), HEAD)
    assert desk.record("case-17", facts.SuspicionRecorded(category=Category.WELFARE), by=COLLEAGUE, now=NOW)
    assert store.version("case-17", "case") == 3
    assert len(desk.case("case-17", by=COLLEAGUE).matters) == 1
    assert not desk.case("case-17", by=TEACHER).matters


def test_a_damaged_matter_is_told_to_nobody_but_the_operator(
    desk: bti.Desk, store: Interrupted, engine: bti.Engine, caplog: pytest.LogCaptureFixture
) -> None:
    """An error about a protected book would tell everybody that there is one; the log of the host says it instead."""
    desk.record("case-17", facts.SuspicionRecorded(category=Category.WELFARE), by=COLLEAGUE, now=NOW)
    book = next(name for name in store.books("case-17") if name != "case")
    kept = store.read("case-17", book)[0]
    whole = desk.case("case-17", by=TEACHER)
    store._cases["case-17"] = {**store._cases["case-17"], book: (attrs.evolve(kept, data=b"{"),)}
    with caplog.at_level(logging.CRITICAL, logger="bti.store"):
        assert bti.Desk(engine, store).case("case-17", by=TEACHER) == whole
    assert len(caplog.records) == 1
    assert book not in caplog.text


def test_a_matter_with_a_gap_is_told_to_nobody_either(
    engine: bti.Engine, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A row deleted from a protected book by other means hinders nobody else."""
    path = tmp_path / "cases.db"
    with SqliteStore(path) as store:
        desk = bti.Desk(engine, store)
        desk.record("case-17", OPENED, by=TEACHER, now=NOW)
        desk.record("case-17", facts.SuspicionRecorded(category=Category.WELFARE), by=COLLEAGUE, now=NOW)
        whole = desk.case("case-17", by=TEACHER)
    connection = sqlite3.connect(path)
    connection.execute("DELETE FROM entry WHERE book IN (SELECT number FROM book WHERE name <> 'case')")
    connection.commit()
    connection.close()
    with SqliteStore(path) as store, caplog.at_level(logging.CRITICAL, logger="bti.store"):
        assert bti.Desk(engine, store).case("case-17", by=TEACHER) == whole
    assert len(caplog.records) == 1


def test_a_damaged_case_book_is_an_error(desk: bti.Desk, store: Interrupted, engine: bti.Engine) -> None:
    """A case book that cannot be read is never folded half."""
    kept = store.read("case-17", "case")
    store._cases["case-17"] = {"case": (kept[0], attrs.evolve(kept[1], data=kept[1].data[:-9]))}
    with pytest.raises(errors.StoreError, match="damaged"):
        bti.Desk(engine, store).case("case-17", by=TEACHER)


def test_many_at_once_lose_nothing(engine: bti.Engine, tmp_path: Path) -> None:
    """Threads that write to one case through one desk keep every comment, once."""
    with SqliteStore(tmp_path / "cases.db") as store:
        desk = bti.Desk(engine, store)
        desk.record("case-17", OPENED, by=TEACHER, now=NOW)
        comment = facts.CommentMade(category=Category.EDUCATION)

        def comments(thread: int) -> list[bool]:
            return [
                bool(desk.record("case-17", comment, by=TEACHER, now=NOW, entry_id=f"c-{thread}-{number}"))
                for number in range(10)
            ]

        with ThreadPoolExecutor(4) as pool:
            assert all(all(done) for done in pool.map(comments, range(4)))
        ids = [entry.id for entry in bti.Desk(engine, store).case("case-17", by=TEACHER).entries[1:]]
    assert sorted(ids) == sorted(f"c-{thread}-{number}" for thread in range(4) for number in range(10))
