"""The closed vocabularies a guide is written in: every word that means something to the engine.

A guide can choose among these words and can add none. "Not stated" is one of them, and not the same as "none".
"""

from __future__ import annotations

import enum
from typing import Final, Literal

__all__ = [
    "NOT_STATED",
    "Appointment",
    "ConditionName",
    "ConsentForm",
    "ConsentPer",
    "CoordinatorMeans",
    "FormerReads",
    "Givers",
    "Guardians",
    "HowMany",
    "LogAndPlan",
    "LogHand",
    "LogKeeping",
    "LogUse",
    "LoginLevel",
    "MeantPlace",
    "Modality",
    "Movement",
    "NotStated",
    "OnLevelChange",
    "OutcomeKind",
    "Purpose",
    "RefusalLeaves",
    "Retention",
    "SchoolWaiver",
    "Since",
    "Status",
    "WithdrawalCloses",
    "Word",
]


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
    CONSENT_STANDS = "consent_stands"  # with: for which scope; given by all who must, and not withdrawn or run out
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
    # Facts that count as soon as they are recorded, called as their kinds are.
    MINUTES_WRITTEN = "minutes_written"
    MEETING_CALLED = "meeting_called"
    FAMILY_HEARD = "family_heard"
    EVALUATION_ANSWERED = "evaluation_answered"  # with: which question of the guide
    GOAL_PROPOSED = "goal_proposed"
    GOAL_REACHED = "goal_reached"
    AGREEMENT_MADE = "agreement_made"
    MEASURE_EVALUATED = "measure_evaluated"
    TASK_GIVEN = "task_given"
    DUTY_REASSIGNED = "duty_reassigned"  # with: which duty a meeting gave to somebody
    RESPONSIBLE_NAMED = "responsible_named"
    HOLDER_CHOICE_WEIGHED = "holder_choice_weighed"
    COORDINATOR_APPOINTED = "coordinator_appointed"
    ADVICE_RECEIVED = "advice_received"
    ANONYMOUS_DISCUSSION_HELD = "anonymous_discussion_held"
    QUESTION_ANSWERED = "question_answered"
    REQUEST_ANSWERED = "request_answered"
    DOCUMENT_FILED = "document_filed"
    PATHWAY_ENTERED = "pathway_entered"
    COUNTS_REPORTED = "counts_reported"
    PLAN_APPLIED_FOR = "plan_applied_for"
    PLAN_DECLINED = "plan_declined"
    PLAN_LINKED = "plan_linked"
    TRANSITION_PLANNED = "transition_planned"
    TRANSITION_DONE = "transition_done"
    INFORMATION_CARRIED_OVER = "information_carried_over"


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


class CoordinatorMeans(enum.Enum):
    """What an appointed coordinator means for the baton; a child coordinator always takes over (law E-03)."""

    TAKES_OVER = "takes_over"
    BESIDE = "beside"


class LogAndPlan(enum.Enum):
    """What an individual plan does to the relay log (law E-11: a local choice; a setting).

    `ASK`, the default of the common core: nothing is decided beforehand, so that whoever answers chooses for each case;
    until somebody has chosen, both stand.
    """

    ASK = "ask"
    BOTH_STAND = "both_stand"
    PLAN_IN_LOG = "plan_in_log"  # the plan goes on in the log
    LOG_CLOSES = "log_closes"  # the log is closed and handed over to the plan


class LogUse(enum.Enum):
    """Whether a log belongs to the work on a level, or is opened where it helps (Øygarden: shall, may)."""

    MANDATORY = "mandatory"
    OPTIONAL = "optional"


class LogKeeping(enum.Enum):
    """How a log may be kept (law Q-12: by hand is always possible where the family refuses the shared one)."""

    DIGITAL = "digital"
    MANUAL = "manual"  # on paper


class LogHand(enum.Enum):
    """Who of the services opens or closes the log."""

    HOLDER = "holder"  # whoever answers: the holder, a stand-in, a coordinator who has taken over
    LEADER = "leader"  # of the home service
    CONVENER = "convener"  # whoever recorded the last meeting, or called it
    HOME = "home"  # anybody of the home service who may record it at all


class Guardians(enum.Enum):
    """Which guardians must consent to a relay log (law A-05, A-06: no source decides; a setting)."""

    ALL = "all"
    RESIDENT = "resident"


class ConsentForm(enum.Enum):
    """How a consent may be given (law Q-04: the form is not fixed by law; tacit consent is never accepted)."""

    WRITTEN = "written"
    ELECTRONIC = "electronic"
    ORAL = "oral"


class HowMany(enum.Enum):
    """How many services a level is meant for, the home service counted in."""

    ONE = "1"
    TWO = "2"
    TWO_OR_MORE = "2+"
    THREE_OR_MORE = "3+"

    def holds(self, count: int) -> bool:
        """Tell whether so many services are as many as is meant."""
        least = int(self.value[0])
        return count >= least if self.value.endswith("+") else count == least


class MeantPlace(enum.Enum):
    """Where the measures of a level are carried out; the last two go by the service of whoever answers for it."""

    HOME = "home"
    SERVICE = "service"
    ELSEWHERE = "elsewhere"
    OWN_SERVICE = "own_service"  # within the home service (Marker, level 1)
    OTHER_SERVICE = "other_service"


class Movement(enum.Enum):
    """Whether the steps of a level are gone through in order, or each when it suits."""

    ORDERED = "ordered"
    FREE = "free"


class Word(enum.Enum):
    """What a guide may have a word of its own for (the holder is a "koordinator" in some)."""

    HOLDER = "holder"
    LOG = "log"
    LEVEL = "level"
    CONCERN = "concern"


class Givers(enum.Enum):
    """Who of guardians and young person consents, from the age the guide sets for one's own consent (law A-30)."""

    GUARDIANS_AND_YOUNG_PERSON = "guardians_and_young_person"
    YOUNG_PERSON = "young_person"
    GUARDIANS = "guardians"
    GUARDIANS_OR_YOUNG_PERSON = "guardians_or_young_person"  # either is enough (Gloppen)


class ConsentPer(enum.Enum):
    """To whom a consent is given (law Q-06)."""

    SERVICE = "service"  # whoever has a part there
    PERSON = "person"  # employees by name


class WithdrawalCloses(enum.Enum):
    """What a consent that is taken back closes (law Q-10)."""

    AT_ONCE = "at_once"  # what it carried, as soon as one of those who must consent takes theirs back
    WHEN_NONE_IS_LEFT = "when_none_is_left"  # when nobody who must consent does any more; until then it rests
    NOTHING = "nothing"  # it rests


class RefusalLeaves(enum.Enum):
    """What a refusal leaves possible; what protects a child always is, and is no guide's to name (law Q-11, Q-12)."""

    HELP_IN_OWN_SERVICE = "help_in_own_service"
    MEETINGS_WITH_FAMILY = "meetings_with_family"
    ASK_FOR_CONSENT = "ask_for_consent"
    MANUAL_LOG = "manual_log"
    ANONYMOUS_DISCUSSION = "anonymous_discussion"


class SchoolWaiver(enum.Enum):
    """Who lets school information out to others than the parents from 15 (law A-15: inferred; a setting)."""

    PUPIL = "pupil"
    PUPIL_AND_GUARDIANS = "pupil_and_guardians"


class LoginLevel(enum.Enum):
    """How surely whoever logs in is known, as the levels of electronic identity are named (law H-15)."""

    LOW = "low"
    SUBSTANTIAL = "substantial"
    HIGH = "high"


class FormerReads(enum.Enum):
    """What somebody who took part for a service may still see of a case, once it has left or consent has ended.

    No form or guide says it (law, section 14); nothing is what stands where none is set.
    """

    NOTHING = "nothing"
    OWN = "own"  # what their service wrote
    SEEN = "seen"  # what it was shown, as it was shown then


class Retention(enum.Enum):
    """For how long what is written is kept (law H-04); a length of time is no answer, since nothing destroys (H-02)."""

    KEEP = "keep"  # for good
    BY_PLAN = "by_plan"  # as the body's documentation plan says of it
