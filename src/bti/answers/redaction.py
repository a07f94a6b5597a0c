"""Whose content is kept from a reader, entry by entry: one decision for the lines, the first page and the agenda.

A redacted entry is known by kind and place; its content, who and what and when, is not. What the spine made of it says
no more: the measure, task, goal or agreement it made is left out of the overview, and what is owed on it out of the
agenda, for whoever may not read the entry. Whoever has a part in it (the one responsible, the one who has the task,
those an agreement binds, and whoever answers for the case, who watches all of it) knows of it all the same: nobody can
be held to what is hidden from them. What the author wrote of it stays with those it was written for. Where an entry is
kept back from one of the family, that goes before (`bti.answers.told`).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Final

import attrs

from bti.answers.held_back import held_back_from
from bti.answers.reach import reach_of
from bti.answers.treated import Treated, Treatment
from bti.people import Professional
from bti.reasons import Reason, ReasonKind, law, model
from bti.record.agreement import Agreement
from bti.record.case import Case
from bti.record.consent import ConsentAsked, ConsentGiven, ConsentRefused
from bti.record.correction import EntryCorrected, OfEntry
from bti.record.entry import Entry
from bti.record.fact import Audience, Category, Content, Fact
from bti.record.goal import Goal
from bti.record.held_back import EntryMarked, GuardianReadingSaid, ReadingSays
from bti.record.measure import Measure, MeasureChanged
from bti.record.meeting import DutyReassigned
from bti.record.tasks import Task
from bti.rules.ask import Ask, Standing
from bti.rules.references import may_know_of, may_know_of_companion

__all__ = ["has_part_in", "knows_of", "names_who_may_not_show", "redactions", "works_for"]

_FOR_OTHERS: Final = Reason("written_for_others", ReasonKind.WRONG_PERSON, (), (law("C-01"), model("model 6")))
_NOT_COVERED: Final = Reason("content_not_covered", ReasonKind.UNMET, (), (law("Q-02"), model("I-06")))
_HEALTH_OWN: Final = Reason("health_is_their_own", ReasonKind.UNMET, (), (law("A-18"), law("A-21")))
_NONE: Final[Mapping[str, Reason]] = MappingProxyType({})


def redactions(
    ask: Ask,
    case: Case,
    treatment: Treatment | None = None,
    kept_out_since: frozenset[str] = frozenset(),
    held: frozenset[str] | None = None,
) -> Mapping[str, Reason]:
    """Return why the content of an entry of the case book is kept from the asker, by the ids of those that are.

    Args:
        ask: The question, of somebody who may read the case book.
        case: The case.
        treatment: What became of its entries, where that has been worked out.
        kept_out_since: What somebody has kept from the asker after the instant that the question is of.
        held: What is kept back from the asker, where that has been worked out.
    """
    if ask.standing is Standing.HOME and treatment is None:
        return _NONE  # what was struck or erased, the only thing kept from them, is on no spine and owes nothing
    treated = treatment or Treatment(ask, case, case.spine.corrections)
    audiences, covered = reach_of(ask)
    kept_out = ask.kept_out | kept_out_since
    found: dict[str, Reason] = {}
    if held is None:
        held = held_back_from(ask, case, treated)
    for entry in case.entries:
        if entry.id in held:
            found[entry.id] = _FOR_OTHERS  # nothing more: why it is kept would tell
            continue
        one = treated.of(entry)
        reason = _redaction(ask, entry, one, audiences, covered, kept_out, held)
        reason = reason or _as_its_measure(ask, entry, one, found)
        if reason is not None:
            found[entry.id] = reason
    return found


def _redaction(
    ask: Ask,
    entry: Entry,
    treated: Treated | None,
    audiences: frozenset[Audience],
    covered: frozenset[Category],
    kept_out: frozenset[str],
    held: frozenset[str],
) -> Reason | None:
    if treated is not None and treated.redacted is not None:
        return treated.redacted
    own = (entry.by.ref, ask.spine.family.whose(entry.fact), *_said_on_reading(entry.fact))  # who wrote, who had asked
    if ask.by.ref in own and ask.standing is Standing.FAMILY:
        return None
    of: Entry | Treated = entry if treated is None else treated
    fact = of.fact.instead if isinstance(of.fact, EntryCorrected) else of.fact
    if of.audience not in audiences and not _is_own_mark(ask, entry, fact):
        return _FOR_OTHERS
    if isinstance(fact, Content) and fact.category not in covered & ask.covered_from(entry.service):
        return _HEALTH_OWN if ask.standing is Standing.FAMILY else _NOT_COVERED
    if entry.by.ref != ask.by.ref and names_who_may_not_show(ask, fact, held):
        return _FOR_OTHERS  # nothing more: that presence is kept would tell
    return _NOT_COVERED if kept_out and _is_kept_out(ask, entry, fact, kept_out) else None


def _is_own_mark(ask: Ask, entry: Entry, fact: Fact) -> bool:
    """Tell whether an entry is a mark that the asker's service set: it strikes what it set wrongly."""
    if (
        not isinstance(fact, EntryMarked)
        or ask.standing is not Standing.SERVICE
        or not isinstance(ask.by, Professional)
    ):
        return False
    return entry.service == ask.by.service.ref


def _said_on_reading(fact: Fact) -> tuple[str, ...]:
    """Return who may know what somebody said of a guardian's reading: who said it, and of a yes who may read."""
    if not isinstance(fact, GuardianReadingSaid):
        return ()
    return (fact.person, fact.reader) if fact.says is ReadingSays.LETS else (fact.person,)


def names_who_may_not_show(ask: Ask, fact: Fact, held: frozenset[str]) -> bool:
    """Tell whether a question or answer of consent names one whose presence the asker may not know of (law C-02).

    So it is with a service, and with whom the guardians bring: of the case as it was then, and as it is today.

    Args:
        ask: The question.
        fact: The question or answer.
        held: What is kept back from the asker.
    """
    if not isinstance(fact, (ConsentAsked, ConsentGiven, ConsentRefused)):
        return False
    if fact.companion is not None:
        giver = None if isinstance(fact, ConsentAsked) else fact.giver
        asks = (ask,) if ask.of_today is ask else (ask, ask.of_today)
        return not all(may_know_of_companion(one, fact.companion, giver, held) for one in asks)
    named = ask.spine.consents.named
    given = (*fact.from_services, *fact.excluded) if isinstance(fact, ConsentGiven) else ()
    services = (fact.service, *(named.get(ref) for ref in given))
    return any(one is not None and not may_know_of(ask, one) for one in services)


def _is_kept_out(ask: Ask, entry: Entry, fact: Fact, kept_out: frozenset[str]) -> bool:
    """Tell whether an entry, or who it comes from or is about, is kept out of a consent (law Q-07).

    Of what bears no content the entry itself alone counts: what it says shows in the spine to all who have joined.
    """
    if not kept_out.isdisjoint((entry.id, entry.fact.entry if isinstance(entry.fact, OfEntry) else entry.id)):
        return True
    if not isinstance(fact, Content):
        return False
    by = ask.by
    own = isinstance(by, Professional) and entry.service == by.service.ref
    if not own and not kept_out.isdisjoint((entry.service, entry.by.ref)):
        return True
    named = (getattr(fact, field.name) for field in attrs.fields(type(fact)))
    return any(one in kept_out for one in named if isinstance(one, str))


def _as_its_measure(ask: Ask, entry: Entry, treated: Treated | None, kept: Mapping[str, Reason]) -> Reason | None:
    """Return why a later name or date of a measure is kept from the asker: it has no audience or kind of its own."""
    fact = entry.fact if treated is None else treated.fact
    if not isinstance(fact, (MeasureChanged, DutyReassigned)) or fact.measure is None or entry.by.ref == ask.by.ref:
        return None
    measure = ask.spine.plan.measures.get(fact.measure)
    return None if measure is None or has_part_in(ask, measure) else kept.get(measure.id)


def knows_of(ask: Ask, one: Measure | Task | Goal | Agreement, kept: Collection[str]) -> bool:
    """Tell whether the asker may know what became of something.

    Args:
        ask: The question.
        one: What it is.
        kept: The ids of the entries whose content is kept from the asker.
    """
    return one.id not in kept or has_part_in(ask, one)


def has_part_in(ask: Ask, one: Measure | Task | Goal | Agreement) -> bool:
    """Tell whether the asker owes something on this, or answers for the case it is of."""
    me = ask.by.ref
    if ask.answers:
        return True
    if isinstance(one, Measure):
        return one.responsible == me
    if isinstance(one, Agreement):
        return me in one.bound
    return isinstance(one, Task) and (one.person == me or works_for(ask, one.service))


def works_for(ask: Ask, service: str | None) -> bool:
    """Tell whether the asker is here for a service that takes part."""
    here = ask.standing in (Standing.HOME, Standing.SERVICE)
    return here and isinstance(ask.by, Professional) and ask.by.service.ref == service
