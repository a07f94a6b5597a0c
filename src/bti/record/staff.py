"""What is said of professionals beside that they take part: who is responsible in a service, who reads, who is partial.

*Taking part* (`PersonJoined`) is to work in the case: to read and to write. *Access* (`AccessGranted`) is to read
without taking part. A *conflict of interest* (inhabilitet) leaves somebody in the case and keeps the baton
from them; *kinship* takes them out of it as a professional for good (I-04).
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Mapping
from typing import ClassVar

import attrs

from bti.people import Actor, Professional
from bti.record.entry import Entry
from bti.record.fact import Audience, Fact, Topic, is_a, is_date, is_ref
from bti.record.family_circle import CareOrderMade
from bti.record.people import Capacity, GuardianNamed, People, PersonJoined, PersonLeft, ServiceLeft, as_kin
from bti.record.read_only import read_only
from bti.text import Text

__all__ = [
    "AccessEnded",
    "AccessGranted",
    "ConflictDeclared",
    "Kinship",
    "KinshipDeclared",
    "Reader",
    "ResponsibleNamed",
    "Staff",
]


@attrs.frozen(kw_only=True)
class ResponsibleNamed(Fact):
    """A service names the professional who is responsible for its part of this case; the last one named is it.

    Attributes:
        person: The professional's reference.
        of: The reference of the service.
    """

    kind: ClassVar[str] = "responsible_named"
    topic: ClassVar[Topic] = Topic.PEOPLE
    words: ClassVar[Text] = Text(
        nb="ansvarlig person i tjenesten oppnevnt",
        nn="ansvarleg person i tenesta nemnd opp",
        en="responsible person of a service named",
    )
    source: ClassVar[str] = "Sogndal and Tysvær, log contents: those responsible; model 6, the overview"

    person: str = attrs.field(validator=is_ref)
    of: str = attrs.field(validator=is_ref)


@attrs.frozen(kw_only=True)
class AccessGranted(Fact):
    """Whoever answers lets a named professional of a service that takes part see the case without taking part.

    They read what is written for all who take part, in the kinds of information consent covers for their service, and
    never the home service's own notes, whichever service they come from (a decision: law H-19). They record nothing.

    Attributes:
        person: The professional's reference.
        of: The reference of the professional's service.
        until: The last date on which they may read, in Europe/Oslo; None: until it is ended.
    """

    kind: ClassVar[str] = "access_granted"
    topic: ClassVar[Topic] = Topic.PEOPLE
    words: ClassVar[Text] = Text(nb="tilgang gitt", nn="tilgang gitt", en="access granted")
    source: ClassVar[str] = "Overhalla C.1: the baton holder gives the services access; law Q-05, Q-06, C-02, H-16"

    person: str = attrs.field(validator=is_ref)
    of: str = attrs.field(validator=is_ref)
    until: dt.date | None = attrs.field(default=None, validator=is_date)


@attrs.frozen(kw_only=True)
class AccessEnded(Fact):
    """A professional who was let in to read may do so no longer.

    Attributes:
        person: The professional's reference.
    """

    kind: ClassVar[str] = "access_ended"
    topic: ClassVar[Topic] = Topic.PEOPLE
    words: ClassVar[Text] = Text(nb="tilgang avsluttet", nn="tilgang avslutta", en="access ended")
    source: ClassVar[str] = "Overhalla C.1; law H-19"

    person: str = attrs.field(validator=is_ref)


@attrs.frozen(kw_only=True)
class ConflictDeclared(Fact):
    """A professional has a conflict of interest in this case (inhabil), with no reason given: why is their own affair.

    They may go on taking part; the baton is never offered to them, and what they hold or were offered ends. No guide
    read says anything of it; that it holds for the baton and for the concern's owner is a decision of the model.

    Attributes:
        person: The professional's reference.
    """

    kind: ClassVar[str] = "conflict_declared"
    topic: ClassVar[Topic] = Topic.PEOPLE
    words: ClassVar[Text] = Text(nb="inhabilitet meldt", nn="inhabilitet meld", en="conflict of interest declared")
    source: ClassVar[str] = (
        "model 4, who may hold; forvaltningsloven §§ 6–10, no rule of the law data; no guide states it"
    )

    person: str = attrs.field(validator=is_ref)


class Kinship(enum.Enum):
    """What a professional turned out to be; whoever turns out to be guardian is named as that (`GuardianNamed`)."""

    RELATIVE = "relative"
    PRIVATE = "private"  # knows the family as a private person: neighbour, friend, coach


@attrs.frozen(kw_only=True)
class KinshipDeclared(Fact):
    """A professional turns out to be related to the family, or here as a private person: from now on they are kin.

    Attributes:
        person: The person's one reference.
        kinship: As what.
    """

    kind: ClassVar[str] = "kinship_declared"
    topic: ClassVar[Topic] = Topic.PEOPLE
    shown_to: ClassVar[Audience] = Audience.HOME
    words: ClassVar[Text] = Text(nb="slektskap meldt", nn="slektskap meld", en="kinship declared")
    source: ClassVar[str] = "I-04; model 6: one person has one reference"

    person: str = attrs.field(validator=is_ref)
    kinship: Kinship = attrs.field(validator=is_a(Kinship))


@attrs.frozen
class Reader:
    """A professional who may read without taking part.

    Attributes:
        ref: The person's reference.
        service: The reference of their service.
        until: The last date on which they may; None: until it is ended.
    """

    ref: str
    service: str
    until: dt.date | None = None

    def may_read_on(self, day: dt.date) -> bool:
        """Tell whether the access has not run out on a date in Europe/Oslo."""
        return self.until is None or day <= self.until


@attrs.frozen
class Staff:
    """The piece of the spine that holds what is said of professionals.

    Attributes:
        responsible: By service reference, the responsible professional, as long as they take part for it.
        readers: Those who may read without taking part, by reference.
        partial: Those who have declared a conflict of interest; it stays with them when they leave and come back.
    """

    responsible: Mapping[str, str] = attrs.field(converter=read_only, factory=dict[str, str])
    readers: Mapping[str, Reader] = attrs.field(converter=read_only, factory=dict[str, Reader])
    partial: frozenset[str] = frozenset()

    def lets_read(self, actor: Actor, day: dt.date) -> bool:
        """Tell whether somebody was let in to read, in the service they come with, on a date in Europe/Oslo."""
        if not isinstance(actor, Professional):
            return False
        reader = self.readers.get(actor.ref)
        return reader is not None and reader.service == actor.service.ref and reader.may_read_on(day)


def responsible_named(piece: Staff, entry: Entry, fact: ResponsibleNamed) -> Staff:
    """Let this be the service's responsible professional."""
    return attrs.evolve(piece, responsible={**piece.responsible, fact.of: fact.person})


def access_granted(piece: Staff, entry: Entry, fact: AccessGranted) -> Staff:
    """Let the person in."""
    reader = Reader(fact.person, fact.of, fact.until)
    return attrs.evolve(piece, readers={**piece.readers, fact.person: reader})


def access_ended(piece: Staff, entry: Entry, fact: AccessEnded) -> Staff:
    """Let the person in no longer."""
    return attrs.evolve(piece, readers=_without(piece, fact.person))


def conflict_declared(piece: Staff, entry: Entry, fact: ConflictDeclared) -> Staff:
    """Remember the conflict; nobody partial is responsible for a service's part."""
    return Staff(_others(piece, fact.person), piece.readers, piece.partial | {fact.person})


def person_left(piece: Staff, entry: Entry, fact: PersonLeft) -> Staff:
    """Who left is responsible for nothing."""
    return attrs.evolve(piece, responsible=_others(piece, fact.person))


def person_joined(piece: Staff, entry: Entry, fact: PersonJoined) -> Staff:
    """Who takes part needs no access beside it; who is kin has none."""
    responsible = piece.responsible if fact.capacity is Capacity.PROFESSIONAL else _others(piece, fact.person)
    return Staff(responsible, _without(piece, fact.person), piece.partial)


def kinship_declared(piece: People, entry: Entry, fact: KinshipDeclared) -> People:
    """Let them be kin: they take part as a professional no longer."""
    return as_kin(piece, fact.person, entry)


def became_kin(piece: Staff, entry: Entry, fact: GuardianNamed | KinshipDeclared) -> Staff:
    """Who is kin is responsible for nothing and has no access as a professional."""
    return _kin(piece, fact.person)


def decider_at_home(piece: Staff, entry: Entry, fact: CareOrderMade) -> Staff:
    """Who has the child in daily care is kin."""
    return _kin(piece, fact.decider) if fact.at_home else piece


def service_left(piece: Staff, entry: Entry, fact: ServiceLeft) -> Staff:
    """With a service go its responsible professional and its readers."""
    responsible = {of: person for of, person in piece.responsible.items() if of != fact.leaving}
    readers = {ref: reader for ref, reader in piece.readers.items() if reader.service != fact.leaving}
    return Staff(responsible, readers, piece.partial)


def _kin(piece: Staff, person: str) -> Staff:
    return Staff(_others(piece, person), _without(piece, person), piece.partial)


def _others(piece: Staff, person: str) -> dict[str, str]:
    return {of: named for of, named in piece.responsible.items() if named != person}


def _without(piece: Staff, person: str) -> dict[str, Reader]:
    return {ref: reader for ref, reader in piece.readers.items() if ref != person}
