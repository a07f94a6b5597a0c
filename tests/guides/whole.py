"""A guide in which everything is stated that the model can hold, made from the types of its fields; and its ways.

So that whatever is shown, told or compared can be asked of every field there is, and of those that are still to come.
"""

from __future__ import annotations

import datetime as dt
import enum
import types
import typing
from collections.abc import Iterator, Mapping
from typing import Any, cast

import attrs

from bti.dates import Period
from bti.guide import NOT_STATED, Guide, Modality, Origin, parse_guide
from bti.guide.model import Condition, NotStated, SettingCase, Weaker, When
from bti.guide.settings import Setting
from bti.guide.words import Words
from bti.text import Text
from tests.guides.small import SMALL

__all__ = ["GROUND", "changed", "models", "places", "whole_guide"]

GROUND = ("origin", "origins", "free_of", "digest", "chain", "fragments", "variant", "disagree", "left_out")
"""Who states something, and what of it fell away: it changes nothing that anybody does."""

OWN = Origin("whole", ("setting",), "whole")


def whole_guide() -> Guide:
    """Give a guide with something in every field of every part."""
    made = {field.name: _field(Guide, field.name) for field in attrs.fields(Guide) if field.init}
    made |= {"id": "whole", "chain": ("whole",), "fragments": (), "variant": None, "digest": "0", "left_out": ()}
    guide = Guide(**{name.lstrip("_"): one for name, one in made.items()})
    levels = tuple(
        attrs.evolve(level, steps=tuple(attrs.evolve(step, level=level.id) for step in level.steps))
        for level in guide.levels
    )
    return attrs.evolve(guide, levels=levels)


def _field(owner: type, name: str) -> Any:
    return _made(typing.get_type_hints(owner)[name], name)


def _made(hint: Any, name: str) -> Any:
    """Give a value of a type."""
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin in (types.UnionType, typing.Union):
        wanted = [one for one in inner if one not in (type(None), NotStated)]
        return _made(Condition if Condition in wanted else wanted[0], name)
    if origin is tuple:
        return (_made(inner[0], name),)
    if origin is Setting:
        case = SettingCase(When(("1",), ("school",)), _made(inner[0], name), Modality.SHOULD, OWN)
        weaker = Weaker(_made(inner[0], name), ("page",), Modality.MAY)
        return Setting(_made(inner[0], name), Modality.MUST, OWN, (case,), (weaker,))
    if origin is not None:
        return {"key": _made(inner[-1], name)}
    return _plain(hint, name)


def _plain(hint: Any, name: str) -> Any:
    if hint is Origin:
        return OWN
    if hint is Guide:
        return parse_guide(SMALL)
    if hint is Words:
        return Words(*({"holder": _worded()}, {"key": {"holder": _worded()}}))
    if hint is bool:
        return True
    if hint is int:
        return 7
    if hint is Text:
        return Text(nb=f"Om {name}", nn=f"Om {name}", en=f"On {name}")
    if hint is Period:
        return Period(days=14)
    if attrs.has(hint):
        fields = [one for one in attrs.fields(hint) if one.init]
        return hint(**{one.alias: _field(hint, one.name) for one in fields if one.name not in ("origins", "free_of")})
    if hint is dt.date:
        return dt.date(2026, 8, 1)
    if isinstance(hint, type) and issubclass(hint, enum.Enum):
        return next(iter(hint))
    assert hint is str, f"no value is known of the type {hint!r}, of which {name} is"
    return f"{name}_"


def _worded() -> Any:
    from bti.guide.words import Worded

    return Worded(_plain(Text, "word"), OWN)


def places(value: object, here: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Give the way to every value in a guide that could be another one."""
    if isinstance(value, Text) or not (attrs.has(type(value)) or isinstance(value, (tuple, Mapping))):
        if here:
            yield here
    elif isinstance(value, tuple):
        yield from (one for place, inner in enumerate(value) for one in places(inner, (*here, place)))
    elif isinstance(value, Mapping):
        yield from (one for key, inner in value.items() for one in places(inner, (*here, key)))
    elif isinstance(value, Guide) and here:
        return  # the guide of a variant is a whole guide of its own
    elif not isinstance(value, Origin):
        for field in attrs.fields(cast("type[attrs.AttrsInstance]", type(value))):
            if field.init and field.name not in GROUND:
                yield from places(getattr(value, field.name), (*here, field.name))


def other(value: object) -> object:
    """Give another value of the same sort."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, Text):
        return Text(nb="Noe annet", nn="Noko anna", en="Something else")
    if isinstance(value, enum.Enum) and value is not NOT_STATED:
        return next((one for one in type(value) if one is not value), value)
    if isinstance(value, int):
        return value + 1
    if isinstance(value, str):
        return f"{value}x"
    if isinstance(value, dt.date):
        return value + dt.timedelta(days=1)
    assert isinstance(value, Period)
    return Period(days=99)


def changed(value: Any, way: tuple[str | int, ...]) -> Any:
    """Give the same value with another one at the end of a way."""
    if not way:
        return other(value)
    key, rest = way[0], way[1:]
    if isinstance(value, tuple):
        assert isinstance(key, int)
        return (*value[:key], changed(value[key], rest), *value[key + 1 :])
    if isinstance(value, Mapping):
        return {**value, key: changed(value[key], rest)}
    return attrs.evolve(value, **{str(key): changed(getattr(value, str(key)), rest)})


def models(of: Any, seen: dict[type, None] | None = None) -> tuple[type, ...]:
    """Give every class of the model that a type holds, itself first."""
    found: dict[type, None] = {} if seen is None else seen
    for inner in typing.get_args(of):
        models(inner, found)
    kind = typing.get_origin(of) or of
    if isinstance(kind, type) and attrs.has(kind) and kind not in (Text, Origin, Period) and kind not in found:
        found[kind] = None
        for field in attrs.fields(kind):
            if field.init and field.name not in GROUND:
                models(typing.get_type_hints(kind)[field.name], found)
    return tuple(found)
