"""The phrases of an outline that take the guide to say: strengths, sources that disagree, when something is owed."""

from __future__ import annotations

from typing import cast

import attrs

from bti.explore.guide_said import say
from bti.guide.model import (
    After,
    Counting,
    Guide,
    GuideDuty,
    Holders,
    Level,
    Modality,
    Requirement,
    Setting,
    SettingCase,
    Word,
)
from bti.guide.speech import after_in_words, level_label, period_in_words, required_in_words, value_in_words
from bti.guide.words import COMMON_WORDS

__all__ = ["OutlineWords", "big", "each_once", "ground_in_words"]


def ground_in_words(guide: Guide, source: str, lang: str) -> str:
    """Return what a ground is called: the title of the source, and the place in it ("plan 3.2")."""
    name, _, place = source.partition(" ")
    if source == "setting":
        return say("setting", lang)
    known = next((one.title for one in guide.sources if one.id == name), name)
    if name == "law":
        return say("law", lang, rule=place)
    return f"{known}, {place}" if place else known  # a title may end in what looks like a place


def big(words: str) -> str:
    """Return words that begin a line."""
    return words[:1].upper() + words[1:]


def each_once(holders: Holders) -> Holders:
    """Return who may hold the baton with each role in the list that counts: of two, excluded, then exceptional."""
    excluded = frozenset(holders.excluded)
    exceptional = tuple(one for one in holders.exceptional if one not in excluded)
    before = excluded.union(exceptional)
    return attrs.evolve(
        holders, exceptional=exceptional, preferred=tuple(one for one in holders.preferred if one not in before)
    )


@attrs.frozen
class OutlineWords:
    """How single things of a guide are said in an outline of it.

    Attributes:
        guide: The guide.
        lang: In which language.
    """

    guide: Guide
    lang: str

    def level(self, level: str) -> str:
        """Return what the guide prints for a level."""
        return level_label(self.guide, level)

    def level_title(self, level: Level) -> str:
        """Return how a level is headed: what the guide calls a level, its label and its title, each once."""
        called, title = big(self.guide.word("level", level.id)(self.lang)), level.title(self.lang)
        if title.casefold() == f"{called} {level.label}".casefold():
            return title
        return say("level", self.lang, level=called, label=level.label, title=title)

    def place(self, level: str, step: str | None = None) -> str:
        """Return a level as the guide calls one, or the step of it that is named."""
        found = None if step is None else self.guide.step(step)
        if step is not None:
            return say("on_step", self.lang, label=step if found is None else found.label)
        return say("on_level", self.lang, level=self.guide.word("level", level)(self.lang), label=self.level(level))

    def required(self, required: Requirement) -> str:
        """Return what is required, with how strongly it is meant."""
        return required_in_words(required, self.lang, self.guide)

    def meant(self, said: str, modality: Modality, setting: Setting[object] | SettingCase[object] | None = None) -> str:
        """Return what is said, with how strongly it is meant where it is not simply so, and by whom if by another."""
        if modality is Modality.MUST:
            return said
        strength, states = say(modality.value, self.lang), None if setting is None else setting.origins.get("modality")
        if states is None or setting is None or states.guide == setting.origin.guide:
            return f"{said} ({strength})"
        return f"{said} ({strength}, {say('from', self.lang, guide=states.guide)})"

    def decided(self, name: str, value: object) -> str:
        """Return the value of a setting."""
        if isinstance(value, str) and name.endswith("level"):
            return self.place(value) if name == "from_level" else self.level(value)
        if isinstance(value, str) and name == "from_step":
            step = self.guide.step(value)
            return value if step is None else step.label
        levels: object = value if name in ("level", "levels") else None
        if isinstance(levels, tuple):
            return ", ".join(self.level(str(one)) for one in cast("tuple[object, ...]", levels))
        return value_in_words(value, self.guide, self.lang)

    def disagree(self, name: str, setting: Setting[object]) -> str:
        """Return which sources say what, where they disagree, and which of them holds."""
        holds = say(
            "holds",
            self.lang,
            said=self.meant(self.decided(name, setting.value), setting.modality),
            source=self._sources(setting.origin.sources),
        )
        others = (
            say(
                "says_otherwise",
                self.lang,
                said=self.meant(self.decided(name, one.value), one.modality or Modality.MUST),
                source=self._sources(one.sources),
            )
            for one in setting.weaker
        )
        return "; ".join((holds, *others))

    def _sources(self, sources: tuple[str, ...]) -> str:
        return ", ".join(ground_in_words(self.guide, one, self.lang) for one in sources)

    def topic(self, about: str) -> str:
        """Return what advice is about: a level, a step, an arena, a pathway, or a group of rules."""
        level, step = self.guide.level(about), self.guide.step(about)
        if level is not None:
            return f"{COMMON_WORDS[Word.LEVEL](self.lang)} {level.label}"
        if step is not None:
            return f"{step.label} {step.title(self.lang)}"
        known = self.guide.arena(about) or self.guide.pathway(about)
        if known is not None:
            return known.title(self.lang)
        return say(f"section_{about}", self.lang) if about in ("baton", "consent", "log") else about

    def counting(self, count: Counting) -> str:
        """Return how much of what opens a pathway."""
        what = {"what": value_in_words(count.counted, self.guide, self.lang), "least": count.at_least}
        if count.within is None:
            return say("counted", self.lang, **what)
        return say("counted_within", self.lang, **what, length=value_in_words(count.within, self.guide, self.lang))

    def time_of(self, duty: GuideDuty | After) -> tuple[str, str] | None:
        """Return from when a duty is owed or by when, with the field that says it; None where nothing does."""
        if isinstance(duty, After):  # it is owed from the meeting on
            return None if duty.within is None else ("within", period_in_words(duty.within, duty.unit, self.lang))
        if duty.due is None:
            return None if duty.start is None else ("start", value_in_words(duty.start, self.guide, self.lang))
        if duty.start is None:
            return "due", period_in_words(duty.due, duty.unit, self.lang)
        return "due", after_in_words(duty.due, duty.unit, duty.start, self.lang)
