"""The list of conditions on the reference page: each with what it means in a case, in a sentence or two.

A condition that is called as a kind of fact is met once such a fact is recorded; its sentence says what the fact is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from bti.guide import model
from bti.guide.speech import requirement_in_words

__all__ = ["MEANINGS", "conditions"]

_Name = model.ConditionName

MEANINGS: Final[Mapping[model.ConditionName, str]] = {
    _Name.CONCERN_DESCRIBED: "The concern has been put into concrete words.",
    _Name.CONCERN_SHARED: "The concern has been shared with whom `with` says; without it, with anybody.",
    _Name.SHARING_POSTPONED: (
        "The talk with the family waits; no reason is written, and none is shown. The other choice beside "
        "sharing, for a child who is safer if it waits."
    ),
    _Name.NO_GUARDIAN_NAMED: "The case knows no guardian, so that there is nobody to share with or ask.",
    _Name.LOG_CONSENT_ASKED: (
        "Somebody of those who must consent to the relay log has been asked; no answer is needed."
    ),
    _Name.LOG_CONSENT_ANSWERED: "The log consent is given by all who must, or refused or withdrawn by one.",
    _Name.LOG_CONSENT_GIVEN: "All who must consent to the log do now: not withdrawn, and not run out.",
    _Name.CONSENT_STANDS: (
        "All who must consent do now to what `with` names: a scope such as `service` or `take_over`, or one kind of "
        "meeting, `arena:` and its id. Not withdrawn, and not run out."
    ),
    _Name.LOG_OPEN: "The relay log is open, or is kept on paper.",
    _Name.OTHER_SERVICE_JOINED: "Another service than the home service takes part in the case.",
    _Name.BATON_HELD: "Somebody has accepted the baton and holds it, or a coordinator has taken over from it.",
    _Name.WISH_RECORDED: "A wish of the child or the family has been written down.",
    _Name.GOAL_AGREED: "A goal has been agreed.",
    _Name.MEASURE_PLANNED: "A measure has been planned; with `with`, one that stands is carried out there.",
    _Name.MEASURE_STARTED: "A measure has been set in motion; with `with`, one that stands and is carried out there.",
    _Name.MEASURES_EVALUATED: "No measure that stands waits for its evaluation in this round.",
    _Name.CHILD_HEARD: (
        "Each child of the case has been heard, or there is a coded reason why not; no evaluation is without it."
    ),
    _Name.MEETING_HELD: (
        "A meeting has been held; `with` says of what kind or in which arena, `present` who was there. A call is not "
        "enough."
    ),
    _Name.WAY_CHOSEN: "On the ground of the evaluation, one way on has been chosen for the case.",
    _Name.MINUTES_WRITTEN: (
        "Minutes of a meeting are written, or the log stands for them; `with` says that the family can read them."
    ),
    _Name.MEETING_CALLED: (
        "A meeting has been called; with `with`, one of that kind or in that arena still waits to be held; `invited` "
        "says who is called."
    ),
    _Name.FAMILY_HEARD: "The view of a guardian in an evaluation has been written down.",
    _Name.EVALUATION_ANSWERED: (
        "A question that the guide wants an evaluation to answer is answered; `with` says which `[[question]]`."
    ),
    _Name.GOAL_PROPOSED: "A goal has been proposed; `goal_agreed` asks for more.",
    _Name.GOAL_REACHED: "A goal is recorded as reached, or as no longer pursued.",
    _Name.AGREEMENT_MADE: "An agreement has been written down.",
    _Name.MEASURE_EVALUATED: "Some measure has been evaluated; `measures_evaluated` asks for all that stand.",
    _Name.TASK_GIVEN: "A service, a professional or one of the family has taken on a task.",
    _Name.DUTY_REASSIGNED: (
        "A meeting gave one of the holder's duties to somebody; with `with` this one, to somebody who still takes part."
    ),
    _Name.RESPONSIBLE_NAMED: "A service has named who is responsible for its part.",
    _Name.HOLDER_CHOICE_WEIGHED: "It is recorded what was weighed in the choice of holder.",
    _Name.COORDINATOR_APPOINTED: (
        "The municipality has appointed a coordinator: child coordinator, or that of an individual plan."
    ),
    _Name.ADVICE_RECEIVED: "A body or a service that takes no part has given advice.",
    _Name.ANONYMOUS_DISCUSSION_HELD: "Something was discussed with another service with nobody to be recognised.",
    _Name.QUESTION_ANSWERED: "A professional has answered a question of the family.",
    _Name.REQUEST_ANSWERED: (
        "A request of the family is answered by whoever answers for the case, or by the leader of the home service."
    ),
    _Name.DOCUMENT_FILED: (
        "A document has been filed with the case; `with` says of what sort, or with which `[[tool]]` it is written."
    ),
    _Name.PATHWAY_ENTERED: "The case has entered a special pathway.",
    _Name.COUNTS_REPORTED: "The host has reported how much of something there is, such as days of absence.",
    _Name.PLAN_APPLIED_FOR: "Another plan, such as an individual plan, has been applied for.",
    _Name.PLAN_DECLINED: "An application for another plan was declined.",
    _Name.PLAN_LINKED: "Another plan is there, and the case knows of it.",
    _Name.TRANSITION_PLANNED: ("It is known that the child is going to move on, such as from kindergarten to school."),
    _Name.TRANSITION_DONE: "A transition is over.",
    _Name.INFORMATION_CARRIED_OVER: "Information went over to the receiving service, under a consent that names it.",
}
"""What each condition means; the generated page asks for every one of them."""


def conditions() -> Iterator[str]:
    """Write the list of conditions."""
    yield "## Conditions\n"
    yield (
        "What a requirement may ask for. The middle column is how `bti guide show` says it. One that is "
        "called as a kind of "
        "fact is met once such a fact is recorded, as far back as `since` looks.\n"
    )
    yield "| condition | is said | is so when |"
    yield "|---|---|---|"
    for name in model.ConditionName:
        yield f"| `{name.value}` | {requirement_in_words(model.Condition(name), 'en')} | {MEANINGS[name]} |"
    yield ""
