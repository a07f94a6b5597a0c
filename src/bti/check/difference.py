"""What is the difference between two guides, and what does it mean for a case that runs under the first?

Guides are compared as they are resolved, by the ids of what stands in them. On what ground something is said, and by
which guide of the chain, is not compared: it changes nothing that anybody does.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, cast

import attrs

from bti.guide.model import NOT_STATED, Guide, Holders, Origin, Requirement, Setting, Step
from bti.text import Text

__all__ = ["Change", "Difference", "HolderChange", "Position", "Sort", "Standing", "WhyNot", "diff"]


class Sort(enum.Enum):
    """What became of something."""

    GAINED = "gained"
    LOST = "lost"
    CHANGED = "changed"
    REORDERED = "reordered"


class WhyNot(enum.Enum):
    """Why a case on a step cannot move to the new guide by itself."""

    STEP_GONE = "step_gone"
    OTHER_PURPOSE = "other_purpose"


class Standing(enum.Enum):
    """How a role stands to the baton on a level."""

    PREFERRED = "preferred"
    ELIGIBLE = "eligible"
    EXCEPTIONAL = "exceptional"
    NOT_ELIGIBLE = "not_eligible"


@attrs.frozen
class Change:
    """One thing that is not the same.

    Attributes:
        sort: Gained, lost, changed, or put in another order.
        about: What sort of thing: "guide", "level", "step", "outcome", "deadline", "holders", "setting", "service", …
        place: Where, from the guide inwards, in ids and names of fields ("step", "1.5", "outcomes", "up").
        name: What the thing is called.
        within: What the step is called that it belongs to; None where it belongs to none.
        field: Which part of it changed; None where the whole thing came or went.
        before: What stood there; None where nothing did.
        after: What stands there now; None where nothing does.
        variant: The variant it holds in, where it does not hold in the guide itself.
    """

    sort: Sort
    about: str
    place: tuple[str, ...]
    name: Text | str
    within: Text | str | None = None
    field: str | None = None
    before: object = None
    after: object = None
    variant: str | None = None


@attrs.frozen
class Position:
    """A step on which a running case may stand, and whether the case can go on in the new guide by itself.

    Attributes:
        step: The step in the first guide.
        why_not: Why a person has to decide where the case stands; None where the same step with the same purpose
            stands in the new guide.
        entry_added: Whether the new guide's step asks for something to enter it that the old did not; a case that
            stands there already has entered.
    """

    step: Step
    why_not: WhyNot | None
    entry_added: bool = False

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
    """

    level: str
    role: str
    before: Standing
    after: Standing


@attrs.frozen
class Difference:
    """What is not the same in two guides.

    Attributes:
        before: The guide that cases run under.
        after: The guide that is to come.
        changes: Everything that changed.
        positions: Every step of the first guide, and how a case on it can move.
        holders: Roles that stand otherwise to the baton.
    """

    before: Guide
    after: Guide
    changes: tuple[Change, ...]
    positions: tuple[Position, ...]
    holders: tuple[HolderChange, ...]

    @property
    def is_empty(self) -> bool:
        """Tell whether the two guides say the same."""
        return not self.changes

    @property
    def need_a_person(self) -> tuple[Position, ...]:
        """Return the steps on which somebody must decide where a case stands in the new guide."""
        return tuple(one for one in self.positions if not one.moves_by_itself)

    @property
    def steps_gone(self) -> tuple[Step, ...]:
        """Return the steps that the new guide does not have."""
        return tuple(one.step for one in self.positions if one.why_not is WhyNot.STEP_GONE)

    @property
    def no_longer_eligible(self) -> tuple[HolderChange, ...]:
        """Return the roles that may no longer hold the baton on a level."""
        return tuple(one for one in self.holders if one.after is Standing.NOT_ELIGIBLE)

    def options(self, sort: Sort) -> tuple[Change, ...]:
        """Return the outcomes that steps of both guides gained or lost, and those that lead elsewhere."""
        kept = {step.id for level in self.after.levels for step in level.steps}
        return tuple(
            one
            for one in self.changes
            if one.about == "outcome" and one.sort is sort and one.field in (None, "targets") and one.place[1] in kept
        )

    @property
    def deadlines(self) -> tuple[Change, ...]:
        """Return the time limits that came, went or moved."""
        moved = ("start", "length", "unit", "rounding", "fulfilled_by")
        return tuple(
            one
            for one in self.changes
            if (one.about == "deadline" and (one.field is None or one.field in moved)) or one.field == "deadlines"
        )


def diff(a: Guide, b: Guide) -> Difference:
    """Return what changed from one guide to another, and what it means for the cases that run under the first.

    Args:
        a: The guide that cases run under.
        b: The guide that is to come.
    """
    changes = (*_fields(a, b, "guide", (), b.title), *_steps(a, b))
    return Difference(a, b, (*changes, *_variants(a, b, changes)), tuple(_positions(a, b)), tuple(_holders(a, b)))


# --- what changed ----------------------------------------------------------------------------------------------------

_GROUND: Final = frozenset({"origin", "origins", "digest", "chain", "fragments", "variant"})
_NAMES: Final = {
    "levels": "level",
    "outcomes": "outcome",
    "deadlines": "deadline",
    "services": "service",
    "roles": "role",
    "sources": "source",
    "said": "said",
    "holders": "holders",
    "variants": "variant",
}


def _steps(a: Guide, b: Guide) -> Iterator[Change]:
    """Compare steps over all levels, since a step that stands on another level now is still the same step."""
    before = {step.id: step for level in a.levels for step in level.steps}
    after = {step.id: step for level in b.levels for step in level.steps}
    yield from _members(before, after, "step", ("step",), None)
    for level in b.levels:
        earlier = a.level(level.id)
        if earlier is not None:
            yield from _order(
                [step.id for step in earlier.steps],
                [step.id for step in level.steps],
                "level",
                ("level", level.id),
                level.title,
                "steps",
            )


def _variants(a: Guide, b: Guide, changes: Sequence[Change]) -> Iterator[Change]:
    """Compare each variant that stands in both, and yield what does not change in the guide itself as well."""
    known = {(one.sort, one.place, one.field) for one in changes}
    after = {one.id: one for one in b.variants}
    for variant in a.variants:
        there = after.get(variant.id)
        if there is None:
            continue
        own = (
            *_fields(variant.guide, there.guide, "guide", (), there.guide.title),
            *_steps(variant.guide, there.guide),
        )
        for one in own:
            if (one.sort, one.place, one.field) not in known:
                yield attrs.evolve(one, variant=variant.id)


def _members(
    before: Mapping[str, object],
    after: Mapping[str, object],
    about: str,
    place: tuple[str, ...],
    within: Text | str | None,
) -> Iterator[Change]:
    for key, value in before.items():
        if key not in after:
            yield Change(Sort.LOST, about, (*place, key), _name(value, key), within, before=value)
    for key, value in after.items():
        if key not in before:
            yield Change(Sort.GAINED, about, (*place, key), _name(value, key), within, after=value)
        else:
            yield from _fields(before[key], value, about, (*place, key), _name(value, key), within)


def _fields(
    a: object, b: object, about: str, place: tuple[str, ...], name: Text | str, within: Text | str | None = None
) -> Iterator[Change]:
    """Compare two values of the model field by field; a field added to the model is compared too."""
    if type(a) is not type(b) or not attrs.has(type(a)):
        if _bare(a) != _bare(b):
            yield Change(Sort.CHANGED, about, place, name, within, place[-1] if place else None, a, b)
        return
    if _is_setting(a) and _is_setting(b):
        for field in (one.name for one in attrs.fields(Setting) if one.name not in _GROUND):
            before, after = getattr(a, field), getattr(b, field)
            if _bare(before) != _bare(after):
                yield Change(Sort.CHANGED, about, (*place, field), name, within, field, before, after)
        return
    inner = name if isinstance(b, Step) else within
    for field in attrs.fields(cast("type[attrs.AttrsInstance]", type(b))):
        if (
            not field.init
            or field.name in _GROUND
            or isinstance(getattr(b, field.name), Guide)
            or (about == "level" and field.name == "steps")
        ):
            continue
        yield from _field(getattr(a, field.name), getattr(b, field.name), field.name, about, place, name, inner)


def _field(
    a: object, b: object, field: str, about: str, place: tuple[str, ...], name: Text | str, inner: Text | str | None
) -> Iterator[Change]:
    here = (*place, field)
    before, after = _by_id(a), _by_id(b)
    if before is not None and after is not None and (before or after):
        sort = _NAMES.get(field, field)
        start = (sort,) if about == "guide" else here
        yield from _members(before, after, sort, start, inner)
        yield from _order(list(before), list(after), about, place, name, field)
    elif _is_setting(a) or _is_setting(b):
        yield from _fields(a, b, "setting", here, field)
    elif attrs.has(type(a)) and type(a) is type(b) and not isinstance(a, (Text, Requirement)) and about == "guide":
        yield from _fields(a, b, "guide", here, name)
    elif _bare(a) != _bare(b):
        yield Change(Sort.CHANGED, about, here, name, None if about == "step" else inner, field, a, b)


def _order(
    before: Sequence[str], after: Sequence[str], about: str, place: tuple[str, ...], name: Text | str, field: str
) -> Iterator[Change]:
    """Yield that what stands in both stands in another order; holders stand by level and have none."""
    both = {*before} & {*after}
    old, new = [one for one in before if one in both], [one for one in after if one in both]
    if old != new and field != "holders":
        yield Change(Sort.REORDERED, about, (*place, field), name, None, field, tuple(old), tuple(new))


def _is_setting(value: object) -> bool:
    return isinstance(value, Setting)


def _by_id(value: object) -> dict[str, object] | None:
    """Return the members of a list or table of things by id, None where it is no such thing."""
    if isinstance(value, Mapping):
        table = cast("Mapping[object, object]", value)
        return {str(key): one for key, one in table.items()}
    if not isinstance(value, tuple):
        return None
    members = cast("tuple[object, ...]", value)
    if not all(attrs.has(type(one)) and isinstance(getattr(one, "id", None), str) for one in members):
        return None
    return {str(getattr(one, "id")): one for one in members}  # noqa: B009  # nothing says that it has one but the line above


def _bare(value: object) -> object:
    """Return a value without the ground it is said on, for comparing."""
    if isinstance(value, tuple):
        return tuple(_bare(one) for one in cast("tuple[object, ...]", value))
    if isinstance(value, Mapping):
        return {key: _bare(one) for key, one in cast("Mapping[object, object]", value).items()}
    if isinstance(value, Text) or not attrs.has(type(value)):
        return value
    fields = attrs.fields(cast("type[attrs.AttrsInstance]", type(value)))
    return (
        type(value).__name__,
        *(
            _bare(getattr(value, field.name))
            for field in fields
            if field.init and field.name not in _GROUND and field.type is not Origin
        ),
    )


def _name(value: object, key: str) -> Text | str:
    for field in ("title", "label", "text"):
        said: object = getattr(value, field, None)
        if isinstance(said, Text):
            return said
    return key


# --- what it means for running cases ---------------------------------------------------------------------------------


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
