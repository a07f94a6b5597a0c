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
import bti.guide.tables as tables
import bti.guide.tables_arenas as tables_arenas
import bti.guide.tables_relay as tables_relay
from bti import bundled, load_guide
from bti.check import check_guide
from bti.dates import Period
from bti.explore import guide_mermaid
from bti.guide import model
from bti.guide.arenas import CALLERS, SITTING
from bti.guide.document import Document
from bti.guide.model import Guide
from bti.guide.speech import field_in_words
from bti.guide.structuring import keys_of
from bti.guide.tables import SettingTable
from bti.guide.vocabulary import (
    DUTIES,
    HEARD,
    MEETINGS,
    MINUTES_FOR,
    ORDERED,
    PEOPLE,
    PLACES,
    SHARED_WITH,
    SORTS,
    day_fields,
    fact_words,
)
from bti.text import Text
from docs.condition_pages import conditions

__all__ = ["guides", "reference"]

_GUIDES: Final = """\
# The guides

The guides that come with bti, as diagrams. A full green line: the guide states it itself. A broken grey line: it is
inherited from a guide that it extends, and so has not been decided by the municipality. A broken green line: the step
is inherited, and the guide says something more of it. `bti guide show ID` tells the same in text, and
`bti guide show ID --format html` as a page with everything on it.
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
    (tables.DeadlineTable, "`[[level.step.deadline]]`, `[[level.deadline]]`, `[[deadline]]`", model.Deadline),
    (tables.DutyTable, "`[[duty]]`", model.GuideDuty),
    (tables.LimitWhenTable, "In which cases a time limit or a duty holds: `when`", model.LimitWhen),
    (tables.RequirementTable, "A requirement: `entry`, `completion`, `requires`", model.Requirement),
    (tables.ConditionTable, "A condition in a requirement", model.Condition),
    (tables_relay.BatonTable, "`[baton]`", model.BatonRules),
    (tables_relay.HoldersTable, "`[baton.level.<id>]`", model.Holders),
    (tables_relay.ConsentTable, "`[consent]`", model.ConsentRules),
    (tables_relay.ScopeTable, "`[[consent.scope]]`", model.ConsentScope),
    (tables_relay.LogTable, "`[log]`", model.LogRules),
    (tables_relay.PrivacyTable, "`[privacy]`", model.Privacy),
    (document.ServiceTable, "`[[service]]`", model.ServiceKind),
    (document.RoleTable, "`[[role]]`", model.Role),
    (tables_relay.WhomTable, "`[whom]`", model.Whom),
    (tables_relay.NotHeardTable, "`[not_heard]`", model.NotHeard),
    (document.ToolTable, "`[[tool]]`", model.Tool),
    (document.QuestionTable, "`[[question]]`", model.EvaluationQuestion),
    (document.SaidTable, "`[[said]]`", model.Said),
    (document.WordsTable, "`[words]`", None),
    (document.WordsOnLevel, "`[words.on_level.<id>]`", None),
    (tables_arenas.ArenaTable, "`[[arena]]`", model.Arena),
    (tables_arenas.FrequencyTable, "`[arena.frequency]`", model.Frequency),
    (tables_arenas.AfterTable, "`[[arena.after]]`", model.After),
    (tables_arenas.PathwayTable, "`[[pathway]]`", model.PathwayRules),
    (tables_arenas.CountTable, "`[[pathway.count]]`", model.Counting),
    (tables_arenas.OwnStepTable, "`[[pathway.step]]`", model.OwnStep),
    (document.VariantTable, "`[[variant]]`", model.Variant),
    (SettingTable, "A setting with its ground", model.Setting),
    (tables.CaseTable, "What is decided otherwise somewhere: `cases` of a setting", model.SettingCase),
    (tables.ConflictTable, "One of several sources that disagree: `conflict` of a setting", model.Weaker),
    (tables.WhenTable, "Where a decision holds: `when`", model.When),
)

_NEEDED: Final[Mapping[type, tuple[str, ...]]] = {
    Document: ("id", "version", "title"),
    document.LevelTable: ("id", "title"),
    document.StepTable: ("id", "title", "purpose"),
    document.OutcomeTable: ("id", "label", "kind"),
    tables.DeadlineTable: ("id",),
    tables.DutyTable: ("id", "what"),
    document.ServiceTable: ("id", "label"),
    document.RoleTable: ("id", "label"),
    document.ToolTable: ("id", "title"),
    document.QuestionTable: ("id", "text"),
    document.SaidTable: ("id", "text"),
    tables_arenas.ArenaTable: ("id", "title"),
    tables_arenas.AfterTable: ("id", "what"),
    tables_arenas.PathwayTable: ("id", "title"),
    tables_arenas.CountTable: ("id", "counted", "at_least"),
    tables_arenas.OwnStepTable: ("id", "title"),
    document.SourceTable: ("id",),
    tables.ConditionTable: ("is_",),
}

_AS_BENEATH: Final = (
    "as strongly as in the guide beneath that says it; where none does: must, but should in an arena, a pathway and "
    "`[whom]` (`consent` and `counts_as_level` of an arena excepted)"
)

_OTHERWISE: Final[Mapping[tuple[type, str], str]] = {
    (Document, "status"): "draft",
    (Document, "languages"): "those of the title",
    (document.LevelTable, "label"): "the id",
    (document.StepTable, "label"): "the id",
    (tables.DeadlineTable, "field"): "`at`: the day it happened",
    (tables.DeadlineTable, "unit"): "calendar",
    (tables.DeadlineTable, "modality"): "should",
    (tables.DeadlineTable, "times"): "1",
    (tables.DeadlineTable, "who"): "answering",
    (tables.DutyTable, "times"): "1",
    (tables.DutyTable, "due"): "no time is said; with `recurs`, the same length",
    (tables.DutyTable, "fulfilled_by"): "lasting work, never overdue",
    (tables.DutyTable, "who"): "answering",
    (tables.DutyTable, "field"): "`at`: the day it happened",
    (tables.DutyTable, "unit"): "calendar",
    (tables.DutyTable, "modality"): "should",
    (tables.RequirementTable, "modality"): "must; within another requirement, as that one",
    (tables.CaseTable, "modality"): "as the setting",
    (tables.ConflictTable, "modality"): "as the setting",
    (tables.ConditionTable, "since"): "case",
    (document.RoleTable, "leads"): "false",
    (document.ServiceTable, "strict"): "false",
    (SettingTable, "modality"): _AS_BENEATH,
    (tables_arenas.ArenaTable, "about"): "case",
    (tables_arenas.AfterTable, "unit"): "calendar",
    (tables_arenas.PathwayTable, "sort"): "other",
    (tables_arenas.CountTable, "modality"): "should",
}

_ON_LEVEL_CHANGE: Final = (
    "What is asked for when a case comes to a new level with its holder. `keep`: nothing, the holder goes on. "
    "`reconsider` and `anew`: that it is recorded who is to hold the baton and what was weighed "
    "(`holder_choice_weighed`) before the first step there is completed, as strongly as the setting is meant; until "
    "that, an offer or an appointment, it shows as not settled. Both ask for the same; with `anew` people read that "
    "the holder is chosen anew. Nobody loses the baton by it."
)
_APPOINTED_BY: Final = (
    "Who names the holder; any of them is enough: `leader`, `holder` (whoever answers now), `meeting` (after a meeting "
    "on this level, other than one of the services alone), `team` (after any meeting on this level, also of the "
    "services alone; fits a BTI team that picks the holder), a role, or a kind of service."
)
_SITTING: Final = ", ".join(f"`{one}`" for one in SITTING)
_OWED: Final = (
    "`answering` (whoever answers for the case), `holder` (whoever holds the baton; while nobody does, whoever "
    "answers), `leader` (of the home service), `home` (the home service), `municipality`, a role or a kind of service"
)


def _listed_people() -> str:
    return ", ".join(f"`{one}`" for one in PEOPLE) + ", roles and kinds of service"


def _listed_ordered() -> str:
    return ", ".join(f"`{one.value}`" for one in ORDERED)


_OWN_MEANINGS: Final[Mapping[tuple[type, str], str]] = {
    (Document, "id"): "The guide's name, and the name of its file without `.toml`.",
    (Document, "variant"): "What holds otherwise by kind of home service.",
    (Document, "place"): "The municipality; left out by guides that are nobody's own.",
    (Document, "in_force_from"): "From which day it is in force.",
    (Document, "entries"): "The levels or steps with which a case may begin, the usual one first; left out: the first.",
    (Document, "level"): "What it says of levels and their steps.",
    (Document, "service"): "The kinds of service that can take part in a case.",
    (Document, "role"): "What professionals are in their services; lists of holders and arenas name them.",
    (Document, "tool"): "Forms, templates, records and guides to a talk, each named once.",
    (Document, "question"): "What an evaluation has to answer; a requirement asks for it.",
    (document.VariantTable, "tool"): "Forms, templates, records and guides to a talk that are otherwise there.",
    (document.VariantTable, "question"): "What an evaluation has to answer there.",
    (document.VariantTable, "role"): "What it says otherwise of roles.",
    (document.VariantTable, "log"): "Rules of the relay log.",
    (document.LevelTable, "step"): "What it says of the steps of the level.",
    (document.ServiceTable, "id"): "Its name; a case says with it of what kind a service is.",
    (document.RoleTable, "id"): "Its name; a case says with it what a professional is.",
    (document.WordsTable, "level"): "What a level is called.",
    (document.WordsOnLevel, "level"): "What this level is called, where not as the others.",
    (document.WordsTable, "log"): "What the relay log is called.",
    (document.WordsOnLevel, "log"): "What the relay log is called.",
    (tables.DutyTable, "rounding"): (
        "Where a length of months or years ends when the month it leads to is too short; as of a time limit."
    ),
    (tables_arenas.PathwayTable, "step"): "What is done in it, step by step.",
    (tables_relay.BatonTable, "level"): "Who may hold it, level by level.",
    (tables_relay.BatonTable, "on_level_change"): _ON_LEVEL_CHANGE,
    (tables_relay.BatonTable, "appointed_by"): _APPOINTED_BY,
    (tables_relay.BatonTable, "criteria"): (
        "What is weighed when the holder is chosen, in the guide's words; they are shown and stop nothing."
    ),
    (tables_relay.HoldersTable, "preferred"): "Those who ought to hold it.",
    (tables_relay.HoldersTable, "exceptional"): "Those who hold it only with a recorded reason.",
    (tables_relay.HoldersTable, "excluded"): "Those who never hold it on this level.",
    (tables_relay.ConsentTable, "scope"): "What is decided of one thing that is consented to.",
    (
        tables_relay.LogTable,
        "contents",
    ): "What it gives an overview of, in the guide's words; shown, and stops nothing.",
    (tables_relay.LogTable, "closed_by"): "Who of the services closes it; the family can always end it.",
    (tables_arenas.ArenaTable, "convener"): f"Who calls it: roles, or {', '.join(f'`{one}`' for one in CALLERS)}.",
    (tables_arenas.ArenaTable, "services"): "The kinds of service that sit in it, all of them.",
    (tables_arenas.ArenaTable, "roles"): f"Who sits in it, all of them: roles, or {_SITTING}.",
    (tables_arenas.ArenaTable, "one_of"): f"Of these one at least sits in it: roles, kinds of service, or {_SITTING}.",
    (tables_arenas.AfterTable, "who"): f"Who does it: a role, or {', '.join(f'`{one}`' for one in CALLERS)}.",
    (tables.DeadlineTable, "who"): f"Who sees to it that it is kept: {_OWED}.",
    (tables.DutyTable, "who"): f"Who owes it: {_OWED}.",
    (document.SourceTable, "id"): "Its name; `sources` begin with it.",
    (document.VariantTable, "level"): "What it says otherwise of levels and steps, written as at the top of the file.",
    (document.VariantTable, "title"): "What it is called, where it has a title of its own.",
    (tables_relay.HoldersTable, "eligible"): "May hold it, and nobody else may; left out: every role may.",
    (document.StepTable, "deadline"): "The time limits; an empty list says that there are none.",
    (tables.ConditionTable, "is_"): "What must be so: one of [the conditions](#conditions).",
    (tables.ConditionTable, "present"): f"Who was there, all at one meeting, of `meeting_held`: {_listed_people()}.",
    (tables.ConditionTable, "invited"): f"Who was called to one meeting, of `meeting_called`: {_listed_people()}.",
    (tables.ConditionTable, "after_with"): (
        f"Which one `after` means, as `with` would say it; then the first such counts. With {_listed_ordered()}."
    ),
    (document.ToolTable, "id"): "Its name, for `document_filed` and for the documents that are written with it.",
    (document.QuestionTable, "id"): "Its name, for `evaluation_answered` and for the answers.",
    (document.SaidTable, "about"): "A level, a step, an arena, a pathway, or `baton`, `consent` or `log`.",
    (document.SaidTable, "text"): "What the guide says.",
    (SettingTable, "value"): "What is decided.",
    (SettingTable, "when"): "Where it holds, if not everywhere; elsewhere what the guide beneath says holds.",
    (SettingTable, "cases"): "What is decided otherwise somewhere; the first that fits counts.",
    (SettingTable, "conflict"): "The values of sources that disagree, instead of `value`; the stricter holds.",
    (tables.ConflictTable, "value"): "What this source says.",
    (tables.ConflictTable, "sources"): "Which source says it.",
    (tables.CaseTable, "value"): "What is decided there.",
    (tables.CaseTable, "when"): "Where it holds.",
}
"""What a writer needs to know of a key, where that is not what the model says of the field."""

_MEANINGS: Final[Mapping[str, str]] = {
    "id": "Its name, for others to point to.",
    "title": "What it is called.",
    "from_": "The first day on which this holds; until then it is as if it did not stand here.",
    "until": "The last day on which this holds; from the next on it is as if it did not stand here.",
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
    "arena": "The kinds of meeting.",
    "arenas": "The ids of the arenas that stand, in order.",
    "pathway": "The special pathways.",
    "pathways": "The ids of the pathways that stand, in order.",
    "count": "How much of something opens it; one of several is enough.",
    "step": "The steps.",
    "steps": "The ids of the steps that stand, in order; leaves out inherited ones.",
    "outcome": "How the step can end.",
    "outcomes": "The ids of the outcomes that stand, in order; leaves out inherited ones.",
    "deadline": "The time limits; an empty list says that there are none.",
    "duty": "What somebody owes.",
    "consent": "Rules of consent.",
    "words": "How the municipality calls things.",
    "said": "Rules that are said and not enforced.",
    "missing": "What is declared as not known, in words; it changes nothing.",
    "entries": "The levels or steps with which a case may begin, the usual one first.",
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
    for table, title, meant in (*_TABLES, *_others()):
        yield f"## {title}\n"
        yield f"{_first_lines(table)}\n"
        yield "| key | what stands there | left out | meaning |"
        yield "|---|---|---|---|"
        hints = typing.get_type_hints(table)
        for field in attrs.fields(table):
            for key in keys_of(table, field.name):
                yield _row(table, field.name, key, hints[field.name], meant)
        yield ""
    yield from conditions()
    yield "## Kinds of fact a deadline can start from or be kept by\n"
    yield "Each with the dates of it that `field` can name.\n"
    for kind, fields in day_fields().items():
        yield f"- `{kind}` ({fact_words(kind)('en')}): {', '.join(f'`{one}`' for one in fields)}"


def _row(table: type, name: str, key: str, hint: Any, meant: type | None) -> str:
    needed = name in _NEEDED.get(table, ())
    otherwise = "required" if needed else _OTHERWISE.get((table, name), "not stated")
    lists = name.endswith("s") and any(field.name == name.removesuffix("s") for field in attrs.fields(table))
    meaning = _OWN_MEANINGS.get((table, name)) or ("" if lists else _meaning(meant, name))
    meaning = meaning or _MEANINGS.get(name) or _named(table, name)
    if table is tables.ConditionTable and name == "with_":
        meaning = "; ".join(f"{what}: {_listed(words)}" for what, words in _WITH.items()) + "."
    cells = (f"`{key}`", _kind(hint), otherwise, meaning)
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


_WITH: Final[Mapping[str, tuple[str, ...]]] = {
    "With whom, of `concern_shared`": SHARED_WITH,
    "what kind of meeting, of `meeting_held`": MEETINGS,
    "which duty a meeting gave to somebody, of `duty_reassigned`": DUTIES,
    "where one that stands is carried out, of `measure_planned` and `measure_started`": PLACES,
    "the id of a tool it is written with, or what sort of document it is, of `document_filed`": SORTS,
    "who can read them, of `minutes_written`": MINUTES_FOR,
    "in which way, unless a reason why not is given, of `child_heard` and `family_heard`": HEARD,
}
"""What `with` says of a condition, by the condition it can stand with."""


def _named(table: type, name: str) -> str:
    """Return what a field is called, where nothing more is known of it."""
    said = field_in_words(name, "en", table.__name__.removesuffix("Table"))
    return f"{said[:1].upper()}{said[1:]}."


def _others() -> Iterator[tuple[type, str, type | None]]:
    """Yield the tables of the format that nobody has given a heading, so that none is left out."""
    known = {table for table, _, _ in _TABLES}
    for name, table in vars(document).items():
        is_own = isinstance(table, type) and table.__module__ == document.__name__ and attrs.has(table)
        if is_own and table not in known:
            short = name.removesuffix("Table")
            yield table, _plainly(name), getattr(model, short, None)


def _plainly(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name.removesuffix("Table")).capitalize()


def _listed(words: tuple[str, ...]) -> str:
    return ", ".join(f"`{word}`" for word in words)


def _meaning(meant: type | None, name: str) -> str:
    """Return what the docstring of the model says of a field."""
    if meant is None:
        return ""
    said = re.search(rf"^ +{name}: (.+(?:\n {{8,}}.+)*)", "\n" + inspect.cleandoc(meant.__doc__ or ""), re.MULTILINE)
    plain = " ".join(said[1].split()) if said else ""
    plain = re.sub(r"; (?:None|`NOT_STATED`)[^.;]*", "", plain)  # what a program sees; the third column tells a writer
    return re.sub(r"`(MUST|SHOULD|MAY)`", lambda found: f"`{found[1].lower()}`", plain)


def _kind(hint: Any) -> str:
    """Return in words what may stand for a type."""
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin in (types.UnionType, typing.Union):
        return " or ".join(dict.fromkeys(_kind(one) for one in inner if one is not type(None)))
    if origin is tuple:
        return f"a list: {_kind(inner[0])}"
    if origin is SettingTable:
        return f"{_kind(inner[0])}; or a setting with its ground"
    if isinstance(origin, type) and attrs.has(origin):
        return _kind(origin)
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
    tables.Id: "a name: letters, digits, `.`, `_`, `-`",
    dt.date: "a date without quotes: `2026-07-01`",
}
_ONES: Final[Mapping[Any, str]] = {table: title.split(":")[0].lower().removeprefix("a ") for table, title, _ in _TABLES}


def _first_lines(thing: type) -> str:
    return " ".join(inspect.cleandoc(thing.__doc__ or "").split("\n\nAttributes:")[0].split())
