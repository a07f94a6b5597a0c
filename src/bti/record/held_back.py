"""What is kept from some of those who would else read it, and whom somebody grown lets read.

Three things are kept back by what is recorded here. A child's health, from guardians who are rightly not told of it:
the health personnel who give the care decide, on a ground of the law (law A-19, A-21, A-23). Where somebody with a
graded address lives, from everybody outside the home service who has not been cleared for it (law H-17). And what is
about somebody else than the child, from the rest of the family, and from other services until that person has consented
(law A-12, H-09). What is kept back, and that something is, is told to nobody it is kept from.

Somebody who is fifteen or older says of a guardian whether they want them to read. From eighteen a guardian reads by
that yes alone (law A-01); of information on health this holds from sixteen (law A-18). Before, the law leaves open what
a no does (law A-15, H-10; open question 4), and so it is written down and changes nothing by itself.

All of these commute: they gate no other fact, and are judged by nothing that others record meanwhile but what they
name.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable, Mapping
from typing import ClassVar

import attrs

from bti.people import Professional
from bti.record.entry import Entry
from bti.record.fact import Audience, Category, Fact, Topic, is_a, is_all, is_date, is_ref, is_refs
from bti.record.family_circle import AddressGraded, AddressUngraded
from bti.record.read_only import read_only
from bti.text import Text

__all__ = [
    "ClearedBy",
    "EntryMarked",
    "GuardianReadingSaid",
    "GuardiansMayBeTold",
    "GuardiansNotTold",
    "HeldBack",
    "Mark",
    "NotTold",
    "NotToldGround",
    "PlaceClearanceEnded",
    "PlaceCleared",
    "Reading",
    "ReadingSays",
    "Tells",
]


class NotToldGround(enum.Enum):
    """Why guardians are not told of a child's health."""

    CHILD_OBJECTS = "child_objects"  # from 12 to 15, for reasons that should be respected
    NATURE_OF_CARE = "nature_of_care"  # from 12 to 15, what the care is
    WEIGHTY = "weighty"  # weighty considerations for the child, at any age under 18


@attrs.frozen(kw_only=True)
class GuardiansNotTold(Fact):
    """Those who give a child health care decide that guardians are not told of it (foresatte informeres ikke).

    From now on it holds for everything on health that comes from the recorder's service, before and after, or for the
    entries named. A later decision adds to it; `GuardiansMayBeTold` ends all that the service has made about the child.
    What guardians need to fulfil their responsibility is told them all the same: it is written anew for them, as
    another kind of information than health, or the entries that are kept are named one by one.

    No entry says which of several children it is about. So with nobody named it is kept from the brothers and sisters
    too, what the service says of themselves among it; where they should read on, the guardians or entries are named.

    Attributes:
        person: The child.
        ground: Why.
        guardians: Who is not told; empty: nobody of the family but the child.
        entries: What they are not told, entries of the recorder's service; empty: whatever it says on health.
    """

    kind: ClassVar[str] = "guardians_not_told"
    topic: ClassVar[Topic] = Topic.HELD_BACK
    commutes: ClassVar[bool] = True
    discreet: ClassVar[bool] = True
    words: ClassVar[Text] = Text(
        nb="foresatte informeres ikke om helse", nn="føresette blir ikkje informerte om helse", en="guardians not told"
    )
    source: ClassVar[str] = "law A-19, A-21, A-23 (PBRL § 3-4); that it is kept by service is decided here"

    person: str = attrs.field(validator=is_ref)
    ground: NotToldGround = attrs.field(validator=is_a(NotToldGround))
    guardians: tuple[str, ...] = attrs.field(default=(), validator=is_refs)
    entries: tuple[str, ...] = attrs.field(default=(), validator=is_refs)


@attrs.frozen(kw_only=True)
class GuardiansMayBeTold(Fact):
    """What guardians were not told of a child's health they may be told again.

    The service that decided takes its decision back; the child takes back their own no, to whichever service.

    Attributes:
        person: The child.
    """

    kind: ClassVar[str] = "guardians_may_be_told"
    topic: ClassVar[Topic] = Topic.HELD_BACK
    commutes: ClassVar[bool] = True
    discreet: ClassVar[bool] = True
    words: ClassVar[Text] = Text(
        nb="foresatte kan informeres om helse igjen",
        nn="føresette kan bli informerte om helse igjen",
        en="guardians may be told again",
    )
    source: ClassVar[str] = "law A-19, A-21: only as long as the reasons hold; that the child lifts it is decided here"

    person: str = attrs.field(validator=is_ref)


class ReadingSays(enum.Enum):
    """What somebody says of a guardian's reading."""

    LETS = "lets"
    OBJECTS = "objects"  # a no, or a yes taken back


@attrs.frozen(kw_only=True)
class GuardianReadingSaid(Fact):
    """A young person or adult says whether a guardian may read of them; the last word counts.

    Attributes:
        person: Who says so.
        reader: The guardian.
        says: Yes, or no.
        categories: The kinds of information they speak of.
        until: The last day a yes holds, in Europe/Oslo; None: until it is taken back. A no has none.
    """

    kind: ClassVar[str] = "guardian_reading_said"
    topic: ClassVar[Topic] = Topic.HELD_BACK
    shown_to: ClassVar[Audience] = Audience.HOME
    commutes: ClassVar[bool] = True
    discreet: ClassVar[bool] = True
    words: ClassVar[Text] = Text(
        nb="sagt om en foresatt får lese", nn="sagt om ein føresett får lese", en="said whether a guardian may read"
    )
    source: ClassVar[str] = "law A-01, A-18, H-10; open question 4"

    person: str = attrs.field(validator=is_ref)
    reader: str = attrs.field(validator=is_ref)
    says: ReadingSays = attrs.field(validator=is_a(ReadingSays))
    categories: tuple[Category, ...] = attrs.field(default=tuple(Category), validator=is_all(Category, some=True))
    until: dt.date | None = attrs.field(default=None, validator=is_date)


class Tells(enum.Enum):
    """What an entry tells that not everybody may know who may read the rest."""

    PLACE = "place"  # where somebody with a graded address lives, goes to school or can be met
    SOMEBODY_ELSE = "somebody_else"  # about somebody else than whom the case is about


@attrs.frozen(kw_only=True)
class EntryMarked(Fact):
    """An entry is marked: it tells a place, or of somebody else.

    A mark set wrongly is struck by the service that set it. Marked in one act with the entry itself, nobody can have
    read it meanwhile. A place is kept back while an address is graded; a mark set before keeps it from the first
    moment.

    Attributes:
        entry: The id of the entry.
        tells: What it tells.
        whose: Whose place, None: of everybody whose address is graded; or who it is about.
    """

    kind: ClassVar[str] = "entry_marked"
    topic: ClassVar[Topic] = Topic.HELD_BACK
    shown_to: ClassVar[Audience] = Audience.HOME
    commutes: ClassVar[bool] = True
    discreet: ClassVar[bool] = True
    words: ClassVar[Text] = Text(nb="oppføring merket", nn="oppføring merkt", en="entry marked")
    source: ClassVar[str] = "law H-17, A-12, H-09; that a person marks it is decided here: no text is read"

    entry: str = attrs.field(validator=is_ref)
    tells: Tells = attrs.field(validator=is_a(Tells))
    whose: str | None = attrs.field(default=None, validator=is_ref)


class ClearedBy(enum.Enum):
    """Who has decided that somebody may know a graded address."""

    POLICE = "police"
    CHILD_WELFARE = "child_welfare"
    PERSON = "person"  # whose address it is


@attrs.frozen(kw_only=True)
class PlaceCleared(Fact):
    """Somebody may know where a person with a graded address lives, by an explicit decision; a new grade ends it.

    Attributes:
        person: Whose address it is.
        cleared: A service, a professional or a person concerned. Of guardians the grade itself says who may know.
        decided_by: Who has decided.
    """

    kind: ClassVar[str] = "place_cleared"
    topic: ClassVar[Topic] = Topic.HELD_BACK
    shown_to: ClassVar[Audience] = Audience.HOME
    commutes: ClassVar[bool] = True
    discreet: ClassVar[bool] = True
    words: ClassVar[Text] = Text(
        nb="klarert for gradert adresse", nn="klarert for gradert adresse", en="cleared for a graded address"
    )
    source: ClassVar[str] = "law H-17 (FREG § 10-4, BVL § 13-5); that the record holds it is decided here"

    person: str = attrs.field(validator=is_ref)
    cleared: str = attrs.field(validator=is_ref)
    decided_by: ClearedBy = attrs.field(validator=is_a(ClearedBy))


@attrs.frozen(kw_only=True)
class PlaceClearanceEnded(Fact):
    """Somebody may know the place no longer.

    Attributes:
        person: Whose address it is.
        cleared: Who was cleared.
    """

    kind: ClassVar[str] = "place_clearance_ended"
    topic: ClassVar[Topic] = Topic.HELD_BACK
    shown_to: ClassVar[Audience] = Audience.HOME
    commutes: ClassVar[bool] = True
    discreet: ClassVar[bool] = True
    words: ClassVar[Text] = Text(
        nb="ikke lenger klarert for gradert adresse",
        nn="ikkje lenger klarert for gradert adresse",
        en="cleared for a graded address no longer",
    )
    source: ClassVar[str] = "law H-17"

    person: str = attrs.field(validator=is_ref)
    cleared: str = attrs.field(validator=is_ref)


@attrs.frozen
class NotTold:
    """One decision that guardians are not told.

    Attributes:
        service: The reference of the service that decided.
        person: The child.
        ground: Why.
        guardians: Who is not told; empty: nobody of the family but the child.
        entries: The entries kept; empty: what the service says on health.
    """

    service: str
    person: str
    ground: NotToldGround
    guardians: frozenset[str]
    entries: frozenset[str]

    def is_kept_from(self, ref: str) -> bool:
        """Tell whether one of the family is not told."""
        return ref != self.person and (not self.guardians or ref in self.guardians)


@attrs.frozen
class Reading:
    """What somebody last said of a guardian's reading.

    Attributes:
        person: Who said so.
        reader: The guardian.
        says: Yes, or no.
        categories: The kinds of information they spoke of.
        until: The last day a yes holds.
    """

    person: str
    reader: str
    says: ReadingSays
    categories: frozenset[Category]
    until: dt.date | None

    def lets(self, day: dt.date) -> frozenset[Category]:
        """Return the kinds of information that the guardian may read by this on a day."""
        holds = self.says is ReadingSays.LETS and (self.until is None or day <= self.until)
        return self.categories if holds else frozenset()

    @property
    def objects_to(self) -> frozenset[Category]:
        """Return the kinds of information that the guardian should not read."""
        return self.categories if self.says is ReadingSays.OBJECTS else frozenset()


@attrs.frozen
class Mark:
    """What one entry tells.

    Attributes:
        entry: The id of the entry.
        tells: What.
        whose: Whose place, None: of everybody whose address is graded; or who it is about.
    """

    entry: str
    tells: Tells
    whose: str | None


@attrs.frozen
class HeldBack:
    """The piece of the spine that holds what is kept from some of the readers.

    Attributes:
        not_told: The decisions that stand, in the order they were made. They add up: none narrows an earlier one.
        readings: What was last said, by who said it and of whom.
        marks: All marks, in the order they were set.
        cleared: Who may know a graded address, by whose it is.
    """

    not_told: tuple[NotTold, ...] = ()
    readings: Mapping[tuple[str, str], Reading] = attrs.field(
        converter=read_only, factory=dict[tuple[str, str], Reading]
    )
    marks: tuple[Mark, ...] = ()
    cleared: Mapping[str, frozenset[str]] = attrs.field(converter=read_only, factory=dict[str, frozenset[str]])

    def lets_read(self, person: str, reader: str, day: dt.date) -> frozenset[Category]:
        """Return what somebody lets a guardian read on a day."""
        said = self.readings.get((person, reader))
        return frozenset() if said is None else said.lets(day)

    def all_let_read(self, persons: Iterable[str], reader: str, day: dt.date) -> bool:
        """Tell whether each of these lets a guardian read something on a day."""
        return all(self.lets_read(one, reader, day) for one in persons)

    def objects_to(self, person: str, reader: str) -> frozenset[Category]:
        """Return what somebody does not want a guardian to read."""
        said = self.readings.get((person, reader))
        return frozenset() if said is None else said.objects_to


def not_told(piece: HeldBack, entry: Entry, fact: GuardiansNotTold) -> HeldBack:
    """Add the service's decision about the child."""
    service = _service_of(entry)
    decided = NotTold(service, fact.person, fact.ground, frozenset(fact.guardians), frozenset(fact.entries))
    return attrs.evolve(piece, not_told=(*piece.not_told, decided))


def told_again(piece: HeldBack, entry: Entry, fact: GuardiansMayBeTold) -> HeldBack:
    """Take away the service's decisions, or those that rest on the child's own no."""
    service = _service_of(entry)

    def ends(one: NotTold) -> bool:
        own = entry.by.ref == fact.person and one.ground is NotToldGround.CHILD_OBJECTS
        return one.person == fact.person and (own or one.service == service)

    return attrs.evolve(piece, not_told=tuple(one for one in piece.not_told if not ends(one)))


def _service_of(entry: Entry) -> str:
    """Return the service that decides; none where it was the child."""
    return entry.by.service.ref if isinstance(entry.by, Professional) else ""


def reading_said(piece: HeldBack, entry: Entry, fact: GuardianReadingSaid) -> HeldBack:
    """Let this be the last word."""
    said = Reading(fact.person, fact.reader, fact.says, frozenset(fact.categories), fact.until)
    return attrs.evolve(piece, readings={**piece.readings, (fact.person, fact.reader): said})


def marked(piece: HeldBack, entry: Entry, fact: EntryMarked) -> HeldBack:
    """Add the mark."""
    return attrs.evolve(piece, marks=(*piece.marks, Mark(fact.entry, fact.tells, fact.whose)))


def cleared(piece: HeldBack, entry: Entry, fact: PlaceCleared) -> HeldBack:
    """Add who may know."""
    known = piece.cleared.get(fact.person, frozenset()) | {fact.cleared}
    return attrs.evolve(piece, cleared={**piece.cleared, fact.person: known})


def clearance_ended(piece: HeldBack, entry: Entry, fact: PlaceClearanceEnded) -> HeldBack:
    """Take them away."""
    left = piece.cleared.get(fact.person, frozenset()) - {fact.cleared}
    others = {person: known for person, known in piece.cleared.items() if person != fact.person}
    return attrs.evolve(piece, cleared={**others, fact.person: left} if left else others)


def clearances_ended(piece: HeldBack, entry: Entry, fact: AddressGraded | AddressUngraded) -> HeldBack:
    """End all clearances for an address that is graded anew, or no longer."""
    left = {person: known for person, known in piece.cleared.items() if person != fact.person}
    return piece if len(left) == len(piece.cleared) else attrs.evolve(piece, cleared=left)
