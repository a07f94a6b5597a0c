"""Admitting a fact or an act: judge, resolve, stamp, fold, and let the consequences follow; all or nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

import attrs

from bti.answers.admission_beside import admit_beside
from bti.answers.proposal import Proposal, earlier
from bti.answers.secrecy import held_back
from bti.answers.told import IN_THE_WAY, in_the_way, kept_from, told
from bti.answers.verdict import Admitted, Refused, Verdict
from bti.answers.view import Seen, lines_of
from bti.dates import Calendar
from bti.errors import IdConflict, InvalidValue
from bti.guide.model import Guide
from bti.people import SYSTEM, Professional
from bti.reasons import Reason
from bti.record.case import Case
from bti.record.correction import (
    EntryCorrected,
    EntryShared,
    EntryStruck,
    OfEntry,
    effective,
    erased_commitments,
    refolds,
    without_erased,
)
from bti.record.entry import CASE_BOOK, NOTHING, Entry
from bti.record.fact import Audience, Content, Fact
from bti.record.folding import Folding, folded
from bti.record.held_back import EntryMarked, GuardiansNotTold
from bti.record.life import GuideChanged
from bti.record.own_book import OwnBookFact
from bti.record.spine import EMPTY, Spine
from bti.rules.ask import SHUT_OUT, Ask, Standing, guide_at
from bti.rules.book import NO_BOOK, Book
from bti.rules.consequences import consequences, has_consequences
from bti.rules.correction import STANDS_ON_IT
from bti.rules.family import widest
from bti.rules.judging import judge, refuses
from bti.rules.resolving import resolve

__all__ = ["BookOf", "admit", "audience_of", "service_of"]

BookOf: TypeAlias = Callable[[tuple[Entry, ...]], Book]
"""Makes of the entries of a case book what the rules of corrections may ask of it."""

_MOST_CONSEQUENCES = 10_000
"""Far above what any fact can bring with it; a safety net against a circle in the rules."""


def admit(
    case: Case,
    proposal: Proposal,
    guide: Guide,
    law: str,
    calendar: Calendar,
    new_id: Callable[[], str],
    book_of: BookOf,
    guides: Mapping[str, Guide],
) -> Verdict:
    """Judge an act and make its entries.

    Args:
        case: The case as far as the proposer may use it.
        proposal: What is proposed.
        guide: The guide the case stands under.
        law: The digest of the law data.
        calendar: For working and school days.
        new_id: Makes an id nobody has used.
        book_of: Makes what corrections may ask of a case book.
        guides: The guides the engine was given, by digest.

    Raises:
        IdConflict: The chosen id stands for something else.
        InvalidValue: The act is empty.
    """
    act, by, at, now = proposal.act, proposal.by, proposal.at, proposal.now
    if not act:
        raise InvalidValue("an act needs at least one fact")
    if proposal.is_beside:
        ask = Ask(case.spine, guide, calendar, by, at, now, act, _knows(case, []))
        refers = any(isinstance(fact, OwnBookFact) for fact in act)  # no protection fact depends on the case book
        narrowed, asked = told(ask, case, kept_from(ask, case, case)) if refers else (case, ask)
        return admit_beside(case, proposal, asked, new_id, narrowed)
    return _admit_shared(case, proposal, guide, law, calendar, new_id, book_of, guides)


def _admit_shared(
    case: Case,
    proposal: Proposal,
    guide: Guide,
    law: str,
    calendar: Calendar,
    new_id: Callable[[], str],
    book_of: BookOf,
    guides: Mapping[str, Guide],
) -> Verdict:
    act, by, at, now = proposal.act, proposal.by, proposal.at, proposal.now
    justified = proposal.because is not None
    folding = Folding(case.spine)
    spine = case.spine
    entries: list[Entry] = []
    advice: list[Reason] = []
    knows = _knows(case, entries)
    corrects = any(isinstance(fact, OfEntry) for fact in act)
    looks_back = corrects or any(isinstance(fact, (GuardiansNotTold, EntryMarked)) for fact in act)
    book = book_of(case.entries) if looks_back else NO_BOOK
    ask = Ask(spine, guide, calendar, by, at, now, act, knows, book, guides, case.id)
    held = kept_from(ask, case, case)
    act_id = proposal.entry_id or new_id()
    if proposal.entry_id is not None and (knows(proposal.entry_id) or proposal.entry_id in spine.life.brought):
        repeated = earlier(case.entries, proposal, case)
        if repeated is not None:
            return repeated
        if ask.standing not in SHUT_OUT:
            raise IdConflict("this entry id has been used for something else; use a new one for a new act")
        act_id = new_id()
    for place, fact in enumerate(act):
        if place:
            if spine.life.guide != case.spine.life.guide or spine.track.position != case.spine.track.position:
                guide = guide_at(guides.get(spine.life.guide or "", guide), spine, by, at)
            book = book_of((*case.entries, *entries)) if looks_back else NO_BOOK
            ask = Ask(spine, guide, calendar, by, at, now, act, knows, book, guides, case.id)
        blocking: list[Reason] = []
        found, asked = _found(ask, attrs.evolve(case, entries=(*case.entries, *entries), spine=spine), fact, held)
        if asked is not ask and not any(refuses(one, justified=justified) for one in found):
            found += (IN_THE_WAY,) if in_the_way(judge(ask, fact)) else ()
        for reason in found:
            concerned = attrs.evolve(reason, fact=fact.kind, place=place)
            (blocking if refuses(reason, justified=justified) else advice).append(concerned)
        if blocking:
            return Refused(tuple(blocking), tuple(advice), standing=_standing(asked, case, fact, blocking))
        entry = Entry(
            act_id if place == 0 else new_id(),
            act_id,
            case.id,
            CASE_BOOK,
            spine.version + 1,
            fact,
            by,
            at,
            now,
            audience_of(ask, fact),
            service_of(ask, fact),
            None,
            proposal.because,
            fact.guide if isinstance(fact, GuideChanged) else spine.life.guide or guide.digest,
            law,
            resolve(ask, fact),
        )
        entries.append(entry)
        if corrects and refolds((entry,)):
            folding = Folding(folded(EMPTY, effective((*case.entries, *entries))))
        else:
            folding.apply(entry)
        before, spine = spine, folding.spine()
        if has_consequences(type(fact)):
            spine = _follow(folding, spine, before, entry, entries, ask, new_id)
    every = (*case.entries, *entries)
    if corrects and erased_commitments(entries):
        every = without_erased(every)
    grown = Case(case.id, every, spine, case.matters, case.reader)
    return Admitted(tuple(entries), grown, tuple(advice))


def _found(ask: Ask, case: Case, fact: Fact, held: frozenset[str]) -> tuple[tuple[Reason, ...], Ask]:
    """Judge a fact on what the asker is told of the case, and return that question too."""
    asked = told(ask, case, held)[1] if held else ask
    return (*judge(asked, fact), *held_back(case, asked, fact)), asked


def _standing(ask: Ask, case: Case, fact: Fact, blocking: list[Reason]) -> tuple[Seen, ...]:
    """Return what stands on an entry that cannot be corrected or struck for it, as the asker may see that."""
    if not isinstance(fact, (EntryCorrected, EntryStruck)) or all(one.code != STANDS_ON_IT for one in blocking):
        return ()
    fallen = ask.book.fallen(fact)
    return tuple(line for line in lines_of(ask, case) if line.id in fallen)


def _follow(
    folding: Folding,
    spine: Spine,
    before: Spine,
    cause: Entry,
    entries: list[Entry],
    ask: Ask,
    new_id: Callable[[], str],
) -> Spine:
    """Append the consequences of an entry, and theirs."""
    waiting = [(cause, before)]
    made = 0
    while waiting:
        because, earlier = waiting.pop(0)
        after = Ask(
            spine, ask.guide, ask.calendar, ask.by, ask.at, ask.now, ask.act, ask.knows_entry, guides=ask.guides
        )
        for fact in consequences(after, because.fact, earlier):
            made += 1
            if made > _MOST_CONSEQUENCES:
                raise RuntimeError("the consequences of one fact do not end: a circle in bti.rules.consequences")
            entry = Entry(
                new_id(),
                cause.act,
                cause.case,
                CASE_BOOK,
                spine.version + 1,
                fact,
                SYSTEM,
                ask.at,
                ask.now,
                fact.shown_to,
                None,
                because.id,
                None,
                cause.guide,
                cause.law,
                NOTHING,
            )
            entries.append(entry)
            folding.apply(entry)
            earlier_spine, spine = spine, folding.spine()
            waiting.append((entry, earlier_spine))
    return spine


def audience_of(ask: Ask, fact: Fact) -> Audience:
    """Return who an entry is written for; what comes from outside is for the home service to read first."""
    if ask.standing in (Standing.OUTSIDE, Standing.UNCOVERED, Standing.READER) and ask.spine.life.opened is not None:
        return Audience.HOME
    if isinstance(fact, OfEntry):
        return _with_its_entry(ask, fact)
    said = (isinstance(fact, Content) and fact.audience) or fact.shown_to
    most = widest(ask, fact)
    return said if said.reach <= most.reach else most


def _with_its_entry(ask: Ask, fact: OfEntry) -> Audience:
    """Return who may know of a correction: whoever the entry is for, which it tells something of."""
    line = ask.book.line(fact.entry)
    if isinstance(fact, EntryShared) or line is None:
        return fact.to if isinstance(fact, EntryShared) else fact.shown_to
    return ask.spine.corrections.shared.get(line.id, line.audience)


def service_of(ask: Ask, fact: Fact) -> str | None:
    """Return the service an entry's content comes from: as said, else the recorder's own unless they are kin here."""
    if isinstance(fact, Content) and fact.service is not None:
        return fact.service
    by = ask.by
    return by.service.ref if isinstance(by, Professional) and not ask.spine.is_kin(by.ref) else None


def _knows(case: Case, entries: list[Entry]) -> Callable[[str], bool]:
    def knows(entry_id: str) -> bool:
        return any(entry.id == entry_id for entry in (*entries, *case.entries))

    return knows
