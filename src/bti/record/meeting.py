"""Meetings: called and held."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Mapping
from typing import ClassVar

import attrs

from bti.record.entry import Entry
from bti.record.fact import Content, Fact, Topic, is_a, is_date, is_ref, is_refs
from bti.record.read_only import read_only
from bti.text import Text

__all__ = ["Meeting", "MeetingCalled", "MeetingHeld", "MeetingKind", "Meetings"]


class MeetingKind(enum.Enum):
    """What a meeting is for; the guides' own arenas come on top of these."""

    SHARED_UNDERSTANDING = "shared_understanding"
    COORDINATION = "coordination"
    EVALUATION = "evaluation"
    OTHER = "other"


@attrs.frozen(kw_only=True)
class MeetingCalled(Fact):
    """People are called to a meeting.

    Attributes:
        purpose: What it is for.
        day: When, a date in Europe/Oslo.
        invited: Who is called.
    """

    kind: ClassVar[str] = "meeting_called"
    topic: ClassVar[Topic] = Topic.MEETING
    words: ClassVar[Text] = Text(nb="møte innkalt", nn="møte kalla inn", en="meeting called")
    source: ClassVar[str] = "Sortland, duties of the baton holder; Overhalla B.1"

    purpose: MeetingKind = attrs.field(validator=is_a(MeetingKind))
    day: dt.date = attrs.field(validator=is_date)
    invited: tuple[str, ...] = attrs.field(validator=is_refs)


@attrs.frozen(kw_only=True)
class MeetingHeld(Content):
    """A meeting was held.

    Attributes:
        purpose: What it was for.
        present: Who was there.
        meeting: The id of the call; None when nobody was called.
    """

    kind: ClassVar[str] = "meeting_held"
    topic: ClassVar[Topic] = Topic.MEETING
    words: ClassVar[Text] = Text(nb="møte holdt", nn="møte halde", en="meeting held")
    source: ClassVar[str] = "Sortland, evaluation meeting; Overhalla A.4, B.4"

    purpose: MeetingKind = attrs.field(validator=is_a(MeetingKind))
    present: tuple[str, ...] = attrs.field(validator=is_refs)
    meeting: str | None = attrs.field(default=None, validator=is_ref)


@attrs.frozen
class Meeting:
    """One meeting on the spine.

    Attributes:
        id: The id of the entry that called it.
        purpose: What it is for.
        day: When.
        held: Whether it was held.
    """

    id: str
    purpose: MeetingKind
    day: dt.date
    held: bool


@attrs.frozen
class Meetings:
    """The piece of the spine that holds the meetings.

    Attributes:
        called: By id.
        held: What was held, in order: (purpose, seq).
    """

    called: Mapping[str, Meeting] = attrs.field(converter=read_only, factory=dict[str, Meeting])
    held: tuple[tuple[MeetingKind, int], ...] = ()


def called(piece: Meetings, entry: Entry, fact: MeetingCalled) -> Meetings:
    """Add the meeting."""
    return Meetings({**piece.called, entry.id: Meeting(entry.id, fact.purpose, fact.day, False)}, piece.held)


def held(piece: Meetings, entry: Entry, fact: MeetingHeld) -> Meetings:
    """Mark it as held, or remember one that nobody called."""
    calls = piece.called
    if fact.meeting is not None:
        old = calls[fact.meeting]
        calls = {**calls, old.id: Meeting(old.id, old.purpose, old.day, True)}
    return Meetings(calls, (*piece.held, (fact.purpose, entry.seq)))
