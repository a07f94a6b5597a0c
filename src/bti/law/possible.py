"""What remains possible without the consent: the help goes on; protection waits for nobody (law Q-11, Q-12, C-10)."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Collection
from typing import Final

import attrs

from bti.law.matters import Matter
from bti.law.rules import Law, load_law

__all__ = ["WAYS", "Possible", "Way", "possible_without"]


class Way(enum.Enum):
    """A way that stays open."""

    HELP_IN_OWN_SERVICE = "help_in_own_service"
    MEETINGS_WITH_FAMILY = "meetings_with_family"
    ASK_FOR_CONSENT = "ask_for_consent"
    MANUAL_LOG = "manual_log"
    ANONYMOUS_DISCUSSION = "anonymous_discussion"
    REPORT = "report"
    AVERT = "avert"
    EMERGENCY_HELP = "emergency_help"


@attrs.frozen
class Possible:
    """One way that stays open.

    Attributes:
        way: Which.
        grounds: The ids of the law rules that say so.
    """

    way: Way
    grounds: tuple[str, ...]


WAYS: Final[tuple[Possible, ...]] = (
    Possible(Way.HELP_IN_OWN_SERVICE, ("Q-11",)),
    Possible(Way.MEETINGS_WITH_FAMILY, ("Q-12",)),
    Possible(Way.ASK_FOR_CONSENT, ("Q-03", "C-09")),
    Possible(Way.MANUAL_LOG, ("Q-12",)),
    Possible(Way.ANONYMOUS_DISCUSSION, ("C-10",)),
    Possible(Way.REPORT, ("Q-11", "D-01")),
    Possible(Way.AVERT, ("Q-11", "D-06")),
    Possible(Way.EMERGENCY_HELP, ("Q-11", "D-07")),
)
"""The ways there are, each with the rules that leave it open."""


def possible_without(
    matter: Matter, day: dt.date, law: Law | None = None, left: Collection[str] | None = None
) -> tuple[Possible, ...]:
    """Return what may be done on a date though the consent is refused, withdrawn, run out or never given.

    Args:
        matter: For what it was asked.
        day: A date in Europe/Oslo.
        law: The law; by default the bundled one.
        left: The ways that the guide says a refusal leaves; None: it does not say. What protects a child, help in the
            own service and asking again are no guide's to take away (law Q-09, Q-11).
    """
    rules = load_law() if law is None else law
    ways = [one for one in WAYS if _is_open(one, matter, day, rules)]
    if left is not None:
        ways = [one for one in ways if one.way not in _GUIDES or one.way.value in left]
    return tuple(ways)


_GUIDES: Final = frozenset({Way.MEETINGS_WITH_FAMILY, Way.MANUAL_LOG, Way.ANONYMOUS_DISCUSSION})


def _is_open(one: Possible, matter: Matter, day: dt.date, law: Law) -> bool:
    """Tell whether a way is one of this matter on this date.

    A log by hand takes the place of the log. Anonymous discussion needs that the general act lets anonymised
    information out; the act of 2025 has no such exception (law C-10, section 14).
    """
    if one.way is Way.MANUAL_LOG:
        return matter is Matter.LOG
    if one.way is Way.ANONYMOUS_DISCUSSION:
        return any(basis.act == "FVL" for basis in law.rule("C-10").basis_on(day))
    return True
