"""The meetings a municipality has around a child (samhandlingsarenaer): who calls them, who sits in them, and how.

Sula has nine, Sogndal one in two sizes. Some are about one case; those about every child of a group, or about how the
services work, are the guide's too, and no meeting of a case can be one of them.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from typing import Final

import attrs

from bti.dates import Period, Unit
from bti.guide.settings import Origin, Setting
from bti.guide.terms import NotStated
from bti.text import Text

__all__ = ["CALLERS", "SITTING", "About", "After", "Arena", "ArenaConsent", "Attendance", "Frequency"]


class About(enum.Enum):
    """What an arena is about."""

    CASE = "case"
    CHILDREN = "children"  # every child of a group or a service
    SYSTEM = "system"  # how the services work, and no child
    PROTECTION = "protection"  # violence and abuse: never named in the book that the family reads


class ArenaConsent(enum.Enum):
    """What a meeting in an arena needs of consent."""

    REQUIRED = "required"
    ANONYMOUS_INSTEAD = "anonymous_instead"  # with consent, or with nobody to be recognised (NN-sak)
    OWN_FORM = "own_form"  # a consent of the arena's own
    NONE = "none"


class Attendance(enum.Enum):
    """Whether somebody of the family takes part."""

    TAKES_PART = "takes_part"
    OPPORTUNITY = "opportunity"  # is called, and may stay away
    IF_APT = "if_apt"  # by age and situation
    NOT = "not"  # the services meet without


CALLERS: Final = ("answering", "holder", "coordinator", "leader", "anyone")
"""Who may call a meeting, beside roles of the guide: whoever answers, the holder, the coordinator, the leader of the
home service, or every professional who takes part."""


SITTING: Final = ("answering", "holder", "coordinator", "leader")
"""Who may sit in an arena by what they are in the case; whoever nobody is, is not missed."""


@attrs.frozen
class Frequency:
    """How often an arena meets: counted, in words, or both.

    Attributes:
        times: How many meetings at least.
        every: In each stretch of this length.
        words: How the guide says it.
        origin: Who states it.
    """

    times: int | None
    every: Period | None
    words: Text | None
    origin: Origin


@attrs.frozen
class After:
    """What has to be done after a meeting in an arena.

    Attributes:
        id: Its name within the arena.
        what: What is to be done, in the guide's words.
        who: Who does it: one of `CALLERS`, or a role; None where the guide does not say: whoever answers.
        within: How long there is; None where the guide does not say.
        unit: Calendar, working or school days.
        fulfilled_by: The kind of fact that shows it done; None where no single fact does.
        origin: Who states it.
    """

    id: str
    what: Text
    who: str | None
    within: Period | None
    unit: Unit
    fulfilled_by: str | None
    origin: Origin


@attrs.frozen
class Arena:
    """One arena; whatever is None, no guide of the chain states.

    Attributes:
        id: Its name in the guide; a meeting names it.
        title: What it is called.
        about: What it is about.
        purpose: What it is for, in the guide's words.
        widens: The arena of which this is the larger size: all that holds there holds here, and its members come first.
        convener: Who calls it: roles, or words of `CALLERS`.
        initiative: Who may take the initiative: "child", "guardian", "professional", "outside_professional",
            "volunteer", "private_person", or kinds of service.
        services: The kinds of service that sit in it.
        roles: The roles that sit in it, all of them; or what somebody is in the case, by words of `SITTING`.
        one_of: Of these one at least sits in it: roles, kinds of service, or words of `SITTING`.
        guardians: Whether the guardians take part.
        child: Whether the child or young person takes part.
        from_age: From which age of the child on, in whole years.
        to_age: Up to which age, the year itself included.
        consent: What it needs of consent.
        levels: On which levels it is used.
        counts_as_level: The level it is counted as, whoever sits in it: it is no cooperation on a later one.
        frequency: How often it meets.
        place: Where, in the guide's words.
        substitutes: Whether a member who cannot come sends somebody else.
        log_replaces_minutes: Whether what is written into the relay log there stands for the minutes.
        forms: What is to be filled in and filed first.
        after: What has to be done afterwards.
        without: The services and roles that an inherited arena names and the guide leaves out; they fall away from it.
        origin: Who states the arena.
        origins: Who states each field that another guide of the chain states.
    """

    id: str
    title: Text
    about: About
    origin: Origin
    purpose: Text | None = None
    widens: str | None = None
    convener: Setting[tuple[str, ...]] | None = None
    initiative: Setting[tuple[str, ...]] | None = None
    services: Setting[tuple[str, ...]] | None = None
    roles: Setting[tuple[str, ...]] | None = None
    guardians: Setting[Attendance] | None = None
    child: Setting[Attendance] | None = None
    from_age: Setting[int] | None = None
    to_age: Setting[int] | None = None
    consent: Setting[ArenaConsent] | None = None
    levels: Setting[tuple[str, ...]] | None = None
    counts_as_level: Setting[str] | None = None
    frequency: Frequency | None = None
    place: Text | None = None
    substitutes: Setting[bool] | None = None
    log_replaces_minutes: Setting[bool] | None = None
    forms: Setting[tuple[Text, ...]] | None = None
    after: tuple[After, ...] = ()
    without: Setting[tuple[str, ...]] | None = None
    origins: Mapping[str, Origin] = attrs.field(factory=dict[str, Origin], hash=False)
    one_of: Setting[tuple[str, ...]] | None = None

    def origin_of(self, field: str) -> Origin:
        """Return who states one field of this arena."""
        return self.origins.get(field, self.origin)

    @property
    def stands_in_for_level(self) -> str | None:
        """Return the id of the level it is counted as, or None."""
        counts = self.counts_as_level
        return None if counts is None or isinstance(counts.value, NotStated) else counts.value
