"""Protected matters, each in a book of its own that only its insiders know of: what every fact of one has in common.

These facts have form checks and no guards: any professional may record them, participant or not, in any case, open,
closed or unknown (I-07; law D-01, D-04, D-06, D-07, D-10). An insider is the author, the service that receives a
report, or whom an insider has named; nobody by title. What is recorded in a matter changes nothing in the case book,
and what stands in the case book is never asked for permission.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import ClassVar

import attrs

from bti.people import Actor, Professional
from bti.record.correction import Corrections, EntryStruck, OfEntry, corrections_of, effective, without_erased
from bti.record.entry import Entry
from bti.record.fact import Audience, Content, Fact, Topic, is_ref

__all__ = ["BesideFact", "Matter", "ProtectionFact", "by_and_beside", "is_written"]


@attrs.frozen(kw_only=True)
class BesideFact(Content):
    """A fact of a book beside the case book: it is recorded there and nowhere else, and no guard stands before it."""

    shown_to: ClassVar[Audience] = Audience.HOME
    commutes: ClassVar[bool] = True


@attrs.frozen(kw_only=True)
class ProtectionFact(BesideFact):
    """A fact of a protected matter.

    Attributes:
        matter: The id of the matter it belongs to; None begins a new one, where the kind can.
        begins: Whether the kind can begin a matter.
        owes_answer: Whether another fact of the matter can answer it.
        binds: Whether the guardians are not to be told by whoever knows of it, until they are released (law D-05).
    """

    topic: ClassVar[Topic] = Topic.PROTECTION
    begins: ClassVar[bool] = True
    owes_answer: ClassVar[bool] = False
    binds: ClassVar[bool] = False

    matter: str | None = attrs.field(default=None, validator=is_ref)

    @property
    def persons_let_in(self) -> frozenset[str]:
        """Return whom it makes insiders, by reference, beside its author."""
        return frozenset()

    @property
    def services_let_in(self) -> frozenset[str]:
        """Return the services whose employees it makes insiders."""
        return frozenset()

    @property
    def services_told(self) -> frozenset[str]:
        """Return the services that received a report in it; they stay insiders."""
        return frozenset()

    @property
    def persons_taken_out(self) -> frozenset[str]:
        """Return who is named an insider no longer."""
        return frozenset()

    @property
    def services_taken_out(self) -> frozenset[str]:
        """Return the services that are named insiders no longer."""
        return frozenset()

    @property
    def releases(self) -> frozenset[str]:
        """Return the guardians who may be told from now on."""
        return frozenset()

    @property
    def answers_to(self) -> str | None:
        """Return the id of the entry of the same matter that it answers, or None."""
        return None


@attrs.frozen
class Matter:
    """One protected matter, folded from its book.

    Attributes:
        id: Random and its own: an id the host chose for an entry could be one that a matter nobody may know of has.
        entries: Its book; of one narrowed to a reader, what shows to them of it.
        authors: Who recorded something in it, by reference.
        named: Insiders whom an insider named, by reference.
        services: Insiders by service whom an insider named.
        told: Insiders by service: those that received a report.
        since: The earliest instant at which what binds its insiders happened (law D-05); None where nothing does.
        released: The guardians who may be told, since child welfare or the police have said so.
        withheld: Of one narrowed, what does not show; no answer reads it, and it only keeps what the reader goes on to
            write in the order of the book.
        counting: Of its book, what counts: struck entries left out, corrected ones with the right fact.
        corrections: What became of its entries.
        unheard: The ids of those of its entries that end nothing for its reader, since whoever wrote them is kin of the
            case or was let in through kin (`record/insiders.py`).
        narrowed: Whether it was narrowed to a reader, who then has none of what others may write in it either.

    Who wrote in it, and the service that a report was sent to, stay insiders when that is struck: the strike is for
    them to see, and a report that was sent cannot be unsent (law D-04). Everything else a struck entry began ends.
    """

    id: str
    entries: tuple[Entry, ...] = ()
    authors: frozenset[str] = frozenset()
    named: frozenset[str] = frozenset()
    services: frozenset[str] = frozenset()
    released: frozenset[str] = frozenset()
    told: frozenset[str] = frozenset()
    since: dt.datetime | None = None
    withheld: tuple[Entry, ...] = attrs.field(default=(), repr=False)
    counting: tuple[Entry, ...] = attrs.field(default=(), repr=False, eq=False)
    corrections: Corrections = attrs.field(factory=Corrections, repr=False, eq=False)
    unheard: frozenset[str] = attrs.field(default=frozenset(), repr=False, eq=False)
    narrowed: bool = attrs.field(default=False, repr=False)

    @property
    def voices(self) -> frozenset[str]:
        """Return whoever recorded an entry of it, what they read of it or not, by reference."""
        return frozenset(entry.by.ref for entry in self.entries if isinstance(entry.by, Professional))

    def knows(self, actor: Actor) -> bool:
        """Tell whether an actor who is not kin of the case is an insider, where nobody is who wrote in it."""
        if not isinstance(actor, Professional):
            return False
        return (
            actor.ref in self.authors
            or actor.ref in self.named
            or actor.service.ref in self.services
            or actor.service.ref in self.told
        )

    def narrowed_to(self, shown: frozenset[str]) -> Matter:
        """Return the matter as if only these of its entries stood in it: their reader sees no more, as if alone."""
        kept = tuple(entry for entry in self.entries if entry.id in shown)
        withheld = tuple(entry for entry in self.entries if entry.id not in shown)
        return attrs.evolve(Matter(self.id, narrowed=True).grown(kept), withheld=(*self.withheld, *withheld))

    def unnarrowed(self) -> Matter:
        """Return the matter with all entries of its book again, in their order."""
        if not self.narrowed:
            return self
        return Matter(self.id).grown(sorted((*self.entries, *self.withheld), key=lambda entry: entry.seq))

    def without(self, ids: frozenset[str]) -> Matter:
        """Return the matter as if these entries had never been in it; the very same where there are none."""
        return (
            self._folded(tuple(entry for entry in self.entries if entry.id not in ids), self.unheard) if ids else self
        )

    def grown(self, entries: Sequence[Entry]) -> Matter:
        """Return the matter with more entries at its end."""
        return self._folded(without_erased((*self.entries, *entries), alone=self.narrowed), self.unheard)

    def unswayed_by(self, unheard: frozenset[str]) -> Matter:
        """Return the matter as it is for a reader for whom some of its entries end nothing.

        That somebody is taken out by one, that it strikes or corrects another, or says that a guardian may be told,
        stands in the book, and changes what they alone are bound by who wrote it.

        Args:
            unheard: The ids of these entries.
        """
        return self if unheard == self.unheard else self._folded(self.entries, unheard)

    def read_like(self, other: Matter) -> Matter:
        """Return the matter as its reader reads it who reads the other as that is; an earlier state of it."""
        return attrs.evolve(self, narrowed=other.narrowed)._folded(self.entries, other.unheard)

    def _folded(self, every: tuple[Entry, ...], unheard: frozenset[str]) -> Matter:
        heard = tuple(
            entry
            for entry in every
            if not (entry.id in unheard and _sways(entry)) and (self.narrowed or not entry.resolved.alone)
        )
        counting = tuple(effective(heard))
        ever = effective(tuple(entry for entry in heard if not isinstance(entry.fact, EntryStruck)))
        named, services = set[str](), set[str]()
        released, since = set[str](), None
        for entry in counting:
            fact = entry.fact
            if not isinstance(fact, ProtectionFact):
                continue
            if entry.id not in unheard:
                released |= fact.releases - {entry.by.ref}  # nobody is released by their own word
            named = (named | fact.persons_let_in) - fact.persons_taken_out
            services = (services | fact.services_let_in) - fact.services_taken_out
            if fact.binds:
                since = entry.at if since is None else min(since, entry.at)
        told = (entry.fact.services_told for entry in ever if isinstance(entry.fact, ProtectionFact))
        return Matter(
            self.id,
            every,
            frozenset(entry.by.ref for entry in every if is_written(entry)),
            frozenset(named),
            frozenset(services),
            frozenset(released),
            frozenset[str]().union(*told),
            since,
            self.withheld,
            counting,
            corrections_of(heard),
            unheard,
            self.narrowed,
        )


def is_written(entry: Entry) -> bool:
    """Tell whether an entry makes who recorded it an author: not who takes themself out, nor who erases by decision."""
    fact = entry.fact
    return isinstance(fact, ProtectionFact) and isinstance(entry.by, Professional) and not _declines(entry, fact)


def _sways(entry: Entry) -> bool:
    """Tell whether an entry takes others out, or changes what an earlier one counts for."""
    fact = entry.fact
    if isinstance(fact, ProtectionFact):
        return bool(fact.services_taken_out or fact.persons_taken_out - {entry.by.ref})
    return isinstance(fact, OfEntry)


def _declines(entry: Entry, fact: Fact) -> bool:
    """Tell whether somebody takes themself out, which makes them no author."""
    return isinstance(fact, ProtectionFact) and entry.by.ref in fact.persons_taken_out


def by_and_beside(author: str, entries: Sequence[Entry]) -> tuple[tuple[Entry, ...], tuple[Entry, ...]]:
    """Return what somebody wrote of the entries of a book, and what others did."""
    own = tuple(entry for entry in entries if entry.by.ref == author)
    return own, tuple(entry for entry in entries if entry.by.ref != author)
