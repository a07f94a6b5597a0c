"""What has happened, kind by kind, as a duty may ask of it: when, where in the book, and what its structure says.

It is made of the entries that count (struck ones left out, corrected ones as corrected), without any text.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable, Iterator, Mapping

import attrs

from bti.dates import oslo_date
from bti.record.correction import bare
from bti.record.entry import Entry
from bti.record.fact import Audience, Category, Content, Fact
from bti.record.matter import Matter
from bti.record.read_only import read_only

__all__ = ["Happening", "Past"]


@attrs.frozen
class Happening:
    """One thing that happened.

    Attributes:
        id: The id of the entry.
        act: The id of the act it was admitted in.
        seq: Its place in its book.
        day: When it happened, a date in Europe/Oslo.
        by: The reference of who recorded it; None for what follows by itself.
        audience: Who it was written for.
        fact: What happened, without any note.
        heard: Whether it can end what others owe or wait for: of a protected matter, what kin of the case say cannot.
    """

    id: str
    act: str
    seq: int
    day: dt.date
    by: str | None
    audience: Audience
    fact: Fact
    heard: bool = True

    @property
    def category(self) -> Category | None:
        """Return the kind of information it bears, or None for structure."""
        return self.fact.category if isinstance(self.fact, Content) else None

    def date(self, field: str) -> dt.date | None:
        """Return the date a field holds; of `at`, the day it happened. None where it holds none."""
        if field == "at":
            return self.day
        held: object = getattr(self.fact, field, None)
        return held if isinstance(held, dt.date) and not isinstance(held, dt.datetime) else None

    def says(self, field: str) -> str | None:
        """Return what a field holds as text, as a guide would write it: a code, a reference, a number or a date.

        Of whom it was written for, what became of it: who leaves that out gets what the kind of fact has.
        """
        if field == "audience" and isinstance(self.fact, Content):
            return self.audience.value
        held: object = getattr(self.fact, field, None)
        if isinstance(held, enum.Enum):
            return str(held.value)
        if isinstance(held, bool):
            return "true" if held else "false"
        return str(held) if isinstance(held, (str, int, dt.date)) else None


@attrs.frozen
class Past:
    """All that has happened, kind by kind.

    Attributes:
        all: In the order of the case book.
        matters: The same of each protected matter the asker is an insider of, by its id.
        reader: The reference of the asker.
        audiences: Those whose entries the asker reads.
        covered: The kinds of information the asker reads.
    """

    all: tuple[Happening, ...]
    matters: Mapping[str, tuple[Happening, ...]] = attrs.field(converter=read_only)
    reader: str
    audiences: frozenset[Audience]
    covered: frozenset[Category]
    _by_kind: Mapping[str, tuple[Happening, ...]] = attrs.field(converter=read_only)

    @classmethod
    def of(
        cls,
        entries: Iterable[Entry],
        matters: Mapping[str, Matter],
        reader: str,
        audiences: frozenset[Audience],
        covered: frozenset[Category],
    ) -> Past:
        """Make it of the entries that count, of the matters the asker may know, and of how far the asker reads."""
        book = tuple(_happenings(entries))
        by_kind: dict[str, tuple[Happening, ...]] = {}
        for one in book:
            by_kind[one.fact.kind] = (*by_kind.get(one.fact.kind, ()), one)
        beside = {key: tuple(_happenings(matter.counting, matter.unheard)) for key, matter in matters.items()}
        return cls(book, beside, reader, audiences, covered, by_kind)

    def may_tell(self, audience: Audience, category: Category | None, by: str | None) -> bool:
        """Tell whether the asker may know of what was written for somebody, about something, by somebody."""
        reaches = audience in self.audiences and (category is None or category in self.covered)
        return reaches or by == self.reader

    def kind(self, kind: str) -> tuple[Happening, ...]:
        """Return all of one kind of the case book, in order."""
        return self._by_kind.get(kind, ())

    def find(self, entry_id: str) -> Happening | None:
        """Return what happened in an entry of the case book, or None."""
        return next((one for one in self.all if one.id == entry_id), None)

    def last(self, kind: str, *, after: int = 0) -> Happening | None:
        """Return the last of a kind after a place in the book, or None."""
        found = self.kind(kind)
        return found[-1] if found and found[-1].seq > after else None


def _happenings(entries: Iterable[Entry], unheard: frozenset[str] = frozenset()) -> Iterator[Happening]:
    for entry in entries:
        yield Happening(
            entry.id,
            entry.act,
            entry.seq,
            oslo_date(entry.at),
            getattr(entry.by, "ref", None),
            entry.audience,
            bare(entry.fact),
            entry.id not in unheard,
        )
