"""What is the difference between two guides?

What it means for the cases that run under the first is asked in `bti.check.meaning`. Guides are compared as they are
resolved, by the ids of what stands in them. On what ground something is said, and by which guide of the chain, is not
compared: it changes nothing that anybody does.
"""

from __future__ import annotations

import datetime as dt
import enum
import functools
from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import Any, Final, cast

import attrs

from bti.check.meaning import HolderChange, Position, Standing, WhyNot, holders_of, positions_of
from bti.guide.arenas import About
from bti.guide.model import Condition, Guide, Origin, Requirement, Setting, Step
from bti.guide.pathways import PathwaySort
from bti.text import Text

__all__ = ["Change", "Difference", "Sort", "diff"]


class Sort(enum.Enum):
    """What became of something."""

    GAINED = "gained"
    LOST = "lost"
    CHANGED = "changed"
    REORDERED = "reordered"


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
        on: The date on which it is phased in or out, where it is; then `before` or `after` is the change of that date.
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
    on: dt.date | None = None


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
        after = (self.after, *(variant.guide for variant in self.after.variants))
        kept = {step.id for guide in after for level in guide.levels for step in level.steps}
        return tuple(
            one
            for one in self.changes
            if one.about == "outcome" and one.sort is sort and one.field in (None, "targets") and one.place[1] in kept
        )

    @property
    def deadlines(self) -> tuple[Change, ...]:
        """Return the time limits that came, went or moved."""
        return tuple(
            one
            for one in self.changes
            if (one.about == "deadline" and one.field not in _NOT_MOVED) or one.field == "deadlines"
        )

    @property
    def beside(self) -> tuple[Change, ...]:
        """Return what became of arenas and pathways that a case can name, and of duties, beside their time limits."""
        guides = [
            each for guide in (self.before, self.after) for each in (guide, *(one.guide for one in guide.variants))
        ]
        arenas = {one.id for guide in guides for one in guide.arenas if one.about is About.CASE}
        pathways = {one.id for guide in guides for one in guide.pathways if one.sort is not PathwaySort.PROTECTION}
        named = {"arena": arenas, "pathway": pathways}
        return tuple(
            one
            for one in self.changes
            if one.about != "deadline" and len(one.place) > 1
            if one.place[0] == "duty" or one.place[1] in named.get(one.place[0], ())
        )


def diff(a: Guide, b: Guide) -> Difference:
    """Return what changed from one guide to another, and what it means for the cases that run under the first.

    Args:
        a: The guide that cases run under.
        b: The guide that is to come.
    """
    changes = (*_changed(a, b), *_phased(a, b))
    return Difference(a, b, changes, tuple(positions_of(a, b)), tuple(holders_of(a, b)))


_NOT_MOVED: Final = frozenset({"words", "modality", "who"})
"""What may change of a time limit without moving it."""

# --- what changed ----------------------------------------------------------------------------------------------------

_GROUND: Final = frozenset({"origin", "origins", "digest", "chain", "fragments", "variant", "free_of", "left_out"})
_NAMES: Final = {
    "levels": "level",
    "outcomes": "outcome",
    "deadlines": "deadline",
    "duties": "duty",
    "services": "service",
    "roles": "role",
    "sources": "source",
    "tools": "tool",
    "questions": "question",
    "said": "said",
    "holders": "holders",
    "variants": "variant",
    "arenas": "arena",
    "pathways": "pathway",
    "counts": "count",
    "after": "after",
}


def _changed(a: Guide, b: Guide) -> tuple[Change, ...]:
    """Return what changed in what holds when all that is phased in or out has been."""
    changes = (*_fields(a, b, "guide", (), b.title), *_steps(a, b))
    return (*changes, *_variants(a, b, changes))


def _phased(a: Guide, b: Guide) -> Iterator[Change]:
    """Yield what one of two guides phases in or out on a date and the other does not on that date.

    Each is a change of its own, which holds what changes on the date; it is gained where the second guide phases it.
    """
    before, after = _by_date(a), _by_date(b)
    for date in sorted({*before, *after}):
        old, new = before.get(date, ()), after.get(date, ())
        was, will = [_what_changes(one) for one in old], [_what_changes(one) for one in new]
        for sort, some, said, known in ((Sort.LOST, old, was, will), (Sort.GAINED, new, will, was)):
            for one, what in zip(some, said, strict=True):
                if what in known:
                    continue
                place = ("phase", date.isoformat(), *one.place)
                held: dict[str, object] = {"before" if sort is Sort.LOST else "after": one}
                yield Change(sort, "phase", place, one.name, on=date, **held)  # type: ignore[arg-type]  # of two fields


def _by_date(guide: Guide) -> dict[dt.date, tuple[Change, ...]]:
    """Return what changes in a guide on each date on which something of it begins or ceases to hold."""
    held = (*(phase.guide for phase in guide.phases), guide)
    return {phase.until: _changed(*held[place : place + 2]) for place, phase in enumerate(guide.phases)}


def _what_changes(one: Change) -> tuple[object, ...]:
    return one.sort, one.place, one.field, one.variant, _bare(one.before), _bare(one.after)


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
        if _differ(a, b):
            yield Change(Sort.CHANGED, about, place, name, within, place[-1] if place else None, a, b)
        return
    if _is_setting(a) and _is_setting(b):
        for field in (one.name for one in attrs.fields(Setting) if one.name not in _GROUND):
            before, after = getattr(a, field), getattr(b, field)
            changed = before != after if place[-1] in _ORDERED else _differ(before, after)
            if changed:
                yield Change(Sort.CHANGED, about, (*place, field), name, within, field, before, after)
        return
    inner = name if isinstance(b, Step) else within
    for field in attrs.fields(cast("type[attrs.AttrsInstance]", type(b))):
        if (
            not field.init
            or field.name in _GROUND
            or isinstance(getattr(b, field.name), Guide)
            or (about == "level" and field.name == "steps")
            or (about == "guide" and field.name == "phases")  # what of them differs is yielded by date
        ):
            continue
        yield from _field(getattr(a, field.name), getattr(b, field.name), field.name, about, place, name, inner)


def _field(
    a: object, b: object, field: str, about: str, place: tuple[str, ...], name: Text | str, inner: Text | str | None
) -> Iterator[Change]:
    here = (*place, field)
    before, after = _by_id(a), _by_id(b)
    if before is not None and after is not None and (before or after):
        sort = _NAMES.get(field) or _one_of(field)
        start = (sort,) if about == "guide" else here
        yield from _members(before, after, sort, start, inner)
        yield from _order(list(before), list(after), about, place, name, field)
    elif _is_setting(a) or _is_setting(b):
        yield from _fields(a, b, "setting", here, field)
    elif attrs.has(type(a)) and type(a) is type(b) and not isinstance(a, (Text, Requirement)) and about == "guide":
        yield from _fields(a, b, "guide", here, name)
    elif _differ(a, b):
        yield Change(Sort.CHANGED, about, here, name, None if about == "step" else inner, field, a, b)


def _order(
    before: Sequence[str], after: Sequence[str], about: str, place: tuple[str, ...], name: Text | str, field: str
) -> Iterator[Change]:
    """Yield that what stands in both stands in another order; holders stand by level and have none."""
    both = {*before} & {*after}
    old, new = [one for one in before if one in both], [one for one in after if one in both]
    if old != new and field != "holders":
        yield Change(Sort.REORDERED, about, (*place, field), name, None, field, tuple(old), tuple(new))


def _one_of(field: str) -> str:
    """Return what one of a list is called by the name of the list: "arenas", "duties"."""
    return f"{field.removesuffix('ies')}y" if field.endswith("ies") else field.removesuffix("s")


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


_ORDERED: Final = frozenset({"entries"})
"""Settings of names whose order says something: the first step is the usual one to begin with."""


def _differ(a: object, b: object) -> bool:
    """Tell whether two values differ in more than the ground they are said on; what is the very same does not."""
    return a is not b and _bare(a) != _bare(b)


def _bare(value: object) -> object:
    """Return a value without the ground it is said on, for comparing.

    The order of names, words of the format and conditions says nothing: "a or b" is "b or a".
    """
    if isinstance(value, tuple):
        members = cast("tuple[object, ...]", value)
        bare = tuple(_bare(one) for one in members)
        is_unordered = all(isinstance(one, (str, enum.Enum, Condition, Requirement)) for one in members)
        return tuple(sorted(bare, key=repr)) if is_unordered else bare
    if isinstance(value, Mapping):
        return {key: _bare(one) for key, one in cast("Mapping[object, object]", value).items()}
    if isinstance(value, Text):
        return value
    names = _saying(cast(Hashable, type(value)))
    return value if names is None else (type(value).__name__, *[_bare(getattr(value, name)) for name in names])


@functools.cache
def _saying(of: Any) -> tuple[str, ...] | None:
    """Return the fields of a class of the model that say something themselves; None of what is no such class."""
    if not attrs.has(of):
        return None
    fields = attrs.fields(of)
    return tuple(one.name for one in fields if one.init and one.name not in _GROUND and one.type is not Origin)


def _name(value: object, key: str) -> Text | str:
    for field in ("title", "label", "text", "what"):
        said: object = getattr(value, field, None)
        if isinstance(said, Text):
            return said
    return key
