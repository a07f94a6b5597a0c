"""The schema of one guide file: its TOML, as JSON, for editors that complete and underline.

Generated from the classes that `bti.guide.reading` fills. What an editor cannot know (whether a name leads anywhere,
whether levels follow each other) is said by `bti.load_guide`, which reads the whole `extends` chain.
"""

from __future__ import annotations

import datetime as dt
import enum
import types
from collections.abc import Mapping
from typing import Any, Final, Union, get_args, get_origin

import attrs

from bti.dates import Period
from bti.guide.document import Document
from bti.guide.structuring import keys_of
from bti.guide.tables import CaseTable, ConditionTable, ConflictTable, Id, RequirementTable, SettingTable
from bti.text import Text
from bti.wire.forms import fields_of
from bti.wire.schema.shapes import Schema, Shapes, closed, whole

__all__ = ["guide_schema"]

_PLAIN: Final[Mapping[Any, Schema]] = {
    str: {"type": "string", "minLength": 1},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
}
_NAMED: Final[Mapping[Any, tuple[str, Schema]]] = {
    Id: (
        "id",
        {
            "description": "Letters, digits, '.', '_' and '-', not beginning with a mark.",
            "type": "string",
            "minLength": 1,
            "maxLength": 60,
            "pattern": r"^[^\s_.-]\S*$",
        },
    ),
    dt.date: ("date", {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}),
    Period: (
        "period",
        {"description": "A length of time in whole days, like P14D, P2W or P1Y6M.", "type": "string", "pattern": "^P"},
    ),
    Text: (
        "text",
        {
            "description": "The same said in one or more languages, by language tag.",
            "type": "object",
            "minProperties": 1,
            "additionalProperties": {"type": "string", "minLength": 1},
        },
    ),
}


def guide_schema() -> Schema:
    """Return the schema of a guide file."""
    shapes = _Tables()
    root = shapes.table(Document)
    return whole("guide", "A guide file of bti", root, shapes)


class _Tables(Shapes):
    """Make schemas of the tables of a guide file."""

    def __init__(self) -> None:
        super().__init__({})

    def table(self, of: type[Any], **asked: Any) -> Schema:
        """Return the schema of a table: every key may be left out that has a default."""
        fields = {field.name: field for field in fields_of(of)}
        by_key = {key: fields[name] for name in fields for key in keys_of(of, name)}
        properties = {key: self.of(asked.get(field.name, field.type)) for key, field in by_key.items()}
        required = [key for key, field in by_key.items() if field.default is attrs.NOTHING]
        return closed(properties, required, description=" ".join((of.__doc__ or "").split("\n\n")[0].split()))

    def of(self, of: Any, field: attrs.Attribute[Any] | None = None, owner: type | None = None) -> Schema:
        """Return the schema of a type in a guide file; None is a key that is left out.

        Raises:
            TypeError: Guide files have grown a kind of value that is not known here.
        """
        if get_origin(of) in (types.UnionType, Union):
            stated = [one for one in get_args(of) if one is not type(None)]
            if ConditionTable in stated:
                return self._condition()
            return self.of(stated[0]) if len(stated) == 1 else {"anyOf": [self.of(one) for one in stated]}
        if of in _NAMED:
            name, shape = _NAMED[of]
            self.defs[name] = shape
            return {"$ref": f"#/$defs/{name}"}
        if of in _PLAIN:
            return dict(_PLAIN[of])
        if get_origin(of) is tuple:
            return {"type": "array", "items": self.of(get_args(of)[0])}
        if get_origin(of) is Mapping:
            return {"type": "object", "additionalProperties": self.of(get_args(of)[1])}
        if get_origin(of) is SettingTable:
            value = get_args(of)[0]
            cases: Any = tuple[CaseTable[value], ...]  # type: ignore[valid-type]  # made at run time of what is asked for
            conflict: Any = tuple[ConflictTable[value], ...]  # type: ignore[valid-type]  # the same
            return {"anyOf": [self.of(value), self.table(SettingTable, value=value, cases=cases, conflict=conflict)]}
        if get_origin(of) in (CaseTable, ConflictTable):
            return self.table(get_origin(of), value=get_args(of)[0])
        if of is RequirementTable:
            return self._requirement()
        if isinstance(of, type) and issubclass(of, enum.Enum):
            return self.named(of, lambda: {"enum": [member.value for member in of]})
        if isinstance(of, type) and attrs.has(of):
            return self.named(of, lambda: self.table(of))
        raise TypeError(f"no schema is known for {of}")

    def _condition(self) -> Schema:
        """Return what may stand where one condition is asked for: its name, its table, or conditions joined."""
        if "condition" not in self.defs:
            self.defs["condition"] = {}
            name = next(field.type for field in fields_of(ConditionTable) if field.name == "is_")
            one = self.named(ConditionTable, lambda: self.table(ConditionTable))
            joined = self.named(RequirementTable, lambda: self.table(RequirementTable))
            self.defs["condition"] = {"anyOf": [self.of(name), one, joined]}
        return {"$ref": "#/$defs/condition"}

    def _requirement(self) -> Schema:
        """Return what may stand where a requirement is asked for: the word none, a condition, or a list of them."""
        one = self._condition()
        self.defs["requirement"] = {"anyOf": [{"const": "none"}, one, {"type": "array", "items": one}]}
        return {"$ref": "#/$defs/requirement"}
