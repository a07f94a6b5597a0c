"""Two written Norwegians: words that belong to one and have no place in a text of the other."""

from __future__ import annotations

import re

__all__ = ["BOKMAAL_ONLY", "NYNORSK_ONLY", "strange"]

BOKMAAL_ONLY = frozenset(
    re.findall(
        r"\w+",
        """
        allerede andres annen annet ansatt ansatte avsluttet bare bekymret bekymring bekymringen bekymringer ble blitt
        de deltaker deltakere deltar dem dere deres eget en endret ennå et ett fagpersoner finnes flere foresatt
        foresatte fra følger gjelder gjøre gjøres handlingsveileder handlingsveilederen helsetjeneste hjemtjeneste
        hjemtjenesten hun hva hvem hver hverandre hvert hvilke hvilken hvilket hvis hvor hvordan hvorfor høre hørt ikke
        jeg kommer leder ledere lederen mangler mer mulig muligheter mye noe noen nå nærmeste saken sammen
        selv senere senest sier skole skolen skrevet skriftlig stafettholder stafettholderen tidligere tilbud tilbudet
        tilbudt tiltakene tjeneste tjenesten tjenestene tjenester trenger trengs undringen uten utenfor valgt vei veien
        veileder velg velges videre være vært åpen åpent åpne åpnes åpnet
        barnets begynner beskyttede disse egne ellers enkelte foreldrene forståelse fortelle fremdeles hennes hjem
        hjemme holder holdt huske måneder mennesker navn navnet oppgaver oppgavene opplysninger opplysningene skriver
        spørres startet steder svarer tas tatt tenker uke uker ungdommer varsler ønsker øvrige
        """,
    )
)
"""Words that have no place in a nynorsk text of ours."""

NYNORSK_ONLY = frozenset(
    re.findall(
        r"\w+",
        """
        anna annan anten avslutta berre blei deltakarar deltek desse dykk dykkar eg ei eige eigen eigne ein eit eitt
        endra enno fagpersonar finst fleire frå føresett føresette gjeld gjer gjerast gjere handlingsrettleiar
        handlingsrettleiaren heimetenesta heimeteneste ho høyrde høyrer høyrt ikkje inga kjem korkje korleis kva kvar
        kvart kven kvifor kviler leiar leiarar leiaren manglar medan meir mogleg noka noko nokon nokre næraste opna
        opnast opne rettleiar rettleiaren saka saman samstundes seier seinare seinast sjølv skriftleg skule skulen
        stafetthaldar stafetthaldaren tenesta teneste tenestene tenester tidlegare tilbod tilboden tilbodet tilsett
        tilsette treng undringa uro uroa utan utanfor vald vart veg vegen veit vere vidare vore ynskje
        """,
    )
)
"""Words that have no place in a bokmål text of ours; of two choices ("vei", "veg") one is ours."""

# A noun in -ing is masculine or feminine in bokmål (-en, -er, -ene) and feminine in nynorsk (-a, -ar, -ane).
BOKMAAL_ENDING = re.compile(r"\b\w{3,}ing(?:en|er|ene)\b")
NYNORSK_ENDING = re.compile(r"\b\w{3,}ing(?:ar|ane)\b")


def strange(lang: str, said: str) -> set[str]:
    """Give the words in a Norwegian text that belong to the other written language."""
    plain = re.sub(r"\{\w+\}", " ", said).casefold()
    words = set(re.findall(r"[^\W\d_]+", plain))
    if lang == "nn":
        return (words & BOKMAAL_ONLY) | set(BOKMAAL_ENDING.findall(plain))
    return (words & NYNORSK_ONLY) | set(NYNORSK_ENDING.findall(plain))
