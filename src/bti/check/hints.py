"""What may have been meant: a sentence for mistakes that are easily made, beside what is the matter.

For a key that stands where it cannot, it says where it can. The rest are mistakes that people made who wrote a guide
with nothing but the pages at hand; each of them is told here by its place and by what stands there.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import attrs

from bti.check.report import Finding
from bti.check.toml_hints import toml_hint
from bti.guide import document, tables, tables_arenas, tables_relay
from bti.guide.structuring import keys_of
from bti.text import Text, render

__all__ = ["hinted", "lies_there", "unread"]

_WRITTEN: Final[Mapping[type, str]] = {
    document.LevelTable: "[[level]]",
    document.DefinitionTable: "[level.definition]",
    document.StepTable: "[[level.step]]",
    document.OutcomeTable: "[[level.step.outcome]]",
    tables.DeadlineTable: "[[deadline]]",
    tables.DutyTable: "[[duty]]",
    tables_relay.BatonTable: "[baton]",
    tables_relay.HoldersTable: "[baton.level.1]",
    tables_relay.ConsentTable: "[consent]",
    tables_relay.ScopeTable: "[[consent.scope]]",
    tables_relay.LogTable: "[log]",
    tables_relay.WhomTable: "[whom]",
    tables_relay.NotHeardTable: "[not_heard]",
    tables_arenas.ArenaTable: "[[arena]]",
    tables_arenas.FrequencyTable: "[arena.frequency]",
    tables_arenas.AfterTable: "[[arena.after]]",
    tables_arenas.PathwayTable: "[[pathway]]",
    tables_arenas.CountTable: "[[pathway.count]]",
    document.ToolTable: "[[tool]]",
    document.QuestionTable: "[[question]]",
    document.VariantTable: "[[variant]]",
}
"""The tables of the format as a file writes them; a key that stands in none of them has no place of its own."""

_MOST_PLACES: Final = 3

_FAMILY: Final = r"'(?:guardians?|parents?|family|child|young_person|foresatte?|føresette?|foreldre|familien?)'"
_CALLED: Final = r"'(?:leader|holder|answering|coordinator|home|anyone|meeting|team)'"

_LISTED: Final = "level|step|outcome|service|role|arena|pathway"
"""What a guide has several of, and a list of which of them stand."""

_SEVERAL: Final = rf"{_LISTED}|deadline|duty|tool|question|said|variant|source|after|count|scope"
_AT_THE_TOP: Final = frozenset(
    {"levels", "missing", "entries", "languages", "version", "status", "extends", "uses", "in_force_from"}
)
"""Keys of the file itself, which many write where a table has begun already."""

_MISTAKES: Final[tuple[tuple[str, str, str, str], ...]] = (
    ("role_in_the_case", "unknown_name", r".*\.(?:preferred|eligible|exceptional|excluded)\[\d+\]", _CALLED),
    ("who_consents", "unknown_word", r".*consent\.(?:scope\[\d+\]\.)?guardians(?:\..*)?", ".*"),
    ("family_ends_log", "unknown_word", r".*log\.closed_by(?:\..*)?\[\d+\]", _FAMILY),
    ("family_opens_log", "unknown_word", r".*log\.opened_by(?:\..*)?\[\d+\]", _FAMILY),
    ("when_log_ends", "unknown_key", r".*\.log\.(?:closed?_?\w*|ends?\w*|until\w*)", ".*"),
    ("who_reads_log", "unknown_key", r".*\.log\.(?:read\w*|access\w*)", ".*"),
    ("one_of_several", "wrong_shape", rf"\$(?:\..*)?\.(?:{_LISTED})s\[\d+\]", "a table"),
    ("double_brackets", "wrong_shape", rf"\$(?:\..*)?\.(?:{_SEVERAL})", "a table"),
    ("stands_on_it", "unknown_key", r".*\.until", ".*"),
    ("no_hours", "length_not_possible", r".*", r"'?PT\d.*"),
    ("no_hours", "unknown_word", r".*\.unit", r"'(?:hours?|timer|timar|minutes?)'"),
)
"""A hint, the code of the finding it belongs to, where it is found, and what stands there."""


def hinted(finding: Finding, firsts: Mapping[str, str] = MappingProxyType({})) -> Finding:
    """Return a finding with what may have been meant, where that is known; then no near name is guessed beside it.

    Args:
        finding: The finding.
        firsts: The id of the first step of each level, by the path of the level in the file.
    """
    level, _, key = finding.path.rpartition(".")
    if finding.code == "unknown_key" and key == "entry" and re.fullmatch(r".*\.level\[\d+\]", level):
        return attrs.evolve(finding, hint=_filled("step_has_entry", step=firsts.get(level, "1.1")), nearest=None)
    if finding.code == "unknown_key" and key in _AT_THE_TOP and level != "$":
        also = ", ".join(_places().get(key, ()))
        top = "at_the_top_or" if also else "at_the_top"
        return attrs.evolve(finding, hint=_filled(top, key=key, places=also), nearest=None)
    for name, code, path, found in _MISTAKES:
        if finding.code == code and re.fullmatch(path, finding.path) and re.fullmatch(found, finding.found or ""):
            params = {"found": (finding.found or "").strip("'"), "one": _single(finding.path)}
            return attrs.evolve(finding, hint=_filled(name, **params), nearest=None)
    if finding.code == "unknown_key" and finding.nearest is None:
        places = _places().get(key, ())
        if places:
            return attrs.evolve(finding, hint=_filled("belongs_elsewhere", key=key, places=", ".join(places)))
    return finding


def unread(finding: Finding, toml: str) -> Finding:
    """Return what is said of a file that is no TOML with what may have been meant on that line."""
    name = None if finding.line is None or finding.code != "not_toml" else toml_hint(toml, finding.line)
    return finding if name is None else attrs.evolve(finding, hint=_filled(name))


def lies_there(finding: Finding, file: str) -> Finding:
    """Return what is said of a guide that is not there with the file that is, and that may have been meant."""
    return attrs.evolve(finding, hint=_filled("file_lies_there", file=file))


def _single(path: str) -> str:
    """Return a path as the heading of one table of a list is written: `level.step` of `$.level[0].steps[1]`."""
    return re.sub(r"\[\d+\]", "", path).removeprefix("$.").removesuffix("s")


@functools.cache
def _places() -> Mapping[str, tuple[str, ...]]:
    """Return, by key, the tables it stands in, where those are few enough to be told."""
    found: dict[str, list[str]] = {}
    for table, written in _WRITTEN.items():
        for field in attrs.fields(table):
            several = re.search(r"tuple\[[\w.]+Table, \.\.\.\]", str(field.type)) and field.name != "cases"
            for key in keys_of(table, field.name):
                found.setdefault(key, []).append(f"[[{written.strip('[]')}.{key}]]" if several else written)
    return {key: tuple(places) for key, places in found.items() if len(places) <= _MOST_PLACES}


def _filled(name: str, **params: object) -> Text:
    said = _hints()[name]
    filled = {lang: _plain(render(said, lang, params)) for lang in said.tags}
    return Text.of(filled)


def _plain(said: str) -> str:
    return said.replace("{", "{{").replace("}", "}}")


@functools.cache
def _hints() -> Mapping[str, Text]:
    import tomllib
    from importlib.resources import files

    read = tomllib.loads((files("bti.check") / "hints.toml").read_text("utf-8"))
    return {name: Text.of(said) for name, said in read.items()}
