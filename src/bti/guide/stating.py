"""Who states what: the nearest layer that says something of an element, and of each of its fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import attrgetter
from types import MappingProxyType
from typing import Final, TypeVar

import attrs

from bti.guide.merging import Part, Stack, first
from bti.guide.settings import Origin

__all__ = ["all_elsewhere", "elsewhere", "states", "value_of"]

_DATES: Final = frozenset({"from_", "until"})
"""When a part holds, which is nothing that it says."""

F = TypeVar("F")
V = TypeVar("V")


def states(stack: Stack[F], containers: frozenset[str]) -> Part[F]:
    """Return the nearest part that says something of the element itself, beyond naming it to hold others."""
    for part in stack:
        for field in attrs.fields(type(part.table)):  # type: ignore[arg-type]  # every table is an attrs class
            if field.name not in _DATES | containers and getattr(part.table, field.name) is not None:
                return part
    return stack[0]


def elsewhere(
    stack: Stack[F],
    own: Part[F],
    fields: Mapping[str, Callable[[F], object | None]],
    lists: Mapping[str, Part[F] | None] = MappingProxyType({}),
) -> Mapping[str, Origin]:
    """Return the origin of each field, and of each list of elements, that another guide than the element's states."""
    found = {name: part.origin(None, name) for name, part in lists.items() if part and part.layer is not own.layer}
    for name, get in fields.items():
        stated = first(stack, get)
        if stated is not None and stated[1].layer is not own.layer:
            part = stated[1]
            found[name] = part.origin(getattr(stated[0], "sources", None), name)
    return MappingProxyType(found)


def all_elsewhere(stack: Stack[F], own: Part[F]) -> Mapping[str, Origin]:
    """Return the origin of each field of a plain table that another guide than the element's states."""
    fields = attrs.fields(type(own.table))  # type: ignore[arg-type]  # every table is an attrs class
    names = (field.name for field in fields if field.name not in _DATES | {"id", "sources"})
    return elsewhere(stack, own, {name: attrgetter(name) for name in names})


def value_of(stated: tuple[V, Part[F]] | None, default: V) -> V:
    """Return what is stated, or what holds where nothing is."""
    return default if stated is None else stated[0]
