"""What is kept from some of the readers: who may decide so, of whom, and when.

Whoever it is kept from hears, of each of these facts, what they would hear were nothing kept: that they may not record
it. So what stands in the record is asked only where the one who asks may know of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bti.codes import said
from bti.law.consent import age
from bti.law.family import ADULT
from bti.people import Professional, Unborn
from bti.reasons import Reason, ReasonKind, law, model
from bti.record.fact import Category
from bti.record.family_circle import Grade
from bti.record.held_back import (
    ClearedBy,
    EntryMarked,
    GuardianReadingSaid,
    GuardiansMayBeTold,
    GuardiansNotTold,
    NotToldGround,
    PlaceClearanceEnded,
    PlaceCleared,
    ReadingSays,
    Tells,
)
from bti.record.life import Concerned
from bti.record.take_over import CaseTakenOver
from bti.rules.ask import Ask, Standing
from bti.rules.references import known_family, unknown
from bti.rules.registry import Found, drafts, form, rule
from bti.rules.undoing import gives_health_care

__all__: list[str] = []

_FROM: Final = 12
"""From this age a child's own reasons count; below it weighty considerations alone (law A-19, A-23)."""
_HEALTH_AGE: Final = 16
_SAYS_FROM: Final = 15
"""From this age somebody says of a guardian's reading what is written down (law A-15, A-18)."""


def _of_the_case(ask: Ask, ref: str) -> Concerned | None:
    """Return the person concerned of a reference, who is born."""
    return next((one for one in ask.spine.life.persons if one.ref == ref and one.birth is not Unborn.UNBORN), None)


def _works_here(ask: Ask) -> bool:
    return ask.standing in (Standing.HOME, Standing.SERVICE)


# --- guardians who are not told of a child's health -------------------------------------------------------------------


@form(GuardiansNotTold, source=model("references"))
def the_child_is_one_of_the_case(ask: Ask, fact: GuardiansNotTold) -> Found:
    """The child is a person the case is about, and born."""
    return unknown("person") if _of_the_case(ask, fact.person) is None else None


@form(GuardiansNotTold, source=law("A-21"))
def who_is_not_told_is_a_guardian(ask: Ask, fact: GuardiansNotTold) -> Found:
    """Who is not told is a guardian of the case, or decides in their place, and not the child."""
    people = ask.spine.people
    deciding = {*people.deciding.values()}.intersection(known_family(ask))
    known = {*people.guardians, *deciding} - {fact.person}
    return None if known.issuperset(fact.guardians) else unknown("guardians")


@form(GuardiansNotTold, source=law("A-21"))
def the_entries_come_from_the_service(ask: Ask, fact: GuardiansNotTold) -> Found:
    """What is kept comes from the service that decides: of the care that others give, those decide.

    Source: law A-21; that a service decides of its own entries alone is decided here.
    """
    if not isinstance(ask.by, Professional):
        return None
    lines = (ask.book.line(ref) for ref in fact.entries)
    own = all(line is not None and line.service == ask.by.service.ref for line in lines)
    return None if own else unknown("entries")


@rule(GuardiansNotTold, source=law("A-21"))
def those_who_give_the_care_decide(ask: Ask) -> Found:
    """Health personnel decide, for the service that gives the care.

    Source: law A-19, A-21 (PBRL § 3-4).
    """
    if gives_health_care(ask):
        return None
    return Reason("health_care_decides", ReasonKind.WRONG_PERSON, (), (law("A-21"),))


@rule(GuardiansNotTold, source=(law("Q-02"), model("I-06")))
def their_health_information_is_covered(ask: Ask) -> Found:
    """Consent covers what the deciding service says on health; where it does not, nothing of it is here to be kept."""
    if ask.standing is not Standing.SERVICE or not isinstance(ask.by, Professional):
        return None
    if Category.HEALTH in ask.covered(ask.by.service.ref):
        return None
    params = (("category", said(Category.HEALTH)),)
    return Reason("category_not_covered", ReasonKind.UNMET, params, (law("Q-02"), model("I-06")))


@rule(GuardiansNotTold, source=(law("A-21"), law("A-01")))
def the_ground_is_one_of_the_childs_age(ask: Ask, fact: GuardiansNotTold) -> Found:
    """From 12 to 15 a child's own reasons or the nature of the care are a ground; weighty considerations up to 18.

    Below 12 the child's no is no ground by itself; from 16 health is the young person's own, and no decision is needed.
    Where the age is not known, only weighty considerations are a ground.

    Source: law A-18, A-19, A-21, A-23.
    """
    person = _of_the_case(ask, fact.person)
    years = None if person is None else age(person, ask.day, ask.leap)
    if isinstance(years, int) and years >= ADULT:
        return Reason("not_told_grown_up", ReasonKind.WRONG_PLACE, (), (law("A-01"),))
    if fact.ground is NotToldGround.WEIGHTY:
        return None
    if not isinstance(years, int):
        return Reason("not_told_age_unknown", ReasonKind.UNMET, (), (law("A-21"),))
    if years < _FROM:
        return Reason("not_told_below_12", ReasonKind.UNMET, (), (law("A-21"),))
    if years >= _HEALTH_AGE:
        return Reason("not_told_from_16", ReasonKind.WRONG_PLACE, (), (law("A-18"), law("A-21")))
    return None


@rule(GuardiansMayBeTold, source=law("A-21"))
def it_is_theirs_to_lift(ask: Ask) -> Found:
    """The service that decided takes it back, or the child; nobody else of the family hears whether there is anything.

    Source: law A-19, A-21.
    """
    if gives_health_care(ask) and _works_here(ask):
        return None
    if ask.standing is Standing.FAMILY and _of_the_case(ask, ask.by.ref) is not None:
        return None
    return Reason("health_care_decides", ReasonKind.WRONG_PERSON, (), (law("A-21"),))


@rule(GuardiansMayBeTold, source=law("A-21"))
def there_is_something_to_lift(ask: Ask, fact: GuardiansMayBeTold) -> Found:
    """A decision of the service stands about the child or, where the child lifts it, one on the child's own no.

    Source: law A-21. What rests on weighty considerations, or on the nature of the care, is not the child's to lift.
    """
    if it_is_theirs_to_lift(ask) is not None or fact.person in _liftable(ask):
        return None
    return unknown("person")


def _liftable(ask: Ask) -> tuple[str, ...]:
    """Return the children of whose health the asker may let guardians be told again."""
    standing = ask.spine.held.not_told
    if isinstance(ask.by, Professional) and _works_here(ask):
        return tuple(dict.fromkeys(one.person for one in standing if one.service == ask.by.service.ref))
    own = (one for one in standing if one.person == ask.by.ref and one.ground is NotToldGround.CHILD_OBJECTS)
    return tuple(dict.fromkeys(one.person for one in own))


# --- a guardian's reading ---------------------------------------------------------------------------------------------


@form(GuardianReadingSaid, source=model("references"))
def who_speaks_is_one_of_the_case(ask: Ask, fact: GuardianReadingSaid) -> Found:
    """Who speaks is a person the case is about, and born."""
    return unknown("person") if _of_the_case(ask, fact.person) is None else None


@form(GuardianReadingSaid, source=model("references"))
def the_reader_is_a_guardian(ask: Ask, fact: GuardianReadingSaid) -> Found:
    """Whose reading it is about is a guardian of the case, and not the one who speaks."""
    known = fact.reader in ask.spine.people.guardians and fact.reader != fact.person
    return None if known else unknown("reader")


@form(GuardianReadingSaid, source=model("I-16"))
def a_yes_runs_to_a_day_to_come(ask: Ask, fact: GuardianReadingSaid) -> Found:
    """A yes runs out today or later, if a day was set at all."""
    if fact.until is None or fact.until >= ask.day:
        return None
    return Reason("date_is_past", ReasonKind.WRONG_FORM, (("date", fact.until),), (model("I-16"),))


@rule(GuardianReadingSaid, source=law("A-01"))
def one_speaks_for_oneself(ask: Ask, fact: GuardianReadingSaid) -> Found:
    """Who of the family records it speaks for themself; professionals note what they were told."""
    if ask.standing is not Standing.FAMILY or fact.person == ask.by.ref:
        return None
    return Reason("only_own_word_on_reading", ReasonKind.WRONG_PERSON, (), (law("A-01"),))


@rule(GuardianReadingSaid, source=law("A-02"))
def they_are_old_enough_to_say(ask: Ask, fact: GuardianReadingSaid) -> Found:
    """From fifteen somebody says whether a guardian may read; for younger children their guardians act.

    Source: law A-02, beside A-15 and A-18. That it is written down from fifteen is decided here (open question 4).
    """
    person = _of_the_case(ask, fact.person)
    years = None if person is None else age(person, ask.day, ask.leap)
    if isinstance(years, int) and years >= _SAYS_FROM:
        return None
    code = "too_young_to_say_who_reads" if isinstance(years, int) else "age_unknown_to_say_who_reads"
    return Reason(code, ReasonKind.UNMET, (), (law("A-02"),))


# --- what an entry tells ----------------------------------------------------------------------------------------------


@form(EntryMarked, source=model("references"))
def the_marked_entry_is_known(ask: Ask, fact: EntryMarked) -> Found:
    """What is marked is an entry of this case; who comes from another service marks what that service wrote."""
    line = ask.book.line(fact.entry)
    if line is None:
        return unknown("entry")
    if ask.standing is not Standing.SERVICE or not isinstance(ask.by, Professional):
        return None
    return None if line.service == ask.by.service.ref else unknown("entry")


@form(GuardiansNotTold, EntryMarked, source=(law("A-21"), law("H-17")))
def a_case_taken_over_is_not_kept_whole(ask: Ask, fact: GuardiansNotTold | EntryMarked) -> Found:
    """What a case was taken over with is not kept by naming the entry: what it brought shows all the same.

    It is corrected to bring less, and what is to be kept is recorded as an entry of its own, and kept. Decided here.
    """
    refs = (fact.entry,) if isinstance(fact, EntryMarked) else fact.entries
    if not _works_here(ask) or not any(_is_taken_over(ask, ref) for ref in refs):
        return None
    return Reason("taken_over_not_kept", ReasonKind.WRONG_PLACE, (), (law("A-21"), law("H-17")))


def _is_taken_over(ask: Ask, ref: str) -> bool:
    """Tell whether an entry is one the asker may mark, and a case was taken over with it."""
    line = ask.book.line(ref)
    if line is None or not issubclass(line.of, CaseTakenOver):
        return False
    own = isinstance(ask.by, Professional) and line.service == ask.by.service.ref
    return own or ask.standing is Standing.HOME


@form(EntryMarked, source=(law("H-17"), law("A-12")))
def whose_it_is_fits_what_it_tells(ask: Ask, fact: EntryMarked) -> Found:
    """A place is that of somebody of the family; what is about somebody else is about nobody the case is about.

    But for one of several who has turned eighteen: their guardians read on for the sake of the children beside them.
    """
    people = ask.spine.people
    if fact.tells is Tells.PLACE:
        known = fact.whose is None or fact.whose in people.concerned or fact.whose in people.guardians
    else:
        known = fact.whose is not None and (fact.whose not in people.concerned or fact.whose in _grown_beside(ask))
    return None if known else unknown("whose")


def _grown_beside(ask: Ask) -> frozenset[str]:
    """Return those of several persons who are of age, where not all of them are (law A-01)."""
    ages = {one.ref: age(one, ask.today, ask.leap) for one in ask.spine.life.persons}
    grown = frozenset(ref for ref, years in ages.items() if isinstance(years, int) and years >= ADULT)
    return grown if len(grown) < len(ages) else frozenset()


@form(PlaceCleared, source=law("H-17"))
def the_cleared_address_is_graded(ask: Ask, fact: PlaceCleared) -> Found:
    """The address is one that is graded; to whoever may not know of it, nothing is said."""
    if ask.standing is not Standing.HOME or fact.person in ask.spine.circle.graded:
        return None
    return unknown("person")


@form(PlaceCleared, source=law("H-17"))
def who_is_cleared_takes_part(ask: Ask, fact: PlaceCleared) -> Found:
    """Who is cleared is a service or professional that takes part, or whom the case is about."""
    people = ask.spine.people
    if fact.cleared in people.services or fact.cleared in people.professionals or fact.cleared in people.concerned:
        return None
    return unknown("cleared")


@rule(PlaceCleared, source=law("H-17"))
def police_or_child_welfare_clear_the_strictest(ask: Ask, fact: PlaceCleared) -> Found:
    """For a strictly confidential address police or child welfare decide who may know.

    Source: law H-17 (FREG § 10-4; BVL § 13-5).
    """
    graded = ask.spine.circle.graded.get(fact.person)
    strict = graded is not None and graded.grade is Grade.STRICTLY_CONFIDENTIAL
    if not strict or fact.decided_by is not ClearedBy.PERSON or ask.standing is not Standing.HOME:
        return None
    return Reason("clearance_by_authority", ReasonKind.UNMET, (), (law("H-17"),))


@form(PlaceClearanceEnded, source=law("H-17"))
def they_were_cleared(ask: Ask, fact: PlaceClearanceEnded) -> Found:
    """Who may know no longer was cleared; to whoever may not know of it, nothing is said."""
    cleared = ask.spine.held.cleared.get(fact.person, frozenset())
    if ask.standing is not Standing.HOME or fact.cleared in cleared:
        return None
    return unknown("cleared")


# --- what there is to choose ------------------------------------------------------------------------------------------


@drafts(GuardiansNotTold, "guardians", "entries")
def decisions_not_to_tell(ask: Ask) -> Iterator[GuardiansNotTold]:
    """Decide so of any child, on any ground."""
    for one in ask.spine.life.persons:
        for ground in NotToldGround:
            yield GuardiansNotTold(person=one.ref, ground=ground)


@drafts(GuardiansMayBeTold)
def decisions_to_tell_again(ask: Ask) -> Iterator[GuardiansMayBeTold]:
    """Lift what is one's own to lift."""
    for person in _liftable(ask):
        yield GuardiansMayBeTold(person=person)


@drafts(GuardianReadingSaid, "categories", "until")
def words_on_reading(ask: Ask) -> Iterator[GuardianReadingSaid]:
    """Say yes or no of any guardian, for oneself or as one was told."""
    for one in ask.spine.life.persons:
        if ask.standing is Standing.FAMILY and one.ref != ask.by.ref:
            continue
        for reader in ask.spine.people.guardians:
            for says in ReadingSays:
                yield GuardianReadingSaid(person=one.ref, reader=reader, says=says)


@drafts(EntryMarked, "entry", "tells", "whose")
def marks(ask: Ask) -> Iterator[EntryMarked]:
    """Mark the last entry that may be marked."""
    own = ask.by.service.ref if isinstance(ask.by, Professional) else None
    for line in ask.book.backwards():
        if (ask.standing is Standing.HOME or line.service == own) and not issubclass(line.of, CaseTakenOver):
            yield EntryMarked(entry=line.id, tells=Tells.PLACE)
            return


@drafts(PlaceCleared, "decided_by")
def clearances(ask: Ask) -> Iterator[PlaceCleared]:
    """Clear any service or professional that takes part, or whom the case is about, for any graded address."""
    people = ask.spine.people
    for person in ask.spine.circle.graded:
        for cleared in dict.fromkeys((*people.services, *people.professionals, *sorted(people.concerned))):
            yield PlaceCleared(person=person, cleared=cleared, decided_by=ClearedBy.POLICE)


@drafts(PlaceClearanceEnded)
def endings_of_clearances(ask: Ask) -> Iterator[PlaceClearanceEnded]:
    """End any clearance."""
    for person, known in ask.spine.held.cleared.items():
        for cleared in sorted(known):
            yield PlaceClearanceEnded(person=person, cleared=cleared)
