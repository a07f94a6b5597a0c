"""A service's own book: its working notes and contacts, beside the case book, known to nobody outside the service.

Child welfare, health services, social services and others keep secret that they know somebody at all (law C-02). What
such a service notes before everybody who takes part may know of it stands in a book of its own, which changes nothing
in the case book and shows nowhere outside the service: neither as a line nor as a book. Like a protected matter it has
checks of form and no guards, since any other answer would tell of the case book, or of who is in it; unlike one it
needs nobody to be let in: who works for the service may read it, and whoever is kin of the case reads what they wrote.

What makes the presence known is a consent: the family consents to the service, and it joins the case book
(`ServiceJoined`). The own book stays the service's also then. Nobody consented to what was written while the service
could not be known, so none of it is opened by a later consent; what the others are to know is written anew in the case
book, under that consent, and `OwnEntryPassedOn` says in the own book where.

That any service may keep one, the stricter kinds and others, is decided here: a refusal by kind of service would need
the guide of a case that the writer may not know. Source: law C-02 (the display rule is inferred); model 6.
"""

from __future__ import annotations

import enum
import hashlib
from collections.abc import Sequence
from typing import ClassVar

import attrs

from bti.errors import InvalidValue
from bti.people import Actor, Professional, Service
from bti.record.correction import Corrections, OfEntry, corrections_of, effective, without_erased
from bti.record.entry import Entry
from bti.record.fact import Topic, is_a, is_ref, is_refs
from bti.record.matter import BesideFact, by_and_beside
from bti.text import Text

__all__ = [
    "ContactForm",
    "OwnBook",
    "OwnBookFact",
    "OwnContactHad",
    "OwnEntryPassedOn",
    "OwnNoteWritten",
    "own_book_id",
]


@attrs.frozen(kw_only=True)
class OwnBookFact(BesideFact):
    """A fact of a service's own book: that of the service its recorder comes from."""

    topic: ClassVar[Topic] = Topic.OWN_BOOK


@attrs.frozen(kw_only=True)
class OwnNoteWritten(OwnBookFact):
    """A working note (arbeidsnotat); what it says stands in the note.

    Attributes:
        about: The id of an entry it is about, in the service's own book or in the case book where the recorder may
            read that; None: about the child and the family as such.
    """

    kind: ClassVar[str] = "own_note_written"
    words: ClassVar[Text] = Text(
        nb="arbeidsnotat i tjenestens egen bok", nn="arbeidsnotat i eiga bok for tenesta", en="note in the own book"
    )
    source: ClassVar[str] = "law C-02; model 6: an own book for a service that keeps working notes or must not show"

    about: str | None = attrs.field(default=None, validator=is_ref)


class ContactForm(enum.Enum):
    """How a service was in contact with somebody."""

    TALK = "talk"
    PHONE = "phone"
    WRITING = "writing"
    VISIT = "visit"
    OTHER = "other"


@attrs.frozen(kw_only=True)
class OwnContactHad(OwnBookFact):
    """The service was in contact with somebody; that it was is secret itself (law C-02).

    Attributes:
        with_persons: Whom with, by reference.
        how: In which form.
    """

    kind: ClassVar[str] = "own_contact_had"
    words: ClassVar[Text] = Text(
        nb="kontakt notert i tjenestens egen bok",
        nn="kontakt notert i eiga bok for tenesta",
        en="contact noted in the own book",
    )
    source: ClassVar[str] = "law C-02: the contact itself is secret; model 6"

    with_persons: tuple[str, ...] = attrs.field(validator=is_refs)
    how: ContactForm = attrs.field(validator=is_a(ContactForm))

    def __attrs_post_init__(self) -> None:
        if not self.with_persons:
            raise InvalidValue("OwnContactHad.with_persons must name at least one")


@attrs.frozen(kw_only=True)
class OwnEntryPassedOn(OwnBookFact):
    """What an entry of the own book says has been written in the case book, for those who take part there.

    Attributes:
        entry: The id of the entry of the own book.
        into: The id of the entry of the case book, one from the same service.
    """

    kind: ClassVar[str] = "own_entry_passed_on"
    words: ClassVar[Text] = Text(
        nb="tatt inn i saken fra tjenestens egen bok",
        nn="teke inn i saka frå eiga bok for tenesta",
        en="brought into the case from the own book",
    )
    source: ClassVar[str] = "law C-02, Q-05; that an own book says what became of it is decided here"

    entry: str = attrs.field(validator=is_ref)
    into: str = attrs.field(validator=is_ref)


def own_book_id(case: str, service: str, apart: str | None = None) -> str:
    """Return the id of a service's own book in a case: the same for all who write in it.

    It tells nothing to whoever does not know the case and the service; who knows both can make it, so names of books
    are shown to nobody (docs/hosts.md).

    Args:
        case: The id of the case.
        service: The reference of the service.
        apart: The reference of an employee who is kin of the case and may not know of the service's book: theirs
            begins apart, so that nothing they meet tells whether there is another.
    """
    named = (case, service) if apart is None else (case, service, apart)
    return hashlib.sha256("\n".join(named).encode()).hexdigest()[:32]


@attrs.frozen
class OwnBook:
    """A service's own book, folded.

    Attributes:
        id: As `own_book_id` makes it.
        entries: Its entries.
        service: The service whose it is; None while nothing stands in it.
        authors: Who recorded something in it, by reference.
        withheld: Of one narrowed to an author who is kin, what others wrote, as in a protected matter.
        counting: Of its entries, those that count: struck ones left out, corrected ones with the right fact.
        corrections: What became of them.
    """

    id: str
    entries: tuple[Entry, ...] = ()
    service: Service | None = None
    authors: frozenset[str] = frozenset()
    withheld: tuple[Entry, ...] = attrs.field(default=(), repr=False)
    counting: tuple[Entry, ...] = attrs.field(default=(), repr=False, eq=False)
    corrections: Corrections = attrs.field(factory=Corrections, repr=False, eq=False)

    def narrowed_to(self, author: str) -> OwnBook:
        """Return the book as if its author had been alone with it: who is kin sees what they wrote and no more."""
        own, others = by_and_beside(author, self.entries)
        return attrs.evolve(OwnBook(self.id).grown(own), withheld=(*self.withheld, *others))

    def knows(self, actor: Actor, *, kin: bool) -> bool:
        """Tell whether an actor may know of it: who comes for the service; whoever is kin, where they wrote in it."""
        if self.service is None or not isinstance(actor, Professional) or actor.service.ref != self.service.ref:
            return False
        return not kin or actor.ref in self.authors

    def without(self, ids: frozenset[str]) -> OwnBook:
        """Return the book as if these entries had never been in it; the very same where there are none."""
        kept = tuple(entry for entry in self.entries if entry.id not in ids)
        return attrs.evolve(OwnBook(self.id).grown(kept), withheld=self.withheld) if ids else self

    def grown(self, entries: Sequence[Entry]) -> OwnBook:
        """Return the book with more entries at its end."""
        every = without_erased((*self.entries, *entries))
        service = next((entry.by.service for entry in every if isinstance(entry.by, Professional)), None)
        authors = self.authors | {entry.by.ref for entry in entries if not isinstance(entry.fact, OfEntry)}
        return OwnBook(self.id, every, service, authors, self.withheld, tuple(effective(every)), corrections_of(every))
