"""The shape of what stands in many tables of a guide's TOML file: settings, requirements, time limits and duties.

One class a table. Every field may be left out; None here means "not stated in this file". An empty list means "none",
and for requirements the word "none" does. A field that would be a word of Python has a `_` after it that the file does
not have: a part with `from` holds from that date on, one with `until` up to and with that date (`bti.guide.phasing`).
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Mapping
from typing import Generic, NewType, TypeVar

import attrs

from bti.dates import Period, Rounding, Unit
from bti.guide.model import ConditionName, Modality, Since
from bti.text import Text

__all__ = [
    "CaseTable",
    "ConditionTable",
    "ConflictTable",
    "DeadlineTable",
    "DutyTable",
    "Id",
    "LimitWhenTable",
    "RequirementTable",
    "SettingTable",
    "WhenTable",
    "Written",
]

T = TypeVar("T")


Id = NewType("Id", str)


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
    until: dt.date | None = None


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
    until: dt.date | None = None


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
    after_with: str | None = None
    present: tuple[str, ...] | None = None
    invited: tuple[str, ...] | None = None


@attrs.frozen
class RequirementTable:
    """Conditions joined; `"goal_agreed"` and `["goal_agreed", "measure_planned"]` are short for `all_of`."""

    all_of: tuple[ConditionTable | RequirementTable, ...] | None = None
    any_of: tuple[ConditionTable | RequirementTable, ...] | None = None
    unless: ConditionTable | RequirementTable | None = None
    modality: Modality | None = None
    sources: tuple[str, ...] | None = None
    from_: dt.date | None = None
    until: dt.date | None = None
    written: Written = Written.TABLE
    """Which short form it was written in, so that problems can say where something stands in the file."""


@attrs.frozen
class LimitWhenTable:
    """In which cases a time limit or a duty holds; all that is given has to be so."""

    level: tuple[Id, ...] | None = None
    pathway: tuple[str, ...] | None = None
    not_pathway: tuple[str, ...] | None = None
    category: tuple[str, ...] | None = None
    condition: RequirementTable | None = None
    current: bool | None = None
    home: tuple[Id, ...] | None = None


@attrs.frozen
class DeadlineTable:
    """A time limit, counted or in words."""

    id: Id
    who: str | None = None
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
    until: dt.date | None = None


@attrs.frozen
class DutyTable:
    """What somebody owes, in words: once by a time limit, again and again, or as lasting work that no fact fulfils."""

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
    recurs: Period | None = None
    times: int | None = None
    when: LimitWhenTable | None = None
    outlives_closing: bool | None = None
    modality: Modality | None = None
    sources: tuple[str, ...] | None = None
    from_: dt.date | None = None
    until: dt.date | None = None
