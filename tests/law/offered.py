"""The acts of the situations that a case is asked: played up to the act, and the act offered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import bti
from bti.facts import Fact
from bti.people import Actor
from tests.law.played_acts import ACTS, ALONE, Act, carry_over
from tests.law.playing import Played, of_situation
from tests.law.told import SITUATIONS

__all__ = ["ASKED", "NO_FACT", "offered", "prepared"]

CARRIED: Final = ("kindergarten-to-school", "school-change", "move-municipality")
"""Scopes in which to share is to carry something over to the service that receives the child."""

NO_FACT: Final[Mapping[str, str]] = {
    "transition-school-necessary-share": "what a school may fetch by law is the schools' own matter, and no fact",
    "move-municipality-child-welfare-share": "what child welfare must tell by law it tells itself, and no fact",
}
"""Acts of these situations that no fact can be made of, and why."""


def act_of(situation: Mapping[str, Any], name: str) -> Act | None:
    """Return how an act of a situation is played, if it is."""
    if name == "share" and situation["scope"] in CARRIED:
        return carry_over
    return ACTS.get(name) or ALONE.get(name)


def _asked() -> Iterator[tuple[str, Mapping[str, Any], Mapping[str, Any], bool]]:
    for situation in SITUATIONS:
        for key in ("allowed", "refused"):
            for act in situation["expect"].get(key, []):
                name = f"{situation['id']}-{act['act']}"
                if act_of(situation, act["act"]) is not None and name not in NO_FACT:
                    yield name, situation, act, key == "allowed"


ASKED: Final = {name: (situation, act, allowed) for name, situation, act, allowed in _asked()}
"""Each act with a fact: the situation, the act and whether it is allowed."""


def prepared(situation: Mapping[str, Any], act: Mapping[str, Any]) -> tuple[Played, Fact, Actor]:
    """Play a situation up to an act, and return the fact that is the act and who offers it."""
    played, how = of_situation(situation), act_of(situation, act["act"])
    assert how is not None, act["act"]
    fact, by = how(played, act)
    return played, fact, by


def offered(situation: Mapping[str, Any], act: Mapping[str, Any]) -> bti.Verdict:
    """Play a situation and offer the act."""
    played, fact, by = prepared(situation, act)
    return played.offers(fact, by)
