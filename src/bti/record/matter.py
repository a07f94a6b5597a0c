"""Protected matters, each in a book of its own that only its insiders know of: what every fact of one has in common.

These facts have form checks and no guards: any professional may record them, participant or not, in any case, open,
closed or unknown (I-07; law D-01, D-04, D-06, D-07, D-10). An insider is the author, the service that receives a
report, or whom an insider has named; nobody by title. What is recorded in a matter changes nothing in the case book,
and what stands in the case book is never asked for permission.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import ClassVar

import attrs

from bti.people import Actor, Professional
from bti.record.correction import Corrections, EntryStruck, OfEntry, corrections_of, effective, without_erased
from bti.record.entry import Entry
from bti.record.fact import Audience, Content, Fact, Topic, is_ref

__all__ = ["BesideFact", "Matter", "ProtectionFact", "by_and_beside"]


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
        entries: Its book; of one narrowed to an author who is kin, what they wrote in it.
        authors: Who recorded something in it, by reference.
        named: Insiders whom an insider named, by reference.
        services: Insiders by service whom an insider named.
        told: Insiders by service: those that received a report.
        since: The earliest instant at which what binds its insiders happened (law D-05); None where nothing does.
        released: The guardians who may be told, since child welfare or the police have said so.
        withheld: Of one narrowed to an author who is kin, what others wrote; no answer reads it, and it only keeps
            what the author goes on to write in the order of the book.
        counting: Of its book, what counts: struck entries left out, corrected ones with the right fact.
        corrections: What became of its entries.

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

    def narrowed_to(self, author: str) -> Matter:
        """Return the matter as if its author had been alone with it: who is kin sees what they wrote and no more."""
        own, others = by_and_beside(author, self.entries)
        return attrs.evolve(Matter(self.id).grown(own), withheld=(*self.withheld, *others))

    def knows(self, actor: Actor, *, kin: bool) -> bool:
        """Tell whether an actor is an insider.

        Args:
            actor: Who asks.
            kin: Whether they are guardian, person concerned, related or private in this case; such a person is never
                an insider through their service or because they were named, and of a matter they began sees what they
                wrote and no more.
        """
        if not isinstance(actor, Professional):
            return False
        if actor.ref in self.authors:
            return True
        return not kin and (actor.ref in self.named or actor.service.ref in self.services | self.told)

    def without(self, ids: frozenset[str]) -> Matter:
        """Return the matter as if these entries had never been in it; the very same where there are none."""
        kept = tuple(entry for entry in self.entries if entry.id not in ids)
        return attrs.evolve(Matter(self.id).grown(kept), withheld=self.withheld) if ids else self

    def grown(self, entries: Sequence[Entry]) -> Matter:
        """Return the matter with more entries at its end."""
        return self._folded(without_erased((*self.entries, *entries)), lambda ref: False)

    def unswayed_by(self, kin: Callable[[str], bool]) -> Matter:
        """Return the matter as it is for insiders when some of those who wrote in it are kin of the case.

        Whoever is takes nobody out but themself, and that they strike or correct what they wrote, or say that a
        guardian may be told, ends nothing for others: it stands in the book, and changes what they alone are bound by.
        All of it is admitted, since a refusal would tell that they are known to be kin.

        Args:
            kin: Tells who is, by reference.
        """
        return self._folded(self.entries, kin) if any(_sways(one) or _releases(one) for one in self.entries) else self

    def _folded(self, every: tuple[Entry, ...], kin: Callable[[str], bool]) -> Matter:
        heard = tuple(entry for entry in every if not (_sways(entry) and kin(entry.by.ref)))
        counting = tuple(effective(heard))
        ever = effective(tuple(entry for entry in heard if not isinstance(entry.fact, EntryStruck)))
        named, services = set[str](), set[str]()
        released, since = set[str](), None
        for entry in counting:
            fact = entry.fact
            if not isinstance(fact, ProtectionFact):
                continue
            if not kin(entry.by.ref):
                released |= fact.releases - {entry.by.ref}  # nobody is released by their own word
            named = (named | fact.persons_let_in) - fact.persons_taken_out
            services = (services | fact.services_let_in) - fact.services_taken_out
            if fact.binds:
                since = entry.at if since is None else min(since, entry.at)
        told = (entry.fact.services_told for entry in ever if isinstance(entry.fact, ProtectionFact))
        return Matter(
            self.id,
            every,
            frozenset(entry.by.ref for entry in every if _is_written(entry)),
            frozenset(named),
            frozenset(services),
            frozenset(released),
            frozenset[str]().union(*told),
            since,
            self.withheld,
            counting,
            corrections_of(heard),
        )


def _is_written(entry: Entry) -> bool:
    """Tell whether an entry makes who recorded it an author: not who takes themself out, nor who erases by decision."""
    fact = entry.fact
    return isinstance(fact, ProtectionFact) and isinstance(entry.by, Professional) and not _declines(entry, fact)


def _sways(entry: Entry) -> bool:
    """Tell whether an entry takes others out, or changes what an earlier one counts for."""
    fact = entry.fact
    if isinstance(fact, ProtectionFact):
        return bool(fact.services_taken_out or fact.persons_taken_out - {entry.by.ref})
    return isinstance(fact, OfEntry)


def _releases(entry: Entry) -> bool:
    """Tell whether an entry says that a guardian may be told."""
    return isinstance(entry.fact, ProtectionFact) and bool(entry.fact.releases)


def _declines(entry: Entry, fact: Fact) -> bool:
    """Tell whether somebody takes themself out, which makes them no author."""
    return isinstance(fact, ProtectionFact) and entry.by.ref in fact.persons_taken_out


def by_and_beside(author: str, entries: Sequence[Entry]) -> tuple[tuple[Entry, ...], tuple[Entry, ...]]:
    """Return what somebody wrote of the entries of a book, and what others did."""
    own = tuple(entry for entry in entries if entry.by.ref == author)
    return own, tuple(entry for entry in entries if entry.by.ref != author)
