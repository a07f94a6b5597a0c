"""Authorisations, care orders and graded addresses."""

from __future__ import annotations

import datetime as dt

from bti import facts
from bti.facts import CareGround, Category, Form, Grade, Scope, SharedWith
from tests.examples.book import Attempt, admits, refuses
from tests.examples.meeting_up import called
from tests.stage import ADVISER, FATHER, MOTHER, PPT, TEACHER, Stage

FATHERS = facts.GuardianAuthorised(guardian="father", authorised="mother", form=Form.WRITTEN)
ORDER = facts.CareOrderMade(
    child="child",
    ground=CareGround.CARE_ORDER,
    decider="foster-mother",
    at_home=True,
    made_on=dt.date(2026, 3, 1),
)
GRADED = facts.AddressGraded(person="child", grade=Grade.STRICTLY_CONFIDENTIAL, may_know=("mother",))


def with_authorisation() -> tuple[Stage, str]:
    """Let the father authorise the mother."""
    stage = Stage().shared()
    return stage, stage.play(FATHERS, FATHER)


@admits("guardian_authorised")
def the_father_lets_the_mother_answer() -> Attempt:
    """For everything, until it is withdrawn."""
    return Attempt(Stage().shared(), FATHERS, FATHER)


@admits("guardian_authorised")
def for_one_service_until_a_day() -> Attempt:
    """The teacher notes what the mother has signed."""
    stage = Stage().shared()
    stage.play(facts.ConsentAsked(scope=Scope.SERVICE, service=PPT, of=("mother", "father")), TEACHER)
    given = facts.GuardianAuthorised(
        guardian="mother",
        authorised="father",
        scope=Scope.SERVICE,
        for_service="ppt-1",
        form=Form.ELECTRONIC,
        until=dt.date(2026, 9, 1),
        note=facts.Note.of("while travelling"),
    )
    return Attempt(stage, given, TEACHER)


@refuses("guardian_authorised", "both_are_guardians")
def an_aunt_is_authorised() -> Attempt:
    """She is no guardian."""
    return Attempt(
        Stage().shared(), facts.GuardianAuthorised(guardian="father", authorised="aunt", form=Form.WRITTEN), TEACHER
    )


@refuses("guardian_authorised", "both_are_guardians")
def the_child_authorises() -> Attempt:
    """Nobody answers in the place of whom the case is about."""
    return Attempt(
        Stage().shared(), facts.GuardianAuthorised(guardian="child", authorised="mother", form=Form.WRITTEN), TEACHER
    )


@refuses("guardian_authorised", "both_are_guardians")
def the_father_authorises_himself() -> Attempt:
    """That is nothing."""
    return Attempt(
        Stage().shared(), facts.GuardianAuthorised(guardian="father", authorised="father", form=Form.WRITTEN), FATHER
    )


@refuses("guardian_authorised", "the_service_authorised_for_is_known")
def for_a_service_nobody_has_named() -> Attempt:
    """Nobody was asked about it."""
    given = facts.GuardianAuthorised(
        guardian="father", authorised="mother", scope=Scope.SERVICE, for_service="nav-1", form=Form.WRITTEN
    )
    return Attempt(Stage().shared(), given, FATHER)


@refuses("guardian_authorised", "the_authorisation_is_documented")
def by_word_of_mouth() -> Attempt:
    """It has to be documented."""
    return Attempt(
        Stage().shared(), facts.GuardianAuthorised(guardian="father", authorised="mother", form=Form.ORAL), TEACHER
    )


@refuses("guardian_authorised", "authorised_through_a_day_to_come")
def until_yesterday() -> Attempt:
    """A day that has passed."""
    given = facts.GuardianAuthorised(
        guardian="father", authorised="mother", form=Form.WRITTEN, until=dt.date(2026, 3, 1)
    )
    return Attempt(Stage().shared(), given, FATHER)


@refuses("guardian_authorised", "who_authorises_has_been_told")
def before_the_father_has_been_told() -> Attempt:
    """He knows of no case to let anybody answer in."""
    stage = Stage().concerned()
    for ref in ("mother", "father"):
        stage.play(facts.GuardianNamed(person=ref, lives_with=True), TEACHER)
    return Attempt(stage, FATHERS, TEACHER)


@refuses("guardian_authorised", "the_family_authorises_for_themselves")
def the_mother_records_his() -> Attempt:
    """It is his to give."""
    return Attempt(Stage().shared(), FATHERS, MOTHER)


@refuses("guardian_authorised", "a_remark_is_covered_as_coordination")
def a_remark_of_a_holder_whose_coordination_is_not_covered() -> Attempt:
    """The adviser holds the baton; the PPT is covered for education alone."""
    stage = Stage().with_bounded_ppt(holding=True)
    remark = facts.GuardianAuthorised(
        guardian="father", authorised="mother", form=Form.WRITTEN, note=facts.Note.of("by post")
    )
    return Attempt(stage, remark, ADVISER)


@admits("authorisation_withdrawn")
def the_father_takes_it_back() -> Attempt:
    """As easily as it was given."""
    stage, authorisation = with_authorisation()
    return Attempt(stage, facts.AuthorisationWithdrawn(authorisation=authorisation), FATHER)


@refuses("authorisation_withdrawn", "the_authorisation_stands")
def there_is_none() -> Attempt:
    """Nothing to take back."""
    return Attempt(Stage().shared(), facts.AuthorisationWithdrawn(authorisation="no-such-id"), FATHER)


@refuses("authorisation_withdrawn", "the_family_takes_back_their_own")
def the_mother_takes_his_back() -> Attempt:
    """It is his to take back."""
    stage, authorisation = with_authorisation()
    return Attempt(stage, facts.AuthorisationWithdrawn(authorisation=authorisation), MOTHER)


@admits("care_order_made")
def a_foster_mother_decides() -> Attempt:
    """Child welfare has left it to her."""
    return Attempt(Stage().shared(), ORDER, TEACHER)


@admits("care_order_made")
def a_caseworker_decides_in_an_emergency() -> Attempt:
    """An employee of child welfare, with the petition sent."""
    order = facts.CareOrderMade(
        child="child",
        ground=CareGround.EMERGENCY,
        decider="caseworker",
        at_home=False,
        made_on=dt.date(2026, 3, 1),
        petitioned=True,
    )
    return Attempt(Stage().shared(), order, TEACHER)


@refuses("care_order_made", "the_child_is_born_and_of_the_case")
def about_another_child() -> Attempt:
    """That child has no part in this case."""
    order = facts.CareOrderMade(
        child="cousin",
        ground=CareGround.CARE_ORDER,
        decider="foster-mother",
        at_home=True,
        made_on=dt.date(2026, 3, 1),
    )
    return Attempt(Stage().shared(), order, TEACHER)


@refuses("care_order_made", "the_decider_is_none_of_the_family")
def the_mother_decides_under_an_order() -> Attempt:
    """Then there is no order."""
    order = facts.CareOrderMade(
        child="child", ground=CareGround.CARE_ORDER, decider="mother", at_home=True, made_on=dt.date(2026, 3, 1)
    )
    return Attempt(Stage().shared(), order, TEACHER)


@refuses("care_order_made", "the_decider_is_none_of_the_family")
def an_aunt_decides_for_child_welfare() -> Attempt:
    """A relative is here as that, and not as an employee of child welfare."""
    stage = Stage().shared()
    stage.play(facts.PersonJoined(person="aunt", capacity=facts.Capacity.RELATIVE), TEACHER)
    order = facts.CareOrderMade(
        child="child", ground=CareGround.CARE_ORDER, decider="aunt", at_home=False, made_on=dt.date(2026, 3, 1)
    )
    return Attempt(stage, order, TEACHER)


@refuses("care_order_made", "the_order_has_been_made")
def an_order_of_tomorrow() -> Attempt:
    """It has not been made."""
    order = facts.CareOrderMade(
        child="child",
        ground=CareGround.REMOVAL_BAN,
        decider="foster-mother",
        at_home=True,
        made_on=dt.date(2027, 1, 1),
    )
    return Attempt(Stage().shared(), order, TEACHER)


@refuses("care_order_made", "nobody_names_themself_as_decider")
def the_teacher_says_that_the_teacher_decides() -> Attempt:
    """Somebody else has to have seen the order."""
    order = facts.CareOrderMade(
        child="child", ground=CareGround.CARE_ORDER, decider="teacher", at_home=True, made_on=dt.date(2026, 3, 1)
    )
    return Attempt(Stage().shared(), order, TEACHER)


@admits("care_order_ended")
def the_child_comes_home() -> Attempt:
    """The order is no more."""
    stage = Stage().shared()
    stage.play(ORDER, TEACHER)
    return Attempt(stage, facts.CareOrderEnded(child="child"), TEACHER)


@refuses("care_order_ended", "an_order_stands_about_the_child")
def there_was_no_order() -> Attempt:
    """Nothing to end."""
    return Attempt(Stage().shared(), facts.CareOrderEnded(child="child"), TEACHER)


@admits("address_graded")
def the_childs_address_is_graded() -> Attempt:
    """Only the mother may still know."""
    return Attempt(Stage().shared(), GRADED, TEACHER)


@refuses("address_graded", "the_address_is_of_somebody_of_the_case")
def a_strangers_address() -> Attempt:
    """Nobody of this case."""
    return Attempt(Stage().shared(), facts.AddressGraded(person="stranger", grade=Grade.CLIENT), TEACHER)


@refuses("address_graded", "the_address_is_of_somebody_of_the_case")
def a_stranger_may_know() -> Attempt:
    """Only guardians of the case are let know."""
    graded = facts.AddressGraded(person="child", grade=Grade.CONFIDENTIAL, may_know=("stranger",))
    return Attempt(Stage().shared(), graded, TEACHER)


@refuses("address_graded", "who_is_called_already_is_kept_away")
def somebody_is_called_already() -> Attempt:
    """The father is to come to a meeting: the teacher is told of him, and may not call him to another one."""
    stage, again = Stage().held(), called(invited=("teacher", "mother", "father"))
    stage.play(again, TEACHER)
    return Attempt(stage, (GRADED, again), TEACHER)


@admits("address_ungraded")
def the_grade_is_lifted() -> Attempt:
    """It is over."""
    stage = Stage().shared()
    stage.play(GRADED, TEACHER)
    return Attempt(stage, facts.AddressUngraded(person="child"), TEACHER)


@refuses("address_ungraded", "the_address_was_graded")
def it_never_was() -> Attempt:
    """Nothing to lift."""
    return Attempt(Stage().shared(), facts.AddressUngraded(person="child"), TEACHER)


@refuses("concern_shared", "a_graded_address_keeps_it_from_them")
def the_father_is_told_all_the_same() -> Attempt:
    """He must not know."""
    stage = Stage().shared()
    stage.play(GRADED, TEACHER)
    shared = facts.ConcernShared(
        concern=stage.concern, with_=SharedWith.GUARDIAN, person="father", category=Category.EDUCATION
    )
    return Attempt(stage, shared, TEACHER)
