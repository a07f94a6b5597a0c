"""What a fact says beside its kind, in a few words: whom, what, until when."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

import attrs

from bti import Answering, Case, Guide, facts
from bti.demo.cast import CAST, SERVICES
from bti.demo.words import code, words
from bti.facts import Fact, Note
from bti.guide.model import Purpose
from bti.reasons import said_date
from bti.text import render

__all__ = ["Speech"]


@attrs.frozen
class Speech:
    """Names and words for one telling.

    Attributes:
        lang: The language.
        guide: The guide the case stands under.
    """

    lang: str
    guide: Guide

    def say(self, word: str, **params: object) -> str:
        """Return one of the telling's own lines."""
        return render(words()[word], self.lang, params)

    def day(self, day: dt.date) -> str:
        """Return a date as people write it."""
        return said_date(day, self.lang)

    def name(self, ref: str) -> str:
        """Return somebody's first name."""
        return CAST[ref].name if ref in CAST else ref

    def names(self, refs: Iterable[str]) -> str:
        """Return first names in a row."""
        return ", ".join(self.name(ref) for ref in refs)

    def service(self, ref: str) -> str:
        """Return what a service is called."""
        return SERVICES[ref](self.lang) if ref in SERVICES else ref

    def code(self, value: enum.Enum) -> str:
        """Return what a coded value is called."""
        return code(value, self.lang)

    def answering(self, answering: Answering | None) -> str:
        """Return who answers, and on what ground."""
        if answering is None:
            return self.say("nobody")
        office = self.code(answering.office)
        return office if answering.person is None else f"{self.name(answering.person)} ({office})"

    def step(self, step_id: str) -> str:
        """Return a step's title."""
        step = self.guide.step(step_id)
        return step_id if step is None else step.title(self.lang)

    def outcome(self, outcome_id: str, step_id: str | None) -> str:
        """Return an outcome's label, of a step or of any that has it."""
        steps = [step for level in self.guide.levels for step in level.steps if step_id in (None, step.id)]
        for step in steps:
            found = step.outcome(outcome_id)
            if found is not None:
                return found.label(self.lang)
        return outcome_id

    def choosing(self, fact: Fact, case: Case) -> str | None:
        """Return the step that chooses the way on the level a fact was recorded on."""
        position = None
        for entry in case.entries:
            if entry.fact == fact:
                break
            position = entry.resolved.moved_to or position
        level = None if position is None else self.guide.level(position.level)
        steps = () if level is None else level.steps
        return next((step.id for step in steps if step.purpose is Purpose.CHOOSE_WAY), None)

    def detail(self, fact: Fact, case: Case) -> str:
        """Return what a fact says beside its kind; empty where there is nothing to add."""
        tell = _DETAILS.get(type(fact))
        return "" if tell is None else tell(self, fact, case)

    def quote(self, fact: Fact) -> str | None:
        """Return the words that were written down with a fact."""
        note: object = getattr(fact, "note", None)
        return note.text if isinstance(note, Note) else None

    def written(self, entry_id: str, case: Case) -> str:
        """Return the words of another entry: the measure that is evaluated, the thing commented on."""
        entry = case.find(entry_id)
        return "" if entry is None else self.quote(entry.fact) or entry.fact.words(self.lang)


def _opened(say: Speech, fact: facts.CaseOpened, case: Case) -> str:
    return say.names(one.ref for one in fact.persons)


def _shared(say: Speech, fact: facts.ConcernShared, case: Case) -> str:
    return code(fact.with_, say.lang) if fact.person is None else say.name(fact.person)


def _completed(say: Speech, fact: facts.StepCompleted, case: Case) -> str:
    title = f"{fact.step} {say.step(fact.step)}"
    return title if fact.outcome is None else f"{title} → {say.outcome(fact.outcome, fact.step)}"


def _service_joined(say: Speech, fact: facts.ServiceJoined, case: Case) -> str:
    return say.service(fact.joining.ref)


def _person_joined(say: Speech, fact: facts.PersonJoined, case: Case) -> str:
    role = None if fact.role is None else say.guide.role(fact.role)
    return say.name(fact.person) if role is None else f"{say.name(fact.person)}, {role.label(say.lang)}"


def _guardian(say: Speech, fact: facts.GuardianNamed, case: Case) -> str:
    return say.name(fact.person)


def _scope(say: Speech, fact: facts.ConsentAsked | facts.ConsentGiven | facts.ConsentRefused) -> str:
    if fact.service is not None:
        return say.service(fact.service.ref)
    said = code(fact.scope, say.lang)
    return said if fact.companion is None else f"{said}: {say.name(fact.companion)}"


def _asked(say: Speech, fact: facts.ConsentAsked, case: Case) -> str:
    return f"{_scope(say, fact)}; {say.names(fact.of)}"


def _given(say: Speech, fact: facts.ConsentGiven, case: Case) -> str:
    kinds = (
        "" if len(fact.categories) == len(facts.Category) else ", ".join(code(one, say.lang) for one in fact.categories)
    )
    parts = (
        _scope(say, fact),
        say.name(fact.giver),
        code(fact.form, say.lang),
        kinds,
        say.say("until", date=say.day(fact.valid_until)),
    )
    return "; ".join(part for part in parts if part)


def _to(say: Speech, fact: facts.BatonAppointed | facts.BatonOffered, case: Case) -> str:
    return say.name(fact.to)


def _planned(say: Speech, fact: facts.MeasurePlanned, case: Case) -> str:
    return f"{say.name(fact.responsible)}; {say.say('evaluate_by', date=say.day(fact.evaluate_by))}"


def _started(say: Speech, fact: facts.MeasureStarted, case: Case) -> str:
    return say.written(fact.measure, case)


def _evaluated(say: Speech, fact: facts.MeasureEvaluated, case: Case) -> str:
    parts = [say.written(fact.measure, case), code(fact.effect, say.lang), code(fact.outcome, say.lang)]
    if fact.evaluate_by is not None:
        parts.append(say.say("evaluate_by", date=say.day(fact.evaluate_by)))
    return "; ".join(parts)


def _heard(say: Speech, fact: facts.ChildHeard, case: Case) -> str:
    how = fact.how or fact.reason
    return say.name(fact.person) if how is None else f"{say.name(fact.person)}, {code(how, say.lang)}"


def _way(say: Speech, fact: facts.WayChosen, case: Case) -> str:
    return say.outcome(fact.outcome, say.choosing(fact, case))


def _held(say: Speech, fact: facts.MeetingHeld, case: Case) -> str:
    return f"{code(fact.purpose, say.lang)}; {say.say('with')}: {say.names(fact.present)}"


def _called(say: Speech, fact: facts.MeetingCalled, case: Case) -> str:
    return f"{code(fact.purpose, say.lang)}, {say.day(fact.day)}; {say.names(fact.invited)}"


def _reported(say: Speech, fact: facts.ReportedToChildWelfare, case: Case) -> str:
    return say.service(fact.receiver.ref)


def _comment(say: Speech, fact: facts.CommentMade, case: Case) -> str:
    return "" if fact.about is None else say.say("about", what=say.written(fact.about, case))


def _wish(say: Speech, fact: facts.WishRecorded, case: Case) -> str:
    return f"{say.name(fact.wisher)}, {code(fact.about, say.lang)}"


def _closed(say: Speech, fact: facts.CaseClosed | facts.LogClosed, case: Case) -> str:
    return code(fact.reason, say.lang)


_DETAILS: Final[Mapping[type[Fact], Callable[[Speech, Any, Case], str]]] = {
    facts.CaseOpened: _opened,
    facts.ConcernShared: _shared,
    facts.StepCompleted: _completed,
    facts.ServiceJoined: _service_joined,
    facts.PersonJoined: _person_joined,
    facts.GuardianNamed: _guardian,
    facts.ConsentAsked: _asked,
    facts.ConsentGiven: _given,
    facts.BatonAppointed: _to,
    facts.BatonOffered: _to,
    facts.MeasurePlanned: _planned,
    facts.MeasureStarted: _started,
    facts.MeasureEvaluated: _evaluated,
    facts.ChildHeard: _heard,
    facts.WayChosen: _way,
    facts.MeetingCalled: _called,
    facts.MeetingHeld: _held,
    facts.ReportedToChildWelfare: _reported,
    facts.CommentMade: _comment,
    facts.WishRecorded: _wish,
    facts.CaseClosed: _closed,
    facts.LogClosed: _closed,
}
"""How each kind of the story is told; others are told by their kind alone."""
