"""Agreements of the relay log (avtaler): what was agreed, whom it binds, until when."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

import attrs

from bti.errors import InvalidValue
from bti.record.fact import Content, Fact, Topic, is_date, is_note, is_ref, is_refs
from bti.record.note import Note
from bti.text import Text

__all__ = ["Agreement", "AgreementEnded", "AgreementMade"]


@attrs.frozen(kw_only=True)
class AgreementMade(Content):
    """An agreement is made; what it says stands in the note, and its id is the entry's.

    Attributes:
        bound: The references of those it binds.
        until: Its last day, a date in Europe/Oslo; None: not said.
    """

    kind: ClassVar[str] = "agreement_made"
    topic: ClassVar[Topic] = Topic.PLAN
    words: ClassVar[Text] = Text(nb="avtale inngått", nn="avtale inngått", en="agreement made")
    source: ClassVar[str] = "Sortland, log contents: all agreements made. Whom they bind and until when: the model"

    bound: tuple[str, ...] = attrs.field(validator=is_refs)
    until: dt.date | None = attrs.field(default=None, validator=is_date)

    def __attrs_post_init__(self) -> None:
        if not self.bound:
            raise InvalidValue("AgreementMade.bound must name at least one")


@attrs.frozen(kw_only=True)
class AgreementEnded(Fact):
    """An agreement binds nobody any more.

    Attributes:
        agreement: The agreement's id.
        note: Why, erasable.
    """

    kind: ClassVar[str] = "agreement_ended"
    topic: ClassVar[Topic] = Topic.PLAN
    words: ClassVar[Text] = Text(nb="avtale avsluttet", nn="avtale avslutta", en="agreement ended")
    source: ClassVar[str] = "not stated by any guide; the end of what Sortland's log holds"

    agreement: str = attrs.field(validator=is_ref)
    note: Note | None = attrs.field(default=None, validator=is_note)


@attrs.frozen
class Agreement:
    """One agreement on the spine.

    Attributes:
        id: The id of the entry that made it.
        bound: Whom it binds.
        until: Its last day; None: not said.
        ended: Whether it was ended; that its last day is past is seen from the date.
    """

    id: str
    bound: tuple[str, ...]
    until: dt.date | None
    ended: bool = False
