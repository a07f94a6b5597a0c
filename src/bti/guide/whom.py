"""Whom a guide is for (målgruppe): in its words, by age, and whether a pregnancy is within it."""

from __future__ import annotations

import attrs

from bti.guide.settings import Origin, Setting
from bti.text import Text

__all__ = ["Whom"]


@attrs.frozen
class Whom:
    """Whom a guide is for; whatever is None, no guide of the chain states.

    Attributes:
        text: In the guide's words.
        from_age: From which age on, in whole years.
        to_age: Up to which age, the year itself included (Tromsø: 23).
        expecting: Whether one not yet born and a pregnant woman are within it (Sula, Arendal: they are).
        origin: Who states it.
    """

    text: Text | None
    from_age: Setting[int] | None
    to_age: Setting[int] | None
    expecting: Setting[bool] | None
    origin: Origin
