"""What is owed in a case: by whom, until when, why, and which fact fulfils it.

The agenda is computed at the instant asked about and gates nothing. To somebody it holds what they may know: a duty
that rests on an entry written for others is not there, and one of a protected matter is there for its insiders alone.
What rests on an entry kept back from the asker is there for those who work with the case and owe it, or are called to
the meeting; for one of the family the keeping goes before (`bti.answers.told`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from typing import Final

from bti.answers.reach import reach_of
from bti.answers.redaction import redactions, works_for
from bti.answers.told import kept_from
from bti.duties.duty import Duty, OwedBy
from bti.duties.past import Past
from bti.duties.table import SOURCES
from bti.record.case import Case
from bti.record.correction import effective
from bti.rules.ask import Ask, Standing

__all__ = ["agenda"]

_NOTHING: Final[frozenset[str]] = frozenset()


def agenda(ask: Ask, own: Case) -> tuple[Duty, ...]:
    """Return all duties the asker may know of, what is due first at the top, what has no day last.

    Lasting work, which no day ends, stands behind all of it.

    Args:
        ask: The question.
        own: The case as the asker may use it, and be told of it.
    """
    if not ask.may_read and not own.matters:
        return ()  # nothing of it is theirs to know
    past = Past.of(effective(own.entries), own.matters, ask.by.ref, *reach_of(ask))
    last = dt.date.max
    found = (duty.at(ask.now) for source in SOURCES for duty in source(ask, past))
    return tuple(
        sorted(
            _known(ask, own, past, found),
            key=lambda one: (one.lasts, last if one.due is None else one.due.kept_through),
        )
    )


def _known(ask: Ask, own: Case, past: Past, duties: Iterator[Duty]) -> Iterator[Duty]:
    may_read = ask.may_read
    held = kept_from(ask, own, own)
    kept: Collection[str] = redactions(ask, own, held=held) if may_read else ()
    closed = ask.spine.life.closed is not None
    away = held - (_NOTHING if ask.standing is Standing.FAMILY else ask.spine.meetings.concerning(ask.by.ref))
    for duty in duties:
        if duty.matter is not None:
            if duty.matter in own.matters:
                yield duty
            continue
        if not away.isdisjoint(duty.rests_on) and (ask.standing is Standing.FAMILY or not _owes(ask, duty)):
            continue
        if duty.entry is None:
            reaches = past.may_tell(duty.audience, duty.category, duty.of)
        else:
            reaches = duty.entry not in kept or _owes(ask, duty) or duty.of == ask.by.ref
        if may_read and reaches and (duty.outlives or not closed):
            yield duty


def _owes(ask: Ask, duty: Duty) -> bool:
    """Tell whether the asker owes something: by name, through their service, or since they answer for the case."""
    return ask.answers or any(
        ask.by.ref in who.persons or (who.by is OwedBy.SERVICE and works_for(ask, who.ref)) for who in duty.who
    )
