"""Turn the documents of an `extends` chain into one guide, in which every element knows who states it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import TypeVar

import attrs

from bti.dates import Unit
from bti.errors import GuideError, Problem
from bti.guide.chaining import fragments_of
from bti.guide.checking import check, required
from bti.guide.digest import digest_of
from bti.guide.document import (
    BatonTable,
    ConditionTable,
    ConsentTable,
    DeadlineTable,
    DefinitionTable,
    Document,
    HoldersTable,
    LevelTable,
    LogTable,
    OutcomeTable,
    RequirementTable,
    RoleTable,
    SaidTable,
    ServiceTable,
    SettingTable,
    StepTable,
    VariantTable,
    Written,
)
from bti.guide.findings import Names, names_of, target_of
from bti.guide.merging import Layer, Part, Stack, below, children, composed, first, roots
from bti.guide.model import (
    NOT_STATED,
    BatonRules,
    Condition,
    ConsentRules,
    Deadline,
    DeadlineStart,
    Definition,
    Guide,
    Holders,
    Level,
    LogRules,
    Modality,
    NotStated,
    Origin,
    Outcome,
    Requirement,
    Role,
    Said,
    ServiceKind,
    Setting,
    Since,
    Source,
    Status,
    Step,
    Target,
    Variant,
)
from bti.guide.overlaying import homes_of, overlaid, variants_of
from bti.guide.wording import words_of

__all__ = ["resolve"]

F = TypeVar("F")
V = TypeVar("V")


def resolve(chain: Sequence[Layer]) -> Guide:
    """Merge a chain of documents, the extending one first, into a guide.

    Raises:
        GuideError: The documents do not make a guide; `problems` holds every finding.
    """
    if chain[0].document.fragment:
        message = "a fragment states parts of guides, and no case can stand under it; name it in `uses` of a guide"
        raise GuideError(
            f"{chain[0].file or chain[0].guide} is a fragment, not a guide",
            [Problem("$.fragment", message, file=chain[0].file)],
        )
    problems = check(chain)
    if problems:
        name = chain[0].file or f"'{chain[0].guide}'"
        raise GuideError(f"the guide in {name} cannot be used", problems)
    guide = _guide(chain, chain)
    variants = tuple(_variant(parts, chain) for parts in variants_of(roots(chain)).values())
    guide = attrs.evolve(guide, variants=variants)
    digest = digest_of(guide)
    return attrs.evolve(
        guide,
        variants=tuple(attrs.evolve(one, guide=attrs.evolve(one.guide, digest=digest)) for one in variants),
        digest=digest,
    )


def _variant(stack: Stack[VariantTable], chain: Sequence[Layer]) -> Variant:
    own = _states(stack, _NAMED)
    title = first(stack, lambda table: table.title)
    guide = _guide(overlaid(chain, own.table.id), chain)
    return Variant(
        id=own.table.id,
        title=title[0] if title else None,
        home=homes_of(stack),
        guide=attrs.evolve(guide, variant=own.table.id),
        origin=own.origin(),
    )


def _guide(layers: Sequence[Layer], chain: Sequence[Layer]) -> Guide:
    """Merge layers into one guide, without variants or digest; `chain` is the documents they are made of."""
    stack = roots(layers)
    head = chain[0].document
    levels = children(stack, "level", lambda table: table.level, lambda table: table.levels)
    names = names_of(stack)
    missing = first(stack[:2] if layers[0] is not chain[0] else stack[:1], lambda table: table.missing)
    return Guide(
        id=head.id,
        version=head.version,
        status=head.status or Status.DRAFT,
        title=layers[0].document.title,
        place=head.place,
        in_force_from=head.in_force_from,
        languages=head.languages or head.title.tags,
        sources=_sources(stack),
        chain=tuple(layer.guide for layer in chain),
        levels=tuple(_level(parts, names) for parts in levels.values()),
        services=tuple(
            map(
                _service, children(stack, "service", lambda table: table.service, lambda table: table.services).values()
            )
        ),
        roles=tuple(map(_role, children(stack, "role", lambda table: table.role, lambda table: table.roles).values())),
        baton=_baton(stack, tuple(levels)),
        consent=_consent(below(stack, "consent", lambda table: table.consent), head.id),
        log=_log(below(stack, "log", lambda table: table.log), head.id),
        said=tuple(map(_said, children(stack, "said", lambda table: table.said).values())),
        missing=missing[0] if missing else (),
        digest="",
        words=words_of(below(stack, "words", lambda table: table.words)),
        fragments=fragments_of(tuple(chain)),
        entries=_entries(stack, names),
    )


def _entries(stack: Stack[Document], names: Names) -> Setting[tuple[str, ...]] | None:
    setting = _stated(_setting(stack, "entries", lambda table: table.entries, stack[-1].layer.guide))
    if setting is None or isinstance(setting.value, NotStated):
        return None
    first_of: dict[str, str] = {}
    for step, level in names.steps.items():
        first_of.setdefault(level, step)
    steps = (_target(name, names) for name in setting.value)
    return attrs.evolve(setting, value=tuple(one.step or first_of[one.level] for one in steps))


def _sources(stack: Stack[Document]) -> tuple[Source, ...]:
    found: dict[str, Source] = {}
    for part in stack:
        for one in part.table.source or ():
            found.setdefault(one.id, Source(one.id, one.title or one.id, one.address))
    return tuple(found.values())


# --- who states what -------------------------------------------------------------------------------------------------


def _states(stack: Stack[F], containers: frozenset[str]) -> Part[F]:
    """Return the nearest part that says something of the element itself, beyond naming it to hold others."""
    for part in stack:
        for field in attrs.fields(type(part.table)):  # type: ignore[arg-type]  # every table is an attrs class
            if field.name not in containers and getattr(part.table, field.name) is not None:
                return part
    return stack[0]


_NAMED = frozenset({"id"})
_LEVEL = frozenset({"id", "step", "steps", "definition"})
_STEP = frozenset({"id", "outcome", "outcomes", "deadline"})


def _elsewhere(
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


# --- levels and steps ------------------------------------------------------------------------------------------------


def _level(stack: Stack[LevelTable], names: Names) -> Level:
    own = _states(stack, _LEVEL)
    label = first(stack, lambda table: table.label)
    purpose = first(stack, lambda table: table.purpose)
    merged = children(stack, "step", lambda table: table.step, lambda table: table.steps)
    return Level(
        id=own.table.id,
        label=label[0] if label else own.table.id,
        title=required(first(stack, lambda table: table.title)),
        purpose=purpose[0] if purpose else None,
        steps=tuple(_step(parts, own.table.id, names) for parts in merged.values()),
        origin=own.origin(),
        origins=_elsewhere(
            stack,
            own,
            {
                "label": lambda table: table.label,
                "title": lambda table: table.title,
                "purpose": lambda table: table.purpose,
            },
            {"steps": composed(stack, lambda table: table.step, lambda table: table.steps)},
        ),
        definition=_definition(below(stack, "definition", lambda table: table.definition)),
        movement=_stated(_setting(stack, "movement", lambda table: table.movement, stack[-1].layer.guide)),
    )


def _definition(stack: Stack[DefinitionTable]) -> Definition | None:
    if not stack:
        return None
    own = _states(stack, frozenset())
    none: tuple[str, ...] = ()
    return Definition(
        services=_value(first(stack, lambda table: table.services), None),
        kinds=_value(first(stack, lambda table: table.kinds), none),
        place=_value(first(stack, lambda table: table.place), None),
        words=_value(first(stack, lambda table: table.words), None),
        modality=_value(first(stack, lambda table: table.modality), Modality.MAY),
        origin=own.origin(),
        origins=_elsewhere(
            stack,
            own,
            {
                "services": lambda table: table.services,
                "kinds": lambda table: table.kinds,
                "place": lambda table: table.place,
                "words": lambda table: table.words,
            },
        ),
    )


def _step(stack: Stack[StepTable], level: str, names: Names) -> Step:
    own = _states(stack, _STEP)
    label = first(stack, lambda table: table.label)
    deadlines = children(stack, "deadline", lambda table: table.deadline)
    stated = first(stack, lambda table: table.deadline)
    outcomes = children(stack, "outcome", lambda table: table.outcome, lambda table: table.outcomes)
    return Step(
        id=own.table.id,
        level=level,
        label=label[0] if label else own.table.id,
        title=required(first(stack, lambda table: table.title)),
        purpose=required(first(stack, lambda table: table.purpose)),
        entry=_requirement(first(stack, lambda table: table.entry), "entry"),
        completion=_requirement(first(stack, lambda table: table.completion), "completion"),
        outcomes=tuple(_outcome(parts, names) for parts in outcomes.values()),
        deadlines=tuple(map(_deadline, deadlines.values())) if stated is not None else NOT_STATED,
        skippable=_setting(stack, "skippable", lambda table: table.skippable, stack[-1].layer.guide),
        origin=own.origin(),
        origins=_elsewhere(
            stack,
            own,
            {
                "label": lambda table: table.label,
                "title": lambda table: table.title,
                "purpose": lambda table: table.purpose,
                "entry": lambda table: table.entry,
                "completion": lambda table: table.completion,
                "skippable": lambda table: table.skippable,
            },
            {
                "outcomes": composed(stack, lambda table: table.outcome, lambda table: table.outcomes),
                "deadlines": composed(stack, lambda table: table.deadline),
            },
        ),
        revisitable=_stated(_setting(stack, "revisitable", lambda table: table.revisitable, stack[-1].layer.guide)),
    )


def _outcome(stack: Stack[OutcomeTable], names: Names) -> Outcome:
    own = _states(stack, _NAMED)
    to = first(stack, lambda table: table.to)
    return Outcome(
        id=own.table.id,
        label=required(first(stack, lambda table: table.label)),
        kind=required(first(stack, lambda table: table.kind)),
        targets=tuple(_target(name, names) for name in to[0]) if to else (),
        requires=_requirement(first(stack, lambda table: table.requires), "requires"),
        origin=own.origin(),
        origins=_elsewhere(
            stack,
            own,
            {
                "label": lambda table: table.label,
                "kind": lambda table: table.kind,
                "targets": lambda table: table.to,
                "requires": lambda table: table.requires,
            },
        ),
        body=_value(first(stack, lambda table: table.body), None),
    )


def _target(name: str, names: Names) -> Target:
    level, step = target_of(name, names) or (name, None)
    return Target(level, step)


def _deadline(stack: Stack[DeadlineTable]) -> Deadline:
    own = _states(stack, _NAMED)
    start = first(stack, lambda table: table.start)
    field = first(stack, lambda table: table.field)
    return Deadline(
        id=own.table.id,
        start=DeadlineStart(start[0], field[0] if field else "at") if start else None,
        length=_value(first(stack, lambda table: table.length), None),
        unit=_value(first(stack, lambda table: table.unit), Unit.CALENDAR),
        fulfilled_by=_value(first(stack, lambda table: table.fulfilled_by), None),
        words=_value(first(stack, lambda table: table.words), None),
        modality=_value(first(stack, lambda table: table.modality), Modality.SHOULD),
        origin=own.origin(),
        rounding=_value(first(stack, lambda table: table.rounding), None),
    )


def _value(stated: tuple[V, Part[F]] | None, default: V) -> V:
    return default if stated is None else stated[0]


# --- requirements and settings ---------------------------------------------------------------------------------------


def _requirement(stated: tuple[RequirementTable, Part[F]] | None, place: str) -> Requirement | None:
    if stated is None or stated[0].written is Written.NONE:
        return None
    table, part = stated
    return _joined(table, part.origin(table.sources, place), Modality.MUST)


def _joined(table: RequirementTable, origin: Origin, modality: Modality) -> Requirement:
    strength = table.modality or modality
    return Requirement(
        all_of=tuple(_wanted(one, origin, strength) for one in table.all_of or ()),
        any_of=tuple(_wanted(one, origin, strength) for one in table.any_of or ()),
        unless=_wanted(table.unless, origin, strength) if table.unless is not None else None,
        modality=strength,
        origin=origin,
    )


def _wanted(table: ConditionTable | RequirementTable, origin: Origin, modality: Modality) -> Condition | Requirement:
    if isinstance(table, RequirementTable):
        return _joined(table, origin, modality)
    return Condition(table.is_, table.since or Since.CASE, table.with_, table.after, table.same_act_as)


def _setting(
    stack: Stack[F], name: str, get: Callable[[F], SettingTable[V] | None], guide: str, place: str = ""
) -> Setting[V]:
    """Merge one setting field by field; where nobody states it, its value is `NOT_STATED`."""
    parts = below(stack, name, get)
    value = first(parts, lambda table: table.value)
    modality = first(parts, lambda table: table.modality)
    strength = modality[0] if modality else Modality.MUST
    if value is None:
        return Setting(NOT_STATED, strength, Origin(guide, path=f"{place} / {name}" if place else name))
    said, part = value
    sources = part.table.sources
    if sources is None:
        holder = next((one for one in stack if one.layer is part.layer), None)
        sources = getattr(holder.table, "sources", None) if holder else None
    return Setting(said, strength, part.origin(sources))


def _stated(setting: Setting[V]) -> Setting[V] | None:
    """Return a setting, or None where no guide of the chain states it."""
    return None if setting.value is NOT_STATED else setting


def _baton(stack: Stack[Document], levels: tuple[str, ...]) -> BatonRules:
    parts = below(stack, "baton", lambda table: table.baton)
    guide = stack[0].layer.guide
    holders: dict[str, Holders] = {}
    for level in levels:
        found = _of_level(parts, level)
        if found:
            holders[level] = _holders(found)
    coordinator = _setting(parts, "coordinator", lambda table: table.coordinator, guide, "baton")
    return BatonRules(
        from_level=_setting(parts, "from_level", lambda table: table.from_level, guide, "baton"),
        appointment=_setting(parts, "appointment", lambda table: table.appointment, guide, "baton"),
        on_level_change=_setting(parts, "on_level_change", lambda table: table.on_level_change, guide, "baton"),
        criteria=_setting(parts, "criteria", lambda table: table.criteria, guide, "baton"),
        holders=MappingProxyType(holders),
        coordinator=None if coordinator.value is NOT_STATED else coordinator,
    )


def _of_level(parts: Stack[BatonTable], level: str) -> Stack[HoldersTable]:
    return below(parts, f"level {level}", lambda table: (table.level or {}).get(level))


def _holders(stack: Stack[HoldersTable]) -> Holders:
    own = _states(stack, frozenset())
    eligible = first(stack, lambda table: table.eligible)
    none: tuple[str, ...] = ()
    return Holders(
        eligible=eligible[0] if eligible else NOT_STATED,
        preferred=_value(first(stack, lambda table: table.preferred), none),
        exceptional=_value(first(stack, lambda table: table.exceptional), none),
        excluded=_value(first(stack, lambda table: table.excluded), none),
        decided_in=_value(first(stack, lambda table: table.decided_in), None),
        origin=own.origin(),
        origins=_elsewhere(
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


def _consent(parts: Stack[ConsentTable], guide: str) -> ConsentRules:
    place = "consent"
    return ConsentRules(
        guardians=_setting(parts, "guardians", lambda table: table.guardians, guide, place),
        own_age=_setting(parts, "own_age", lambda table: table.own_age, guide, place),
        forms=_setting(parts, "forms", lambda table: table.forms, guide, place),
        withdrawal_closes_log=_setting(
            parts, "withdrawal_closes_log", lambda table: table.withdrawal_closes_log, guide, place
        ),
        withdrawal_ends_service=_setting(
            parts, "withdrawal_ends_service", lambda table: table.withdrawal_ends_service, guide, place
        ),
    )


def _log(parts: Stack[LogTable], guide: str) -> LogRules:
    plan = _setting(parts, "individual_plan", lambda table: table.individual_plan, guide, "log")
    stated = {} if plan.value is NOT_STATED else {"individual_plan": plan}
    return LogRules(
        from_level=_setting(parts, "from_level", lambda table: table.from_level, guide, "log"),
        contents=_setting(parts, "contents", lambda table: table.contents, guide, "log"),
        **stated,
    )


# --- the rest --------------------------------------------------------------------------------------------------------


def _service(stack: Stack[ServiceTable]) -> ServiceKind:
    own = _states(stack, _NAMED)
    label = required(first(stack, lambda table: table.label))
    return ServiceKind(own.table.id, label, _value(first(stack, lambda table: table.strict), False), own.origin())


def _role(stack: Stack[RoleTable]) -> Role:
    own = _states(stack, _NAMED)
    none: tuple[str, ...] = ()
    return Role(
        id=own.table.id,
        label=required(first(stack, lambda table: table.label)),
        services=_value(first(stack, lambda table: table.services), none),
        leads=_value(first(stack, lambda table: table.leads), False),
        origin=own.origin(),
    )


def _said(stack: Stack[SaidTable]) -> Said:
    own = _states(stack, _NAMED)
    text = required(first(stack, lambda table: table.text))
    return Said(own.table.id, text, _value(first(stack, lambda table: table.about), None), own.origin())
