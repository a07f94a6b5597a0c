"""What may be corrected, struck, shared wider or erased, and by whom.

The law says that what is wrong is corrected by adding, and that nothing is destroyed without authority (law H-02,
H-05); who may do it, neither law nor guides say. Decided here: what a professional of the home service recorded, its
author, whoever answers for the case, and the leader of the home service; what another service recorded as content, and
what the family or a resident recorded, its author alone, but that the leader strikes what came from outside and is
about another child; what keeps something back, and who is known of it, those who may lift it (`bti.rules.undoing`);
erasing, the leader of the home service, who carries out the decision.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from bti.reasons import Reason, ReasonKind, Word, law, model
from bti.record.correction import (
    EntryCorrected,
    EntryErased,
    EntryShared,
    EntryStruck,
    OfEntry,
    StrikeReason,
    TextErased,
)
from bti.record.fact import Audience, Content, Topic
from bti.rules.actors import admits_outsiders
from bti.rules.ask import Ask, Standing
from bti.rules.book import Line
from bti.rules.content import categories
from bti.rules.family import widest
from bti.rules.mended_by import MENDED_BY
from bti.rules.own_no import undoes_a_no
from bti.rules.references import unknown
from bti.rules.registry import Found, drafts, form, rule
from bti.rules.undoing import is_kept_by_service, is_known_to, not_theirs_to_undo

__all__ = ["STANDS_ON_IT"]

STANDS_ON_IT: Final = "others_stand_on_it"
"""The code of the refusal that lists what stands on an entry."""

_ALL: Final = (EntryCorrected, EntryStruck, EntryShared, TextErased, EntryErased)
_CHANGING: Final = (EntryCorrected, EntryStruck, EntryShared)

_BEGINNINGS: Final = frozenset({"case_opened", "case_taken_over"})
"""The kinds a case begins with: without it there is no case."""


@form(*_ALL, source=model("I-08"))
def the_entry_is_known(ask: Ask, fact: OfEntry) -> Found:
    """What is corrected, struck, shared or erased is an entry of the case book.

    Of what even the kind is kept from the asker no more is said than of what is not there.
    """
    return None if _line(ask, fact) is not None else unknown("entry")


@form(*_CHANGING, source=law("H-05"))
def the_entry_is_no_correction(ask: Ask, fact: OfEntry) -> Found:
    """A correction is not corrected, struck or shared by itself: the entry it is about is.

    Source: law H-05; that corrections do not stack is decided here, so that one can always see which one counts.
    """
    return _found_in_own(ask, fact, _no_correction)


def _no_correction(line: Line) -> Reason | None:
    if line.of.topic is not Topic.CORRECTION:
        return None
    return Reason("correction_of_a_correction", ReasonKind.WRONG_PLACE, (), (law("H-05"),))


@form(EntryCorrected, EntryStruck, source=model("model 8"))
def the_entry_was_recorded_by_somebody(ask: Ask, fact: OfEntry) -> Found:
    """What followed by itself is not corrected or struck by itself: what it followed from is."""
    return _found_in_own(ask, fact, _by_somebody)


def _by_somebody(line: Line) -> Reason | None:
    if line.author is not None:
        return None
    return Reason("followed_by_itself", ReasonKind.WRONG_PLACE, (), (model("model 8"),))


@form(*_CHANGING, source=law("H-05"))
def the_entry_is_not_struck(ask: Ask, fact: OfEntry) -> Found:
    """A struck entry stays struck; what was struck wrongly is recorded anew.

    Source: law H-05; decided here.
    """
    if fact.entry not in ask.spine.corrections.struck or _own_line(ask, fact) is None:
        return None
    return Reason("entry_is_struck", ReasonKind.WRONG_PLACE, (), (law("H-05"),))


@form(EntryStruck, source=model("model 2"))
def a_beginning_is_not_struck(ask: Ask, fact: EntryStruck) -> Found:
    """What a case began with can be corrected, and the case closed; it cannot be struck."""
    return _found_in_own(ask, fact, _no_beginning)


def _no_beginning(line: Line) -> Reason | None:
    if line.of.kind not in _BEGINNINGS:
        return None
    return Reason("beginning_stays", ReasonKind.WRONG_PLACE, (("fact", line.of.words),), (model("model 2"),))


@form(EntryCorrected, source=law("H-05"))
def the_correction_is_of_the_same_kind(ask: Ask, fact: EntryCorrected) -> Found:
    """An entry is corrected by a fact of the same kind."""
    line = _own_line(ask, fact)
    if line is None or line.of is type(fact.instead):
        return None
    said = (("fact", line.of.words), ("instead", fact.instead.words))
    return Reason("corrected_by_another_kind", ReasonKind.WRONG_FORM, said, (law("H-05"),))


@form(EntryCorrected, source=(law("Q-02"), model("model 6")))
def a_correction_moves_nothing(ask: Ask, fact: EntryCorrected) -> Found:
    """A correction is from the same service and for the same audience: sharing wider is an act of its own."""
    line, right = _own_line(ask, fact), fact.instead
    if line is None:
        return None
    wrong = ask.book.says(line)
    if not isinstance(right, Content) or not isinstance(wrong, Content):
        return None
    if (right.service, right.audience) == (wrong.service, wrong.audience):
        return None
    return Reason("correction_moves_content", ReasonKind.WRONG_FORM, (), (law("Q-02"), model("model 6")))


@form(EntryCorrected, EntryStruck, source=law("H-05"))
def the_entry_is_the_askers_to_correct(ask: Ask, fact: OfEntry) -> Found:
    """The author corrects, and for the home service's own entries also who answers or leads; nobody for others."""
    line = _line(ask, fact)
    return None if line is None else _not_theirs(ask, fact, line)


def _not_theirs(ask: Ask, fact: OfEntry, line: Line) -> Reason | None:
    """Find that an entry is not the asker's to correct, strike or share."""
    if isinstance(fact, EntryShared):
        return _is_to_share(ask, line)
    anothers = isinstance(fact, EntryStruck) and fact.reason is StrikeReason.WRONG_CASE
    return None if anothers and _came_here(ask, line) else _is_to_correct(ask, line)


def _came_here(ask: Ask, line: Line) -> bool:
    """Tell whether the leader may strike an entry as another child's though somebody from outside wrote it.

    Who takes no part can strike nothing, and what they wrote to the wrong child's case has to go (model 6). What
    anybody of the case said for themselves is never struck by others: a no of theirs would be gone with it.
    """
    people = ask.spine.people
    of_the_case = line.author in people.professionals or line.author in people.told
    return ask.leads_home and line.author is not None and admits_outsiders(line.of) and not of_the_case


def _is_to_correct(ask: Ask, line: Line) -> Reason | None:
    if is_kept_by_service(line):
        return not_theirs_to_undo(ask, line)
    if line.author is None or line.author == ask.by.ref:
        return None
    if (ask.answers or ask.leads_home) and _is_homes(ask, line):
        return None
    return Reason("not_yours_to_correct", ReasonKind.WRONG_PERSON, (), (law("H-05"),))


def _is_homes(ask: Ask, line: Line) -> bool:
    """Tell whether an entry is the home service's own, or at least nobody else's words."""
    home = ask.spine.life.home
    theirs = issubclass(line.of, Content) and (home is None or line.service not in (None, home.ref))
    return line.by_professional and not theirs


@form(EntryShared, source=model("model 6"))
def the_entry_is_the_askers_to_share(ask: Ask, fact: EntryShared) -> Found:
    """The author shares an entry wider, or, of what the home service wrote itself, the home service."""
    return _found(ask, fact, lambda line: _not_theirs(ask, fact, line))


def _is_to_share(ask: Ask, line: Line) -> Reason | None:
    if line.author == ask.by.ref or (ask.standing is Standing.HOME and _is_homes(ask, line)):
        return None
    return Reason("not_yours_to_share", ReasonKind.WRONG_PERSON, (), (model("model 6"),))


@form(EntryShared, source=model("model 6"))
def it_reaches_further_than_before(ask: Ask, fact: EntryShared) -> Found:
    """Sharing reaches further than the entry does now; what somebody may have read is not taken back."""
    line = _own_line(ask, fact)
    if line is None or fact.to.reach > ask.spine.corrections.shared.get(line.id, line.audience).reach:
        return None
    return Reason("reaches_no_further", ReasonKind.WRONG_FORM, (), (model("model 6"),))


@form(EntryShared, source=model("model 6"))
def what_is_kept_back_stays_so(ask: Ask, fact: EntryShared) -> Found:
    """What even its kind is kept back of is not shared wider, nor is an answer wider than what it answers."""
    line = _own_line(ask, fact)
    if line is None or fact.to.reach <= _widest(ask, line).reach:
        return None
    return Reason("kept_back", ReasonKind.FORBIDDEN, (), (law("H-17"), model("model 6")))


def _widest(ask: Ask, line: Line) -> Audience:
    """Return whom an entry may at most be shared with."""
    return Audience.HOME if line.of.discreet else widest(ask, ask.book.says(line))


@form(TextErased, source=law("H-02"))
def there_is_a_text_to_erase(ask: Ask, fact: TextErased) -> Found:
    """The entry was recorded with a text, and not all of its texts are erased yet."""
    return _found(ask, fact, lambda line: _has_text(ask, line))


def _has_text(ask: Ask, line: Line) -> Reason | None:
    if not ask.spine.corrections.textless.issuperset(ask.book.texts(line)):
        return None
    return Reason("no_text_to_erase", ReasonKind.WRONG_PLACE, (), (law("H-02"),))


@form(EntryErased, source=(law("H-02"), model("model 6")))
def struck_as_another_childs(ask: Ask, fact: EntryErased) -> Found:
    """A whole entry is erased only when it was struck as another child's."""
    if ask.spine.corrections.struck.get(fact.entry) is StrikeReason.WRONG_CASE:
        return None
    return Reason("erased_only_when_struck", ReasonKind.WRONG_PLACE, (), (law("H-02"), model("model 6")))


@form(EntryErased, source=law("H-02"))
def not_erased_before(ask: Ask, fact: EntryErased) -> Found:
    """An entry is erased once."""
    if fact.entry not in ask.spine.corrections.erased:
        return None
    return Reason("erased_before", ReasonKind.WRONG_PLACE, (), (law("H-02"),))


@rule(EntryCorrected, source=(law("Q-02"), model("I-06")))
def the_right_content_is_covered_by_consent(ask: Ask, fact: EntryCorrected) -> Found:
    """Another service corrects what consent lets it see and give today.

    Source: law Q-02, Q-05; I-06.
    """
    if ask.standing is not Standing.SERVICE:
        return None
    covered, line = categories(ask), _line(ask, fact)
    for one in (None if line is None else ask.book.says(line), fact.instead):
        if isinstance(one, Content) and one.category not in covered:
            return _NOT_COVERED
    return None


_NOT_COVERED: Final = Reason("correction_not_covered", ReasonKind.UNMET, (), (law("Q-02"), model("I-06")))


@rule(EntryCorrected, EntryStruck, source=(law("H-05"), model("model 6")))
def all_later_entries_still_stand(ask: Ask, fact: EntryCorrected | EntryStruck) -> Found:
    """An entry is corrected or struck only if all later entries of its book would still be admitted, and mean the same.

    The one exception is a birth date put right by another: no forward fact can mend it, and it must be right (GDPR
    art. 16). What would not have been admitted had it been known is then a finding (`Engine.findings`).

    Source: model 6; law H-05.
    """
    line = _line(ask, fact)
    fallen = ask.book.fallen(fact)
    if line is None or not fallen:
        return None
    mend = Word("mend", MENDED_BY.get(line.of.kind, "other"))
    params = (("count", len(fallen)), ("mend", mend))
    return Reason("others_stand_on_it", ReasonKind.UNMET, params, (law("H-05"), model("model 6")))


@rule(EntryCorrected, EntryStruck, source=(law("Q-09"), law("A-12")))
def a_no_is_undone_by_who_said_it(ask: Ask, fact: EntryCorrected | EntryStruck) -> Found:
    """What the family has said no to is not opened by a correction: they say yes anew, or correct it themselves.

    Source: law Q-09, A-12; that it holds for every reason to strike is decided here.
    """
    return _found_in_own(ask, fact, lambda line: undoes_a_no(ask, fact, line))


def _line(ask: Ask, fact: OfEntry) -> Line | None:
    """Return the entry, where there is one and its kind is not kept from the asker."""
    line = ask.book.line(fact.entry)
    return line if line is not None and is_known_to(ask, line) else None


def _own_line(ask: Ask, fact: OfEntry) -> Line | None:
    """Return the entry, where it is the asker's to do this with; of others' they hear that it is not, and no more."""
    line = _line(ask, fact)
    return None if line is None or _not_theirs(ask, fact, line) is not None else line


def _found_in_own(ask: Ask, fact: OfEntry, check: Callable[[Line], Reason | None]) -> Reason | None:
    """Ask about the entry, where it is the asker's to do this with."""
    line = _own_line(ask, fact)
    return None if line is None else check(line)


def _found(ask: Ask, fact: OfEntry, check: Callable[[Line], Reason | None]) -> Reason | None:
    """Ask about the entry, where there is one."""
    line = _line(ask, fact)
    return None if line is None else check(line)


# --- drafts: the latest entry with which it can be done ------------------------------------------------------------


def _correctable(ask: Ask) -> Iterator[Line]:
    for line in ask.book.backwards():
        faults = (_no_correction(line), _by_somebody(line), _is_to_correct(ask, line))
        if faults == (None, None, None) and line.id not in ask.spine.corrections.struck:
            yield line


@drafts(EntryCorrected, "entry", "instead")
def corrections(ask: Ask) -> Iterator[EntryCorrected]:
    """Correct the latest entry one may, to what it says already; others too where that may not be (`untold_falls`)."""
    for line in _correctable(ask):
        draft = EntryCorrected(entry=line.id, instead=ask.book.says(line))
        if the_right_content_is_covered_by_consent(ask, draft) is None:
            yield draft
            if not ask.book.untold_falls(draft):
                return


@drafts(EntryStruck, "entry", "reason")
def strikes(ask: Ask) -> Iterator[EntryStruck]:
    """Strike the latest entry one may that nothing stands on; where there is none, the latest one may at all.

    Where something that is not told stands on it, one before it is offered too.
    """
    latest: EntryStruck | None = None
    offered = False
    for line in _correctable(ask):
        if _no_beginning(line) is not None:
            continue
        draft = EntryStruck(entry=line.id, reason=StrikeReason.OTHER)
        latest = latest or draft
        if not ask.book.fallen(draft, first=True) and undoes_a_no(ask, draft, line) is None:
            yield draft
            offered = True
            if not ask.book.untold_falls(draft):
                return
    if latest is not None and not offered:
        yield latest
    for line in ask.book.backwards():
        if _came_here(ask, line) and line.id not in ask.spine.corrections.struck:
            anothers = EntryStruck(entry=line.id, reason=StrikeReason.WRONG_CASE)
            if not ask.book.fallen(anothers, first=True) and undoes_a_no(ask, anothers, line) is None:
                yield anothers
                if not ask.book.untold_falls(anothers):
                    return


@drafts(EntryShared, "entry", "to")
def sharings(ask: Ask) -> Iterator[EntryShared]:
    """Share the latest entry one may with all one may."""
    corrections = ask.spine.corrections
    for line in ask.book.backwards():
        reach = corrections.shared.get(line.id, line.audience)
        if reach is Audience.LOG or line.id in corrections.struck:
            continue
        if _no_correction(line) is not None or _is_to_share(ask, line) is not None:
            continue
        most = _widest(ask, line)
        if most.reach > reach.reach:
            yield EntryShared(entry=line.id, to=most)
            return


@drafts(TextErased, "entry", "decision")
def text_erasures(ask: Ask) -> Iterator[TextErased]:
    """Erase the latest text there is."""
    for line in ask.book.backwards():
        if _has_text(ask, line) is None:
            yield TextErased(entry=line.id, decision=_DECISION)
            return


@drafts(EntryErased, "entry", "decision")
def erasures(ask: Ask) -> Iterator[EntryErased]:
    """Erase an entry that was struck as another child's."""
    corrections = ask.spine.corrections
    for entry, reason in corrections.struck.items():
        if reason is StrikeReason.WRONG_CASE and entry not in corrections.erased:
            yield EntryErased(entry=entry, decision=_DECISION)
            return


_DECISION: Final = "decision-1"
