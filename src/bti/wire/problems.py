"""Everything wrong with one document, at once: where it stands, what stands there, what should.

What is shown of a document in an error may end up in a host's log. So a text is shown only where a closed list of
words was expected, and shortened; a reference, a note or any other text is described by its length.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Collection, Iterator, Sequence
from itertools import islice
from typing import Any, Final, TypeAlias

from bti.errors import BtiError, DecodeError, Problem

__all__ = ["MOST_PROBLEMS", "Odd", "Parts", "Several", "Wrong", "at", "collected", "nearest", "shown", "shown_word"]

MOST_PROBLEMS: Final = 100
"""How many problems of one document are listed; the rest is counted."""

_LONGEST: Final = 40  # of what is shown of a document
_PLAIN: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,39}")


Parts: TypeAlias = list[tuple[str | int | None, Exception]]
"""Errors, each with the name or index of the part it stands in; None for the value as a whole."""


class Wrong(Exception):
    """One value is not what its place asks for.

    Attributes:
        message: What its place asks for.
        found: What stands there.
        nearest: The known name that comes nearest.
    """

    def __init__(self, message: str, found: str | None = None, nearest: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.found = found
        self.nearest = nearest


class Several(Exception):
    """Several things are wrong within one value.

    Attributes:
        parts: Each with the name or index of the part it is wrong in; None for the value as a whole.
    """

    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self.parts = parts


def at(path: Sequence[str | int], error: Exception) -> Exception:
    """Return an error as one that stands further within."""
    for part in reversed(path):
        error = Several([(part.rstrip("_") if isinstance(part, str) else part, error)])
    return error


class Odd:
    """Stand in a parsed document for what JSON allows, or Python lets pass, and no document of ours holds."""

    def __init__(self, description: str) -> None:
        self.description = description


def collected(title: str, error: Exception) -> DecodeError:
    """Return the error that lists every problem found, up to `MOST_PROBLEMS`."""
    every = _listed(error, "$")
    listed = list(islice(every, MOST_PROBLEMS))
    more = sum(1 for _ in every)
    if more:
        listed.append(Problem("$", f"{more} more problems are not listed"))
    return DecodeError(title, listed)


def _listed(error: Exception, path: str) -> Iterator[Problem]:
    if isinstance(error, Several):
        for part, inner in error.parts:
            yield from _listed(inner, path + _step(part))
    elif isinstance(error, Wrong):
        yield Problem(path, error.message, found=error.found, nearest=error.nearest)
    elif isinstance(error, BtiError):
        yield Problem(path, str(error))
    else:
        yield Problem(path, f"cannot be read ({type(error).__name__})")


def _step(part: str | int | None) -> str:
    if part is None:
        return ""
    if isinstance(part, str):
        return f".{part}" if _PLAIN.fullmatch(part) else f"[{json.dumps(_short(part))}]"
    return f"[{part}]"


def shown(value: Any) -> str:
    """Describe a value without telling what it says."""
    match value:
        case None | True | False:
            return json.dumps(value)
        case int():
            return f"the number {value}"
        case str():
            return f"a text of {len(value)} characters"
        case list():
            return f"a list of {len(value)}"  # pyright: ignore[reportUnknownArgumentType] -- of anything
        case dict():
            return "an object"
        case Odd():
            return value.description
        case _:
            return f"a {type(value).__name__}"


def shown_word(value: Any) -> str:
    """Show a text where a closed list of words, a date or a digest was expected, shortened; describe anything else."""
    return json.dumps(_short(value)) if isinstance(value, str) else shown(value)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def nearest(name: Any, known: Collection[str]) -> str | None:
    """Return the known name that comes nearest, or None where none is near."""
    if not isinstance(name, str):
        return None
    found = difflib.get_close_matches(name[:64], known, 1)
    return found[0] if found else None
