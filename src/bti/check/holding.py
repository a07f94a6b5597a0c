"""Can somebody hold the baton on each level, and does each service have somebody who leads it?"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from bti.check.report import Finding, Severity
from bti.check.shape import Shape, found_at
from bti.guide.document import RoleTable
from bti.guide.merging import Stack, below, children, first
from bti.guide.tables_relay import BatonTable, HoldersTable

__all__ = ["holding"]

Roles = Mapping[str, Stack[RoleTable]]


def holding(shape: Shape) -> Iterator[Finding]:
    """Yield lists of holders that nobody or hardly anybody can meet, and services that nobody leads."""
    services = children(shape.stack, "service", lambda table: table.service, lambda table: table.services)
    roles = children(shape.stack, "role", lambda table: table.role, lambda table: table.roles)
    led = {kind for stated in roles.values() if _leads(stated) for kind in _kinds(stated, services)}
    for kind, named in services.items():
        if kind not in led:
            yield found_at(named[0], "", Severity.WARNING, "service_without_leader", service=kind)
    yield from _holders(shape, roles, services)


def _holders(shape: Shape, roles: Roles, services: Collection[str]) -> Iterator[Finding]:
    baton = below(shape.stack, "baton", lambda table: table.baton)
    start = first(baton, lambda table: None if table.from_level is None else table.from_level.value)
    levels = shape.names.levels
    begins = levels.index(start[0]) if start and start[0] in levels else 0
    able = {role for role, stated in roles.items() if _kinds(stated, services)}
    for level in levels[begins:]:
        stack = _of_level(baton, level)
        if stack:
            yield from _level(level, stack, able, frozenset(roles))
        elif not able:
            yield found_at(shape.stack[0], "role", Severity.ERROR, "nobody_can_hold", level=level)


def _of_level(baton: Stack[BatonTable], level: str) -> Stack[HoldersTable]:
    return below(baton, f"level.{level}", lambda table: (table.level or {}).get(level))


def _level(level: str, stack: Stack[HoldersTable], able: Collection[str], roles: frozenset[str]) -> Iterator[Finding]:
    none: tuple[str, ...] = ()
    eligible = first(stack, lambda table: table.eligible)
    preferred = (first(stack, lambda table: table.preferred) or (none, stack[0]))[0]
    exceptional = (first(stack, lambda table: table.exceptional) or (none, stack[0]))[0]
    barred = first(stack, lambda table: table.excluded)
    excluded = frozenset(barred[0] if barred else none)
    for name, stated in (("preferred", preferred), ("eligible", eligible[0] if eligible else none)):
        for role in stated:
            if role in excluded and not _said_together(stack, name, role):
                said: dict[str, object] = {"level": level, "role": role, "list": name}
                yield found_at(stack[0], name, Severity.ERROR, "listed_and_excluded", **said)
    yield from _twice_or_for_nothing(level, stack)
    listed = {*able} if eligible is None else {*eligible[0], *preferred, *exceptional}
    could = {role for role in listed if role in able and role not in excluded}
    if not could and listed <= roles | excluded:  # else what is the matter is that a name leads nowhere
        yield found_at(stack[0], "", Severity.ERROR, "nobody_can_hold", level=level)
    elif could and could <= {*exceptional}:
        yield found_at(stack[0], "", Severity.WARNING, "only_exceptional_holders", level=level)


def _twice_or_for_nothing(level: str, stack: Stack[HoldersTable]) -> Iterator[Finding]:
    """Yield roles that ought to hold it and hold it only exceptionally, and a list of nobody that does not mean it."""
    preferred = first(stack, lambda table: table.preferred)
    exceptional = first(stack, lambda table: table.exceptional)
    if preferred is not None and exceptional is not None:
        key, mine, others = "exceptional", exceptional, preferred
        if stack.index(preferred[1]) < stack.index(exceptional[1]):  # whoever says one of them nearest can mend it
            key, mine, others = "preferred", preferred, exceptional
        for place, role in enumerate(mine[0]):
            if role in others[0]:
                said: dict[str, object] = {"level": level, "role": role}
                yield found_at(mine[1], f"{key}[{place}]", Severity.WARNING, "preferred_and_exceptional", **said)
    eligible = first(stack, lambda table: table.eligible)
    named = [one[0] for one in (preferred, exceptional) if one is not None]
    if eligible is not None and not eligible[0] and any(named):
        yield found_at(eligible[1], "eligible", Severity.WARNING, "eligible_of_nobody", level=level)


def _said_together(stack: Stack[HoldersTable], name: str, role: str) -> bool:
    """Tell whether one table says both, which reading a guide finds by itself."""
    return any(role in (getattr(part.table, name) or ()) and role in (part.table.excluded or ()) for part in stack)


def _kinds(stated: Stack[RoleTable], services: Collection[str]) -> tuple[str, ...]:
    """Return the kinds of service that a role is found in; a role without any named is found in all."""
    named = first(stated, lambda table: table.services)
    wanted: Iterable[str] = (named[0] if named else ()) or services
    return tuple(kind for kind in wanted if kind in services)


def _leads(stated: Stack[RoleTable]) -> bool:
    leads = first(stated, lambda table: table.leads)
    return leads is not None and leads[0]
