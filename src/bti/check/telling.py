"""Tell what is not the same in two guides, in words that a leader of a service understands."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from typing import Final, cast

import attrs

from bti.check.difference import Change, Difference, Sort
from bti.check.difference_words import phrase, say, step_in_words, where
from bti.check.telling_cases import cases_in_general
from bti.guide.model import Guide, NotStated, Setting
from bti.guide.speech import (
    field_in_words,
    level_label,
    quoted,
    setting_in_words,
    value_in_words,
)
from bti.reasons import said_date
from bti.text import Text, check_language

__all__ = ["told"]

_ASKING: Final = frozenset({"entry", "completion", "requires"})
_GROUPS: Final = {"not_heard": "NotHeard", "whom": "Whom", "arena": "Arena"}
"""What has fields of its own in a guide, by the field that holds it, or as a difference calls it."""
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
    yield say("head", lang, before=_called(before, lang), after=_called(after, lang))
    yield ""
    if all_of_it.is_empty:
        yield say("same", lang)
        return
    yield say("changes", lang)
    yield from (f"  – {_change(one, all_of_it, lang)}" for one in all_of_it.changes)
    yield ""
    yield say("cases", lang)
    yield from (f"  – {line}" for line in cases_in_general(all_of_it, lang))


def _phase(one: Change, all_of_it: Difference, lang: str) -> str:
    """Tell what changes on a date in the guide that phases it in or out, as it is told between that and the next."""
    guide = all_of_it.before if one.sort is Sort.LOST else all_of_it.after
    guides = (*(phase.guide for phase in guide.phases), guide)
    place = next((place for place, phase in enumerate(guide.phases) if phase.until == one.on), None)
    inner = one.before if one.sort is Sort.LOST else one.after
    if place is None or one.on is None or not isinstance(inner, Change):
        return ""
    within = Difference(guides[place], guides[place + 1], (), (), ())
    what = _change(inner, within, lang)
    return say(f"phase_{one.sort.value}", lang, date=said_date(one.on, lang), what=f"{what[:1].lower()}{what[1:]}")


def _change(one: Change, all_of_it: Difference, lang: str) -> str:
    if one.on is not None:
        return _phase(one, all_of_it, lang)
    what = _what(one, all_of_it, lang)
    if one.sort in (Sort.GAINED, Sort.LOST):
        return say(one.sort.value, lang, what=what)
    before, after = _words_of(one, one.before, all_of_it.before, lang), _words_of(one, one.after, all_of_it.after, lang)
    field = field_in_words(one.field or "", lang, _GROUPS.get(one.place[0] if one.about == "guide" else one.about, ""))
    if before == after:
        return say("elsewhere", lang, what=what, field=field)
    if one.sort is Sort.CHANGED and (exchanged := _exchanged(one, all_of_it, lang)):
        is_value = one.about == "setting" and one.field == "value"
        return say("exchanged_value" if is_value else "exchanged", lang, what=what, field=field, exchanged=exchanged)
    if one.about == "setting" and one.sort is Sort.CHANGED and one.field in ("value", one.name):
        return say("changed_value", lang, what=what, before=before, after=after)
    return say(one.sort.value, lang, what=what, field=field, before=before, after=after)


def _exchanged(one: Change, all_of_it: Difference, lang: str) -> str:
    """Return which of several names or texts come in and go out; nothing where none stood or stands there."""
    before, after = _members(one.before), _members(one.after)
    if not (before and after and all(isinstance(member, (str, Text, enum.Enum)) for member in (*before, *after))):
        return ""
    new = tuple(member for member in after if member not in before)
    gone = tuple(member for member in before if member not in after)
    moved = (("in", new, all_of_it.after), ("out", gone, all_of_it.before))
    return "; ".join(
        say(key, lang, what=value_in_words(members, guide, lang)) for key, members, guide in moved if members
    )


def _members(value: object) -> tuple[object, ...]:
    return cast("tuple[object, ...]", value) if isinstance(value, tuple) else ()


def _words_of(one: Change, value: object, guide: Guide, lang: str) -> str:
    """Return a value in words; where no condition stands, nothing is asked, and that is stated."""
    if value is None and one.field in _ASKING:
        return value_in_words((), guide, lang)
    if isinstance(value, str) and one.about == "setting" and str(one.name).endswith("level"):
        return level_label(guide, value)
    if isinstance(value, Setting):
        return _decided(cast("Setting[object]", value), guide, lang)
    return value_in_words(value, guide, lang)


def _decided(setting: Setting[object], guide: Guide, lang: str) -> str:
    """Return what a setting decides: its value, then what it decides otherwise where something is so."""
    cases = [value_in_words(one, guide, lang) for one in setting.cases]
    if isinstance(setting.value, NotStated) and cases:
        return "; ".join(cases)
    return "; ".join((value_in_words(setting.value, guide, lang), *cases))


def _what(one: Change, all_of_it: Difference, lang: str) -> str:
    guide = all_of_it.before if one.sort is Sort.LOST else all_of_it.after
    if one.variant is None:
        return _thing(one, guide, lang)
    inner = next((variant.guide for variant in guide.variants if variant.id == one.variant), guide)
    return say("in_variant", lang, what=_thing(one, inner, lang), variant=inner.title)


def _thing(one: Change, guide: Guide, lang: str) -> str:
    if one.about == "guide":
        group = one.place[0] if len(one.place) > 1 else ""
        return quoted(field_in_words(group, lang), lang) if group else phrase("thing", "guide", lang)
    if one.about == "holders":
        return f"{phrase('thing', 'holders', lang)} {level_label(guide, one.place[1])}"
    if one.about == "setting":
        return _setting(one, guide, lang)
    thing = f"{phrase('thing', one.about, lang)} {_name(one, guide, lang)}"
    if one.within is not None and one.about != "step":
        return f"{thing}{where(one.place, guide, lang)}"
    step = guide.step(one.place[1]) if one.about == "step" else None
    if step is not None:
        return say("on_level", lang, what=thing, level=level_label(guide, step.level))
    return thing


def _setting(one: Change, guide: Guide, lang: str) -> str:
    group, name = ("", *(one.place[:-1] if one.field in _OF_A_SETTING and len(one.place) > 1 else one.place))[-2:]
    thing = f"{phrase('thing', 'setting', lang)} {quoted(setting_in_words(group, name, lang), lang)}"
    return f"{thing}{where(one.place, guide, lang)}"


def _name(one: Change, guide: Guide, lang: str) -> str:
    step = guide.step(one.place[1]) if one.about == "step" else None
    if step is not None:
        return step_in_words(step, lang)
    level = guide.level(one.place[1]) if one.about == "level" else None
    if level is not None:
        return f"{level.label} {quoted(level.title, lang)}"
    return quoted(one.name, lang)


def _called(guide: Guide, lang: str) -> str:
    return f"{quoted(guide.title, lang)} ({guide.id}, {guide.version})"
