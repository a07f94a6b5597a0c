"""Check the settings of one document as such: what holds only in some cases, and values of sources that disagree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, cast

import attrs

from bti.errors import Problem
from bti.guide.document import Document
from bti.guide.findings import Names, problem, unknown
from bti.guide.merging import Part
from bti.guide.stricter import RANKS
from bti.guide.tables import SettingTable, WhenTable

__all__ = ["check_settings"]


def check_settings(root: Part[Document], names: Names) -> Iterator[Problem]:
    """Yield what is wrong with the settings of a document, wherever they stand in it."""
    for path, key, table in _settings(root.table, ""):
        yield from _setting(root, path, key, table, names)


def _settings(value: object, path: str) -> Iterator[tuple[str, str, SettingTable[Any]]]:
    if isinstance(value, tuple):
        for place, one in enumerate(cast("tuple[object, ...]", value)):
            yield from _settings(one, f"{path}[{place}]")
    elif isinstance(value, Mapping):
        for key, one in cast("Mapping[str, object]", value).items():
            yield from _settings(one, f"{path}.{key}")
    elif isinstance(value, SettingTable):
        yield path, path.rpartition(".")[2], value
    elif attrs.has(type(value)):
        for field in attrs.fields(cast("type[attrs.AttrsInstance]", type(value))):
            held: object = getattr(value, field.name)
            if held is not None and not isinstance(held, str):
                yield from _settings(held, f"{path}.{field.name}" if path else field.name)


def _setting(root: Part[Document], path: str, key: str, table: SettingTable[Any], names: Names) -> Iterator[Problem]:
    if table.when is not None:
        yield from _when(root, f"{path}.when", table.when, names)
        if table.value is None:
            yield problem(root, path, "`when` says where something holds, but there is no value that would")
    for place, case in enumerate(table.cases or ()):
        if case.when is not None:
            yield from _when(root, f"{path}.cases[{place}].when", case.when, names)
        elif case.from_ is None and case.until is None:
            message = "says neither where nor from when it holds; give `when`, `from` or `until`"
            yield problem(root, f"{path}.cases[{place}]", message)
    if table.conflict is None:
        return
    if key not in RANKS:
        message = f"of two values of {key} it is not known which is the stricter; state the one that holds as `value`"
        yield problem(root, f"{path}.conflict", message)
    if table.value is not None or table.when is not None:
        yield problem(root, f"{path}.conflict", "takes the place of `value`, and has no `when`; leave the others out")
    if len({repr((one.value, one.modality)) for one in table.conflict}) < 2:
        message = "needs two values that differ, or two that are not meant as strongly, each with its sources"
        yield problem(root, f"{path}.conflict", message)


def _when(root: Part[Document], path: str, table: WhenTable, names: Names) -> Iterator[Problem]:
    if not (table.level or table.home):
        yield problem(root, path, "says nothing; name levels in `level`, kinds of home service in `home`, or both")
    for place, level in enumerate(table.level or ()):
        if level not in names.levels and not names.is_gone(root, level):
            yield unknown(root, f"{path}.level[{place}]", "level", level, names.levels)
    for place, kind in enumerate(table.home or ()):
        if kind not in names.services:
            yield unknown(root, f"{path}.home[{place}]", "service", kind, names.services)
