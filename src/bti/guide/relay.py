"""What a municipality decides of the baton and of the relay log: who carries them, from when, and how.

What no guide of the chain says of the younger of these settings is None, so that the digest of a guide that does not
use them is what it was before one could.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import attrs

from bti.dates import Period
from bti.guide.limits import Requirement
from bti.guide.settings import NOWHERE, Origin, Setting
from bti.guide.terms import (
    Appointment,
    CoordinatorMeans,
    LogAndPlan,
    LogHand,
    LogKeeping,
    LogUse,
    Modality,
    NotStated,
    OnLevelChange,
)
from bti.text import Text

__all__ = ["NAMERS", "BatonRules", "Holders", "LogRules"]

NAMERS: Final = ("leader", "holder", "meeting", "team")
"""Who `appointed_by` may name beside roles and kinds of service: the leader of the home service; whoever answers; a
meeting with the family on the level; a meeting of the services alone, or with the family."""


@attrs.frozen
class Holders:
    """Who may hold the baton on one level, by role ids.

    Attributes:
        eligible: May hold it; `NOT_STATED`: every professional role may.
        preferred: Ought to.
        exceptional: Only with a recorded reason.
        excluded: May not.
        decided_in: In the guide's words, where it is decided ("ansvarsgruppe"); None if it does not say.
        origin: Who states it.
        origins: Who states each field that another guide of the chain states ("exceptional", …).
    """

    eligible: tuple[str, ...] | NotStated
    preferred: tuple[str, ...]
    exceptional: tuple[str, ...]
    excluded: tuple[str, ...]
    decided_in: Text | None
    origin: Origin
    origins: Mapping[str, Origin] = attrs.field(factory=dict[str, Origin], hash=False)

    def origin_of(self, field: str) -> Origin:
        """Return who states one field of these lists."""
        return self.origins.get(field, self.origin)


@attrs.frozen
class BatonRules:
    """The guide's rules of the baton.

    Attributes:
        from_level: The first level on which somebody may be appointed or offered the baton.
        appointment: Whether an appointment by the leader binds or is offered.
        on_level_change: Keep, reconsider or decide anew.
        criteria: What is weighed when the holder is chosen, in the guide's words.
        holders: By level id.
        coordinator: Whether a coordinator (koordinator, law E-08) takes over from the holder or stands beside; None
            where no guide of the chain says.
        from_step: The first step on which somebody may be appointed or offered it.
        from_event: What has happened by then ("when measures are set in motion").
        appointed_by: Who names the holder: `leader`, `holder`, `meeting`, `team`, a role, a kind of service; any does.
        dispute_body: Who settles it where nobody takes the baton, in the guide's words.
        reminder: How long an offer may wait for its answer before somebody has to see to it.
    """

    from_level: Setting[str]
    appointment: Setting[Appointment]
    on_level_change: Setting[OnLevelChange]
    criteria: Setting[tuple[Text, ...]]
    holders: Mapping[str, Holders] = attrs.field(hash=False)
    coordinator: Setting[CoordinatorMeans] | None = None
    from_step: Setting[str] | None = None
    from_event: Requirement | None = None
    appointed_by: Setting[tuple[str, ...]] | None = None
    dispute_body: Setting[Text] | None = None
    reminder: Setting[Period] | None = None


_BOTH_STAND: Final = Setting[LogAndPlan](NotStated.NOT_STATED, Modality.MUST, NOWHERE)
"""Where no guide of the chain says what an individual plan does to the log, both stand; a default, so that the digest
of a guide that does not say is what it was before one could."""


@attrs.frozen
class LogRules:
    """The guide's rules of the relay log.

    Attributes:
        from_level: The first level on which it may be opened.
        contents: What it gives an overview of, in the guide's words.
        individual_plan: What an individual plan does to it (law E-11).
        from_step: The first step on which it may be opened.
        from_event: What has happened by then ("a need for measures is uncovered, and a meeting is held").
        use: Whether it belongs to the work on a level or is opened where it helps.
        keeping: How it may be kept; by hand always where the family has refused the shared one.
        opened_by: Who of the services opens it.
        closed_by: Who of the services closes it; the family is never hindered (I-09).
        replaces_minutes: Whether what stands in it counts as the minutes of the meetings.
        evidence_for_referral: Whether a referral rests on what the log shows has been tried.
        written_by: Who of the services writes goals, measures, agreements, evaluations and minutes in it for everybody
            who reads it; all others comment, and the family is never hindered.
    """

    from_level: Setting[str]
    contents: Setting[tuple[Text, ...]]
    individual_plan: Setting[LogAndPlan] = _BOTH_STAND
    from_step: Setting[str] | None = None
    from_event: Requirement | None = None
    use: Setting[LogUse] | None = None
    keeping: Setting[tuple[LogKeeping, ...]] | None = None
    opened_by: Setting[tuple[LogHand, ...]] | None = None
    closed_by: Setting[tuple[LogHand, ...]] | None = None
    replaces_minutes: Setting[bool] | None = None
    evidence_for_referral: Setting[bool] | None = None
    written_by: Setting[tuple[LogHand, ...]] | None = None
