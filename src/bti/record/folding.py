"""Folding: which pieces of the spine a fact builds, and the one way in which an entry is folded into them.

A fact builds one piece of the spine or several; `FOLDS` says which, in one table. Folding reads entries only, never a
guide, a law or a text. The same `apply` serves reading a stored case and taking the next step.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping
from operator import attrgetter
from typing import Any, Final

import attrs

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
    held_back,
    life,
    log,
    measure,
    meeting,
    need,
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
from bti.record.spine import Earlier, Spine

__all__ = ["FOLDS", "Folding", "folded"]

_Fold = Callable[[Any, Entry, Any], Any]
"""A fold function; the table pairs each with the fact and the piece it was written for, and a test checks it."""

FOLDS: Final[Mapping[type[Fact], tuple[tuple[str, _Fold], ...]]] = {
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
    family_circle.AddressGraded: (
        ("circle", family_circle.address_graded),
        ("people", family_circle.untold),
        ("held", held_back.clearances_ended),
    ),
    family_circle.AddressUngraded: (
        ("circle", family_circle.address_ungraded),
        ("held", held_back.clearances_ended),
    ),
    held_back.GuardiansNotTold: (("held", held_back.not_told),),
    held_back.GuardiansMayBeTold: (("held", held_back.told_again),),
    held_back.GuardianReadingSaid: (("held", held_back.reading_said),),
    held_back.EntryMarked: (("held", held_back.marked),),
    held_back.PlaceCleared: (("held", held_back.cleared),),
    held_back.PlaceClearanceEnded: (("held", held_back.clearance_ended),),
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
    evaluation.EvaluationAnswered: (("evaluation", evaluation.answered),),
    evaluation.WayChosen: (("evaluation", evaluation.way_chosen),),
    meeting.MeetingCalled: (("meetings", meeting.called),),
    meeting.MeetingHeld: (("meetings", meeting.held),),
    meeting.MeetingCancelled: (("meetings", meeting.cancelled),),
    meeting.MinutesWritten: (("meetings", meeting.minutes_written),),
    meeting.DutyReassigned: (("meetings", meeting.duty_reassigned), ("plan", meeting.measure_reassigned)),
    advice.AdviceReceived: (),
    advice.AnonymousDiscussionHeld: (),
    family.CommentMade: (),
    family.QuestionAsked: (("family", family.asked),),
    family.QuestionAnswered: (("family", family.question_answered),),
    family.RequestMade: (("family", family.requested),),
    family.PreliminaryAnswerGiven: (),
    family.RequestAnswered: (("family", family.request_answered),),
    pathway.PathwayEntered: (("pathways", pathway.entered),),
    pathway.PathwayLeft: (("pathways", pathway.left),),
    pathway.PathwayStepCompleted: (("pathways", pathway.step_completed),),
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
    plans.PlanDated: (("plans", plans.dated),),
    plans.LogAndPlanChosen: (("plans", plans.log_chosen),),
    need.NeedSeen: (("plans", plans.need_seen),),
    need.NeedFollowedUp: (("plans", plans.need_followed_up),),
    plans.PlanEnded: (("plans", plans.ended),),
    document.DocumentFiled: (("documents", document.filed),),
}


_KEPT: Final = ("last", "acts", "happened", "earlier", "version", "recorded")
"""What the spine knows of the book itself; all its other fields are pieces."""

_PIECES: Final = tuple(field.name for field in attrs.fields(Spine) if field.name not in _KEPT)
_pieces_of: Final = attrgetter(*_PIECES)
_TURNS_CONSENT: Final = (
    consent.ConsentGiven,
    consent.ConsentRefused,
    consent.ConsentWithdrawn,
    log.LogClosed,
    people.GuardianNamed,
    family_circle.GuardianAuthorised,
    family_circle.AuthorisationWithdrawn,
    family_circle.CareOrderMade,
    family_circle.CareOrderEnded,
    family_circle.AddressGraded,
    family_circle.AddressUngraded,
)
"""What turns whose consent there must be, and is, for somebody to be at meetings (`Earlier`)."""
_spine_of: Final[Callable[..., Spine]] = Spine  # by position: by name takes twice as long


class Folding:
    """A spine being built: the one mutable thing here, never handed out.

    Pieces are replaced, never changed, so that a spine can be taken from it and built on at the cost of the pieces
    touched.
    """

    __slots__ = ("_acts", "_earlier", "_happened", "_last", "_owned", "_pieces", "_recorded", "_version")

    def __init__(self, spine: Spine) -> None:
        self._pieces: dict[str, Any] = dict(zip(_PIECES, _pieces_of(spine), strict=True))
        self._last: Mapping[str, int] = spine.last
        self._acts: Mapping[str, str] = spine.acts
        self._happened: Mapping[Topic, dt.datetime] = spine.happened
        self._earlier = spine.earlier
        self._version = spine.version
        self._recorded = spine.recorded
        self._owned: tuple[dict[str, int], dict[str, str], dict[Topic, dt.datetime]] | None = None

    def apply(self, entry: Entry) -> None:
        """Fold one entry of the case book."""
        fact: Any = entry.fact  # which kind goes with which function, the table says
        pieces = self._pieces
        self._remember(entry)
        for piece, fold in FOLDS[type(fact)]:
            pieces[piece] = fold(pieces[piece], entry, fact)
        self._version = entry.seq
        self._recorded = entry.recorded
        owned = self._owned
        if owned is None:
            owned = self._owned = dict(self._last), dict(self._acts), dict(self._happened)
            self._last, self._acts, self._happened = owned
        last, acts, happened = owned
        last[fact.kind] = entry.seq
        acts[fact.kind] = entry.act
        if isinstance(fact, take_over.CaseTakenOver):
            last.update(dict.fromkeys(take_over.stands_for(fact), entry.seq))
        if not fact.commutes:
            # A consequence may be dated before the last of its own topic; what is last does not go back by that.
            happened[fact.topic] = max(entry.at, happened.get(fact.topic, entry.at))

    def apply_part(self, entry: Entry, pieces: Collection[str]) -> None:
        """Fold one entry of the case book into some pieces alone, as if it were no such fact to the rest."""
        fact: Any = entry.fact
        self._remember(entry)
        for piece, fold in FOLDS[type(fact)]:
            if piece in pieces:
                self._pieces[piece] = fold(self._pieces[piece], entry, fact)
        self._version = entry.seq
        self._recorded = entry.recorded

    def _remember(self, entry: Entry) -> None:
        """Keep how consent stands, before an entry that turns it, where somebody is let be at meetings by it."""
        if not isinstance(entry.fact, _TURNS_CONSENT):
            return
        pieces = self._pieces
        consents: consent.Consents = pieces["consents"]
        if any(scope is consent.Scope.COMPANION for scope, _, _ in consents.answers):
            before = Earlier(entry.at, pieces["people"], pieces["circle"], consents, pieces["log"])
            self._earlier = (*self._earlier, before)

    def spine(self) -> Spine:
        """Return the spine built so far; what it was given is copied before the next entry changes it."""
        self._owned = None
        return _spine_of(
            *self._pieces.values(),
            read_only(self._last),
            read_only(self._acts),
            read_only(self._happened),
            self._earlier,
            self._version,
            self._recorded,
        )


def folded(spine: Spine, entries: Iterable[Entry]) -> Spine:
    """Return the spine after more entries."""
    folding = Folding(spine)
    for entry in entries:
        folding.apply(entry)
    return folding.spine()
