"""Meetings: called, cancelled, held, their minutes, and the duties they hand from one to another."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Mapping
from typing import ClassVar

import attrs

from bti.dates import oslo_date
from bti.errors import InvalidValue
from bti.people import Professional
from bti.record.entry import Entry
from bti.record.fact import Audience, Content, Fact, Topic, is_a, is_all, is_date, is_note, is_ref, is_refs
from bti.record.note import Note
from bti.record.people import Participant
from bti.record.plan import Plan
from bti.record.read_only import read_only
from bti.text import Text

__all__ = [
    "Cancelled",
    "Duty",
    "DutyReassigned",
    "HeldMeeting",
    "Initiative",
    "Invitation",
    "Meeting",
    "MeetingCalled",
    "MeetingCancelled",
    "MeetingHeld",
    "MeetingKind",
    "Meetings",
    "Minutes",
    "MinutesWritten",
    "Substitute",
]


class MeetingKind(enum.Enum):
    """What a meeting is for; the guides' own arenas come on top of these."""

    SHARED_UNDERSTANDING = "shared_understanding"
    COORDINATION = "coordination"
    EVALUATION = "evaluation"
    SERVICES_ONLY = "services_only"  # instansmøte: the services around the child, without the family (Sula)
    OTHER = "other"


class Initiative(enum.Enum):
    """Who took the initiative to a meeting, coded: nobody of the family is named by it."""

    CHILD = "child"
    GUARDIAN = "guardian"
    PROFESSIONAL = "professional"  # of the municipality
    OUTSIDE_PROFESSIONAL = "outside_professional"
    VOLUNTEER = "volunteer"
    PRIVATE_PERSON = "private_person"


@attrs.frozen(kw_only=True)
class MeetingCalled(Fact):
    """People are called to a meeting; where it is held is not told, since a place can give away an address (H-17).

    Attributes:
        purpose: What it is for.
        day: When, a date in Europe/Oslo.
        invited: Who is called.
        agenda: What is to be talked about, erasable; coordination, and read as that.
        arena: The id of the guide's arena it is a meeting of; None: of none.
        initiative: Who took the initiative; None: whoever calls.
    """

    kind: ClassVar[str] = "meeting_called"
    version: ClassVar[int] = 3
    topic: ClassVar[Topic] = Topic.MEETING
    words: ClassVar[Text] = Text(nb="møte innkalt", nn="møte kalla inn", en="meeting called")
    source: ClassVar[str] = "Sortland, duties of the baton holder: invites, sets the agenda; Overhalla B.1"

    purpose: MeetingKind = attrs.field(validator=is_a(MeetingKind))
    day: dt.date = attrs.field(validator=is_date)
    invited: tuple[str, ...] = attrs.field(validator=is_refs)
    agenda: Note | None = attrs.field(default=None, validator=is_note)
    arena: str | None = attrs.field(default=None, validator=is_ref)
    initiative: Initiative | None = attrs.field(default=None, validator=is_a(Initiative))


class Cancelled(enum.Enum):
    """Why a meeting is cancelled, coded."""

    NOT_NEEDED = "not_needed"
    FAMILY_CANNOT = "family_cannot"
    PARTICIPANTS_CANNOT = "participants_cannot"
    OTHER = "other"


@attrs.frozen(kw_only=True)
class MeetingCancelled(Fact):
    """A meeting that was called is not held; another day is another call.

    Attributes:
        meeting: The id of the call.
        reason: Why.
    """

    kind: ClassVar[str] = "meeting_cancelled"
    topic: ClassVar[Topic] = Topic.MEETING
    words: ClassVar[Text] = Text(nb="møte avlyst", nn="møte avlyst", en="meeting cancelled")
    source: ClassVar[str] = "model 4: whoever answers calls the meetings; no guide says who cancels one"

    meeting: str = attrs.field(validator=is_ref)
    reason: Cancelled = attrs.field(validator=is_a(Cancelled))


@attrs.frozen(kw_only=True)
class Substitute:
    """Somebody who was there instead of somebody else.

    Attributes:
        person: Who was there.
        instead_of: Who was not.
    """

    person: str = attrs.field(validator=is_ref)
    instead_of: str = attrs.field(validator=is_ref)


@attrs.frozen(kw_only=True)
class MeetingHeld(Content):
    """A meeting was held; its id is that of the call or, where nobody was called, the entry's own.

    Attributes:
        purpose: What it was for.
        present: Who was there.
        meeting: The id of the call; None when nobody was called.
        absent: Who was expected and was not there.
        substitutes: Who of those present came instead of whom of those absent.
        arena: The id of the guide's arena it was a meeting of; None: of the one it was called to, if any.
    """

    kind: ClassVar[str] = "meeting_held"
    version: ClassVar[int] = 3
    topic: ClassVar[Topic] = Topic.MEETING
    words: ClassVar[Text] = Text(nb="møte holdt", nn="møte halde", en="meeting held")
    source: ClassVar[str] = "Sortland, evaluation meeting; Overhalla A.4, B.4"

    purpose: MeetingKind = attrs.field(validator=is_a(MeetingKind))
    present: tuple[str, ...] = attrs.field(validator=is_refs)
    meeting: str | None = attrs.field(default=None, validator=is_ref)
    absent: tuple[str, ...] = attrs.field(default=(), validator=is_refs)
    substitutes: tuple[Substitute, ...] = attrs.field(default=(), validator=is_all(Substitute))
    arena: str | None = attrs.field(default=None, validator=is_ref)

    def __attrs_post_init__(self) -> None:
        if not set(self.present).isdisjoint(self.absent):
            raise InvalidValue("MeetingHeld.absent names somebody who was present")
        for one in self.substitutes:
            if one.person not in self.present or one.instead_of not in self.absent:
                raise InvalidValue("MeetingHeld.substitutes names somebody present and somebody absent each time")


@attrs.frozen(kw_only=True)
class MinutesWritten(Content):
    """The minutes (referat) of a meeting that was held; there may be several, each adding to the others.

    Attributes:
        meeting: The id of the held meeting.
    """

    kind: ClassVar[str] = "minutes_written"
    topic: ClassVar[Topic] = Topic.MEETING
    commutes: ClassVar[bool] = True
    words: ClassVar[Text] = Text(nb="referat skrevet", nn="referat skrive", en="minutes written")
    source: ClassVar[str] = "Sortland, duties of the baton holder: writes the minutes"

    meeting: str = attrs.field(validator=is_ref)


class Duty(enum.Enum):
    """A duty of the baton holder that a meeting can give to somebody else; who answers stays the same (I-01)."""

    CALL_MEETINGS = "call_meetings"
    LEAD_MEETINGS = "lead_meetings"
    MINUTES = "minutes"
    DEADLINES = "deadlines"  # watch that they are kept and that measures are evaluated
    BRING_IN_SERVICES = "bring_in_services"
    INVOLVE_FAMILY = "involve_family"
    TALK_WITH_CHILD = "talk_with_child"  # the named adult who talks with the child between meetings
    KEEP_CONTACT = "keep_contact"  # with the family and the services


@attrs.frozen(kw_only=True)
class DutyReassigned(Fact):
    """A meeting gives a duty, or the responsibility for a measure, to somebody else.

    Who had it before is told by the book: the one it was last given to, or whoever answers. No known guide has a
    routine for it; that a meeting decides it, and which duties there are, is declared here after Sortland's list.

    Attributes:
        meeting: The id of the held meeting that decided it.
        to: Who has it from now on, while they take part.
        duty: Which duty; None where it is a measure.
        measure: The measure's id; None where it is a duty.
    """

    kind: ClassVar[str] = "duty_reassigned"
    topic: ClassVar[Topic] = Topic.MEETING
    words: ClassVar[Text] = Text(nb="oppgave gitt videre", nn="oppgåve gitt vidare", en="duty reassigned")
    source: ClassVar[str] = "Sortland, duties of the baton holder; Marker 2.2: responsibilities are split"

    meeting: str = attrs.field(validator=is_ref)
    to: str = attrs.field(validator=is_ref)
    duty: Duty | None = attrs.field(default=None, validator=is_a(Duty))
    measure: str | None = attrs.field(default=None, validator=is_ref)

    def __attrs_post_init__(self) -> None:
        if (self.duty is None) == (self.measure is None):
            raise InvalidValue("DutyReassigned needs either a duty or a measure")


@attrs.frozen
class Meeting:
    """One meeting that was called, on the spine.

    Attributes:
        id: The id of the entry that called it.
        purpose: What it is for.
        day: When.
        held: Whether it was held.
        cancelled: Whether it was cancelled.
        caller: Who called it.
        arena: The id of the arena it is a meeting of.
    """

    id: str
    purpose: MeetingKind
    day: dt.date
    held: bool
    cancelled: bool = False
    caller: str | None = None
    arena: str | None = None


@attrs.frozen
class HeldMeeting:
    """One meeting that was held, on the spine.

    Attributes:
        id: The id of the call or, where nobody was called, of the entry that says it was held.
        purpose: What it was for.
        seq: Where in the book it stands that it was held.
        arena: The id of the arena it was a meeting of.
        day: The date in Europe/Oslo on which it was held.
        present: Who was there.
        recorder: Who recorded it, as what they were; None unless a professional. The leader of the home service may be
            there without having joined.
    """

    id: str
    purpose: MeetingKind
    seq: int
    arena: str | None = None
    day: dt.date | None = None
    present: tuple[str, ...] = ()
    recorder: Participant | None = None


@attrs.frozen
class Invitation:
    """Who was called to a meeting, on the spine.

    Attributes:
        seq: Where in the book the call stands.
        invited: Who was called.
        caller: Who called, as what they were; None unless a professional.
    """

    seq: int
    invited: tuple[str, ...]
    caller: Participant | None = None


@attrs.frozen
class Minutes:
    """Minutes that were written, on the spine.

    Attributes:
        id: The id of their entry.
        seq: Where in the book they stand.
        audience: For whom they were written.
    """

    id: str
    seq: int
    audience: Audience


@attrs.frozen
class Meetings:
    """The piece of the spine that holds the meetings.

    Attributes:
        called: By id.
        held: By id, in the order they were recorded.
        duties: Who has a duty that a meeting gave to somebody; it counts while they take part.
        convener: Who called the meeting that was held last, or recorded it where nobody called; None before the first.
        invitations: Who was called, by the id of the call.
        minutes: In order.
    """

    called: Mapping[str, Meeting] = attrs.field(converter=read_only, factory=dict[str, Meeting])
    held: Mapping[str, HeldMeeting] = attrs.field(converter=read_only, factory=dict[str, HeldMeeting])
    duties: Mapping[Duty, str] = attrs.field(converter=read_only, factory=dict[Duty, str])
    convener: str | None = None
    invitations: Mapping[str, Invitation] = attrs.field(converter=read_only, factory=dict[str, Invitation])
    minutes: tuple[Minutes, ...] = ()

    def waiting(self) -> tuple[Meeting, ...]:
        """Return the meetings that are called, and neither held nor cancelled."""
        return tuple(one for one in self.called.values() if not one.held and not one.cancelled)

    def concerning(self, ref: str) -> frozenset[str]:
        """Return the ids of the meetings that somebody is called to, or has called."""
        to = {id for id, one in self.invitations.items() if ref in one.invited}
        return frozenset(to | {one.id for one in self.called.values() if one.caller == ref})


def _author(entry: Entry) -> Participant | None:
    by = entry.by
    return Participant(by.ref, by.role, by.service.ref) if isinstance(by, Professional) else None


def called(piece: Meetings, entry: Entry, fact: MeetingCalled) -> Meetings:
    """Add the meeting."""
    meeting = Meeting(entry.id, fact.purpose, fact.day, False, caller=entry.by.ref, arena=fact.arena)
    invitation = Invitation(entry.seq, fact.invited, _author(entry))
    return attrs.evolve(
        piece,
        called={**piece.called, entry.id: meeting},
        invitations={**piece.invitations, entry.id: invitation},
    )


def cancelled(piece: Meetings, entry: Entry, fact: MeetingCancelled) -> Meetings:
    """Mark it as cancelled."""
    meeting = attrs.evolve(piece.called[fact.meeting], cancelled=True)
    return attrs.evolve(piece, called={**piece.called, meeting.id: meeting})


def held(piece: Meetings, entry: Entry, fact: MeetingHeld) -> Meetings:
    """Mark it as held, or remember one that nobody called."""
    calls, id_, arena = piece.called, entry.id, fact.arena
    convener: str | None = entry.by.ref
    if fact.meeting is not None:
        meeting = attrs.evolve(calls[fact.meeting], held=True)
        calls, id_, convener = {**calls, meeting.id: meeting}, meeting.id, meeting.caller
        arena = arena or meeting.arena
    day = oslo_date(entry.at)
    meeting_held = HeldMeeting(id_, fact.purpose, entry.seq, arena, day, fact.present, _author(entry))
    return attrs.evolve(piece, called=calls, held={**piece.held, id_: meeting_held}, convener=convener)


def minutes_written(piece: Meetings, entry: Entry, fact: MinutesWritten) -> Meetings:
    """Remember for whom they were written."""
    return attrs.evolve(piece, minutes=(*piece.minutes, Minutes(entry.id, entry.seq, entry.audience)))


def duty_reassigned(piece: Meetings, entry: Entry, fact: DutyReassigned) -> Meetings:
    """Remember who has the duty now."""
    return piece if fact.duty is None else attrs.evolve(piece, duties={**piece.duties, fact.duty: fact.to})


def measure_reassigned(piece: Plan, entry: Entry, fact: DutyReassigned) -> Plan:
    """Let somebody else answer for the measure."""
    return piece if fact.measure is None else piece.with_measure(fact.measure, responsible=fact.to)
