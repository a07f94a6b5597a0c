"""One document that says what a whole chain says: a guide and all that it uses and extends, laid over each other.

It goes by the fields of the tables, so that a key the format has grown is taken over as well. What falls away from an
inherited part, since a nearer guide leaves it out, is left out here. Each setting and requirement keeps its own ground;
of everything else the nearest that says something of it gives the ground. Who of the chain said what is not told.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import attrgetter, methodcaller
from typing import Any, Final, TypeVar, cast

import attrs

from bti.guide.document import Document, SourceTable, VariantTable
from bti.guide.findings import names_of
from bti.guide.merging import Layer, Part, Stack, below, children, first, roots
from bti.guide.model import Modality
from bti.guide.resolving_relay import beginning
from bti.guide.stating import states, value_of
from bti.guide.tables import (
    CaseTable,
    DeadlineTable,
    DutyTable,
    LimitWhenTable,
    RequirementTable,
    SettingTable,
    WhenTable,
)
from bti.guide.tables_relay import BatonTable, HoldersTable, LogTable

__all__ = ["flattened"]

F = TypeVar("F")
W = TypeVar("W", WhenTable, LimitWhenTable)

_OWN: Final = ("id", "version", "title", "status", "place", "in_force_from", "languages", "missing")
"""What a guide says of itself alone, and no guide that extends it takes over."""
_GONE: Final = ("extends", "uses", "fragment")
_DATES: Final = ("from_", "until")
_PEOPLE: Final = frozenset(
    {"services", "roles", "one_of", "convener", "initiative", "recipients", "home", "kinds"}
    | {"eligible", "preferred", "exceptional", "excluded"}
)
"""Lists of services and roles, of which fall away those that a nearer guide leaves out."""


def flattened(chain: Sequence[Layer]) -> Document:
    """Return one document that says what the documents of a chain say together, nearest first."""
    stack = roots(chain)
    names = names_of(stack)
    steps = frozenset(names.steps)
    whole: Document = _Flat(names.left_out, frozenset(names.levels) | steps, names.gone).table(stack)
    sources: dict[str, SourceTable] = {}
    for part in stack:
        for one in part.table.source or ():
            sources.setdefault(one.id, one)
    return attrs.evolve(whole, source=tuple(sources.values()) or None)


@attrs.frozen
class _Flat:
    """What has to be known to leave out what falls away.

    Attributes:
        left_out: Services and roles that a nearer guide leaves out.
        standing: The levels and steps that stand.
        gone: Those that a nearer guide leaves out.
        is_variant: Whether what is made is laid over the guide itself, so that lists of what stands are said.
    """

    left_out: frozenset[str]
    standing: frozenset[str]
    gone: frozenset[str]
    is_variant: bool = False

    def table(self, stack: Stack[Any]) -> Any:
        """Return the table that the parts make together."""
        nearest: attrs.AttrsInstance = stack[0].table
        of = type(nearest)
        if of is VariantTable and not self.is_variant:
            made_so: Any = attrs.evolve(self, is_variant=True).table(stack)
            return made_so
        begins = beginning(stack) if of in (BatonTable, LogTable) else {}
        listed = {one.name for one in attrs.fields(of)}
        made: dict[str, Any] = {}
        for field in attrs.fields(of):
            name = field.name
            if of is Document and name in _GONE:
                continue
            if name in _DATES or (of is Document and name in _OWN):
                made[name] = getattr(stack[0].table, name)
            elif name == "sources":
                made[name] = _ground(stack)
            elif name.endswith("s") and name[:-1] in listed:
                if self.is_variant:  # which of those of the guide itself stand
                    made[name] = self._without(name, value_of(first(stack, attrgetter(name)), None))
                # otherwise the list of those that stand shows which do, and in which order
            else:
                made[name] = self._field(begins.get(name, stack), name, f"{name}s" if f"{name}s" in listed else None)
        if of is HoldersTable:
            for name in ("eligible", "preferred", "exceptional"):
                kept = tuple(one for one in made[name] or () if one not in (made["excluded"] or ()))
                made[name] = None if made[name] is None else kept
        return of(**{key: one for key, one in made.items() if one is not None})

    def _field(self, stack: Stack[Any], name: str, standing: str | None) -> Any:
        held: object = next((one for part in stack if (one := getattr(part.table, name)) is not None), None)
        if held is None:
            return None
        if isinstance(held, SettingTable):
            return self._setting(stack, name)
        if isinstance(held, RequirementTable):
            found = first(stack, lambda table: getattr(table, name))
            return None if found is None else _grounded(found[0], found[1])
        if isinstance(held, tuple):
            return self._list(stack, name, standing)
        if isinstance(held, Mapping):
            return self._mapping(stack, name)
        if attrs.has(type(held)) and type(held).__name__.endswith("Table"):
            return self.table(below(stack, name, lambda table: getattr(table, name)))
        return None if name == "about" and self._is_gone(stack, held) else held

    def _is_gone(self, stack: Stack[Any], about: object) -> bool:
        """Tell whether what advice is about is a level or step that some guide states, and that does not stand."""
        stated = {level.id for part in stack for level in part.layer.document.level or ()}
        steps = {step.id for part in stack for level in part.layer.document.level or () for step in level.step or ()}
        return about in stated | steps and about not in self.standing

    def _list(self, stack: Stack[Any], name: str, standing: str | None) -> Any:
        tables: list[object] = [table for part in stack for table in getattr(part.table, name) or ()]
        if not all(attrs.has(type(table)) and hasattr(table, "id") for table in tables):
            said = next(one for part in stack if (one := getattr(part.table, name)) is not None)
            return self._without(name, said)
        order = attrgetter(standing) if standing and not self.is_variant else _nothing
        merged = children(stack, name, attrgetter(name), order)
        made = (self.table(parts) for parts in merged.values())
        return tuple(self._on_levels(one) for one in made if self._is_somewhere(one))

    def _without(self, name: str, said: Any) -> Any:
        if name in ("to", "entries") and isinstance(said, tuple):
            targets = cast("tuple[str, ...]", said)
            return tuple(one for one in targets if self.gone.isdisjoint(one.rpartition("/")[::2]))
        if name not in _PEOPLE or not isinstance(said, tuple):
            return said
        kept = tuple(one for one in cast("tuple[object, ...]", said) if one not in self.left_out)
        return None if said and not kept else kept

    def _mapping(self, stack: Stack[Any], name: str) -> Any:
        parts = below(stack, name, lambda table: getattr(table, name))
        nearest: dict[str, object] = parts[0].table
        if not all(attrs.has(type(one)) for one in nearest.values()):
            return nearest
        keys = dict.fromkeys(key for part in reversed(parts) for key in part.table if key in self.standing)
        return {key: self.table(below(parts, key, methodcaller("get", key))) for key in keys}

    def _setting(self, stack: Stack[Any], name: str) -> Any:
        parts: Stack[SettingTable[Any]] = below(stack, name, lambda table: getattr(table, name))
        sources = {part.layer.guide + part.layer.place: part.table.sources or _sources(part, stack) for part in parts}
        always = [part for part in parts if part.table.when is None]
        strength = next((part.table.modality for part in always if part.table.modality), None)
        if strength is None and any(part.table.modality for part in parts):
            strength = Modality.MUST
        found = next((part for part in always if part.table.value is not None or part.table.conflict), None)
        cases: list[CaseTable[Any]] = []
        for part in parts:
            ground = sources[part.layer.guide + part.layer.place]
            if part.table.when is not None and part.table.value is not None and self._holds(part.table.when):
                value = self._without(name, part.table.value)
                cases.append(CaseTable(value, self._there(part.table.when), part.table.modality, ground))
            for case in part.table.cases or ():
                if case.when is None or self._holds(case.when):
                    value = self._without(name, case.value)
                    when = None if case.when is None else self._there(case.when)
                    cases.append(attrs.evolve(case, when=when, value=value, sources=case.sources or ground))
        if found is None:
            return SettingTable(modality=strength, cases=tuple(cases) or None)
        value = self._without(name, found.table.value)
        if value is None and not found.table.conflict and not cases:
            return None  # of those it names, nobody is left
        return SettingTable(
            None if found.table.conflict else value,
            strength,
            None if found.table.conflict else sources[found.layer.guide + found.layer.place],
            None,
            tuple(cases) or None,
            found.table.conflict,
            found.table.from_,
            found.table.until,
        )

    def _is_somewhere(self, table: Any) -> bool:
        """Tell whether a time limit or a duty is owed on some level that stands; everything else is."""
        return not isinstance(table, (DeadlineTable, DutyTable)) or table.when is None or self._holds(table.when)

    def _on_levels(self, table: Any) -> Any:
        if not isinstance(table, (DeadlineTable, DutyTable)) or table.when is None or not table.when.level:
            return table
        return attrs.evolve(table, when=self._there(table.when))

    def _holds(self, when: WhenTable | LimitWhenTable) -> bool:
        """Tell whether a case can be so: not where all levels it names are left out."""
        return not when.level or not self.gone.issuperset(when.level)

    def _there(self, when: W) -> W:
        """Return where a case holds, without the levels that are left out."""
        return attrs.evolve(
            when, level=tuple(one for one in when.level if one not in self.gone) if when.level else None
        )


def _ground(stack: Stack[Any]) -> tuple[str, ...] | None:
    """Return the ground of who says something of an element; of who names none, that of the next who does."""
    nearest = states(stack, frozenset({"id"}))
    named = (part.table.sources for part in stack[stack.index(nearest) :] if part.table.sources is not None)
    return next(named, None)


def _nothing(_: object) -> None:
    """Return that no list says which things stand."""


def _sources(part: Part[Any], stack: Stack[Any]) -> tuple[str, ...] | None:
    return next((getattr(one.table, "sources", None) for one in stack if one.layer is part.layer), None)


def _grounded(table: RequirementTable, part: Part[Any]) -> RequirementTable:
    """Return a requirement with the ground of the table it stands in, where it names none of its own."""
    return attrs.evolve(table, sources=table.sources or getattr(part.table, "sources", None))
