"""What raises: errors a type checker or a schema could have known (what depends on the case refuses instead)."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

__all__ = [
    "BtiError",
    "ChangedMeanwhile",
    "DecodeError",
    "GuideError",
    "IdConflict",
    "InvalidValue",
    "LawError",
    "NaiveDatetime",
    "Problem",
    "StoreError",
    "UnknownGuide",
    "UnknownLanguage",
    "UnknownRule",
    "WrongReader",
]


class BtiError(Exception):
    """Be the one class to catch for everything that this library raises on purpose."""


class InvalidValue(BtiError, ValueError):
    """A value cannot mean anything: an empty reference, a birth date in words, a lone surrogate in a text."""


class NaiveDatetime(InvalidValue):
    """A datetime without a time zone was given; an instant needs one (I-16)."""


class UnknownLanguage(InvalidValue):
    """A language tag that this text, or the library, does not have."""


class WrongReader(BtiError):
    """A case folded for one person was handed in on behalf of another."""


class IdConflict(BtiError):
    """An entry id is used again for something else than it was used for first."""


class StoreError(BtiError):
    """A file or database cannot be used: foreign, truncated, newer, locked, full or read-only."""


class ChangedMeanwhile(StoreError):
    """A stream grew between reading and appending; `expected` and `actual` are versions by book."""

    def __init__(self, message: str, *, expected: int, actual: int) -> None:
        super().__init__(message)
        self.expected = expected
        self.actual = actual


@attrs.frozen
class Problem:
    """One thing wrong in a document, said so that its writer can mend it.

    Attributes:
        path: Where, as a JSON path (`$.level[1].step[0].purpose`).
        message: What is wrong and what was expected, in English.
        found: What stands there, shortened; None when something is missing.
        nearest: The known name that comes nearest to what stands there, if one does.
        file: The file, where it is known.
    """

    path: str
    message: str
    found: str | None = None
    nearest: str | None = None
    file: str | None = None

    def __str__(self) -> str:
        place = f"{self.file}: {self.path}" if self.file else self.path
        found = f"; found {self.found}" if self.found is not None else ""
        hint = f"; did you mean '{self.nearest}'?" if self.nearest else ""
        return f"{place}: {self.message}{found}{hint}"


class _Collected(BtiError, ValueError):
    """Several problems of one document, all at once."""

    def __init__(self, title: str, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        count = len(self.problems)
        lines = "".join(f"\n  - {problem}" for problem in self.problems)
        super().__init__(f"{title} ({count} problem{'' if count == 1 else 's'}){lines}")


class GuideError(_Collected):
    """A guide cannot be used; `problems` holds every finding."""


class UnknownGuide(BtiError, LookupError):
    """No guide of this id or digest is known to the loader or the engine."""


class LawError(_Collected):
    """Rules of law cannot be used; `problems` holds every finding."""


class UnknownRule(BtiError, LookupError):
    """The law has no rule of this id."""


class DecodeError(_Collected):
    """Stored or sent bytes cannot be read; `problems` holds every finding."""
