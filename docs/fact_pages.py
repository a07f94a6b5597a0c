"""The page of all facts: what each says, its fields with their types, and the types themselves."""

from __future__ import annotations

import datetime as dt
import enum
import inspect
import types
import typing
from collections.abc import Iterator
from typing import Any, Final

import attrs

from bti import facts
from bti.facts import Fact

__all__ = ["rows", "types_named"]

_PLAIN: Final[dict[Any, str]] = {
    str: "text",
    int: "whole number",
    bool: "true or false",
    dt.date: "date",
    bytes: "bytes",
    Fact: "fact",
}
_REFERENCE: Final = "reference"


def rows() -> Iterator[tuple[str, ...]]:
    """Yield a row for each kind of fact."""
    for kind, fact in facts.KINDS.items():
        words = (fact.words(lang) for lang in ("nb", "nn", "en"))
        yield (
            f"`{fact.__name__}`<br>`{kind}`",
            *words,
            _first_line(fact),
            "<br>".join(_fields(fact)) or "–",
            fact.source,
        )


def types_named() -> Iterator[tuple[str, ...]]:
    """Yield a row for each type that a field has, and for those that these have: what it is, and what it can be."""
    for named in sorted(_named(), key=lambda one: one.__name__):
        if issubclass(named, enum.Enum):
            told = ", ".join(f"`{one.name}`" for one in named)
        else:
            told = "<br>".join(_own_fields(named))
        yield f"`{named.__name__}`", _first_line(named), told


def _fields(fact: type[Fact]) -> Iterator[str]:
    bears_content = issubclass(fact, facts.Content)
    shared = {field.name for field in attrs.fields(facts.Content)} if bears_content else set[str]()
    yield from _own_fields(fact, shared)
    if bears_content:
        yield "with content"


def _own_fields(owner: type[Any], left_out: typing.Collection[str] = ()) -> Iterator[str]:
    hints = typing.get_type_hints(owner)
    for field in attrs.fields(owner):
        if field.name in left_out or not field.init:
            continue
        name = f"`{field.name}`" if field.default is attrs.NOTHING else f"*`{field.name}`*"
        yield f"{name} ({_said(hints[field.name], _is_reference(field))})"


def _is_reference(field: attrs.Attribute[Any]) -> bool:
    return field.name == "ref" or getattr(field.validator, "__name__", "") in ("is_ref", "is_refs")


def _said(hint: Any, is_reference: bool) -> str:
    """Return a type in words: one of them, or several; that it may be left out is said by the field's name."""
    if typing.get_origin(hint) in (types.UnionType, typing.Union):
        return " or ".join(_said(one, is_reference) for one in typing.get_args(hint) if one is not types.NoneType)
    if typing.get_origin(hint) is tuple:
        return f"several: {_said(typing.get_args(hint)[0], is_reference)}"
    if hint is str and is_reference:
        return _REFERENCE
    return _PLAIN.get(hint) or f"`{hint.__name__}`"


def _named() -> set[type[Any]]:
    found: set[type[Any]] = set()
    waiting: list[Any] = list(facts.KINDS.values())
    while waiting:
        owner = waiting.pop()
        hints = typing.get_type_hints(owner)
        for hint in _inner(hints[field.name] for field in attrs.fields(owner)):
            if hint in _PLAIN or hint is types.NoneType or hint in found or not isinstance(hint, type):
                continue
            named: type[Any] = hint
            if issubclass(named, enum.Enum):
                found.add(named)
            elif not issubclass(named, Fact):
                found.add(named)
                waiting.append(named)
    return found


def _inner(hints: typing.Iterable[Any]) -> Iterator[Any]:
    for hint in hints:
        args = typing.get_args(hint)
        yield from _inner(one for one in args if one is not Ellipsis) if args else (hint,)


def _first_line(thing: object) -> str:
    return " ".join((inspect.getdoc(thing) or "").split("\n\n")[0].split())
