"""What the law says of rights in what is written, of correcting, erasing and keeping, and of parties (law H, B-05)."""

from __future__ import annotations

from typing import Final

from bti.law.doing import Circumstance, Doing, Party
from bti.law.line import Line, may, may_not, must
from bti.law.model import Sector

__all__ = ["LINES"]

_HELD_BACK: Final = (
    Circumstance.ONGOING_CRIME_INVESTIGATION,
    Circumstance.HARMS_HEALTH_OR_CLOSE_RELATIONS,
    Circumstance.INTERNAL_PREPARATION,
    Circumstance.OVERRIDING_INTERESTS,
)
_HARM: Final = (Circumstance.DANGER_OR_HARM_TO_THE_CHILD,)
_FOUR_CASES: Final = (
    Circumstance.ACCURACY_DISPUTED,
    Circumstance.PROCESSING_UNLAWFUL,
    Circumstance.NEEDED_FOR_A_CLAIM,
    Circumstance.OBJECTION_PENDING,
)
_WELFARE: Final = (Sector.CHILD_WELFARE,)
_HEALTH: Final = (Sector.HEALTH, Sector.HOSPITAL)
_ANY_AGE: Final = (Circumstance.TRAFFICKING_CASE, Circumstance.BEHAVIOUR_CASE, Circumstance.GRANTED_BY_TRIBUNAL)

LINES: Final[tuple[Line, ...]] = (
    may(Doing.ACCESS, "H-09 A-01", ages=(18, None), unless=_HELD_BACK),
    may(Doing.ACCESS, "H-09", unless=(*_HELD_BACK, *_HARM)),
    may(Doing.REFUSE_ACCESS, "H-09", any_of=_HELD_BACK),
    may(Doing.REFUSE_ACCESS, "H-09", any_of=_HARM, sectors=_WELFARE),
    may_not(Doing.REFUSE_ACCESS, "H-09"),
    must(Doing.WRITTEN_REFUSAL_WITH_CITATION, "H-09", Party.CONTROLLER, any_of=(*_HELD_BACK, *_HARM)),
    may(Doing.SEE_ACCESS_RECORD, "H-16"),
    may(Doing.CORRECT_BY_ADDING, "H-05"),
    may_not(Doing.OVERWRITE, "H-05"),
    must(Doing.RECORD_WHAT_WHEN_HOW, "H-05 H-06", Party.ENGINE),
    may(Doing.BLOCK, "H-03"),
    must(Doing.ROUTE_TO_DECISION, "H-03", Party.CONTROLLER),
    may(Doing.ERASE_TEXT_BY_DECISION, "H-03", when=(Circumstance.PERMIT_FROM_NATIONAL_ARCHIVE,)),
    may_not(Doing.ERASE_TEXT_BY_DECISION, "H-02"),
    may_not(Doing.DELETE, "H-02"),
    may_not(Doing.DELETE, "Q-10", when=(Circumstance.CONSENT_WITHDRAWN,)),
    may_not(Doing.DELETE, "H-04"),
    may(Doing.RESTRICT, "H-11", any_of=_FOUR_CASES),
    may_not(Doing.RESTRICT, "H-11"),
    may(Doing.OBJECT, "H-11", when=(Circumstance.PUBLIC_TASK,)),
    may_not(Doing.OBJECT, "H-11"),
    may(Doing.PORTABILITY, "H-11", when=(Circumstance.CONSENT_OR_CONTRACT,)),
    may_not(Doing.PORTABILITY, "H-11"),
    may_not(Doing.STORE_ADDRESS, "H-17", when=(Circumstance.GRADED_ADDRESS,)),
    must(Doing.HANDLE_BY_HAND, "H-17", Party.HOME_SERVICE, when=(Circumstance.STRICTLY_CONFIDENTIAL_ADDRESS,)),
    may_not(
        Doing.RELEASE_ADDRESS_BY_SCHOOL,
        "H-17",
        when=(Circumstance.GRADED_ADDRESS,),
        remedy="apply_to_police_or_child_welfare",
    ),
    may_not(Doing.SHOW_NATIONAL_ID_AS_KEY, "H-18"),
    may_not(Doing.SAY_APPROVED_BY_DATATILSYNET, "H-13"),
    must(Doing.FILE_IN_ARCHIVE_TARGET, "H-08", Party.HOME_SERVICE, when=(Circumstance.ARCHIVE_TARGET_SET,)),
    may(Doing.KEEP_OWN_RECORD, "Q-10 E-12"),
    may_not(Doing.COPY_WHOLE_RECORD, "E-12 H-19"),
    must(Doing.DOCUMENTED_RISK_DECISION, "H-15", Party.HOST, when=(Circumstance.LOGIN_BELOW_HIGH,)),
    may(Doing.PARTY_RIGHTS, "A-25", when=(Circumstance.UNDERSTANDS_THE_CASE,), sectors=_WELFARE, ages=(15, None)),
    may(Doing.PARTY_RIGHTS, "A-25", any_of=_ANY_AGE, sectors=_WELFARE),
    may_not(Doing.PARTY_RIGHTS, "A-25", sectors=_WELFARE),
    may(Doing.PARTY_RIGHTS, "B-05", when=(Circumstance.UNDERSTANDS_THE_CASE,), sectors=_HEALTH, ages=(12, None)),
    may(Doing.PARTY_RIGHTS, "B-05", ages=(15, None)),
    may_not(Doing.PARTY_RIGHTS, "B-05"),
    may_not(Doing.GIVE_PARTY_CONFIDENTIAL_INFORMATION, "B-05", ages=(None, 15)),
    may(Doing.GIVE_PARTY_CONFIDENTIAL_INFORMATION, "B-05"),
)
"""The lines, in the order they are asked."""
