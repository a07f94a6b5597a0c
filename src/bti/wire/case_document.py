"""The case document: a whole case as one JSON file, to another supplier or another municipality.

| name | what |
|---|---|
| `format` | `bti-case` |
| `v` | the version of this envelope |
| `case` | the id of the case |
| `by` | who exported it, as in an entry; `{"kind": "operator"}`: whoever runs the host, and nobody of the case |
| `written` | when, in UTC |
| `books` | each book with its name, its `entries`, their `texts`, and a `digest` |
| `guides` | the digest of every guide that an entry was judged by; its `files` where they were asked for |

An entry stands in it exactly as it is stored: written canonically, each gives its stored bytes again, byte for byte.
The `digest` of a book is SHA-256 over those bytes, each entry's followed by a line feed. It finds what was lost or
damaged on the way; it proves nothing of who wrote the document, since whoever changes a book can make another.

Texts stand apart, each with the number of its entry and the salt that proves it. A text that has been erased is not
there, and is not after an import either. A document holds the books it was given and nothing that tells of others.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, TypeAlias, cast

import attrs

from bti.errors import InvalidValue
from bti.people import Actor, check_ref
from bti.record.case import Case
from bti.record.entry import CASE_BOOK
from bti.record.kinds import KINDS
from bti.record.note import LONGEST
from bti.wire.canonical import DEEPEST, written
from bti.wire.forms import COMMITMENT, instant_written
from bti.wire.texts import StoredEntry
from bti.wire.writing import Writer

__all__ = [
    "CASE_DOCUMENT",
    "CASE_VERSION",
    "FORMAT",
    "LARGEST_CASE",
    "MOST_BOOKS",
    "MOST_ENTRIES",
    "MOST_TEXTS",
    "OPERATOR",
    "CaseDocument",
    "Files",
    "Operator",
    "book_digest",
    "export_case",
]

FORMAT: Final = "bti-case"
CASE_DOCUMENT: Final = "case_document"
"""The name under which the envelope of a case document has its versions; no kind of fact may be called so."""

CASE_VERSION: Final = 1
"""The version of the envelope."""

LARGEST_CASE: Final = 20_000_000
"""The most bytes of one case document; a case that was followed for years has some hundred thousand."""

DEEPEST_CASE: Final = DEEPEST + 4
"""How deep a case document may nest: its entries stand four deep."""

MOST_BOOKS: Final = 100
MOST_ENTRIES: Final = 10_000
"""The most entries of one book in a case document."""

MOST_TEXTS: Final = 20_000
"""The most texts of one book in a case document."""

Files: TypeAlias = tuple[tuple[str, str], ...]
"""The files of a guide and of all it extends, nearest first: each its name and its TOML."""


@attrs.frozen
class Operator:
    """Whoever runs the host and moves what it keeps: nobody of the case, and answerable outside the library."""


OPERATOR: Final = Operator()


@attrs.frozen(repr=False)
class CaseDocument:
    """What a case document holds, verified.

    Attributes:
        case: The id of the case.
        by: Who exported it.
        written: When.
        books: The entries of each book as they were stored, with the texts that had not been erased.
        guides: By the digest of each guide that an entry was judged by: its files, empty where they were not sent.
        folded: The case that these books make.
    """

    case: str
    by: Actor | Operator
    written: dt.datetime
    books: Mapping[str, tuple[StoredEntry, ...]]
    guides: Mapping[str, Files]
    folded: Case

    def __repr__(self) -> str:
        return f"<CaseDocument of {len(self.books)} books>"


def book_digest(entries: Iterable[bytes]) -> str:
    """Return SHA-256 over the canonical bytes of a book's entries, each followed by a line feed."""
    digest = hashlib.sha256()
    for data in entries:
        digest.update(data + b"\n")
    return digest.hexdigest()


def export_case(
    case_id: str,
    books: Mapping[str, Sequence[StoredEntry]],
    *,
    by: Actor | Operator,
    now: dt.datetime,
    guides: Mapping[str, Files] | None = None,
) -> bytes:
    """Return the document of a case: these books and nothing else.

    Who may export what is not asked here; `bti.store.moving` asks it. A protected matter's book goes along only where
    it is handed in, and nothing in the document of the other books depends on it (I-08).

    Args:
        case_id: The case.
        books: The entries of each book as they are kept, from the first; books without entries are left out.
        by: Who exports it.
        now: When.
        guides: The files of guides by digest; those that an entry was judged by go along.

    Raises:
        InvalidValue: There is no entry at all, a book does not start with its first entry, a stored entry is not in
            canonical form, or the document would be larger than can be read again.
        NaiveDatetime: `now` has no time zone.
    """
    held = {name: entries for name, entries in books.items() if entries}
    if not held:
        raise InvalidValue("there is nothing to export: no book has an entry")
    digests: set[str] = set()
    told = [_book(name, held[name], digests) for name in sorted(held, key=lambda name: (name != CASE_BOOK, name))]
    sent = dict(guides or {})
    document = {
        "format": FORMAT,
        "v": CASE_VERSION,
        "case": check_ref(case_id, "the case id"),
        "by": {"kind": "operator"} if isinstance(by, Operator) else Writer(KINDS).actor(by),
        "written": instant_written(now),
        "books": told,
        "guides": [_guide(digest, sent.get(digest, ())) for digest in sorted(digests)],
    }
    return written(document, largest=LARGEST_CASE, deepest=DEEPEST_CASE)


def _book(name: str, entries: Sequence[StoredEntry], digests: set[str]) -> dict[str, Any]:
    if len(entries) > MOST_ENTRIES:
        raise InvalidValue(f"a case document holds at most {MOST_ENTRIES} entries of a book, this has {len(entries)}")
    told: list[Any] = []
    texts: list[dict[str, Any]] = []
    for seq, entry in enumerate(entries, 1):
        if entry.seq != seq:
            raise InvalidValue(f"a book is exported whole, from its first entry on; number {seq} is not there")
        value = _as_stored(entry.data)
        if value is None:
            raise InvalidValue(f"entry {seq} of a book is not in canonical form: it was changed outside the library")
        told.append(value)
        guide = value.get("guide")
        if isinstance(guide, str):
            digests.add(check_ref(guide, "the digest of a guide"))
        for text in entry.texts:
            if len(text.salt) != 32 or len(text.text) > LONGEST or not COMMITMENT.fullmatch(text.commitment):
                raise InvalidValue(f"a text of entry {seq} of a book is not one that the library has stored")
            salt = text.salt.hex()
            texts.append({"entry": seq, "commitment": text.commitment, "salt": salt, "text": text.text})
    if len(texts) > MOST_TEXTS:
        raise InvalidValue(f"a case document holds at most {MOST_TEXTS} texts of a book, this has {len(texts)}")
    digest = book_digest(entry.data for entry in entries)
    return {"book": check_ref(name, "the name of a book"), "digest": digest, "entries": told, "texts": texts}


def _as_stored(data: bytes) -> dict[str, Any] | None:
    """Return the value of stored bytes that are canonical; None for others."""
    try:
        value: object = json.loads(data)
        again = written(value)
    except (ValueError, RecursionError):
        return None
    return cast("dict[str, Any]", value) if isinstance(value, dict) and again == data else None


def _guide(digest: str, files: Files) -> dict[str, Any]:
    return {"digest": check_ref(digest, "the digest of a guide"), "files": [{"name": n, "toml": t} for n, t in files]}
