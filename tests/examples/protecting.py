"""A suspicion is written down, a report sent: admitted in every state, with no guard before it."""

from __future__ import annotations

import bti
from bti import facts
from bti.facts import Category
from tests.examples.book import Attempt, admits
from tests.stage import COLLEAGUE, TEACHER, Stage

WELFARE = bti.Service("welfare-1", "child_welfare")


@admits("suspicion_recorded")
def _suspected_where_there_is_no_case() -> Attempt:
    return Attempt(Stage(), facts.SuspicionRecorded(category=Category.WELFARE), COLLEAGUE)


@admits("reported_to_child_welfare")
def _reported() -> Attempt:
    return Attempt(Stage().shared(), facts.ReportedToChildWelfare(receiver=WELFARE, category=Category.WELFARE), TEACHER)


def _a_matter() -> tuple[Stage, str]:
    """Return a case with a matter that the colleague began."""
    stage = Stage().shared()
    stage.play(facts.SuspicionRecorded(category=Category.WELFARE), COLLEAGUE)
    (matter,) = stage.case.matters
    return stage, matter


@admits("insider_taken_out")
def _a_person_taken_out() -> Attempt:
    stage, matter = _a_matter()
    stage.play(facts.InsiderNamed(matter=matter, person="head", category=Category.WELFARE), COLLEAGUE)
    return Attempt(stage, facts.InsiderTakenOut(matter=matter, person="head", category=Category.WELFARE), COLLEAGUE)


@admits("insider_named")
def _a_person_named() -> Attempt:
    stage, matter = _a_matter()
    return Attempt(stage, facts.InsiderNamed(matter=matter, person="head", category=Category.WELFARE), COLLEAGUE)


@admits("insider_named")
def _a_service_named() -> Attempt:
    stage, matter = _a_matter()
    named = facts.InsiderNamed(matter=matter, whole_service=WELFARE, category=Category.WELFARE)
    return Attempt(stage, named, COLLEAGUE)


@admits("reported_to_police")
def _reported_to_the_police() -> Attempt:
    return Attempt(Stage().shared(), facts.ReportedToPolice(category=Category.WELFARE), TEACHER)


@admits("harm_averted")
def _averted() -> Attempt:
    averted = facts.HarmAverted(through=facts.Averting.POLICE, category=Category.WELFARE)
    return Attempt(Stage(), averted, TEACHER)


@admits("emergency_called")
def _called_for_help() -> Attempt:
    called = facts.EmergencyCalled(called=facts.Emergency.AMBULANCE, category=Category.HEALTH)
    return Attempt(Stage().opened(), called, TEACHER)


@admits("child_welfare_answered")
def _answered() -> Attempt:
    stage, matter = _a_matter()
    report = stage.play(
        facts.ReportedToChildWelfare(matter=matter, receiver=WELFARE, category=Category.WELFARE), COLLEAGUE
    )
    says = facts.ChildWelfareSays.RECEIVED
    answered = facts.ChildWelfareAnswered(matter=matter, report=report, says=says, category=Category.WELFARE)
    return Attempt(stage, answered, COLLEAGUE)


@admits("child_welfare_answered")
def _answered_a_report_that_was_made_on_paper() -> Attempt:
    answered = facts.ChildWelfareAnswered(says=facts.ChildWelfareSays.INVESTIGATES, category=Category.WELFARE)
    return Attempt(Stage(), answered, TEACHER)


@admits("investigation_ended")
def _ended_for_lack_of_consent() -> Attempt:
    stage, matter = _a_matter()
    report = stage.play(
        facts.ReportedToChildWelfare(matter=matter, receiver=WELFARE, category=Category.WELFARE), COLLEAGUE
    )
    ending = facts.InvestigationEnding.NO_CONSENT
    ended = facts.InvestigationEnded(matter=matter, report=report, ending=ending, category=Category.WELFARE)
    return Attempt(stage, ended, COLLEAGUE)


@admits("investigation_ended")
def _ended_of_a_report_that_was_made_on_paper() -> Attempt:
    ended = facts.InvestigationEnded(ending=facts.InvestigationEnding.NOT_SAID, category=Category.WELFARE)
    return Attempt(Stage(), ended, TEACHER)


@admits("dates_moved")
def _moved() -> Attempt:
    stage, matter = _a_matter()
    stage.play(facts.ReportedToChildWelfare(matter=matter, receiver=WELFARE, category=Category.WELFARE), COLLEAGUE)
    moved = facts.DatesMoved(matter=matter, why=facts.MovedBecause.SPECIAL_CASE, category=Category.WELFARE)
    return Attempt(stage, moved, COLLEAGUE)


@admits("matter_released")
def _released() -> Attempt:
    stage, matter = _a_matter()
    released = facts.MatterReleased(
        matter=matter, guardian="mother", said_by=facts.Releasing.CHILD_WELFARE, category=Category.WELFARE
    )
    return Attempt(stage, released, COLLEAGUE)
