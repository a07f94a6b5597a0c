"""Who may record what: one table, and the guards that read it."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from typing import Final

from bti.reasons import Reason, ReasonKind, model
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
from bti.record.fact import Fact
from bti.rules.ask import Ask, Standing
from bti.rules.registry import GUARDED, Found, form
from bti.text import Text

__all__ = ["MAY_RECORD", "Who", "admits_outsiders", "may_record"]


class Who(enum.Enum):
    """A group that may record a kind of fact."""

    ANSWERING = "answering"  # the one who answers now: concern owner, holder, or the leader in their place
    LEADER = "leader"  # the leader of the home service
    HOME = "home"
    SERVICE = "service"
    FAMILY = "family"
    OUTSIDE = "outside"

    @property
    def said(self) -> Text:
        """Return what the group is called."""
        return _SAID[self]


_SAID: Final[Mapping[Who, Text]] = {
    Who.ANSWERING: Text(
        nb="den som svarer for saken nå", nn="den som svarar for saka no", en="whoever answers for the case now"
    ),
    Who.LEADER: Text(
        nb="lederen i den ansvarlige tjenesten",
        nn="leiaren i den ansvarlege tenesta",
        en="the leader of the home service",
    ),
    Who.HOME: Text(
        nb="ansatte i den ansvarlige tjenesten som deltar",
        nn="tilsette i den ansvarlege tenesta som deltek",
        en="employees of the home service who take part",
    ),
    Who.SERVICE: Text(
        nb="ansatte i andre tjenester som deltar med samtykke",
        nn="tilsette i andre tenester som deltek med samtykke",
        en="employees of other services that take part with consent",
    ),
    Who.FAMILY: Text(
        nb="barnet, den unge eller foresatte som er informert",
        nn="barnet, den unge eller føresette som er informerte",
        en="the child, young person or guardians who have been told",
    ),
    Who.OUTSIDE: Text(nb="hvem som helst", nn="kven som helst", en="anybody"),
}

_LEADING: Final = (Who.ANSWERING, Who.LEADER)
_WORKING: Final = (Who.HOME, Who.SERVICE)
_ALL: Final = (Who.HOME, Who.SERVICE, Who.FAMILY)

MAY_RECORD: Final[Mapping[type[Fact], tuple[Who, ...]]] = {
    life.CaseOpened: (Who.OUTSIDE,),
    life.CaseClosed: _LEADING,
    life.CaseReopened: (Who.LEADER, Who.HOME),
    life.GuideChanged: _LEADING,
    life.CaseLinked: (Who.HOME,),
    life.ChildBorn: (Who.HOME,),
    take_over.CaseTakenOver: (Who.OUTSIDE,),
    concern.ConcernRaised: (*_ALL, Who.OUTSIDE),
    concern.ConcernDescribed: (Who.HOME,),
    concern.ConcernOwnerChanged: (Who.LEADER, Who.HOME),
    concern.ConcernShared: (Who.HOME,),
    concern.SharingPostponed: (Who.HOME,),
    concern.FeedbackGiven: (Who.LEADER, Who.HOME),
    step.StepCompleted: _LEADING,
    step.StepSkipped: _LEADING,
    people.ServiceJoined: _LEADING,
    people.ServiceLeft: (*_LEADING, Who.SERVICE),
    people.PersonJoined: _LEADING,  # whom a consent leaves out is theirs alone to be told (law Q-07)
    people.PersonLeft: (*_LEADING, *_WORKING),
    people.GuardianNamed: (Who.HOME,),
    family_circle.GuardianAuthorised: (Who.ANSWERING, Who.HOME, Who.FAMILY),
    family_circle.AuthorisationWithdrawn: (Who.ANSWERING, Who.HOME, Who.FAMILY),
    family_circle.CareOrderMade: (Who.HOME,),
    family_circle.CareOrderEnded: (Who.HOME,),
    family_circle.AddressGraded: (Who.HOME,),
    family_circle.AddressUngraded: (Who.HOME,),
    held_back.PlaceCleared: (Who.HOME,),
    held_back.PlaceClearanceEnded: (Who.HOME,),
    held_back.GuardiansNotTold: _WORKING,
    held_back.GuardiansMayBeTold: _ALL,
    held_back.GuardianReadingSaid: (Who.ANSWERING, Who.HOME, Who.FAMILY),
    held_back.EntryMarked: _WORKING,
    staff.ResponsibleNamed: (*_LEADING, Who.SERVICE),
    staff.AccessGranted: _LEADING,
    staff.AccessEnded: _LEADING,
    staff.ConflictDeclared: (Who.LEADER, *_WORKING),
    staff.KinshipDeclared: (Who.LEADER, *_WORKING),
    tasks.TaskGiven: _WORKING,
    tasks.TaskDone: _ALL,
    consent.ConsentAsked: (Who.ANSWERING, Who.HOME),
    consent.ConsentGiven: (Who.ANSWERING, Who.HOME, Who.FAMILY),
    consent.ConsentRefused: (Who.ANSWERING, *_ALL),
    consent.ConsentWithdrawn: (Who.ANSWERING, *_ALL),
    log.LogOpened: _LEADING,
    log.LogPaused: (*_LEADING, Who.FAMILY),
    log.LogResumed: (*_LEADING, Who.FAMILY),
    log.LogClosed: (*_LEADING, Who.FAMILY),
    baton.BatonAppointed: (Who.LEADER,),
    baton.BatonOffered: (Who.ANSWERING,),
    baton.BatonAccepted: _WORKING,
    baton.BatonDeclined: _WORKING,
    baton.BatonWithdrawn: _WORKING,
    baton.BatonVacant: _LEADING,
    absence.HolderAbsent: (*_LEADING, *_WORKING),
    absence.HolderBack: (*_LEADING, *_WORKING),
    choice.HolderChoiceWeighed: _LEADING,
    coordinator.CoordinatorAppointed: _LEADING,
    coordinator.CoordinatorEnded: _LEADING,
    plan.WishRecorded: _ALL,
    goal.GoalProposed: _ALL,
    goal.GoalAgreed: _WORKING,
    goal.GoalChanged: _WORKING,
    goal.GoalReached: _WORKING,
    measure.MeasurePlanned: _WORKING,
    measure.MeasureStarted: _WORKING,
    measure.MeasureChanged: _WORKING,
    measure.MeasureVacant: _WORKING,
    measure.MeasureEnded: _WORKING,
    agreement.AgreementMade: _WORKING,
    agreement.AgreementEnded: _ALL,
    meeting.MeetingCalled: _WORKING,
    meeting.MeetingCancelled: _WORKING,
    meeting.MeetingHeld: _WORKING,
    meeting.MinutesWritten: _WORKING,
    meeting.DutyReassigned: _LEADING,
    advice.AnonymousDiscussionHeld: _WORKING,
    advice.AdviceReceived: _WORKING,
    evaluation.MeasureEvaluated: _WORKING,
    evaluation.ChildHeard: _WORKING,
    evaluation.FamilyHeard: _WORKING,
    evaluation.EvaluationAnswered: _WORKING,
    evaluation.WayChosen: _LEADING,
    family.CommentMade: _ALL,
    family.QuestionAsked: (Who.FAMILY,),
    family.QuestionAnswered: _WORKING,
    family.RequestMade: (*_ALL, Who.OUTSIDE),
    family.PreliminaryAnswerGiven: _LEADING,
    family.RequestAnswered: _LEADING,
    pathway.PathwayEntered: _LEADING,
    pathway.PathwayLeft: _LEADING,
    pathway.PathwayStepCompleted: (*_LEADING, Who.HOME),
    pathway.CountsReported: _WORKING,
    correction.EntryCorrected: (Who.ANSWERING, *_ALL),
    correction.EntryStruck: (Who.ANSWERING, *_ALL),
    correction.EntryShared: _ALL,
    correction.TextErased: (Who.LEADER,),
    correction.EntryErased: (Who.LEADER,),
    transition.TransitionPlanned: _WORKING,
    transition.InformationCarriedOver: _LEADING,
    transition.TransitionDone: _LEADING,
    plans.PlanAppliedFor: _ALL,
    plans.PlanDeclined: _WORKING,
    plans.PlanLinked: _WORKING,
    plans.PlanDated: _WORKING,
    plans.LogAndPlanChosen: _LEADING,
    need.NeedSeen: _WORKING,
    need.NeedFollowedUp: _WORKING,
    plans.PlanEnded: _WORKING,
    document.DocumentFiled: _WORKING,
}
"""Which groups may record a kind.

Source: model 4 and 6 for the baton, consent and outsiders; Overhalla A.2 to A.5 and Sortland's duties of
the baton holder for who leads; where no guide says who records, everybody who takes part may (a setting of the model).
"""


def admits_outsiders(fact: type[Fact]) -> bool:
    """Tell whether somebody who takes no part in a case may record this kind in it."""
    return Who.OUTSIDE in MAY_RECORD[fact]


def may_record(ask: Ask, fact: type[Fact]) -> bool:
    """Tell whether the asker belongs to a group that may record a kind."""
    standings, answering, leader = _PLAN[fact]
    return ask.standing in standings or (answering and ask.answers) or (leader and ask.leads_home)


def _plan(groups: tuple[Who, ...]) -> tuple[tuple[Standing, ...], bool, bool]:
    """Return the standings that may record, whether the one who answers may, and whether the leader may."""
    if Who.OUTSIDE in groups:
        return tuple(Standing), False, False
    names = {who.value for who in groups}
    return tuple(one for one in Standing if one.value in names), Who.ANSWERING in groups, Who.LEADER in groups


_PLAN: Final = {fact: _plan(groups) for fact, groups in MAY_RECORD.items()}


def _guard_actor(fact: type[Fact]) -> None:
    needed = MAY_RECORD[fact]
    reason = Reason(
        "not_yours_to_record",
        ReasonKind.WRONG_PERSON,
        (("fact", fact.words), ("who", _joined(needed))),
        (model("I-01"),) if set(needed) <= set(_LEADING) else (model("model 6"),),
    )

    def recorded_by_one_who_may(ask: Ask) -> Found:
        return None if may_record(ask, fact) else reason

    recorded_by_one_who_may.__doc__ = f"Only these may record {fact.kind}: {', '.join(who.value for who in needed)}."
    form(fact, source=reason.citations)(recorded_by_one_who_may)


def _joined(groups: tuple[Who, ...]) -> Text:
    said = [who.said for who in groups]
    words = {"nb": "eller", "nn": "eller", "en": "or"}
    joined: dict[str, str] = {}
    for lang, or_ in words.items():
        parts = [text(lang) for text in said]
        joined[lang] = parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} {or_} {parts[-1]}"
    return Text.of(joined)


for _fact in GUARDED:
    if not admits_outsiders(_fact):
        _guard_actor(_fact)
