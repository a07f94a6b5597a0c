"""Consent is asked for, given, refused, withdrawn."""

from __future__ import annotations

import datetime as dt
from typing import Any

import bti
from bti import facts
from bti.facts import Category, Form, Scope
from tests.examples.book import Attempt, admits, refuses
from tests.examples.stepping import strict_engine
from tests.stage import ADVISER, MOTHER, PPT, SCHOOL, TEACHER, UNTIL, Stage

OBSERVATORY = bti.Service("moon", "observatory")


def asked(**fields: Any) -> facts.ConsentAsked:
    """Ask the mother for consent to the log."""
    wanted: dict[str, Any] = {"scope": Scope.LOG, "of": ("mother",)}
    return facts.ConsentAsked(**(wanted | fields))


def given(**fields: Any) -> facts.ConsentGiven:
    """Let the mother consent to the log."""
    wanted: dict[str, Any] = {
        "scope": Scope.LOG,
        "giver": "mother",
        "form": Form.WRITTEN,
        "categories": tuple(Category),
        "valid_until": UNTIL,
    }
    return facts.ConsentGiven(**(wanted | fields))


def refused(**fields: Any) -> facts.ConsentRefused:
    """Let the mother say no to the log."""
    wanted: dict[str, Any] = {"scope": Scope.LOG, "giver": "mother"}
    return facts.ConsentRefused(**(wanted | fields))


def both_asked(stage: Stage | None = None) -> Stage:
    """Ask both guardians for consent to the log."""
    stage = stage or Stage().shared()
    stage.play(asked(of=("mother", "father")), TEACHER)
    return stage


def mother_untold() -> Stage:
    """Name the mother and tell her nothing."""
    stage = Stage().concerned()
    stage.play(facts.GuardianNamed(person="mother", lives_with=True), TEACHER)
    return stage


def remark() -> facts.Note:
    """Write a remark."""
    return facts.Note.of("we spoke on the telephone")


@admits("consent_asked")
def _asked() -> Attempt:
    return Attempt(Stage().shared(), asked(), TEACHER)


@refuses("consent_asked", "a_remark_is_covered_as_coordination")
def _asked_with_a_remark_that_consent_does_not_cover() -> Attempt:
    return Attempt(Stage().with_bounded_ppt(holding=True), asked(note=remark()), ADVISER)


@refuses("consent_asked", "the_service_asked_about_is_of_a_known_kind")
def _asked_for_an_observatory() -> Attempt:
    return Attempt(Stage().shared(), asked(scope=Scope.SERVICE, service=OBSERVATORY), TEACHER)


@refuses("consent_asked", "the_service_asked_about_is_of_a_known_kind")
def _asked_for_the_home_service() -> Attempt:
    return Attempt(Stage().shared(), asked(scope=Scope.SERVICE, service=SCHOOL), TEACHER)


@refuses("consent_asked", "somebody_of_the_family_is_asked")
def _nobody_asked() -> Attempt:
    return Attempt(Stage().shared(), asked(of=()), TEACHER)


@refuses("consent_asked", "somebody_of_the_family_is_asked")
def _an_uncle_asked() -> Attempt:
    return Attempt(Stage().shared(), asked(of=("uncle",)), TEACHER)


@refuses("consent_asked", "who_is_asked_has_been_told")
def _asked_before_she_was_told() -> Attempt:
    return Attempt(mother_untold(), asked(), TEACHER)


@admits("consent_given")
def _given() -> Attempt:
    return Attempt(both_asked(), given(), MOTHER)


@refuses("consent_given", "a_remark_is_covered_as_coordination")
def _given_with_a_remark_that_consent_does_not_cover() -> Attempt:
    return Attempt(Stage().with_bounded_ppt(holding=True), given(note=remark()), ADVISER)


@refuses("consent_given", "the_service_asked_about_is_of_a_known_kind")
def _given_to_an_observatory() -> Attempt:
    return Attempt(both_asked(), given(scope=Scope.SERVICE, service=OBSERVATORY), MOTHER)


@refuses("consent_given", "the_giver_is_of_the_family")
def _given_by_an_uncle() -> Attempt:
    return Attempt(both_asked(), given(giver="uncle"), TEACHER)


@refuses("consent_given", "who_answers_has_been_told")
def _given_before_she_was_told() -> Attempt:
    return Attempt(mother_untold(), given(), TEACHER)


@refuses("consent_given", "the_family_answers_for_themselves")
def _given_for_the_father() -> Attempt:
    return Attempt(both_asked(), given(giver="father"), MOTHER)


@refuses("consent_given", "it_was_asked_for")
def _given_though_nobody_asked() -> Attempt:
    return Attempt(Stage().shared(), given(), MOTHER)


@refuses("consent_given", "it_was_asked_for")
def _given_after_a_no_without_being_asked_again() -> Attempt:
    stage = both_asked()
    stage.play(refused(), MOTHER)
    return Attempt(stage, given(), MOTHER)


@refuses("consent_given", "the_form_is_accepted")
def _given_orally_where_the_guide_wants_it_written() -> Attempt:
    return Attempt(both_asked(Stage(strict_engine()).shared()), given(form=Form.ORAL), TEACHER)


@refuses("consent_given", "it_holds_for_some_time")
def _given_until_yesterday() -> Attempt:
    return Attempt(both_asked(), given(valid_until=dt.date(2026, 1, 1)), MOTHER)


@refuses("consent_given", "it_names_what_may_be_shared")
def _given_for_nothing() -> Attempt:
    return Attempt(both_asked(), given(categories=()), MOTHER)


@admits("consent_refused")
def _refused() -> Attempt:
    return Attempt(both_asked(), refused(), MOTHER)


@refuses("consent_refused", "the_service_asked_about_is_of_a_known_kind")
def _refused_to_an_observatory() -> Attempt:
    return Attempt(both_asked(), refused(scope=Scope.SERVICE, service=OBSERVATORY), MOTHER)


@refuses("consent_refused", "the_giver_is_of_the_family")
def _refused_by_an_uncle() -> Attempt:
    return Attempt(both_asked(), refused(giver="uncle"), TEACHER)


@refuses("consent_refused", "who_answers_has_been_told")
def _refused_before_she_was_told() -> Attempt:
    return Attempt(mother_untold(), refused(), TEACHER)


@refuses("consent_refused", "the_family_answers_for_themselves")
def _refused_for_the_father() -> Attempt:
    return Attempt(both_asked(), refused(giver="father"), MOTHER)


def consented() -> tuple[Stage, dict[str, str]]:
    """Let both consent to the log, and return their consents' ids by giver."""
    stage = Stage().shared()
    stage.consent()
    return stage, {one.giver: one.id for one in stage.case.spine.consents.given()}


@admits("consent_withdrawn")
def _withdrawn() -> Attempt:
    stage, ids = consented()
    return Attempt(stage, facts.ConsentWithdrawn(consent=ids["mother"]), MOTHER)


@refuses("consent_withdrawn", "the_consent_stands")
def _withdrawn_though_never_given() -> Attempt:
    return Attempt(both_asked(), facts.ConsentWithdrawn(consent="none"), TEACHER)


@refuses("consent_withdrawn", "the_family_withdraws_for_themselves")
def _withdrawn_for_the_father() -> Attempt:
    stage, ids = consented()
    return Attempt(stage, facts.ConsentWithdrawn(consent=ids["father"]), MOTHER)


def half_explained() -> Stage:
    """Ask both guardians, and tell neither that consent is voluntary and can be withdrawn."""
    stage = Stage().shared()
    some = (facts.Explained.WHY, facts.Explained.WHAT, facts.Explained.WITH_WHOM)
    stage.play(asked(of=("mother", "father"), explained=some), TEACHER)
    return stage


def mother_is(responsibility: facts.Responsibility) -> Stage:
    """Ask both, and learn that something is otherwise with the mother's parental responsibility."""
    stage = both_asked()
    again = facts.GuardianNamed(person="mother", lives_with=True, responsibility=responsibility)
    stage.play(again, TEACHER)
    return stage


@refuses("consent_given", "everything_was_explained", "the_child_is_heard_first")
def _given_without_knowing_that_it_is_voluntary() -> Attempt:
    return Attempt(half_explained(), given(), TEACHER)


@refuses("consent_given", "the_giver_may_decide")
def _given_by_somebody_whose_responsibility_nobody_has_checked() -> Attempt:
    return Attempt(mother_is(facts.Responsibility.NOT_KNOWN), given(), TEACHER)


@refuses("consent_given", "the_giver_may_decide")
def _given_by_a_mother_who_cannot_look_after_the_child() -> Attempt:
    return Attempt(mother_is(facts.Responsibility.UNABLE), given(), TEACHER)


@refuses("consent_given", "what_narrows_it_is_known")
def _given_for_a_child_the_case_is_not_about() -> Attempt:
    return Attempt(both_asked(), given(speaks_for=("cousin",)), TEACHER)


@refuses("consent_given", "what_narrows_it_is_known")
def _given_for_what_a_service_nobody_named_tells() -> Attempt:
    return Attempt(both_asked(), given(from_services=("moon",)), TEACHER)


@refuses("consent_given", "what_is_kept_out_is_known")
def _given_keeping_out_what_is_not_there_and_naming_nothing() -> Attempt:
    return Attempt(both_asked(), given(excluded=("comment-9",), categories=()), TEACHER)


@admits("consent_given")
def _given_within_bounds() -> Attempt:
    bounds = given(
        purposes=(facts.SharingPurpose.COORDINATION,),
        from_services=("school-1",),
        excluded=("grandmother",),
        speaks_for=("child",),
    )
    return Attempt(both_asked(), bounds, TEACHER)


@admits("consent_given")
def _given_to_an_assessment_that_shares_nothing_yet() -> Attempt:
    stage = Stage().shared()
    stage.play(asked(scope=Scope.ASSESSMENT), TEACHER)
    return Attempt(stage, given(scope=Scope.ASSESSMENT, categories=()), TEACHER)


@admits("consent_refused")
def _refused_for_a_kind_of_meeting() -> Attempt:
    return Attempt(Stage().shared(), refused(scope=Scope.ARENA, arena="resource_team"), TEACHER)


@refuses("consent_given", "it_holds_no_longer_than_the_guide_says")
def _given_for_longer_than_a_year() -> Attempt:
    return Attempt(both_asked(Stage(strict_engine()).shared()), given(valid_until=dt.date(2028, 1, 1)), TEACHER)


@refuses("consent_given", "it_names_persons_where_the_guide_asks_for_them")
def _given_to_a_service_and_to_nobody_in_it() -> Attempt:
    stage = Stage(strict_engine()).shared()
    stage.play(asked(scope=Scope.SERVICE, service=PPT), TEACHER)
    return Attempt(stage, given(scope=Scope.SERVICE, service=PPT), TEACHER)
