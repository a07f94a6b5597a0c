"""A view as bytes, so that two views can be compared to the last bit."""

from __future__ import annotations

import datetime as dt
import enum
import json
from typing import cast

import attrs

from bti import Note, View

__all__ = ["as_bytes"]


def as_bytes(view: View) -> bytes:
    """Return everything that stands in a view, texts included, as bytes: equal views give equal bytes."""
    return json.dumps(_plain(view), ensure_ascii=False, sort_keys=True).encode()


def _plain(value: object) -> object:
    if value is None or isinstance(value, (str, int, bool)):
        return value
    if isinstance(value, Note):
        return [value.commitment, value.text]
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, tuple):
        return [_plain(one) for one in cast("tuple[object, ...]", value)]
    kind = type(value)
    if attrs.has(kind):
        return {"type": kind.__name__} | {one.name: _plain(getattr(value, one.name)) for one in attrs.fields(kind)}
    raise TypeError(f"a view holds a {kind.__name__}, which has no bytes here")
