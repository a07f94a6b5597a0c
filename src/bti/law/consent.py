"""Who must consent on a date, whether they have, and what that makes of the relay log.

Three gates are never one flag (law Z-01); what is answered here is the second, confidentiality lifted by consent,
as far as the slice of the law modelled so far reaches:

- from 18 the person decides alone (A-01);
- under 18 the guardians do (A-02), all of them together (A-03, A-06: the guide's setting), and from the age the guide
  sets the young person too (A-30);
- who has no guardian named and is under 18 has nobody who can consent yet, so consent is never sufficient;
- for an unborn child it is the pregnant woman of the case, as a person concerned with an own birth date;
- where a birth date is unknown the strictest reading holds: the guardians and the person.

Thresholds apply from the birthday (A-32), so a sufficient consent can become insufficient by time alone.
"""

from __future__ import annotations

import datetime as dt
import enum
from typing import Final

import attrs

from bti.dates import age_on
from bti.guide.model import NOT_STATED, ConsentRules, Guardians
from bti.people import Unborn
from bti.record.consent import Scope
from bti.record.fact import Category
from bti.record.life import Concerned
from bti.record.spine import Spine

__all__ = [
    "EVERYTHING",
    "LogStanding",
    "Required",
    "age",
    "all_of_age",
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
    RESTING = "resting"  # opened, not closed, but consent is not sufficient today
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
        guardians = _guardians(spine, rules)
        persons |= dict.fromkeys(guardians)
        grounds |= dict.fromkeys(("A-02", "A-06") if len(guardians) > 1 else ("A-02",))
        own_age = _ENGINE_OWN_AGE if rules.own_age.value is NOT_STATED else rules.own_age.value
        if years is Unborn.UNKNOWN or (isinstance(years, int) and years >= own_age):
            persons[one.ref] = None
            grounds["A-30"] = None
        if not guardians:
            complete = False
    return Required(tuple(persons), tuple(grounds), complete and bool(persons))


def missing(spine: Spine, required: Required, scope: Scope, service: str | None, day: dt.date) -> tuple[str, ...]:
    """Return those whose consent is needed and does not hold on a date in Europe/Oslo.

    Once a log has been closed, only consents given after that count, for a new log and for services alike: what was
    agreed for a log that is gone carries nothing further (law Q-09, Q-10; I-09).
    """
    answers, gone = spine.consents.answers, spine.log.closed_at
    lacking: list[str] = []
    for person in required.persons:
        answer = answers.get((scope, service, person))
        if answer is None or answer.seq <= gone or not answer.holds_on(day):
            lacking.append(person)
    return tuple(lacking)


def is_sufficient(spine: Spine, required: Required, scope: Scope, service: str | None, day: dt.date) -> bool:
    """Tell whether all who must have consented to a scope, on a date in Europe/Oslo."""
    return required.complete and not missing(spine, required, scope, service, day)


def log_standing(spine: Spine, required: Required, day: dt.date) -> LogStanding:
    """Return what the relay log is on a date in Europe/Oslo."""
    log = spine.log
    if log.opened is None:
        return LogStanding.NOT_OPENED
    if log.closed is not None:
        return LogStanding.CLOSED
    return LogStanding.OPEN if is_sufficient(spine, required, Scope.LOG, None, day) else LogStanding.RESTING


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
        answer = spine.consents.answers.get((Scope.SERVICE, service, person))
        if answer is None or answer.seq <= spine.log.closed_at or not answer.holds_on(day):
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
