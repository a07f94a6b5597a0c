"""What only some guides say of the baton and the log: from when, by whom, how kept, and where it must be used."""

from __future__ import annotations

import datetime as dt

import attrs

import bti
from bti import facts
from bti.facts import Category, Keeping, MeetingKind
from bti.guide import Status
from tests.examples.book import Attempt, admits, refuses
from tests.guides.small_guides import small_guide
from tests.stage import BORN, HEAD, MOTHER, TEACHER, Stage

HELD = facts.MeetingHeld(purpose=MeetingKind.COORDINATION, present=("teacher",), category=Category.EDUCATION)
NAMED = facts.BatonAppointed(to="teacher")


def own_rules() -> Stage:
    """Give the stage of a municipality that says much of the baton and the log."""
    return Stage(bti.Engine(small_guide("own-rules")))


def at_0_4() -> Stage:
    """Tell a case as far as the decision of level 0."""
    stage = own_rules().shared()
    for step in ("0.1", "0.2", "0.3"):
        stage.play(facts.StepCompleted(step=step), TEACHER)
    return stage


def met() -> Stage:
    """Tell a case as far as level 1, with a meeting held."""
    stage = own_rules().on_level_1()
    stage.play(HELD, TEACHER)
    return stage


def with_log() -> Stage:
    """Tell a case as far as an open log."""
    stage = met()
    stage.consent()
    stage.play(facts.LogOpened(), TEACHER)
    return stage


@admits("baton_appointed")
def _appointed_after_a_meeting() -> Attempt:
    stage = at_0_4()
    stage.play(HELD, TEACHER)
    return Attempt(stage, NAMED, HEAD)


@refuses("baton_appointed", "the_guide_has_a_holder_on_this_step")
def _appointed_before_its_step() -> Attempt:
    return Attempt(own_rules().shared(), NAMED, HEAD)


@refuses("baton_appointed", "what_the_baton_waits_for_has_happened")
def _appointed_before_anything_was_agreed() -> Attempt:
    return Attempt(at_0_4(), NAMED, HEAD)


@refuses("baton_appointed", "named_by_whom_the_guide_says")
def _appointed_on_level_2_without_a_meeting() -> Attempt:
    stage = at_0_4()
    stage.play(HELD, TEACHER)
    stage.play(facts.StepCompleted(step="0.4", outcome="level_2"), TEACHER, because="Det haster.")
    return Attempt(stage, NAMED, HEAD)


def declined_twice() -> Stage:
    """Let the teacher decline the baton twice."""
    stage = met()
    for _ in range(2):
        offer = stage.play(NAMED, HEAD)
        stage.play(facts.BatonDeclined(offer=offer), TEACHER)
    return stage


@refuses("baton_appointed", "who_settles_it_is_named")
def _appointed_after_two_refusals() -> Attempt:
    stage = declined_twice()
    stage.play(NAMED, HEAD)
    return Attempt(stage, NAMED, HEAD)


def _offered(stage: Stage) -> Attempt:
    joined = facts.PersonJoined(person="colleague", role="teacher", of=TEACHER.service.ref)
    stage.play(joined, TEACHER)
    return Attempt(stage, facts.BatonOffered(to="colleague"), TEACHER)


@refuses("baton_offered", "the_guide_has_a_holder_on_this_step")
def _offered_before_its_step() -> Attempt:
    return _offered(own_rules().shared())


@refuses("baton_offered", "what_the_baton_waits_for_has_happened")
def _offered_before_anything_was_agreed() -> Attempt:
    return _offered(at_0_4())


@refuses("baton_offered", "named_by_whom_the_guide_says")
def _offered_by_the_teacher() -> Attempt:
    return _offered(met())


@refuses("baton_offered", "who_settles_it_is_named")
def _offered_after_two_refusals() -> Attempt:
    return _offered(declined_twice())


@admits("log_opened")
def _opened_after_a_meeting() -> Attempt:
    stage = met()
    stage.consent()
    return Attempt(stage, facts.LogOpened(), TEACHER)


@refuses("log_opened", "the_guide_opens_it_on_this_step", "what_the_log_waits_for_has_happened")
def _opened_on_level_0() -> Attempt:
    return Attempt(own_rules().shared(), facts.LogOpened(), TEACHER)


@refuses("log_opened", "kept_as_the_guide_keeps_logs")
def _opened_on_paper() -> Attempt:
    return Attempt(met(), facts.LogOpened(keeping=Keeping.MANUAL), TEACHER)


@refuses("log_opened", "by_the_hand_the_guide_says")
def _opened_by_the_head() -> Attempt:
    stage = met()
    stage.consent()
    return Attempt(stage, facts.LogOpened(), HEAD)


@refuses("consent_asked", "asked_by_the_hand_the_guide_says")
def _asked_by_the_teacher() -> Attempt:
    return Attempt(met(), facts.ConsentAsked(scope=facts.Scope.ASSESSMENT, of=("mother",)), TEACHER)


@admits("consent_asked")
def _asked_by_the_head() -> Attempt:
    return Attempt(met(), facts.ConsentAsked(scope=facts.Scope.ASSESSMENT, of=("mother",)), HEAD)


@refuses("log_closed", "by_the_hand_the_guide_says")
def _closed_by_the_teacher() -> Attempt:
    return Attempt(with_log(), facts.LogClosed(reason=facts.LogClosing.WISH), TEACHER)


@admits("log_closed")
def _closed_by_the_mother_whatever_the_guide_says() -> Attempt:
    return Attempt(with_log(), facts.LogClosed(reason=facts.LogClosing.WISH), MOTHER)


@refuses("step_completed", "the_log_is_used_where_it_shall_be")
def _planned_without_a_log() -> Attempt:
    stage = met()
    stage.play(facts.ConsentAsked(scope=facts.Scope.LOG, of=("mother", "father")), TEACHER)
    stage.play(facts.StepCompleted(step="1.1"), TEACHER)
    stage.play(facts.GoalAgreed(category=Category.EDUCATION), TEACHER)
    planned = facts.MeasurePlanned(responsible="teacher", evaluate_by=dt.date(2026, 5, 1), category=Category.EDUCATION)
    stage.play(planned, TEACHER)
    return Attempt(stage, facts.StepCompleted(step="1.2"), TEACHER)


@refuses("way_chosen", "a_referral_shows_what_was_tried")
def _referred_before_anything_was_tried() -> Attempt:
    return Attempt(met(), facts.WayChosen(outcome="refer", category=Category.EDUCATION), TEACHER)


@refuses("way_chosen", "what_the_way_out_requires_is_so")
def _referred_before_anybody_gave_advice() -> Attempt:
    return Attempt(met(), facts.WayChosen(outcome="refer", category=Category.EDUCATION), TEACHER)


@refuses("case_closed", "what_closing_here_requires_is_so")
def _closed_before_the_family_was_heard() -> Attempt:
    return Attempt(at_0_4(), facts.CaseClosed(reason=facts.ClosingReason.GOAL_REACHED), HEAD)


@refuses("case_opened", "the_guide_is_for_them")
def _opened_for_a_man_of_thirty() -> Attempt:
    persons = (facts.Concerned("young-man", dt.date(1996, 1, 9)),)
    opened = facts.CaseOpened(persons=persons, home=TEACHER.service)
    return Attempt(Stage(bti.Engine(bti.load_guide("tromso-2025"))), opened, TEACHER)


@refuses("case_opened", "the_guide_is_in_force")
def _opened_under_a_draft_where_no_case_begins() -> Attempt:
    draft = attrs.evolve(bti.load_guide("national"), status=Status.DRAFT)
    persons = (facts.Concerned("child", BORN),)
    opened = facts.CaseOpened(persons=persons, home=TEACHER.service, step="1.1")
    return Attempt(Stage(bti.Engine(draft)), opened, TEACHER)
