"""All kinds of fact, in one table, in the order a reader of the docs would want them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

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
    protection,
    staff,
    step,
    tasks,
)
from bti.record.fact import Fact
from bti.record.matter import ProtectionFact

__all__ = ["KINDS", "PROTECTION"]

KINDS: Final[Mapping[str, type[Fact]]] = MappingProxyType(
    {
        fact.kind: fact
        for fact in (
            life.CaseOpened,
            concern.ConcernRaised,
            concern.ConcernDescribed,
            concern.ConcernOwnerChanged,
            concern.ConcernShared,
            concern.SharingPostponed,
            concern.FeedbackGiven,
            step.StepCompleted,
            step.StepSkipped,
            people.ServiceJoined,
            people.ServiceLeft,
            people.PersonJoined,
            people.PersonLeft,
            people.GuardianNamed,
            family_circle.GuardianAuthorised,
            family_circle.AuthorisationWithdrawn,
            family_circle.CareOrderMade,
            family_circle.CareOrderEnded,
            family_circle.AddressGraded,
            family_circle.AddressUngraded,
            staff.ResponsibleNamed,
            staff.AccessGranted,
            staff.AccessEnded,
            staff.ConflictDeclared,
            staff.KinshipDeclared,
            tasks.TaskGiven,
            tasks.TaskDone,
            consent.ConsentAsked,
            consent.ConsentGiven,
            consent.ConsentRefused,
            consent.ConsentWithdrawn,
            log.LogOpened,
            log.LogPaused,
            log.LogResumed,
            log.LogClosed,
            baton.BatonAppointed,
            baton.BatonOffered,
            baton.BatonAccepted,
            baton.BatonDeclined,
            baton.BatonWithdrawn,
            baton.BatonVacant,
            absence.HolderAbsent,
            absence.HolderBack,
            choice.HolderChoiceWeighed,
            coordinator.CoordinatorAppointed,
            coordinator.CoordinatorEnded,
            plan.WishRecorded,
            goal.GoalProposed,
            goal.GoalAgreed,
            goal.GoalChanged,
            goal.GoalReached,
            measure.MeasurePlanned,
            measure.MeasureStarted,
            measure.MeasureChanged,
            measure.MeasureVacant,
            measure.MeasureEnded,
            agreement.AgreementMade,
            agreement.AgreementEnded,
            meeting.MeetingCalled,
            meeting.MeetingCancelled,
            meeting.MeetingHeld,
            meeting.MinutesWritten,
            meeting.DutyReassigned,
            advice.AnonymousDiscussionHeld,
            advice.AdviceReceived,
            evaluation.MeasureEvaluated,
            evaluation.ChildHeard,
            evaluation.FamilyHeard,
            evaluation.WayChosen,
            family.CommentMade,
            family.QuestionAsked,
            family.QuestionAnswered,
            family.RequestMade,
            family.RequestAnswered,
            pathway.PathwayEntered,
            pathway.PathwayLeft,
            pathway.CountsReported,
            protection.SuspicionRecorded,
            protection.InsiderNamed,
            protection.ReportedToChildWelfare,
            protection.ReportedToPolice,
            protection.HarmAverted,
            protection.EmergencyCalled,
            protection.ChildWelfareAnswered,
            protection.MatterReleased,
            life.CaseClosed,
            correction.EntryCorrected,
            correction.EntryStruck,
            correction.EntryShared,
            correction.TextErased,
            correction.EntryErased,
        )
    }
)
"""Every kind of fact by its stable name."""

PROTECTION: Final[frozenset[type[Fact]]] = frozenset(
    fact for fact in KINDS.values() if issubclass(fact, ProtectionFact)
)
"""The kinds no guard may ever be registered on (I-07)."""
