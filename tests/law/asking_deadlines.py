"""Turn a situation into the deadlines the law sets, and their dates into the file's own terms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from bti.law.deadlines import Event, Expected, Variation, expected
from tests.law.asking_acts import law_of

__all__ = ["ask"]

Situation = Mapping[str, Any]

_BY_RULE: Final = {
    "F-01": Event.REASON_TO_BELIEVE,
    "F-11": Event.NEED_FOR_PLAN_SEEN,
    "F-12": Event.SPECIAL_HELP_GIVEN,
    "F-13": Event.PLAN_MADE,
    "F-14": Event.STEP_BEGUN,
}
"""What happened, where the file says it by the rule alone."""


def ask(situation: Situation, taken: tuple[str, ...] = ()) -> dict[str, Any]:
    """Answer which dates there are, and for which rules there must be none."""
    wanted = situation["expect"]
    if "due" not in wanted and "no_date" not in wanted:
        return {}
    found = list(_found(situation, taken))
    dated = {one.rule: one for one in found if one.on is not None or one.instant is not None}
    told: dict[str, Any] = {}
    if "due" in wanted:
        asked = {one["rule"] for one in wanted["due"]}
        told["due"] = [_due(one) for rule, one in dated.items() if rule in asked]
    if "no_date" in wanted:
        known = {one.rule for one in found} | _set_aside(situation)
        told["no_date"] = [rule for rule in wanted["no_date"] if rule in known and rule not in dated]
    return told


def _due(one: Expected) -> dict[str, Any]:
    return {"rule": one.rule, "on": one.on or one.instant, "who": one.who.value.replace("_", "-")}


def _set_aside(situation: Situation) -> set[str]:
    facts = set(situation.get("facts", []))
    return {"F-09"} if "risk-unlikely" in facts else set()


def _found(situation: Situation, taken: tuple[str, ...]) -> Iterator[Expected]:
    law, day = law_of(situation, taken), situation["date"]
    variations = frozenset(_variations(situation))
    step_days = situation.get("settings", {}).get("step_days")
    events = [(Event(order["kind"].replace("-", "_")), order["made"]) for order in situation.get("orders", [])]
    events += [(event, day) for rule, event in _BY_RULE.items() if rule in situation["rules"] and not events]
    for event, made in events:
        yield from expected(
            event,
            made,
            instant=situation.get("instant"),
            variations=variations,
            step_days=step_days,
            law=law,
        )


def _variations(situation: Situation) -> Iterator[Variation]:
    for fact in situation.get("facts", []):
        word = fact.replace("-", "_")
        if word == "arrived_from_ukraine" and not situation.get("settings", {}).get("ukraine_override"):
            continue
        if any(word == one.value for one in Variation):
            yield Variation(word)
