"""What whoever works with the case is told of the entries kept back from them, since they are held to it.

What is theirs is a measure they answer for, a task of theirs or of their service, an agreement they are bound by, a
duty that a meeting gave them, and a meeting they are called to or called themself. What is so today counts: each entry
kept back that made such a thing, changed it or ended it is told, whatever else is not. So does what they believe: what
is theirs by all they are told and was given to somebody else since is told as far as that, and no further. Of a meeting
they know the day, and that it was called off or held; not what was written of it.

An entry is told with what mends it, since what it said before is not right any more, and with what it names, without
which it cannot stand: the goal a measure serves, the meeting that gave it to them.

Source: model 6; decided here, as no source speaks of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final

from bti.answers.held_back import MENDING, references
from bti.answers.redaction import has_part_in
from bti.record.agreement import Agreement
from bti.record.correction import EntryCorrected
from bti.record.entry import Entry
from bti.record.fact import Fact
from bti.record.measure import Measure
from bti.record.meeting import Duty, DutyReassigned, MeetingCalled, MeetingCancelled, MeetingHeld
from bti.record.spine import Spine
from bti.record.tasks import Task
from bti.rules.ask import Ask

__all__ = ["believed", "theirs"]

_OF_A_MEETING: Final = (MeetingCalled, MeetingCancelled, MeetingHeld)
"""What is told of a meeting to whom it concerns: its day, and whether it still is to be."""


def theirs(ask: Ask, entries: Sequence[Entry], kept: frozenset[str]) -> frozenset[str]:
    """Return the ids of the entries kept back that say something of what is the asker's today.

    Args:
        ask: The question, of somebody who works with the case.
        entries: The case book, as it stands.
        kept: The ids of the entries kept back.
    """
    return _whole((one.id for one in _about(ask, ask.spine, entries)), entries, kept)


def believed(ask: Ask, spine: Spine, entries: Sequence[Entry], kept: frozenset[str]) -> frozenset[str]:
    """Return the ids of the first entry kept back that says something of what the asker believes is theirs.

    Args:
        ask: The question, of somebody who works with the case.
        spine: The case as they are told of it so far.
        entries: The case book, as it stands.
        kept: The ids of the entries kept back so far.
    """
    first = next((one.id for one in _about(ask, spine, entries) if one.id in kept), None)
    return frozenset() if first is None else _whole((first,), entries, kept)


def _about(ask: Ask, spine: Spine, entries: Sequence[Entry]) -> Iterator[Entry]:
    """Yield the entries that say something of what is the asker's on a spine."""
    made: tuple[Measure | Agreement | Task, ...]
    made = (*spine.plan.measures.values(), *spine.plan.agreements.values(), *spine.tasks.given.values())
    own = {one.id for one in made if has_part_in(ask, one)}
    duties = {duty for duty, ref in spine.meetings.duties.items() if ref == ask.by.ref}
    meetings = spine.meetings.concerning(ask.by.ref)
    mended = set[str]()
    for one in entries:
        right = one.fact.instead if isinstance(one.fact, EntryCorrected) else one.fact
        mends = isinstance(one.fact, MENDING) and one.fact.entry in mended
        names = {one.id, *references(one.fact), *references(right)}
        if mends or not own.isdisjoint(names) or _is_given(right, duties) or _is_met(right, meetings, names):
            mended.add(one.id)
            yield one


def _is_given(fact: Fact, duties: Collection[Duty]) -> bool:
    return isinstance(fact, DutyReassigned) and fact.duty in duties


def _is_met(fact: Fact, meetings: Collection[str], names: Iterable[str]) -> bool:
    return isinstance(fact, _OF_A_MEETING) and any(name in meetings for name in names)


def _whole(ids: Iterable[str], entries: Sequence[Entry], kept: frozenset[str]) -> frozenset[str]:
    """Return those that are kept back, with what mends them and what they name, as far as that is kept back too."""
    found, before = kept & frozenset(ids), -1
    while len(found) != before:
        before = len(found)
        told = [one for one in entries if one.id in found]
        named = {ref for one in told for ref in references(one.fact)}
        mending = {one.id for one in entries if isinstance(one.fact, MENDING) and one.fact.entry in found}
        found |= kept & (named | mending)
    return found
