"""What a reader sees of an entry that was corrected, struck, shared wider or erased.

A corrected entry shows the right content to whoever may see the entry, and the original to the home service and its
author. A struck one stays as a line: what it said is shown to the home service and its author, and where it is about
another child, only to the leader of the home service, who has the decision to carry out, and its author. An erased one
shows nothing to anybody. Law H-02 and H-05 ask that nothing be lost and nothing be destroyed without authority; who may
look at what is out of use they leave open, and that is decided here. Asking back to before a strike as another child's,
or before an erasure, shows no more than asking today.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import attrs

from bti.reasons import Reason, ReasonKind, law, model
from bti.record.case import Case
from bti.record.correction import Corrections, EntryCorrected, OfEntry, StrikeReason
from bti.record.entry import Entry, Resolved
from bti.record.fact import Audience, Fact
from bti.rules.ask import Ask, Standing

__all__ = ["Treated", "Treatment", "TreatmentBeside", "TreatmentOfToday"]

_STRUCK: Final = Reason("struck", ReasonKind.WRONG_PERSON, (), (law("H-05"), model("model 6")))
_CORRECTED: Final = Reason("corrected_since", ReasonKind.WRONG_PERSON, (), (law("H-05"), model("model 6")))
_ERASED: Final = Reason("erased", ReasonKind.FORBIDDEN, (), (law("H-02"),))


@attrs.frozen
class Treated:
    """What became of one entry.

    Attributes:
        fact: What it says today.
        resolved: What that means.
        audience: For whom it is today.
        redacted: Why nothing of it is shown; None where it may be.
        struck: Why it was struck.
        corrected: The id of the correction that counts.
        original: What it said at first, where it was corrected and the reader may see that.
        erased: Whether it was erased by decision.
    """

    fact: Fact
    resolved: Resolved
    audience: Audience
    redacted: Reason | None = None
    struck: StrikeReason | None = None
    corrected: str | None = None
    original: Fact | None = None
    erased: bool = False


class Treatment:
    """What became of the entries of a case book, for one reader.

    Args:
        ask: The question.
        case: The case as of the instant that is asked about.
        today: Its corrections as they are today.
    """

    __slots__ = ("_ask", "_by_id", "_plain", "_struck_then", "_struck_today", "_then", "_today")

    def __init__(self, ask: Ask, case: Case, today: Corrections) -> None:
        self._begin(ask, case.entries, case.spine.corrections, today)

    def _begin(self, ask: Ask, entries: tuple[Entry, ...], then: Corrections, today: Corrections) -> None:
        self._ask = ask
        self._then = then
        self._today = today
        self._plain = today == Corrections()
        self._by_id = {} if self._plain else {entry.id: entry for entry in entries}
        self._struck_then = _with_what_followed(entries, then.struck)
        self._struck_today = _with_what_followed(entries, today.struck)

    def of(self, entry: Entry) -> Treated | None:
        """Return what became of an entry; None where nothing in the book was ever treated."""
        if self._plain:
            return None
        about = entry.fact.entry if isinstance(entry.fact, OfEntry) else entry.id
        says_content = about == entry.id or isinstance(entry.fact, EntryCorrected)
        struck = self._struck_then.get(about) if says_content else None
        erased = says_content and about in self._today.erased
        ids = self._then.corrected.get(entry.id, ())
        right = self._by_id[ids[-1]] if ids else entry
        fact = right.fact.instead if ids and isinstance(right.fact, EntryCorrected) else entry.fact
        return Treated(
            fact,
            right.resolved,
            self._then.shared.get(about, entry.audience),
            self._redaction(entry, about) if says_content else None,
            struck,
            right.id if ids else None,
            entry.fact if ids and self._may_see_out_of_use(entry, by_leader=False) else None,
            erased,
        )

    def _redaction(self, entry: Entry, about: str) -> Reason | None:
        if about in self._today.erased:
            return _ERASED
        anothers = self._struck_today.get(about) is StrikeReason.WRONG_CASE
        if not anothers and about not in self._struck_then:
            return None
        return None if self._may_see_out_of_use(entry, by_leader=anothers) else _STRUCK

    def _may_see_out_of_use(self, entry: Entry, *, by_leader: bool) -> bool:
        ask = self._ask
        home = ask.leads_home if by_leader else ask.standing is Standing.HOME
        return home or (entry.by.ref == ask.by.ref and ask.may_read)


def _with_what_followed(entries: tuple[Entry, ...], struck: Mapping[str, StrikeReason]) -> Mapping[str, StrikeReason]:
    """Return why entries are struck, those among them that followed by themselves from one that is (law H-05)."""
    if not struck:
        return struck
    found = dict(struck)
    for entry in entries:
        if entry.cause is not None and entry.cause in found:
            found[entry.id] = found[entry.cause]
    return found


class TreatmentBeside(Treatment):
    """The same for a book beside the case book: what is out of use in it is shown to whoever may know of the book.

    What was struck as another child's is shown to its author alone.

    Args:
        ask: The question.
        entries: The book as of the instant that is asked about.
        then: What had become of its entries by then.
        today: What has become of them by today.
    """

    __slots__ = ()

    def __init__(self, ask: Ask, entries: tuple[Entry, ...], then: Corrections, today: Corrections) -> None:
        self._begin(ask, entries, then, today)

    def _may_see_out_of_use(self, entry: Entry, *, by_leader: bool) -> bool:
        return not by_leader or entry.by.ref == self._ask.by.ref


class TreatmentOfToday(Treatment):
    """The same for somebody who is shown an earlier case and nothing that does not stand today, marked as it is today.

    A struck line says nothing, to its author neither. A corrected one says what is right where the correction was there
    already, else nothing; and no correction that another has followed says anything.
    """

    __slots__ = ()

    def of(self, entry: Entry) -> Treated | None:
        """Return what became of an entry by today; None where nothing in the book was ever treated."""
        found = super().of(entry)
        if found is None:
            return None
        corrects = isinstance(entry.fact, EntryCorrected)
        if isinstance(entry.fact, OfEntry) and not corrects:
            return found
        about = entry.fact.entry if isinstance(entry.fact, OfEntry) else entry.id
        struck = self._struck_today.get(about)
        ids = self._today.corrected.get(about, ())
        right = ids[-1] if ids else entry.id
        says_what_is_right = right in self._by_id and (not corrects or right == entry.id)
        redacted = found.redacted
        if redacted is None and struck is not None:
            redacted = _STRUCK
        elif redacted is None and not says_what_is_right:
            redacted = _CORRECTED
        marked = None if corrects or not ids else right
        return attrs.evolve(found, redacted=redacted, struck=struck, corrected=marked, original=None)
