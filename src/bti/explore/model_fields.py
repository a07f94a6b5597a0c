"""What a value of the guide's model is to whoever shows it: a list of parts, a group of rules, or one phrase."""

from __future__ import annotations

import functools
import typing
from collections.abc import Mapping
from typing import Any, Final, cast

import attrs

from bti.dates import Period
from bti.guide.model import (
    About,
    Arena,
    Condition,
    DeadlineStart,
    GuideDuty,
    NotStated,
    Origin,
    PathwayRules,
    PathwaySort,
    Requirement,
    Setting,
    Target,
)
from bti.guide.settings import settings_in
from bti.text import Text

__all__ = [
    "fields_of",
    "has_fields",
    "is_left_out",
    "is_list_of_parts",
    "is_rules",
    "is_stated_by_nobody",
    "may_be_silent",
    "members",
    "named_by",
    "one_of",
    "origin_of",
]

_NAMED: Final = ("title", "label", "text", "what")
_WHOLE: Final = (Text, Requirement, Condition, Target, Setting, DeadlineStart)
"""What is said in one phrase, although it has fields."""

_OTHERWISE: Final[Mapping[type, Mapping[str, object]]] = {
    Arena: {"about": About.CASE},
    PathwayRules: {"sort": PathwaySort.OTHER},
    GuideDuty: {"who": "answering"},
}
"""What is so where nobody says otherwise; whether somebody has said it all the same, the model does not tell."""


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


def may_be_silent(owner: object, name: str) -> bool:
    """Tell whether a field can be not stated, so that an empty one says that there is none."""
    return name in _silent_fields(cast("type[attrs.AttrsInstance]", type(owner)))


@functools.cache
def _silent_fields(of: type[attrs.AttrsInstance]) -> frozenset[str]:
    return frozenset(name for name, hint in typing.get_type_hints(of).items() if NotStated in typing.get_args(hint))


def is_stated_by_nobody(owner: object, name: str) -> bool:
    """Tell whether a field holds what is so wherever nobody says otherwise."""
    known = _OTHERWISE.get(type(owner), {})
    return name in known and getattr(owner, name) == known[name]


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
