"""What a guide leaves out of the guides it is built on: by a list of what stands, or by saying that there are none.

It is found by the tables of the format, so that a list the format has grown is looked at as well. What stood in
something that is left out goes with it, and is not named by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from operator import attrgetter
from typing import Any, Final, cast

import attrs

from bti.guide.merging import Part, Stack, below, children
from bti.guide.parts import LeftOut
from bti.guide.terms import OutcomeKind
from bti.text import Text

__all__ = ["left_out"]

_NOT_SHOWN: Final = frozenset({"source"})
"""What nothing can be left out of: all sources of a chain are told."""
_CALLED: Final = ("title", "label", "text", "what", "words")


def left_out(stack: Stack[Any]) -> tuple[LeftOut, ...]:
    """Return what the documents of a chain leave out of those beneath, in the order they stand."""
    return () if len(stack) == 1 else tuple(_in(stack, ()))


def _in(stack: Stack[Any], within: tuple[str, ...]) -> Iterator[LeftOut]:
    if len(stack) < 2:
        return
    fields = attrs.fields(cast("type[attrs.AttrsInstance]", type(stack[0].table)))
    names = {field.name for field in fields}
    for name in (field.name for field in fields if field.name not in _NOT_SHOWN):
        held = [one for part in stack if (one := _get(part, name)) is not None]
        if not held:
            continue
        if all(_is_list_of_named(one) for one in held):
            yield from _of_a_list(stack, name, f"{name}s" if f"{name}s" in names else None, within)
        elif all(_is_table(one) for one in held):
            yield from _in(below(stack, name, attrgetter(name)), within)


def _of_a_list(stack: Stack[Any], name: str, standing: str | None, within: tuple[str, ...]) -> Iterator[LeftOut]:
    gone: dict[str, LeftOut] = {}
    before: Mapping[str, Stack[Any]] = {}
    for place in range(len(stack) - 1, -1, -1):  # from the guide furthest off
        now = _merged(stack[place:], name, standing)
        for one in before.keys() - now.keys():
            gone[one] = _one(name, one, before[one], within, stack[place])
        gone = {one: what for one, what in gone.items() if one not in now}
        before = now  # at last what stands
    order = list(dict.fromkeys(table.id for part in reversed(stack) for table in getattr(part.table, name) or ()))
    yield from sorted(gone.values(), key=lambda one: order.index(one.id))
    if name != "variant":  # a variant is a guide of its own
        for one, parts in before.items():
            yield from _in(parts, (*within, name, one))


def _one(sort: str, name: str, parts: Stack[Any], within: tuple[str, ...], by: Part[Any]) -> LeftOut:
    called = [held for key in _CALLED for part in parts if isinstance(held := _get(part, key), Text)]
    labels = [held for part in parts if isinstance(held := _get(part, "label"), str)]
    return LeftOut(
        sort,
        name,
        called[0] if called else None,
        labels[0] if labels else None,
        within,
        parts[-1].layer.guide,
        by.origin(),
        any(_get(part, "kind") is OutcomeKind.REPORT for part in parts),
    )


def _get(part: Part[Any], key: str) -> object:
    held: object = getattr(part.table, key, None)
    return held


def _merged(stack: Stack[Any], name: str, standing: str | None) -> dict[str, Stack[Any]]:
    return children(stack, name, attrgetter(name), _nothing if standing is None else attrgetter(standing))


def _nothing(_: object) -> None:
    """Return that no list says which things stand."""


def _is_list_of_named(value: object) -> bool:
    """Tell whether something is a list of tables with ids; an empty one may be."""
    return isinstance(value, tuple) and all(_is_table(one) and hasattr(one, "id") for one in cast("Any", value))


def _is_table(value: object) -> bool:
    return attrs.has(type(value)) and type(value).__name__.endswith("Table")
