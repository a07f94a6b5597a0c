"""The generated pages about guides: each bundled guide as a diagram, and the format by its tables and keys."""

from __future__ import annotations

import datetime as dt
import enum
import inspect
import re
import types
import typing
from collections.abc import Iterator, Mapping
from typing import Any, Final

import attrs

import bti.guide.document as document
from bti import bundled, load_guide
from bti.check import check_guide
from bti.dates import Period
from bti.explore import guide_mermaid
from bti.guide import model, settings
from bti.guide.document import Document, SettingTable
from bti.guide.model import Guide
from bti.guide.structuring import keys_of
from bti.guide.vocabulary import MEETINGS, SHARED_WITH, day_fields
from bti.text import Text

__all__ = ["guides", "reference"]

_GUIDES: Final = """\
# The guides

The guides that come with bti, as diagrams. A full green line: the guide states it itself. A broken grey line: it is
inherited from a guide that it extends, and so has not been decided by the municipality. `bti guide show ID` tells the
same in text, and `bti guide show ID --format html` as a page with everything on it.
"""

_REFERENCE: Final = """\
# The format of a guide, table by table

Made from the code that reads guides. [The page that teaches the format](guide-format.md) builds a small guide step by
step; this one is for looking up. What is marked "required" must stand in the file or in a guide it extends; everything
else may be left out, and then is not stated.
"""

_TABLES: Final[tuple[tuple[type, str, type | None], ...]] = (
    (Document, "The file itself", Guide),
    (document.SourceTable, "`[[source]]`", model.Source),
    (document.LevelTable, "`[[level]]`", model.Level),
    (document.DefinitionTable, "`[level.definition]`", model.Definition),
    (document.StepTable, "`[[level.step]]`", model.Step),
    (document.OutcomeTable, "`[[level.step.outcome]]`", model.Outcome),
    (document.DeadlineTable, "`[[level.step.deadline]]`", model.Deadline),
    (document.RequirementTable, "A requirement: `entry`, `completion`, `requires`", model.Requirement),
    (document.ConditionTable, "A condition in a requirement", model.Condition),
    (document.BatonTable, "`[baton]`", settings.BatonRules),
    (document.HoldersTable, "`[baton.level.<id>]`", settings.Holders),
    (document.ConsentTable, "`[consent]`", settings.ConsentRules),
    (document.LogTable, "`[log]`", settings.LogRules),
    (document.ServiceTable, "`[[service]]`", model.ServiceKind),
    (document.RoleTable, "`[[role]]`", model.Role),
    (document.SaidTable, "`[[said]]`", model.Said),
    (document.WordsTable, "`[words]`", None),
    (document.WordsOnLevel, "`[words.on_level.<id>]`", None),
    (document.VariantTable, "`[[variant]]`", model.Variant),
    (SettingTable, "A setting with its ground", settings.Setting),
)

_NEEDED: Final[Mapping[type, tuple[str, ...]]] = {
    Document: ("id", "version", "title"),
    document.LevelTable: ("id", "title"),
    document.StepTable: ("id", "title", "purpose"),
    document.OutcomeTable: ("id", "label", "kind"),
    document.DeadlineTable: ("id",),
    document.ServiceTable: ("id", "label"),
    document.RoleTable: ("id", "label"),
    document.SaidTable: ("id", "text"),
    document.SourceTable: ("id",),
    document.ConditionTable: ("is_",),
}

_OTHERWISE: Final[Mapping[tuple[type, str], str]] = {
    (Document, "status"): "draft",
    (Document, "languages"): "those of the title",
    (document.LevelTable, "label"): "the id",
    (document.StepTable, "label"): "the id",
    (document.DeadlineTable, "field"): "`at`: the day it happened",
    (document.DeadlineTable, "unit"): "calendar",
    (document.DeadlineTable, "modality"): "should",
    (document.RequirementTable, "modality"): "must",
    (document.ConditionTable, "since"): "case",
    (document.RoleTable, "leads"): "false",
    (document.ServiceTable, "strict"): "false",
    (SettingTable, "modality"): "must",
}

_MEANINGS: Final[Mapping[str, str]] = {
    "id": "Its name, for others to point to.",
    "title": "What it is called.",
    "address": "Where it can be read.",
    "uses": "The ids of the fragments it takes parts from; what they state counts as stated here.",
    "fragment": "Whether this file is a fragment: parts for other guides, and no guide by itself.",
    "variant": "What holds otherwise by kind of home service.",
    "holder": "What the baton holder is called.",
    "log": "What the relay log is called; in other tables, its rules.",
    "concern": "What a concern is called.",
    "on_level": "Words on one level, by its id.",
    "extends": "The id of the guide this one is built on; what this one does not say stands there.",
    "source": "What the guide is built on.",
    "level": "The levels.",
    "levels": "The ids of the levels that stand, in order; leaves out inherited ones.",
    "service": "The kinds of service.",
    "services": "The ids of the kinds of service that stand, in order.",
    "role": "The roles.",
    "roles": "The ids of the roles that stand, in order.",
    "baton": "Rules of the baton.",
    "step": "The steps.",
    "steps": "The ids of the steps that stand, in order; leaves out inherited ones.",
    "outcome": "How the step can end.",
    "outcomes": "The ids of the outcomes that stand, in order; leaves out inherited ones.",
    "deadline": "The time limits; an empty list says that there are none.",
    "to": 'Where it leads: levels or steps ("2", "1.2", or "1/1.2" for both).',
    "field": "Which date of the start counts.",
    "sources": 'On what ground: the id of a source and perhaps a place ("plan 3.2"), "setting", or "law A-30".',
}


def guides() -> Iterator[str]:
    """Write each bundled guide as a diagram, with how much of it is its own."""
    yield _GUIDES
    for one in bundled():
        guide = load_guide(one)
        counts = check_guide(one).counts
        yield f"## {guide.title('nb')}\n"
        status = f"`{guide.id}`, version {guide.version}, {guide.status.value.replace('_', ' ')}"
        if counts is not None:
            status += f". Stated: {counts.stated}; inherited: {counts.inherited}; said and not enforced: {counts.said}"
            status += f"; not stated: {counts.not_stated}"
        yield f"{status}.\n"
        yield from _diagram(guide)
        for variant in guide.variants:
            yield f"### {variant.guide.title('nb')}\n"
            yield f"The variant `{variant.id}`, where the home service is {', '.join(variant.home)}.\n"
            yield from _diagram(variant.guide)


def _diagram(guide: Guide) -> Iterator[str]:
    yield "```mermaid"
    yield guide_mermaid(guide, "nb").rstrip("\n")
    yield "```\n"


def reference() -> Iterator[str]:
    """Write every table of the format with its keys."""
    yield _REFERENCE
    for table, title, meant in _TABLES:
        yield f"## {title}\n"
        yield f"{_first_lines(table)}\n"
        yield "| key | what stands there | left out | meaning |"
        yield "|---|---|---|---|"
        hints = typing.get_type_hints(table)
        for field in attrs.fields(table):
            for key in keys_of(table, field.name):
                yield _row(table, field.name, key, hints[field.name], meant)
        yield ""
    yield "## Kinds of fact a deadline can start from or be kept by\n"
    yield "Each with the dates of it that `field` can name.\n"
    for kind, fields in day_fields().items():
        yield f"- `{kind}`: {', '.join(f'`{one}`' for one in fields)}"


def _row(table: type, name: str, key: str, hint: Any, meant: type | None) -> str:
    needed = name in _NEEDED.get(table, ())
    otherwise = "required" if needed else _OTHERWISE.get((table, name), "not stated")
    lists = name.endswith("s") and any(field.name == name.removesuffix("s") for field in attrs.fields(table))
    meaning = "" if lists else _meaning(meant, name)
    meaning = meaning or _MEANINGS.get(name, "–")
    if table is document.ConditionTable and name == "with_":
        meaning += f" One of {_listed(SHARED_WITH)}; or one of {_listed(MEETINGS)}."
    cells = (f"`{key}`", _kind(hint), otherwise, meaning)
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def _listed(words: tuple[str, ...]) -> str:
    return ", ".join(f"`{word}`" for word in words)


def _meaning(meant: type | None, name: str) -> str:
    """Return what the docstring of the model says of a field."""
    if meant is None:
        return ""
    said = re.search(rf"^ +{name}: (.+(?:\n {{8,}}.+)*)", "\n" + inspect.cleandoc(meant.__doc__ or ""), re.MULTILINE)
    return " ".join(said[1].split()) if said else ""


def _kind(hint: Any) -> str:
    """Return in words what may stand for a type."""
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin in (types.UnionType, typing.Union):
        return " or ".join(dict.fromkeys(_kind(one) for one in inner if one is not type(None)))
    if origin is tuple:
        return f"a list: {_kind(inner[0])}"
    if origin is SettingTable:
        return f"{_kind(inner[0])}; or a setting with its ground"
    if origin is not None:
        return f"tables by id: {_kind(inner[-1])}"
    if isinstance(hint, type) and issubclass(hint, enum.Enum):
        return ", ".join(f'`"{one.value}"`' for one in hint)
    return _WORDS.get(hint) or _ONES.get(hint) or "a value of the setting"


_WORDS: Final[Mapping[Any, str]] = {
    str: "text in quotes",
    bool: "`true` or `false`",
    int: "a whole number",
    Text: 'a text by language: `{nb = "…", nn = "…"}`',
    Period: 'a length: `"P14D"`, `"P2W"`, `"P1M"`',
    document.Id: "a name: letters, digits, `.`, `_`, `-`",
    dt.date: "a date without quotes: `2026-07-01`",
}
_ONES: Final[Mapping[Any, str]] = {table: title.split(":")[0].lower().removeprefix("a ") for table, title, _ in _TABLES}


def _first_lines(thing: type) -> str:
    return " ".join(inspect.cleandoc(thing.__doc__ or "").split("\n\nAttributes:")[0].split())
