"""How far each insider reads in a protected matter that somebody who is kin of the case has written in.

Nobody is known as the child's father before somebody has recorded it. Until then he may have been let into a matter as
the teacher he also is, have written in it, and have let others in. Once he is known:

- He reads what he wrote, and nothing else (`Matter.narrowed_to`).
- Whom he had let in before stays in, and stays bound (law D-05): they were let in by somebody nobody knew anything of.
- Whom he lets in while he is known reads as far as he does: what he wrote, what they write themselves, and what those
  write whom they have let in in turn. His report reaches child welfare so, with his own lines. Whom such a person lets
  in, whenever that is, gets what they have, and no more; whom anybody else lets in as well reads the whole.
- What he or they say ends nothing for the others: they take nobody out whom others let in, say of no guardian that
  they may be told, and answer no report of another's. All of it is admitted, since a refusal would tell that he is
  known.

The books have no common order; *once he is known* is told by when entries were recorded. At the very same instant he is
known, since what nobody was let into can be opened later, and not the other way round.

What he lets others into is judged by what the case book said at the time (`record/kinship.py`). Where his kinship was
struck or corrected by mistake and put right again, whom he had let in while he was known reads no more than before, and
whom he let in meanwhile, when the book said that he was not kin, stays in and stays bound. As long as nothing says that
he is kin, it was somebody else: the kinship counts no more, and all of it is read as if it had never been recorded.

No source says any of this; it is decided here, from I-04, I-08 and law D-05.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import attrs

from bti.people import Actor, Professional
from bti.record.correction import EntryCorrected, EntryStruck, OfEntry, effective
from bti.record.entry import Entry
from bti.record.fact import Fact
from bti.record.kinship import KnownAsKin
from bti.record.matter import Matter, ProtectionFact, is_written

__all__ = ["as_read_by"]


def as_read_by(matter: Matter, actor: Actor, known: Callable[[str], KnownAsKin | None]) -> Matter | None:
    """Return a matter as far as somebody may read it, or None where they may not know of it.

    Args:
        matter: The matter, narrowed to them before or not.
        actor: Who asks.
        known: Tells when somebody who is kin of the case was known to be, by reference; None: they are not.
    """
    if not isinstance(actor, Professional):
        return None
    whole = matter.unnarrowed()
    kin = {ref: found for ref in whole.voices | {actor.ref} if (found := known(ref)) is not None}
    if actor.ref in kin:
        own = frozenset(entry.id for entry in whole.entries if entry.by.ref == actor.ref)
        return whole.narrowed_to(own) if actor.ref in whole.authors else None
    if not kin:
        return whole.unswayed_by(frozenset()) if whole.knows(actor) else None
    insiders = _Insiders.of(whole.entries, kin)
    reach = insiders.reach_of(actor)
    if reach is None:
        return None
    of_kin = frozenset(entry.id for entry in whole.entries if entry.by.ref in kin)
    if reach.whole:
        return whole.unswayed_by(of_kin | insiders.beside_the_point(whole.entries))
    seen = (entry.id for entry in whole.entries if insiders.shows(entry, actor, reach))
    return whole.narrowed_to(frozenset(seen)).unswayed_by(of_kin)


@attrs.frozen
class _Reach:
    """How far somebody reads in a matter.

    Attributes:
        whole: Whether they read all of it.
        through: Where they do not, those through whom they were let in: whoever is kin, and whom that one let in.
        services: The services that were let in so.
    """

    whole: bool = False
    through: frozenset[str] = frozenset()
    services: frozenset[str] = frozenset()

    def joined(self, other: _Reach | None) -> _Reach:
        """Return how far somebody reads who was let in twice."""
        if other is None:
            return self
        return _Reach(self.whole or other.whole, self.through | other.through, self.services | other.services)


_WHOLE: Final = _Reach(whole=True)


class _Insiders:
    """A matter's book gone through in its order; the one mutable thing here, never handed out."""

    __slots__ = ("_authors", "_kin", "_named", "_of", "_services", "_told")

    def __init__(self, kin: Mapping[str, KnownAsKin]) -> None:
        self._kin = kin
        self._authors: dict[str, _Reach] = {}
        self._named: dict[str, _Reach] = {}
        self._services: dict[str, _Reach] = {}
        self._told: dict[str, _Reach] = {}
        self._of: dict[str, _Reach] = {}  # by entry: how far its author read when they wrote it

    @classmethod
    def of(cls, entries: tuple[Entry, ...], kin: Mapping[str, KnownAsKin]) -> _Insiders:
        """Go through a book.

        Args:
            entries: All of it.
            kin: When those who are kin were known to be, by reference.
        """
        heard = tuple(one for one in entries if not (isinstance(one.fact, OfEntry) and one.by.ref in kin))
        counting = {one.id: one.fact for one in effective(heard)}
        ever = effective(tuple(one for one in heard if not isinstance(one.fact, EntryStruck)))
        unstruck = {one.id: one.fact for one in ever}
        found = cls(kin)
        for entry in entries:
            found._take(entry, counting.get(entry.id), unstruck.get(entry.id))
        return found

    def _take(self, entry: Entry, counting: Fact | None, ever: Fact | None) -> None:
        by = entry.by
        if not isinstance(by, Professional):
            return
        known = self._kin.get(by.ref)
        is_kin = known is not None and known.at(entry.recorded)
        otherwise = self.reach_of(by) or (_Reach() if self._of else _WHOLE)
        reach = _Reach() if is_kin else otherwise
        self._of[entry.id] = reach
        if is_written(entry):  # of kin it is for when the book does not say that they are
            self._authors[by.ref] = otherwise.joined(self._authors.get(by.ref))
        if isinstance(entry.fact, EntryCorrected) and known is not None:
            counting = ever = entry.fact.instead  # it mends nothing for others; whom it lets in is let in
        passed = reach if reach.whole else attrs.evolve(reach, through=reach.through | {by.ref})
        if isinstance(counting, ProtectionFact):
            for ref in counting.persons_let_in:
                self._named[ref] = passed.joined(self._named.get(ref))
            for ref in counting.services_let_in:
                self._services[ref] = _of_service(passed, ref).joined(self._services.get(ref))
            if known is None or counting.persons_taken_out == frozenset({by.ref}):
                self._take_out(counting, reach, by.ref)
        if isinstance(ever, ProtectionFact):
            for ref in ever.services_told:
                self._told[ref] = _of_service(passed, ref).joined(self._told.get(ref))

    def _take_out(self, fact: ProtectionFact, reach: _Reach, by: str) -> None:
        """Take out whom a fact takes out; who does not read the whole, whoever does not either, or themself."""
        for let_in, out in ((self._named, fact.persons_taken_out), (self._services, fact.services_taken_out)):
            for ref in out & let_in.keys():
                if reach.whole or not let_in[ref].whole or ref == by:
                    del let_in[ref]

    def reach_of(self, by: Professional) -> _Reach | None:
        """Return how far somebody who is not kin reads now; None where they do not know of the matter."""
        grounds = (
            self._authors.get(by.ref),
            self._named.get(by.ref),
            self._services.get(by.service.ref),
            self._told.get(by.service.ref),
        )
        found: _Reach | None = None
        for one in grounds:
            found = one if found is None else found.joined(one)
        return found

    def shows(self, entry: Entry, actor: Professional, reach: _Reach) -> bool:
        """Tell whether an entry shows to somebody who does not read the whole.

        Theirs; of those through whom they were let in; of those they have let in; and of their colleagues, where their
        service was let in. What any of these wrote as readers of the whole belongs to the whole.
        """
        by, written = entry.by.ref, self._of.get(entry.id, _WHOLE)
        if by == actor.ref:
            return True
        if written.whole:
            return by in reach.through and by in self._kin
        colleagues = actor.service.ref in reach.services & written.services
        return by in reach.through or actor.ref in written.through or colleagues

    def beside_the_point(self, entries: tuple[Entry, ...]) -> frozenset[str]:
        """Return the entries that say nothing to those who read the whole; that somebody mends their own does."""
        by = {entry.id: entry.by.ref for entry in entries}
        return frozenset(
            entry.id
            for entry in entries
            if not self._of.get(entry.id, _WHOLE).whole
            and not (isinstance(entry.fact, OfEntry) and by.get(entry.fact.entry) == entry.by.ref)
        )


def _of_service(reach: _Reach, ref: str) -> _Reach:
    return reach if reach.whole else attrs.evolve(reach, services=reach.services | {ref})
