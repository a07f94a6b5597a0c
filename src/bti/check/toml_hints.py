"""What may have been meant on a line that the reader of TOML stumbles over."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["toml_hint"]

_QUOTED: Final = re.compile(r"\"[^\"]*\"|'[^']*'")
_HINTS: Final[tuple[tuple[str, re.Pattern[str]], ...]] = (
    ("letters_in_keys", re.compile(r"\s*\[*[^=\]#:]*[^\x00-\x7f][^=\]#:]*(?:[=\]].*|$)")),
    ("quotes_are_straight", re.compile(r".*[=\[{,]\s*[“”„«»‘’].*")),
    ("yes_is_true", re.compile(r".*=\s*(?:nei|ja|yes|no|false|true|sann|usann)\b.*", re.IGNORECASE)),
    ("date_is_year_first", re.compile(r".*=\s*\d{1,2}\.\s?\d{1,2}\.\s?\d{2,4}.*")),
    ("braces_on_one_line", re.compile(r".*=\s*(?:\[\s*)?\{[^}]*")),
    ("equals_not_colon", re.compile(r"\s*-?\s*[\w-]+\s*:.*")),
)
_OPENS: Final = re.compile(r"\s*\[\[?\s*([\w-]+)\s*\]\]?.*")


def toml_hint(toml: str, line: int) -> str | None:
    """Return the name of the hint that fits a line which cannot be read, if one does."""
    lines = toml.splitlines()
    if not 1 <= line <= len(lines):
        return None
    bare = _QUOTED.sub('""', lines[line - 1])[:500]
    for name, pattern in _HINTS:
        if pattern.fullmatch(bare):
            return name
    opened = _OPENS.fullmatch(bare)
    if opened is not None:
        before = [one.replace(" ", "") for one in lines[: line - 1]]
        if any(one.startswith((f"[[{opened[1]}.", f"[{opened[1]}.")) for one in before):
            return "outer_table_first"
    return None
