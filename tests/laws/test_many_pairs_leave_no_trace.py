"""I-08 over many pairs: the engine, the desk, the store, documents, feeds and pages, byte for byte.

Every pair comes from its number, so that one that fails can be played again: `check_pair(number)`. Ten pairs have their
history in common, each with other protected entries beside it; every fifth is asked through a desk and a store as well.
The usual run plays some; with `BTI_LONG=1` (`make test-long`) ten thousand.
"""

from __future__ import annotations

import datetime as dt
import functools
import os
from collections.abc import Callable
from functools import partial
from random import Random
from typing import Any, TypeAlias

import attrs
import pytest

import bti
import bti.store.desk
from bti import facts
from bti.errors import BtiError
from bti.explore import relay_log
from bti.facts import Category
from bti.interop.cloudevents import event_of, structured
from bti.people import Actor, Professional
from bti.record.case import Case
from bti.record.entry import CASE_BOOK
from bti.store.moving import Books, export_from
from bti.store.protocol import packed
from bti.wire import encode_entry
from tests.laws.histories import BASIS, STORIES, Dice, History, Ids, drawn_history, engine_with, plain, progress, told
from tests.laws.pairs import (
    AUTHORS,
    READERS,
    Pair,
    all_answers,
    assert_same,
    attempts,
    drawn_insertions,
    pair_of,
    tried,
)

LONG = bool(os.environ.get("BTI_LONG"))
PAIRS = 10_000 if LONG else 200
BATCH = 500 if LONG else 50
SHARING = 10
LANGUAGES = ("nb", "nn", "en")


def store_of(case: Case) -> bti.MemoryStore:
    """Keep a case, every book of it."""
    store = bti.MemoryStore()
    books = (case.entries, *case.beside().values())
    for entries in filter(None, books):
        store.append(case.id, entries[0].book, [packed(one) for one in entries], expected={entries[0].book: 0})
    return store


Try: TypeAlias = tuple[Any, str | None, Any]
"""What is recorded, under which id, and with which justification."""


def outcome(work: Callable[[], Any]) -> object:
    """Return what something gives, an error where it raises one, an act as its entries."""
    try:
        found = work()
    except BtiError as error:
        return error
    if isinstance(found, bti.Admitted):
        return found.entries, found.advice, found.repeated, found.case.versions()
    return found


@functools.lru_cache(maxsize=2)
def drawn_base(group: int) -> History:
    """Return the history that ten pairs share, each with other protected entries beside it."""
    if group % 20 in (0, 10):  # no case yet, and one that was closed
        return told(*STORIES[group // 20 % len(STORIES)], upto=0 if group % 20 == 0 else None)
    return drawn_history(Dice(Random(group)), 5, protected=False)


def drawn_pair(number: int) -> tuple[Random, History, Pair]:
    """Return the pair of a number, and the dice for what is asked of it."""
    dice, history = Random(number), drawn_base(number // SHARING)
    return dice, history, pair_of(history, drawn_insertions(Dice(dice), len(history.steps)))


@functools.lru_cache(maxsize=64)
def without(group: int, asking: Actor, now: dt.datetime, lang: str, *, own: bool) -> tuple[dict[str, str], object]:
    """Return what somebody is answered where there is no matter, to the byte, and the page they are shown."""
    history = drawn_base(group)
    case = history.case.for_reader(asking) if own else history.case
    answers = {name: plain(found) for name, found in all_answers(history.ids, case, asking, now).items()}
    return answers, shown(case, asking, now, history.ids, lang)


class CountedIds:
    """Stands in for what makes ids at random, so that two desks may be compared to the byte."""

    def __init__(self) -> None:
        self._next = Ids("desk-")

    def token_hex(self, _length: int) -> str:
        """Return the next id."""
        return self._next()


def of_desk(
    case: Case, history: History, reader: Actor, tries: list[Try], monkeypatch: pytest.MonkeyPatch
) -> list[object]:
    """Return what a desk over a store with this case says to somebody, and what that leaves behind."""
    monkeypatch.setattr(bti.store.desk, "secrets", CountedIds())
    store = store_of(case)
    desk = bti.Desk(engine_with(Ids(made=history.ids)), store)
    seen = desk.case(case.id, by=reader)
    now = history.now
    found: list[object] = [fed(seen), sorted(seen.matters), seen.versions()]
    for basis in ("first", "second"):
        found.append(outcome(partial(desk.view, case.id, by=reader, now=now, basis=basis)))
    found.append(outcome(partial(desk.read_by, case.id, by=reader, now=now)))
    for fact, chosen, because in tries:
        verdict = outcome(
            partial(desk.record, case.id, fact, by=reader, now=now, entry_id=chosen, because=because, seen=seen)
        )
        own = isinstance(verdict, tuple) and any(one.matter is not None for one in verdict[0])
        found.append("a matter of one's own" if own else verdict)  # its id is random
    if case.entries:  # a conflict tells the version of the case book, and nothing else
        again = [packed(case.entries[-1])]
        for version in (0, case.spine.version, case.spine.version + 1):
            numbered = [attrs.evolve(one, seq=version + 1) for one in again]
            found.append(outcome(partial(store.append, case.id, CASE_BOOK, numbered, expected={CASE_BOOK: version})))
    found += [store.version(case.id, CASE_BOOK), [one.data for one in store.read(case.id, CASE_BOOK)]]
    if not any(one == "a matter of one's own" for one in found):
        for books in (Books.CASE, Books.ALL_OWN):
            found.append(outcome(partial(export_from, store, desk.engine, case.id, by=reader, now=now, books=books)))
    return found


def shown(case: Case, reader: Actor, now: dt.datetime, ids: int, lang: str) -> object:
    """Return the page of a case as somebody sees it, in a language, as text and HTML."""
    engine = engine_with(Ids(made=ids))
    found = outcome(partial(relay_log, engine, case, by=reader, now=now, basis=BASIS, lang=lang))
    return (found[0].text(), found[0].html()) if isinstance(found, tuple) else found


def fed(case: Case) -> list[bytes]:
    """Return the feed of the case book: its entries as they are stored, and as events."""
    events = [structured(event_of(one, source="https://bti.example", with_texts=True)) for one in case.entries]
    return [*(encode_entry(one) for one in case.entries), *events]


def check_pair(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Compare everything one outsider can ask of the pair of a number: half the time a colleague of its author."""
    dice, history, pair = drawn_pair(number)
    outsiders = [reader for reader in READERS if pair.is_outsider(reader)]
    colleagues = [  # those who stand nearest to whoever wrote it
        reader
        for reader in outsiders
        if isinstance(reader, Professional)
        and any(reader.service == author.service for author in AUTHORS if author.ref in pair.authors)
    ]
    asking = dice.choice(colleagues if colleagues and dice.random() < 0.5 else outsiders)
    group, turn = divmod(number, SHARING)
    instants = [history.now, *(step.now for step in history.steps), history.now + dt.timedelta(days=400)]
    hidden, own = dice.choice(pair.matters), dice.random() < 0.5
    bare, case = pair.without, pair.with_
    if own:
        bare, case = bare.for_reader(asking), case.for_reader(asking)
        assert (case, case.versions()) == (bare, bare.versions())
    for now in (history.now, instants[group % len(instants)]):
        lang = LANGUAGES[group % len(LANGUAGES)]
        answers, page = without(group, asking, now, lang, own=own)
        for name, found in all_answers(history.ids, case, asking, now).items():
            assert plain(found) == answers[name], name
        assert shown(case, asking, now, history.ids, lang) == page
    for fact, entry_id in dice.sample(attempts(hidden), 2):
        assert_same(
            tried(history.ids, case, asking, history.now, fact, entry_id),
            tried(history.ids, bare, asking, history.now, fact, entry_id),
        )
    if turn % 5:
        return
    assert fed(pair.with_) == fed(pair.without)
    move = progress(history.case, history.now)
    tries: list[Try] = [(*one, None) for one in dice.sample(attempts(hidden), 2)]
    concern = facts.ConcernRaised(category=Category.FAMILY)
    tries += [(concern, "own-id", None), (concern, hidden, None)]
    tries += [] if move is None else [(move.act, "own-act", move.because)]
    desks = (of_desk(one, history, asking, tries, monkeypatch) for one in (pair.with_, pair.without))
    for found, expected in zip(*desks, strict=True):
        assert_same(found, expected)


@pytest.mark.parametrize("first", range(0, PAIRS, BATCH), ids=lambda first: f"from-{first}")
def test_pairs_give_the_same_answers(first: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two histories that differ only in a protected matter's book give whoever is no insider the same bytes."""
    for number in range(first, first + BATCH):
        check_pair(number, monkeypatch)


def test_the_pairs_reach_every_corner() -> None:
    """Entries before the first of the case and after its closing, by colleagues of who asks, two matters of two."""
    corners = dict.fromkeys(
        ("before the first", "after closing", "by a colleague", "two matters", "own books", "in no case"), 0
    )
    for number in range(0, 1500, 10):
        _, _, pair = drawn_pair(number)
        entries = [entry for book in pair.with_.beside().values() for entry in book]
        first = pair.with_.entries[0].recorded if pair.with_.entries else None
        corners["in no case"] += first is None
        corners["before the first"] += first is not None and any(one.recorded <= first for one in entries)
        closed = pair.without.spine.life.closed is not None
        corners["after closing"] += closed and entries[-1].recorded >= pair.without.entries[-1].recorded
        corners["two matters"] += len(pair.with_.matters) > 1 and len(pair.authors) > 1
        corners["own books"] += bool(pair.with_.own_books and pair.with_.matters)
        corners["by a colleague"] += any(
            isinstance(reader, Professional) and author.service == reader.service and pair.is_outsider(reader)
            for author in AUTHORS
            if author.ref in pair.authors
            for reader in READERS
        )
    assert all(corners.values()), corners


class TestTwoMatters:
    """Two matters that must not know of each other: to the insider of one, the other is no matter at all."""

    def test_the_insider_of_one_learns_nothing_of_the_other(self) -> None:
        """The colleague's matter gives her the same answers, versions and refusals beside the stranger's."""
        colleague, stranger = AUTHORS[0], AUTHORS[2]
        for number in range(40):
            history = drawn_history(Dice(Random(number)), 4, protected=False)
            welfare = Category.WELFARE
            own = engine_with(Ids("m")).admit(
                history.case, facts.SuspicionRecorded(category=welfare), by=colleague, now=history.now
            )
            assert own
            other = engine_with(Ids("n")).admit(
                own.case, facts.SuspicionRecorded(category=welfare), by=stranger, now=history.now
            )
            assert other
            hidden = other.entries[0].id
            now = history.now + dt.timedelta(hours=1)
            one, both = own.case.for_reader(colleague), other.case.for_reader(colleague)
            assert_same(one, both)
            assert one.versions() == both.versions()
            alone = all_answers(history.ids, own.case, colleague, now)
            for name, found in all_answers(history.ids, other.case, colleague, now).items():
                assert_same(found, alone[name])
            for fact, entry_id in attempts(hidden):
                assert_same(
                    tried(history.ids, other.case, colleague, now, fact, entry_id),
                    tried(history.ids, own.case, colleague, now, fact, entry_id),
                )
