"""The shape of a guide's TOML file, before anything is resolved.

One class a table. Every field may be left out; None here means "not stated in this file". An empty list means "none",
and for requirements the word "none" does. `bti.guide.reading` fills these classes, `bti.guide.resolving` merges the
documents of an `extends` chain into the model. A field that would be a word of Python has a `_` after it that the file
does not have: a part with `from` holds from that date on (`bti.guide.phasing`).
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Mapping
from typing import Generic, NewType, TypeVar

import attrs

from bti.dates import Period, Rounding, Unit
from bti.guide.arenas import About, ArenaConsent, Attendance
from bti.guide.model import (
    Appointment,
    ConditionName,
    ConsentForm,
    ConsentPer,
    CoordinatorMeans,
    Givers,
    Guardians,
    HowMany,
    LogAndPlan,
    LogHand,
    LogKeeping,
    LogUse,
    MeantPlace,
    Modality,
    Movement,
    OnLevelChange,
    OutcomeKind,
    Purpose,
    RefusalLeaves,
    Since,
    Status,
    WithdrawalCloses,
)
from bti.guide.pathways import PathwaySort
from bti.guide.vocabulary import Counted
from bti.text import Text

__all__ = [
    "AfterTable",
    "ArenaTable",
    "BatonTable",
    "CaseTable",
    "ConditionTable",
    "ConflictTable",
    "ConsentTable",
    "CountTable",
    "DeadlineTable",
    "DefinitionTable",
    "Document",
    "DutyTable",
    "FrequencyTable",
    "HoldersTable",
    "Id",
    "LevelTable",
    "LimitWhenTable",
    "LogTable",
    "NotHeardTable",
    "OutcomeTable",
    "OwnStepTable",
    "PathwayTable",
    "RequirementTable",
    "RoleTable",
    "SaidTable",
    "ScopeTable",
    "ServiceTable",
    "SettingTable",
    "SourceTable",
    "StepTable",
    "VariantTable",
    "WhenTable",
    "WordsOnLevel",
    "WordsTable",
    "Written",
]

T = TypeVar("T")

Id = NewType("Id", str)
"""A name that other parts of a guide refer to: letters, digits, `.`, `_` and `-`."""


@attrs.frozen
class WhenTable:
    """Where a decision holds: on some levels, for some kinds of home service, or both."""

    level: tuple[Id, ...] | None = None
    home: tuple[Id, ...] | None = None


@attrs.frozen
class CaseTable(Generic[T]):
    """What is decided otherwise where something is so, or from a date on."""

    value: T
    when: WhenTable | None = None
    modality: Modality | None = None
    sources: tuple[str, ...] | None = None
    from_: dt.date | None = None


@attrs.frozen
class ConflictTable(Generic[T]):
    """One of several values that the municipality's own sources state, and that disagree."""

    value: T
    sources: tuple[str, ...]
    modality: Modality | None = None


@attrs.frozen
class SettingTable(Generic[T]):
    """One decision: `own_age = 15`, or `own_age = {value = 15, modality = "must", sources = ["law A-30"]}`.

    With `when` it holds only there, and what a guide further off states holds elsewhere; `cases` adds what is decided
    otherwise; `conflict` gives the values of sources that disagree, of which the stricter holds.
    """

    value: T | None = None
    modality: Modality | None = None
    sources: tuple[str, ...] | None = None
    when: WhenTable | None = None
    cases: tuple[CaseTable[T], ...] | None = None
    conflict: tuple[ConflictTable[T], ...] | None = None
    from_: dt.date | None = None


class Written(enum.Enum):
    """In which of its forms a requirement is written."""

    TABLE = "table"
    ONE = "one"  # a condition by itself
    LIST = "list"  # conditions that must all be met
    NONE = "none"  # the word: it is stated that nothing is required


@attrs.frozen
class ConditionTable:
    """One condition: `"goal_agreed"`, or `{is = "concern_shared", with = "guardian", since = "round"}`."""

    is_: ConditionName
    since: Since | None = None
    with_: str | None = None
    after: ConditionName | None = None
    same_act_as: ConditionName | None = None
    same_meeting_as: ConditionName | None = None


@attrs.frozen
class RequirementTable:
    """Conditions joined; `"goal_agreed"` and `["goal_agreed", "measure_planned"]` are short for `all_of`.

    `written` remembers the short forms, so that problems can say where something stands in the file.
    """

    all_of: tuple[ConditionTable | RequirementTable, ...] | None = None
    any_of: tuple[ConditionTable | RequirementTable, ...] | None = None
    unless: ConditionTable | RequirementTable | None = None
    modality: Modality | None = None
    sources: tuple[str, ...] | None = None
    from_: dt.date | None = None
    written: Written = Written.TABLE


@attrs.frozen
class LimitWhenTable:
    """In which cases a time limit or a duty holds; all that is given has to be so."""

    level: tuple[Id, ...] | None = None
    pathway: tuple[str, ...] | None = None
    not_pathway: tuple[str, ...] | None = None
    category: tuple[str, ...] | None = None
    condition: RequirementTable | None = None
    current: bool | None = None


@attrs.frozen
class DeadlineTable:
    """A time limit, counted or in words."""

    id: Id
    start: str | None = None
    field: str | None = None
    length: Period | None = None
    unit: Unit | None = None
    rounding: Rounding | None = None
    fulfilled_by: str | None = None
    with_: Mapping[str, str] | None = None
    not_before: Period | None = None
    not_after: Period | None = None
    recurs: Period | None = None
    times: int | None = None
    restart_on: tuple[str, ...] | None = None
    when: LimitWhenTable | None = None
    words: Text | None = None
    modality: Modality | None = None
    sources: tuple[str, ...] | None = None
    from_: dt.date | None = None


@attrs.frozen
class DutyTable:
    """What somebody owes, in words, with a time limit or without."""

    id: Id
    what: Text | None = None
    who: str | None = None
    start: str | None = None
    field: str | None = None
    due: Period | None = None
    unit: Unit | None = None
    rounding: Rounding | None = None
    fulfilled_by: str | None = None
    with_: Mapping[str, str] | None = None
    when: LimitWhenTable | None = None
    outlives_closing: bool | None = None
    modality: Modality | None = None
    sources: tuple[str, ...] | None = None
    from_: dt.date | None = None


@attrs.frozen
class OutcomeTable:
    """One way a step can end; `to` names levels or steps ("2", "1.2", "1/1.2")."""

    id: Id
    label: Text | None = None
    kind: OutcomeKind | None = None
    to: tuple[str, ...] | None = None
    requires: RequirementTable | None = None
    body: Text | None = None
    sources: tuple[str, ...] | None = None
    from_: dt.date | None = None


@attrs.frozen
class StepTable:
    """A step; `outcomes` may list the outcomes that stand, in order, and so leave out inherited ones."""

    id: Id
    label: str | None = None
    title: Text | None = None
    purpose: Purpose | None = None
    entry: RequirementTable | None = None
    completion: RequirementTable | None = None
    skippable: SettingTable[bool] | None = None
    revisitable: SettingTable[bool] | None = None
    outcome: tuple[OutcomeTable, ...] | None = None
    outcomes: tuple[Id, ...] | None = None
    deadline: tuple[DeadlineTable, ...] | None = None
    sources: tuple[str, ...] | None = None
    from_: dt.date | None = None


@attrs.frozen
class DefinitionTable:
    """What makes a case one of a level: how many services, of which kinds, where the measures are, or words."""

    services: HowMany | None = None
    kinds: tuple[Id, ...] | None = None
    place: MeantPlace | None = None
    words: Text | None = None
    modality: Modality | None = None
    sources: tuple[str, ...] | None = None
    from_: dt.date | None = None


@attrs.frozen
class LevelTable:
    """A level; `steps` may list the steps that stand, in order, and so leave out inherited ones."""

    id: Id
    label: str | None = None
    title: Text | None = None
    purpose: Text | None = None
    definition: DefinitionTable | None = None
    movement: SettingTable[Movement] | None = None
    step: tuple[StepTable, ...] | None = None
    steps: tuple[Id, ...] | None = None
    deadline: tuple[DeadlineTable, ...] | None = None
    sources: tuple[str, ...] | None = None
    from_: dt.date | None = None


@attrs.frozen
class ServiceTable:
    """A kind of service."""

    id: Id
    label: Text | None = None
    strict: bool | None = None
    sources: tuple[str, ...] | None = None
    from_: dt.date | None = None


@attrs.frozen
class RoleTable:
    """A professional role."""

    id: Id
    label: Text | None = None
    services: tuple[Id, ...] | None = None
    leads: bool | None = None
    sources: tuple[str, ...] | None = None
    from_: dt.date | None = None


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
    forms: SettingTable[tuple[ConsentForm, ...]] | None = None
    per: SettingTable[ConsentPer] | None = None
    holds_for: SettingTable[Period] | None = None
    renewed_on: SettingTable[tuple[str, ...]] | None = None
    needs_new: SettingTable[bool] | None = None
    withdrawal_closes: SettingTable[WithdrawalCloses] | None = None
    refusal_leaves: SettingTable[tuple[RefusalLeaves, ...]] | None = None
    sources: tuple[str, ...] | None = None
    from_: dt.date | None = None


@attrs.frozen
class ConsentTable:
    """Rules of consent."""

    guardians: SettingTable[Guardians] | None = None
    own_age: SettingTable[int] | None = None
    forms: SettingTable[tuple[ConsentForm, ...]] | None = None
    withdrawal_closes_log: SettingTable[bool] | None = None
    withdrawal_ends_service: SettingTable[bool] | None = None
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


@attrs.frozen
class SaidTable:
    """A rule that is stated and cannot be enforced."""

    id: Id
    text: Text | None = None
    about: str | None = None
    sources: tuple[str, ...] | None = None
    from_: dt.date | None = None


@attrs.frozen
class WordsOnLevel:
    """How the municipality calls things on one level."""

    holder: Text | None = None
    log: Text | None = None
    level: Text | None = None
    concern: Text | None = None
    sources: tuple[str, ...] | None = None


@attrs.frozen
class WordsTable:
    """How the municipality calls things; `[words.on_level.3]` holds its words on one level."""

    holder: Text | None = None
    log: Text | None = None
    level: Text | None = None
    concern: Text | None = None
    on_level: Mapping[str, WordsOnLevel] | None = None
    sources: tuple[str, ...] | None = None


@attrs.frozen
class FrequencyTable:
    """How often an arena meets: `{times = 2, every = "P6M"}`, words, or both."""

    times: int | None = None
    every: Period | None = None
    words: Text | None = None
    sources: tuple[str, ...] | None = None


@attrs.frozen
class AfterTable:
    """What has to be done after a meeting in an arena."""

    id: Id
    what: Text | None = None
    who: Id | None = None
    within: Period | None = None
    unit: Unit | None = None
    fulfilled_by: str | None = None
    sources: tuple[str, ...] | None = None


@attrs.frozen
class ArenaTable:
    """A kind of meeting the municipality has, with its own rules."""

    id: Id
    title: Text | None = None
    about: About | None = None
    purpose: Text | None = None
    widens: Id | None = None
    convener: SettingTable[tuple[str, ...]] | None = None
    initiative: SettingTable[tuple[str, ...]] | None = None
    services: SettingTable[tuple[str, ...]] | None = None
    roles: SettingTable[tuple[str, ...]] | None = None
    guardians: SettingTable[Attendance] | None = None
    child: SettingTable[Attendance] | None = None
    from_age: SettingTable[int] | None = None
    to_age: SettingTable[int] | None = None
    consent: SettingTable[ArenaConsent] | None = None
    levels: SettingTable[tuple[str, ...]] | None = None
    counts_as_level: SettingTable[str] | None = None
    frequency: FrequencyTable | None = None
    place: Text | None = None
    substitutes: SettingTable[bool] | None = None
    log_replaces_minutes: SettingTable[bool] | None = None
    forms: SettingTable[tuple[Text, ...]] | None = None
    after: tuple[AfterTable, ...] | None = None
    sources: tuple[str, ...] | None = None
    from_: dt.date | None = None


@attrs.frozen
class CountTable:
    """How much of something opens a pathway: `{counted = "days_undocumented", at_least = 3, within = "P30D"}`."""

    id: Id
    counted: Counted | None = None
    at_least: int | None = None
    within: Period | None = None
    modality: Modality | None = None
    words: Text | None = None
    sources: tuple[str, ...] | None = None


@attrs.frozen
class OwnStepTable:
    """A step of a pathway."""

    id: Id
    title: Text | None = None
    requires: RequirementTable | None = None
    deadline: tuple[DeadlineTable, ...] | None = None
    sources: tuple[str, ...] | None = None


@attrs.frozen
class PathwayTable:
    """A special pathway; `steps` may list the steps that stand, in order, and so leave out inherited ones."""

    id: Id
    title: Text | None = None
    sort: PathwaySort | None = None
    purpose: Text | None = None
    home: tuple[Id, ...] | None = None
    entry: RequirementTable | None = None
    count: tuple[CountTable, ...] | None = None
    recipients: SettingTable[tuple[str, ...]] | None = None
    step: tuple[OwnStepTable, ...] | None = None
    steps: tuple[Id, ...] | None = None
    deadline: tuple[DeadlineTable, ...] | None = None
    closes: RequirementTable | None = None
    sources: tuple[str, ...] | None = None
    from_: dt.date | None = None


@attrs.frozen
class VariantTable:
    """What a guide says otherwise where the home service is of certain kinds ("school", "health station")."""

    id: Id
    home: tuple[Id, ...] | None = None
    title: Text | None = None
    level: tuple[LevelTable, ...] | None = None
    levels: tuple[Id, ...] | None = None
    entries: SettingTable[tuple[str, ...]] | None = None
    role: tuple[RoleTable, ...] | None = None
    roles: tuple[Id, ...] | None = None
    baton: BatonTable | None = None
    consent: ConsentTable | None = None
    log: LogTable | None = None
    not_heard: NotHeardTable | None = None
    words: WordsTable | None = None
    arena: tuple[ArenaTable, ...] | None = None
    arenas: tuple[Id, ...] | None = None
    pathway: tuple[PathwayTable, ...] | None = None
    pathways: tuple[Id, ...] | None = None
    deadline: tuple[DeadlineTable, ...] | None = None
    duty: tuple[DutyTable, ...] | None = None
    said: tuple[SaidTable, ...] | None = None
    missing: tuple[Text, ...] | None = None
    sources: tuple[str, ...] | None = None
    from_: dt.date | None = None


@attrs.frozen
class SourceTable:
    """A page, law or decision the guide is built on."""

    id: Id
    title: str | None = None
    address: str | None = None


@attrs.frozen
class Document:
    """One file."""

    id: Id
    version: str
    title: Text
    status: Status | None = None
    extends: Id | None = None
    uses: tuple[Id, ...] | None = None
    fragment: bool | None = None
    place: str | None = None
    in_force_from: dt.date | None = None
    languages: tuple[str, ...] | None = None
    missing: tuple[Text, ...] | None = None
    source: tuple[SourceTable, ...] | None = None
    level: tuple[LevelTable, ...] | None = None
    levels: tuple[Id, ...] | None = None
    entries: SettingTable[tuple[str, ...]] | None = None
    service: tuple[ServiceTable, ...] | None = None
    services: tuple[Id, ...] | None = None
    role: tuple[RoleTable, ...] | None = None
    roles: tuple[Id, ...] | None = None
    baton: BatonTable | None = None
    consent: ConsentTable | None = None
    log: LogTable | None = None
    not_heard: NotHeardTable | None = None
    words: WordsTable | None = None
    arena: tuple[ArenaTable, ...] | None = None
    arenas: tuple[Id, ...] | None = None
    pathway: tuple[PathwayTable, ...] | None = None
    pathways: tuple[Id, ...] | None = None
    deadline: tuple[DeadlineTable, ...] | None = None
    duty: tuple[DutyTable, ...] | None = None
    said: tuple[SaidTable, ...] | None = None
    variant: tuple[VariantTable, ...] | None = None
