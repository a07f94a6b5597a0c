"""A case taken over from paper or another product; and the faults an opening balance can have, one by one."""

from __future__ import annotations

import datetime as dt
from typing import Any

import attrs

import bti
from bti import facts
from bti.facts import Category, Form, Scope, TakenConsent, TakenGuardian, TakenMeasure, TakenProfessional
from bti.guide.loading import parse_guide
from bti.people import Actor
from tests.examples.book import Attempt, admits, refuses
from tests.stage import BORN, HEAD, MOTHER, PPT, SCHOOL, TEACHER, UNTIL, Stage

AS_OF = dt.date(2026, 3, 1)
GIVEN = dt.date(2025, 11, 3)


def consented(giver: str, service: bti.Service | None = None, form: Form = Form.WRITTEN) -> TakenConsent:
    """Return a consent of the autumn before, to the log or a service."""
    return TakenConsent(
        giver=giver,
        scope=Scope.LOG if service is None else Scope.SERVICE,
        service=service,
        form=form,
        categories=tuple(Category),
        given_on=GIVEN,
        valid_until=UNTIL,
    )


BOTH = ("mother", "father")

WHOLE = facts.CaseTakenOver(
    persons=(facts.Concerned("child", BORN),),
    home=SCHOOL,
    as_of=AS_OF,
    taken_from=facts.TakenFrom.PAPER,
    reference="folder-12",
    step="2.3",
    round=2,
    told=("child",),
    guardians=(TakenGuardian("mother", True, True), TakenGuardian("father", False, True)),
    services=(PPT,),
    professionals=(
        TakenProfessional("teacher", "contact_teacher", SCHOOL.ref),
        TakenProfessional("adviser", "ppt_adviser", PPT.ref),
    ),
    holder="adviser",
    owner="teacher",
    log_since=dt.date(2025, 11, 10),
    consents=tuple(consented(giver, service) for service in (None, PPT) for giver in BOTH),
    measures=(
        TakenMeasure(responsible="teacher", service=SCHOOL.ref, level="1", evaluate_by=dt.date(2026, 2, 1)),
        TakenMeasure(responsible="adviser", service=PPT.ref, evaluate_by=dt.date(2026, 4, 1), started=False),
        TakenMeasure(responsible="mother", evaluate_by=dt.date(2026, 4, 1)),
    ),
    goals=2,
)
"""A case on level 2, in its second round, with everything a balance can hold."""


def attempt(by: Actor = TEACHER, of: Stage | None = None, **other: Any) -> Attempt:
    """Return an attempt to take over the whole, with some of it otherwise."""
    return Attempt(of or Stage(), attrs.evolve(WHOLE, **other), by)


@admits("case_taken_over")
def with_everything() -> Attempt:
    """With everything."""
    return attempt()


@admits("case_taken_over")
def with_next_to_nothing_by_the_head() -> Attempt:
    """With next to nothing by the head."""
    least = facts.CaseTakenOver(
        persons=WHOLE.persons, home=SCHOOL, as_of=AS_OF, taken_from=facts.TakenFrom.OTHER_PRODUCT, step="0.1"
    )
    return Attempt(Stage(), least, HEAD)


@admits("case_taken_over")
def without_the_log_and_the_service_that_lack_consent() -> Attempt:
    """Without the log and the service that lack consent."""
    return attempt(
        consents=(consented("mother"),),
        log_since=None,
        services=(),
        professionals=WHOLE.professionals[:1],
        holder="teacher",
        measures=WHOLE.measures[:1],
    )


@refuses("case_taken_over", "opened_by_a_professional")
def by_a_guardian() -> Attempt:
    """By a guardian."""
    return attempt(by=MOTHER)


@refuses("case_taken_over", "opened_at_the_openers_own_service")
def at_a_school_one_does_not_work_at() -> Attempt:
    """At a school one does not work at."""
    return attempt(home=bti.Service("school-2", "school"))


@refuses("case_taken_over", "not_opened_before")
def where_there_is_a_case() -> Attempt:
    """Where there is a case."""
    return attempt(of=Stage().opened())


@refuses("case_taken_over", "not_opened_for_oneself")
def about_oneself() -> Attempt:
    """About oneself."""
    return attempt(persons=(facts.Concerned("teacher", BORN),))


@refuses("case_taken_over", "born_by_the_day_or_said_unborn")
def of_somebody_born_next_year() -> Attempt:
    """Of somebody born next year."""
    return attempt(persons=(facts.Concerned("child", dt.date(2027, 1, 1)),))


@refuses("case_taken_over", "home_is_of_a_known_kind")
def at_a_home_of_an_unknown_kind() -> Attempt:
    """At a home of an unknown kind."""
    return attempt(home=bti.Service("moon", "observatory"))


@refuses("case_taken_over", "not_taken_over_by_a_guardian")
def of_ones_own_child() -> Attempt:
    """Of ones own child."""
    return attempt(guardians=(*WHOLE.guardians, TakenGuardian("teacher", False, True)))


@refuses("case_taken_over", "the_balance_is_of_a_day_that_has_come")
def as_of_tomorrow() -> Attempt:
    """As of tomorrow."""
    return attempt(as_of=dt.date(2026, 3, 3))


@refuses("case_taken_over", "the_balance_is_of_a_day_that_has_come")
def with_a_log_opened_later() -> Attempt:
    """With a log opened later."""
    return attempt(log_since=dt.date(2026, 3, 2))


@refuses("case_taken_over", "taken_over_on_a_step_of_the_guide")
def on_a_step_that_is_not_there() -> Attempt:
    """On a step that is not there."""
    return attempt(step="9.9")


@refuses("case_taken_over", "taken_over_on_a_step_of_the_guide")
def with_a_measure_on_a_level_that_is_not_there() -> Attempt:
    """With a measure on a level that is not there."""
    return attempt(measures=(attrs.evolve(WHOLE.measures[0], level="9"),))


@refuses("case_taken_over", "services_brought_are_of_known_kinds")
def with_a_service_of_an_unknown_kind() -> Attempt:
    """With a service of an unknown kind."""
    return attempt(services=(PPT, bti.Service("moon", "observatory")))


@refuses("case_taken_over", "services_brought_are_of_known_kinds")
def with_a_consent_to_the_home_service() -> Attempt:
    """With a consent to the home service."""
    return attempt(consents=(*WHOLE.consents, consented("mother", SCHOOL)))


@refuses("case_taken_over", "services_brought_are_of_known_kinds")
def with_a_service_of_two_kinds() -> Attempt:
    """With a service of two kinds."""
    return attempt(consents=(*WHOLE.consents, consented("mother", bti.Service(PPT.ref, "nav"))))


@refuses("case_taken_over", "nothing_is_brought_twice")
def with_a_guardian_twice() -> Attempt:
    """With a guardian twice."""
    return attempt(guardians=(*WHOLE.guardians, TakenGuardian("mother", False, True)))


@refuses("case_taken_over", "family_and_professionals_are_told_apart")
def with_the_child_as_guardian() -> Attempt:
    """With the child as guardian."""
    return attempt(guardians=(*WHOLE.guardians, TakenGuardian("child", False, True)))


@refuses("case_taken_over", "family_and_professionals_are_told_apart")
def with_the_mother_as_teacher() -> Attempt:
    """With the mother as teacher."""
    mother = TakenProfessional("mother", "teacher", SCHOOL.ref)
    return attempt(professionals=(*WHOLE.professionals, mother))


@refuses("case_taken_over", "professionals_brought_have_role_and_service")
def with_somebody_from_a_service_not_brought() -> Attempt:
    """With somebody from a service not brought."""
    return attempt(professionals=(*WHOLE.professionals, TakenProfessional("nurse", "public_health_nurse", "health-1")))


@refuses("case_taken_over", "professionals_brought_have_role_and_service")
def with_an_astronaut() -> Attempt:
    """With an astronaut."""
    return attempt(professionals=(*WHOLE.professionals, TakenProfessional("yuri", "astronaut", SCHOOL.ref)))


@refuses("case_taken_over", "references_brought_lead_somewhere")
def with_a_holder_who_takes_no_part() -> Attempt:
    """With a holder who takes no part."""
    return attempt(holder="nobody")


@refuses("case_taken_over", "nobody_of_the_family_is_taken_over_as_holder")
def with_the_father_as_holder() -> Attempt:
    """With the father as holder."""
    return attempt(holder="father")


@refuses("case_taken_over", "who_consented_is_told")
def with_a_consent_of_one_who_was_never_told() -> Attempt:
    """With a consent of one who was never told."""
    return attempt(guardians=(WHOLE.guardians[0], TakenGuardian("father", False, False)))


@refuses("case_taken_over", "consents_brought_are_of_an_accepted_form")
def with_a_spoken_consent_where_writing_is_asked_for() -> Attempt:
    """With a spoken consent where writing is asked for."""
    strict = parse_guide(
        'id = "strict"\nextends = "national"\nversion = "1"\nlanguages = ["nb"]\ntitle.nb = "Streng"\n'
        '[consent]\nforms = ["written"]'
    )
    spoken = consented("mother", form=Form.ORAL)
    return attempt(of=Stage(bti.Engine(strict)), consents=(spoken, *WHOLE.consents[1:]))


@refuses("case_taken_over", "services_brought_are_covered_by_consent")
def with_a_service_that_one_guardian_never_consented_to() -> Attempt:
    """With a service that one guardian never consented to."""
    return attempt(consents=WHOLE.consents[:3])


@refuses("case_taken_over", "a_log_brought_open_has_its_consents")
def with_an_open_log_that_one_guardian_never_consented_to() -> Attempt:
    """With an open log that one guardian never consented to."""
    return attempt(consents=WHOLE.consents[1:])


@refuses("case_taken_over", "a_log_of_another_service_comes_by_consent")
def with_the_log_of_another_service_that_only_one_has_let_go() -> Attempt:
    """With the log of another service that only one has let go."""
    let_go = attrs.evolve(consented("mother", SCHOOL), scope=Scope.TAKE_OVER)
    return attempt(taken_from=facts.TakenFrom.OTHER_SERVICE, consents=(*WHOLE.consents, let_go))


@admits("case_taken_over")
def with_the_log_of_another_service_that_both_have_let_go() -> Attempt:
    """With the log of another service that both have let go."""
    both = tuple(attrs.evolve(consented(giver, SCHOOL), scope=Scope.TAKE_OVER) for giver in BOTH)
    return attempt(taken_from=facts.TakenFrom.OTHER_SERVICE, consents=(*WHOLE.consents, *both))
