"""All facts, and the coded values their fields take: `from bti import facts`."""

from bti.record.baton import (
    BatonAccepted,
    BatonAppointed,
    BatonDeclined,
    BatonOffered,
    BatonVacant,
    BatonWithdrawn,
    VacancyReason,
)
from bti.record.concern import ConcernDescribed, ConcernRaised, ConcernShared, SharedWith, SharingPostponed
from bti.record.consent import ConsentAsked, ConsentGiven, ConsentRefused, ConsentWithdrawn, Form, Scope
from bti.record.evaluation import (
    ChildHeard,
    Effect,
    Heard,
    MeasureEvaluated,
    MeasureOutcome,
    NotEvaluated,
    NotHeard,
    WayChosen,
)
from bti.record.fact import Audience, Category, Content, Fact, Topic
from bti.record.family import CommentMade
from bti.record.kinds import KINDS
from bti.record.life import CaseClosed, CaseOpened, ClosingReason, Concerned
from bti.record.log import LogClosed, LogClosing, LogOpened
from bti.record.meeting import MeetingCalled, MeetingHeld, MeetingKind
from bti.record.note import Note
from bti.record.people import Capacity, GuardianNamed, PersonJoined, PersonLeft, ServiceJoined, ServiceLeft
from bti.record.plan import GoalAgreed, MeasurePlanned, MeasureStarted, WishAbout, WishRecorded
from bti.record.protection import (
    Averting,
    ChildWelfareAnswered,
    ChildWelfareSays,
    Emergency,
    EmergencyCalled,
    HarmAverted,
    InsiderNamed,
    MatterReleased,
    Releasing,
    ReportedToChildWelfare,
    ReportedToPolice,
    SuspicionRecorded,
)
from bti.record.step import StepCompleted, StepSkipped

__all__ = [
    "KINDS",
    "Audience",
    "Averting",
    "BatonAccepted",
    "BatonAppointed",
    "BatonDeclined",
    "BatonOffered",
    "BatonVacant",
    "BatonWithdrawn",
    "Capacity",
    "CaseClosed",
    "CaseOpened",
    "Category",
    "ChildHeard",
    "ChildWelfareAnswered",
    "ChildWelfareSays",
    "ClosingReason",
    "CommentMade",
    "ConcernDescribed",
    "ConcernRaised",
    "ConcernShared",
    "Concerned",
    "ConsentAsked",
    "ConsentGiven",
    "ConsentRefused",
    "ConsentWithdrawn",
    "Content",
    "Effect",
    "Emergency",
    "EmergencyCalled",
    "Fact",
    "Form",
    "GoalAgreed",
    "GuardianNamed",
    "HarmAverted",
    "Heard",
    "InsiderNamed",
    "LogClosed",
    "LogClosing",
    "LogOpened",
    "MatterReleased",
    "MeasureEvaluated",
    "MeasureOutcome",
    "MeasurePlanned",
    "MeasureStarted",
    "MeetingCalled",
    "MeetingHeld",
    "MeetingKind",
    "NotEvaluated",
    "NotHeard",
    "Note",
    "PersonJoined",
    "PersonLeft",
    "Releasing",
    "ReportedToChildWelfare",
    "ReportedToPolice",
    "Scope",
    "ServiceJoined",
    "ServiceLeft",
    "SharedWith",
    "SharingPostponed",
    "StepCompleted",
    "StepSkipped",
    "SuspicionRecorded",
    "Topic",
    "VacancyReason",
    "WayChosen",
    "WishAbout",
    "WishRecorded",
]
