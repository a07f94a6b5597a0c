"""When will it be otherwise by time alone? One table of the dates that rules and answers compare the day with.

Nothing is triggered by time (model 8.4): a birthday, the last day of a consent, the first of an absence change what is
answered from 00:00 in Europe/Oslo of a day on. Whatever compares a stored date with the day asked about registers the
days on which that comparison turns, here or in its own room; `answers/next_change.py` asks on each of them whether
anything really changes for the one who asks. A boundary too many costs time, one too few an answer: yield freely.

A date that only a proposed fact names ("called for today or later") is no boundary: it is not in the case.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Final, TypeAlias

import attrs

from bti.dates import Period, Rounding, birthday, due, oslo_date
from bti.guide.model import NOT_STATED, NotStated
from bti.law.case_family import family_of_case, settings_of
from bti.law.consent_span import boundaries as days_of_consent
from bti.law.family import ADULT
from bti.law.rules import load_law
from bti.people import Unborn
from bti.reasons import Reason, ReasonKind, law, model
from bti.record.consent import ConsentGiven, Scope
from bti.record.fact import Audience
from bti.record.family_circle import EMERGENCY_LAPSES, CareGround, CareOrderMade, GuardianAuthorised
from bti.record.held_back import ReadingSays
from bti.rules.ask import Ask
from bti.rules.evaluation import HEARD_FROM

__all__ = ["BOUNDARIES", "Boundary", "Source", "after", "boundary", "to_come"]

_ONE_DAY: Final = dt.timedelta(days=1)
_LAST: Final = dt.date.max - _ONE_DAY  # the last day is no boundary: nobody can be asked about what comes after it

_BIRTHDAYS: Final = {HEARD_FROM: "B-02", 12: "B-02", 15: "A-30", 16: "A-18", ADULT: "A-01"}
"""The ages, in whole years, from which the law counts otherwise, each with the rule that says so."""


_WAIT: Final = Period(days=14)
"""How long an offer waits where no guide says (a decision of the model, as in the duties)."""

_SAID: Final = ReasonKind.ADVICE
"""What turns refuses nothing by itself."""


@attrs.frozen
class Boundary:
    """A date from which on something may be otherwise.

    Attributes:
        day: The first day, in Europe/Oslo, on which it is; it begins at 00:00.
        reason: What happens then, and where that is written.
        about: The reference of the person, or the id of the entry, it is about; None where it is about neither.
        audience: Who may be told of it: those the entry it comes from is written for.
    """

    day: dt.date
    reason: Reason
    about: str | None = None
    audience: Audience = Audience.LOG


Source: TypeAlias = Callable[[Ask], Iterator[Boundary]]
"""Yields boundaries, past ones too, in any order."""

BOUNDARIES: Final[list[Source]] = []
"""Every source of boundaries; it only grows, while the rooms are imported."""


def boundary(source: Source) -> Source:
    """Register a source of boundaries."""
    BOUNDARIES.append(source)
    return source


def after(day: dt.date) -> dt.date | None:
    """Return the day after the last on which something holds; None at the end of time."""
    return None if day > _LAST else day + _ONE_DAY


def to_come(ask: Ask) -> tuple[Boundary, ...]:
    """Return the boundaries after the day asked about, the nearest first."""
    today = ask.today
    found = (one for source in BOUNDARIES for one in source(ask) if one.day > today)
    return tuple(sorted(found, key=lambda one: one.day))  # of the same day, as registered (I-12)


@boundary
def birthdays(ask: Ask) -> Iterator[Boundary]:
    """Who consents, who is heard and whose guardians have a part turns on birthdays (law A-01, A-30, A-32, B-02)."""
    consent = ask.guide.consent
    grounds: dict[int, str] = {}
    for setting, ground in ((consent.child_welfare_age, "A-26"), (consent.own_age, "A-30")):
        if setting is not None and setting.value is not NOT_STATED:
            grounds[setting.value] = ground
    grounds |= _BIRTHDAYS
    for one in ask.spine.life.persons:
        born = one.birth
        if isinstance(born, Unborn):
            continue
        for years, ground in sorted(grounds.items()):
            if born.year + years < dt.MAXYEAR:
                reason = Reason("time_birthday", _SAID, (("years", years),), (law(ground), law("A-32")))
                yield Boundary(birthday(born, years, consent.leap), reason, one.ref)


@boundary
def ends_of_consents(ask: Ask) -> Iterator[Boundary]:
    """A consent holds through its last day (law Q-08)."""
    for one in ask.spine.consents.given():
        day = None if one.valid_until is None else after(one.valid_until)
        if day is not None:
            yield Boundary(day, Reason("time_consent_ends", _SAID, (), (law("Q-08"),)), one.id, ConsentGiven.shown_to)


@boundary
def ends_of_authorisations(ask: Ask) -> Iterator[Boundary]:
    """What one guardian answers in the other's place counts through the last day of the authorisation (law A-07)."""
    for one in ask.spine.circle.authorisations.values():
        day = None if one.until is None else after(one.until)
        if day is not None:
            yield Boundary(
                day, Reason("time_authorisation_ends", _SAID, (), (law("A-07"),)), one.id, GuardianAuthorised.shown_to
            )


@boundary
def lapsing_orders(ask: Ask) -> Iterator[Boundary]:
    """An emergency order without a petition lapses after six weeks (law A-10)."""
    for one in ask.spine.circle.care.values():
        if one.ground is not CareGround.EMERGENCY or one.petitioned or one.made_on > _LAST - EMERGENCY_LAPSES:
            continue
        day = after(one.made_on + EMERGENCY_LAPSES)
        if day is not None:
            yield Boundary(day, Reason("time_order_lapses", _SAID, (), (law("A-10"),)), one.id, CareOrderMade.shown_to)


@boundary
def beginning_absences(ask: Ask) -> Iterator[Boundary]:
    """From the first day of the holder's absence somebody else answers (model 4); the return is a fact, not a date."""
    absence = ask.spine.baton.absence
    if absence is not None:
        yield Boundary(
            absence.from_, Reason("time_absence_begins", _SAID, (), (model("model 4"),)), ask.spine.baton.holder
        )


@boundary
def offers_waiting(ask: Ask) -> Iterator[Boundary]:
    """An offer waits for as long as the guide says, else fourteen days; then it is the leader's to see to (model 4).

    After as long again it is the municipality's (law E-03).
    """
    offer, reminder = ask.spine.baton.offer, ask.guide.baton.reminder
    if offer is None:
        return
    if reminder is None or isinstance(reminder.value, NotStated):
        wait, cite = _WAIT, law("E-03")
    else:
        wait, cite = reminder.value, ask.cite(reminder.origin)
    reason = Reason("time_offer_waits", _SAID, (), (cite, model("I-03")))
    first = due(oslo_date(offer.at), wait, rounding=Rounding.DOWN).kept_through
    second = due(first, wait, rounding=Rounding.DOWN).kept_through
    yield from (Boundary(day, reason, offer.id) for day in map(after, (first, second)) if day is not None)


@boundary
def ends_of_access(ask: Ask) -> Iterator[Boundary]:
    """Who was let in to read may do so through the last day of it (law H-19)."""
    for one in ask.spine.staff.readers.values():
        day = None if one.until is None else after(one.until)
        if day is not None:
            yield Boundary(day, Reason("time_access_ends", _SAID, (), (law("H-19"),)), one.ref)


@boundary
def ends_of_yeses_to_reading(ask: Ask) -> Iterator[Boundary]:
    """A guardian whom somebody lets read may do so through the last day of it (law A-01, A-18)."""
    for one in ask.spine.held.readings.values():
        day = after(one.until) if one.says is ReadingSays.LETS and one.until is not None else None
        if day is not None:
            reason = Reason("time_reading_ends", _SAID, (), (law("A-01"), law("A-18")))
            yield Boundary(day, reason, one.reader, Audience.HOME)


@boundary
def ends_of_pauses(ask: Ask) -> Iterator[Boundary]:
    """The relay log rests through the last day of a pause (model 5)."""
    pause = ask.spine.log.pause
    day = None if pause is None or pause.until is None else after(pause.until)
    if day is not None:
        yield Boundary(day, Reason("time_pause_ends", _SAID, (), (model("model 5"),)))


@boundary
def evaluations_due(ask: Ask) -> Iterator[Boundary]:
    """A measure is evaluated through its day; after that, another day needs a reason (model 7)."""
    for one in ask.spine.plan.measures.values():
        day = after(one.evaluate_by) if one.stands else None
        if day is not None:
            yield Boundary(day, Reason("time_evaluation_overdue", _SAID, (), (model("I-16"), model("model 7"))), one.id)


@boundary
def meetings_past(ask: Ask) -> Iterator[Boundary]:
    """A meeting is ahead through its day (law D-05: talks an insider is warned of)."""
    for one in ask.spine.meetings.waiting():
        day = after(one.day)
        if day is not None:
            yield Boundary(day, Reason("time_meeting_past", _SAID, (), (model("I-16"),)), one.id)


@boundary
def whose_consent(ask: Ask) -> Iterator[Boundary]:
    """Who must consent and be heard turns with ages, orders, responsibility, acts (law A-32); not for all to know."""
    family = family_of_case(ask.spine)
    days = {day for scope in Scope for day in days_of_consent(family, settings_of(ask.guide.consent, scope, None))}
    for day in sorted(days):
        yield Boundary(day, Reason("time_whose_consent", _SAID, (), (law("A-32"),)), None, Audience.HOME)


@boundary
def end_of_the_exception(ask: Ask) -> Iterator[Boundary]:
    """Duties can be set aside for arrivals from Ukraine through the last day the acts give it (law E-13)."""
    if all(one.is_settled for one in ask.spine.plans.needs.values()):
        return
    days = {after(basis.to) for basis in load_law().rule("E-13").basis if basis.to is not None}
    reason = Reason("time_exception_ends", _SAID, (), (law("E-13"),))
    yield from (Boundary(day, reason) for day in sorted(day for day in days if day is not None))


@boundary
def guides_in_force(ask: Ask) -> Iterator[Boundary]:
    """A guide is in force from a date, and what it phases in holds from one (model 3)."""
    for guide in (ask.guide, *ask.guides.values()):
        for one in (guide, *(variant.guide for variant in guide.variants)):
            days = {phase.until for phase in one.phases} | {one.in_force_from}
            reason = Reason("time_guide_in_force", _SAID, (("guide", one.title),), (model("model 3"),))
            yield from (Boundary(day, reason) for day in sorted(day for day in days if day is not None))
