"""What the rules of corrections may ask of the case book: of each entry no more than its stamps."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Protocol

import attrs

from bti.record.correction import EntryCorrected, EntryStruck
from bti.record.entry import Resolved
from bti.record.fact import Audience, Fact
from bti.record.spine import Spine

__all__ = ["NO_BOOK", "Book", "Line"]


@attrs.frozen
class Line:
    """What the rules of corrections may know of one entry of the case book by its stamps.

    Attributes:
        id: The entry's id.
        of: The kind of fact.
        author: The reference of who recorded it; None for what follows by itself.
        by_professional: Whether a professional recorded it.
        service: The reference of the service its content comes from.
        audience: Who it is written for, as it was recorded.
    """

    id: str
    of: type[Fact]
    author: str | None
    by_professional: bool
    service: str | None
    audience: Audience


class Book(Protocol):
    """What the rules of corrections may ask of the case book."""

    def line(self, entry_id: str) -> Line | None:
        """Return what may be known of an entry, or None where there is none of this id."""
        ...

    def backwards(self) -> Iterator[Line]:
        """Yield all entries, the latest first."""
        ...

    def says(self, line: Line) -> Fact:
        """Return what an entry says today, corrections counted, without any note."""
        ...

    def texts(self, line: Line) -> tuple[str, ...]:
        """Return the ids, an entry's own and those of its corrections, of what was recorded with a text."""
        ...

    def fallen(self, fact: EntryCorrected | EntryStruck, *, first: bool = False) -> tuple[str, ...]:
        """Return the entries that would not have been admitted as they were, were this so from the start.

        Args:
            fact: The correction.
            first: Stop at the first.
        """
        ...

    def before_and_after(self, fact: EntryCorrected | EntryStruck, act: tuple[Fact, ...]) -> tuple[Spine, Spine] | None:
        """Return the case before the corrections of an act and after them, or None where that is not to be asked.

        Args:
            fact: One of these corrections.
            act: The act.
        """
        ...

    def resolved(self, fact: EntryCorrected) -> Resolved:
        """Return what the right fact resolves to in the place of the wrong one."""
        ...

    def untold_falls(self, fact: EntryCorrected | EntryStruck) -> bool:
        """Tell whether something would not have been admitted of which whoever asks is not told."""
        ...

    def without(self, ids: frozenset[str], quiet: frozenset[str] = frozenset()) -> Book:
        """Return the book as it is to somebody from whom some of its entries are kept.

        Args:
            ids: The ids of these entries.
            quiet: Those of them that say where the case stands, which everybody is told.
        """
        ...


class _NoBook:
    """A book in which nothing is."""

    def line(self, entry_id: str) -> Line | None:
        return None

    def backwards(self) -> Iterator[Line]:
        return iter(())

    def says(self, line: Line) -> Fact:
        raise LookupError("nothing is in this book")

    def texts(self, line: Line) -> tuple[str, ...]:
        return ()

    def fallen(self, fact: EntryCorrected | EntryStruck, *, first: bool = False) -> tuple[str, ...]:
        return ()

    def before_and_after(self, fact: EntryCorrected | EntryStruck, act: tuple[Fact, ...]) -> tuple[Spine, Spine] | None:
        return None

    def resolved(self, fact: EntryCorrected) -> Resolved:
        return Resolved()

    def untold_falls(self, fact: EntryCorrected | EntryStruck) -> bool:
        return False

    def without(self, ids: frozenset[str], quiet: frozenset[str] = frozenset()) -> Book:
        return self


NO_BOOK: Final[Book] = _NoBook()
"""For questions about anything but corrections."""
