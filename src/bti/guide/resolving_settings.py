"""Merge the settings of the layers: rules of the baton, of consent and of the log, field by field."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import MappingProxyType
from typing import TypeVar

import attrs

from bti.guide.document import BatonTable, ConsentTable, Document, HoldersTable, LogTable, SettingTable, WhenTable
from bti.guide.merging import Part, Stack, below, first
from bti.guide.model import NOT_STATED, Modality
from bti.guide.settings import BatonRules, ConsentRules, Holders, LogRules, Origin, Setting, SettingCase, Weaker, When
from bti.guide.stating import elsewhere, states, value_of
from bti.guide.stricter import strictest

__all__ = ["baton_rules", "consent_rules", "log_rules", "setting_of", "stated"]

F = TypeVar("F")
V = TypeVar("V")


def setting_of(
    stack: Stack[F], name: str, get: Callable[[F], SettingTable[V] | None], guide: str, place: str = ""
) -> Setting[V]:
    """Merge one setting field by field; where nobody states it, its value is `NOT_STATED`."""
    parts = below(stack, name, get)
    always = tuple(part for part in parts if part.table.when is None)
    modality = first(always, lambda table: table.modality)
    strength = modality[0] if modality else Modality.MUST
    cases = tuple(case for part in parts for case in _cases(part, stack, strength))
    found = first(always, lambda table: _decided(table, name))
    if found is None:
        nowhere = Origin(guide, path=f"{place} / {name}" if place else name)
        return Setting(NOT_STATED, strength, nowhere, cases)
    (said, sources, weaker), part = found
    origin = part.origin(sources if sources is not None else _sources(part, stack))
    if weaker:
        origin = attrs.evolve(origin, disagree=tuple(one for other in weaker for one in other.sources))
    return Setting(said, strength, origin, cases, weaker)


def _decided(table: SettingTable[V], name: str) -> tuple[V, tuple[str, ...] | None, tuple[Weaker[V], ...]] | None:
    """Return the value that holds, its sources, and what other sources say."""
    if table.conflict:
        place = strictest(name, tuple(one.value for one in table.conflict))
        holds = table.conflict[place]
        others = (one for one in table.conflict if one is not holds and one.value != holds.value)
        return holds.value, holds.sources, tuple(Weaker(one.value, one.sources) for one in others)
    return None if table.value is None else (table.value, table.sources, ())


def _cases(part: Part[SettingTable[V]], stack: Stack[F], strength: Modality) -> Iterator[SettingCase[V]]:
    table = part.table
    if table.when is not None and table.value is not None:
        sources = table.sources if table.sources is not None else _sources(part, stack)
        yield SettingCase(_when(table.when), table.value, table.modality or strength, part.origin(sources))
    for case in table.cases or ():
        sources = case.sources if case.sources is not None else _sources(part, stack)
        yield SettingCase(_when(case.when), case.value, case.modality or strength, part.origin(sources))


def _when(table: WhenTable) -> When:
    return When(table.level or (), table.home or ())


def _sources(part: Part[SettingTable[V]], stack: Stack[F]) -> tuple[str, ...] | None:
    """Return the sources of the table that holds a setting which names none of its own."""
    holder = next((one for one in stack if one.layer is part.layer), None)
    return getattr(holder.table, "sources", None) if holder else None


def stated(setting: Setting[V]) -> Setting[V] | None:
    """Return a setting, or None where no guide of the chain states it."""
    return None if setting.value is NOT_STATED and not setting.cases else setting


def baton_rules(stack: Stack[Document], levels: tuple[str, ...]) -> BatonRules:
    """Return the rules of the baton that the layers make."""
    parts = below(stack, "baton", lambda table: table.baton)
    guide = stack[0].layer.guide
    holders: dict[str, Holders] = {}
    for level in levels:
        found = _of_level(parts, level)
        if found:
            holders[level] = _holders(found)
    coordinator = setting_of(parts, "coordinator", lambda table: table.coordinator, guide, "baton")
    return BatonRules(
        from_level=setting_of(parts, "from_level", lambda table: table.from_level, guide, "baton"),
        appointment=setting_of(parts, "appointment", lambda table: table.appointment, guide, "baton"),
        on_level_change=setting_of(parts, "on_level_change", lambda table: table.on_level_change, guide, "baton"),
        criteria=setting_of(parts, "criteria", lambda table: table.criteria, guide, "baton"),
        holders=MappingProxyType(holders),
        coordinator=stated(coordinator),
    )


def _of_level(parts: Stack[BatonTable], level: str) -> Stack[HoldersTable]:
    return below(parts, f"level {level}", lambda table: (table.level or {}).get(level))


def _holders(stack: Stack[HoldersTable]) -> Holders:
    own = states(stack, frozenset())
    eligible = first(stack, lambda table: table.eligible)
    none: tuple[str, ...] = ()
    return Holders(
        eligible=eligible[0] if eligible else NOT_STATED,
        preferred=value_of(first(stack, lambda table: table.preferred), none),
        exceptional=value_of(first(stack, lambda table: table.exceptional), none),
        excluded=value_of(first(stack, lambda table: table.excluded), none),
        decided_in=value_of(first(stack, lambda table: table.decided_in), None),
        origin=own.origin(),
        origins=elsewhere(
            stack,
            own,
            {
                "eligible": lambda table: table.eligible,
                "preferred": lambda table: table.preferred,
                "exceptional": lambda table: table.exceptional,
                "excluded": lambda table: table.excluded,
                "decided_in": lambda table: table.decided_in,
            },
        ),
    )


def consent_rules(parts: Stack[ConsentTable], guide: str) -> ConsentRules:
    """Return the rules of consent that the layers make."""
    place = "consent"
    return ConsentRules(
        guardians=setting_of(parts, "guardians", lambda table: table.guardians, guide, place),
        own_age=setting_of(parts, "own_age", lambda table: table.own_age, guide, place),
        forms=setting_of(parts, "forms", lambda table: table.forms, guide, place),
        withdrawal_closes_log=setting_of(
            parts, "withdrawal_closes_log", lambda table: table.withdrawal_closes_log, guide, place
        ),
        withdrawal_ends_service=setting_of(
            parts, "withdrawal_ends_service", lambda table: table.withdrawal_ends_service, guide, place
        ),
    )


def log_rules(parts: Stack[LogTable], guide: str) -> LogRules:
    """Return the rules of the relay log that the layers make."""
    plan = setting_of(parts, "individual_plan", lambda table: table.individual_plan, guide, "log")
    said = {} if stated(plan) is None else {"individual_plan": plan}
    return LogRules(
        from_level=setting_of(parts, "from_level", lambda table: table.from_level, guide, "log"),
        contents=setting_of(parts, "contents", lambda table: table.contents, guide, "log"),
        **said,
    )
