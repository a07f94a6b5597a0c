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
        alene alvorlig anførselstegn annerledes ansvarlig ansvarlige antall arbeidsdager arvet avgjør avgjøre
        avgjørelse avgjørelser avgjøres avsluttes barnevernsloven barnevernstjenesten barneverntjenesten
        begrunnelse begynne beskrevet besvares besvart brudd brukes bundet bygge bygger da dager datoer dekker
        delingen deltakerne egen eier ender enhet enten evalueres evalueringen fagpersonene familier flytter
        flyttes flyttet foreldrenes formål forslaget forsøker fortrolig fortsatt fortsett fortsetter
        forvaltningsloven fravær fristene frister funnet ganger gikk gis gjør grunnloven hemmelig hendelse
        hensyn henvisning hjelpen holdes hviler håndhevet hører høres høyere høyt kalenderdager kaller
        kategorier kilde kildene kilder klageren knyttet kommet kommunene kommunens kommuner kontaktlærer krever
        lar lavere legge leser leses ligger linjen loven lukkes lukket lærer meldeplikten meldes meldingen
        mottatt muntlig måned månedene møtene navngitt nevner nevnt nivåene nivåer offentlig offentlige
        oppfylles oppfølgingen oppføringen opphever opplæringen oppnevnt passer personer personlige planer
        planlegge plikten registreres reglene regler rekkefølgen rettet riktig rollen rutiner rådgiver satt se
        setter settes siden skoledager skoler skrives snakker spørre statsforvalteren stegene strengeste særlige
        særskilte taushetsbelagte taushetsplikt taushetsplikten tidlig tillater timer tjenestenes tjenestens
        trekke trekkes trolig trukket tverrfaglig tverrfaglige uenige ukene undersøkelse undersøkelsen undrer
        utfallene utsatt valget vanlig vedtatt veiledere velge velger venter ventet vet vilkårene virkning vises
        voksen vold vurderes åpner
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
        alvorleg annleis ansvarlege arbeidsdagar att avgjer avgjerd avgjerda avgjerder avsluttast avtalar
        barnevernslova barnevernstenesta barneverntenesta bede brot brukast byggjer byrjar byrje dagar datoar
        dei dekkjer då dømes eiga einskilde endar familiar fekk flyttast fortruleg framleis fristane fristar
        fråvær følgjer føremål gje gjeve gong gonger grunngjeving halde heime hemmeleg hending høgt høyrd kallar
        kategoriar kjelde kjeldene kjelder kome kommunane kommunar kontaktlærar koordinerande kor krev kvarandre
        kvardagsleg lærar munnleg mykje månad månader namn namnet naudsynt nemner offentleg offentlege ope opnar
        oppgåva oppgåve oppgåver opphevar opplysningar oppnemnd personar personlege planar reglane reglar
        rettleiarar rutinar rådgjevar samtykt seie sjå skildra skriven skular skuledagar snakkar spurd spørje
        stader statsforvaltaren stega stroken ståande svarar særleg særskilde takast talet teieplikt teieplikta
        teiepliktige teke tidleg tiltaka tilvising timar trekkjast trekkje trekt trengst tverrfagleg
        tverrfaglege undrar uroleg usamde utgreiing vaksen vanleg vedteken veke veker velje ventar verknad
        åleine ønskjer ønskt
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
