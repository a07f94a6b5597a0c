"""The desk when somebody else is quicker, forgets, asks twice, or has a clock that goes wrong."""

from __future__ import annotations

import datetime as dt
import logging
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import bti
from bti import errors, facts
from bti.facts import Category, Fact
from bti.record.entry import CASE_BOOK
from bti.store.protocol import StoredEntry
from tests.repo.source import ROOT
from tests.stage import BORN, COLLEAGUE, HEAD, SCHOOL, TEACHER

ENGINE = bti.Engine(bti.load_guide("sortland"))
NOW = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)
OPENED = facts.CaseOpened(persons=(facts.Concerned("child", BORN),), home=SCHOOL)
WONDER = facts.ConcernRaised(category=Category.EDUCATION)
COMMENT = facts.CommentMade(category=Category.EDUCATION)
NOTICED = facts.StepCompleted(step="0.1")
SUSPICION = facts.SuspicionRecorded(category=Category.WELFARE, note=facts.Note.of("bruises"))


class Interrupted(bti.MemoryStore):
    """A store in which something else is done just before an append, once for each thing that is planned."""

    def __init__(self) -> None:
        super().__init__()
        self.plans: list[Callable[[], object]] = []
        self.appends = 0

    def append(self, case_id: str, book: str, entries: Sequence[StoredEntry], *, expected: Mapping[str, int]) -> None:
        """Let the other one go first."""
        self.appends += 1
        if self.plans:
            self.plans.pop(0)()
        super().append(case_id, book, entries, expected=expected)


@pytest.fixture
def store() -> Interrupted:
    """A store with an opened case."""
    store = Interrupted()
    desk = bti.Desk(ENGINE, store)
    assert desk.record("case-17", OPENED, by=TEACHER, now=NOW)
    assert desk.record("case-17", WONDER, by=TEACHER, now=NOW)
    return store


def kept(store: bti.MemoryStore) -> dict[str, list[str]]:
    """Return the ids of a case by book."""
    return {book: [entry.id for entry in entries] for book, entries in store.read_case("case-17").items()}


# --- asked twice -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("fact", [NOTICED, COMMENT])
def test_asked_twice_at_the_same_time_is_one_act(store: Interrupted, fact: Fact) -> None:
    """A form sent twice gets one answer twice, also for a decision: the act that came between is its own."""

    def ask() -> bti.Verdict:
        return bti.Desk(ENGINE, store).record("case-17", fact, by=TEACHER, now=NOW, entry_id="form-1")

    store.plans = [ask]
    verdict = ask()
    assert isinstance(verdict, bti.Admitted)
    assert verdict.repeated
    assert [entry.id for entry in verdict.entries] == ["form-1"]
    assert len(kept(store)[CASE_BOOK]) == 3


def test_asked_again_with_the_case_as_it_was_seen_is_the_same_act(store: Interrupted) -> None:
    """A host that lost the answer sends the same again, on the same ground: nothing has changed but by itself."""
    desk = bti.Desk(ENGINE, store)
    seen = desk.case("case-17", by=TEACHER)
    first = desk.record("case-17", NOTICED, by=TEACHER, now=NOW, entry_id="form-1", seen=seen)
    again = desk.record("case-17", NOTICED, by=TEACHER, now=NOW, entry_id="form-1", seen=seen)
    assert isinstance(first, bti.Admitted)
    assert isinstance(again, bti.Admitted)
    assert again.repeated
    assert again.entries == first.entries


def test_a_suspicion_asked_twice_at_the_same_time_is_one_matter(store: Interrupted) -> None:
    """Nor does a slow network make two matters of one."""

    def ask() -> bti.Verdict:
        return bti.Desk(ENGINE, store).record("case-17", SUSPICION, by=COLLEAGUE, now=NOW, entry_id="form-1")

    store.plans = [ask]
    verdict = ask()
    assert isinstance(verdict, bti.Admitted)
    assert verdict.repeated
    assert [ids for book, ids in kept(store).items() if book != CASE_BOOK] == [["form-1"]]


def test_an_id_tells_nobody_of_anothers_matter(store: Interrupted) -> None:
    """Two who choose the same id for their suspicions both get it, each in a matter of their own."""
    for by in (COLLEAGUE, TEACHER):
        verdict = bti.Desk(ENGINE, store).record("case-17", SUSPICION, by=by, now=NOW, entry_id="form-1")
        assert isinstance(verdict, bti.Admitted)
        assert not verdict.repeated
        assert verdict.entries[0].id == "form-1"
        assert len(verdict.case.matters) == 1
    assert [ids for book, ids in kept(store).items() if book != CASE_BOOK] == [["form-1"], ["form-1"]]


def test_a_damaged_matter_does_not_hinder_asking_again(store: Interrupted) -> None:
    """The id leads to a book that cannot be read: the suspicion is kept again, in another one (I-07)."""
    assert bti.Desk(ENGINE, store).record("case-17", SUSPICION, by=COLLEAGUE, now=NOW, entry_id="form-1")
    (book,) = [name for name in kept(store) if name != CASE_BOOK]
    (entry,) = store.read("case-17", book)
    store._cases["case-17"] = {**store._cases["case-17"], book: (attrs.evolve(entry, data=b"{"),)}
    verdict = bti.Desk(ENGINE, store).record("case-17", SUSPICION, by=COLLEAGUE, now=NOW, entry_id="form-1")
    assert isinstance(verdict, bti.Admitted)
    assert not verdict.repeated
    assert len([name for name in kept(store) if name != CASE_BOOK]) == 2


# --- somebody else is quicker ----------------------------------------------------------------------------------------


def test_a_decision_is_refused_whatever_comes_between_later(store: Interrupted) -> None:
    """A comment came between first, a decision then: the second try looks at both."""
    other = bti.Desk(ENGINE, store)
    store.plans = [
        lambda: other.record("case-17", COMMENT, by=HEAD, now=NOW),
        lambda: None,  # the append of the comment itself
        lambda: other.record("case-17", NOTICED, by=HEAD, now=NOW),
    ]
    verdict = bti.Desk(ENGINE, store).record("case-17", NOTICED, by=TEACHER, now=NOW)
    assert isinstance(verdict, bti.Refused)
    assert [reason.code for reason in verdict.reasons] == ["changed_meanwhile"]
    assert [line.kind for line in verdict.between] == ["step_completed"]


def test_a_matter_is_kept_at_the_first_try_however_busy_the_case_book(store: Interrupted) -> None:
    """Whatever is written to the case book, a suspicion is appended once and waits for nothing."""
    other = bti.Desk(ENGINE, store)
    store.plans = [lambda: [other.record("case-17", COMMENT, by=HEAD, now=NOW) for _ in range(20)]]
    before = store.appends
    assert bti.Desk(ENGINE, store).record("case-17", SUSPICION, by=COLLEAGUE, now=NOW)
    assert store.appends - before == 21


def test_tries_have_an_end(store: Interrupted, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody tries for ever: after so many times an error says that nothing was kept."""
    monkeypatch.setattr("bti.store.desk._TRIES", 5)
    other = bti.Desk(ENGINE, store)

    def again() -> None:
        store.plans = []
        assert other.record("case-17", COMMENT, by=HEAD, now=NOW)
        store.plans = [again]

    store.plans = [again]
    with pytest.raises(errors.StoreError, match="5 times in a row before this could be kept; nothing was"):
        bti.Desk(ENGINE, store).record("case-17", COMMENT, by=TEACHER, now=NOW, entry_id="mine")
    assert "mine" not in kept(store)[CASE_BOOK]
    assert len(kept(store)[CASE_BOOK]) == 2 + 5


# --- what is remembered ----------------------------------------------------------------------------------------------


def test_what_others_wrote_is_always_read(store: Interrupted) -> None:
    """Two desks in turns, as two processes have them: each sees what the other has just kept."""
    desks = (bti.Desk(ENGINE, store), bti.Desk(ENGINE, store))
    for turn in range(10):
        verdict = desks[turn % 2].record("case-17", COMMENT, by=TEACHER, now=NOW)
        assert isinstance(verdict, bti.Admitted)
        assert [len(desk.case("case-17", by=TEACHER).entries) for desk in desks] == [turn + 3] * 2
        assert desks[0].case("case-17", by=TEACHER) == desks[1].case("case-17", by=TEACHER) == verdict.case


@pytest.mark.parametrize("more", [0, 3])
def test_another_history_put_under_a_desk_is_noticed(
    store: Interrupted, caplog: pytest.LogCaptureFixture, more: int
) -> None:
    """A backup put back that has grown differently since: what is remembered of the old one is never mixed into it."""
    desk = bti.Desk(ENGINE, store)
    backup = dict(store._cases)
    assert desk.record("case-17", NOTICED, by=TEACHER, now=NOW)
    store._cases, store._ids = backup, {}
    other = bti.Desk(ENGINE, store)
    for _ in range(1 + more):
        assert other.record("case-17", COMMENT, by=HEAD, now=NOW)
    with caplog.at_level(logging.CRITICAL, logger="bti.store"):
        case = desk.case("case-17", by=TEACHER)
    assert case == other.case("case-17", by=TEACHER)
    assert ["holds another history" in record.getMessage() for record in caplog.records] == [True]
    assert desk.record("case-17", NOTICED, by=TEACHER, now=NOW)


def test_entries_that_are_gone_are_an_error(store: Interrupted) -> None:
    """A desk that has read more than there is now does not act as if nothing was."""
    desk = bti.Desk(ENGINE, store)
    assert desk.case("case-17", by=TEACHER).entries
    store._cases["case-17"] = {CASE_BOOK: store._cases["case-17"][CASE_BOOK][:1]}
    with pytest.raises(errors.StoreError, match="some were lost"):
        desk.case("case-17", by=TEACHER)
    with pytest.raises(errors.StoreError, match="some were lost"):
        desk.record("case-17", COMMENT, by=TEACHER, now=NOW)
    assert desk.record("case-17", SUSPICION, by=COLLEAGUE, now=NOW), "a matter waits for nothing (I-07)"


def test_no_more_is_remembered_than_was_said(store: Interrupted) -> None:
    """And a case that does not exist takes nobody's place."""
    desk = bti.Desk(ENGINE, store, keep=3)
    for number in range(10):
        desk.record(f"case-{number}", OPENED, by=TEACHER, now=NOW)
        desk.case(f"case-{number}", by=TEACHER)
        desk.case(f"no-such-case-{number}", by=TEACHER)
    assert list(desk._folds._cases) == ["case-7", "case-8", "case-9"]
    desk = bti.Desk(ENGINE, store, keep=0)
    assert desk.record("case-1", WONDER, by=TEACHER, now=NOW)
    assert not desk._folds._cases


@pytest.mark.parametrize("bad", [{"keep": -1}, {"keep": 1.5}, {"keep": True}, {"skew": dt.timedelta(-1)}, {"skew": 60}])
def test_bad_arguments_raise(bad: dict[str, object]) -> None:
    """Rejected at once."""
    with pytest.raises(errors.InvalidValue):
        bti.Desk(ENGINE, bti.MemoryStore(), **bad)  # type: ignore[arg-type]  # because a host may try


FORKED = """
import os, sys
from tests.store.test_desk_races import *
path = sys.argv[1]
desk = bti.Desk(ENGINE, bti.SqliteStore(path))
desk.record("case-17", OPENED, by=TEACHER, now=NOW)
desk._folds._guard().acquire()  # as another thread may at that moment
child = os.fork()
if child == 0:
    for _ in range(3):
        assert desk.record("case-17", COMMENT, by=TEACHER, now=NOW)
    os._exit(0)
desk._folds._guard().release()
assert os.waitpid(child, 0)[1] == 0
assert len(desk.case("case-17", by=TEACHER).entries) == 4
print("done")
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
def test_a_desk_may_be_used_after_a_fork(tmp_path: Path) -> None:
    """Also when another thread was just remembering something."""
    done = subprocess.run(
        [sys.executable, "-c", FORKED, tmp_path / "cases.db"], capture_output=True, text=True, timeout=60, cwd=ROOT
    )
    assert done.stdout.strip() == "done", done.stderr


# --- clocks ----------------------------------------------------------------------------------------------------------

_SECONDS = st.integers(-7200, 7200)


@given(
    st.lists(st.tuples(st.sampled_from(["comment", "suspicion", "dated"]), _SECONDS), max_size=8), st.integers(0, 90)
)
def test_clocks_that_differ(told: list[tuple[str, int]], skew: int) -> None:
    """Hosts whose clocks differ by less than `skew` record in order of arrival, never backwards; one that is further
    behind is refused, protection never, and what was said about when it happened is kept as it was said.
    """
    store = bti.MemoryStore()
    bti.Desk(ENGINE, store).record("case-17", OPENED, by=TEACHER, now=NOW - dt.timedelta(days=1))
    last = NOW - dt.timedelta(days=1)
    for kind, seconds in told:
        desk = bti.Desk(ENGINE, store, skew=dt.timedelta(seconds=skew))
        now = NOW + dt.timedelta(seconds=seconds)
        at = now - dt.timedelta(hours=1) if kind == "dated" else None
        fact = SUSPICION if kind == "suspicion" else COMMENT
        verdict = desk.record("case-17", fact, by=TEACHER, now=now, at=at)
        if kind == "suspicion":
            assert verdict
            assert verdict.entries[0].recorded == now
        elif now < last - dt.timedelta(seconds=skew):
            assert isinstance(verdict, bti.Refused)
            assert [reason.code for reason in verdict.reasons] == ["recorded_backwards"]
        else:
            assert isinstance(verdict, bti.Admitted)
            (entry,) = verdict.entries
            assert entry.recorded == max(now, last)
            assert entry.at == (entry.recorded if at is None else at)
            last = entry.recorded
