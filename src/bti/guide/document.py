"""The shape of a guide's TOML file, before anything is resolved: its levels, services, roles and words, and the whole.

One class a table. Every field may be left out; None here means "not stated in this file", as in `bti.guide.tables`.
`bti.guide.reading` fills these classes; `bti.guide.resolving` merges those of an `extends` chain into the model.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import attrs

from bti.guide.model import HowMany, MeantPlace, Modality, Movement, OutcomeKind, Purpose, Status
from bti.guide.tables import DeadlineTable, DutyTable, Id, RequirementTable, SettingTable
from bti.guide.tables_arenas import ArenaTable, PathwayTable
from bti.guide.tables_relay import BatonTable, ConsentTable, LogTable, NotHeardTable, PrivacyTable, WhomTable
from bti.text import Text

__all__ = [
    "DefinitionTable",
    "Document",
    "LevelTable",
    "OutcomeTable",
    "RoleTable",
    "SaidTable",
    "ServiceTable",
    "SourceTable",
    "StepTable",
    "VariantTable",
    "WordsOnLevel",
    "WordsTable",
]


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
    until: dt.date | None = None


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
class SaidTable:
    """A rule that is stated and cannot be enforced."""

    id: Id
    text: Text | None = None
    about: str | None = None
    sources: tuple[str, ...] | None = None
    from_: dt.date | None = None
    until: dt.date | None = None


@attrs.frozen
class ToolTable:
    """What work is written with or looked up in: a form, a template, a record of the service, a guide to a talk."""

    id: Id
    title: Text | None = None
    about: str | None = None
    kept: Text | None = None
    address: str | None = None
    sources: tuple[str, ...] | None = None
    from_: dt.date | None = None
    until: dt.date | None = None


@attrs.frozen
class QuestionTable:
    """A question that an evaluation has to answer."""

    id: Id
    text: Text | None = None
    about: str | None = None
    sources: tuple[str, ...] | None = None
    from_: dt.date | None = None
    until: dt.date | None = None


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
    privacy: PrivacyTable | None = None
    whom: WhomTable | None = None
    not_heard: NotHeardTable | None = None
    words: WordsTable | None = None
    arena: tuple[ArenaTable, ...] | None = None
    arenas: tuple[Id, ...] | None = None
    pathway: tuple[PathwayTable, ...] | None = None
    pathways: tuple[Id, ...] | None = None
    deadline: tuple[DeadlineTable, ...] | None = None
    duty: tuple[DutyTable, ...] | None = None
    tool: tuple[ToolTable, ...] | None = None
    question: tuple[QuestionTable, ...] | None = None
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
    privacy: PrivacyTable | None = None
    whom: WhomTable | None = None
    not_heard: NotHeardTable | None = None
    words: WordsTable | None = None
    arena: tuple[ArenaTable, ...] | None = None
    arenas: tuple[Id, ...] | None = None
    pathway: tuple[PathwayTable, ...] | None = None
    pathways: tuple[Id, ...] | None = None
    deadline: tuple[DeadlineTable, ...] | None = None
    duty: tuple[DutyTable, ...] | None = None
    tool: tuple[ToolTable, ...] | None = None
    question: tuple[QuestionTable, ...] | None = None
    said: tuple[SaidTable, ...] | None = None
    variant: tuple[VariantTable, ...] | None = None
