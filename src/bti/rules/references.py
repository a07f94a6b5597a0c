"""References that cannot be followed: one and the same answer whether the thing is unknown or not for the asker."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from bti.reasons import Reason, ReasonKind, Word, model
from bti.record.spine import Spine

__all__ = ["can_take_task", "family_of", "nearest", "unknown"]


@cache
def unknown(field: str) -> Reason:
    """Return the reason for a reference that leads nowhere; it names the field and nothing else (I-08)."""
    return Reason(
        "unknown_reference", ReasonKind.UNKNOWN_REFERENCE, (("field", Word("field", field)),), (model("I-08"),)
    )


def family_of(spine: Spine) -> tuple[str, ...]:
    """Return guardians and persons concerned, by reference, told or not."""
    return (*(one.ref for one in spine.life.persons), *spine.people.guardians)


def can_take_task(spine: Spine, ref: str) -> bool:
    """Tell whether somebody can be invited or answer for a measure: professionals who take part, family who is told."""
    return ref in spine.people.professionals or ref in spine.people.told


def nearest(found: str, known: Iterable[str]) -> str:
    """Return the known name nearest to what was given, or all known names."""
    from difflib import get_close_matches

    names = sorted(known)
    close = get_close_matches(found, names, 1, 0.5)
    return close[0] if close else ", ".join(names)
