"""What a question of law is put with is looked at before it is answered: every problem at once, each with its place.

A date written as text or with an hour, a word in place of a member of an enum: a type checker sees it, a notebook does
not, and the law answers nothing sensible to it. What is said names the place and, where it can be told, what was meant.
"""

from __future__ import annotations

import datetime as dt
import enum
import functools
import types
import typing
from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final, cast

import attrs

from bti.errors import InvalidValue

__all__ = ["check_asked"]


def check_asked(**given: tuple[object, Any]) -> None:
    """Refuse arguments that are not what they should be, all of them at once.

    Args:
        **given: By name of an argument: its value, and the type it should have.

    Raises:
        InvalidValue: Some are not.
    """
    problems = [problem for name, (value, hint) in given.items() for problem in _seen(name, value, hint)]
    if problems:
        raise InvalidValue("; ".join(problems))


def _seen(name: str, value: object, hint: Any) -> tuple[str, ...]:
    try:
        return _found(name, value, hint) if _has_parts(hint) else tuple(_problems(name, value, hint))
    except TypeError:  # something in it cannot be hashed
        return tuple(_problems(name, value, hint))


def _has_parts(hint: Any) -> bool:
    """Tell whether what stands in something is looked at too: in what a question is put together from by hand."""
    return getattr(hint, "__module__", None) in _BY_HAND and attrs.has(hint)


_BY_HAND: Final = ("bti.law.family", "bti.law.matters")


@functools.lru_cache(maxsize=512)
def _found(name: str, value: object, hint: Any) -> tuple[str, ...]:
    return tuple(_problems(name, value, hint))


def _problems(path: str, value: object, hint: Any) -> Iterator[str]:
    if typing.get_origin(hint) in (types.UnionType, typing.Union):
        yield from _of_several(path, value, typing.get_args(hint))
    elif typing.get_origin(hint) in (tuple, frozenset):
        yield from _of_many(path, value, hint)
    elif hint is dt.date:
        yield from _of_date(path, value)
    elif isinstance(value, hint) and not (isinstance(value, bool) and hint is int):
        if _has_parts(hint):
            yield from _of_parts(path, value)
    else:
        yield f"{path} must be {_called(hint)}, not {_shown(value)}{_meant(value, hint)}"


def _of_several(path: str, value: object, hints: tuple[Any, ...]) -> Iterator[str]:
    answers = [tuple(_problems(path, value, one)) for one in hints]
    if not all(answers):
        return
    inner = next((found for found in answers if all(not one.startswith(f"{path} ") for one in found)), None)
    if inner is not None:  # it is one of them, and something in it is wrong
        yield from inner
    elif isinstance(value, dt.datetime) and dt.date in hints:
        yield from _of_date(path, value)
    else:
        wanted = [one for one in hints if one is not types.NoneType]
        meant = next((found for one in wanted if (found := _meant(value, one))), "")
        yield f"{path} must be {' or '.join(_called(one) for one in hints)}, not {_shown(value)}{meant}"


def _of_many(path: str, value: object, hint: Any) -> Iterator[str]:
    origin, inner = typing.get_origin(hint), typing.get_args(hint)[0]
    if not isinstance(value, origin):
        yield f"{path} must be a {origin.__name__} of {_called(inner)}, not {_shown(value)}"
        return
    for place, one in enumerate(cast(Collection[object], value)):
        yield from _problems(f"{path}[{place}]" if origin is tuple else path, one, inner)


def _of_parts(path: str, value: object) -> Iterator[str]:
    hints = _hints(cast(Any, type(value)))
    for field in attrs.fields(cast(Any, type(value))):
        yield from _problems(f"{path}.{field.name}", getattr(value, field.name), hints[field.name])


@functools.cache
def _hints(owner: type[Any]) -> Mapping[str, Any]:
    return typing.get_type_hints(owner)


def _of_date(path: str, value: object) -> Iterator[str]:
    if isinstance(value, dt.datetime):
        yield f"{path} must be a date, not a datetime; oslo_date() tells on which day an instant falls"
    elif not isinstance(value, dt.date):
        yield f"{path} must be a date, not {_shown(value)}{_meant(value, dt.date)}"


def _meant(value: object, hint: Any) -> str:
    """Return what a text seems to stand for."""
    if not isinstance(value, str):
        return ""
    if hint is dt.date:
        try:
            return f"; did you mean {dt.date.fromisoformat(value)!r}?"
        except ValueError:
            return ""
    if isinstance(hint, type) and issubclass(hint, enum.Enum):
        word = value.lower()
        found = next((one for one in hint if word in (str(one.value).lower(), one.name.lower())), None)
        return "" if found is None else f"; did you mean {hint.__name__}.{found.name}?"
    return ""


_PLAIN: Final = {str: "a str", int: "an int", bool: "a bool", dt.date: "a date", types.NoneType: "None"}


def _called(hint: Any) -> str:
    name = "" if hint in _PLAIN else str(getattr(hint, "__name__", hint))
    return _PLAIN.get(hint) or f"{'an' if name[:1] in 'AEIOU' else 'a'} {name}"


def _shown(value: object) -> str:
    return repr(value) if isinstance(value, str) and len(value) <= 40 else f"of type '{type(value).__name__}'"
