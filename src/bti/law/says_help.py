"""What the law says of help: who takes part, what needs consent, hearing, cooperation and plans (law A, B, E, Q-14)."""

from __future__ import annotations

import datetime as dt
from typing import Final

from bti.law.doing import Circumstance, Doing, Party
from bti.law.line import Line, may, may_not, must, need_not
from bti.law.model import Sector

__all__ = ["LINES"]

_YES: Final = (Circumstance.CONSENTED,)
_SCHOOL: Final = (Sector.SCHOOL,)
_KINDERGARTEN: Final = (Sector.KINDERGARTEN,)
_HEALTH: Final = (Sector.HEALTH, Sector.HOSPITAL)
_APART: Final = (Circumstance.PARENTS_APART,)
_CANNOT: Final = (
    Circumstance.OVERWHELMINGLY_LIKELY_CANNOT_UNDERSTAND,
    Circumstance.PROVIDER_DECIDED_IN_WRITING,
)
_COORDINATOR: Final = (Circumstance.SERIOUS_ILLNESS, Circumstance.LONG_TERM_COMPOSITE_NEEDS)

LINES: Final[tuple[Line, ...]] = (
    # The log, and who takes part
    may(Doing.OPEN_LOG, "A-30", when=_YES),
    may_not(Doing.OPEN_LOG, "A-07", when=(Circumstance.GUARDIANS_DISAGREE,), remedy="statsforvalter"),
    may_not(Doing.OPEN_LOG, "A-11", when=(Circumstance.NOBODY_CAN_CONSENT,)),
    may_not(Doing.OPEN_LOG, "Q-04", when=(Circumstance.CONSENT_TACIT,)),
    may_not(Doing.OPEN_LOG, "B-02", when=(Circumstance.CHILD_NOT_HEARD,), ages=(7, 18)),
    may_not(Doing.OPEN_LOG, "A-03", when=(Circumstance.JOINT_RESPONSIBILITY,), ages=(None, 18)),
    may_not(Doing.OPEN_LOG, "A-06", when=(Circumstance.JOINT_RESPONSIBILITY,), ages=(None, 18)),
    may_not(Doing.OPEN_LOG, "A-02", ages=(None, 18)),
    may_not(Doing.OPEN_LOG, "A-30", ages=(None, 18)),
    may_not(Doing.OPEN_LOG, "A-01", ages=(18, None)),
    may(Doing.ATTEND, "A-09", when=_YES),
    may_not(Doing.ATTEND, "A-09"),
    may_not(Doing.ATTEND, "A-03", when=(Circumstance.JOINT_RESPONSIBILITY,), ages=(None, 18)),
    may_not(Doing.ATTEND, "A-01", ages=(18, None)),
    may(Doing.BRING_TRUSTED_PERSON, "B-06", when=(Circumstance.RELATIVE_OF_AGE,)),
    may_not(Doing.BRING_TRUSTED_PERSON, "B-06"),
    must(Doing.SIGN_CONFIDENTIALITY, "B-06", Party.TRUSTED_PERSON),
    may(Doing.TALK_WITH_CHILD_WELFARE, "A-27"),
    may_not(Doing.NOTIFY_GUARDIANS_OF_THE_TALK_IN_ADVANCE, "A-27"),
    may_not(
        Doing.INFORMATION_ON_REQUEST,
        "A-08",
        when=(Circumstance.MAY_HARM_THE_CHILD,),
        remedy="statsforvalter_appeal",
    ),
    may(Doing.INFORMATION_ON_REQUEST, "A-08", remedy="statsforvalter_appeal_if_refused"),
    may_not(Doing.LOOK_UP_REGISTER, "A-33", when=(Circumstance.PRIVATE_BODY,)),
    may(Doing.LOOK_UP_REGISTER, "A-33"),
    must(
        Doing.VERIFY_PARENTAL_RESPONSIBILITY,
        "A-33",
        Party.HOME_SERVICE,
        when=(Circumstance.RESPONSIBILITY_NOT_KNOWN,),
    ),
    must(Doing.INFORM_OTHER_GUARDIAN, "A-06", Party.HOME_SERVICE, when=(Circumstance.RESIDENT_IS_ENOUGH,)),
    must(Doing.TELL_FAMILY_WHAT_ENDS, "Q-10", Party.HOME_SERVICE, when=(Circumstance.CONSENT_WITHDRAWN,)),
    must(Doing.NOTE_REFUSAL_IN_OWN_RECORD, "Q-13", Party.GIVER, when=(Circumstance.CONSENT_REFUSED,)),
    must(Doing.DOCUMENT_TOLD_ASKED_SAID_WEIGHT, "B-04", Party.CHILD_WELFARE, sectors=(Sector.CHILD_WELFARE,)),
    # What needs a consent of its own
    may(Doing.PPT_ASSESSMENT, "A-16", when=_YES),
    may(Doing.PPT_ASSESSMENT, "A-05", when=(*_YES, *_APART)),
    may_not(Doing.PPT_ASSESSMENT, "A-16"),
    may_not(Doing.PPT_ASSESSMENT, "A-05", when=_APART),
    may_not(Doing.PPT_ASSESSMENT, "A-14", sectors=_SCHOOL, ages=(15, 18)),
    may_not(Doing.PPT_ASSESSMENT, "A-17", sectors=_KINDERGARTEN),
    may(Doing.ADAPTED_EDUCATION_DECISION, "A-16", when=_YES),
    may_not(Doing.ADAPTED_EDUCATION_DECISION, "A-16"),
    may_not(Doing.ADAPTED_EDUCATION_DECISION, "A-05", when=_APART),
    may_not(Doing.HEALTH_CARE, "A-24", when=(*_CANNOT, Circumstance.PATIENT_OBJECTS), ages=(16, 18)),
    may(Doing.HEALTH_CARE, "A-24", when=(*_CANNOT, *_YES), ages=(16, 18)),
    may(Doing.HEALTH_CARE, "A-22", when=(Circumstance.EVERYDAY_ORDINARY_CARE, *_YES), ages=(None, 16)),
    may_not(Doing.HEALTH_CARE, "A-22", unless=_YES, ages=(None, 16)),
    may(Doing.HEALTH_CARE, "A-20", when=_YES, ages=(None, 16)),
    may(Doing.HEALTH_CARE, "A-18", when=_YES, ages=(16, None)),
    may_not(Doing.HEALTH_CARE, "A-18", unless=_YES, ages=(16, None)),
    may(
        Doing.STRICTLY_NECESSARY_HELP_FOR_LIMITED_TIME,
        "A-23",
        when=(Circumstance.WEIGHTY_CONSIDERATIONS_AGAINST_TELLING_GUARDIANS,),
        sectors=_HEALTH,
        ages=(None, 12),
    ),
    may(
        Doing.WAIVER_BY_NEAREST_RELATIVE,
        "A-24",
        when=_CANNOT,
        sectors=_HEALTH,
        ages=(16, 18),
        first=dt.date(2026, 7, 1),
    ),
    # Individual plan, coordinator
    may(Doing.INDIVIDUAL_PLAN, "Q-14", when=_YES),
    may_not(Doing.INDIVIDUAL_PLAN, "Q-14"),
    must(
        Doing.START_PLAN_OR_DECIDE,
        "E-05",
        Party.GIVER,
        when=(Circumstance.PLAN_ASKED_FOR,),
        remedy="appeal_the_decision",
    ),
    must(Doing.RECORD_CONSENT_IN_PLAN, "Q-14 E-07", Party.PLAN_LEADER, when=_YES),
    may_not(Doing.SECOND_PLAN, "E-06", when=(Circumstance.PLAN_EXISTS,)),
    must(Doing.AGREE_OR_MUNICIPALITY_DECIDES, "E-06", Party.MUNICIPALITY, when=(Circumstance.PLAN_EXISTS,)),
    must(
        Doing.CHOOSE_CLOSE_KEEP_OR_CONTINUE,
        "E-11",
        Party.BATON_HOLDER,
        when=(Circumstance.PLAN_GRANTED,),
    ),
    must(Doing.STATE_PERIOD_AND_REVISION_DATES, "F-13 E-07", Party.PLAN_LEADER, any_of=(Circumstance.PLAN_GRANTED,)),
    must(
        Doing.OFFER_COORDINATOR,
        "E-08",
        Party.MUNICIPALITY,
        when=(Circumstance.LONG_TERM_COORDINATED_NEEDS,),
    ),
    must(
        Doing.APPOINT_BARNEKOORDINATOR,
        "E-09",
        Party.MUNICIPALITY,
        when=(*_COORDINATOR, Circumstance.WANTED),
        ages=(None, 18),
    ),
    need_not(Doing.APPOINT_BARNEKOORDINATOR, "E-09", ages=(18, None)),
    need_not(Doing.APPOINT_BARNEKOORDINATOR, "E-09", unless=(Circumstance.WANTED,)),
    must(
        Doing.NOTIFY_COORDINATING_UNIT,
        "E-10 F-11",
        Party.GIVER,
        when=(Circumstance.NEED_FOR_PLAN_SEEN,),
        sectors=_HEALTH,
    ),
    # Cooperation
    need_not(Doing.COOPERATE, "E-02", when=(Circumstance.VOLUNTARY_BODY,)),
    must(Doing.COOPERATE, "E-01", Party.GIVER),
    must(
        Doing.NAME_COORDINATING_SERVICE,
        "E-03",
        Party.MUNICIPALITY,
        when=(Circumstance.SEVERAL_SERVICES,),
        unless=(Circumstance.BARNEKOORDINATOR_APPOINTED,),
    ),
    must(
        Doing.COORDINATE,
        "E-03",
        Party.BARNEKOORDINATOR,
        when=(Circumstance.BARNEKOORDINATOR_APPOINTED,),
    ),
    must(
        Doing.YEARLY_WRITTEN_OVERVIEW,
        "F-12",
        Party.KINDERGARTEN,
        when=(Circumstance.SPECIAL_HELP_GIVEN,),
        sectors=_KINDERGARTEN,
    ),
)
"""The lines, in the order they are asked."""
