"""The words of `bti.record` that a guide may use: kinds of fact, their dates, with whom, which meetings.

The one place where the guide room looks at what facts there are.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import attrs

from bti.guide.terms import ConditionName
from bti.record.concern import SharedWith
from bti.record.consent import Scope
from bti.record.document import DocumentSort
from bti.record.evaluation import Heard
from bti.record.fact import Category
from bti.record.kinds import BESIDE, KINDS
from bti.record.measure import Place
from bti.record.meeting import Duty, Initiative, MeetingKind
from bti.record.pathway import Counted, PathwayKind
from bti.text import Text

__all__ = [
    "CATEGORIES",
    "DUTIES",
    "HEARD",
    "HEARD_OF_FAMILY",
    "INITIATIVES",
    "MEETINGS",
    "MINUTES_FOR",
    "ORDERED",
    "OWED_BY",
    "PATHWAYS",
    "PEOPLE",
    "PLACES",
    "RECORDED",
    "SCOPES",
    "SHARED_WITH",
    "SORTS",
    "Counted",
    "day_fields",
    "fact_words",
]

SHARED_WITH: Final = ("anyone", *(one.value for one in SharedWith))
"""What `with` may say of the condition `concern_shared`."""

PATHWAYS: Final = tuple(one.value for one in PathwayKind)
"""What pathways are about, which `when` may name beside the guide's own."""

SCOPES: Final = tuple(one.value for one in Scope)
"""What a scope of consent may be; "arena" may be followed by a colon and the id of one kind of meeting."""

MEETINGS: Final = tuple(one.value for one in MeetingKind)
"""What `with` may say of the condition `meeting_held`."""

INITIATIVES: Final = tuple(one.value for one in Initiative)
"""Who may take the initiative to a meeting in an arena, beside kinds of service."""

DUTIES: Final = tuple(one.value for one in Duty)
"""What `with` may say of the condition `duty_reassigned`."""

PLACES: Final = tuple(one.value for one in Place)
"""What `with` may say of `measure_planned` and `measure_started`: where one that stands is carried out."""

SORTS: Final = tuple(one.value for one in DocumentSort)
"""What `with` may say of the condition `document_filed`, beside the guide's own tools."""

HEARD: Final = tuple(one.value for one in Heard)
"""What `with` may say of the condition `child_heard`: in which way, unless a reason why not is given."""

HEARD_OF_FAMILY: Final = tuple(one.value for one in Heard if one is not Heard.OBSERVED)
"""The same of `family_heard`: a guardian's view is not observed."""

MINUTES_FOR: Final = ("family",)
"""What `with` may say of the condition `minutes_written`: who can read them."""

PEOPLE: Final = (
    "answering",
    "holder",
    "leader",
    "home",
    "services",
    "guardian",
    "guardians",
    "child",
)
"""Who may be asked to be at a meeting (`present`) or called to it (`invited`), beside roles and kinds of service."""

ORDERED: Final = (
    ConditionName.CONCERN_SHARED,
    ConditionName.DOCUMENT_FILED,
    ConditionName.EVALUATION_ANSWERED,
    ConditionName.MEETING_HELD,
)
"""What `after` may name together with `after_with`, so that one of several of a kind comes before another."""

CATEGORIES: Final = tuple(one.value for one in Category)
"""The kinds of information a time limit may hold for."""

OWED_BY: Final = ("answering", "holder", "leader", "home", "municipality")
"""Who may owe a duty by what they are in the case; beside them roles and kinds of service of the guide."""

RECORDED: Final[Mapping[ConditionName, str]] = MappingProxyType(
    {name: name.value for name in ConditionName if name.value in KINDS}
)
"""The conditions that a fact of one kind meets, and that kind: what may stand in `after` and `same_act_as`."""


@functools.cache
def day_fields() -> Mapping[str, tuple[str, ...]]:
    """Return, by kind of fact, the dates a deadline may start from: `at` (when it happened) and its own.

    What is recorded beside the case book is left out: no deadline may start with it or be kept by it, or it would tell.
    """
    return {
        name: ("at", *(field.name for field in attrs.fields(kind) if _holds_date(field)))
        for name, kind in KINDS.items()
        if kind not in BESIDE
    }


def _holds_date(field: attrs.Attribute[object]) -> bool:
    """Tell whether a field holds a date: its type stands there as written, or as what it means once resolved."""
    written = str(field.type)
    return "dt.date" in written or "datetime.date" in written


@functools.lru_cache(maxsize=1024)
def fact_words(kind: str) -> Text:
    """Return what a kind of fact is called; one that is not known is called by its kind."""
    known = KINDS.get(kind)
    return Text(nb=kind, nn=kind, en=kind) if known is None else known.words
