"""Merge the rules of the baton and of the relay log, field by field."""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType
from typing import Any, Final, Protocol, TypeVar

import attrs

from bti.guide.document import Document
from bti.guide.limits import Requirement
from bti.guide.merging import Stack, below, first
from bti.guide.relay import BatonRules, Holders, LogRules
from bti.guide.requiring import requirement_of
from bti.guide.resolving_settings import setting_of, stated
from bti.guide.settings import Setting
from bti.guide.stating import elsewhere, states, value_of
from bti.guide.tables import RequirementTable, SettingTable
from bti.guide.tables_relay import BatonTable, HoldersTable, LogTable
from bti.guide.terms import NOT_STATED

__all__ = ["baton_rules", "beginning", "log_rules"]


class _Begins(Protocol):
    @property
    def from_level(self) -> SettingTable[str] | None: ...
    @property
    def from_step(self) -> SettingTable[str] | None: ...
    @property
    def from_event(self) -> RequirementTable | None: ...


B = TypeVar("B", bound=_Begins)

_BEGINNINGS: Final = ("from_level", "from_step", "from_event")


def beginning(parts: Stack[B]) -> dict[str, Stack[B]]:
    """Return, for each of the keys that say from when, the parts that count.

    Who says from when says it whole: the nearest guide that gives a level, a step or an event takes the place of what
    guides further off give, of all three; what it gives itself holds together. What holds in some cases only (`when`)
    is laid over that and takes the place of nothing.
    """
    whole = next((place for place, part in enumerate(parts) if any(_always(part.table, key) for key in _BEGINNINGS)), 0)
    said = parts[: whole + 1]
    return {key: parts if any(_always(part.table, key) for part in said) else said for key in _BEGINNINGS}


def _begins(parts: Stack[B], guide: str, place: str) -> tuple[Setting[str], Setting[str] | None, Requirement | None]:
    """Return the level, step and event from which something may be; who says none of a level has said it otherwise."""
    counting = beginning(parts)
    level = setting_of(counting["from_level"], "from_level", lambda table: table.from_level, guide, place)
    step = stated(setting_of(counting["from_step"], "from_step", lambda table: table.from_step, guide, place))
    event = requirement_of(first(counting["from_event"], lambda table: table.from_event), "from_event")
    instead = step or event
    if level.value is NOT_STATED and not level.cases and instead is not None:
        level = attrs.evolve(level, origin=instead.origin)
    return level, step, event


def _always(table: object, key: str) -> bool:
    held = getattr(table, key)
    return held is not None and getattr(held, "when", None) is None


def baton_rules(stack: Stack[Document], levels: tuple[str, ...]) -> BatonRules:
    """Return the rules of the baton that the layers make."""
    parts = below(stack, "baton", lambda table: table.baton)
    guide = stack[0].layer.guide
    holders: dict[str, Holders] = {}
    for level in levels:
        found = _of_level(parts, level)
        if found:
            holders[level] = _holders(found)

    def decided(name: str, get: Callable[[BatonTable], SettingTable[Any] | None]) -> Setting[Any]:
        return setting_of(parts, name, get, guide, "baton")

    begun, step, event = _begins(parts, guide, "baton")
    return BatonRules(
        from_level=begun,
        appointment=decided("appointment", lambda table: table.appointment),
        on_level_change=decided("on_level_change", lambda table: table.on_level_change),
        criteria=decided("criteria", lambda table: table.criteria),
        holders=MappingProxyType(holders),
        coordinator=stated(decided("coordinator", lambda table: table.coordinator)),
        from_step=step,
        from_event=event,
        appointed_by=stated(decided("appointed_by", lambda table: table.appointed_by)),
        dispute_body=stated(decided("dispute_body", lambda table: table.dispute_body)),
        reminder=stated(decided("reminder", lambda table: table.reminder)),
    )


def _of_level(parts: Stack[BatonTable], level: str) -> Stack[HoldersTable]:
    return below(parts, f"level {level}", lambda table: (table.level or {}).get(level))


def _holders(stack: Stack[HoldersTable]) -> Holders:
    """Return who may hold the baton on a level; whom one guide excludes falls away from the lists it inherits."""
    own = states(stack, frozenset())
    eligible = first(stack, lambda table: table.eligible)
    none: tuple[str, ...] = ()
    excluded = value_of(first(stack, lambda table: table.excluded), none)

    def others(roles: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(one for one in roles if one not in excluded)

    return Holders(
        eligible=others(eligible[0]) if eligible else NOT_STATED,
        preferred=others(value_of(first(stack, lambda table: table.preferred), none)),
        exceptional=others(value_of(first(stack, lambda table: table.exceptional), none)),
        excluded=excluded,
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


def log_rules(parts: Stack[LogTable], guide: str) -> LogRules:
    """Return the rules of the relay log that the layers make."""

    def decided(name: str, get: Callable[[LogTable], SettingTable[Any] | None]) -> Setting[Any]:
        return setting_of(parts, name, get, guide, "log")

    level, step, event = _begins(parts, guide, "log")
    plan = stated(decided("individual_plan", lambda table: table.individual_plan))
    said = {} if plan is None else {"individual_plan": plan}
    return LogRules(
        from_level=level,
        contents=decided("contents", lambda table: table.contents),
        from_step=step,
        from_event=event,
        use=stated(decided("use", lambda table: table.use)),
        keeping=stated(decided("keeping", lambda table: table.keeping)),
        opened_by=stated(decided("opened_by", lambda table: table.opened_by)),
        closed_by=stated(decided("closed_by", lambda table: table.closed_by)),
        written_by=stated(decided("written_by", lambda table: table.written_by)),
        replaces_minutes=stated(decided("replaces_minutes", lambda table: table.replaces_minutes)),
        evidence_for_referral=stated(decided("evidence_for_referral", lambda table: table.evidence_for_referral)),
        **said,
    )
