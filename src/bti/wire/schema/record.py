"""The schemas of facts, entries and the case document."""

from __future__ import annotations

from bti.record.entry import Entry
from bti.record.kinds import KINDS
from bti.record.note import LONGEST
from bti.wire.case_document import CASE_VERSION, FORMAT, MOST_BOOKS, MOST_ENTRIES, MOST_TEXTS
from bti.wire.forms import fields_of, key_of
from bti.wire.schema.shapes import Schema, Shapes, closed, whole
from bti.wire.writing import ENTRY_VERSION

__all__ = ["case_schema", "entry_schema", "fact_schema", "sent_fact_schema"]


def fact_schema() -> Schema:
    """Return the schema of a fact as it is stored."""
    shapes = Shapes(KINDS)
    return whole("fact", "A fact of bti as it is stored", shapes.fact(), shapes)


def sent_fact_schema() -> Schema:
    """Return the schema of a fact as a host's page sends it."""
    shapes = Shapes(KINDS, sent=True)
    return whole("sent-fact", "A fact of bti as it is sent", shapes.fact(), shapes)


def entry_schema() -> Schema:
    """Return the schema of an entry."""
    shapes = Shapes(KINDS)
    return whole("entry", "An entry of bti as it is stored", _entry(shapes), shapes)


def case_schema() -> Schema:
    """Return the schema of the case document."""
    shapes = Shapes(KINDS)
    reference = shapes.named_value("reference")
    entry = _entry(shapes)
    text = closed(
        {
            "entry": {"type": "integer", "minimum": 1, "maximum": MOST_ENTRIES},
            "commitment": shapes.named_value("commitment"),
            "salt": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
            "text": {"type": "string", "minLength": 1, "maxLength": LONGEST},
        },
        description="A text that has not been erased, and the note of which entry it is.",
    )
    shapes.defs["text"] = text
    shapes.defs["entry_with_texts"] = closed(
        {"entry": entry, "texts": {"type": "array", "items": {"$ref": "#/$defs/text"}, "maxItems": MOST_TEXTS}},
        description="An entry on its way to somebody who may have its texts.",
    )
    book = closed(
        {
            "book": reference,
            "digest": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
            "entries": {"type": "array", "items": entry, "minItems": 1, "maxItems": MOST_ENTRIES},
            "texts": {"type": "array", "items": {"$ref": "#/$defs/text"}, "maxItems": MOST_TEXTS},
        },
        description="One book: its entries in order, byte for byte as stored once they are written canonically.",
    )
    file = closed({"name": {"type": "string"}, "toml": {"type": "string"}})
    guide = closed(
        {
            "digest": reference,
            "files": {"type": "array", "items": file, "maxItems": 20},
        },
        description="A guide that entries were judged by; its files, nearest first, where they were asked for.",
    )
    shapes.of(next(field.type for field in fields_of(Entry) if field.name == "by"))
    operator = closed({"kind": {"const": "operator"}}, description="Whoever runs the host, and nobody of the case.")
    people = [one for one in shapes.defs["actor"]["oneOf"] if one != {"$ref": "#/$defs/actor.system"}]
    root = closed(
        {
            "format": {"const": FORMAT},
            "v": {"const": CASE_VERSION},
            "case": reference,
            "by": {"oneOf": [operator, *people]},
            "written": shapes.named_value("instant"),
            "books": {"type": "array", "items": book, "minItems": 1, "maxItems": MOST_BOOKS},
            "guides": {"type": "array", "items": guide, "maxItems": MOST_BOOKS},
        }
    )
    return whole("case", "A case of bti on its way to another system", root, shapes)


def _entry(shapes: Shapes) -> Schema:
    fields = {key_of(field.name): shapes.of(field.type, field, Entry) for field in fields_of(Entry)}
    said = closed({"v": {"const": ENTRY_VERSION}} | fields)
    shapes.defs["entry"] = {"description": "One line of a book.", **said}
    return {"$ref": "#/$defs/entry"}
