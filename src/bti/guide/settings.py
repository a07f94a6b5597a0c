"""What a municipality decides beside its steps: who holds the baton, who consents, when the log opens.

Each decision is a `Setting`: a value, how strongly it is meant, and where it comes from. What no source says is a
setting too, with "setting" as its source.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Generic, TypeVar

import attrs

from bti.guide.terms import (
    Appointment,
    ConsentForm,
    CoordinatorMeans,
    Guardians,
    LogAndPlan,
    Modality,
    NotStated,
    OnLevelChange,
)
from bti.text import Text

__all__ = ["NOWHERE", "BatonRules", "ConsentRules", "Holders", "LogRules", "Origin", "Setting"]

T = TypeVar("T")


@attrs.frozen
class Origin:
    """Where one element of a resolved guide comes from.

    Attributes:
        guide: The id of the guide in the chain that states it.
        sources: What that guide names as ground ("overhalla A.2", "law A-30"); `("setting",)` when no source
            says it and it is a declared default.
        path: Where it stands, in ids: `level 1 / step 1.2 / completion`.
    """

    guide: str
    sources: tuple[str, ...] = ()
    path: str = ""


NOWHERE: Final = Origin("")
"""The origin of what was made in a program and read from no guide."""


@attrs.frozen
class Setting(Generic[T]):
    """One decision of the municipality, with how strongly it is meant and where it comes from."""

    value: T | NotStated
    modality: Modality
    origin: Origin


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
    """

    from_level: Setting[str]
    appointment: Setting[Appointment]
    on_level_change: Setting[OnLevelChange]
    criteria: Setting[tuple[Text, ...]]
    holders: Mapping[str, Holders] = attrs.field(hash=False)
    coordinator: Setting[CoordinatorMeans] | None = None


@attrs.frozen
class ConsentRules:
    """The guide's rules of consent.

    Attributes:
        guardians: Which guardians must consent to the log (law A-06).
        own_age: From which age, in whole years, the young person must consent too (law A-30).
        forms: The accepted forms (law Q-04).
        withdrawal_closes_log: Whether a withdrawn or refused log consent closes an open log (law Q-10).
        withdrawal_ends_service: Whether a service whose consent is withdrawn leaves the case (law Q-10).
    """

    guardians: Setting[Guardians]
    own_age: Setting[int]
    forms: Setting[tuple[ConsentForm, ...]]
    withdrawal_closes_log: Setting[bool]
    withdrawal_ends_service: Setting[bool]


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
    """

    from_level: Setting[str]
    contents: Setting[tuple[Text, ...]]
    individual_plan: Setting[LogAndPlan] = _BOTH_STAND
