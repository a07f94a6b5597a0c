"""A story says what was told when it does not go as told; hosts read its errors."""

from __future__ import annotations

import datetime as dt

import pytest

import bti
from bti import facts
from bti.facts import Category, Concerned
from bti.testing.story import Story
from tests.stage import BORN, HEAD, SCHOOL, START, TEACHER

OPENED = facts.CaseOpened(persons=(Concerned("child", BORN),), home=SCHOOL)
WONDERS = facts.ConcernRaised(category=Category.EDUCATION)


@pytest.fixture
def story() -> Story:
    """Begin a story under the guide of Sortland."""
    return Story(bti.Engine(bti.load_guide("sortland")), begins=START)


def test_tells_a_case_forward(story: Story) -> None:
    """Each line stands on the ones before; time passes by itself and as told."""
    story.given("the school opens a case", OPENED, by=TEACHER)
    concern = story.given("the teacher wonders", WONDERS, by=TEACHER)
    story.later(days=2)
    story.when("the teacher skips the first step", facts.StepSkipped(step="0.1"), by=TEACHER).is_refused(
        "step_not_skippable"
    )
    story.then("the concern has its owner", lambda spine: spine.concerns.raised[concern].owner == "teacher")
    story.then("the head may complete the step", story.may(facts.StepCompleted, HEAD))
    assert story.now == START + dt.timedelta(days=2, hours=2)
    assert len(story.seen_by(TEACHER).entries) == 2
    assert str(story).splitlines()[0] == "Given the school opens a case"


def test_says_what_was_told_and_why_it_was_refused(story: Story) -> None:
    """The error holds the story so far and the reasons in words."""
    with pytest.raises(AssertionError, match=r"takes no part|not_taking_part") as found:
        story.given("a teacher wonders where there is no case", WONDERS, by=TEACHER)
    assert "Given a teacher wonders where there is no case" in str(found.value)


def test_says_that_something_should_have_been_refused(story: Story) -> None:
    """An attempt that goes through against the story is an error."""
    with pytest.raises(AssertionError, match="should have been refused"):
        story.when("the school opens a case", OPENED, by=TEACHER).is_refused()


def test_says_which_reasons_there_were_instead(story: Story) -> None:
    """Another reason than told is an error."""
    story.given("the school opens a case", OPENED, by=TEACHER)
    with pytest.raises(AssertionError, match="not for: case_id_taken"):
        story.when("it opens it again", OPENED, by=TEACHER).is_refused("something_else")


def test_says_what_is_not_so(story: Story) -> None:
    """A line that is not true is an error, in the words it was told in."""
    with pytest.raises(AssertionError, match="Then somebody answers"):
        story.then("somebody answers", lambda spine: spine.answering(START.date()) is not None)


def test_time_goes_one_way(story: Story) -> None:
    """A story does not go back."""
    with pytest.raises(ValueError, match="one way"):
        story.later(days=-1)
    with pytest.raises(bti.errors.NaiveDatetime):
        Story(story.engine, begins=START.replace(tzinfo=None))
