"""What a guide is made of: sources, levels, steps, outcomes, services, roles, words only said.

Everything here is data. Nothing in a guide is ever evaluated as code; what is required, and by when, is in `limits`.

"Not stated" (`NOT_STATED`) is a value of its own and different from "none" (an empty tuple, `None` where the
field says so): a municipality that is silent has not decided against.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import attrs

from bti.guide.limits import Deadline, Requirement
from bti.guide.settings import NOWHERE, SHOWN_ONLY, Origin, Setting
from bti.guide.terms import HowMany, MeantPlace, Modality, Movement, NotStated, OutcomeKind, Purpose
from bti.text import Text

__all__ = [
    "SIDE_EXITS",
    "Definition",
    "LeftOut",
    "Level",
    "NotHeard",
    "Outcome",
    "Role",
    "Said",
    "ServiceKind",
    "Source",
    "Step",
    "Target",
]


@attrs.frozen
class Source:
    """A page, law or decision that a guide is built on, named once and referred to by `id`.

    Attributes:
        id: Its name.
        title: What it is called.
        address: Where it can be read.
        origin: Which guide names it; None where that is not known.
    """

    id: str
    title: str
    address: str | None = None
    origin: Origin | None = attrs.field(default=None, eq=False, metadata=SHOWN_ONLY)


@attrs.frozen
class Target:
    """Where an outcome leads: a level, and a step of it (None: the level's first step)."""

    level: str
    step: str | None = None


@attrs.frozen
class Outcome:
    """One way a step can end.

    Attributes:
        id: Its name within the step.
        label: The guide's words.
        kind: What it does.
        targets: Where it may lead; several when the guide leaves a choice; none for close, report, refer, advice.
        requires: What must be so for this outcome beside the step's own completion.
        origin: Who states it.
        origins: Who states each field that another guide of the chain states ("label", "targets", …).
        body: Who gives the advice, or to whom the case is referred, in the guide's words; the case stays on the step.
    """

    id: str
    label: Text
    kind: OutcomeKind
    targets: tuple[Target, ...] = ()
    requires: Requirement | None = None
    origin: Origin = NOWHERE
    origins: Mapping[str, Origin] = attrs.field(factory=dict[str, Origin], hash=False)
    body: Text | None = None

    @property
    def moves(self) -> bool:
        """Tell whether choosing this outcome moves the position (close, report, refer and advice do not)."""
        return bool(self.targets)

    def origin_of(self, field: str) -> Origin:
        """Return who states one field of this outcome."""
        return self.origins.get(field, self.origin)


SIDE_EXITS: Final = frozenset({OutcomeKind.REPORT, OutcomeKind.REFER, OutcomeKind.ADVICE})
"""Outcomes that move nothing, so that a step which has no others goes on by itself."""


@attrs.frozen
class Step:
    """A step of a level.

    Attributes:
        id: Unique in the guide ("1.2").
        level: The level's id.
        label: What the guide prints ("A.2").
        title: The guide's words.
        purpose: What it is for.
        entry: What must be so to come here by an outcome or by going on.
        completion: What must be so to complete it.
        outcomes: How it can end; with none, or only such as move nothing, it leads to the next step of the level.
        deadlines: Its time limits; `NOT_STATED` where the guide is silent, `()` where it says there are none.
        skippable: Whether it may be skipped.
        origin: Who states the step.
        origins: Who states each field that another guide of the chain states ("completion", "outcomes", …).
        revisitable: Whether it may be completed anew when the case stands later on its level, or once it is done;
            None where no guide says: on a level of free movement it may.
        free_of: Which of `entry` and `completion` a guide says there is nothing of, with who says so; of one that is
            neither here nor stated nobody says anything.
    """

    id: str
    level: str
    label: str
    title: Text
    purpose: Purpose
    entry: Requirement | None
    completion: Requirement | None
    outcomes: tuple[Outcome, ...]
    deadlines: tuple[Deadline, ...] | NotStated
    skippable: Setting[bool]
    origin: Origin
    origins: Mapping[str, Origin] = attrs.field(factory=dict[str, Origin], hash=False)
    revisitable: Setting[bool] | None = None
    free_of: Mapping[str, Origin] = attrs.field(factory=dict[str, Origin], eq=False, metadata=SHOWN_ONLY)

    @property
    def goes_on(self) -> bool:
        """Tell whether it leads to the next step by itself: it has no outcome, or only such as lie at its side.

        Reporting, referring and asking for advice move nothing, so a step that can only end so goes on (Marker 0.3).
        """
        return all(one.kind in SIDE_EXITS for one in self.outcomes)

    def origin_of(self, field: str) -> Origin:
        """Return who states one field of this step."""
        return self.origins.get(field, self.origin)

    def outcome(self, outcome_id: str) -> Outcome | None:
        """Return the outcome of this name, or None."""
        return next((outcome for outcome in self.outcomes if outcome.id == outcome_id), None)


@attrs.frozen
class Definition:
    """What makes a case one of a level; asked when a case moves there, and of the measures planned on it.

    Attributes:
        services: How many services are meant, the home service counted in; None where the guide does not say.
        kinds: Services of one of these kinds are meant; empty where it does not say.
        place: Where the level's measures are carried out; None where it does not say.
        words: What it says in words that no count can carry.
        modality: How strongly it is meant; advice where the guide does not say more.
        origin: Who states it.
        origins: Who states each field that another guide of the chain states.
    """

    services: HowMany | None
    kinds: tuple[str, ...]
    place: MeantPlace | None
    words: Text | None
    modality: Modality
    origin: Origin
    origins: Mapping[str, Origin] = attrs.field(factory=dict[str, Origin], hash=False)

    def origin_of(self, field: str) -> Origin:
        """Return who states one field of this definition."""
        return self.origins.get(field, self.origin)


@attrs.frozen
class Level:
    """A level: its label is the guide's (0–3, 0/A/B/C), its order is its place in `Guide.levels`.

    Attributes:
        id: Its name in the guide.
        label: What the guide prints.
        title: The guide's words.
        purpose: What it is for, in the guide's words.
        steps: In order.
        origin: Who states the level.
        origins: Who states each field that another guide of the chain states ("title", "purpose", "steps").
        definition: What makes a case one of this level; None where no guide says.
        movement: Whether its steps go in order; None where no guide says: in order.
        deadlines: Time limits of the level as such.
    """

    id: str
    label: str
    title: Text
    purpose: Text | None
    steps: tuple[Step, ...]
    origin: Origin
    origins: Mapping[str, Origin] = attrs.field(factory=dict[str, Origin], hash=False)
    definition: Definition | None = None
    movement: Setting[Movement] | None = None
    deadlines: tuple[Deadline, ...] = ()

    @property
    def is_free(self) -> bool:
        """Tell whether a step of it may be completed whichever the case stands on."""
        return self.movement is not None and self.movement.value is Movement.FREE

    def origin_of(self, field: str) -> Origin:
        """Return who states one field of this level."""
        return self.origins.get(field, self.origin)


@attrs.frozen
class ServiceKind:
    """A kind of service ("school", "ppt").

    Attributes:
        id: Its name in the guide and in `people.Service.kind`.
        label: The guide's words.
        strict: Whether even its presence is secret without consent (law C-02).
        origin: Who states it.
        origins: Who states each field that another guide of the chain states.
    """

    id: str
    label: Text
    strict: bool
    origin: Origin
    origins: Mapping[str, Origin] = attrs.field(factory=dict[str, Origin], eq=False, metadata=SHOWN_ONLY)

    def origin_of(self, field: str) -> Origin:
        """Return who states one field of this kind of service."""
        return self.origins.get(field, self.origin)


@attrs.frozen
class Role:
    """A professional role.

    Attributes:
        id: Its name in the guide and in `people.Professional.role`.
        label: The guide's words.
        services: The kinds of service it is found in; empty means any.
        leads: Whether it leads its service (and answers for the home service in vacancy, law E-03).
        origin: Who states it.
        origins: Who states each field that another guide of the chain states.
    """

    id: str
    label: Text
    services: tuple[str, ...]
    leads: bool
    origin: Origin
    origins: Mapping[str, Origin] = attrs.field(factory=dict[str, Origin], eq=False, metadata=SHOWN_ONLY)

    def origin_of(self, field: str) -> Origin:
        """Return who states one field of this role."""
        return self.origins.get(field, self.origin)


@attrs.frozen
class Said:
    """A rule that the guide states and the engine cannot enforce: kept with text and source, shown as advice.

    Attributes:
        id: Its name in the guide.
        text: What the guide says.
        about: What it is about; None where it does not say.
        origin: Who states it.
        origins: Who states each field that another guide of the chain states.
    """

    id: str
    text: Text
    about: str | None
    origin: Origin
    origins: Mapping[str, Origin] = attrs.field(factory=dict[str, Origin], eq=False, metadata=SHOWN_ONLY)

    def origin_of(self, field: str) -> Origin:
        """Return who states one field of this rule."""
        return self.origins.get(field, self.origin)


@attrs.frozen
class NotHeard:
    """Where a family turns that was not heard (Tromsø 2025: a parent who does not get an interdisciplinary plan).

    Attributes:
        body: Which body looks at it, in the guide's words.
        how: What the family does, in its words ("fill in a form and send it there"); None if it does not say.
        origin: Who states it.
    """

    body: Text
    how: Text | None
    origin: Origin


@attrs.frozen
class LeftOut:
    """One thing that a guide of the chain states, and that a nearer one leaves out.

    Attributes:
        sort: What it is, as the format calls one of them ("level", "step", "outcome", "role", "arena" …).
        id: Its id.
        name: What it was called, where it was called something.
        label: The label it was printed with, where it had one.
        within: In what it stood, as sorts and ids ("level", "1", "step", "1.3"); nothing for the guide itself.
        stated: The guide that states it.
        by: Who leaves it out.
        is_report: Whether it is an outcome that reports to child welfare; everybody can always report, without it too.
    """

    sort: str
    id: str
    name: Text | None
    label: str | None
    within: tuple[str, ...]
    stated: str
    by: Origin
    is_report: bool = False
