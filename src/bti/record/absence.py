"""The holder's absence and return: a risk that shows, never a gap that nobody owns (I-01)."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

import attrs

from bti.errors import InvalidValue
from bti.record.baton import Absence, AbsenceReason, Baton
from bti.record.entry import Entry
from bti.record.fact import Fact, Topic, is_a, is_date, is_ref
from bti.text import Text

__all__ = ["HolderAbsent", "HolderBack"]


@attrs.frozen(kw_only=True)
class HolderAbsent(Fact):
    """The holder is absent from a day on, and keeps the baton; somebody else answers meanwhile.

    No source says who. Declared here: the one who is named as stand-in or, where nobody is, the leader of the home
    service, as in a vacancy. It lasts until the return is recorded, also beyond the last day expected: a date that
    passes moves nothing.

    Attributes:
        from_: The first day, a date in Europe/Oslo.
        until: The last day expected, if anybody knows.
        reason: Why, coded so that it tells nothing of anybody's health.
        stand_in: A professional who takes part and answers meanwhile; None: the leader of the home service.
    """

    kind: ClassVar[str] = "holder_absent"
    topic: ClassVar[Topic] = Topic.BATON
    words: ClassVar[Text] = Text(nb="stafettholder borte", nn="stafetthaldar borte", en="holder absent")
    source: ClassVar[str] = "model 4: absence is a fact; who answers meanwhile is a setting of the model"

    from_: dt.date = attrs.field(validator=is_date)
    until: dt.date | None = attrs.field(default=None, validator=is_date)
    reason: AbsenceReason = attrs.field(validator=is_a(AbsenceReason))
    stand_in: str | None = attrs.field(default=None, validator=is_ref)

    def __attrs_post_init__(self) -> None:
        if self.until is not None and self.until < self.from_:
            raise InvalidValue("HolderAbsent.until is before the first day of the absence")


@attrs.frozen(kw_only=True)
class HolderBack(Fact):
    """The holder is back and answers again; a planned absence that comes to nothing ends so too."""

    kind: ClassVar[str] = "holder_back"
    topic: ClassVar[Topic] = Topic.BATON
    words: ClassVar[Text] = Text(nb="stafettholder tilbake", nn="stafetthaldar tilbake", en="holder back")
    source: ClassVar[str] = "model 4: return is a fact"


def absent(piece: Baton, entry: Entry, fact: HolderAbsent) -> Baton:
    """Remember from when on, and who answers meanwhile."""
    return attrs.evolve(piece, absence=Absence(fact.from_, fact.until, fact.reason, fact.stand_in))


def back(piece: Baton, entry: Entry, fact: HolderBack) -> Baton:
    """End the absence."""
    return attrs.evolve(piece, absence=None)
