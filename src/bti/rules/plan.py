"""Wishes, goals and measures."""

from __future__ import annotations

from collections.abc import Iterator

from bti.reasons import Reason, ReasonKind, law, model
from bti.record.evaluation import MeasureEvaluated
from bti.record.plan import GoalAgreed, MeasurePlanned, MeasureStarted, MeasureStatus, WishAbout, WishRecorded
from bti.rules.ask import Ask, Standing
from bti.rules.content import first_category
from bti.rules.references import can_take_task, family_of, unknown
from bti.rules.registry import Found, drafts, form, rule

__all__: list[str] = []


@form(WishRecorded, source=model("model 4"))
def the_wisher_is_of_the_family(ask: Ask, fact: WishRecorded) -> Found:
    """A wish is a guardian's or person concerned's of this case."""
    return None if fact.wisher in family_of(ask.spine) else unknown("wisher")


@rule(WishRecorded, source=law("A-12"))
def the_family_wishes_for_themselves(ask: Ask, fact: WishRecorded) -> Found:
    """Who of the family records a wish records their own."""
    if ask.standing is not Standing.FAMILY or fact.wisher == ask.by.ref:
        return None
    return Reason("only_own_wish", ReasonKind.WRONG_PERSON, (), (law("A-12"),))


@form(MeasurePlanned, source=model("model 2"))
def somebody_of_the_case_is_responsible(ask: Ask, fact: MeasurePlanned) -> Found:
    """One who takes part, or one of the family who has been told, answers for the measure."""
    return None if can_take_task(ask, fact.responsible) else unknown("responsible")


@form(MeasurePlanned, source=model("I-16"))
def it_is_evaluated_on_a_day_to_come(ask: Ask, fact: MeasurePlanned) -> Found:
    """A measure is to be evaluated today or later."""
    if fact.evaluate_by >= ask.day:
        return None
    return Reason("date_is_past", ReasonKind.WRONG_FORM, (("date", fact.evaluate_by),), (model("I-16"),))


@form(MeasureStarted, MeasureEvaluated, source=model("references"))
def the_measure_is_known(ask: Ask, fact: MeasureStarted | MeasureEvaluated) -> Found:
    """The measure is one of this case."""
    return None if fact.measure in ask.spine.plan.measures else unknown("measure")


@rule(MeasureStarted, source=model("model 7"))
def the_measure_is_only_planned(ask: Ask, fact: MeasureStarted) -> Found:
    """A measure is started once."""
    if ask.spine.plan.measures[fact.measure].status is MeasureStatus.PLANNED:
        return None
    return Reason("measure_is_started", ReasonKind.WRONG_PLACE, (), (model("model 7"),))


@drafts(WishRecorded, "note", "audience", "service", "about")
def wishes(ask: Ask) -> Iterator[WishRecorded]:
    """Record any wish of anybody of the family."""
    for wisher in family_of(ask.spine):
        yield WishRecorded(wisher=wisher, about=WishAbout.OTHER, category=first_category(ask))


@drafts(GoalAgreed, "note", "audience", "service")
def goals(ask: Ask) -> Iterator[GoalAgreed]:
    """Agree on a goal."""
    yield GoalAgreed(category=first_category(ask))


@drafts(MeasurePlanned, "note", "audience", "service", "evaluate_by")
def measures(ask: Ask) -> Iterator[MeasurePlanned]:
    """Plan a measure that anybody of the case may answer for."""
    people = ask.spine.people
    leader = () if ask.by.ref in people.professionals or ask.standing is not Standing.HOME else (ask.by.ref,)
    for responsible in (*people.professionals, *sorted(people.told), *leader):
        yield MeasurePlanned(responsible=responsible, category=first_category(ask), evaluate_by=ask.day)


@drafts(MeasureStarted)
def starts(ask: Ask) -> Iterator[MeasureStarted]:
    """Start any measure that is planned."""
    for measure in ask.spine.plan.standing():
        yield MeasureStarted(measure=measure.id)
