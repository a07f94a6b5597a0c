"""Who must consent on a date, whether they have, and what that makes of the relay log.

Three gates are never one flag (law Z-01); what is answered here is the second, confidentiality lifted by consent,
as far as the law is read so far:

- from 18 the person decides alone (A-01);
- under 18 the guardians do (A-02), all of them together (A-03, A-06: the guide's setting), and from the age the guide
  sets the young person too (A-30);
- who has no guardian named and is under 18 has nobody who can consent yet, so consent is never sufficient;
- for an unborn child it is the pregnant woman of the case, as a person concerned with an own birth date;
- where a birth date is unknown the strictest reading holds: the guardians and the person;
- one guardian may let another answer in their place, and a later no of one's own goes before that (A-07);
- for a child under a care order it is whom child welfare has named, instead of the guardians (A-10); an emergency order
  without a petition lapses after six weeks.

Thresholds apply from the birthday (A-32), so a sufficient consent can become insufficient by time alone.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable
from typing import Final

import attrs

from bti.dates import age_on
from bti.guide.model import NOT_STATED, ConsentRules, Guardians
from bti.people import Unborn
from bti.record.consent import Answer, Consent, Scope
from bti.record.fact import Category
from bti.record.family_circle import Authorisation
from bti.record.life import Concerned
from bti.record.spine import Spine

__all__ = [
    "EVERYTHING",
    "LogStanding",
    "Required",
    "age",
    "all_of_age",
    "consent_of",
    "covered_categories",
    "is_sufficient",
    "log_standing",
    "missing",
    "must_consent",
]

EVERYTHING: Final = frozenset(Category)
"""Every kind of information: what the home service may write and read in its own case."""

ADULT = 18
"""Years (law A-01)."""

_ENGINE_OWN_AGE = 15
"""Years; the stated engine default of law A-30 where no guide of the chain says."""


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
        persons: Their references, without repetition.
        grounds: The law rules that say so.
        complete: False where somebody under 18 has no guardian named: then no consent is enough.
    """

    persons: tuple[str, ...]
    grounds: tuple[str, ...]
    complete: bool


def must_consent(spine: Spine, rules: ConsentRules, day: dt.date) -> Required:
    """Find whose consent is needed for the relay log or a named service.

    Args:
        spine: The case.
        rules: The guide's settings.
        day: A date in Europe/Oslo.
    """
    persons: dict[str, None] = {}
    grounds: dict[str, None] = {}
    complete = True
    for one in spine.life.persons:
        years = age(one, day)
        if years is Unborn.UNBORN and any(other.pregnant for other in spine.life.persons):
            continue
        if isinstance(years, int) and years >= ADULT:
            persons[one.ref] = None
            grounds["A-01"] = None
            continue
        order = spine.circle.care.get(one.ref)
        if order is not None and order.holds_on(day):
            deciding: tuple[str, ...] = (order.decider,)
            grounds["A-10"] = None
        else:
            deciding = _guardians(spine, rules)
            grounds |= dict.fromkeys(("A-02", "A-06") if len(deciding) > 1 else ("A-02",))
            if any(given.guardian in deciding and given.is_in_force_on(day) for given in _authorisations(spine)):
                grounds["A-07"] = None
        persons |= dict.fromkeys(deciding)
        own_age = _ENGINE_OWN_AGE if rules.own_age.value is NOT_STATED else rules.own_age.value
        if years is Unborn.UNKNOWN or (isinstance(years, int) and years >= own_age):
            persons[one.ref] = None
            grounds["A-30"] = None
        if not deciding:
            complete = False
    return Required(tuple(persons), tuple(grounds), complete and bool(persons))


def missing(spine: Spine, required: Required, scope: Scope, service: str | None, day: dt.date) -> tuple[str, ...]:
    """Return those whose consent is needed and does not hold on a date in Europe/Oslo.

    Once a log has been closed, only consents given after that count, for a new log and for services alike: what was
    agreed for a log that is gone carries nothing further (law Q-09, Q-10; I-09).
    """
    return tuple(person for person in required.persons if consent_of(spine, scope, service, person, day) is None)


def consent_of(spine: Spine, scope: Scope, service: str | None, person: str, day: dt.date) -> Consent | None:
    """Return the consent that holds for a person on a date: their own, or that of whom they have authorised (A-07).

    Another one's answer counts only where it was given under the authorisation, after it and not before; and where the
    person has said no themself after authorising, it does not count: guardians who disagree have not consented.
    """
    answers, gone = spine.consents.answers, spine.log.closed_at
    own = answers.get((scope, service, person))
    if own is not None and own.seq > gone and own.holds_on(day):
        return own
    if person in spine.people.concerned:
        return None  # nobody answers in the place of whom the case is about
    for given in _authorisations(spine):
        if given.guardian != person or not given.holds_for(scope, service, day):
            continue
        if own is not None and own.answer is not Answer.GIVEN and own.seq > given.seq:
            continue
        other = answers.get((scope, service, given.authorised))
        if other is None or other.seq <= max(gone, given.seq) or not other.holds_on(day):
            continue
        if other.given_on is not None and other.given_on >= given.given_on:
            return other
    return None


def _authorisations(spine: Spine) -> Iterable[Authorisation]:
    return spine.circle.authorisations.values()


def is_sufficient(spine: Spine, required: Required, scope: Scope, service: str | None, day: dt.date) -> bool:
    """Tell whether all who must have consented to a scope, on a date in Europe/Oslo."""
    return required.complete and not missing(spine, required, scope, service, day)


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


def covered_categories(spine: Spine, required: Required, service: str, day: dt.date) -> frozenset[Category]:
    """Return which kinds of information may be shared with, and taken from, another service on a date (I-06).

    Empty where consent to the service is not sufficient, or where the relay log rests. A category counts only where
    each one who must consent has named it (law Q-02).
    """
    if service not in spine.people.services or not required.complete:
        return frozenset()
    if log_standing(spine, required, day) is LogStanding.RESTING:
        return frozenset()
    covered = EVERYTHING
    for person in required.persons:
        answer = consent_of(spine, Scope.SERVICE, service, person, day)
        if answer is None:
            return frozenset()
        covered &= frozenset(answer.categories)
    return covered


def all_of_age(spine: Spine, day: dt.date) -> bool:
    """Tell whether everybody the case is about is 18 or more; then guardians have no part in it (law A-01, A-32)."""
    ages = [age(one, day) for one in spine.life.persons]
    return bool(ages) and all(isinstance(years, int) and years >= ADULT for years in ages)


def age(one: Concerned, day: dt.date) -> int | Unborn:
    """Return the age of a person concerned in whole years on a date in Europe/Oslo, or that there is none yet."""
    birth = one.birth
    if isinstance(birth, Unborn):
        return birth
    return Unborn.UNBORN if birth > day else age_on(birth, day)


def _guardians(spine: Spine, rules: ConsentRules) -> tuple[str, ...]:
    everybody = spine.people.guardians
    if rules.guardians.value is Guardians.RESIDENT:
        resident = tuple(ref for ref, guardian in everybody.items() if guardian.lives_with)
        return resident or tuple(everybody)
    return tuple(everybody)
