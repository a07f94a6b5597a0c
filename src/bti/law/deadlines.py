"""By when an answer is expected: the deadlines of law F, from the day something was received or known.

They are dates for whoever waits (the holder of the baton, the reporter), not tasks of the case: those of child welfare
bind child welfare. A date is the last on which it is kept; it is overdue from midnight after. Months end on the last
day of a shorter month; nothing is moved for a holiday, since no source says that it is (declared).
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterator
from typing import Final

import attrs

from bti.dates import Period, Rounding
from bti.law.doing import Party
from bti.law.rules import Law, load_law

__all__ = ["Awaited", "Event", "Expected", "Variation", "expected"]


class Event(enum.Enum):
    """What starts a deadline."""

    REASON_TO_BELIEVE = "reason_to_believe"  # that a child is mistreated
    REPORT_RECEIVED = "report_received"
    INVESTIGATION_ENDED = "investigation_ended"
    DECISION_REQUEST_RECEIVED = "decision_request_received"
    ACCESS_REQUEST_RECEIVED = "access_request_received"
    BREACH_KNOWN = "breach_known"
    PRIOR_CONSULTATION_ASKED = "prior_consultation_asked"
    NEED_FOR_PLAN_SEEN = "need_for_plan_seen"
    SPECIAL_HELP_GIVEN = "special_help_given"
    PLAN_MADE = "plan_made"
    STEP_BEGUN = "step_begun"


class Variation(enum.Enum):
    """What a person has judged that changes a deadline."""

    SPECIAL_CASE = "special_case"  # an investigation may take six months
    EXTENDED = "extended"
    CLOSED_FOR_LACK_OF_CONSENT = "closed_for_lack_of_consent"
    OBVIOUSLY_GROUNDLESS = "obviously_groundless"
    SPECIAL_CONSIDERATIONS = "special_considerations"  # other ones, against a confirmation (law F-03, section 14)
    RISK_UNLIKELY = "risk_unlikely"
    ARRIVED_FROM_UKRAINE = "arrived_from_ukraine"  # and the exceptions of law E-13 are in use


class Awaited(enum.Enum):
    """What is expected by then."""

    REPORT = "report"
    REVIEW = "review"
    CONFIRMATION = "confirmation"
    INVESTIGATION_DONE = "investigation_done"
    SECOND_ANSWER = "second_answer"
    NEW_INVESTIGATION_POSSIBLE = "new_investigation_possible"  # a last day for it, not a duty
    PRELIMINARY_ANSWER = "preliminary_answer"
    ACCESS = "access"
    BREACH_NOTICE = "breach_notice"
    CONSULTATION_ANSWER = "consultation_answer"
    NEED_NOTIFIED = "need_notified"
    YEARLY_OVERVIEW = "yearly_overview"
    PLAN_PERIOD = "plan_period"
    STEP_DONE = "step_done"


@attrs.frozen
class Expected:
    """One deadline.

    Attributes:
        rule: The id of the law rule that sets it.
        what: What is expected.
        who: Whom it binds.
        on: The last day; None where the law sets none ("at once", "as soon as possible").
        instant: The very instant, where hours count.
        also: Further rules it is counted from, or set aside by.
    """

    rule: str
    what: Awaited
    who: Party
    on: dt.date | None = None
    instant: dt.datetime | None = None
    also: tuple[str, ...] = ()


@attrs.frozen
class _Line:
    rule: str
    what: Awaited
    who: Party
    length: str | None = None
    after: str | None = None  # counted from the end of this first
    extended: str | None = None
    longer_if: Variation | None = None
    only_if: Variation | None = None
    not_if: tuple[Variation, ...] = ()
    set_aside: bool = False


_UKRAINE_LAST: Final = dt.date(2028, 7, 1)
_WELFARE: Final = Party.CHILD_WELFARE
_LEFT_OUT: Final = (Variation.OBVIOUSLY_GROUNDLESS, Variation.SPECIAL_CONSIDERATIONS)
_LINES: Final[dict[Event, tuple[_Line, ...]]] = {
    Event.REASON_TO_BELIEVE: (_Line("F-01", Awaited.REPORT, Party.THE_ONE_WHO_KNOWS),),
    Event.REPORT_RECEIVED: (
        _Line("F-02", Awaited.REVIEW, _WELFARE, "P1W", set_aside=True),
        _Line("F-03", Awaited.CONFIRMATION, _WELFARE, "P3W", not_if=_LEFT_OUT),
        _Line(
            "F-04",
            Awaited.INVESTIGATION_DONE,
            _WELFARE,
            "P3M",
            after="P1W",
            extended="P6M",
            longer_if=Variation.SPECIAL_CASE,
            set_aside=True,
        ),
    ),
    Event.INVESTIGATION_ENDED: (
        _Line("F-05", Awaited.SECOND_ANSWER, _WELFARE, "P3W"),
        _Line(
            "F-06",
            Awaited.NEW_INVESTIGATION_POSSIBLE,
            _WELFARE,
            "P6M",
            only_if=Variation.CLOSED_FOR_LACK_OF_CONSENT,
        ),
    ),
    Event.DECISION_REQUEST_RECEIVED: (_Line("F-07", Awaited.PRELIMINARY_ANSWER, Party.MUNICIPALITY, "P1M"),),
    Event.ACCESS_REQUEST_RECEIVED: (
        _Line("F-08", Awaited.ACCESS, Party.CONTROLLER, "P1M", extended="P3M", longer_if=Variation.EXTENDED),
    ),
    Event.BREACH_KNOWN: (_Line("F-09", Awaited.BREACH_NOTICE, Party.CONTROLLER, not_if=(Variation.RISK_UNLIKELY,)),),
    Event.PRIOR_CONSULTATION_ASKED: (
        _Line(
            "F-10",
            Awaited.CONSULTATION_ANSWER,
            Party.DATATILSYNET,
            "P8W",
            extended="P14W",
            longer_if=Variation.EXTENDED,
        ),
    ),
    Event.NEED_FOR_PLAN_SEEN: (_Line("F-11", Awaited.NEED_NOTIFIED, Party.GIVER),),
    Event.SPECIAL_HELP_GIVEN: (_Line("F-12", Awaited.YEARLY_OVERVIEW, Party.KINDERGARTEN),),
    Event.PLAN_MADE: (_Line("F-13", Awaited.PLAN_PERIOD, Party.PLAN_LEADER),),
    Event.STEP_BEGUN: (_Line("F-14", Awaited.STEP_DONE, Party.MUNICIPALITY),),
}
_BREACH_HOURS: Final = dt.timedelta(hours=72)


def expected(
    event: Event,
    day: dt.date,
    *,
    instant: dt.datetime | None = None,
    variations: frozenset[Variation] = frozenset(),
    step_days: int | None = None,
    law: Law | None = None,
) -> tuple[Expected, ...]:
    """Return what is expected after something happened, and by when, where the law sets a date.

    Args:
        event: What happened.
        day: On which date, in Europe/Oslo: the law of that date counts.
        instant: When exactly, for what is counted in hours.
        variations: What a person has judged.
        step_days: How many days the guide gives a step, where it does (law F-14: the law gives none).
        law: The law; by default the bundled one.
    """
    rules = load_law() if law is None else law
    return tuple(_expected(event, day, instant, variations, step_days, rules))


def _expected(
    event: Event,
    day: dt.date,
    instant: dt.datetime | None,
    variations: frozenset[Variation],
    step_days: int | None,
    law: Law,
) -> Iterator[Expected]:
    aside = Variation.ARRIVED_FROM_UKRAINE in variations and day <= _UKRAINE_LAST and law.stands("E-13", day)
    for line in _LINES[event]:
        if not law.stands(line.rule, day) or not variations.isdisjoint(line.not_if):
            continue
        if line.only_if is not None and line.only_if not in variations:
            continue
        if line.set_aside and aside:
            yield Expected(line.rule, line.what, line.who, also=("E-13",))
        elif event is Event.BREACH_KNOWN:
            until = None if instant is None else instant.astimezone(dt.UTC) + _BREACH_HOURS
            yield Expected(line.rule, line.what, line.who, instant=until)
        elif event is Event.STEP_BEGUN:
            last = None if step_days is None else day + dt.timedelta(days=step_days)
            yield Expected(line.rule, line.what, line.who, last)
        else:
            yield _dated(line, day, variations)


def _dated(line: _Line, day: dt.date, variations: frozenset[Variation]) -> Expected:
    length = line.extended if line.longer_if is not None and line.longer_if in variations else line.length
    if length is None:
        return Expected(line.rule, line.what, line.who)
    start = day if line.after is None else _on(day, line.after)
    also = () if line.after is None else ("F-02",)
    return Expected(line.rule, line.what, line.who, _on(start, length), also=also)


def _on(day: dt.date, length: str) -> dt.date:
    return Period.parse(length).after(day, Rounding.DOWN)
