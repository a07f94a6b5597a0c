"""What coded values are called: an effect, a reason for closing, a scope of consent, in bokmål, nynorsk and English.

A code is for machines and never changes; its words are for people and stand in `codes.toml` beside this file, a table
for each class of codes. Whoever shows a case, or offers choices on a page, takes the words from here.
"""

from __future__ import annotations

import enum
import functools
from collections.abc import Mapping

from bti.text import Text

__all__ = ["said", "words_of_codes"]


def said(value: enum.Enum) -> Text:
    """Return what a coded value is called.

    Args:
        value: A member of one of the classes of codes in `bti.facts`, or of what answers are made of.

    Raises:
        LookupError: The library has no words for it.
    """
    found = words_of_codes().get((type(value).__name__, str(value.value)))
    if found is None:
        raise LookupError(f"there are no words for {value}; codes.toml needs them")
    return found


@functools.cache
def words_of_codes() -> Mapping[tuple[str, str], Text]:
    """Return all words by the name of the class and the code."""
    import tomllib
    from importlib.resources import files

    read = tomllib.loads((files("bti") / "codes.toml").read_text("utf-8"))
    return {(name, code): Text.of(words) for name, codes in read.items() for code, words in codes.items()}
