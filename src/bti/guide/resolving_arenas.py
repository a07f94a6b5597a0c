"""Merge what the layers say of arenas and pathways, element by element, into the model."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias, TypeVar

import attrs

from bti.dates import Unit
from bti.guide.arenas import About, After, Arena, Frequency
from bti.guide.checking import required
from bti.guide.document import Document
from bti.guide.findings import names_of
from bti.guide.limits import Deadline
from bti.guide.merging import Stack, below, children, composed, first
from bti.guide.pathways import Counting, OwnStep, PathwayRules, PathwaySort
from bti.guide.requiring import requirement_of
from bti.guide.resolving_settings import meant
from bti.guide.settings import NOWHERE, Origin, Setting, decided
from bti.guide.stating import elsewhere, states, value_of
from bti.guide.tables import DeadlineTable
from bti.guide.tables_arenas import AfterTable, ArenaTable, CountTable, OwnStepTable, PathwayTable
from bti.guide.terms import Modality, NotStated

__all__ = ["arenas_of", "pathways_of"]

F = TypeVar("F")
V = TypeVar("V")

_NAMED = frozenset({"id"})

ReadDeadline: TypeAlias = Callable[[Stack[DeadlineTable]], Deadline]


# --- arenas ----------------------------------------------------------------------------------------------------------


def arenas_of(stack: Stack[Document]) -> tuple[Arena, ...]:
    """Return the arenas that the layers make, each larger size with all that holds of the smaller."""
    parts = children(stack, "arena", lambda table: table.arena, lambda table: table.arenas)
    found = {arena: _arena(one) for arena, one in parts.items()}
    whole = (_widened(one, found.get(one.widens or "")) for one in found.values())
    left_out = names_of(stack).left_out
    if not left_out:
        return tuple(whole)
    decides = (
        composed(stack, lambda table: table.service, lambda table: table.services),
        composed(stack, lambda table: table.role, lambda table: table.roles),
    )
    origin = next((part.origin((), "services") for part in decides if part is not None), NOWHERE)
    return tuple(_left(arena, left_out, origin) for arena in whole)


def _left(arena: Arena, left_out: frozenset[str], origin: Origin) -> Arena:
    """Return an arena without those whom the guide leaves out; a list of whom nobody is left is not stated any more."""
    gone: dict[str, None] = {}
    kept: dict[str, Any] = {}
    for name in _WHO:
        setting: Setting[tuple[str, ...]] | None = getattr(arena, name)
        stated = decided(setting)
        if setting is None or stated is None or left_out.isdisjoint(stated[0]):
            continue
        gone |= dict.fromkeys(one for one in stated[0] if one in left_out)
        standing = tuple(one for one in stated[0] if one not in left_out)
        kept[name] = attrs.evolve(setting, value=standing) if standing else None
    if not gone:
        return arena
    return attrs.evolve(arena, **kept, without=Setting(tuple(gone), Modality.MUST, origin))


def _arena(stack: Stack[ArenaTable]) -> Arena:
    own = states(stack, _NAMED)
    after = children(stack, "after", lambda table: table.after)
    return Arena(
        id=own.table.id,
        title=required(first(stack, lambda table: table.title)),
        about=value_of(first(stack, lambda table: table.about), About.CASE),
        origin=own.origin(),
        purpose=value_of(first(stack, lambda table: table.purpose), None),
        widens=value_of(first(stack, lambda table: table.widens), None),
        convener=meant(stack, "convener", lambda table: table.convener),
        initiative=meant(stack, "initiative", lambda table: table.initiative),
        services=meant(stack, "services", lambda table: table.services),
        roles=meant(stack, "roles", lambda table: table.roles),
        one_of=meant(stack, "one_of", lambda table: table.one_of),
        guardians=meant(stack, "guardians", lambda table: table.guardians),
        child=meant(stack, "child", lambda table: table.child),
        from_age=meant(stack, "from_age", lambda table: table.from_age),
        to_age=meant(stack, "to_age", lambda table: table.to_age),
        consent=meant(stack, "consent", lambda table: table.consent, Modality.MUST),
        levels=meant(stack, "levels", lambda table: table.levels),
        counts_as_level=meant(stack, "counts_as_level", lambda table: table.counts_as_level, Modality.MUST),
        frequency=_frequency(stack),
        place=value_of(first(stack, lambda table: table.place), None),
        substitutes=meant(stack, "substitutes", lambda table: table.substitutes),
        log_replaces_minutes=meant(stack, "log_replaces_minutes", lambda table: table.log_replaces_minutes),
        forms=meant(stack, "forms", lambda table: table.forms),
        after=tuple(map(_after, after.values())),
        origins=elsewhere(
            stack,
            own,
            {
                "title": lambda table: table.title,
                "about": lambda table: table.about,
                "purpose": lambda table: table.purpose,
                "widens": lambda table: table.widens,
                "place": lambda table: table.place,
            },
        ),
    )


def _frequency(arena: Stack[ArenaTable]) -> Frequency | None:
    stack = below(arena, "frequency", lambda table: table.frequency)
    if not stack:
        return None
    nearest = stack[0]
    holder = next((one.table.sources for one in arena if one.layer is nearest.layer), None)
    return Frequency(
        times=value_of(first(stack, lambda table: table.times), None),
        every=value_of(first(stack, lambda table: table.every), None),
        words=value_of(first(stack, lambda table: table.words), None),
        origin=nearest.origin(nearest.table.sources or holder),
    )


def _after(stack: Stack[AfterTable]) -> After:
    own = states(stack, _NAMED)
    return After(
        id=own.table.id,
        what=required(first(stack, lambda table: table.what)),
        who=value_of(first(stack, lambda table: table.who), None),
        within=value_of(first(stack, lambda table: table.within), None),
        unit=value_of(first(stack, lambda table: table.unit), Unit.CALENDAR),
        fulfilled_by=value_of(first(stack, lambda table: table.fulfilled_by), None),
        origin=own.origin(),
    )


_ADDED = ("services", "roles")
_WHO = (*_ADDED, "one_of", "convener", "initiative")
_KEPT = ("id", "title", "about", "origin", "origins", "widens", *_ADDED)


def _widened(arena: Arena, smaller: Arena | None) -> Arena:
    """Return a larger size of an arena with what holds of the smaller one; its own members come on top."""
    if smaller is None or smaller.id == arena.id:
        return arena
    taken = {
        field.name: getattr(smaller, field.name)
        for field in attrs.fields(Arena)
        if field.name not in _KEPT and getattr(arena, field.name) in (None, ())
    }
    for name in _ADDED:
        taken[name] = _together(getattr(arena, name), getattr(smaller, name))
    return attrs.evolve(arena, **taken)


def _together(own: Setting[tuple[str, ...]] | None, more: Setting[tuple[str, ...]] | None) -> object:
    if own is None or more is None or isinstance(own.value, NotStated) or isinstance(more.value, NotStated):
        return own or more
    return attrs.evolve(own, value=tuple(dict.fromkeys((*more.value, *own.value))))


# --- pathways --------------------------------------------------------------------------------------------------------


def pathways_of(stack: Stack[Document], deadline: ReadDeadline) -> tuple[PathwayRules, ...]:
    """Return the pathways that the layers make.

    Args:
        stack: The documents.
        deadline: Reads a time limit.
    """
    parts = children(stack, "pathway", lambda table: table.pathway, lambda table: table.pathways)
    return tuple(_pathway(one, deadline) for one in parts.values())


def _pathway(stack: Stack[PathwayTable], deadline: ReadDeadline) -> PathwayRules:
    own = states(stack, _NAMED | {"step", "deadline", "count"})
    steps = children(stack, "step", lambda table: table.step, lambda table: table.steps)
    deadlines = children(stack, "deadline", lambda table: table.deadline)
    counts = children(stack, "count", lambda table: table.count)
    none: tuple[str, ...] = ()
    return PathwayRules(
        id=own.table.id,
        title=required(first(stack, lambda table: table.title)),
        sort=value_of(first(stack, lambda table: table.sort), PathwaySort.OTHER),
        origin=own.origin(),
        purpose=value_of(first(stack, lambda table: table.purpose), None),
        home=value_of(first(stack, lambda table: table.home), none),
        entry=requirement_of(first(stack, lambda table: table.entry), "entry"),
        counts=tuple(map(_count, counts.values())),
        recipients=meant(stack, "recipients", lambda table: table.recipients),
        steps=tuple(_step(one, deadline) for one in steps.values()),
        deadlines=tuple(map(deadline, deadlines.values())),
        closes=requirement_of(first(stack, lambda table: table.closes), "closes"),
        origins=elsewhere(
            stack,
            own,
            {
                "title": lambda table: table.title,
                "sort": lambda table: table.sort,
                "purpose": lambda table: table.purpose,
                "home": lambda table: table.home,
            },
        ),
    )


def _count(stack: Stack[CountTable]) -> Counting:
    own = states(stack, _NAMED)
    return Counting(
        id=own.table.id,
        counted=required(first(stack, lambda table: table.counted)),
        at_least=required(first(stack, lambda table: table.at_least)),
        within=value_of(first(stack, lambda table: table.within), None),
        modality=value_of(first(stack, lambda table: table.modality), Modality.SHOULD),
        words=value_of(first(stack, lambda table: table.words), None),
        origin=own.origin(),
    )


def _step(stack: Stack[OwnStepTable], deadline: ReadDeadline) -> OwnStep:
    own = states(stack, _NAMED | {"deadline"})
    deadlines = children(stack, "deadline", lambda table: table.deadline)
    return OwnStep(
        id=own.table.id,
        title=required(first(stack, lambda table: table.title)),
        requires=requirement_of(first(stack, lambda table: table.requires), "requires"),
        deadlines=tuple(map(deadline, deadlines.values())),
        origin=own.origin(),
        origins=elsewhere(stack, own, {"title": lambda table: table.title}),
    )
