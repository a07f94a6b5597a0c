"""What a story is made of: scenes, acts put to the desk, reopenings, and looks at what somebody sees."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import TypeAlias

import attrs

from bti import Note, Text
from bti.dates import OSLO
from bti.facts import Fact
from bti.people import Actor

__all__ = ["Act", "Beat", "Beside", "Make", "Page", "Reopened", "Scene", "Told", "oslo"]


def oslo(written: str) -> dt.datetime:
    """Return an instant from date and time as they are in Oslo: "2026-01-12 08:30"."""
    return dt.datetime.fromisoformat(written).replace(tzinfo=OSLO)


@attrs.frozen
class Told:
    """What an act may refer to: entries that the story has named, and texts in the language it is told in.

    Attributes:
        lang: The language.
        ids: Ids of entries by the story's names for them.
    """

    lang: str
    ids: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        return self.ids[name]

    def note(self, text: Text) -> Note:
        """Return a note in the story's language."""
        return Note.of(text(self.lang))


Make: TypeAlias = Callable[[Told], tuple[Fact, ...]]
"""Makes the facts of an act."""


@attrs.frozen
class Scene:
    """A few words on what goes on."""

    text: Text


@attrs.frozen(kw_only=True)
class Act:
    """Somebody records one fact, or several as one act.

    Attributes:
        now: When it is recorded.
        by: Who records it.
        make: Makes the facts.
        at: When it happened; None: now.
        names: The story's names for the entries, one a fact; empty: none.
        refused: The codes it is refused with, sorted; empty: it is admitted.
        says: What the person has in mind.
    """

    now: dt.datetime
    by: Actor
    make: Make
    at: dt.datetime | None = None
    names: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    says: Text | None = None


@attrs.frozen(kw_only=True)
class Beside:
    """A protected matter is recorded, and a reader's view of one and the same instant is taken before and after.

    Attributes:
        author: Who records it.
        acts: What they record of the matter.
        reader: Who must see no difference.
        seen_at: The instant both views are asked for, after the last act.
    """

    author: Actor
    acts: tuple[Act, ...]
    reader: Actor
    seen_at: dt.datetime


@attrs.frozen
class Reopened:
    """The file is closed and opened again."""

    now: dt.datetime


@attrs.frozen
class Page:
    """Somebody looks at the whole case.

    Attributes:
        reader: Who.
        now: When.
    """

    reader: Actor
    now: dt.datetime


Beat: TypeAlias = Scene | Act | Beside | Reopened | Page
