"""An admitted fact with its stamps: who, when, in which book, on what ground, and what admission worked out."""

from __future__ import annotations

import datetime as dt
import enum

import attrs

from bti.people import Actor, System
from bti.record.fact import Audience, Fact
from bti.record.note import Note

__all__ = ["CASE_BOOK", "AppointmentEffect", "Entry", "Position", "Resolved", "matter_book", "own_book"]

CASE_BOOK = "case"
"""The name of the book that lies under all others."""


_MATTER = "matter:"
_OWN = "own:"


def matter_book(matter: str) -> str:
    """Return the name of the book of one protected matter."""
    return _MATTER + matter


def own_book(own: str) -> str:
    """Return the name of a service's own book."""
    return _OWN + own


@attrs.frozen
class Position:
    """Where the case stands on its main track: a level and a step of the guide, by their ids."""

    level: str
    step: str


class AppointmentEffect(enum.Enum):
    """What the guide's setting made of an appointment when it was admitted."""

    HELD = "held"
    OFFERED = "offered"


@attrs.frozen(kw_only=True)
class Resolved:
    """What admission worked out, so that folding needs neither guide nor law.

    Attributes:
        moved_to: The position the fact moves the case to.
        starts_round: Whether a new round begins (an outcome was chosen).
        owner: Who owns the concern; None with `owner_is_leader`.
        appointment: What the guide's setting made of an appointment.
        takes_over: Whether an appointed coordinator answers instead of the baton holder.
        level: The level the case stood on, for a measure.
        round: The round the case was in, for an evaluation.
        consents: The ids of the consents under which something was passed on.
        relied_on: The guide paths and law rules the admission relied on.
        alone: Whether it counts for those alone who read no more of a protected matter than kin of the case do: a
            decision to erase that one of them has carried out.
    """

    moved_to: Position | None = None
    starts_round: bool = False
    owner: str | None = None
    appointment: AppointmentEffect | None = None
    takes_over: bool = False
    level: str | None = None
    round: int | None = None
    consents: tuple[str, ...] = ()
    relied_on: tuple[str, ...] = ()
    alone: bool = False


NOTHING = Resolved()


@attrs.frozen
class Entry:
    """One line of a book; never removed, never rewritten (I-11).

    Attributes:
        id: Random; the id of whatever the fact made (an offer, a measure).
        act: The id of the first entry of the act it was admitted in.
        case: The id of the case, so that no book can be put into another case unnoticed.
        book: The book it stands in.
        seq: Its place in the book, from 1.
        fact: What happened.
        by: Who recorded it; `SYSTEM` for consequences.
        at: When it happened.
        recorded: When it was recorded; never before the entry above it.
        audience: Who it is written for.
        service: The reference of the service its content comes from; None for family and residents.
        cause: The entry it is a consequence of.
        because: The recorded justification where a rule asked for one.
        guide: The digest of the guide it was judged by; None where none was asked (protection).
        law: The digest of the law data it was judged by.
        resolved: What admission worked out.
    """

    id: str
    act: str
    case: str
    book: str
    seq: int
    fact: Fact
    by: Actor | System
    at: dt.datetime
    recorded: dt.datetime
    audience: Audience
    service: str | None
    cause: str | None
    because: Note | None
    guide: str | None
    law: str | None
    resolved: Resolved

    @property
    def matter(self) -> str | None:
        """Return the id of the protected matter whose book it stands in, or None in any other book."""
        return self.book.removeprefix(_MATTER) if self.book.startswith(_MATTER) else None

    @property
    def own(self) -> str | None:
        """Return the id of the service's own book it stands in, or None in any other book."""
        return self.book.removeprefix(_OWN) if self.book.startswith(_OWN) else None
