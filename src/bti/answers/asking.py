"""How is a question put? Whose case it is to the one who asks, as it stood when, and by which guide it is answered."""

from __future__ import annotations

import datetime as dt
import operator
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, TypeVar

import attrs

from bti.answers.agenda import agenda
from bti.answers.case_book import CaseBook
from bti.answers.proposal import Proposal
from bti.answers.told import kept_from, told
from bti.dates import Calendar, check_instant
from bti.duties.duty import Duty
from bti.errors import InvalidValue, UnknownGuide, WrongReader
from bti.guide.model import Guide
from bti.people import Actor, Professional, check_actor, check_ref
from bti.record.case import Case
from bti.record.entry import Entry
from bti.record.fact import Fact
from bti.record.kinds import BESIDE, KINDS
from bti.record.note import Note
from bti.record.spine import EMPTY
from bti.record.take_over import CaseTakenOver
from bti.rules.ask import Ask, guide_at
from bti.rules.mending import book_beside

__all__ = ["Asking", "AskingOnce", "act_of", "check_of", "kind_of", "mends_beside", "utc"]

_LONGEST_ROOT: Final = 180
"""Characters of an id that other ids are made from, so that those are references too."""


@attrs.frozen
class Asking:
    """What every question is put with.

    Attributes:
        guide: The newest guide; new cases are opened under it.
        guides: All guides at hand, by digest.
        calendar: For working and school days.
    """

    guide: Guide
    guides: Mapping[str, Guide]
    calendar: Calendar

    def guide_of(self, case: Case) -> Guide:
        """Return the guide a case stands under, as it holds for its home service; the newest for one not opened.

        Raises:
            UnknownGuide: It is not at hand.
        """
        digest = case.spine.life.guide
        if digest is None:
            return self.guide
        guide = self.guides.get(digest)
        if guide is None:
            raise UnknownGuide(
                f"the case stands under a guide with digest {digest[:12]}…, which this engine was not given; "
                "hand it in: Engine(newest, older)"
            )
        home = case.spine.life.home
        return guide if home is None else guide.for_home(home.kind)

    def own(self, case: Case, by: Actor) -> Case:
        """Return the case as far as its reader may use it.

        Raises:
            InvalidValue: It is no case, or they are nobody who can act.
            WrongReader: It was folded for somebody else.
        """
        check_actor(by)
        if not isinstance(case, Case):
            raise InvalidValue(f"case must be a Case, not {type(case).__name__}")
        if case.reader is not None and case.reader != by.ref:
            raise WrongReader("this case was folded for another person; fold it again for the one who asks")
        if not case.matters and not case.own_books:
            return case
        return case.for_reader(by)

    def ask(self, case: Case, by: Actor, now: dt.datetime, *, protected: bool = False) -> tuple[Case, Ask]:
        """Return the case as its reader may use it at an instant, and the question that is asked of it.

        What is asked about an earlier instant is answered from what had been recorded by then, but only to whoever
        may know today: who is kin, was never told, or has lost consent since does not get round it by asking back.
        """
        now = utc(check_instant(now, "now"))
        whole = self.own(case, by)
        own = whole.as_of(now)
        if own is not whole:
            own = own.without_anothers(whole)
        known = own.spine.life.guide or ""
        guide = self.guides.get(known, self.guide) if protected else self._guide_for(own, by, now)
        book = self.book(own.entries)
        ask = Ask(own.spine, guide, self.calendar, by, now, now, (), book.knows, book, self.guides, own.id)
        last = whole.spine.recorded
        if last is not None and last > now:
            today = self.guides.get(whole.spine.life.guide or "", guide)
            ask = ask.bounded_by(Ask(whole.spine, today, self.calendar, by, last, last, (), lambda ref: False))
        return own, ask

    def told(self, case: Case, by: Actor, now: dt.datetime) -> tuple[Case, Ask]:
        """Return the same without what is kept back from the asker; the very same where nothing is."""
        own, ask = self.ask(case, by, now)
        return told(ask, own, kept_from(ask, own, self.own(case, by)))

    def duties(self, case: Case, by: Actor, now: dt.datetime) -> tuple[Ask, tuple[Duty, ...]]:
        """Return what is owed, as far as the asker may be told, with the question it was found by."""
        own, ask = self.told(case, by, now)
        return ask, agenda(ask, own)

    def proposal(
        self,
        case: Case,
        fact: Fact | Sequence[Fact],
        by: Actor,
        now: dt.datetime,
        at: dt.datetime | None,
        because: Note | str | None,
        entry_id: str | None,
    ) -> tuple[Case, Proposal, Guide]:
        """Return the case as its reader may use it, what is proposed to record in it, and the guide to judge that by.

        Raises:
            NaiveDatetime: An instant has no time zone.
            InvalidValue: An argument cannot mean anything.
            UnknownGuide: The case stands under a guide that is not at hand.
            WrongReader: The case was folded for somebody else.
        """
        check_instant(now, "now")
        at = now if at is None else check_instant(at, "at")
        act = act_of(fact)
        if isinstance(because, str):
            because = Note.of(because) if because.strip() else None
        if entry_id is not None:
            check_ref(entry_id, "entry_id")
            if len(entry_id) > _LONGEST_ROOT and any(isinstance(one, CaseTakenOver) for one in act):
                raise InvalidValue(
                    f"entry_id of a take-over has at most {_LONGEST_ROOT} characters: what it brings is named after it"
                )
        own = self.own(case, by)
        protected = not BESIDE.isdisjoint(map(type, act)) or mends_beside(own, act)
        guide = self.guides.get(own.spine.life.guide or "", self.guide) if protected else self._guide_for(own, by, at)
        return own, Proposal(act, by, utc(at), utc(now), because, entry_id, protected), guide

    def book(self, entries: tuple[Entry, ...]) -> CaseBook:
        """Return what the rules of corrections may ask of the entries of a case book."""
        return CaseBook(entries, self.guides, self.calendar)

    def _guide_for(self, case: Case, by: Actor, at: dt.datetime) -> Guide:
        """Return the guide to judge by; to somebody who takes no part the case's own guide tells nothing."""
        spine = case.spine
        if spine.life.guide is None:
            return guide_at(self.guide, spine, by, at)
        if spine.life.guide == self.guide.digest and not self.guide.depends:
            return self.guide
        if spine.is_kin(by.ref):
            knows = by.ref in spine.people.told
        else:
            home = spine.life.home
            at_home = isinstance(by, Professional) and home is not None and by.service.ref == home.ref
            knows = at_home or spine.takes_part(by) or by.ref in spine.staff.readers
        return guide_at(self.guide_of(case), spine, by, at) if knows else guide_at(self.guide, EMPTY, by, at)


T = TypeVar("T")


@attrs.frozen
class AskingOnce(Asking):
    """The same for many answers to one person about one case: each question is put once an instant, not once an answer.

    It is made where many answers are asked for and is gone with them, since it holds on to the case.
    """

    _put: dict[str, tuple[tuple[Case, Actor, dt.datetime], Any]] = attrs.field(factory=dict[str, Any], init=False)

    def ask(self, case: Case, by: Actor, now: dt.datetime, *, protected: bool = False) -> tuple[Case, Ask]:
        """Return the question as it was put before, where it is the same."""
        put = super().ask
        return self._once(f"ask {protected}", case, by, now, lambda: put(case, by, now, protected=protected))

    def told(self, case: Case, by: Actor, now: dt.datetime) -> tuple[Case, Ask]:
        """Return the question as it was put before, where it is the same."""
        put = super().told
        return self._once("told", case, by, now, lambda: put(case, by, now))

    def duties(self, case: Case, by: Actor, now: dt.datetime) -> tuple[Ask, tuple[Duty, ...]]:
        """Return the duties that were found before, where the question is the same."""
        put = super().duties
        return self._once("duties", case, by, now, lambda: put(case, by, now))

    def _once(self, what: str, case: Case, by: Actor, now: dt.datetime, put: Callable[[], T]) -> T:
        """Return what was found last, where it was for the very same case, asker and instant."""
        before = self._put.get(what)
        if before is not None and all(map(operator.is_, before[0], (case, by, now))):
            found: T = before[1]
            return found
        found = put()
        self._put[what] = ((case, by, now), found)
        return found


def utc(instant: dt.datetime) -> dt.datetime:
    """Return the instant in UTC: an hour that comes twice in Oslo is one of two there, and equal to none of them."""
    if instant.tzinfo is dt.UTC:
        return instant
    try:
        return instant.astimezone(dt.UTC)
    except OverflowError as error:
        raise InvalidValue("an instant this near to the end of time cannot be told in UTC") from error


def act_of(fact: Fact | Sequence[Fact]) -> tuple[Fact, ...]:
    """Return the facts of an act, each of a kind that there is."""
    act = (fact,) if isinstance(fact, Fact) else tuple(fact)
    for one in act:
        if type(one).__dict__.get("kind") not in KINDS:
            raise InvalidValue(f"{type(one).__name__} is no kind of fact; see bti.facts")
    return act


def mends_beside(own: Case, act: tuple[Fact, ...]) -> bool:
    """Tell whether an act corrects, strikes or erases in a book beside the case book that the asker may know of."""
    return any(book_beside(own, fact) is not None for fact in act)


def kind_of(wanted: type[Fact] | str) -> type[Fact]:
    """Return a kind of fact by its class or its name."""
    name = wanted if isinstance(wanted, str) else wanted.__dict__.get("kind", wanted.__name__)
    fact = KINDS.get(name)
    if fact is None:
        from difflib import get_close_matches

        close = get_close_matches(name, KINDS, 1)
        hint = f"; did you mean '{close[0]}'?" if close else ""
        raise InvalidValue(f"'{name}' is no kind of fact{hint}")
    return fact


def check_of(kinds: type | tuple[type, ...], **given: object) -> None:
    """Refuse a named argument that is of none of these types."""
    for name, value in given.items():
        if not isinstance(value, kinds):
            raise InvalidValue(f"{name} cannot be a {type(value).__name__}")
