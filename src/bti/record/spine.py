"""The spine: the part of the case book that guards read, and the one function that folds an entry into it.

A fact builds one piece of the spine or several; `_FOLDS` says which, in one table. Folding reads entries only, never
a guide, a law or a text. The same `apply` serves reading a stored case and taking the next step.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

import attrs

from bti.people import Actor, Professional
from bti.record import (
    absence,
    advice,
    agreement,
    baton,
    choice,
    concern,
    consent,
    coordinator,
    correction,
    document,
    evaluation,
    family,
    family_circle,
    goal,
    life,
    log,
    measure,
    meeting,
    pathway,
    people,
    plan,
    plans,
    staff,
    step,
    take_over,
    tasks,
    transition,
)
from bti.record.entry import Entry
from bti.record.fact import Fact, Topic
from bti.record.read_only import read_only

__all__ = ["EMPTY", "Answering", "Folding", "Office", "Spine", "folded"]


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
        corrections: Which entries were corrected, struck or erased.
        last: By kind of fact, the place in the book where it last stands.
        acts: By kind of fact, the id of the act in which it was last admitted.
        happened: By topic, when its last fact happened.
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
    corrections: correction.Corrections
    last: Mapping[str, int]
    acts: Mapping[str, str]
    happened: Mapping[Topic, dt.datetime]
    version: int
    recorded: dt.datetime | None

    def is_kin(self, ref: str) -> bool:
        """Tell whether a person is guardian, person concerned, related or private in this case (I-04)."""
        return ref in self.people.kin

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
    correction.Corrections(),
    MappingProxyType({}),
    MappingProxyType({}),
    MappingProxyType({}),
    0,
    None,
)
"""The spine of a case of which nothing is known."""

_Fold = Callable[[Any, Entry, Any], Any]
"""A fold function; the table pairs each with the fact and the piece it was written for, and a test checks it."""

_FOLDS: Final[Mapping[type[Fact], tuple[tuple[str, _Fold], ...]]] = {
    life.CaseOpened: (("life", life.opened), ("track", step.begun), ("people", people.begun)),
    take_over.CaseTakenOver: (
        ("life", take_over.life),
        ("track", take_over.track),
        ("people", take_over.people),
        ("concerns", take_over.concerns),
        ("consents", take_over.consents),
        ("log", take_over.log),
        ("baton", take_over.baton),
        ("plan", take_over.plan),
    ),
    life.CaseClosed: (("life", life.closed),),
    life.CaseReopened: (
        ("life", life.reopened),
        ("baton", baton.reopened),
        ("concerns", concern.reopened),
        ("track", step.reopened),
    ),
    life.GuideChanged: (
        ("life", life.guide_changed),
        ("track", step.guide_changed),
        ("evaluation", evaluation.guide_changed),
    ),
    life.CaseLinked: (("plans", plans.case_linked),),
    life.ChildBorn: (("life", life.born),),
    concern.ConcernRaised: (("concerns", concern.raised), ("people", people.concern_raised)),
    concern.ConcernDescribed: (),
    concern.ConcernOwnerChanged: (("concerns", concern.owner_changed),),
    concern.ConcernShared: (("concerns", concern.shared), ("people", people.told)),
    concern.SharingPostponed: (),
    concern.FeedbackGiven: (),
    step.StepCompleted: (("track", step.moved),),
    step.StepSkipped: (("track", step.moved),),
    people.ServiceJoined: (("people", people.service_joined),),
    people.ServiceLeft: (("people", people.service_left), ("staff", staff.service_left)),
    people.PersonJoined: (("people", people.person_joined), ("staff", staff.person_joined)),
    people.PersonLeft: (("people", people.person_left), ("staff", staff.person_left)),
    people.GuardianNamed: (("people", people.guardian_named), ("staff", staff.became_kin)),
    staff.ResponsibleNamed: (("staff", staff.responsible_named),),
    staff.AccessGranted: (("staff", staff.access_granted),),
    staff.AccessEnded: (("staff", staff.access_ended),),
    staff.ConflictDeclared: (("staff", staff.conflict_declared),),
    staff.KinshipDeclared: (("people", staff.kinship_declared), ("staff", staff.became_kin)),
    family_circle.GuardianAuthorised: (("circle", family_circle.authorised),),
    family_circle.AuthorisationWithdrawn: (("circle", family_circle.authorisation_withdrawn),),
    family_circle.CareOrderMade: (
        ("circle", family_circle.care_order_made),
        ("people", family_circle.decider_named),
        ("staff", staff.decider_at_home),
    ),
    family_circle.CareOrderEnded: (
        ("circle", family_circle.care_order_ended),
        ("people", family_circle.decider_gone),
    ),
    family_circle.AddressGraded: (("circle", family_circle.address_graded), ("people", family_circle.untold)),
    family_circle.AddressUngraded: (("circle", family_circle.address_ungraded),),
    tasks.TaskGiven: (("tasks", tasks.given),),
    tasks.TaskDone: (("tasks", tasks.done),),
    consent.ConsentAsked: (("consents", consent.asked),),
    consent.ConsentGiven: (("consents", consent.given),),
    consent.ConsentRefused: (("consents", consent.refused),),
    consent.ConsentWithdrawn: (("consents", consent.withdrawn),),
    log.LogOpened: (("log", log.opened),),
    log.LogClosed: (("log", log.closed),),
    log.LogPaused: (("log", log.paused),),
    log.LogResumed: (("log", log.resumed),),
    baton.BatonAppointed: (("baton", baton.appointed),),
    baton.BatonOffered: (("baton", baton.offered),),
    baton.BatonAccepted: (("baton", baton.accepted),),
    baton.BatonDeclined: (("baton", baton.ended),),
    baton.BatonWithdrawn: (("baton", baton.ended),),
    baton.BatonVacant: (("baton", baton.vacant),),
    absence.HolderAbsent: (("baton", absence.absent),),
    absence.HolderBack: (("baton", absence.back),),
    choice.HolderChoiceWeighed: (),
    coordinator.CoordinatorAppointed: (("baton", coordinator.appointed),),
    coordinator.CoordinatorEnded: (("baton", coordinator.ended),),
    plan.WishRecorded: (),
    goal.GoalProposed: (("plan", plan.goal_proposed),),
    goal.GoalAgreed: (("plan", plan.goal_agreed),),
    goal.GoalChanged: (),
    goal.GoalReached: (("plan", plan.goal_ended),),
    measure.MeasurePlanned: (("plan", plan.planned),),
    measure.MeasureStarted: (("plan", plan.started),),
    measure.MeasureChanged: (("plan", plan.changed),),
    measure.MeasureVacant: (("plan", plan.vacant),),
    measure.MeasureEnded: (("plan", plan.ended),),
    agreement.AgreementMade: (("plan", plan.agreement_made),),
    agreement.AgreementEnded: (("plan", plan.agreement_ended),),
    evaluation.MeasureEvaluated: (("plan", plan.evaluated),),
    evaluation.ChildHeard: (("evaluation", evaluation.heard),),
    evaluation.FamilyHeard: (("evaluation", evaluation.family_heard),),
    evaluation.WayChosen: (("evaluation", evaluation.way_chosen),),
    meeting.MeetingCalled: (("meetings", meeting.called),),
    meeting.MeetingHeld: (("meetings", meeting.held),),
    meeting.MeetingCancelled: (("meetings", meeting.cancelled),),
    meeting.MinutesWritten: (),
    meeting.DutyReassigned: (("meetings", meeting.duty_reassigned), ("plan", meeting.measure_reassigned)),
    advice.AdviceReceived: (),
    advice.AnonymousDiscussionHeld: (),
    family.CommentMade: (),
    family.QuestionAsked: (("family", family.asked),),
    family.QuestionAnswered: (("family", family.question_answered),),
    family.RequestMade: (("family", family.requested),),
    family.RequestAnswered: (("family", family.request_answered),),
    pathway.PathwayEntered: (("pathways", pathway.entered),),
    pathway.PathwayLeft: (("pathways", pathway.left),),
    pathway.CountsReported: (("pathways", pathway.counted),),
    correction.EntryCorrected: (("corrections", correction.corrected),),
    correction.EntryStruck: (("corrections", correction.struck),),
    correction.EntryShared: (("corrections", correction.shared),),
    correction.TextErased: (("corrections", correction.text_erased),),
    correction.EntryErased: (("corrections", correction.erased),),
    transition.TransitionPlanned: (("transitions", transition.planned),),
    transition.InformationCarriedOver: (("transitions", transition.carried),),
    transition.TransitionDone: (("transitions", transition.done),),
    plans.PlanAppliedFor: (("plans", plans.applied_for),),
    plans.PlanDeclined: (("plans", plans.declined),),
    plans.PlanLinked: (("plans", plans.linked),),
    plans.PlanEnded: (("plans", plans.ended),),
    document.DocumentFiled: (),
}


class Folding:
    """A spine being built: the one mutable thing here, never handed out.

    Pieces are replaced, never changed, so that a spine can be taken from it and built on at the cost of the pieces
    touched.
    """

    __slots__ = (
        "_own_acts",
        "_own_happened",
        "_own_last",
        "acts",
        "baton",
        "circle",
        "concerns",
        "consents",
        "corrections",
        "evaluation",
        "family",
        "happened",
        "last",
        "life",
        "log",
        "meetings",
        "pathways",
        "people",
        "plan",
        "plans",
        "recorded",
        "staff",
        "tasks",
        "track",
        "transitions",
        "version",
    )

    def __init__(self, spine: Spine) -> None:
        self.life = spine.life
        self.concerns = spine.concerns
        self.track = spine.track
        self.people = spine.people
        self.circle = spine.circle
        self.staff = spine.staff
        self.tasks = spine.tasks
        self.consents = spine.consents
        self.log = spine.log
        self.baton = spine.baton
        self.plan = spine.plan
        self.meetings = spine.meetings
        self.evaluation = spine.evaluation
        self.family = spine.family
        self.pathways = spine.pathways
        self.transitions = spine.transitions
        self.plans = spine.plans
        self.corrections = spine.corrections
        self.last = spine.last
        self.acts = spine.acts
        self.happened = spine.happened
        self._own_last: dict[str, int] | None = None
        self._own_acts: dict[str, str] = {}
        self._own_happened: dict[Topic, dt.datetime] = {}
        self.version = spine.version
        self.recorded = spine.recorded

    def apply(self, entry: Entry) -> None:
        """Fold one entry of the case book."""
        fact = entry.fact
        for piece, fold in _FOLDS[type(fact)]:
            setattr(self, piece, fold(getattr(self, piece), entry, fact))
        self.version = entry.seq
        self.recorded = entry.recorded
        last = self._own_last
        if last is None:
            self.last = last = self._own_last = dict(self.last)
            self.acts = self._own_acts = dict(self.acts)
            self.happened = self._own_happened = dict(self.happened)
        last[fact.kind] = entry.seq
        self._own_acts[fact.kind] = entry.act
        if isinstance(fact, take_over.CaseTakenOver):
            last.update(dict.fromkeys(take_over.stands_for(fact), entry.seq))
        if not fact.commutes:
            # A consequence may be dated before the last of its own topic; what is last does not go back by that.
            happened = self._own_happened
            happened[fact.topic] = max(entry.at, happened.get(fact.topic, entry.at))

    def spine(self) -> Spine:
        """Return the spine built so far; what it was given is copied before the next entry changes it."""
        self._own_last = None
        return Spine(
            self.life,
            self.concerns,
            self.track,
            self.people,
            self.circle,
            self.staff,
            self.tasks,
            self.consents,
            self.log,
            self.baton,
            self.plan,
            self.meetings,
            self.evaluation,
            self.family,
            self.pathways,
            self.transitions,
            self.plans,
            self.corrections,
            read_only(self.last),
            read_only(self.acts),
            read_only(self.happened),
            self.version,
            self.recorded,
        )


def folded(spine: Spine, entries: Iterable[Entry]) -> Spine:
    """Return the spine after more entries."""
    folding = Folding(spine)
    for entry in entries:
        folding.apply(entry)
    return folding.spine()
