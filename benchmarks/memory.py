"""Bytes: what one more case takes, everything shared by all cases left out."""

from __future__ import annotations

import gc
import tracemalloc
from collections.abc import Callable, Sequence

import bti
from benchmarks.story import Story, tell
from benchmarks.timing import Measured, Pace
from bti.record.entry import CASE_BOOK
from bti.store import packed, unpacked

__all__ = ["Weight", "ours", "weigh"]

Weight = tuple[str, str, Callable[[], object]]
"""Whose, what, and what makes it."""

KEPT = 20
"""How many are kept at once; two are enough to see that it runs."""


def weigh(weights: Sequence[Weight], pace: Pace) -> list[Measured]:
    """Return the bytes of each thing, the mean of several kept at once."""
    found: list[Measured] = []
    for who, what, make in weights:
        make()  # whatever is made once and shared is made now
        kept = KEPT if pace.samples > 1 else 2
        samples = [_weight(make, kept) for _ in range(min(3, pace.samples))]
        found.append(Measured.of(who, what, samples))
    return found


def _weight(make: Callable[[], object], count: int) -> float:
    gc.collect()
    tracemalloc.start()
    try:
        before, _ = tracemalloc.get_traced_memory()
        kept = [make() for _ in range(count)]
        gc.collect()
        after, _ = tracemalloc.get_traced_memory()
        return (after - before) / len(kept)
    finally:
        tracemalloc.stop()


def ours(story: Story) -> list[Weight]:
    """Weigh the story's case, as read from a store and as just admitted, and the part that guards read."""
    stored = [packed(entry) for entry in story.case.entries]
    count = len(stored)

    def read() -> bti.Case:
        return bti.Case.fold("case-1", [unpacked("case-1", CASE_BOOK, one) for one in stored])

    return [
        ("bti", f"a case of {count} entries with their texts, read from a store", read),
        ("bti", "the same, as admitted one by one", lambda: tell(story.engine).case),
        ("bti", "its spine alone: all that guards read", lambda: read().spine),
    ]
