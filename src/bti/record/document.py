"""Documents filed with the case: the host's reference and a sort; the document itself stays in the host's archive."""

from __future__ import annotations

import enum
from typing import ClassVar

import attrs

from bti.record.entry import Entry
from bti.record.fact import Content, Topic, is_a, is_ref
from bti.text import Text

__all__ = ["DocumentFiled", "DocumentSort", "Documents", "Filed"]


class DocumentSort(enum.Enum):
    """What kind of document it is."""

    ASSESSMENT = "assessment"  # kartlegging, utredning
    REFERRAL = "referral"
    EXPERT_OPINION = "expert_opinion"  # sakkyndig vurdering
    DECISION = "decision"  # vedtak
    MINUTES = "minutes"
    PLAN = "plan"
    CONSENT_FORM = "consent_form"
    LETTER = "letter"
    OTHER = "other"


@attrs.frozen(kw_only=True)
class DocumentFiled(Content):
    """A document belongs to the case; what it is about and from which service decides who may see that it is there.

    The relay log is no archive and no record of its own (law E-12): it holds the reference, never the document.

    Attributes:
        document: The host's reference of the document.
        sort: What kind of document it is.
        tool: The id of the tool (verktøy) of the guide that it was written with: a form, a template, a record of a
            service; None: of none.
    """

    kind: ClassVar[str] = "document_filed"
    version: ClassVar[int] = 2
    topic: ClassVar[Topic] = Topic.DOCUMENT
    commutes: ClassVar[bool] = True
    words: ClassVar[Text] = Text(nb="dokument arkivert", nn="dokument arkivert", en="document filed")
    source: ClassVar[str] = "law E-12, H-01; Tysvær and Vindafjord, documentation of what was tried"

    document: str = attrs.field(validator=is_ref)
    sort: DocumentSort = attrs.field(validator=is_a(DocumentSort))
    tool: str | None = attrs.field(default=None, validator=is_ref)


@attrs.frozen
class Filed:
    """One document on the spine.

    Attributes:
        sort: What kind of document it is.
        tool: The id of the guide's tool it was written with.
        seq: Where in the book it stands.
    """

    sort: DocumentSort
    tool: str | None
    seq: int


@attrs.frozen
class Documents:
    """The piece of the spine that says which documents were filed.

    Attributes:
        filed: In order.
    """

    filed: tuple[Filed, ...] = ()


def filed(piece: Documents, entry: Entry, fact: DocumentFiled) -> Documents:
    """Remember it."""
    return Documents((*piece.filed, Filed(fact.sort, fact.tool, entry.seq)))
