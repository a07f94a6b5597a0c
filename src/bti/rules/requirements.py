"""What a step or an outcome requires of the case, tested against the spine.

The vocabulary is closed: each `ConditionName` has one test here. A condition looks at the whole case, or only since
the level, the round or the step began.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Final

from bti.guide.model import Condition, ConditionName, Modality, Requirement, Since
from bti.law.consent import LogStanding
from bti.reasons import Citation, Reason
from bti.record.concern import SharedWith
from bti.record.consent import Answer, Scope
from bti.record.meeting import MeetingKind
from bti.rules.ask import Ask
from bti.rules.opening import unanswered_measures
from bti.text import Text

__all__ = ["children_not_heard", "is_met", "unmet"]


def is_met(ask: Ask, part: Condition | Requirement) -> bool:
    """Tell whether a condition or a requirement is met now."""
    if isinstance(part, Condition):
        return _TESTS[part.name](ask, part, _start(ask, part.since))
    if part.unless is not None and is_met(ask, part.unless):
        return True
    return all(is_met(ask, one) for one in part.all_of) and (
        not part.any_of or any(is_met(ask, one) for one in part.any_of)
    )


def unmet(ask: Ask, requirement: Requirement | None, step: Text) -> tuple[Reason, ...]:
    """Return a reason for each condition that is not met; one reason naming the choice where any of several would do.

    Args:
        ask: The question.
        requirement: What is required; None: nothing.
        step: The title of the step it belongs to.
    """
    if requirement is None or is_met(ask, requirement):
        return ()
    citation = ask.cite(requirement.origin)
    found: list[Reason] = []
    for part in requirement.all_of:
        if is_met(ask, part):
            continue
        if isinstance(part, Condition):
            found.append(_reason(ask, requirement.modality, citation, step, (part,)))
        else:
            found.extend(unmet(ask, part, step))
    if requirement.any_of and not any(is_met(ask, part) for part in requirement.any_of):
        found.append(_reason(ask, requirement.modality, citation, step, _conditions(requirement.any_of)))
    return tuple(found)


def _conditions(parts: tuple[Condition | Requirement, ...]) -> tuple[Condition, ...]:
    flat: list[Condition] = []
    for part in parts:
        if isinstance(part, Condition):
            flat.append(part)
        else:
            flat.extend(_conditions((*part.all_of, *part.any_of)))
    return tuple(flat)


def _reason(ask: Ask, modality: Modality, citation: Citation, step: Text, conditions: tuple[Condition, ...]) -> Reason:
    code = "step_needs_one_of" if len(conditions) > 1 else "step_needs"
    return ask.by_modality(modality, code, citation, step=step, needed=_said(conditions))


@cache
def _said(conditions: tuple[Condition, ...]) -> Text:
    said = [SAID.get((one.name, one.with_), SAID[one.name, None]) for one in conditions]
    words = {"nb": " eller ", "nn": " eller ", "en": " or "}
    return Text.of({lang: or_.join(dict.fromkeys(text(lang) for text in said)) for lang, or_ in words.items()})


def _start(ask: Ask, since: Since) -> int:
    track = ask.spine.track
    if since is Since.CASE:
        return 0
    if since is Since.LEVEL:
        return track.level_since
    return track.round_since if since is Since.ROUND else track.step_since


def children_not_heard(ask: Ask, start: int) -> tuple[str, ...]:
    """Return the persons concerned who have neither been heard nor have a coded reason, since a place in the book."""
    heard = dict(ask.spine.evaluation.heard)
    return tuple(one.ref for one in ask.spine.life.persons if heard.get(one.ref, 0) <= start)


def _recorded(kind: str) -> Callable[[Ask, Condition, int], bool]:
    def test(ask: Ask, condition: Condition, start: int) -> bool:
        return ask.spine.last.get(kind, 0) > start

    return test


def _shared(ask: Ask, condition: Condition, start: int) -> bool:
    wanted = condition.with_
    anyone = wanted is None or wanted == "anyone"
    return any(seq > start and (anyone or with_ is SharedWith(wanted)) for with_, _, seq in ask.spine.concerns.shared)


def _met(ask: Ask, condition: Condition, start: int) -> bool:
    """Tell whether a meeting was held; one of the services alone counts only where the guide names that kind."""
    wanted = None if condition.with_ is None else MeetingKind(condition.with_)
    return any(
        one.seq > start and (one.purpose is wanted or (wanted is None and one.purpose is not MeetingKind.SERVICES_ONLY))
        for one in ask.spine.meetings.held.values()
    )


def _coordinated(ask: Ask, condition: Condition, start: int) -> bool:
    """Tell whether somebody holds the baton, or a coordinator has taken over from it."""
    return ask.spine.baton.holder is not None or ask.spine.baton.taken_over is not None


def _asked(ask: Ask, condition: Condition, start: int) -> bool:
    return any(one.scope is Scope.LOG and one.seq > start for one in ask.spine.consents.asked)


def _given(ask: Ask, condition: Condition, start: int) -> bool:
    return ask.has_consent(Scope.LOG)


def _answered(ask: Ask, condition: Condition, start: int) -> bool:
    if _given(ask, condition, start):
        return True
    return any(one.scope is Scope.LOG and one.answer is not Answer.GIVEN for one in ask.spine.consents.answers.values())


_TESTS: Final[Mapping[ConditionName, Callable[[Ask, Condition, int], bool]]] = {
    ConditionName.CONCERN_DESCRIBED: _recorded("concern_described"),
    ConditionName.CONCERN_SHARED: _shared,
    ConditionName.SHARING_POSTPONED: _recorded("sharing_postponed"),
    ConditionName.NO_GUARDIAN_NAMED: lambda ask, condition, start: not ask.spine.people.guardians,
    ConditionName.LOG_CONSENT_ASKED: _asked,
    ConditionName.LOG_CONSENT_ANSWERED: _answered,
    ConditionName.LOG_CONSENT_GIVEN: _given,
    ConditionName.LOG_OPEN: lambda ask, condition, start: ask.log is LogStanding.OPEN or ask.spine.log.is_manual,
    ConditionName.OTHER_SERVICE_JOINED: lambda ask, condition, start: len(ask.spine.people.services) > 1,
    ConditionName.BATON_HELD: _coordinated,
    ConditionName.WISH_RECORDED: _recorded("wish_recorded"),
    ConditionName.GOAL_AGREED: _recorded("goal_agreed"),
    ConditionName.MEASURE_PLANNED: _recorded("measure_planned"),
    ConditionName.MEASURE_STARTED: _recorded("measure_started"),
    ConditionName.MEASURES_EVALUATED: lambda ask, condition, start: not unanswered_measures(ask),
    ConditionName.CHILD_HEARD: lambda ask, condition, start: not children_not_heard(ask, start),
    ConditionName.MEETING_HELD: _met,
    ConditionName.WAY_CHOSEN: _recorded("way_chosen"),
}

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
}
"""How a condition is said after "needs"; the second part of the key is `Condition.with_`."""
