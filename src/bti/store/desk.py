"""The desk: read a case for a person, record what happens, try again where that is safe.

The engine judges, the store keeps; the desk carries between them. It reads the case, lets the engine judge, and
appends under the versions it read. Where another entry came between, a kind that commutes is judged again unasked; a
kind that decides is, only if nothing it was judged by has changed, and is otherwise refused as changed meanwhile.
"""

from __future__ import annotations

import datetime as dt
import logging
import secrets
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from threading import Lock
from typing import Final

from bti.answers.verdict import Admitted, Verdict
from bti.dates import check_instant
from bti.engine import Engine
from bti.errors import BtiError, ChangedMeanwhile, StoreError
from bti.people import Actor, check_actor
from bti.record.case import Case
from bti.record.entry import CASE_BOOK, Entry
from bti.record.fact import Fact
from bti.record.kinds import PROTECTION
from bti.record.note import Note
from bti.store.protocol import Store, StoredEntry, packed, unpacked

__all__ = ["Desk"]

_LOGGER: Final = logging.getLogger("bti.store")

_TRIES: Final = 100
"""How often an append is tried again; each time somebody else's went through, so the case has moved on."""


class Desk:
    """Record facts in a store through an engine; usable from several threads.

    Args:
        engine: Who judges.
        store: Where books are kept.
        skew: How far the clocks of hosts that write to one case may differ. A fact that reaches the store within this
            time after an entry recorded "later" is recorded at that entry's instant; beyond it, it is refused.
        keep: How many folded cases to remember, so that only new entries need reading.
    """

    def __init__(
        self, engine: Engine, store: Store, *, skew: dt.timedelta = dt.timedelta(minutes=1), keep: int = 128
    ) -> None:
        self.engine: Final = engine
        self.store: Final = store
        self._skew: Final = skew
        self._keep: Final = keep
        self._folded: Final[OrderedDict[str, Case]] = OrderedDict()
        self._damaged: Final[set[tuple[str, str]]] = set()
        self._lock: Final = Lock()

    def case(self, case_id: str, *, by: Actor) -> Case:
        """Return a case as far as somebody may use it; an empty one where nothing is known.

        Args:
            case_id: The host's id of the case.
            by: For whom; the engine refuses to answer anybody else with it.

        Raises:
            StoreError: It cannot be read.
        """
        check_actor(by)
        return self._whole(case_id).for_reader(by)

    def record(
        self,
        case_id: str,
        fact: Fact | Sequence[Fact],
        *,
        by: Actor,
        now: dt.datetime,
        at: dt.datetime | None = None,
        because: Note | str | None = None,
        entry_id: str | None = None,
        seen: Case | None = None,
    ) -> Verdict:
        """Judge a fact or an act on the case as it is, and keep it when it is admitted.

        Args:
            case_id: The case.
            fact: What happened; several as one act, all or nothing.
            by: Who records it.
            now: When it is recorded.
            at: When it happened; by default now.
            because: A justification, where a rule asks for one.
            entry_id: An id of the host's for the act's first entry: recorded twice under it, it is kept once.
            seen: The case as the one who decides looked at it, where that was a while ago.

        Raises:
            StoreError: It cannot be kept; nothing was.
            NaiveDatetime, InvalidValue, IdConflict, UnknownGuide, WrongReader: As `Engine.admit`.
        """
        check_instant(now, "now")
        act = (fact,) if isinstance(fact, Fact) else tuple(fact)
        protected = bool(act) and all(type(one) in PROTECTION for one in act)
        chosen = entry_id or secrets.token_hex(16)
        if isinstance(because, str):
            because = Note.of(because) if because.strip() else None
        for _ in range(_TRIES):
            case = self._for_protection(case_id, by) if protected else self.case(case_id, by=by)
            recorded = now if protected else self._recorded(case, now)
            if seen is not None and not protected:
                changed = self.engine.changed(seen, case, act, by=by, now=recorded, at=at)
                if changed is not None:
                    return changed
            verdict = self.engine.admit(case, act, by=by, now=recorded, at=at, because=because, entry_id=chosen)
            if not isinstance(verdict, Admitted) or verdict.repeated:
                return verdict
            try:
                self._append(case_id, verdict, case)
            except ChangedMeanwhile:
                seen = case
                continue
            self._remember(case_id, verdict)
            return verdict
        raise StoreError(f"others wrote to this case {_TRIES} times in a row before this could be kept; nothing was")

    def _for_protection(self, case_id: str, by: Actor) -> Case:
        """Return the case for a protection fact: where the case book cannot be read, with the matters alone (I-07)."""
        try:
            return self.case(case_id, by=by)
        except StoreError:
            entries: list[Entry] = []
            for book in self.store.books(case_id):
                if book != CASE_BOOK:
                    try:
                        entries.extend([unpacked(case_id, book, one) for one in self.store.read(case_id, book)])
                    except BtiError:
                        self._leave_out(case_id, book)
            return Case.fold(case_id, entries).for_reader(by)

    def _recorded(self, case: Case, now: dt.datetime) -> dt.datetime:
        """Return when to record: now, or with the entry above where its host's clock is a little ahead."""
        last = case.spine.recorded
        return last if last is not None and now < last <= now + self._skew else now

    def _append(self, case_id: str, verdict: Admitted, case: Case) -> None:
        """Keep what was admitted, under the versions it was judged on.

        A protection fact is judged by its form alone, so it waits for nothing but its own book.
        """
        book = verdict.entries[0].book
        versions = case.versions()
        expected = {book: versions.get(book, 0)}
        if book == CASE_BOOK:
            expected[CASE_BOOK] = case.spine.version
        self.store.append(case_id, book, [packed(entry) for entry in verdict.entries], expected=expected)

    def _remember(self, case_id: str, verdict: Admitted) -> None:
        """Grow the remembered case by what was just kept, where nothing came between: it need not be read again."""
        first = verdict.entries[0]
        with self._lock:
            known = self._folded.get(case_id)
            if known is not None and known.versions().get(first.book, 0) == first.seq - 1:
                self._folded[case_id] = known.grown(verdict.entries)

    def _whole(self, case_id: str) -> Case:
        """Return a case with all its books, reading only what is new since it was last folded."""
        with self._lock:
            known = self._folded.get(case_id)
        case = Case.empty(case_id) if known is None else known
        entries: list[Entry] = []
        for book, stored in self._read(case_id, case.versions()).items():
            try:
                entries.extend([unpacked(case_id, book, one) for one in stored])
            except BtiError:
                if book == CASE_BOOK:
                    raise
                self._leave_out(case_id, book)
        if entries:
            try:
                case = case.grown(entries)
            except (LookupError, StopIteration, TypeError, ValueError) as error:
                raise StoreError("the case book holds entries that cannot follow each other: it was changed") from error
        with self._lock:
            other = self._folded.get(case_id)
            if other is None or sum(other.versions().values()) <= sum(case.versions().values()):
                self._folded[case_id] = case
            self._folded.move_to_end(case_id)
            while len(self._folded) > self._keep:
                self._folded.popitem(last=False)
        return case

    def _read(self, case_id: str, versions: Mapping[str, int]) -> Mapping[str, Sequence[StoredEntry]]:
        """Read what is new in all books at one instant; where that fails, each by itself, the damaged ones left out."""
        try:
            return self.store.read_case(case_id, after=versions)
        except StoreError:
            read: dict[str, Sequence[StoredEntry]] = {
                CASE_BOOK: self.store.read(case_id, CASE_BOOK, after=versions.get(CASE_BOOK, 0))
            }
            for book in self.store.books(case_id):
                if book != CASE_BOOK:
                    try:
                        read[book] = self.store.read(case_id, book, after=versions.get(book, 0))
                    except StoreError:
                        self._leave_out(case_id, book)
            return read

    def _leave_out(self, case_id: str, book: str) -> None:
        """Go on without a damaged book beside the case book: an error would tell everybody that it exists (I-08)."""
        if (case_id, book) not in self._damaged:
            self._damaged.add((case_id, book))
            _LOGGER.critical("a protected book of case %s cannot be read and is left out; restore it", case_id)
