"""The overview as sections of a page: who answers, who takes part with which tasks, what is agreed, what comes next."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from bti.answers.overview import Overview
from bti.codes import said
from bti.duties.duty import Duty
from bti.explore.agenda import agenda_sections, rests_on
from bti.explore.page import Row, Section
from bti.explore.speech import Speech
from bti.guide.model import Word
from bti.record.evaluation import MeasureEvaluated
from bti.record.log import Keeping
from bti.record.measure import Measure
from bti.record.meeting import MeetingHeld
from bti.record.plans import OtherPlan, PlanStatus
from bti.record.tasks import Task
from bti.record.transition import Transition

__all__ = ["overview_sections"]


def overview_sections(speech: Speech, overview: Overview, owed: Sequence[Duty]) -> Iterator[Section]:
    """Yield the sections of the first page, in the order a family asks for them; what is owed is said once."""
    yield _section(speech, "now", _now(speech, overview))
    yield from agenda_sections(speech, owed, _called(speech, overview))
    following = _section(speech, "next", _next(speech, overview, {rests_on(one) for one in owed}))
    if following.rows or not owed:
        yield following
    yield _section(speech, "agreements", _agreements(speech, overview))
    yield _section(speech, "services", _services(speech, overview))
    yield _section(speech, "people", _people(speech, overview))
    yield _section(speech, "goals", _goals(speech, overview))
    yield _section(speech, "measures", (_measure(speech, one) for one in overview.measures))
    yield _section(speech, "evaluations", _evaluations(speech))
    yield _section(speech, "meetings", _meetings(speech, overview))
    if overview.plans:
        yield _section(speech, "plans", (_plan(speech, one) for one in overview.plans))
    if overview.transitions:
        yield _section(speech, "transitions", (_transition(speech, one) for one in overview.transitions))


def _section(speech: Speech, name: str, rows: Iterator[Row]) -> Section:
    return Section(speech.say(f"section.{name}"), tuple(rows), speech.say("page.none"))


def _now(speech: Speech, overview: Overview) -> Iterator[Row]:
    say = speech.say
    here = None if overview.position is None else overview.position.level
    if overview.position is not None:
        level = speech.guide.level(overview.position.level)
        if level is not None:
            yield Row(speech.called(Word.LEVEL, here), f"{level.label} {level.title(speech.lang)}")
        yield Row(say("page.step"), speech.step(overview.position.step))
    for one in overview.pathways:
        yield Row(say("page.pathway"), said(one.which)(speech.lang) if one.code is None else one.code)
    yield Row(say("page.answers"), speech.answering(overview.answering, here))
    if overview.absence is not None:
        until = overview.absence.until
        away = say("page.away") if until is None else say("page.away_until", day=speech.day(until))
        yield Row(speech.called(Word.HOLDER, here), away)
    if overview.coordinator is not None:
        yield Row(say("page.coordinator"), speech.name(overview.coordinator.person))
    yield Row(speech.called(Word.LOG, here), _log(speech, overview))
    if overview.is_closed:
        yield Row(say("page.case"), say("page.closed"))


def _log(speech: Speech, overview: Overview) -> str:
    parts = [said(overview.log)(speech.lang)]
    if overview.keeping is Keeping.MANUAL:
        parts.append(said(overview.keeping)(speech.lang))
    if overview.pause is not None:
        until = overview.pause.until
        paused = speech.say("page.paused")
        parts.append(paused if until is None else f"{paused} {speech.say('page.through', day=speech.day(until))}")
    return "; ".join(parts)


def _next(speech: Speech, overview: Overview, owed: Collection[str]) -> Iterator[Row]:
    """Yield what the step needs, and what has a date or waits for an answer, the nearest date first.

    Args:
        speech: How it is said.
        overview: What is there.
        owed: The ids of the entries of which something is owed: that has been said in the section before.
    """
    if overview.is_closed:
        return
    say, lang = speech.say, speech.lang
    for reason in overview.needed:
        yield Row("", reason.text(lang))
    meetings = (one for one in overview.meetings if not (one.held or one.cancelled))
    measures = (one for one in overview.measures if one.stands)
    dated = [
        *((one.day, one.id, said(one.purpose)(lang)) for one in meetings),
        *((one.evaluate_by, one.id, say("page.evaluate", what=speech.of(one.id))) for one in measures),
        *((one.due, one.id, speech.of(one.id)) for one in overview.tasks if one.due is not None and not one.done),
        *((one.day, one.id, said(one.transition_kind)(lang)) for one in overview.transitions if one.is_open),
    ]
    for day, what in sorted((day, what) for day, id_, what in dated if id_ not in owed):
        yield Row(speech.day(day), what)
    for waiting in (*(one.id for one in overview.questions), *(one.id for one in overview.requests)):
        if waiting not in owed:
            yield Row(say("page.waits"), speech.of(waiting))


def _called(speech: Speech, overview: Overview) -> dict[str, str]:
    """Return what something is called that may be owed, by the id of its entry."""
    meetings = {one.id: said(one.purpose)(speech.lang) for one in overview.meetings}
    transitions = {one.id: said(one.transition_kind)(speech.lang) for one in overview.transitions}
    others = [*(one.id for one in overview.measures), *(one.id for one in overview.tasks)]
    others += [*(one.id for one in overview.questions), *(one.id for one in overview.requests)]
    return meetings | transitions | {one: speech.of(one) for one in others}


def _agreements(speech: Speech, overview: Overview) -> Iterator[Row]:
    for one in overview.agreements:
        parts = [", ".join(speech.name(ref) for ref in one.bound)]
        if one.until is not None:
            parts.append(speech.say("page.until", day=speech.day(one.until)))
        if one.ended:
            parts.append(speech.say("page.ended"))
        yield Row(speech.of(one.id), "; ".join(parts), is_quiet=one.ended)


def _services(speech: Speech, overview: Overview) -> Iterator[Row]:
    responsible = dict(overview.responsible)
    for one in overview.services:
        named = responsible.get(one.ref)
        parts = [] if named is None else [speech.say("page.responsible", name=speech.name(named))]
        parts += [_task(speech, task) for task in overview.tasks if task.service == one.ref]
        yield Row(speech.service(one), "; ".join(parts))


def _people(speech: Speech, overview: Overview) -> Iterator[Row]:
    """Yield the professionals, then those who may read, then the family as far as they have tasks."""
    for one in overview.professionals:
        yield Row(speech.name(one.ref), "; ".join((speech.role(one.role), *_tasks_of(speech, overview, one.ref))))
    for reader in overview.readers:
        yield Row(speech.name(reader.ref), speech.say("page.reads"))
    listed = {one.ref for one in overview.professionals}
    others = dict.fromkeys(task.person for task in overview.tasks if task.person and task.person not in listed)
    for ref in others:
        yield Row(speech.name(ref), "; ".join(_tasks_of(speech, overview, ref)))


def _tasks_of(speech: Speech, overview: Overview, ref: str) -> list[str]:
    return [_task(speech, task) for task in overview.tasks if task.person == ref]


def _task(speech: Speech, task: Task) -> str:
    state = "page.done" if task.done else "page.open"
    due = "" if task.due is None or task.done else f", {speech.say('page.due', day=speech.day(task.due))}"
    return f"{speech.of(task.id)} ({speech.say(state)}{due})"


def _goals(speech: Speech, overview: Overview) -> Iterator[Row]:
    for one in overview.goals:
        ending = "" if one.ending is None else f" ({said(one.ending)(speech.lang)})"
        yield Row("", speech.of(one.id) + ending, is_quiet=not one.stands)
    for proposal in overview.proposed:
        yield Row(speech.say("page.proposed"), speech.of(proposal))


def _measure(speech: Speech, one: Measure) -> Row:
    parts = [
        speech.say("page.nobody") if one.responsible is None else speech.name(one.responsible),
        said(one.status)(speech.lang),
    ]
    if one.stands:
        parts.append(speech.say("page.evaluate_by", day=speech.day(one.evaluate_by)))
    return Row(speech.of(one.id), "; ".join(parts), is_quiet=not one.stands)


def _evaluations(speech: Speech) -> Iterator[Row]:
    """Yield how far each measure changed something, as far as the reader may read that."""
    for seen in speech.entries.values():
        fact = seen.fact
        if isinstance(fact, MeasureEvaluated) and seen.struck is None:
            told = f"{said(fact.effect)(speech.lang)}; {said(fact.outcome)(speech.lang)}"
            yield Row(speech.date(seen.at), f"{speech.of(fact.measure)}: {told}")


def _meetings(speech: Speech, overview: Overview) -> Iterator[Row]:
    """Yield the meetings that were called, then those held without a call, as far as the reader may read that."""
    for one in overview.meetings:
        state = "page.cancelled" if one.cancelled else "page.held" if one.held else "page.called"
        text = f"{said(one.purpose)(speech.lang)} ({speech.say(state)})"
        yield Row(speech.day(one.day), text, is_quiet=one.cancelled)
    for seen in speech.entries.values():
        fact = seen.fact
        if isinstance(fact, MeetingHeld) and fact.meeting is None and seen.struck is None:
            yield Row(speech.date(seen.at), f"{said(fact.purpose)(speech.lang)} ({speech.say('page.held')})")


def _plan(speech: Speech, one: OtherPlan) -> Row:
    parts = [said(one.status)(speech.lang)]
    if one.status is PlanStatus.STANDS and one.revise_by is not None:
        parts.append(speech.say("page.revise_by", day=speech.day(one.revise_by)))
    return Row(said(one.plan_kind)(speech.lang), "; ".join(parts))


def _transition(speech: Speech, one: Transition) -> Row:
    parts = [said(one.transition_kind)(speech.lang)]
    if one.receiving is not None:
        parts.append(speech.name(one.receiving))
    if one.outcome is not None:
        parts.append(said(one.outcome)(speech.lang))
    return Row(speech.day(one.day), "; ".join(parts), is_quiet=not one.is_open)
