"""Playing the later acts again: what would have become of them, had an entry been right, or not there, from the start.

Each act is judged anew as it was: by its author, at its time, as recorded then, with its justification, under the guide
of its time, through the very same rules. It still stands if it is admitted, and means and brings with it the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, Final, cast

import attrs

from bti.answers.admission import audience_of, service_of
from bti.dates import Calendar
from bti.errors import UnknownGuide
from bti.guide.model import Guide
from bti.people import Professional, System, Unborn
from bti.reasons import Reason, ReasonKind
from bti.record.correction import EntryCorrected, EntryStruck, OfEntry, bare, effective, notes_in
from bti.record.entry import Entry, Resolved
from bti.record.fact import Fact
from bti.record.folding import Folding, folded
from bti.record.life import Concerned, GuideChanged
from bti.record.spine import EMPTY, Spine
from bti.record.take_over import CaseTakenOver, brought_otherwise
from bti.rules.ask import Ask, guide_at
from bti.rules.book import Line
from bti.rules.consequences import consequences, has_consequences
from bti.rules.judging import judge, refuses
from bti.rules.resolving import resolve

__all__ = ["CaseBook", "Fallen", "Replay"]


@attrs.frozen
class Fallen:
    """An entry that does not stand any more.

    Attributes:
        entry: The entry.
        reasons: Why it would have been refused; none where it would have meant something else.
    """

    entry: Entry
    reasons: tuple[Reason, ...]


class CaseBook:
    """What the rules of corrections may ask of a case book; see `bti.rules.ask.Book`.

    Args:
        entries: The whole book.
        guides: The guides by digest.
        calendar: For working and school days.
    """

    __slots__ = ("_by_id", "_corrections", "_fallen", "_meant", "calendar", "entries", "guides")

    def __init__(self, entries: tuple[Entry, ...], guides: Mapping[str, Guide], calendar: Calendar) -> None:
        self.entries: Final = entries
        self.calendar: Final = calendar
        self.guides: Final = guides
        self._by_id: dict[str, Entry] | None = None
        self._corrections: dict[str, tuple[Entry, ...]] | None = None
        self._fallen: tuple[EntryCorrected | EntryStruck, tuple[str, ...]] | None = None
        self._meant: Resolved | None = None

    def knows(self, entry_id: str) -> bool:
        """Tell whether an id is that of an entry."""
        return any(entry.id == entry_id for entry in self.entries)

    def find(self, entry_id: str) -> Entry | None:
        """Return an entry."""
        found = self._by_id
        if found is None:
            found = self._by_id = {entry.id: entry for entry in self.entries}
        return found.get(entry_id)

    def line(self, entry_id: str) -> Line | None:
        """Return what may be known of an entry."""
        entry = self.find(entry_id)
        return None if entry is None else self._line(entry)

    def backwards(self) -> Iterator[Line]:
        """Yield all entries, the latest first."""
        return map(self._line, reversed(self.entries))

    def _line(self, entry: Entry) -> Line:
        by = entry.by
        author = None if isinstance(by, System) else by.ref
        return Line(entry.id, type(entry.fact), author, isinstance(by, Professional), entry.service, entry.audience)

    def says(self, line: Line) -> Fact:
        """Return what an entry says today, without any note."""
        corrections = self.corrections(line.id)
        entry = corrections[-1] if corrections else self._there(line.id)
        fact = entry.fact
        return bare(fact.instead if corrections and isinstance(fact, EntryCorrected) else fact)

    def texts(self, line: Line) -> tuple[str, ...]:
        """Return the ids, an entry's own and those of its corrections, of what was recorded with a text."""
        return tuple(one.id for one in (self._there(line.id), *self.corrections(line.id)) if _has_note(one))

    def _there(self, entry_id: str) -> Entry:
        entry = self.find(entry_id)
        if entry is None:
            raise LookupError("no such entry")
        return entry

    def corrections(self, entry_id: str) -> tuple[Entry, ...]:
        """Return the corrections of an entry, in order."""
        found = self._corrections
        if found is None:
            found = self._corrections = {}
            for entry in self.entries:
                if isinstance(entry.fact, EntryCorrected):
                    found[entry.fact.entry] = (*found.get(entry.fact.entry, ()), entry)
        return found.get(entry_id, ())

    def guide(self, digest: str | None) -> Guide:
        """Return the guide an entry was judged by.

        Raises:
            UnknownGuide: The engine was not given it.
        """
        guide = self.guides.get(digest or "")
        if guide is None:
            raise UnknownGuide("the case has entries under a guide this engine was not given: Engine(newest, older)")
        return guide

    def fallen(self, fact: EntryCorrected | EntryStruck, *, first: bool = False) -> tuple[str, ...]:
        """Return the entries that would not have been admitted as they were, were this so from the start."""
        known = self._fallen
        if known is not None and known[0] is fact:
            return known[1]
        found = self._find_fallen(fact, first=first)
        if not first:
            self._fallen = (fact, found)
        return found

    def resolved(self, fact: EntryCorrected) -> Resolved:
        """Return what the right fact resolves to in the place of the wrong one."""
        self._fallen = None
        self.fallen(fact)
        return self._meant or Resolved()

    def _find_fallen(self, fact: EntryCorrected | EntryStruck, *, first: bool) -> tuple[str, ...]:
        target = self.find(fact.entry)
        if target is None:
            return ()
        now = effective(self.entries)
        place = next((index for index, entry in enumerate(now) if entry.id == target.id), None)
        if place is None:
            return ()
        only_act, otherwise = False, frozenset[str]()
        if isinstance(fact, EntryCorrected):
            present = now[place]
            if bare(present.fact) == bare(fact.instead):
                self._meant = present.resolved  # only a text is another, and no rule reads a text
                return ()
            only_act = _is_another_birth_date(present.fact, fact.instead)
            changed = list(now)
            changed[place] = attrs.evolve(present, fact=fact.instead)
            if isinstance(present.fact, CaseTakenOver) and isinstance(fact.instead, CaseTakenOver):
                otherwise = brought_otherwise(present.fact, fact.instead, target.id)
        else:
            changed = list(effective((*self.entries, _as_struck(target, fact))))[:-1]
        start = next((index for index, one in enumerate(now) if one.act == target.act), place)
        until = target.act if only_act else None
        wrong = self._replayed(changed, start, target.id, until=until, otherwise=otherwise, first=True)
        if wrong:
            # What does not stand anyhow (by late knowledge, or a later library) does not stand on this entry.
            before = self._replayed(now, start, None, until=until, keep=True)
            excused = frozenset(one.entry.id for one in before if one.entry.id != target.id)
            if only_act:
                excused |= _unmet(wrong, target.id)
            if excused or not first:
                wrong = self._replayed(
                    changed, start, target.id, until=until, excused=excused, otherwise=otherwise, first=first
                )
        return tuple(dict.fromkeys(one.entry.id for one in wrong))

    def _replayed(
        self,
        entries: Sequence[Entry],
        start: int,
        changed: str | None,
        *,
        until: str | None = None,
        excused: frozenset[str] = frozenset(),
        otherwise: frozenset[str] = frozenset(),
        first: bool = False,
        keep: bool = False,
    ) -> tuple[Fallen, ...]:
        replay = Replay(self, entries[:start], changed=changed, excused=excused, otherwise=otherwise, keep=keep)
        for act, group in groupby(entries[start:], key=lambda entry: entry.act):
            replay.play(tuple(group))
            if (first and replay.fallen) or act == until:
                break
        self._meant = replay.meant
        return tuple(replay.fallen)


_NOT_THERE: Final = (LookupError, StopIteration, RuntimeError, AttributeError, TypeError, ValueError)
"""What folding and resolving raise where the thing they are about is not there."""


class _BookThen:
    """A book for judging a correction again that stands in it already: nothing falls by it."""

    def __init__(self, book: CaseBook) -> None:
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

    def resolved(self, fact: EntryCorrected) -> Resolved:
        return Resolved()


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
        book: CaseBook,
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
        except _NOT_THERE:
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
            self.meant = resolve(ask, fact)
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
        try:
            meant = resolve(ask, fact)
        except _NOT_THERE:
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
        except _NOT_THERE:
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


def _unmet(wrong: Sequence[Fallen], target: str) -> frozenset[str]:
    """Return the entry itself where nothing but a condition is in its way: what rests on the right date is known late.

    A case taken over with its log open stays taken over when the child turns out to be of another age: consent is
    reckoned from the right date from now on, and the log rests where it is not sufficient (I-05).
    """
    met = (one for one in wrong if one.entry.id == target)
    return frozenset(one.entry.id for one in met if {reason.kind for reason in one.reasons} == {ReasonKind.UNMET})


def _named(fact: Fact) -> Iterator[object]:
    """Yield what a fact names in its fields."""
    for field in attrs.fields(type(fact)):
        value = getattr(fact, field.name)
        if isinstance(value, str):
            yield value


def _as_struck(target: Entry, fact: EntryStruck) -> Entry:
    return attrs.evolve(target, id="", act="", fact=fact, cause=None)


def _has_note(entry: Entry) -> bool:
    return entry.because is not None or any(True for _ in notes_in(entry.fact))


def _is_another_birth_date(wrong: Fact, right: Fact) -> bool:
    """Tell whether the two differ in nothing but a birth date, which was another or unknown."""
    before: tuple[Concerned, ...] = getattr(wrong, "persons", ())
    after: tuple[Concerned, ...] = getattr(right, "persons", ())
    if type(wrong) is not type(right) or not before or len(before) != len(after):
        return False
    for one, other in zip(before, after, strict=True):
        known = not isinstance(other.birth, Unborn) and one.birth is not Unborn.UNBORN
        if one != other and not (known and attrs.evolve(one, birth=other.birth) == other):
            return False
    put_right: Fact = attrs.evolve(cast(Any, wrong), persons=after)
    return bare(put_right) == bare(right)
