"""What is kept back from one of the family, or from a service, leaves no trace in what they are answered."""

from __future__ import annotations

import datetime as dt
import re
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import bti
from bti import facts
from bti.answers.next_change import comparable
from bti.people import Actor, Professional
from bti.record.case import Case
from bti.record.entry import Entry
from tests.laws.histories import (
    BASIS,
    CHILD,
    FATHER_AS_TEACHER,
    HEAD,
    HEALTH_HEAD,
    MOTHER,
    Dice,
    History,
    Ids,
    drawn_history,
    engine_with,
    histories,
    plain,
)
from tests.laws.kept import Kept, drawn_kept, kept_cases

_ANSWERS = ("agenda", "breaks", "findings", "planned_talks", "log_standing", "answering")
"""What is the same to the byte; the next change beside it, where it is one. The first page is compared beside them,
the lines one by one; what is refused, offered and said to have changed meanwhile has a law of its own."""
_DAYS = (0, 1, 40, 400, -1, -60)


def answers(case: Case, reader: Actor, now: dt.datetime) -> dict[str, str]:
    """Return what a reader is answered, and the first page."""
    engine = engine_with(iter(()).__next__)
    found: dict[str, object] = {name: getattr(engine, name)(case, by=reader, now=now) for name in _ANSWERS}
    found["overview"] = engine.view(case, by=reader, now=now, basis=BASIS).overview
    return {name: plain(said) for name, said in found.items()}


def assert_untold(kept: Kept, reader: Actor, now: dt.datetime) -> None:
    """Assert that a reader is answered as if there were nothing that is kept, but for lines that say nothing."""
    with_, without = (answers(case, reader, now) for case in (kept.with_, kept.without))
    for name, said in without.items():
        assert with_[name] == said, name
    assert_nothing_foretold(kept, reader, now)
    engine = engine_with(iter(()).__next__)
    lines, others = (engine.view(case, by=reader, now=now, basis=BASIS).entries for case in (kept.with_, kept.without))
    known = {one.id for one in others}
    assert plain(tuple(one for one in lines if one.id in known)) == plain(others)
    for line in lines:
        if line.id not in known:
            assert line.id in kept.ids
            assert_bare(line)


def assert_nothing_foretold(kept: Kept, reader: Actor, now: dt.datetime) -> None:
    """Assert that the next change is the one there was, were nothing kept; or a later one, or of fewer answers.

    What is not named then is what something kept hides, and really is the same. No day of what is kept is named. Of an
    earlier instant it is what was to be foreseen then, which what has been recorded since may have overtaken.
    """
    engine = engine_with(iter(()).__next__)
    unasked = {"who_must_consent", "may_share"} if now >= kept.now else set(bti.ALL_ANSWERS)
    with_, without = (engine.next_change(case, by=reader, now=now) for case in (kept.with_, kept.without))
    if with_ != without:
        assert without is not None
        hidden = set(without.answers)
        if with_ is not None:
            assert with_.at >= without.at
            hidden -= set(with_.answers) if with_.at == without.at else set()
        for name in sorted(hidden - unasked):
            first, then = (really(kept.with_, name, reader, at) for at in (now, without.at))
            assert first == then, name
    if with_ is not None:
        assert not any(one.about in kept.ids for one in with_.because)
        for name in sorted(set(with_.answers) - unasked):
            first, then = (really(kept.with_, name, reader, at) for at in (now, with_.at))
            assert first != then, name


def really(case: Case, name: str, reader: Actor, now: dt.datetime) -> str:
    """Return what a reader is answered of the case as it is, as it is asked again, without what follows the clock."""
    kinds = tuple(kind for kind in facts.KINDS if kind not in ("entry_corrected", "entry_struck"))
    asked: dict[str, dict[str, Any]] = {"view": {"basis": BASIS}, "options": {"kinds": kinds}}
    return plain(
        comparable(getattr(engine_with(iter(()).__next__), name)(case, by=reader, now=now, **asked.get(name, {})))
    )


def is_held_to_it(kept: Kept, reader: Actor, now: dt.datetime) -> bool:
    """Tell whether somebody works with the case and owes what is kept, or answers for the case: they know of it."""
    if kept.with_.spine.is_kin(reader.ref) or not isinstance(reader, Professional):
        return False
    answering = engine_with(iter(()).__next__).answering(kept.with_, by=reader, now=now)
    return kept.is_owed_by(reader) or (answering is not None and answering.person == reader.ref)


def assert_bare(line: bti.Seen) -> None:
    """Assert that a line says when something was recorded, and that it was written for others: nothing else."""
    said = (line.kind, line.by, line.fact, line.cause, line.moved_to, line.because, line.original, line.corrected)
    assert said == (None,) * len(said)
    assert (line.struck, line.erased, line.not_told) == (None, False, ())
    assert line.redacted is not None
    assert line.redacted.code == "written_for_others"


class TestKeptEntriesLeaveNoTrace:
    """Of two cases that differ by entries kept back from somebody, and by the decisions that keep them, that reader is
    answered the same, byte for byte, but for lines of which not even the kind is told.

    The lines stay, with when they were recorded: a book with gaps in its numbers would tell as much, and that something
    was written for others is told of every entry that is (model 6).
    """

    @given(kept_cases(), st.sampled_from(_DAYS))
    def test_answers_are_the_same(self, kept: Kept | None, days: int) -> None:
        """Agenda, breaks, planned talks, next change, first page and lines: now, later and as of earlier."""
        if kept is not None:
            now = kept.now + dt.timedelta(days=days)
            for reader in kept.readers:
                if not is_held_to_it(kept, reader, now):
                    assert_untold(kept, reader, now)

    @pytest.mark.parametrize("seed", range(40), ids=[f"seed-{number}" for number in range(40)])
    def test_of_histories_that_are_the_same_each_time(self, seed: int) -> None:
        """The same of drawn histories that come again in every run: with kept entries of most kinds there are."""
        dice = Dice(Random(seed))
        kept = drawn_kept(dice, drawn_history(dice, 6, protected=False, begun=True))
        if kept is not None:
            for reader in kept.readers[:2]:
                if not is_held_to_it(kept, reader, kept.now):
                    assert_untold(kept, reader, kept.now)

    @given(histories(most=10, protected=False, begun=True), st.data())
    def test_whatever_is_marked_the_rest_holds_together(self, history: History, data: st.DataObject) -> None:
        """Any entries at all, also such as others stand on: to whom they are kept from, no id of them shows but in a
        line; and every answer is one.
        """
        case, ids = marked(history, data.draw(st.lists(st.integers(0, 200), min_size=1, max_size=6)))
        for reader in (MOTHER, CHILD, FATHER_AS_TEACHER):
            if not case.spine.is_kin(reader.ref):
                continue  # at home in the school, where all is seen
            for days in (0, -3):
                assert_named_nowhere(case, ids, reader, history.now + dt.timedelta(days=days))


def marked(history: History, places: list[int]) -> tuple[Case, tuple[Entry, ...]]:
    """Mark entries at some places of a book as telling of a person nobody else knows."""
    case, engine, ids = history.case, engine_with(Ids("k")), list[Entry]()
    home = case.spine.life.home
    by = next((one for one in (HEAD, HEALTH_HEAD) if one.service == home), HEAD)
    for place in dict.fromkeys(one % len(case.entries) for one in places if case.entries):
        entry = case.entries[place]
        mark = facts.EntryMarked(entry=entry.id, tells=facts.Tells.SOMEBODY_ELSE, whose="x-aunt")
        verdict = engine.admit(case, mark, by=by, now=history.now)
        if verdict:
            case = verdict.case
            ids.append(entry)
    return case, tuple(ids)


def assert_named_nowhere(case: Case, ids: tuple[Entry, ...], reader: Actor, now: dt.datetime) -> None:
    """Assert that no entry kept from a reader shows in an answer, but for their own entries."""
    told = answers(case, reader, now)
    for entry in ids:
        if getattr(entry.by, "ref", None) == reader.ref:
            continue
        for name, said in told.items():
            assert re.search(rf"['(:]{re.escape(entry.id)}['):]", said) is None, (name, entry.fact.kind)
