"""The digest of a resolved guide: what a running case stands under.

It is SHA-256 over a canonical JSON of all that the guide means: independent of the files' formatting, order of keys,
machine, Python and hash seed. A field at its default is left out, so that a later version of the library can give
the model a new optional field without changing the digest of any guide that does not use it.
"""

from __future__ import annotations

import datetime as dt
import enum
import hashlib
import json
from collections.abc import Mapping
from typing import Any, cast

import attrs

from bti.dates import Period
from bti.guide.model import Guide, NotStated
from bti.guide.settings import SHOWN_ONLY
from bti.text import Text

__all__ = ["canonical", "digest_of", "under"]

_LEFT_OUT = frozenset({"digest"})


def digest_of(guide: Guide) -> str:
    """Return the SHA-256 of a guide, as hex; the digest it carries itself is left out."""
    written = json.dumps(canonical(guide), sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(written.encode()).hexdigest()


def under(guide: Guide, digest: str) -> Guide:
    """Let a guide, its variants and all that they were before some date stand under one digest."""
    return attrs.evolve(
        guide,
        variants=tuple(attrs.evolve(one, guide=under(one.guide, digest)) for one in guide.variants),
        phases=tuple(attrs.evolve(one, guide=attrs.evolve(one.guide, digest=digest)) for one in guide.phases),
        digest=digest,
    )


def canonical(value: object) -> object:
    """Return a value of the guide model as plain JSON values.

    Raises:
        TypeError: The model has grown a kind of value that is not known here.
    """
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, NotStated):
        return {"not stated": True}
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, Text):
        return dict(value.items())
    if isinstance(value, Period):
        return str(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [canonical(one) for one in cast("tuple[object, ...]", value)]
    if isinstance(value, Mapping):
        table = cast("Mapping[object, object]", value)
        return {str(key): canonical(one) for key, one in table.items()}
    if attrs.has(type(value)):
        return _fields(value)
    raise TypeError(f"a guide cannot hold a {type(value).__name__}")


def _fields(value: object) -> dict[str, object]:
    told: dict[str, object] = {}
    for field in attrs.fields(type(value)):  # type: ignore[arg-type]  # the caller has asked attrs.has
        if not field.init or field.name in _LEFT_OUT or field.metadata == SHOWN_ONLY:
            continue
        held = getattr(value, field.name)
        if not _at_default(field, held):
            told[field.name] = canonical(held)
    return told


def _at_default(field: attrs.Attribute[object], held: object) -> bool:
    default: Any = field.default
    if hasattr(default, "factory"):
        default = default.factory()
    return default is not attrs.NOTHING and bool(held == default)
