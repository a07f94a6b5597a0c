"""How a fact is said in one line: its kind, and each of its fields in words; no code and no bare id is left standing.

It goes by the fields' types and asks for nothing when a kind is added. Templates for single fields stand in
`words.toml` beside this file; a field without one is said by its value alone.
"""

from __future__ import annotations

import datetime as dt
import enum
import functools
import tomllib
from collections.abc import Iterable, Mapping
from importlib.resources import files
from typing import Any, Final, cast

import attrs

from bti.answers.view import Seen
from bti.codes import said
from bti.dates import OSLO
from bti.guide.model import Guide, Word
from bti.people import Actor, Service, System
from bti.reasons import said_date
from bti.record.fact import Category, Content, Fact
from bti.record.life import Concerned
from bti.record.note import Note
from bti.record.pathway import PathwayStepCompleted
from bti.record.spine import Answering, Office
from bti.text import Text, render

__all__ = ["Speech", "words"]

_NOT_SAID: Final = frozenset({"audience", "category", "matter", "note", "service"})
"""Fields of `Content` that a line says in a way of its own, or not at all (a matter's id means nothing to people)."""


@functools.cache
def words() -> Mapping[str, Text]:
    """Return the page's own words by name, from `words.toml` beside this file."""
    read = tomllib.loads((files("bti.explore") / "words.toml").read_text("utf-8"))
    return {f"{group}.{name}": Text.of(text) for group, texts in read.items() for name, text in texts.items()}


@attrs.frozen(repr=False)
class Speech:
    """Words and names for one page.

    Attributes:
        lang: The language.
        guide: The guide the case stands under: titles of steps, outcomes, roles, services.
        names: What the host calls people and services, by reference; a reference without a name is shown as it is.
        entries: What the reader sees, by id, so that a line can say what another entry was.
    """

    lang: str
    guide: Guide
    names: Mapping[str, str]
    entries: Mapping[str, Seen]

    def say(self, word: str, **params: object) -> str:
        """Return one of the page's own words."""
        return render(words()[word], self.lang, params)

    def day(self, day: dt.date) -> str:
        """Return a date as people write it."""
        return said_date(day, self.lang)

    def instant(self, instant: dt.datetime) -> str:
        """Return an instant as a date and time of day in Oslo."""
        local = instant.astimezone(OSLO)
        return f"{said_date(local.date(), self.lang)} {local:%H.%M}"

    def date(self, instant: dt.datetime) -> str:
        """Return an instant as a date in Oslo."""
        return self.day(instant.astimezone(OSLO).date())

    def of(self, entry_id: str) -> str:
        """Return in a few words what an entry made: a goal, a task, a measure."""
        seen = self.entries.get(entry_id)
        return entry_id if seen is None else self.entry(seen)

    def person(self, who: Actor | System | None) -> str:
        """Return who recorded something; None is whoever the reader is not to know."""
        if who is None:
            return self.say("page.unnamed")
        return self.say("page.by_itself") if isinstance(who, System) else self.name(who.ref)

    def name(self, ref: str) -> str:
        """Return what somebody or some service is called."""
        return self.names.get(ref, ref)

    def service(self, service: Service) -> str:
        """Return what a service is called: by the host, else by its kind in the guide."""
        known = self.guide.service(service.kind)
        kind = service.kind if known is None else known.label(self.lang)
        return self.names.get(service.ref, f"{kind} ({service.ref})")

    def role(self, role: str) -> str:
        """Return a role's label."""
        known = self.guide.role(role)
        return role if known is None else known.label(self.lang)

    def called(self, word: Word, level: str | None) -> str:
        """Return what the guide calls a thing on a level, written as a heading."""
        called = self.guide.word(word, level)(self.lang)
        return called[:1].upper() + called[1:]

    def answering(self, answering: Answering | None, level: str | None = None) -> str:
        """Return who answers for the case, and on what ground, in the guide's word for the holder on the level."""
        if answering is None:
            return self.say("page.nobody")
        office = said(answering.office)(self.lang)
        if answering.office is Office.HOLDER and self.guide.words.find(Word.HOLDER, level) is not None:
            office = self.guide.word(Word.HOLDER, level)(self.lang)
        return office if answering.person is None else f"{self.name(answering.person)} ({office})"

    def step(self, step_id: str) -> str:
        """Return a step's label and title."""
        step = self.guide.step(step_id)
        return step_id if step is None else f"{step.label} {step.title(self.lang)}"

    def line(self, fact: Fact) -> str:
        """Return what a fact says, in one line, without its free words."""
        details = self.details(fact)
        kind = fact.words(self.lang)
        line = f"{kind}: {details}" if details else kind
        return f"{line} ({said(fact.category)(self.lang)})" if isinstance(fact, Content) else line

    def details(self, fact: Fact) -> str:
        """Return what a fact says beside its kind."""
        names = [field.name for field in attrs.fields(type(fact))]
        if isinstance(fact, Content):
            names = [name for name in names if name not in _NOT_SAID]
        parts = (self._field(name, getattr(fact, name), fact) for name in names if name != "note")
        return "; ".join(part for part in parts if part)

    def quote(self, fact: Fact) -> str | None:
        """Return the words that were written down with a fact, where they are at hand."""
        note: object = getattr(fact, "note", None)
        if not isinstance(note, Note):
            return None
        return self.say("page.erased") if note.text is None else note.text

    def _field(self, name: str, value: object, fact: object) -> str:
        if value is None or value is False or value == ():
            return ""
        text = "" if value is True else self._value(name, value, fact)
        if not text and value is not True:
            return ""
        template = words().get(f"field.{name.rstrip('_')}")
        return text if template is None else render(template, self.lang, {"value": text})

    def _value(self, name: str, value: object, fact: object) -> str:
        if isinstance(value, str):
            return self._reference(name, value, fact)
        if isinstance(value, enum.Enum):
            return said(value)(self.lang)
        if isinstance(value, dt.datetime):
            return self.instant(value)
        if isinstance(value, dt.date):
            return self.day(value)
        if isinstance(value, Service):
            return self.service(value)
        if isinstance(value, Concerned):
            return self.name(value.ref)
        if isinstance(value, Note):
            return value.text or self.say("page.erased")
        if isinstance(value, Fact):
            return self.line(value)
        if isinstance(value, tuple):
            return self._row(name, cast("tuple[object, ...]", value), fact)
        if attrs.has(type(value)):
            fields = attrs.fields(cast(Any, type(value)))
            parts = (self._field(field.name, getattr(value, field.name), value) for field in fields)
            return ", ".join(part for part in parts if part)
        return str(value)

    def _row(self, name: str, values: Iterable[object], fact: object) -> str:
        values = tuple(values)
        if set(values) == set(Category):
            return self.say("page.all_categories")
        return ", ".join(self._value(name, one, fact) for one in values)

    def _reference(self, name: str, ref: str, fact: object) -> str:
        """Return what a reference leads to: a person or service, a place in the guide, an entry the reader sees."""
        if ref in self.names:
            return self.names[ref]
        if name == "role":
            return self.role(ref)
        seen = self.entries.get(ref)
        if seen is not None:
            return "" if seen.fact is None else self.entry(seen)  # that it is hidden is said in its own line
        if name == "arena":
            arena = self.guide.arena(ref)
            return ref if arena is None else arena.title(self.lang)
        if isinstance(fact, PathwayStepCompleted) and name == "step":
            own = (one.step(ref) for one in self.guide.pathways)
            return next((one.title(self.lang) for one in own if one is not None), ref)
        if name in ("step", "to") and self.guide.step(ref) is not None:
            return self.step(ref)
        if name == "outcome":
            return self._outcome(ref, getattr(fact, "step", None))
        return ref

    def entry(self, seen: Seen) -> str:
        """Return another entry in a few words: what was written with it, else its kind and date."""
        if seen.fact is None:
            return self.say("page.of_day", what=self.say("page.hidden"), day=self.date(seen.at))
        note: object = getattr(seen.fact, "note", None)
        if isinstance(note, Note) and note.text is not None:
            return f"«{' '.join(note.text.split())}»" if self.lang != "en" else f"“{' '.join(note.text.split())}”"
        return self.say("page.of_day", what=seen.fact.words(self.lang), day=self.date(seen.at))

    def _outcome(self, outcome: str, step_id: object) -> str:
        steps = (step for level in self.guide.levels for step in level.steps)
        for step in steps:
            found = step.outcome(outcome) if step_id in (None, step.id) else None
            if found is not None:
                return found.label(self.lang)
        return outcome
