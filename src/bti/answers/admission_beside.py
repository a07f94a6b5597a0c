"""Admitting into a book beside the case book: a protected matter's, or a service's own; by form alone (I-07).

A correction goes into the book of the entry that it names.

Nothing here depends on what the proposer may not know: neither on the case book, nor on other books beside it (I-08).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from typing import Final

import attrs

from bti.answers.proposal import Proposal, earlier
from bti.answers.verdict import Admitted, Refused, Verdict
from bti.answers.view import beside_lines
from bti.people import Professional
from bti.reasons import Reason, ReasonKind, model
from bti.record.case import Case
from bti.record.correction import EntryErased, OfEntry, TextErased
from bti.record.entry import Entry, Resolved, matter_book, own_book
from bti.record.fact import Audience
from bti.record.matter import BesideFact, ProtectionFact
from bti.record.own_book import OwnBookFact, own_book_id
from bti.rules.ask import Ask
from bti.rules.correction import STANDS_ON_IT
from bti.rules.mending import book_beside, judge_mending, standing_on
from bti.rules.own_book import judge_own
from bti.rules.protection import advice_on_protection, judge_protection

__all__ = ["admit_beside"]

_ONE_BOOK: Final = Reason("one_book_an_act", ReasonKind.WRONG_FORM, (), (model("model 6"),))


def admit_beside(case: Case, proposal: Proposal, ask: Ask, new_id: Callable[[], str], narrowed: Case) -> Verdict:
    """Admit facts into the book of their matter, or into the service's own, after a check of form only.

    An id the host chose that is in use here for something else is no ground to refuse: another one is taken.

    Args:
        case: The case as far as the proposer may use it.
        proposal: What is proposed.
        ask: The question.
        new_id: Makes an id nobody has used.
        narrowed: The case as far as the proposer is told of it.
    """
    act = proposal.act
    for book in case.beside().values() if proposal.entry_id is not None else ():
        repeated = earlier(book, proposal, case)
        if repeated is not None:
            return repeated
    mending = [fact for fact in act if isinstance(fact, OfEntry)]
    if mending:
        return _mended(case, proposal, ask, mending, new_id)
    protected = [fact for fact in act if isinstance(fact, ProtectionFact)]
    own = [fact for fact in act if isinstance(fact, OwnBookFact)]
    if len(own) == len(act):
        refused = _refused(own, [judge_own(ask, narrowed, fact) for fact in own])
        return refused if refused is not None else _admitted(case, proposal, own, _own_book(case, ask), new_id)
    if len(protected) != len(act) or len({fact.matter for fact in protected}) != 1:
        return Refused((_ONE_BOOK,))
    refused = _refused(protected, [judge_protection(ask, case, fact) for fact in protected])
    if refused is not None:
        return refused
    name = matter_book(protected[0].matter or _new_matter(case, proposal, new_id))
    return _admitted(case, proposal, protected, name, new_id)


def _mended(case: Case, proposal: Proposal, ask: Ask, mending: Sequence[OfEntry], new_id: Callable[[], str]) -> Verdict:
    """Correct, strike or erase in the one book that all of these are about, each as the ones before it left it."""
    books = {book_beside(case, fact) for fact in mending}
    book = books.pop() if len(books) == 1 else None
    if book is None or len(mending) != len(proposal.act):
        return Refused((_ONE_BOOK,))
    admitted = _admitted(case, proposal, mending, book, new_id)
    for place, fact in enumerate(mending):
        before = case.grown(admitted.entries[:place])
        found = judge_mending(ask, before, fact)
        if found:
            reasons = tuple(attrs.evolve(reason, fact=fact.kind, place=place) for reason in found)
            standing = standing_on(before, fact) if any(one.code == STANDS_ON_IT for one in found) else ()
            lines = beside_lines(ask, before).get(book, ())
            return Refused(reasons, (), standing=tuple(line for line in lines if line.id in standing))
    return admitted


def _refused(act: Sequence[BesideFact], faults: Sequence[tuple[Reason, ...]]) -> Refused | None:
    for place, found in enumerate(faults):
        if found:
            return Refused(tuple(attrs.evolve(reason, fact=act[place].kind, place=place) for reason in found))
    return None


def _admitted(
    case: Case, proposal: Proposal, act: Sequence[BesideFact | OfEntry], book: str, new_id: Callable[[], str]
) -> Admitted:
    by, now = proposal.by, proposal.now
    known = (*case.beside().get(book, ()), *case.withheld(book))
    recorded = max([now, *(entry.recorded for entry in known)])
    taken = proposal.entry_id is None or case.find(proposal.entry_id) is not None
    taken = taken or any(entry.id == proposal.entry_id for entry in known)
    act_id = new_id() if taken or proposal.entry_id is None else proposal.entry_id
    entries = tuple(
        Entry(
            act_id if place == 0 else new_id(),
            act_id,
            case.id,
            book,
            len(known) + place + 1,
            fact,
            by,
            proposal.at,
            recorded,
            _audience(known, fact),
            (fact.service if isinstance(fact, BesideFact) else None)
            or (by.service.ref if isinstance(by, Professional) else None),
            None,
            proposal.because,
            None,
            None,
            Resolved(alone=isinstance(fact, (TextErased, EntryErased)) and _is_read_in_part(case, book)),
        )
        for place, fact in enumerate(act)
    )
    grown = case.grown(entries)
    advice = tuple(
        attrs.evolve(reason, fact=one.fact.kind, place=place)
        for place, one in enumerate(entries)
        for reason in advice_on_protection(grown, one.fact, one.matter)
    )
    return Admitted(entries, grown, advice)


def _is_read_in_part(case: Case, book: str) -> bool:
    """Tell whether the proposer reads no more of a matter than kin of the case do, who end nothing for the others.

    They carry out no decision for those (law H-05: nothing is destroyed without authority; I-04). It is admitted all
    the same, since a refusal would tell that somebody is known as kin; whoever reads the whole carries it out anew.
    """
    return any(matter.narrowed for key, matter in case.matters.items() if matter_book(key) == book)


def _audience(book: Sequence[Entry], fact: BesideFact | OfEntry) -> Audience:
    """Return whom it is written for; a correction for those whom the entry is for."""
    if isinstance(fact, BesideFact):
        return fact.audience or fact.shown_to
    return next((entry.audience for entry in book if entry.id == fact.entry), fact.shown_to)


def _own_book(case: Case, ask: Ask) -> str:
    """Return the name of the book of the proposer's service; of one apart for whoever may not know of that."""
    by = ask.by
    service = by.service.ref if isinstance(by, Professional) else ""
    whole = own_book_id(case.id, service)
    apart = whole not in case.own_books and ask.spine.is_kin(by.ref)
    return own_book(own_book_id(case.id, service, by.ref) if apart else whole)


def _new_matter(case: Case, proposal: Proposal, new_id: Callable[[], str]) -> str:
    """Return the id of a new matter; the same for the same author and chosen id.

    Asked twice at the same time, both find the same book, and a store lets one of them begin it.
    """
    if proposal.entry_id is None:
        return new_id()
    chosen = "\n".join((case.id, proposal.by.ref, proposal.entry_id))
    return hashlib.sha256(chosen.encode()).hexdigest()[:32]
