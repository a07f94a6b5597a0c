"""What is meant by whoever writes in Norwegian, bokmål or nynorsk, what the format has an English word for."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Final

__all__ = ["meant_by"]

_WORDS: Final = """
title: tittel navn namn | sources: kilder kjelder kilde kjelde | source: kilde kjelde | requires: krav
level: nivå niva
step: steg trinn | outcome: utfall | deadline: frist | duty: plikt | role: rolle | service: tjeneste teneste
purpose: formål føremål formal foremal | consent: samtykke | log: logg stafettlogg | baton: stafettpinne stafett
words: ord | text: tekst | length: lengde lengd | unit: enhet eining | who: hvem kven | what: hva kva | when: når
to: til | from: fra frå | place: sted stad kommune | languages: språk | version: versjon | forms: skjema
tool: verktøy | said: sagt | arena: møte møtet | modality: styrke | variant: variant | label: etikett merkelapp
must: skal må | should: bør | may: kan | working: virkedager virkedagar arbeidsdager arbeidsdagar yrkedagar
school: skoledager skuledagar skole skolen skule skulen | calendar: kalenderdager kalenderdagar dager dagar
up: opp | down: ned | offered: tilbud tilbod | binding: bindende bindande | close: avslutt | continue: videre vidare
report: meld melding bekymringsmelding | refer: henvis henvisning tilvis tilvising | advice: råd | draft: utkast
in_force: gjeldende gjeldande vedtatt vedteken | mandatory: obligatorisk påbudt pålagt | optional: valgfri valfri
guardians: foreldre foreldrene foreldra foresatte føresette | guardian: foreldre forelder foresatt føresett
child: barn barnet | young_person: ungdom ungdommen | family: familie familien | municipality: kommune kommunen
coordinator: koordinator | leader: leder leiar | meeting: møte møtet | holder: stafettholder stafetthaldar
team: team teamet | headteacher: rektor | contact_teacher: kontaktlærer kontaktlærar lærer lærar
public_health_nurse: helsesykepleier helsesjukepleiar helsesøster | kindergarten_head: styrer styrar
pedagogical_leader: pedagogisk_leder pedagogisk_leiar | social_teacher: sosiallærer sosiallærar
special_educator: spesialpedagog | midwife: jordmor | physiotherapist: fysioterapeut | employee: ansatt tilsett
assistant: assistent | child_welfare: barnevern barnevernet barneverntjenesten barneverntenesta
kindergarten: barnehage barnehagen | health_station: helsestasjon helsestasjonen | midwifery: jordmortjenesten
physiotherapy: fysioterapi | education: skole skule opplæring | health: helse | welfare: nav
describe: beskriv skildre | share: del dele | decide: avgjør avgjer | understand: forstå | plan: planlegg
carry_out: gjennomfør | evaluate: evaluer evaluering | choose_way: velg_vei vel_veg | notice: legg_merke_til
"""


def _read(words: str) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for line in words.replace("|", "\n").split("\n"):
        key, _, norwegian = line.partition(":")
        for word in norwegian.split():
            found[word] = (*found.get(word, ()), key.strip())
    return MappingProxyType(found)


_MEANT: Final = _read(_WORDS)


def meant_by(word: str, known: Collection[str]) -> str | None:
    """Return the known name that somebody means who wrote it in Norwegian or with other capitals, if there is one."""
    plain = word.strip().lower().replace(" ", "_")
    return next((one for one in (plain, *_MEANT.get(plain, ())) if one in known), None)
