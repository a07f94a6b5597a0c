"""Who consents for one person of a known age, sector by sector: school, kindergarten, health, child welfare, the log.

Where the law sets no age, the municipality's setting or the stated default decides (law A-30). Before the date of force
of the act a rule rests on, what held is not among what this library knows, and it says so.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

import attrs

from bti.law.matters import Circumstance, Combination, ConsentSettings, Matter, Question, SchoolWaiver
from bti.law.model import Sector
from bti.law.rules import Law, load_law
from bti.record.fact import Category

__all__ = ["WAIVERS", "Deciders", "NotKnown", "WaiverLine", "Who", "decide"]

_SCHOOL_AGE: Final = 15  # opplæringslova § 24-5
_HEALTH_AGE: Final = 16  # pasient- og brukerrettighetsloven § 4-3
_HEALTH_OWN_REASONS: Final = 12
_CHILD_WELFARE_AGE: Final = 15
_NEW_TEST: Final = dt.date(2026, 6, 1)
"""From this day it is enough that somebody overwhelmingly likely cannot understand (law A-24, section 14)."""


class NotKnown(enum.Enum):
    """What would decide and is not known, to the case or to the law facts."""

    AGE = "age"
    RESPONSIBILITY = "responsibility"  # who holds parental responsibility (law A-33)
    NOBODY = "nobody"  # nobody who can consent is known (law A-11)
    PRIVATE_SCHOOL = "private_school"  # who decides from 15 in private schools (open question 7)
    OLD_EDUCATION_ACT = "old_education_act"  # what held before 1 August 2024
    PLAN_FROM_15 = "plan_from_15"  # whose consent an individual plan needs from 15 to 17
    NEAREST_RELATIVE = "nearest_relative"  # who is nearest relative of somebody who cannot understand (law A-24)


@attrs.frozen
class Deciders:
    """Who decides for somebody under age.

    Attributes:
        persons: All who must.
        grounds: By which rules.
        unknown: What is not known of them.
        residents: Of them those the child lives with, where the others live apart; all where nobody does.
        apart: Whether they live apart.
        near: Also those without responsibility: everyday health care needs one of these (law A-22).
        perhaps: Who may turn out to decide, where something is not known.
    """

    persons: tuple[str, ...]
    grounds: tuple[str, ...]
    unknown: tuple[NotKnown, ...] = ()
    residents: tuple[str, ...] = ()
    apart: bool = False
    near: tuple[str, ...] = ()
    perhaps: tuple[str, ...] = ()


@attrs.frozen
class Who:
    """Whose consent one person's matter needs; the fields mean what those of `Needed` do."""

    persons: tuple[str, ...]
    grounds: tuple[str, ...]
    unknown: tuple[NotKnown, ...] = ()
    any_of: tuple[str, ...] = ()
    perhaps: tuple[str, ...] = ()
    at_least: bool = False

    def by(self, *rules: str) -> Who:
        """Return the same, by these rules first."""
        return attrs.evolve(self, grounds=(*rules, *(one for one in self.grounds if one not in rules)))


@attrs.frozen
class _Case:
    person: str
    age: int
    deciders: Deciders
    question: Question
    day: dt.date
    settings: ConsentSettings
    law: Law | None

    @property
    def own(self) -> Who:
        return Who((self.person,), ())

    @property
    def guardians(self) -> Who:
        found = self.deciders
        return Who(found.persons, found.grounds, found.unknown, perhaps=found.perhaps)

    def both(self) -> Who:
        found = self.guardians
        return attrs.evolve(found, persons=(*found.persons, self.person))

    def knows_school_age(self) -> bool:
        """Tell whether opplæringslova § 24-5 is law on the day."""
        rule = (self.law or load_law()).rule("A-14")
        return any(basis.act == "OPPL" for basis in rule.basis_on(self.day))


def decide(
    person: str,
    age: int,
    deciders: Deciders,
    question: Question,
    day: dt.date,
    settings: ConsentSettings,
    law: Law | None,
) -> Who:
    """Return whose consent is needed for somebody under 18."""
    return _BY_MATTER[question.matter](_Case(person, age, deciders, question, day, settings, law))


# --- the log and what follows it (A-30) ------------------------------------------------------------------------------


def _log(case: _Case) -> Who:
    found = _guardians_of_log(case)
    if case.age < case.settings.own_age or case.settings.combination is Combination.GUARDIANS:
        return found
    if case.settings.combination is Combination.YOUNG_PERSON:
        return case.own.by("A-30")
    return attrs.evolve(found, persons=(*found.persons, case.person)).by("A-30")


def _guardians_of_log(case: _Case) -> Who:
    found = case.deciders
    if len(found.persons) < 2:
        return Who(found.persons, (*found.grounds, "A-30"), found.unknown, perhaps=found.perhaps)
    if case.settings.resident_is_enough and found.apart:
        return Who(found.residents, ("A-02", "A-06", "A-30"))
    return Who(found.persons, (*found.grounds, "A-06", "A-30"), found.unknown, perhaps=found.perhaps)


def _arena(case: _Case) -> Who:
    return _log(case)


def _take_over(case: _Case) -> Who:
    return _log(case).by("Q-05")


def _move(case: _Case) -> Who:
    if case.question.sector is Sector.CHILD_WELFARE and case.question.has(Circumstance.MORE_THAN_VOLUNTARY):
        return Who((), ("Q-18",))
    return _log(case).by("Q-18")


# --- waivers of confidentiality, by the kind of information and the service it comes from ----------------------------


def _service(case: _Case) -> Who:
    return _disclosure(case).by("Q-05")


def _disclosure(case: _Case) -> Who:
    return next((line.who(case) for line in WAIVERS if line.fits(case)), None) or _log(case)


@attrs.frozen
class WaiverLine:
    """One answer to who lets information out, and the rules it cites; what they rest on beside them comes with it."""

    rules: tuple[str, ...]
    fits: Callable[[_Case], bool]
    who: Callable[[_Case], Who]


def _is_health(case: _Case) -> bool:
    return case.question.kind is Category.HEALTH


def _is_education(case: _Case) -> bool:
    return case.question.kind is Category.EDUCATION


def _is_welfare(case: _Case) -> bool:
    return case.question.kind is Category.WELFARE


def _is_counselling(case: _Case) -> bool:
    return case.question.sector is Sector.FAMILY_COUNSELLING


WAIVERS: Final[tuple[WaiverLine, ...]] = (
    WaiverLine(
        ("A-28",), lambda case: _is_counselling(case) and case.age < _HEALTH_AGE, lambda case: case.guardians.by("A-28")
    ),
    WaiverLine(("A-28", "A-18"), _is_counselling, lambda case: case.own.by("A-28", "A-18")),
    WaiverLine(
        ("A-29",),
        lambda case: case.question.sector in (Sector.SOCIAL_SERVICES, Sector.NAV),
        lambda case: case.guardians.by("A-29"),
    ),
    WaiverLine(
        ("A-24",),
        lambda case: _is_health(case) and case.age >= _HEALTH_AGE and _cannot_understand(case),
        lambda _: Who((), ("A-24",), (NotKnown.NEAREST_RELATIVE,)),
    ),
    WaiverLine(("A-18",), lambda case: _is_health(case) and case.age >= _HEALTH_AGE, lambda case: case.own.by("A-18")),
    WaiverLine(
        ("A-19", "A-21", "A-23"),
        lambda case: _is_health(case) and _own_reasons(case) is not None,
        lambda case: _own_reasons(case) or case.guardians,
    ),
    WaiverLine(("A-20",), _is_health, lambda case: _guardians_of_patient(case)),
    WaiverLine(
        ("A-26",),
        lambda case: _is_welfare(case) and case.age < case.settings.child_welfare_age,
        lambda case: case.guardians.by("A-26"),
    ),
    WaiverLine(("A-26",), _is_welfare, lambda case: case.own.by("A-26")),
    WaiverLine(
        ("A-17",),
        lambda case: _is_education(case) and case.question.sector is Sector.KINDERGARTEN,
        lambda case: _guardians_of_log(case).by("A-17"),
    ),
    WaiverLine(
        ("A-15",), lambda case: _is_education(case) and case.age >= _SCHOOL_AGE, lambda case: _pupils_waiver(case)
    ),
    WaiverLine(("A-30",), _is_education, lambda case: _guardians_of_log(case)),
)
"""Who lets information out, by the service and the kind; the first that fits decides, and where none does, who consents
to the log."""


def _school_waiver(case: _Case) -> Who:
    if case.question.sector is Sector.KINDERGARTEN:
        return _guardians_of_log(case).by("A-17")
    return _guardians_of_log(case) if case.age < _SCHOOL_AGE else _pupils_waiver(case)


def _pupils_waiver(case: _Case) -> Who:
    if case.question.sector is Sector.PRIVATE_SCHOOL:
        return Who((), ("A-15",), (NotKnown.PRIVATE_SCHOOL,))
    if not case.knows_school_age():
        return Who((), ("A-15",), (NotKnown.OLD_EDUCATION_ACT,))
    if case.settings.school_waiver is SchoolWaiver.BOTH:
        return case.both().by("A-15")
    return case.own.by("A-15", "A-30")


# --- education -------------------------------------------------------------------------------------------------------


def _assessment(case: _Case) -> Who:
    if case.question.sector is not Sector.KINDERGARTEN and case.age >= _SCHOOL_AGE:
        return _pupil(case)
    deciders, found = case.deciders, case.guardians
    if deciders.apart:  # the graded test: the parent the child lives with is enough for what reaches less far
        found = Who(deciders.residents, ("A-05", "A-04"))
    return found.by(*_kindergarten(case), "A-16")


def _education_decision(case: _Case) -> Who:
    if case.question.sector is not Sector.KINDERGARTEN and case.age >= _SCHOOL_AGE:
        return _pupil(case)
    found = case.guardians
    if case.deciders.apart:
        found = attrs.evolve(found, grounds=("A-05", *found.grounds))
    return found.by(*_kindergarten(case), "A-16")


def _special_help(case: _Case) -> Who:
    found = case.guardians
    if case.deciders.apart:
        found = attrs.evolve(found, grounds=("A-05", *found.grounds))
    return found.by("A-17", "A-16")


def _kindergarten(case: _Case) -> tuple[str, ...]:
    return ("A-17",) if case.question.sector is Sector.KINDERGARTEN else ()


def _pupil(case: _Case) -> Who:
    if case.question.sector is Sector.PRIVATE_SCHOOL:
        return Who((), ("A-14", "A-16"), (NotKnown.PRIVATE_SCHOOL,))
    if not case.knows_school_age():
        return Who((), (), (NotKnown.OLD_EDUCATION_ACT,))
    return case.own.by("A-14", "A-16")


def _upbringing(case: _Case) -> Who:
    """Type of school, written language: the parents', and from 15 the pupil's (BL81 § 32, law A-14)."""
    return case.own.by("A-14") if case.age >= _SCHOOL_AGE else case.guardians


def _to_school(case: _Case) -> Who:
    return case.guardians.by("Q-16")


def _school_change(case: _Case) -> Who:
    """More than necessary needs leave; where pupil *or* parents may give it, from 15 the pupil does (law A-15)."""
    if case.question.has(Circumstance.NECESSARY_FOR_EDUCATION):
        return Who((), ("Q-17",))
    return _school_waiver(case).by("Q-17")


# --- health ----------------------------------------------------------------------------------------------------------


def _health_care(case: _Case) -> Who:
    question = case.question
    if case.age >= _HEALTH_AGE:
        return case.guardians.by("A-24") if _cannot_understand(case) else case.own.by("A-18")
    own = _own_reasons(case)
    if own is not None:
        return own
    if question.has(Circumstance.EVERYDAY_CARE):
        return Who((), ("A-22",), any_of=case.deciders.near)
    return _guardians_of_patient(case)


def _own_reasons(case: _Case) -> Who | None:
    weighty = case.question.has(Circumstance.WEIGHTY_REASONS)
    if case.age >= _HEALTH_OWN_REASONS and (weighty or case.question.has(Circumstance.CHILD_OBJECTS)):
        return case.own.by("A-19", "A-21")
    return Who((), ("A-23", "A-21")) if weighty else None


def _guardians_of_patient(case: _Case) -> Who:
    joint = ("A-22",) if len(case.deciders.persons) > 1 else ()
    return case.guardians.by("A-20", *joint)


def _cannot_understand(case: _Case) -> bool:
    """Tell whether guardians decide for somebody of 16 or 17, by the test that holds on the day (law A-24)."""
    obviously = case.question.has(Circumstance.OBVIOUSLY_CANNOT_UNDERSTAND)
    return obviously or (case.question.has(Circumstance.CANNOT_UNDERSTAND) and case.day >= _NEW_TEST)


# --- plans and measures ----------------------------------------------------------------------------------------------


def _plan(case: _Case) -> Who:
    """Whose consent a plan needs follows from the sector of the right; where that is not given, the clear ages only."""
    sector = case.question.sector
    plan = (case.law or load_law()).standing(("Q-14",), case.day)
    if case.age < _SCHOOL_AGE or sector in (Sector.SOCIAL_SERVICES, Sector.NAV):
        return case.guardians.by(*plan)
    if sector in (Sector.HEALTH, Sector.HOSPITAL):
        return (case.own.by("A-18") if case.age >= _HEALTH_AGE else case.guardians.by("A-20")).by(*plan)
    return Who((), plan, (NotKnown.PLAN_FROM_15,))


def _voluntary_measure(case: _Case) -> Who:
    who = case.own if case.age >= _CHILD_WELFARE_AGE else case.guardians
    return attrs.evolve(who.by("A-25"), at_least=True)


def _nobody(case: _Case) -> Who:
    return Who((), ())


_BY_MATTER: Final[Mapping[Matter, Callable[[_Case], Who]]] = MappingProxyType(
    {
        Matter.LOG: _log,
        Matter.SERVICE: _service,
        Matter.ARENA: _arena,
        Matter.TAKE_OVER: _take_over,
        Matter.DISCLOSURE: _disclosure,
        Matter.ASSESSMENT: _assessment,
        Matter.ADAPTED_EDUCATION: _education_decision,
        Matter.SPECIAL_HELP: _special_help,
        Matter.INDIVIDUAL_PLAN: _plan,
        Matter.HEALTH_CARE: _health_care,
        Matter.KINDERGARTEN_TO_SCHOOL: _to_school,
        Matter.SCHOOL_CHANGE: _school_change,
        Matter.MOVE: _move,
        Matter.VOLUNTARY_MEASURE: _voluntary_measure,
        Matter.UPBRINGING: _upbringing,
        Matter.CHILD_WELFARE_TALK: _nobody,
        Matter.PROTECTION: _nobody,
    }
)
