"""The words in which differences between guides are told, from `difference_said.toml`."""

from __future__ import annotations

import functools
from collections.abc import Mapping

from bti.guide.model import Guide, Step
from bti.guide.speech import level_label, quoted
from bti.text import Text, render

__all__ = ["homes_in_words", "phrase", "say", "step_in_words", "where"]


def say(key: str, lang: str, **params: object) -> str:
    """Return one of the lines."""
    return render(_table("line")[key], lang, params)


def phrase(table: str, key: str, lang: str) -> str:
    """Return the words for a key; what a grown format names and nobody has found words for is said as it is written."""
    found = _table(table).get(key)
    return key if found is None else found(lang)


def where(place: tuple[str, ...], guide: Guide, lang: str) -> str:
    """Return on which step or level something stands, as the end of a phrase; nothing where it stands on none."""
    if len(place) > 1 and place[0] == "step":
        step = guide.step(place[1])
        return say("on_step", lang, step=place[1] if step is None else step.label)
    if len(place) > 1 and place[0] == "level":
        return say("at_level", lang, level=level_label(guide, place[1]))
    if len(place) > 1 and place[0] == "pathway":
        pathway = guide.pathway(place[1])
        return say("of_pathway", lang, pathway=place[1] if pathway is None else quoted(pathway.title, lang))
    return ""


def step_in_words(step: Step, lang: str) -> str:
    """Return a step's label and title."""
    return f"{step.label} {quoted(step.title, lang)}"


def homes_in_words(homes: tuple[str, ...], guide: Guide, lang: str) -> str:
    """Return kinds of home service by what a guide calls them."""
    known = (guide.service(home) for home in homes)
    return ", ".join(home if one is None else one.label(lang) for home, one in zip(homes, known, strict=True))


@functools.cache
def _tables() -> Mapping[str, Mapping[str, Text]]:
    import tomllib
    from importlib.resources import files

    read = tomllib.loads((files("bti.check") / "difference_said.toml").read_text("utf-8"))
    return {name: {key: Text.of(words) for key, words in table.items()} for name, table in read.items()}


def _table(name: str) -> Mapping[str, Text]:
    return _tables()[name]
