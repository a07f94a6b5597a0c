"""Taking over a case that runs already, from paper or another product: one opening balance as of a date.

Everything it brings gets its id from the entry's own (`measure_id` and its neighbours), so that all later work finds
it: a measure taken over is evaluated, a consent taken over is withdrawn, the holder hands over.
"""

from __future__ import annotations

import datetime as dt
import enum
from typing import Any, ClassVar, cast

import attrs

from bti.dates import start_of_day
from bti.errors import InvalidValue
from bti.people import Service
from bti.record.baton import Baton
from bti.record.concern import Concern, Concerns, SharedWith
from bti.record.consent import Answer, Asked, Consent, Consents, Form, Scope
from bti.record.entry import Entry
from bti.record.fact import Category, Fact, Topic, is_a, is_all, is_count, is_date, is_ref, is_refs
from bti.record.goal import Goal
from bti.record.life import Concerned, Life, are_concerned
from bti.record.log import Log
from bti.record.measure import Measure, MeasureStatus
from bti.record.people import GuardianInfo, Participant, People
from bti.record.plan import Plan
from bti.record.step import Track
from bti.text import Text

__all__ = [
    "CaseTakenOver",
    "TakenConsent",
    "TakenFrom",
    "TakenGuardian",
    "TakenMeasure",
    "TakenProfessional",
    "brought_otherwise",
    "concern_id",
    "consent_id",
    "consents_of",
    "goal_id",
    "measure_id",
    "people_of",
    "root_of",
    "stands_for",
]

_MOST_GOALS = 100
"""More goals than any plan that people work by; what a file says beyond that is a mistake."""


class TakenFrom(enum.Enum):
    """Where a case was followed up before."""

    PAPER = "paper"
    OTHER_PRODUCT = "other_product"
    OTHER_SERVICE = "other_service"  # the child has moved on from one home service to another
    OTHER_MUNICIPALITY = "other_municipality"
    OTHER = "other"


@attrs.frozen
class TakenGuardian:
    """A guardian of a case taken over.

    Attributes:
        ref: The person's reference.
        lives_with: Whether the child lives permanently with this guardian (law A-04, A-06).
        told: Whether the concern has been shared with them.
    """

    ref: str = attrs.field(validator=is_ref)
    lives_with: bool = attrs.field(validator=is_a(bool))
    told: bool = attrs.field(validator=is_a(bool))


@attrs.frozen
class TakenProfessional:
    """A professional who takes part in a case taken over.

    Attributes:
        ref: The person's reference.
        role: The role in the guide.
        of: The reference of their service: the home service, or one that takes part.
    """

    ref: str = attrs.field(validator=is_ref)
    role: str = attrs.field(validator=is_ref)
    of: str = attrs.field(validator=is_ref)


@attrs.frozen(kw_only=True)
class TakenConsent:
    """A consent that was given before and stands; one that was withdrawn or never given is simply not there.

    Attributes:
        giver: Who gave it.
        scope: What it is for.
        service: The service, where the scope is for one; None otherwise.
        form: How it was given.
        categories: Which kinds of information it covers, as it was given: nothing is widened (law Q-02).
        given_on: When it was given, a date in Europe/Oslo.
        valid_until: The last date on which it holds.
    """

    giver: str = attrs.field(validator=is_ref)
    scope: Scope = attrs.field(validator=is_a(Scope))
    service: Service | None = attrs.field(default=None, validator=is_a(Service))
    form: Form = attrs.field(validator=is_a(Form))
    categories: tuple[Category, ...] = attrs.field(validator=is_all(Category, some=True))
    given_on: dt.date = attrs.field(validator=is_date)
    valid_until: dt.date = attrs.field(validator=is_date)

    def __attrs_post_init__(self) -> None:
        if self.scope.names_service != (self.service is not None):
            raise InvalidValue("TakenConsent: a service is named exactly when the scope is for one")
        if self.scope is Scope.ARENA:
            raise InvalidValue("TakenConsent: consent to a kind of meeting is asked for anew, not taken over")
        if self.scope is Scope.COMPANION:
            raise InvalidValue("TakenConsent: consent that lets somebody be at meetings is asked for anew")
        if self.valid_until < self.given_on:
            raise InvalidValue("TakenConsent.valid_until lies before given_on")


@attrs.frozen(kw_only=True)
class TakenMeasure:
    """A measure that stands; one that is ended stays in the record it comes from.

    Attributes:
        responsible: The reference of the one who answers for it.
        service: The reference of the service it belongs to; None: the family's own.
        level: The id of the guide's level it was planned on; None: the one the case stands on.
        evaluate_by: When it is to be evaluated at the latest, a date in Europe/Oslo that may be past.
        started: Whether it is under way.
    """

    responsible: str = attrs.field(validator=is_ref)
    service: str | None = attrs.field(default=None, validator=is_ref)
    level: str | None = attrs.field(default=None, validator=is_ref)
    evaluate_by: dt.date = attrs.field(validator=is_date)
    started: bool = attrs.field(default=True, validator=is_a(bool))


def _is_round(instance: Any, attribute: attrs.Attribute[Any], value: object) -> None:
    is_count(instance, attribute, value)
    if not cast(int, value):
        raise InvalidValue(f"{type(instance).__name__}.{attribute.name} is counted from 1")


def _are_measures(instance: Any, attribute: attrs.Attribute[Any], value: object) -> None:
    """Refuse what is no tuple of measures; two may well be alike."""
    held = cast(tuple[object, ...], value) if isinstance(value, tuple) else None
    if held is None or not all(isinstance(one, TakenMeasure) for one in held):
        raise InvalidValue(f"{type(instance).__name__}.{attribute.name} must be a tuple of TakenMeasure")


def _is_number_of_goals(instance: Any, attribute: attrs.Attribute[Any], value: object) -> None:
    is_count(instance, attribute, value)
    if cast(int, value) > _MOST_GOALS:
        raise InvalidValue(f"{type(instance).__name__}.{attribute.name} must be at most {_MOST_GOALS}")


@attrs.frozen(kw_only=True)
class CaseTakenOver(Fact):
    """A follow-up that runs already is taken over as it stands on a date (overtatt sak, overteken sak).

    It is the first fact of its case and holds the balance only, in references and codes: what was written before stays
    where it was written, or follows in words as facts of their own, in the same act if so wished. Who records it does
    not come to take part by that. No source describes a take-over; that everything of it is one fact, that the relay
    log comes open only with its consents, and services only with theirs, follows from I-05 and I-06.

    Attributes:
        persons: The child, young person or pregnant woman; several when a family has one case.
        home: The home service.
        as_of: The date the balance holds for, in Europe/Oslo; not after the day it is recorded.
        taken_from: Where the case was followed up before.
        reference: The host's reference of the earlier record (a paper file, a case in another product).
        step: The id of the step in the guide on which it stands.
        round: How many rounds have begun, from 1.
        told: The persons concerned who know of the concern; guardians say it for themselves.
        guardians: The guardians.
        services: The services that take part beside the home service, each covered by the consents below.
        professionals: The professionals who take part.
        holder: Who holds the baton; None while nobody does.
        owner: The professional of the home service who owns the concern; None: its leader answers for it.
        log_since: Since which date the relay log is open; None where none is.
        consents: The consents that stand.
        measures: The measures that stand.
        goals: How many goals are agreed; their words follow as documents or comments.
    """

    kind: ClassVar[str] = "case_taken_over"
    topic: ClassVar[Topic] = Topic.CASE
    words: ClassVar[Text] = Text(nb="sak overtatt", nn="sak overteken", en="case taken over")
    source: ClassVar[str] = "Øygarden (log on paper or electronic), Sogndal (paper and digital side by side); law Q-18"

    persons: tuple[Concerned, ...] = attrs.field(validator=are_concerned)
    home: Service = attrs.field(validator=is_a(Service))
    as_of: dt.date = attrs.field(validator=is_date)
    taken_from: TakenFrom = attrs.field(validator=is_a(TakenFrom))
    reference: str | None = attrs.field(default=None, validator=is_ref)
    step: str = attrs.field(validator=is_ref)
    round: int = attrs.field(default=1, validator=_is_round)
    told: tuple[str, ...] = attrs.field(default=(), validator=is_refs)
    guardians: tuple[TakenGuardian, ...] = attrs.field(default=(), validator=is_all(TakenGuardian))
    services: tuple[Service, ...] = attrs.field(default=(), validator=is_all(Service))
    professionals: tuple[TakenProfessional, ...] = attrs.field(default=(), validator=is_all(TakenProfessional))
    holder: str | None = attrs.field(default=None, validator=is_ref)
    owner: str | None = attrs.field(default=None, validator=is_ref)
    log_since: dt.date | None = attrs.field(default=None, validator=is_date)
    consents: tuple[TakenConsent, ...] = attrs.field(default=(), validator=is_all(TakenConsent))
    measures: tuple[TakenMeasure, ...] = attrs.field(default=(), validator=_are_measures)
    goals: int = attrs.field(default=0, validator=_is_number_of_goals)


# The ids of what a take-over brings


def concern_id(entry: str) -> str:
    """Return the id of the concern a case was taken over with."""
    return f"{entry}.concern"


def consent_id(entry: str, number: int) -> str:
    """Return the id of a consent taken over, counted from 1."""
    return f"{entry}.c{number}"


def measure_id(entry: str, number: int) -> str:
    """Return the id of a measure taken over, counted from 1."""
    return f"{entry}.m{number}"


def goal_id(entry: str, number: int) -> str:
    """Return the id of a goal taken over, counted from 1."""
    return f"{entry}.g{number}"


def root_of(brought: str) -> str:
    """Return the id of the entry that brought something, by its own id."""
    return brought.rpartition(".")[0]


def _numbered(fact: CaseTakenOver, entry: str) -> dict[str, TakenConsent | TakenMeasure]:
    """Return the consents and measures that a take-over brings, by id."""
    consents = {consent_id(entry, number): one for number, one in enumerate(fact.consents, 1)}
    return consents | {measure_id(entry, number): one for number, one in enumerate(fact.measures, 1)}


def brought_otherwise(wrong: CaseTakenOver, right: CaseTakenOver, entry: str) -> frozenset[str]:
    """Return the ids under which something else would be brought, were a take-over corrected: a count tells no more."""
    before, after = _numbered(wrong, entry), _numbered(right, entry)
    return frozenset(one for one, thing in before.items() if after.get(one) != thing)


# Folding


def life(piece: Life, entry: Entry, fact: CaseTakenOver) -> Life:
    """Let the case be open here from now on, under the guide it was judged by."""
    brought = frozenset(
        (
            concern_id(entry.id),
            *_numbered(fact, entry.id),
            *(goal_id(entry.id, number) for number in range(1, fact.goals + 1)),
        )
    )
    return Life(persons=fact.persons, home=fact.home, opened=entry.at, guide=entry.guide, brought=brought)


def track(piece: Track, entry: Entry, fact: CaseTakenOver) -> Track:
    """Stand on the step named, in the round named; all that is brought belongs to this step, level and round."""
    before = entry.seq - 1
    return Track(entry.resolved.moved_to, before, before, before, fact.round)


def stands_for(fact: CaseTakenOver) -> tuple[str, ...]:
    """Return the kinds of fact that have happened by what a take-over brings, for whatever asks whether they have."""
    happened = {
        "concern_raised": True,
        "goal_agreed": fact.goals > 0,
        "measure_planned": bool(fact.measures),
        "measure_started": any(one.started for one in fact.measures),
    }
    return tuple(kind for kind, has in happened.items() if has)


def people(piece: People, entry: Entry, fact: CaseTakenOver) -> People:
    """Bring services, professionals and family, told or not."""
    return people_of(fact)


def people_of(fact: CaseTakenOver) -> People:
    """Return the services and people that a take-over brings."""
    services = {one.ref: one for one in (fact.home, *fact.services)}
    professionals = {one.ref: Participant(one.ref, one.role, one.of) for one in fact.professionals}
    guardians = {one.ref: GuardianInfo(one.ref, one.lives_with) for one in fact.guardians}
    concerned = frozenset(one.ref for one in fact.persons)
    told = frozenset((*fact.told, *(one.ref for one in fact.guardians if one.told)))
    return People(services, professionals, guardians, concerned | guardians.keys(), told, concerned)


def concerns(piece: Concerns, entry: Entry, fact: CaseTakenOver) -> Concerns:
    """Let there be a first concern, shared with those who have been told."""
    first = Concern(concern_id(entry.id), fact.owner, None)
    shared = (
        *((SharedWith.GUARDIAN, one.ref, entry.seq) for one in fact.guardians if one.told),
        *((SharedWith.CHILD, ref, entry.seq) for ref in fact.told),
    )
    return Concerns(raised={first.id: first}, shared=shared)


def consents(piece: Consents, entry: Entry, fact: CaseTakenOver) -> Consents:
    """Let each consent be its giver's last answer, from the date it was given."""
    return consents_of(fact, entry.id, entry.seq)


def consents_of(fact: CaseTakenOver, entry: str, seq: int) -> Consents:
    """Return the consents that a take-over brings.

    Args:
        fact: The take-over.
        entry: The id of its entry, from which the consents have theirs.
        seq: Its place in the book.
    """
    answers = tuple(
        Consent(
            consent_id(entry, number),
            one.scope,
            None if one.service is None else one.service.ref,
            one.giver,
            Answer.GIVEN,
            seq,
            one.categories,
            one.given_on,
            one.valid_until,
        )
        for number, one in enumerate(fact.consents, 1)
    )
    named = {one.service.ref: one.service for one in fact.consents if one.service is not None}
    asked = tuple(Asked(one.scope, one.target, (one.giver,), seq) for one in answers)
    return Consents(asked=asked, answers={(one.scope, one.target, one.giver): one for one in answers}, named=named)


def log(piece: Log, entry: Entry, fact: CaseTakenOver) -> Log:
    """Let the log be in use where it was."""
    return piece if fact.log_since is None else Log(opened=start_of_day(fact.log_since))


def baton(piece: Baton, entry: Entry, fact: CaseTakenOver) -> Baton:
    """Leave the baton in the hand it is in."""
    return piece if fact.holder is None else Baton(holder=fact.holder, was_held=True, since=entry.seq)


def plan(piece: Plan, entry: Entry, fact: CaseTakenOver) -> Plan:
    """Bring goals and measures; none counts as evaluated in this round."""
    position = entry.resolved.moved_to
    here = None if position is None else position.level
    measures = tuple(
        Measure(
            measure_id(entry.id, number),
            one.service,
            one.level or here,
            one.responsible,
            one.evaluate_by,
            MeasureStatus.STARTED if one.started else MeasureStatus.PLANNED,
            0,
        )
        for number, one in enumerate(fact.measures, 1)
    )
    goals = tuple(Goal(goal_id(entry.id, number)) for number in range(1, fact.goals + 1))
    return Plan(goals={one.id: one for one in goals}, measures={one.id: one for one in measures})
