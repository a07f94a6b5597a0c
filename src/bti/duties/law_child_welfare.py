"""When child welfare's answers to a report may be expected (law F-02 to F-05): dates for whoever reported, not tasks.

They bind child welfare and nobody in the case. They belong to the protected matter of the report, and only its insiders
know of them (I-08). A report recorded late counts from the day it was sent, which is taken as the day of receipt.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

from bti.dates import Due
from bti.duties.duty import Duty, Fulfilment, Owed, OwedBy
from bti.duties.past import Happening, Past
from bti.law.deadlines import Awaited, Event, expected
from bti.reasons import law
from bti.record.protection import ChildWelfareAnswered, ChildWelfareSays, ReportedToChildWelfare
from bti.rules.ask import Ask

__all__ = ["report_to_be_answered"]

_CODES: Final = {
    Awaited.CONFIRMATION: "expect_confirmation",
    Awaited.INVESTIGATION_DONE: "expect_investigation_done",
}
_OVER: Final = frozenset({ChildWelfareSays.DOES_NOT_INVESTIGATE, ChildWelfareSays.ENDED})


def report_to_be_answered(ask: Ask, past: Past) -> Iterator[Duty]:
    """Child welfare confirms a report within three weeks, and has investigated within three months (law F-03, F-04)."""
    for matter, happened in past.matters.items():
        for report in happened:
            if isinstance(report.fact, ReportedToChildWelfare):
                yield from _awaited(matter, report, report.fact, _said(happened, report))


def _said(happened: tuple[Happening, ...], report: Happening) -> frozenset[ChildWelfareSays]:
    answers = (one.fact for one in happened if one.seq > report.seq)
    return frozenset(
        one.says for one in answers if isinstance(one, ChildWelfareAnswered) and one.report in (None, report.id)
    )


def _awaited(
    matter: str, report: Happening, fact: ReportedToChildWelfare, said: frozenset[ChildWelfareSays]
) -> Iterator[Duty]:
    for one in expected(Event.REPORT_RECEIVED, report.day):
        done = said if one.what is Awaited.CONFIRMATION else said & _OVER
        code = _CODES.get(one.what)
        if code is None or done or one.on is None:
            continue
        yield _duty(code, matter, report, fact, one.on, one.rule)


def _duty(code: str, matter: str, report: Happening, fact: ReportedToChildWelfare, day: dt.date, rule: str) -> Duty:
    return Duty(
        id=f"{code}:{report.id}",
        code=code,
        params=(),
        who=(Owed(OwedBy.SERVICE, fact.receiver.ref),),
        start=report.day,
        due=Due(day),
        cites=(law(rule),),
        fulfilled_by=(Fulfilment("child_welfare_answered"),),
        matter=matter,
        outlives=True,
    )
