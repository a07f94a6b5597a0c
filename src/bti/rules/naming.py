"""From when, by whom, and with whose help where nobody takes it, the baton is given: what the guide says of it."""

from __future__ import annotations

from typing import Final

from bti.guide.model import NOT_STATED, Setting
from bti.reasons import Reason, ReasonKind, model
from bti.record.baton import BatonAppointed, BatonOffered
from bti.record.meeting import MeetingKind
from bti.rules.actors import Who
from bti.rules.ask import Ask
from bti.rules.conditions_said import said_by
from bti.rules.registry import Found, rule
from bti.rules.requirements import lacking
from bti.text import Text

__all__ = ["is_at_or_after"]

_LANGS: Final = ("nb", "nn", "en")
_OR: Final = {"nb": " eller ", "nn": " eller ", "en": " or "}
_NAMERS: Final = {
    "leader": Who.LEADER.said,
    "holder": Who.ANSWERING.said,
    "meeting": Text(nb="et møte på dette nivået", nn="eit møte på dette nivået", en="a meeting on this level"),
    "team": Text(
        nb="tjenestene i et møte på dette nivået",
        nn="tenestene i eit møte på dette nivået",
        en="the services in a meeting on this level",
    ),
}
_REFUSALS: Final = 2
"""How often an offer is declined before the reasons name who settles it. No source says; a decision."""


def is_at_or_after(ask: Ask, setting: Setting[str] | None) -> bool:
    """Tell whether the case stands on a step or a later one of the guide's; so too where no step is stated."""
    here, level = ask.step, ask.level
    wanted = None if setting is None or setting.value is NOT_STATED else ask.guide.step(setting.value)
    if here is None or level is None or wanted is None:
        return True
    order = ask.guide.order
    if here.level != wanted.level:
        return order(here.level) > order(wanted.level)
    return level.steps.index(here) >= level.steps.index(wanted)


@rule(BatonAppointed, BatonOffered, source=model("guide"))
def the_guide_has_a_holder_on_this_step(ask: Ask) -> Found:
    """A holder is named from the step on that the guide says.

    Source: the guide's setting `from_step`; Overhalla 0.4: named where follow-up is needed.
    """
    setting = ask.guide.baton.from_step
    if setting is None or setting.value is NOT_STATED or is_at_or_after(ask, setting):
        return None
    step = ask.guide.step(setting.value)
    title = setting.value if step is None else step.title
    return ask.by_modality(setting.modality, "baton_before_its_step", ask.cite(setting.origin), step=title)


@rule(BatonAppointed, BatonOffered, source=model("guide"))
def what_the_baton_waits_for_has_happened(ask: Ask) -> Found:
    """A holder is named when that has happened which the guide ties the baton to; the log is no part of it.

    Source: the guide's `from_event`; Arendal, Gloppen and Sogndal: when measures are set in motion.
    """
    found: list[Reason] = []
    for required, conditions in lacking(ask, ask.guide.baton.from_event):
        code = "baton_waits_for_one_of" if len(conditions) > 1 else "baton_waits_for"
        found.append(
            ask.by_modality(
                required.modality,
                code,
                ask.cite(required.origin),
                needed=said_by(ask.guide, conditions),
            )
        )
    return tuple(found)


@rule(BatonAppointed, BatonOffered, source=model("guide"))
def named_by_whom_the_guide_says(ask: Ask) -> Found:
    """The holder is named by one of those whom the guide lets decide it; by a meeting: after one on this level.

    Source: the guide's setting `appointed_by`; Sortland and Arendal: on level 3 the team; Overhalla B and C: the
    meeting; Risør: in kindergartens the head and the pedagogical leader. It is still the leader who records an
    appointment, and whoever answers who records an offer.
    """
    setting = ask.guide.baton.appointed_by
    if setting is None or setting.value is NOT_STATED or any(_decides(ask, one) for one in setting.value):
        return None
    named = [_namer(ask, one) for one in setting.value]
    who = Text.of({lang: _OR[lang].join(one(lang) for one in named) for lang in _LANGS})
    return ask.by_modality(setting.modality, "holder_named_by_others", ask.cite(setting.origin), who=who)


def _decides(ask: Ask, namer: str) -> bool:
    if namer == "leader":
        return ask.leads_home
    if namer == "holder":
        return ask.answers
    if namer in ("meeting", "team"):
        since = ask.spine.track.level_since
        held = (one for one in ask.spine.meetings.held.values() if one.seq > since)
        return any(namer == "team" or one.purpose is not MeetingKind.SERVICES_ONLY for one in held)
    role = ask.role
    joined = ask.spine.people.professionals.get(ask.by.ref)
    service = None if joined is None else ask.spine.people.services.get(joined.service)
    return (role is not None and role.id == namer) or (service is not None and service.kind == namer)


def _namer(ask: Ask, namer: str) -> Text:
    known = ask.guide.role(namer) or ask.guide.service(namer)
    return _NAMERS.get(namer) or (Text(nb=namer, nn=namer, en=namer) if known is None else known.label)


@rule(BatonAppointed, BatonOffered, source=model("guide"))
def who_settles_it_is_named(ask: Ask) -> Found:
    """Where the baton has been declined twice since somebody last took it, it is said who settles it; nothing hinders.

    Source: the guide's setting `dispute_body`; which body is the municipality's choice, and no known guide says when.
    """
    setting = ask.guide.baton.dispute_body
    if setting is None or setting.value is NOT_STATED or ask.spine.baton.declined < _REFUSALS:
        return None
    params = (("count", ask.spine.baton.declined), ("body", setting.value))
    return Reason("baton_is_disputed", ReasonKind.ADVICE, params, (ask.cite(setting.origin),))
