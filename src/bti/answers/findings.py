"""Late knowledge: what would not have been admitted, had one known then what was recorded since about an earlier time.

Nothing is un-admitted by it (model 8.1): it is a finding, for the home service to look at and to mend as of now.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

import attrs

from bti.answers.case_book import CaseBook
from bti.answers.replay import Replay
from bti.reasons import Reason
from bti.record.correction import Corrections, OfEntry, effective
from bti.record.entry import Entry
from bti.record.fact import Topic

__all__ = ["Finding", "findings"]


@attrs.frozen
class Finding:
    """An entry that would not have been admitted, had one known.

    Attributes:
        entry: The id of the entry.
        reasons: Why not.
        known_by: The id of the entry, recorded later, by which it is known.
    """

    entry: str
    reasons: tuple[Reason, ...]
    known_by: str


def findings(book: CaseBook, corrections: Corrections) -> tuple[Finding, ...]:
    """Return all findings, in the order of the entries they are about.

    Args:
        book: The case book.
        corrections: What was corrected in it.
    """
    entries = tuple(effective(book.entries))
    late = tuple(_late(entries))
    right = corrections.corrected.get(entries[0].id, ()) if entries else ()
    if not late and not right:
        return ()
    anyhow = _falls(Replay(book, (), keep=True, meaning=False), entries)
    where = {entry.id: place for place, entry in enumerate(book.entries)}
    found: list[Finding] = []
    if right:  # a birth date may have been put right over what was decided by the wrong one
        known = right[-1]
        found += [Finding(one, why, known) for one, why in anyhow.items() if where[one] < where[known]]
    for place, start, end in late:
        act, between = _known_then(entries, place, start, end)
        replay = Replay(book, entries[:place], keep=True, meaning=False)
        if not replay.apply(act):
            continue  # it rests on something that had not happened yet
        for one, why in _falls(replay, between).items():
            new = tuple(reason for reason in why if reason not in anyhow.get(one, ()))
            if new:
                found.append(Finding(one, new, act[0].id))
    return tuple(sorted(found, key=lambda one: (where[one.entry], where[one.known_by])))


def _late(entries: Sequence[Entry]) -> Iterator[tuple[int, int, int]]:
    """Yield the acts recorded late: where they would have stood, and where they stand.

    What happened before in the same matter stays before; what no rule decides on is never late.
    """
    start = 0
    for _, group in groupby(entries, key=lambda entry: entry.act):
        act = tuple(group)
        end = start + len(act)
        at = act[0].at
        if start and at < entries[start - 1].recorded and any(_decides(one) for one in act):
            topics = {one.fact.topic for one in act if _decides(one)}
            place = start
            while place > 1 and entries[place - 1].recorded > at and not _is_of(entries[place - 1], topics):
                place -= 1
            if place < start and entries[place].act != entries[place - 1].act:
                yield place, start, end
        start = end


def _decides(entry: Entry) -> bool:
    return not entry.fact.commutes and not isinstance(entry.fact, OfEntry)


def _is_of(entry: Entry, topics: set[Topic]) -> bool:
    return entry.fact.topic in topics and _decides(entry)


def _known_then(
    entries: Sequence[Entry], place: int, start: int, end: int
) -> tuple[tuple[Entry, ...], tuple[Entry, ...]]:
    """Return a late act as if it had been recorded when it happened, and what then comes after it."""
    recorded = max(entries[start].at, entries[place - 1].recorded)
    seq = entries[place].seq
    act = tuple(attrs.evolve(one, seq=seq + number, recorded=recorded) for number, one in enumerate(entries[start:end]))
    after = tuple(attrs.evolve(one, seq=one.seq + len(act)) for one in entries[place:start])
    return act, after


def _falls(replay: Replay, entries: Sequence[Entry]) -> Mapping[str, tuple[Reason, ...]]:
    """Return which of these entries would have been refused, and why."""
    for _, group in groupby(entries, key=lambda entry: entry.act):
        replay.play(tuple(group))
    return {
        one.entry.id: tuple(attrs.evolve(reason, fact=one.entry.fact.kind) for reason in one.reasons)
        for one in replay.fallen
        if one.reasons
    }
