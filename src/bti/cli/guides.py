"""Guides as text: which there are, and what one says and does not say."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from typing import Final, cast

import attrs

from bti import Guide, Text, bundled, load_guide
from bti.codes import said
from bti.guide.model import NOT_STATED, Level, Origin, Status, Step, Word
from bti.guide.settings import settings_in
from bti.guide.words import COMMON_WORDS
from bti.reasons import Citation, CitationKind
from bti.text import render

__all__ = ["guide_list", "guide_page"]

_WORDS: Final = {
    "draft": Text(nb="utkast", nn="utkast", en="draft"),
    "in_force": Text(nb="gjelder", nn="gjeld", en="in force"),
    "retired": Text(nb="gjelder ikke lenger", nn="gjeld ikkje lenger", en="retired"),
    "head": Text(
        nb="{title}: versjon «{version}», {status}",
        nn="{title}: versjon «{version}», {status}",
        en="{title}: version “{version}”, {status}",
    ),
    "extends": Text(nb="Bygger på: {guides}", nn="Byggjer på: {guides}", en="Built on: {guides}"),
    "level": Text(nb="{level} {label}: {title}", nn="{level} {label}: {title}", en="{level} {label}: {title}"),
    "inherited": Text(nb="fra {guide}", nn="frå {guide}", en="from {guide}"),
    "deadlines": Text(nb="frister: ikke oppgitt", nn="fristar: ikkje oppgitt", en="deadlines: not stated"),
    "uses": Text(nb="Bruker: {guides}", nn="Brukar: {guides}", en="Uses: {guides}"),
    "words": Text(nb="Egne ord:", nn="Eigne ord:", en="Words of its own:"),
    "word": Text(nb="{common}: {own}", nn="{common}: {own}", en="{common}: {own}"),
    "word_on_level": Text(
        nb="{common} på nivå {level}: {own}",
        nn="{common} på nivå {level}: {own}",
        en="{common} on level {level}: {own}",
    ),
    "variant": Text(
        nb="Variant «{variant}», for {homes}:",
        nn="Variant «{variant}», for {homes}:",
        en="Variant “{variant}”, for {homes}:",
    ),
    "entries": Text(
        nb="En sak kan begynne her: {steps}", nn="Ei sak kan byrje her: {steps}", en="A case may begin here: {steps}"
    ),
    "services": Text(nb="tjenester: {count}", nn="tenester: {count}", en="services: {count}"),
    "meant_must": Text(nb="skal være slik: {what}", nn="skal vere slik: {what}", en="must be so: {what}"),
    "meant_should": Text(nb="bør være slik: {what}", nn="bør vere slik: {what}", en="should be so: {what}"),
    "meant_may": Text(nb="er ment for: {what}", nn="er meint for: {what}", en="is meant for: {what}"),
    "free": Text(
        nb="stegene kan tas som det passer", nn="stega kan takast som det passar", en="the steps have no order"
    ),
    "when_level": Text(nb="på nivå {levels}", nn="på nivå {levels}", en="on level {levels}"),
    "when_home": Text(nb="for {homes}", nn="for {homes}", en="for {homes}"),
    "yes": Text(nb="ja", nn="ja", en="yes"),
    "no": Text(nb="nei", nn="nei", en="no"),
    "deadline": Text(nb="frist", nn="frist", en="deadline"),
    "missing": Text(nb="Ikke kjent:", nn="Ikkje kjent:", en="Not known:"),
    "said": Text(nb="Sagt, men ikke håndhevet:", nn="Sagt, men ikkje handheva:", en="Said, and not enforced:"),
    "kinds": Text(nb="Tjenester:", nn="Tenester:", en="Services:"),
    "roles": Text(nb="Roller:", nn="Roller:", en="Roles:"),
    "leads": Text(nb="leder tjenesten", nn="leier tenesta", en="leads the service"),
    "sources": Text(nb="Kilder:", nn="Kjelder:", en="Sources:"),
}


def guide_list(lang: str) -> list[str]:
    """Return a line for each bundled guide."""
    guides = [load_guide(one) for one in bundled()]
    wide = max(len(guide.id) for guide in guides)
    return [f"{guide.id:<{wide}}  {_head(guide, lang)}" for guide in guides]


def guide_page(guide: Guide, lang: str) -> list[str]:
    """Return what a guide says, level by level, and what it does not."""
    return list(_page(guide, lang))


def _say(word: str, lang: str, **params: object) -> str:
    return render(_WORDS[word], lang, params)


def _head(guide: Guide, lang: str) -> str:
    status = _say(Status(guide.status).value, lang)
    return _say("head", lang, title=guide.title(lang), version=guide.version, status=status)


def _page(guide: Guide, lang: str) -> Iterator[str]:
    yield _head(guide, lang)
    extended = [one for one in guide.chain[1:] if one not in guide.fragments]
    if guide.fragments:
        yield _say("uses", lang, guides=", ".join(guide.fragments))
    if extended:
        yield _say("extends", lang, guides=", ".join(extended))
    yield from _words(guide, lang)
    if guide.entries is not None:
        begins = _say("entries", lang, steps=", ".join(guide.first_steps))
        yield begins + _from(guide, guide.entries.origin, lang)
    yield from _settings(guide, lang)
    for level in guide.levels:
        yield from _level(guide, level, lang)
    for variant in guide.variants:
        homes = ", ".join(known.label(lang) for kind in variant.home if (known := guide.service(kind)))
        yield ""
        yield _say("variant", lang, variant=variant.guide.title(lang), homes=homes)
        yield from _words(variant.guide, lang)
        for level in variant.guide.levels:
            yield from _level(variant.guide, level, lang)
    yield from _who(guide, lang)
    for word, texts in (("said", [one.text for one in guide.said]), ("missing", guide.missing)):
        if texts:
            yield ""
            yield _say(word, lang)
            yield from (f"  – {text(lang)}" for text in texts)
    yield ""
    yield _say("sources", lang)
    for source in guide.sources:
        yield f"  – {source.id}: {source.title}" + (f", {source.address}" if source.address else "")


def _who(guide: Guide, lang: str) -> Iterator[str]:
    """List kinds of service, and roles with where they are found, by the names that a guide and a host write."""
    yield ""
    yield _say("kinds", lang)
    for service in guide.services:
        yield f"  {service.id}: {service.label(lang)}{_from(guide, service.origin, lang)}"
    yield ""
    yield _say("roles", lang)
    for role in guide.roles:
        found = f" ({', '.join(role.services)})" if role.services else ""
        leads = f", {_say('leads', lang)}" if role.leads else ""
        yield f"  {role.id}: {role.label(lang)}{leads}{found}{_from(guide, role.origin, lang)}"


def _settings(guide: Guide, lang: str) -> Iterator[str]:
    """Say which settings hold otherwise in some cases, and of which the guide's own sources disagree."""
    rules: tuple[attrs.AttrsInstance, ...] = (
        guide.baton,
        guide.consent,
        guide.log,
        guide,
        *guide.levels,
        *(step for level in guide.levels for step in level.steps),
    )
    for setting in (setting for one in rules for setting in settings_in(one).values()):
        origin = setting.origin
        where = Citation(CitationKind.GUIDE, origin.path, guide.title, origin.sources, origin.disagree).text(lang)
        if setting.weaker:
            yield f"{where}: {_value(setting.value, lang)}"
        for case in setting.cases:
            levels = ", ".join(case.when.level)
            homes = ", ".join(known.label(lang) for kind in case.when.home if (known := guide.service(kind)))
            when = "; ".join(
                (
                    *((_say("when_level", lang, levels=levels),) if levels else ()),
                    *((_say("when_home", lang, homes=homes),) if homes else ()),
                )
            )
            yield f"{where}: {_value(case.value, lang)} ({when})"


def _value(value: object, lang: str) -> str:
    if isinstance(value, tuple):
        return ", ".join(_value(one, lang) for one in cast("tuple[object, ...]", value))
    if isinstance(value, Text):
        return value(lang)
    if isinstance(value, bool):
        return _say("yes" if value else "no", lang)
    return str(value.value) if isinstance(value, enum.Enum) else str(value)


def _words(guide: Guide, lang: str) -> Iterator[str]:
    lines = [
        _say("word", lang, common=COMMON_WORDS[Word(word)](lang), own=one.text(lang)) + _from(guide, one.origin, lang)
        for word, one in guide.words.everywhere.items()
    ]
    for level, words in guide.words.on_level.items():
        for word, one in words.items():
            common, own = COMMON_WORDS[Word(word)](lang), one.text(lang)
            line = _say("word_on_level", lang, common=common, level=level, own=own)
            lines.append(line + _from(guide, one.origin, lang))
    if lines:
        yield ""
        yield _say("words", lang)
        yield from (f"  – {line}" for line in lines)


def _level(guide: Guide, level: Level, lang: str) -> Iterator[str]:
    yield ""
    called = guide.word(Word.LEVEL, level.id)(lang)
    head = _say("level", lang, level=called[:1].upper() + called[1:], label=level.label, title=level.title(lang))
    yield head + _from(guide, level.origin_of("title"), lang)
    yield from _defined(guide, level, lang)
    for step in level.steps:
        yield f"  {step.label}  {step.title(lang)}{_from(guide, step.origin, lang)}"
        yield from _deadlines(step, lang)
        for outcome in step.outcomes:
            to = ", ".join(target.step or target.level for target in outcome.targets)
            asked = f": {outcome.body(lang)}" if outcome.body is not None else ""
            yield f"       → {outcome.id}: {outcome.label(lang)}{asked}" + (f" ({to})" if to else "")


def _defined(guide: Guide, level: Level, lang: str) -> Iterator[str]:
    """Say what makes a case one of the level, and that its steps have no order."""
    definition = level.definition
    if definition is not None:
        kinds = ", ".join(known.label(lang) for kind in definition.kinds if (known := guide.service(kind)))
        parts = [
            *((_say("services", lang, count=definition.services.value),) if definition.services else ()),
            *((kinds,) if kinds else ()),
            *((said(definition.place)(lang),) if definition.place else ()),
            *((definition.words(lang),) if definition.words else ()),
        ]
        meant = _say(f"meant_{definition.modality.value}", lang, what="; ".join(parts))
        yield f"     {meant}{_from(guide, definition.origin, lang)}"
    if level.is_free:
        yield f"     {_say('free', lang)}"


def _deadlines(step: Step, lang: str) -> Iterator[str]:
    if step.deadlines is NOT_STATED:
        yield f"       {_say('deadlines', lang)}"
        return
    for deadline in step.deadlines:
        words = deadline.words(lang) if deadline.words is not None else str(deadline.length)
        yield f"       {_say('deadline', lang)}: {words}"


def _from(guide: Guide, origin: Origin, lang: str) -> str:
    return f"  [{_say('inherited', lang, guide=origin.guide)}]" if guide.is_inherited(origin) else ""
