"""The texts of an entry, which travel and are kept apart from it.

An entry's bytes hold only the commitments of its notes. The texts go beside it, each with the salt that proves it is
the one committed to, and can be erased by decision without touching the entry (law H-02, H-05).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, TypeAlias, cast

import attrs

from bti.record.entry import Entry
from bti.record.fact import Fact
from bti.record.note import Note
from bti.wire.forms import fields_of, may_hold

__all__ = [
    "StoredEntry",
    "StoredText",
    "note_fields",
    "note_revealed",
    "notes_of",
    "placed_notes",
    "revealed",
    "texts_of",
]


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


@attrs.frozen(repr=False)
class StoredEntry:
    """One entry as it is kept.

    Attributes:
        seq: Its place in the book, from 1.
        id: Its id, unique in the book.
        data: Its bytes, as `bti.wire.encode_entry` wrote them.
        texts: The texts of its notes that have not been erased; they go to a place of their own.
    """

    seq: int
    id: str
    data: bytes
    texts: tuple[StoredText, ...] = ()

    def __repr__(self) -> str:
        return f"<StoredEntry {self.seq}>"


_NOTE_FIELDS: Final[dict[type, tuple[str, ...]]] = {}
_Part: TypeAlias = str | int


def note_fields(of: type) -> tuple[str, ...]:
    """Return the names of the fields of a class in which notes stand, themselves or further within."""
    known = _NOTE_FIELDS.get(of)
    if known is None:
        # Which fact stands within another is seen when one does.
        held = (field.name for field in fields_of(of) if may_hold(field.type, Note) or may_hold(field.type, Fact))
        known = _NOTE_FIELDS[of] = tuple(held) if attrs.has(of) else ()
    return known


def placed_notes(value: Any, path: tuple[_Part, ...] = ()) -> Iterator[tuple[tuple[_Part, ...], Note]]:
    """Give each note that stands in a value, with the names and places that lead to it."""
    if isinstance(value, Note):
        yield path, value
    elif isinstance(value, tuple):
        for place, one in enumerate(cast("tuple[object, ...]", value)):
            yield from placed_notes(one, (*path, place))
    elif value is not None:
        for name in note_fields(value.__class__):
            yield from placed_notes(getattr(value, name), (*path, name))


def notes_of(entry: Entry) -> tuple[Note, ...]:
    """Return the notes of an entry: those of its fact and of what stands within that, and its justification."""
    notes: list[Note] = []
    _gather(entry.fact, notes)
    if entry.because is not None:
        notes.append(entry.because)
    return tuple(notes)


def _gather(value: Any, notes: list[Note]) -> None:
    for name in note_fields(value.__class__):
        held = getattr(value, name)
        if type(held) is Note:
            notes.append(held)
        elif held is not None:
            notes += [note for _, note in placed_notes(held)]


def texts_of(entry: Entry) -> tuple[StoredText, ...]:
    """Return the texts at hand of an entry's notes, each once, in the order of its fields."""
    notes = notes_of(entry)
    if not notes:
        return ()
    texts = {
        note.commitment: StoredText(note.commitment, note.salt, note.text)
        for note in notes
        if note.salt is not None and note.text is not None
    }
    return tuple(texts.values())


def revealed(entry: Entry, texts: Mapping[str, StoredText]) -> Entry:
    """Return the entry with those texts put into its notes that are at hand.

    Args:
        entry: As decoded from its bytes.
        texts: By commitment.

    Raises:
        InvalidValue: A text is not the one that was committed to.
    """
    fact = _with_texts(entry.fact, texts)
    because = _with_texts(entry.because, texts)
    if fact is entry.fact and because is entry.because:
        return entry
    return attrs.evolve(entry, fact=fact, because=because)


def _with_texts(value: Any, texts: Mapping[str, StoredText]) -> Any:
    """Return a value with the texts put into all notes in it; the same object where there are none."""
    if value is None:
        return None
    if isinstance(value, Note):
        return note_revealed(value, texts)
    if isinstance(value, tuple):
        held = cast("tuple[object, ...]", value)
        made = tuple([_with_texts(one, texts) for one in held])
        return held if all(one is was for one, was in zip(made, held, strict=True)) else made
    changes: dict[str, Any] = {}
    for name in note_fields(value.__class__):
        held = getattr(value, name)
        if held is not None and (known := _with_texts(held, texts)) is not held:
            changes[name] = known
    return attrs.evolve(value, **changes) if changes else value


def note_revealed(note: Note, texts: Mapping[str, StoredText]) -> Note:
    """Return the note with its text, if that is at hand.

    Raises:
        InvalidValue: The text is not the one that was committed to.
    """
    stored = texts.get(note.commitment)
    return note if stored is None else Note.revealed(note.commitment, stored.text, stored.salt)
