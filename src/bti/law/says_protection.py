"""What the law says of reporting, averting and helping, and of a child who is not safe at school (law D, F-01, F-03).

May is said whatever the circumstances: no consent, step, leader or meeting stands before it (law D-04, D-10; I-07).
Must is said only of what a person has judged.
"""

from __future__ import annotations

import datetime as dt
from typing import Final

from bti.law.doing import Circumstance, Doing, Party
from bti.law.line import Line, may, may_not, must, need_not
from bti.law.model import Sector

__all__ = ["LINES"]

_GROUNDS: Final = (
    Circumstance.REASON_TO_BELIEVE_MISTREATED,
    Circumstance.REASON_TO_BELIEVE_TRAFFICKED,
    Circumstance.SERIOUS_NEGLECT,
    Circumstance.OWN_DEVELOPMENT_IN_SERIOUS_DANGER,
    Circumstance.SERIOUS_OWN_CONDUCT,
)
_CONDUCT: Final = (Circumstance.OWN_DEVELOPMENT_IN_SERIOUS_DANGER, Circumstance.SERIOUS_OWN_CONDUCT)
_AVERTABLE: Final = (Circumstance.LISTED_CRIME_MOST_LIKELY, Circumstance.CAN_STILL_BE_AVERTED)
_HARMED_UNBORN: Final = (Circumstance.ABUSE_LIKELY_TO_HARM_THE_CHILD,)
_KNOWN_TO_VIOLENCE: Final = (Circumstance.VIOLENCE_SUSPECTED, Circumstance.ASKER_IS_INSIDER)
_ALERTING: Final = (Sector.HEALTH, Sector.HOSPITAL, Sector.CHILD_WELFARE, Sector.FAMILY_COUNSELLING)
_KINDERGARTEN: Final = (Sector.KINDERGARTEN,)
_ONE_WHO_KNOWS: Final = Party.THE_ONE_WHO_KNOWS
_UNSAFE_SCHOOL: Final = (Circumstance.NOT_SAFE_AT_SCHOOL,)
_UNSAFE_KINDERGARTEN: Final = (Circumstance.NOT_SAFE_IN_KINDERGARTEN,)

LINES: Final[tuple[Line, ...]] = (
    may(Doing.REPORT, "D-01"),
    may(Doing.REPORT, "D-04"),
    may(Doing.REPORT, "D-10"),
    may(Doing.REPORT, "Q-11"),
    must(Doing.REPORT_TO_CHILD_WELFARE, "D-01", _ONE_WHO_KNOWS, any_of=_GROUNDS),
    must(Doing.REPORT_TO_CHILD_WELFARE, "D-04", _ONE_WHO_KNOWS, any_of=_GROUNDS),
    must(Doing.REPORT_TO_CHILD_WELFARE, "F-01", _ONE_WHO_KNOWS, any_of=_GROUNDS),
    must(Doing.REPORT_TO_CHILD_WELFARE, "D-02", _ONE_WHO_KNOWS, any_of=_CONDUCT, sectors=(Sector.SCHOOL,)),
    need_not(Doing.REPORT_TO_CHILD_WELFARE, "D-03", when=(Circumstance.VAGUE_SUSPICION,)),
    may_not(Doing.DEMAND_PROOF, "D-03"),
    may_not(Doing.STOP_REPORT_BY_LEADER, "D-04"),
    may_not(Doing.REPORT_ANONYMOUSLY, "D-04", unless=(Circumstance.PRIVATE_REPORTER,)),
    may_not(Doing.TELL_WHETHER_INVESTIGATION_OPENED, "F-03", when=(Circumstance.PRIVATE_REPORTER,)),
    may(
        Doing.LEAVE_OUT_CONFIRMATION,
        "F-03",
        any_of=(Circumstance.OBVIOUSLY_GROUNDLESS, Circumstance.SPECIAL_CONSIDERATIONS),
    ),
    may(Doing.AVERT, "D-06"),
    may(Doing.AVERT, "Q-11"),
    must(Doing.AVERT_CRIME, "D-06", _ONE_WHO_KNOWS, when=_AVERTABLE),
    need_not(Doing.AVERT_CRIME, "D-06"),
    may(Doing.ALERT, "D-07"),
    may(Doing.ALERT, "Q-11"),
    must(Doing.ALERT_EMERGENCY_SERVICES, "D-07", _ONE_WHO_KNOWS, when=(Circumstance.OBVIOUS_DANGER_TO_LIFE,)),
    may(Doing.ALERT_MUNICIPAL_HEALTH_SERVICE, "Q-11", when=_HARMED_UNBORN, sectors=_ALERTING),
    may(Doing.ALERT_MUNICIPAL_HEALTH_SERVICE, "D-09", when=_HARMED_UNBORN, sectors=_ALERTING),
    must(Doing.ALERT_OF_THE_UNBORN, "D-09", _ONE_WHO_KNOWS, when=_HARMED_UNBORN, sectors=_ALERTING),
    may(Doing.CHILD_WELFARE_OPENS_CASE, "D-09", when=(Circumstance.NOTICE_OF_DETENTION,)),
    may_not(Doing.CHILD_WELFARE_OPENS_CASE, "D-09", when=_HARMED_UNBORN, unless=(Circumstance.CONSENTED,)),
    # Who knows of suspected violence; to everybody else this says nothing, so that it cannot tell them (I-08)
    may(Doing.NOTIFY_GUARDIANS, "D-05", when=(Circumstance.RELEASED_BY_CHILD_WELFARE, Circumstance.ASKER_IS_INSIDER)),
    may_not(Doing.NOTIFY_GUARDIANS, "D-05", when=_KNOWN_TO_VIOLENCE),
    may_not(Doing.CONFRONT_SUSPECT, "D-05", when=_KNOWN_TO_VIOLENCE),
    may(Doing.NOTIFY_GUARDIANS, "D-05", when=(Circumstance.ASKER_IS_INSIDER,)),
    may(Doing.NOTIFY_GUARDIANS, ""),
    # The child's environment at school and in kindergarten
    must(Doing.TELL_HEAD, "D-11", _ONE_WHO_KNOWS, when=_UNSAFE_SCHOOL),
    must(Doing.INVESTIGATE_AT_ONCE, "D-11", Party.SCHOOL, when=_UNSAFE_SCHOOL),
    must(
        Doing.WRITTEN_PLAN_WITH_PROBLEM_MEASURES_WHEN_WHO_EVALUATION,
        "D-11",
        Party.SCHOOL,
        when=_UNSAFE_SCHOOL,
    ),
    must(
        Doing.TELL_KINDERGARTEN_HEAD,
        "D-11",
        _ONE_WHO_KNOWS,
        when=_UNSAFE_KINDERGARTEN,
        sectors=_KINDERGARTEN,
        last=dt.date(2026, 7, 31),
    ),
    must(
        Doing.TELL_THE_ONE_RESPONSIBLE_UNDER_SECTION_7,
        "D-11",
        _ONE_WHO_KNOWS,
        when=_UNSAFE_KINDERGARTEN,
        sectors=_KINDERGARTEN,
        first=dt.date(2026, 8, 1),
    ),
)
"""The lines, in the order they are asked."""
