"""What a value of the guide's model is to whoever shows it: a list of parts, a group of rules, or one phrase."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, cast

import attrs

from bti.dates import Period
from bti.guide.model import Condition, Origin, Requirement, Setting, Target
from bti.guide.settings import settings_in
from bti.text import Text

__all__ = [
    "fields_of",
    "has_fields",
    "is_left_out",
    "is_list_of_parts",
    "is_rules",
    "members",
    "named_by",
    "one_of",
    "origin_of",
]

_NAMED: Final = ("title", "label", "text", "what")
_WHOLE: Final = (Text, Requirement, Condition, Target, Setting)
"""What is said in one phrase, although it has fields."""


def fields_of(value: object) -> tuple[attrs.Attribute[Any], ...]:
    """Return the fields of a value of the model."""
    fields: tuple[attrs.Attribute[Any], ...] = attrs.fields(cast("type[attrs.AttrsInstance]", type(value)))
    return fields


def is_rules(value: object) -> bool:
    """Tell whether something is a group of rules beside the steps: it has settings, and no name of its own."""
    return attrs.has(type(value)) and not hasattr(value, "id") and bool(settings_in(cast("attrs.AttrsInstance", value)))


def members(value: object) -> tuple[object, ...]:
    """Return what a list holds; nothing of what is none."""
    return cast("tuple[object, ...]", value) if isinstance(value, tuple) else ()


def is_list_of_parts(value: object) -> bool:
    """Tell whether something is a list of things with fields of their own."""
    parts = members(value)
    return bool(parts) and all(has_fields(one) for one in parts)


def has_fields(value: object) -> bool:
    """Tell whether something has more to say than one phrase; what speech has a phrase for has not."""
    return attrs.has(type(value)) and not isinstance(value, (*_WHOLE, Period))


def is_left_out(field: attrs.Attribute[Any], held: object) -> bool:
    """Tell whether nothing is said: nothing stands there, or what stands wherever nobody says otherwise."""
    if held is None or held == () or (isinstance(held, Mapping) and not held):
        return True
    return held is False and field.default is not True


def origin_of(owner: object, field: str) -> Origin | None:
    """Return who states a field of something, where that is known."""
    of: Any = getattr(owner, "origin_of", None)
    found: object = of(field) if of is not None else getattr(owner, "origin", None)
    return found if isinstance(found, Origin) else None


def named_by(value: object) -> str:
    """Return the field that says what something is called; an empty name where none does."""
    return next((name for name in _NAMED if isinstance(getattr(value, name, None), (Text, str))), "")


def one_of(name: str) -> str:
    """Return what one of a list is called by the name of the list."""
    return name.removesuffix("s")
