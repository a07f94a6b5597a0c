"""What the stored form has in common in both directions: names of fields, of actors, and how an instant is written."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final, get_args, get_origin

import attrs

from bti.errors import InvalidValue, NaiveDatetime
from bti.people import Guardian, PersonConcerned, Professional, Resident, System

__all__ = ["ACTORS", "COMMITMENT", "DAY", "INSTANT", "MOST_ITEMS", "fields_of", "instant_written", "key_of", "may_hold"]

ACTORS: Final[Mapping[str, type]] = MappingProxyType(
    {
        "professional": Professional,
        "guardian": Guardian,
        "person_concerned": PersonConcerned,
        "resident": Resident,
        "system": System,
    }
)
"""Who records, by the stable name under which each is stored."""

MOST_ITEMS: Final = 1_000
"""The most items of one list."""

DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
INSTANT: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z")
COMMITMENT: Final = re.compile(r"[0-9a-f]{64}")
"""SHA-256 as hexadecimal digits; salts, which are as long, are written so too."""


def key_of(name: str) -> str:
    """Return the name under which a field is stored: `with_` as "with"."""
    return name.rstrip("_")


def fields_of(of: type) -> tuple[attrs.Attribute[Any], ...]:
    """Return the fields of a class with their types resolved."""
    resolved: type[attrs.AttrsInstance] = attrs.resolve_types(of)
    fields: tuple[attrs.Attribute[Any], ...] = attrs.fields(resolved)
    return fields


def instant_written(instant: dt.datetime) -> str:
    """Write an instant in UTC, always to the microsecond, so that later instants also sort later as texts.

    Raises:
        NaiveDatetime: It has no time zone.
        InvalidValue: It lies outside the years 1 to 9999 in UTC.
    """
    if instant.utcoffset() is None:
        raise NaiveDatetime("an instant without a time zone cannot be stored")
    try:
        return instant.astimezone(dt.UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"
    except OverflowError as error:
        raise InvalidValue("an instant outside the years 1 to 9999 cannot be stored") from error


def may_hold(of: Any, wanted: type) -> bool:
    """Tell whether a value of this type may hold one of another class, itself or further within."""
    if of is wanted:
        return True
    if get_origin(of) is not None:
        return any(may_hold(inner, wanted) for inner in get_args(of))
    return isinstance(of, type) and attrs.has(of) and any(may_hold(field.type, wanted) for field in fields_of(of))
