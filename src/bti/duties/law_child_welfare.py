"""When child welfare's answers to a report may be expected (law F-02 to F-06), and that who suspects reports (F-01).

The dates bind child welfare and nobody in the case: they are told to whoever waits for an answer, as dates. They belong
to the protected matter of the report, and only its insiders know of them, whoever holds the baton (I-08). A report
recorded late counts from the day it was sent, which is taken as the day of receipt.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

import attrs

from bti.dates import Due
from bti.duties.duty import Duty, Fulfilment, Owed, OwedBy
from bti.duties.past import Happening, Past
from bti.law.deadlines import Awaited, Event, Variation, expected
from bti.law.rules import load_law
from bti.reasons import law
from bti.record.child_welfare import DatesMoved, InvestigationEnded, InvestigationEnding, MovedBecause
from bti.record.protection import (
    ChildWelfareAnswered,
    ChildWelfareSays,
    ReportedToChildWelfare,
    SuspicionRecorded,
)
from bti.rules.ask import Ask

__all__ = ["investigation_to_be_told_of", "report_to_be_answered", "suspicion_to_report"]

_CODES: Final = {
    Awaited.REVIEW: "expect_review",
    Awaited.CONFIRMATION: "expect_confirmation",
    Awaited.INVESTIGATION_DONE: "expect_investigation_done",
}
_DECIDED: Final = frozenset({ChildWelfareSays.INVESTIGATES, ChildWelfareSays.DOES_NOT_INVESTIGATE})
_OVER: Final = frozenset({ChildWelfareSays.DOES_NOT_INVESTIGATE, ChildWelfareSays.ENDED})
_TOLD: Final = {says: Fulfilment("child_welfare_answered", (("says", says.value),)) for says in ChildWelfareSays}
_WHETHER: Final = (_TOLD[ChildWelfareSays.INVESTIGATES], _TOLD[ChildWelfareSays.DOES_NOT_INVESTIGATE])
_DONE: Final = (
    _TOLD[ChildWelfareSays.ENDED],
    _TOLD[ChildWelfareSays.DOES_NOT_INVESTIGATE],
    Fulfilment("investigation_ended"),
)
_BY: Final = {
    "expect_review": _WHETHER,
    "expect_confirmation": _WHETHER,
    "expect_whether_investigated": _WHETHER,
    "expect_investigation_done": _DONE,
    "expect_long_investigation_done": _DONE,
}
_VARIES: Final = {
    MovedBecause.SPECIAL_CASE: Variation.SPECIAL_CASE,
    MovedBecause.NOT_CONFIRMED: Variation.OBVIOUSLY_GROUNDLESS,
    MovedBecause.ARRIVALS: Variation.ARRIVED_FROM_UKRAINE,
}


def suspicion_to_report(ask: Ask, past: Past) -> Iterator[Duty]:
    """Who wrote down a suspicion reports without undue delay where there is reason to believe it (law F-01, D-04).

    The duty is the person's own. It has no day: there is nothing to wait for. A report in the same matter after the
    suspicion is taken as the report of it (decided here; insiders see who sent it), but for one by whoever is kin of
    the case or was let in through kin, which ends what they alone owe; what is suspected anew is reported anew. What
    was sent to a service that is no child welfare, told to the police, or averted, takes nothing from it (law D-01 and
    D-06 stand beside each other).
    """
    for matter, happened in past.matters.items():
        for one in happened:
            if not isinstance(one.fact, SuspicionRecorded) or not load_law().stands("F-01", one.day):
                continue
            if any(_reports(later, one) for later in happened):
                continue
            yield Duty(
                source="report_suspicion",
                rests_on=(one.id,),
                code="report_suspicion",
                params=(),
                who=() if one.by is None else (Owed(OwedBy.PERSON, one.by, (one.by,)),),
                start=one.day,
                due=None,
                cites=(law("F-01"), law("D-04")),
                fulfilled_by=(Fulfilment("reported_to_child_welfare"),),
                matter=matter,
                outlives=True,
            )


def _reports(report: Happening, suspicion: Happening) -> bool:
    """Tell whether something is taken as the report of a suspicion."""
    fact = report.fact
    if not isinstance(fact, ReportedToChildWelfare) or not fact.is_received or report.seq <= suspicion.seq:
        return False
    return report.by == suspicion.by or report.heard


def report_to_be_answered(ask: Ask, past: Past) -> Iterator[Duty]:
    """Child welfare reviews a report in a week, confirms it in three, and has investigated in three months after that.

    A public reporter is told in the confirmation whether it is investigated: that it has come in is half of it. Of the
    review itself nobody is told, so that its day is told until it is past, and is never overdue: what is missed then is
    the answer.

    Source: law F-02, F-03, F-04.
    """
    for matter, happened in past.matters.items():
        for report in happened:
            if isinstance(report.fact, ReportedToChildWelfare) and report.fact.is_received:
                yield from _awaited(ask, matter, report, report.fact, happened)


def _awaited(
    ask: Ask, matter: str, report: Happening, fact: ReportedToChildWelfare, happened: tuple[Happening, ...]
) -> Iterator[Duty]:
    later = tuple(one.fact for one in happened if one.seq > report.seq and _is_about(one, report.id, report))
    said = frozenset(one.says for one in later if isinstance(one, ChildWelfareAnswered))
    ended = any(isinstance(one, InvestigationEnded) for one in later)
    moved = frozenset(
        _VARIES[one.why]
        for one in later
        if isinstance(one, DatesMoved)
        and (one.why is not MovedBecause.ARRIVALS or load_law().stands("E-13", ask.today))  # then the dates are back
    )
    over = ended or bool(said & _OVER)
    for one in expected(Event.REPORT_RECEIVED, report.day, variations=moved):
        done = over if one.what is Awaited.INVESTIGATION_DONE else over or bool(said & _DECIDED)
        if done or one.on is None or (one.what is Awaited.REVIEW and ask.today > one.on):
            continue
        code = _CODES[one.what]
        if one.what is Awaited.INVESTIGATION_DONE and Variation.SPECIAL_CASE in moved:
            code = "expect_long_investigation_done"
        elif one.what is Awaited.CONFIRMATION and said:
            code = "expect_whether_investigated"
        duty = _expected(code, matter, report, one.on, (one.rule, *one.also))
        yield attrs.evolve(duty, who=(Owed(OwedBy.SERVICE, fact.receiver.ref),), fulfilled_by=_BY[code])


def investigation_to_be_told_of(ask: Ask, past: Past) -> Iterator[Duty]:
    """Three weeks after an investigation ended a public reporter is told; after one closed for lack of the parents'
    consent child welfare may investigate again within six months (law F-05, F-06).

    Every professional is taken as a public reporter: who is not loses nothing by waiting for an answer. The second is
    what may be, not what is owed: on the day after its last it is gone, and never overdue.
    """
    for matter, happened in past.matters.items():
        for end in happened:
            if isinstance(end.fact, InvestigationEnded):
                yield from _after_the_end(ask, matter, end, end.fact, happened)


def _after_the_end(
    ask: Ask, matter: str, end: Happening, fact: InvestigationEnded, happened: tuple[Happening, ...]
) -> Iterator[Duty]:
    later = tuple(one.fact for one in happened if one.seq > end.seq and _is_about(one, fact.report, end))
    said = frozenset(one.says for one in later if isinstance(one, ChildWelfareAnswered))
    no_consent = fact.ending is InvestigationEnding.NO_CONSENT
    varies = frozenset({Variation.CLOSED_FOR_LACK_OF_CONSENT}) if no_consent else frozenset[Variation]()
    receivers = (one.fact for one in happened if fact.report in (None, one.id))
    services = dict.fromkeys(
        one.receiver.ref for one in receivers if isinstance(one, ReportedToChildWelfare) and one.is_received
    )
    who = tuple(Owed(OwedBy.SERVICE, ref) for ref in services)
    for one in expected(Event.INVESTIGATION_ENDED, end.day, variations=varies):
        if one.on is None:
            continue
        if one.what is Awaited.SECOND_ANSWER and ChildWelfareSays.ENDED not in said:
            duty = _expected("expect_second_answer", matter, end, one.on, (one.rule,))
            yield attrs.evolve(duty, who=who, fulfilled_by=(_TOLD[ChildWelfareSays.ENDED],))
        if one.what is Awaited.NEW_INVESTIGATION_POSSIBLE and not said & _DECIDED and ask.today <= one.on:
            duty = _expected("may_investigate_again", matter, end, one.on, (one.rule,))
            anew = (_TOLD[ChildWelfareSays.INVESTIGATES],)
            yield attrs.evolve(duty, who=who, fulfilled_by=anew, params=(("day_of_it", one.on),), binding="may")


def _is_about(one: Happening, report: str | None, waited: Happening) -> bool:
    """Tell whether something said in a matter is about a report: that one, or all of them.

    What kin of the case say, or whom they let in, is so about what one of them said before, and about nothing else.
    """
    about = getattr(one.fact, "report", None)
    return (one.heard or not waited.heard) and (about is None or report is None or about == report)


def _expected(code: str, matter: str, since: Happening, day: dt.date, rules: tuple[str, ...]) -> Duty:
    return Duty(
        source=code,
        rests_on=(since.id,),
        code=code,
        params=(),
        who=(),
        start=since.day,
        due=Due(day),
        cites=tuple(law(rule) for rule in rules),
        fulfilled_by=(),
        matter=matter,
        outlives=True,
    )
