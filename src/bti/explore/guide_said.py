"""The words in which guides are shown, from `guide_words.toml`."""

from __future__ import annotations

import functools
from collections.abc import Mapping

from bti.text import Text, render

__all__ = ["has_words", "say"]


def say(word: str, lang: str, **params: object) -> str:
    """Return one of the words in which guides are shown."""
    return render(_words()[word], lang, params)


def has_words(word: str) -> bool:
    """Tell whether there are words for something."""
    return word in _words()


@functools.cache
def _words() -> Mapping[str, Text]:
    import tomllib
    from importlib.resources import files

    read = tomllib.loads((files("bti.explore") / "guide_words.toml").read_text("utf-8"))
    return {key: Text.of(said) for key, said in read.items()}
