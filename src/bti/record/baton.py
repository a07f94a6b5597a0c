"""The baton (stafettpinne): who coordinates, and how it passes from hand to hand."""

from __future__ import annotations

import datetime as dt
import enum
from typing import ClassVar

import attrs

from bti.record.entry import AppointmentEffect, Entry
from bti.record.fact import Fact, Topic, is_a, is_note, is_ref
from bti.record.life import CaseReopened
from bti.record.note import Note
from bti.text import Text

__all__ = [
    "Absence",
    "AbsenceReason",
    "Baton",
    "BatonAccepted",
    "BatonAppointed",
    "BatonDeclined",
    "BatonOffered",
    "BatonVacant",
    "BatonWithdrawn",
    "Coordinator",
    "Offer",
    "VacancyReason",
]


@attrs.frozen(kw_only=True)
class BatonAppointed(Fact):
    """The leader names a holder where nobody holds the baton; the guide says whether that binds or is an offer.

    Attributes:
        to: The professional named.
    """

    kind: ClassVar[str] = "baton_appointed"
    topic: ClassVar[Topic] = Topic.BATON
    words: ClassVar[Text] = Text(nb="stafettholder utpekt", nn="stafetthaldar peika ut", en="baton holder appointed")
    source: ClassVar[str] = "Sortland, baton holder: appointed from level 1; Gloppen; Risør"

    to: str = attrs.field(validator=is_ref)


@attrs.frozen(kw_only=True)
class BatonOffered(Fact):
    """Whoever answers offers the baton to somebody, and holds on until exactly that person has accepted.

    Attributes:
        to: The professional it is offered to.
    """

    kind: ClassVar[str] = "baton_offered"
    topic: ClassVar[Topic] = Topic.BATON
    words: ClassVar[Text] = Text(nb="stafettpinne tilbudt", nn="stafettpinne tilboden", en="baton offered")
    source: ClassVar[str] = "I-02; Sortland, Arendal, Sogndal: kept until received and accepted"

    to: str = attrs.field(validator=is_ref)


@attrs.frozen(kw_only=True)
class BatonAccepted(Fact):
    """The offered person takes the baton.

    Attributes:
        offer: The offer's id.
    """

    kind: ClassVar[str] = "baton_accepted"
    topic: ClassVar[Topic] = Topic.BATON
    words: ClassVar[Text] = Text(nb="stafettpinne tatt imot", nn="stafettpinne teken imot", en="baton accepted")
    source: ClassVar[str] = "I-02, I-03; Sortland, baton holder"

    offer: str = attrs.field(validator=is_ref)


@attrs.frozen(kw_only=True)
class BatonDeclined(Fact):
    """The offered person says no; the baton stays where it is.

    Attributes:
        offer: The offer's id.
        note: Why, erasable.
    """

    kind: ClassVar[str] = "baton_declined"
    topic: ClassVar[Topic] = Topic.BATON
    words: ClassVar[Text] = Text(nb="stafettpinne avslått", nn="stafettpinne avslått", en="baton declined")
    source: ClassVar[str] = "I-03"

    offer: str = attrs.field(validator=is_ref)
    note: Note | None = attrs.field(default=None, validator=is_note)


@attrs.frozen(kw_only=True)
class BatonWithdrawn(Fact):
    """The giver, or whoever answers for the case now, takes an offer back.

    Attributes:
        offer: The offer's id.
    """

    kind: ClassVar[str] = "baton_withdrawn"
    topic: ClassVar[Topic] = Topic.BATON
    words: ClassVar[Text] = Text(nb="tilbud trukket", nn="tilbod trekt", en="offer withdrawn")
    source: ClassVar[str] = "I-03"

    offer: str = attrs.field(validator=is_ref)


class VacancyReason(enum.Enum):
    """Why nobody holds the baton."""

    LEFT = "left"  # the holder left the case
    SERVICE_LEFT = "service_left"
    BECAME_KIN = "became_kin"  # the holder turned out to be guardian or related (I-04)
    CONFLICT = "conflict"  # the holder has a conflict of interest in this case
    GAVE_UP = "gave_up"


@attrs.frozen(kw_only=True)
class BatonVacant(Fact):
    """The holder is gone; the leader of the home service answers until somebody has accepted.

    Attributes:
        reason: Why.
    """

    kind: ClassVar[str] = "baton_vacant"
    topic: ClassVar[Topic] = Topic.BATON
    words: ClassVar[Text] = Text(nb="stafettpinne ledig", nn="stafettpinne ledig", en="baton vacant")
    source: ClassVar[str] = "model 4, I-01; law E-03"

    reason: VacancyReason = attrs.field(validator=is_a(VacancyReason))


@attrs.frozen
class Offer:
    """The one open offer.

    Attributes:
        id: The id of the entry that made it.
        to: Who may accept or decline.
        giver: Who made it.
        at: When.
    """

    id: str
    to: str
    giver: str
    at: dt.datetime


class AbsenceReason(enum.Enum):
    """Why a holder is absent; coded so that it tells nothing of anybody's health."""

    PLANNED = "planned"  # leave, holiday, a course: known beforehand
    UNPLANNED = "unplanned"
    OTHER_WORK = "other_work"  # needed elsewhere for a while


@attrs.frozen
class Absence:
    """That the holder is absent, or will be.

    Attributes:
        from_: The first day, a date in Europe/Oslo.
        until: The last day expected; the return itself is a fact, and nothing moves before it.
        reason: Why.
        stand_in: Who answers meanwhile; None: the leader of the home service.
    """

    from_: dt.date
    until: dt.date | None
    reason: AbsenceReason
    stand_in: str | None


@attrs.frozen
class Coordinator:
    """The appointed coordinator.

    Attributes:
        id: The id of the entry that appointed them; on the first page empty for whom that entry is kept back from.
        person: Who.
        takes_over: Whether they answer instead of the baton holder, who keeps the baton meanwhile.
    """

    id: str
    person: str
    takes_over: bool


@attrs.frozen
class Baton:
    """The piece of the spine that holds the baton.

    Attributes:
        holder: Who holds it; None while nobody does.
        was_held: Whether anybody ever has; then nobody holding it is a vacancy.
        offer: The open offer.
        since: The place in the book where the holder took it; 0 while nobody holds it, or where that is not known.
        absence: The holder's absence, begun or to come.
        coordinator: The appointed coordinator.
        declined: How often offers were declined since somebody last took it.
    """

    holder: str | None = None
    was_held: bool = False
    offer: Offer | None = None
    since: int = 0
    absence: Absence | None = None
    coordinator: Coordinator | None = None
    declined: int = 0

    def absent(self, day: dt.date) -> Absence | None:
        """Return the holder's absence on a date in Europe/Oslo, or None while they are there."""
        return None if self.absence is None or day < self.absence.from_ else self.absence

    @property
    def taken_over(self) -> Coordinator | None:
        """Return the coordinator who answers instead of the holder, or None."""
        return None if self.coordinator is None or not self.coordinator.takes_over else self.coordinator


def appointed(piece: Baton, entry: Entry, fact: BatonAppointed) -> Baton:
    """Do what the guide's setting made of it."""
    if entry.resolved.appointment is AppointmentEffect.HELD:
        return _held(piece, fact.to, entry)
    return attrs.evolve(piece, offer=Offer(entry.id, fact.to, entry.by.ref, entry.at))


def offered(piece: Baton, entry: Entry, fact: BatonOffered) -> Baton:
    """Open the offer; the baton stays."""
    return attrs.evolve(piece, offer=Offer(entry.id, fact.to, entry.by.ref, entry.at))


def accepted(piece: Baton, entry: Entry, fact: BatonAccepted) -> Baton:
    """Move the baton to whom it was offered."""
    return piece if piece.offer is None else _held(piece, piece.offer.to, entry)


def _held(piece: Baton, to: str, entry: Entry) -> Baton:
    """Let somebody hold it from here on; the absence was the holder's before."""
    return Baton(to, True, None, entry.seq, None, piece.coordinator)


def ended(piece: Baton, entry: Entry, fact: BatonDeclined | BatonWithdrawn) -> Baton:
    """End the offer; the baton stays."""
    declined = piece.declined + 1 if isinstance(fact, BatonDeclined) else piece.declined
    return attrs.evolve(piece, offer=None, declined=declined)


def vacant(piece: Baton, entry: Entry, fact: BatonVacant) -> Baton:
    """Let go of the baton; an open offer stands, its giver's place is the leader's now."""
    return Baton(None, True, piece.offer, 0, None, piece.coordinator, piece.declined)


def reopened(piece: Baton, entry: Entry, fact: CaseReopened) -> Baton:
    """Let nobody hold it: whoever was named at reopening answers until somebody has accepted."""
    return Baton()
