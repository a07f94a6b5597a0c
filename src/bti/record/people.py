"""Services and people of the case: who takes part, who is family, who has been told."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from typing import ClassVar

import attrs

from bti.people import Professional, Service
from bti.record.concern import ConcernRaised, ConcernShared, SharedWith
from bti.record.entry import Entry
from bti.record.fact import Audience, Fact, Topic, is_a, is_ref, is_refs
from bti.record.life import CaseOpened
from bti.record.read_only import read_only
from bti.text import Text

__all__ = [
    "Capacity",
    "GuardianInfo",
    "GuardianNamed",
    "MadeKin",
    "Participant",
    "People",
    "PersonJoined",
    "PersonLeft",
    "Responsibility",
    "ServiceJoined",
    "ServiceLeft",
    "as_kin",
]


class Capacity(enum.Enum):
    """As what a person joins a case."""

    PROFESSIONAL = "professional"
    RELATIVE = "relative"
    PRIVATE = "private"


@attrs.frozen(kw_only=True)
class ServiceJoined(Fact):
    """Another service takes part.

    Attributes:
        joining: The service.
    """

    kind: ClassVar[str] = "service_joined"
    topic: ClassVar[Topic] = Topic.PEOPLE
    words: ClassVar[Text] = Text(nb="tjeneste kommet med", nn="teneste komen med", en="service joined")
    source: ClassVar[str] = "Risør 2.1; Overhalla B.1; Sund, consent for each further service; law Q-05"

    joining: Service = attrs.field(validator=is_a(Service))


@attrs.frozen(kw_only=True)
class ServiceLeft(Fact):
    """A service takes part no longer.

    Attributes:
        leaving: The service's reference.
    """

    kind: ClassVar[str] = "service_left"
    topic: ClassVar[Topic] = Topic.PEOPLE
    words: ClassVar[Text] = Text(nb="tjeneste gått ut", nn="teneste gått ut", en="service left")
    source: ClassVar[str] = "model 4; law Q-10"

    leaving: str = attrs.field(validator=is_ref)


@attrs.frozen(kw_only=True)
class PersonJoined(Fact):
    """A person takes part: an employee of a service that does, or a relative or private person.

    Attributes:
        person: The person's reference.
        capacity: As what.
        role: The professional's role in the guide; None for others.
        of: The reference of the professional's service; None for others.
    """

    kind: ClassVar[str] = "person_joined"
    topic: ClassVar[Topic] = Topic.PEOPLE
    words: ClassVar[Text] = Text(nb="person kommet med", nn="person komen med", en="person joined")
    source: ClassVar[str] = "Sortland, log contents: which professionals take part"

    person: str = attrs.field(validator=is_ref)
    capacity: Capacity = attrs.field(default=Capacity.PROFESSIONAL, validator=is_a(Capacity))
    role: str | None = attrs.field(default=None, validator=is_ref)
    of: str | None = attrs.field(default=None, validator=is_ref)


@attrs.frozen(kw_only=True)
class PersonLeft(Fact):
    """A professional takes part no longer; who is kin of the case stays kin.

    Attributes:
        person: The person's reference.
    """

    kind: ClassVar[str] = "person_left"
    topic: ClassVar[Topic] = Topic.PEOPLE
    words: ClassVar[Text] = Text(nb="person gått ut", nn="person gått ut", en="person left")
    source: ClassVar[str] = "model 4"

    person: str = attrs.field(validator=is_ref)


class Responsibility(enum.Enum):
    """On what somebody decides for a child."""

    HELD = "held"  # holds parental responsibility (foreldreansvar)
    NOT_KNOWN = "not_known"  # nobody has checked yet (law A-33): no consent is enough until somebody has
    UNABLE = "unable"  # holds it, and cannot look after the child's interests (law A-11)
    VERGE = "verge"  # appointed where nobody who can holds it (law A-11)
    NOT_HELD = "not_held"  # has turned out not to hold it: kin of the case, and no guardian (law)


@attrs.frozen(kw_only=True)
class GuardianNamed(Fact):
    """A holder of parental responsibility is named, or what is known of a guardian changes; naming does not tell them.

    Attributes:
        person: The guardian's reference.
        lives_with: Whether the child lives permanently with this guardian (law A-04, A-06).
        responsibility: On what they decide for the child.
        of: The references of the persons concerned they are guardian of; empty: of each.
    """

    kind: ClassVar[str] = "guardian_named"
    version: ClassVar[int] = 2
    topic: ClassVar[Topic] = Topic.PEOPLE
    words: ClassVar[Text] = Text(nb="foresatt registrert", nn="føresett registrert", en="guardian named")
    source: ClassVar[str] = "law A-02, A-03, A-33"

    person: str = attrs.field(validator=is_ref)
    lives_with: bool = attrs.field(validator=is_a(bool))
    responsibility: Responsibility = attrs.field(default=Responsibility.HELD, validator=is_a(Responsibility))
    of: tuple[str, ...] = attrs.field(default=(), validator=is_refs)


@attrs.frozen
class Participant:
    """A professional of the case.

    Attributes:
        ref: The person's reference.
        role: The role they joined in.
        service: The reference of their service.
    """

    ref: str
    role: str
    service: str


@attrs.frozen
class GuardianInfo:
    """A guardian of the case.

    Attributes:
        ref: The person's reference.
        lives_with: Whether the child lives with them.
        responsibility: On what they decide.
        of: Whose guardian they are; empty: of each person concerned.
    """

    ref: str
    lives_with: bool
    responsibility: Responsibility = Responsibility.HELD
    of: tuple[str, ...] = ()


@attrs.frozen
class MadeKin:
    """An entry that says of somebody that they are kin of the case.

    Attributes:
        entry: Its id.
        audience: For whom it was written.
    """

    entry: str
    audience: Audience


@attrs.frozen
class People:
    """The piece of the spine that holds services and people.

    Attributes:
        services: Those that take part now, by reference, the home service first.
        professionals: Those who take part now, by reference.
        guardians: By reference.
        kin: Whoever is person concerned, guardian, related or private here: never a professional of this case (I-04).
        told: Family members with whom the concern has been shared.
        concerned: Whom the case is about.
        deciding: Who decides in the guardians' place, by the child under a care order.
        near: Who is kin by nothing but a care order, of now or before, of which the home service alone knows.
        kin_by: By which entries somebody became kin, but for whom the case was opened for, and those of a care order.
    """

    services: Mapping[str, Service] = attrs.field(converter=read_only, factory=dict[str, Service])
    professionals: Mapping[str, Participant] = attrs.field(converter=read_only, factory=dict[str, Participant])
    guardians: Mapping[str, GuardianInfo] = attrs.field(converter=read_only, factory=dict[str, GuardianInfo])
    kin: frozenset[str] = frozenset()
    told: frozenset[str] = frozenset()
    concerned: frozenset[str] = frozenset()
    deciding: Mapping[str, str] = attrs.field(converter=read_only, factory=dict[str, str])
    near: frozenset[str] = frozenset()
    kin_by: Mapping[str, tuple[MadeKin, ...]] = attrs.field(converter=read_only, factory=dict[str, tuple[MadeKin, ...]])


def begun(piece: People, entry: Entry, fact: CaseOpened) -> People:
    """Begin with the home service and, where a professional of it opened the case, with that professional."""
    concerned = frozenset(one.ref for one in fact.persons)
    people = People({fact.home.ref: fact.home}, {}, piece.guardians, concerned, piece.told, concerned)
    return _with_author(people, entry)


def concern_raised(piece: People, entry: Entry, fact: ConcernRaised) -> People:
    """A professional who owns a concern takes part."""
    return _with_author(piece, entry) if entry.resolved.owner is not None else piece


def _with_author(piece: People, entry: Entry) -> People:
    by = entry.by
    if not isinstance(by, Professional) or by.service.ref not in piece.services or by.ref in piece.professionals:
        return piece
    joined = {**piece.professionals, by.ref: Participant(by.ref, by.role, by.service.ref)}
    return attrs.evolve(piece, professionals=joined)


def told(piece: People, entry: Entry, fact: ConcernShared) -> People:
    """A guardian or child the concern is shared with has been told."""
    if fact.person is None or fact.with_ not in (SharedWith.GUARDIAN, SharedWith.CHILD):
        return piece
    return attrs.evolve(piece, told=piece.told | {fact.person})


def service_joined(piece: People, entry: Entry, fact: ServiceJoined) -> People:
    """Add the service."""
    return attrs.evolve(piece, services={**piece.services, fact.joining.ref: fact.joining})


def service_left(piece: People, entry: Entry, fact: ServiceLeft) -> People:
    """Take away the service and its professionals."""
    services = {ref: service for ref, service in piece.services.items() if ref != fact.leaving}
    staying = {ref: person for ref, person in piece.professionals.items() if person.service != fact.leaving}
    return attrs.evolve(piece, services=services, professionals=staying)


def person_joined(piece: People, entry: Entry, fact: PersonJoined) -> People:
    """Add a professional, or somebody who is kin of the case."""
    if fact.capacity is Capacity.PROFESSIONAL and fact.role is not None and fact.of is not None:
        joined = {**piece.professionals, fact.person: Participant(fact.person, fact.role, fact.of)}
        return attrs.evolve(piece, professionals=joined)
    return as_kin(piece, fact.person, entry)


def person_left(piece: People, entry: Entry, fact: PersonLeft) -> People:
    """Take away a professional; who is kin stays kin."""
    staying = {ref: person for ref, person in piece.professionals.items() if ref != fact.person}
    return attrs.evolve(piece, professionals=staying)


def guardian_named(piece: People, entry: Entry, fact: GuardianNamed) -> People:
    """Add the guardian, who from now on is no professional of this case whatever role they are sent with.

    Who has turned out not to be one knows of the case no longer, unless it is about them.
    """
    if fact.responsibility is Responsibility.NOT_HELD:
        guardians = {ref: one for ref, one in piece.guardians.items() if ref != fact.person}
        told = piece.told if fact.person in piece.concerned else piece.told - {fact.person}
        return as_kin(attrs.evolve(piece, guardians=guardians, told=told), fact.person, entry)
    named = GuardianInfo(fact.person, fact.lives_with, fact.responsibility, fact.of)
    return as_kin(attrs.evolve(piece, guardians={**piece.guardians, fact.person: named}), fact.person, entry)


def as_kin(piece: People, person: str, entry: Entry | None = None) -> People:
    """Let somebody be kin of the case, and no professional of it from now on (I-04).

    Args:
        piece: The piece.
        person: Who.
        entry: What says so, where whoever may read that may know of it.
    """
    staying = {ref: one for ref, one in piece.professionals.items() if ref != person}
    kin_by = piece.kin_by
    if entry is not None:
        kin_by = {**kin_by, person: (*kin_by.get(person, ()), MadeKin(entry.id, entry.audience))}
    kin = piece.kin | {person}
    return attrs.evolve(piece, professionals=staying, kin=kin, near=piece.near - {person}, kin_by=kin_by)
