"""A guide as it was resolved, in one document that stands alone: what a host keeps for the cases that stand under it.

A running case stands under the digest of a guide, for as long as it lasts. The guide's file may change meanwhile, and
so may those it is built on, which come with a release of the library. The document holds everything the digest is made
of, so that it gives the same guide with the same digest whatever the files say today.

Beside it stands who of the chain states each field, which is only shown (`bti.guide.kept_shown`).

It is JSON and a promise like all that is stored: what this version writes later ones read. It leaves out what is at
its default, and a default never changes; what a newer version of the library has added is refused with words for it.
"""

from __future__ import annotations

import datetime as dt
import enum
import functools
import json
import types
import typing
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final, TypeVar, cast

import attrs

from bti.dates import Period
from bti.errors import GuideError, InvalidValue, Problem
from bti.guide.digest import canonical, digest_of, under
from bti.guide.kept_shown import checksum, shown_in, with_shown
from bti.guide.model import NOT_STATED, Guide, NotStated
from bti.text import Text

__all__ = ["LARGEST_KEPT", "keep_guide", "kept_guide"]

FORMAT: Final = 1
LARGEST_KEPT: Final = 32_000_000
"""The most bytes a document may have: a guide with all its variants and phases is many times its file."""


class _Unreadable(ValueError):
    """What stands somewhere is no value of a guide; the path tells where."""

    def __init__(self, message: str, path: str) -> None:
        super().__init__(message)
        self.path = path


def keep_guide(guide: Guide) -> str:
    """Return a guide as a document that stands alone, which `kept_guide` and `load_guide` read.

    Args:
        guide: A guide as it was loaded; not one of its variants.

    Raises:
        InvalidValue: It is a variant or a phase of a guide, whose digest is that of the whole.
    """
    if digest_of(guide) != guide.digest:
        raise InvalidValue("only a whole guide can be kept, as it was loaded: no variant, and not what holds on a day")
    document: dict[str, object] = {"bti_guide": FORMAT, "digest": guide.digest, "guide": canonical(guide)}
    shown = shown_in(guide)
    if shown:  # a version that does not know it reads the rest
        document |= {"shown": shown, "shown_digest": checksum(shown)}
    return json.dumps(document, sort_keys=True, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def kept_guide(data: str | bytes, *, name: str | None = None) -> Guide:
    """Read a guide that `keep_guide` wrote; its digest is what it was.

    Args:
        data: The document.
        name: What to call it in problems.

    Raises:
        GuideError: It is no such document, was written by a newer version, or says something else than it did when it
            was written.
    """
    what = name or "the document"
    if len(data) > LARGEST_KEPT:
        raise _refused(what, "$", f"is larger than {LARGEST_KEPT} bytes", name)
    try:
        document: object = json.loads(data)
    except (ValueError, RecursionError):
        raise _refused(what, "$", "is not JSON in UTF-8", name) from None
    if not isinstance(document, dict) or "bti_guide" not in document:
        raise _refused(what, "$", "is not a guide that was kept; it has no `bti_guide`", name)
    table = cast("dict[str, object]", document)
    if table["bti_guide"] != FORMAT:
        raise _refused(what, "$.bti_guide", "was written by a version of the library that this one does not know", name)
    try:
        read: Guide = _made(Guide, _whole(table), "$.guide")
    except _Unreadable as error:
        raise _refused(what, error.path, str(error), name) from None
    except RecursionError:
        raise _refused(what, "$.guide", "is nested too deep", name) from None
    digest = digest_of(read)
    if digest != table.get("digest"):
        raise _refused(what, "$.digest", "is not the digest of what stands here: something was changed", name)
    return under(read, digest)


def _whole(table: Mapping[str, object]) -> object:
    """Return the guide of a document with what is only shown of it, where the document holds that."""
    shown = table.get("shown")
    if shown is None:
        return table.get("guide")
    if checksum(shown) != table.get("shown_digest"):
        raise _Unreadable("is not what was written: something was changed", "$.shown")
    try:
        return with_shown(table.get("guide"), shown)
    except ValueError:
        raise _Unreadable("is no value that can stand here", "$.shown") from None


def _refused(what: str, path: str, message: str, file: str | None) -> GuideError:
    return GuideError(f"the guide kept in {what} cannot be used", [Problem(path, message, file=file)])


# --- from plain values to the model ----------------------------------------------------------------------------------


def _made(hint: Any, value: object, path: str) -> Any:
    """Return a value of the model of what `canonical` made of it."""
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin in (types.UnionType, typing.Union):
        return _one_of(inner, value, path)
    if origin is tuple:
        members = _expected(list, value, path)
        return tuple(_made(inner[0], one, f"{path}[{place}]") for place, one in enumerate(members))
    if origin is Mapping:
        table = _expected(dict, value, path)
        return MappingProxyType({key: _made(inner[1], one, f"{path}.{key}") for key, one in table.items()})
    of = origin or hint
    if attrs.has(of) and of is not Text and of is not Period:
        return _part(of, inner, value, path)
    return _plain(of, value, path)


def _one_of(hints: tuple[Any, ...], value: object, path: str) -> Any:
    if value is None and type(None) in hints:
        return None
    if value == {"not stated": True} and NotStated in hints:
        return NOT_STATED
    wanted = [one for one in hints if one not in (type(None), NotStated)]
    keys = _keys(value)
    if len(wanted) > 1 and keys:
        wanted = [one for one in wanted if keys <= _fields(one).keys()] or wanted
        wanted.sort(key=lambda one: -len(_needed(one) & keys))
    return _made(wanted[0], value, path)


def _keys(value: object) -> frozenset[str]:
    return frozenset(cast("dict[str, object]", value)) if isinstance(value, dict) else frozenset()


def _part(of: Any, inner: tuple[Any, ...], value: object, path: str) -> Any:
    table, fields = _expected(dict, value, path), _fields(of)
    unknown = table.keys() - fields.keys()
    if unknown:
        key = min(unknown)
        message = "is not known to this version of the library; a newer one wrote it"
        raise _Unreadable(message, f"{path}.{key}")
    absent = _needed(of) - table.keys()
    if absent:
        raise _Unreadable("is missing", f"{path}.{min(absent)}")
    given = dict(zip(_variables(of), inner, strict=False))
    made: dict[str, Any] = {}
    for key, held in table.items():
        alias, hint = fields[key]
        made[alias] = _made(_filled(hint, given), held, f"{path}.{key}")
    return of(**made, digest="") if of is Guide else of(**made)


def _filled(hint: Any, given: Mapping[Any, Any]) -> Any:
    """Return a type with what stands for its variables put in."""
    if isinstance(hint, TypeVar):
        return given.get(hint, hint)
    open_ = _variables(hint)
    if given and open_:
        return hint[tuple(given.get(one, one) for one in open_)]
    return hint


def _plain(of: Any, value: object, path: str) -> Any:
    try:
        if of is Text:
            return Text.of(_expected(dict, value, path))
        if of is Period:
            return Period.parse(_expected(str, value, path))
        if of is dt.date:
            return dt.date.fromisoformat(_expected(str, value, path))
        if isinstance(of, type) and issubclass(of, enum.Enum):
            return of(value)
    except _Unreadable:
        raise
    except (ValueError, TypeError):
        raise _Unreadable("is no value that can stand here", path) from None
    return _expected(cast("type[object]", of), value, path)


def _expected(of: type, value: object, path: str) -> Any:
    if type(value) is not of:
        raise _Unreadable("is no value that can stand here", path)
    return value


@functools.cache
def _fields(of: Any) -> Mapping[str, tuple[str, Any]]:
    """Return the fields of a class of the model by name: what it calls them when it is made, and their types."""
    hints = typing.get_type_hints(of)
    left_out = {"digest"} if of is Guide else set[str]()
    fields = (one for one in attrs.fields(of) if one.init and one.name not in left_out)
    return {one.name: (one.alias or one.name, hints[one.name]) for one in fields}


@functools.cache
def _needed(of: Any) -> frozenset[str]:
    fields = (one for one in attrs.fields(of) if one.init and one.name in _fields(of))
    return frozenset(one.name for one in fields if one.default is attrs.NOTHING)


def _variables(of: Any) -> tuple[Any, ...]:
    found: Any = getattr(of, "__parameters__", None)
    return tuple(found or ())
