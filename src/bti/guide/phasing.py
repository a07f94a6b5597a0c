"""What of a guide holds on a date, where parts of it are phased in or out: `from = 2026-08-01`, `until = 2026-12-31`.

Before its first day and after its last, a part is as if it did not stand there: what the guides beneath say holds
instead, if they say anything. So a guide that phases something in or out is several guides, one until each date, and
each must make sense. Levels, steps, outcomes, services, roles and variants have no last day: a running case may stand
on them, and it would be left behind; a new version of the guide says what becomes of it (`bti guide diff`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, cast

import attrs

from bti.guide.merging import Layer
from bti.text import Text

__all__ = ["MOST_DATES", "dates_of", "ends_before_it_begins", "held_before"]

MOST_DATES: Final = 20
"""How many dates a guide may phase parts in on; for each it is a guide of its own to resolve."""


def dates_of(chain: Sequence[Layer]) -> tuple[dt.date, ...]:
    """Return the dates on which something in these documents begins to hold, or no longer holds, in order."""
    return tuple(sorted({date for layer in chain for date in _dates(layer.document)}))


def held_before(chain: Sequence[Layer], dates: Sequence[dt.date], place: int) -> tuple[Layer, ...]:
    """Return the documents as they hold until a date, from the one before it on; behind the last: from then on.

    Args:
        chain: The documents.
        dates: Their dates, as `dates_of` gives them.
        place: Which of the dates, counted from 0; as many as there are: behind the last.
    """
    since, until = dates[place - 1] if place else dt.date.min, dates[place] if place < len(dates) else dt.date.max
    if not dates:
        return tuple(chain)
    return tuple(attrs.evolve(layer, document=_without(layer.document, _Stretch(since, until))) for layer in chain)


@attrs.frozen
class _Stretch:
    """The days from one on, and before another."""

    since: dt.date
    until: dt.date


def _dates(value: object) -> Iterator[dt.date]:
    for one in _within(value):
        if _is_table(one):
            from_, until = _ends(one)
            if from_ is not None:
                yield from_
            if until is not None and until < dt.date.max:
                yield until + dt.timedelta(days=1)
        yield from _dates(one)


def _ends(table: object) -> tuple[dt.date | None, dt.date | None]:
    """Return the first and the last day on which a part holds, where it says them."""
    return getattr(table, "from_", None), getattr(table, "until", None)


def ends_before_it_begins(table: object) -> bool:
    """Tell whether the last day on which a part holds lies before the first."""
    from_, until = _ends(table)
    return from_ is not None and until is not None and until < from_


def _within(value: object) -> Iterator[object]:
    """Yield the tables and lists right below a value."""
    if isinstance(value, tuple):
        yield from cast("tuple[object, ...]", value)
    elif isinstance(value, Mapping):
        yield from cast("Mapping[str, object]", value).values()
    elif _is_table(value):
        for field in attrs.fields(cast("type[attrs.AttrsInstance]", type(value))):
            yield getattr(value, field.name)


def _is_table(value: object) -> bool:
    return attrs.has(type(value)) and not isinstance(value, Text)


def _without(value: Any, days: _Stretch) -> Any:  # gives back the type it is given, or None
    if isinstance(value, tuple):
        held = cast("tuple[object, ...]", value)
        kept = tuple(one for one in held if not _is_gone(one, days))
        return None if held and not kept else tuple(_without(one, days) for one in kept)  # gone is not "none"
    if isinstance(value, Mapping):
        table = cast("Mapping[str, object]", value)
        return {key: _without(one, days) for key, one in table.items() if not _is_gone(one, days)}
    if not _is_table(value):
        return value
    changed: dict[str, Any] = {}
    for field in attrs.fields(cast("type[attrs.AttrsInstance]", type(value))):
        held = getattr(value, field.name)
        now = None if _is_gone(held, days) else _without(held, days)
        if now is not held and now != held:
            changed[field.name] = now
    return attrs.evolve(value, **changed) if changed else value


def _is_gone(value: object, days: _Stretch) -> bool:
    """Tell whether a part holds on none of the days; it holds on none or on all, since its dates are among theirs."""
    from_, until = _ends(value) if _is_table(value) else (None, None)
    return (from_ is not None and from_ >= days.until) or (until is not None and until < days.since)
