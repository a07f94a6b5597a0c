"""A case's spine as the plain family and settings that the questions of consent are asked of.

Where a case does not hold something, it stays not known: nothing is filled in here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final, TypeVar

from bti.guide import terms
from bti.guide.model import NOT_STATED, ConsentRules, Givers, Guardians, Modality, NotStated, Setting
from bti.law.family import ADULT, Family, Order, OrderKind, Parent, Person, age_of
from bti.law.matters import Combination, ConsentSettings, SchoolWaiver
from bti.record.consent import Scope
from bti.record.family_circle import CareGround
from bti.record.people import GuardianInfo, Responsibility
from bti.record.spine import Spine

__all__ = ["family_of_case", "invited", "scope_id", "settings_of"]

V = TypeVar("V")

_ORDERS: Final[Mapping[CareGround, OrderKind]] = MappingProxyType(
    {
        CareGround.CARE_ORDER: OrderKind.CARE,
        CareGround.REMOVAL_BAN: OrderKind.REMOVAL_BAN,
        CareGround.EMERGENCY: OrderKind.EMERGENCY,
    }
)


_LONG_AGO: Final = dt.date.min
"""An appointed guardian decides from when they are recorded; the case does not hold the day of the appointment."""


def family_of_case(spine: Spine) -> Family:
    """Return who is around the persons a case is about."""
    guardians = spine.people.guardians.values()
    return Family(
        persons=tuple(Person(one.ref, one.birth) for one in spine.life.persons),
        parents=tuple(_parent(one) for one in guardians if one.responsibility is not Responsibility.VERGE),
        orders=tuple(_orders(spine)),
    )


def _parent(one: GuardianInfo) -> Parent:
    known = one.responsibility is not Responsibility.NOT_KNOWN
    able = one.responsibility is not Responsibility.UNABLE
    return Parent(one.ref, one.of, True if known else None, one.lives_with, able)


def _orders(spine: Spine) -> Iterator[Order]:
    for care in spine.circle.care.values():
        yield Order(_ORDERS[care.ground], care.decider, care.made_on, (care.child,), petitioned=care.petitioned)
    for one in spine.people.guardians.values():
        if one.responsibility is Responsibility.VERGE:
            yield Order(OrderKind.VERGE, one.ref, _LONG_AGO, one.of)


_DEFAULT: Final = ConsentSettings()


def settings_of(rules: ConsentRules, scope: Scope = Scope.LOG, target: str | None = None) -> ConsentSettings:
    """Return what a guide sets of who must consent to a scope, with the stated defaults where it says nothing.

    What it says of the scope goes before what it says of all; which guardians, `[consent]` says of the log and of what
    extends it, and of a kind of meeting only what is said of meetings counts (law A-06). A young person who "may"
    consent too need not: then the guardians are enough until 18. Where either is enough, nobody of the two needs to,
    and the age says from when.
    """
    default = _DEFAULT
    own = rules.scope(scope_id(scope, target))
    age = rules.own_age if own is None or own.own_age is None else own.own_age
    guardians = None if own is None else own.guardians
    if guardians is None and scope is not Scope.ARENA:
        guardians = rules.guardians
    givers = None if own is None or own.givers is None else own.givers.value
    combination = default.combination if givers is None or givers is NOT_STATED else _GIVERS[givers]
    if age.modality is Modality.MAY and combination is not Combination.EITHER:
        combination = Combination.GUARDIANS
    return ConsentSettings(
        own_age=default.own_age if age.value is NOT_STATED else age.value,
        combination=combination,
        resident_is_enough=guardians is not None and guardians.value is Guardians.RESIDENT,
        school_waiver=_WAIVERS[_value(rules.school_waiver, terms.SchoolWaiver.PUPIL)],
        child_welfare_age=_value(rules.child_welfare_age, default.child_welfare_age),
        leap=rules.leap,
    )


def _value(setting: Setting[V] | None, otherwise: V) -> V:
    return otherwise if setting is None or isinstance(setting.value, NotStated) else setting.value


def scope_id(scope: Scope, target: str | None) -> str:
    """Return by which id a guide speaks of a scope: "log", "service", "arena:resource_team"."""
    return f"{scope.value}:{target}" if scope is Scope.ARENA and target is not None else scope.value


def invited(rules: ConsentRules, family: Family, scope: Scope, target: str | None, day: dt.date) -> tuple[str, ...]:
    """Return the young persons who may be asked too, where the guide says "maybe also" (Tysvær, from 15)."""
    own = rules.scope(scope_id(scope, target))
    age = rules.own_age if own is None or own.own_age is None else own.own_age
    if age.modality is not Modality.MAY or age.value is NOT_STATED:
        return ()
    ages = ((one.ref, age_of(one.birth, day, rules.leap)) for one in family.persons)
    return tuple(ref for ref, years in ages if isinstance(years, int) and age.value <= years < ADULT)


_WAIVERS: Final[Mapping[terms.SchoolWaiver, SchoolWaiver]] = MappingProxyType(
    {
        terms.SchoolWaiver.PUPIL: SchoolWaiver.PUPIL,
        terms.SchoolWaiver.PUPIL_AND_GUARDIANS: SchoolWaiver.BOTH,
    }
)

_GIVERS: Final[Mapping[Givers, Combination]] = MappingProxyType(
    {
        Givers.GUARDIANS_AND_YOUNG_PERSON: Combination.BOTH,
        Givers.YOUNG_PERSON: Combination.YOUNG_PERSON,
        Givers.GUARDIANS: Combination.GUARDIANS,
        Givers.GUARDIANS_OR_YOUNG_PERSON: Combination.EITHER,
    }
)
