"""Rules of law as text: the list, and one rule with what it rests on. Not legal advice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Final

from bti import Text
from bti.guide import Guide
from bti.guide.speech import field_in_words, value_in_words
from bti.law import Basis, EnforcedWhere, Law, Rule, load_law
from bti.law.explaining import CERTAINTY
from bti.reasons import said_date
from bti.text import render

__all__ = ["host_list", "law_list", "law_page"]

_WORDS: Final = {
    "when": Text(nb="Når", nn="Når", en="When"),
    "effect": Text(nb="Følge i en sak", nn="Følgje i ei sak", en="Effect in a case"),
    "rests": Text(nb="Bygger på", nn="Byggjer på", en="Rests on"),
    "nothing": Text(
        nb="ingen lov; en praksis eller et valg",
        nn="inga lov; ein praksis eller eit val",
        en="no act; a practice or a choice",
    ),
    "none_then": Text(
        nb="ingenting som gjelder den dagen", nn="ingenting som gjeld den dagen", en="nothing in force on that day"
    ),
    "note": Text(nb="Merknad", nn="Merknad", en="Note"),
    "look": Text(nb="Slå opp", nn="Slå opp", en="Look up"),
    "in_force": Text(nb="Gjelder {date}: ja", nn="Gjeld {date}: ja", en="In force on {date}: yes"),
    "not_in_force": Text(nb="Gjelder {date}: nei", nn="Gjeld {date}: nei", en="In force on {date}: no"),
    "since": Text(nb="fra {date}", nn="frå {date}", en="from {date}"),
    "act_of": Text(nb="vedtatt {date}", nn="vedteke {date}", en="passed on {date}"),
    "other_words": Text(
        nb="Det som står over, følger ordlyden fra {date}. En annen ordlyd gjaldt {on}, og er ikke slått opp her.",
        nn="Det som står over, følgjer ordlyden frå {date}. Ein annan ordlyd galdt {on}, og er ikkje slått opp her.",
        en="What stands above follows the wording from {date}. Another wording held on {on}, not looked up here.",
    ),
    "to": Text(nb="til og med {date}", nn="til og med {date}", en="through {date}"),
    "worded": Text(nb="med disse ordene fra {date}", nn="med desse orda frå {date}", en="in these words from {date}"),
    "pending": Text(nb="vedtatt, ikke satt i kraft", nn="vedteke, ikkje sett i kraft", en="adopted, not yet in force"),
    "host": Text(
        nb="Dette må verten gjøre: den som driver systemet, og kommunen. Biblioteket kan ikke gjøre det for dem.",
        nn="Dette må verten gjere: den som driv systemet, og kommunen. Biblioteket kan ikkje gjere det for dei.",
        en="For the host to do: whoever runs the system, and the municipality. The library cannot do it for them.",
    ),
    "unset": Text(
        nb="ikke oppgitt; kommunen må bestemme det",
        nn="ikkje oppgjeve; kommunen må bestemme det",
        en="not stated; the municipality has to decide it",
    ),
    "sure": Text(nb="Sikkerhet", nn="Kor sikkert", en="Certainty"),
    "advice": Text(
        nb="Dette er ikke juridisk rådgivning.",
        nn="Dette er ikkje juridisk rådgjeving.",
        en="This is not legal advice.",
    ),
}


def law_list(lang: str, on: dt.date | None) -> list[str]:
    """Return a line for each rule, those in force on a date only where one is given."""
    law = load_law()
    rules = law.rules() if on is None else law.in_force(on)
    return [*(f"{rule.id}  {rule.statement(lang)}" for rule in rules), "", _say("advice", lang)]


_LEFT_TO_THE_GUIDE: Final[Mapping[str, tuple[str, ...]]] = {
    "H-04": ("retention",),
    "H-08": ("archive_target",),
    "H-15": ("login_level",),
    "H-16": ("access_log_kept",),
}
"""What a guide says of what the host does, by rule."""


def host_list(lang: str, on: dt.date | None, guide: Guide | None = None) -> list[str]:
    """Return what the host and the municipality must do, rule by rule, as a checklist; with what a guide sets of it."""
    law = load_law()
    rules = law.rules() if on is None else law.in_force(on)
    lines = [_say("host", lang), ""]
    for rule in rules:
        if EnforcedWhere.HOST in rule.enforced:
            cited = law.cite(rule.id, lang, on=on) or _say("nothing", lang)
            lines += [f"[ ] {rule.id}  {rule.statement(lang)}", f"    {rule.effect(lang)}", f"    {cited}"]
            lines += [f"    {_sure(rule, lang)}"]
            lines += [] if guide is None else [f"    {line}" for line in _set(guide, rule.id, lang)]
            lines += [""]
    return [*lines, _say("advice", lang)]


def _set(guide: Guide, rule_id: str, lang: str) -> Iterator[str]:
    for name in _LEFT_TO_THE_GUIDE.get(rule_id, ()):
        setting = getattr(guide.privacy, name)
        said = _say("unset", lang) if setting is None else value_in_words(setting.value, guide, lang)
        yield f"{guide.title(lang)}: {field_in_words(name, lang)}: {said}"


def law_page(rule_id: str, lang: str, on: dt.date | None) -> list[str]:
    """Return all there is to say about one rule.

    Raises:
        UnknownRule: There is none of this id.
    """
    law = load_law()
    return list(_page(law, law.rule(rule_id), lang, on))


def _say(word: str, lang: str, **params: object) -> str:
    return render(_WORDS[word], lang, params)


def _sure(rule: Rule, lang: str) -> str:
    return f"{_say('sure', lang)}: {'; '.join(CERTAINTY[one](lang) for one in rule.certainty)}"


def _page(law: Law, rule: Rule, lang: str, on: dt.date | None) -> Iterator[str]:
    yield f"{rule.id}  {rule.statement(lang)}"
    yield ""
    yield f"{_say('when', lang)}: {rule.when(lang)}"
    yield f"{_say('effect', lang)}: {rule.effect(lang)}"
    if rule.note is not None:
        yield f"{_say('note', lang)}: {rule.note(lang)}"
    yield _sure(rule, lang)
    if on is not None:
        yield _say("in_force" if rule.in_force(on) else "not_in_force", lang, date=said_date(on, lang))
        yield from _other_words(rule, lang, on)
    yield ""
    yield f"{_say('rests', lang)}:"
    held = rule.basis if on is None else rule.basis_on(on)
    for basis in held:
        yield f"  – {_basis(law, basis, lang)}"
    if rule.basis and not held:
        yield f"  – {_say('none_then', lang)}"
    if not rule.basis:
        yield f"  – {_say('nothing', lang)}"
    yield f"{_say('look', lang)}:"
    yield from (f"  {address}" for address in law.addresses(rule.id))
    yield ""
    yield _say("advice", lang)


def _other_words(rule: Rule, lang: str, on: dt.date) -> Iterator[str]:
    """Yield that what is said of a rule was worded after a date; one line for each day of newer words."""
    later = sorted({one.worded for one in rule.basis if one.worded is not None and one.worded_later(on)})
    for day in later:
        yield _say("other_words", lang, date=said_date(day, lang), on=said_date(on, lang))


def _since(law: Law, basis: Basis, lang: str) -> str:
    """Say from when it is law; of an act of which only the day it was passed is known, that it was passed then."""
    since = basis.in_force_from
    if since is None:
        return _say("pending", lang)
    return _say("act_of" if since == law.acts[basis.act].passed else "since", lang, date=said_date(since, lang))


def _basis(law: Law, basis: Basis, lang: str) -> str:
    named = " ".join((law.acts[basis.act].title(lang), ", ".join(basis.sections))).strip()
    days = (
        _since(law, basis, lang),
        "" if basis.worded is None else _say("worded", lang, date=said_date(basis.worded, lang)),
        "" if basis.to is None else _say("to", lang, date=said_date(basis.to, lang)),
    )
    return f"{named} ({', '.join(day for day in days if day)})"
