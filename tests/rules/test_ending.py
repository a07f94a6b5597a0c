"""What a guide requires of outcomes that lead nowhere: asked when they are chosen, and when the case closes there."""

from __future__ import annotations

import bti
from bti import facts
from bti.facts import Category
from tests.examples.own_rules import at_0_4, met
from tests.stage import HEAD, TEACHER

CLOSED = facts.CaseClosed(reason=facts.ClosingReason.GOAL_REACHED)


def test_closing_waits_for_what_the_outcome_requires_or_a_reason_in_words() -> None:
    """However strongly it is meant, words are enough: the home service can always close alone."""
    stage = at_0_4()
    assert stage.tried(CLOSED, HEAD) == {"step_needs"}
    assert stage.offer(CLOSED, HEAD, because="the family has moved abroad and nobody answers")


def test_what_the_outcome_requires_lets_close_without_words() -> None:
    """What is required may be a coded reason, as anywhere else."""
    stage = at_0_4()
    heard = facts.FamilyHeard(person="mother", reason=facts.FamilyNotHeard.UNREACHABLE, category=Category.EDUCATION)
    stage.play(heard, TEACHER)
    assert stage.offer(CLOSED, HEAD)


def test_closing_from_another_step_is_not_held_to_it() -> None:
    """The outcome belongs to its step."""
    assert met().offer(CLOSED, HEAD)


def test_a_referral_waits_for_what_its_outcome_requires() -> None:
    """The way chosen is a referral, which completes no step."""
    referred = facts.WayChosen(outcome="refer", category=Category.EDUCATION)
    stage = met()
    assert "step_needs" in stage.tried(referred, TEACHER)
    advice = facts.AdviceReceived(
        adviser=bti.Service("ppt-1", "ppt"), ground=facts.AdviceGround.ANONYMOUS, category=Category.EDUCATION
    )
    stage.play(advice, TEACHER)
    assert "step_needs" not in stage.tried(referred, TEACHER)
