"""Everything that a guide says, as lines in words with who states each: what its text and its page are made of.

It goes by the fields of the model and asks for nothing when the format grows: a new table or key is shown as soon as
the model holds it, called as `bti.guide.speech` calls it. Only how levels, steps, outcomes and the like are headed is
said here one by one.

Who states a heading is who states the words in it. Whoever adds a requirement to an inherited step has stated the
requirement and not the step. What nobody states has no origin, and is silent.
"""

from __future__ import annotations

import datetime as dt
import functools
import operator
from collections.abc import Iterator, Mapping
from typing import Any, Final, TypeAlias, cast

import attrs

from bti.dates import Period
from bti.explore.guide_said import has_words, say
from bti.explore.model_fields import (
    fields_of,
    has_fields,
    is_left_out,
    is_list_of_parts,
    is_rules,
    is_stated_by_nobody,
    may_be_silent,
    members,
    named_by,
    one_of,
    origin_of,
)
from bti.explore.outline_left_out import left_out_elsewhere, left_out_of
from bti.explore.outline_line import Line
from bti.explore.outline_otherwise import otherwise
from bti.explore.outline_words import OutlineWords, big, each_once
from bti.guide.model import (
    NOT_STATED,
    After,
    Counting,
    Deadline,
    Definition,
    EvaluationQuestion,
    Guide,
    GuideDuty,
    Holders,
    Level,
    Modality,
    Origin,
    Outcome,
    OwnStep,
    Phase,
    Requirement,
    Said,
    Setting,
    Step,
    Tool,
    Variant,
    Word,
)
from bti.guide.speech import (
    deadline_in_words,
    field_in_words,
    id_in_words,
    period_in_words,
    setting_in_words,
    value_in_words,
    when_in_words,
    with_in_words,
)
from bti.guide.words import COMMON_WORDS, Worded, Words
from bti.reasons import said_date
from bti.text import Text, check_language

__all__ = ["Line", "outline", "sections"]

_GROUND: Final = frozenset({"origin", "origins", "free_of", "digest", "chain", "fragments", "variant"})
_HEAD: Final = frozenset({"id", "version", "title", "status"})
"""What stands above everything else."""

_FIRST: Final = ("place", "in_force_from", "languages", "words", "entries", "levels", "variants")
_LAST: Final = ("left_out", "services", "roles", "tools", "questions", "said", "missing", "sources")
_Days: TypeAlias = tuple[dt.date | None, dt.date | None]
"""The first and the last day on which something holds."""

_SAID_IN_HEAD: Final[Mapping[type, tuple[str, ...]]] = {
    Level: ("title", "label"),
    Step: ("title", "label", "level"),
    Outcome: ("label", "body", "targets"),
    Deadline: ("start", "length", "unit", "modality"),
    GuideDuty: ("start", "due", "unit", "modality"),
    After: ("within", "unit"),
    Variant: ("title", "home", "guide"),
}
"""What the head of a line says already."""


def outline(guide: Guide, lang: str) -> tuple[Line, ...]:
    """Return everything that a guide says below its title, in sections.

    Raises:
        UnknownLanguage: No such language.
    """
    check_language(lang)
    return tuple(sections(guide, lang))


def sections(guide: Guide, lang: str) -> Iterator[Line]:
    """Yield the sections one by one: whoever looks for a difference stops at the first."""
    return (_dated(line, (None, None), lang) for line in _Outline(guide, lang).sections())


def _dated(line: Line, days: _Days, lang: str) -> Line:
    """Say of a line, where what it belongs to does not, from which date on and until when it holds."""
    own = days if line.origin is None else (line.origin.from_, line.origin.until)
    inner = tuple(_dated(one, own, lang) for one in line.inner)
    known = zip(("since", "through"), own, days, strict=True)
    told = [say(word, lang, date=said_date(day, lang)) for word, day, of in known if day is not None and day != of]
    if not told:
        return line if all(map(operator.is_, inner, line.inner)) else attrs.evolve(line, inner=inner)
    dated = f"({' '.join(told)})"
    if line.said:
        return attrs.evolve(line, said=f"{line.said} {dated}", inner=inner)
    return attrs.evolve(line, title=f"{line.title} {dated}", inner=inner)


@attrs.frozen
class _Outline(OutlineWords):
    def sections(self) -> Iterator[Line]:
        fields = [one.name for one in attrs.fields(Guide) if one.init and one.name not in _GROUND | _HEAD]
        between = [name for name in fields if name not in (*_FIRST, *_LAST)]
        for name in (*_FIRST, *between, *_LAST):
            inner = tuple(self._section(name, getattr(self.guide, name)))
            if inner:
                own = f"section_{name}"
                title = say(own, self.lang) if has_words(own) else self._called(name)
                yield Line("section", title, name=name, inner=inner)

    def _section(self, name: str, held: object) -> Iterator[Line]:
        if name == "levels":
            yield from (self._level(level) for level in self.guide.levels)
        elif name == "left_out":
            yield from left_out_elsewhere(self.guide, self.lang)
        elif name == "variants":
            yield from (self._variant(one) for one in self.guide.variants)
        elif name == "phases":
            yield from (self._phase(one) for one in self.guide.phases)
        elif isinstance(held, Words):
            yield from self._words(held)
        elif isinstance(held, Setting):
            yield attrs.evolve(self._setting("guide", name, cast("Setting[object]", held)), title="")
        elif attrs.has(type(held)):
            yield from self._rules(held, name)
        else:
            own = Origin(self.guide.id)  # the words at the head of a file are its own
            for line in self._several(name, held):
                yield line if line.origin or line.name else attrs.evolve(line, origin=own)

    def _rules(self, rules: object, group: str) -> Iterator[Line]:
        """Yield the lines of a group; from which level is not told where a step or an event says from when."""
        lines = list(self._fields(rules, group))
        instead = {"from_step", "from_event"} & {line.name for line in lines}
        yield from (line for line in lines if not (line.name == "from_level" and line.is_silent and instead))

    def _called(self, field: str, owner: object = None) -> str:
        return big(field_in_words(field, self.lang, type(owner).__name__))

    # --- what is headed in a way of its own --------------------------------------------------------------------------

    def _level(self, level: Level) -> Line:
        title = self.level_title(level)
        own = sorted(self._fields(level, "level"), key=lambda line: line.name == "steps")  # after what holds for them
        own += left_out_of(self.guide, ("level", level.id), self.lang)
        return Line("level", title, "", level.id, level.origin_of("title"), (*own, *self._on_level(level.id)))

    def _on_level(self, level: str) -> Iterator[Line]:
        """Yield what the rules beside the steps say of one level."""
        for group in (one.name for one in attrs.fields(Guide) if one.init):
            rules: object = getattr(self.guide, group)
            for field in fields_of(rules) if is_rules(rules) else ():
                held: object = getattr(rules, field.name)
                if isinstance(held, Mapping) and level in held:
                    there = cast("Mapping[str, object]", held)[level]
                    yield self._whole("holders" if field.name == "holders" else "part", field.name, there, level)

    def _variant(self, variant: Variant) -> Line:
        lang, guide = self.lang, variant.guide
        homes = [value_in_words(one, self.guide, lang) for one in variant.home]
        called = guide.title if variant.title is None else variant.title
        title = say("variant", lang, title=called, homes=", ".join(homes))
        own = otherwise(_Outline(guide, lang).usual, self.usual, lang)
        return Line("variant", title, "", variant.id, variant.origin, tuple(own))

    def _phase(self, phase: Phase) -> Line:
        """Say what holds otherwise until a date."""
        title = say("until", self.lang, date=said_date(phase.until, self.lang))
        earlier = _Outline(phase.guide, self.lang).usual
        return Line("phase", title, inner=tuple(otherwise(earlier, self.usual, self.lang)))

    @functools.cached_property
    def usual(self) -> tuple[Line, ...]:
        """Return what a guide says where it is a variant or a phase, or is compared with one."""
        return tuple(_Outline(attrs.evolve(self.guide, variants=(), phases=()), self.lang).sections())

    def _words(self, words: Words) -> Iterator[Line]:
        for word, one in _in_order(words.everywhere):
            yield Line("field", COMMON_WORDS[word](self.lang), one.text(self.lang), "", one.origin)
        for level, own in sorted(words.on_level.items()):
            for word, one in _in_order(own):
                title = say("word_on_level", self.lang, common=COMMON_WORDS[word], level=self.level(level))
                yield Line("field", title, one.text(self.lang), "", one.origin)

    # --- what goes by its fields -------------------------------------------------------------------------------------

    def _fields(self, owner: object, group: str) -> Iterator[Line]:
        """Yield a line for each field that says something, with who states it."""
        known = _SAID_IN_HEAD.get(type(owner), ())
        for field in fields_of(owner):
            if not field.init or field.name in _GROUND or field.name in known or field.name == "id":
                continue
            yield from self._field(field, getattr(owner, field.name), owner, group)

    def _field(self, field: attrs.Attribute[Any], held: object, owner: object, group: str) -> Iterator[Line]:
        name, origin = field.name, origin_of(owner, field.name)
        title = self._called(name, owner)
        if isinstance(held, Setting):
            yield self._setting(group, name, cast("Setting[object]", held))
        elif held is NOT_STATED:
            yield self._silent(title, name)
        elif isinstance(owner, Step) and name in owner.free_of:
            title = big(setting_in_words(group, name, self.lang))
            yield Line("field", title, say("nothing", self.lang), name, owner.free_of[name])
        elif is_left_out(field, held):
            if held == () and may_be_silent(owner, name):  # here nothing is something: it is said that there are none
                yield Line("field", title, say("none", self.lang), name, origin)
        elif isinstance(owner, (Deadline, GuideDuty)) and name == "times" and held == 1:
            return  # once, as everything that does not come again
        elif is_stated_by_nobody(owner, name):
            said = say("unless_said", self.lang, said=value_in_words(held, self.guide, self.lang))
            yield Line("field", title, said, name, is_silent=True)
        elif isinstance(held, bool):
            yield Line("field", title, "" if held else value_in_words(held, self.guide, self.lang), name, origin)
        elif isinstance(owner, Deadline) and name in ("not_before", "not_after"):  # in the days it is counted in
            yield Line("field", title, period_in_words(cast("Period", held), owner.unit, self.lang), name, origin)
        elif isinstance(held, Requirement):
            title = big(setting_in_words(group, name, self.lang))
            yield Line("field", title, self.required(held), name, held.origin if held.origin.guide else origin)
        elif isinstance(held, Definition):
            inner = tuple(one for one in self._fields(held, name) if one.name != "modality")
            yield Line("definition", say(f"meant_{held.modality.value}", self.lang), "", name, held.origin, inner)
        elif isinstance(held, Mapping):
            table = cast("Mapping[str, object]", held)
            rest = [(key, one) for key, one in table.items() if not is_rules(owner) or self.guide.level(key) is None]
            for key, one in rest:
                called = f"{title} {field_in_words(key.removesuffix('_'), self.lang, name)}"
                if name == "with_":
                    yield Line("field", called, with_in_words(str(one), self.lang), name, origin)
                else:
                    yield attrs.evolve(self._whole("part", name, one), title=called)
        elif is_list_of_parts(held) or has_fields(held):
            several = self._several(name, held)
            if not is_list_of_parts(held):  # its fields are stated by whoever states it, where nothing else is known
                several = (one if one.origin or one.is_silent else attrs.evolve(one, origin=origin) for one in several)
            yield Line("list", title, "", name, origin, tuple(several))
        elif isinstance(owner, (EvaluationQuestion, Said, Tool)) and name == "about":
            yield Line("field", title, self.topic(str(held)), name, origin)
        else:
            yield Line("field", title, self.decided(name, held), name, origin)

    def _silent(self, title: str, name: str, sort: str = "field") -> Line:
        return Line(sort, title, value_in_words(NOT_STATED, self.guide, self.lang), name, is_silent=True)

    def _several(self, name: str, held: object) -> Iterator[Line]:
        several = members(held)
        if is_list_of_parts(held):
            yield from (self._part(one_of(name), one) for one in several)
        elif has_fields(held):
            yield from self._fields(held, name)
        elif any(isinstance(one, Text) for one in several):
            yield from (Line("field", "", one(self.lang)) for one in several if isinstance(one, Text))
        elif held not in (None, ()):
            yield Line("field", "", held if isinstance(held, str) else value_in_words(held, self.guide, self.lang))

    def _part(self, sort: str, value: object) -> Line:
        """Return one of several: a step, an outcome, a role, and whatever the format has grown since."""
        name, origin = str(getattr(value, "id", "")), origin_of(value, named_by(value))
        inner = tuple(one for one in self._fields(value, sort) if one.name != named_by(value))
        if isinstance(value, Step):
            inner = (*inner, *left_out_of(self.guide, ("level", value.level, "step", value.id), self.lang))
            return Line(sort, f"{value.label} {value.title(self.lang)}", "", name, origin, inner)
        if isinstance(value, Outcome):
            return Line(sort, "", self._outcome(value), name, origin, (*self._elsewhere(value), *inner))
        if isinstance(value, OwnStep):  # one of a pathway: it stands on no level
            return Line("own_step", "", self._named(value), name, origin, inner)
        if isinstance(value, Deadline):
            inner = tuple(one for one in inner if one.name != "words" or value.length is not None)
            said = self.meant(deadline_in_words(value, self.lang), value.modality)
            origin = value.origin_of("words" if value.length is None else "length")
            return Line(sort, "", said, name, origin, inner)
        if isinstance(value, Counting):
            said = self.meant(self.counting(value), value.modality)
            return Line(sort, "", said, name, origin, tuple(one for one in inner if one.name == "words"))
        if isinstance(value, (GuideDuty, After)):
            inner = (*inner[:1], *self._time(value), *inner[1:])
        if isinstance(modality := getattr(value, "modality", None), Modality):
            inner = tuple(one for one in inner if one.name != "modality")
            return Line(sort, "", self.meant(self._named(value), modality), name, origin, inner)
        return Line(sort, "", self._named(value), name, origin, inner)

    def _time(self, duty: GuideDuty | After) -> Iterator[Line]:
        """Yield from when something is owed, and by when."""
        said = self.time_of(duty)
        if said is not None:
            field, words = said
            yield Line("field", self._called(field, duty), words, field, origin_of(duty, field))

    def _whole(self, sort: str, field: str, value: object, level: str | None = None) -> Line:
        holder = big(self.guide.word("holder", level)(self.lang))
        title = say("holders", self.lang, holder=holder) if sort == "holders" else self._called(field)
        origin = getattr(value, "origin", None)
        if not attrs.has(type(value)):
            return Line(sort, title, value_in_words(value, self.guide, self.lang), field)
        if isinstance(value, Setting):
            return attrs.evolve(self._setting("", field, cast("Setting[object]", value)), sort=sort)
        counting = each_once(value) if isinstance(value, Holders) else value
        return Line(sort, title, "", field, origin, tuple(self._fields(counting, field)))

    def _outcome(self, outcome: Outcome) -> str:
        """Return what an outcome is called and where it leads, as far as whoever calls it so says that too."""
        said = outcome.label(self.lang)
        if outcome.body is not None:
            said += f": {outcome.body(self.lang)}"
        where = self._where(outcome)
        return f"{said} ({where})" if where and not self._leadsotherwise(outcome) else said

    def _where(self, outcome: Outcome) -> str:
        return ", ".join(self.place(one.level, one.step) for one in outcome.targets)

    def _leadsotherwise(self, outcome: Outcome) -> bool:
        return outcome.origin_of("targets").guide != outcome.origin_of("label").guide

    def _elsewhere(self, outcome: Outcome) -> Iterator[Line]:
        """Yield where an outcome leads, where another than who calls it so says that."""
        where = self._where(outcome)
        if where and self._leadsotherwise(outcome):
            yield Line("field", self._called("targets", outcome), where, "targets", outcome.origin_of("targets"))

    def _named(self, value: object) -> str:
        named: object = getattr(value, named_by(value), None)
        if isinstance(named, Text):
            return named(self.lang)
        name = str(getattr(value, "id", ""))
        arena = self.guide.arena(name.removeprefix("arena:")) if name.startswith("arena:") else None
        return str(named or "") or (id_in_words(name, self.lang) if arena is None else arena.title(self.lang))

    def _setting(self, group: str, name: str, setting: Setting[object]) -> Line:
        title = big(setting_in_words(group, name, self.lang))
        if setting.value is NOT_STATED and not setting.cases:
            return self._silent(title, name, "setting")
        cases = (
            Line(
                "field",
                big(when_in_words(case.when, self.guide, self.lang)),
                self.meant(self.decided(name, case.value), case.modality, case),
                "",
                case.origin,
            )
            for case in setting.cases
        )
        inner = [*cases]
        if setting.weaker:
            inner.append(Line("field", say("disagree", self.lang), self.disagree(name, setting)))
        said = self.meant(self.decided(name, setting.value), setting.modality, setting)
        origin = None if setting.value is NOT_STATED else setting.origin
        return Line("setting", title, said, name, origin, tuple(inner), is_silent=origin is None)


def _in_order(words: Mapping[str, Worded]) -> Iterator[tuple[Word, Worded]]:
    """Yield words in the order of the format: in which one the file has them, a guide that was kept does not know."""
    yield from ((word, words[word.value]) for word in Word if word.value in words)
