"""Lay the documents of an `extends` chain over each other, element by element, keeping who states what.

The nearest document wins, field by field. Elements are matched by id. They keep the order of the guide that is
extended, with new ones after, unless the nearer guide names all of them (then its order stands) or lists those that
stand (`levels`, `steps`, `outcomes`, `services`, `roles`). An empty list means that there are none.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from typing import Generic, Protocol, TypeVar

import attrs

from bti.guide.document import Document
from bti.guide.model import Origin

__all__ = ["Layer", "Part", "Stack", "below", "children", "composed", "first", "listed", "roots"]


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


F = TypeVar("F")
V = TypeVar("V")
C = TypeVar("C", bound=_HasId)


@attrs.frozen
class Layer:
    """One document of the chain.

    Attributes:
        document: What it says.
        file: The file it was read from, for problems.
        toml: What stands in the file.
        path: The JSON path of the document in that file; a variant's lies within it.
        place: The same in ids: "variant school", or nothing.
    """

    document: Document
    file: str | None = None
    toml: str = attrs.field(default="", repr=False)
    path: str = "$"
    place: str = ""

    @property
    def guide(self) -> str:
        """Return the guide's id."""
        return self.document.id


@attrs.frozen
class Part(Generic[F]):
    """What one layer says of one element.

    Attributes:
        layer: Which layer.
        path: Its JSON path in that file.
        place: Where it stands, in ids (`level 0 / step 0.3`).
        table: What it says.
    """

    layer: Layer
    path: str
    place: str
    table: F

    def origin(self, sources: Sequence[str] | None = None, place: str = "") -> Origin:
        """Return the origin of this part, or of something in it that has a place and perhaps sources of its own."""
        own: Sequence[str] | None = getattr(self.table, "sources", None)
        path = f"{self.place} / {place}" if self.place and place else self.place or place
        from_: dt.date | None = getattr(self.table, "from_", None)
        until: dt.date | None = getattr(self.table, "until", None)
        return Origin(self.layer.guide, tuple(sources if sources is not None else own or ()), path, (), from_, until)


Stack = tuple[Part[F], ...]
"""What all layers say of one element, nearest first."""


def roots(layers: Iterable[Layer]) -> Stack[Document]:
    """Return the documents themselves as parts."""
    return tuple(Part(layer, layer.path, layer.place, layer.document) for layer in layers)


def first(stack: Stack[F], get: Callable[[F], V | None]) -> tuple[V, Part[F]] | None:
    """Return what the nearest layer states, and which that is; None when none does."""
    for part in stack:
        value = get(part.table)
        if value is not None:
            return value, part
    return None


def below(stack: Stack[F], name: str, get: Callable[[F], V | None]) -> Stack[V]:
    """Return the parts of one table inside a table (`[baton]` in the document)."""
    found = ((part, get(part.table)) for part in stack)
    return tuple(
        Part(part.layer, f"{part.path}.{name}", f"{part.place} / {name}" if part.place else name, table)
        for part, table in found
        if table is not None
    )


def listed(part: Part[F], name: str, tables: Iterable[C]) -> tuple[Part[C], ...]:
    """Return the parts of a list of tables in one part."""
    return tuple(
        Part(
            part.layer,
            f"{part.path}.{name}[{index}]",
            f"{part.place} / {name} {table.id}" if part.place else f"{name} {table.id}",
            table,
        )
        for index, table in enumerate(tables)
    )


def children(
    stack: Stack[F],
    name: str,
    get: Callable[[F], Sequence[C] | None],
    standing: Callable[[F], Sequence[str] | None] = lambda _: None,
) -> dict[str, Stack[C]]:
    """Return the merged elements of a list of tables by id, in order.

    Args:
        stack: The parts of the element that holds the list.
        name: The key of the list ("step").
        get: How to get at it; None means not stated there, empty means none.
        standing: How to get at the list of ids that stand, where there can be one.
    """
    merged: dict[str, Stack[C]] = {}
    for part in reversed(stack):
        tables = get(part.table)
        if tables is not None and not tables:
            merged = {}
        elif tables is not None:
            own: dict[str, Part[C]] = {}
            for child in listed(part, name, tables):
                own.setdefault(child.table.id, child)
            if merged and all(known in own for known in merged):
                merged = {known: (child, *merged.get(known, ())) for known, child in own.items()}
            else:
                merged |= {known: (child, *merged.get(known, ())) for known, child in own.items()}
        order = standing(part.table)
        if order is not None:
            merged = {known: merged[known] for known in dict.fromkeys(order) if known in merged}
    return merged


def composed(
    stack: Stack[F],
    get: Callable[[F], Sequence[C] | None],
    standing: Callable[[F], Sequence[str] | None] = lambda _: None,
) -> Part[F] | None:
    """Return the nearest part that decides which elements a list has: adds one, lists those that stand, or says none.

    Who only says something more of an element that is there already has not decided that it is there.
    """
    known: set[str] = set()
    decides: Part[F] | None = None
    for part in reversed(stack):
        tables = get(part.table)
        if tables is not None and (not tables or any(table.id not in known for table in tables)):
            decides = part
        if standing(part.table) is not None:
            decides = part
        known |= {table.id for table in tables or ()}
    return decides
