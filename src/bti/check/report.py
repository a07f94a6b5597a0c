"""What a check found: findings with a code, a place and words, counted and graded."""

from __future__ import annotations

import enum
import functools
from collections.abc import Mapping
from typing import Final

import attrs

from bti.text import Text, check_language, render

__all__ = ["Counts", "Finding", "Report", "Severity", "said"]

_CANNOT_BE_READ: Final = 2
_FOUND: Final = {
    "a table": Text(nb="en tabell", nn="ein tabell", en="a table"),
    "a list": Text(nb="en liste", nn="ei liste", en="a list"),
    "a very large number": Text(nb="et svært stort tall", nn="eit svært stort tal", en="a very large number"),
}
"""What a value is called where it is too large to be shown."""


class Severity(enum.Enum):
    """How much a finding matters.

    An error keeps the guide from being used, or from being lawful; a warning is most likely not meant; a note is
    worth knowing and may well be meant.
    """

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@attrs.frozen
class Finding:
    """One thing that a check found in a guide.

    Attributes:
        severity: How much it matters.
        code: What it is; stays the same.
        path: Where, as a JSON path in the file (`$.level[1].step[0].purpose`).
        params: What its sentences name.
        found: What stands there, shortened; None when something is missing.
        nearest: The known name that comes nearest to what stands there, if one does.
        file: The file, where it is known.
        line: The line of the file, where it could be told.
        hint: What may have been meant, for mistakes that are easily made.
    """

    severity: Severity
    code: str
    path: str
    params: tuple[tuple[str, object], ...] = ()
    found: str | None = None
    nearest: str | None = None
    file: str | None = None
    line: int | None = None
    hint: Text | None = None

    def what(self, lang: str) -> str:
        """Return what is the matter.

        Raises:
            UnknownLanguage: No such language.
        """
        return self._said("what", lang)

    def why(self, lang: str) -> str:
        """Return why it matters.

        Raises:
            UnknownLanguage: No such language.
        """
        return self._said("why", lang)

    def mend(self, lang: str) -> str:
        """Return how to mend it.

        Raises:
            UnknownLanguage: No such language.
        """
        return self._said("mend", lang)

    def found_in(self, lang: str) -> str | None:
        """Return what stands there, for a reader: a table or a list is called so in the reader's language.

        Raises:
            UnknownLanguage: No such language.
        """
        known = _FOUND.get(self.found or "")
        return self.found if known is None else known(check_language(lang))

    def _said(self, part: str, lang: str) -> str:
        check_language(lang)
        return render(said()[self.code][part], lang, {name: _in(value, lang) for name, value in self.params})


@attrs.frozen
class Counts:
    """How much of a guide its municipality states itself.

    An element is whatever has an origin: a level, a step, a requirement, an outcome, a deadline, the list of holders
    of a level, a setting, a kind of service, a role.

    Attributes:
        stated: Elements the guide itself states.
        inherited: Elements that stand in a guide it extends.
        said: Rules that are said and not enforced, its own and inherited ones.
        not_stated: Places where no guide of the chain says anything, and none is assumed.
    """

    stated: int
    inherited: int
    said: int
    not_stated: int


@attrs.frozen
class Report:
    """All that a check found.

    Attributes:
        findings: Errors first, then warnings, then notes; each in the order of the file.
        guide: The guide's id, where it could be read.
        file: The file that was checked, where there is one.
        is_readable: Whether there was anything to check; a file that is not there or is not TOML has one finding.
        counts: How much is stated; None where the guide cannot be used.
        languages: Which the guide's own texts are in, where that could be read.
        place: The municipality whose guide it is, where the guide says one.
    """

    findings: tuple[Finding, ...]
    guide: str | None = None
    file: str | None = None
    is_readable: bool = True
    counts: Counts | None = None
    languages: tuple[str, ...] = ()
    place: str | None = None

    def of(self, severity: Severity) -> tuple[Finding, ...]:
        """Return the findings of one severity."""
        return tuple(one for one in self.findings if one.severity is severity)

    def exit_code(self, *, strict: bool = False) -> int:
        """Return what a command exits with: 0 for clean or notes, 1 for errors, 2 where nothing can be read.

        Args:
            strict: Whether warnings count as errors.
        """
        if not self.is_readable:
            return _CANNOT_BE_READ
        graded = self.of(Severity.ERROR) or (self.of(Severity.WARNING) if strict else ())
        return 1 if graded else 0


@functools.cache
def said() -> Mapping[str, Mapping[str, Text]]:
    """Return the sentences of each code: what, why and mend."""
    import tomllib
    from importlib.resources import files

    read = tomllib.loads((files("bti.check") / "said.toml").read_text("utf-8"))
    return {code: {part: Text.of(words) for part, words in parts.items()} for code, parts in read.items()}


def _in(value: object, lang: str) -> object:
    return value(lang) if isinstance(value, Text) else value
