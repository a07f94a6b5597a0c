"""A service's own book: checks of form and nothing else, and what may be filled in (law C-02).

No guard stands here, as none stands before protection: whether the case is open, who takes part and who is kin in it is
not asked, since the answer would tell. A reference leads into the service's own book or, for whoever may read it, into
the case book beneath; what leads elsewhere is answered like what never was (I-08).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import attrs

from bti.people import Professional
from bti.reasons import Reason, ReasonKind, law, model
from bti.record.case import Case
from bti.record.entry import Entry
from bti.record.fact import Category, Fact
from bti.record.own_book import ContactForm, OwnBookFact, OwnContactHad, OwnEntryPassedOn, OwnNoteWritten
from bti.rules.ask import Ask
from bti.rules.opening import FREE_REF
from bti.rules.references import unknown
from bti.rules.timing import happened_by_now

__all__ = [
    "NOTHING_TO_PASS_ON",
    "free_in_own_book",
    "judge_own",
    "own_drafts",
    "reference_faults",
    "writes_for_a_service",
]

NOTHING_TO_PASS_ON: Final = unknown("entry")
"""The one answer for an entry of the own book that is not, and for one the asker may not know of."""

_NOT_A_SERVICE: Final = Reason("own_book_is_a_services", ReasonKind.WRONG_PERSON, (), (law("C-02"), model("model 6")))


def writes_for_a_service(ask: Ask) -> Reason | None:
    """Find somebody who comes for no service."""
    return None if isinstance(ask.by, Professional) else _NOT_A_SERVICE


def judge_own(ask: Ask, case: Case, fact: OwnBookFact) -> tuple[Reason, ...]:
    """Check the form of a fact of a service's own book, and nothing else.

    Args:
        ask: The question.
        case: The case as far as the asker may use it.
        fact: The fact.
    """
    found = (happened_by_now(ask), writes_for_a_service(ask), *reference_faults(ask, case, fact))
    return tuple(reason for reason in found if reason is not None)


def reference_faults(ask: Ask, case: Case, fact: OwnBookFact) -> Iterator[Reason]:
    """Yield what is wrong with what a fact of an own book refers to."""
    if isinstance(fact, OwnNoteWritten) and fact.about is not None:
        own = any(entry.id == fact.about for entry in _own(case))
        if not own and not (ask.may_read and ask.knows_entry(fact.about)):
            yield unknown("about")
    if isinstance(fact, OwnEntryPassedOn):
        if all(entry.id != fact.entry for entry in _own(case)):
            yield NOTHING_TO_PASS_ON
        if all(entry.id != fact.into for entry in _of_the_service(ask, case)):
            yield unknown("into")


def _own(case: Case) -> Iterator[Entry]:
    """Yield what counts of what the asker may read of their service's own book; whoever is kin, what they wrote."""
    for own in case.own_books.values():
        yield from own.counting


def _of_the_service(ask: Ask, case: Case) -> Iterator[Entry]:
    """Yield what stands in the case book from the asker's service, where they may read there."""
    if ask.may_read and isinstance(ask.by, Professional):
        service = ask.by.service.ref
        yield from (entry for entry in case.entries if entry.service == service)


def free_in_own_book(fact: type[Fact]) -> frozenset[str]:
    """Return the fields the recorder fills within their type: all of them, since nothing is conditioned."""
    return frozenset(field.name for field in attrs.fields(fact))


def own_drafts(ask: Ask, case: Case, fact: type[Fact]) -> Iterator[OwnBookFact]:
    """Yield a completion, with stand-ins where the recorder fills in their own.

    Args:
        ask: The question.
        case: The case as far as the asker may use it.
        fact: The kind.
    """
    category = Category.COORDINATION
    if fact is OwnNoteWritten:
        yield OwnNoteWritten(category=category)
    elif fact is OwnContactHad:
        yield OwnContactHad(with_persons=(FREE_REF,), how=ContactForm.TALK, category=category)
    else:
        entry, into = next(_own(case), None), next(_of_the_service(ask, case), None)
        if entry is not None and into is not None:
            yield OwnEntryPassedOn(entry=entry.id, into=into.id, category=category)
