"""What an insider of a protected matter may not tell, and is warned of (law D-05).

Two rules meet here. Guardians are not told first where violence or abuse is suspected, until child welfare or the
police have said so; and nobody but an insider may notice that anything is suspected (I-08). The second one wins
wherever both cannot hold: only the insiders themselves are bound and warned, in answers to them alone. To everybody
else the engine answers as if there were no suspicion, so a colleague who does not know may still call the parents to a
talk; the insiders see that coming and can speak with the one who plans it.

What is refused an insider is to tell a guardian of a concern, and no more: other entries that guardians read go on,
since their sudden absence would tell. What happened before the suspicion may be entered afterwards.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

import attrs

from bti.reasons import Reason, ReasonKind, law
from bti.record.case import Case
from bti.record.concern import ConcernShared, SharedWith
from bti.record.correction import EntryCorrected
from bti.record.fact import Fact
from bti.record.matter import Matter
from bti.record.meeting import MeetingCalled
from bti.rules.ask import Ask

__all__ = ["PlannedTalk", "held_back", "planned_talks"]

_NOT_FIRST: Final = Reason("guardian_not_told_first", ReasonKind.FORBIDDEN, (), (law("D-05"),))


@attrs.frozen
class PlannedTalk:
    """A meeting with guardians that an insider is warned of.

    Attributes:
        meeting: The id of the call.
        day: When, a date in Europe/Oslo.
        guardians: The references of those called who may not be told yet: guardians, and whom they bring.
        reason: The warning.
    """

    meeting: str
    day: dt.date
    guardians: tuple[str, ...]
    reason: Reason


def _binding(case: Case) -> tuple[Matter, ...]:
    return tuple(matter for matter in case.matters.values() if matter.since is not None)


def held_back(case: Case, ask: Ask, fact: Fact) -> tuple[Reason, ...]:
    """Find that an insider would tell a guardian who is not released in every matter that binds the insider.

    Args:
        case: The case as far as the asker may use it: the matters they are an insider of.
        ask: The question.
        fact: What they would record.
    """
    if not case.matters or not ask.may_read:
        return ()
    told = fact.instead if isinstance(fact, EntryCorrected) else fact
    if not isinstance(told, ConcernShared) or told.with_ is not SharedWith.GUARDIAN:
        return ()
    bound = any(
        matter.since is not None and ask.at >= matter.since and told.person not in matter.released
        for matter in case.matters.values()
    )
    return (_NOT_FIRST,) if bound else ()


def planned_talks(ask: Ask, case: Case) -> tuple[PlannedTalk, ...]:
    """Return the meetings ahead to which guardians are called who may not be told; to whoever is no insider, none.

    Only whoever may read the case is warned: that there is one is not told to other insiders.

    Args:
        ask: The question; `at` is `now`.
        case: The case as far as the asker may use it.
    """
    binding = _binding(case)
    if not binding or not ask.may_read:
        return ()
    return tuple(_talks(ask, case, binding))


def _is_warned_of(ask: Ask, ref: str) -> bool:
    """Tell whether somebody is a guardian, or whom guardians bring: that one may be the one who is suspected.

    Who is kin is what the case says of them now, as far as the asker is told: a call ahead is of now, and there is no
    earlier instant to judge it by (of letting-in there is, `record/insiders.py`).
    """
    people = ask.spine.people
    return ref in people.guardians or (ref in people.kin and ref not in people.concerned)


def _talks(ask: Ask, case: Case, binding: tuple[Matter, ...]) -> Iterator[PlannedTalk]:
    ahead = {one.id: one for one in ask.spine.meetings.waiting() if one.day >= ask.today}
    for entry in case.effective() if ahead else ():
        meeting, call = ahead.get(entry.id), entry.fact
        if meeting is None or not isinstance(call, MeetingCalled):
            continue
        guardians = tuple(
            ref
            for ref in dict.fromkeys(call.invited)
            if _is_warned_of(ask, ref) and any(ref not in matter.released for matter in binding)
        )
        if guardians:
            reason = Reason("guardians_called_to_talk", ReasonKind.ADVICE, (("day", meeting.day),), (law("D-05"),))
            yield PlannedTalk(meeting.id, meeting.day, guardians, reason)
