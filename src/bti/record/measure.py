"""Measures (tiltak): planned with one responsible person, started, changed, left without one, ended."""

from __future__ import annotations

import datetime as dt
import enum
from typing import Any, ClassVar

import attrs

from bti.errors import InvalidValue
from bti.record.evaluation import NotEvaluated
from bti.record.fact import Content, Fact, Topic, is_a, is_date, is_note, is_ref, is_refs
from bti.record.note import Note
from bti.text import Text

__all__ = [
    "Measure",
    "MeasureChanged",
    "MeasureEnded",
    "MeasurePlanned",
    "MeasureStarted",
    "MeasureStatus",
    "MeasureVacant",
    "NoLongerResponsible",
    "Place",
    "Side",
]


class Place(enum.Enum):
    """Where a measure is carried out."""

    HOME = "home"  # by the family at home
    SERVICE = "service"  # in the service it belongs to
    ELSEWHERE = "elsewhere"  # a club, a relative's, in the neighbourhood


class Side(enum.Enum):
    """Whether a measure is for this child alone, or the child's part in one for a group."""

    INDIVIDUAL = "individual"
    GROUP = "group"


def _are_refs_or_not_said(instance: Any, attribute: attrs.Attribute[Any], value: object) -> None:
    if value is not None:
        is_refs(instance, attribute, value)


@attrs.frozen(kw_only=True)
class MeasurePlanned(Content):
    """A measure with one responsible person and a date to evaluate it.

    A measure for a group (a class, a set of pupils) names no child and is kept by the host, outside any case; here
    stands the child's own part in it, with the host's reference of the group's measure.

    Attributes:
        responsible: The reference of the one who answers for it.
        evaluate_by: When it is to be evaluated at the latest, a date in Europe/Oslo.
        place: Where it is carried out; None: not said.
        side: For this child alone, or a part in a group's; None: not said.
        group: The host's reference of the group's measure; given exactly for a part in one.
        goals: The ids of the goals it serves; None: not said.
    """

    kind: ClassVar[str] = "measure_planned"
    version: ClassVar[int] = 2
    topic: ClassVar[Topic] = Topic.PLAN
    words: ClassVar[Text] = Text(nb="tiltak planlagt", nn="tiltak planlagt", en="measure planned")
    source: ClassVar[str] = (
        "Overhalla B.2 and log contents: one responsible person each, home and service; Marker 1.2; "
        "Nordstrand: an evaluation date each; Risør 1.3: from service and family; Åsnes: measures under goals"
    )

    responsible: str = attrs.field(validator=is_ref)
    evaluate_by: dt.date = attrs.field(validator=is_date)
    place: Place | None = attrs.field(default=None, validator=is_a(Place))
    side: Side | None = attrs.field(default=None, validator=is_a(Side))
    group: str | None = attrs.field(default=None, validator=is_ref)
    goals: tuple[str, ...] | None = attrs.field(default=None, validator=_are_refs_or_not_said)

    def __attrs_post_init__(self) -> None:
        if (self.side is Side.GROUP) != (self.group is not None):
            raise InvalidValue("MeasurePlanned.group is given exactly when the measure is a part in a group's")


@attrs.frozen(kw_only=True)
class MeasureStarted(Fact):
    """A planned measure is under way.

    Attributes:
        measure: The measure's id.
    """

    kind: ClassVar[str] = "measure_started"
    topic: ClassVar[Topic] = Topic.PLAN
    words: ClassVar[Text] = Text(nb="tiltak satt i gang", nn="tiltak sett i gang", en="measure started")
    source: ClassVar[str] = "Overhalla A.3; Marker 1.3; Risør 1.3"

    measure: str = attrs.field(validator=is_ref)


@attrs.frozen(kw_only=True)
class MeasureChanged(Fact):
    """Somebody else answers for a measure, or it is evaluated on another date, or carried out elsewhere.

    What is not given stays as it was; what was before stays in the book.

    Attributes:
        measure: The measure's id.
        responsible: Who answers for it from now on.
        evaluate_by: When it is to be evaluated at the latest, a date in Europe/Oslo.
        place: Where it is carried out.
        note: Why, erasable.
    """

    kind: ClassVar[str] = "measure_changed"
    topic: ClassVar[Topic] = Topic.PLAN
    words: ClassVar[Text] = Text(nb="tiltak endret", nn="tiltak endra", en="measure changed")
    source: ClassVar[str] = "field 2.3, Kristiansand: measures may be edited; Nordstrand, log contents"

    measure: str = attrs.field(validator=is_ref)
    responsible: str | None = attrs.field(default=None, validator=is_ref)
    evaluate_by: dt.date | None = attrs.field(default=None, validator=is_date)
    place: Place | None = attrs.field(default=None, validator=is_a(Place))
    note: Note | None = attrs.field(default=None, validator=is_note)

    def __attrs_post_init__(self) -> None:
        if self.responsible is None and self.evaluate_by is None and self.place is None:
            raise InvalidValue("MeasureChanged changes the responsible person, the date or the place, or several")


class NoLongerResponsible(enum.Enum):
    """Why nobody answers for a measure any more."""

    LEFT = "left"
    SERVICE_LEFT = "service_left"
    BECAME_KIN = "became_kin"  # turned out to be guardian or related
    GAVE_UP = "gave_up"


@attrs.frozen(kw_only=True)
class MeasureVacant(Fact):
    """Whoever answered for a measure does so no longer, and nobody else is named yet.

    It follows by itself when they leave the case, when their service does, or when they turn out to be related; until
    somebody is named the measure shows as one that nobody answers for.

    Attributes:
        measure: The measure's id.
        reason: Why.
    """

    kind: ClassVar[str] = "measure_vacant"
    topic: ClassVar[Topic] = Topic.PLAN
    words: ClassVar[Text] = Text(
        nb="tiltak uten ansvarlig", nn="tiltak utan ansvarleg", en="measure without anybody responsible"
    )
    source: ClassVar[str] = "Nordstrand and Overhalla B.2: one responsible person each; model 4, vacancy"

    measure: str = attrs.field(validator=is_ref)
    reason: NoLongerResponsible = attrs.field(validator=is_a(NoLongerResponsible))


@attrs.frozen(kw_only=True)
class MeasureEnded(Fact):
    """A measure ends outside an evaluation.

    An evaluation that ends a measure says so itself (`MeasureEvaluated` with the outcome *end*); a measure ends once,
    by the one or by the other. One that ends without having been evaluated in the round needs a coded reason (I-09).

    Attributes:
        measure: The measure's id.
        reason: Why it was not evaluated; None where it was, in this round.
        note: In words, erasable.
    """

    kind: ClassVar[str] = "measure_ended"
    topic: ClassVar[Topic] = Topic.PLAN
    words: ClassVar[Text] = Text(nb="tiltak avsluttet", nn="tiltak avslutta", en="measure ended")
    source: ClassVar[str] = "Sortland, evaluation: is the measure to end; I-09"

    measure: str = attrs.field(validator=is_ref)
    reason: NotEvaluated | None = attrs.field(default=None, validator=is_a(NotEvaluated))
    note: Note | None = attrs.field(default=None, validator=is_note)


class MeasureStatus(enum.Enum):
    """Where a measure is in its life."""

    PLANNED = "planned"
    STARTED = "started"
    ENDED = "ended"


@attrs.frozen
class Measure:
    """One measure on the spine.

    Attributes:
        id: The id of the entry that planned it.
        service: The reference of the service it belongs to; None: the family's own.
        level: The level of the guide on which it was planned.
        responsible: Who answers for it; None while nobody does.
        evaluate_by: When it is to be evaluated next, at the latest.
        status: Planned, started or ended.
        evaluated_in: The number of the round it was last evaluated in; 0 when never.
        place: Where it is carried out; None: not said.
        group: The host's reference of the group's measure it is a part in.
        goals: The ids of the goals it serves; None: not said.
    """

    id: str
    service: str | None
    level: str | None
    responsible: str | None
    evaluate_by: dt.date
    status: MeasureStatus
    evaluated_in: int
    place: Place | None = None
    group: str | None = None
    goals: tuple[str, ...] | None = None

    @property
    def stands(self) -> bool:
        """Tell whether it is not ended."""
        return self.status is not MeasureStatus.ENDED
