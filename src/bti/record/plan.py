"""Wishes, goals and measures: what the family wants, what is agreed, what is done."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Mapping
from typing import ClassVar

import attrs

from bti.record.entry import Entry
from bti.record.evaluation import MeasureEvaluated, MeasureOutcome
from bti.record.fact import Content, Fact, Topic, is_a, is_date, is_ref
from bti.record.read_only import read_only
from bti.text import Text

__all__ = [
    "GoalAgreed",
    "Measure",
    "MeasurePlanned",
    "MeasureStarted",
    "MeasureStatus",
    "Plan",
    "WishAbout",
    "WishRecorded",
]


class WishAbout(enum.Enum):
    """What a wish of the family is about."""

    HOLDER = "holder"
    LOG = "log"
    MEASURE = "measure"
    OTHER = "other"


@attrs.frozen(kw_only=True)
class WishRecorded(Content):
    """The child's or family's wish, to be weighed.

    Attributes:
        wisher: The guardian's or person concerned's reference.
        about: What it is about.
    """

    kind: ClassVar[str] = "wish_recorded"
    topic: ClassVar[Topic] = Topic.FAMILY
    commutes: ClassVar[bool] = True
    words: ClassVar[Text] = Text(nb="ønske fra familien", nn="ønske frå familien", en="family's wish")
    source: ClassVar[str] = "Sortland, baton holder: wishes of child, young person and family"

    wisher: str = attrs.field(validator=is_ref)
    about: WishAbout = attrs.field(validator=is_a(WishAbout))


@attrs.frozen(kw_only=True)
class GoalAgreed(Content):
    """A goal is agreed; its id is the entry's."""

    kind: ClassVar[str] = "goal_agreed"
    topic: ClassVar[Topic] = Topic.PLAN
    words: ClassVar[Text] = Text(nb="mål avtalt", nn="mål avtalt", en="goal agreed")
    source: ClassVar[str] = "Overhalla A.2; Marker 1.2; Risør 1.2"


@attrs.frozen(kw_only=True)
class MeasurePlanned(Content):
    """A measure (tiltak) with one responsible person and a date to evaluate it.

    Attributes:
        responsible: The reference of the one who answers for it.
        evaluate_by: When it is to be evaluated at the latest, a date in Europe/Oslo.
    """

    kind: ClassVar[str] = "measure_planned"
    topic: ClassVar[Topic] = Topic.PLAN
    words: ClassVar[Text] = Text(nb="tiltak planlagt", nn="tiltak planlagt", en="measure planned")
    source: ClassVar[str] = "Overhalla B.2; Marker 1.2; Nordstrand: one responsible person and an evaluation date each"

    responsible: str = attrs.field(validator=is_ref)
    evaluate_by: dt.date = attrs.field(validator=is_date)


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
        responsible: Who answers for it.
        evaluate_by: When it is to be evaluated next, at the latest.
        status: Planned, started or ended.
        evaluated_in: The number of the round it was last evaluated in; 0 when never.
    """

    id: str
    service: str | None
    level: str | None
    responsible: str
    evaluate_by: dt.date
    status: MeasureStatus
    evaluated_in: int

    @property
    def stands(self) -> bool:
        """Tell whether it is not ended."""
        return self.status is not MeasureStatus.ENDED


@attrs.frozen
class Plan:
    """The piece of the spine that holds goals and measures.

    Attributes:
        goals: The ids of the agreed goals.
        measures: By id.
    """

    goals: tuple[str, ...] = ()
    measures: Mapping[str, Measure] = attrs.field(converter=read_only, factory=dict[str, Measure])

    def standing(self) -> tuple[Measure, ...]:
        """Return the measures that are not ended."""
        return tuple(measure for measure in self.measures.values() if measure.stands)


def goal_agreed(piece: Plan, entry: Entry, fact: GoalAgreed) -> Plan:
    """Add the goal."""
    return Plan((*piece.goals, entry.id), piece.measures)


def planned(piece: Plan, entry: Entry, fact: MeasurePlanned) -> Plan:
    """Add the measure on the level admission found."""
    measure = Measure(
        entry.id,
        entry.service,
        entry.resolved.level,
        fact.responsible,
        fact.evaluate_by,
        MeasureStatus.PLANNED,
        0,
    )
    return Plan(piece.goals, {**piece.measures, entry.id: measure})


def started(piece: Plan, entry: Entry, fact: MeasureStarted) -> Plan:
    """Mark the measure as under way."""
    old = piece.measures[fact.measure]
    measure = Measure(
        old.id, old.service, old.level, old.responsible, old.evaluate_by, MeasureStatus.STARTED, old.evaluated_in
    )
    return Plan(piece.goals, {**piece.measures, old.id: measure})


def evaluated(piece: Plan, entry: Entry, fact: MeasureEvaluated) -> Plan:
    """End the measure, or let it go on with its next date; remember the round."""
    old = piece.measures[fact.measure]
    goes_on = fact.outcome is MeasureOutcome.GOES_ON
    measure = Measure(
        old.id,
        old.service,
        old.level,
        old.responsible,
        fact.evaluate_by or old.evaluate_by,
        old.status if goes_on else MeasureStatus.ENDED,
        entry.resolved.round or 0,
    )
    return Plan(piece.goals, {**piece.measures, old.id: measure})
