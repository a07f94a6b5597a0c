"""From when to when the same people must consent and be heard, if nothing else happens (law A-32).

Who must consent changes by time alone at birthdays, births, the first and last days of orders and of parental
responsibility, and when an act comes into force; each at 00:00 in Oslo.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Final

import attrs

from bti.law.consent_needed import Needed, who_must_consent
from bti.law.family import ADULT, Family, birthday
from bti.law.hearing import Hearing, who_must_be_heard
from bti.law.matters import ConsentSettings, Question
from bti.law.rules import Law
from bti.people import Birth, Unborn

__all__ = ["TURNS", "ConsentAnswer", "TurnLine", "ask_consent", "boundaries"]

_AGES: Final = (7, 12, 15, 16, ADULT)
_LAW_DAYS: Final = (dt.date(2024, 8, 1), dt.date(2026, 6, 1))
"""When the rules read here changed: opplæringslova, and the test of decision competence (law A-14, A-24)."""
_ONE_DAY: Final = dt.timedelta(days=1)


@attrs.frozen
class ConsentAnswer:
    """Whose consent is needed on a date, who must be heard, and how long that stays so.

    Attributes:
        needed: Whose consent is needed, and why.
        heard: Who must be heard.
        holds_from: The first day on which it is so; None: as far back as is known.
        holds_until: The last day on which it is so; None: no end is known.
    """

    needed: Needed
    heard: tuple[Hearing, ...]
    holds_from: dt.date | None
    holds_until: dt.date | None


def ask_consent(
    family: Family,
    question: Question,
    day: dt.date,
    settings: ConsentSettings | None = None,
    law: Law | None = None,
) -> ConsentAnswer:
    """Answer who must consent and be heard on a date, and from when to when that holds.

    Args:
        family: Who is around the child.
        question: For what, in which service.
        day: The date of the act, in Europe/Oslo.
        settings: What the municipality has set.
        law: The law; by default the bundled one.

    Raises:
        InvalidValue: An argument, or something in it, is not what it should be; all that is wrong is named.
    """
    needed = who_must_consent(family, question, day, settings, law)
    heard = who_must_be_heard(family, question, needed, day, settings, law)
    now = _same(needed, heard)

    def is_so(on: dt.date) -> bool:
        there = who_must_consent(family, question, on, settings, law)
        return _same(there, who_must_be_heard(family, question, there, on, settings, law)) == now

    days = boundaries(family, settings, law)
    start: dt.date | None = None
    for boundary in reversed([one for one in days if one <= day]):
        if not is_so(boundary - _ONE_DAY):
            start = boundary
            break
    end = next((one - _ONE_DAY for one in days if one > day and not is_so(one)), None)
    return ConsentAnswer(needed, heard, start, end)


def boundaries(family: Family, settings: ConsentSettings | None = None, law: Law | None = None) -> tuple[dt.date, ...]:
    """Return the days at whose 00:00 in Oslo time alone may change who must consent or be heard, in order."""
    settings = ConsentSettings() if settings is None else settings
    return tuple(sorted({day for line in TURNS for day in line.days(family, settings, law)}))


def _birthdays(family: Family, settings: ConsentSettings, _: Law | None) -> Iterator[dt.date]:
    births: tuple[Birth | None, ...] = (
        *(one.birth for one in family.persons),
        *(one.birth for one in family.others),
    )
    for born in births:
        if born is None or isinstance(born, Unborn):
            continue
        yield born
        for years in (*_AGES, settings.own_age, settings.child_welfare_age):
            day = birthday(born, years, settings.leap)
            if day is not None:
                yield day


def _laws(family: Family, settings: ConsentSettings, law: Law | None) -> Iterator[dt.date]:
    yield from _LAW_DAYS
    yield from () if law is None else law.supposed.values()


def _responsibility(family: Family, settings: ConsentSettings, _: Law | None) -> Iterator[dt.date]:
    yield from (one.since for one in family.parents if one.since is not None)


def _orders(family: Family, settings: ConsentSettings, _: Law | None) -> Iterator[dt.date]:
    for order in family.orders:
        yield order.made
        if order.last is not None:
            yield order.last + _ONE_DAY


@attrs.frozen
class TurnLine:
    """One thing that turns by time alone who must consent or be heard, and the rules it cites."""

    rules: tuple[str, ...]
    days: Callable[[Family, ConsentSettings, Law | None], Iterator[dt.date]]


TURNS: Final[tuple[TurnLine, ...]] = (
    TurnLine(("A-32",), _birthdays),
    TurnLine(("A-14", "A-24"), _laws),
    TurnLine(("A-02",), _responsibility),
    TurnLine(("A-10",), _orders),
)
"""All that does."""


def _same(needed: Needed, heard: tuple[Hearing, ...]) -> tuple[object, ...]:
    views = frozenset((one.person, one.weight) for one in heard)
    who = frozenset(needed.persons), frozenset(needed.any_of), frozenset(needed.instead)
    return *who, frozenset(needed.unknown), needed.at_least, views
