"""Special pathways (særskilte forløp): what lets a child onto one, who is told, its own steps, and what ends it.

A pathway runs beside the levels. One that is about violence or abuse can be written down here too, so that people find
it; a case never enters it, since its book is the family's to read.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping

import attrs

from bti.dates import Period
from bti.guide.limits import Deadline, Requirement
from bti.guide.settings import Origin, Setting
from bti.guide.terms import Modality
from bti.guide.vocabulary import Counted
from bti.text import Text

__all__ = ["Counting", "OwnStep", "PathwayRules", "PathwaySort"]


class PathwaySort(enum.Enum):
    """What a pathway is about; the words of the record, and violence, which the record has none for."""

    ABSENCE = "absence"
    SCHOOL_ENVIRONMENT = "school_environment"
    PREGNANCY_AND_DRUGS = "pregnancy_and_drugs"
    NEXT_OF_KIN = "next_of_kin"
    OTHER = "other"
    PROTECTION = "protection"


@attrs.frozen
class Counting:
    """How much of something opens a pathway; the host counts, and reports what it has counted.

    Attributes:
        id: Its name within the pathway.
        counted: What is counted.
        at_least: How many.
        within: Counted over no more days than this; None: over any.
        modality: How strongly it is meant.
        words: How the guide says it.
        origin: Who states it.
    """

    id: str
    counted: Counted
    at_least: int
    within: Period | None
    modality: Modality
    words: Text | None
    origin: Origin


@attrs.frozen
class OwnStep:
    """A step of a pathway; its steps have no order but what they require of each other.

    Attributes:
        id: Its name within the pathway.
        title: The guide's words.
        requires: What must be so to complete it.
        deadlines: Its time limits.
        origin: Who states it.
        origins: Who states each field that another guide of the chain states.
    """

    id: str
    title: Text
    requires: Requirement | None
    deadlines: tuple[Deadline, ...]
    origin: Origin
    origins: Mapping[str, Origin] = attrs.field(factory=dict[str, Origin], hash=False)


@attrs.frozen
class PathwayRules:
    """What a guide says of one pathway.

    Attributes:
        id: Its name in the guide, which a case names as `code`.
        title: What it is called.
        sort: What it is about.
        purpose: What it is for, in the guide's words.
        home: The kinds of home service it is for; empty: for all.
        entry: What must be so to enter it.
        counts: How much of something opens it; one of them is enough.
        recipients: Who is to hear of it: roles, kinds of service, "leader" or "guardians".
        steps: Its own steps.
        deadlines: Its time limits.
        closes: What must be so to leave it.
        origin: Who states it.
        origins: Who states each field that another guide of the chain states.
    """

    id: str
    title: Text
    sort: PathwaySort
    origin: Origin
    purpose: Text | None = None
    home: tuple[str, ...] = ()
    entry: Requirement | None = None
    counts: tuple[Counting, ...] = ()
    recipients: Setting[tuple[str, ...]] | None = None
    steps: tuple[OwnStep, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    closes: Requirement | None = None
    origins: Mapping[str, Origin] = attrs.field(factory=dict[str, Origin], hash=False)

    def origin_of(self, field: str) -> Origin:
        """Return who states one field of this pathway."""
        return self.origins.get(field, self.origin)

    def step(self, step_id: str) -> OwnStep | None:
        """Return the step of this id, or None."""
        return next((one for one in self.steps if one.id == step_id), None)
