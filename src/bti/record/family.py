"""What is said beside: comments of family and professionals."""

from __future__ import annotations

from typing import ClassVar

import attrs

from bti.record.fact import Content, Topic, is_ref
from bti.text import Text

__all__ = ["CommentMade", "FamilySays"]


@attrs.frozen(kw_only=True)
class CommentMade(Content):
    """A comment, to the case or to one entry of it.

    Attributes:
        about: The id of the entry it is about; None: the case.
    """

    kind: ClassVar[str] = "comment_made"
    topic: ClassVar[Topic] = Topic.FAMILY
    commutes: ClassVar[bool] = True
    words: ClassVar[Text] = Text(nb="kommentar", nn="kommentar", en="comment")
    source: ClassVar[str] = "Tromsø, the family comments; Inderøy, the family's say"

    about: str | None = attrs.field(default=None, validator=is_ref)


@attrs.frozen
class FamilySays:
    """The piece of the spine that holds the family's requests and questions, and whether they have been answered."""
