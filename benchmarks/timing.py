"""Timing side by side: contenders take turns, so that whatever else the machine does hits them all alike."""

from __future__ import annotations

import gc
import statistics
import timeit
from collections.abc import Callable, Sequence

import attrs

__all__ = ["PACES", "Contender", "Measured", "Pace", "race"]


@attrs.frozen
class Pace:
    """How long to look.

    Attributes:
        samples: How many samples each contender gives.
        seconds: How long a sample lasts at least; 0: one call.
        starts: How many fresh interpreters are started for each contender.
    """

    samples: int
    seconds: float
    starts: int


PACES = {"full": Pace(21, 0.05, 25), "quick": Pace(5, 0.015, 4), "once": Pace(1, 0.0, 1)}
"""Full for the table in the docs, quick for a look, once to see that everything runs."""


@attrs.frozen
class Contender:
    """Something to be timed.

    Attributes:
        who: Whose it is: "bti", or a peer.
        what: What it does.
        run: Does it.
        units: How many of the measured thing one call does.
        prepare: Called before each sample, untimed.
        most: The most calls a sample may make after one `prepare`; None: any number.
    """

    who: str
    what: str
    run: Callable[[], object]
    units: int = 1
    prepare: Callable[[], object] | None = None
    most: int | None = None


@attrs.frozen
class Measured:
    """What a contender gave, in the unit of its table.

    Attributes:
        who: Whose it is.
        what: What it does.
        best: The best sample.
        median: The median of all samples.
        more: Anything to say beside it.
    """

    who: str
    what: str
    best: float
    median: float
    more: str = ""

    @classmethod
    def of(cls, who: str, what: str, samples: Sequence[float], more: str = "") -> Measured:
        """Sum up samples."""
        return cls(who, what, min(samples), statistics.median(samples), more)


def race(contenders: Sequence[Contender], pace: Pace) -> list[Measured]:
    """Time contenders in turns, garbage collection off, and return seconds a unit."""
    gc.collect()
    gc.freeze()  # so that collecting between samples costs little
    try:
        calls = [_calls(contender, pace.seconds) for contender in contenders]
        samples: list[list[float]] = [[] for _ in contenders]
        for turn in range(pace.samples):
            order = range(len(contenders)) if turn % 2 == 0 else reversed(range(len(contenders)))
            for place in order:
                samples[place].append(_sample(contenders[place], calls[place]))
        return [
            Measured.of(contender.who, contender.what, found)
            for contender, found in zip(contenders, samples, strict=True)
        ]
    finally:
        gc.unfreeze()


def _sample(contender: Contender, calls: int) -> float:
    if contender.prepare is not None:
        contender.prepare()
    gc.collect()
    return timeit.Timer(contender.run).timeit(calls) / (calls * contender.units)  # timeit puts garbage collection off


def _calls(contender: Contender, seconds: float) -> int:
    calls = 1
    while seconds:
        took = _sample(contender, calls) * calls * contender.units
        if took >= seconds or calls == contender.most:
            break
        calls = min(max(calls * 2, int(calls * 1.2 * seconds / max(took, 1e-9))), contender.most or 10_000_000)
    return calls
