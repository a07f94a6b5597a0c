"""The family asks and requests; professionals answer."""

from __future__ import annotations

import datetime as dt
from typing import Any

from bti import facts
from bti.facts import Audience, Category, NotGranted, RequestAbout, RequestAnswer
from tests.examples.book import Attempt, admits, refuses
from tests.stage import ADVISER, HEAD, MOTHER, NEIGHBOUR, TEACHER, Stage

FAMILY = Category.FAMILY


def question(**fields: Any) -> facts.QuestionAsked:
    """Ask about the case."""
    wanted: dict[str, Any] = {"category": FAMILY}
    return facts.QuestionAsked(**(wanted | fields))


def request(about: RequestAbout = RequestAbout.HOLDER, **fields: Any) -> facts.RequestMade:
    """Ask for another holder, or for something else."""
    wanted: dict[str, Any] = {"about": about, "category": FAMILY}
    return facts.RequestMade(**(wanted | fields))


def granted(request_id: str, **fields: Any) -> facts.RequestAnswered:
    """Grant a request."""
    wanted: dict[str, Any] = {"request": request_id, "answer": RequestAnswer.GRANTED, "category": FAMILY}
    return facts.RequestAnswered(**(wanted | fields))


def covered_for_education() -> Stage:
    """Let the PPT take part with consent to education alone."""
    return Stage().with_bounded_ppt()


@admits("question_asked")
def _asked() -> Attempt:
    return Attempt(Stage().held(), question(), MOTHER)


@admits("question_asked")
def _asked_about_an_entry() -> Attempt:
    stage = Stage().measured()
    return Attempt(stage, question(about=stage.measure), MOTHER)


@refuses("question_asked", "the_entry_asked_about_is_known")
def _asked_about_nothing() -> Attempt:
    return Attempt(Stage().held(), question(about="none"), MOTHER)


@admits("question_answered")
def _answered() -> Attempt:
    stage = Stage().held()
    asked = stage.play(question(), MOTHER)
    return Attempt(stage, facts.QuestionAnswered(question=asked, category=FAMILY), TEACHER)


@admits("question_answered")
def _answered_by_another_service() -> Attempt:
    stage = Stage().with_ppt()
    asked = stage.play(question(), MOTHER)
    return Attempt(stage, facts.QuestionAnswered(question=asked, category=FAMILY), ADVISER)


@refuses("question_answered", "the_question_is_known")
def _answered_what_nobody_asked() -> Attempt:
    return Attempt(Stage().held(), facts.QuestionAnswered(question="none", category=FAMILY), TEACHER)


@refuses("question_answered", "the_question_is_known")
def _answered_what_one_may_not_read() -> Attempt:
    stage = covered_for_education()
    asked = stage.play(question(category=Category.HEALTH), MOTHER)
    return Attempt(stage, facts.QuestionAnswered(question=asked, category=Category.EDUCATION), ADVISER)


@admits("request_made")
def _requested() -> Attempt:
    return Attempt(Stage().held(), request(), MOTHER)


@admits("request_made")
def _requested_from_outside() -> Attempt:
    return Attempt(Stage().held(), request(RequestAbout.SERVICE), NEIGHBOUR)


@admits("request_made")
def _requested_by_telephone_by_somebody_who_was_never_told() -> Attempt:
    stage = Stage().concerned()
    stage.play(facts.GuardianNamed(person="father", lives_with=False), TEACHER)
    return Attempt(stage, request(RequestAbout.LOG, requester="father"), TEACHER)


@refuses("request_made", "a_request_is_somebodys")
def _requested_by_nobody() -> Attempt:
    return Attempt(Stage().held(), request(), TEACHER)


@refuses("request_made", "a_request_is_somebodys")
def _requested_for_a_stranger() -> Attempt:
    return Attempt(Stage().held(), request(requester="neighbour"), TEACHER)


@refuses("request_made", "a_request_is_somebodys")
def _requested_in_the_name_of_another() -> Attempt:
    return Attempt(Stage().held(), request(requester="father"), MOTHER)


@refuses("request_made", "who_was_not_heard_is_shown_the_way", "content_is_covered_by_consent")
def _not_heard_told_to_one_who_may_not_write_of_it() -> Attempt:
    made = request(RequestAbout.NOT_HEARD, requester="mother", category=Category.HEALTH)
    return Attempt(covered_for_education(), made, ADVISER)


def preliminary(waiting: str) -> facts.PreliminaryAnswerGiven:
    """Say that it takes longer."""
    return facts.PreliminaryAnswerGiven(
        request=waiting, expected_by=dt.date(2026, 5, 1), category=Category.FAMILY, audience=Audience.FAMILY
    )


@admits("preliminary_answer_given")
def _takes_longer() -> Attempt:
    stage = Stage().held()
    return Attempt(stage, preliminary(stage.play(request(RequestAbout.ACCESS), MOTHER)), TEACHER)


@admits("preliminary_answer_given")
def _takes_longer_to_decide_on_a_plan() -> Attempt:
    stage = Stage().held()
    plan = stage.play(facts.PlanAppliedFor(plan_kind=facts.PlanKind.IP), MOTHER)
    return Attempt(stage, preliminary(plan), TEACHER)


@refuses("preliminary_answer_given", "what_waits_is_known")
def _takes_longer_with_nothing() -> Attempt:
    return Attempt(Stage().held(), preliminary("none"), TEACHER)


@refuses("preliminary_answer_given", "it_waits_for_an_answer")
def _takes_longer_once_it_was_answered() -> Attempt:
    stage = Stage().held()
    made = stage.play(request(RequestAbout.DECISION), MOTHER)
    stage.play(granted(made), TEACHER)
    return Attempt(stage, preliminary(made), TEACHER)


@admits("request_answered")
def _request_granted() -> Attempt:
    stage = Stage().held()
    return Attempt(stage, granted(stage.play(request(), MOTHER)), TEACHER)


@admits("request_answered")
def _request_declined_with_a_ground() -> Attempt:
    stage = Stage().held()
    made = stage.play(request(RequestAbout.NOT_HEARD), MOTHER)
    answer = granted(made, answer=RequestAnswer.DECLINED, reason=NotGranted.NOT_OURS, audience=Audience.FAMILY)
    return Attempt(stage, answer, HEAD)


@refuses("request_answered", "the_request_is_known")
def _answered_no_request() -> Attempt:
    return Attempt(Stage().held(), granted("none"), TEACHER)


@refuses("request_answered", "the_leader_answers_who_was_not_heard")
def _answered_by_the_one_who_did_not_hear() -> Attempt:
    stage = Stage().held()
    return Attempt(stage, granted(stage.play(request(RequestAbout.NOT_HEARD), MOTHER)), TEACHER)
