"""The concern: raised, put into words, handed on, shared with those it is about; and what its reporter is told."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Mapping
from typing import ClassVar

import attrs

from bti.errors import InvalidValue
from bti.record.entry import Entry
from bti.record.fact import Audience, Content, Fact, Topic, is_a, is_date, is_ref
from bti.record.life import CaseReopened
from bti.record.read_only import read_only
from bti.text import Text

__all__ = [
    "Concern",
    "ConcernDescribed",
    "ConcernOwnerChanged",
    "ConcernRaised",
    "ConcernShared",
    "Concerns",
    "Feedback",
    "FeedbackGiven",
    "SharedWith",
    "SharingPostponed",
]


class SharedWith(enum.Enum):
    """With whom a concern is shared; the order differs by guide and is the guide's."""

    LEADER = "leader"
    COLLEAGUE = "colleague"
    GUARDIAN = "guardian"
    CHILD = "child"


@attrs.frozen(kw_only=True)
class ConcernRaised(Content):
    """Somebody wonders or worries (undring, bekymring; undring, uro). Not a report to child welfare.

    A professional of the home service who raises it owns it; for everybody else's concern the leader of the home
    service answers.
    """

    kind: ClassVar[str] = "concern_raised"
    topic: ClassVar[Topic] = Topic.CONCERN
    shown_to: ClassVar[Audience] = Audience.HOME
    commutes: ClassVar[bool] = True
    words: ClassVar[Text] = Text(nb="bekymring meldt inn", nn="uro meld inn", en="concern raised")
    source: ClassVar[str] = "Sortland 0.1; Inderøy and Tromsø 2025 (residents)"


@attrs.frozen(kw_only=True)
class ConcernDescribed(Content):
    """The concern is put into concrete words.

    Attributes:
        concern: The concern's id.
    """

    kind: ClassVar[str] = "concern_described"
    topic: ClassVar[Topic] = Topic.CONCERN
    shown_to: ClassVar[Audience] = Audience.HOME
    words: ClassVar[Text] = Text(nb="bekymring konkretisert", nn="uro konkretisert", en="concern described")
    source: ClassVar[str] = "Sortland 0.2; Marker 0.2; Risør 0.2"

    concern: str = attrs.field(validator=is_ref)


@attrs.frozen(kw_only=True)
class ConcernShared(Content):
    """The concern is shared; a guardian or child it is shared with has been told from then on.

    Attributes:
        concern: The concern's id.
        with_: With whom.
        person: The guardian's or person concerned's reference; for leader and colleague it may be left out.
    """

    kind: ClassVar[str] = "concern_shared"
    topic: ClassVar[Topic] = Topic.CONCERN
    shown_to: ClassVar[Audience] = Audience.FAMILY
    words: ClassVar[Text] = Text(nb="bekymring delt", nn="uro delt", en="concern shared")
    source: ClassVar[str] = "Sortland 0.2, 0.3; Overhalla 0.2, 0.3"

    concern: str = attrs.field(validator=is_ref)
    with_: SharedWith = attrs.field(validator=is_a(SharedWith))
    person: str | None = attrs.field(default=None, validator=is_ref)


@attrs.frozen(kw_only=True)
class SharingPostponed(Fact):
    """The talk with the family waits, with no reason given, so that "not yet" never tells why.

    Attributes:
        concern: The concern's id.
        until: Through which date, in Europe/Oslo.
    """

    kind: ClassVar[str] = "sharing_postponed"
    topic: ClassVar[Topic] = Topic.CONCERN
    shown_to: ClassVar[Audience] = Audience.HOME
    words: ClassVar[Text] = Text(nb="deling utsatt", nn="deling utsett", en="sharing postponed")
    source: ClassVar[str] = "model 6; law D-05"

    concern: str = attrs.field(validator=is_ref)
    until: dt.date = attrs.field(validator=is_date)


@attrs.frozen(kw_only=True)
class ConcernOwnerChanged(Fact):
    """A concern gets another owner (den som eier undringen; den som eig undringa).

    Who owns the concern the case began with answers for the case until a holder has accepted, so that nobody stops
    answering by changing job or falling ill.

    Attributes:
        concern: The concern's id.
        owner: The professional of the home service who owns it from now on.
    """

    kind: ClassVar[str] = "concern_owner_changed"
    topic: ClassVar[Topic] = Topic.CONCERN
    words: ClassVar[Text] = Text(
        nb="bekymringen har fått ny eier", nn="uroa har fått ny eigar", en="concern has a new owner"
    )
    source: ClassVar[str] = "model 4, I-01; who hands it on to whom is said by no guide: a setting of the model"

    concern: str = attrs.field(validator=is_ref)
    owner: str = attrs.field(validator=is_ref)


class Feedback(enum.Enum):
    """What may be said to somebody from outside who raised a concern: nothing of what is in the case."""

    RECEIVED = "received"
    FOLLOWED_UP = "followed_up"
    CANNOT_SAY_MORE = "cannot_say_more"


@attrs.frozen(kw_only=True)
class FeedbackGiven(Content):
    """Whoever raised a concern from outside is answered (tilbakemelding), without being told anything.

    What was said is a code, and the note is of what was said. It stays in the home service, and others do not even
    see that there is such a fact: that somebody outside is spoken with tells that somebody outside has spoken.

    That feedback is owed is the model's; no source states its words. Feedback to those who report to child welfare is
    another thing (law F), and child welfare's.

    Attributes:
        concern: The id of the concern whose reporter was answered.
        said: What they were told.
    """

    kind: ClassVar[str] = "feedback_given"
    topic: ClassVar[Topic] = Topic.CONCERN
    shown_to: ClassVar[Audience] = Audience.HOME
    commutes: ClassVar[bool] = True
    discreet: ClassVar[bool] = True
    words: ClassVar[Text] = Text(
        nb="tilbakemelding til den som meldte", nn="tilbakemelding til den som melde frå", en="feedback to the reporter"
    )
    source: ClassVar[str] = "model 3, residents; Inderøy and Tromsø 2025 let residents raise a concern; law C-01"

    concern: str = attrs.field(validator=is_ref)
    said: Feedback = attrs.field(validator=is_a(Feedback))

    def __attrs_post_init__(self) -> None:
        if self.audience not in (None, Audience.HOME):
            raise InvalidValue("FeedbackGiven.audience: who raised it from outside is the home service's to know")


@attrs.frozen
class Concern:
    """One concern on the spine.

    Attributes:
        id: The id of the entry that raised it.
        owner: The professional who owns it; None: the leader of the home service answers for it.
        by: Who raised it; None where that is not known here (a case taken over).
    """

    id: str
    owner: str | None
    by: str | None


@attrs.frozen
class Concerns:
    """The piece of the spine that holds the concerns.

    Attributes:
        raised: By id, in the order they were raised.
        shared: With whom and from which entry on, in order: (with, person, seq).
    """

    raised: Mapping[str, Concern] = attrs.field(converter=read_only, factory=dict[str, Concern])
    shared: tuple[tuple[SharedWith, str | None, int], ...] = ()

    @property
    def first(self) -> Concern | None:
        """Return the concern the case began with."""
        return next(iter(self.raised.values()), None)


def raised(piece: Concerns, entry: Entry, fact: ConcernRaised) -> Concerns:
    """Add the concern with the owner admission found."""
    return Concerns({**piece.raised, entry.id: Concern(entry.id, entry.resolved.owner, entry.by.ref)}, piece.shared)


def owner_changed(piece: Concerns, entry: Entry, fact: ConcernOwnerChanged) -> Concerns:
    """Hand it on, in its place."""
    old = piece.raised[fact.concern]
    return Concerns({**piece.raised, old.id: Concern(old.id, fact.owner, old.by)}, piece.shared)


def shared(piece: Concerns, entry: Entry, fact: ConcernShared) -> Concerns:
    """Remember with whom and when."""
    return Concerns(piece.raised, (*piece.shared, (fact.with_, fact.person, entry.seq)))


def reopened(piece: Concerns, entry: Entry, fact: CaseReopened) -> Concerns:
    """Let the first concern be owned by whoever was named; where none was ever raised, the reopening stands for one."""
    first = piece.first
    owned = Concern(entry.id, fact.owner, None) if first is None else attrs.evolve(first, owner=fact.owner)
    return attrs.evolve(piece, raised={**piece.raised, owned.id: owned})
