"""Can every arena be called, and every pathway be entered?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bti.check.report import Finding, Severity
from bti.check.shape import Shape, found_at
from bti.guide.arenas import CALLERS, About
from bti.guide.checking_conditions import can_be_met
from bti.guide.document import RoleTable
from bti.guide.merging import Stack, children, first
from bti.guide.pathways import PathwaySort
from bti.guide.tables_arenas import ArenaTable, PathwayTable
from bti.guide.terms import ConditionName
from bti.record.pathway import Counted

__all__ = ["meeting"]

_OF_A_CASE = ("initiative", "guardians", "child", "from_age", "to_age", "consent", "levels", "counts_as_level", "after")
_BY_DAY = (Counted.DAYS_ABSENT, Counted.DAYS_UNDOCUMENTED)


def meeting(shape: Shape) -> Iterator[Finding]:
    """Yield arenas that nobody can call or that ask what is never asked, and pathways that nobody can enter."""
    roles = children(shape.stack, "role", lambda table: table.role, lambda table: table.roles)
    arenas = children(shape.stack, "arena", lambda table: table.arena, lambda table: table.arenas)
    for arena, stated in arenas.items():
        yield from _arena(arena, stated, roles, shape)
    pathways = children(shape.stack, "pathway", lambda table: table.pathway, lambda table: table.pathways)
    for pathway, parts in pathways.items():
        yield from _pathway(pathway, parts, shape)


def _arena(
    arena: str, stack: Stack[ArenaTable], roles: Mapping[str, Stack[RoleTable]], shape: Shape
) -> Iterator[Finding]:
    callers = first(stack, lambda table: None if table.convener is None else table.convener.value)
    if callers is not None and callers[0] and not any(_can_call(one, roles, shape) for one in callers[0]):
        yield found_at(callers[1], "convener", Severity.ERROR, "arena_without_caller", arena=arena)
    yield from _fallen_away(arena, stack, shape)
    about = first(stack, lambda table: table.about)
    if about is None or about[0] is About.CASE:
        return
    for name in _OF_A_CASE:
        asked = next((part for part in stack if getattr(part.table, name) is not None), None)
        if asked is not None:
            yield found_at(asked, name, Severity.WARNING, "arena_for_no_case", arena=arena, field=name)


def _fallen_away(arena: str, stack: Stack[ArenaTable], shape: Shape) -> Iterator[Finding]:
    """Yield an inherited arena some of whose members the guide leaves out; a warning where nobody is left in it."""
    names, own = shape.names, shape.stack[0]
    members = (
        first(stack, lambda table: None if table.services is None else table.services.value),
        first(stack, lambda table: None if table.roles is None else table.roles.value),
        first(stack, lambda table: None if table.one_of is None else table.one_of.value),
    )
    named = [(part, one) for found in members if found is not None for one, part in ((x, found[1]) for x in found[0])]
    gone = [one for part, one in named if names.fell_away(part, one)]
    if gone:
        nobody = len(gone) == len(named)
        severity, code = (Severity.WARNING, "arena_without_members") if nobody else (Severity.NOTE, "members_fall_away")
        key = "services" if own.table.services is not None else "roles" if own.table.roles is not None else ""
        yield found_at(own, key, severity, code, arena=arena, who=", ".join(gone))


def _can_call(caller: str, roles: Mapping[str, Stack[RoleTable]], shape: Shape) -> bool:
    if caller in CALLERS or caller in shape.names.left_out:
        return True  # whom the guide leaves out falls away from an inherited arena, and then anybody may call
    stated = roles.get(caller)
    if stated is None:
        return False
    services = first(stated, lambda table: table.services)
    return services is None or not services[0] or any(kind in shape.names.services for kind in services[0])


def _pathway(pathway: str, stack: Stack[PathwayTable], shape: Shape) -> Iterator[Finding]:
    sort = first(stack, lambda table: table.sort)
    if sort is not None and sort[0] is PathwaySort.PROTECTION:
        for name in ("step", "deadline", "closes"):  # the rest would keep the guide from loading
            stated = next((part for part in stack if getattr(part.table, name)), None)
            if stated is not None:
                yield found_at(
                    stated, name, Severity.WARNING, "protected_pathway_has_steps", pathway=pathway, field=name
                )
        return
    home = first(stack, lambda table: table.home)
    entry = first(stack, lambda table: table.entry)
    never = frozenset({(ConditionName.PATHWAY_ENTERED, None)})
    if home is not None and not home[0]:
        yield found_at(home[1], "home", Severity.ERROR, "pathway_without_way_in", pathway=pathway)
    if entry is not None and not can_be_met(entry[0], never):
        yield found_at(entry[1], "entry", Severity.ERROR, "pathway_without_way_in", pathway=pathway)
    for counted in children(stack, "count", lambda table: table.count).values():
        what = first(counted, lambda table: table.counted)
        least = first(counted, lambda table: table.at_least)
        within = first(counted, lambda table: table.within)
        if what is None or least is None or within is None or what[0] not in _BY_DAY:
            continue
        if within[0].is_days and least[0] > within[0].days + 7 * within[0].weeks:
            yield found_at(least[1], "at_least", Severity.ERROR, "pathway_without_way_in", pathway=pathway)
