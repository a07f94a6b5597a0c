"""What falls away from inherited rules once the levels they speak of are left out: cases, time limits and duties there.

A case of a setting that holds on levels of which none stands decides nothing; neither does a time limit or a duty that
is owed on such levels alone. Of one that holds on others too, the levels that are left out fall away.
"""

from __future__ import annotations

import functools
import typing
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final, TypeVar, cast

import attrs

from bti.guide.limits import Deadline, GuideDuty
from bti.guide.settings import Setting, SettingCase
from bti.guide.terms import NOT_STATED

__all__ = ["on_levels_that_stand"]

T = TypeVar("T")
_ON_LEVELS: Final = (SettingCase, Deadline, GuideDuty)


def on_levels_that_stand(value: T, gone: frozenset[str]) -> T:
    """Return a value of the model without what is said of levels that are left out.

    Args:
        value: A guide, or a part of one.
        gone: The levels.
    """
    return cast("T", _kept(value, gone)) if gone else value


def _kept(value: Any, gone: frozenset[str]) -> Any:
    of: Any = type(cast("object", value))
    if of is tuple:
        return tuple(_kept(one, gone) for one in value if not _is_nowhere(one, gone))
    if isinstance(value, Mapping):
        table = cast("Mapping[str, object]", value)
        return MappingProxyType({key: _kept(one, gone) for key, one in table.items()})
    if of in _ON_LEVELS:
        levels = _levels(value)
        left = tuple(one for one in levels if one not in gone)
        return value if left == levels else attrs.evolve(value, when=attrs.evolve(value.when, level=left))
    if of is Setting:
        cases = _kept(value.cases, gone)
        return value if cases == value.cases else attrs.evolve(value, cases=cases)
    if not attrs.has(of):
        return value
    changed: dict[str, Any] = {}
    for field in (one for one in attrs.fields(of) if one.init):
        before = getattr(value, field.name)
        after = _kept(before, gone)
        if after != before:
            is_silent = getattr(after, "value", None) is NOT_STATED and not getattr(after, "cases", ())
            changed[field.alias or field.name] = None if is_silent and field.name in _may_be_none(of) else after
    return attrs.evolve(value, **changed) if changed else value


def _levels(value: Any) -> tuple[str, ...]:
    return () if value.when is None else value.when.level


def _is_nowhere(one: Any, gone: frozenset[str]) -> bool:
    """Tell whether something holds on levels alone that are left out."""
    return type(one) in _ON_LEVELS and bool(_levels(one)) and gone.issuperset(_levels(one))


@functools.cache
def _may_be_none(of: type) -> frozenset[str]:
    """Return the fields that are None where no guide says anything."""
    return frozenset(name for name, hint in typing.get_type_hints(of).items() if type(None) in typing.get_args(hint))
