"""The spine: the part of the case book that guards read, one piece a topic; and who answers for the case (I-01)."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

import attrs

from bti.people import Actor, Professional
from bti.record import (
    baton,
    concern,
    consent,
    correction,
    document,
    evaluation,
    family,
    family_circle,
    held_back,
    life,
    log,
    meeting,
    pathway,
    people,
    plan,
    plans,
    staff,
    step,
    tasks,
    transition,
)
from bti.record.fact import Topic

__all__ = ["EMPTY", "Answering", "Earlier", "Office", "Spine"]


class Office(enum.Enum):
    """On what ground somebody answers for the case (I-01)."""

    OWNER = "owner"  # owns the concern the case began with
    HOLDER = "holder"  # holds the baton
    STAND_IN = "stand_in"  # stands in for the holder, who is absent
    COORDINATOR = "coordinator"  # is appointed coordinator and has taken over
    LEADER = "leader"  # leads the home service


@attrs.frozen
class Answering:
    """The one who answers for the case.

    Attributes:
        office: On what ground.
        person: The professional's reference; None for the leader of the home service, who is whoever leads it.
    """

    office: Office
    person: str | None


@attrs.frozen
class Earlier:
    """Who must consent, and who has, as it stood until something of it turned, for what is recorded late.

    Attributes:
        until: When it turned.
        people: Services and people until then.
        circle: Who answers for whom in the family, until then.
        consents: The consents until then.
        log: The log until then.
    """

    until: dt.datetime
    people: people.People
    circle: family_circle.Circle
    consents: consent.Consents
    log: log.Log


@attrs.frozen
class Spine:
    """What guards read of a case; one piece a topic.

    Attributes:
        life: Whether there is a case, whose, under which guide.
        concerns: The concerns.
        track: The position.
        people: Services and people.
        circle: Who answers for whom in the family, and who must not know.
        staff: Who is responsible in a service, who reads without taking part, who is partial.
        tasks: The tasks.
        consents: The consents.
        log: Whether a relay log was opened.
        baton: Holder and offer.
        plan: Goals, measures and agreements.
        meetings: Meetings.
        evaluation: The last evaluation.
        family: The family's requests and questions.
        pathways: The special pathways.
        transitions: The transitions.
        plans: Other plans beside the relay log.
        documents: Which documents were filed.
        corrections: Which entries were corrected, struck or erased.
        held: What is kept from some of the readers.
        last: By kind of fact, the place in the book where it last stands.
        acts: By kind of fact, the id of the act in which it was last admitted.
        happened: By topic, when its last fact happened.
        earlier: How consent stood before, in the order of the book; kept once a companion is consented to.
        version: How many entries the case book has.
        recorded: When the last entry was recorded.
    """

    life: life.Life
    concerns: concern.Concerns
    track: step.Track
    people: people.People
    circle: family_circle.Circle
    staff: staff.Staff
    tasks: tasks.Tasks
    consents: consent.Consents
    log: log.Log
    baton: baton.Baton
    plan: plan.Plan
    meetings: meeting.Meetings
    evaluation: evaluation.Evaluation
    family: family.FamilySays
    pathways: pathway.Pathways
    transitions: transition.Transitions
    plans: plans.OtherPlans
    documents: document.Documents
    corrections: correction.Corrections
    held: held_back.HeldBack
    last: Mapping[str, int]
    acts: Mapping[str, str]
    happened: Mapping[Topic, dt.datetime]
    earlier: tuple[Earlier, ...]
    version: int
    recorded: dt.datetime | None

    def is_kin(self, ref: str) -> bool:
        """Tell whether a person is guardian, person concerned, related or private in this case (I-04)."""
        return ref in self.people.kin

    def stood_at(self, instant: dt.datetime) -> Earlier | None:
        """Return how consent stood at an instant, where it has turned since; None where it stands so today."""
        return next((one for one in self.earlier if one.until > instant), None)

    def in_line(self, day: dt.date) -> Iterator[Answering]:
        """Yield who answers on a date in Europe/Oslo, then who would if that one could not; the leader last (I-01).

        Nobody before the first concern and after closing. From then on, in this order: a coordinator who has taken
        over; the holder or, while the holder is absent, their stand-in; before anybody has held the baton, the owner
        of the concern who is not partial; the leader of the home service.
        """
        held, first = self.baton, self.concerns.first
        if not self.life.is_open or (first is None and not held.was_held):
            return
        if held.taken_over is not None:
            yield Answering(Office.COORDINATOR, held.taken_over.person)
        absence = held.absent(day)
        if absence is not None:
            if absence.stand_in is not None:
                yield Answering(Office.STAND_IN, absence.stand_in)
        elif held.holder is not None:
            yield Answering(Office.HOLDER, held.holder)
        elif first is not None and not held.was_held:
            owner, home = self.people.professionals.get(first.owner or ""), self.life.home
            partial = owner is None or owner.ref in self.staff.partial
            if owner is not None and home is not None and owner.service == home.ref and not partial:
                yield Answering(Office.OWNER, owner.ref)
        yield Answering(Office.LEADER, None)

    def answering(self, day: dt.date) -> Answering | None:
        """Return who answers for the case on a date in Europe/Oslo, or None while nobody has to (I-01)."""
        return next(self.in_line(day), None)

    def takes_part(self, actor: Actor) -> bool:
        """Tell whether a professional of a service that takes part has joined, in the service they come with."""
        if not isinstance(actor, Professional):
            return False
        joined = self.people.professionals.get(actor.ref)
        return joined is not None and joined.service == actor.service.ref


EMPTY: Final = Spine(
    life.Life(),
    concern.Concerns(),
    step.Track(),
    people.People(),
    family_circle.Circle(),
    staff.Staff(),
    tasks.Tasks(),
    consent.Consents(),
    log.Log(),
    baton.Baton(),
    plan.Plan(),
    meeting.Meetings(),
    evaluation.Evaluation(),
    family.FamilySays(),
    pathway.Pathways(),
    transition.Transitions(),
    plans.OtherPlans(),
    document.Documents(),
    correction.Corrections(),
    held_back.HeldBack(),
    MappingProxyType({}),
    MappingProxyType({}),
    MappingProxyType({}),
    (),
    0,
    None,
)
"""The spine of a case of which nothing is known."""
