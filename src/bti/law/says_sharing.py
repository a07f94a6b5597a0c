"""What the law says of letting information out: consent, and each exception with its own rule (law C, D-08, Q)."""

from __future__ import annotations

import datetime as dt
from typing import Final

from bti.law.doing import Circumstance, Doing, Party
from bti.law.line import Line, left_open, may, may_not, must
from bti.law.model import Sector

__all__ = ["LINES"]

_NEXT_OF_KIN: Final = (Circumstance.PATIENT_HAS_MINOR_CHILDREN, Circumstance.NECESSARY_FOR_FOLLOW_UP)
_OLD_OBJECTION: Final = dt.date(2026, 6, 30)
"""The last day on which a patient could object to what helps their children; after it the rule has no such limit."""
_HEALTH: Final = (Sector.HEALTH, Sector.HOSPITAL, Sector.DENTAL)
_STRICT: Final = (
    Sector.CHILD_WELFARE,
    Sector.HEALTH,
    Sector.HOSPITAL,
    Sector.SOCIAL_SERVICES,
    Sector.NAV,
    Sector.CRISIS_CENTRE,
)
_COOPERATING: Final = tuple(sector for sector in Sector if sector is not Sector.POLICE)
"""Those whose acts oblige them to cooperate (law E-01)."""
_POLICE: Final = (Sector.POLICE,)
_WELFARE: Final = (Sector.CHILD_WELFARE,)
_YES: Final = (Circumstance.CONSENTED,)
_ONE_MUNICIPALITY: Final = (Circumstance.SAME_MUNICIPALITY, Circumstance.NEEDED_FOR_THE_WORK)
"""Whether two services of a municipality are one body is not settled (open question 5)."""
_IDENTIFIES: Final = (
    Circumstance.CONTAINS_NAME,
    Circumstance.CONTAINS_NATIONAL_ID,
    Circumstance.CONTAINS_LOG_LINK,
    Circumstance.CONTAINS_ATTACHMENT,
    Circumstance.FITS_1_PERSON,
)
_FEW: Final = (Circumstance.FITS_2_PERSONS, Circumstance.FITS_3_PERSONS, Circumstance.FITS_4_PERSONS)
_OBJECTS_WITH_REASON: Final = (Circumstance.CHILD_OBJECTS_TO_TELLING_GUARDIANS, Circumstance.REASONS_TO_RESPECT)
_WEIGHTY: Final = (Circumstance.WEIGHTY_CONSIDERATIONS_AGAINST_TELLING_GUARDIANS,)
_AVERTABLE: Final = (Circumstance.LISTED_CRIME_MOST_LIKELY, Circumstance.CAN_STILL_BE_AVERTED)
_DANGER: Final = (Circumstance.OBVIOUS_DANGER_TO_LIFE, Circumstance.DANGER_TO_LIFE_OR_HEALTH)

LINES: Final[tuple[Line, ...]] = (
    # Against a waiver, and beside it
    may_not(Doing.SHARE, "A-13", when=(Circumstance.STATE_DECISION_AGAINST_SHARING,)),
    may(Doing.SHARE, "D-08", when=(Circumstance.LAWFUL_ORDER,), to=_WELFARE),
    must(Doing.ANSWER_ORDER, "D-08", Party.GIVER, when=(Circumstance.LAWFUL_ORDER,)),
    may(Doing.SHARE, "C-05", any_of=_DANGER, first=dt.date(2021, 7, 1)),
    may(Doing.SHARE, "Q-11", any_of=_DANGER),
    may(Doing.SHARE, "C-05", when=(Circumstance.SAME_BODY, Circumstance.NEEDED_FOR_THE_WORK)),
    # Health
    may_not(Doing.SHARE, "C-14", when=(*_NEXT_OF_KIN, Circumstance.PATIENT_OBJECTS), last=_OLD_OBJECTION),
    may(Doing.SHARE, "C-14", when=_NEXT_OF_KIN),
    may_not(
        Doing.SHARE, "Q-15", when=(Circumstance.NEEDED_FOR_HEALTH_CARE, Circumstance.PATIENT_OBJECTS), sectors=_HEALTH
    ),
    may(Doing.SHARE, "C-07", when=(Circumstance.NEEDED_FOR_HEALTH_CARE,), sectors=_HEALTH, to=_HEALTH),
    may_not(Doing.SHARE, "C-07", when=(Circumstance.NEEDED_BY_SCHOOL,), unless=_YES, sectors=_HEALTH),
    may_not(Doing.SHARE, "C-04", when=(Circumstance.CLIENT_OBJECTS,), sectors=(Sector.FAMILY_COUNSELLING,)),
    may_not(Doing.SEE, "C-03", when=(Circumstance.WITHOUT_TASK,), sectors=_HEALTH),
    # Child welfare, special teams, police
    may(
        Doing.SHARE,
        "Q-18",
        when=(Circumstance.MOVE, Circumstance.NEEDS_BEYOND_VOLUNTARY_HELP),
        sectors=_WELFARE,
    ),
    must(
        Doing.NOTIFY_NEW_MUNICIPALITY,
        "Q-18",
        Party.CHILD_WELFARE,
        when=(Circumstance.MOVE, Circumstance.NEEDS_BEYOND_VOLUNTARY_HELP),
        sectors=_WELFARE,
    ),
    may(Doing.SHARE, "C-06", when=(Circumstance.NEEDED_FOR_THE_GIVERS_TASK,), sectors=_WELFARE),
    may_not(
        Doing.SHARE,
        "C-06",
        when=(Circumstance.NEEDED_FOR_THE_RECEIVERS_TASK_ONLY,),
        unless=_YES,
        sectors=_WELFARE,
    ),
    may_not(Doing.SHARE_BY_GENERAL_CRIME_EXCEPTION, "C-06", sectors=_WELFARE),
    may(Doing.SHARE, "C-13", when=(Circumstance.NECESSARY_FOR_THE_TASKS,)),
    may(Doing.SHARE, "C-12", when=(Circumstance.TO_PREVENT_CRIME, Circumstance.PROPORTIONATE), sectors=_POLICE),
    must(
        Doing.WRITE_DOWN_THE_DISCLOSURE,
        "C-12",
        Party.POLICE,
        when=(Circumstance.TO_PREVENT_CRIME,),
        sectors=_POLICE,
    ),
    may(
        Doing.SHARE,
        "C-12",
        when=(Circumstance.CONTACT_DETAILS_ON_REQUEST,),
        sectors=(Sector.SOCIAL_SERVICES,),
        to=_POLICE,
    ),
    may(Doing.SHARE, "C-12 D-06", when=_AVERTABLE, to=_POLICE),
    may(Doing.SHARE, "C-12", when=_YES, to=_POLICE),
    may_not(Doing.SHARE, "C-12", to=_POLICE, unless=_YES),
    # Transitions
    may(Doing.SHARE, "Q-16", when=(Circumstance.KINDERGARTEN_TO_SCHOOL, *_YES)),
    may_not(Doing.SHARE, "Q-16", when=(Circumstance.KINDERGARTEN_TO_SCHOOL,), unless=_YES),
    may(
        Doing.SHARE,
        "Q-17",
        when=(Circumstance.SCHOOL_CHANGE, Circumstance.NECESSARY_FOR_RIGHT_TO_EDUCATION),
    ),
    may_not(Doing.SHARE, "Q-17", when=(Circumstance.SCHOOL_CHANGE,), unless=_YES),
    may_not(Doing.SHARE, "Q-18", when=(Circumstance.MOVE,), unless=_YES),
    # Consent
    may(Doing.SHARE, "Q-02", when=_YES),
    may(Doing.SHARE, "Q-09", when=_YES),
    may(Doing.SHARE, "C-15", when=_YES),
    may_not(Doing.SHARE, "A-12", when=(Circumstance.ANOTHERS_INFORMATION,), unless=_YES),
    may_not(Doing.SHARE, "Q-09", when=(Circumstance.CONSENT_WITHDRAWN,), unless=_YES),
    may_not(Doing.SHARE, "Q-10", when=(Circumstance.CONSENT_WITHDRAWN,), unless=_YES),
    may_not(Doing.SHARE, "Q-08", when=(Circumstance.CONSENT_RUN_OUT,), unless=_YES),
    left_open(Doing.SHARE, "C-05", when=_ONE_MUNICIPALITY, unless=(*_YES, Circumstance.SAME_BODY)),
    may_not(Doing.SHARE, "C-08", to=_COOPERATING, unless=_YES),
    may_not(Doing.SHARE, "C-09", when=(Circumstance.NEED_IS_SEEN,), unless=_YES),
    may_not(Doing.SHARE, "C-01", unless=_YES),
    may_not(Doing.SHARE, "Q-02", unless=_YES),
    may_not(Doing.SHARE, "Q-05", unless=_YES),
    may_not(Doing.SHARE_IDENTITY, "C-02", sectors=_STRICT, unless=_YES),
    may_not(Doing.OFFER_BATON, "C-02", to=_STRICT, unless=_YES),
    may_not(Doing.TELL_THAT_THERE_IS_A_CASE, "C-01", unless=_YES),
    may(Doing.JOIN, "Q-05", when=_YES),
    may_not(Doing.JOIN, "Q-05"),
    may(Doing.TAKE_OVER, "Q-05", when=_YES),
    may_not(Doing.TAKE_OVER, "Q-05"),
    may_not(Doing.TAKE_OVER, "Q-17", when=(Circumstance.UPPER_SECONDARY_RECEIVES,)),
    # Nobody identified
    may_not(Doing.ANONYMOUS_DISCUSSION, "C-10", any_of=_IDENTIFIES),
    may(Doing.ANONYMOUS_DISCUSSION, "C-10", by_sector=True),
    must(Doing.WARN_SMALL_PLACE, "C-10", Party.ENGINE, any_of=_FEW),
    # Guardians of somebody who gets health care
    may_not(Doing.TELL_GUARDIANS, "A-19", when=_OBJECTS_WITH_REASON, sectors=_HEALTH, ages=(12, 16)),
    may_not(Doing.TELL_GUARDIANS, "A-21", when=_OBJECTS_WITH_REASON, sectors=_HEALTH, ages=(12, 16)),
    may_not(Doing.TELL_GUARDIANS, "A-21", when=_WEIGHTY, sectors=_HEALTH, ages=(None, 18)),
    may_not(Doing.TELL_GUARDIANS, "A-18", sectors=_HEALTH, ages=(16, 18)),
    may(Doing.TELL_GUARDIANS, "A-21", sectors=_HEALTH, ages=(None, 16)),
    may(Doing.TELL_GUARDIANS_WHAT_PARENTAL_DUTY_NEEDS, "A-18", sectors=_HEALTH, ages=(16, 18)),
    must(Doing.TELL_THE_PATIENT, "A-18", Party.GIVER, sectors=_HEALTH, ages=(16, 18)),
)
"""The lines, in the order they are asked."""
