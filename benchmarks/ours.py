"""What bti does, to be timed: the same story for every table."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import bti
from benchmarks.story import LEADER, MOTHER, STRANGER, TEACHER, Line, Story
from benchmarks.timing import Contender
from bti import facts
from bti.people import Actor
from bti.record.entry import CASE_BOOK
from bti.rules.registry import REGISTRY
from bti.store import MemoryStore, SqliteStore, Store, packed, unpacked
from bti.store.desk import Desk

__all__ = ["admit", "fold", "guards_on", "load", "options", "record_in_file", "record_in_memory", "refuse"]


def guards_on(kind: type[facts.Fact]) -> int:
    """Count the guards that a kind of fact has to pass."""
    return len(REGISTRY.kinds[kind].guards)


def admit(story: Story) -> list[Contender]:
    """Admit facts of several kinds, each on the case as it was in the story, with every guard and a fresh id."""
    engine = story.engine
    chosen = {
        "BatonAccepted": story.last(facts.BatonAccepted),
        "StepCompleted without outcome": story.last(facts.StepCompleted, _has_no_outcome),
        "StepCompleted with outcome": story.last(facts.StepCompleted, lambda fact: not _has_no_outcome(fact)),
        "CommentMade": story.last(facts.CommentMade),
        "MeasureEvaluated": story.last(facts.MeasureEvaluated),
        "ServiceJoined": story.last(facts.ServiceJoined),
    }
    single = [
        Contender(
            "bti",
            f"{name}, {guards_on(type(line.fact))} guards, entry {len(line.before.entries) + 1} of the case",
            _admission(engine, line),
        )
        for name, line in chosen.items()
    ]

    def whole() -> None:
        for line in story.lines:
            engine.admit(line.before, line.fact, by=line.by, now=line.now)

    count = len(story.lines)
    return [*single, Contender("bti", f"mean of the {count} facts of the story", whole, count)]


def _has_no_outcome(fact: facts.Fact) -> bool:
    return isinstance(fact, facts.StepCompleted) and fact.outcome is None


def _admission(engine: bti.Engine, line: Line, by: Actor | None = None) -> Callable[[], bti.Verdict]:
    case, fact, now, author = line.before, line.fact, line.now, by or line.by
    return lambda: engine.admit(case, fact, by=author, now=now)


def refuse(story: Story) -> list[Contender]:
    """Refuse facts, each time with all reasons."""
    engine = story.engine
    accepted = story.last(facts.BatonAccepted)
    step = story.last(facts.StepCompleted, lambda fact: isinstance(fact, facts.StepCompleted) and fact.step == "1.4")
    early = story.lines[story.lines.index(step) - 3]  # nobody heard, nothing evaluated
    completion, case, now = step.fact, early.before, early.now
    return [
        _refusal("BatonAccepted by somebody else", _admission(engine, accepted, TEACHER)),
        _refusal("StepCompleted, evaluation not done", lambda: engine.admit(case, completion, by=TEACHER, now=now)),
        _refusal("BatonAccepted by who takes no part", _admission(engine, accepted, STRANGER)),
    ]


def _refusal(what: str, run: Callable[[], bti.Verdict]) -> Contender:
    verdict = run()
    if verdict:
        raise RuntimeError(f"{what}: admitted, not refused")
    codes = ", ".join(reason.code for reason in verdict.reasons)
    return Contender("bti", f"{what}; reasons: {codes}", run)


def options(story: Story) -> list[Contender]:
    """Ask what may be done, every kind of fact, with choices and reasons."""
    engine = story.engine
    kinds = len(facts.KINDS)
    moments = [(line.before, line.by, line.now) for line in story.lines[::5]]

    def along() -> None:
        for case, by, now in moments:
            engine.options(case, by=by, now=now)

    mid = story.last(facts.MeetingCalled, lambda fact: True)
    contenders = [
        Contender("bti", f"{kinds} kinds, by who records next, at {len(moments)} moments", along, kinds * len(moments))
    ]
    for said, by in (
        ("the holder", mid.by),
        ("the leader", LEADER),
        ("the mother", MOTHER),
        ("who takes no part", STRANGER),
    ):
        contenders.append(
            Contender("bti", f"{kinds} kinds, by {said}, late in the story", _asking(engine, mid, by), kinds)
        )
    return contenders


def _asking(engine: bti.Engine, line: Line, by: Actor) -> Callable[[], object]:
    case, now = line.before, line.now
    return lambda: engine.options(case, by=by, now=now)


def fold(story: Story) -> list[Contender]:
    """Fold entries that are at hand as objects."""
    entries = story.case.entries
    last, before = entries[-1:], story.lines[-2].after
    return [
        Contender(
            "bti", f"Case.fold of {len(entries)} entries", lambda: bti.Case.fold("case-1", entries), len(entries)
        ),
        Contender("bti", f"Case.grown by one, after {len(before.entries)}", lambda: before.grown(last)),
    ]


def load(story: Story) -> list[Contender]:
    """Read entries from their stored bytes and fold them."""
    stored = [packed(entry) for entry in story.case.entries]
    count = len(stored)

    def read() -> object:
        return bti.Case.fold("case-1", [unpacked("case-1", CASE_BOOK, one) for one in stored])

    return [
        Contender("bti", f"decode and fold {count} entries with their texts", read, count),
        Contender("bti", f"encode {count} entries", lambda: [packed(entry) for entry in story.case.entries], count),
    ]


def record_in_memory(story: Story) -> list[Contender]:
    """Record the story through a desk into a store in memory."""
    return [_recording(story, "Desk.record into MemoryStore", MemoryStore)]


@contextmanager
def record_in_file(story: Story) -> Iterator[list[Contender]]:
    """Record the story through a desk into an SQLite file."""
    with tempfile.TemporaryDirectory() as folder:
        opened: list[SqliteStore] = []

        def fresh() -> Store:
            while opened:
                opened.pop().close()
            for old in Path(folder).iterdir():
                old.unlink()
            opened.append(SqliteStore(Path(folder) / "cases.db"))
            return opened[0]

        try:
            yield [_recording(story, "Desk.record into SqliteStore, a file", fresh)]
        finally:
            while opened:
                opened.pop().close()


def _recording(story: Story, what: str, make: Callable[[], Store]) -> Contender:
    engine, lines = story.engine, story.lines
    desks: list[Desk] = []
    told = 0

    def prepare() -> None:
        desks[:] = [Desk(engine, make())]

    def run() -> None:
        nonlocal told
        told += 1
        record_all(desks[0], f"case-{told}", lines)

    return Contender("bti", f"{what}, the {len(lines)} facts of the story", run, len(lines), prepare, most=20)


def record_all(desk: Desk, case_id: str, lines: Sequence[Line]) -> None:
    """Record lines of the story in a case of their own."""
    for line in lines:
        if not desk.record(case_id, line.fact, by=line.by, now=line.now, entry_id=line.entry_id):
            raise RuntimeError(f"{line.fact.kind} is refused by the desk")
