"""Which of two values of a setting is the stricter: said here for each setting, and nowhere else.

Stricter is what protects the child and the family more, or asks more of the services. No source decides between a
municipality's own pages where they disagree; that the stricter holds, and which it is, are decisions of the library.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from bti.guide.terms import Appointment, CoordinatorMeans, Guardians, Movement, OnLevelChange

__all__ = ["RANKS", "strictest"]

_CHANGES: Final = (OnLevelChange.KEEP, OnLevelChange.RECONSIDER, OnLevelChange.ANEW)

RANKS: Final[Mapping[str, Callable[[Any], Any]]] = {
    "own_age": lambda age: -age,  # the young person is asked from an earlier age
    "guardians": lambda who: who is Guardians.ALL,
    "forms": lambda forms: -len(forms),  # fewer forms are accepted
    "withdrawal_closes_log": lambda closes: closes,
    "withdrawal_ends_service": lambda ends: ends,
    "appointment": lambda appointment: appointment is Appointment.OFFERED,  # nobody holds who has not accepted
    "on_level_change": _CHANGES.index,
    "coordinator": lambda means: means is CoordinatorMeans.TAKES_OVER,  # one coordinates, not two
    "criteria": len,  # more is weighed
    "contents": len,  # more is told
    "skippable": lambda may: not may,
    "revisitable": lambda may: not may,
    "movement": lambda movement: movement is Movement.ORDERED,
    "entries": lambda entries: -len(entries),
}
"""By the key of a setting: how strict a value is; the larger is the stricter. Others take no `conflict`."""


def strictest(key: str, values: tuple[Any, ...]) -> int:
    """Return the place of the strictest of several values; the first where two are equally strict."""
    ranks = [RANKS[key](value) for value in values]
    return ranks.index(max(ranks))
