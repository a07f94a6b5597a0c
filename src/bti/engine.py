"""Where do I ask? The façade: stateless, shareable between threads, with no clock and no storage of its own."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from typing import Any, Final

from bti.answers.accesses import why_not_accesses
from bti.answers.admission import admit
from bti.answers.agenda import agenda
from bti.answers.asking import Asking, AskingOnce, check_of, kind_of
from bti.answers.breaks import Break, breaks
from bti.answers.candidates import Candidates, candidates
from bti.answers.changes import changed_meanwhile
from bti.answers.consenting import ConsentNeeded, Wanted, consent_needed
from bti.answers.findings import Finding, findings
from bti.answers.guardian_reading import GuardianReading, guardians_read
from bti.answers.moving import why_not_moved
from bti.answers.next_change import Answers, Change, asked_again, boundaries_of, next_change, supposed_acts
from bti.answers.options import Option, options
from bti.answers.redaction import redactions
from bti.answers.secrecy import PlannedTalk, planned_talks
from bti.answers.sharing import ThreeGates, may_share
from bti.answers.told import kept_from, told
from bti.answers.verdict import Admitted, Refused, Verdict
from bti.answers.view import View, view
from bti.calendars import NorwegianCalendar
from bti.dates import Calendar
from bti.duties.duty import Duty
from bti.errors import InvalidValue
from bti.guide.model import Guide
from bti.law.consent import LogStanding
from bti.law.matters import Circumstance
from bti.law.rules import Law, load_law
from bti.law.well_asked import check_asked
from bti.people import Actor, Professional, Service, check_actor, check_ref
from bti.reasons import Citation, CitationKind, Reason
from bti.record.case import Case
from bti.record.consent import Scope, SharingPurpose
from bti.record.fact import Category, Fact
from bti.record.kinds import BESIDE, KINDS
from bti.record.note import Note
from bti.record.spine import Answering
from bti.rules.ask import Standing, guide_at

__all__ = ["ALL_ANSWERS", "Engine"]

ALL_ANSWERS: Final = (
    "admit",
    "options",
    "view",
    "agenda",
    "breaks",
    "findings",
    "planned_talks",
    "log_standing",
    "answering",
    "candidates",
    "why_no_export",
    "who_must_consent",
    "may_share",
    "why_no_accesses",
    "guardians_read",
    "next_change",
    "changed",
)
"""The methods that answer a person about a case; the test of non-interference (I-08) goes through this list."""

_NOT_ASKED_AGAIN: Final = ("admit", "changed", "findings", "next_change", "who_must_consent", "may_share")
_ASKED_AGAIN: Final = tuple(name for name in ALL_ANSWERS if name not in _NOT_ASKED_AGAIN)
"""What `next_change` asks on another day, beside consent and sharing. Findings are judged by playing the book again by
the dates of its entries; only for whom they are turns with the day, and the view with it."""


def _random_id() -> str:
    return secrets.token_hex(16)


class Engine:
    """Judge, offer and show cases under one guide, or several for a mixed caseload.

    Args:
        guide: The newest guide; new cases are opened under it.
        older: Guides that running cases stand under.
        law: The law data.
        calendar: For working and school days.
        new_id: Makes ids; random by default, and in production nothing else.
    """

    def __init__(
        self,
        guide: Guide,
        *older: Guide,
        law: Law | None = None,
        calendar: Calendar | None = None,
        new_id: Callable[[], str] = _random_id,
    ) -> None:
        self.guide: Final = guide
        self.law: Final = load_law() if law is None else law
        self.calendar: Final[Calendar] = NorwegianCalendar() if calendar is None else calendar
        self._asking: Asking = Asking(guide, {one.digest: one for one in (*older, guide)}, self.calendar)
        self._law_digest: Final = self.law.digest
        self._new_id: Final = new_id

    def guide_of(self, case: Case) -> Guide:
        """Return the guide a case stands under, as it holds for its home service; the newest for one not opened.

        Raises:
            UnknownGuide: The engine was not given that guide.
        """
        return self._asking.guide_of(case)

    def admit(
        self,
        case: Case,
        fact: Fact | Sequence[Fact],
        *,
        by: Actor,
        now: dt.datetime,
        at: dt.datetime | None = None,
        because: Note | str | None = None,
        entry_id: str | None = None,
    ) -> Verdict:
        """Judge one fact, or several as one act: all or nothing.

        Args:
            case: The case.
            fact: What is said to have happened.
            by: Who records it.
            now: When it is recorded.
            at: When it happened; by default now.
            because: A justification, where a rule asks for one.
            entry_id: An id of the host's for the act's first entry, so that it may ask twice.

        Raises:
            NaiveDatetime: An instant has no time zone.
            InvalidValue: An argument cannot mean anything.
            IdConflict: The entry id stands for something else.
            UnknownGuide: The case stands under a guide the engine was not given.
            WrongReader: The case was folded for somebody else.
        """
        asking = self._asking
        own, proposal, guide = asking.proposal(case, fact, by, now, at, because, entry_id)
        verdict = admit(own, proposal, guide, self._law_digest, self.calendar, self._new_id, asking.book, asking.guides)
        if own is case or not isinstance(verdict, Admitted):
            return verdict
        whole = case if verdict.repeated else case.grown(verdict.entries)
        return Admitted(verdict.entries, whole, verdict.advice, verdict.repeated)

    def cite(self, citation: Citation, lang: str, *, on: dt.date | None = None) -> str:
        """Return a citation as a phrase, a law rule with the acts and sections it rests on.

        Args:
            citation: As a reason carries it.
            lang: The language.
            on: Only what is law on this date in Europe/Oslo.

        Raises:
            InvalidValue: It is no citation.
            UnknownLanguage: No such language.
        """
        if not isinstance(citation, Citation):  # pyright: ignore[reportUnnecessaryIsInstance] -- a host may not type-check
            raise InvalidValue("Engine.cite takes a Citation, such as each of Reason.citations or Duty.cites")
        said = citation.text(lang)
        if citation.kind is not CitationKind.LAW:
            return said
        acts = self.law.cite(citation.ref, lang, on=on)
        return f"{said} ({acts})" if acts else said

    def changed(
        self,
        seen: Case,
        current: Case,
        fact: Fact | Sequence[Fact],
        *,
        by: Actor,
        now: dt.datetime,
        at: dt.datetime | None = None,
    ) -> Refused | None:
        """Refuse a deciding act where something it was judged by has changed since the case was looked at.

        Args:
            seen: The case as the one who decides looked at it.
            current: The case as it is.
            fact: What is proposed.
            by: Who proposes it.
            now: When it is recorded.
            at: When it happened; by default now.

        Returns:
            A refusal with what came between, or None where the act may be judged on the case as it is.
        """
        return changed_meanwhile(self._asking, seen, current, fact, by, now, at)

    def options(
        self,
        case: Case,
        *,
        by: Actor,
        now: dt.datetime,
        kinds: Iterable[type[Fact] | str] | type[Fact] | str | None = None,
    ) -> Mapping[str, Option]:
        """Return what each kind of fact is to somebody now: admissible with its choices, needing more, or refused.

        Args:
            case: The case.
            by: Who asks.
            now: At which instant.
            kinds: Which kinds, by class or name, one or several; by default all.

        Raises:
            InvalidValue: No such kind.
        """
        if isinstance(kinds, (str, type)):
            kinds = (kinds,)
        wanted = tuple(KINDS.values()) if kinds is None else tuple(kind_of(one) for one in kinds)
        own, whole = self._asking.ask(case, by, now, protected=BESIDE.issuperset(wanted))
        own, ask = told(whole, own, kept_from(whole, own, self._asking.own(case, by)))
        return options(ask, own, wanted, None if ask is whole else whole)

    def view(self, case: Case, *, by: Actor, now: dt.datetime, basis: str, matter: str | None = None) -> View:
        """Return what somebody may see, and the access record the host has to keep.

        A basis is written by people: one that speaks of a suspicion belongs in the matter's own book. Name the matter,
        and the record of reading the case book is kept there too.

        Args:
            case: The case.
            by: Who reads.
            now: At which instant; an earlier one shows the case as it was recorded by then.
            basis: The ground for reading, in the host's words (law H-16).
            matter: The id of the protected matter for whose sake it is read, of which the reader is an insider.

        Raises:
            InvalidValue: The basis is empty, or the reader knows of no such matter.
        """
        if not isinstance(basis, str) or not basis.strip():
            raise InvalidValue("basis: a reading needs its ground (law H-16)")
        own, ask = self._asking.ask(case, by, now)
        if matter is not None and matter not in own.matters:
            raise InvalidValue("matter: there is none of this id that the reader knows of")
        lines = self._asking.own(case, by).as_of(ask.now)  # what was struck since as another child's stays as a line
        guide = self._asking.guides.get(case.spine.life.guide or "")
        if guide is not None:
            guide = None if case.spine.is_kin(by.ref) else guide_at(guide, case.spine, by, now)
        return view(ask, lines, basis, case, matter, guide)

    def agenda(self, case: Case, *, by: Actor, now: dt.datetime) -> tuple[Duty, ...]:
        """Return what is owed: what, by whom, until when, overdue since when, why, and which fact fulfils it.

        Nothing here gates a fact. Whoever takes no part is owed and owes nothing they may know of.

        Args:
            case: The case.
            by: Who asks.
            now: At which instant.
        """
        return self._asking.duties(case, by, now)[1]

    def breaks(self, case: Case, *, by: Actor, now: dt.datetime) -> tuple[Break, ...]:
        """Return where the follow-up broke, or is breaking: what has lapsed, what nobody has, what was not decided.

        Args:
            case: The case.
            by: Who asks.
            now: At which instant.
        """
        return breaks(*self._asking.duties(case, by, now))

    def findings(self, case: Case, *, by: Actor, now: dt.datetime) -> tuple[Finding, ...]:
        """Return what would not have been admitted had one known then what has been recorded since about earlier.

        Nothing is un-admitted by late knowledge: it is for the home service to look at, and is answered to it alone.

        Args:
            case: The case.
            by: Who asks.
            now: At which instant.
        """
        own, ask = self._asking.ask(case, by, now)
        return findings(self._asking.book(own.entries), own.spine.corrections) if ask.standing is Standing.HOME else ()

    def planned_talks(self, case: Case, *, by: Actor, now: dt.datetime) -> tuple[PlannedTalk, ...]:
        """Warn an insider of a protected matter of talks ahead with guardians who may not be told (law D-05).

        To whoever is no insider nothing is ever planned.

        Args:
            case: The case.
            by: Who asks.
            now: At which instant.
        """
        own, ask = self._asking.told(case, by, now)
        return planned_talks(ask, own)

    def log_standing(self, case: Case, *, by: Actor, now: dt.datetime) -> LogStanding:
        """Return what the relay log is now; to whoever takes no part, none was ever opened."""
        _, ask = self._asking.ask(case, by, now)
        return ask.log if ask.may_read else LogStanding.NOT_OPENED

    def who_must_consent(
        self,
        case: Case,
        scope: Scope = Scope.LOG,
        *,
        by: Actor,
        now: dt.datetime,
        on: dt.date | None = None,
        target: str | None = None,
        category: Category | None = None,
        about: str | None = None,
        circumstances: Iterable[Circumstance] = (),
    ) -> ConsentNeeded:
        """Return whose consent something needs, what is missing, who must be heard first, and for how long that holds.

        The home service is told all of it; a member of the family what concerns themself; nobody else anything.

        Args:
            case: The case.
            scope: For what.
            by: Who asks.
            now: At which instant.
            on: On which date in Europe/Oslo; by default that of `now`. Consents given later than `now` are not known.
            target: The reference of the service or companion, or the id of the arena, where the scope is for one.
            category: The kind of information.
            about: Whose information or matter it is; by default that of everybody the case is about.
            circumstances: What a person has judged.

        Raises:
            InvalidValue: An argument cannot mean anything.

        Source: law A-01 to A-33, Q-01 to Q-18, B-01 to B-06.
        """
        given: Any = circumstances
        judged: Any = given if isinstance(given, str) else tuple(given)
        check_asked(
            scope=(scope, Scope),
            on=(on, dt.date | None),
            category=(category, Category | None),
            circumstances=(judged, tuple[Circumstance, ...]),
        )
        for name, ref in (("target", target), ("about", about)):
            if ref is not None:
                check_ref(ref, name)
        _, ask = self._asking.ask(case, by, now)
        return consent_needed(ask, Wanted(scope, target, category, about, frozenset(judged), on), self.law)

    def may_share(
        self,
        case: Case,
        *,
        to: Service,
        category: Category,
        purpose: SharingPurpose = SharingPurpose.COORDINATION,
        by: Actor,
        now: dt.datetime,
    ) -> ThreeGates:
        """Return whether the asker's own service may share something: three gates, each with its own answer (Z-01).

        Args:
            case: The case.
            to: The service that would receive.
            category: The kind of information.
            purpose: What it is for.
            by: Who asks.
            now: At which instant.

        Raises:
            InvalidValue: An argument cannot mean anything.
        """
        check_of(Service, to=to)
        check_of(Category, category=category)
        check_of(SharingPurpose, purpose=purpose)
        _, ask = self._asking.ask(case, by, now)
        return may_share(ask, to, category, purpose, self.law)

    def answering(self, case: Case, *, by: Actor, now: dt.datetime) -> Answering | None:
        """Return who answers for the case now (I-01); to whoever takes no part, nobody."""
        _, ask = self._asking.ask(case, by, now)
        return ask.answering if ask.may_read else None

    def candidates(self, case: Case, *, by: Actor, now: dt.datetime, among: Iterable[Professional] = ()) -> Candidates:
        """Return who could take the baton, to whoever may offer or appoint: those who take part, and others named.

        Args:
            case: The case.
            by: Who asks.
            now: At which instant.
            among: Professionals who take no part yet, as the host knows them.

        Raises:
            InvalidValue: Somebody in `among` is no professional.
        """
        others = tuple(among)
        if not all(isinstance(check_actor(one), Professional) for one in others):
            raise InvalidValue("among: only professionals can hold the baton")
        _, ask = self._asking.ask(case, by, now)
        return candidates(ask, others)

    def next_change(self, case: Case, *, by: Actor, now: dt.datetime) -> Change | None:
        """Return the next instant at which any answer to somebody changes by time alone, or None: none is foreseen.

        From whom nothing is kept, nothing has to be asked again until then, unless something is recorded. Of what is
        kept back from somebody nothing is foretold (`bti.answers.next_change`): their answers can change before it, as
        where a line opens on a birthday, and also where it is None. Ask for them at each 00:00 in Europe/Oslo, or each
        time they open the page. Asked about an earlier instant, it is what was to be foreseen then; to whoever could
        see more then than today it is None.

        Args:
            case: The case.
            by: Who asks.
            now: From which instant on.
        """
        whole, whole_ask = self._asking.ask(case, by, now)
        if whole is not case and self._asking.ask(whole, by, now)[1].standing is not whole_ask.standing:
            return None
        own, ask = told(whole_ask, whole, kept_from(whole_ask, whole, self._asking.own(case, by)))
        kept = redactions(ask, own) if ask.may_read else ()
        days = (*boundaries_of(agenda(ask, own)), *supposed_acts(self.law))
        really = None if own is whole else self._asked_again(whole, by)
        return next_change(ask, self._asked_again(own, by), days, kept, really)

    def _asked_again(self, case: Case, by: Actor) -> Answers:
        """Return what asks somebody's questions of a case again; every one is asked on every day that may bring one."""
        once = copy(self)
        once._asking = AskingOnce(self.guide, self._asking.guides, self.calendar)

        def answer(name: str, at: dt.datetime, *args: Any, **more: Any) -> Any:
            return getattr(once, name)(case, *args, by=by, now=at, **more)

        return asked_again(answer, case, _ASKED_AGAIN)

    def why_no_export(self, case: Case, *, by: Actor, now: dt.datetime) -> tuple[Reason, ...]:
        """Return why somebody may not take the case to another system; nothing where they may."""
        _, ask = self._asking.ask(case, by, now)
        return why_not_moved(ask)

    def why_no_accesses(self, case: Case, *, by: Actor, now: dt.datetime) -> tuple[Reason, ...]:
        """Return why somebody may not see who has read the case (law H-16); nothing where they may."""
        _, ask = self._asking.ask(case, by, now)
        return why_not_accesses(ask)

    def guardians_read(self, case: Case, *, by: Actor, now: dt.datetime) -> tuple[GuardianReading, ...]:
        """Return whether each guardian may read: yes, no, or that it is not known or not settled (law A-01, H-10).

        Answered to the home service alone; to everybody else nothing.

        Args:
            case: The case.
            by: Who asks.
            now: At which instant.
        """
        _, ask = self._asking.ask(case, by, now)
        return guardians_read(ask)
