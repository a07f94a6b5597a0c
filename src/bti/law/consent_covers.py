"""What the consents of a case let another service see, and whom of it they let in: as far as each giver said.

Consent to a service lets out the kinds of information that all who must have named, while the relay log is not at rest;
nothing where somebody keeps the service out (law Q-07), and nobody whom a consent does not name (law Q-06).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable

from bti.law.consent import LogStanding, Required, Sharing, log_standing, missing
from bti.record.consent import Scope, SharingPurpose
from bti.record.fact import Category
from bti.record.spine import Spine

__all__ = ["covered_categories", "excluded", "lets_in"]


def covered_categories(
    spine: Spine,
    required: Required,
    service: str,
    day: dt.date,
    by_category: Callable[[Category], Required] | None = None,
    source: str | None = None,
) -> frozenset[Category]:
    """Return which kinds of information may be shared with, and taken from, another service on a date (I-06).

    Empty where consent to the service is not sufficient, where somebody has kept it out, or where the relay log rests.
    A category counts only where each one who must consent has named it (law Q-02).

    Args:
        spine: The case.
        required: Whose consent the log and a service in it need.
        service: The reference of the service.
        day: A date in Europe/Oslo.
        by_category: Whose consent a kind of information needs, where a young person may let it out alone (law A-15,
            A-18, A-26, A-30); None where nobody is of an age to.
        source: The reference of the service whose information it is, which a consent may name (law Q-02); None: not
            asked.
    """
    if service not in spine.people.services or service in excluded(spine, service, day):
        return frozenset()
    if log_standing(spine, required, day) is LogStanding.RESTING:
        return frozenset()
    covered = frozenset(
        one
        for alike in _named_alike(spine, service)
        if _lets_out(spine, required, service, alike[0], day, source)
        for one in alike
    )
    if by_category is None:
        return covered
    rest = (one for one in Category if one not in covered)
    return covered.union(one for one in rest if _lets_out(spine, by_category(one), service, one, day, source))


def _named_alike(spine: Spine, service: str) -> Iterable[list[Category]]:
    """Return the kinds of information in groups, of which each consent to the service names all or none.

    What consent lets out of one is what it lets out of the others (law Q-02), so that one is looked at for all.
    """
    consents = spine.consents
    answers = (*consents.answers.values(), *(one for beside in consents.beside.values() for one in beside))
    named = [one.categories for one in answers if one.scope is Scope.SERVICE and one.target == service]
    groups: dict[tuple[bool, ...], list[Category]] = {}
    for category in Category:
        groups.setdefault(tuple([category in one for one in named]), []).append(category)
    return groups.values()


def _lets_out(
    spine: Spine, required: Required, service: str, category: Category, day: dt.date, source: str | None
) -> bool:
    sharing = Sharing(category, SharingPurpose.COORDINATION, source)  # what a case is shared for (law Q-02)
    return required.complete and not missing(spine, required, Scope.SERVICE, service, day, sharing)


def excluded(spine: Spine, service: str, day: dt.date) -> frozenset[str]:
    """Return what somebody has kept out of their consent to a service, or to the log (law Q-07).

    That is entries, persons and services; with the service itself among them nothing is shared with it. What is kept
    out of the log is kept from every service in it; a service that its giver has consented to by name since is not.
    """
    given = spine.consents.given()
    held = tuple(one for one in given if one.scope in (Scope.LOG, Scope.SERVICE) and one.holds_on(day))
    kept: set[str] = set()
    for one in held if any(one.excluded for one in held) else ():
        if one.scope is Scope.SERVICE:
            kept |= {*one.excluded} if one.target == service else set()
        elif any(
            each.target == service and each.scope is Scope.SERVICE and each.giver == one.giver and each.seq > one.seq
            for each in held
        ):
            kept |= {*one.excluded} - {service}
        else:
            kept |= {*one.excluded}
    return frozenset(kept)


def lets_in(spine: Spine, service: str, person: str, day: dt.date) -> bool:
    """Tell whether an employee of a service may have a part in it: nobody kept them out, or named others (law Q-06)."""
    given = spine.consents.given()
    held = (one for one in given if one.scope is Scope.SERVICE and one.target == service and one.holds_on(day))
    return all(one.lets(person) for one in held) and person not in excluded(spine, service, day)
