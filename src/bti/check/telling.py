"""Tell what is not the same in two guides, in words that a leader of a service understands."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from typing import Final

import attrs

from bti.check.difference import Change, Difference, HolderChange, Sort, Standing
from bti.guide.model import Guide, Setting, Step
from bti.guide.speech import (
    field_in_words,
    level_label,
    quoted,
    setting_in_words,
    value_in_words,
)
from bti.text import Text, check_language, render

__all__ = ["told"]

_OF_A_SETTING: Final = frozenset(field.name for field in attrs.fields(Setting))


def told(difference: Difference, lang: str) -> list[str]:
    """Return the difference as lines: what changed, then what it means for running cases.

    Raises:
        UnknownLanguage: No such language.
    """
    check_language(lang)
    return list(_lines(difference, lang))


def _lines(all_of_it: Difference, lang: str) -> Iterator[str]:
    before, after = all_of_it.before, all_of_it.after
    yield _say("head", lang, before=_called(before, lang), after=_called(after, lang))
    yield ""
    if all_of_it.is_empty:
        yield _say("same", lang)
        return
    yield _say("changes", lang)
    yield from (f"  – {_change(one, all_of_it, lang)}" for one in all_of_it.changes)
    yield ""
    yield _say("cases", lang)
    yield from (f"  – {line}" for line in _cases(all_of_it, lang))


def _cases(all_of_it: Difference, lang: str) -> Iterator[str]:
    for sort in (Sort.GAINED, Sort.LOST, Sort.CHANGED):
        for one in all_of_it.options(sort):
            yield _say(f"option_{sort.value}", lang, step=one.place[1], option=quoted(one.name, lang))
    yield from (_time_limit(one, all_of_it, lang) for one in all_of_it.deadlines)
    yield from (_holder(one, all_of_it, lang) for one in all_of_it.holders)
    for position in all_of_it.need_a_person:
        if position.why_not is not None:
            yield _say(position.why_not.value, lang, step=_step(position.step, lang))
    moving = [position.step.label for position in all_of_it.positions if position.moves_by_itself]
    if not all_of_it.need_a_person:
        yield _say("moves_all", lang)
    elif moving:
        yield _say("moves", lang, steps=", ".join(moving))


def _time_limit(one: Change, all_of_it: Difference, lang: str) -> str:
    sort = one.sort if one.sort in (Sort.GAINED, Sort.LOST) else Sort.CHANGED
    if one.field == "deadlines" and not (one.before and one.after):  # not stated at all on one side
        sort = Sort.GAINED if one.after else Sort.LOST
    if sort is Sort.CHANGED:
        words = _arrow(one, all_of_it, lang)
    else:
        gained = sort is Sort.GAINED
        guide = all_of_it.after if gained else all_of_it.before
        words = value_in_words(one.after if gained else one.before, guide, lang)
    return _say(f"deadline_{sort.value}", lang, step=one.place[1], deadline=words)


def _holder(one: HolderChange, all_of_it: Difference, lang: str) -> str:
    role = all_of_it.before.role(one.role)
    named = one.role if role is None else role.label(lang)
    level = level_label(all_of_it.after, one.level)
    if one.after is Standing.NOT_ELIGIBLE:
        return _say("holder_lost", lang, role=named, level=level)
    before, after = (_phrase("standing", standing.value, lang) for standing in (one.before, one.after))
    return _say("holder_changed", lang, role=named, level=level, before=before, after=after)


def _change(one: Change, all_of_it: Difference, lang: str) -> str:
    what = _what(one, all_of_it, lang)
    if one.sort in (Sort.GAINED, Sort.LOST):
        return _say(one.sort.value, lang, what=what)
    field = field_in_words(one.field or "", lang)
    before = value_in_words(one.before, all_of_it.before, lang)
    after = value_in_words(one.after, all_of_it.after, lang)
    if before == after:
        return _say("elsewhere", lang, what=what, field=field)
    return _say(one.sort.value, lang, what=what, field=field, before=before, after=after)


def _what(one: Change, all_of_it: Difference, lang: str) -> str:
    guide = all_of_it.before if one.sort is Sort.LOST else all_of_it.after
    if one.variant is None:
        return _thing(one, guide, lang)
    inner = next((variant.guide for variant in guide.variants if variant.id == one.variant), guide)
    return _say("in_variant", lang, what=_thing(one, inner, lang), variant=inner.title)


def _thing(one: Change, guide: Guide, lang: str) -> str:
    if one.about == "guide":
        return _phrase("thing", "guide", lang)
    if one.about == "holders":
        return f"{_phrase('thing', 'holders', lang)} {level_label(guide, one.place[1])}"
    if one.about == "setting":
        return _setting(one, guide, lang)
    thing = f"{_phrase('thing', one.about, lang)} {_name(one, guide, lang)}"
    if one.within is not None and one.about != "step":
        return _say("within", lang, what=thing, step=one.place[1])
    step = guide.step(one.place[1]) if one.about == "step" else None
    if step is not None:
        return _say("on_level", lang, what=thing, level=level_label(guide, step.level))
    return thing


def _setting(one: Change, guide: Guide, lang: str) -> str:
    group, name = one.place[-3:-1] if one.field in _OF_A_SETTING else one.place[-2:]
    thing = f"{_phrase('thing', 'setting', lang)} {quoted(setting_in_words(group, name, lang), lang)}"
    step = guide.step(one.place[1]) if one.place[0] == "step" else None
    return thing if step is None else _say("within", lang, what=thing, step=step.label)


def _name(one: Change, guide: Guide, lang: str) -> str:
    step = guide.step(one.place[1]) if one.about == "step" else None
    if step is not None:
        return _step(step, lang)
    level = guide.level(one.place[1]) if one.about == "level" else None
    if level is not None:
        return f"{level.label} {quoted(level.title, lang)}"
    return quoted(one.name, lang)


def _arrow(one: Change, all_of_it: Difference, lang: str) -> str:
    return f"{value_in_words(one.before, all_of_it.before, lang)} → {value_in_words(one.after, all_of_it.after, lang)}"


def _called(guide: Guide, lang: str) -> str:
    return f"{quoted(guide.title, lang)} ({guide.id}, {guide.version})"


def _step(step: Step, lang: str) -> str:
    return f"{step.label} {quoted(step.title, lang)}"


def _say(key: str, lang: str, **params: object) -> str:
    return render(_table("line")[key], lang, params)


def _phrase(table: str, key: str, lang: str) -> str:
    """Return the words for a key; what a grown format names and nobody has found words for is said as it is written."""
    found = _table(table).get(key)
    return key if found is None else found(lang)


@functools.cache
def _tables() -> Mapping[str, Mapping[str, Text]]:
    import tomllib
    from importlib.resources import files

    read = tomllib.loads((files("bti.check") / "difference_said.toml").read_text("utf-8"))
    return {name: {key: Text.of(words) for key, words in table.items()} for name, table in read.items()}


def _table(name: str) -> Mapping[str, Text]:
    return _tables()[name]
