"""What a consent is for: its scope, each asked for by itself, and what may be done with what it lets out."""

from __future__ import annotations

import enum
from typing import Final

__all__ = ["Scope", "SharingPurpose"]


class Scope(enum.Enum):
    """What a consent is for: each scope is asked for by itself (law Q-02, Q-05)."""

    __hash__ = object.__hash__  # the members' own, in Python, costs more than a look-up

    LOG = "log"  # open the relay log
    SERVICE = "service"  # bring in one named service and share with it
    ARENA = "arena"  # talk about the child at one kind of meeting
    TAKE_OVER = "take_over"  # let another service take over (law Q-05; Sund)
    ASSESSMENT = "assessment"  # expert assessment by PPT (law A-16)
    ADAPTED_EDUCATION = "adapted_education"  # decision on individually adapted education (law A-14)
    SPECIAL_HELP = "special_help"  # decision on special-needs help in kindergarten (law A-17)
    INDIVIDUAL_PLAN = "individual_plan"  # law Q-14
    KINDERGARTEN_TO_SCHOOL = "kindergarten_to_school"  # law Q-16
    SCHOOL_CHANGE = "school_change"  # law Q-17
    MOVE = "move"  # to another municipality (law Q-18)
    COMPANION = "companion"  # let one named person, neither guardian nor professional, be at meetings (law A-09)

    @property
    def names_service(self) -> bool:
        """Tell whether the one service it is for is named with it."""
        return self in _NAMES_SERVICE

    @property
    def shares(self) -> bool:
        """Tell whether it lets information out, and so has to say which (law Q-02); the others let help begin."""
        return self not in _LETS_HELP_BEGIN


_NAMES_SERVICE: Final = frozenset(
    {Scope.SERVICE, Scope.TAKE_OVER, Scope.KINDERGARTEN_TO_SCHOOL, Scope.SCHOOL_CHANGE, Scope.MOVE}
)
_LETS_HELP_BEGIN: Final = frozenset(
    {Scope.ASSESSMENT, Scope.ADAPTED_EDUCATION, Scope.SPECIAL_HELP, Scope.INDIVIDUAL_PLAN}
)


class SharingPurpose(enum.Enum):
    """What information may be shared for (law Q-02)."""

    COORDINATION = "coordination"  # plan and coordinate measures: what the case and its relay log are shared for
    ASSESSMENT = "assessment"  # judge what the child needs
    EDUCATION = "education"  # adapt what kindergarten or school offers
    HEALTH_CARE = "health_care"
    PLAN = "plan"  # draft or follow up another plan
    TRANSITION = "transition"  # carry over to a new service
    OTHER = "other"  # in words, in the note
