"""What the rules of corrections are told of a case book, and what would fall by a correction.

Whether all later entries still stand is found by playing them again (`bti.answers.replay`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, Final, cast

import attrs

from bti.answers.held_back import references
from bti.answers.replay import NOT_THERE, Fallen, Replay
from bti.dates import Calendar
from bti.errors import UnknownGuide
from bti.guide.model import Guide
from bti.people import Professional, System, Unborn
from bti.reasons import ReasonKind
from bti.record.correction import EntryCorrected, EntryStruck, OfEntry, bare, effective, notes_in
from bti.record.entry import Entry, Resolved
from bti.record.fact import Fact
from bti.record.folding import folded
from bti.record.life import Concerned
from bti.record.spine import EMPTY, Spine
from bti.record.take_over import CaseTakenOver, brought_otherwise
from bti.rules.book import Line

__all__ = ["CaseBook"]


class CaseBook:
    """What the rules of corrections may ask of a case book; see `bti.rules.book.Book`.

    Args:
        entries: The whole book.
        guides: The guides by digest.
        calendar: For working and school days.
    """

    __slots__ = ("_by_id", "_corrections", "_fallen", "_meant", "_quiet", "calendar", "entries", "guides")

    def __init__(self, entries: tuple[Entry, ...], guides: Mapping[str, Guide], calendar: Calendar) -> None:
        self.entries: Final = entries
        self.calendar: Final = calendar
        self.guides: Final = guides
        self._by_id: dict[str, Entry] | None = None
        self._corrections: dict[str, tuple[Entry, ...]] | None = None
        self._fallen: tuple[EntryCorrected | EntryStruck, tuple[str, ...]] | None = None
        self._meant: Resolved | None = None
        self._quiet: frozenset[str] = frozenset()

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
        if not (first and found):  # where nothing falls, all has been looked at, whether only the first was wanted
            self._fallen = (fact, found)
        return found

    def before_and_after(self, fact: EntryCorrected | EntryStruck, act: tuple[Fact, ...]) -> tuple[Spine, Spine] | None:
        """Return the case before the corrections of an act and after them; None where what they leave cannot be."""
        mended = tuple(one for one in act if isinstance(one, (EntryCorrected, EntryStruck)))
        played = self._played()
        before = tuple(one for one in played if not isinstance(one.fact, OfEntry) or one.fact not in mended)
        for changes in (mended, (fact,)) if fact in mended else ((fact,),):
            try:
                after = (*before, *(_as_mended(self._there(one.entry), one) for one in changes))
                return folded(EMPTY, effective(before)), folded(EMPTY, effective(after))
            except NOT_THERE:
                continue  # by what else the act mends, or by this very correction, something falls
        return None

    def resolved(self, fact: EntryCorrected) -> Resolved:
        """Return what the right fact resolves to in the place of the wrong one."""
        self._fallen = None
        self.fallen(fact)
        return self._meant or Resolved()

    def _find_fallen(self, fact: EntryCorrected | EntryStruck, *, first: bool) -> tuple[str, ...]:
        target = self.find(fact.entry)
        if target is None:
            return ()
        played = self._played()
        now = effective(played)
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
            changed = list(effective((*played, _as_mended(target, fact))))[:-1]
        start = next((index for index, one in enumerate(now) if one.act == target.act), place)
        until = target.act if only_act else None
        wrong = self._replayed(changed, start, target.id, until=until, otherwise=otherwise, first=True)
        if wrong:
            # What does not stand anyhow (by late knowledge, or a later library) does not stand on this entry.
            before = self._replayed(now, start, None, until=until, keep=True)
            excused = frozenset(one.entry.id for one in before if one.entry.id != target.id)
            excused |= self._unasked(target, fact)
            if only_act:
                excused |= _unmet(wrong, target.id)
            if excused or not first:
                wrong = self._replayed(
                    changed, start, target.id, until=until, excused=excused, otherwise=otherwise, first=first
                )
        unasked = self._unasked(target, fact)
        return tuple(dict.fromkeys(one.entry.id for one in wrong if one.entry.id not in unasked))

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
            for quiet, part in groupby(group, key=lambda entry: entry.id in self._quiet):
                (replay.apply if quiet else replay.play)(tuple(part))
            if (first and replay.fallen) or act == until:
                break
        self._meant = replay.meant
        return tuple(replay.fallen)

    def untold_falls(self, fact: EntryCorrected | EntryStruck) -> bool:
        """Tell whether something falls of which whoever asks is not told: of the whole book they are told."""
        return False

    def without(self, ids: frozenset[str], quiet: frozenset[str] = frozenset()) -> CaseBook:
        """Return the book as it is to somebody from whom some of its entries are kept."""
        return _ToldBook(self, ids, quiet) if ids else self

    def _played(self) -> tuple[Entry, ...]:
        """Return the entries that are played again."""
        return self.entries

    def _unasked(self, target: Entry, fact: EntryCorrected | EntryStruck) -> frozenset[str]:
        """Return the ids of the entries of which it is not asked whether they fall."""
        return frozenset()


class _ToldBook(CaseBook):
    """A case book in which some entries are not there: neither do they fall by a correction, nor hold anything up.

    That they would fall is found in the whole book, by whoever judges on the case itself (`bti.answers.told`).

    Args:
        whole: The whole book.
        away: The ids of the entries that are not there.
        quiet: Those of them that say where the case stands: what is told is judged on that.
    """

    __slots__ = ("_away", "_whole")

    def __init__(self, whole: CaseBook, away: frozenset[str], quiet: frozenset[str]) -> None:
        super().__init__(tuple(one for one in whole.entries if one.id not in away), whole.guides, whole.calendar)
        self._whole = whole
        self._away = away
        self._quiet = quiet

    def untold_falls(self, fact: EntryCorrected | EntryStruck) -> bool:
        return bool(self._whole.fallen(fact, first=True))

    def _played(self) -> tuple[Entry, ...]:
        return tuple(one for one in self._whole.entries if one.id not in self._away or one.id in self._quiet)

    def _unasked(self, target: Entry, fact: EntryCorrected | EntryStruck) -> frozenset[str]:
        """Return the entry itself, where it names what has been kept since from who wrote it, and goes on naming it.

        What one named oneself one knows; whether it still leads somewhere is found in the whole book.
        """
        if isinstance(fact, EntryStruck):
            return frozenset()
        known = self._away.intersection(references(target.fact))
        still = self._away.intersection(references(fact.instead)) <= known
        return frozenset({target.id}) if known and still else frozenset()


def _unmet(wrong: Sequence[Fallen], target: str) -> frozenset[str]:
    """Return the entry itself where nothing but a condition is in its way: what rests on the right date is known late.

    A case taken over with its log open stays taken over when the child turns out to be of another age: consent is
    reckoned from the right date from now on, and the log rests where it is not sufficient (I-05).
    """
    met = (one for one in wrong if one.entry.id == target)
    return frozenset(one.entry.id for one in met if {reason.kind for reason in one.reasons} == {ReasonKind.UNMET})


def _as_mended(target: Entry, fact: EntryCorrected | EntryStruck) -> Entry:
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
