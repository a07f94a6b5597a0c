"""Services and people join and leave."""

from __future__ import annotations

import bti
from bti import facts
from bti.facts import Scope
from tests.examples.book import Attempt, admits, refuses
from tests.stage import ADVISER, COLLEAGUE, PPT, SCHOOL, TEACHER, UNTIL, Stage


def with_colleague() -> Stage:
    """Let a colleague take part."""
    stage = Stage().concerned()
    stage.play(facts.PersonJoined(person="colleague", role="teacher", of=SCHOOL.ref), TEACHER)
    return stage


@admits("service_joined")
def _a_service_the_family_consented_to() -> Attempt:
    stage = Stage().held()
    stage.consent(Scope.SERVICE, PPT)
    return Attempt(stage, facts.ServiceJoined(joining=PPT), TEACHER)


@refuses("service_joined", "the_service_is_of_a_known_kind")
def _an_observatory() -> Attempt:
    return Attempt(Stage().held(), facts.ServiceJoined(joining=bti.Service("moon", "observatory")), TEACHER)


@refuses("service_joined", "the_service_does_not_take_part_yet")
def _a_service_twice() -> Attempt:
    return Attempt(Stage().with_ppt(), facts.ServiceJoined(joining=PPT), TEACHER)


@refuses("service_joined", "the_family_has_consented_to_the_service")
def _a_service_without_consent() -> Attempt:
    return Attempt(Stage().held(), facts.ServiceJoined(joining=PPT), TEACHER)


@admits("service_left")
def _a_service_leaves() -> Attempt:
    return Attempt(Stage().with_ppt(), facts.ServiceLeft(leaving=PPT.ref), TEACHER)


@refuses("service_left", "the_leaving_service_takes_part")
def _a_service_that_never_came() -> Attempt:
    return Attempt(Stage().held(), facts.ServiceLeft(leaving=PPT.ref), TEACHER)


@refuses("service_left", "the_home_service_stays", "other_services_let_only_themselves_leave")
def _the_home_service_sent_away() -> Attempt:
    return Attempt(Stage().with_ppt(), facts.ServiceLeft(leaving=SCHOOL.ref), ADVISER)


@admits("person_joined")
def _a_colleague_joins() -> Attempt:
    return Attempt(Stage().concerned(), facts.PersonJoined(person="colleague", role="teacher", of=SCHOOL.ref), TEACHER)


@admits("person_joined")
def _a_grandmother_joins() -> Attempt:
    return Attempt(
        Stage().shared(), facts.PersonJoined(person="grandmother", capacity=facts.Capacity.RELATIVE), TEACHER
    )


@refuses("person_joined", "a_professional_has_role_and_service")
def _a_professional_without_a_role() -> Attempt:
    return Attempt(Stage().concerned(), facts.PersonJoined(person="colleague", of=SCHOOL.ref), TEACHER)


@refuses("person_joined", "the_person_does_not_take_part_yet")
def _a_person_twice() -> Attempt:
    return Attempt(with_colleague(), facts.PersonJoined(person="colleague", role="teacher", of=SCHOOL.ref), TEACHER)


@refuses("person_joined", "the_persons_service_is_covered")
def _an_employee_of_a_service_whose_consent_is_gone() -> Attempt:
    stage = Stage().with_ppt()
    given = next(one for one in stage.case.spine.consents.given() if one.scope is Scope.LOG)
    # Without consent the log rests, and no other service gives or gets anything.
    stage.now = stage.now.replace(year=given.valid_until.year + 1) if given.valid_until else stage.now
    return Attempt(stage, facts.PersonJoined(person="other", role="ppt_adviser", of=PPT.ref), TEACHER)


@admits("person_left")
def _a_colleague_leaves() -> Attempt:
    return Attempt(with_colleague(), facts.PersonLeft(person="colleague"), TEACHER)


@refuses("person_left", "the_leaving_person_takes_part")
def _somebody_leaves_who_never_came() -> Attempt:
    return Attempt(Stage().concerned(), facts.PersonLeft(person="colleague"), TEACHER)


@refuses("person_left", "one_leaves_oneself_or_is_let_go")
def _the_teacher_is_sent_away_by_a_colleague() -> Attempt:
    return Attempt(with_colleague(), facts.PersonLeft(person="teacher"), COLLEAGUE)


@admits("guardian_named")
def _a_guardian_is_named() -> Attempt:
    return Attempt(Stage().concerned(), facts.GuardianNamed(person="mother", lives_with=True), TEACHER)


@refuses("guardian_named", "the_guardian_is_new")
def _a_guardian_is_named_twice() -> Attempt:
    return Attempt(Stage().shared(), facts.GuardianNamed(person="mother", lives_with=True), TEACHER)


@admits("guardian_named")
def _a_father_turns_out_not_to_hold_responsibility() -> Attempt:
    none = facts.GuardianNamed(person="father", lives_with=False, responsibility=facts.Responsibility.NOT_HELD)
    return Attempt(Stage().shared(), none, TEACHER)


@refuses("guardian_named", "only_a_guardian_turns_out_to_be_none")
def _somebody_who_never_was_a_guardian_is_none() -> Attempt:
    none = facts.GuardianNamed(person="uncle", lives_with=False, responsibility=facts.Responsibility.NOT_HELD)
    return Attempt(Stage().shared(), none, TEACHER)


@refuses("guardian_named", "they_are_guardian_of_persons_of_the_case")
def _a_guardian_of_a_child_the_case_is_not_about() -> Attempt:
    return Attempt(Stage().concerned(), facts.GuardianNamed(person="mother", lives_with=True, of=("cousin",)), TEACHER)


@refuses("person_joined", "the_person_is_one_the_consent_lets")
def _an_adviser_whom_the_mother_has_kept_out() -> Attempt:
    stage = Stage().held()
    stage.consent(facts.Scope.SERVICE, PPT)
    stage.play(facts.ServiceJoined(joining=PPT), TEACHER)
    narrowed = facts.ConsentGiven(
        scope=facts.Scope.SERVICE,
        service=PPT,
        giver="mother",
        form=facts.Form.WRITTEN,
        categories=tuple(facts.Category),
        valid_until=UNTIL,
        excluded=("adviser",),
    )
    stage.play(narrowed, TEACHER)
    return Attempt(stage, facts.PersonJoined(person="adviser", role="ppt_adviser", of="ppt-1"), TEACHER)
