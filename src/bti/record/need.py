"""That somebody sees a need for an individual plan or a coordinator, and what became of it (law E-05, E-08 to E-10).

Who is entitled is decided elsewhere, with its own law. Here stands that the need was seen, so that it is not seen once
and then forgotten: health personnel owe a notice of it, and the municipality an answer.
"""

from __future__ import annotations

import enum
from typing import ClassVar

import attrs

from bti.record.fact import Audience, Category, Content, Topic, is_a, is_ref
from bti.text import Text

__all__ = ["Need", "NeedFollowUp", "NeedFollowedUp", "NeedSeen", "SeenNeed"]


class Need(enum.Enum):
    """What there seems to be a need for."""

    INDIVIDUAL_PLAN = "individual_plan"  # long-term and coordinated services (law E-05)
    COORDINATOR = "coordinator"  # the same, with or without a plan (law E-08)
    CHILD_COORDINATOR = "child_coordinator"  # barnekoordinator: serious illness, injury or disability (law E-09)


@attrs.frozen(kw_only=True)
class NeedSeen(Content):
    """A professional sees a need for an individual plan or a coordinator; its id is the entry's.

    Attributes:
        need: What there seems to be a need for.
    """

    kind: ClassVar[str] = "need_seen"
    topic: ClassVar[Topic] = Topic.PLANS
    commutes: ClassVar[bool] = True
    words: ClassVar[Text] = Text(
        nb="behov for plan eller koordinator sett", nn="behov for plan eller koordinator sett", en="need seen"
    )
    source: ClassVar[str] = "law E-05, E-08, E-09, E-10, F-11"

    need: Need = attrs.field(validator=is_a(Need))


class NeedFollowUp(enum.Enum):
    """What was done about a need that was seen."""

    NOTIFIED = "notified"  # the coordinating unit was told (law E-10, F-11)
    OFFERED = "offered"  # the family was offered it, and has not answered
    NOT_WANTED = "not_wanted"  # the family does not want it (law E-09: only where they do)
    NOT_ENTITLED = "not_entitled"  # decided that there is no right to it; can be appealed (law E-05)
    NO_LONGER = "no_longer"  # there is no such need any more
    SET_ASIDE = "set_aside"  # a regulation on arrivals from Ukraine sets the duty aside (law E-13)


@attrs.frozen(kw_only=True)
class NeedFollowedUp(Content):
    """Something was done about a need that was seen: it was passed on, or answered.

    That a coordinator was appointed, or a plan applied for or linked, is recorded as what it is and answers too.

    Attributes:
        seen: The id of the need.
        how: What was done.
    """

    kind: ClassVar[str] = "need_followed_up"
    topic: ClassVar[Topic] = Topic.PLANS
    words: ClassVar[Text] = Text(nb="behov fulgt opp", nn="behov følgt opp", en="need followed up")
    source: ClassVar[str] = "law E-05, E-08, E-09, E-10, E-13, F-11"

    seen: str = attrs.field(validator=is_ref)
    how: NeedFollowUp = attrs.field(validator=is_a(NeedFollowUp))


@attrs.frozen
class SeenNeed:
    """One need on the spine.

    Attributes:
        id: The id of the entry that first said it.
        need: What there seems to be a need for.
        audience: Who it was written for.
        category: What kind of information it is.
        by: The reference of who saw it.
        by_kind: The kind of service they work in, as the guide names it; None where it is not known.
        done: What was done about it, the last at the end.
    """

    id: str
    need: Need
    audience: Audience
    category: Category
    by: str
    by_kind: str | None = None
    done: tuple[NeedFollowUp, ...] = ()

    @property
    def is_settled(self) -> bool:
        """Tell whether it was answered, so that nothing is owed for it."""
        return bool(_ANSWERS & set(self.done))


_ANSWERS = frozenset(
    {NeedFollowUp.NOT_WANTED, NeedFollowUp.NOT_ENTITLED, NeedFollowUp.NO_LONGER, NeedFollowUp.SET_ASIDE}
)
