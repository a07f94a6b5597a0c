"""The choice of the holder, weighed."""

from __future__ import annotations

import enum
from typing import ClassVar

import attrs

from bti.errors import InvalidValue
from bti.record.fact import Content, Topic, is_a, is_all, is_ref
from bti.text import Text

__all__ = ["Criterion", "HolderChoice", "HolderChoiceWeighed"]


class Criterion(enum.Enum):
    """What is weighed when the holder is chosen."""

    FAMILYS_WISH = "familys_wish"
    MEASURES = "measures"  # their kind and extent
    COORDINATION = "coordination"  # how much is needed, and the kind of post the participants have


class HolderChoice(enum.Enum):
    """What the weighing came to."""

    KEEP = "keep"  # the holder goes on
    OTHER = "other"  # somebody else is to be offered it
    ANEW = "anew"  # it is decided anew, together with those concerned


@attrs.frozen(kw_only=True)
class HolderChoiceWeighed(Content):
    """It was weighed who should hold the baton; the baton itself moves by an offer only (I-02).

    Attributes:
        criteria: What was weighed.
        decision: What it came to.
        to: The professional who is to be offered the baton, named exactly when it is to be somebody else.
    """

    kind: ClassVar[str] = "holder_choice_weighed"
    topic: ClassVar[Topic] = Topic.BATON
    words: ClassVar[Text] = Text(
        nb="valg av stafettholder vurdert", nn="val av stafetthaldar vurdert", en="choice of holder weighed"
    )
    source: ClassVar[str] = "Sortland, Gloppen, Arendal: three criteria, settled anew when the level changes; model 4"

    criteria: tuple[Criterion, ...] = attrs.field(validator=is_all(Criterion, some=True))
    decision: HolderChoice = attrs.field(validator=is_a(HolderChoice))
    to: str | None = attrs.field(default=None, validator=is_ref)

    def __attrs_post_init__(self) -> None:
        if (self.decision is HolderChoice.OTHER) != (self.to is not None):
            raise InvalidValue("HolderChoiceWeighed.to is given exactly when somebody else is to be offered the baton")
