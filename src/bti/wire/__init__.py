"""How it travels: facts and entries as JSON, to be read for twenty years.

**An entry** is written as an object with these names, all of them always there:

| name | what |
|---|---|
| `v` | the version of this envelope |
| `id`, `act`, `case`, `book`, `seq` | as in `Entry` |
| `fact` | `kind` (a stable name, never a class), `v` (its version), and every field of the fact |
| `by` | `kind` (professional, guardian, person_concerned, resident, system) and the fields of that |
| `at`, `recorded` | instants in UTC to the microsecond, `2026-03-02T08:30:00.000000Z` |
| `audience`, `service`, `cause`, `because`, `guide`, `law` | as in `Entry`, `null` where there is none |
| `resolved` | only what admission did work out |

Every field is written even where it equals its default: a default that changes later must not change what was said
earlier. `resolved` is the exception, since there a default means "not asked", for ever. A field called `with_` is
written `with`. Dates are written `YYYY-MM-DD`, coded values as their codes, tuples as lists, notes as
`{"commitment": "…"}`: their texts go beside the entry (`texts_of`).

The bytes are canonical (`bti.wire.canonical`): the same entry gives the same bytes everywhere.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from bti.people import Actor
from bti.record.entry import Entry
from bti.record.fact import Fact
from bti.wire.texts import StoredEntry, StoredText, revealed, texts_of

if TYPE_CHECKING:
    from bti.wire.case_document import CaseDocument, Files, Operator
    from bti.wire.case_reading import CaseReader
    from bti.wire.codec import Codec

__all__ = [
    "StoredEntry",
    "StoredText",
    "decode_entry",
    "decode_fact",
    "encode_entry",
    "encode_fact",
    "export_case",
    "import_case",
    "revealed",
    "schema_of",
    "texts_of",
]


@cache
def _codec() -> Codec:
    # Here and not above: cattrs takes longer to import than the rest of the record together.
    from bti.wire.codec import Codec

    return Codec()


def encode_entry(entry: Entry) -> bytes:
    """Return the canonical bytes of an entry, without the texts of its notes.

    Raises:
        InvalidValue: It holds what cannot be stored: an instant without a time zone, a fact of a kind not known here,
            a list of more than 1,000, or more than 2,000,000 bytes in all.
    """
    return _codec().encode_entry(entry)


def decode_entry(data: bytes, texts: Mapping[str, StoredText] | None = None) -> Entry:
    """Return the entry that these bytes were made of; its instants are in UTC.

    Args:
        data: As `encode_entry` wrote them, by this or any earlier version.
        texts: The texts at hand, by commitment; a note without one has no text.

    Raises:
        DecodeError: They are not an entry, or a text is not the one committed to; `problems` names all that is wrong.
    """
    return _codec().decode_entry(data, texts or {})


def encode_fact(fact: Fact, *, with_text: bool = False) -> bytes:
    """Return the canonical bytes of a fact.

    Args:
        fact: The fact.
        with_text: Write notes as `{"text": "…"}` where the text is at hand: to send the fact, never to store it.

    Raises:
        InvalidValue: It holds what cannot be stored.
    """
    return _codec().encode_fact(fact, with_text=with_text)


def decode_fact(data: bytes, *, allow_text: bool = False) -> Fact:
    """Return the fact that these bytes say.

    Args:
        data: An object with `kind`, `v` and the fact's fields.
        allow_text: Read the form in which people's pages and other hosts send a fact: a note may be given as
            `{"text": "…"}`, and a field that has a default may be left out.

    Raises:
        DecodeError: They are not a fact; `problems` names all that is wrong.
    """
    return _codec().decode_fact(data, allow_text=allow_text)


def export_case(
    case_id: str,
    books: Mapping[str, Sequence[StoredEntry]],
    *,
    by: Actor | Operator,
    now: dt.datetime,
    guides: Mapping[str, Files] | None = None,
) -> bytes:
    """Return a case as one documented JSON file; see `bti.wire.case_document.export_case`.

    Raises:
        InvalidValue: There is nothing to export, or something that cannot be.
        NaiveDatetime: `now` has no time zone.
    """
    from bti.wire.case_document import export_case

    return export_case(case_id, books, by=by, now=now, guides=guides)


def import_case(data: bytes) -> CaseDocument:
    """Return what a case document holds, once all of it is verified.

    Raises:
        DecodeError: It is no case document, or does not hold together; `problems` names all that is wrong.
    """
    return _case_reader().document(data)


@cache
def _case_reader() -> CaseReader:
    from bti.record.kinds import KINDS
    from bti.wire.case_reading import CaseReader
    from bti.wire.upcasting import UPCASTERS

    _codec()  # which checks that the chain has no gap
    return CaseReader(KINDS, UPCASTERS)


def schema_of(subject: str) -> dict[str, Any]:
    """Return the JSON Schema of "fact", "sent-fact", "entry", "case" or "guide"; see `bti.wire.schema`.

    Raises:
        InvalidValue: There is no such subject.
    """
    from bti.wire.schema import schema_of

    return schema_of(subject)
