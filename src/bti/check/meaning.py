"""What does the difference between two guides mean for a case: can it move by itself, and who may hold the baton?"""

from __future__ import annotations

import enum
from collections.abc import Iterator

import attrs

from bti.guide.model import NOT_STATED, Guide, Holders, Step

__all__ = ["HolderChange", "Position", "Standing", "WhyNot", "holders_of", "positions_of"]


class WhyNot(enum.Enum):
    """Why a case cannot move to the new guide by itself."""

    STEP_GONE = "step_gone"
    OTHER_PURPOSE = "other_purpose"
    PEOPLE_UNKNOWN = "people_unknown"  # a service or role that takes part is not known in the new guide
    OTHER_GUIDE = "other_guide"  # the case stands under neither of the two


class Standing(enum.Enum):
    """How a role stands to the baton on a level."""

    PREFERRED = "preferred"
    ELIGIBLE = "eligible"
    EXCEPTIONAL = "exceptional"
    NOT_ELIGIBLE = "not_eligible"


@attrs.frozen
class Position:
    """A step on which a running case may stand, and whether the case can go on in the new guide by itself.

    Attributes:
        step: The step in the first guide.
        why_not: Why a person has to decide where the case stands; None where the same step with the same purpose
            stands in the new guide.
        entry_added: Whether the new guide's step asks for something to enter it that the old did not; a case that
            stands there already has entered.
        homes: For which kinds of home service, where one of the guides has a variant for them; empty: for all others.
    """

    step: Step
    why_not: WhyNot | None
    entry_added: bool = False
    homes: tuple[str, ...] = ()

    @property
    def moves_by_itself(self) -> bool:
        """Tell whether a case on this step can go on in the new guide without anybody deciding where."""
        return self.why_not is None


@attrs.frozen
class HolderChange:
    """A role that stands otherwise to the baton on a level than before; where it no longer may, a holder must be found.

    Attributes:
        level: The level's id; it stands in both guides.
        role: The role's id.
        before: How it stood.
        after: How it stands.
        homes: For which kinds of home service, where one of the guides has a variant for them; empty: for all others.
    """

    level: str
    role: str
    before: Standing
    after: Standing
    homes: tuple[str, ...] = ()


def positions_of(a: Guide, b: Guide) -> Iterator[Position]:
    """Yield every step of the first guide, and then those of each variant in which a case moves otherwise."""
    usual = tuple(_positions(a, b))
    yield from usual
    for homes, before, after in _variants(a, b):
        own = tuple(_positions(before, after))
        if own != usual:
            yield from (attrs.evolve(one, homes=homes) for one in own)


def holders_of(a: Guide, b: Guide) -> Iterator[HolderChange]:
    """Yield each role that stands otherwise to the baton on a level, and then those of which only a variant says so."""
    usual = tuple(_holders(a, b))
    yield from usual
    for homes, before, after in _variants(a, b):
        yield from (attrs.evolve(one, homes=homes) for one in _holders(before, after) if one not in usual)


def _variants(a: Guide, b: Guide) -> Iterator[tuple[tuple[str, ...], Guide, Guide]]:
    """Yield each pair of what holds before and after where one of the guides has a variant, with the home services."""
    pairs: dict[tuple[str | None, str | None], list[str]] = {}
    for kind in dict.fromkeys(home for guide in (a, b) for variant in guide.variants for home in variant.home):
        pairs.setdefault((a.for_home(kind).variant, b.for_home(kind).variant), []).append(kind)
    for homes in pairs.values():
        yield tuple(homes), a.for_home(homes[0]), b.for_home(homes[0])


def _positions(a: Guide, b: Guide) -> Iterator[Position]:
    for level in a.levels:
        for step in level.steps:
            there = b.step(step.id)
            if there is None:
                yield Position(step, WhyNot.STEP_GONE)
            elif there.purpose is not step.purpose:
                yield Position(step, WhyNot.OTHER_PURPOSE)
            else:
                yield Position(step, None, entry_added=there.entry is not None and step.entry is None)


def _holders(a: Guide, b: Guide) -> Iterator[HolderChange]:
    for level in b.levels:
        if a.level(level.id) is None:
            continue
        for role in a.roles:
            before, after = (_standing(guide, level.id, role.id) for guide in (a, b))
            if before is not after:
                yield HolderChange(level.id, role.id, before, after)


def _standing(guide: Guide, level: str, role: str) -> Standing:
    """Return how a role stands to the baton, as the rule on eligible roles judges it."""
    holders: Holders | None = guide.baton.holders.get(level)
    if guide.role(role) is None or (holders is not None and role in holders.excluded):
        return Standing.NOT_ELIGIBLE
    if holders is None:
        return Standing.ELIGIBLE
    for listed, standing in ((holders.exceptional, Standing.EXCEPTIONAL), (holders.preferred, Standing.PREFERRED)):
        if role in listed:
            return standing
    may = holders.eligible is NOT_STATED or role in holders.eligible
    return Standing.ELIGIBLE if may else Standing.NOT_ELIGIBLE
