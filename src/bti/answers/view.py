"""What a reader may see of a case: entries shown or redacted, the overview, and the access record to keep.

*Hidden* and *redacted* are never mixed: a book the reader may not know of leaves no trace; an entry of the case book
that was written for others is shown as a line without content. Whoever takes no part, and a guardian who has not been
told, sees exactly what they would see of a case that does not exist (model 6).

Who is no professional of the case, and wrote what was not written for the reader, is not named: whoever raises a
concern from outside stays unknown to the family and to other services.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any, Final, cast

import attrs

from bti.answers.former import Former, former_of
from bti.answers.held_back import held_back_from, kept_from_guardians
from bti.answers.overview import Overview, overview_of
from bti.answers.reach import reach_of
from bti.answers.redaction import names_who_may_not_show, redactions
from bti.answers.told import kept_from, told
from bti.answers.treated import Treated, Treatment, TreatmentBeside
from bti.guide.model import Guide
from bti.law.consent import EVERYTHING
from bti.people import Actor, Professional, System
from bti.reasons import Reason, ReasonKind, law, model
from bti.record.case import Case
from bti.record.consent import ConsentGiven
from bti.record.correction import EntryCorrected, StrikeReason
from bti.record.entry import CASE_BOOK, Entry, Position, matter_book
from bti.record.fact import Category, Content, Fact
from bti.record.meeting import MeetingCalled
from bti.record.note import Note
from bti.rules.ask import Ask, Standing
from bti.rules.judging import NOT_TAKING_PART

__all__ = ["AccessRecord", "Overview", "Seen", "View", "beside_lines", "lines_of", "view"]


@attrs.frozen
class Seen:
    """One entry as a reader sees it.

    Attributes:
        id: The entry's id.
        book: The book it stands in.
        seq: Its place in the book.
        kind: The kind of fact; None where it is redacted and even that there is such a fact is kept (`Fact.discreet`).
        at: When it happened.
        recorded: When it was recorded.
        by: Who recorded it; None where the reader is not to know, and `unnamed` says why.
        fact: What happened; None where it is redacted. A remark on a fact that bears no content of its own (a consent,
            an offer, a closing) has no kind of information a consent could cover, so its text is shown to the home
            service and to whoever made it.
        redacted: Why it is; None where it is shown.
        act: The first entry of the act it was admitted in.
        cause: The entry it follows from, for what `SYSTEM` recorded.
        moved_to: Where it moved the case to.
        because: The justification it was admitted with; its text is shown like a remark.
        unnamed: Why its author is not named; None where they are.
        struck: Why it was struck; None where it was not.
        corrected: The id of the correction whose content is shown; None where it was not corrected.
        original: What it said at first, where it was corrected and the reader may see that.
        erased: Whether it was erased by decision.
        not_told: The guardians who may not be told what it says (law A-21), for professionals, who would else tell.
    """

    id: str
    book: str
    seq: int
    kind: str | None
    at: dt.datetime
    recorded: dt.datetime
    by: Actor | System | None
    fact: Fact | None
    redacted: Reason | None
    act: str
    cause: str | None
    moved_to: Position | None
    because: Note | None
    unnamed: Reason | None = None
    struck: StrikeReason | None = None
    corrected: str | None = None
    original: Fact | None = None
    erased: bool = False
    not_told: tuple[str, ...] = ()


@attrs.frozen
class AccessRecord:
    """What the host keeps of a reading (law H-16): who and for which service, on what ground, when, what.

    Attributes:
        case: The case.
        book: The book that was read; the record of a protected matter, or of a service's own book, belongs with it and
            is seen by those who may know of it only.
        reader: The reader's reference.
        service: The reference of the service they read for; None for family.
        basis: The ground they gave.
        at: When.
        shown: The ids of the entries whose content was shown.
        kept_in: The book the record belongs with: the one that was read, or the matter's for whose sake it was read;
            in the case book it would tell everybody who may look there that there was something to read it for.
    """

    case: str
    book: str
    reader: str
    service: str | None
    basis: str
    at: dt.datetime
    shown: tuple[str, ...]
    kept_in: str


@attrs.frozen
class View:
    """What somebody sees of a case at an instant.

    Attributes:
        entries: In the order they were recorded, the case book first.
        overview: None for whoever takes no part.
        access: What the host has to keep, one record a book; each is stored with the book it names (`Desk.view` does).
        reasons: Why nothing or not everything is shown, where that may be said.
    """

    entries: tuple[Seen, ...]
    overview: Overview | None
    access: tuple[AccessRecord, ...]
    reasons: tuple[Reason, ...]


_NOTHING: Final[frozenset[str]] = frozenset()
_UNNAMED = Reason("author_not_named", ReasonKind.WRONG_PERSON, (), (model("model 6"),))
_CLOSED_TO_SERVICE = Reason("service_not_covered", ReasonKind.UNMET, (), (law("Q-05"), model("I-06")))


def view(
    ask: Ask,
    case: Case,
    basis: str,
    whole: Case | None = None,
    matter: str | None = None,
    guide: Guide | None = None,
) -> View:
    """Return what the asker sees.

    Args:
        ask: The question; `at` is `now`.
        case: The case as far as the asker may use it.
        basis: The ground for reading, kept in the access record.
        whole: The case as it is today, where an earlier instant is asked about.
        matter: The id of the protected matter for whose sake it is read, one of the asker's own.
        guide: The guide that the case stands under, which says what former participants may still see; None: nothing.
    """
    whole = whole or case
    shared, overview, reasons = _case_book(ask, case, whole)
    former = None if overview is not None or guide is None else former_of(ask, whole, guide)
    if former is not None:
        shared, reasons = _formerly(former, whole), (former.reason,)
    beside = beside_lines(ask, case, whole.for_reader(ask.by))
    access = (
        *((_record(ask, case, CASE_BOOK, basis, shared, matter),) if overview is not None or shared else ()),
        *(_record(ask, case, name, basis, lines, None) for name, lines in beside.items()),
    )
    return View((*shared, *(line for lines in beside.values() for line in lines)), overview, access, reasons)


def beside_lines(ask: Ask, case: Case, today: Case | None = None) -> dict[str, tuple[Seen, ...]]:
    """Return the lines of the books beside the case book, by the book's name.

    Args:
        ask: The question.
        case: The case as far as the asker may use it.
        today: The same as it is today, where an earlier instant is asked about.
    """
    found: dict[str, tuple[Seen, ...]] = {}
    for name, book in sorted(case.beside().items()):
        treatment = TreatmentBeside(ask, book, case.corrections(name), (today or case).corrections(name))
        lines = (
            _seen(ask, entry, None if one is None else one.redacted, one, EVERYTHING, _NOTHING)
            for entry, one in ((entry, treatment.of(entry)) for entry in book)
        )
        found[name] = tuple(attrs.evolve(line, seq=seq) for seq, line in enumerate(lines, 1))  # no gap tells of others
    return found


def lines_of(ask: Ask, case: Case) -> tuple[Seen, ...]:
    """Return the case book as the asker sees it, without leave to read it at length: no access record is made."""
    return _case_book(ask, case, case)[0]


def _case_book(ask: Ask, case: Case, whole: Case) -> tuple[tuple[Seen, ...], Overview | None, tuple[Reason, ...]]:
    standing = ask.standing
    if case.spine.life.opened is None or standing in (Standing.UNTOLD, Standing.OUTSIDE):
        return (), None, (NOT_TAKING_PART,)
    if standing is Standing.UNCOVERED:
        return (), None, (_CLOSED_TO_SERVICE,)
    if not ask.may_read:
        return (), None, (NOT_TAKING_PART,)
    _, covered = reach_of(ask)
    held = kept_from(ask, case, whole)
    narrowed, asked = told(ask, case.without_anothers(whole), held)
    # what an entry kept back says of another shows in no line of that one
    treatment = Treatment(ask, attrs.evolve(case, spine=narrowed.spine), whole.spine.corrections)
    kept = redactions(ask, case, treatment, held=held)
    lines = tuple(
        _seen(ask, entry, kept.get(entry.id), treatment.of(entry), covered & ask.covered_from(entry.service), held)
        for entry in _acts_apart(case.entries, held)
    )
    said = (reason for line in lines for reason in (line.redacted, line.unnamed))
    reasons = tuple(dict.fromkeys(reason for reason in said if reason is not None))
    return lines, overview_of(asked, kept, held), reasons


def _acts_apart(entries: tuple[Entry, ...], held: frozenset[str]) -> Iterator[Entry]:
    """Yield the entries, those kept back as acts of their own: what was recorded with them tells of them."""
    first: dict[str, str] = {}
    for entry in entries:
        if entry.id in held:
            yield attrs.evolve(entry, act=entry.id)
        elif entry.act in held:
            yield attrs.evolve(entry, act=first.setdefault(entry.act, entry.id))
        else:
            yield entry


def _formerly(former: Former, whole: Case) -> tuple[Seen, ...]:
    """Return the lines that a former participant sees, as they could read them when they were last shown them."""
    _, covered = reach_of(former.ask)
    held = held_back_from(former.ask, former.case, former.treatment, whole.spine)
    kept = redactions(former.ask, former.case, former.treatment, former.kept_out, held)
    return tuple(
        _seen(
            former.ask,
            entry,
            kept.get(entry.id),
            former.treatment.of(entry),
            covered & former.ask.covered_from(entry.service),
            held,
        )
        for entry in _acts_apart(tuple(former.entries()), held)
    )


def _seen(
    ask: Ask,
    entry: Entry,
    redacted: Reason | None,
    treated: Treated | None,
    covered: frozenset[Category],
    held: frozenset[str],
) -> Seen:
    of: Entry | Treated = entry if treated is None else treated
    kept = redacted is not None and (entry.fact.discreet or entry.id in held)
    gone = kept or (treated is not None and treated.redacted is not None)
    named = redacted is None or (not kept and _may_be_named(ask, entry))
    seen = Seen(
        entry.id,
        entry.book,
        entry.seq,
        None if kept else entry.fact.kind,
        entry.at,
        entry.recorded,
        entry.by if named else None,
        _shown(ask, entry, of.fact, covered) if redacted is None else None,
        redacted,
        entry.act,
        None if kept else entry.cause,
        None if gone else of.resolved.moved_to,
        None if gone else _remark(ask, entry, entry.because),
        None if named else _UNNAMED,
        not_told=kept_from_guardians(ask, entry, of.fact) if redacted is None else (),
    )
    if treated is None or kept:
        return seen
    original = treated.original if redacted is None else None
    if isinstance(original, Content) and original.category not in covered:
        original = None  # the right content is of a kind that consent covers, the wrong one is not (I-06)
    if original is not None and entry.by.ref != ask.by.ref and names_who_may_not_show(ask, original, held):
        original = None  # who is named by the right content may be known, who is by the wrong one not
    return attrs.evolve(
        seen,
        struck=treated.struck,
        corrected=treated.corrected,
        original=None if original is None else _shown(ask, entry, original, covered),
        erased=treated.erased,
    )


def _may_be_named(ask: Ask, entry: Entry) -> bool:
    """Tell whether the author of an entry that is redacted may be named to the reader.

    Only the engine and professionals whose service takes part are: a neighbour, one of the family who wrote to the
    home service alone, and a service nobody was to know of (law C-02) are not.
    """
    by = entry.by
    if isinstance(by, System) or by.ref == ask.by.ref:
        return True
    people = ask.spine.people
    return isinstance(by, Professional) and by.service.ref in people.services and by.ref not in people.kin


def _shown(ask: Ask, entry: Entry, fact: Fact, covered: frozenset[Category]) -> Fact:
    """Return the fact, a remark on it as far as the reader may read that; an agenda is coordination (law Q-02)."""
    if isinstance(fact, EntryCorrected):
        right = _shown(ask, entry, fact.instead, covered)
        return fact if right is fact.instead else attrs.evolve(fact, instead=right)
    if isinstance(fact, ConsentGiven) and fact.excluded and ask.by.ref != fact.giver:
        # what somebody keeps out is told to nobody it may be kept from (law Q-07)
        fact = fact if ask.standing is Standing.HOME else attrs.evolve(fact, excluded=())
    if isinstance(fact, MeetingCalled):
        if fact.agenda is None or Category.COORDINATION in covered or entry.by.ref == ask.by.ref:
            return fact
        return attrs.evolve(fact, agenda=fact.agenda.erased())
    remark: Note | None = None if isinstance(fact, Content) else getattr(fact, "note", None)
    if remark is None:
        return fact
    shown: Fact = attrs.evolve(cast(Any, fact), note=_remark(ask, entry, remark))
    return shown


def _remark(ask: Ask, entry: Entry, remark: Note | None) -> Note | None:
    """Return a remark, without its text where the reader is neither of the home service nor its author.

    It has no kind of information that a consent could cover.
    """
    if remark is None or ask.standing is Standing.HOME or entry.by.ref == ask.by.ref or entry.book != CASE_BOOK:
        return remark
    return remark.erased()


def _record(ask: Ask, case: Case, book: str, basis: str, lines: tuple[Seen, ...], matter: str | None) -> AccessRecord:
    own = isinstance(ask.by, Professional) and not ask.spine.is_kin(ask.by.ref)
    service = ask.by.service.ref if own and isinstance(ask.by, Professional) else None
    shown = tuple(line.id for line in lines if line.fact is not None)
    kept_in = book if matter is None else matter_book(matter)
    return AccessRecord(case.id, book, ask.by.ref, service, basis, ask.now, shown, kept_in)
