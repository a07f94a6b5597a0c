"""The case itself: who it is about, which service is its home, that it was opened and closed."""

from __future__ import annotations

import datetime as dt
import enum
from typing import ClassVar, cast

import attrs

from bti.errors import InvalidValue
from bti.people import Birth, Service, Unborn, check_ref
from bti.record.entry import Entry
from bti.record.fact import Fact, Topic, is_a, is_note
from bti.record.note import Note
from bti.text import Text

__all__ = ["CaseClosed", "CaseOpened", "ClosingReason", "Concerned", "Life"]


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


def _are_concerned(instance: object, attribute: attrs.Attribute[tuple[Concerned, ...]], value: object) -> None:
    persons = cast(tuple[object, ...], value) if isinstance(value, tuple) else ()
    if not persons or not all(isinstance(one, Concerned) for one in persons):
        raise InvalidValue("CaseOpened.persons must be a tuple of one or more Concerned")
    refs = [one.ref for one in persons if isinstance(one, Concerned)]
    if len(set(refs)) != len(refs):
        raise InvalidValue("CaseOpened.persons names the same reference twice")


@attrs.frozen(kw_only=True)
class CaseOpened(Fact):
    """A case is opened at the service that will answer for it.

    Attributes:
        persons: The child, young person or pregnant woman; several when a family has one case.
        home: The home service (hjemtjeneste), which needs no consent for its own work.
    """

    kind: ClassVar[str] = "case_opened"
    topic: ClassVar[Topic] = Topic.CASE
    words: ClassVar[Text] = Text(nb="sak åpnet", nn="sak opna", en="case opened")
    source: ClassVar[str] = "model 2 and 4; Sortland, individual level"

    persons: tuple[Concerned, ...] = attrs.field(validator=_are_concerned)
    home: Service = attrs.field(validator=is_a(Service))


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


@attrs.frozen
class Life:
    """The piece of the spine that says whether there is a case and whose it is.

    Attributes:
        persons: Whom it is about.
        home: The home service; None before opening.
        opened: When it was opened.
        closed: When it was closed.
        guide: The digest of the guide the case stands under.
    """

    persons: tuple[Concerned, ...] = ()
    home: Service | None = None
    opened: dt.datetime | None = None
    closed: dt.datetime | None = None
    guide: str | None = None

    @property
    def is_open(self) -> bool:
        """Tell whether the case is opened and not closed."""
        return self.opened is not None and self.closed is None


def opened(piece: Life, entry: Entry, fact: CaseOpened) -> Life:
    """Open the case under the guide it was judged by."""
    return Life(fact.persons, fact.home, entry.at, None, entry.guide)


def closed(piece: Life, entry: Entry, fact: CaseClosed) -> Life:
    """Close the case."""
    return Life(piece.persons, piece.home, piece.opened, entry.at, piece.guide)
