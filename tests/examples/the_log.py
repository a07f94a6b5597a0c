"""The relay log is opened, and closed."""

from __future__ import annotations

from bti import facts
from tests.examples.book import Attempt, admits, refuses
from tests.stage import FATHER, HEAD, MOTHER, TEACHER, Stage


@admits("log_opened")
def _opened() -> Attempt:
    stage = Stage().on_level_1()
    stage.consent()
    return Attempt(stage, facts.LogOpened(), TEACHER)


@refuses("log_opened", "the_log_is_not_in_use")
def _opened_twice() -> Attempt:
    return Attempt(Stage().held(), facts.LogOpened(), TEACHER)


@refuses("log_opened", "the_guide_opens_it_on_this_level")
def _opened_on_level_0() -> Attempt:
    stage = Stage().shared()
    stage.consent()
    return Attempt(stage, facts.LogOpened(), TEACHER)


@refuses("log_opened", "all_who_must_have_consented")
def _opened_without_consent() -> Attempt:
    return Attempt(Stage().on_level_1(), facts.LogOpened(), HEAD)


@admits("log_closed")
def _closed_by_the_mother() -> Attempt:
    return Attempt(Stage().held(), facts.LogClosed(reason=facts.LogClosing.WISH), MOTHER)


@refuses("log_closed", "the_log_is_in_use")
def _closed_though_never_opened() -> Attempt:
    return Attempt(Stage().on_level_1(), facts.LogClosed(reason=facts.LogClosing.WISH), TEACHER)


@refuses("log_closed", "closed_by_the_family_who_consented")
def _closed_by_one_who_has_withdrawn() -> Attempt:
    stage = Stage().held()
    stage.play(facts.GuardianNamed(person="third", lives_with=False), TEACHER)
    told = facts.ConcernShared(
        concern=stage.concern,
        with_=facts.SharedWith.GUARDIAN,
        person="third",
        category=facts.Category.EDUCATION,
    )
    stage.play(told, TEACHER)
    return Attempt(stage, facts.LogClosed(reason=facts.LogClosing.WISH), type(FATHER)("third"))


@refuses("log_closed", "closed_for_a_reason_of_ones_own")
def _closed_as_if_consent_were_gone() -> Attempt:
    return Attempt(Stage().held(), facts.LogClosed(reason=facts.LogClosing.WITHDRAWN), TEACHER)
