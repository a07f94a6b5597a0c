"""The shape of the tables of a guide's TOML file on baton, consent, log, privacy, whom it is for, who is unheard."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import attrs

from bti.dates import LeapBirthday, Period
from bti.guide.model import (
    Appointment,
    ConsentForm,
    ConsentPer,
    CoordinatorMeans,
    FormerReads,
    Givers,
    Guardians,
    LogAndPlan,
    LogHand,
    LoginLevel,
    LogKeeping,
    LogUse,
    OnLevelChange,
    RefusalLeaves,
    Retention,
    SchoolWaiver,
    WithdrawalCloses,
)
from bti.guide.tables import Id, RequirementTable, SettingTable
from bti.text import Text

__all__ = [
    "BatonTable",
    "ConsentTable",
    "HoldersTable",
    "LogTable",
    "NotHeardTable",
    "PrivacyTable",
    "ScopeTable",
    "WhomTable",
]


@attrs.frozen
class HoldersTable:
    """Who may hold the baton on one level, by role ids."""

    eligible: tuple[Id, ...] | None = None
    preferred: tuple[Id, ...] | None = None
    exceptional: tuple[Id, ...] | None = None
    excluded: tuple[Id, ...] | None = None
    decided_in: Text | None = None
    sources: tuple[str, ...] | None = None
    from_: dt.date | None = None
    until: dt.date | None = None


@attrs.frozen
class BatonTable:
    """Rules of the baton; `[baton.level.1]` holds those of one level."""

    from_level: SettingTable[str] | None = None
    appointment: SettingTable[Appointment] | None = None
    on_level_change: SettingTable[OnLevelChange] | None = None
    coordinator: SettingTable[CoordinatorMeans] | None = None
    from_step: SettingTable[str] | None = None
    from_event: RequirementTable | None = None
    appointed_by: SettingTable[tuple[str, ...]] | None = None
    dispute_body: SettingTable[Text] | None = None
    reminder: SettingTable[Period] | None = None
    criteria: SettingTable[tuple[Text, ...]] | None = None
    level: Mapping[str, HoldersTable] | None = None
    sources: tuple[str, ...] | None = None


@attrs.frozen
class ScopeTable:
    """What is decided of one scope of consent; "arena:" and an id for one kind of meeting."""

    id: str
    guardians: SettingTable[Guardians] | None = None
    givers: SettingTable[Givers] | None = None
    own_age: SettingTable[int] | None = None
    asked_by: SettingTable[tuple[LogHand, ...]] | None = None
    forms: SettingTable[tuple[ConsentForm, ...]] | None = None
    per: SettingTable[ConsentPer] | None = None
    holds_for: SettingTable[Period] | None = None
    renewed_on: SettingTable[tuple[str, ...]] | None = None
    needs_new: SettingTable[bool] | None = None
    withdrawal_closes: SettingTable[WithdrawalCloses] | None = None
    refusal_leaves: SettingTable[tuple[RefusalLeaves, ...]] | None = None
    sources: tuple[str, ...] | None = None
    from_: dt.date | None = None
    until: dt.date | None = None


@attrs.frozen
class ConsentTable:
    """Rules of consent."""

    guardians: SettingTable[Guardians] | None = None
    own_age: SettingTable[int] | None = None
    asked_by: SettingTable[tuple[LogHand, ...]] | None = None
    forms: SettingTable[tuple[ConsentForm, ...]] | None = None
    withdrawal_closes_log: SettingTable[bool] | None = None
    withdrawal_ends_service: SettingTable[bool] | None = None
    per: SettingTable[ConsentPer] | None = None
    school_waiver: SettingTable[SchoolWaiver] | None = None
    child_welfare_age: SettingTable[int] | None = None
    leap_day: SettingTable[LeapBirthday] | None = None
    scope: tuple[ScopeTable, ...] | None = None
    sources: tuple[str, ...] | None = None


@attrs.frozen
class LogTable:
    """Rules of the relay log."""

    from_level: SettingTable[str] | None = None
    contents: SettingTable[tuple[Text, ...]] | None = None
    individual_plan: SettingTable[LogAndPlan] | None = None
    from_step: SettingTable[str] | None = None
    from_event: RequirementTable | None = None
    use: SettingTable[LogUse] | None = None
    keeping: SettingTable[tuple[LogKeeping, ...]] | None = None
    opened_by: SettingTable[tuple[LogHand, ...]] | None = None
    closed_by: SettingTable[tuple[LogHand, ...]] | None = None
    written_by: SettingTable[tuple[LogHand, ...]] | None = None
    replaces_minutes: SettingTable[bool] | None = None
    evidence_for_referral: SettingTable[bool] | None = None
    sources: tuple[str, ...] | None = None


@attrs.frozen
class NotHeardTable:
    """Where a family turns that was not heard."""

    body: Text | None = None
    how: Text | None = None
    sources: tuple[str, ...] | None = None
    from_: dt.date | None = None
    until: dt.date | None = None


@attrs.frozen
class WhomTable:
    """Whom the guide is for: in its words, by age, and whether a pregnancy is within it."""

    text: Text | None = None
    from_age: SettingTable[int] | None = None
    to_age: SettingTable[int] | None = None
    expecting: SettingTable[bool] | None = None
    sources: tuple[str, ...] | None = None
    from_: dt.date | None = None
    until: dt.date | None = None


@attrs.frozen
class PrivacyTable:
    """Small places, keeping and archiving, and who logs in."""

    anonymity_threshold: SettingTable[int] | None = None
    login_level: SettingTable[LoginLevel] | None = None
    access_log_kept: SettingTable[Period] | None = None
    former_participants: SettingTable[FormerReads] | None = None
    retention: SettingTable[Retention] | None = None
    archive_target: SettingTable[Text] | None = None
    sources: tuple[str, ...] | None = None
