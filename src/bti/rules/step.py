"""Completing and skipping the step the case stands on. A step gates only its own completion or skip."""

from __future__ import annotations

from collections.abc import Iterator

from bti.guide.model import NOT_STATED, Modality, OutcomeKind, Purpose, Step, Target
from bti.reasons import Reason, ReasonKind, model
from bti.record.entry import Position
from bti.record.step import StepCompleted, StepSkipped
from bti.rules.ask import Ask
from bti.rules.references import nearest
from bti.rules.registry import Found, drafts, form, rule
from bti.rules.requirements import unmet

__all__ = ["target_of"]


@form(StepCompleted, StepSkipped, source=model("model 3"))
def the_step_is_where_the_case_stands(ask: Ask, fact: StepCompleted | StepSkipped) -> Found:
    """Only the step on which the case stands is completed or skipped, unless the guide lets another be.

    Source: the guide's `movement` of the level, and `revisitable` of the step.
    """
    current = ask.step
    if current is None or fact.step == current.id:
        return None
    given = ask.guide.step(fact.step)
    if given is not None and isinstance(fact, StepCompleted) and _is_within_reach(ask, given):
        return None
    if given is None:
        known = (step.id for level in ask.guide.levels for step in level.steps)
        return Reason(
            "unknown_step",
            ReasonKind.WRONG_FORM,
            (("step", fact.step), ("nearest", nearest(fact.step, known))),
            (model("guide"),),
        )
    return Reason(
        "not_on_this_step",
        ReasonKind.WRONG_PLACE,
        (("step", given.title), ("current", current.title)),
        (ask.cite(current.origin),),
    )


@form(StepCompleted, source=model("model 3"))
def the_outcome_is_one_of_the_step(ask: Ask, fact: StepCompleted) -> Found:
    """A step that has outcomes is completed with one of them, and one that has none with none."""
    step = ask.guide.step(fact.step)
    if step is None:
        return None
    if fact.outcome is None:
        if step.goes_on:
            return None
        names = ", ".join(outcome.id for outcome in step.outcomes)
        return Reason(
            "outcome_needed",
            ReasonKind.WRONG_FORM,
            (("step", step.title), ("outcomes", names)),
            (ask.cite(step.origin_of("outcomes")),),
        )
    if step.outcome(fact.outcome) is not None:
        return None
    known = [outcome.id for outcome in step.outcomes]
    code = "unknown_outcome" if known else "no_outcomes_here"
    return Reason(
        code,
        ReasonKind.WRONG_FORM,
        (("outcome", fact.outcome), ("step", step.title), ("nearest", nearest(fact.outcome, known) if known else "–")),
        (ask.cite(step.origin_of("outcomes")),),
    )


@form(StepCompleted, source=model("model 3"))
def the_outcome_moves_the_case(ask: Ask, fact: StepCompleted) -> Found:
    """Closing and reporting are recorded as what they are; an outcome that moves nothing completes no step.

    Source: model 3: outcome "report" never moves the position and leaves no trace in shared books.
    """
    step = ask.guide.step(fact.step)
    outcome = step.outcome(fact.outcome) if step is not None and fact.outcome is not None else None
    if outcome is None or outcome.moves:
        return None
    if outcome.body is not None:
        params = (("outcome", outcome.label), ("body", outcome.body))
        return Reason("outcome_asks_elsewhere", ReasonKind.WRONG_FORM, params, (ask.cite(outcome.origin),))
    code = {
        OutcomeKind.CLOSE: "outcome_is_closing",
        OutcomeKind.REPORT: "outcome_is_reporting",
    }.get(outcome.kind, "outcome_moves_nothing")
    return Reason(code, ReasonKind.WRONG_FORM, (("outcome", outcome.label),), (ask.cite(outcome.origin),))


@form(StepCompleted, source=model("model 3"))
def the_target_is_one_of_the_outcome(ask: Ask, fact: StepCompleted) -> Found:
    """Where an outcome leaves a choice, one of its targets is named; elsewhere none, or the only one."""
    step = ask.guide.step(fact.step)
    outcome = step.outcome(fact.outcome) if step is not None and fact.outcome is not None else None
    targets = () if outcome is None else tuple(_step_of(ask, target).id for target in outcome.targets)
    if fact.to in targets or (fact.to is None and len(targets) <= 1):
        return None
    citation = ask.cite(step.origin if outcome is None else outcome.origin) if step is not None else model("guide")
    if not targets:
        return Reason("no_target_here", ReasonKind.WRONG_FORM, (("to", fact.to or ""),), (citation,))
    code = "target_needed" if fact.to is None else "unknown_target"
    return Reason(code, ReasonKind.WRONG_FORM, (("to", fact.to or ""), ("targets", ", ".join(targets))), (citation,))


def _is_within_reach(ask: Ask, step: Step) -> bool:
    """Tell whether a step may be completed though the case stands on another of its level."""
    current, level = ask.step, ask.level
    if current is None or level is None or step.level != level.id:
        return False
    if level.is_free:
        return True
    again = step.revisitable
    return again is not None and again.value is True and level.steps.index(step) < level.steps.index(current)


@rule(StepCompleted, source=model("guide"))
def a_step_is_done_again_where_the_guide_lets_it(ask: Ask, fact: StepCompleted) -> Found:
    """A step that is done is completed anew only where the guide does not say otherwise.

    Source: the guide's setting `revisitable` of the step.
    """
    step, current = ask.guide.step(fact.step), ask.step
    if step is None or current is None or step.id == current.id or step.id not in ask.spine.track.done:
        return None
    again = step.revisitable
    if again is None or again.value is not False:
        return None
    return ask.by_modality(again.modality, "step_is_done", ask.cite(again.origin), step=step.title)


@rule(StepCompleted, source=model("guide"))
def what_the_step_requires_is_so(ask: Ask, fact: StepCompleted) -> Found:
    """What the guide requires to complete the step is so.

    Source: the guide's step, its completion.
    """
    step = ask.guide.step(fact.step)
    return None if step is None else unmet(ask, step.completion, step.title)


@rule(StepCompleted, source=model("guide"))
def what_the_outcome_requires_is_so(ask: Ask, fact: StepCompleted) -> Found:
    """What the guide requires for the outcome, and to enter the step it leads to, is so.

    Source: the guide's outcome and the entry of the step it leads to.
    """
    step = ask.guide.step(fact.step)
    if step is None:
        return None
    outcome = step.outcome(fact.outcome) if fact.outcome is not None else None
    target = target_of(ask, fact)
    entered = None if target is None else ask.guide.step(target.step)
    found = () if outcome is None else unmet(ask, outcome.requires, outcome.label)
    return (*found, *(unmet(ask, entered.entry, entered.title) if entered is not None else ()))


@rule(StepCompleted, source=model("model 7"))
def the_outcome_is_the_way_chosen(ask: Ask, fact: StepCompleted) -> Found:
    """A step that chooses the way is completed by the way that was chosen in this round.

    Source: model 7; Sortland, evaluation.
    """
    step = ask.guide.step(fact.step)
    way = ask.spine.evaluation.way
    if step is None or step.purpose is not Purpose.CHOOSE_WAY or way is None or way[2] <= ask.spine.track.round_since:
        return None
    if way[0] == fact.outcome and (way[1] is None or way[1] == fact.to):
        return None
    chosen = step.outcome(way[0])
    label = way[0] if chosen is None else chosen.label
    return Reason("other_way_chosen", ReasonKind.UNMET, (("chosen", label),), (ask.cite(step.origin_of("outcomes")),))


@rule(StepSkipped, source=model("guide"))
def the_step_may_be_skipped(ask: Ask) -> Found:
    """A step is skipped only where the guide lets it be, and one with outcomes only by choosing one.

    Source: the guide's setting `skippable` of the step.
    """
    step = ask.step
    if step is None:
        return None
    setting = step.skippable
    citation = ask.cite(setting.origin)
    if not step.goes_on:
        return Reason("step_has_outcomes", ReasonKind.WRONG_PLACE, (("step", step.title),), (ask.cite(step.origin),))
    if setting.value is NOT_STATED:
        return ask.by_modality(Modality.SHOULD, "step_not_skippable", citation, step=step.title)
    if setting.value:
        return None
    return ask.by_modality(setting.modality, "step_not_skippable", citation, step=step.title)


def target_of(ask: Ask, fact: StepCompleted | StepSkipped) -> Position | None:
    """Return where a completion or skip leads, or None where it leads nowhere."""
    step = ask.guide.step(fact.step)
    if step is None:
        return None
    if isinstance(fact, StepCompleted) and fact.outcome is not None:
        outcome = step.outcome(fact.outcome)
        if outcome is None or not outcome.targets:
            return None
        steps = [_step_of(ask, target) for target in outcome.targets]
        wanted = next((one for one in steps if one.id == fact.to), steps[0])
        return Position(wanted.level, wanted.id)
    current, level = ask.step, ask.level
    if current is not None and current.id != step.id:
        return None  # done beside the one it stands on
    following = ask.guide.next_step(step)
    while following is not None and level is not None and level.is_free and following.id in ask.spine.track.done:
        following = ask.guide.next_step(following)
    return None if following is None else Position(following.level, following.id)


def _step_of(ask: Ask, target: Target) -> Step:
    """Return the step an outcome leads to; reading a guide refuses targets that do not exist."""
    named = None if target.step is None else ask.guide.step(target.step)
    return ask.guide.levels[ask.guide.order(target.level)].steps[0] if named is None else named


@drafts(StepCompleted)
def completions(ask: Ask) -> Iterator[StepCompleted]:
    """Complete the current step, or another that may be, by each outcome and each of its targets."""
    current, level = ask.step, ask.level
    if current is None or level is None:
        return
    yield from _ways(ask, current)
    for step in level.steps:
        if step is not current and _is_within_reach(ask, step):
            yield from _ways(ask, step)


def _ways(ask: Ask, step: Step) -> Iterator[StepCompleted]:
    if step.goes_on:
        yield StepCompleted(step=step.id)
    for outcome in step.outcomes:
        if len(outcome.targets) <= 1:
            yield StepCompleted(step=step.id, outcome=outcome.id)
        for target in outcome.targets:
            yield StepCompleted(step=step.id, outcome=outcome.id, to=_step_of(ask, target).id)


@drafts(StepSkipped, "note")
def skips(ask: Ask) -> Iterator[StepSkipped]:
    """Skip the current step."""
    step = ask.step
    if step is not None:
        yield StepSkipped(step=step.id)
