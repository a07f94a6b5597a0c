"""Correcting, striking and erasing in a book beside the case book, a protected matter's or a service's own.

A correction of an entry there is recorded in that very book, and known to whoever may know of the book (I-08; law H-02,
H-05). It is checked by form and by its own book alone, and no guard of the case book is asked: neither whether the case
is open, nor who takes part. To whoever may not know of the book the entry is one that never was.

Who may, is decided here, since no source says it of such a book:

- In a protected matter, only who wrote an entry corrects or strikes it: the duty to report is personal (law D-04), and
  whoever could strike another's suspicion could stop it. The others write a new entry.
- In a service's own book, everybody of the service: the record is the service's, as the home service's is in the case
  book. Whoever is kin of the case sees, and so corrects, only what they wrote.
- Texts, and whole entries that were struck as another child's, are erased by decision (law H-02), and carried out by
  another than who wrote them: nobody there has a title to be asked for, and nobody makes what they wrote unreadable
  alone. To whoever is kin nothing of others shows, so they erase nothing.

What stands on an entry is what names it, and what was recorded by somebody whom it alone had let in.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

import attrs

from bti.people import System
from bti.reasons import Reason, ReasonKind, Word, law, model
from bti.record.case import Case
from bti.record.correction import (
    EntryCorrected,
    EntryErased,
    EntryShared,
    EntryStruck,
    OfEntry,
    StrikeReason,
    TextErased,
    bare,
    effective,
    notes_in,
)
from bti.record.entry import Entry
from bti.record.fact import Audience, Content, Fact
from bti.record.matter import Matter, ProtectionFact
from bti.record.own_book import OwnBookFact
from bti.rules.ask import Ask
from bti.rules.own_book import reference_faults
from bti.rules.protection import answer_fault
from bti.rules.timing import happened_by_now

__all__ = ["book_beside", "judge_mending", "mending_drafts", "standing_on"]

_OF_A_CORRECTION: Final = Reason("correction_of_a_correction", ReasonKind.WRONG_PLACE, (), (law("H-05"),))
_STRUCK: Final = Reason("entry_is_struck", ReasonKind.WRONG_PLACE, (), (law("H-05"),))
_AUTHORS: Final = Reason("author_corrects", ReasonKind.WRONG_PERSON, (), (law("H-05"), law("D-04")))
_MOVED: Final = Reason("correction_moves_content", ReasonKind.WRONG_FORM, (), (law("Q-02"), model("model 6")))
_STAYS: Final = Reason("stays_in_its_book", ReasonKind.FORBIDDEN, (), (model("model 6"),))
_BY_ANOTHER: Final = Reason("erased_by_another", ReasonKind.WRONG_PERSON, (), (law("H-02"),))
_NO_TEXT: Final = Reason("no_text_to_erase", ReasonKind.WRONG_PLACE, (), (law("H-02"),))
_NOT_STRUCK: Final = Reason("erased_only_when_struck", ReasonKind.WRONG_PLACE, (), (law("H-02"), model("model 6")))
_ERASED: Final = Reason("erased_before", ReasonKind.WRONG_PLACE, (), (law("H-02"),))


def book_beside(case: Case, fact: Fact) -> str | None:
    """Return the name of the book beside the case book that a correction belongs in, or None.

    Args:
        case: The case as far as the asker may use it.
        fact: The fact.
    """
    if isinstance(fact, OfEntry):
        for name, entries in case.beside().items():
            if any(entry.id == fact.entry for entry in entries):
                return name
    return None


def judge_mending(ask: Ask, case: Case, fact: OfEntry) -> tuple[Reason, ...]:
    """Check a correction of an entry beside the case book.

    Args:
        ask: The question.
        case: The case as far as the asker may use it, in one of whose books beside the case book the entry stands.
        fact: The correction.
    """
    late = happened_by_now(ask)
    found = tuple(_faults(ask, case, fact)) or standing_fault(case, fact)
    return found if late is None else (late, *found)


def _faults(ask: Ask, case: Case, fact: OfEntry) -> Iterator[Reason]:
    book = book_beside(case, fact) or ""
    entry = next(one for one in case.beside()[book] if one.id == fact.entry)
    became = case.corrections(book)
    if isinstance(fact, EntryShared):
        yield _STAYS
    elif isinstance(entry.fact, OfEntry):
        yield _OF_A_CORRECTION
    elif isinstance(fact, (EntryCorrected, EntryStruck)):
        if entry.id in became.struck:
            yield _STRUCK
        if entry.matter is not None and entry.by.ref != ask.by.ref:
            yield _AUTHORS
        if isinstance(fact, EntryCorrected):
            yield from _wrong_instead(ask, case, entry, fact.instead)
    else:
        if entry.by.ref == ask.by.ref:
            yield _BY_ANOTHER
        if isinstance(fact, TextErased) and not _has_text(case, book, entry):
            yield _NO_TEXT
        if isinstance(fact, EntryErased) and became.struck.get(entry.id) is not StrikeReason.WRONG_CASE:
            yield _NOT_STRUCK
        if isinstance(fact, EntryErased) and entry.id in became.erased:
            yield _ERASED


def _wrong_instead(ask: Ask, case: Case, entry: Entry, right: Fact) -> Iterator[Reason]:
    """Find what is said instead to be of another kind, matter, service or audience, or to name what is not there."""
    wrong = entry.fact
    if type(right) is not type(wrong):
        said = (("fact", wrong.words), ("instead", right.words))
        yield Reason("corrected_by_another_kind", ReasonKind.WRONG_FORM, said, (law("H-05"),))
        return
    elsewhere = isinstance(right, ProtectionFact) and right.matter not in (None, entry.matter)
    if elsewhere or _from_and_for(right) != _from_and_for(wrong):
        yield _MOVED
    if isinstance(right, ProtectionFact):
        unknown = answer_fault(case, attrs.evolve(right, matter=entry.matter))
        if unknown is not None:
            yield unknown
    if isinstance(right, OwnBookFact):
        yield from reference_faults(ask, case, right)


def _from_and_for(fact: Fact) -> tuple[str | None, Audience | None] | None:
    return (fact.service, fact.audience) if isinstance(fact, Content) else None


def _has_text(case: Case, book: str, entry: Entry) -> bool:
    """Tell whether an entry was recorded with a text, or one of its corrections, that no decision has erased yet."""
    became = case.corrections(book)
    ids = (entry.id, *became.corrected.get(entry.id, ()))
    with_text = {one.id for one in case.beside()[book] if one.because is not None or any(notes_in(one.fact))}
    return not became.textless.issuperset(with_text.intersection(ids))


# --- what stands on it ----------------------------------------------------------------------------------------------


def standing_fault(case: Case, fact: OfEntry) -> tuple[Reason, ...]:
    """Find that later entries of the book would not be admitted, were this so from the start (model 6)."""
    count = len(standing_on(case, fact))
    if not count:
        return ()
    params = (("count", count), ("mend", Word("mend", "beside")))
    return (Reason("others_stand_on_it", ReasonKind.UNMET, params, (law("H-05"), model("model 6"))),)


def standing_on(case: Case, fact: OfEntry) -> tuple[str, ...]:
    """Return the ids of the later entries that would not have been admitted, were this correction so from the start.

    Who is kin of the case and sees what they wrote alone is answered as if nothing else stood there.

    Args:
        case: The case as far as the asker may use it.
        fact: The correction.
    """
    book = book_beside(case, fact)
    if book is None or not isinstance(fact, (EntryCorrected, EntryStruck)):
        return ()
    entries = case.beside()[book]
    seq = next(one.seq for one in entries if one.id == fact.entry)
    end = attrs.evolve(entries[-1], id="", seq=entries[-1].seq + 1, fact=fact, cause=None)
    counting = {one.id for one in effective(entries)}
    return tuple(
        one.id
        for one in entries
        if one.seq > seq
        and one.id in counting
        and _stands(tuple(each for each in entries if each.seq < one.seq), one)
        and not _stands((*(each for each in entries if each.seq < one.seq), end), one)
    )


def _stands(before: tuple[Entry, ...], entry: Entry) -> bool:
    """Tell whether an entry would be admitted after others of its book."""
    there = {one.id: one.fact for one in effective(before)}
    fact = entry.fact
    if isinstance(fact, ProtectionFact):
        matter = Matter(entry.matter or "").grown(before)
        report = fact.answers_to
        answered = there.get(report) if report is not None else None
        owed = report is None or (isinstance(answered, ProtectionFact) and answered.owes_answer)
        return owed and _knew(matter, entry)
    named = [getattr(fact, name, None) for name in ("about", "entry")] if isinstance(fact, OwnBookFact) else []
    written = {one.id for one in before}
    return all(ref not in written or ref in there for ref in named)


def _knew(matter: Matter, entry: Entry) -> bool:
    by = entry.by
    return isinstance(by, System) or matter.knows(by)


# --- drafts: the latest entry of each book with which it can be done -------------------------------------------------

_DECISION: Final = "decision-1"


def mending_drafts(ask: Ask, case: Case, kind: type[Fact]) -> Iterator[OfEntry]:
    """Yield, for each book beside the case book, the latest correction of a kind that would be admitted there.

    Args:
        ask: The question.
        case: The case as far as the asker may use it.
        kind: The kind.
    """
    for book, entries in case.beside().items():
        drafts = (_draft(kind, case, book, entry) for entry in reversed(entries))
        passing = (one for one in drafts if one is not None and not judge_mending(ask, case, one))
        yield from islice(passing, 1)


def _draft(kind: type[Fact], case: Case, book: str, entry: Entry) -> OfEntry | None:
    if kind is EntryCorrected:
        right = case.corrections(book).corrected.get(entry.id, ())
        said = next((one.fact for one in case.beside()[book] if one.id in right[-1:]), entry.fact)
        instead = said.instead if isinstance(said, EntryCorrected) else said
        return None if isinstance(instead, OfEntry) else EntryCorrected(entry=entry.id, instead=bare(instead))
    if kind is EntryStruck:
        return EntryStruck(entry=entry.id, reason=StrikeReason.OTHER)
    if kind is TextErased:
        return TextErased(entry=entry.id, decision=_DECISION)
    return EntryErased(entry=entry.id, decision=_DECISION) if kind is EntryErased else None
