"""A guide as a whole, once read and resolved; its variants, and what it is before a date on which something changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import attrs

from bti.guide.arenas import Arena
from bti.guide.limits import Deadline, GuideDuty
from bti.guide.parts import LeftOut, Level, NotHeard, Role, Said, ServiceKind, Source, Step
from bti.guide.pathways import PathwayRules
from bti.guide.privacy import Privacy
from bti.guide.relay import BatonRules, LogRules
from bti.guide.settings import SHOWN_ONLY, ConsentRules, Origin, Setting, settled, varies
from bti.guide.terms import NotStated, Status, Word
from bti.guide.tools import EvaluationQuestion, Tool
from bti.guide.whom import Whom
from bti.guide.words import COMMON_WORDS, Words
from bti.text import Text

__all__ = ["Guide", "Phase", "Variant"]


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
class Phase:
    """What a guide is before a date on which a part of it begins to hold.

    Attributes:
        until: The first day on which it is no longer this, a date in Europe/Oslo.
        guide: The whole guide as it holds before that day; its digest is that of the guide it is a phase of.
    """

    until: dt.date
    guide: Guide


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
        deadlines: Time limits of the case as such, on no level in particular.
        duties: What somebody owes, as the guide says it.
        variant: The id of the variant this guide is the resolved form of; None for a guide itself.
        not_heard: Where a family turns that was not heard; None where no guide says.
        phases: What it is before each date on which a part of it begins to hold, in order; `on` asks for it.
        arenas: The kinds of meeting it has.
        pathways: The special pathways it has.
        whom: Whom it is for; None where no guide says.
        privacy: Small places, keeping and archiving, and who logs in.
        tools: What work is written with or looked up in.
        questions: What an evaluation has to answer.
        left_out: What it leaves out of the guides it is built on; only readers are shown it.
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
    not_heard: NotHeard | None = None
    deadlines: tuple[Deadline, ...] = ()
    duties: tuple[GuideDuty, ...] = ()
    phases: tuple[Phase, ...] = ()
    arenas: tuple[Arena, ...] = ()
    pathways: tuple[PathwayRules, ...] = ()
    whom: Whom | None = None
    privacy: Privacy = attrs.field(factory=Privacy)
    tools: tuple[Tool, ...] = ()
    questions: tuple[EvaluationQuestion, ...] = ()
    left_out: tuple[LeftOut, ...] = attrs.field(default=(), eq=False, metadata=SHOWN_ONLY)
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
        rules: tuple[attrs.AttrsInstance, ...] = (
            self,
            self.baton,
            self.consent,
            *self.consent.scopes,
            self.log,
            self.privacy,
            *self.levels,
            *steps,
            *self.arenas,
            *self.pathways,
            *((self.whom,) if self.whom else ()),
        )
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

    def on(self, day: dt.date) -> Guide:
        """Return what holds on a date in Europe/Oslo."""
        return next((phase.guide for phase in self.phases if day < phase.until), self)

    @property
    def varies(self) -> bool:
        """Tell whether a setting of it holds otherwise on some level or for some home service."""
        return self._varies

    @property
    def depends(self) -> bool:
        """Tell whether what holds depends on the level, the home service or the date."""
        return self._varies or bool(self.variants or self.phases)

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
            scopes = tuple(settled(one, level, home) for one in self.consent.scopes)
            found = attrs.evolve(
                settled(self, level, home),
                levels=levels,
                baton=settled(self.baton, level, home),
                consent=attrs.evolve(settled(self.consent, level, home), scopes=scopes),
                log=settled(self.log, level, home),
                privacy=settled(self.privacy, level, home),
                arenas=tuple(settled(one, level, home) for one in self.arenas),
                pathways=tuple(settled(one, level, home) for one in self.pathways),
                whom=settled(self.whom, level, home) if self.whom else None,
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

    def arena(self, arena_id: str) -> Arena | None:
        """Return the arena of this id, or None."""
        return next((one for one in self.arenas if one.id == arena_id), None)

    def pathway(self, pathway_id: str) -> PathwayRules | None:
        """Return what it says of the pathway of this id, or None."""
        return next((one for one in self.pathways if one.id == pathway_id), None)

    def tool(self, tool_id: str) -> Tool | None:
        """Return the tool of this id, or None."""
        return next((one for one in self.tools if one.id == tool_id), None)

    def question(self, question_id: str) -> EvaluationQuestion | None:
        """Return the question of this id that an evaluation answers, or None."""
        return next((one for one in self.questions if one.id == question_id), None)

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
