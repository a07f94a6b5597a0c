"""Special pathways (særskilte forløp): entered beside the main track, left again, and what the host counts for them.

Suspected violence, abuse or neglect is no pathway of the case book. The book is the family's to read, and that such a
pathway was entered would tell what must not be told (I-08; law D-05): it lives in the book of a protected matter, from
`SuspicionRecorded` on.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Mapping
from typing import ClassVar

import attrs

from bti.errors import InvalidValue
from bti.record.entry import Entry
from bti.record.fact import Audience, Category, Content, Topic, is_a, is_count, is_date, is_ref
from bti.record.read_only import read_only
from bti.text import Text

__all__ = [
    "Count",
    "Counted",
    "CountsReported",
    "Pathway",
    "PathwayEntered",
    "PathwayKind",
    "PathwayLeft",
    "PathwayStepCompleted",
    "Pathways",
]


class PathwayKind(enum.Enum):
    """Which pathway; what guides have beside these has a code of the guide's own."""

    ABSENCE = "absence"
    SCHOOL_ENVIRONMENT = "school_environment"  # the duty to act, law D-11
    PREGNANCY_AND_DRUGS = "pregnancy_and_drugs"
    NEXT_OF_KIN = "next_of_kin"
    OTHER = "other"


@attrs.frozen(kw_only=True)
class PathwayEntered(Content):
    """A special pathway is entered (særskilt forløp); its id is the entry's.

    The main track stays where it is, and several pathways may run at once. Where the guide has pathways, the code is
    that of one of them; where it has none, any code is accepted that does not speak of violence or abuse.

    Attributes:
        which: Which pathway.
        code: The guide's own id of it; needed where it is another than those named here.
    """

    kind: ClassVar[str] = "pathway_entered"
    topic: ClassVar[Topic] = Topic.PATHWAY
    words: ClassVar[Text] = Text(nb="særskilt forløp startet", nn="særskilt forløp starta", en="pathway entered")
    source: ClassVar[str] = "model 2, pathway; Sula, acute absence; law D-11, D-09"

    which: PathwayKind = attrs.field(validator=is_a(PathwayKind))
    code: str | None = attrs.field(default=None, validator=is_ref)

    def __attrs_post_init__(self) -> None:
        if self.which is PathwayKind.OTHER and self.code is None:
            raise InvalidValue("PathwayEntered.code: another pathway is known by the guide's own id")


@attrs.frozen(kw_only=True)
class PathwayLeft(Content):
    """A special pathway is over for this case.

    Attributes:
        pathway: The pathway's id.
    """

    kind: ClassVar[str] = "pathway_left"
    topic: ClassVar[Topic] = Topic.PATHWAY
    words: ClassVar[Text] = Text(nb="særskilt forløp avsluttet", nn="særskilt forløp avslutta", en="pathway left")
    source: ClassVar[str] = "model 3, one position per track"

    pathway: str = attrs.field(validator=is_ref)


@attrs.frozen(kw_only=True)
class PathwayStepCompleted(Content):
    """A step that the guide has for a special pathway is done; the main track is not touched by it.

    Attributes:
        pathway: The pathway's id.
        step: The step's id within the guide's pathway.
    """

    kind: ClassVar[str] = "pathway_step_completed"
    topic: ClassVar[Topic] = Topic.PATHWAY
    words: ClassVar[Text] = Text(
        nb="steg i særskilt forløp fullført", nn="steg i særskilt forløp fullført", en="step of a pathway completed"
    )
    source: ClassVar[str] = "model 2, pathway; model 3, one position per track"

    pathway: str = attrs.field(validator=is_ref)
    step: str = attrs.field(validator=is_ref)


class Counted(enum.Enum):
    """What is counted of a child's attendance."""

    DAYS_ABSENT = "days_absent"
    HOURS_ABSENT = "hours_absent"
    DAYS_UNDOCUMENTED = "days_undocumented"
    HOURS_UNDOCUMENTED = "hours_undocumented"
    LATE = "late"


@attrs.frozen(kw_only=True)
class CountsReported(Content):
    """The host reports what it has counted, absence above all; the engine counts nothing itself.

    Attributes:
        counted: What.
        number: How many in all, from the first day through the last.
        from_: The first day counted, a date in Europe/Oslo.
        to: The last.
        pathway: The id of the pathway it is counted for; None: for none in particular.
    """

    kind: ClassVar[str] = "counts_reported"
    topic: ClassVar[Topic] = Topic.PATHWAY
    commutes: ClassVar[bool] = True
    words: ClassVar[Text] = Text(nb="fravær rapportert", nn="fråvær rapportert", en="counts reported")
    source: ClassVar[str] = "Sortland, follow-up of absence; Sula, worrying absence; what is counted: a setting"

    counted: Counted = attrs.field(validator=is_a(Counted))
    number: int = attrs.field(validator=is_count)
    from_: dt.date = attrs.field(validator=is_date)
    to: dt.date = attrs.field(validator=is_date)
    pathway: str | None = attrs.field(default=None, validator=is_ref)

    def __attrs_post_init__(self) -> None:
        if self.to < self.from_:
            raise InvalidValue("CountsReported.to: the last day counted is not before the first")


@attrs.frozen
class Pathway:
    """One pathway on the spine.

    Attributes:
        id: The id of the entry that entered it.
        which: Which pathway.
        code: The guide's own id of it.
        audience: Who the entry was written for.
        category: What kind of information it is.
        since: The place in the book from which the case has been on it.
        left: The place in the book at which it was left; None while the case is on it.
        done: The ids of the steps of it that are done, in the order they were.
    """

    id: str
    which: PathwayKind
    code: str | None
    audience: Audience
    category: Category
    since: int
    left: int | None = None
    done: tuple[str, ...] = ()


@attrs.frozen
class Count:
    """The last report of one thing counted.

    Attributes:
        number: How many.
        from_: The first day counted.
        to: The last.
        seq: Where in the book it stands.
    """

    number: int
    from_: dt.date
    to: dt.date
    seq: int


@attrs.frozen
class Pathways:
    """The piece of the spine that holds the pathways, each with a place of its own beside the main track.

    Attributes:
        entered: By id, in the order they were entered.
        counts: By what was counted, and the id of the pathway it was counted for, the last report.
    """

    entered: Mapping[str, Pathway] = attrs.field(converter=read_only, factory=dict[str, Pathway])
    counts: Mapping[tuple[Counted, str | None], Count] = attrs.field(
        converter=read_only, factory=dict[tuple[Counted, str | None], Count]
    )

    def running(self) -> tuple[Pathway, ...]:
        """Return those the case is on."""
        return tuple(one for one in self.entered.values() if one.left is None)


def entered(piece: Pathways, entry: Entry, fact: PathwayEntered) -> Pathways:
    """Add the pathway."""
    pathway = Pathway(entry.id, fact.which, fact.code, entry.audience, fact.category, entry.seq)
    return Pathways({**piece.entered, entry.id: pathway}, piece.counts)


def left(piece: Pathways, entry: Entry, fact: PathwayLeft) -> Pathways:
    """Mark it as left."""
    pathway = attrs.evolve(piece.entered[fact.pathway], left=entry.seq)
    return Pathways({**piece.entered, pathway.id: pathway}, piece.counts)


def step_completed(piece: Pathways, entry: Entry, fact: PathwayStepCompleted) -> Pathways:
    """Add the step to those done."""
    pathway = piece.entered[fact.pathway]
    pathway = attrs.evolve(pathway, done=(*pathway.done, fact.step))
    return Pathways({**piece.entered, pathway.id: pathway}, piece.counts)


def counted(piece: Pathways, entry: Entry, fact: CountsReported) -> Pathways:
    """Remember the last report."""
    count = Count(fact.number, fact.from_, fact.to, entry.seq)
    return Pathways(piece.entered, {**piece.counts, (fact.counted, fact.pathway): count})
