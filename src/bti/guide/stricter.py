"""Which of two values of a setting is the stricter: said here for each setting, and nowhere else.

Stricter is what protects the child and the family more, or asks more of the services. No source decides between a
municipality's own pages where they disagree; that the stricter holds, and which it is, are decisions of the library.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from bti.dates import Period
from bti.guide.terms import (
    Appointment,
    ConsentPer,
    CoordinatorMeans,
    FormerReads,
    Givers,
    Guardians,
    LoginLevel,
    LogKeeping,
    LogUse,
    Modality,
    Movement,
    OnLevelChange,
    Retention,
    SchoolWaiver,
    WithdrawalCloses,
)

__all__ = ["RANKS", "strictest"]

_CHANGES: Final = (OnLevelChange.KEEP, OnLevelChange.RECONSIDER, OnLevelChange.ANEW)

_GIVERS: Final = (
    Givers.GUARDIANS_OR_YOUNG_PERSON,  # either is enough
    Givers.GUARDIANS,
    Givers.YOUNG_PERSON,
    Givers.GUARDIANS_AND_YOUNG_PERSON,  # more have to agree
)
_FORMER: Final = (FormerReads.NOTHING, FormerReads.OWN, FormerReads.SEEN)
_LOGINS: Final = (LoginLevel.LOW, LoginLevel.SUBSTANTIAL, LoginLevel.HIGH)
_CLOSES: Final = (WithdrawalCloses.NOTHING, WithdrawalCloses.WHEN_NONE_IS_LEFT, WithdrawalCloses.AT_ONCE)

RANKS: Final[Mapping[str, Callable[[Any], Any]]] = {
    "own_age": lambda age: -age,  # the young person is asked from an earlier age
    "guardians": lambda who: who is Guardians.ALL,
    "givers": _GIVERS.index,
    "holds_for": lambda length: -_days(length),
    "needs_new": lambda needs: needs,
    "per": lambda per: per is ConsentPer.PERSON,
    "withdrawal_closes": _CLOSES.index,
    "school_waiver": lambda who: who is SchoolWaiver.PUPIL_AND_GUARDIANS,  # more have to agree
    "child_welfare_age": lambda age: -age,
    "anonymity_threshold": lambda least: least,
    "login_level": _LOGINS.index,
    "former_participants": lambda reads: -_FORMER.index(reads),
    "retention": lambda kept: kept is Retention.KEEP,  # nothing is lost before somebody has decided
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
    "appointed_by": lambda who: -len(who),  # fewer may name the holder
    "reminder": lambda period: -_days(period),  # an offer waits shorter
    "use": lambda use: use is LogUse.MANDATORY,
    "keeping": lambda ways: (-len(ways), LogKeeping.MANUAL not in ways),
    "opened_by": lambda hands: -len(hands),
    "closed_by": lambda hands: -len(hands),
    "written_by": lambda hands: -len(hands),
    "replaces_minutes": lambda replaces: not replaces,  # minutes are written too
    "evidence_for_referral": lambda rests: rests,
}
"""By the key of a setting: how strict a value is; the larger is the stricter. Others take no `conflict`."""


_STRENGTHS: Final = (Modality.MAY, Modality.SHOULD, Modality.MUST)


def _days(period: Period) -> int:
    return 365 * period.years + 30 * period.months + 7 * period.weeks + period.days


def strictest(key: str, values: tuple[Any, ...], strengths: tuple[Modality, ...] = ()) -> int:
    """Return the place of the strictest of several values; the first where two are equally strict.

    Args:
        key: The key of the setting.
        values: What the sources state.
        strengths: How strongly each means it; of two equal values the one that is meant more strongly is the stricter
            (Vindafjord: from 15; Tysvær: maybe also from 15).
    """
    meant = [_STRENGTHS.index(one) for one in strengths] or [0] * len(values)
    ranks = [(RANKS[key](value), strength) for value, strength in zip(values, meant, strict=True)]
    return ranks.index(max(ranks))
