"""The shape of the tables of a guide's TOML file on arenas and pathways."""

from __future__ import annotations

import datetime as dt

import attrs

from bti.dates import Period, Unit
from bti.guide.arenas import About, ArenaConsent, Attendance
from bti.guide.model import Modality
from bti.guide.pathways import PathwaySort
from bti.guide.tables import DeadlineTable, Id, RequirementTable, SettingTable
from bti.guide.vocabulary import Counted
from bti.text import Text

__all__ = [
    "AfterTable",
    "ArenaTable",
    "CountTable",
    "FrequencyTable",
    "OwnStepTable",
    "PathwayTable",
]


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
    one_of: SettingTable[tuple[str, ...]] | None = None
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
    until: dt.date | None = None


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
    until: dt.date | None = None
