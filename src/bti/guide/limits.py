"""What a guide requires, and by when: conditions, requirements, time limits and duties.

Requirements are built from the closed vocabulary of `ConditionName`, which `bti.rules.requirements` knows how to test
against a case.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from bti.dates import Period, Rounding, Unit
from bti.guide.settings import NOWHERE, SHOWN_ONLY, Origin
from bti.guide.terms import ConditionName, Modality, Since
from bti.text import Text

__all__ = ["Condition", "Deadline", "DeadlineStart", "GuideDuty", "LimitWhen", "Requirement"]


@attrs.frozen
class Condition:
    """One thing that must be so in the case.

    Attributes:
        name: What must be so.
        since: From when on it counts.
        with_: With whom, for `CONCERN_SHARED`; which kind of meeting, for `MEETING_HELD`; where one that stands is
            carried out, for `MEASURE_PLANNED` and `MEASURE_STARTED`; and so on.
        after: Only what was recorded after the last fact of this condition counts; and there has to be one.
        same_act_as: Only what was recorded in one act with the last fact of this condition counts.
        same_meeting_as: Only what comes of the same meeting as the last fact of this condition counts: recorded with
            it or later, and before the next.
        after_with: What `with` would say of the fact in `after`: then the first such fact counts, so that "a colleague
            first, then the guardians" stays so though a colleague hears more later.
        present: Who was at one meeting, for `MEETING_HELD`, all of them.
        invited: Who was called to one meeting, for `MEETING_CALLED`, all of them; whoever calls counts as called.
    """

    name: ConditionName
    since: Since = Since.CASE
    with_: str | None = None
    after: ConditionName | None = None
    same_act_as: ConditionName | None = None
    same_meeting_as: ConditionName | None = None
    after_with: str | None = None
    present: tuple[str, ...] = ()
    invited: tuple[str, ...] = ()


@attrs.frozen
class Requirement:
    """Conditions joined: met when `unless` is met, or all of `all_of` and (if given) one of `any_of` are.

    Attributes:
        all_of: Each must be met.
        any_of: At least one must be met; empty means nothing is asked here.
        unless: When met, nothing else is asked.
        modality: `MUST` refuses; `SHOULD` admits with a recorded reason.
        origin: Who states it.
    """

    all_of: tuple[Condition | Requirement, ...] = ()
    any_of: tuple[Condition | Requirement, ...] = ()
    unless: Condition | Requirement | None = None
    modality: Modality = Modality.MUST
    origin: Origin = NOWHERE


@attrs.frozen
class DeadlineStart:
    """What sets a deadline running: a kind of fact and its field that holds the date (default: when it happened)."""

    fact: str
    field: str = "at"


@attrs.frozen
class LimitWhen:
    """In which cases a time limit or a duty holds; all that is given has to be so.

    Attributes:
        level: The case stands on one of these levels; empty: on any.
        pathway: The case is on one of these pathways, by kind or by the guide's own code; empty: on none in particular.
        not_pathway: The case is on none of these.
        category: What it starts from is information of one of these kinds (`coordination`, `education`, `family`,
            `health`, `welfare`); empty: of any.
        condition: This is so in the case; None: nothing is asked.
        current: Only while the step it belongs to is the one the case stands on.
        home: The home service is of one of these kinds; empty: of any.
    """

    level: tuple[str, ...] = ()
    pathway: tuple[str, ...] = ()
    not_pathway: tuple[str, ...] = ()
    category: tuple[str, ...] = ()
    condition: Requirement | None = None
    current: bool = False
    home: tuple[str, ...] = ()


@attrs.frozen
class Deadline:
    """A time limit on a step; either counted (`start` and `length`) or only words ("as early as possible").

    Attributes:
        id: Its name within the step.
        start: What sets it running; None when only words are known.
        length: How long; None when only words are known.
        unit: Calendar, working or school days (the last two need a calendar).
        fulfilled_by: The kind of fact that keeps it; None when no single fact does.
        words: The guide's own way to say it.
        modality: How strongly it is meant.
        origin: Who states it.
        rounding: Where a length of months or years ends when the month it leads to is too short; stated by the
            guide whenever the length has months or years, so that counting never fails.
        with_: What fields of the fact that keeps it have to be, as a file writes them.
        not_before: How long after the start it can be kept at the earliest; None: at once.
        not_after: How long after the first start it is kept at the latest, however often it starts anew.
        recurs: How long after it was kept it is due again; None: it is kept once.
        times: How often it is kept in each period of `recurs`.
        restart_on: Kinds of fact that let it start anew.
        when: In which cases it holds; None: in all.
        origins: Who states each field that another guide of the chain states.
        who: Who sees to it that it is kept, as for a duty; None: whoever answers.
    """

    id: str
    start: DeadlineStart | None
    length: Period | None
    unit: Unit
    fulfilled_by: str | None
    words: Text | None
    modality: Modality
    origin: Origin
    rounding: Rounding | None = None
    with_: Mapping[str, str] = attrs.field(factory=dict[str, str], hash=False)
    not_before: Period | None = None
    not_after: Period | None = None
    recurs: Period | None = None
    times: int = 1
    restart_on: tuple[str, ...] = ()
    when: LimitWhen | None = None
    origins: Mapping[str, Origin] = attrs.field(factory=dict[str, Origin], eq=False, metadata=SHOWN_ONLY)
    who: str | None = None

    def origin_of(self, field: str) -> Origin:
        """Return who states one field of this time limit."""
        return self.origins.get(field, self.origin)


@attrs.frozen
class GuideDuty:
    """What a guide says that somebody owes.

    Attributes:
        id: Its name in the guide.
        what: The guide's words.
        who: Who owes it: "answering", "holder", "leader", "home", "municipality", or the id of a role or a kind of
            service.
        start: What brings it about; None: the case being opened.
        due: How long after; None: no time is said.
        unit: Calendar, working or school days.
        fulfilled_by: The kind of fact that fulfils it; None: no fact does, and it stands as long as it holds.
        modality: How strongly it is meant.
        origin: Who states it.
        rounding: As of a deadline.
        with_: What fields of the fact that fulfils it have to be.
        when: In which cases it holds; None: in all.
        outlives_closing: Whether it stands after the case is closed.
        origins: Who states each field that another guide of the chain states.
        recurs: How long after it was done it is due again; None: it is done once.
        times: How often it is done in each period of `recurs`.
    """

    id: str
    what: Text
    who: str
    start: DeadlineStart | None
    due: Period | None
    unit: Unit
    fulfilled_by: str | None
    modality: Modality
    origin: Origin
    rounding: Rounding | None = None
    with_: Mapping[str, str] = attrs.field(factory=dict[str, str], hash=False)
    when: LimitWhen | None = None
    outlives_closing: bool = False
    origins: Mapping[str, Origin] = attrs.field(factory=dict[str, Origin], eq=False, metadata=SHOWN_ONLY)
    recurs: Period | None = None
    times: int = 1

    @property
    def lasts(self) -> bool:
        """Tell whether it is lasting work: no fact fulfils it and no day ends it, so that it is never overdue."""
        return self.fulfilled_by is None and self.due is None

    def origin_of(self, field: str) -> Origin:
        """Return who states one field of this duty."""
        return self.origins.get(field, self.origin)
