"""The plan: the family's wishes, and the piece of the spine that holds goals, measures and agreements."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from typing import Any, ClassVar, cast

import attrs

from bti.record.agreement import Agreement, AgreementEnded, AgreementMade
from bti.record.entry import Entry
from bti.record.evaluation import MeasureEvaluated, MeasureOutcome
from bti.record.fact import Content, Topic, is_a, is_ref
from bti.record.goal import Goal, GoalAgreed, GoalProposed, GoalReached
from bti.record.measure import (
    Measure,
    MeasureChanged,
    MeasureEnded,
    MeasurePlanned,
    MeasureStarted,
    MeasureStatus,
    MeasureVacant,
)
from bti.record.read_only import read_only
from bti.text import Text

__all__ = ["Plan", "WishAbout", "WishRecorded"]


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


@attrs.frozen
class Plan:
    """The piece of the spine that holds goals, measures and agreements.

    Attributes:
        proposed: The ids of the proposed goals nobody has agreed to yet.
        goals: The agreed goals by id.
        measures: By id.
        agreements: By id.
    """

    proposed: tuple[str, ...] = ()
    goals: Mapping[str, Goal] = attrs.field(converter=read_only, factory=dict[str, Goal])
    measures: Mapping[str, Measure] = attrs.field(converter=read_only, factory=dict[str, Measure])
    agreements: Mapping[str, Agreement] = attrs.field(converter=read_only, factory=dict[str, Agreement])

    def standing(self) -> tuple[Measure, ...]:
        """Return the measures that are not ended."""
        return tuple(measure for measure in self.measures.values() if measure.stands)

    def with_goal(self, goal: Goal) -> Plan:
        """Return the plan with a goal put in, or in the place of what it was."""
        return Plan(self.proposed, {**self.goals, goal.id: goal}, self.measures, self.agreements)

    def with_measure(self, measure_id: str, **changed: object) -> Plan:
        """Return the plan with a measure as it has become."""
        measure = attrs.evolve(self.measures[measure_id], **cast(Any, changed))
        return Plan(self.proposed, self.goals, {**self.measures, measure_id: measure}, self.agreements)

    def with_agreement(self, agreement: Agreement) -> Plan:
        """Return the plan with an agreement put in, or in the place of what it was."""
        return Plan(self.proposed, self.goals, self.measures, {**self.agreements, agreement.id: agreement})


def goal_proposed(piece: Plan, entry: Entry, fact: GoalProposed) -> Plan:
    """Add the proposal."""
    return Plan((*piece.proposed, entry.id), piece.goals, piece.measures, piece.agreements)


def goal_agreed(piece: Plan, entry: Entry, fact: GoalAgreed) -> Plan:
    """Add the goal; what was proposed waits no longer."""
    waiting = tuple(one for one in piece.proposed if one != fact.proposal)
    return Plan(waiting, piece.goals, piece.measures, piece.agreements).with_goal(Goal(entry.id, fact.proposal))


def goal_ended(piece: Plan, entry: Entry, fact: GoalReached) -> Plan:
    """Remember how the goal ended."""
    return piece.with_goal(attrs.evolve(piece.goals[fact.goal], ending=fact.ending))


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
        fact.place,
        fact.group,
        fact.goals,
    )
    return Plan(piece.proposed, piece.goals, {**piece.measures, entry.id: measure}, piece.agreements)


def started(piece: Plan, entry: Entry, fact: MeasureStarted) -> Plan:
    """Mark the measure as under way."""
    return piece.with_measure(fact.measure, status=MeasureStatus.STARTED)


def changed(piece: Plan, entry: Entry, fact: MeasureChanged) -> Plan:
    """Change what is given, and nothing else."""
    given = {"responsible": fact.responsible, "evaluate_by": fact.evaluate_by, "place": fact.place}
    return piece.with_measure(fact.measure, **{name: value for name, value in given.items() if value is not None})


def vacant(piece: Plan, entry: Entry, fact: MeasureVacant) -> Plan:
    """Leave the measure without anybody who answers for it."""
    return piece.with_measure(fact.measure, responsible=None)


def ended(piece: Plan, entry: Entry, fact: MeasureEnded) -> Plan:
    """End the measure."""
    return piece.with_measure(fact.measure, status=MeasureStatus.ENDED)


def evaluated(piece: Plan, entry: Entry, fact: MeasureEvaluated) -> Plan:
    """End the measure, or let it go on with its next date; remember the round."""
    old = piece.measures[fact.measure]
    goes_on = fact.outcome is MeasureOutcome.GOES_ON
    return piece.with_measure(
        fact.measure,
        evaluate_by=fact.evaluate_by or old.evaluate_by,
        status=old.status if goes_on else MeasureStatus.ENDED,
        evaluated_in=entry.resolved.round or 0,
    )


def agreement_made(piece: Plan, entry: Entry, fact: AgreementMade) -> Plan:
    """Add the agreement."""
    return piece.with_agreement(Agreement(entry.id, fact.bound, fact.until))


def agreement_ended(piece: Plan, entry: Entry, fact: AgreementEnded) -> Plan:
    """Mark the agreement as ended."""
    return piece.with_agreement(attrs.evolve(piece.agreements[fact.agreement], ended=True))
