"""Who must consent in a case, whether they have, and what that makes of the relay log.

Three gates are never one flag (law Z-01); what is answered here is the second, confidentiality lifted by consent. Who
must consent is worked out by `consent_needed` from the family as the case knows it; this module asks it for the relay
log and for a named service, and looks which of the consents that were given hold:

- one guardian may let another answer in their place, and a later no of one's own goes before that (law A-07);
- a consent holds from its date through its last, forward in time only (law Q-08, Q-09);
- it speaks for whom it names, or for all its giver could speak for when it was given (law A-12, Q-02);
- where it cannot be said who must consent (an unknown birth date, parental responsibility nobody has checked), no
  consent is enough.

Thresholds apply from the birthday (law A-32), so a sufficient consent can become insufficient by time alone.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Callable, Iterable
from typing import Final

import attrs

from bti.dates import LeapBirthday
from bti.guide.model import NOT_STATED, ConsentRules
from bti.law.case_family import family_of_case, scope_id, settings_of
from bti.law.consent_needed import Consenter, Needed, who_must_consent
from bti.law.family import ADULT, age_of
from bti.law.matters import Circumstance, Matter, Question, sector_of
from bti.people import Unborn
from bti.record.consent import Answer, Consent, Scope, SharingPurpose
from bti.record.fact import Category
from bti.record.family_circle import Authorisation
from bti.record.life import Concerned
from bti.record.spine import Spine

__all__ = [
    "EVERYTHING",
    "IN_PLACE",
    "REACH",
    "LogStanding",
    "Required",
    "Sharing",
    "age",
    "all_of_age",
    "consent_of",
    "consents_of",
    "is_gone",
    "is_sufficient",
    "log_standing",
    "missing",
    "must_consent",
    "question_of",
    "relied_on",
    "required_for",
]

EVERYTHING: Final = frozenset(Category)
"""Every kind of information: what the home service may write and read in its own case."""


class LogStanding(enum.Enum):
    """What the relay log is at an instant (model 5)."""

    NOT_OPENED = "not_opened"
    OPEN = "open"
    RESTING = "resting"  # opened, not closed, but consent is not sufficient today, or it is paused
    CLOSED = "closed"


@attrs.frozen
class Required:
    """Whose consent is needed on a date, and why.

    Attributes:
        persons: Their references, without repetition; where it cannot be said, of all who may turn out to be needed.
        grounds: The law rules that say so.
        complete: False where it cannot be said who must consent: then no consent is enough.
        consenters: Each, once for every person they consent for.
        any_of: Of these one is enough.
        since: The place in the book after which a consent counts: what the guide says calls for a new one.
        instead: Those whose own consent is enough for themselves, in the place of all who consent for them.
    """

    persons: tuple[str, ...]
    grounds: tuple[str, ...]
    complete: bool
    consenters: tuple[Consenter, ...] = ()
    any_of: tuple[str, ...] = ()
    since: int = 0
    instead: tuple[str, ...] = ()

    @classmethod
    def of(cls, needed: Needed) -> Required:
        """Return what is needed as consents are looked up by it."""
        persons = tuple(dict.fromkeys((*needed.persons, *needed.perhaps)))
        complete = needed.can_be_said and bool(persons or needed.any_of)
        return cls(persons, needed.grounds, complete, needed.consenters, needed.any_of, instead=needed.instead)


def must_consent(spine: Spine, rules: ConsentRules, day: dt.date) -> Required:
    """Find whose consent is needed for the relay log or a named service.

    Args:
        spine: The case.
        rules: The guide's settings.
        day: A date in Europe/Oslo.
    """
    return required_for(spine, rules, question_of(spine, Scope.LOG), Scope.LOG, None, day)


def required_for(
    spine: Spine, rules: ConsentRules, question: Question, scope: Scope, target: str | None, day: dt.date
) -> Required:
    """Find whose consent is needed for a scope, as the guide sets it for that scope.

    Args:
        spine: The case.
        rules: The guide's settings.
        question: What is asked, in which service.
        scope: For what.
        target: The reference of the service, or the id of the arena.
        day: A date in Europe/Oslo.
    """
    needed = who_must_consent(family_of_case(spine), question, day, settings_of(rules, scope, target))
    required = Required.of(needed)
    since = _renewed(spine, rules, scope, target)
    if since:
        required = attrs.evolve(required, since=since)
    given = spine.circle.authorisations.values()
    if any(one.guardian in required.persons and one.is_in_force_on(day) for one in given):
        return attrs.evolve(required, grounds=(*required.grounds, "A-07"))
    return required


def _renewed(spine: Spine, rules: ConsentRules, scope: Scope, target: str | None) -> int:
    """Return the place in the book of the last event after which the guide asks for this consent anew."""
    own = rules.scope(scope_id(scope, target)) if rules.scopes else None
    events = None if own is None or own.renewed_on is None else own.renewed_on.value
    if events is None or events is NOT_STATED:
        return 0
    return max((spine.last.get(kind, 0) for kind in events), default=0)


def question_of(
    spine: Spine,
    scope: Scope,
    category: Category | None = None,
    about: str | None = None,
    circumstances: frozenset[Circumstance] = frozenset(),
) -> Question:
    """Return the question of law that a scope of consent is, asked in the case's home service.

    One named service is a waiver of confidentiality by kind of information; without a kind it is asked as the log is.
    """
    home = spine.life.home
    sector = None if home is None else sector_of(home.kind)
    return Question(Matter(scope.value), sector, category, about, circumstances)


@attrs.frozen
class Sharing:
    """What is let out under a consent: it reaches only as far as it was given (law Q-02).

    Attributes:
        category: The kind of information.
        purpose: What it is for; None: not asked.
        source: The reference of the service whose information it is; None: not asked.
    """

    category: Category
    purpose: SharingPurpose | None = None
    source: str | None = None

    def is_within(self, consent: Consent) -> bool:
        """Tell whether a consent covers this."""
        return all(line.covers(self, consent) for line in REACH)


@attrs.frozen
class ReachLine:
    """One thing that a consent reaches no further than, and the rules it cites."""

    rules: tuple[str, ...]
    covers: Callable[[Sharing, Consent], bool]


REACH: Final[tuple[ReachLine, ...]] = (
    ReachLine(("Q-02",), lambda out, given: out.category in given.categories),
    ReachLine(("Q-02",), lambda out, given: out.purpose is None or not given.purposes or out.purpose in given.purposes),
    ReachLine(
        ("Q-02",), lambda out, given: out.source is None or not given.from_services or out.source in given.from_services
    ),
)
"""All that narrows a consent, where it names it."""


def missing(
    spine: Spine,
    required: Required,
    scope: Scope,
    target: str | None,
    day: dt.date,
    sharing: Sharing | None = None,
) -> tuple[str, ...]:
    """Return those whose consent is needed and does not hold on a date in Europe/Oslo.

    Once a log has been closed, only consents given after that count, for a new log and for services alike: what was
    agreed for a log that is gone carries nothing further (law Q-09, Q-10; I-09).

    Args:
        spine: The case.
        required: Whose consent is needed.
        scope: For what.
        target: The reference of the service, or the id of the arena; None where the scope is for none.
        day: A date in Europe/Oslo.
        sharing: What is to be let out; None: whatever the scope is for.
    """

    def has(person: str, for_whom: Iterable[str | None]) -> bool:
        found = consents_of(spine, scope, target, person, day)
        fitting = [one for one in found if one.seq > required.since and (sharing is None or sharing.is_within(one))]
        return all(any(_speaks_for(spine, one, whom) for one in fitting) for whom in for_whom)

    alone = {one for one in required.instead if has(one, (one,))}
    lacking: list[str] = []
    for person in required.persons:
        named = tuple(one.speaks_for for one in required.consenters if one.person == person)
        for_whom = [one for one in named or (None,) if one not in alone]
        if not has(person, for_whom):
            lacking.append(person)
    if required.any_of and not any(consents_of(spine, scope, target, one, day) for one in required.any_of):
        lacking += required.any_of
    return tuple(lacking)


def relied_on(spine: Spine, required: Required, scope: Scope, target: str | None, day: dt.date) -> tuple[str, ...]:
    """Return whose consents a scope rests on: of all who must, or, where one's own is enough and others' are not there,
    of those who have consented for themselves.
    """
    others = missing(spine, attrs.evolve(required, instead=()), scope, target, day)
    if not (required.instead and others):
        return required.persons
    alone = tuple(one for one in required.instead if consents_of(spine, scope, target, one, day))
    still = (one.person for one in required.consenters if one.speaks_for not in alone)
    return tuple(dict.fromkeys((*still, *alone)))


def consent_of(spine: Spine, scope: Scope, target: str | None, person: str, day: dt.date) -> Consent | None:
    """Return a consent that holds for a person on a date, their own before that of whom they have authorised."""
    return next(iter(consents_of(spine, scope, target, person, day)), None)


def consents_of(spine: Spine, scope: Scope, target: str | None, person: str, day: dt.date) -> tuple[Consent, ...]:
    """Return the consents that hold for a person on a date: their own, or that of whom they have authorised (A-07).

    Another one's answer counts only where it was given under the authorisation, after it and not before; and where the
    person has said no themself after authorising, it does not count: guardians who disagree have not consented.
    """
    consents, gone = spine.consents, spine.log.closed_at
    own = consents.of(scope, target, person)
    held = tuple(one for one in own if one.seq > gone and one.holds_on(day))
    if held or person in spine.people.concerned:
        return held  # nobody answers in the place of whom the case is about
    for given in (one for line in IN_PLACE for one in line.given(spine)):
        if given.guardian != person or not given.holds_for(scope, target, day):
            continue
        if own and own[0].answer is not Answer.GIVEN and own[0].seq > given.seq:
            continue
        others = tuple(
            one
            for one in consents.of(scope, target, given.authorised)
            if one.seq > max(gone, given.seq)
            and one.holds_on(day)
            and one.given_on is not None
            and one.given_on >= given.given_on
        )
        if others:
            return others
    return ()


def _speaks_for(spine: Spine, consent: Consent, person: str | None) -> bool:
    """Tell whether a consent was given for somebody too: named, or born when it was given (law A-12, Q-02)."""
    if person is None:
        return True
    if consent.speaks_for:
        return person in consent.speaks_for
    birth = next((one.birth for one in spine.life.persons if one.ref == person), None)
    return not isinstance(birth, dt.date) or consent.given_on is None or birth <= consent.given_on


@attrs.frozen
class InPlaceLine:
    """What lets one guardian answer in another's place, and the rules it cites."""

    rules: tuple[str, ...]
    given: Callable[[Spine], Iterable[Authorisation]]


IN_PLACE: Final[tuple[InPlaceLine, ...]] = (InPlaceLine(("A-07",), lambda spine: spine.circle.authorisations.values()),)
"""All that does."""


def is_sufficient(spine: Spine, required: Required, scope: Scope, target: str | None, day: dt.date) -> bool:
    """Tell whether all who must have consented to a scope, on a date in Europe/Oslo."""
    return required.complete and not missing(spine, required, scope, target, day)


def is_gone(spine: Spine, required: Required, scope: Scope, target: str | None, day: dt.date) -> bool:
    """Tell whether nobody who must consent to a scope does any more, on a date in Europe/Oslo.

    Consent that some still give is not sufficient, and not gone: the log rests, and one answer wakes it (law Q-10;
    where the line lies between the two no source says).
    """
    return set(missing(spine, required, scope, target, day)) >= set(required.persons)


def log_standing(spine: Spine, required: Required, day: dt.date) -> LogStanding:
    """Return what the relay log is on a date in Europe/Oslo.

    A paused log rests. A log kept by hand does not rest for want of consent to the shared one: there is no shared log
    then, and the help goes on without (law Q-12).
    """
    log = spine.log
    if log.opened is None:
        return LogStanding.NOT_OPENED
    if log.closed is not None:
        return LogStanding.CLOSED
    if log.is_paused_on(day):
        return LogStanding.RESTING
    if is_sufficient(spine, required, Scope.LOG, None, day):
        return LogStanding.OPEN
    return LogStanding.NOT_OPENED if log.is_manual else LogStanding.RESTING


def all_of_age(spine: Spine, day: dt.date, leap: LeapBirthday = LeapBirthday.FEB_28) -> bool:
    """Tell whether everybody the case is about is 18 or more; then guardians have no part in it (law A-01, A-32)."""
    ages = [age(one, day, leap) for one in spine.life.persons]
    return bool(ages) and all(isinstance(years, int) and years >= ADULT for years in ages)


def age(one: Concerned, day: dt.date, leap: LeapBirthday = LeapBirthday.FEB_28) -> int | Unborn:
    """Return the age of a person concerned in whole years on a date in Europe/Oslo, or that there is none yet."""
    return age_of(one.birth, day, leap)
