"""The tables: what is measured side by side, and in which unit it is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from types import ModuleType

import attrs

from benchmarks import fresh, memory, ours, processes
from benchmarks.story import Story
from benchmarks.timing import Contender, Measured, Pace, race
from bti import facts

__all__ = ["TOPICS", "Table", "measure"]


@attrs.frozen
class Unit:
    """What the figures of a table are in.

    Attributes:
        name: How it is written.
        scale: What a measured figure is multiplied by.
        per_second: How one says how many there are in a second; None where that means nothing.
    """

    name: str
    scale: float
    per_second: str | None = None


MICROSECONDS = Unit("µs", 1e6, "a second")
MILLISECONDS = Unit("ms", 1)
BYTES = Unit("bytes", 1)


@attrs.frozen
class Table:
    """One table of figures; its first row is what the ratios are taken to.

    Attributes:
        topic: Its short name.
        title: Its title.
        said: What is compared, and where that is unfair to whom.
        unit: What the figures are in.
        rows: The figures.
    """

    topic: str
    title: str
    said: str
    unit: Unit
    rows: tuple[Measured, ...]


Measure = Callable[[Story, ModuleType | None, Pace], list[Measured]]


def _raced(mine: Callable[[Story], list[Contender]], theirs: Callable[[ModuleType, Story], list[Contender]]) -> Measure:
    def measured(story: Story, peers: ModuleType | None, pace: Pace) -> list[Measured]:
        return race([*mine(story), *(theirs(peers, story) if peers is not None else ())], pace)

    return measured


def _entries(story: Story) -> int:
    return len(story.case.entries)


def _in_file(story: Story, peers: ModuleType | None, pace: Pace) -> list[Measured]:
    with ExitStack() as files:
        contenders = [*files.enter_context(ours.record_in_file(story))]
        if peers is not None:
            contenders += files.enter_context(peers.record_in_file(_entries(story)))
        return race(contenders, pace)


def _processes(story: Story, peers: ModuleType | None, pace: Pace) -> list[Measured]:
    return processes.race_in_a_file(pace)


def _memory(story: Story, peers: ModuleType | None, pace: Pace) -> list[Measured]:
    weights: Sequence[memory.Weight] = peers.weigh(_entries(story)) if peers is not None else ()
    return memory.weigh([*memory.ours(story), *weights], pace)


def _imports(story: Story, peers: ModuleType | None, pace: Pace) -> list[Measured]:
    return fresh.start([*fresh.IMPORTS, *(fresh.PEER_IMPORTS if peers is not None else ())], pace)


def _first_verdict(story: Story, peers: ModuleType | None, pace: Pace) -> list[Measured]:
    return fresh.start(fresh.FIRST_VERDICT, pace)


@attrs.frozen
class Topic:
    """What is to be measured for a table."""

    title: str
    said: str
    unit: Unit
    measure: Measure


TOPICS: Mapping[str, Topic] = {
    "admit": Topic(
        "Admitting a fact",
        "`Engine.admit` on the case as it was in the story: every guard asked, the entry stamped under a fresh random "
        "id, the next case folded. The machines' transition has one guard, and in a second form as many as "
        "BatonAccepted has; neither writes down what happened.",
        MICROSECONDS,
        _raced(ours.admit, lambda peers, story: peers.admit(ours.guards_on(facts.BatonAccepted))),
    ),
    "refuse": Topic(
        "Refusing a fact",
        "All unmet reasons as values, each with code, kind, parameters and sources, against an exception that names "
        "event and state, and a bare False.",
        MICROSECONDS,
        _raced(ours.refuse, lambda peers, story: peers.refuse()),
    ),
    "options": Topic(
        "Asking what may be done",
        "For one kind of fact: status, completions, choices and all reasons. The machines answer for one of two "
        "events, with one guard each and without reasons.",
        MICROSECONDS,
        _raced(ours.options, lambda peers, story: peers.options()),
    ),
    "fold": Topic(
        "Folding, from objects",
        "For one entry or event. The peer's aggregate changes in place and keeps two fields; a bti case is a value, "
        "and one function folds a stored case and takes the next step.",
        MICROSECONDS,
        _raced(ours.fold, lambda peers, story: peers.fold(_entries(story))),
    ),
    "load": Topic(
        "Loading, from stored bytes",
        "For one entry or event: decode, check, fold. A bti entry has fourteen stamps and a fact, and the text of each "
        "note is held against its commitment; the peer's event has ten fields.",
        MICROSECONDS,
        _raced(ours.load, lambda peers, story: peers.load(_entries(story))),
    ),
    "record": Topic(
        "Recording, in memory",
        "For one fact: read the case, judge, encode, append under the version that was read. The nearest like of the "
        "peer is to get the aggregate from its cache, record and save.",
        MICROSECONDS,
        _raced(ours.record_in_memory, lambda peers, story: peers.record_in_memory(_entries(story))),
    ),
    "sqlite": Topic(
        "Recording, in an SQLite file",
        "The same, and on disk when it returns: write-ahead log and `synchronous=FULL` on both sides. This waits for "
        "the disk more than for any of the libraries.",
        MICROSECONDS,
        _in_file,
    ),
    "processes": Topic(
        "Recording from several processes",
        "For one fact that was kept, by all processes together, each with a desk of its own, as fast as they can, in "
        "one SQLite file on disk. One file has one writer at a time, so more processes are not faster; in one case "
        "each also judges again whenever another was quicker.",
        MICROSECONDS,
        _processes,
    ),
    "memory": Topic(
        "Bytes",
        "One more case, by tracemalloc; guide, law and classes are shared by all cases and left out. The machines keep "
        "no history.",
        BYTES,
        _memory,
    ),
    "import": Topic(
        "Importing",
        "In fresh interpreters, their own start left out.",
        MILLISECONDS,
        _imports,
    ),
    "first": Topic(
        "The first verdict",
        "In fresh interpreters: import, load the Sortland guide, make an engine, open a case.",
        MILLISECONDS,
        _first_verdict,
    ),
}


def measure(story: Story, peers: ModuleType | None, pace: Pace, topics: Sequence[str]) -> Iterator[Table]:
    """Measure topic after topic.

    Args:
        story: The case.
        peers: `benchmarks.peers`, or None: bti alone.
        pace: How long to look.
        topics: Which tables.
    """
    for name in topics:
        topic = TOPICS[name]
        rows = tuple(topic.measure(story, peers, pace))
        yield Table(name, topic.title, topic.said, topic.unit, rows)
