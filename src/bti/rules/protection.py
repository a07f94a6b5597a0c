"""Protection facts: checks of form and nothing else, and what may be filled in (I-07).

No guard stands here, and nothing of the case book is asked: neither whether it is open, nor who takes part, nor who is
guardian or related, since the answer would tell whoever asks. A reference is looked up in the matter's own book only,
among the matters the asker is an insider of; what leads elsewhere is answered like what never was (I-08).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

import attrs

from bti.people import Professional, Service
from bti.reasons import Reason, ReasonKind, law
from bti.record.case import Case
from bti.record.child_welfare import DatesMoved, InvestigationEnded, InvestigationEnding, MovedBecause
from bti.record.correction import EntryCorrected
from bti.record.entry import Entry
from bti.record.fact import Category, Fact
from bti.record.matter import Matter, ProtectionFact
from bti.record.protection import (
    Averting,
    ChildWelfareAnswered,
    ChildWelfareSays,
    Emergency,
    EmergencyCalled,
    HarmAverted,
    InsiderNamed,
    InsiderTakenOut,
    MatterReleased,
    Releasing,
    ReportedToChildWelfare,
    ReportedToPolice,
    SuspicionRecorded,
)
from bti.rules.ask import Ask
from bti.rules.opening import FREE_REF
from bti.rules.references import unknown
from bti.rules.timing import happened_by_now

__all__ = [
    "UNKNOWN_MATTER",
    "advice_on_protection",
    "answer_fault",
    "free_in_protection",
    "judge_protection",
    "protection_drafts",
    "recorded_by_a_professional",
]

UNKNOWN_MATTER: Final = unknown("matter")
"""The one answer for a matter that is not, for one the asker may not know of, and for none where one must be named."""

_NOT_A_PROFESSIONAL: Final = Reason("professional_records", ReasonKind.WRONG_PERSON, (), (law("D-01"),))


def recorded_by_a_professional(ask: Ask) -> Reason | None:
    """Find somebody who is no professional; others tell a service, child welfare or the police themselves."""
    return None if isinstance(ask.by, Professional) else _NOT_A_PROFESSIONAL


def judge_protection(ask: Ask, case: Case, fact: ProtectionFact) -> tuple[Reason, ...]:
    """Check the form of a protection fact, and nothing else (I-07).

    Args:
        ask: The question.
        case: The case as far as the asker may use it: the matters they are an insider of.
        fact: The fact.
    """
    found = (
        happened_by_now(ask),
        recorded_by_a_professional(ask),
        _matter_fault(case, fact),
        answer_fault(case, fact),
    )
    return tuple(reason for reason in found if reason is not None)


_ELSEWHERE: Final[Mapping[type[Fact], Reason]] = {
    ReportedToChildWelfare: Reason(
        "receiver_no_child_welfare", ReasonKind.ADVICE, (), (law("D-01"), law("D-04"), law("F-01"))
    ),
    ReportedToPolice: Reason("receiver_no_police", ReasonKind.ADVICE, (), (law("D-06"),)),
}


_APART: Final = Reason("reported_apart", ReasonKind.ADVICE, (), (law("D-04"), law("F-01")))


def advice_on_protection(case: Case, fact: Fact, matter: str | None) -> tuple[Reason, ...]:
    """Return what whoever records a report is told of it: never why not, since it is admitted whatever it is (I-07).

    That it went to somebody who is not who such a report goes to; and that it stands in a matter in which nothing is
    suspected, while a suspicion in another one is not reported by it (decided here: a report is taken as that of what
    is suspected in its matter). Beside the fact only those matters are looked at that its recorder reads, so it tells
    nobody anything that they do not know (I-08).

    Args:
        case: The case as far as the recorder may use it, with what is recorded.
        fact: What is recorded, or the correction of an entry into it.
        matter: The id of the matter it is recorded in; None: in none.
    """
    told = fact.instead if isinstance(fact, EntryCorrected) else fact
    if not isinstance(told, (ReportedToChildWelfare, ReportedToPolice)):
        return ()
    if not told.is_received:
        return (_ELSEWHERE[type(told)],)
    own = case.matters.get(matter or "")
    if isinstance(told, ReportedToPolice) or (own is not None and any(_suspicions(own))):
        return ()
    others = (one for key, one in case.matters.items() if key != matter)
    return (_APART,) if any(not _is_reported(one, each) for one in others for each in _suspicions(one)) else ()


def _suspicions(matter: Matter) -> Iterator[Entry]:
    return (one for one in matter.counting if isinstance(one.fact, SuspicionRecorded))


def _is_reported(matter: Matter, suspicion: Entry) -> bool:
    """Tell whether a report in its matter is taken as that of a suspicion, as the duty to report does."""
    return any(
        isinstance(one.fact, ReportedToChildWelfare)
        and one.fact.is_received
        and one.seq > suspicion.seq
        and (one.by.ref == suspicion.by.ref or one.id not in matter.unheard)
        for one in matter.counting
    )


def _matter_fault(case: Case, fact: ProtectionFact) -> Reason | None:
    known = fact.begins if fact.matter is None else fact.matter in case.matters
    return None if known else UNKNOWN_MATTER


def answer_fault(case: Case, fact: ProtectionFact) -> Reason | None:
    """Find an answer to something that is not in the book of its matter, or owes none."""
    wanted = fact.answers_to
    if wanted is None:
        return None
    matter = case.matters.get(fact.matter or "")
    for entry in () if matter is None else matter.counting:
        if entry.id == wanted and isinstance(entry.fact, ProtectionFact) and entry.fact.owes_answer:
            return None
    return unknown("report")


_FIRST: Final[Mapping[type[Fact], Callable[[Professional], ProtectionFact]]] = {
    SuspicionRecorded: lambda by: SuspicionRecorded(category=Category.WELFARE),
    InsiderNamed: lambda by: InsiderNamed(person=FREE_REF, category=Category.WELFARE),
    InsiderTakenOut: lambda by: InsiderTakenOut(person=FREE_REF, category=Category.WELFARE),
    ReportedToChildWelfare: lambda _: ReportedToChildWelfare(
        receiver=Service(FREE_REF, "child_welfare"), category=Category.WELFARE
    ),
    ReportedToPolice: lambda by: ReportedToPolice(category=Category.WELFARE),
    HarmAverted: lambda by: HarmAverted(through=Averting.POLICE, category=Category.WELFARE),
    EmergencyCalled: lambda by: EmergencyCalled(called=Emergency.POLICE, category=Category.WELFARE),
    ChildWelfareAnswered: lambda by: ChildWelfareAnswered(says=ChildWelfareSays.RECEIVED, category=Category.WELFARE),
    InvestigationEnded: lambda by: InvestigationEnded(ending=InvestigationEnding.NOT_SAID, category=Category.WELFARE),
    DatesMoved: lambda by: DatesMoved(why=MovedBecause.SPECIAL_CASE, category=Category.WELFARE),
    MatterReleased: lambda by: MatterReleased(
        guardian=FREE_REF, said_by=Releasing.CHILD_WELFARE, category=Category.WELFARE
    ),
}
"""By kind: one with stand-ins where the recorder fills in their own; every kind of protection has its line."""


def free_in_protection(fact: type[Fact]) -> frozenset[str]:
    """Return the fields the recorder fills within their type: all but the matter, since nothing is conditioned."""
    return frozenset(field.name for field in attrs.fields(fact) if field.name != "matter")


def protection_drafts(by: Professional, case: Case, fact: type[Fact]) -> Iterator[ProtectionFact]:
    """Yield a completion for a new matter, where the kind can begin one, and one for each matter of one's own.

    Args:
        by: Who asks.
        case: The case as far as they may use it.
        fact: The kind.
    """
    first = _FIRST[fact](by)
    if first.begins:
        yield first
    for matter in case.matters:
        yield attrs.evolve(first, matter=matter)
