"""How is what a guide says put into words? Values, requirements, time limits, names of fields, in nb, nn and en."""

from __future__ import annotations

import datetime as dt
import enum
import functools
from collections.abc import Mapping
from typing import cast

import attrs

from bti.codes import words_of_codes
from bti.dates import Period, Unit
from bti.guide.model import (
    NOT_STATED,
    Condition,
    Deadline,
    DeadlineStart,
    Definition,
    Guide,
    Holders,
    Modality,
    Phase,
    Requirement,
    Setting,
    SettingCase,
    Since,
    Target,
    Weaker,
    When,
)
from bti.guide.vocabulary import fact_words
from bti.guide.words import Worded
from bti.reasons import said_date
from bti.text import Text, render

__all__ = [
    "after_in_words",
    "deadline_in_words",
    "field_in_words",
    "id_in_words",
    "level_label",
    "name_in_words",
    "often_in_words",
    "period_in_words",
    "quoted",
    "required_in_words",
    "requirement_in_words",
    "setting_in_words",
    "value_in_words",
    "when_in_words",
    "with_in_words",
]


def value_in_words(value: object, guide: Guide, lang: str) -> str:
    """Return a value of the model in words."""
    if value is None or value is NOT_STATED:
        return _say("not_stated", lang)
    if value == ():
        return _say("none", lang)
    if isinstance(value, bool):
        return _say("true" if value else "false", lang)
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Text):
        return quoted(value, lang)
    if isinstance(value, enum.Enum):
        return _word(value, lang)
    if isinstance(value, Period):
        return _period(value, lang)
    if isinstance(value, dt.date):
        return said_date(value, lang)
    if isinstance(value, tuple):
        return ", ".join(value_in_words(one, guide, lang) for one in cast("tuple[object, ...]", value))
    if isinstance(value, str):
        return name_in_words(value, guide, lang)
    return _part(value, guide, lang)


def name_in_words(name: str, guide: Guide, lang: str) -> str:
    """Return what is called by a name: a role, a service, an arena, a pathway, a kind of fact; else itself."""
    known = guide.role(name) or guide.service(name)
    if known is not None:
        return known.label(lang)
    titled = guide.arena(name) or guide.tool(name)
    if titled is not None:
        return titled.title(lang)
    question = guide.question(name)
    if question is not None:
        return question.text(lang)
    pathway = guide.pathway(name)
    if pathway is not None:
        return pathway.title(lang)
    kinds = ("Initiative", "PathwayKind", "Category")
    coded = next((words_of_codes()[kind, name] for kind in kinds if (kind, name) in words_of_codes()), None)
    called = coded or _table("caller").get(name) or _table("namer").get(name) or fact_words(name)
    return called(lang)


def _part(value: object, guide: Guide, lang: str) -> str:
    if isinstance(value, (Requirement, Condition)):
        return required_in_words(value, lang, guide)
    if isinstance(value, Setting):
        return value_in_words(cast("Setting[object]", value).value, guide, lang)
    if isinstance(value, When):
        return when_in_words(value, guide, lang)
    if isinstance(value, SettingCase):
        case = cast("SettingCase[object]", value)
        said = f"{value_in_words(case.value, guide, lang)} ({_word(case.modality, lang)})"
        return f"{when_in_words(case.when, guide, lang)}: {said}"
    if isinstance(value, Weaker):
        weaker = cast("Weaker[object]", value)
        meant = () if weaker.modality is None else (_word(weaker.modality, lang),)
        return f"{value_in_words(weaker.value, guide, lang)} ({', '.join((*meant, *weaker.sources))})"
    if isinstance(value, Target):
        return value.step or level_label(guide, value.level)
    if isinstance(value, DeadlineStart):
        return _start(value, lang)
    if isinstance(value, Worded):
        return quoted(value.text, lang)
    if isinstance(value, Definition):
        return _definition(value, guide, lang)
    if isinstance(value, Deadline):
        return deadline_in_words(value, lang)
    if isinstance(value, Phase):
        return _say("before_date", lang, date=said_date(value.until, lang))
    if isinstance(value, Holders):
        return value_in_words((*value.preferred, *value.exceptional), guide, lang)
    if isinstance(value, Mapping):
        table = cast("Mapping[object, object]", value)
        return ", ".join(f"{key}: {value_in_words(one, guide, lang)}" for key, one in table.items())
    for field in ("title", "label", "text", "what"):
        named: object = getattr(value, field, None)
        if isinstance(named, Text):
            return quoted(named, lang)
    return str(getattr(value, "id", "")) or _field_by_field(value, guide, lang)


def _field_by_field(value: object, guide: Guide, lang: str) -> str:
    """Return what has no name and no phrase of its own: what is stated of it, one thing after the other."""
    owner = type(value).__name__
    held = {
        field.name: getattr(value, field.name)
        for field in attrs.fields(cast("type[attrs.AttrsInstance]", type(value)))
        if field.init and field.name not in ("origin", "origins")
    }
    stated = {name: one for name, one in held.items() if one not in (None, (), NOT_STATED)}
    said = (f"{field_in_words(name, lang, owner)}: {value_in_words(one, guide, lang)}" for name, one in stated.items())
    return "; ".join(said) or _say("nothing", lang)


def required_in_words(part: Requirement | Condition, lang: str, guide: Guide | None = None) -> str:
    """Return what is required, as a phrase, with how strongly it is meant.

    A strength that stands before a colon covers all that follows it, up to the end of the bracket it stands in; one in
    brackets after a single condition covers that.
    """
    said = requirement_in_words(part, lang, guide)
    if isinstance(part, Condition):
        return said
    if _differs_within(part, part.modality):
        return f"{_word(part.modality, lang)}: {said}"
    if part.modality is Modality.MUST:
        return said
    strength = _word(part.modality, lang)
    return f"{strength}: {said}" if _has_several(part) else f"{said} ({strength})"


def _differs_within(part: Requirement, modality: Modality) -> bool:
    """Tell whether something in a requirement is meant more or less strongly than the whole."""
    inner = (one for one in (*part.all_of, *part.any_of, part.unless) if isinstance(one, Requirement))
    return any(one.modality is not modality or _differs_within(one, modality) for one in inner)


def _runs_on(one: Condition) -> bool:
    """Tell whether the words of a condition go on after what it is about, to people or to another condition."""
    others = (one.after, one.same_act_as, one.same_meeting_as)
    return bool(one.present or one.invited) or any(other is not None for other in others)


def _has_several(part: Requirement) -> bool:
    inner = (*part.all_of, *part.any_of)
    return part.unless is not None or len(inner) > 1 or any(isinstance(one, Requirement) for one in inner)


def requirement_in_words(part: Requirement | Condition, lang: str, guide: Guide | None = None) -> str:
    """Return what is required, as a phrase.

    Args:
        part: What is required.
        lang: In which language.
        guide: Whose tools, questions, arenas and roles are called as it calls them; None: by their ids.

    Raises:
        UnknownLanguage: No such language.
    """
    if isinstance(part, Condition):
        return _condition(part, lang, guide)
    every = [_joined(one, part, lang, guide) for one in part.all_of]
    some = _say("or", lang).join(_joined(one, part, lang, guide) for one in part.any_of)
    if some:
        every.append(f"({some})" if every and len(part.any_of) > 1 else some)
    joined = _say("and", lang).join(every)
    if part.unless is None:
        return joined or _say("nothing", lang)
    return _say("unless", lang, what=joined, unless=_joined(part.unless, part, lang, guide))


def _joined(one: Requirement | Condition, within: Requirement, lang: str, guide: Guide | None) -> str:
    """Return a part of a requirement, with how strongly it is meant where that is not as strongly as the whole.

    What has a list or another condition in it stands in brackets beside others, so that it is seen where it ends.
    """
    said = requirement_in_words(one, lang, guide)
    if isinstance(one, Condition):
        return f"({said})" if _has_several(within) and _runs_on(one) else said
    if one.modality is not within.modality:
        return f"({_word(one.modality, lang)}: {said})"
    return f"({said})" if _has_several(one) else said


def _condition(part: Condition, lang: str, guide: Guide | None) -> str:
    words = _named(part.name.value, lang)
    if part.since is not Since.CASE:
        words = f"{words} {_phrase('since', part.since.value, lang)}"
    if part.with_ is not None:
        words = f"{words} ({with_in_words(part.with_, lang, guide)})"
    if part.present or part.invited:
        people = (*part.present, *part.invited)
        who = ", ".join(one if guide is None else name_in_words(one, guide, lang) for one in people)
        words = _say("people", lang, what=words, who=who)
    if part.after is not None:
        other = _named(part.after.value, lang)
        if part.after_with is not None:
            other = f"{other} ({with_in_words(part.after_with, lang, guide)})"
        words = _say("after", lang, what=words, other=other)
    if part.same_act_as is not None:
        words = _say("same_act_as", lang, what=words, other=_named(part.same_act_as.value, lang))
    if part.same_meeting_as is not None:
        words = _say("same_meeting_as", lang, what=words, other=_named(part.same_meeting_as.value, lang))
    return words


def _named(condition: str, lang: str) -> str:
    """Return what a condition says; one that a fact of one kind meets is called as that fact is."""
    return _phrase("condition", condition, lang, fact_words(condition)(lang))


def deadline_in_words(deadline: Deadline, lang: str) -> str:
    """Return a time limit as a phrase: counted where it is counted, otherwise in the guide's own words."""
    if deadline.length is None or deadline.start is None:
        return deadline.id if deadline.words is None else quoted(deadline.words, lang)
    return after_in_words(deadline.length, deadline.unit, deadline.start, lang)


def after_in_words(length: Period, unit: Unit, start: DeadlineStart, lang: str) -> str:
    """Return a length of time after something, as a phrase; no length at all is the same day."""
    fact = _start(start, lang)
    if length == Period(days=0):
        return _say("same_day_as", lang, fact=fact)
    return _say("after_fact", lang, length=period_in_words(length, unit, lang), fact=fact)


def often_in_words(every: Period, times: int, lang: str) -> str:
    """Return how often something is done, as a phrase."""
    return _say("often_once" if times == 1 else "often", lang, times=times, length=_period(every, lang))


def period_in_words(length: Period, unit: Unit, lang: str) -> str:
    """Return a length of time in the days it is counted in; none at all is the same day."""
    if length == Period(days=0):
        return _say("same_day", lang)
    if length.is_days and unit.value in ("working", "school"):
        return f"{length.days + 7 * length.weeks} {_phrase('unit', unit.value, lang)}"
    return _period(length, lang)


def _start(start: DeadlineStart, lang: str) -> str:
    said = fact_words(start.fact)(lang)
    return said if start.field == "at" else f"{said} ({field_in_words(start.field, lang, 'DeadlineStart')})"


def _period(period: Period, lang: str) -> str:
    parts = {"year": period.years, "month": period.months, "week": period.weeks, "day": period.days}
    unit = _table("unit")
    named = {name if count == 1 else f"{name}s": count for name, count in parts.items() if count}
    counted = [render(unit[name], lang, {"count": count}) for name, count in named.items()]
    return " ".join(counted) or _say("same_day", lang)


def _definition(value: Definition, guide: Guide, lang: str) -> str:
    parts = [
        *((_say("services", lang, count=value.services.value),) if value.services is not None else ()),
        *(name_in_words(kind, guide, lang) for kind in value.kinds),
        *((_word(value.place, lang),) if value.place is not None else ()),
        *((value.words(lang),) if value.words is not None else ()),
    ]
    return f"{'; '.join(parts)} ({_word(value.modality, lang)})"


def field_in_words(name: str, lang: str, of: str = "") -> str:
    """Return what a field is called; one that nobody has found words for is called what it is called in a file.

    Args:
        name: The field.
        lang: In which language.
        of: What has the field, where it is called otherwise there than elsewhere.
    """
    own = _table("field").get(f"{of}.{name}")
    return own(lang) if own is not None else _phrase("field", name, lang)


def when_in_words(when: When, guide: Guide, lang: str) -> str:
    """Return where a decision holds, as a phrase."""
    said: list[str] = []
    for field in attrs.fields(When):
        held: object = getattr(when, field.name)
        if held in ((), None):
            continue
        if field.name == "level":
            held = ", ".join(level_label(guide, level) for level in when.level)
        what = held if isinstance(held, str) else value_in_words(held, guide, lang)
        known = f"when_{field.name}" in _table("line")
        words = field_in_words(field.name, lang)
        said.append(_say(f"when_{field.name}", lang, what=what) if known else f"{words}: {what}")
    return "; ".join(said) or _say("always", lang)


def setting_in_words(group: str, name: str, lang: str) -> str:
    """Return what a setting of a group is called ("baton", "from_level")."""
    said = _table("setting").get(f"{group}.{name}")
    return said(lang) if said is not None else field_in_words(name, lang)


def level_label(guide: Guide, level_id: str) -> str:
    """Return what a guide prints for a level; the id itself where it has none of it."""
    level = guide.level(level_id)
    return level_id if level is None else level.label


def quoted(said: Text | str, lang: str) -> str:
    """Return a text between the quotation marks of the language."""
    return _say("quoted", lang, what=said)


def id_in_words(name: str, lang: str) -> str:
    """Return what is called by an id that is a word of the format, a scope of consent; nothing where it is none."""
    known = words_of_codes().get(("Scope", name))
    return "" if known is None else known(lang)


def with_in_words(code: str, lang: str, guide: Guide | None = None) -> str:
    """Return what `with` says, as a phrase; a code that nobody has words for as it is written.

    Args:
        code: What it says.
        lang: In which language.
        guide: Whose arenas, tools and questions are called as it calls them.
    """
    if guide is not None:
        name = code.removeprefix("arena:")
        if guide.arena(name) or guide.tool(name) or guide.question(name):
            return name_in_words(name, guide, lang)
    known = words_of_codes()
    for group in ("SharedWith", "MeetingKind", "Duty", "Place", "Scope", "Heard", "DocumentSort"):
        if (group, code) in known:
            return known[group, code](lang)
    return _phrase("with", code, lang)


def _word(value: enum.Enum, lang: str) -> str:
    coded = words_of_codes().get((type(value).__name__, str(value.value)))
    otherwise = str(value.value) if coded is None else coded(lang)
    return _phrase("word", f"{type(value).__name__}.{value.value}", lang, otherwise)


def _say(key: str, lang: str, **params: object) -> str:
    return render(_table("line")[key], lang, params)


def _phrase(table: str, key: str, lang: str, otherwise: str | None = None) -> str:
    """Return the words for a key; what a grown format names and nobody has found words for is said as it is written."""
    found = _table(table).get(key)
    return found(lang) if found is not None else (otherwise or key)


@functools.cache
def _tables() -> Mapping[str, Mapping[str, Text]]:
    import tomllib
    from importlib.resources import files

    read = tomllib.loads((files("bti.guide") / "speech.toml").read_text("utf-8"))
    return {name: {key: Text.of(words) for key, words in table.items()} for name, table in read.items()}


def _table(name: str) -> Mapping[str, Text]:
    return _tables()[name]
