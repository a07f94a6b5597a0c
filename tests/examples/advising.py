"""Advice is asked anonymously, and received."""

from __future__ import annotations

from typing import Any

import bti
from bti import facts
from bti.facts import AdviceGround, Category, DiscussionPurpose, Scope
from tests.examples.book import Attempt, admits, refuses
from tests.stage import PPT, TEACHER, Stage

UNIT = bti.Service("unit-1", "coordinating_unit")


def discussed(**fields: Any) -> facts.AnonymousDiscussionHeld:
    """Discuss with the coordinating unit."""
    wanted: dict[str, Any] = {"asked": UNIT, "purpose": DiscussionPurpose.HELP, "category": Category.EDUCATION}
    return facts.AnonymousDiscussionHeld(**(wanted | fields))


def advised(**fields: Any) -> facts.AdviceReceived:
    """Receive advice from the coordinating unit."""
    wanted: dict[str, Any] = {"adviser": UNIT, "ground": AdviceGround.ANONYMOUS, "category": Category.EDUCATION}
    return facts.AdviceReceived(**(wanted | fields))


@admits("anonymous_discussion_held")
def _an_anonymous_discussion() -> Attempt:
    return Attempt(Stage().concerned(), discussed(note=facts.Note.of("How to begin such a talk.")), TEACHER)


@refuses("anonymous_discussion_held", "the_service_asked_is_of_a_known_kind")
def _discussed_with_an_observatory() -> Attempt:
    return Attempt(Stage().concerned(), discussed(asked=bti.Service("moon", "observatory")), TEACHER)


@refuses("anonymous_discussion_held", "the_service_asked_is_no_person")
def _the_service_is_the_mother() -> Attempt:
    return Attempt(Stage().shared(), discussed(asked=bti.Service("mother", "ppt")), TEACHER)


@admits("anonymous_discussion_held")
def _about_any_of_a_class() -> Attempt:
    return Attempt(Stage().concerned(), discussed(fits=12), TEACHER)


@admits("anonymous_discussion_held")
def _about_one_of_three_in_a_small_place() -> Attempt:
    return Attempt(Stage().concerned(), discussed(fits=3), TEACHER)


@refuses("anonymous_discussion_held", "it_could_be_about_several")
def _about_one_child_alone() -> Attempt:
    return Attempt(Stage().concerned(), discussed(fits=1), TEACHER)


@refuses("anonymous_discussion_held", "the_service_asked_links_to_nothing")
def _the_service_is_an_entry_of_the_log() -> Attempt:
    stage = Stage().concerned()
    return Attempt(stage, discussed(asked=bti.Service(stage.concern, "ppt")), TEACHER)


@refuses("anonymous_discussion_held", "the_service_asked_is_no_number")
def _the_service_is_a_number() -> Attempt:
    return Attempt(Stage().concerned(), discussed(asked=bti.Service("01010112345", "ppt")), TEACHER)


@refuses("anonymous_discussion_held", "who_knows_the_child_is_not_asked_anonymously", "the_note_is_read_by_nobody")
def _discussed_with_who_knows() -> Attempt:
    return Attempt(Stage().with_ppt(), discussed(asked=PPT, note=facts.Note.of("He is ten.")), TEACHER)


@admits("advice_received")
def _advice_asked_anonymously() -> Attempt:
    return Attempt(Stage().concerned(), advised(), TEACHER)


@admits("advice_received")
def _advice_asked_with_consent() -> Attempt:
    stage = Stage().held()
    stage.consent(Scope.SERVICE, UNIT)
    return Attempt(stage, advised(ground=AdviceGround.CONSENT), TEACHER)


@refuses("advice_received", "the_service_asked_is_of_a_known_kind")
def _advice_from_an_observatory() -> Attempt:
    return Attempt(Stage().concerned(), advised(adviser=bti.Service("moon", "observatory")), TEACHER)


@refuses("advice_received", "the_service_asked_is_no_person")
def _advice_from_a_person() -> Attempt:
    return Attempt(Stage().concerned(), advised(adviser=bti.Service("child", "ppt")), TEACHER)


@refuses("advice_received", "the_service_asked_links_to_nothing")
def _advice_from_an_entry_of_the_log() -> Attempt:
    stage = Stage().concerned()
    return Attempt(stage, advised(adviser=bti.Service(stage.concern, "ppt")), TEACHER)


@refuses("advice_received", "the_service_asked_is_no_number")
def _advice_from_a_number() -> Attempt:
    return Attempt(Stage().concerned(), advised(adviser=bti.Service("010101-12345", "ppt")), TEACHER)


@refuses("advice_received", "advice_by_consent_has_consent")
def _advice_without_consent() -> Attempt:
    return Attempt(Stage().held(), advised(ground=AdviceGround.CONSENT), TEACHER)


@refuses("advice_received", "who_knows_the_child_is_not_asked_anonymously")
def _anonymous_advice_from_who_knows() -> Attempt:
    return Attempt(Stage().with_ppt(), advised(adviser=PPT), TEACHER)
