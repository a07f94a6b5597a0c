"""The baton is appointed, offered, accepted, declined, withdrawn, vacant."""

from __future__ import annotations

from bti import facts
from bti.facts import Scope
from tests.examples.book import Attempt, admits, refuses
from tests.stage import ADVISER, COLLEAGUE, HEAD, SCHOOL, TEACHER, Stage


def on_level_1() -> Stage:
    """Go to level 1 with a colleague who takes part."""
    stage = Stage().on_level_1()
    stage.play(facts.PersonJoined(person="colleague", role="teacher", of=SCHOOL.ref), TEACHER)
    return stage


def held() -> Stage:
    """Let the teacher hold the baton, a colleague taking part."""
    stage = Stage().held()
    stage.play(facts.PersonJoined(person="colleague", role="teacher", of=SCHOOL.ref), TEACHER)
    return stage


def offered() -> tuple[Stage, str]:
    """Let the teacher offer the baton to the colleague."""
    stage = held()
    return stage, stage.play(facts.BatonOffered(to="colleague"), TEACHER)


def without_consent() -> Stage:
    """Let the adviser take part while the consent that covers the PPT has run out."""
    stage = Stage().with_ppt()
    given = next(one for one in stage.case.spine.consents.given() if one.scope is Scope.SERVICE)
    assert given.valid_until is not None
    stage.now = stage.now.replace(year=given.valid_until.year + 1)
    return stage


@admits("baton_appointed")
def _appointed() -> Attempt:
    return Attempt(on_level_1(), facts.BatonAppointed(to="teacher"), HEAD)


@refuses("baton_appointed", "a_concern_has_been_raised")
def _appointed_before_a_concern() -> Attempt:
    return Attempt(Stage().opened(), facts.BatonAppointed(to="teacher"), HEAD)


@refuses("baton_appointed", "the_person_is_of_the_case")
def _a_stranger_appointed() -> Attempt:
    return Attempt(on_level_1(), facts.BatonAppointed(to="stranger"), HEAD)


@refuses("baton_appointed", "never_a_guardian_or_relative")
def _the_mother_appointed() -> Attempt:
    return Attempt(on_level_1(), facts.BatonAppointed(to="mother"), HEAD)


@refuses("baton_appointed", "no_other_offer_is_open")
def _appointed_over_an_open_offer() -> Attempt:
    stage = on_level_1()
    stage.play(facts.BatonAppointed(to="teacher"), HEAD)
    return Attempt(stage, facts.BatonAppointed(to="colleague"), HEAD)


@refuses("baton_appointed", "nobody_holds_it")
def _appointed_over_a_holder() -> Attempt:
    return Attempt(held(), facts.BatonAppointed(to="colleague"), HEAD)


@refuses("baton_appointed", "the_guide_has_a_holder_on_this_level")
def _appointed_on_level_0() -> Attempt:
    return Attempt(Stage().shared(), facts.BatonAppointed(to="teacher"), HEAD)


@refuses("baton_appointed", "the_persons_service_is_covered_by_consent")
def _appointed_without_consent() -> Attempt:
    return Attempt(without_consent(), facts.BatonAppointed(to="adviser"), HEAD)


def with_head() -> Stage:
    """Let the head take part, who holds the baton only exceptionally (Gloppen)."""
    stage = on_level_1()
    stage.play(facts.PersonJoined(person="head", role="headteacher", of=SCHOOL.ref), TEACHER)
    return stage


@refuses("baton_appointed", "the_role_may_hold_it_on_this_level")
def _the_head_appointed_without_a_reason() -> Attempt:
    return Attempt(with_head(), facts.BatonAppointed(to="head"), HEAD)


@admits("baton_appointed")
def _the_head_appointed_with_a_reason() -> Attempt:
    return Attempt(with_head(), facts.BatonAppointed(to="head"), HEAD, because="nobody else is there")


@refuses("baton_offered", "the_role_may_hold_it_on_this_level")
def _offered_to_the_head_without_a_reason() -> Attempt:
    return Attempt(with_head(), facts.BatonOffered(to="head"), TEACHER)


@refuses("baton_offered", "a_concern_has_been_raised")
def _offered_before_a_concern() -> Attempt:
    return Attempt(Stage().opened(), facts.BatonOffered(to="teacher"), HEAD)


@admits("baton_offered")
def _offered() -> Attempt:
    return Attempt(held(), facts.BatonOffered(to="colleague"), TEACHER)


@refuses("baton_offered", "the_person_is_of_the_case")
def _offered_to_a_stranger() -> Attempt:
    return Attempt(held(), facts.BatonOffered(to="stranger"), TEACHER)


@refuses("baton_offered", "never_a_guardian_or_relative")
def _offered_to_the_mother() -> Attempt:
    return Attempt(held(), facts.BatonOffered(to="mother"), TEACHER)


@refuses("baton_offered", "no_other_offer_is_open")
def _offered_twice() -> Attempt:
    stage, _ = offered()
    return Attempt(stage, facts.BatonOffered(to="colleague"), TEACHER)


@refuses("baton_offered", "not_offered_to_oneself")
def _offered_to_oneself() -> Attempt:
    return Attempt(held(), facts.BatonOffered(to="teacher"), TEACHER)


@refuses("baton_offered", "the_guide_has_a_holder_on_this_level")
def _offered_on_level_0() -> Attempt:
    stage = Stage().shared()
    stage.play(facts.PersonJoined(person="colleague", role="teacher", of=SCHOOL.ref), TEACHER)
    return Attempt(stage, facts.BatonOffered(to="colleague"), TEACHER)


@refuses("baton_offered", "the_persons_service_is_covered_by_consent")
def _offered_without_consent() -> Attempt:
    return Attempt(without_consent(), facts.BatonOffered(to="adviser"), TEACHER)


@admits("baton_accepted")
def _accepted() -> Attempt:
    stage, offer = offered()
    return Attempt(stage, facts.BatonAccepted(offer=offer), COLLEAGUE)


@admits("baton_declined")
def _declined() -> Attempt:
    stage, offer = offered()
    return Attempt(stage, facts.BatonDeclined(offer=offer), COLLEAGUE)


@admits("baton_withdrawn")
def _withdrawn() -> Attempt:
    stage, offer = offered()
    return Attempt(stage, facts.BatonWithdrawn(offer=offer), TEACHER)


@refuses("baton_accepted", "an_offer_is_open")
def _accepted_though_nothing_is_offered() -> Attempt:
    return Attempt(held(), facts.BatonAccepted(offer="none"), COLLEAGUE)


@refuses("baton_declined", "an_offer_is_open")
def _declined_though_nothing_is_offered() -> Attempt:
    return Attempt(held(), facts.BatonDeclined(offer="none"), COLLEAGUE)


@refuses("baton_withdrawn", "an_offer_is_open")
def _withdrawn_though_nothing_is_offered() -> Attempt:
    return Attempt(held(), facts.BatonWithdrawn(offer="none"), TEACHER)


@refuses("baton_accepted", "the_offer_is_the_open_one")
def _another_offer_accepted() -> Attempt:
    return Attempt(offered()[0], facts.BatonAccepted(offer="none"), COLLEAGUE)


@refuses("baton_declined", "the_offer_is_the_open_one")
def _another_offer_declined() -> Attempt:
    return Attempt(offered()[0], facts.BatonDeclined(offer="none"), COLLEAGUE)


@refuses("baton_withdrawn", "the_offer_is_the_open_one")
def _another_offer_withdrawn() -> Attempt:
    return Attempt(offered()[0], facts.BatonWithdrawn(offer="none"), TEACHER)


@refuses("baton_accepted", "only_the_offered_person_answers")
def _accepted_by_the_giver() -> Attempt:
    stage, offer = offered()
    return Attempt(stage, facts.BatonAccepted(offer=offer), TEACHER)


@refuses("baton_declined", "only_the_offered_person_answers")
def _declined_by_the_giver() -> Attempt:
    stage, offer = offered()
    return Attempt(stage, facts.BatonDeclined(offer=offer), TEACHER)


@refuses("baton_withdrawn", "only_the_giver_or_who_answers_withdraws")
def _withdrawn_by_whom_it_is_offered_to() -> Attempt:
    stage, offer = offered()
    return Attempt(stage, facts.BatonWithdrawn(offer=offer), COLLEAGUE)


@refuses("baton_declined", "a_remark_is_covered_as_coordination")
def _declined_with_a_remark_that_consent_does_not_cover() -> Attempt:
    stage = Stage().with_bounded_ppt()
    offer = stage.play(facts.BatonOffered(to="adviser"), TEACHER)
    return Attempt(stage, facts.BatonDeclined(offer=offer, note=facts.Note.of("not this month")), ADVISER)


@admits("baton_vacant")
def _given_up() -> Attempt:
    return Attempt(held(), facts.BatonVacant(reason=facts.VacancyReason.GAVE_UP), TEACHER)


@refuses("baton_vacant", "the_baton_is_held")
def _given_up_though_nobody_holds_it() -> Attempt:
    return Attempt(on_level_1(), facts.BatonVacant(reason=facts.VacancyReason.GAVE_UP), TEACHER)


@refuses("baton_vacant", "vacant_for_a_reason_of_ones_own")
def _vacant_as_if_the_service_had_left() -> Attempt:
    return Attempt(held(), facts.BatonVacant(reason=facts.VacancyReason.SERVICE_LEFT), TEACHER)
