"""One question put to the rules: who asks what, when, of which spine, under which guide.

Guards get an `Ask` and, where they need it, the fact. They read the spine, never an entry's content and never a text.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Final, Protocol

import attrs

from bti.dates import Calendar, LeapBirthday, oslo_date
from bti.guide.model import Guide, Level, Modality, NotStated, Origin, Role, Step
from bti.law.case_family import scope_id
from bti.law.consent import (
    EVERYTHING,
    LogStanding,
    Required,
    age,
    all_of_age,
    covered_categories,
    excluded,
    is_sufficient,
    lets_in,
    log_standing,
    missing,
    must_consent,
    question_of,
    required_for,
)
from bti.law.family import ADULT
from bti.people import Actor, Professional
from bti.reasons import Citation, CitationKind, Param, Reason, ReasonKind, law
from bti.record.consent import Scope
from bti.record.correction import EntryCorrected, EntryStruck
from bti.record.entry import Resolved
from bti.record.fact import Audience, Category, Fact
from bti.record.spine import Answering, Spine

__all__ = ["NO_BOOK", "SHUT_OUT", "Ask", "Book", "Line", "Standing", "guide_at"]


class Standing(enum.Enum):
    """What somebody is in this case at an instant."""

    HOME = "home"  # a professional of the home service who takes part, or its leader
    SERVICE = "service"  # a professional of another service that takes part and is covered by consent
    UNCOVERED = "uncovered"  # the same, but consent does not cover the service now
    READER = "reader"  # a professional who takes no part, and whom whoever answers has let in to read
    FAMILY = "family"  # a guardian or person concerned who has been told
    UNTOLD = "untold"  # kin of the case who has not been told: to them there is no case
    OUTSIDE = "outside"


SHUT_OUT: Final = frozenset({Standing.OUTSIDE, Standing.UNTOLD, Standing.UNCOVERED})
"""Who sees nothing of the case book: what is in it is answered to them like what is not."""

_REACHES: Final = (
    Standing.OUTSIDE,
    Standing.UNTOLD,
    Standing.UNCOVERED,
    Standing.FAMILY,
    Standing.READER,
    Standing.SERVICE,
    Standing.HOME,
)
"""From who sees nothing to who sees most; who is kin sees as such, whatever they were before."""
_TELLING: Final = frozenset({"A-07", "A-10"})
_KEPT_FROM: Final = {Standing.HOME: frozenset[str](), Standing.FAMILY: frozenset({"A-10"})}
"""Grounds that tell of an authorisation between guardians and of a care order (law C-02): who does not hear them."""

_BY_MODALITY: Final = {
    Modality.MUST: ReasonKind.UNMET,
    Modality.SHOULD: ReasonKind.NEEDS_JUSTIFICATION,
    Modality.MAY: ReasonKind.ADVICE,
}


def guide_at(guide: Guide, spine: Spine, by: Actor, at: dt.datetime) -> Guide:
    """Return what of a guide holds at an instant for a case on its level, for its home service or the one to be.

    What is phased in counts by the date of the act. A case that stands on a step which there was not on that date (what
    is recorded late) is judged by the guide that has the step.
    """
    home, position = spine.life.home, spine.track.position
    if home is None and isinstance(by, Professional):
        home = by.service
    kind = None if home is None else home.kind
    variant = guide if kind is None else guide.for_home(kind)
    if variant.phases:
        held = variant.on(oslo_date(at))
        variant = held if position is None or held.step(position.step) is not None else variant
    return variant.at(None if position is None else position.level, kind)


@attrs.frozen
class Line:
    """What the rules of corrections may know of one entry of the case book by its stamps.

    Attributes:
        id: The entry's id.
        of: The kind of fact.
        author: The reference of who recorded it; None for what follows by itself.
        by_professional: Whether a professional recorded it.
        service: The reference of the service its content comes from.
        audience: Who it is written for, as it was recorded.
    """

    id: str
    of: type[Fact]
    author: str | None
    by_professional: bool
    service: str | None
    audience: Audience


class Book(Protocol):
    """What the rules of corrections may ask of the case book."""

    def line(self, entry_id: str) -> Line | None:
        """Return what may be known of an entry, or None where there is none of this id."""
        ...

    def backwards(self) -> Iterator[Line]:
        """Yield all entries, the latest first."""
        ...

    def says(self, line: Line) -> Fact:
        """Return what an entry says today, corrections counted, without any note."""
        ...

    def texts(self, line: Line) -> tuple[str, ...]:
        """Return the ids, an entry's own and those of its corrections, of what was recorded with a text."""
        ...

    def fallen(self, fact: EntryCorrected | EntryStruck, *, first: bool = False) -> tuple[str, ...]:
        """Return the entries that would not have been admitted as they were, were this so from the start.

        Args:
            fact: The correction.
            first: Stop at the first.
        """
        ...

    def resolved(self, fact: EntryCorrected) -> Resolved:
        """Return what the right fact resolves to in the place of the wrong one."""
        ...


class _NoBook:
    """A book in which nothing is."""

    def line(self, entry_id: str) -> Line | None:
        return None

    def backwards(self) -> Iterator[Line]:
        return iter(())

    def says(self, line: Line) -> Fact:
        raise LookupError("nothing is in this book")

    def texts(self, line: Line) -> tuple[str, ...]:
        return ()

    def fallen(self, fact: EntryCorrected | EntryStruck, *, first: bool = False) -> tuple[str, ...]:
        return ()

    def resolved(self, fact: EntryCorrected) -> Resolved:
        return Resolved()


NO_BOOK: Final[Book] = _NoBook()
"""For questions about anything but corrections."""

_NO_GUIDES: Final[Mapping[str, Guide]] = MappingProxyType({})


class Ask:
    """A question to the rules.

    Attributes:
        spine: The case book's spine.
        guide: The guide the case stands under.
        calendar: For working and school days.
        by: Who asks, as the host sent them.
        at: When it happened.
        now: When it is recorded.
        act: All facts of the act.
        knows_entry: Whether an id is that of an entry in the case book.
        book: The case book as far as corrections need it.
        guides: The guides the engine was given, by digest.
        case: The id of the case.
    """

    __slots__ = (
        "_answering",
        "_bound",
        "_covered",
        "_day",
        "_from",
        "_leads_home",
        "_required",
        "_standing",
        "_today",
        "act",
        "at",
        "book",
        "by",
        "calendar",
        "case",
        "guide",
        "guides",
        "knows_entry",
        "now",
        "spine",
    )

    def __init__(
        self,
        spine: Spine,
        guide: Guide,
        calendar: Calendar,
        by: Actor,
        at: dt.datetime,
        now: dt.datetime,
        act: tuple[Fact, ...],
        knows_entry: Callable[[str], bool],
        book: Book = NO_BOOK,
        guides: Mapping[str, Guide] = _NO_GUIDES,
        case: str = "",
    ) -> None:
        self.spine = spine
        self.guide = guide
        self.calendar = calendar
        self.by = by
        self.at = at
        self.now = now
        self.act = act
        self.knows_entry = knows_entry
        self.book = book
        self.guides = guides
        self.case = case
        self._bound: Ask | None = None
        self._day: dt.date | None = None
        self._required: dict[dt.date, Required] = {}
        self._covered: dict[str, frozenset[Category]] = {}
        self._from: dict[str, frozenset[Category]] = {}
        self._today: dt.date | None = None
        self._standing: Standing | None = None
        self._answering: Answering | NotStated | None = NotStated.NOT_STATED
        self._leads_home: bool | None = None

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

    # Who asks

    @property
    def standing(self) -> Standing:
        """Return what the asker is in this case now."""
        found = self._standing
        if found is None:
            found = self._standing = self._find_standing()
        return found

    def bounded_by(self, today: Ask) -> Ask:
        """Let the asker count as no more than they are today at the instant asked about, and return this question.

        Args:
            today: The same question, of the case as it is today.
        """
        self._bound = today
        self._standing = min(self.standing, today.standing, key=_REACHES.index)
        self._leads_home = self.leads_home and today.leads_home
        return self

    @property
    def of_today(self) -> Ask:
        """Return the same question of the case as it is today; itself, where no earlier instant is asked about."""
        return self._bound or self

    def _find_standing(self) -> Standing:
        spine, by = self.spine, self.by
        if spine.is_kin(by.ref):
            return Standing.FAMILY if by.ref in spine.people.told else Standing.UNTOLD
        if not isinstance(by, Professional):
            return Standing.OUTSIDE
        home = spine.life.home
        if home is None:
            return Standing.OUTSIDE
        reads = spine.staff.lets_read(by, self.today)
        if by.service.ref == home.ref:
            if self.leads_home or spine.takes_part(by):
                return Standing.HOME
            return Standing.READER if reads else Standing.OUTSIDE
        if not reads and not spine.takes_part(by):
            return Standing.OUTSIDE
        if not self.covered(by.service.ref) or not lets_in(spine, by.service.ref, by.ref, self.today):
            return Standing.UNCOVERED
        return Standing.READER if reads else Standing.SERVICE

    @property
    def may_read(self) -> bool:
        """Tell whether the asker may see anything of the case book now.

        Guardians of somebody of age may not (law A-01, A-32), nor record more than anybody from outside may; only take
        back what they consented to. Where all the case is about have said yes to it, they go on as before.
        """
        if self.standing in SHUT_OUT or not (self._bound is None or self._bound.may_read):
            return False
        spine, ref = self.spine, self.by.ref
        guards = ref in spine.people.guardians and all(one.ref != ref for one in spine.life.persons)
        if not guards or not all_of_age(spine, self.today, self.leap):
            return True
        return spine.held.all_let_read((one.ref for one in spine.life.persons), ref, self.today)

    @property
    def leap(self) -> LeapBirthday:
        """Return on which day of a common year who is born on 29 February turns a year older: the guide's setting."""
        return self.guide.consent.leap

    @property
    def all_are_of_age(self) -> bool:
        """Tell whether all the case is about are of age now, or by today where an earlier instant is asked about."""
        return all_of_age(self.spine, self.today, self.leap) or (self._bound is not None and self._bound.all_are_of_age)

    @property
    def leads_home(self) -> bool:
        """Tell whether the asker leads the home service, and is not kin of the case."""
        leads = self._leads_home
        if leads is None:
            by, home = self.by, self.spine.life.home
            leads = isinstance(by, Professional) and home is not None and by.service.ref == home.ref
            if leads and isinstance(by, Professional):
                role = self.guide.role(by.role)
                leads = role is not None and role.leads and not self.spine.is_kin(by.ref)
            self._leads_home = leads
        return leads

    @property
    def answering(self) -> Answering | None:
        """Return who answers now: the first in line who can (model 4), at last the leader of the home service."""
        found = self._answering
        if isinstance(found, NotStated):
            line = self.spine.in_line(self.today)
            found = next((one for one in line if one.person is None or self.can_act(one.person)), None)
            self._answering = found
        return found

    def can_act(self, person: str) -> bool:
        """Tell whether somebody takes part as a professional, for a service that consent covers now, them included."""
        joined = self.spine.people.professionals.get(person)
        if joined is None or not self.covered(joined.service):
            return False
        home = self.spine.life.home
        at_home = home is not None and home.ref == joined.service
        return at_home or lets_in(self.spine, joined.service, person, self.today)

    @property
    def answers(self) -> bool:
        """Tell whether the asker is the one who answers now."""
        found = self.answering
        if found is None:
            return False
        if found.person is None:
            return self.leads_home
        return found.person == self.by.ref and self.spine.takes_part(self.by)

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

    def covered_to_read(self, service: str) -> frozenset[Category]:
        """Return which kinds of information a service may see of the instant asked about: covered then and today."""
        covered = self.covered(service)
        return covered if self._bound is None else covered & self._bound.covered(service)

    def covered_from(self, source: str | None) -> frozenset[Category]:
        """Return which kinds of another service's information the asker's own may see, then and today (law Q-02).

        Args:
            source: The reference of the service whose information it is; None: of none.
        """
        by, home = self.by, self.spine.life.home
        if not isinstance(by, Professional) or home is None or source is None or self.standing is Standing.FAMILY:
            return EVERYTHING
        own = by.service.ref
        found = self._from.get(source)
        if found is None:
            found, today = EVERYTHING, self.today
            if own not in (home.ref, source) and any(one.from_services for one in self.spine.consents.given()):
                alone = self._for_category if self._somebody_may_be_alone(today) else None
                found = covered_categories(self.spine, self.required(today), own, today, alone, source)
            self._from[source] = found
        return found if self._bound is None else found & self._bound.covered_from(source)

    @property
    def kept_out(self) -> frozenset[str]:
        """Return what somebody has kept out of their consent to the asker's service, then or today (law Q-07)."""
        by, home = self.by, self.spine.life.home
        if not isinstance(by, Professional) or home is None or by.service.ref == home.ref:
            return frozenset()
        if self.standing is Standing.FAMILY:
            return frozenset()
        kept = excluded(self.spine, by.service.ref, self.today)
        return kept if self._bound is None else kept | self._bound.kept_out

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

    def cite_required(self) -> tuple[Citation, ...]:
        """Cite why those who must consent must: the law, and the guide's settings where the law leaves it open."""
        grounds = self.required(self.day).grounds
        kept = _KEPT_FROM.get(self.standing, _TELLING)
        grounds = tuple(ground for ground in grounds if ground not in kept)
        rules = self.guide.consent
        settings = {"A-06": rules.guardians.origin, "A-30": rules.own_age.origin}
        decided = tuple(self.cite(settings[ground]) for ground in grounds if ground in settings)
        return (*(law(ground) for ground in grounds), *decided)

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

    @property
    def role(self) -> Role | None:
        """Return the asker's role in the guide, or None."""
        return self.guide.role(self.by.role) if isinstance(self.by, Professional) else None

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
