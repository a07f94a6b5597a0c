"""The goals, held against what was measured."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from benchmarks.tables import Table
from benchmarks.timing import Measured

__all__ = ["Goal", "goals"]

PSM = "python-statemachine"
EVENTSOURCING = "eventsourcing"


@attrs.frozen
class Goal:
    """A goal.

    Attributes:
        what: What is to be reached.
        wanted: The figure.
        unit: What the figure is in.
        at_least: Whether more is better.
        found: What was measured, by the best samples.
        median: The same by the medians.
    """

    what: str
    wanted: float
    unit: str
    at_least: bool
    found: float
    median: float

    @property
    def off(self) -> float:
        """Return how many times too slow it is; 1 or less is met."""
        return self.wanted / self.found if self.at_least else self.found / self.wanted

    @property
    def is_met(self) -> bool:
        """Tell whether it is met, by the best samples."""
        return self.off <= 1

    @property
    def verdict(self) -> str:
        """Return met or missed, and by how much."""
        if not self.is_met:
            return f"**missed**: {self.off:.1f} times off" if self.off >= 1.05 else f"**missed** by {self.off - 1:.1%}"
        by_median = self.wanted / self.median if self.at_least else self.median / self.wanted
        return "met" if by_median <= 1 else "met; by the median missed"


def goals(tables: Iterable[Table]) -> list[Goal]:
    """Return the goals that these tables can tell about."""
    by_topic = {table.topic: table.rows for table in tables}
    found: list[Goal] = []
    if "admit" in by_topic:
        rows = by_topic["admit"]
        spine = [row for row in _of(rows, "bti") if row.what.startswith(("BatonAccepted", "StepCompleted without"))]
        found.append(
            Goal(
                "admit a spine-only fact, the slower of two",
                100_000,
                "a second",
                True,
                1 / max(row.best for row in spine),
                1 / max(row.median for row in spine),
            )
        )
        _ratio(found, "the same, against a guarded transition of python-statemachine", 5, rows, PSM, _slowest(spine))
    if "fold" in by_topic:
        rows = by_topic["fold"]
        _ratio(found, "fold, against eventsourcing's replay from objects", 10, rows, EVENTSOURCING, rows[0])
    if "options" in by_topic:
        slowest = _slowest(_of(by_topic["options"], "bti"))
        found.append(
            Goal(
                "options with reasons, a kind, whoever asks",
                5,
                "µs",
                False,
                slowest.best * 1e6,
                slowest.median * 1e6,
            )
        )
    if "import" in by_topic:
        bare, every = by_topic["import"][:2]
        for what, row in (("import bti", bare), ("the same, and fetch every name of it", every)):
            found.append(Goal(f"{what}, over attrs, cattrs, dateutil", 40, "ms", False, row.best, row.median))
    if "first" in by_topic:
        row = by_topic["first"][0]
        found.append(
            Goal("import, load Sortland, first verdict; the whole process", 250, "ms", False, row.best, row.median)
        )
    return found


def _of(rows: Iterable[Measured], who: str) -> list[Measured]:
    return [row for row in rows if row.who == who]


def _slowest(rows: Iterable[Measured]) -> Measured:
    return max(rows, key=lambda row: row.best)


def _ratio(found: list[Goal], what: str, wanted: float, rows: Iterable[Measured], who: str, mine: Measured) -> None:
    theirs = _of(rows, who)
    if theirs:
        peer = theirs[0]
        found.append(Goal(what, wanted, "times", True, peer.best / mine.best, peer.median / mine.median))
