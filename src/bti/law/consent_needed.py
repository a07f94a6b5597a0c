"""Whose consent is needed for a matter on a date, and by which rules: exactly these, or that it cannot be said.

Each person the case is about is looked at alone, at the age of that date; where the birth date is not known, every age
they may have is tried, and only what all of them agree on is answered (never a guess).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Final

import attrs

from bti.law.consent_by_sector import decide
from bti.law.consent_line import Deciders, NotKnown, Who
from bti.law.family import ADULT, Family, Order, OrderKind, Parent, age_of
from bti.law.matters import ConsentSettings, Matter, Question
from bti.law.model import Sector
from bti.law.rules import Law, load_law
from bti.law.well_asked import check_asked
from bti.people import Unborn

__all__ = ["DECIDERS", "FREE", "OTHERS", "Consenter", "Needed", "NotKnown", "who_must_consent"]

_KINDERGARTEN_AGES: Final = range(7)
_ALL_AGES: Final = range(ADULT + 1)
_OF_GUARDIANS: Final = frozenset({"A-02", "A-03", "A-06", "A-10", "A-11"})
"""Why somebody consents for a child; not why a young person consents too."""
_PARENTS_KEEP: Final = frozenset({Matter.UPBRINGING})


@attrs.frozen
class Consenter:
    """One whose consent is needed, and for whom.

    Attributes:
        person: Their reference.
        speaks_for: The reference of the person whose matter or information it is.
        grounds: The ids of the law rules that say so.
    """

    person: str
    speaks_for: str
    grounds: tuple[str, ...]


@attrs.frozen
class Needed:
    """Whose consent is needed.

    Attributes:
        consenters: Each, once for every person they consent for.
        any_of: Of these one is enough (everyday health care, law A-22).
        unknown: What is not known and would decide; where it is not empty, no consent is enough.
        perhaps: Who may turn out to be needed, where something is not known.
        at_least: Whether the law does not say who else (a voluntary measure of child welfare).
        grounds: The ids of the law rules that decide.
        instead: Those whose own consent is enough for themselves, in the place of all who consent for them.
    """

    consenters: tuple[Consenter, ...] = ()
    any_of: tuple[str, ...] = ()
    unknown: tuple[NotKnown, ...] = ()
    perhaps: tuple[str, ...] = ()
    at_least: bool = False
    grounds: tuple[str, ...] = ()
    instead: tuple[str, ...] = ()

    @property
    def persons(self) -> tuple[str, ...]:
        """Return whose consent is needed, each once."""
        return tuple(dict.fromkeys(one.person for one in self.consenters))

    @property
    def can_be_said(self) -> bool:
        """Tell whether everything that decides is known."""
        return not self.unknown


def who_must_consent(
    family: Family,
    question: Question,
    day: dt.date,
    settings: ConsentSettings | None = None,
    law: Law | None = None,
) -> Needed:
    """Find whose consent is needed.

    Args:
        family: Who is around the child.
        question: For what, in which service.
        day: The date of the act, in Europe/Oslo: law and ages are those of this date.
        settings: What the municipality has set; by default what the engine takes where nobody says.
        law: The law; by default the bundled one.

    Raises:
        InvalidValue: An argument, or something in it, is not what it should be; all that is wrong is named.

    Source: law A-01 to A-33, Q-05, Q-11, Q-14, Q-16 to Q-18.
    """
    settings = ConsentSettings() if settings is None else settings
    check_asked(
        family=(family, Family),
        question=(question, Question),
        day=(day, dt.date),
        settings=(settings, ConsentSettings),
        law=(law, Law | None),
    )
    free = next((line for line in FREE if line.matter is question.matter), None)
    if free is not None:
        return Needed(grounds=(law or load_law()).standing(free.rules, day))
    about = question.about
    if about is not None and all(one.ref != about for one in family.persons):
        line = next(iter(OTHERS), None)
        return Needed(unknown=(NotKnown.NOBODY,)) if line is None else line.needed(family, question, day, settings, law)
    found: list[Needed] = []
    ages = [age_of(one.birth, day, settings.leap) for one in family.persons]
    born = any(age is not Unborn.UNBORN for age in ages)
    for one, age in zip(family.persons, ages, strict=True):
        if (born and age is Unborn.UNBORN) or about not in (None, one.ref):
            continue  # somebody of the case who is born answers for who is not
        deciders = _deciders(family, one.ref, question, day)
        found.append(_of_person(one.ref, age, deciders, question, day, settings, law))
    return _together(found)


def _of_person(
    person: str,
    age: int | Unborn,
    deciders: Deciders,
    question: Question,
    day: dt.date,
    settings: ConsentSettings,
    law: Law | None,
) -> Needed:
    """Answer for one person; at an age that is not known only what is so at every age they may have."""

    def at(years: int) -> Who:
        return decide(person, years, deciders, question, day, settings, law)

    if age is not Unborn.UNKNOWN:
        return _needed(person, at(0 if isinstance(age, Unborn) else age))
    ages = _KINDERGARTEN_AGES if question.sector is Sector.KINDERGARTEN else _ALL_AGES
    answers = {years: at(years) for years in ages}
    first = answers[ages[0]]
    if all(
        (frozenset(one.persons), one.unknown, one.instead) == (frozenset(first.persons), first.unknown, first.instead)
        for one in answers.values()
    ):
        return _needed(person, first)
    grounds = tuple(dict.fromkeys(rule for one in answers.values() for rule in one.grounds))
    perhaps = dict.fromkeys(each for one in answers.values() for each in one.persons)
    unknown = dict.fromkeys((NotKnown.AGE, *(each for one in answers.values() for each in one.unknown)))
    return Needed(unknown=tuple(unknown), perhaps=tuple(perhaps), grounds=(*grounds, "A-32"))


@attrs.frozen
class FreeLine:
    """A matter that nobody has to consent to, and the rules it cites."""

    rules: tuple[str, ...]
    matter: Matter


FREE: Final[tuple[FreeLine, ...]] = (
    FreeLine(("A-27",), Matter.CHILD_WELFARE_TALK),
    FreeLine(("D-01", "Q-11"), Matter.PROTECTION),
)
"""What needs nobody's consent."""


def _of_another(family: Family, question: Question, day: dt.date, settings: ConsentSettings, law: Law | None) -> Needed:
    """Answer for information about somebody the case is not about: it is theirs to let out (law A-12)."""
    about = question.about or ""
    other = next((one for one in family.others if one.ref == about), None)
    if other is None and all(one.ref != about for one in family.parents):
        return Needed(unknown=(NotKnown.WHO,), perhaps=(about,), grounds=("A-12",))  # of age or not: never a guess
    if other is None or other.birth is None:
        return Needed((Consenter(about, about, ("A-12",)),), grounds=("A-12",))
    parents = tuple(Parent(ref, of=(about,)) for ref in other.guardians)
    deciders = _first(Around(parents, parents, (), question, day))
    found = _of_person(about, age_of(other.birth, day, settings.leap), deciders, question, day, settings, law)
    return attrs.evolve(found, grounds=("A-12", *found.grounds))


@attrs.frozen
class OtherLine:
    """An answer for information about somebody the case is not about, and the rules it cites."""

    rules: tuple[str, ...]
    needed: Callable[[Family, Question, dt.date, ConsentSettings, Law | None], Needed]


OTHERS: Final[tuple[OtherLine, ...]] = (OtherLine(("A-12",), _of_another),)
"""Each protected person lets out their own."""


@attrs.frozen
class Around:
    """Who is around somebody under age on a date.

    Attributes:
        parents: Those who are or may be their guardians.
        holders: Of them those whose part has begun and not ended.
        orders: What has been decided of them and holds.
        question: What is asked.
        day: The date.
    """

    parents: tuple[Parent, ...]
    holders: tuple[Parent, ...]
    orders: tuple[Order, ...]
    question: Question
    day: dt.date

    @property
    def moved(self) -> tuple[Order, ...]:
        """Return the orders that put somebody in the place of the guardians."""
        return tuple(one for one in self.orders if one.kind is not OrderKind.VERGE)

    @property
    def is_kept(self) -> bool:
        """Tell whether parents decide this whatever was ordered (law A-10)."""
        return self.question.matter in _PARENTS_KEEP

    @property
    def verge(self) -> str | None:
        """Return the appointed guardian, if there is one."""
        return next((one.decider for one in reversed(self.orders) if one.kind is OrderKind.VERGE), None)

    @property
    def able(self) -> tuple[Parent, ...]:
        """Return the holders who can look after the child's interests."""
        return tuple(one for one in self.holders if one.able)

    @property
    def is_not_known(self) -> bool:
        """Tell whether nobody knows of one of them whether they hold parental responsibility."""
        return any(one.parental is None for one in self.holders)

    @property
    def near(self) -> tuple[str, ...]:
        """Return all who are near, responsibility or not (law A-22)."""
        return tuple(one.ref for one in self.parents if one.since is None or one.since <= self.day)


@attrs.frozen
class DecidingLine:
    """One answer to who decides for somebody under age, and the rules it cites."""

    rules: tuple[str, ...]
    fits: Callable[[Around], bool]
    who: Callable[[Around], Deciders]


def _as_parents(around: Around) -> Deciders:
    kept = _first(attrs.evolve(around, orders=()))
    return attrs.evolve(kept, grounds=("A-10", *kept.grounds), near=())


def _one_decides(person: str, rule: str) -> Deciders:
    return Deciders((person,), (rule,), near=(person,))


def _by_order(around: Around) -> Deciders:
    found = _one_decides(around.moved[-1].decider, "A-10")
    if any(one.kind is OrderKind.CARE for one in around.moved):
        return found
    return attrs.evolve(found, but_for_order=_as_parents(around))


def _holders(around: Around) -> Deciders:
    able = around.able
    persons = tuple(one.ref for one in able)
    residents = tuple(one.ref for one in able if one.lives_with)
    apart = any(one.lives_with is False for one in able) and bool(residents)
    grounds = ("A-02", "A-03") if len(persons) > 1 else ("A-02",)
    several = apart and len(persons) > 1
    return Deciders(persons, grounds, residents=residents if apart else persons, apart=several, near=around.near)


DECIDERS: Final[tuple[DecidingLine, ...]] = (
    DecidingLine(("A-10",), lambda one: bool(one.moved) and one.is_kept, _as_parents),
    DecidingLine(("A-10",), lambda one: bool(one.moved), _by_order),
    DecidingLine(
        ("A-33",),
        lambda one: one.is_not_known,
        lambda one: Deciders(
            (),
            ("A-33",),
            (NotKnown.RESPONSIBILITY,),
            near=one.near,
            perhaps=tuple(each.ref for each in one.holders),
        ),
    ),
    DecidingLine(("A-02", "A-03"), lambda one: len(one.able) > 1, _holders),
    DecidingLine(("A-02",), lambda one: len(one.able) == 1, _holders),
    DecidingLine(("A-11",), lambda one: one.verge is not None, lambda one: _one_decides(one.verge or "", "A-11")),
    DecidingLine(
        ("A-02", "A-11"),
        lambda one: not one.able,
        lambda one: Deciders((), ("A-02", "A-11"), (NotKnown.NOBODY,), near=one.near),
    ),
)
"""Who decides for somebody under age: whoever an order puts in the guardians' place, their guardians, or an appointed
one; the first that fits."""


def _first(around: Around) -> Deciders:
    line = next((line for line in DECIDERS if line.fits(around)), None)
    return Deciders((), (), (NotKnown.NOBODY,), near=around.near) if line is None else line.who(around)


def _deciders(family: Family, person: str, question: Question, day: dt.date) -> Deciders:
    """Return who decides for somebody under age: their guardians, or whoever an order puts in their place."""
    parents = tuple(one for one in family.parents if one.is_of(person))
    orders = tuple(one for one in family.orders if one.is_of(person) and one.holds_on(day))
    return _first(Around(parents, tuple(one for one in parents if one.holds_on(day)), orders, question, day))


def _needed(person: str, who: Who) -> Needed:
    consenters = tuple(
        Consenter(one, person, who.grounds if one != person else _own(who.grounds)) for one in who.persons
    )
    grounds = tuple(dict.fromkeys(who.grounds))
    return Needed(consenters, who.any_of, who.unknown, who.perhaps, who.at_least, grounds, who.instead)


def _own(grounds: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(one for one in grounds if one not in _OF_GUARDIANS)


def _together(found: Iterable[Needed]) -> Needed:
    each = tuple(found)
    if not each:
        return Needed(unknown=(NotKnown.NOBODY,), grounds=("A-02",))  # about nobody: never that nobody need consent
    if len(each) == 1:
        return each[0]
    return Needed(
        tuple(one for needed in each for one in needed.consenters),
        tuple(dict.fromkeys(one for needed in each for one in needed.any_of)),
        tuple(dict.fromkeys(one for needed in each for one in needed.unknown)),
        tuple(dict.fromkeys(one for needed in each for one in needed.perhaps)),
        any(needed.at_least for needed in each),
        tuple(dict.fromkeys(rule for needed in each for rule in needed.grounds)),
        tuple(one for needed in each for one in needed.instead),
    )
