"""What of a guide holds on a date, where parts of it are phased in: `from = 2026-08-01` on a step, a setting, a list.

Before its date a part is as if it did not stand there: what the guides beneath say holds instead, if they say anything.
So a guide that phases something in is several guides, one until each date, and each must make sense.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, cast

import attrs

from bti.guide.merging import Layer
from bti.text import Text

__all__ = ["MOST_DATES", "dates_of", "held_before"]

MOST_DATES: Final = 20
"""How many dates a guide may phase parts in on; for each it is a guide of its own to resolve."""


def dates_of(chain: Sequence[Layer]) -> tuple[dt.date, ...]:
    """Return the dates on which something in these documents begins to hold, in order."""
    return tuple(sorted({date for layer in chain for date in _dates(layer.document)}))


def held_before(chain: Sequence[Layer], date: dt.date) -> tuple[Layer, ...]:
    """Return the documents without what holds only from a date on, or from a later one."""
    return tuple(attrs.evolve(layer, document=_without(layer.document, date)) for layer in chain)


def _dates(value: object) -> Iterator[dt.date]:
    for one in _within(value):
        from_: dt.date | None = getattr(one, "from_", None)
        if from_ is not None:
            yield from_
        yield from _dates(one)


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


def _without(value: Any, date: dt.date) -> Any:  # gives back the type it is given, or None
    if isinstance(value, tuple):
        held = cast("tuple[object, ...]", value)
        kept = tuple(one for one in held if not _begins(one, date))
        return None if held and not kept else tuple(_without(one, date) for one in kept)  # gone is not "none"
    if isinstance(value, Mapping):
        table = cast("Mapping[str, object]", value)
        return {key: _without(one, date) for key, one in table.items() if not _begins(one, date)}
    if not _is_table(value):
        return value
    changed: dict[str, Any] = {}
    for field in attrs.fields(cast("type[attrs.AttrsInstance]", type(value))):
        held = getattr(value, field.name)
        now = None if _begins(held, date) else _without(held, date)
        if now is not held and now != held:
            changed[field.name] = now
    return attrs.evolve(value, **changed) if changed else value


def _begins(value: object, date: dt.date) -> bool:
    from_: dt.date | None = getattr(value, "from_", None) if _is_table(value) else None
    return from_ is not None and from_ >= date
