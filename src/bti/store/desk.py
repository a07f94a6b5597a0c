"""The desk: read a case for a person, record what happens, try again where that is safe.

The engine judges, the store keeps; the desk carries between them. It reads the case, lets the engine judge, and
appends under the versions it read. Where another entry came between, a kind that commutes is judged again unasked; a
kind that decides is, only if nothing it was judged by has changed, and is otherwise refused as changed meanwhile.
"""

from __future__ import annotations

import datetime as dt
import logging
import secrets
from collections.abc import Mapping, Sequence
from typing import Final

from bti.answers.verdict import Admitted, Refused, Verdict
from bti.answers.view import AccessRecord, View
from bti.dates import check_instant
from bti.engine import Engine
from bti.errors import BtiError, ChangedMeanwhile, InvalidValue, StoreError
from bti.people import Actor, check_actor
from bti.record.case import Case
from bti.record.correction import erased_commitments
from bti.record.entry import CASE_BOOK, Entry
from bti.record.fact import Fact
from bti.record.kinds import BESIDE
from bti.record.note import Note
from bti.store.access import AccessBooks
from bti.store.folds import Exchanged, Folds, continued
from bti.store.protocol import Store, StoredEntry, packed, unpacked
from bti.wire import texts_of

__all__ = ["Desk"]

_LOGGER: Final = logging.getLogger("bti.store")

_TRIES: Final = 100
"""How often an append is tried again; each time somebody else's went through, so the case has moved on.

At once: whoever waits first comes last again, the more so the longer the others do not wait (measured: four processes
that never pause need 4 to 7 tries at most, and 14 to 35 with random waits, for no more facts a second).
"""


class Desk:
    """Record facts in a store through an engine; usable from several threads.

    Args:
        engine: Who judges.
        store: Where books are kept.
        skew: How far the clocks of hosts that write to one case may differ. A fact that reaches the store within this
            time after an entry recorded "later" is recorded at that entry's instant; beyond it, it is refused.
        keep: How many folded cases to remember, so that only new entries need reading.

    Raises:
        InvalidValue: `skew` or `keep` is negative, or of another type.
    """

    def __init__(
        self, engine: Engine, store: Store, *, skew: dt.timedelta = dt.timedelta(minutes=1), keep: int = 128
    ) -> None:
        if not isinstance(skew, dt.timedelta) or skew < dt.timedelta(0):
            raise InvalidValue("skew must be a timedelta, 0 or more")
        if type(keep) is not int or keep < 0:
            raise InvalidValue("keep must be a number of cases, 0 or more")
        self.engine: Final = engine
        self.store: Final = store
        self.accesses: Final = AccessBooks(store)
        self._skew: Final = skew
        self._folds: Final = Folds(keep)
        self._damaged: Final[set[tuple[str, str]]] = set()
        self._to_erase: Final[dict[tuple[str, str, int], frozenset[str]]] = {}

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

    def view(self, case_id: str, *, by: Actor, now: dt.datetime, basis: str, matter: str | None = None) -> View:
        """Return what somebody may see of a case, once the record of the reading has been kept (law H-16).

        Args:
            case_id: The case.
            by: Who reads.
            now: When; what was to be seen at an earlier instant is for `Engine.view` to say.
            basis: The ground for reading.
            matter: The protected matter for whose sake it is read; the record is kept with that matter.

        Raises:
            StoreError: The case cannot be read, or the record cannot be kept: then nothing is shown.
            NaiveDatetime, InvalidValue, UnknownGuide: As `Engine.view`.
        """
        seen = self.engine.view(self.case(case_id, by=by), by=by, now=now, basis=basis, matter=matter)
        self.accesses.keep(seen.access)
        return seen

    def read_by(self, case_id: str, *, by: Actor, now: dt.datetime) -> tuple[AccessRecord, ...] | Refused:
        """Return who has read a case, as far as somebody may know (law H-16), or why they may not.

        The case book's records go to whoever `Engine.why_no_accesses` has nothing against, a protected matter's to the
        insiders who read the whole of it, those of a service's own book to the service.

        Raises:
            StoreError: They cannot be read.
        """
        case = self.case(case_id, by=by)
        reasons = self.engine.why_no_accesses(case, by=by, now=now)
        beside = case.whole_beside()
        if reasons and not beside:
            return Refused(reasons)
        books = (*(() if reasons else (CASE_BOOK,)), *beside)
        return tuple(record for book in books for record in self.accesses.read(case_id, book))

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
        protected = bool(act) and all(type(one) in BESIDE for one in act)
        chosen = entry_id or secrets.token_hex(16)
        if isinstance(because, str):
            because = Note.of(because) if because.strip() else None
        taken: tuple[str, int] | None = None
        for _ in range(_TRIES):
            case, is_whole = self._for_protection(case_id, by) if protected else (self.case(case_id, by=by), True)
            recorded = now if protected else self._recorded(case, now)
            verdict = self.engine.admit(case, act, by=by, now=recorded, at=at, because=because, entry_id=chosen)
            if isinstance(verdict, Admitted) and verdict.repeated:
                return verdict  # before asking what has changed: this very act has
            if seen is not None and not protected:
                changed = self.engine.changed(seen, case, act, by=by, now=recorded, at=at)
                if changed is not None:
                    return changed
            if not isinstance(verdict, Admitted):
                return verdict
            try:
                self._append(case_id, verdict, case)
            except ChangedMeanwhile:
                place = (verdict.entries[0].book, verdict.entries[0].seq)
                if protected and place == taken:
                    chosen = secrets.token_hex(16)  # by a book that cannot be read: protection waits for nothing (I-07)
                seen, taken = case, place
                continue
            self._folds.grow(case_id, verdict.entries)
            self._carry_out(case_id, verdict.case, {(entry.book, entry.seq) for entry in verdict.entries})
            if is_whole:
                return verdict
            return Admitted(verdict.entries, verdict.case.written_by(by.ref), verdict.advice, verdict.repeated)
        raise StoreError(f"others wrote to this case {_TRIES} times in a row before this could be kept; nothing was")

    def _for_protection(self, case_id: str, by: Actor) -> tuple[Case, bool]:
        """Return the case for a protection fact, and whether the case book could be read.

        Where it cannot, protection goes on with the matters alone (I-07). Who is kin stands in the case book, so that
        such a case is judged on, and not handed out.
        """
        try:
            return self.case(case_id, by=by), True
        except StoreError:
            entries: list[Entry] = []
            for book in self.store.books(case_id):
                if book != CASE_BOOK:
                    try:
                        entries.extend([unpacked(case_id, book, one) for one in self.store.read(case_id, book)])
                    except BtiError:
                        self._leave_out(case_id, book)
            return Case.fold(case_id, entries).for_reader(by), False

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

    def _whole(self, case_id: str) -> Case:
        """Return a case with all its books, reading only what is new since it was last folded."""
        known = self._folds.find(case_id)
        case = Case.empty(case_id) if known is None else known
        try:
            read = self._read(case_id, case)
        except Exchanged:
            _LOGGER.critical("case %s holds another history than was read before: was a backup put back?", case_id)
            self._folds.forget(case_id)
            case = Case.empty(case_id)
            read = self._read(case_id, case)
        entries: list[Entry] = []
        for book, stored in read.items():
            try:
                entries.extend([unpacked(case_id, book, one) for one in stored])
            except BtiError:
                if book == CASE_BOOK:
                    raise
                self._leave_out(case_id, book)
        held = {text.commitment for entry in entries for text in texts_of(entry)}
        if entries:
            try:
                case = case.grown(entries)
            except (LookupError, StopIteration, TypeError, ValueError) as error:
                raise StoreError("the case book holds entries that cannot follow each other: it was changed") from error
        self._carry_out(case_id, case, {(entry.book, entry.seq) for entry in entries}, held)
        self._folds.keep(case)
        return case

    def _carry_out(self, case_id: str, case: Case, new: set[tuple[str, int]], held: set[str] | None = None) -> None:
        """Erase the texts that have been decided on, again where that was interrupted; nobody is shown them anyway.

        Args:
            case_id: The case.
            case: The case with the decisions.
            new: The books and places of the entries that are new to this desk.
            held: The commitments of texts that were read with them; None where none was read.
        """
        for book, entries in {CASE_BOOK: case.entries, **case.beside()}.items():
            for seq, gone in erased_commitments(entries) if case.corrections(book).textless else ():
                # Read from its beginning, the book shows whether the texts are still there.
                first = held is None or (book, 1) not in new
                if (book, seq) in new and (first or gone & (held or set())):
                    self._to_erase[case_id, book, seq] = gone
        for (of, book, seq), gone in [one for one in tuple(self._to_erase.items()) if one[0][0] == case_id]:
            try:
                self.store.erase_texts(of, book, gone, before=seq)
            except StoreError:
                _LOGGER.critical("a text of case %s that is to be erased could not be; it will be tried again", of)
            else:
                self._to_erase.pop((of, book, seq), None)

    def _read(self, case_id: str, case: Case) -> Mapping[str, Sequence[StoredEntry]]:
        """Read what is new in all books at one instant; where that fails, each by itself, the damaged ones left out.

        The last entry that is known of each book is read again, to see that the books still go on from it.
        """
        after = {book: version - 1 for book, version in case.versions().items() if version}
        try:
            read = self.store.read_case(case_id, after=after)
            return {book: continued(case, book, stored) for book, stored in read.items()}
        except Exchanged:
            raise
        except StoreError:
            kept = self.store.read(case_id, CASE_BOOK, after=after.get(CASE_BOOK, 0))
            one_by_one = {CASE_BOOK: continued(case, CASE_BOOK, kept)}
            for book in self.store.books(case_id):
                if book != CASE_BOOK:
                    try:
                        kept = self.store.read(case_id, book, after=after.get(book, 0))
                        one_by_one[book] = continued(case, book, kept)
                    except Exchanged:
                        raise
                    except StoreError:
                        self._leave_out(case_id, book)
            return one_by_one

    def _leave_out(self, case_id: str, book: str) -> None:
        """Go on without a damaged book beside the case book: an error would tell everybody that it exists (I-08)."""
        if (case_id, book) not in self._damaged:
            self._damaged.add((case_id, book))
            _LOGGER.critical("a protected book of case %s cannot be read and is left out; restore it", case_id)
