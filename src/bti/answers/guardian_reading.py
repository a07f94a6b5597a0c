"""Whether each guardian may read: yes, no, or that the law does not settle it. Answered to the home service alone.

What is shown follows from this where it is settled. Where it is not, a guardian who has been told of a case reads on:
until somebody has found out how old the child is; while a young person of fifteen to seventeen does not want it; and
for the sake of a child, beside a brother or sister who has turned eighteen and has not said yes. Entries do not say
which of them they are about; what is about the grown one is marked so (`EntryMarked`), and then kept. None of it is
what the law says, which leaves it open; all are decided here, and that it is open is what is answered.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator
from typing import Final

import attrs

from bti.answers.held_back import is_kept_from
from bti.law.consent import age
from bti.law.family import ADULT
from bti.people import Unborn
from bti.reasons import Reason, ReasonKind, law
from bti.rules.ask import Ask, Standing

__all__ = ["GuardianReading", "Reads", "guardians_read"]


class Reads(enum.Enum):
    """Whether somebody may read."""

    YES = "yes"
    NO = "no"
    CANNOT_SAY = "cannot_say"


@attrs.frozen
class GuardianReading:
    """What is to be said of one guardian's reading.

    Attributes:
        guardian: The guardian's reference.
        reads: Whether they may read.
        reasons: Why; beside a yes, what is kept from them.
    """

    guardian: str
    reads: Reads
    reasons: tuple[Reason, ...]


_ADDRESS: Final = Reason("reading_address_graded", ReasonKind.FORBIDDEN, (), (law("H-17"),))
_NOT_TOLD: Final = Reason("reading_not_told_yet", ReasonKind.UNMET, (), (law("Q-03"),))
_AGE: Final = Reason("reading_age_unknown", ReasonKind.UNMET, (), (law("A-01"), law("H-10")))
_GROWN: Final = Reason("reading_ended_at_18", ReasonKind.FORBIDDEN, (), (law("A-01"),))
_ONE_GROWN: Final = Reason("reading_beside_one_grown", ReasonKind.UNMET, (), (law("A-01"), law("A-02"), law("A-12")))
_LET: Final = Reason("reading_let_by_person", ReasonKind.ADVICE, (), (law("A-01"),))
_OBJECTION: Final = Reason("reading_objection_not_settled", ReasonKind.UNMET, (), (law("A-15"), law("H-10")))
_MINOR: Final = Reason("reading_of_a_minor", ReasonKind.ADVICE, (), (law("A-02"), law("A-18"), law("H-10")))
_HEALTH: Final = Reason("reading_without_health", ReasonKind.ADVICE, (), (law("A-19"), law("A-21")))


def guardians_read(ask: Ask) -> tuple[GuardianReading, ...]:
    """Return whether each guardian may read, in the order they were named; nothing to whoever is not at home here.

    Args:
        ask: The question.
    """
    if ask.standing is not Standing.HOME:
        return ()
    concerned = {one.ref for one in ask.spine.life.persons}
    return tuple(_of(ask, ref) for ref in ask.spine.people.guardians if ref not in concerned)


def _of(ask: Ask, ref: str) -> GuardianReading:
    spine = ask.spine
    if spine.circle.shuts_out(ref):
        return GuardianReading(ref, Reads.NO, (_ADDRESS,))
    born = tuple(one for one in spine.life.persons if one.birth is not Unborn.UNBORN)
    ages = {one.ref: age(one, ask.today, ask.leap) for one in born}
    if any(not isinstance(years, int) for years in ages.values()):
        return GuardianReading(ref, Reads.CANNOT_SAY, (_AGE,))
    if ref not in spine.people.told:
        return GuardianReading(ref, Reads.NO, (_NOT_TOLD,))
    if ages and ask.all_are_of_age:
        lets = spine.held.all_let_read(ages, ref, ask.today)
        return GuardianReading(ref, *((Reads.YES, (_LET, *_beside(ask, ref))) if lets else (Reads.NO, (_GROWN,))))
    grown = [one for one, years in ages.items() if isinstance(years, int) and years >= ADULT]
    if not spine.held.all_let_read(grown, ref, ask.today):
        return GuardianReading(ref, Reads.CANNOT_SAY, (_ONE_GROWN, *_beside(ask, ref)))
    if any(_is_open(ask, ref, one, years) for one, years in ages.items()):
        return GuardianReading(ref, Reads.CANNOT_SAY, (_OBJECTION,))
    return GuardianReading(ref, Reads.YES, (_MINOR, *_beside(ask, ref)))


def _is_open(ask: Ask, guardian: str, person: str, years: object) -> bool:
    """Tell whether a young person objects to what no rule gives them alone: all but health, which is from sixteen."""
    objects_to = ask.spine.held.objects_to(person, guardian)
    return bool(objects_to) and isinstance(years, int) and years < ADULT


def _beside(ask: Ask, guardian: str) -> Iterator[Reason]:
    if any(is_kept_from(ask, ask.spine, one, guardian) for one in ask.spine.held.not_told):
        yield _HEALTH
