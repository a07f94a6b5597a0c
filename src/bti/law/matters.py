"""What somebody's consent is asked for, in which service, and what a person has judged: the question, not the answer.

The words are closed. The engine never judges a circumstance itself (whether a child has reasons to respect, whether
somebody can understand): a person does, and says so here.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import attrs

from bti.dates import LeapBirthday
from bti.law.model import Sector
from bti.record.fact import Category
from bti.record.protection import CHILD_WELFARE_KINDS, POLICE_KINDS

__all__ = ["Circumstance", "Combination", "ConsentSettings", "Matter", "Question", "SchoolWaiver", "sector_of"]


class Matter(enum.Enum):
    """For what consent is asked."""

    LOG = "log"  # open the relay log
    SERVICE = "service"  # let one more named service share in it (law Q-05)
    ARENA = "arena"  # talk about the child at a kind of meeting
    TAKE_OVER = "take_over"  # let another service take over case and log (law Q-05)
    DISCLOSURE = "disclosure"  # one waiver of confidentiality
    ASSESSMENT = "assessment"  # expert assessment by PPT (law A-16)
    ADAPTED_EDUCATION = "adapted_education"  # decision on individually adapted education (law A-14)
    SPECIAL_HELP = "special_help"  # decision on special-needs help in kindergarten (law A-17)
    INDIVIDUAL_PLAN = "individual_plan"  # law Q-14
    HEALTH_CARE = "health_care"  # the care itself (law)
    KINDERGARTEN_TO_SCHOOL = "kindergarten_to_school"  # law Q-16
    SCHOOL_CHANGE = "school_change"  # law Q-17
    MOVE = "move"  # to another municipality (law Q-18)
    VOLUNTARY_MEASURE = "voluntary_measure"  # of child welfare (law A-25)
    COMPANION = "companion"  # let a named person without parental responsibility be at meetings (law A-09)
    UPBRINGING = "upbringing"  # type of school, written language …: what parents keep under a care order (law A-10)
    CHILD_WELFARE_TALK = "child_welfare_talk"  # a child talks with child welfare (law A-27)
    PROTECTION = "protection"  # report, avert, alert, emergency help (law D-01, Q-11)


class Circumstance(enum.Enum):
    """What a person has judged, and who consents hangs on."""

    EVERYDAY_CARE = "everyday_care"  # ordinary care (law A-22), the vaccination programme not counted
    CHILD_OBJECTS = "child_objects"  # to guardians being told, for reasons to respect (law A-19)
    WEIGHTY_REASONS = "weighty_reasons"  # against telling guardians (law)
    CANNOT_UNDERSTAND = "cannot_understand"  # overwhelmingly likely, decided in writing (law A-24 from 1 June 2026)
    OBVIOUSLY_CANNOT_UNDERSTAND = "obviously_cannot_understand"  # for a listed condition (law A-24 before)
    NECESSARY_FOR_EDUCATION = "necessary_for_education"  # what the right to education needs (law Q-17)
    MORE_THAN_VOLUNTARY = "more_than_voluntary"  # needs beyond voluntary help are assumed (law Q-18)
    ABLE_TO_FORM_VIEWS = "able_to_form_views"  # a child under 7 who is (law B-01)


class Combination(enum.Enum):
    """Who consents to a log of somebody under 18 from the age the guide sets (law A-30)."""

    BOTH = "both"  # guardians and young person
    YOUNG_PERSON = "young_person"  # the young person alone
    GUARDIANS = "guardians"  # the guardians alone until 18
    EITHER = "either"  # the guardians, or the young person alone


class SchoolWaiver(enum.Enum):
    """Who lets school information out from 15 (law A-15)."""

    PUPIL = "pupil"
    BOTH = "both"


@attrs.frozen
class ConsentSettings:
    """What a municipality may set, with the stated defaults of the engine.

    Attributes:
        own_age: From which age the young person consents to the log too (law A-30).
        combination: With whom.
        resident_is_enough: Whether the guardian the child lives with is enough for the log (law A-06).
        school_waiver: Who lets school information out from 15 (law A-15).
        child_welfare_age: From which age the young person lets child welfare's information out (law A-26).
        leap: On which day who is born on 29 February turns a year older (no source says).
    """

    own_age: int = 15
    combination: Combination = Combination.BOTH
    resident_is_enough: bool = False
    school_waiver: SchoolWaiver = SchoolWaiver.PUPIL
    child_welfare_age: int = 15
    leap: LeapBirthday = LeapBirthday.FEB_28


@attrs.frozen
class Question:
    """What is asked.

    Attributes:
        matter: For what.
        sector: The kind of service that asks or gives; None where the law has no name for it.
        category: The kind of information, for a service or a disclosure; None: not of one kind.
        about: Whose information it is; None: that of those the case is about.
        circumstances: What a person has judged.
    """

    matter: Matter
    sector: Sector | None = None
    category: Category | None = None
    about: str | None = None
    circumstances: frozenset[Circumstance] = frozenset()

    def has(self, circumstance: Circumstance) -> bool:
        """Tell whether something was judged to be so."""
        return circumstance in self.circumstances

    @property
    def kind(self) -> Category | None:
        """Return by whose act what is let out is bound.

        A disclosure is bound by the act of the service that gives it, whatever it is about: what a school knows of a
        pupil's health is a school's (law A-15). What a log holds comes from several, and there the kind of information
        stands for where it came from; so too where it is not known who gives.
        """
        if self.matter is not Matter.DISCLOSURE or self.sector is None:
            return self.category
        return _KEPT_BY.get(self.sector)


_KEPT_BY: Final[Mapping[Sector, Category]] = MappingProxyType(
    {
        Sector.SCHOOL: Category.EDUCATION,
        Sector.PRIVATE_SCHOOL: Category.EDUCATION,
        Sector.PPT: Category.EDUCATION,
        Sector.KINDERGARTEN: Category.EDUCATION,
        Sector.HEALTH: Category.HEALTH,
        Sector.HOSPITAL: Category.HEALTH,
        Sector.DENTAL: Category.HEALTH,
        Sector.CHILD_WELFARE: Category.WELFARE,
    }
)

_SECTORS: Final[Mapping[str, Sector]] = MappingProxyType(
    {
        "kindergarten": Sector.KINDERGARTEN,
        "school": Sector.SCHOOL,
        "private_school": Sector.PRIVATE_SCHOOL,
        "upper_secondary": Sector.SCHOOL,
        "sfo": Sector.SCHOOL,
        "ppt": Sector.PPT,
        "health_station": Sector.HEALTH,
        "school_health": Sector.HEALTH,
        "midwifery": Sector.HEALTH,
        "physiotherapy": Sector.HEALTH,
        "doctor": Sector.HEALTH,
        "gp": Sector.HEALTH,
        "hospital": Sector.HOSPITAL,
        "bup": Sector.HOSPITAL,
        "dental": Sector.DENTAL,
        "social_services": Sector.SOCIAL_SERVICES,
        "nav": Sector.NAV,
        "crisis_centre": Sector.CRISIS_CENTRE,
        "family_counselling": Sector.FAMILY_COUNSELLING,
        "integration": Sector.INTEGRATION,
    }
    | dict.fromkeys(CHILD_WELFARE_KINDS, Sector.CHILD_WELFARE)
    | dict.fromkeys(POLICE_KINDS, Sector.POLICE)
)


def sector_of(kind: str) -> Sector | None:
    """Return by which acts a guide's kind of service is bound, as far as its name is one of the usual ones.

    A guide may name a kind of service anything; what is not known here is bound by no sector's own rules of consent,
    and the fallback of law A-02 holds.
    """
    return _SECTORS.get(kind.casefold())
