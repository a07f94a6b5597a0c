"""The coordinator that the law knows, who takes over the coordination from the baton holder or stands beside."""

from __future__ import annotations

import enum
from typing import ClassVar

import attrs

from bti.record.baton import Baton, Coordinator
from bti.record.entry import Entry
from bti.record.fact import Fact, Topic, is_a, is_ref
from bti.text import Text

__all__ = ["CoordinatorAppointed", "CoordinatorEnded", "CoordinatorEnding", "CoordinatorKind"]


class CoordinatorKind(enum.Enum):
    """Under which rule a coordinator is appointed."""

    CHILD = "child_coordinator"  # barnekoordinator: serious illness, injury or disability, until 18 (law E-09)
    PLAN = "plan_coordinator"  # koordinator for long-term and coordinated services, with or without an IP (law E-08)


@attrs.frozen(kw_only=True)
class CoordinatorAppointed(Fact):
    """The municipality has appointed a coordinator (barnekoordinator, koordinator).

    The law knows no baton holder and lets the child coordinator coordinate wherever one is appointed, so that one
    always takes over; for the other the guide says whether both stand. Whoever holds the baton keeps it, and answers
    again when a coordinator who took over has ended.

    Attributes:
        person: A professional who takes part.
        as_: As what.
    """

    kind: ClassVar[str] = "coordinator_appointed"
    topic: ClassVar[Topic] = Topic.BATON
    words: ClassVar[Text] = Text(nb="koordinator oppnevnt", nn="koordinator oppnemnd", en="coordinator appointed")
    source: ClassVar[str] = "law E-03, E-04, E-08, E-09, E-11; Froland: takes over as a rule, sometimes both"

    person: str = attrs.field(validator=is_ref)
    as_: CoordinatorKind = attrs.field(validator=is_a(CoordinatorKind))


class CoordinatorEnding(enum.Enum):
    """Why a coordinator is one no longer."""

    NO_NEED = "no_need"
    FAMILY_WISH = "family_wish"
    OF_AGE = "of_age"
    REPLACED = "replaced"
    LEFT = "left"
    SERVICE_LEFT = "service_left"  # these four follow by themselves
    BECAME_KIN = "became_kin"
    CONFLICT = "conflict"  # has a conflict of interest in this case
    CASE_CLOSED = "case_closed"


@attrs.frozen(kw_only=True)
class CoordinatorEnded(Fact):
    """The coordinator is one no longer; where they had taken over, the holder answers again, or the leader.

    Attributes:
        reason: Why.
    """

    kind: ClassVar[str] = "coordinator_ended"
    topic: ClassVar[Topic] = Topic.BATON
    words: ClassVar[Text] = Text(
        nb="koordinator ikke lenger oppnevnt", nn="koordinator ikkje lenger oppnemnd", en="coordinator ended"
    )
    source: ClassVar[str] = "law E-09: until 18, and as long as the family wants it; I-01"

    reason: CoordinatorEnding = attrs.field(validator=is_a(CoordinatorEnding))


def appointed(piece: Baton, entry: Entry, fact: CoordinatorAppointed) -> Baton:
    """Put the coordinator in, over the holder or beside as admission resolved; the baton stays."""
    return attrs.evolve(piece, coordinator=Coordinator(entry.id, fact.person, entry.resolved.takes_over))


def ended(piece: Baton, entry: Entry, fact: CoordinatorEnded) -> Baton:
    """Take the coordinator away."""
    return attrs.evolve(piece, coordinator=None)
