"""Around the guardians: one acts for the other, somebody else decides for the child, an address is graded."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Mapping
from typing import ClassVar, Final

import attrs

from bti.dates import oslo_date
from bti.errors import InvalidValue
from bti.record.consent import Form, Scope
from bti.record.entry import Entry
from bti.record.fact import Audience, Fact, Topic, is_a, is_date, is_note, is_ref, is_refs
from bti.record.note import Note
from bti.record.people import People, as_kin
from bti.record.read_only import read_only
from bti.text import Text

__all__ = [
    "AddressGraded",
    "AddressUngraded",
    "Authorisation",
    "AuthorisationWithdrawn",
    "Care",
    "CareGround",
    "CareOrderEnded",
    "CareOrderMade",
    "Circle",
    "Grade",
    "Graded",
    "GuardianAuthorised",
]


@attrs.frozen(kw_only=True)
class GuardianAuthorised(Fact):
    """One guardian lets another consent in their place (fullmakt), for everything or for one scope.

    What the other answers from then on counts for both. A no of one's own said after it goes before it: guardians who
    disagree have not consented (law A-07).

    Attributes:
        guardian: The guardian who gives it.
        authorised: The guardian who may answer in their place.
        scope: For what; None: for every scope.
        for_service: With `Scope.SERVICE`, the reference of the one service it is for; None: for any service.
        form: How it was given; it has to be documented.
        until: The last date on which it holds, in Europe/Oslo; None: until it is withdrawn.
        note: In words, erasable.
    """

    kind: ClassVar[str] = "guardian_authorised"
    topic: ClassVar[Topic] = Topic.PEOPLE
    shown_to: ClassVar[Audience] = Audience.FAMILY
    words: ClassVar[Text] = Text(nb="fullmakt gitt", nn="fullmakt gitt", en="guardian authorised")
    source: ClassVar[str] = "law A-07 (inferred for the relay log)"

    guardian: str = attrs.field(validator=is_ref)
    authorised: str = attrs.field(validator=is_ref)
    scope: Scope | None = attrs.field(default=None, validator=is_a(Scope))
    for_service: str | None = attrs.field(default=None, validator=is_ref)
    form: Form = attrs.field(validator=is_a(Form))
    until: dt.date | None = attrs.field(default=None, validator=is_date)
    note: Note | None = attrs.field(default=None, validator=is_note)

    def __attrs_post_init__(self) -> None:
        if self.for_service is not None and self.scope is not Scope.SERVICE:
            raise InvalidValue("GuardianAuthorised: a service is named only when the scope is Scope.SERVICE")


@attrs.frozen(kw_only=True)
class AuthorisationWithdrawn(Fact):
    """A guardian takes an authorisation back; what was answered under it counts for them no longer.

    Attributes:
        authorisation: The id of the authorisation.
    """

    kind: ClassVar[str] = "authorisation_withdrawn"
    topic: ClassVar[Topic] = Topic.PEOPLE
    shown_to: ClassVar[Audience] = Audience.FAMILY
    words: ClassVar[Text] = Text(nb="fullmakt trukket", nn="fullmakt trekt", en="authorisation withdrawn")
    source: ClassVar[str] = "law A-07, Q-09"

    authorisation: str = attrs.field(validator=is_ref)


class CareGround(enum.Enum):
    """On what the care rests; voluntary foster care and a placement under § 6-2 move no consent (law A-10)."""

    EMERGENCY = "emergency"  # barnevernsloven § 4-2
    REMOVAL_BAN = "removal_ban"  # flytteforbud, § 4-3
    CARE_ORDER = "care_order"  # omsorgsvedtak, § 5-1


@attrs.frozen(kw_only=True)
class CareOrderMade(Fact):
    """Child welfare has taken over the care of a child: somebody else than the guardians decides from now on.

    Child welfare and the foster home or institution may consent, and child welfare's view prevails; so it is child
    welfare that names the one person who answers here. A newer order about the same child takes the place of the one
    before, and so does the same emergency order with its petition. The guardians stay guardians: what they still
    decide alone (type of school, name, faith, written language …) is outside of what this library records.

    Attributes:
        child: The child's reference.
        ground: On what the care rests.
        decider: Who consents for the child: whom child welfare has named.
        at_home: Whether that person has the child in daily care (foster home, institution) and so is kin of the case;
            False: they are an employee of child welfare.
        made_on: The date of the order, in Europe/Oslo.
        petitioned: Whether an emergency order has been followed by a petition, without which it lapses after six weeks.
    """

    kind: ClassVar[str] = "care_order_made"
    topic: ClassVar[Topic] = Topic.PEOPLE
    shown_to: ClassVar[Audience] = Audience.HOME
    discreet: ClassVar[bool] = True
    words: ClassVar[Text] = Text(nb="omsorgen overtatt", nn="omsorga overteken", en="care order made")
    source: ClassVar[str] = "law A-10 and section 14 (inferred for the relay log); C-02 for who sees it"

    child: str = attrs.field(validator=is_ref)
    ground: CareGround = attrs.field(validator=is_a(CareGround))
    decider: str = attrs.field(validator=is_ref)
    at_home: bool = attrs.field(validator=is_a(bool))
    made_on: dt.date = attrs.field(validator=is_date)
    petitioned: bool = attrs.field(default=False, validator=is_a(bool))

    def __attrs_post_init__(self) -> None:
        if self.petitioned and self.ground is not CareGround.EMERGENCY:
            raise InvalidValue("CareOrderMade: only an emergency order is followed by a petition")


@attrs.frozen(kw_only=True)
class CareOrderEnded(Fact):
    """The order about a child is no more: the guardians decide again, and answer anew where they had not.

    Whoever decided in their place knows of the case no longer. An emergency order that has lapsed moves no consent any
    more; that it is over is recorded with this fact all the same.

    Attributes:
        child: The child's reference.
    """

    kind: ClassVar[str] = "care_order_ended"
    topic: ClassVar[Topic] = Topic.PEOPLE
    shown_to: ClassVar[Audience] = Audience.HOME
    discreet: ClassVar[bool] = True
    words: ClassVar[Text] = Text(nb="omsorgen tilbakeført", nn="omsorga ført tilbake", en="care order ended")
    source: ClassVar[str] = "law A-10"

    child: str = attrs.field(validator=is_ref)


class Grade(enum.Enum):
    """How an address is graded in the National Population Register, or kept with child welfare."""

    STRICTLY_CONFIDENTIAL = "strictly_confidential"  # strengt fortrolig, former kode 6
    CONFIDENTIAL = "confidential"  # fortrolig, former kode 7
    CLIENT = "client"  # klientadresse: post goes by way of child welfare


@attrs.frozen(kw_only=True)
class AddressGraded(Fact):
    """Somebody of the family has a graded address: from now on no other guardian knows of the case.

    Who had been told counts as not told, and cannot be told again, but for the persons concerned, the person whose
    address it is, and those whom an explicit decision lets know. That the child is said to live with a guardian is
    no such decision: where it is graded, that may be what has changed.

    Attributes:
        person: The person concerned or guardian whose address it is.
        grade: How it is graded.
        may_know: The guardians who may still know, by an explicit decision.
    """

    kind: ClassVar[str] = "address_graded"
    topic: ClassVar[Topic] = Topic.PEOPLE
    shown_to: ClassVar[Audience] = Audience.HOME
    discreet: ClassVar[bool] = True
    words: ClassVar[Text] = Text(nb="adresse gradert", nn="adresse gradert", en="address graded")
    source: ClassVar[str] = "law H-17; model 6"

    person: str = attrs.field(validator=is_ref)
    grade: Grade = attrs.field(validator=is_a(Grade))
    may_know: tuple[str, ...] = attrs.field(default=(), validator=is_refs)


@attrs.frozen(kw_only=True)
class AddressUngraded(Fact):
    """An address is no longer graded; who was not told meanwhile is told as anybody is, by sharing the concern.

    Attributes:
        person: Whose address it is.
    """

    kind: ClassVar[str] = "address_ungraded"
    topic: ClassVar[Topic] = Topic.PEOPLE
    shown_to: ClassVar[Audience] = Audience.HOME
    discreet: ClassVar[bool] = True
    words: ClassVar[Text] = Text(
        nb="adresse ikke lenger gradert", nn="adresse ikkje lenger gradert", en="address graded no longer"
    )
    source: ClassVar[str] = "law H-17"

    person: str = attrs.field(validator=is_ref)


@attrs.frozen
class Authorisation:
    """One guardian's leave for another to answer in their place, as long as it is not withdrawn.

    Attributes:
        id: The id of the entry that gave it.
        guardian: Who gave it.
        authorised: Who may answer.
        scope: For what; None: for everything.
        service: The one service it is for; None: any.
        seq: Where in the book it stands; only what is answered after it counts.
        given_on: The date in Europe/Oslo on which it was given.
        until: The last date on which it holds; None: until it is withdrawn.
    """

    id: str
    guardian: str
    authorised: str
    scope: Scope | None
    service: str | None
    seq: int
    given_on: dt.date
    until: dt.date | None

    def is_in_force_on(self, day: dt.date) -> bool:
        """Tell whether it has begun and has not run out on a date in Europe/Oslo."""
        return self.given_on <= day and (self.until is None or day <= self.until)

    def holds_for(self, scope: Scope, service: str | None, day: dt.date) -> bool:
        """Tell whether it is in force on a date in Europe/Oslo for a scope."""
        if not self.is_in_force_on(day):
            return False
        return self.scope is None or (self.scope is scope and self.service in (None, service))


EMERGENCY_LAPSES: Final = dt.timedelta(weeks=6)
"""After this an emergency order without a petition is no more (law A-10, section 14)."""


@attrs.frozen
class Care:
    """The care order about one child, as long as it is not ended.

    Attributes:
        id: The id of the entry that recorded it.
        child: The child's reference.
        ground: On what it rests.
        decider: Who consents for the child.
        made_on: The date of the order.
        petitioned: Whether an emergency order has been followed by a petition.
    """

    id: str
    child: str
    ground: CareGround
    decider: str
    made_on: dt.date
    petitioned: bool

    def holds_on(self, day: dt.date) -> bool:
        """Tell whether it has been made and has not lapsed on a date in Europe/Oslo."""
        if day < self.made_on:
            return False
        lapses = self.ground is CareGround.EMERGENCY and not self.petitioned
        return not lapses or day - self.made_on <= EMERGENCY_LAPSES


@attrs.frozen
class Graded:
    """One graded address.

    Attributes:
        person: Whose it is.
        grade: How.
        may_know: The guardians who may still know of the case.
    """

    person: str
    grade: Grade
    may_know: tuple[str, ...]


@attrs.frozen
class Circle:
    """The piece of the spine that holds who answers for whom, and who must not know.

    Attributes:
        authorisations: By id; those not withdrawn.
        care: The order about each child, by the child's reference; those not ended, lapsed or not.
        graded: The graded addresses, by whose they are.
    """

    authorisations: Mapping[str, Authorisation] = attrs.field(converter=read_only, factory=dict[str, Authorisation])
    care: Mapping[str, Care] = attrs.field(converter=read_only, factory=dict[str, Care])
    graded: Mapping[str, Graded] = attrs.field(converter=read_only, factory=dict[str, Graded])

    def shuts_out(self, ref: str) -> bool:
        """Tell whether a graded address keeps the case from a guardian; it never does from a person concerned."""
        return any(ref != one.person and ref not in one.may_know for one in self.graded.values())


def authorised(piece: Circle, entry: Entry, fact: GuardianAuthorised) -> Circle:
    """Add the authorisation."""
    given_on = oslo_date(entry.at)
    added = Authorisation(
        entry.id, fact.guardian, fact.authorised, fact.scope, fact.for_service, entry.seq, given_on, fact.until
    )
    return attrs.evolve(piece, authorisations={**piece.authorisations, entry.id: added})


def authorisation_withdrawn(piece: Circle, entry: Entry, fact: AuthorisationWithdrawn) -> Circle:
    """Take it away."""
    left = {key: one for key, one in piece.authorisations.items() if key != fact.authorisation}
    return attrs.evolve(piece, authorisations=left)


def care_order_made(piece: Circle, entry: Entry, fact: CareOrderMade) -> Circle:
    """Let this be the order about the child."""
    order = Care(entry.id, fact.child, fact.ground, fact.decider, fact.made_on, fact.petitioned)
    return attrs.evolve(piece, care={**piece.care, fact.child: order})


def decider_named(piece: People, entry: Entry, fact: CareOrderMade) -> People:
    """Let them decide; whoever has the child in daily care is kin of the case."""
    people = _deciding(piece, {**piece.deciding, fact.child: fact.decider})
    if not fact.at_home:
        return people
    near = people.near if fact.decider in people.kin - people.near else people.near | {fact.decider}
    return attrs.evolve(as_kin(people, fact.decider), near=near)


def care_order_ended(piece: Circle, entry: Entry, fact: CareOrderEnded) -> Circle:
    """Take the order away."""
    return attrs.evolve(piece, care={key: one for key, one in piece.care.items() if key != fact.child})


def decider_gone(piece: People, entry: Entry, fact: CareOrderEnded) -> People:
    """Let the guardians decide again."""
    return _deciding(piece, {child: one for child, one in piece.deciding.items() if child != fact.child})


def _deciding(piece: People, deciding: dict[str, str]) -> People:
    """Let these decide; who decides no longer, and is neither guardian nor person concerned, counts as not told."""
    gone = set(piece.deciding.values()) - set(deciding.values()) - piece.guardians.keys() - piece.concerned
    return attrs.evolve(piece, deciding=deciding, told=piece.told - gone)


def address_graded(piece: Circle, entry: Entry, fact: AddressGraded) -> Circle:
    """Let this be what is known of the person's address."""
    graded = Graded(fact.person, fact.grade, fact.may_know)
    return attrs.evolve(piece, graded={**piece.graded, fact.person: graded})


def untold(piece: People, entry: Entry, fact: AddressGraded) -> People:
    """Let the guardians who must not know count as not told."""
    keeping = {fact.person, *fact.may_know} | piece.concerned
    return attrs.evolve(piece, told=piece.told - (piece.guardians.keys() - keeping))


def address_ungraded(piece: Circle, entry: Entry, fact: AddressUngraded) -> Circle:
    """Forget the grade."""
    return attrs.evolve(piece, graded={key: one for key, one in piece.graded.items() if key != fact.person})
