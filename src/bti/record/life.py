"""The case itself: who it is about, which service is its home, that it was opened, closed and opened again."""

from __future__ import annotations

import datetime as dt
import enum
from typing import ClassVar, cast

import attrs

from bti.errors import InvalidValue
from bti.people import Birth, Service, Unborn, check_ref
from bti.record.entry import Entry
from bti.record.fact import Audience, Fact, Topic, is_a, is_date, is_note, is_ref
from bti.record.note import Note
from bti.text import Text

__all__ = [
    "CaseClosed",
    "CaseLinked",
    "CaseOpened",
    "CaseReopened",
    "ChildBorn",
    "ClosingReason",
    "Concerned",
    "GuideChanged",
    "Life",
    "ReopeningReason",
    "are_concerned",
]


class ClosingReason(enum.Enum):
    """Why a case is closed, coded so that it can be counted and carried over."""

    GOAL_REACHED = "goal_reached"
    NO_GROUND = "no_ground"  # the concern turned out to be none
    FAMILY_DECLINES = "family_declines"
    MOVED = "moved"
    OTHER_PLAN = "other_plan"  # an individual plan or another service's own work goes on
    OTHER = "other"


@attrs.frozen
class Concerned:
    """A person concerned (hovedperson, hovudperson).

    Attributes:
        ref: The person's one reference.
        birth: The birth date in Europe/Oslo, or that the person is unborn or the date unknown.
        pregnant: Whether the person is the pregnant woman of the case.
    """

    ref: str
    birth: Birth
    pregnant: bool = False

    def __attrs_post_init__(self) -> None:
        check_ref(self.ref, "Concerned.ref")
        if not isinstance(self.birth, (dt.date, Unborn)) or isinstance(self.birth, dt.datetime):
            raise InvalidValue("Concerned.birth must be a date, Unborn.UNBORN or Unborn.UNKNOWN")
        if type(self.pregnant) is not bool:
            raise InvalidValue("Concerned.pregnant must be True or False")


def are_concerned(instance: object, attribute: attrs.Attribute[tuple[Concerned, ...]], value: object) -> None:
    """Refuse what is not a tuple of persons concerned, at least one, each once."""
    name = f"{type(instance).__name__}.{attribute.name}"
    persons = cast(tuple[object, ...], value) if isinstance(value, tuple) else ()
    if not persons or not all(isinstance(one, Concerned) for one in persons):
        raise InvalidValue(f"{name} must be a tuple of one or more Concerned")
    refs = [one.ref for one in persons if isinstance(one, Concerned)]
    if len(set(refs)) != len(refs):
        raise InvalidValue(f"{name} names the same reference twice")


@attrs.frozen(kw_only=True)
class CaseOpened(Fact):
    """A case is opened at the service that will answer for it.

    Attributes:
        persons: The child, young person or pregnant woman; several when a family has one case.
        home: The home service (hjemtjeneste), which needs no consent for its own work.
        step: The id of the step it begins with; None: where cases usually begin.
    """

    kind: ClassVar[str] = "case_opened"
    version: ClassVar[int] = 2
    topic: ClassVar[Topic] = Topic.CASE
    words: ClassVar[Text] = Text(nb="sak åpnet", nn="sak opna", en="case opened")
    source: ClassVar[str] = "model 2 and 4; Sortland, individual level"

    persons: tuple[Concerned, ...] = attrs.field(validator=are_concerned)
    home: Service = attrs.field(validator=is_a(Service))
    step: str | None = attrs.field(default=None, validator=is_ref)


@attrs.frozen(kw_only=True)
class CaseClosed(Fact):
    """The follow-up ends.

    Attributes:
        reason: Why, coded.
        note: In words, erasable.
    """

    kind: ClassVar[str] = "case_closed"
    topic: ClassVar[Topic] = Topic.CASE
    words: ClassVar[Text] = Text(nb="sak avsluttet", nn="sak avslutta", en="case closed")
    source: ClassVar[str] = "I-09, I-14; Overhalla 0.5; Risør, log closed with reason documented"

    reason: ClosingReason = attrs.field(validator=is_a(ClosingReason))
    note: Note | None = attrs.field(default=None, validator=is_note)


class ReopeningReason(enum.Enum):
    """Why a closed case is opened again."""

    NEW_CONCERN = "new_concern"
    RELAPSE = "relapse"  # what had become better has become worse again
    CLOSED_TOO_EARLY = "closed_too_early"
    CLOSED_BY_MISTAKE = "closed_by_mistake"
    OTHER = "other"


@attrs.frozen(kw_only=True)
class CaseReopened(Fact):
    """A closed case goes on (gjenåpnet, opna att), with somebody named who answers for it from this instant (I-01).

    The position, the goals and what stands of the measures are as they were; a new round begins, so that what stands
    is evaluated anew before the case is closed again. The relay log stays closed and needs new consent, and nobody
    holds the baton. No source says who reopens, nor that a new round begins: both are decisions of the model.

    Attributes:
        reason: Why, coded.
        owner: The professional of the home service who answers now; None: its leader.
    """

    kind: ClassVar[str] = "case_reopened"
    topic: ClassVar[Topic] = Topic.CASE
    words: ClassVar[Text] = Text(nb="sak gjenåpnet", nn="sak opna att", en="case reopened")
    source: ClassVar[str] = "I-01: reopening names one who answers"

    reason: ReopeningReason = attrs.field(validator=is_a(ReopeningReason))
    owner: str | None = attrs.field(default=None, validator=is_ref)


@attrs.frozen(kw_only=True)
class GuideChanged(Fact):
    """The case moves to another guide, as a rule a newer version of its own, by an explicit decision.

    What stands stays: who answers, the measures, the round. A way that was chosen and not yet gone is chosen anew,
    since its name means something in the old guide only. This entry and all after it are judged by the new guide.

    Attributes:
        guide: The digest of the guide it moves to.
        step: The id of the step in that guide on which it goes on.
    """

    kind: ClassVar[str] = "guide_changed"
    topic: ClassVar[Topic] = Topic.STEP
    words: ClassVar[Text] = Text(
        nb="sak flyttet til annen veileder", nn="sak flytt til annan rettleiar", en="case moved to another guide"
    )
    source: ClassVar[str] = "model 3: a running case moves to a newer guide by an explicit fact; Tromsø 2025"

    guide: str = attrs.field(validator=is_ref)
    step: str = attrs.field(validator=is_ref)


@attrs.frozen(kw_only=True)
class CaseLinked(Fact):
    """Another child's case belongs together with this one (siblings); what stands in it is not shown here.

    Only the home service sees it, even that there is such a line: whose other child is followed up is theirs.

    Attributes:
        other: The host's id of the other case.
    """

    kind: ClassVar[str] = "case_linked"
    topic: ClassVar[Topic] = Topic.DOCUMENT
    shown_to: ClassVar[Audience] = Audience.HOME
    commutes: ClassVar[bool] = True
    discreet: ClassVar[bool] = True
    words: ClassVar[Text] = Text(nb="sak knyttet til annen sak", nn="sak knytt til anna sak", en="case linked")
    source: ClassVar[str] = "model 2: a family may have one case or several; law A-12, H-19"

    other: str = attrs.field(validator=is_ref)


@attrs.frozen(kw_only=True)
class ChildBorn(Fact):
    """The unborn child of the case is born: persons, those who consent and every clock by age change from now on.

    Until then the pregnant woman consented for the two of them; from now on the child's guardians do, and she may be
    named as one. Until a guardian is named nobody can consent for the child, and an open relay log rests.

    Attributes:
        person: The child's reference, as the case was opened with.
        birth: The birth date in Europe/Oslo.
    """

    kind: ClassVar[str] = "child_born"
    topic: ClassVar[Topic] = Topic.PEOPLE
    words: ClassVar[Text] = Text(nb="barn født", nn="barn fødd", en="child born")
    source: ClassVar[str] = "model 2, person concerned: later also the born child; law A-02"

    person: str = attrs.field(validator=is_ref)
    birth: dt.date = attrs.field(validator=is_date)


@attrs.frozen
class Life:
    """The piece of the spine that says whether there is a case and whose it is.

    Attributes:
        persons: Whom it is about.
        home: The home service; None before opening.
        opened: When it was opened.
        closed: When it was closed.
        guide: The digest of the guide the case stands under.
        mothers: Persons concerned who were pregnant here and have given birth; they may be named guardian.
        brought: The ids of what was taken over with the case, which no entry may have.
    """

    persons: tuple[Concerned, ...] = ()
    home: Service | None = None
    opened: dt.datetime | None = None
    closed: dt.datetime | None = None
    guide: str | None = None
    mothers: tuple[str, ...] = ()
    brought: frozenset[str] = frozenset()

    @property
    def is_open(self) -> bool:
        """Tell whether the case is opened and not closed."""
        return self.opened is not None and self.closed is None


def opened(piece: Life, entry: Entry, fact: CaseOpened) -> Life:
    """Open the case under the guide it was judged by."""
    return Life(fact.persons, fact.home, entry.at, None, entry.guide)


def closed(piece: Life, entry: Entry, fact: CaseClosed) -> Life:
    """Close the case."""
    return attrs.evolve(piece, closed=entry.at)


def reopened(piece: Life, entry: Entry, fact: CaseReopened) -> Life:
    """Let it be open again."""
    return attrs.evolve(piece, closed=None)


def guide_changed(piece: Life, entry: Entry, fact: GuideChanged) -> Life:
    """Stand under the other guide from the next entry on."""
    return attrs.evolve(piece, guide=fact.guide)


def born(piece: Life, entry: Entry, fact: ChildBorn) -> Life:
    """Give the child its birth date; she who was pregnant is a mother, and no longer pregnant once all are born."""
    waiting = any(one.birth is Unborn.UNBORN and one.ref != fact.person for one in piece.persons)
    persons = tuple(
        Concerned(one.ref, fact.birth if one.ref == fact.person else one.birth, one.pregnant and waiting)
        for one in piece.persons
    )
    mothers = dict.fromkeys((*piece.mothers, *(one.ref for one in piece.persons if one.pregnant)))
    return attrs.evolve(piece, persons=persons, mothers=tuple(mothers))
