"""Transitions: from kindergarten to school, between schools, to another municipality, and what is carried over.

A transition is where help most often stops. It is planned as a fact with a date, what is carried over rests on a
consent that names the receiving service, and it is done when the receiving service goes on, or when it turned out
that nothing goes on. The home service stays the one that answers: where another one takes the case over, it takes it
over into a case of its own (`CaseTakenOver`), under a consent of its own, and this one is closed. Sund asks for fresh
consent when another service takes over; no source lets the home of a case change under it.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Mapping
from typing import ClassVar

import attrs

from bti.people import Service
from bti.record.entry import Entry
from bti.record.fact import Category, Fact, Topic, is_a, is_all, is_date, is_ref
from bti.record.read_only import read_only
from bti.text import Text

__all__ = [
    "InformationCarriedOver",
    "Transition",
    "TransitionDone",
    "TransitionKind",
    "TransitionOutcome",
    "TransitionPlanned",
    "Transitions",
]


class TransitionKind(enum.Enum):
    """From where to where."""

    TO_OTHER_KINDERGARTEN = "to_other_kindergarten"
    TO_SCHOOL = "to_school"  # from kindergarten
    TO_OTHER_SCHOOL = "to_other_school"
    TO_NEXT_LEVEL = "to_next_level"  # from primary to lower secondary school
    TO_UPPER_SECONDARY = "to_upper_secondary"
    TO_OTHER_MUNICIPALITY = "to_other_municipality"
    TO_ADULT_SERVICES = "to_adult_services"
    OTHER = "other"


class TransitionOutcome(enum.Enum):
    """How a transition ended."""

    RECEIVED = "received"  # the receiving service goes on
    NOTHING_TO_RECEIVE = "nothing_to_receive"  # the child has moved on and needs no follow-up there
    DID_NOT_HAPPEN = "did_not_happen"


@attrs.frozen(kw_only=True)
class TransitionPlanned(Fact):
    """The child is going to move on (overgang); its id is the entry's.

    Attributes:
        transition_kind: From where to where.
        day: When, a date in Europe/Oslo.
        receiving: The service that will receive the child, where it is known. Naming it here gives it nothing.
    """

    kind: ClassVar[str] = "transition_planned"
    topic: ClassVar[Topic] = Topic.TRANSITION
    words: ClassVar[Text] = Text(nb="overgang planlagt", nn="overgang planlagd", en="transition planned")
    source: ClassVar[str] = "Tromsø (seed 001): good flow of information at all transitions; Sogndal; Inderøy"

    transition_kind: TransitionKind = attrs.field(validator=is_a(TransitionKind))
    day: dt.date = attrs.field(validator=is_date)
    receiving: Service | None = attrs.field(default=None, validator=is_a(Service))


@attrs.frozen(kw_only=True)
class InformationCarriedOver(Fact):
    """Information goes over to the receiving service, under a consent that names it.

    Which consents that was is worked out at admission (`resolved.consents`). What a school may fetch by law without
    consent (law Q-17) is the schools' own matter and no fact of the relay log.

    Attributes:
        transition: The transition's id.
        to: The reference of the service it goes to.
        categories: Which kinds of information.
    """

    kind: ClassVar[str] = "information_carried_over"
    topic: ClassVar[Topic] = Topic.TRANSITION
    words: ClassVar[Text] = Text(nb="opplysninger overført", nn="opplysningar overførte", en="information carried over")
    source: ClassVar[str] = "Tromsø (seed 001); Øygarden, consent at all transitions; law Q-05, Q-16, Q-17, Q-18"

    transition: str = attrs.field(validator=is_ref)
    to: str = attrs.field(validator=is_ref)
    categories: tuple[Category, ...] = attrs.field(validator=is_all(Category, some=True))


@attrs.frozen(kw_only=True)
class TransitionDone(Fact):
    """A transition is over.

    Attributes:
        transition: The transition's id.
        outcome: How it ended.
    """

    kind: ClassVar[str] = "transition_done"
    topic: ClassVar[Topic] = Topic.TRANSITION
    words: ClassVar[Text] = Text(nb="overgang gjennomført", nn="overgang gjennomført", en="transition done")
    source: ClassVar[str] = "Tromsø (seed 001); field, part 6: the baton is lost at transitions"

    transition: str = attrs.field(validator=is_ref)
    outcome: TransitionOutcome = attrs.field(validator=is_a(TransitionOutcome))


@attrs.frozen
class Transition:
    """One transition on the spine.

    Attributes:
        id: The id of the entry that planned it.
        transition_kind: From where to where.
        day: When.
        receiving: The reference of the receiving service, where it is known.
        carried: What has been carried over, and to whom: (service reference, kind of information).
        outcome: How it ended; None while it is open.
    """

    id: str
    transition_kind: TransitionKind
    day: dt.date
    receiving: str | None
    carried: tuple[tuple[str, Category], ...] = ()
    outcome: TransitionOutcome | None = None

    @property
    def is_open(self) -> bool:
        """Tell whether it has not ended."""
        return self.outcome is None


@attrs.frozen
class Transitions:
    """The piece of the spine that holds the transitions.

    Attributes:
        planned: By id, in the order they were planned.
    """

    planned: Mapping[str, Transition] = attrs.field(converter=read_only, factory=dict[str, Transition])

    def open(self) -> tuple[Transition, ...]:
        """Return those that have not ended."""
        return tuple(one for one in self.planned.values() if one.is_open)


def planned(piece: Transitions, entry: Entry, fact: TransitionPlanned) -> Transitions:
    """Add the transition."""
    receiving = None if fact.receiving is None else fact.receiving.ref
    return Transitions({**piece.planned, entry.id: Transition(entry.id, fact.transition_kind, fact.day, receiving)})


def carried(piece: Transitions, entry: Entry, fact: InformationCarriedOver) -> Transitions:
    """Remember what went where."""
    old = piece.planned[fact.transition]
    more = dict.fromkeys((*old.carried, *((fact.to, category) for category in fact.categories)))
    return Transitions({**piece.planned, old.id: attrs.evolve(old, carried=tuple(more))})


def done(piece: Transitions, entry: Entry, fact: TransitionDone) -> Transitions:
    """End the transition."""
    old = piece.planned[fact.transition]
    return Transitions({**piece.planned, old.id: attrs.evolve(old, outcome=fact.outcome)})
