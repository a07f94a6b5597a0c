"""What a guide says, once read and resolved: levels, steps, requirements, deadlines, outcomes, roles and settings.

Everything here is data. Nothing in a guide is ever evaluated as code: requirements are built from the closed
vocabulary of `ConditionName`, which `bti.rules.requirements` knows how to test against a case.

"Not stated" (`NOT_STATED`) is a value of its own and different from "none" (an empty tuple, `None` where the
field says so): a municipality that is silent has not decided against.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Mapping
from typing import Final, Generic, Literal, TypeVar

import attrs

from bti.dates import Period, Rounding, Unit
from bti.text import Text

__all__ = [
    "NOT_STATED",
    "Appointment",
    "BatonRules",
    "Condition",
    "ConditionName",
    "ConsentForm",
    "ConsentRules",
    "Deadline",
    "DeadlineStart",
    "Guardians",
    "Guide",
    "Holders",
    "Level",
    "LogRules",
    "Modality",
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
    "Since",
    "Source",
    "Status",
    "Step",
    "Target",
]

T = TypeVar("T")


class NotStated(enum.Enum):
    """The one-member type of "the guide does not say"."""

    NOT_STATED = "not stated"

    def __repr__(self) -> str:
        return "NOT_STATED"

    def __bool__(self) -> Literal[False]:
        return False


NOT_STATED: Final = NotStated.NOT_STATED


class Status(enum.Enum):
    """Where a version of a guide is in its life (Sortland publishes pages "på høring")."""

    DRAFT = "draft"
    IN_FORCE = "in_force"
    RETIRED = "retired"


class Modality(enum.Enum):
    """How strongly a rule is meant: must refuses, should asks for a recorded reason, may only advises."""

    MUST = "must"
    SHOULD = "should"
    MAY = "may"


class Purpose(enum.Enum):
    """What a step is for; the closed list all sixteen guides' steps fall under."""

    NOTICE = "notice"
    DESCRIBE = "describe"
    SHARE = "share"
    DECIDE = "decide"
    CONSENT = "consent"
    UNDERSTAND = "understand"
    PLAN = "plan"
    CARRY_OUT = "carry_out"
    EVALUATE = "evaluate"
    CHOOSE_WAY = "choose_way"
    CLOSE = "close"


class OutcomeKind(enum.Enum):
    """What an outcome does: `REPORT`, `REFER` and `ADVICE` never move the position by themselves."""

    CLOSE = "close"
    CONTINUE = "continue"
    NEW_MEASURES = "new_measures"
    UP = "up"
    DOWN = "down"
    ADVICE = "advice"
    REFER = "refer"
    REPORT = "report"


class ConditionName(enum.Enum):
    """The closed vocabulary of what a step or an outcome may require of the case's spine."""

    CONCERN_DESCRIBED = "concern_described"
    CONCERN_SHARED = "concern_shared"  # with: anyone, leader, colleague, guardian, child
    SHARING_POSTPONED = "sharing_postponed"
    NO_GUARDIAN_NAMED = "no_guardian_named"
    LOG_CONSENT_ASKED = "log_consent_asked"
    LOG_CONSENT_ANSWERED = "log_consent_answered"  # given by all who must, or refused or withdrawn by one
    LOG_CONSENT_GIVEN = "log_consent_given"
    LOG_OPEN = "log_open"
    OTHER_SERVICE_JOINED = "other_service_joined"
    BATON_HELD = "baton_held"
    WISH_RECORDED = "wish_recorded"
    GOAL_AGREED = "goal_agreed"
    MEASURE_PLANNED = "measure_planned"
    MEASURE_STARTED = "measure_started"
    MEASURES_EVALUATED = "measures_evaluated"  # every measure that stands, in this round
    CHILD_HEARD = "child_heard"  # heard, or a coded reason why not
    MEETING_HELD = "meeting_held"
    WAY_CHOSEN = "way_chosen"


class Since(enum.Enum):
    """From when on a condition looks: the whole case, this stay on the level, this round, this stay on the step.

    A round begins with the case and anew whenever a way has been chosen by completing a step with an outcome.
    """

    CASE = "case"
    LEVEL = "level"
    ROUND = "round"
    STEP = "step"


class Appointment(enum.Enum):
    """Whether naming a holder binds at once or is an offer that waits for acceptance."""

    OFFERED = "offered"
    BINDING = "binding"


class OnLevelChange(enum.Enum):
    """What becomes of the baton when the level changes."""

    KEEP = "keep"
    RECONSIDER = "reconsider"
    ANEW = "anew"


class Guardians(enum.Enum):
    """Which guardians must consent to a relay log (law A-05, A-06: no source decides; a setting)."""

    ALL = "all"
    RESIDENT = "resident"


class ConsentForm(enum.Enum):
    """How a consent may be given (law Q-04: the form is not fixed by law; tacit consent is never accepted)."""

    WRITTEN = "written"
    ELECTRONIC = "electronic"
    ORAL = "oral"


@attrs.frozen
class Source:
    """A page, law or decision that a guide is built on, named once and referred to by `id`."""

    id: str
    title: str
    address: str | None = None


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


@attrs.frozen
class Setting(Generic[T]):
    """One decision of the municipality, with how strongly it is meant and where it comes from."""

    value: T | NotStated
    modality: Modality
    origin: Origin


@attrs.frozen
class Condition:
    """One thing that must be so in the case.

    Attributes:
        name: What must be so.
        since: From when on it counts.
        with_: With whom, for `CONCERN_SHARED`; which kind of meeting, for `MEETING_HELD`.
    """

    name: ConditionName
    since: Since = Since.CASE
    with_: str | None = None


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
    origin: Origin = Origin("")


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
    """

    id: str
    label: Text
    kind: OutcomeKind
    targets: tuple[Target, ...] = ()
    requires: Requirement | None = None
    origin: Origin = Origin("")
    origins: Mapping[str, Origin] = attrs.field(factory=dict[str, Origin], hash=False)

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

    def origin_of(self, field: str) -> Origin:
        """Return who states one field of this step."""
        return self.origins.get(field, self.origin)

    def outcome(self, outcome_id: str) -> Outcome | None:
        """Return the outcome of this name, or None."""
        return next((outcome for outcome in self.outcomes if outcome.id == outcome_id), None)


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
    """

    id: str
    label: str
    title: Text
    purpose: Text | None
    steps: tuple[Step, ...]
    origin: Origin
    origins: Mapping[str, Origin] = attrs.field(factory=dict[str, Origin], hash=False)

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
    """

    from_level: Setting[str]
    appointment: Setting[Appointment]
    on_level_change: Setting[OnLevelChange]
    criteria: Setting[tuple[Text, ...]]
    holders: Mapping[str, Holders] = attrs.field(hash=False)


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


@attrs.frozen
class LogRules:
    """The guide's rules of the relay log.

    Attributes:
        from_level: The first level on which it may be opened.
        contents: What it gives an overview of, in the guide's words.
    """

    from_level: Setting[str]
    contents: Setting[tuple[Text, ...]]


@attrs.frozen
class Said:
    """A rule that the guide states and the engine cannot enforce: kept with text and source, shown as advice."""

    id: str
    text: Text
    about: str | None
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
    _levels: Mapping[str, Level] = attrs.field(init=False, repr=False, eq=False)
    _order: Mapping[str, int] = attrs.field(init=False, repr=False, eq=False)
    _steps: Mapping[str, Step] = attrs.field(init=False, repr=False, eq=False)
    _roles: Mapping[str, Role] = attrs.field(init=False, repr=False, eq=False)
    _fitting: frozenset[tuple[str, str]] = attrs.field(init=False, repr=False, eq=False)
    _services: Mapping[str, ServiceKind] = attrs.field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        keep = object.__setattr__
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
        return origin.guide != self.id
