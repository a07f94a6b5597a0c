"""Playing the later acts again: what would have become of them, had an entry been right, or not there, from the start.

Each act is judged anew as it was: by its author, at its time, as recorded then, with its justification, under the guide
of its time, through the very same rules. It still stands if it is admitted, and means and brings with it the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, Protocol

import attrs

from bti.answers.admission import audience_of, service_of
from bti.dates import Calendar
from bti.guide.model import Guide
from bti.people import System
from bti.reasons import Reason
from bti.record.correction import EntryCorrected, EntryStruck, OfEntry
from bti.record.entry import Entry, Resolved
from bti.record.fact import Fact
from bti.record.folding import Folding, folded
from bti.record.life import GuideChanged
from bti.record.spine import EMPTY, Spine
from bti.rules.ask import Ask, guide_at
from bti.rules.book import Book, Line
from bti.rules.consequences import consequences, has_consequences
from bti.rules.judging import judge, refuses
from bti.rules.resolving import resolve

__all__ = ["NOT_THERE", "Fallen", "Pages", "Replay"]


@attrs.frozen
class Fallen:
    """An entry that does not stand any more.

    Attributes:
        entry: The entry.
        reasons: Why it would have been refused; none where it would have meant something else.
    """

    entry: Entry
    reasons: tuple[Reason, ...]


class Pages(Protocol):
    """What playing entries again asks of the book they stand in."""

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Return the whole book."""
        ...

    @property
    def calendar(self) -> Calendar:
        """Return what says which days are working and school days."""
        ...

    @property
    def guides(self) -> Mapping[str, Guide]:
        """Return the guides by digest."""
        ...

    def guide(self, digest: str | None) -> Guide:
        """Return the guide an entry was judged by."""
        ...

    def line(self, entry_id: str) -> Line | None:
        """Return what may be known of an entry."""
        ...

    def says(self, line: Line) -> Fact:
        """Return what an entry says today."""
        ...

    def texts(self, line: Line) -> tuple[str, ...]:
        """Return the ids of what was recorded with a text."""
        ...


NOT_THERE: Final = (LookupError, StopIteration, RuntimeError, AttributeError, TypeError, ValueError)
"""What folding and resolving raise where the thing they are about is not there."""


class _BookThen:
    """A book for judging a correction again that stands in it already: nothing falls by it."""

    def __init__(self, book: Pages) -> None:
        self._book = book

    def line(self, entry_id: str) -> Line | None:
        return self._book.line(entry_id)

    def backwards(self) -> Iterator[Line]:
        return iter(())

    def says(self, line: Line) -> Fact:
        return self._book.says(line)

    def texts(self, line: Line) -> tuple[str, ...]:
        return self._book.texts(line)

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


class Replay:
    """Entries being played again, act by act.

    Args:
        book: The book they stand in.
        before: The entries that count above them.
        changed: The id of the entry that says something else than it did, and so may mean something else.
        excused: The ids of entries that are kept though they fall.
        otherwise: The ids under which something else was taken over than before: what is about one falls.
        keep: Keep every entry that falls: it did happen.
        meaning: Whether what an entry meant, and brought with it, is looked at, or only whether it is admitted.
    """

    def __init__(
        self,
        book: Pages,
        before: Sequence[Entry],
        *,
        changed: str | None = None,
        excused: frozenset[str] = frozenset(),
        otherwise: frozenset[str] = frozenset(),
        keep: bool = False,
        meaning: bool = True,
    ) -> None:
        self.fallen: Final[list[Fallen]] = []
        self.meant: Resolved | None = None
        self._book: Final = book
        self._then: Final = _BookThen(book)
        self._changed: Final = changed
        self._excused: Final = excused
        self._otherwise: Final = otherwise
        self._keep: Final = keep
        self._meaning: Final = meaning
        self._folding = Folding(folded(EMPTY, before))
        self._known: Final = {entry.id: place for place, entry in enumerate(book.entries)}

    def apply(self, entries: Sequence[Entry]) -> bool:
        """Fold entries without judging them; return whether that was possible."""
        before = self._folding.spine()
        try:
            for entry in entries:
                self._folding.apply(entry)
        except NOT_THERE:
            self._folding = Folding(before)  # what they are about is not there
            return False
        return True

    def play(self, act: Sequence[Entry]) -> None:
        """Judge and fold one act with all that followed from it."""
        facts = tuple(entry.fact for entry in act if entry.cause is None)
        runs: list[list[Entry]] = []
        for entry in act:
            if entry.cause is None or not runs:
                runs.append([])
            runs[-1].append(entry)
        for asked, *followed in runs:
            self._play_one(asked, followed, facts)

    def _play_one(self, entry: Entry, followed: list[Entry], act: tuple[Fact, ...]) -> None:
        by, fact = entry.by, entry.fact
        if isinstance(by, System):
            self.apply((entry, *followed))  # what it followed from was struck: it is left out before this
            return
        before = self._folding.spine()
        guide = guide_at(self._book.guide(before.life.guide or entry.guide), before, by, entry.at)
        place, known = self._known.get(entry.id, -1), self._known
        ask = Ask(
            before,
            guide,
            self._book.calendar,
            by,
            entry.at,
            entry.recorded,
            act,
            lambda ref: known.get(ref, place) < place,
            self._then,
            self._book.guides,
            entry.case,
        )
        found = judge(ask, fact)
        blocking = tuple(one for one in found if refuses(one, justified=entry.because is not None))
        same = not blocking and self._means_the_same(ask, entry)
        if blocking and entry.id == self._changed and entry.id in self._excused:
            self.meant = _meaning(ask, fact)
        if self.meant is not None and entry.id == self._changed:
            entry = attrs.evolve(entry, resolved=self.meant)
        falls = bool(blocking) or not same
        kept = not falls or self._keep or entry.id in self._excused
        if falls and entry.id not in self._excused:
            self.fallen.append(Fallen(entry, blocking))
        if not kept:
            return
        if not self.apply((entry,)):
            self._fall(entry)
            return
        if self._meaning and (followed or has_consequences(type(fact))):
            self._follow(ask, entry, followed, before)
        elif followed:
            self.apply(followed)

    def _fall(self, entry: Entry) -> None:
        if all(one.entry.id != entry.id for one in self.fallen):
            self.fallen.append(Fallen(entry, ()))

    def _means_the_same(self, ask: Ask, entry: Entry) -> bool:
        fact = entry.fact
        if not self._meaning or isinstance(fact, OfEntry):
            return True
        if entry.id in ask.spine.life.brought or not self._otherwise.isdisjoint(_named(fact)):
            return False
        if not isinstance(fact, GuideChanged) and ask.spine.life.guide not in (None, entry.guide):
            return False  # the case would stand under another guide than the one this was judged by
        meant = _meaning(ask, fact)
        if meant is None:
            return False
        if (audience_of(ask, fact), service_of(ask, fact)) != (entry.audience, entry.service):
            return False
        if entry.id == self._changed:
            self.meant = meant
            return True
        return meant == entry.resolved

    def _follow(self, ask: Ask, cause: Entry, followed: list[Entry], before: Spine) -> None:
        """Look whether the same follows from an entry, and fold what did."""
        left = list(followed)
        try:
            same = self._follows(ask, cause, left, before)
        except NOT_THERE:
            same = False
        if (left or not same) and cause.id not in self._excused:
            for entry in left or (cause,):
                self._fall(entry)
        self.apply(left)

    def _follows(self, ask: Ask, cause: Entry, left: list[Entry], before: Spine) -> bool:
        """Fold from `left` what follows again, and return whether nothing else would follow."""
        spine = self._folding.spine()
        waiting = [(cause, before)]
        while waiting:
            because, earlier = waiting.pop(0)
            after = Ask(
                spine, ask.guide, ask.calendar, ask.by, ask.at, ask.now, ask.act, ask.knows_entry, guides=ask.guides
            )
            for fact in consequences(after, because.fact, earlier):
                if not left or left[0].fact != fact or left[0].cause != because.id:
                    return False
                then = spine
                self.apply((left[0],))
                spine = self._folding.spine()
                waiting.append((left.pop(0), then))
        return True


def _meaning(ask: Ask, fact: Fact) -> Resolved | None:
    """Return what a fact means where it is; None where what it is about is not there."""
    try:
        return resolve(ask, fact)
    except NOT_THERE:
        return None


def _named(fact: Fact) -> Iterator[object]:
    """Yield what a fact names in its fields."""
    for field in attrs.fields(type(fact)):
        value = getattr(fact, field.name)
        if isinstance(value, str):
            yield value
