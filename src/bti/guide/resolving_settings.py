"""Merge the settings of the layers, field by field; and those of consent, and of keeping and logging in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import attrs

from bti.guide.merging import Part, Stack, below, children, first
from bti.guide.privacy import Privacy
from bti.guide.settings import ConsentRules, ConsentScope, Origin, Setting, SettingCase, Weaker, When
from bti.guide.stating import states
from bti.guide.stricter import strictest
from bti.guide.tables import CaseTable, ConflictTable, SettingTable, WhenTable
from bti.guide.tables_relay import ConsentTable, PrivacyTable, ScopeTable
from bti.guide.terms import NOT_STATED, Modality

__all__ = ["consent_rules", "meant", "privacy_rules", "setting_of", "stated"]

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
    cases = tuple(case for part in parts for case in _cases(part, stack, modality))
    found = first(always, lambda table: _decided(table, name))
    if found is None:
        nowhere = cases[0].origin if cases else Origin(guide, path=f"{place} / {name}" if place else name)
        return Setting(NOT_STATED, strength, nowhere, cases)
    (said, sources, weaker, meant), part = found
    origin = part.origin(sources if sources is not None else _sources(part, stack))
    strength = meant or strength
    elsewhere = modality if modality and not meant and modality[1].layer is not part.layer else None
    origins = {} if elsewhere is None else {"modality": elsewhere[1].origin()}
    if weaker:
        origin = attrs.evolve(origin, disagree=tuple(one for other in weaker for one in other.sources))
    return Setting(said, strength, origin, cases, weaker, origins)


_Decided = tuple[V, tuple[str, ...] | None, tuple[Weaker[V], ...], Modality | None]


def _decided(table: SettingTable[V], name: str) -> _Decided[V] | None:
    """Return the value that holds, its sources, what other sources say, and how strongly it is meant if it says so."""
    if table.conflict:
        plain = table.modality or Modality.MUST  # beside a "maybe", what is said plainly is meant
        strengths = tuple(one.modality or plain for one in table.conflict)
        place = strictest(name, tuple(one.value for one in table.conflict), strengths)
        holds = table.conflict[place]
        others = (one for one in table.conflict if one is not holds and _differ(one, holds))
        weaker = tuple(Weaker(one.value, one.sources, one.modality) for one in others)
        meant = strengths[place] if any(one.modality for one in table.conflict) else None
        return holds.value, holds.sources, weaker, meant
    return None if table.value is None else (table.value, table.sources, (), None)


def _differ(one: ConflictTable[V], other: ConflictTable[V]) -> bool:
    return (one.value, one.modality) != (other.value, other.modality)


def _cases(
    part: Part[SettingTable[V]], stack: Stack[F], stated: tuple[Modality, Part[SettingTable[V]]] | None
) -> Iterator[SettingCase[V]]:
    """Yield what one part says where something is so, as strongly as the setting where it does not say how strongly.

    Args:
        part: The part.
        stack: What holds the setting.
        stated: How strongly the setting is meant, and where that is said; None where it is not.
    """
    table = part.table
    strength, by = stated or (Modality.MUST, part)
    elsewhere = {} if by.layer is part.layer else {"modality": by.origin()}
    if table.when is not None and table.value is not None:
        sources = table.sources if table.sources is not None else _sources(part, stack)
        origins = {} if table.modality else elsewhere
        yield SettingCase(_when(table.when), table.value, table.modality or strength, part.origin(sources), origins)
    for case in table.cases or ():
        sources = case.sources if case.sources is not None else _sources(part, stack)
        origin, origins = _of_case(part.origin(sources), case), {} if case.modality else elsewhere
        yield SettingCase(_when(case.when), case.value, case.modality or strength, origin, origins)


def _when(table: WhenTable | None) -> When:
    return When() if table is None else When(table.level or (), table.home or ())


def _of_case(origin: Origin, case: CaseTable[V]) -> Origin:
    return attrs.evolve(origin, from_=case.from_ or origin.from_, until=case.until or origin.until)


def _sources(part: Part[SettingTable[V]], stack: Stack[F]) -> tuple[str, ...] | None:
    """Return the sources of the table that holds a setting which names none of its own."""
    holder = next((one for one in stack if one.layer is part.layer), None)
    return getattr(holder.table, "sources", None) if holder else None


def stated(setting: Setting[V]) -> Setting[V] | None:
    """Return a setting, or None where no guide of the chain states it."""
    return None if setting.value is NOT_STATED and not setting.cases else setting


def meant(
    stack: Stack[F],
    name: str,
    get: Callable[[F], SettingTable[V] | None],
    otherwise: Modality = Modality.SHOULD,
) -> Setting[V] | None:
    """Merge one setting; one whose strength nobody states is meant as strongly as `otherwise`.

    That a meeting ought to be so, and may be otherwise with a reason, is decided here: what has happened has to be
    possible to write down.
    """
    setting = stated(setting_of(stack, name, get, stack[-1].layer.guide))
    said = (one.modality for one in (get(part.table) for part in stack) if one is not None)
    if setting is None or any(one is not None for one in said):
        return setting
    cases = tuple(attrs.evolve(case, modality=otherwise) for case in setting.cases)
    return attrs.evolve(setting, modality=otherwise, cases=cases)


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
        scopes=tuple(_scope(stack, guide) for stack in children(parts, "scope", lambda table: table.scope).values()),
        per=stated(setting_of(parts, "per", lambda table: table.per, guide, place)),
        school_waiver=stated(setting_of(parts, "school_waiver", lambda table: table.school_waiver, guide, place)),
        child_welfare_age=stated(
            setting_of(parts, "child_welfare_age", lambda table: table.child_welfare_age, guide, place)
        ),
        asked_by=stated(setting_of(parts, "asked_by", lambda table: table.asked_by, guide, place)),
        leap_day=stated(setting_of(parts, "leap_day", lambda table: table.leap_day, guide, place)),
    )


def _scope(stack: Stack[ScopeTable], guide: str) -> ConsentScope:
    own = states(stack, frozenset({"id"}))
    place = f"consent / scope {own.table.id}"

    def of(name: str, get: Callable[[ScopeTable], SettingTable[V] | None]) -> Setting[V] | None:
        return stated(setting_of(stack, name, get, guide, place))

    return ConsentScope(
        id=own.table.id,
        guardians=of("guardians", lambda table: table.guardians),
        givers=of("givers", lambda table: table.givers),
        own_age=of("own_age", lambda table: table.own_age),
        forms=of("forms", lambda table: table.forms),
        per=of("per", lambda table: table.per),
        holds_for=of("holds_for", lambda table: table.holds_for),
        renewed_on=of("renewed_on", lambda table: table.renewed_on),
        needs_new=of("needs_new", lambda table: table.needs_new),
        withdrawal_closes=of("withdrawal_closes", lambda table: table.withdrawal_closes),
        asked_by=of("asked_by", lambda table: table.asked_by),
        refusal_leaves=of("refusal_leaves", lambda table: table.refusal_leaves),
        origin=own.origin(),
    )


def privacy_rules(stack: Stack[PrivacyTable]) -> Privacy:
    """Return the rules of small places, of keeping and of logging in that the layers make."""

    def decided(name: str, get: Callable[[PrivacyTable], SettingTable[Any] | None]) -> Setting[Any] | None:
        return stated(setting_of(stack, name, get, stack[0].layer.guide, "privacy")) if stack else None

    return Privacy(
        anonymity_threshold=decided("anonymity_threshold", lambda table: table.anonymity_threshold),
        login_level=decided("login_level", lambda table: table.login_level),
        access_log_kept=decided("access_log_kept", lambda table: table.access_log_kept),
        former_participants=decided("former_participants", lambda table: table.former_participants),
        retention=decided("retention", lambda table: table.retention),
        archive_target=decided("archive_target", lambda table: table.archive_target),
    )
