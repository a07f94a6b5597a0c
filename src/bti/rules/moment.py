"""What holds at the moment a question is about, whoever asks it: the dates, what consent reaches, and the guide.

Who asks, and what that makes of it, is `bti.rules.ask`.
"""

from __future__ import annotations

import datetime as dt
from typing import Final

from bti.dates import Calendar, LeapBirthday, oslo_date
from bti.guide.model import Guide, Level, Modality, NotStated, Origin, Step
from bti.law.case_family import scope_id
from bti.law.consent import (
    EVERYTHING,
    LogStanding,
    Required,
    age,
    is_sufficient,
    log_standing,
    missing,
    must_consent,
    question_of,
    required_for,
)
from bti.law.consent_covers import covered_categories
from bti.law.family import ADULT
from bti.reasons import Citation, CitationKind, Param, Reason, ReasonKind
from bti.record.consent import Scope
from bti.record.fact import Category
from bti.record.spine import Spine

__all__ = ["Moment"]

_BY_MODALITY: Final = {
    Modality.MUST: ReasonKind.UNMET,
    Modality.SHOULD: ReasonKind.NEEDS_JUSTIFICATION,
    Modality.MAY: ReasonKind.ADVICE,
}


class Moment:
    """A case and its guide at an instant, with nobody who asks yet.

    Attributes:
        spine: The case book's spine.
        guide: The guide the case stands under.
        calendar: For working and school days.
        at: When it happened.
        now: When it is recorded.
    """

    __slots__ = ("_covered", "_day", "_required", "_today", "at", "calendar", "guide", "now", "spine")

    def __init__(self, spine: Spine, guide: Guide, calendar: Calendar, at: dt.datetime, now: dt.datetime) -> None:
        self.spine = spine
        self.guide = guide
        self.calendar = calendar
        self.at = at
        self.now = now
        self._day: dt.date | None = None
        self._today: dt.date | None = None
        self._required: dict[dt.date, Required] = {}
        self._covered: dict[str, frozenset[Category]] = {}

    @property
    def day(self) -> dt.date:
        """Return the date in Europe/Oslo on which it happened."""
        day = self._day
        if day is None:
            day = self._day = self.today if self.at is self.now else oslo_date(self.at)
        return day

    @property
    def today(self) -> dt.date:
        """Return the date in Europe/Oslo on which it is recorded."""
        day = self._today
        if day is None:
            day = self._today = oslo_date(self.now)
        return day

    @property
    def leap(self) -> LeapBirthday:
        """Return on which day of a common year who is born on 29 February turns a year older: the guide's setting."""
        return self.guide.consent.leap

    # Consent

    def covered(self, service: str) -> frozenset[Category]:
        """Return which kinds of information consent lets this service see and give now; all for the home service."""
        found = self._covered.get(service)
        if found is None:
            home = self.spine.life.home
            if home is not None and home.ref == service:
                found = EVERYTHING
            else:
                today = self.today
                alone = self._for_category if self._somebody_may_be_alone(today) else None
                found = covered_categories(self.spine, self.required(today), service, today, alone)
            self._covered[service] = found
        return found

    def _somebody_may_be_alone(self, day: dt.date) -> bool:
        """Tell whether somebody is of an age to let some kind of information out alone (law A-15, A-18, A-26)."""
        stated = self.guide.consent.child_welfare_age
        own = 15 if stated is None or isinstance(stated.value, NotStated) else stated.value
        ages = (age(one, day, self.leap) for one in self.spine.life.persons)
        return any(isinstance(years, int) and min(own, 15) <= years < ADULT for years in ages)

    def required(self, day: dt.date) -> Required:
        """Return whose consent is needed on a date in Europe/Oslo."""
        found = self._required.get(day)
        if found is None:
            found = self._required[day] = must_consent(self.spine, self.guide.consent, day)
        return found

    def _for_category(self, category: Category) -> Required:
        question = question_of(self.spine, Scope.SERVICE, category)
        return required_for(self.spine, self.guide.consent, question, Scope.SERVICE, None, self.today)

    def required_of(self, scope: Scope, target: str | None = None) -> Required:
        """Return whose consent a scope needed on the day it happened, as the guide sets it for that scope."""
        if scope is Scope.LOG or (scope is Scope.SERVICE and not self.guide.consent.scopes):
            return self.required(self.day)
        question = question_of(self.spine, scope)
        return required_for(self.spine, self.guide.consent, question, scope, target, self.day)

    def has_consent(self, scope: Scope, target: str | None = None) -> bool:
        """Tell whether all who must had consented to a scope on the day it happened."""
        return is_sufficient(self.spine, self.required_of(scope, target), scope, target, self.day)

    def lacking(self, scope: Scope, target: str | None = None) -> tuple[str, ...]:
        """Return those whose consent to a scope was needed and did not hold on the day it happened."""
        return missing(self.spine, self.required_of(scope, target), scope, target, self.day)

    def cite_scope(self, scope: Scope, target: str | None = None) -> tuple[Citation, ...]:
        """Cite what the guide decides of a scope of consent; nothing where it decides nothing of it."""
        found = self.guide.consent.scope(scope_id(scope, target)) if self.guide.consent.scopes else None
        return () if found is None else (self.cite(found.origin),)

    @property
    def log(self) -> LogStanding:
        """Return what the relay log is now."""
        return log_standing(self.spine, self.required(self.today), self.today)

    # The guide

    @property
    def step(self) -> Step | None:
        """Return the step the case stands on, or None before opening."""
        position = self.spine.track.position
        return None if position is None else self.guide.step(position.step)

    @property
    def level(self) -> Level | None:
        """Return the level the case stands on, or None before opening."""
        position = self.spine.track.position
        return None if position is None else self.guide.level(position.level)

    def cite(self, origin: Origin) -> Citation:
        """Cite the guide, saying so where the common core stands in for what the guide does not state."""
        guide, sources, kind = self.guide, origin.sources, CitationKind.GUIDE
        if guide.is_inherited(origin):
            sources = tuple(source for source in origin.sources if source.partition(" ")[0] != guide.id)
            kind = CitationKind.COMMON_CORE
        return Citation(kind, origin.path, guide.title, sources, origin.disagree, origin.from_, origin.until)

    def by_modality(self, modality: Modality, code: str, *citations: Citation, **params: Param) -> Reason:
        """Make a reason whose kind follows from how strongly the guide means the rule."""
        return Reason(code, _BY_MODALITY[modality], tuple(params.items()), citations)
