"""Who may see who has read a case.

The record of a reading is shown to the person it is about (law H-16), so to persons concerned and to guardians as far
as they may read the case, and to the leader of the home service, who answers for it. That the record of a relay log is
shown as that of a health record must be, is a decision of the library. A protected matter's records are its insiders'.
"""

from __future__ import annotations

from typing import Final

from bti.reasons import Reason, ReasonKind, law, model
from bti.rules.ask import Ask, Standing
from bti.rules.judging import NOT_TAKING_PART

__all__ = ["why_not_accesses"]

_OTHERS: Final = Reason("accesses_for_person_and_leader", ReasonKind.WRONG_PERSON, (), (law("H-16"), model("model 6")))


def why_not_accesses(ask: Ask) -> tuple[Reason, ...]:
    """Return why the asker may not see who has read the case book; nothing where they may."""
    if ask.spine.life.opened is None or not ask.may_read:
        return (NOT_TAKING_PART,)
    return () if ask.leads_home or ask.standing is Standing.FAMILY else (_OTHERS,)
