"""Merge what the layers of a guide call things."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from bti.guide.document import WordsOnLevel, WordsTable
from bti.guide.merging import Stack, below
from bti.guide.terms import Word
from bti.guide.words import Worded, Words

__all__ = ["words_of"]

_NOTHING: Final = Words()


def words_of(stack: Stack[WordsTable]) -> Words:
    """Return the words that the layers say, nearest first, word by word."""
    levels = dict.fromkeys(level for part in stack for level in part.table.on_level or ())
    on_level = {level: _said(_on(stack, level)) for level in levels}
    everywhere = _said(stack)
    if not everywhere and not on_level:
        return _NOTHING
    return Words(MappingProxyType(everywhere), MappingProxyType(on_level))


def _on(stack: Stack[WordsTable], level: str) -> Stack[WordsOnLevel]:
    return below(stack, f"level {level}", lambda table: (table.on_level or {}).get(level))


def _said(stack: Stack[WordsTable] | Stack[WordsOnLevel]) -> dict[str, Worded]:
    found: dict[str, Worded] = {}
    for word in Word:
        for part in stack:
            text = getattr(part.table, word.value)
            if text is not None:
                found[word.value] = Worded(text, part.origin(None, word.value))
                break
    return found
