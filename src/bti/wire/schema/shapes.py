"""How the types of the record look as JSON Schema: one rule a type, so that a new fact needs nothing here.

A schema made here never refuses what the codec writes. Where a validator's limit can be told from outside, the schema
has it: whether nothing, or the same twice, may stand in a list is asked of the validator itself.
"""

from __future__ import annotations

import datetime as dt
import enum
import types
from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias, Union, get_args, get_origin

import attrs

from bti.errors import BtiError
from bti.people import REFERENCE, Actor, Birth, Service, System, Unborn
from bti.record.entry import Resolved
from bti.record.fact import Fact, is_count, is_ref, is_refs
from bti.record.note import LONGEST, Note
from bti.wire.canonical import MOST_WHOLE
from bti.wire.forms import ACTORS, COMMITMENT, MOST_ITEMS, fields_of, key_of

__all__ = ["DIALECT", "Schema", "Shapes", "closed", "whole"]

Schema: TypeAlias = dict[str, Any]

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"

_DAY: Final = r"(?!0000)[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
_TIME: Final = r"([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]\.[0-9]{6}Z"
_PLAIN: Final[Mapping[Any, Schema]] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer", "minimum": 0, "maximum": MOST_WHOLE},
    type(None): {"type": "null"},
}
_NAMED: Final[Mapping[str, Schema]] = {
    "reference": {
        "description": "An opaque reference of the host's.",
        "type": "string",
        "pattern": f"^{REFERENCE.pattern}$",
    },
    "date": {"description": "A date in Europe/Oslo.", "type": "string", "format": "date", "pattern": f"^{_DAY}$"},
    "instant": {
        "description": "An instant in UTC, always to the microsecond.",
        "type": "string",
        "format": "date-time",
        "pattern": f"^{_DAY}T{_TIME}$",
    },
    "birth": {
        "description": "A birth date, or why there is none.",
        "anyOf": [{"$ref": "#/$defs/date"}, {"enum": [one.value for one in Unborn]}],
    },
    "commitment": {"type": "string", "pattern": f"^{COMMITMENT.pattern}$"},
}


def closed(properties: Mapping[str, Schema], required: list[str] | None = None, **more: Any) -> Schema:
    """Return the schema of an object with these names and no others, all of them required unless said otherwise."""
    needed = sorted(properties if required is None else required)
    return {"type": "object", "properties": dict(properties), "required": needed, "additionalProperties": False, **more}


def whole(subject: str, title: str, root: Schema, shapes: Shapes) -> Schema:
    """Return the whole schema of a subject: a root and all that it refers to."""
    return {
        "$schema": DIALECT,
        "$id": f"urn:bti:schema:{subject}",
        "title": title,
        "$comment": "Generated from the library's classes. It describes the versions written today; documents of "
        "older versions are read too, and do not all look like this.",
        **root,
        "$defs": shapes.defs,
    }


class Shapes:
    """Make schemas of types, and keep by name those that are referred to.

    Args:
        kinds: The facts by kind.
        sent: The form in which a host sends facts: notes as texts, and what has a default may be left out.

    Attributes:
        defs: What has been referred to so far.
    """

    def __init__(self, kinds: Mapping[str, type[Fact]], *, sent: bool = False) -> None:
        self._kinds = kinds
        self._sent = sent
        self._names: dict[str, Any] = {}
        self.defs: dict[str, Schema] = {}

    def of(self, of: Any, field: attrs.Attribute[Any] | None = None, owner: type | None = None) -> Schema:
        """Return the schema of a type, within the limits that a field's validator sets.

        Raises:
            TypeError: The record has grown a kind of value that is not known here.
        """
        if of == Birth:
            return self.named_value("birth", "date")
        if of == Actor | System:
            return self.one_of("actor", [self._actor(name) for name in ACTORS])
        if get_origin(of) in (types.UnionType, Union):
            return {"anyOf": [self.of(one, field, owner) for one in get_args(of)]}
        if get_origin(of) is tuple:
            return self._list(get_args(of)[0], field, owner)
        if of is str and field is not None and _checks_reference(field, owner):
            return self.named_value("reference")
        if of is int and field is not None and field.validator is is_count:
            return {"type": "integer", "minimum": 0, "maximum": 1_000_000}
        if of in _PLAIN:
            return dict(_PLAIN[of])
        if of is dt.date:
            return self.named_value("date")
        if of is dt.datetime:
            return self.named_value("instant")
        if of is Note:
            return self._note()
        if of is Fact:
            return self.fact()
        if isinstance(of, type) and issubclass(of, enum.Enum):
            return self.named(of, lambda: {"enum": [member.value for member in of], "description": _said(of)})
        if isinstance(of, type) and attrs.has(of):
            return self.named(of, lambda: self._class(of))
        raise TypeError(f"no schema is known for {of}")

    def fact(self) -> Schema:
        """Return the schema of any fact."""
        if "fact" not in self.defs:
            self.defs["fact"] = {}  # one fact may stand within another
            every = [self.kind(kind) for kind in self._kinds]
            self.defs["fact"] = {"description": "What happened.", "type": "object", "oneOf": every}
        return {"$ref": "#/$defs/fact"}

    def kind(self, kind: str) -> Schema:
        """Return the schema of one kind of fact."""
        of = self._kinds[kind]
        name = f"fact.{kind}"
        if name not in self.defs:
            self.defs[name] = {}
            stamps: dict[str, Schema] = {"kind": {"const": kind}, "v": {"const": of.version}}
            said = closed(stamps | self._fields(of), ["kind", "v", *self._required(of)])
            self.defs[name] = {"title": of.words("en"), "description": _said(of), **said}
        return {"$ref": f"#/$defs/{name}"}

    def named(self, of: type, make: Callable[[], Schema]) -> Schema:
        """Keep the schema of a class under its name, and return a reference to it."""
        name = of.__name__
        if self._names.setdefault(name, of) is not of:
            name = f"{of.__module__.rpartition('.')[2]}.{name}"
            self._names[name] = of
        if name not in self.defs:
            self.defs[name] = {}
            self.defs[name] = make()
        return {"$ref": f"#/$defs/{name}"}

    def one_of(self, name: str, every: list[Schema]) -> Schema:
        """Keep a choice under a name, and return a reference to it."""
        self.defs[name] = {"type": "object", "oneOf": every}
        return {"$ref": f"#/$defs/{name}"}

    def named_value(self, *names: str) -> Schema:
        """Keep the schemas of single values that have a name, and return a reference to the first."""
        for name in names:
            self.defs[name] = _NAMED[name]
        return {"$ref": f"#/$defs/{names[0]}"}

    def _class(self, of: type) -> Schema:
        return {"description": _said(of), **closed(self._fields(of), self._required(of))}

    def _fields(self, of: type) -> dict[str, Schema]:
        return {key_of(field.name): self.of(field.type, field, of) for field in fields_of(of)}

    def _required(self, of: type) -> list[str]:
        if of is Resolved:
            return []
        optional = self._sent and issubclass(of, Fact)
        return [key_of(one.name) for one in fields_of(of) if not optional or one.default is attrs.NOTHING]

    def _actor(self, name: str) -> Schema:
        of = ACTORS[name]
        fields = {} if of is System else self._fields(of)
        self.defs[f"actor.{name}"] = {"description": _said(of), **closed({"kind": {"const": name}} | fields)}
        return {"$ref": f"#/$defs/actor.{name}"}

    def _note(self) -> Schema:
        if self._sent:
            text: Schema = {"type": "string", "minLength": 1, "maxLength": LONGEST}
            self.defs["note"] = {"description": "Free text.", **closed({"text": text})}
        else:
            said = "A salted commitment to a text, which is kept apart and can be erased."
            self.defs["note"] = {"description": said, **closed({"commitment": self.named_value("commitment")})}
        return {"$ref": "#/$defs/note"}

    def _list(self, item: Any, field: attrs.Attribute[Any] | None, owner: type | None) -> Schema:
        refs = field is not None and field.validator is is_refs
        shape = self.named_value("reference") if refs else self.of(item)
        said: Schema = {"type": "array", "items": shape, "maxItems": MOST_ITEMS}
        if field is not None and owner is not None and field.validator is not None:
            one = _sample(item)
            if _refuses(field, owner, ()):
                said["minItems"] = 1
            if one is not None and not _refuses(field, owner, (one,)) and _refuses(field, owner, (one, one)):
                said["uniqueItems"] = True
        return said


def _checks_reference(field: attrs.Attribute[Any], owner: type | None) -> bool:
    return field.validator is is_ref or owner in (Service, *ACTORS.values())


def _sample(item: Any) -> Any:
    """Return something that could stand in a list, to ask a validator what it thinks of that; None: nothing known."""
    if item is str:
        return "a"
    if isinstance(item, type) and issubclass(item, enum.Enum):
        return next(iter(item))
    return Service("a", "a") if item is Service else None


def _refuses(field: attrs.Attribute[Any], owner: type, value: object) -> bool:
    """Tell whether a field's validator, by itself, refuses a value."""
    try:
        if field.validator is not None:
            field.validator(object.__new__(owner), field, value)
    except BtiError:
        return True
    except AttributeError:  # it looks at other fields too
        return False
    return False


def _said(of: type) -> str:
    return " ".join((of.__doc__ or "").split("\n\n")[0].split())
