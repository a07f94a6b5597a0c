"""Read the TOML of one guide file into a `Document`, or report everything that is wrong with it at once.

Reading knows one file and its shape. Whether names lead anywhere is asked by `bti.guide.checking`, which sees the
whole `extends` chain.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, cast

import attrs
from cattrs.errors import ClassValidationError, ForbiddenExtraKeysError, IterableValidationError

from bti.errors import GuideError, InvalidValue, Problem
from bti.guide.document import Document
from bti.guide.never import refusal
from bti.guide.structuring import WrongValue, keys_of, nearest, reader, shown

__all__ = ["LARGEST", "parse_toml", "read_document", "read_table", "unusable"]

LARGEST: Final = 1_000_000
"""How many bytes a guide file may have; the common core has about a thirtieth of it."""

_DEEPEST: Final = 40
_BARE: Final = re.compile(r"[A-Za-z0-9_-]+")


def unusable(file: str | None) -> str:
    """Return the first line of an error about a guide."""
    return f"the guide in {file} cannot be used" if file else "this guide cannot be used"


def read_document(data: bytes | str, *, file: str | None = None) -> Document:
    """Read one guide file.

    Args:
        data: The TOML, as text or as UTF-8 bytes (a byte order mark is passed over).
        file: What to call it in problems.

    Raises:
        GuideError: It is not TOML, not of a guide's shape, too large or nested too deep. `problems` holds every
            finding, each with its JSON path.
    """
    return read_table(parse_toml(data, file), file)


def read_table(table: Mapping[str, object], file: str | None) -> Document:
    """Read what stands in one guide file.

    Raises:
        GuideError: It is not of a guide's shape; `problems` holds every finding, each with its JSON path.
    """
    read = reader()
    try:
        return read(table)
    except Exception as error:  # cattrs raises groups of whatever the hooks raise; all of it becomes problems
        found = tuple(attrs.evolve(problem, file=file) for problem in _problems(error, "$"))
        raise GuideError(unusable(file), found) from None


def parse_toml(data: bytes | str, file: str | None) -> dict[str, Any]:
    """Parse TOML, and nothing more.

    Raises:
        GuideError: It is not TOML, too large or nested too deep.
    """

    def refuse(message: str) -> GuideError:
        return GuideError(unusable(file), [Problem("$", message, file=file)])

    size = len(data)
    if size > LARGEST:
        raise refuse(f"the file is too large: more than {LARGEST} bytes")
    if isinstance(data, bytes):
        if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data[:4]:  # with a mark or without
            raise refuse("the file is written in UTF-16; save it as UTF-8")
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            raise refuse(f"the file is not UTF-8 (line {line}, byte {error.start}); save it as UTF-8") from None
    else:
        text = data.removeprefix("\ufeff")
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = f"at line {text.count(chr(10)) + 1}, the end of the file"
        raise refuse(f"not TOML: {error}".replace("at end of document", place)) from None
    except RecursionError:
        raise refuse("nested too deep") from None
    except (ValueError, OverflowError) as error:  # an integer of thousands of digits, a date that does not exist
        raise refuse(f"not TOML that can be read: {str(error)[:200]}") from None
    if _too_deep(table):
        raise refuse("nested too deep")
    return table


def _too_deep(table: dict[str, Any]) -> bool:
    """Tell whether tables and lists stand in each other deeper than any guide needs (asked without recursion)."""
    inner: list[object] = [table]
    for _ in range(_DEEPEST):
        inner = [below for one in inner for below in _members(one) if isinstance(below, (dict, list))]
        if not inner:
            return False
    return True


def _members(value: object) -> Iterable[object]:
    return cast("dict[str, object]", value).values() if isinstance(value, dict) else cast("list[object]", value)


def _problems(error: BaseException, path: str) -> Iterator[Problem]:
    """Walk what cattrs raised down to the single findings, building up the JSON path on the way."""
    if isinstance(error, ClassValidationError):
        fields, others = error.group_exceptions()
        for one, field in fields:
            key = next(iter(keys_of(error.cl, field.name)), field.name)
            yield from _problems(one, f"{path}{_member(key)}")
        for other in others:
            yield from _problems(other, path)
    elif isinstance(error, IterableValidationError):
        for one, place in error.group_exceptions()[0]:
            index = place.index
            yield from _problems(one, f"{path}[{index}]" if isinstance(index, int) else f"{path}{_member(index)}")
    elif isinstance(error, ForbiddenExtraKeysError):
        known = keys_of(error.cl)
        for key in sorted(error.extra_fields):
            never = refusal((key,)) or refusal((path.rpartition(".")[2], key))
            message = never or f"unknown key; known here: {', '.join(known)}"
            near = None if never else nearest(key, known)
            yield Problem(f"{path}{_member(key)}", message, shown(key), near)
    elif isinstance(error, WrongValue):
        yield Problem(path, str(error), error.found, error.near)
    elif isinstance(error, KeyError):
        yield Problem(path, "is missing")
    elif isinstance(error, InvalidValue):
        yield Problem(path, str(error))
    else:
        yield Problem(path, f"cannot be read ({type(error).__name__})")


def _member(key: str) -> str:
    return f".{key}" if _BARE.fullmatch(key) else f"[{shown(key)}]"
