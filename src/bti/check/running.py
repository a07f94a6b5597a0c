"""Which running cases can move to a new guide by themselves, which need a person, and what will each meet there?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from bti.check.difference import Change, Difference, Sort
from bti.check.meaning import HolderChange, Standing, WhyNot
from bti.guide.model import Guide, Step
from bti.record.case import Case
from bti.rules.life import not_known_in
from bti.rules.pathway_rules import rules_of

__all__ = ["CaseMove", "moves"]


@attrs.frozen
class CaseMove:
    """What a new guide means for one running case.

    Attributes:
        case: The host's id of the case.
        step: The step it stands on; None where the guide it stands under is not the first of the two.
        why_not: Why a person has to decide; empty where the case can go on, on the same step, by itself.
        unknown: The services and roles that take part and that the new guide does not know.
        holder: How the role of whoever holds the baton stands, where it may no longer hold it on this level.
        options: What came, went or leads elsewhere of the ways in which its step can end.
        deadlines: The time limits of its step, and of pathways it is on, that came, went or moved.
        beside: What became of the arenas it has a meeting called to, of the pathways it is on, and of duties.
    """

    case: str
    step: Step | None
    why_not: tuple[WhyNot, ...] = ()
    unknown: tuple[str, ...] = ()
    holder: HolderChange | None = None
    options: tuple[Change, ...] = ()
    deadlines: tuple[Change, ...] = ()
    beside: tuple[Change, ...] = ()

    @property
    def moves_by_itself(self) -> bool:
        """Tell whether the case can go on in the new guide without anybody deciding where."""
        return not self.why_not


def moves(difference: Difference, cases: Iterable[Case]) -> tuple[CaseMove, ...]:
    """Return what a new guide means for each case that is open; those not begun or closed are left out.

    It is asked of the case book alone, so that nothing of a protected matter can show in it.

    Args:
        difference: Between the guide they stand under and the one that is to come, from `diff`.
        cases: The cases, as their stores fold them.
    """
    return tuple(_move(difference, case) for case in cases if case.spine.life.is_open)


def _move(difference: Difference, case: Case) -> CaseMove:
    spine = case.spine
    home, position = spine.life.home, spine.track.position
    if home is None or position is None or spine.life.guide != difference.before.digest:
        return CaseMove(case.id, None, (WhyNot.OTHER_GUIDE,))
    before, after = difference.before.for_home(home.kind), difference.after.for_home(home.kind)
    step = before.step(position.step)
    if step is None:
        return CaseMove(case.id, None, (WhyNot.OTHER_GUIDE,))
    unknown = not_known_in(after, spine)
    concerned = {("step", step.id), *_beside(before, case)}
    return CaseMove(
        case.id,
        step,
        tuple(_why_not(difference, step, home.kind, unknown)),
        unknown,
        _holder(difference, case, position.level, home.kind),
        tuple(one for one in _options(difference, before, after) if one.place[1] == step.id),
        tuple(one for one in difference.deadlines if one.place[:2] in concerned and _holds(one, before)),
        tuple(
            one
            for one in difference.beside
            if (one.place[0] == "duty" or one.place[:2] in concerned) and _holds(one, before)
        ),
    )


def _beside(guide: Guide, case: Case) -> Iterator[tuple[str, str]]:
    """Yield the arenas a case has a meeting called to, and the pathways it is on."""
    for meeting in case.spine.meetings.waiting():
        if meeting.arena is not None:
            yield "arena", meeting.arena
    for pathway in case.spine.pathways.running():
        rules = rules_of(guide, pathway.which, pathway.code)
        if rules is not None:
            yield "pathway", rules.id


def _why_not(difference: Difference, step: Step, home: str, unknown: tuple[str, ...]) -> Iterator[WhyNot]:
    own = [one for one in difference.positions if home in one.homes]
    for position in own or [one for one in difference.positions if not one.homes]:
        if position.step.id == step.id and position.why_not is not None:
            yield position.why_not
    if unknown:
        yield WhyNot.PEOPLE_UNKNOWN


def _holder(difference: Difference, case: Case, level: str, home: str) -> HolderChange | None:
    people = case.spine.people.professionals
    held = people.get(case.spine.baton.holder or "")
    for one in difference.holders:
        applies = held is not None and (one.role, one.level) == (held.role, level)
        if applies and one.after is Standing.NOT_ELIGIBLE and (not one.homes or home in one.homes):
            return one
    return None


def _options(difference: Difference, before: Guide, after: Guide) -> Iterator[Change]:
    for sort in (Sort.GAINED, Sort.LOST, Sort.CHANGED):
        yield from (one for one in difference.options(sort) if _holds(one, before) and after.step(one.place[1]))


def _holds(change: Change, guide: Guide) -> bool:
    """Tell whether a change is one of the guide itself or of the variant that the case falls under."""
    return change.variant in (None, guide.variant)
