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
from bti.record.fact import Category, Fact, Topic, is_a, is_date, is_note, is_ref, is_refs
from bti.record.note import Note
from bti.record.read_only import read_only
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
    "Form",
    "Scope",
]


class Scope(enum.Enum):
    """What a consent is for: each scope is asked for by itself (law Q-02, Q-05)."""

    __hash__ = object.__hash__  # the members' own, in Python, costs more than a look-up

    LOG = "log"  # open the relay log
    SERVICE = "service"  # bring in one named service and share with it


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
        service: The service, for `Scope.SERVICE`; None otherwise.
    """

    scope: Scope = attrs.field(validator=is_a(Scope))
    service: Service | None = attrs.field(default=None, validator=is_a(Service))

    def __attrs_post_init__(self) -> None:
        if (self.scope is Scope.SERVICE) != (self.service is not None):
            raise InvalidValue(f"{type(self).__name__}: a service is named exactly when the scope is Scope.SERVICE")


@attrs.frozen(kw_only=True)
class ConsentAsked(_Scoped):
    """The family has been asked, and told what it means, that it is voluntary and can be withdrawn.

    Attributes:
        of: Those who were asked.
        note: What was explained, erasable (law Q-03).
    """

    kind: ClassVar[str] = "consent_asked"
    topic: ClassVar[Topic] = Topic.CONSENT
    words: ClassVar[Text] = Text(nb="samtykke bedt om", nn="samtykke bede om", en="consent asked")
    source: ClassVar[str] = "law Q-01, Q-03; Overhalla A.1"

    of: tuple[str, ...] = attrs.field(validator=is_refs)
    note: Note | None = attrs.field(default=None, validator=is_note)


@attrs.frozen(kw_only=True)
class ConsentGiven(_Scoped):
    """One giver consents.

    Attributes:
        giver: Who consents.
        form: How.
        categories: Which kinds of information may be shared.
        valid_until: The last date on which it holds, in Europe/Oslo (law Q-08: always set).
        note: Purpose and exclusions in words, erasable.
    """

    kind: ClassVar[str] = "consent_given"
    topic: ClassVar[Topic] = Topic.CONSENT
    words: ClassVar[Text] = Text(nb="samtykke gitt", nn="samtykke gitt", en="consent given")
    source: ClassVar[str] = "law Q-01, Q-02, Q-04, Q-05, Q-08; Overhalla A.1; Sund"

    giver: str = attrs.field(validator=is_ref)
    form: Form = attrs.field(validator=is_a(Form))
    categories: tuple[Category, ...] = attrs.field(validator=_are_categories)
    valid_until: dt.date = attrs.field(validator=is_date)
    note: Note | None = attrs.field(default=None, validator=is_note)


@attrs.frozen(kw_only=True)
class ConsentRefused(_Scoped):
    """One giver says no; the help goes on without (law Q-11, Q-12).

    Attributes:
        giver: Who refuses.
    """

    kind: ClassVar[str] = "consent_refused"
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
        service: The reference of the service, for `Scope.SERVICE`.
        giver: Whose answer it is.
        answer: Given, refused or withdrawn.
        seq: Where in the book the answer stands.
        categories: Which kinds of information it covers.
        given_on: The date in Europe/Oslo on which it was given; it holds from then on.
        valid_until: The last date on which it holds.
    """

    id: str
    scope: Scope
    service: str | None
    giver: str
    answer: Answer
    seq: int
    categories: tuple[Category, ...] = ()
    given_on: dt.date | None = None
    valid_until: dt.date | None = None

    def holds_on(self, day: dt.date) -> bool:
        """Tell whether it is given, has begun, and has not run out on a date in Europe/Oslo."""
        begun, until = self.given_on, self.valid_until
        return self.answer is Answer.GIVEN and begun is not None and until is not None and begun <= day <= until


@attrs.frozen
class Asked:
    """One question of consent.

    Attributes:
        scope: What it was for.
        service: The reference of the service, for `Scope.SERVICE`.
        of: Those who were asked.
        seq: Where in the book it stands.
    """

    scope: Scope
    service: str | None
    of: tuple[str, ...]
    seq: int


_Key: TypeAlias = tuple[Scope, str | None, str]


@attrs.frozen
class Consents:
    """The piece of the spine that holds the consents.

    Attributes:
        asked: What was asked for, of whom and where in the book, in order.
        answers: The last answer by scope, service reference and giver.
        named: The services ever asked about, by reference.
    """

    asked: tuple[Asked, ...] = ()
    answers: Mapping[_Key, Consent] = attrs.field(converter=read_only, factory=dict[_Key, Consent])
    named: Mapping[str, Service] = attrs.field(converter=read_only, factory=dict[str, Service])

    def given(self) -> tuple[Consent, ...]:
        """Return the consents that have been given and not withdrawn, run out or not."""
        return tuple(one for one in self.answers.values() if one.answer is Answer.GIVEN)


def asked(piece: Consents, entry: Entry, fact: ConsentAsked) -> Consents:
    """Remember what was asked for."""
    asked_for = (*piece.asked, Asked(fact.scope, _ref(fact.service), fact.of, entry.seq))
    named = piece.named if fact.service is None else {fact.service.ref: fact.service, **piece.named}
    return Consents(asked_for, piece.answers, named)


def given(piece: Consents, entry: Entry, fact: ConsentGiven) -> Consents:
    """Let this be the giver's last answer."""
    consent = Consent(
        entry.id,
        fact.scope,
        _ref(fact.service),
        fact.giver,
        Answer.GIVEN,
        entry.seq,
        fact.categories,
        oslo_date(entry.at),
        fact.valid_until,
    )
    return _answered(piece, consent)


def refused(piece: Consents, entry: Entry, fact: ConsentRefused) -> Consents:
    """Let this be the giver's last answer."""
    return _answered(piece, Consent(entry.id, fact.scope, _ref(fact.service), fact.giver, Answer.REFUSED, entry.seq))


def withdrawn(piece: Consents, entry: Entry, fact: ConsentWithdrawn) -> Consents:
    """Mark the consent as withdrawn; what was done under it stays lawful."""
    consent = next(one for one in piece.answers.values() if one.id == fact.consent)
    return _answered(
        piece, Consent(consent.id, consent.scope, consent.service, consent.giver, Answer.WITHDRAWN, entry.seq)
    )


def _answered(piece: Consents, consent: Consent) -> Consents:
    key = (consent.scope, consent.service, consent.giver)
    return Consents(piece.asked, {**piece.answers, key: consent}, piece.named)


def _ref(service: Service | None) -> str | None:
    return None if service is None else service.ref
