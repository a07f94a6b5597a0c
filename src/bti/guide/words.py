"""What a municipality calls the things of the domain: the holder, the log, a level, a concern.

A guide says the words it uses, for all levels or for one; where it does not, the words of the field stand.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import attrs

from bti.guide.settings import Origin
from bti.guide.terms import Word
from bti.text import Text

__all__ = ["COMMON_WORDS", "Worded", "Words"]

COMMON_WORDS: Final[Mapping[Word, Text]] = MappingProxyType(
    {
        Word.HOLDER: Text(nb="stafettholder", nn="stafetthaldar", en="baton holder"),
        Word.LOG: Text(nb="stafettlogg", nn="stafettlogg", en="relay log"),
        Word.LEVEL: Text(nb="nivå", nn="nivå", en="level"),
        Word.CONCERN: Text(nb="undring", nn="undring", en="concern"),
    }
)
"""What nearly all guides say; used where neither a guide nor one it extends says another word."""


@attrs.frozen
class Worded:
    """A word, and who says it."""

    text: Text
    origin: Origin


@attrs.frozen
class Words:
    """A guide's own words.

    Attributes:
        everywhere: By `Word.value`: what it is called on all levels.
        on_level: By level id, then by `Word.value`: what it is called on that level.
    """

    everywhere: Mapping[str, Worded] = attrs.field(factory=dict[str, Worded], hash=False)
    on_level: Mapping[str, Mapping[str, Worded]] = attrs.field(factory=dict[str, Mapping[str, Worded]], hash=False)

    def find(self, word: Word, level: str | None = None) -> Worded | None:
        """Return what the guide calls something, on a level if it has a word for that, or None where it says none."""
        there = self.on_level.get(level or "", {}).get(word.value)
        return there or self.everywhere.get(word.value)
