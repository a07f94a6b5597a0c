"""Who consents for one person of a known age, sector by sector: school, kindergarten, health, child welfare, the log.

Where the law sets no age, the municipality's setting or the stated default decides (law A-30). Before the date of force
of the act a rule rests on, what held is not among what this library knows, and it says so.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import attrs

from bti.law.consent_line import Case, ConsentLine, Deciders, NotKnown, Who, first
from bti.law.family import ADULT
from bti.law.matters import Circumstance, Combination, ConsentSettings, Matter, Question, SchoolWaiver
from bti.law.model import Sector
from bti.law.rules import Law, load_law
from bti.record.fact import Category

__all__ = ["ADULTS", "ARENA", "LINES", "LOG", "LOG_GUARDIANS", "WAIVERS", "decide"]

_SCHOOL_AGE: Final = 15  # opplæringslova § 24-5
_HEALTH_AGE: Final = 16  # pasient- og brukerrettighetsloven § 4-3
_HEALTH_OWN_REASONS: Final = 12
_CHILD_WELFARE_AGE: Final = 15
_NEW_TEST: Final = dt.date(2026, 6, 1)
"""From this day it is enough that somebody overwhelmingly likely cannot understand (law A-24, section 14)."""


def decide(
    person: str,
    age: int,
    deciders: Deciders,
    question: Question,
    day: dt.date,
    settings: ConsentSettings,
    law: Law | None,
) -> Who:
    """Return whose consent is needed for somebody of a known age."""
    case = Case(person, age, deciders, question, day, settings, law)
    grown = next((line for line in ADULTS if line.fits(case)), None)
    return first(LINES[question.matter], case) if grown is None else grown.who(case)


ADULTS: Final[tuple[ConsentLine, ...]] = (
    ConsentLine(("A-01",), lambda case: case.age >= ADULT, lambda case: case.own.by("A-01")),
)
"""Who is of age decides alone, whatever it is about."""


def _always(_: Case) -> bool:
    return True


# --- the log and what follows it (A-30) ------------------------------------------------------------------------------


def _log(case: Case) -> Who:
    return first(LOG, case)


def _guardians_of_log(case: Case) -> Who:
    return first(LOG_GUARDIANS, case)


LOG_GUARDIANS: Final[tuple[ConsentLine, ...]] = (
    ConsentLine(
        ("A-30",),
        lambda case: len(case.deciders.persons) < 2,
        lambda case: attrs.evolve(case.guardians, grounds=(*case.deciders.grounds, "A-30")),
    ),
    ConsentLine(
        ("A-06", "A-30"),
        lambda case: case.settings.resident_is_enough and case.deciders.apart,
        lambda case: Who(case.deciders.residents, ("A-02", "A-06", "A-30")),
    ),
    ConsentLine(
        ("A-06", "A-30"),
        _always,
        lambda case: attrs.evolve(case.guardians, grounds=(*case.deciders.grounds, "A-06", "A-30")),
    ),
)
"""Which of those who decide for a child consent to the log: all of them, or the one the child lives with."""


def _with_guardians(case: Case) -> Who:
    found = _guardians_of_log(case)
    return attrs.evolve(found, persons=(*found.persons, case.person)).by("A-30")


def _either(case: Case) -> Who:
    """Answer that guardians consent, or the young person alone; who is known to be able to, where guardians are not."""
    found = _guardians_of_log(case)
    return case.own.by("A-30") if found.unknown else attrs.evolve(found, instead=(case.person,))


LOG: Final[tuple[ConsentLine, ...]] = (
    ConsentLine(
        ("A-30",),
        lambda case: case.age < case.settings.own_age or case.settings.combination is Combination.GUARDIANS,
        _guardians_of_log,
    ),
    ConsentLine(
        ("A-30",),
        lambda case: case.settings.combination is Combination.YOUNG_PERSON,
        lambda case: case.own.by("A-30"),
    ),
    ConsentLine(("A-30",), lambda case: case.settings.combination is Combination.EITHER, _either),
    ConsentLine(("A-30",), _always, _with_guardians),
)
"""Who consents to the log: the guardians, the young person from the age the guide sets, both, or either."""


def _companion(case: Case) -> Who:
    """Return the guardians, all of them, and the young person from the age at which they consent to the log too.

    What a guide sets of one guardian being enough, or of the young person alone, is said of logs (law A-06, A-30): whom
    the guardians bring is theirs to decide together (law A-03).
    """
    alone = case.age < case.settings.own_age or case.settings.combination is Combination.GUARDIANS
    return case.guardians.by("A-09") if alone else case.both().by("A-09", "A-30")


# --- a meeting at which the child is talked of -----------------------------------------------------------------------


def _guardians_of_arena(case: Case) -> Who:
    """Return all who decide for the child; one is enough only where the guide says so of this kind of meeting.

    What it says of the log is no answer here: a meeting opens and extends none (law A-02, A-03; A-06 is of logs).
    """
    if case.settings.resident_is_enough and case.deciders.apart:
        return Who(case.deciders.residents, ("A-02", "A-06"))
    return case.guardians


def _with_guardians_of_arena(case: Case) -> Who:
    found = _guardians_of_arena(case)
    return attrs.evolve(found, persons=(*found.persons, case.person)).by("A-15", "A-30")


def _either_of_arena(case: Case) -> Who:
    found = _guardians_of_arena(case)
    return case.own.by("A-30") if found.unknown else attrs.evolve(found.by("A-30"), instead=(case.person,))


ARENA: Final[tuple[ConsentLine, ...]] = (
    ConsentLine(
        (),
        lambda case: case.age < case.settings.own_age or case.settings.combination is Combination.GUARDIANS,
        _guardians_of_arena,
    ),
    ConsentLine(
        ("A-30",),
        lambda case: case.settings.combination is Combination.YOUNG_PERSON,
        lambda case: case.own.by("A-30"),
    ),
    ConsentLine(("A-30",), lambda case: case.settings.combination is Combination.EITHER, _either_of_arena),
    ConsentLine(("A-15", "A-30"), _always, _with_guardians_of_arena),
)
"""Who lets the child be talked of at a kind of meeting: the guardians, and from the age at which the young person lets
school information out, or that the guide sets of such meetings, the young person beside them (decided here: a meeting
hears from several services, and no act makes all of that the young person's alone)."""


def _moves_in_child_welfare(case: Case) -> bool:
    return case.question.sector is Sector.CHILD_WELFARE and case.question.has(Circumstance.MORE_THAN_VOLUNTARY)


# --- waivers of confidentiality, by the kind of information and the service it comes from ----------------------------


_EXTENDS_LOG: Final = frozenset({Matter.LOG, Matter.SERVICE, Matter.TAKE_OVER})
"""What opens or extends a log; what a municipality sets of that (law A-06, A-30) says nothing of other matters."""


def _is_of_log(case: Case) -> bool:
    return case.question.matter in _EXTENDS_LOG


def _guardians(case: Case) -> Who:
    return first(_GUARDIANS, case)


_GUARDIANS: Final[tuple[ConsentLine, ...]] = (
    ConsentLine(("A-06", "A-30"), _is_of_log, _guardians_of_log),
    ConsentLine((), _always, lambda case: case.guardians),
)
"""Those who decide for a child: for a log as its settings say, for all else together (law A-02, A-03)."""


def _disclosure(case: Case) -> Who:
    """Answer by the service and the kind; where no act says anything, as for the log, or for all else its guardians."""
    found = next((line.who(case) for line in WAIVERS if line.fits(case)), None)
    return found or (_log(case) if _is_of_log(case) else case.guardians)


def _is_health(case: Case) -> bool:
    return case.question.kind is Category.HEALTH


def _is_education(case: Case) -> bool:
    return case.question.kind is Category.EDUCATION


def _is_welfare(case: Case) -> bool:
    return case.question.kind is Category.WELFARE


def _is_counselling(case: Case) -> bool:
    return case.question.sector is Sector.FAMILY_COUNSELLING


def _in_kindergarten(case: Case) -> bool:
    return case.question.sector is Sector.KINDERGARTEN


def _is_private(case: Case) -> bool:
    return case.question.sector is Sector.PRIVATE_SCHOOL


WAIVERS: Final[tuple[ConsentLine, ...]] = (
    ConsentLine(
        ("A-28",), lambda case: _is_counselling(case) and case.age < _HEALTH_AGE, lambda case: case.guardians.by("A-28")
    ),
    ConsentLine(("A-28", "A-18"), _is_counselling, lambda case: case.own.by("A-28", "A-18")),
    ConsentLine(
        ("A-29",),
        lambda case: case.question.sector in (Sector.SOCIAL_SERVICES, Sector.NAV),
        lambda case: case.guardians.by("A-29"),
    ),
    ConsentLine(
        ("A-24",),
        lambda case: _is_health(case) and case.age >= _HEALTH_AGE and _cannot_understand(case),
        lambda _: Who((), ("A-24",), (NotKnown.NEAREST_RELATIVE,)),
    ),
    ConsentLine(("A-18",), lambda case: _is_health(case) and case.age >= _HEALTH_AGE, lambda case: case.own.by("A-18")),
    ConsentLine(
        ("A-19", "A-21"),
        lambda case: _is_health(case) and _has_own_reasons(case),
        lambda case: case.own.by("A-19", "A-21"),
    ),
    ConsentLine(
        ("A-23", "A-21"),
        lambda case: _is_health(case) and case.question.has(Circumstance.WEIGHTY_REASONS),
        lambda _: Who((), ("A-23", "A-21")),
    ),
    ConsentLine(("A-20",), _is_health, lambda case: _guardians_of_patient(case)),
    ConsentLine(
        ("A-26",),
        lambda case: _is_welfare(case) and case.age < case.settings.child_welfare_age,
        lambda case: case.guardians.by("A-26"),
    ),
    ConsentLine(("A-26",), _is_welfare, lambda case: case.own.by("A-26")),
    ConsentLine(
        ("A-17",),
        lambda case: _is_education(case) and _in_kindergarten(case),
        lambda case: _guardians(case).by("A-17"),
    ),
    ConsentLine(
        ("A-15",), lambda case: _is_education(case) and case.age >= _SCHOOL_AGE, lambda case: _pupils_waiver(case)
    ),
    ConsentLine((), _is_education, _guardians),
)
"""Who lets information out, by the service and the kind; the first that fits decides."""


def _school_waiver(case: Case) -> Who:
    if _in_kindergarten(case):
        return _guardians(case).by("A-17")
    return _guardians(case) if case.age < _SCHOOL_AGE else _pupils_waiver(case)


def _pupils_waiver(case: Case) -> Who:
    if _is_private(case):
        return Who((), ("A-15",), (NotKnown.PRIVATE_SCHOOL,))
    if not case.knows_school_age():
        return Who((), ("A-15",), (NotKnown.OLD_EDUCATION_ACT,))
    if case.settings.school_waiver is SchoolWaiver.BOTH:
        return case.both().by("A-15")
    return case.own.by("A-15", "A-30")


# --- education -------------------------------------------------------------------------------------------------------


def _is_pupil_of_age(case: Case) -> bool:
    return not _in_kindergarten(case) and case.age >= _SCHOOL_AGE


def _are_apart(case: Case) -> bool:
    return case.deciders.apart


def _residents(case: Case) -> Who:
    """Return that the parent the child lives with is enough for what reaches less far: the graded test (law A-05)."""
    return Who(case.deciders.residents, ("A-05", "A-04"))


def _guardians_apart(case: Case) -> Who:
    found = case.guardians
    return attrs.evolve(found, grounds=("A-05", *found.grounds))


_PUPIL: Final = (
    ConsentLine(
        ("A-14", "A-16"),
        lambda case: _is_pupil_of_age(case) and _is_private(case),
        lambda _: Who((), ("A-14", "A-16"), (NotKnown.PRIVATE_SCHOOL,)),
    ),
    ConsentLine(
        (),
        lambda case: _is_pupil_of_age(case) and not case.knows_school_age(),
        lambda _: Who((), (), (NotKnown.OLD_EDUCATION_ACT,)),
    ),
    ConsentLine(("A-14", "A-16"), _is_pupil_of_age, lambda case: case.own.by("A-14", "A-16")),
)
"""From 15 the pupil decides on their education."""

_ASSESSMENT: Final = (
    *_PUPIL,
    ConsentLine(
        ("A-17", "A-16", "A-05"),
        lambda case: _in_kindergarten(case) and _are_apart(case),
        lambda case: _residents(case).by("A-17", "A-16"),
    ),
    ConsentLine(("A-17", "A-16"), _in_kindergarten, lambda case: case.guardians.by("A-17", "A-16")),
    ConsentLine(("A-16", "A-05"), _are_apart, lambda case: _residents(case).by("A-16")),
    ConsentLine(("A-16",), lambda case: not _is_pupil_of_age(case), lambda case: case.guardians.by("A-16")),
)
_EDUCATION_DECISION: Final = (
    *_PUPIL,
    ConsentLine(
        ("A-17", "A-16", "A-05"),
        lambda case: _in_kindergarten(case) and _are_apart(case),
        lambda case: _guardians_apart(case).by("A-17", "A-16"),
    ),
    ConsentLine(("A-17", "A-16"), _in_kindergarten, lambda case: case.guardians.by("A-17", "A-16")),
    ConsentLine(("A-16", "A-05"), _are_apart, lambda case: _guardians_apart(case).by("A-16")),
    ConsentLine(("A-16",), lambda case: not _is_pupil_of_age(case), lambda case: case.guardians.by("A-16")),
)
_SPECIAL_HELP: Final = (
    ConsentLine(("A-17", "A-16", "A-05"), _are_apart, lambda case: _guardians_apart(case).by("A-17", "A-16")),
    ConsentLine(("A-17", "A-16"), _always, lambda case: case.guardians.by("A-17", "A-16")),
)
_UPBRINGING: Final = (
    ConsentLine(("A-14",), lambda case: case.age >= _SCHOOL_AGE, lambda case: case.own.by("A-14")),
    ConsentLine((), lambda case: case.age < _SCHOOL_AGE, lambda case: case.guardians),
)
"""Type of school, written language: the parents', and from 15 the pupil's (BL81 § 32, law A-14)."""

_SCHOOL_CHANGE: Final = (
    ConsentLine(
        ("Q-17",),
        lambda case: case.question.has(Circumstance.NECESSARY_FOR_EDUCATION),
        lambda _: Who((), ("Q-17",)),
    ),
    ConsentLine(("Q-17",), _always, lambda case: _school_waiver(case).by("Q-17")),
)
"""More than necessary needs leave; where pupil *or* parents may give it, from 15 the pupil does (law A-15)."""


# --- health ----------------------------------------------------------------------------------------------------------


def _is_of_health_age(case: Case) -> bool:
    return case.age >= _HEALTH_AGE


def _has_own_reasons(case: Case) -> bool:
    question = case.question
    reasons = question.has(Circumstance.WEIGHTY_REASONS) or question.has(Circumstance.CHILD_OBJECTS)
    return case.age >= _HEALTH_OWN_REASONS and reasons


def _cannot_understand(case: Case) -> bool:
    """Tell whether guardians decide for somebody of 16 or 17, by the test that holds on the day (law A-24)."""
    obviously = case.question.has(Circumstance.OBVIOUSLY_CANNOT_UNDERSTAND)
    return obviously or (case.question.has(Circumstance.CANNOT_UNDERSTAND) and case.day >= _NEW_TEST)


def _guardians_of_unable(case: Case) -> Who:
    """Return who decides on care from 16 for whom cannot: child welfare after a care order only (law A-24).

    The act names that order (barnevernsloven § 5-1) and no other; that an emergency order or a removal ban leaves it
    with the guardians is read from there.
    """
    kept = case.deciders.but_for_order
    return (case if kept is None else attrs.evolve(case, deciders=kept)).guardians


def _guardians_of_patient(case: Case) -> Who:
    return first(_PATIENT, case)


_PATIENT: Final = (
    ConsentLine(
        ("A-20", "A-22"), lambda case: len(case.deciders.persons) > 1, lambda case: case.guardians.by("A-20", "A-22")
    ),
    ConsentLine(("A-20",), lambda case: len(case.deciders.persons) < 2, lambda case: case.guardians.by("A-20")),
)
_HEALTH_CARE: Final = (
    ConsentLine(
        ("A-24",),
        lambda case: _is_of_health_age(case) and _cannot_understand(case),
        lambda case: _guardians_of_unable(case).by("A-24"),
    ),
    ConsentLine(("A-18",), _is_of_health_age, lambda case: case.own.by("A-18")),
    ConsentLine(("A-19", "A-21"), _has_own_reasons, lambda case: case.own.by("A-19", "A-21")),
    ConsentLine(
        ("A-23", "A-21"),
        lambda case: case.question.has(Circumstance.WEIGHTY_REASONS),
        lambda _: Who((), ("A-23", "A-21")),
    ),
    ConsentLine(
        ("A-22",),
        lambda case: case.question.has(Circumstance.EVERYDAY_CARE),
        lambda case: Who((), ("A-22",), any_of=case.deciders.near),
    ),
    ConsentLine(("A-20",), lambda case: not _is_of_health_age(case), _guardians_of_patient),
)


# --- plans and measures ----------------------------------------------------------------------------------------------


def _plan(case: Case) -> tuple[str, ...]:
    return (case.law or load_law()).standing(("Q-14",), case.day)


def _is_of_health(case: Case) -> bool:
    return case.question.sector in (Sector.HEALTH, Sector.HOSPITAL)


_INDIVIDUAL_PLAN: Final = (
    ConsentLine(
        ("Q-14",),
        lambda case: case.age < _SCHOOL_AGE or case.question.sector in (Sector.SOCIAL_SERVICES, Sector.NAV),
        lambda case: case.guardians.by(*_plan(case)),
    ),
    ConsentLine(
        ("Q-14", "A-18"),
        lambda case: _is_of_health(case) and _is_of_health_age(case),
        lambda case: case.own.by(*_plan(case), "A-18"),
    ),
    ConsentLine(("Q-14", "A-20"), _is_of_health, lambda case: case.guardians.by(*_plan(case), "A-20")),
    ConsentLine(("Q-14",), _always, lambda case: Who((), _plan(case), (NotKnown.PLAN_FROM_15,))),
)
"""Whose consent a plan needs follows from the sector of the right; where that is not given, the clear ages only."""

_VOLUNTARY_MEASURE: Final = (
    ConsentLine(
        ("A-25",),
        lambda case: case.age >= _CHILD_WELFARE_AGE,
        lambda case: attrs.evolve(case.own.by("A-25"), at_least=True),
    ),
    ConsentLine(("A-25",), _always, lambda case: attrs.evolve(case.guardians.by("A-25"), at_least=True)),
)
_ONLY_FALLBACK: Final = (ConsentLine((), _always, lambda case: case.guardians),)
"""Who would consent if no rule said that nobody has to (`consent_needed.FREE`)."""

LINES: Final[Mapping[Matter, tuple[ConsentLine, ...]]] = MappingProxyType(
    {
        Matter.LOG: (ConsentLine(("A-30",), _always, _log),),
        Matter.SERVICE: (ConsentLine(("Q-05",), _always, lambda case: _disclosure(case).by("Q-05")),),
        Matter.ARENA: (ConsentLine((), _always, lambda case: first(ARENA, case)),),
        Matter.COMPANION: (ConsentLine(("A-09",), _always, _companion),),
        Matter.TAKE_OVER: (ConsentLine(("Q-05",), _always, lambda case: _log(case).by("Q-05")),),
        Matter.DISCLOSURE: (ConsentLine((), _always, _disclosure),),
        Matter.ASSESSMENT: _ASSESSMENT,
        Matter.ADAPTED_EDUCATION: _EDUCATION_DECISION,
        Matter.SPECIAL_HELP: _SPECIAL_HELP,
        Matter.INDIVIDUAL_PLAN: _INDIVIDUAL_PLAN,
        Matter.HEALTH_CARE: _HEALTH_CARE,
        Matter.KINDERGARTEN_TO_SCHOOL: (ConsentLine(("Q-16",), _always, lambda case: case.guardians.by("Q-16")),),
        Matter.SCHOOL_CHANGE: _SCHOOL_CHANGE,
        Matter.MOVE: (
            ConsentLine(("Q-18",), _moves_in_child_welfare, lambda _: Who((), ("Q-18",))),
            ConsentLine(("Q-18",), _always, lambda case: _log(case).by("Q-18")),
        ),
        Matter.VOLUNTARY_MEASURE: _VOLUNTARY_MEASURE,
        Matter.UPBRINGING: _UPBRINGING,
        Matter.CHILD_WELFARE_TALK: _ONLY_FALLBACK,
        Matter.PROTECTION: _ONLY_FALLBACK,
    }
)
"""Who consents, by what for; the first line of a matter that fits decides."""
