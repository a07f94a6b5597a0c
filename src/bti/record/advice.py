"""Advice from outside the case: asked anonymously or with consent, and received."""

from __future__ import annotations

import enum
from typing import ClassVar

import attrs

from bti.people import Service
from bti.record.fact import Audience, Content, Topic, is_a, is_count
from bti.text import Text

__all__ = ["AdviceGround", "AdviceReceived", "AnonymousDiscussionHeld", "DiscussionPurpose"]


class AdviceGround(enum.Enum):
    """How the adviser could be asked."""

    ANONYMOUS = "anonymous"
    CONSENT = "consent"


@attrs.frozen(kw_only=True)
class AdviceReceived(Content):
    """A side body, or a service that takes no part, has given advice; the case stays where it stands.

    Attributes:
        adviser: The service or body that gave it.
        ground: Whether it was asked anonymously or with consent.
    """

    kind: ClassVar[str] = "advice_received"
    topic: ClassVar[Topic] = Topic.MEETING
    commutes: ClassVar[bool] = True
    words: ClassVar[Text] = Text(nb="råd mottatt", nn="råd teke imot", en="advice received")
    source: ClassVar[str] = "Risør 2.5, 3.5, Koordinerende enhet; Øygarden, konsultasjonsteam; Sula, drøft; law C-02"

    adviser: Service = attrs.field(validator=is_a(Service))
    ground: AdviceGround = attrs.field(validator=is_a(AdviceGround))


class DiscussionPurpose(enum.Enum):
    """What an anonymous discussion is for."""

    GROUND = "ground"  # whether there is ground to go on with a concern
    HELP = "help"  # which help there is, and whom to ask for it
    CONDUCT = "conduct"  # how to talk with the child and the family, what to do next
    OTHER = "other"


@attrs.frozen(kw_only=True)
class AnonymousDiscussionHeld(Content):
    """Something was discussed with another service with nobody to be recognised (anonym drøfting, NN-sak).

    It has no field for a person, a document or another entry. The note is read by no rule: whoever writes it sees to it
    that nobody can be recognised in what was said, and says how many it could have been about.

    Attributes:
        asked: The service it was discussed with.
        purpose: What for.
        fits: How many persons what was said would fit, as judged by whoever said it; None where nobody has judged.
    """

    kind: ClassVar[str] = "anonymous_discussion_held"
    version: ClassVar[int] = 2
    topic: ClassVar[Topic] = Topic.MEETING
    shown_to: ClassVar[Audience] = Audience.FAMILY
    commutes: ClassVar[bool] = True
    words: ClassVar[Text] = Text(
        nb="anonym drøfting holdt", nn="anonym drøfting halden", en="anonymous discussion held"
    )
    source: ClassVar[str] = "law C-10; Sula, NN-sak; Overhalla A.1; Risør health 0.3"

    asked: Service = attrs.field(validator=is_a(Service))
    purpose: DiscussionPurpose = attrs.field(validator=is_a(DiscussionPurpose))
    fits: int | None = attrs.field(default=None, validator=attrs.validators.optional(is_count))
