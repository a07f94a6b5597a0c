"""Guards read the spine only: never an entry's content, and never a text.

Every entry is sealed and every note is sealed: whoever opens one fails the test. The verdicts stay the same.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping
from typing import Any, Final, cast

import attrs
import pytest
from hypothesis import given

import bti
from bti import facts
from bti.answers.told import may_be_held
from bti.facts import KINDS, Category, Fact
from bti.record.case import Case
from bti.record.correction import OfEntry
from bti.record.entry import Entry
from bti.record.kinds import BESIDE
from bti.record.note import Note
from bti.record.spine import Spine
from bti.rules.ask import Ask
from bti.rules.registry import REGISTRY, Registry, Stage
from tests.laws.histories import (
    BASIS,
    CAST,
    TEACHER,
    History,
    Ids,
    Step,
    deputy,
    engine_with,
    histories,
    plain,
    told,
)


class Opened(AssertionError):
    """Something sealed was opened."""


class SealedEntry:
    """An entry of which nothing but the id can be known."""

    __slots__ = ("id",)

    def __init__(self, entry: Entry) -> None:
        self.id = entry.id

    def __getattr__(self, name: str) -> Any:
        raise Opened(f"an entry was asked for its {name}")


class SealedNote(Note):
    """A note that cannot be read."""

    __slots__ = ()

    def __init__(self) -> None:
        """Hold nothing."""

    def __getattribute__(self, name: str) -> Any:
        if name in ("text", "salt", "commitment"):
            raise Opened(f"a note was asked for its {name}")
        return object.__getattribute__(self, name)

    def __eq__(self, other: object) -> bool:
        raise Opened("a note was compared")

    def __hash__(self) -> int:
        raise Opened("a note was hashed")


class SealedText(Note):
    """A note whose text cannot be read; its commitment, by which an erased text is found, can."""

    __slots__ = ()

    def __getattribute__(self, name: str) -> Any:
        if name in ("text", "salt"):
            raise Opened(f"a note was asked for its {name}")
        return object.__getattribute__(self, name)


class WatchedSpine:
    """A spine that remembers which of its pieces were asked for."""

    def __init__(self, spine: Spine) -> None:
        self.spine = spine
        self.asked: set[str] = set()

    def __getattr__(self, name: str) -> Any:
        self.asked.add(name)
        return getattr(self.spine, name)


CORRECTIONS: Final = tuple(
    kind
    for kind, fact in KINDS.items()
    if issubclass(fact, OfEntry) or fact in (facts.OwnEntryPassedOn, facts.EntryMarked, facts.GuardiansNotTold)
)
"""Kinds about another entry, whose stamps they go by; of no entry is a text read. By its stamps, its kind and what it
names it is found too whether an entry is kept back from who asks."""
OTHERS: Final = tuple(kind for kind in KINDS if kind not in CORRECTIONS)

PIECES: Final = {field.name for field in attrs.fields(Spine)} | {
    "is_kin",
    "takes_part",
    "answering",
    "in_line",
    "stood_at",
}


def sealed(case: Case) -> Case:
    """Return a case whose entries cannot be opened; its spine is what it was."""
    entries = tuple(SealedEntry(entry) for entry in case.entries)
    return Case(case.id, cast(tuple[Entry, ...], entries), case.spine)


def text_sealed(case: Case) -> Case:
    """Return a case whose entries can be opened, for corrections of them, but none of whose texts can be read."""
    return Case(case.id, tuple(_text_sealed(entry) for entry in case.entries), case.spine)


def _text_sealed(entry: Entry) -> Entry:
    because = None if entry.because is None else SealedText(entry.because.commitment)
    return attrs.evolve(entry, fact=without_text(entry.fact, SealedText), because=because)


def without_text(fact: Fact, seal: type[SealedNote] | type[SealedText] = SealedNote) -> Fact:
    """Return a fact whose note cannot be read, nor that of the fact within it."""
    changes: dict[str, Any] = {}
    note: Note | None = getattr(fact, "note", None)
    if note is not None:
        changes["note"] = SealedNote() if seal is SealedNote else SealedText(note.commitment)
    if isinstance(fact, facts.EntryCorrected):
        changes["instead"] = without_text(fact.instead, seal)
    return attrs.evolve(cast(Any, fact), **changes) if changes else fact


def judged(step: Step, engine: bti.Engine) -> bti.Verdict:
    """Make a step's attempt on a sealed case, its texts sealed too."""
    corrects = any(fact.kind in CORRECTIONS for fact in step.move.act) or may_be_held(step.before.spine)
    case = text_sealed(step.before) if corrects else sealed(step.before)
    seal = SealedText if corrects else SealedNote
    act = tuple(without_text(fact, seal) for fact in step.move.act)
    because = None if step.move.because is None else without_note(step.move.because, corrects)
    return engine.admit(case, act, by=step.move.by, now=step.now, at=step.at, because=because)


def without_note(note: Note, corrects: bool) -> Note:
    """Return a note that cannot be read."""
    return SealedText(note.commitment) if corrects else SealedNote()


def leaves(value: object) -> Iterable[object]:
    """Yield everything a value is made of, down to what has no parts."""
    if isinstance(value, Mapping):
        for key, one in value.items():
            yield from leaves(key)
            yield from leaves(one)
    elif isinstance(value, (tuple, list, frozenset, set)):
        for one in cast(Iterable[object], value):
            yield from leaves(one)
    elif attrs.has(type(value)):
        yield value
        for field in attrs.fields(cast(Any, type(value))):
            yield from leaves(getattr(value, field.name))
    elif not isinstance(value, enum.Enum):
        yield value


class TestGuardsReadOnlyTheSpine:
    """A fact is judged on the spine: kinds, position, who answers, consents, measures' dates; no guard reads a text."""

    @given(histories(protected=False))
    def test_verdicts_are_the_same_with_everything_sealed(self, history: History) -> None:
        """No entry is opened and no note is read; every attempt is judged as it was."""
        for step in (*history.steps[: history.told][-5:], *history.drawn):
            verdict = judged(step, step_engine(step))
            assert bool(verdict) == bool(step.verdict)
            assert plain(verdict.advice) == plain(step.verdict.advice)
            if verdict and step.verdict:
                assert [entry.fact.kind for entry in verdict.entries] == [
                    entry.fact.kind for entry in step.verdict.entries
                ]
            elif not verdict and not step.verdict:
                assert plain(verdict.reasons) == plain(step.verdict.reasons)

    @given(histories(protected=False, most=10))
    def test_options_are_the_same_with_everything_sealed(self, history: History) -> None:
        """What is offered is worked out from the spine too."""
        for by in (deputy(history.case), *CAST[:6]):
            kept = may_be_held(history.case.spine)
            for closed, kinds in ((text_sealed if kept else sealed, OTHERS), (text_sealed, CORRECTIONS)):
                first = history.engine.options(history.case, by=by, now=history.now, kinds=kinds)
                again = history.engine.options(closed(history.case), by=by, now=history.now, kinds=kinds)
                assert plain(again) == plain(first)

    @given(histories(most=10))
    def test_the_spine_holds_no_entry_no_note_and_no_text(self, history: History) -> None:
        """Nothing of what was written can be found anywhere in the spine."""
        texts = set[str]()
        for entry in history.case.entries:
            note = getattr(entry.fact, "note", None)
            texts |= {note.text, note.commitment} if isinstance(note, Note) and note.text is not None else set()
        for leaf in leaves(history.case.spine):
            assert not isinstance(leaf, (Entry, Note, Fact, SealedEntry))
            assert not isinstance(leaf, str) or leaf not in texts

    def test_the_seal_would_be_noticed(self) -> None:
        """The tests above can fail: whoever reads an entry or a note is found out."""
        entry = told(upto=1).case.entries[0]
        with pytest.raises(Opened):
            SealedEntry(entry).fact  # noqa: B018 -- asking is the test
        for name in ("text", "salt", "commitment"):
            with pytest.raises(Opened):
                getattr(SealedNote(), name)
        with pytest.raises(Opened):
            told().engine.view(sealed(told().case), by=deputy(told().case), now=told().now, basis=BASIS)

    def test_each_guard_reads_pieces_of_the_spine_and_nothing_else(self) -> None:
        """Each guard alone, on every state of the story: what it asks of the case are pieces of the spine."""
        read: dict[str, set[str]] = {guard.name: set() for guard in REGISTRY.guards()}
        for step in told().steps:
            case, fact = step.before, without_text(step.move.act[-1])
            kind = REGISTRY.kinds[type(fact)]
            form_met = True
            for guard in sorted(kind.guards, key=lambda one: one.stage is Stage.RULE):
                if guard.stage is Stage.RULE and not form_met:
                    break
                watched = WatchedSpine(case.spine)
                known = {entry.id for entry in case.entries}
                ask = Ask(
                    cast(Spine, watched),
                    step_engine(step).guide,
                    step_engine(step).calendar,
                    step.move.by,
                    step.at,
                    step.now,
                    tuple(without_text(one) for one in step.move.act),
                    known.__contains__,
                )
                found = guard.check(ask, fact) if guard.reads_fact else guard.check(ask)
                form_met = form_met and (guard.stage is Stage.RULE or not found)
                read[guard.name] |= watched.asked
        assert set().union(*read.values()) <= PIECES
        assert read["every_measure_is_answered_for"] == {"track", "plan"}
        assert read["never_a_guardian_or_relative"] <= {"is_kin", "people"}
        assert not any("version" in pieces for pieces in read.values())

    def test_a_guard_that_raises_refuses(
        self, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        """A broken guard lets nothing through, says that it is not the asker's fault, and logs no reference."""

        def broken(ask: Ask) -> None:
            raise KeyError(ask.by.ref)

        kind = REGISTRY.kinds[facts.CommentMade]
        monkeypatch.setattr(kind, "rule_alone", [*kind.rule_alone, broken])
        history = told(upto=5)
        comment = facts.CommentMade(category=Category.FAMILY)
        verdict = history.engine.admit(history.case, comment, by=TEACHER, now=history.now)
        assert not verdict
        assert [reason.kind for reason in verdict.reasons] == [bti.ReasonKind.INTERNAL]
        assert "KeyError" in caplog.text
        assert TEACHER.ref not in caplog.text

    def test_every_kind_but_protection_can_be_guarded(self) -> None:
        """A registry of one's own takes a guard on every other kind."""
        registry = Registry()
        (guard, *_) = REGISTRY.guards()
        for fact in KINDS.values():
            if fact not in BESIDE:
                registry.add(guard, (fact,))
        assert registry.guards() == (guard,)


def step_engine(step: Step) -> bti.Engine:
    """Return an engine that gives the same ids as the step's."""
    return engine_with(Ids(made=step.ids))
