"""What a kept guide shows beside what its digest is made of: who of the chain states each field of an inherited part.

No digest is made of it, so that it stands in a kept document by itself: a list of places in the guide, each with the
fields that are only shown there. Whoever reads the document without it has the same guide, told a little coarser.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any, Final, cast

import attrs

from bti.guide.digest import canonical
from bti.guide.model import Guide
from bti.guide.settings import SHOWN_ONLY
from bti.text import Text

__all__ = ["checksum", "shown_in", "with_shown"]

_AT: Final = "at"


def shown_in(guide: Guide) -> list[dict[str, object]]:
    """Return what is only shown of a guide, each with its place: the keys and numbers that lead to it."""
    return [{_AT: [*place], **fields} for place, fields in _walk(guide, ())]


def _walk(value: object, place: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], dict[str, object]]]:
    if isinstance(value, tuple):
        for number, one in enumerate(cast("tuple[object, ...]", value)):
            yield from _walk(one, (*place, number))
    elif isinstance(value, Mapping):
        for key, one in cast("Mapping[str, object]", value).items():
            yield from _walk(one, (*place, key))
    elif attrs.has(type(value)) and not isinstance(value, Text):
        fields = [one for one in attrs.fields(cast("type[attrs.AttrsInstance]", type(value))) if one.init]
        shown = {one.name: getattr(value, one.name) for one in fields if one.metadata == SHOWN_ONLY}
        stated = {name: canonical(held) for name, held in shown.items() if held}
        if stated:
            yield place, stated
        for one in fields:
            if one.name not in shown:
                yield from _walk(getattr(value, one.name), (*place, one.name))


def checksum(shown: object) -> str:
    """Return the SHA-256 of what is only shown, as hex, so that it is noticed when something of it was changed."""
    written = json.dumps(shown, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def with_shown(guide: object, shown: object) -> object:
    """Return the plain values of a guide with what is only shown put in its places.

    Args:
        guide: As `canonical` made it; it is not changed.
        shown: As `shown_in` made it.

    Raises:
        ValueError: It is no such list, or a place leads nowhere.
    """
    whole: object = json.loads(json.dumps(guide))
    if not isinstance(shown, list):
        raise ValueError("no list")
    for one in cast("list[object]", shown):
        if not isinstance(one, dict) or not isinstance(one.get(_AT), list):  # pyright: ignore[reportUnknownMemberType]  # plain JSON
            raise ValueError("no place")
        table = cast("dict[str, Any]", one)
        here: Any = whole
        try:
            for step in table[_AT]:
                here = here[step]
            here.update({name: held for name, held in table.items() if name != _AT})
        except (LookupError, TypeError, AttributeError):
            raise ValueError("leads nowhere") from None
    return whole
