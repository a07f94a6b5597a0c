"""What somebody proposes to record, and whether it has been admitted before under the same id."""

from __future__ import annotations

import datetime as dt

import attrs

from bti.answers.verdict import Admitted
from bti.people import Actor
from bti.record.case import Case
from bti.record.entry import Entry
from bti.record.fact import Fact
from bti.record.note import Note

__all__ = ["Proposal", "earlier"]


@attrs.frozen
class Proposal:
    """What somebody proposes to record.

    Attributes:
        act: The facts, in order.
        by: Who records them.
        at: When they happened.
        now: When they are recorded.
        because: A justification where a rule asks for one.
        entry_id: The id of the first entry, chosen by the host so that it may ask twice.
        is_beside: Whether any of the facts belongs in a book beside the case book.
    """

    act: tuple[Fact, ...]
    by: Actor
    at: dt.datetime
    now: dt.datetime
    because: Note | None
    entry_id: str | None
    is_beside: bool


def earlier(book: tuple[Entry, ...], proposal: Proposal, case: Case) -> Admitted | None:
    """Return the earlier verdict when this very act by this very author was admitted under the chosen id."""
    entries = tuple(entry for entry in book if entry.act == proposal.entry_id)
    asked = tuple(entry for entry in entries if entry.cause is None)
    if len(asked) != len(proposal.act) or any(entry.by != proposal.by for entry in asked):
        return None
    if not all(_says_the_same(one.fact, fact) for one, fact in zip(asked, proposal.act, strict=True)):
        return None
    return Admitted(entries, case, repeated=True) if _same_note(asked[0].because, proposal.because) else None


def _says_the_same(stored: Fact, proposed: Fact) -> bool:
    """Tell whether two facts are the same but for the salt of their notes, which a host cannot make again."""
    if type(stored) is not type(proposed):
        return False
    for field in attrs.fields(type(stored)):
        mine, theirs = getattr(stored, field.name), getattr(proposed, field.name)
        if mine == theirs or (isinstance(mine, Note) and _same_note(mine, theirs)):
            continue
        if not (isinstance(mine, Fact) and isinstance(theirs, Fact) and _says_the_same(mine, theirs)):
            return False
    return True


def _same_note(stored: Note | None, proposed: Note | None) -> bool:
    if stored is None or proposed is None or stored == proposed:
        return stored == proposed
    return stored.text is not None and stored.text == proposed.text
