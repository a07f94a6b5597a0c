"""Texts erased by decision are gone from the store, whatever is interrupted, and are shown to nobody meanwhile."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Collection
from pathlib import Path

import pytest

import bti
from bti import facts
from bti.errors import StoreError
from bti.facts import Category, Note, StrikeReason
from bti.record.correction import OfEntry
from bti.store.protocol import Store
from tests.store.test_desk import HEAD, NOW, OPENED, TEACHER

WORDS = "Sitter alene ved vinduet hver dag, og sier at ingen ser ham."
REASON = "Ringte mor, hun ba om det."
RIGHT = "Sitter av og til alene ved vinduet."


class Stuck(bti.MemoryStore):
    """A store that cannot delete for a while."""

    stuck = False

    def erase_texts(self, case_id: str, book: str, commitments: Collection[str], *, before: int) -> int:
        """Fail while it is stuck."""
        if self.stuck:
            raise StoreError("cannot be written")
        return super().erase_texts(case_id, book, commitments, before=before)


def told(store: Store, *, decided: bool = True) -> tuple[bti.Desk, str]:
    """Record a concern with a text, correct its text, and decide to erase it; return the desk and the concern."""
    desk = bti.Desk(bti.Engine(bti.load_guide("sortland")), store)
    assert desk.record("case-1", OPENED, by=TEACHER, now=NOW)
    concern = facts.ConcernRaised(category=Category.EDUCATION, note=Note.of(WORDS))
    raised = desk.record("case-1", concern, by=TEACHER, now=NOW, because=REASON)
    assert raised
    entry = raised.entries[0].id
    right = facts.ConcernRaised(category=Category.EDUCATION, note=Note.of(RIGHT))
    assert desk.record("case-1", facts.EntryCorrected(entry=entry, instead=right), by=TEACHER, now=NOW)
    if decided:
        assert desk.record("case-1", facts.TextErased(entry=entry, decision="decision-7"), by=HEAD, now=NOW)
    return desk, entry


def everything(store: Store) -> str:
    """Return all texts that the store still has."""
    return " ".join(text.text for book in store.read_case("case-1").values() for one in book for text in one.texts)


def shown(desk: bti.Desk) -> str:
    """Return all texts the leader is shown, now and as of then."""
    found: list[str] = []
    case = desk.case("case-1", by=HEAD)
    for line in desk.engine.view(case, by=HEAD, now=NOW, basis="control").entries:
        for fact in (line.fact, line.original):
            within = fact.instead if isinstance(fact, facts.EntryCorrected) else fact
            found += [note.text or "" for note in (getattr(within, "note", None), line.because) if note is not None]
    return " ".join(found)


@pytest.fixture(params=["memory", "sqlite"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    """Each of the library's stores."""
    return bti.MemoryStore() if request.param == "memory" else bti.SqliteStore(tmp_path / "cases.db")


def test_before_the_decision_all_is_there(store: Store) -> None:
    """The tests below would find the texts."""
    desk, _ = told(store, decided=False)
    for text in (WORDS, REASON, RIGHT):
        assert text in everything(store)
        assert text in shown(desk)


def test_texts_are_gone_when_the_decision_is_recorded(store: Store) -> None:
    """The text, the justification and the correction's text are erased; entry and commitments are what they were."""
    desk, entry = told(store)
    assert everything(store) == ""
    assert shown(desk).strip() == ""
    found = desk.case("case-1", by=HEAD).find(entry)
    assert found is not None
    assert isinstance(found.fact, facts.ConcernRaised)
    assert found.fact.note is not None
    assert found.fact.note == Note(found.fact.note.commitment)


def test_the_file_does_not_hold_the_text(tmp_path: Path) -> None:
    """Neither the file nor its write-ahead log has a byte of it, while both are still open."""
    with bti.SqliteStore(tmp_path / "cases.db") as store:
        told(store)
        written = b"".join(path.read_bytes() for path in tmp_path.iterdir())
        for text in (WORDS, REASON, RIGHT):
            assert text.encode()[:12] not in written
        assert b"concern_raised" in written


def test_a_decision_that_was_interrupted_is_carried_out_by_the_next_reader(store: Store) -> None:
    """The process died between recording and erasing: nobody is shown the text, and reading erases it."""
    desk, entry = told(store, decided=False)
    engine = desk.engine
    case = desk.case("case-1", by=HEAD)
    verdict = engine.admit(case, facts.TextErased(entry=entry, decision="decision-7"), by=HEAD, now=NOW)
    assert isinstance(verdict, bti.Admitted)
    desk._append("case-1", verdict, case)
    assert WORDS in everything(store)
    for again in (desk, bti.Desk(engine, store)):
        assert shown(again).strip() == ""
        assert everything(store) == ""


def test_a_store_that_cannot_erase_is_asked_again(caplog: pytest.LogCaptureFixture) -> None:
    """The decision stands, the text is shown to nobody, somebody is told, and the next reading tries again."""
    store = Stuck()
    store.stuck = True
    with caplog.at_level(logging.CRITICAL, "bti.store"):
        desk, _ = told(store)
    assert "could not be" in caplog.text
    assert shown(desk).strip() == ""
    assert WORDS in everything(store)
    store.stuck = False
    desk.case("case-1", by=TEACHER)
    assert everything(store) == ""


def test_another_childs_entry_goes_with_its_texts(store: Store) -> None:
    """Struck as another child's and erased by decision: nothing is left but the line."""
    desk, entry = told(store, decided=False)
    for fact in (
        facts.EntryStruck(entry=entry, reason=StrikeReason.WRONG_CASE),
        facts.EntryErased(entry=entry, decision="decision-8"),
    ):
        assert desk.record("case-1", fact, by=HEAD, now=NOW)
    assert everything(store) == ""
    lines = desk.engine.view(desk.case("case-1", by=HEAD), by=HEAD, now=NOW, basis="control").entries
    (line,) = [one for one in lines if one.id == entry]
    assert (line.fact, line.original, line.because, line.erased) == (None, None, None, True)
    assert [one.kind for one in lines if isinstance(one.fact, OfEntry)] == ["entry_struck", "entry_erased"]


def test_nobody_who_asks_back_is_shown_it() -> None:
    """As of before the decision, the text is gone all the same."""
    desk, entry = told(bti.MemoryStore(), decided=False)
    later = NOW + dt.timedelta(days=3)
    before = desk.case("case-1", by=HEAD)
    assert desk.record("case-1", facts.TextErased(entry=entry, decision="decision-7"), by=HEAD, now=later)
    assert shown(desk).strip() == ""
    assert len(before.entries) < len(desk.case("case-1", by=HEAD).entries)
