"""What a municipality decides beside its steps, as settings; and those of consent.

Each decision is a `Setting`: a value, how strongly it is meant, and where it comes from. What no source says is a
setting too, with "setting" as its source.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, Final, Generic, TypeVar

import attrs

from bti.dates import LeapBirthday, Period
from bti.guide.terms import (
    ConsentForm,
    ConsentPer,
    Givers,
    Guardians,
    LogHand,
    Modality,
    NotStated,
    RefusalLeaves,
    SchoolWaiver,
    WithdrawalCloses,
)

__all__ = [
    "NOWHERE",
    "SHOWN_ONLY",
    "ConsentRules",
    "ConsentScope",
    "Origin",
    "Setting",
    "SettingCase",
    "Weaker",
    "When",
    "decided",
    "settings_in",
    "settled",
    "varies",
]

SHOWN_ONLY: Final[Mapping[object, object]] = {"shown_only": True}
"""The metadata of a field that only readers are shown: no digest is made of it, and a kept guide does not hold it."""

T = TypeVar("T")
R = TypeVar("R", bound=attrs.AttrsInstance)


@attrs.frozen
class Origin:
    """Where one element of a resolved guide comes from.

    Attributes:
        guide: The id of the guide in the chain that states it.
        sources: What that guide names as ground ("overhalla A.2", "law A-30"); `("setting",)` when no source
            says it and it is a declared default.
        path: Where it stands, in ids: `level 1 / step 1.2 / completion`.
        disagree: Sources of the same guide that say otherwise, less strictly.
        from_: The first day on which it holds, a date in Europe/Oslo; None: as long as the guide.
        until: The last day on which it holds; None: as long as the guide.
    """

    guide: str
    sources: tuple[str, ...] = ()
    path: str = ""
    disagree: tuple[str, ...] = ()
    from_: dt.date | None = None
    until: dt.date | None = None


NOWHERE: Final = Origin("")
"""The origin of what was made in a program and read from no guide."""


@attrs.frozen
class When:
    """Where a decision holds.

    Attributes:
        level: On these levels; empty: on all.
        home: For these kinds of home service; empty: for all.
    """

    level: tuple[str, ...] = ()
    home: tuple[str, ...] = ()

    def holds(self, level: str | None, home: str | None) -> bool:
        """Tell whether it holds on a level, for a kind of home service; where one is not known, it does not."""
        return (not self.level or level in self.level) and (not self.home or home in self.home)


@attrs.frozen
class SettingCase(Generic[T]):
    """What is decided where something is so.

    Attributes:
        when: Where it holds.
        value: What is decided.
        modality: How strongly it is meant; as the setting, where the case does not say.
        origin: Who states it.
        origins: Who states how strongly it is meant ("modality"), where another guide of the chain does.
    """

    when: When
    value: T
    modality: Modality
    origin: Origin
    origins: Mapping[str, Origin] = attrs.field(factory=dict[str, Origin], eq=False, metadata=SHOWN_ONLY)


@attrs.frozen
class Weaker(Generic[T]):
    """A value that a source of the guide states too, and that does not hold because another is stricter.

    Attributes:
        value: What it says.
        sources: Which source.
        modality: How strongly it means it; None: as strongly as what holds.
    """

    value: T
    sources: tuple[str, ...]
    modality: Modality | None = None


@attrs.frozen
class Setting(Generic[T]):
    """One decision of the municipality, with how strongly it is meant and where it comes from.

    Attributes:
        value: What is decided; the strictest where sources disagree.
        modality: How strongly it is meant.
        origin: Who states it.
        cases: What is decided otherwise where something is so, the first that is so counting.
        weaker: What other sources of the same guide say.
        origins: Who states how strongly it is meant ("modality"), where another guide of the chain does.
    """

    value: T | NotStated
    modality: Modality
    origin: Origin
    cases: tuple[SettingCase[T], ...] = ()
    weaker: tuple[Weaker[T], ...] = ()
    origins: Mapping[str, Origin] = attrs.field(factory=dict[str, Origin], eq=False, metadata=SHOWN_ONLY)

    def at(self, level: str | None, home: str | None) -> Setting[T]:
        """Return what holds on a level, for a kind of home service."""
        for case in self.cases:
            if case.when.holds(level, home):
                return Setting(case.value, case.modality, case.origin)
        return Setting(self.value, self.modality, self.origin, (), self.weaker) if self.cases else self


def decided(setting: Setting[T] | None) -> tuple[T, Setting[T]] | None:
    """Return what a setting decides, and the setting; None where it decides nothing or there is none."""
    return None if setting is None or isinstance(setting.value, NotStated) else (setting.value, setting)


def settings_in(rules: attrs.AttrsInstance) -> dict[str, Setting[Any]]:
    """Return the settings among the fields of a value, by the field's name."""
    held: dict[str, Any] = {field.name: getattr(rules, field.name) for field in attrs.fields(type(rules)) if field.init}
    return {name: one for name, one in held.items() if isinstance(one, Setting)}


def varies(rules: attrs.AttrsInstance) -> bool:
    """Tell whether one of the settings among the fields of a value holds otherwise in some cases."""
    return any(one.cases for one in settings_in(rules).values())


def settled(rules: R, level: str | None, home: str | None) -> R:
    """Return a value with each setting among its fields as it holds on a level, for a kind of home service."""
    changed = {name: one.at(level, home) for name, one in settings_in(rules).items() if one.cases}
    made: Any = rules  # evolving keeps the class, which its stub cannot say of a type variable
    whole: R = attrs.evolve(made, **changed) if changed else made
    return whole


@attrs.frozen
class ConsentScope:
    """What is decided of one scope of consent: the log, a service, a kind of meeting, a take-over or another.

    Each field is None where no guide of the chain says it; then the settings for all scopes hold, or the law.

    Attributes:
        id: The scope ("log", "service", "take_over"); "arena:" and an id for one kind of meeting.
        guardians: Which guardians must consent (law A-06).
        givers: Who consents from the age of one's own consent on (law A-30).
        own_age: From which age the young person does; with modality "may" they may be asked, and need not.
        forms: The accepted forms (law Q-04).
        asked_by: Who of the services asks for it.
        per: To whom it is given (law Q-06).
        holds_for: How long it may hold from the day it is given (law Q-08).
        renewed_on: The kinds of fact after which it has to be given anew.
        needs_new: Whether it is a consent of its own, beside that to the service (Sund: again when one takes over).
        withdrawal_closes: What taking it back closes (law Q-10).
        refusal_leaves: What a refusal leaves possible (law Q-12).
        origin: Who states it.
    """

    id: str
    guardians: Setting[Guardians] | None
    givers: Setting[Givers] | None
    own_age: Setting[int] | None
    forms: Setting[tuple[ConsentForm, ...]] | None
    per: Setting[ConsentPer] | None
    holds_for: Setting[Period] | None
    renewed_on: Setting[tuple[str, ...]] | None
    needs_new: Setting[bool] | None
    withdrawal_closes: Setting[WithdrawalCloses] | None
    refusal_leaves: Setting[tuple[RefusalLeaves, ...]] | None
    origin: Origin
    asked_by: Setting[tuple[LogHand, ...]] | None = None


@attrs.frozen
class ConsentRules:
    """The guide's rules of consent.

    Attributes:
        guardians: Which guardians must consent to the log (law A-06).
        own_age: From which age, in whole years, the young person must consent too (law A-30).
        forms: The accepted forms (law Q-04).
        withdrawal_closes_log: Whether a withdrawn or refused log consent closes an open log (law Q-10).
        withdrawal_ends_service: Whether a service whose consent is withdrawn leaves the case (law Q-10).
        scopes: What is decided of single scopes; what they do not say follows the settings here.
        per: To whom a consent is given (law Q-06); None where no guide says: to a service.
        school_waiver: Who lets school information out from 15 (law A-15); None: the pupil.
        child_welfare_age: From which age the young person lets child welfare's information out (law A-26); None: 15.
        asked_by: Who of the services asks for consent; None where no guide says.
        leap_day: On which day of a common year who is born on 29 February turns a year older; None: on 28 February.
    """

    guardians: Setting[Guardians]
    own_age: Setting[int]
    forms: Setting[tuple[ConsentForm, ...]]
    withdrawal_closes_log: Setting[bool]
    withdrawal_ends_service: Setting[bool]
    scopes: tuple[ConsentScope, ...] = ()
    per: Setting[ConsentPer] | None = None
    school_waiver: Setting[SchoolWaiver] | None = None
    child_welfare_age: Setting[int] | None = None
    leap_day: Setting[LeapBirthday] | None = None
    asked_by: Setting[tuple[LogHand, ...]] | None = None

    @property
    def leap(self) -> LeapBirthday:
        """Return on which day who is born on 29 February turns a year older."""
        stated = self.leap_day
        return LeapBirthday.FEB_28 if stated is None or isinstance(stated.value, NotStated) else stated.value

    def scope(self, scope_id: str) -> ConsentScope | None:
        """Return what is decided of a scope ("log", "service", "arena:resource_team"); None where nothing is.

        What is said of "arena" holds for each kind of meeting that has nothing of its own.
        """
        if not self.scopes:
            return None
        by_id = {one.id: one for one in self.scopes}
        return by_id.get(scope_id, by_id.get(scope_id.partition(":")[0]))
