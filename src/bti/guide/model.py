"""What a guide says, once read and resolved: levels, steps, requirements, deadlines, outcomes, roles and settings.

Everything here is data. Nothing in a guide is ever evaluated as code: requirements are built from the closed
vocabulary of `ConditionName`, which `bti.rules.requirements` knows how to test against a case.

"Not stated" (`NOT_STATED`) is a value of its own and different from "none" (an empty tuple, `None` where the
field says so): a municipality that is silent has not decided against.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import attrs

from bti.dates import Period, Rounding, Unit
from bti.guide.settings import (
    NOWHERE,
    BatonRules,
    ConsentRules,
    Holders,
    LogRules,
    Origin,
    Setting,
    SettingCase,
    Weaker,
    When,
    settled,
    varies,
)
from bti.guide.terms import (
    NOT_STATED,
    Appointment,
    ConditionName,
    ConsentForm,
    CoordinatorMeans,
    Guardians,
    HowMany,
    LogAndPlan,
    Modality,
    Movement,
    NotStated,
    OnLevelChange,
    OutcomeKind,
    Purpose,
    Since,
    Status,
    Word,
)
from bti.guide.vocabulary import Place
from bti.guide.words import COMMON_WORDS, Words
from bti.text import Text

__all__ = [
    "NOT_STATED",
    "Appointment",
    "BatonRules",
    "Condition",
    "ConditionName",
    "ConsentForm",
    "ConsentRules",
    "CoordinatorMeans",
    "Deadline",
    "DeadlineStart",
    "Definition",
    "Guardians",
    "Guide",
    "Holders",
    "HowMany",
    "Level",
    "LogAndPlan",
    "LogRules",
    "Modality",
    "Movement",
    "NotStated",
    "OnLevelChange",
    "Origin",
    "Outcome",
    "OutcomeKind",
    "Purpose",
    "Requirement",
    "Role",
    "Said",
    "ServiceKind",
    "Setting",
    "SettingCase",
    "Since",
    "Source",
    "Status",
    "Step",
    "Target",
    "Variant",
    "Weaker",
    "When",
    "Word",
]


@attrs.frozen
class Source:
    """A page, law or decision that a guide is built on, named once and referred to by `id`."""

    id: str
    title: str
    address: str | None = None


@attrs.frozen
class Condition:
    """One thing that must be so in the case.

    Attributes:
        name: What must be so.
        since: From when on it counts.
        with_: With whom, for `CONCERN_SHARED`; which kind of meeting, for `MEETING_HELD`.
        after: Only what was recorded after the last fact of this condition counts; and there has to be one.
        same_act_as: Only what was recorded in one act with the last fact of this condition counts: in one meeting.
    """

    name: ConditionName
    since: Since = Since.CASE
    with_: str | None = None
    after: ConditionName | None = None
    same_act_as: ConditionName | None = None


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
        outcomes: How it can end; empty means it leads to the next step of the level.
        deadlines: Its time limits; `NOT_STATED` where the guide is silent, `()` where it says there are none.
        skippable: Whether it may be skipped.
        origin: Who states the step.
        origins: Who states each field that another guide of the chain states ("completion", "outcomes", …).
        revisitable: Whether it may be completed anew when the case stands later on its level, or once it is done;
            None where no guide says: on a level of free movement it may.
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
    place: Place | None
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
    """

    id: str
    label: Text
    strict: bool
    origin: Origin


@attrs.frozen
class Role:
    """A professional role.

    Attributes:
        id: Its name in the guide and in `people.Professional.role`.
        label: The guide's words.
        services: The kinds of service it is found in; empty means any.
        leads: Whether it leads its service (and answers for the home service in vacancy, law E-03).
        origin: Who states it.
    """

    id: str
    label: Text
    services: tuple[str, ...]
    leads: bool
    origin: Origin


@attrs.frozen
class Said:
    """A rule that the guide states and the engine cannot enforce: kept with text and source, shown as advice."""

    id: str
    text: Text
    about: str | None
    origin: Origin


@attrs.frozen
class Variant:
    """What holds where the home service is of certain kinds (Risør has one guide for schools and one for health).

    Attributes:
        id: Its name in the guide.
        title: What it is called; None where it has no title of its own.
        home: The kinds of home service it holds for.
        guide: The whole guide as it holds there; its digest is that of the guide it is a variant of.
        origin: Who states it.
    """

    id: str
    title: Text | None
    home: tuple[str, ...]
    guide: Guide
    origin: Origin


@attrs.frozen
class Guide:
    """A municipality's action guide (handlingsveileder, handlingsrettleiar), resolved over everything it extends.

    Attributes:
        id: "sortland".
        version: The municipality's name of the version.
        status: Draft on hearing, in force or retired.
        title: Its title.
        place: The municipality; None for the common core.
        in_force_from: A date in Europe/Oslo; None when not known.
        languages: Which language tags its own texts have.
        sources: What it is built on.
        chain: The guides it is resolved from, itself first ("sortland", "national").
        levels: In order.
        services: Kinds of service.
        roles: Professional roles.
        baton: Rules of the baton.
        consent: Rules of consent.
        log: Rules of the relay log.
        said: Rules said and not enforced.
        missing: What the guide's writer declares as not known, in words.
        digest: SHA-256 of the resolved guide in canonical form, as hex; a running case stands under it.
        words: How the municipality calls things; `word` asks for one.
        fragments: The ids of the fragments it uses itself: what they state, it states.
        variants: What holds by kind of home service; `for_home` asks for it.
        entries: The ids of the steps with which a case may begin, the usual one first; None where no guide says: with
            the first.
        variant: The id of the variant this guide is the resolved form of; None for a guide itself.
    """

    id: str
    version: str
    status: Status
    title: Text
    place: str | None
    in_force_from: dt.date | None
    languages: tuple[str, ...]
    sources: tuple[Source, ...]
    chain: tuple[str, ...]
    levels: tuple[Level, ...]
    services: tuple[ServiceKind, ...]
    roles: tuple[Role, ...]
    baton: BatonRules
    consent: ConsentRules
    log: LogRules
    said: tuple[Said, ...]
    missing: tuple[Text, ...]
    digest: str
    words: Words = attrs.field(factory=Words)
    fragments: tuple[str, ...] = ()
    variants: tuple[Variant, ...] = ()
    entries: Setting[tuple[str, ...]] | None = None
    variant: str | None = None
    _varies: bool = attrs.field(init=False, repr=False, eq=False)
    _at: dict[tuple[str | None, str | None], Guide] = attrs.field(init=False, repr=False, eq=False)
    _homes: Mapping[str, Guide] = attrs.field(init=False, repr=False, eq=False)
    _levels: Mapping[str, Level] = attrs.field(init=False, repr=False, eq=False)
    _order: Mapping[str, int] = attrs.field(init=False, repr=False, eq=False)
    _steps: Mapping[str, Step] = attrs.field(init=False, repr=False, eq=False)
    _roles: Mapping[str, Role] = attrs.field(init=False, repr=False, eq=False)
    _fitting: frozenset[tuple[str, str]] = attrs.field(init=False, repr=False, eq=False)
    _services: Mapping[str, ServiceKind] = attrs.field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        keep = object.__setattr__
        steps = (step for level in self.levels for step in level.steps)
        rules: tuple[attrs.AttrsInstance, ...] = (self, self.baton, self.consent, self.log, *self.levels, *steps)
        keep(self, "_varies", any(varies(one) for one in rules))
        keep(self, "_at", {})
        keep(self, "_homes", {kind: one.guide for one in self.variants for kind in one.home})
        keep(self, "_levels", {level.id: level for level in self.levels})
        keep(self, "_order", {level.id: place for place, level in enumerate(self.levels)})
        keep(self, "_steps", {step.id: step for level in self.levels for step in level.steps})
        keep(self, "_roles", {role.id: role for role in self.roles})
        keep(self, "_services", {service.id: service for service in self.services})
        kinds = tuple(service.id for service in self.services)
        fitting = ((role.id, kind) for role in self.roles for kind in role.services or kinds if kind in kinds)
        keep(self, "_fitting", frozenset(fitting))

    def __hash__(self) -> int:
        return hash(self.digest)

    @property
    def first_steps(self) -> tuple[str, ...]:
        """Return the ids of the steps with which a case may begin, the usual one first."""
        stated = () if self.entries is None or isinstance(self.entries.value, NotStated) else self.entries.value
        return stated or (self.levels[0].steps[0].id,)

    def for_home(self, kind: str) -> Guide:
        """Return what holds for a kind of home service: the variant for it, or the guide where it has none."""
        return self._homes.get(kind, self)

    @property
    def varies(self) -> bool:
        """Tell whether a setting of it holds otherwise on some level or for some home service."""
        return self._varies

    def at(self, level: str | None, home: str | None) -> Guide:
        """Return the guide with each setting as it holds on a level, for a kind of home service.

        Args:
            level: The id of the level; None: of no level in particular.
            home: The kind of home service; None: of none in particular.
        """
        if not self._varies:
            return self
        found = self._at.get((level, home))
        if found is None:
            levels = tuple(
                settled(attrs.evolve(one, steps=tuple(settled(step, level, home) for step in one.steps)), level, home)
                for one in self.levels
            )
            found = attrs.evolve(
                settled(self, level, home),
                levels=levels,
                baton=settled(self.baton, level, home),
                consent=settled(self.consent, level, home),
                log=settled(self.log, level, home),
            )
            if (level is None or level in self._levels) and (home is None or home in self._services):
                self._at[level, home] = found  # no more are kept than there are levels and kinds of service
        return found

    def word(self, word: Word | str, level: str | None = None) -> Text:
        """Return what the municipality calls a thing, on a level where it has a word of its own for it there.

        Args:
            word: "holder", "log", "level" or "concern".
            level: The id of a level.

        Raises:
            ValueError: There is no such word.
        """
        asked = Word(word)
        found = self.words.find(asked, level)
        return COMMON_WORDS[asked] if found is None else found.text

    def level(self, level_id: str) -> Level | None:
        """Return the level of this id, or None."""
        return self._levels.get(level_id)

    def order(self, level_id: str) -> int:
        """Return the place of a level among the guide's levels, counted from 0.

        Raises:
            KeyError: The guide has no such level.
        """
        return self._order[level_id]

    def step(self, step_id: str) -> Step | None:
        """Return the step of this id, or None."""
        return self._steps.get(step_id)

    def role(self, role_id: str) -> Role | None:
        """Return the role of this id, or None."""
        return self._roles.get(role_id)

    def service(self, kind: str) -> ServiceKind | None:
        """Return the kind of service of this id, or None."""
        return self._services.get(kind)

    def fits(self, role_id: str, kind: str) -> bool:
        """Tell whether the guide knows a role, and knows it in a kind of service."""
        return (role_id, kind) in self._fitting

    def next_step(self, step: Step) -> Step | None:
        """Return the step after this one on its level, or None after the last."""
        steps = self._levels[step.level].steps
        place = steps.index(step) + 1
        return steps[place] if place < len(steps) else None

    def is_inherited(self, origin: Origin) -> bool:
        """Tell whether something is stated by a guide this one extends, not by the municipality itself."""
        return origin.guide != self.id and origin.guide not in self.fragments
