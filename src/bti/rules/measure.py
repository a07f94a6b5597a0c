"""Measures: who answers for one, when it is evaluated, and on what ground it ends without that."""

from __future__ import annotations

from collections.abc import Iterator

from bti.reasons import Reason, ReasonKind, model
from bti.record.evaluation import MeasureEvaluated, MeasureOutcome, NotEvaluated
from bti.record.measure import (
    MeasureChanged,
    MeasureEnded,
    MeasurePlanned,
    MeasureStarted,
    MeasureStatus,
    MeasureVacant,
    NoLongerResponsible,
    Place,
)
from bti.rules.ask import Ask, Standing
from bti.rules.content import first_category
from bti.rules.references import can_take_task, unknown
from bti.rules.registry import Found, drafts, form, rule

__all__: list[str] = []


@form(MeasurePlanned, MeasureChanged, source=model("model 2"))
def somebody_of_the_case_is_responsible(ask: Ask, fact: MeasurePlanned | MeasureChanged) -> Found:
    """One who takes part, or one of the family who has been told, answers for the measure."""
    if fact.responsible is None or can_take_task(ask, fact.responsible):
        return None
    return unknown("responsible")


@form(MeasurePlanned, MeasureChanged, source=model("I-16"))
def it_is_evaluated_on_a_day_to_come(ask: Ask, fact: MeasurePlanned | MeasureChanged) -> Found:
    """A measure is to be evaluated today or later."""
    if fact.evaluate_by is None or fact.evaluate_by >= ask.day:
        return None
    return Reason("date_is_past", ReasonKind.WRONG_FORM, (("date", fact.evaluate_by),), (model("I-16"),))


@form(MeasurePlanned, source=model("references"))
def the_goals_it_serves_are_known(ask: Ask, fact: MeasurePlanned) -> Found:
    """The goals a measure serves were agreed in this case."""
    return None if all(goal in ask.spine.plan.goals for goal in fact.goals or ()) else unknown("goals")


@rule(MeasurePlanned, source=model("model 7"))
def the_goals_it_serves_stand(ask: Ask, fact: MeasurePlanned) -> Found:
    """No measure is planned for a goal that was reached or put away."""
    if all(ask.spine.plan.goals[goal].stands for goal in fact.goals or ()):
        return None
    return Reason("goal_is_ended", ReasonKind.WRONG_PLACE, (), (model("model 7"),))


@form(MeasurePlanned, source=model("model 2"))
def a_groups_measure_names_no_child(ask: Ask, fact: MeasurePlanned) -> Found:
    """The reference of a group's measure is none of a child's here: it stands outside the case, and names no child.

    Others of the case are not looked for: the answer would tell who is related. Source: model 1, preventive work that
    names no child; model 2, one reference a person.
    """
    if all(one.ref != fact.group for one in ask.spine.life.persons):
        return None
    return Reason("group_is_a_person", ReasonKind.WRONG_FORM, (), (model("model 2"),))


@form(MeasureStarted, MeasureChanged, MeasureVacant, MeasureEnded, MeasureEvaluated, source=model("references"))
def the_measure_is_known(
    ask: Ask, fact: MeasureStarted | MeasureChanged | MeasureVacant | MeasureEnded | MeasureEvaluated
) -> Found:
    """The measure is one of this case."""
    return None if fact.measure in ask.spine.plan.measures else unknown("measure")


@rule(MeasureStarted, source=model("model 7"))
def the_measure_is_only_planned(ask: Ask, fact: MeasureStarted) -> Found:
    """A measure is started once."""
    if ask.spine.plan.measures[fact.measure].status is MeasureStatus.PLANNED:
        return None
    return Reason("measure_is_started", ReasonKind.WRONG_PLACE, (), (model("model 7"),))


@rule(MeasureEvaluated, MeasureChanged, MeasureVacant, MeasureEnded, source=model("I-09"))
def the_measure_stands(ask: Ask, fact: MeasureEvaluated | MeasureChanged | MeasureVacant | MeasureEnded) -> Found:
    """A measure that has ended is evaluated and changed no more, and does not end again."""
    if ask.spine.plan.measures[fact.measure].status is not MeasureStatus.ENDED:
        return None
    return Reason("measure_is_ended", ReasonKind.WRONG_PLACE, (), (model("I-09"),))


@rule(MeasureStarted, MeasureEvaluated, source=model("model 2"))
def somebody_answers_for_a_measure_under_way(ask: Ask, fact: MeasureStarted | MeasureEvaluated) -> Found:
    """A measure that nobody answers for is not started, and does not go on, without a recorded reason.

    Source: Overhalla B.2, Nordstrand: one responsible person each; that a reason lets it pass is the model's.
    """
    measure = ask.spine.plan.measures[fact.measure]
    ends = isinstance(fact, MeasureEvaluated) and fact.outcome is not MeasureOutcome.GOES_ON
    if ends or not measure.stands or measure.responsible is not None:
        return None
    return Reason("measure_is_vacant", ReasonKind.NEEDS_JUSTIFICATION, (), (model("model 2"),))


@rule(MeasureVacant, source=model("model 2"))
def somebody_answered_for_it(ask: Ask, fact: MeasureVacant) -> Found:
    """A measure that nobody answers for cannot fall vacant."""
    measure = ask.spine.plan.measures[fact.measure]
    if not measure.stands or measure.responsible is not None:
        return None
    return Reason("measure_is_vacant", ReasonKind.WRONG_PLACE, (), (model("model 2"),))


@form(MeasureVacant, source=model("model 8"))
def given_up_by_a_person(ask: Ask, fact: MeasureVacant) -> Found:
    """That somebody left, or turned out to be kin, follows by itself; people say that a measure was given up."""
    if fact.reason is NoLongerResponsible.GAVE_UP:
        return None
    return Reason("reason_follows_by_itself", ReasonKind.WRONG_FORM, (("fact", fact.words),), (model("model 8"),))


@rule(MeasureChanged, source=(model("I-16"), model("model 7")))
def an_overdue_evaluation_is_not_moved_unsaid(ask: Ask, fact: MeasureChanged) -> Found:
    """Once the day for evaluating a measure is past, another day needs a recorded reason.

    Source: model 7, a measure not evaluated in time is a break in the making; that a reason is asked is the model's.
    """
    measure = ask.spine.plan.measures[fact.measure]
    if fact.evaluate_by is None or not measure.stands or measure.evaluate_by >= ask.day:
        return None
    day = (("date", measure.evaluate_by),)
    return Reason("evaluation_is_overdue", ReasonKind.NEEDS_JUSTIFICATION, day, (model("I-16"), model("model 7")))


@form(MeasureEnded, source=model("I-09"))
def never_started_is_said_of_what_was_not(ask: Ask, fact: MeasureEnded) -> Found:
    """That a measure never began is said of one that is only planned."""
    measure = ask.spine.plan.measures.get(fact.measure)
    if fact.reason is not NotEvaluated.NEVER_STARTED or measure is None or measure.status is not MeasureStatus.STARTED:
        return None
    return Reason("measure_was_started", ReasonKind.WRONG_FORM, (), (model("I-09"),))


@rule(MeasureEnded, source=model("I-09"))
def it_was_evaluated_or_it_is_said_why_not(ask: Ask, fact: MeasureEnded) -> Found:
    """A measure that was not evaluated in this round ends with a coded reason only.

    Source: I-09.
    """
    measure = ask.spine.plan.measures[fact.measure]
    if fact.reason is not None or not measure.stands or measure.evaluated_in == ask.spine.track.round:
        return None
    return Reason("ending_needs_reason", ReasonKind.UNMET, (), (model("I-09"),))


@rule(MeasureEnded, source=model("I-09"))
def another_reason_is_put_into_words(ask: Ask, fact: MeasureEnded) -> Found:
    """Another reason than the coded ones needs a recorded justification: an evaluation is not left out unsaid.

    Source: I-09; that it is put into words is the model's.
    """
    if fact.reason is not NotEvaluated.OTHER:
        return None
    return Reason("other_reason_needs_words", ReasonKind.NEEDS_JUSTIFICATION, (), (model("I-09"),))


def _can_answer(ask: Ask) -> tuple[str, ...]:
    people = ask.spine.people
    leader = () if ask.by.ref in people.professionals or ask.standing is not Standing.HOME else (ask.by.ref,)
    return (*people.professionals, *sorted(people.told), *leader)


@drafts(MeasurePlanned, "note", "audience", "service", "evaluate_by", "place", "side", "group", "goals")
def measures(ask: Ask) -> Iterator[MeasurePlanned]:
    """Plan a measure that anybody of the case may answer for."""
    for responsible in _can_answer(ask):
        yield MeasurePlanned(responsible=responsible, category=first_category(ask), evaluate_by=ask.day)


@drafts(MeasureStarted)
def starts(ask: Ask) -> Iterator[MeasureStarted]:
    """Start any measure that is planned."""
    for measure in ask.spine.plan.standing():
        yield MeasureStarted(measure=measure.id)


@drafts(MeasureChanged, "responsible", "evaluate_by", "place", "note")
def changes(ask: Ask) -> Iterator[MeasureChanged]:
    """Change any measure that stands."""
    for measure in ask.spine.plan.standing():
        yield MeasureChanged(measure=measure.id, place=Place.SERVICE)


@drafts(MeasureVacant)
def vacancies(ask: Ask) -> Iterator[MeasureVacant]:
    """Let anybody give up any measure that stands."""
    for measure in ask.spine.plan.standing():
        yield MeasureVacant(measure=measure.id, reason=NoLongerResponsible.GAVE_UP)


@drafts(MeasureEnded, "reason", "note")
def endings(ask: Ask) -> Iterator[MeasureEnded]:
    """End any measure that stands, for a reason that needs no words."""
    for measure in ask.spine.plan.standing():
        yield MeasureEnded(measure=measure.id, reason=NotEvaluated.FAMILY_DECLINES)
