"""How what a guide requires is said: a phrase for each condition, in bokmål, nynorsk and English."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from bti.codes import said
from bti.guide.model import Condition, ConditionName, Guide
from bti.guide.speech import name_in_words, with_in_words
from bti.record.consent import Scope
from bti.record.document import DocumentSort
from bti.record.evaluation import Heard
from bti.record.measure import Place
from bti.record.meeting import Duty, MeetingKind
from bti.text import LANGUAGES, Text

__all__ = ["SAID", "said_by", "said_of"]

_OR: Final = {"nb": " eller ", "nn": " eller ", "en": " or "}
_AFTER: Final = {"nb": "{what}, etter {other}", "nn": "{what}, etter {other}", "en": "{what}, after the fact {other}"}
_TOGETHER: Final = {
    "nb": "{what}, registrert sammen med {other}",
    "nn": "{what}, registrert saman med {other}",
    "en": "{what}, recorded together with the fact {other}",
}


_OF_MEETING: Final = {
    "nb": "{what}, i samme møte som {other}",
    "nn": "{what}, i same møte som {other}",
    "en": "{what}, of the same meeting as the fact {other}",
}


_OWN: Final = {"nb": "{what} («{own}»)", "nn": "{what} («{own}»)", "en": "{what} (‘{own}’)"}
"""With what the guide calls a tool, a question or a kind of meeting of its own."""


_PEOPLE: Final = {"nb": "{what}, med {who}", "nn": "{what}, med {who}", "en": "{what}, with {who}"}


_FILED: Final = {
    "nb": "at et dokument er lagt ved (…)",
    "nn": "at eit dokument er lagt ved (…)",
    "en": "that a document is filed (…)",
}


_PLANNED: Final = {
    "nb": "at et tiltak er planlagt …",
    "nn": "at eit tiltak er planlagt …",
    "en": "that a measure is planned …",
}


_STARTED: Final = {
    "nb": "at et tiltak er satt i gang …",
    "nn": "at eit tiltak er sett i gang …",
    "en": "that a measure is started …",
}


_CALLED: Final = {
    "nb": "at et møte er innkalt (…)",
    "nn": "at eit møte er kalla inn (…)",
    "en": "that a meeting has been called (…)",
}


_CONSENTED: Final = {
    "nb": "at alle som må, har samtykket (…)",
    "nn": "at alle som må, har samtykt (…)",
    "en": "that all who must have consented (…)",
}


_CHILD_HEARD: Final = {
    "nb": "at barnet er hørt …, eller at grunnen til at det ikke er det, er oppgitt",
    "nn": "at barnet er høyrt …, eller at grunnen til at det ikkje er det, er oppgitt",
    "en": "that the child is heard …, or that the reason why not is given",
}


_FAMILY_HEARD: Final = {
    "nb": "at familien er hørt …, eller at grunnen til at den ikke er det, er oppgitt",
    "nn": "at familien er høyrd …, eller at grunnen til at han ikkje er det, er oppgitt",
    "en": "that the family is heard …, or that the reason why not is given",
}


_GIVEN: Final = {
    "nb": "at det er avtalt hvem som gjør dette: …",
    "nn": "at det er avtalt kven som gjer dette: …",
    "en": "that it is agreed who does this: …",
}


def said_by(guide: Guide, conditions: tuple[Condition, ...]) -> Text:
    """Return how conditions are said under a guide, which has names of its own for tools, questions, arenas and roles.

    Args:
        guide: The guide.
        conditions: The conditions, any of which would do.
    """
    return said_of(conditions, _names_in(guide, conditions))


def _names_in(guide: Guide, conditions: tuple[Condition, ...]) -> tuple[tuple[str, Text], ...]:
    """Return what the guide calls those whom conditions name: its tools, questions, arenas, roles."""
    who = dict.fromkeys(name for one in conditions for name in (*one.present, *one.invited))
    which = dict.fromkeys(name for one in conditions for name in (one.with_, one.after_with) if name is not None)
    return (
        *((name, Text.of({lang: name_in_words(name, guide, lang) for lang in LANGUAGES})) for name in who),
        *((name, Text.of({lang: with_in_words(name, lang, guide) for lang in LANGUAGES})) for name in which),
    )


@cache
def said_of(conditions: tuple[Condition, ...], names: tuple[tuple[str, Text], ...] = ()) -> Text:
    """Return how conditions are said, any of which would do.

    Args:
        conditions: The conditions.
        names: What the guide calls those whom they name: its tools, questions, arenas, roles.
    """
    called = dict(names)
    said = {lang: dict.fromkeys(_one(condition, called, lang) for condition in conditions) for lang in _OR}
    return Text.of({lang: or_.join(said[lang]) for lang, or_ in _OR.items()})


def _one(condition: Condition, names: Mapping[str, Text], lang: str) -> str:
    what = _named(condition.name, condition.with_, names, lang)
    who = [names[one](lang) for one in (*condition.present, *condition.invited) if one in names]
    if who:
        what = _PEOPLE[lang].format(what=what, who=", ".join(who))
    if condition.after is not None:
        what = _AFTER[lang].format(what=what, other=_named(condition.after, condition.after_with, names, lang))
    if condition.same_act_as is not None:
        what = _TOGETHER[lang].format(what=what, other=SAID[condition.same_act_as, None](lang))
    if condition.same_meeting_as is not None:
        what = _OF_MEETING[lang].format(what=what, other=SAID[condition.same_meeting_as, None](lang))
    return what


def _named(name: ConditionName, with_: str | None, names: Mapping[str, Text], lang: str) -> str:
    """Return how a condition is said, with the guide's own name of what it is about where it has one."""
    known = SAID.get((name, with_))
    if known is not None or with_ is None or with_ not in names:
        return (known or SAID[name, None])(lang)
    return _OWN[lang].format(what=SAID[name, None](lang), own=names[with_](lang))


SAID: Final[Mapping[tuple[ConditionName, str | None], Text]] = {
    (ConditionName.CONCERN_DESCRIBED, None): Text(
        nb="at bekymringen er konkretisert",
        nn="at uroa er konkretisert",
        en="that the concern is put into concrete words",
    ),
    (ConditionName.CONCERN_SHARED, None): Text(
        nb="at bekymringen er delt", nn="at uroa er delt", en="that the concern is shared"
    ),
    (ConditionName.CONCERN_SHARED, "leader"): Text(
        nb="at bekymringen er delt med lederen",
        nn="at uroa er delt med leiaren",
        en="that the concern is shared with the leader",
    ),
    (ConditionName.CONCERN_SHARED, "colleague"): Text(
        nb="at bekymringen er delt med en kollega",
        nn="at uroa er delt med ein kollega",
        en="that the concern is shared with a colleague",
    ),
    (ConditionName.CONCERN_SHARED, "guardian"): Text(
        nb="at bekymringen er delt med en foresatt",
        nn="at uroa er delt med ein føresett",
        en="that the concern is shared with a guardian",
    ),
    (ConditionName.CONCERN_SHARED, "child"): Text(
        nb="at bekymringen er delt med barnet eller den unge",
        nn="at uroa er delt med barnet eller den unge",
        en="that the concern is shared with the child or young person",
    ),
    (ConditionName.SHARING_POSTPONED, None): Text(
        nb="at delingen er utsatt", nn="at delinga er utsett", en="that sharing is postponed"
    ),
    (ConditionName.NO_GUARDIAN_NAMED, None): Text(
        nb="at ingen foresatte er registrert", nn="at ingen føresette er registrerte", en="that no guardian is named"
    ),
    (ConditionName.LOG_CONSENT_ASKED, None): Text(
        nb="at familien er bedt om samtykke til stafettloggen",
        nn="at familien er beden om samtykke til stafettloggen",
        en="that the family has been asked for consent to the relay log",
    ),
    (ConditionName.LOG_CONSENT_ANSWERED, None): Text(
        nb="at familien har svart på spørsmålet om stafettlogg",
        nn="at familien har svart på spørsmålet om stafettlogg",
        en="that the family has answered whether a relay log may be opened",
    ),
    (ConditionName.LOG_CONSENT_GIVEN, None): Text(
        nb="at alle som må, har samtykket til stafettloggen",
        nn="at alle som må, har samtykt til stafettloggen",
        en="that all who must have consented to the relay log",
    ),
    (ConditionName.CONSENT_STANDS, None): Text(
        nb="at alle som må, har samtykket", nn="at alle som må, har samtykt", en="that all who must have consented"
    ),
    **{
        (name, one.value): Text.of({lang: text.replace("…", said(one)(lang)) for lang, text in words.items()})
        for name, words, every in (
            (ConditionName.CONSENT_STANDS, _CONSENTED, Scope),
            (ConditionName.MEETING_CALLED, _CALLED, MeetingKind),
            (ConditionName.DOCUMENT_FILED, _FILED, DocumentSort),
            (ConditionName.CHILD_HEARD, _CHILD_HEARD, Heard),
            (ConditionName.FAMILY_HEARD, _FAMILY_HEARD, Heard),
        )
        for one in every
    },
    (ConditionName.LOG_OPEN, None): Text(
        nb="at stafettloggen er åpen", nn="at stafettloggen er open", en="that the relay log is open"
    ),
    (ConditionName.OTHER_SERVICE_JOINED, None): Text(
        nb="at en annen tjeneste er med", nn="at ei anna teneste er med", en="that another service takes part"
    ),
    (ConditionName.BATON_HELD, None): Text(
        nb="at noen holder stafettpinnen", nn="at nokon held stafettpinnen", en="that somebody holds the baton"
    ),
    (ConditionName.WISH_RECORDED, None): Text(
        nb="at familiens ønske er skrevet ned",
        nn="at ønsket til familien er skrive ned",
        en="that the family's wish is recorded",
    ),
    (ConditionName.GOAL_AGREED, None): Text(
        nb="at et mål er avtalt", nn="at eit mål er avtalt", en="that a goal is agreed"
    ),
    (ConditionName.MEASURE_PLANNED, None): Text(
        nb="at et tiltak er planlagt", nn="at eit tiltak er planlagt", en="that a measure is planned"
    ),
    (ConditionName.MEASURE_STARTED, None): Text(
        nb="at et tiltak er satt i gang", nn="at eit tiltak er sett i gang", en="that a measure is started"
    ),
    **{
        (name, place.value): Text.of({lang: text.replace("…", said(place)(lang)) for lang, text in words.items()})
        for name, words in ((ConditionName.MEASURE_PLANNED, _PLANNED), (ConditionName.MEASURE_STARTED, _STARTED))
        for place in Place
    },
    (ConditionName.MEASURES_EVALUATED, None): Text(
        nb="at hvert tiltak er evaluert", nn="at kvart tiltak er evaluert", en="that every measure is evaluated"
    ),
    (ConditionName.CHILD_HEARD, None): Text(
        nb="at barnet er hørt, eller at grunnen til at det ikke er det, er oppgitt",
        nn="at barnet er høyrt, eller at grunnen til at det ikkje er det, er oppgitt",
        en="that the child is heard, or that the reason why not is given",
    ),
    (ConditionName.MEETING_HELD, None): Text(
        nb="at et møte er holdt", nn="at eit møte er halde", en="that a meeting has been held"
    ),
    (ConditionName.WAY_CHOSEN, None): Text(
        nb="at veien videre er valgt", nn="at vegen vidare er vald", en="that the way on is chosen"
    ),
    (ConditionName.DUTY_REASSIGNED, None): Text(
        nb="at en oppgave er gitt videre", nn="at ei oppgåve er gitt vidare", en="that a duty has been given on"
    ),
    **{
        (ConditionName.DUTY_REASSIGNED, duty.value): Text.of(
            {lang: text.replace("…", said(duty)(lang)) for lang, text in _GIVEN.items()}
        )
        for duty in Duty
    },
    (ConditionName.MINUTES_WRITTEN, None): Text(
        nb="at referat er skrevet", nn="at referat er skrive", en="that minutes have been written"
    ),
    (ConditionName.MINUTES_WRITTEN, "family"): Text(
        nb="at referat som familien kan lese, er skrevet",
        nn="at referat som familien kan lese, er skrive",
        en="that minutes the family can read have been written",
    ),
    (ConditionName.EVALUATION_ANSWERED, None): Text(
        nb="at et spørsmål i evalueringen er besvart",
        nn="at eit spørsmål i evalueringa er svart på",
        en="that a question of the evaluation is answered",
    ),
    (ConditionName.MEETING_CALLED, None): Text(
        nb="at et møte er innkalt", nn="at eit møte er kalla inn", en="that a meeting has been called"
    ),
    (ConditionName.FAMILY_HEARD, None): Text(
        nb="at familien er hørt, eller at grunnen til at den ikke er det, er oppgitt",
        nn="at familien er høyrd, eller at grunnen til at han ikkje er det, er oppgitt",
        en="that the family is heard, or that the reason why not is given",
    ),
    (ConditionName.GOAL_PROPOSED, None): Text(
        nb="at et mål er foreslått", nn="at eit mål er foreslått", en="that a goal is proposed"
    ),
    (ConditionName.GOAL_REACHED, None): Text(
        nb="at et mål er avsluttet", nn="at eit mål er avslutta", en="that a goal is ended"
    ),
    (ConditionName.AGREEMENT_MADE, None): Text(
        nb="at en avtale er gjort", nn="at ein avtale er gjord", en="that an agreement is made"
    ),
    (ConditionName.MEASURE_EVALUATED, None): Text(
        nb="at et tiltak er evaluert", nn="at eit tiltak er evaluert", en="that a measure is evaluated"
    ),
    (ConditionName.TASK_GIVEN, None): Text(
        nb="at en oppgave er gitt", nn="at ei oppgåve er gitt", en="that a task is given"
    ),
    (ConditionName.RESPONSIBLE_NAMED, None): Text(
        nb="at en tjeneste har fått en ansvarlig",
        nn="at ei teneste har fått ein ansvarleg",
        en="that a service has somebody responsible",
    ),
    (ConditionName.HOLDER_CHOICE_WEIGHED, None): Text(
        nb="at det er vurdert hvem som skal holde stafettpinnen",
        nn="at det er vurdert kven som skal halde stafettpinnen",
        en="that it has been weighed who should hold the baton",
    ),
    (ConditionName.COORDINATOR_APPOINTED, None): Text(
        nb="at en koordinator er oppnevnt", nn="at ein koordinator er oppnemnd", en="that a coordinator is appointed"
    ),
    (ConditionName.ADVICE_RECEIVED, None): Text(
        nb="at et råd er mottatt", nn="at eit råd er teke imot", en="that advice has been received"
    ),
    (ConditionName.ANONYMOUS_DISCUSSION_HELD, None): Text(
        nb="at det er drøftet anonymt", nn="at det er drøfta anonymt", en="that it has been discussed anonymously"
    ),
    (ConditionName.QUESTION_ANSWERED, None): Text(
        nb="at et spørsmål fra familien er besvart",
        nn="at eit spørsmål frå familien er svart på",
        en="that a question of the family's is answered",
    ),
    (ConditionName.REQUEST_ANSWERED, None): Text(
        nb="at et ønske fra familien er besvart",
        nn="at eit ønske frå familien er svart på",
        en="that a request of the family's is answered",
    ),
    (ConditionName.DOCUMENT_FILED, None): Text(
        nb="at et dokument er lagt ved", nn="at eit dokument er lagt ved", en="that a document is filed"
    ),
    (ConditionName.PATHWAY_ENTERED, None): Text(
        nb="at et særskilt forløp er begynt",
        nn="at eit særskilt forløp er byrja",
        en="that a special pathway is entered",
    ),
    (ConditionName.COUNTS_REPORTED, None): Text(
        nb="at tallene er meldt", nn="at tala er melde", en="that the counts are reported"
    ),
    (ConditionName.PLAN_APPLIED_FOR, None): Text(
        nb="at det er søkt om en annen plan",
        nn="at det er søkt om ein annan plan",
        en="that another plan is applied for",
    ),
    (ConditionName.PLAN_DECLINED, None): Text(
        nb="at en annen plan er avslått", nn="at ein annan plan er avslått", en="that another plan is declined"
    ),
    (ConditionName.PLAN_LINKED, None): Text(
        nb="at en annen plan er knyttet til saken",
        nn="at ein annan plan er knytt til saka",
        en="that another plan is linked to the case",
    ),
    (ConditionName.TRANSITION_PLANNED, None): Text(
        nb="at en overgang er planlagt", nn="at ein overgang er planlagd", en="that a transition is planned"
    ),
    (ConditionName.TRANSITION_DONE, None): Text(
        nb="at en overgang er gjennomført", nn="at ein overgang er gjennomført", en="that a transition is done"
    ),
    (ConditionName.INFORMATION_CARRIED_OVER, None): Text(
        nb="at opplysninger er ført videre", nn="at opplysningar er førte vidare", en="that information is carried over"
    ),
}
"""How a condition is said after "needs"; the second part of the key is `Condition.with_`."""
