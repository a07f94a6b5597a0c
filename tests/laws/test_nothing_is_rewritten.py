"""I-11: nothing is rewritten."""

from __future__ import annotations

import itertools
import pickle

import attrs
import pytest
from hypothesis import given

from bti import facts
from bti.facts import Category
from bti.record.entry import Entry
from bti.record.note import Note
from tests.laws.histories import History, deputy, histories, plain, told


def books(history: History, place: int) -> dict[str, tuple[Entry, ...]]:
    """Return all books of a case as they were after a step."""
    case = history.steps[place].after
    return {"case": case.entries} | {matter: one.entries for matter, one in case.matters.items()}


class TestNothingIsRewritten:
    """Nothing admitted is removed or rewritten: what was corrected, struck or erased by decision is provably the same
    entry, and provably so treated.
    """

    @given(histories())
    def test_books_only_grow_at_their_end(self, history: History) -> None:
        """After every step each book begins with all it held before, the very same entries in the same places.

        They are equal by all their stamps, references, codes and commitments; only a text may have been erased.
        """
        for place in range(1, len(history.steps)):
            before, after = books(history, place - 1), books(history, place)
            assert set(before) <= set(after)
            for name, entries in before.items():
                assert all(one == other for one, other in zip(entries, after[name], strict=False))
                if not history.steps[place].after.spine.corrections.textless:
                    assert all(one is other for one, other in zip(entries, after[name], strict=False))
                assert len(after[name]) >= len(entries)
            assert sum(name not in before or after[name] != before[name] for name in after) <= 1

    @given(histories())
    def test_the_verdict_and_the_case_agree(self, history: History) -> None:
        """An admission adds exactly the entries it names; a refusal adds none."""
        for step in history.drawn:
            if step.verdict:
                asked = step.before.for_reader(step.move.by)
                assert plain(step.verdict.case.for_reader(step.move.by)) == plain(
                    asked.grown(step.verdict.entries).for_reader(step.move.by)
                )

    @given(histories())
    def test_places_are_counted_and_ids_are_never_used_twice(self, history: History) -> None:
        """In each book the places run from 1; no id stands twice anywhere; recording time never goes back."""
        everything = books(history, -1) if history.steps else {}
        for entries in everything.values():
            assert [entry.seq for entry in entries] == list(range(1, len(entries) + 1))
            assert all(one.recorded <= other.recorded for one, other in itertools.pairwise(entries))
        ids = [entry.id for entries in everything.values() for entry in entries]
        assert len(set(ids)) == len(ids)

    @given(histories())
    def test_asking_leaves_a_case_as_it_was(self, history: History) -> None:
        """A case that was judged, looked at and offered from is to the byte what it was."""
        case = history.case
        before, hashed = plain(case), hash(case)
        by = deputy(case)
        for fact in (facts.CommentMade(category=Category.FAMILY), facts.SuspicionRecorded(category=Category.WELFARE)):
            verdict = history.engine.admit(case, fact, by=by, now=history.now)
            case.grown(verdict.entries if verdict else ())
        history.engine.options(case, by=by, now=history.now)
        history.engine.view(case, by=by, now=history.now, basis="control")
        case.for_reader(by)
        case.as_of(history.now)
        assert plain(case) == before
        assert hash(case) == hashed

    @given(histories(most=10))
    def test_a_copy_by_pickle_is_the_same_case(self, history: History) -> None:
        """A case that travelled between processes is the same."""
        assert plain(pickle.loads(pickle.dumps(history.case))) == plain(history.case)

    def test_an_entry_cannot_be_changed(self) -> None:
        """Neither an entry nor a fact nor a case lets itself be written to."""
        case = told(upto=5).case
        entry = case.entries[1]
        for thing, name in ((entry, "fact"), (entry.fact, "category"), (case, "entries"), (case.spine, "version")):
            with pytest.raises(attrs.exceptions.FrozenInstanceError):
                setattr(thing, name, None)

    def test_an_erased_text_leaves_the_same_entry(self) -> None:
        """A note whose text is erased by decision is equal to what it was: its commitment proves it is the same."""
        case = told(upto=5).case
        entry = case.entries[1]
        assert isinstance(entry.fact, facts.ConcernRaised)
        assert entry.fact.note is not None
        erased = attrs.evolve(entry, fact=attrs.evolve(entry.fact, note=entry.fact.note.erased()))
        assert erased == entry
        assert isinstance(erased.fact, facts.ConcernRaised)
        assert isinstance(erased.fact.note, Note)
        assert erased.fact.note.text is None
