"""The texts of an entry, which travel and are kept apart from it.

An entry's bytes hold only the commitments of its notes. The texts go beside it, each with the salt that proves it is
the one committed to, and can be erased by decision without touching the entry (law H-02, H-05).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import attrs

from bti.record.entry import Entry
from bti.record.fact import Fact
from bti.record.note import Note

__all__ = ["StoredText", "note_fields", "note_revealed", "notes_of", "revealed", "texts_of"]


@attrs.frozen(repr=False)
class StoredText:
    """The text of one note, as it is kept beside the entry.

    Attributes:
        commitment: The commitment in the entry.
        salt: The 32 bytes that the commitment was made with.
        text: The text.
    """

    commitment: str
    salt: bytes
    text: str

    def __repr__(self) -> str:
        return "<StoredText>"


_NOTE_FIELDS: Final[dict[type[Fact], tuple[str, ...]]] = {}


def note_fields(of: type[Fact]) -> tuple[str, ...]:
    """Return the names of the fields of a fact that hold a note."""
    known = _NOTE_FIELDS.get(of)
    if known is None:
        resolved = attrs.fields(attrs.resolve_types(of))
        known = _NOTE_FIELDS[of] = tuple(field.name for field in resolved if field.type in (Note, Note | None))
    return known


def notes_of(entry: Entry) -> tuple[Note, ...]:
    """Return the notes of an entry: those of its fact, and its justification."""
    named = [getattr(entry.fact, name) for name in note_fields(type(entry.fact))]
    return tuple(note for note in (*named, entry.because) if note is not None)


def texts_of(entry: Entry) -> tuple[StoredText, ...]:
    """Return the texts at hand of an entry's notes, each once, in the order of its fields."""
    texts = (
        StoredText(note.commitment, note.salt, note.text)
        for note in notes_of(entry)
        if note.salt is not None and note.text is not None
    )
    return tuple({text.commitment: text for text in texts}.values())


def revealed(entry: Entry, texts: Mapping[str, StoredText]) -> Entry:
    """Return the entry with those texts put into its notes that are at hand.

    Args:
        entry: As decoded from its bytes.
        texts: By commitment.

    Raises:
        InvalidValue: A text is not the one that was committed to.
    """
    fact = _with_texts(entry.fact, texts)
    because = entry.because if entry.because is None else note_revealed(entry.because, texts)
    if fact is entry.fact and because is entry.because:
        return entry
    return attrs.evolve(entry, fact=fact, because=because)


def _with_texts(fact: Fact, texts: Mapping[str, StoredText]) -> Fact:
    changes: dict[str, Any] = {}
    for name in note_fields(type(fact)):
        note: Note | None = getattr(fact, name)
        if note is not None and (known := note_revealed(note, texts)) is not note:
            changes[name] = known
    return attrs.evolve(fact, **changes) if changes else fact


def note_revealed(note: Note, texts: Mapping[str, StoredText]) -> Note:
    """Return the note with its text, if that is at hand.

    Raises:
        InvalidValue: The text is not the one that was committed to.
    """
    stored = texts.get(note.commitment)
    return note if stored is None else Note.revealed(note.commitment, stored.text, stored.salt)
