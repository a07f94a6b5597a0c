"""JSON Schema 2020-12 of everything that travels, generated from the classes themselves.

One file a subject, each whole in itself, in `bti/wire/schemas/`: facts as stored and as sent, entries, the case
document, and guides. They describe today's versions; what older versions wrote is read too, and is brought to
today's form on the way (`bti.wire.upcasting`). A schema says nearly all that a reader checks of one field, and cannot
say what lies between fields; `docs/wire.md` lists what only the reader says.
"""

from __future__ import annotations

import json
import pkgutil
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from bti.errors import InvalidValue
from bti.wire.schema.guide import guide_schema
from bti.wire.schema.record import case_schema, entry_schema, fact_schema, sent_fact_schema

__all__ = ["SUBJECTS", "file_of", "schema_of", "written_schema"]

SUBJECTS: Final[Mapping[str, Callable[[], dict[str, Any]]]] = MappingProxyType(
    {
        "case": case_schema,
        "entry": entry_schema,
        "fact": fact_schema,
        "guide": guide_schema,
        "sent-fact": sent_fact_schema,
    }
)
"""What makes the schema of each subject."""


def file_of(subject: str) -> str:
    """Return the name of the file in `bti/wire/schemas/` that holds the schema of a subject."""
    return f"{subject}.schema.json"


def schema_of(subject: str) -> dict[str, Any]:
    """Return the schema of a subject as plain JSON values, to be changed as one likes.

    Args:
        subject: "fact" (as stored), "sent-fact" (as a host's page sends it), "entry", "case" (the case document) or
            "guide" (the TOML of one guide file, as JSON).

    Raises:
        InvalidValue: There is no such subject.
    """
    data = pkgutil.get_data("bti.wire", f"schemas/{file_of(subject)}") if subject in SUBJECTS else None
    if data is None:
        raise InvalidValue(f"there is a schema of {', '.join(SUBJECTS)}; not of {str(subject)[:60]!r}")
    schema: dict[str, Any] = json.loads(data)
    return schema


def written_schema(subject: str) -> str:
    """Return the text of the file that the schema of a subject is kept in, made anew from the code.

    Raises:
        KeyError: There is no such subject.
    """
    return json.dumps(SUBJECTS[subject](), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
