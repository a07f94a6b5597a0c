"""Protected matters: suspicion and report, each in a book of its own that only its insiders know of.

These facts have form checks and no guards: any professional may record them, participant or not, in any case, open,
closed or unknown (I-07; law D-01, D-04, D-10). An insider is the author, the service that receives a report, or
somebody an insider has named; nobody by title.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import attrs

from bti.people import Actor, Professional, Service
from bti.record.entry import Entry
from bti.record.fact import Audience, Content, Topic, is_a, is_ref
from bti.text import Text

__all__ = ["Matter", "ReportedToChildWelfare", "SuspicionRecorded"]


@attrs.frozen(kw_only=True)
class SuspicionRecorded(Content):
    """Suspected violence, abuse or serious neglect is written down.

    Attributes:
        matter: The id of a matter it belongs to; None begins a new one.
    """

    kind: ClassVar[str] = "suspicion_recorded"
    topic: ClassVar[Topic] = Topic.PROTECTION
    shown_to: ClassVar[Audience] = Audience.HOME
    commutes: ClassVar[bool] = True
    words: ClassVar[Text] = Text(nb="mistanke skrevet ned", nn="mistanke skriven ned", en="suspicion recorded")
    source: ClassVar[str] = "law D-03, D-05; Sortland, special path on violence and abuse"

    matter: str | None = attrs.field(default=None, validator=is_ref)


@attrs.frozen(kw_only=True)
class ReportedToChildWelfare(Content):
    """The statutory report (bekymringsmelding) has been sent.

    Attributes:
        matter: The id of a matter it belongs to; None begins a new one.
        receiver: The child welfare service it went to, whose employees become insiders.
    """

    kind: ClassVar[str] = "reported_to_child_welfare"
    topic: ClassVar[Topic] = Topic.PROTECTION
    shown_to: ClassVar[Audience] = Audience.HOME
    commutes: ClassVar[bool] = True
    words: ClassVar[Text] = Text(
        nb="bekymringsmelding sendt", nn="bekymringsmelding send", en="reported to child welfare"
    )
    source: ClassVar[str] = "law D-01, D-02, D-04, D-10, F-01"

    matter: str | None = attrs.field(default=None, validator=is_ref)
    receiver: Service = attrs.field(validator=is_a(Service))


@attrs.frozen
class Matter:
    """One protected matter, folded from its book.

    Attributes:
        id: Random and its own: an id the host chose for an entry could be one that a matter nobody may know of has.
        entries: Its book.
        persons: Insiders by reference.
        services: Insiders by service.
    """

    id: str
    entries: tuple[Entry, ...] = ()
    persons: frozenset[str] = frozenset()
    services: frozenset[str] = frozenset()

    def knows(self, actor: Actor, *, kin: bool) -> bool:
        """Tell whether an actor is an insider.

        Args:
            actor: Who asks.
            kin: Whether they are guardian, person concerned, related or private in this case; such a person is never
                an insider through their service, and of a matter they began sees what they wrote and no more.
        """
        if not isinstance(actor, Professional):
            return False
        return actor.ref in self.persons or (not kin and actor.service.ref in self.services)

    def grown(self, entries: Sequence[Entry]) -> Matter:
        """Return the matter with more entries at its end."""
        persons = set(self.persons)
        services = set(self.services)
        for entry in entries:
            if isinstance(entry.by, Professional):
                persons.add(entry.by.ref)
            if isinstance(entry.fact, ReportedToChildWelfare):
                services.add(entry.fact.receiver.ref)
        return Matter(self.id, (*self.entries, *entries), frozenset(persons), frozenset(services))
