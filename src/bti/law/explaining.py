"""A legal reason as a teacher can read it: what, why, who can change it, and where it is written. Not legal advice."""

from __future__ import annotations

import datetime as dt
from typing import Final

import attrs

from bti.law.model import Certainty
from bti.law.rules import Law, load_law
from bti.reasons import CitationKind, Reason
from bti.text import Text

__all__ = ["CERTAINTY", "Explanation", "WhyInLaw", "explain", "why_in_law"]

CERTAINTY: Final = {
    Certainty.STATED: Text(
        nb="sagt i lov eller av en myndighet",
        nn="sagt i lov eller av ei styresmakt",
        en="stated in law or by an authority",
    ),
    Certainty.INFERRED: Text(
        nb="sluttet av oss; en jurist bør bekrefte det",
        nn="slutta av oss; ein jurist bør stadfeste det",
        en="inferred by us; a lawyer should confirm it",
    ),
    Certainty.MUNICIPAL_PRACTICE: Text(
        nb="kommunal praksis; kommunene er ulike",
        nn="kommunal praksis; kommunane er ulike",
        en="municipal practice; municipalities differ",
    ),
    Certainty.SAID_BY_MUNICIPALITY: Text(
        nb="sagt av en kommune",
        nn="sagt av ein kommune",
        en="stated by a municipality",
    ),
    Certainty.NOTHING_FOUND: Text(
        nb="ikke funnet i det som er lest",
        nn="ikkje funne i det som er lese",
        en="not found in what was read",
    ),
}
"""How sure a rule is, in words."""


@attrs.frozen
class WhyInLaw:
    """One rule of law behind a reason.

    Attributes:
        rule: Its id.
        says: What it says.
        sections: The acts and sections it rests on, on the date; empty where it rests on no act.
        certainty: How sure it is.
    """

    rule: str
    says: str
    sections: str
    certainty: tuple[str, ...]


@attrs.frozen
class Explanation:
    """A reason in words.

    Attributes:
        what: What is wrong.
        why: The rules of law behind it.
        who: What mends it and who can; None where nothing does.
    """

    what: str
    why: tuple[WhyInLaw, ...]
    who: str | None


def explain(reason: Reason, lang: str, *, on: dt.date | None = None, law: Law | None = None) -> Explanation:
    """Explain a reason in a language.

    Args:
        reason: Why something was refused, or what is advised.
        lang: The language.
        on: Only what is law on this date is cited.
        law: The law; by default the bundled one.

    Raises:
        UnknownLanguage: No such language.
    """
    cited = (one.ref for one in reason.citations if one.kind is CitationKind.LAW)
    remedy = reason.remedy
    why = tuple(why_in_law(id, lang, on=on, law=law) for id in dict.fromkeys(cited))
    return Explanation(reason.text(lang), why, None if remedy is None else remedy(lang))


def why_in_law(id: str, lang: str, *, on: dt.date | None = None, law: Law | None = None) -> WhyInLaw:
    """Say one rule of law in a language, with its sections and how sure it is.

    Raises:
        UnknownRule: There is no such rule.
        UnknownLanguage: No such language.
    """
    rules = load_law() if law is None else law
    rule = rules.rule(id)
    certainty = tuple(CERTAINTY[one](lang) for one in rule.certainty)
    return WhyInLaw(id, rule.statement(lang), rules.cite(id, lang, on=on), certainty)
