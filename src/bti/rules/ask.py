"""One question put to the rules: who asks what, when, of which spine, under which guide.

Guards get an `Ask` and, where they need it, the fact. They read the spine, never an entry's content and never a text.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from bti.dates import Calendar, oslo_date
from bti.guide.model import Guide, NotStated, Role
from bti.law.consent import EVERYTHING, all_of_age
from bti.law.consent_covers import covered_categories, excluded, lets_in
from bti.people import Actor, Professional
from bti.reasons import Citation, law
from bti.record.fact import Category, Fact
from bti.record.spine import Answering, Spine
from bti.rules.book import NO_BOOK, Book
from bti.rules.moment import Moment

__all__ = ["SHUT_OUT", "Ask", "Standing", "guide_at"]


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


_NO_GUIDES: Final[Mapping[str, Guide]] = MappingProxyType({})


class Ask(Moment):
    """A question to the rules: a moment, and who asks.

    Attributes:
        by: Who asks, as the host sent them.
        act: All facts of the act.
        knows_entry: Whether an id is that of an entry in the case book.
        book: The case book as far as corrections need it.
        guides: The guides the engine was given, by digest.
        case: The id of the case.
    """

    __slots__ = (
        "_answering",
        "_bound",
        "_from",
        "_leads_home",
        "_may_read",
        "_standing",
        "act",
        "book",
        "by",
        "case",
        "guides",
        "knows_entry",
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
        super().__init__(spine, guide, calendar, at, now)
        self.by = by
        self.act = act
        self.knows_entry = knows_entry
        self.book = book
        self.guides = guides
        self.case = case
        self._bound: Ask | None = None
        self._from: dict[str, frozenset[Category]] = {}
        self._standing: Standing | None = None
        self._may_read: bool | None = None
        self._answering: Answering | NotStated | None = NotStated.NOT_STATED
        self._leads_home: bool | None = None

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
        self._may_read = None
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
        found = self._may_read
        if found is None:
            found = self._may_read = self._find_may_read()
        return found

    def _find_may_read(self) -> bool:
        if self.standing in SHUT_OUT or not (self._bound is None or self._bound.may_read):
            return False
        spine, ref = self.spine, self.by.ref
        guards = ref in spine.people.guardians and all(one.ref != ref for one in spine.life.persons)
        if not guards or not all_of_age(spine, self.today, self.leap):
            return True
        return spine.held.all_let_read((one.ref for one in spine.life.persons), ref, self.today)

    @property
    def all_are_of_age(self) -> bool:
        """Tell whether all the case is about are of age at the instant asked about."""
        return all_of_age(self.spine, self.today, self.leap)

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

    # What consent lets the asker see

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

    def cite_required(self) -> tuple[Citation, ...]:
        """Cite why those who must consent must: the law, and the guide's settings where the law leaves it open."""
        grounds = self.required(self.day).grounds
        kept = _KEPT_FROM.get(self.standing, _TELLING)
        grounds = tuple(ground for ground in grounds if ground not in kept)
        rules = self.guide.consent
        settings = {"A-06": rules.guardians.origin, "A-30": rules.own_age.origin}
        decided = tuple(self.cite(settings[ground]) for ground in grounds if ground in settings)
        return (*(law(ground) for ground in grounds), *decided)

    # The guide

    @property
    def role(self) -> Role | None:
        """Return the asker's role in the guide, or None."""
        return self.guide.role(self.by.role) if isinstance(self.by, Professional) else None
