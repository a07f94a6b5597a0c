"""A wish is recorded, a goal agreed, a measure planned and started."""

from __future__ import annotations

import datetime as dt

from bti import facts
from bti.facts import Category
from tests.examples.book import Attempt, admits, refuses
from tests.stage import ADVISER, MOTHER, TEACHER, Stage

EDUCATION = Category.EDUCATION
MAY = dt.date(2026, 5, 1)


@admits("wish_recorded")
def _a_wish() -> Attempt:
    wish = facts.WishRecorded(wisher="mother", about=facts.WishAbout.HOLDER, category=Category.FAMILY)
    return Attempt(Stage().shared(), wish, MOTHER)


@refuses("wish_recorded", "the_wisher_is_of_the_family")
def _an_uncles_wish() -> Attempt:
    wish = facts.WishRecorded(wisher="uncle", about=facts.WishAbout.LOG, category=Category.FAMILY)
    return Attempt(Stage().shared(), wish, TEACHER)


@refuses("wish_recorded", "the_family_wishes_for_themselves")
def _the_fathers_wish_recorded_by_the_mother() -> Attempt:
    wish = facts.WishRecorded(wisher="father", about=facts.WishAbout.LOG, category=Category.FAMILY)
    return Attempt(Stage().shared(), wish, MOTHER)


@admits("goal_agreed")
def _a_goal() -> Attempt:
    return Attempt(Stage().held(), facts.GoalAgreed(category=EDUCATION), TEACHER)


@refuses("goal_agreed", "content_is_covered_by_consent")
def _a_goal_of_a_kind_that_consent_does_not_cover() -> Attempt:
    return Attempt(Stage().with_bounded_ppt(), facts.GoalAgreed(category=Category.HEALTH), ADVISER)


@admits("measure_planned")
def _a_measure() -> Attempt:
    return Attempt(
        Stage().held(), facts.MeasurePlanned(responsible="teacher", evaluate_by=MAY, category=EDUCATION), TEACHER
    )


@refuses("measure_planned", "somebody_of_the_case_is_responsible")
def _a_measure_of_a_stranger() -> Attempt:
    return Attempt(
        Stage().held(), facts.MeasurePlanned(responsible="stranger", evaluate_by=MAY, category=EDUCATION), TEACHER
    )


@refuses("measure_planned", "it_is_evaluated_on_a_day_to_come")
def _a_measure_to_be_evaluated_yesterday() -> Attempt:
    past = dt.date(2026, 1, 1)
    return Attempt(
        Stage().held(), facts.MeasurePlanned(responsible="teacher", evaluate_by=past, category=EDUCATION), TEACHER
    )


@admits("measure_started")
def _started() -> Attempt:
    stage = Stage().held()
    measure = stage.play(facts.MeasurePlanned(responsible="teacher", evaluate_by=MAY, category=EDUCATION), TEACHER)
    return Attempt(stage, facts.MeasureStarted(measure=measure), TEACHER)


@refuses("measure_started", "the_measure_is_known")
def _started_though_never_planned() -> Attempt:
    return Attempt(Stage().held(), facts.MeasureStarted(measure="none"), TEACHER)


@refuses("measure_started", "the_measure_is_only_planned")
def _started_twice() -> Attempt:
    stage = Stage().measured()
    return Attempt(stage, facts.MeasureStarted(measure=stage.measure), TEACHER)


def _goal() -> tuple[Stage, str]:
    """Return a held case with a goal."""
    stage = Stage().held()
    return stage, stage.play(facts.GoalAgreed(category=EDUCATION), TEACHER)


def _ended_goal() -> tuple[Stage, str]:
    """Return the same, the goal put away."""
    stage, goal = _goal()
    stage.play(facts.GoalReached(goal=goal, ending=facts.GoalEnding.GIVEN_UP, category=EDUCATION), TEACHER)
    return stage, goal


def _proposed() -> tuple[Stage, str]:
    """Return a held case in which the mother proposes a goal."""
    stage = Stage().held()
    return stage, stage.play(facts.GoalProposed(category=Category.FAMILY), MOTHER)


@admits("goal_proposed")
def _the_mother_proposes() -> Attempt:
    return Attempt(Stage().shared(), facts.GoalProposed(category=Category.FAMILY), MOTHER)


@admits("goal_proposed")
def _what_the_child_proposes_is_written_down() -> Attempt:
    return Attempt(Stage().shared(), facts.GoalProposed(proposer="child", category=Category.FAMILY), TEACHER)


@refuses("goal_proposed", "the_proposer_is_of_the_family")
def _a_neighbours_proposal() -> Attempt:
    return Attempt(Stage().shared(), facts.GoalProposed(proposer="neighbour", category=Category.FAMILY), TEACHER)


@refuses("goal_proposed", "the_family_wishes_for_themselves")
def _the_fathers_proposal_by_the_mother() -> Attempt:
    return Attempt(Stage().shared(), facts.GoalProposed(proposer="father", category=Category.FAMILY), MOTHER)


@admits("goal_agreed")
def _what_the_mother_proposed_is_agreed() -> Attempt:
    stage, proposal = _proposed()
    return Attempt(stage, facts.GoalAgreed(proposal=proposal, category=EDUCATION), TEACHER)


@refuses("goal_agreed", "the_proposal_is_known")
def _a_proposal_nobody_made() -> Attempt:
    return Attempt(Stage().held(), facts.GoalAgreed(proposal="none", category=EDUCATION), TEACHER)


@refuses("goal_agreed", "nobody_has_agreed_to_it_yet")
def _a_proposal_agreed_twice() -> Attempt:
    stage, proposal = _proposed()
    stage.play(facts.GoalAgreed(proposal=proposal, category=EDUCATION), TEACHER)
    return Attempt(stage, facts.GoalAgreed(proposal=proposal, category=EDUCATION), TEACHER)


@admits("goal_changed")
def _another_wording() -> Attempt:
    stage, goal = _goal()
    return Attempt(stage, facts.GoalChanged(goal=goal, category=EDUCATION), TEACHER)


@refuses("goal_changed", "the_goal_is_known")
def _another_wording_of_nothing() -> Attempt:
    return Attempt(Stage().held(), facts.GoalChanged(goal="none", category=EDUCATION), TEACHER)


@refuses("goal_changed", "the_goal_stands")
def _another_wording_of_what_was_put_away() -> Attempt:
    stage, goal = _ended_goal()
    return Attempt(stage, facts.GoalChanged(goal=goal, category=EDUCATION), TEACHER)


@admits("goal_reached")
def _reached() -> Attempt:
    stage, goal = _goal()
    return Attempt(stage, facts.GoalReached(goal=goal, category=EDUCATION), TEACHER)


@refuses("goal_reached", "the_goal_is_known")
def _reached_though_never_agreed() -> Attempt:
    return Attempt(Stage().held(), facts.GoalReached(goal="none", category=EDUCATION), TEACHER)


@refuses("goal_reached", "the_goal_stands")
def _reached_though_put_away() -> Attempt:
    stage, goal = _ended_goal()
    return Attempt(stage, facts.GoalReached(goal=goal, category=EDUCATION), TEACHER)


@admits("agreement_made")
def _an_agreement() -> Attempt:
    agreed = facts.AgreementMade(bound=("mother", "teacher"), until=MAY, category=EDUCATION)
    return Attempt(Stage().held(), agreed, TEACHER)


@refuses("agreement_made", "those_bound_are_of_the_case")
def _an_agreement_with_a_stranger() -> Attempt:
    return Attempt(Stage().held(), facts.AgreementMade(bound=("stranger",), category=EDUCATION), TEACHER)


@refuses("agreement_made", "the_family_it_binds_has_been_told")
def _an_agreement_with_one_who_was_not_told() -> Attempt:
    stage = Stage().concerned()
    stage.play(facts.GuardianNamed(person="mother", lives_with=True), TEACHER)
    return Attempt(stage, facts.AgreementMade(bound=("mother",), category=EDUCATION), TEACHER)


@refuses("agreement_made", "it_binds_for_days_to_come")
def _an_agreement_until_yesterday() -> Attempt:
    past = dt.date(2026, 1, 1)
    return Attempt(Stage().held(), facts.AgreementMade(bound=("mother",), until=past, category=EDUCATION), TEACHER)


def _agreed(*bound: str) -> tuple[Stage, str]:
    """Return a held case with an agreement."""
    stage = Stage().held()
    return stage, stage.play(facts.AgreementMade(bound=bound, category=EDUCATION), TEACHER)


@admits("agreement_ended")
def _ended_by_the_mother_it_binds() -> Attempt:
    stage, agreement = _agreed("mother")
    return Attempt(stage, facts.AgreementEnded(agreement=agreement), MOTHER)


@refuses("agreement_ended", "the_agreement_is_known")
def _nothing_to_end() -> Attempt:
    return Attempt(Stage().held(), facts.AgreementEnded(agreement="none"), TEACHER)


@refuses("agreement_ended", "the_agreement_stands")
def _ended_once_before() -> Attempt:
    stage, agreement = _agreed("mother")
    stage.play(facts.AgreementEnded(agreement=agreement), TEACHER)
    return Attempt(stage, facts.AgreementEnded(agreement=agreement), TEACHER)


@refuses("agreement_ended", "the_family_ends_what_binds_them")
def _ended_by_the_mother_whom_it_does_not_bind() -> Attempt:
    stage, agreement = _agreed("father")
    return Attempt(stage, facts.AgreementEnded(agreement=agreement), MOTHER)


@refuses("agreement_ended", "a_remark_is_covered_as_coordination")
def _a_remark_that_consent_does_not_cover() -> Attempt:
    stage = Stage().with_bounded_ppt()
    agreement = stage.play(facts.AgreementMade(bound=("mother",), category=EDUCATION), TEACHER)
    return Attempt(stage, facts.AgreementEnded(agreement=agreement, note=facts.Note.of("no use")), ADVISER)
