"""What the checks of a guide share: the names that stand in it, and how a finding is said."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, TypeVar

import attrs

from bti.errors import Problem
from bti.guide.arenas import CALLERS
from bti.guide.document import Document, LevelTable, OutcomeTable, RoleTable, ServiceTable, StepTable
from bti.guide.merging import Layer, Part, Stack, children, first
from bti.guide.pathways import PathwaySort
from bti.guide.relay import NAMERS
from bti.guide.structuring import nearest, shown
from bti.guide.tables_arenas import PathwayTable
from bti.guide.vocabulary import OWED_BY, PEOPLE

__all__ = ["Names", "lacking", "left_out_by", "names_of", "problem", "standing", "target_of", "unknown"]

F = TypeVar("F")

_MOST_NAMED: Final = 40
_FIXED: Final = frozenset({*CALLERS, *NAMERS, *OWED_BY, *PEOPLE})
"""Who somebody is by what they are in the case; whoever looks for one would not find it among many roles."""


@attrs.frozen
class Names:
    """The names that stand in the resolved guide.

    Attributes:
        levels: In order.
        steps: The level of each step.
        services: Kinds of service.
        roles: Professional roles.
        sources: What may stand in `sources`, as the first word.
        targets: Where an outcome may lead: levels and steps.
        arenas: Kinds of meeting.
        pathways: Special pathways.
        are_pathways_free: Whether it has none that a case can enter, so that hosts may give any code.
        tools: What work is written with.
        questions: What an evaluation answers.
        outcomes: What a step may end with, on whichever step.
        pathway_steps: The steps of special pathways, of whichever.
        left_out: Services and roles that some layer states and a nearer one leaves out.
        gone: Levels and steps of which the same is so.
        nearest: The nearest layer, which may not name what it leaves out; None: whoever names it is wrong.
    """

    levels: tuple[str, ...]
    steps: Mapping[str, str]
    services: frozenset[str]
    roles: frozenset[str]
    sources: frozenset[str]
    targets: frozenset[str]
    arenas: frozenset[str] = frozenset()
    pathways: frozenset[str] = frozenset()
    are_pathways_free: bool = True
    tools: frozenset[str] = frozenset()
    questions: frozenset[str] = frozenset()
    outcomes: frozenset[str] = frozenset()
    pathway_steps: frozenset[str] = frozenset()
    left_out: frozenset[str] = frozenset()
    gone: frozenset[str] = frozenset()
    nearest: Layer | None = None

    def fell_away(self, part: Part[F], name: str) -> bool:
        """Tell whether what an inherited part names was left out by a nearer layer, and so falls away from it."""
        return name in self.left_out and part.layer is not self.nearest

    def is_gone(self, part: Part[F], target: str) -> bool:
        """Tell whether the level or step an inherited part leads to was left out by a nearer layer."""
        level, _, step = target.rpartition("/")
        return part.layer is not self.nearest and not self.gone.isdisjoint((level, step)) and not self._stands(target)

    def _stands(self, target: str) -> bool:
        return target_of(target, self) is not None


def names_of(stack: Stack[Document]) -> Names:
    """Return the names that stand once a chain of documents is merged."""
    levels = children(stack, "level", lambda table: table.level, lambda table: table.levels)
    steps: dict[str, str] = {}
    depths: dict[str, int] = {}
    order = {id(part.layer): depth for depth, part in enumerate(stack)}
    outcomes: set[str] = set()
    for level, parts in levels.items():
        for step, of in children(parts, "step", lambda table: table.step, lambda table: table.steps).items():
            depth = max(order.get(id(part.layer), 0) for part in of)
            if step not in steps or depth > depths[step]:  # it belongs where the guide furthest off states it
                steps[step], depths[step] = level, depth
            outcomes |= {one.id for part in of for one in part.table.outcome or ()}
    services = frozenset(children(stack, "service", lambda table: table.service, lambda table: table.services))
    roles = frozenset(children(stack, "role", lambda table: table.role, lambda table: table.roles))
    pathways = children(stack, "pathway", lambda table: table.pathway, lambda table: table.pathways)
    known = {one.id for part in stack for one in part.table.service or ()}
    known |= {one.id for part in stack for one in part.table.role or ()}
    stated = [level for part in stack for level in part.table.level or ()]
    places = {*(level.id for level in stated), *(step.id for level in stated for step in level.step or ())}
    return Names(
        levels=tuple(levels),
        steps=steps,
        services=services,
        roles=roles,
        sources=frozenset({"setting", *(one.id for part in stack for one in part.table.source or ())}),
        targets=frozenset({*levels, *steps}),
        arenas=frozenset(children(stack, "arena", lambda table: table.arena, lambda table: table.arenas)),
        pathways=frozenset(pathways),
        are_pathways_free=all(_is_protection(of) for of in pathways.values()),
        tools=frozenset(children(stack, "tool", lambda table: table.tool)),
        questions=frozenset(children(stack, "question", lambda table: table.question)),
        outcomes=frozenset(outcomes),
        pathway_steps=frozenset(one.id for of in pathways.values() for part in of for one in part.table.step or ()),
        left_out=frozenset(known - services - roles),
        gone=frozenset(places.difference(levels, steps)),
        nearest=stack[0].layer,
    )


def _is_protection(pathway: Stack[PathwayTable]) -> bool:
    sort = first(pathway, lambda table: table.sort)
    return sort is not None and sort[0] is PathwaySort.PROTECTION


def target_of(target: str, names: Names) -> tuple[str, str | None] | None:
    """Return the level and step that a target names: "2", "1.2" or "1/1.2"; None where it names nothing."""
    level, slash, step = target.partition("/")
    if slash:
        return (level, step) if level in names.levels and names.steps.get(step) == level else None
    if target in names.levels:
        return target, None
    return (names.steps[target], target) if target in names.steps else None


def left_out_by(stack: Stack[Document], target: str) -> tuple[Part[Any], str]:
    """Return which list of what stands leaves out the level or step of a target: its part of a file, and its key."""
    levels = children(stack, "level", lambda table: table.level, lambda table: table.levels)
    step = target.rpartition("/")[2]
    for parts in levels.values():
        if any(one.id == step for part in parts for one in part.table.step or ()):
            listing = [part for part in parts if part.table.steps is not None]
            if listing:
                return listing[0], "steps"
    return next(((part, "levels") for part in stack if part.table.levels is not None), (stack[0], "level"))


def problem(part: Part[F], key: str, message: str, found: object = None, known: Iterable[str] = ()) -> Problem:
    """Say what is wrong with one key of one part of a file.

    Args:
        part: What part.
        key: Where in it; empty for the part itself.
        message: What is wrong, and what was expected.
        found: What stands there.
        known: Among which names to look for the one that was meant.
    """
    near = nearest(found, known) if found is not None else None
    path = f"{part.path}.{key}" if key else part.path
    return Problem(path, message, None if found is None else shown(found), near, part.layer.file)


def unknown(part: Part[F], key: str, what: str, name: str, known: Iterable[str]) -> Problem:
    """Say that a name leads nowhere, and which do."""
    names = known if isinstance(known, frozenset) else frozenset(known)
    return problem(part, key, f"unknown {what}; known are {_some(names)}", name, names)


@functools.lru_cache(maxsize=8)
def _some(names: frozenset[str]) -> str:
    """Return the words of the format, then the first names by the alphabet, and how many more there are.

    A guide with many wrong names asks for the same ones again and again.
    """
    inorder = sorted(names, key=lambda name: (name not in _FIXED, name))
    more = f" and {len(inorder) - _MOST_NAMED} more" if len(inorder) > _MOST_NAMED else ""
    return f"{', '.join(inorder[:_MOST_NAMED])}{more}" or "none"


def lacking(stack: Stack[F], fields: Mapping[str, Callable[[F], object | None]]) -> Iterator[Problem]:
    """Yield each field of an element that no guide of the chain states."""
    for key, get in fields.items():
        if first(stack, get) is None:
            yield problem(stack[0], key, "is missing, and no guide this one extends states it")


def standing(
    stack: Stack[F],
    name: str,
    get: Callable[[F], Sequence[LevelTable | StepTable | OutcomeTable | ServiceTable | RoleTable] | None],
    standing: Callable[[F], Sequence[str] | None],
) -> Iterator[Problem]:
    """Yield ids that a list of what stands names and nobody states."""
    for place, part in enumerate(stack):
        stated = children(stack[place:], name, get)
        for index, one in enumerate(standing(part.table) or ()):
            if one not in stated:
                yield unknown(part, f"{name}s[{index}]", name, one, stated)
