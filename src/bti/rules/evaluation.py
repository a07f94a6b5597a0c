"""Evaluating measures, hearing the child and the family, choosing the way on."""

from __future__ import annotations

from collections.abc import Iterator

from bti.guide.model import Purpose, Step
from bti.law.consent import age, all_of_age
from bti.people import Unborn
from bti.reasons import Reason, ReasonKind, law, model
from bti.record.evaluation import (
    Answered,
    ChildHeard,
    Effect,
    EvaluationAnswered,
    FamilyHeard,
    FamilyNotHeard,
    Heard,
    MeasureEvaluated,
    MeasureOutcome,
    NotHeard,
    WayChosen,
)
from bti.rules.ask import Ask
from bti.rules.content import first_category
from bti.rules.references import nearest, unknown
from bti.rules.registry import Found, drafts, form, rule
from bti.rules.requirements import children_not_heard

__all__ = ["choosing_step"]


@rule(MeasureEvaluated, source=model("I-09"))
def once_in_a_round(ask: Ask, fact: MeasureEvaluated) -> Found:
    """A measure is evaluated once in a round; one that goes on is evaluated again when a way has been chosen."""
    measure = ask.spine.plan.measures[fact.measure]
    if not measure.stands or measure.evaluated_in != ask.spine.track.round:
        return None
    return Reason("measure_is_evaluated", ReasonKind.WRONG_PLACE, (("next", measure.evaluate_by),), (model("I-09"),))


@form(MeasureEvaluated, source=model("I-16"))
def the_next_evaluation_is_to_come(ask: Ask, fact: MeasureEvaluated) -> Found:
    """A measure that goes on is evaluated again today or later."""
    if fact.evaluate_by is None or fact.evaluate_by >= ask.day:
        return None
    return Reason("date_is_past", ReasonKind.WRONG_FORM, (("date", fact.evaluate_by),), (model("I-16"),))


@rule(MeasureEvaluated, WayChosen, source=(model("I-10"), law("B-01")))
def the_child_has_been_heard(ask: Ask) -> Found:
    """No evaluation stands without the child's own view, or a coded reason, in this round or the same act.

    Source: I-10; law B-01, B-04; Sortland, evaluation.
    """
    waiting = children_not_heard(ask, ask.spine.track.round_since)
    heard_here = {fact.person for fact in ask.act if isinstance(fact, ChildHeard)}
    lacking = sum(1 for ref in waiting if ref not in heard_here)
    if not lacking:
        return None
    return Reason(
        "child_not_heard",
        ReasonKind.NEEDS_FACT,
        (("fact", ChildHeard.words), ("count", lacking)),
        (model("I-10"), law("B-01")),
    )


@form(ChildHeard, source=law("B-01"))
def the_child_is_of_the_case(ask: Ask, fact: ChildHeard) -> Found:
    """Who is heard is a person concerned of this case."""
    return None if any(one.ref == fact.person for one in ask.spine.life.persons) else unknown("person")


@form(ChildHeard, source=law("B-02"))
def the_reason_fits_the_age(ask: Ask, fact: ChildHeard) -> Found:
    """Unborn is said of the unborn only, who are not heard; too young of nobody who is 7 or more.

    Source: law B-01, B-02.
    """
    one = next((person for person in ask.spine.life.persons if person.ref == fact.person), None)
    if one is None:
        return None
    years = age(one, ask.day, ask.leap)
    if fact.reason is NotHeard.UNBORN:
        fits = isinstance(years, Unborn)
    elif fact.reason is NotHeard.TOO_YOUNG:
        fits = years is Unborn.UNKNOWN or (isinstance(years, int) and years < HEARD_FROM)
    else:
        fits = years is not Unborn.UNBORN
    if fits:
        return None
    return Reason("reason_does_not_fit_age", ReasonKind.WRONG_FORM, (), (law("B-02"),))


HEARD_FROM = 7
"""Years: from this age a child is told and states a view (law B-02)."""


@form(FamilyHeard, source=model("model 7"))
def the_guardian_is_of_the_case(ask: Ask, fact: FamilyHeard) -> Found:
    """Whose view of the family is heard is a guardian of this case; the child's own is another fact."""
    return None if fact.person in ask.spine.people.guardians else unknown("person")


@rule(FamilyHeard, source=model("model 6"))
def the_guardian_who_is_heard_has_been_told(ask: Ask, fact: FamilyHeard) -> Found:
    """Nobody is heard in an evaluation before the concern has been shared with them."""
    if fact.how is None or fact.person in ask.spine.people.told:
        return None
    return Reason("not_told_yet", ReasonKind.UNMET, (), (law("Q-03"), model("model 6")))


@rule(FamilyHeard, source=law("A-01"))
def guardians_are_heard_while_somebody_is_under_age(ask: Ask) -> Found:
    """From 18 the person decides alone, and guardians are not asked.

    Source: law A-01, A-32. That the person may let them in comes with the whole law of consent.
    """
    if not all_of_age(ask.spine, ask.day, ask.leap):
        return None
    return Reason("of_age_alone", ReasonKind.FORBIDDEN, (), (law("A-01"),))


@form(EvaluationAnswered, source=model("guide"))
def the_question_is_the_guides(ask: Ask, fact: EvaluationAnswered) -> Found:
    """What is answered is a question that the guide wants an evaluation to answer."""
    if ask.guide.question(fact.question) is not None:
        return None
    known = nearest(fact.question, (one.id for one in ask.guide.questions)) or "–"
    params = (("question", fact.question), ("nearest", known))
    return Reason("unknown_question", ReasonKind.WRONG_FORM, params, (model("guide"),))


def choosing_step(ask: Ask) -> Step | None:
    """Return the step on which the level where the case stands chooses its way, if it has one."""
    level = ask.level
    if level is None:
        return None
    return next((step for step in level.steps if step.purpose is Purpose.CHOOSE_WAY), None)


@form(WayChosen, source=model("model 7"))
def this_level_chooses_its_way(ask: Ask) -> Found:
    """A way is chosen on a level that has a step for it."""
    level = ask.level
    if level is None or choosing_step(ask) is not None:
        return None
    return Reason("no_way_to_choose_here", ReasonKind.WRONG_PLACE, (("level", level.title),), (ask.cite(level.origin),))


@form(WayChosen, source=model("model 7"))
def the_way_is_one_of_the_level(ask: Ask, fact: WayChosen) -> Found:
    """The way chosen is an outcome of the level's step for choosing it, and leads where that outcome can."""
    step = choosing_step(ask)
    if step is None:
        return None
    if step.outcome(fact.outcome) is None:
        names = nearest(fact.outcome, (one.id for one in step.outcomes))
        return Reason(
            "unknown_outcome",
            ReasonKind.WRONG_FORM,
            (("outcome", fact.outcome), ("step", step.title), ("nearest", names)),
            (ask.cite(step.origin_of("outcomes")),),
        )
    if fact.to is None:
        return None
    targets = _targets(ask, step, fact.outcome)
    if fact.to in targets:
        return None
    code = "unknown_target" if targets else "no_target_here"
    return Reason(
        code,
        ReasonKind.WRONG_FORM,
        (("to", fact.to), ("targets", ", ".join(targets))),
        (ask.cite(step.origin_of("outcomes")),),
    )


def _targets(ask: Ask, step: Step, outcome_id: str) -> tuple[str, ...]:
    outcome = step.outcome(outcome_id)
    if outcome is None:
        return ()
    found: list[str] = []
    for target in outcome.targets:
        level = ask.guide.level(target.level)
        if level is not None:
            found.append(target.step or level.steps[0].id)
    return tuple(found)


@drafts(MeasureEvaluated, "note", "audience", "service", "effect", "outcome", "evaluate_by", "reason")
def evaluations(ask: Ask) -> Iterator[MeasureEvaluated]:
    """Evaluate any measure that stands."""
    for measure in ask.spine.plan.standing():
        yield MeasureEvaluated(
            measure=measure.id, effect=Effect.SOME, outcome=MeasureOutcome.END, category=first_category(ask)
        )


@drafts(ChildHeard, "note", "audience", "service", "how", "reason")
def hearings(ask: Ask) -> Iterator[ChildHeard]:
    """Hear any person concerned, or say why not."""
    for one in ask.spine.life.persons:
        if age(one, ask.day, ask.leap) is Unborn.UNBORN:
            yield ChildHeard(person=one.ref, reason=NotHeard.UNBORN, category=first_category(ask))
        else:
            yield ChildHeard(person=one.ref, how=Heard.TALK, category=first_category(ask))


@drafts(FamilyHeard, "note", "audience", "service", "how", "reason")
def views_of_the_family(ask: Ask) -> Iterator[FamilyHeard]:
    """Hear any guardian who has been told, or say of any why not."""
    people = ask.spine.people
    for ref in people.guardians:
        if ref in people.told:
            yield FamilyHeard(person=ref, how=Heard.TALK, category=first_category(ask))
        else:
            yield FamilyHeard(person=ref, reason=FamilyNotHeard.UNREACHABLE, category=first_category(ask))


@drafts(EvaluationAnswered, "note", "audience", "service", "answer")
def answers(ask: Ask) -> Iterator[EvaluationAnswered]:
    """Answer any question of the guide."""
    for one in ask.guide.questions:
        yield EvaluationAnswered(question=one.id, answer=Answered.YES, category=first_category(ask))


@drafts(WayChosen, "note", "audience", "service")
def ways(ask: Ask) -> Iterator[WayChosen]:
    """Choose any outcome of the level's step for choosing, and any of its targets."""
    step = choosing_step(ask)
    if step is None:
        return
    for outcome in step.outcomes:
        for to in (None, *_targets(ask, step, outcome.id)):
            yield WayChosen(outcome=outcome.id, to=to, category=first_category(ask))
