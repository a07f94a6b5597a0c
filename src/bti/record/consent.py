"""Consent: asked, given, refused, withdrawn, each by one giver and for one scope."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Mapping
from typing import Any, ClassVar, TypeAlias, cast

import attrs

from bti.dates import oslo_date
from bti.errors import InvalidValue
from bti.people import Service
from bti.record.entry import Entry
from bti.record.fact import Category, Fact, Topic, is_a, is_all, is_date, is_note, is_ref, is_refs
from bti.record.note import Note
from bti.record.read_only import read_only
from bti.record.scope import Scope, SharingPurpose
from bti.text import Text

__all__ = [
    "Answer",
    "Asked",
    "Consent",
    "ConsentAsked",
    "ConsentGiven",
    "ConsentRefused",
    "ConsentWithdrawn",
    "Consents",
    "Explained",
    "Form",
    "Scope",
    "SharingPurpose",
    "with_answer",
]


class Explained(enum.Enum):
    """What is told before somebody consents (law Q-03)."""

    WHY = "why"
    WHAT = "what"
    WITH_WHOM = "with_whom"
    FROM_WHOM = "from_whom"
    WHO_HANDLES = "who_handles"
    VOLUNTARY = "voluntary"
    WITHDRAWABLE = "withdrawable"


class Form(enum.Enum):
    """How it was given; tacit consent does not exist here (law Q-04, X-05)."""

    WRITTEN = "written"
    ELECTRONIC = "electronic"
    ORAL = "oral"


def _are_categories(instance: Any, attribute: attrs.Attribute[Any], value: object) -> None:
    named = cast(tuple[object, ...], value) if isinstance(value, tuple) else None
    if named is None or not all(isinstance(one, Category) for one in named):
        raise InvalidValue(f"{type(instance).__name__}.{attribute.name} must be a tuple of Category")


@attrs.frozen(kw_only=True)
class _Scoped(Fact):
    """What every question of consent and every answer to it names.

    Attributes:
        scope: What it is for.
        service: The service, where the scope is for one: bringing it in, or handing over to it; None otherwise.
        arena: The id of the kind of meeting, for `Scope.ARENA`; None otherwise.
        companion: The reference of whom it lets be at meetings, for `Scope.COMPANION`; None otherwise.
    """

    scope: Scope = attrs.field(validator=is_a(Scope))
    service: Service | None = attrs.field(default=None, validator=is_a(Service))
    arena: str | None = attrs.field(default=None, validator=is_ref)
    companion: str | None = attrs.field(default=None, validator=is_ref)

    def __attrs_post_init__(self) -> None:
        name = type(self).__name__
        if self.scope.names_service != (self.service is not None):
            scopes = ", ".join(f"Scope.{one.name}" for one in Scope if one.names_service)
            raise InvalidValue(f"{name}: a service is named exactly when the scope is one of {scopes}")
        if (self.scope is Scope.ARENA) != (self.arena is not None):
            raise InvalidValue(f"{name}: an arena is named exactly when the scope is Scope.ARENA")
        if (self.scope is Scope.COMPANION) != (self.companion is not None):
            raise InvalidValue(f"{name}: a companion is named exactly when the scope is Scope.COMPANION")

    @property
    def target(self) -> str | None:
        """Return what it is for within its scope: the reference of the service or companion, or the id of the arena."""
        return (self.arena or self.companion) if self.service is None else self.service.ref


@attrs.frozen(kw_only=True)
class ConsentAsked(_Scoped):
    """The family has been asked, and told what it means, that it is voluntary and can be withdrawn.

    Attributes:
        of: Those who were asked.
        explained: What was explained; by default all that has to be (law Q-03).
        note: In words, erasable.
    """

    kind: ClassVar[str] = "consent_asked"
    version: ClassVar[int] = 3
    topic: ClassVar[Topic] = Topic.CONSENT
    words: ClassVar[Text] = Text(nb="samtykke bedt om", nn="samtykke bede om", en="consent asked")
    source: ClassVar[str] = "law Q-01, Q-03; Overhalla A.1"

    of: tuple[str, ...] = attrs.field(validator=is_refs)
    explained: tuple[Explained, ...] = attrs.field(default=tuple(Explained), validator=is_all(Explained))
    note: Note | None = attrs.field(default=None, validator=is_note)


@attrs.frozen(kw_only=True)
class ConsentGiven(_Scoped):
    """One giver consents.

    Attributes:
        giver: Who consents.
        form: How.
        categories: Which kinds of information may be shared.
        valid_until: The last date on which it holds, in Europe/Oslo (law Q-08: always set).
        purposes: What it may be shared for; empty: for whatever the scope is for (law Q-02). Without coordination among
            those that are named, the service is shown nothing of the case.
        from_services: The references of the services whose information may be shared; empty: of all who take part.
        excluded: The references of entries, services or persons kept out of it (law Q-07).
        persons: The references of the only employees of the service it is for; empty: whoever has a part there (law
            Q-06: as a rule a consent is for a service, not for somebody by name).
        speaks_for: The references of the persons concerned it is given for; empty: all for whom the giver can speak on
            that date. Who is not born then is spoken for only where they are named (law A-12, Q-02).
        arenas: The ids of the only kinds of meeting the companion may be at; empty: any meeting of the case.
        note: Purpose and exclusions in words, erasable.
    """

    kind: ClassVar[str] = "consent_given"
    version: ClassVar[int] = 3
    topic: ClassVar[Topic] = Topic.CONSENT
    words: ClassVar[Text] = Text(nb="samtykke gitt", nn="samtykke gitt", en="consent given")
    source: ClassVar[str] = "law Q-01, Q-02, Q-04, Q-05, Q-08; Overhalla A.1; Sund"

    giver: str = attrs.field(validator=is_ref)
    form: Form = attrs.field(validator=is_a(Form))
    categories: tuple[Category, ...] = attrs.field(validator=_are_categories)
    valid_until: dt.date = attrs.field(validator=is_date)
    purposes: tuple[SharingPurpose, ...] = attrs.field(default=(), validator=is_all(SharingPurpose))
    from_services: tuple[str, ...] = attrs.field(default=(), validator=is_refs)
    excluded: tuple[str, ...] = attrs.field(default=(), validator=is_refs)
    persons: tuple[str, ...] = attrs.field(default=(), validator=is_refs)
    speaks_for: tuple[str, ...] = attrs.field(default=(), validator=is_refs)
    arenas: tuple[str, ...] = attrs.field(default=(), validator=is_refs)
    note: Note | None = attrs.field(default=None, validator=is_note)

    def __attrs_post_init__(self) -> None:
        _Scoped.__attrs_post_init__(self)
        if self.arenas and self.scope is not Scope.COMPANION:
            raise InvalidValue("ConsentGiven: kinds of meeting are named only when the scope is Scope.COMPANION")


@attrs.frozen(kw_only=True)
class ConsentRefused(_Scoped):
    """One giver says no; the help goes on without (law Q-11, Q-12).

    Attributes:
        giver: Who refuses.
    """

    kind: ClassVar[str] = "consent_refused"
    version: ClassVar[int] = 3
    topic: ClassVar[Topic] = Topic.CONSENT
    words: ClassVar[Text] = Text(nb="samtykke avslått", nn="samtykke avslått", en="consent refused")
    source: ClassVar[str] = "law Q-11, Q-12, Q-13; Tynset, refusal recorded"

    giver: str = attrs.field(validator=is_ref)


@attrs.frozen(kw_only=True)
class ConsentWithdrawn(Fact):
    """A consent is taken back, forward in time only and as easily as it was given.

    Attributes:
        consent: The id of the consent given.
    """

    kind: ClassVar[str] = "consent_withdrawn"
    topic: ClassVar[Topic] = Topic.CONSENT
    words: ClassVar[Text] = Text(nb="samtykke trukket", nn="samtykke trekt", en="consent withdrawn")
    source: ClassVar[str] = "law Q-09, Q-10"

    consent: str = attrs.field(validator=is_ref)


class Answer(enum.Enum):
    """The last a giver said of a scope."""

    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


@attrs.frozen
class Consent:
    """The last answer of one giver for one scope.

    Attributes:
        id: The id of the entry that gave it (of the refusal, where it was refused).
        scope: What it is for.
        target: The reference of the service or companion, or the id of the arena, it is for; None where there is none.
        giver: Whose answer it is.
        answer: Given, refused or withdrawn.
        seq: Where in the book the answer stands.
        categories: Which kinds of information it covers.
        given_on: The date in Europe/Oslo on which it was given; it holds from then on.
        valid_until: The last date on which it holds.
        purposes: What may be shared for; empty: for whatever the scope is for.
        from_services: Whose information may be shared; empty: that of all who take part.
        excluded: What is kept out of it.
        speaks_for: For whom it was given; empty: for all the giver could speak for.
        persons: The only employees it is for; empty: whoever has a part in the service.
        arenas: The only kinds of meeting it is for; empty: any.
    """

    id: str
    scope: Scope
    target: str | None
    giver: str
    answer: Answer
    seq: int
    categories: tuple[Category, ...] = ()
    given_on: dt.date | None = None
    valid_until: dt.date | None = None
    purposes: tuple[SharingPurpose, ...] = ()
    from_services: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    speaks_for: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    arenas: tuple[str, ...] = ()

    def lets(self, person: str) -> bool:
        """Tell whether an employee of the service is one it is for."""
        return person not in self.excluded and (not self.persons or person in self.persons)

    def reaches(self, arena: str | None) -> bool:
        """Tell whether a meeting is of a kind it is for; one of no kind is not where it names the kinds (law Q-02)."""
        return not self.arenas or arena in self.arenas

    def holds_on(self, day: dt.date) -> bool:
        """Tell whether it is given, has begun, and has not run out on a date in Europe/Oslo."""
        begun, until = self.given_on, self.valid_until
        return self.answer is Answer.GIVEN and begun is not None and until is not None and begun <= day <= until


@attrs.frozen
class Asked:
    """One question of consent.

    Attributes:
        scope: What it was for.
        target: The reference of the service or companion, or the id of the arena; None where there is none.
        of: Those who were asked.
        seq: Where in the book it stands.
        explained: What was explained.
        id: The id of the entry that asked it; empty where it was asked in the case that this one took over.
    """

    scope: Scope
    target: str | None
    of: tuple[str, ...]
    seq: int
    explained: tuple[Explained, ...] = tuple(Explained)
    id: str = ""


_Key: TypeAlias = tuple[Scope, str | None, str]


@attrs.frozen
class Consents:
    """The piece of the spine that holds the consents.

    Attributes:
        asked: What was asked for, of whom and where in the book, in order.
        answers: The last answer by scope, what it is for within it, and giver.
        beside: By the same, consents that the giver has given for other persons concerned than the last one names.
        named: The services ever asked about, by reference.
    """

    asked: tuple[Asked, ...] = ()
    answers: Mapping[_Key, Consent] = attrs.field(converter=read_only, factory=dict[_Key, Consent])
    named: Mapping[str, Service] = attrs.field(converter=read_only, factory=dict[str, Service])
    beside: Mapping[_Key, tuple[Consent, ...]] = attrs.field(
        converter=read_only, factory=dict[_Key, tuple[Consent, ...]]
    )

    def given(self) -> tuple[Consent, ...]:
        """Return the consents that have been given and not withdrawn, run out or not."""
        last = (one for one in self.answers.values() if one.answer is Answer.GIVEN)
        return (*last, *(one for consents in self.beside.values() for one in consents))

    def of(self, scope: Scope, target: str | None, giver: str) -> tuple[Consent, ...]:
        """Return what a giver has answered for a scope: the last answer first, then what stands beside it."""
        key = (scope, target, giver)
        last = self.answers.get(key)
        return () if last is None else (last, *self.beside.get(key, ()))


def asked(piece: Consents, entry: Entry, fact: ConsentAsked) -> Consents:
    """Remember what was asked for."""
    asked_for = (*piece.asked, Asked(fact.scope, fact.target, fact.of, entry.seq, fact.explained, entry.id))
    named = piece.named if fact.service is None else {fact.service.ref: fact.service, **piece.named}
    return attrs.evolve(piece, asked=asked_for, named=named)


def given(piece: Consents, entry: Entry, fact: ConsentGiven) -> Consents:
    """Let this be the giver's last answer; what they gave for other persons stands beside it."""
    consent = Consent(
        entry.id,
        fact.scope,
        fact.target,
        fact.giver,
        Answer.GIVEN,
        entry.seq,
        fact.categories,
        oslo_date(entry.at),
        fact.valid_until,
        fact.purposes,
        fact.from_services,
        fact.excluded,
        fact.speaks_for,
        fact.persons,
        fact.arenas,
    )
    return with_answer(piece, consent)


def refused(piece: Consents, entry: Entry, fact: ConsentRefused) -> Consents:
    """Let this be the giver's last answer."""
    return with_answer(piece, Consent(entry.id, fact.scope, fact.target, fact.giver, Answer.REFUSED, entry.seq))


def withdrawn(piece: Consents, entry: Entry, fact: ConsentWithdrawn) -> Consents:
    """Mark the consent as withdrawn; what was done under it stays lawful."""
    consent = next(one for one in piece.given() if one.id == fact.consent)
    key = (consent.scope, consent.target, consent.giver)
    if piece.answers[key].id != consent.id:
        left = tuple(one for one in piece.beside[key] if one.id != consent.id)
        return attrs.evolve(piece, beside={**piece.beside, key: left})
    gone = Consent(consent.id, consent.scope, consent.target, consent.giver, Answer.WITHDRAWN, entry.seq)
    return attrs.evolve(piece, answers={**piece.answers, key: gone})


def with_answer(piece: Consents, consent: Consent) -> Consents:
    """Let this be its giver's last answer for its scope.

    A yes for named persons leaves standing what the same giver has said yes to for others; a no ends all of it.
    """
    key = (consent.scope, consent.target, consent.giver)
    stays: tuple[Consent, ...] = ()
    if consent.answer is Answer.GIVEN and consent.speaks_for:
        before = (one for one in piece.of(*key) if one.answer is Answer.GIVEN)
        stays = tuple(one for one in before if one.speaks_for and not {*one.speaks_for} & {*consent.speaks_for})
    beside = {other: consents for other, consents in piece.beside.items() if other != key}
    if stays:
        beside[key] = stays
    return attrs.evolve(piece, answers={**piece.answers, key: consent}, beside=beside)
