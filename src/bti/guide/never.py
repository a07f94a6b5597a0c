"""What no municipality may set, under whatever name: a guide that tries does not load (law section 12).

Protection may be neither delayed nor conditioned (D-01, D-04, D-06, D-07, Q-11), guardians are not told first of
suspected violence (D-05), nothing is destroyed (H-02), no consent reaches further than it was given (Q-02), a graded
address is never shown (H-17). The format has no key for any of it; a key that would mean it is refused with the law
that stands in the way, rather than as a slip of the pen. The names are looked at in English and in both Norwegians.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from bti.text import Text

__all__ = ["because", "forbidden", "of_fact", "reason_of", "refusal"]

_WORD: Final = re.compile(r"[A-ZÆØÅ]?[a-zæøå]+|[0-9]+")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_CONDITION: Final = _words(
    "need needs needed require requires required leader leaders consent consents approval approve "
    "approved delay delayed delays after wait waits until meeting meetings before first only permission "
    "hours days krever krev krevst leder leders leiar leiars samtykke samtykkje godkjenning godkjent "
    "utsett utsette utsetje vent venter ventar møte mote først fyrst etter dager dagar timer timar"
)
_REPORT: Final = _words(
    "report reports reporting melding meldinga meldingen meldeplikt melde bekymringsmelding uromelding"
)
_AVERT: Final = _words("avert averts averting avverge avverging avvergingsplikt avverje avverjing avverjingsplikt")
_EMERGENCY: Final = _words("emergency emergencies nødhjelp nodhjelp naudhjelp nød naud akutthjelp alarm")
_GUARDIANS: Final = _words("guardian guardians parent parents family foresatt foresatte føresette foreldre foreldra")
_SUSPICION: Final = _words(
    "suspicion suspected suspicions violence abuse mistanke mistenkt mistenkje vold vald overgrep"
)
_DELETE: Final = _words(
    "delete deletes deletion purge purges destroy destruction slett slette sletter slettar sletting "
    "kassasjon kassere tilintetgjør"
)
_CONSENT: Final = _words("consent consents waiver samtykke samtykket samtykkje samtykket fritak")
_ALL: Final = _words("all every everybody everything any alle alt enhver kvar allting")
_REACH: Final = _words(
    "covers cover reaches includes services service categories information gjelder gjeld dekker dekkjer "
    "tjenester tenester opplysninger opplysningar"
)
_ADDRESS: Final = _words("address addresses adresse adressa adresser")
_GRADED: Final = _words(
    "graded show shows shown visible display protected confidential code vis vise vises gradert sperret "
    "sperra kode fortrolig synlig synleg"
)

_EACH: Final[tuple[tuple[tuple[frozenset[str], ...], tuple[str, ...], Text], ...]] = (
    (
        (_REPORT, _CONDITION),
        ("D-01", "D-04"),
        Text(
            nb="en melding til barnevernet venter på ingenting og ingen",
            nn="ei melding til barnevernet ventar på ingenting og ingen",
            en="a report to child welfare waits for nothing and nobody",
        ),
    ),
    (
        (_AVERT, _CONDITION),
        ("D-06",),
        Text(
            nb="å avverge et alvorlig lovbrudd venter på ingenting og ingen",
            nn="å avverje eit alvorleg lovbrot ventar på ingenting og ingen",
            en="averting a serious crime waits for nothing and nobody",
        ),
    ),
    (
        (_EMERGENCY, _CONDITION),
        ("D-07", "Q-11"),
        Text(
            nb="hjelp i nød venter på ingenting og ingen",
            nn="hjelp i naud ventar på ingenting og ingen",
            en="help in an emergency waits for nothing and nobody",
        ),
    ),
    (
        (_GUARDIANS, _SUSPICION),
        ("D-05",),
        Text(
            nb="foresatte får ikke vite det først når det er mistanke om vold eller overgrep",
            nn="føresette får ikkje vite det først når det er mistanke om vald eller overgrep",
            en="guardians are not told first where violence or abuse is suspected",
        ),
    ),
    (
        (_DELETE,),
        ("H-02",),
        Text(
            nb="det som er skrevet, blir ikke slettet av en innstilling",
            nn="det som er skrive, blir ikkje sletta av ei innstilling",
            en="what is written is not destroyed by a setting",
        ),
    ),
    (
        (_CONSENT, _ALL, _REACH),
        ("Q-02",),
        Text(
            nb="et samtykke rekker ikke lenger enn det er gitt",
            nn="eit samtykke rekk ikkje lenger enn det er gitt",
            en="a consent reaches only as far as it was given",
        ),
    ),
    (
        (_ADDRESS, _GRADED),
        ("H-17",),
        Text(
            nb="en gradert adresse blir aldri vist",
            nn="ei gradert adresse blir aldri vist",
            en="a graded address is never shown",
        ),
    ),
)


_BUILT: Final[tuple[tuple[tuple[str, ...], Text], ...]] = (
    (
        ("A-02", "A-30"),
        Text(
            nb="under 15 år samtykker de som bestemmer for barnet, ikke barnet alene",
            nn="under 15 år samtykkjer dei som avgjer for barnet, ikkje barnet åleine",
            en="below 15 years those who decide for the child consent, not the child alone",
        ),
    ),
    (
        ("Q-02", "Q-10"),
        Text(
            nb="et samtykke rekker ikke lenger enn det er gitt, og ikke etter at det er trukket tilbake",
            nn="eit samtykke rekk ikkje lenger enn det er gitt, og ikkje etter at det er trekt tilbake",
            en="a consent reaches only as far as it was given, and not beyond its withdrawal",
        ),
    ),
    (
        ("A-03", "A-09"),
        Text(
            nb="om noen uten foreldreansvar er med på møter, bestemmer alle som bestemmer for barnet",
            nn="om nokon utan foreldreansvar er med på møte, avgjer alle som avgjer for barnet",
            en="whether somebody without parental responsibility is at meetings, all who decide for the child decide",
        ),
    ),
)
"""What no key says by its name, and a guide can say by what it builds of keys that are there."""


def forbidden(keys: Sequence[str]) -> tuple[str, ...]:
    """Return the ids of the law rules that stand in the way of setting something of this name; none: nothing does.

    Args:
        keys: The key and, before it, the table it stands in.
    """
    words = {word.lower() for key in keys for word in _WORD.findall(key)}
    return next((rules for sets, rules, _ in _EACH if all(one & words for one in sets)), ())


def reason_of(rules: Sequence[str]) -> Text:
    """Return why nobody may set what these rules stand in the way of."""
    return next(why for held, why in ((*_BUILT, *((held, why) for _, held, why in _EACH))) if held == tuple(rules))


def refusal(keys: Sequence[str]) -> str | None:
    """Return what a program is told of a key that no guide may set, in all languages; None where nothing forbids it."""
    rules = forbidden(keys)
    return because(rules) if rules else None


def because(rules: Sequence[str]) -> str:
    """Return what a program is told of something that these rules stand in the way of, in all languages."""
    why = reason_of(rules)
    return f"no guide may set this (law {', '.join(rules)}): {why('en')} / {why('nb')} / {why('nn')}"


_OF_FACTS: Final[Mapping[str, tuple[str, ...]]] = {
    "harm_averted": ("D-06",),
    "emergency_called": ("D-07", "Q-11"),
}


def of_fact(kind: str) -> str:
    """Return what a program is told of a guide that names a fact of protection, in all languages."""
    return because(_OF_FACTS.get(kind, ("D-01", "D-04")))
