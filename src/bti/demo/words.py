"""The telling's own lines, and what it calls coded values, in bokmål, nynorsk and English."""

from __future__ import annotations

import enum
import functools
import tomllib
from collections.abc import Mapping
from importlib.resources import files

from bti import Text
from bti.codes import said

__all__ = ["code", "words"]


def code(value: enum.Enum, lang: str) -> str:
    """Return what a coded value is called."""
    return said(value)(lang)


@functools.cache
def words() -> Mapping[str, Text]:
    """Return the telling's own lines by name, from `words.toml` beside this file."""
    read = tomllib.loads((files("bti.demo") / "words.toml").read_text("utf-8"))
    return {name: Text.of(said) for name, said in read.items()}
