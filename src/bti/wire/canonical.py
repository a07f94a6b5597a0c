r"""Bytes and plain JSON values: one way to write them, and a strict and bounded way to read them.

**Canonical form.** UTF-8 without a byte order mark; names sorted by code point; no white space between tokens; no
escapes but those JSON demands (`\"`, `\\`, and control characters, in the short form where there is one); whole
numbers only, from 0 to 2⁵³ − 1, which every JSON reader keeps exactly. The same value gives the same bytes on every
machine and Python.

**Reading** also takes white space and other orders of names. It never takes a name twice, fractions, `NaN`,
`Infinity`, larger numbers, a lone surrogate, more than `LARGEST` bytes, or nesting deeper than `DEEPEST`; time and
memory grow with the bytes given and with nothing else.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any, Final, NoReturn, TypeGuard

from bti.errors import InvalidValue
from bti.wire.problems import Odd, Wrong, shown

__all__ = ["DEEPEST", "LARGEST", "MOST_WHOLE", "Twice", "is_list", "is_object", "parse", "parse_quickly", "written"]

LARGEST: Final = 2_000_000
"""The most bytes of one document, written or read."""

DEEPEST: Final = 32
"""How deep objects and lists may nest."""

MOST_WHOLE: Final = 2**53 - 1
"""The largest whole number that every JSON reader keeps exactly."""

_MOST_WITHIN: Final = 1_000_000  # objects and lists; each takes far more memory than the two bytes it is written in
_DIGITS: Final = len(str(MOST_WHOLE))
_FEW: Final = 16  # with so few opening brackets no document is too deep
_BRACKETS: Final = re.compile(rb'\\.|["\[\]{}]', re.DOTALL)
_SURROGATE: Final = re.compile("[\ud800-\udfff]")

_write: Final = json.JSONEncoder(ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")).encode


def written(value: object, *, largest: int = LARGEST, deepest: int | None = DEEPEST) -> bytes:
    """Return the canonical bytes of a plain JSON value.

    Args:
        value: Made of objects, lists, texts, whole numbers, true, false and null.
        largest: The most bytes.
        deepest: How deep it may nest; None where its own type says that it cannot be too deep.

    Raises:
        InvalidValue: It holds what JSON, or this form of it, cannot hold.
    """
    try:
        data = _write(value).encode("utf-8")
    except UnicodeEncodeError as error:
        raise InvalidValue("a lone surrogate cannot be written as UTF-8") from error
    except (TypeError, ValueError, RecursionError) as error:
        raise InvalidValue("a value of a type that JSON does not know cannot be written") from error
    if len(data) > largest:
        raise InvalidValue(f"what is written must not be longer than {largest} bytes, this is {len(data)}")
    if deepest is None or data.count(b"{") + data.count(b"[") <= deepest:
        return data
    if (much := _too_much(data, deepest)) is not None:
        raise InvalidValue(f"what is written {much}")
    return data


def is_object(value: object) -> TypeGuard[dict[str, Any]]:
    """Tell whether a parsed value is an object."""
    return isinstance(value, dict)


def is_list(value: object) -> TypeGuard[list[Any]]:
    """Tell whether a parsed value is a list."""
    return isinstance(value, list)


class _NotQuick(Exception):
    """The document needs the thorough reader."""


class Twice(dict[str, Any]):
    """An object in which names are given twice.

    Attributes:
        twice: Those names.
    """

    twice: tuple[str, ...] = ()


def parse_quickly(data: bytes) -> Any:
    """Return the value of a document that has nothing odd about it; any exception says: read it thoroughly."""
    if type(data) is not bytes or len(data) > LARGEST or data.count(b"{") + data.count(b"[") > _FEW or b"\\u" in data:
        raise _NotQuick
    return _quick(data.decode("utf-8"))


def parse(data: object, *, largest: int = LARGEST, deepest: int = DEEPEST) -> Any:
    """Return the value of a document, with an `Odd` wherever no value of ours stands.

    Args:
        data: The document.
        largest: The most bytes it may have.
        deepest: How deep it may nest.

    Raises:
        Wrong: It is no JSON document, or none of ours could be like it.
    """
    if not isinstance(data, bytes):
        raise Wrong("must be bytes", found=shown(data))
    if len(data) > largest:
        raise Wrong(f"must not be longer than {largest} bytes", found=f"{len(data)} bytes")
    if data.count(b"{") + data.count(b"[") > deepest and (much := _too_much(data, deepest)) is not None:
        raise Wrong(much)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Wrong(f"must be UTF-8; it is not from byte {error.start} on") from error
    try:
        value = _thorough(text)
    except json.JSONDecodeError as error:
        raise Wrong(f"must be JSON; it is not from character {error.pos} on ({error.msg})") from error
    except (RecursionError, ValueError) as error:
        raise Wrong("must be JSON that can be read") from error
    return _without_surrogates(value) if "\\u" in text else value


def _too_much(data: bytes, deepest: int) -> str | None:
    """Return what is too much of objects and lists in a document, or None."""
    depth = count = 0
    in_text = False
    for found in _BRACKETS.finditer(data):
        token = found.group()
        if token == b'"':
            in_text = not in_text
        elif in_text:
            continue
        elif token in b"[{":
            depth += 1
            count += 1
            if depth > deepest:
                return f"must not nest deeper than {deepest}"
            if count > _MOST_WITHIN:
                return f"must not hold more than {_MOST_WITHIN} objects and lists"
        elif token in b"]}":
            depth -= 1
    return None


def _no_number(literal: str) -> NoReturn:
    raise _NotQuick


def _quick_whole(digits: str) -> int:
    if len(digits) > _DIGITS:
        raise _NotQuick
    return int(digits)


def _quick_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise _NotQuick
    return value


def _whole(digits: str) -> int | Odd:
    return int(digits) if len(digits) <= _DIGITS else Odd(f"a number of {len(digits)} digits")


def _fraction(literal: str) -> Odd:
    return Odd(f"the number {literal[:20]}")


def _constant(literal: str) -> Odd:
    return Odd(literal)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) == len(pairs):
        return value
    seen: set[str] = set()
    twice = Twice(value)
    again: dict[str, None] = {}
    for name, _ in pairs:
        if name in seen:
            again[name] = None
        seen.add(name)
    twice.twice = tuple(again)
    return twice


_quick: Final = json.JSONDecoder(
    object_pairs_hook=_quick_object, parse_float=_no_number, parse_int=_quick_whole, parse_constant=_no_number
).decode
_thorough: Final = json.JSONDecoder(
    object_pairs_hook=_object, parse_float=_fraction, parse_int=_whole, parse_constant=_constant
).decode


def _without_surrogates(value: Any) -> Any:
    """Put an `Odd` for each text with a lone surrogate; a name with one is unknown in any case."""
    if isinstance(value, str):
        return Odd("a text with a lone surrogate") if _SURROGATE.search(value) else value
    if is_list(value):
        value[:] = _each(value)
    elif is_object(value):
        value.update(zip(list(value), _each(value.values()), strict=True))
    return value


def _each(values: Iterable[Any]) -> list[Any]:
    return [_without_surrogates(value) for value in values]
