"""Which entries are kept back from a reader who could read them else: health, places, what is about somebody else.

To whom something is kept back from, it is an entry that was written for others, and of it not even the kind is told:
nothing says why, nor who decided. With it goes what later entries say of it, and what followed from it by itself; and
an entry that one kept back corrects, strikes or erases, since what that one says today is what is kept, and what it
said before is not right any more. The reader's own entries are never kept from them. The home service sees all. What
the entries kept back made of the case is left out of all other answers (`bti.answers.told`).

What counts is what was recorded by the instant asked about and what stands today: asking back shows no more.

Source: law A-12, A-19, A-21, H-09, H-17; model 6.
"""

from __future__ import annotations

import functools
from collections.abc import Hashable, Iterator, Sequence
from typing import Any, Final, cast

import attrs

from bti.answers.treated import Treatment
from bti.law.consent import age
from bti.law.family import ADULT
from bti.people import Actor, Professional
from bti.record.case import Case
from bti.record.correction import EntryCorrected, EntryErased, EntryStruck, OfEntry, TextErased
from bti.record.entry import Entry
from bti.record.fact import Category, Content, Fact
from bti.record.held_back import GuardiansMayBeTold, GuardiansNotTold, Mark, NotTold, NotToldGround, Tells
from bti.record.spine import Spine
from bti.rules.ask import Ask, Standing

__all__ = ["MENDING", "held_back_from", "is_anything_held", "is_kept_from", "kept_from_guardians", "references"]

_NOTHING: Final[frozenset[str]] = frozenset()
_OWN_HEALTH: Final = 16  # pasient- og brukerrettighetsloven § 4-3 (law A-18)
_DECISIONS: Final = (GuardiansNotTold, GuardiansMayBeTold)
MENDING: Final = (EntryCorrected, EntryStruck, EntryErased, TextErased)
"""What says of an earlier entry that it is not right, or is gone."""


def held_back_from(
    ask: Ask, case: Case, treatment: Treatment | None = None, today: Spine | None = None
) -> frozenset[str]:
    """Return the ids of the entries of the case book that are kept back from the asker.

    Args:
        ask: The question, of somebody who may read the case book.
        case: The case.
        treatment: What became of its entries, where that has been worked out.
        today: The case's spine as it is today, where the question is of an earlier instant and does not know it.
    """
    if ask.standing is Standing.HOME:
        return _NOTHING
    spines = tuple({id(one): one for one in (ask.spine, ask.of_today.spine, today or ask.spine)}.values())
    if not is_anything_held(case, *spines):
        return _NOTHING
    marked = frozenset(mark.entry for spine in spines for mark in spine.held.marks if _is_kept(ask, case, spine, mark))
    found: set[str] = set()
    others = [entry for entry in case.entries if entry.by.ref != ask.by.ref]
    for entry in others:
        treated = None if treatment is None else treatment.of(entry)
        fact = entry.fact if treated is None else treated.fact
        decided = _is_decision(ask, entry) or any(_is_untold(ask, spine, entry, fact) for spine in spines)
        if entry.id in marked or decided:
            found.add(entry.id)
    return _with_what_is_of_them(others, treatment, found)


def is_anything_held(case: Case, *spines: Spine) -> bool:
    """Tell whether there is a mark or a decision in a case, by which something may be kept back from somebody."""
    if any(spine.held.not_told or spine.held.marks for spine in spines):
        return True
    return any(isinstance(entry.fact, _DECISIONS) for entry in case.entries)


def _with_what_is_of_them(others: Sequence[Entry], treatment: Treatment | None, found: set[str]) -> frozenset[str]:
    """Add what names what is kept back or followed from it, and what is mended by it."""
    before = -1
    while found and len(found) != before:
        before = len(found)
        mended = {one.fact.entry for one in others if one.id in found and isinstance(one.fact, MENDING)}
        for entry in others:
            if entry.id not in found and (
                entry.id in mended or entry.cause in found or _names(entry, treatment, found)
            ):
                found.add(entry.id)
    return frozenset(found)


def _names(entry: Entry, treatment: Treatment | None, found: set[str]) -> bool:
    """Tell whether an entry is about one that is kept back."""
    treated = None if treatment is None else treatment.of(entry)
    facts = [entry.fact] if treated is None else [entry.fact, treated.fact]
    facts += [one.instead for one in facts if isinstance(one, EntryCorrected)]
    return any(ref in found for one in facts for ref in references(one))


def references(fact: Fact) -> Iterator[str]:
    """Yield what stands in a fact as text: references among it, also several in one field."""
    for name in _fields(cast(Hashable, type(fact))):
        held: object = getattr(fact, name)
        for one in cast("tuple[object, ...]", held) if isinstance(held, tuple) else (held,):
            if isinstance(one, str):
                yield one


@functools.cache
def _fields(of: Any) -> tuple[str, ...]:
    return tuple(field.name for field in attrs.fields(of))


def _is_decision(ask: Ask, entry: Entry) -> bool:
    """Tell whether an entry says that guardians are not told, or may be, and is not for the asker.

    It is for the child, and for professionals as far as consent covers health.
    """
    fact = entry.fact.instead if isinstance(entry.fact, EntryCorrected) else entry.fact
    if not isinstance(fact, _DECISIONS):
        return False
    if ask.standing is Standing.FAMILY:
        return ask.by.ref != fact.person
    return isinstance(ask.by, Professional) and Category.HEALTH not in ask.covered_to_read(ask.by.service.ref)


def _is_untold(ask: Ask, spine: Spine, entry: Entry, fact: Fact) -> bool:
    """Tell whether somebody of the family is not told what an entry says on a child's health."""
    if ask.standing is not Standing.FAMILY or not spine.held.not_told:
        return False
    return any(is_kept_from(ask, spine, one, ask.by.ref) for one in _deciding(spine, entry, fact))


def _deciding(spine: Spine, entry: Entry, fact: Fact) -> Iterator[NotTold]:
    said = tuple(one.instead if isinstance(one, EntryCorrected) else one for one in (entry.fact, fact))
    is_health = any(isinstance(one, Content) and one.category is Category.HEALTH for one in said)
    about = entry.fact.entry if isinstance(entry.fact, OfEntry) else entry.id
    for one in spine.held.not_told:
        listed = about in one.entries or entry.id in one.entries
        if listed or (not one.entries and is_health and entry.service == one.service):
            yield one


def _is_kept(ask: Ask, case: Case, spine: Spine, mark: Mark) -> bool:
    """Tell whether what a mark says an entry tells is not for the asker."""
    if mark.tells is Tells.PLACE:
        graded = (one for one in spine.circle.graded.values() if mark.whose in (None, one.person))
        return any(
            ask.by.ref not in (one.person, *one.may_know) and not _is_cleared(ask.by, ask, spine, one.person)
            for one in graded
        )
    return mark.whose != ask.by.ref and not _has_consented(ask, case, spine, mark) and not _lets(ask, case, spine, mark)


def _lets(ask: Ask, case: Case, spine: Spine, mark: Mark) -> bool:
    """Tell whether a grown person of the case, whom an entry is about, lets the asker read what it holds (law A-01)."""
    if mark.whose is None:
        return False
    lets = spine.held.lets_read(mark.whose, ask.by.ref, ask.today)
    return bool(lets) and next((_category(one) in lets for one in case.entries if one.id == mark.entry), False)


def _category(entry: Entry) -> Category:
    return entry.fact.category if isinstance(entry.fact, Content) else Category.COORDINATION


def _is_cleared(by: Actor, ask: Ask, spine: Spine, person: str) -> bool:
    cleared = spine.held.cleared.get(person, _NOTHING)
    works = isinstance(by, Professional) and ask.standing is not Standing.FAMILY
    return by.ref in cleared or (works and isinstance(by, Professional) and by.service.ref in cleared)


def _has_consented(ask: Ask, case: Case, spine: Spine, mark: Mark) -> bool:
    """Tell whether who an entry is about has consented themself to the asker's service, or wrote from it (law A-12).

    The rest of the family does not read it by that: a consent lets services in.
    """
    by = ask.by
    if not isinstance(by, Professional) or ask.standing is Standing.FAMILY or mark.whose is None:
        return False
    entry = next((one for one in case.entries if one.id == mark.entry), None)
    if entry is None or entry.service == by.service.ref:
        return entry is not None
    return any(
        one.holds_on(ask.today) and _category(entry) in one.categories
        for one in spine.consents.given()
        if one.giver == mark.whose and one.target == by.service.ref
    )


def kept_from_guardians(ask: Ask, entry: Entry, fact: Fact) -> tuple[str, ...]:
    """Return the guardians who may not be told what an entry says, for a professional who may read it.

    Args:
        ask: The question.
        entry: The entry.
        fact: What it says today.
    """
    spine = ask.spine
    if ask.standing is Standing.FAMILY or not spine.held.not_told:
        return ()
    deciding = tuple(_deciding(spine, entry, fact))
    people = dict.fromkeys((*spine.people.guardians, *spine.people.deciding.values()))
    return tuple(ref for ref in people if any(is_kept_from(ask, spine, one, ref) for one in deciding))


def is_kept_from(ask: Ask, spine: Spine, decision: NotTold, ref: str) -> bool:
    """Tell whether a decision keeps a child's health from one of the family today.

    It was made by the child's age then. Whoever decides of their own health since, and lets a guardian read on it, has
    the last word: from sixteen where the ground was one of the ages below (law A-18, A-21), from eighteen whatever it
    was (law A-01). Without their word it goes on, so that nothing opens on a birthday.
    """
    if not decision.is_kept_from(ref):
        return False
    person = next((one for one in spine.life.persons if one.ref == decision.person), None)
    years = None if person is None else age(person, ask.today, ask.leap)
    decides_at = ADULT if decision.ground is NotToldGround.WEIGHTY else _OWN_HEALTH
    lets = spine.held.lets_read(decision.person, ref, ask.today)
    return not (isinstance(years, int) and years >= decides_at and Category.HEALTH in lets)
