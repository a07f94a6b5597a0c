"""Show a guide as one HTML page by itself: levels and steps, what is stated and what is inherited told apart.

Everything that stands in a guide is escaped, and nothing is fetched from anywhere: no script, no style sheet, no
picture, no font. The page says so to the browser too.
"""

from __future__ import annotations

import functools
import html
from collections.abc import Iterator, Mapping
from typing import Final, cast

import attrs

from bti.guide.model import (
    NOT_STATED,
    Deadline,
    Guide,
    Holders,
    Level,
    Modality,
    Origin,
    Outcome,
    Requirement,
    Setting,
    Step,
)
from bti.guide.speech import (
    deadline_in_words,
    level_label,
    requirement_in_words,
    setting_in_words,
    value_in_words,
)
from bti.reasons import said_date
from bti.text import Text, check_language, render

__all__ = ["guide_html"]

_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"
_STYLE: Final = """
:root{color-scheme:light dark;--own:#1b5e20;--own-bg:#eef6ee;--line:#9a9a9a;--soft:#5c5c5c}
@media (prefers-color-scheme:dark){:root{--own:#8fd694;--own-bg:#16251a;--line:#7d7d7d;--soft:#b4b4b4}}
*{box-sizing:border-box}
body{font:1rem/1.5 system-ui,sans-serif;max-width:62rem;margin:2rem auto;padding:0 1rem}
h1{line-height:1.2;margin:0}h2{margin:2.2rem 0 .4rem}h3{margin:0;font-size:1.05rem}
p{margin:.3rem 0}.soft,dt{color:var(--soft)}
.card{border:1px dashed var(--line);border-left-width:4px;border-radius:.4rem;padding:.6rem .9rem;margin:.7rem 0}
.own{border:1px solid var(--own);border-left:4px solid var(--own);background:var(--own-bg)}
.key{display:flex;gap:1rem;flex-wrap:wrap}.key .card{padding:.2rem .7rem;margin:.4rem 0}
.from{float:right;font-size:.8rem;color:var(--soft);margin-left:1rem}
dl{display:grid;grid-template-columns:minmax(8rem,14rem) 1fr;gap:.2rem 1rem;margin:.4rem 0}
dt,dd,ul{margin:0}ul{padding-left:1.1rem}li{margin:.15rem 0}
li.own,dd.own{border:0;background:none;border-left:3px solid var(--own);padding-left:.5rem}
li.heir,dd.heir{border-left:3px dotted var(--line);padding-left:.5rem}
@media print{.card,.level{break-inside:avoid}body{margin:0}}
@media (max-width:34rem){dl{grid-template-columns:1fr}}
"""


def guide_html(guide: Guide, lang: str = "nb") -> str:
    """Return a guide as a whole HTML page.

    Args:
        guide: Which guide.
        lang: In which language.

    Raises:
        UnknownLanguage: No such language.
    """
    check_language(lang)
    return "".join(f"{line}\n" for line in _Page(guide, lang).lines())


@attrs.frozen
class _Page:
    guide: Guide
    lang: str

    def lines(self) -> Iterator[str]:
        guide, lang = self.guide, self.lang
        title = _safe(guide.title(lang))
        yield f'<!DOCTYPE html>\n<html lang="{_safe(lang)}">\n<head>\n<meta charset="utf-8">'
        yield f'<meta http-equiv="Content-Security-Policy" content="{_safe(_POLICY)}">'
        yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
        yield f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<header>\n<h1>{title}</h1>"
        yield from self._head()
        yield "</header>\n<main>"
        yield from self.levels()
        for variant in guide.variants:
            homes = [kind.label(lang) for one in variant.home if (kind := guide.service(one)) is not None]
            called = variant.guide.title if variant.title is None else variant.title
            yield f'<h2 class="variant">{self.say("variant", title=called, homes=", ".join(homes))}</h2>'
            yield from _Page(variant.guide, lang).levels()
        yield from self._settings()
        yield from self._people()
        if guide.said:
            yield f"<h2>{self.say('said')}</h2>\n<ul>"
            yield from (self._item(_safe(one.text(lang)), one.origin) for one in guide.said)
            yield "</ul>"
        yield from self._rest()
        yield "</main>\n</body>\n</html>"

    def say(self, word: str, **params: object) -> str:
        return _safe(render(_words()[word], self.lang, params))

    def _head(self) -> Iterator[str]:
        guide = self.guide
        status = render(_words()[guide.status.value], self.lang, {})
        said = self.say("head", version=guide.version, status=status)
        if guide.in_force_from is not None:
            said += f", {self.say('since', date=said_date(guide.in_force_from, self.lang))}"
        yield f'<p class="soft">{said}</p>'
        own = self.say("stated" if guide.place else "core")
        if guide.fragments:
            yield f'<p class="soft">{self.say("uses", guides=", ".join(guide.fragments))}</p>'
        extended = [one for one in guide.chain[1:] if one not in guide.fragments]
        if extended:
            yield f'<p class="soft">{self.say("built_on", guides=", ".join(extended))}</p>'
            heir = f'<div class="card">{self.say("inherited")}</div>'
            yield f'<div class="key"><div class="card own">{own}</div>{heir}</div>'

    def levels(self) -> Iterator[str]:
        entries = self.guide.entries
        if entries is not None:
            begins = (step for one in self.guide.first_steps if (step := self.guide.step(one)) is not None)
            said = ", ".join(f"{step.label} {step.title(self.lang)}" for step in begins)
            yield f"<dl>{self._pair(self.say('entries'), _safe(said), entries.origin)}</dl>"
        for level in self.guide.levels:
            yield from self._level(level)

    # --- levels ------------------------------------------------------------------------------------------------------

    def _level(self, level: Level) -> Iterator[str]:
        called = self.guide.word("level", level.id)(self.lang)
        called = called[:1].upper() + called[1:]
        title = self.say("level", level=called, label=level.label, title=level.title(self.lang))
        yield f'<section class="level">\n<h2>{title}{self._from(level.origin_of("title"))}</h2>'
        if level.purpose is not None:
            yield f"<p>{_safe(level.purpose(self.lang))}</p>"
        definition = level.definition
        if definition is not None:
            said = _safe(value_in_words(definition, self.guide, self.lang))
            said += f" ({self.say(definition.modality.value)})"
            yield f"<dl>{self._pair(self.say('definition'), said, definition.origin)}</dl>"
        if level.is_free:
            yield f'<p class="soft">{self.say("free")}</p>'
        for step in level.steps:
            yield from self._step(step)
        holders = self.guide.baton.holders.get(level.id)
        if holders is not None:
            yield from self._holders(holders)
        yield "</section>"

    def _step(self, step: Step) -> Iterator[str]:
        yield f'<article class="{self._card(step.origin)}">{self._from(step.origin)}'
        yield f"<h3>{_safe(step.label)} {_safe(step.title(self.lang))}</h3>\n<dl>"
        for word, required in (("entry", step.entry), ("completion", step.completion)):
            if required is not None:
                yield self._pair(self.say(word), self._required(required), step.origin_of(word))
        origin = step.origin_of("deadlines")
        if step.deadlines is NOT_STATED:
            yield f'<dt>{self.say("deadlines")}</dt><dd class="soft">{self.say("not_stated")}</dd>'
        elif not step.deadlines:
            yield self._pair(self.say("deadlines"), self.say("none"), origin)
        else:
            items = "".join(self._item(self._deadline(one), one.origin) for one in step.deadlines)
            yield f"<dt>{self.say('deadlines')}</dt><dd><ul>{items}</ul></dd>"
        if step.outcomes:
            items = "".join(self._item(self._outcome(one), one.origin) for one in step.outcomes)
            yield f"<dt>{self.say('outcomes')}</dt><dd><ul>{items}</ul></dd>"
        yield "</dl></article>"

    def _required(self, required: Requirement) -> str:
        strength = "" if required.modality is Modality.MUST else f" ({self.say(required.modality.value)})"
        return _safe(requirement_in_words(required, self.lang)) + strength

    def _deadline(self, deadline: Deadline) -> str:
        said = deadline_in_words(deadline, self.lang)
        if deadline.length is not None and deadline.words is not None:
            said += f" ({deadline.words(self.lang)})"
        return f"{_safe(said)} ({self.say(deadline.modality.value)})"

    def _outcome(self, outcome: Outcome) -> str:
        where = [target.step or level_label(self.guide, target.level) for target in outcome.targets]
        said = _safe(outcome.label(self.lang))
        if outcome.body is not None:
            said += f": {_safe(outcome.body(self.lang))}"
        if where:
            said += f" → {_safe(', '.join(where))}"
        if outcome.requires is not None:
            said += f"; {self.say('requires')}: {self._required(outcome.requires)}"
        return said

    def _holders(self, holders: Holders) -> Iterator[str]:
        yield f'<div class="{self._card(holders.origin)}">{self._from(holders.origin)}'
        yield f"<h3>{self.say('holders')}</h3>\n<dl>"
        lists = (("eligible", holders.eligible), ("preferred", holders.preferred))
        for word, roles in (*lists, ("exceptional", holders.exceptional), ("excluded", holders.excluded)):
            if roles is not NOT_STATED and roles:
                said = _safe(value_in_words(roles, self.guide, self.lang))
                yield self._pair(self.say(word), said, holders.origin_of(word))
        if holders.decided_in is not None:
            said = _safe(holders.decided_in(self.lang))
            yield self._pair(self.say("decided_in"), said, holders.origin_of("decided_in"))
        yield "</dl></div>"

    # --- the rest ----------------------------------------------------------------------------------------------------

    def _settings(self) -> Iterator[str]:
        yield f"<h2>{self.say('settings')}</h2>\n<dl>"
        groups = (("baton", self.guide.baton), ("consent", self.guide.consent), ("log", self.guide.log))
        for group, rules in groups:
            for field in attrs.fields(type(rules)):
                setting: object = getattr(rules, field.name)
                if isinstance(setting, Setting):
                    yield self._setting(group, field.name, cast("Setting[object]", setting))
        yield "</dl>"

    def _setting(self, group: str, name: str, setting: Setting[object]) -> str:
        title = _safe(setting_in_words(group, name, self.lang))
        if setting.value is NOT_STATED:
            return f'<dt>{title}</dt><dd class="soft">{self.say("not_stated")}</dd>'
        value = setting.value
        if isinstance(value, str):
            said = level_label(self.guide, value)
        else:
            said = value_in_words(value, self.guide, self.lang)
        return self._pair(title, f"{_safe(said)} ({self.say(setting.modality.value)})", setting.origin)

    def _people(self) -> Iterator[str]:
        lang = self.lang
        yield f"<h2>{self.say('services')}</h2>\n<dl>"
        for service in self.guide.services:
            roles = [role for role in self.guide.roles if service.id in role.services]
            said = ", ".join(role.label(lang) + (f" ({_plain('leads', lang)})" if role.leads else "") for role in roles)
            title = service.label(lang) + (f" ({_plain('strict', lang)})" if service.strict else "")
            yield self._pair(_safe(title), _safe(said or "–"), service.origin)
        anywhere = [role.label(lang) for role in self.guide.roles if not role.services]
        if anywhere:
            yield f"<dt>{self.say('everywhere')}</dt><dd>{_safe(', '.join(anywhere))}</dd>"
        yield "</dl>"

    def _rest(self) -> Iterator[str]:
        if self.guide.missing:
            yield f"<h2>{self.say('missing')}</h2>\n<ul>"
            yield from (f"<li>{_safe(text(self.lang))}</li>" for text in self.guide.missing)
            yield "</ul>"
        yield f"<h2>{self.say('sources')}</h2>\n<ul>"
        for source in self.guide.sources:
            said = f"<b>{_safe(source.id)}</b> {_safe(source.title)}"
            address = source.address
            if address is not None and address.startswith(("https://", "http://")):
                said += f' <a href="{_safe(address)}" rel="noreferrer">{_safe(address)}</a>'
            elif address is not None:
                said += f" {_safe(address)}"
            yield f"<li>{said}</li>"
        yield "</ul>"

    def _card(self, origin: Origin) -> str:
        return "card" if self.guide.is_inherited(origin) else "card own"

    def _mark(self, origin: Origin) -> str:
        return "heir" if self.guide.is_inherited(origin) else "own"

    def _from(self, origin: Origin) -> str:
        if not self.guide.is_inherited(origin):
            return ""
        return f'<span class="from">{self.say("from", guide=origin.guide)}</span>'

    def _item(self, said: str, origin: Origin) -> str:
        return f'<li class="{self._mark(origin)}">{said}</li>'

    def _pair(self, title: str, said: str, origin: Origin) -> str:
        return f'<dt>{title}</dt><dd class="{self._mark(origin)}">{said}</dd>'


def _plain(word: str, lang: str) -> str:
    return _words()[word](lang)


def _safe(said: str) -> str:
    return html.escape(said)


@functools.cache
def _words() -> Mapping[str, Text]:
    import tomllib
    from importlib.resources import files

    read = tomllib.loads((files("bti.explore") / "guide_words.toml").read_text("utf-8"))
    return {key: Text.of(said) for key, said in read.items()}
