"""Write a document as TOML that a person can read and copy from: what `bti.guide.reading` reads, the other way round.

It goes by the fields of the tables. A table stands under a heading of its own, in the order of the format; what is
short (a text, a setting, a requirement, a condition) stands on one line.
"""

from __future__ import annotations

import datetime as dt
import enum
import json
import re
from collections.abc import Iterator, Mapping
from typing import Final, cast

import attrs

from bti.dates import Period
from bti.guide.tables import ConditionTable, RequirementTable, SettingTable, Written
from bti.text import Text

__all__ = ["written"]

_BARE: Final = re.compile(r"[A-Za-z0-9_-]+")
_LONG: Final = 100
"""From how many letters on a text is written language by language, each on its line."""
_INLINE: Final = (SettingTable, RequirementTable, ConditionTable, Text, Period)


def written(document: attrs.AttrsInstance) -> str:
    """Return the TOML of a document."""
    return "\n".join(_table(document, ())).strip("\n") + "\n"


def _table(table: attrs.AttrsInstance, path: tuple[str, ...]) -> Iterator[str]:
    """Write what a table holds on lines of its own first, and then the tables within it."""
    within: list[tuple[str, object]] = []
    for field in attrs.fields(type(table)):
        name, held = field.name.rstrip("_"), getattr(table, field.name)
        if held is None or field.name == "written":
            continue
        if _has_heading(held):
            within.append((name, held))
        else:
            yield from _line(name, held)
    for name, held in within:
        yield from _headed((*path, name), held)


def _headed(path: tuple[str, ...], held: object) -> Iterator[str]:
    key = ".".join(map(_key, path))
    if isinstance(held, tuple):
        for one in cast("tuple[attrs.AttrsInstance, ...]", held):
            yield from ("", f"[[{key}]]", *_table(one, path))
    elif isinstance(held, Mapping):
        for name, one in cast("Mapping[str, attrs.AttrsInstance]", held).items():
            yield from _headed((*path, name), one)
    else:
        yield from ("", f"[{key}]", *_table(cast("attrs.AttrsInstance", held), path))


def _has_heading(held: object) -> bool:
    """Tell whether something stands under a heading of its own."""
    if isinstance(held, tuple):
        members = cast("tuple[object, ...]", held)
        return bool(members) and all(_has_heading(one) and hasattr(one, "id") for one in members)
    if isinstance(held, Mapping):
        members = tuple(cast("Mapping[str, object]", held).values())
        return bool(members) and all(map(_has_heading, members))
    return attrs.has(type(held)) and not isinstance(held, _INLINE) and not type(held).__name__.endswith("WhenTable")


def _line(name: str, held: object) -> Iterator[str]:
    if isinstance(held, Text) and len(_value(held)) > _LONG:
        yield from (f"{_key(name)}.{_key(tag)} = {_value(said)}" for tag, said in held.items())
    else:
        yield f"{_key(name)} = {_value(held)}"


def _key(name: str) -> str:
    return name if _BARE.fullmatch(name) else _quoted(name)


def _quoted(said: str) -> str:
    return json.dumps(said, ensure_ascii=False).replace("\x7f", "\\u007F")


def _value(held: object) -> str:
    if isinstance(held, bool):
        return "true" if held else "false"
    if isinstance(held, (int, dt.date)):
        return str(held)
    if isinstance(held, enum.Enum):
        return _quoted(str(held.value))
    if isinstance(held, (str, Period)):
        return _quoted(str(held))
    if isinstance(held, Text):
        return _inline(dict(held.items()))
    if isinstance(held, tuple):
        return f"[{', '.join(map(_value, cast('tuple[object, ...]', held)))}]"
    if isinstance(held, Mapping):
        return _inline(cast("Mapping[str, object]", held))
    if isinstance(held, RequirementTable):
        return _requirement(held)
    table = _stated(cast("attrs.AttrsInstance", held))
    short = "value" if isinstance(held, SettingTable) else "is" if isinstance(held, ConditionTable) else None
    return _value(table[short]) if short is not None and set(table) == {short} else _inline(table)


def _requirement(held: RequirementTable) -> str:
    if held.written is Written.NONE:
        return '"none"'
    table = _stated(held)
    if set(table) == {"all_of"} and held.all_of is not None:
        return _value(held.all_of[0] if len(held.all_of) == 1 else held.all_of)
    return _inline(table)


def _stated(table: attrs.AttrsInstance) -> dict[str, object]:
    fields = attrs.fields(type(table))
    held = {one.name.rstrip("_"): getattr(table, one.name) for one in fields if one.name != "written"}
    return {name: one for name, one in held.items() if one is not None}


def _inline(table: Mapping[str, object]) -> str:
    return f"{{{', '.join(f'{_key(name)} = {_value(one)}' for name, one in table.items())}}}"
