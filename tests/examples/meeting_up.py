"""A meeting is called, and held; a comment is made."""

from __future__ import annotations

import datetime as dt
from typing import Any

from bti import facts
from bti.facts import Category, MeetingKind
from tests.examples.book import Attempt, admits, refuses
from tests.examples.consenting import mother_untold
from tests.stage import MOTHER, TEACHER, Stage


def called(**fields: Any) -> facts.MeetingCalled:
    """Call the mother to a meeting."""
    wanted: dict[str, Any] = {
        "purpose": MeetingKind.COORDINATION,
        "day": dt.date(2026, 4, 1),
        "invited": ("teacher", "mother"),
    }
    return facts.MeetingCalled(**(wanted | fields))


def held(**fields: Any) -> facts.MeetingHeld:
    """Hold a meeting with the mother."""
    wanted: dict[str, Any] = {
        "purpose": MeetingKind.OTHER,
        "present": ("teacher", "mother"),
        "category": Category.EDUCATION,
    }
    return facts.MeetingHeld(**(wanted | fields))


@admits("meeting_called")
def _called() -> Attempt:
    return Attempt(Stage().held(), called(), TEACHER)


@refuses("meeting_called", "everybody_is_of_the_case")
def _a_stranger_called() -> Attempt:
    return Attempt(Stage().held(), called(invited=("stranger",)), TEACHER)


@refuses("meeting_called", "the_family_who_comes_has_been_told")
def _called_before_she_was_told() -> Attempt:
    return Attempt(mother_untold(), called(), TEACHER)


@refuses("meeting_called", "called_for_a_day_to_come")
def _called_for_yesterday() -> Attempt:
    return Attempt(Stage().held(), called(day=dt.date(2026, 1, 1)), TEACHER)


@admits("meeting_held")
def _held_though_nobody_called_it() -> Attempt:
    return Attempt(Stage().held(), held(), TEACHER)


@admits("meeting_held")
def _held_as_called() -> Attempt:
    stage = Stage().held()
    meeting = stage.play(called(), TEACHER)
    return Attempt(stage, held(meeting=meeting, purpose=MeetingKind.COORDINATION), TEACHER)


@refuses("meeting_held", "everybody_is_of_the_case")
def _held_with_a_stranger() -> Attempt:
    return Attempt(Stage().held(), held(present=("stranger",)), TEACHER)


@refuses("meeting_held", "the_family_who_comes_has_been_told")
def _held_before_she_was_told() -> Attempt:
    return Attempt(mother_untold(), held(), TEACHER)


@refuses("meeting_held", "the_meeting_is_known")
def _a_meeting_nobody_has_heard_of() -> Attempt:
    return Attempt(Stage().held(), held(meeting="none"), TEACHER)


@refuses("meeting_held", "held_once")
def _held_twice() -> Attempt:
    stage = Stage().held()
    meeting = stage.play(called(), TEACHER)
    stage.play(held(meeting=meeting), TEACHER)
    return Attempt(stage, held(meeting=meeting), TEACHER)


@admits("comment_made")
def _a_comment() -> Attempt:
    return Attempt(Stage().shared(), facts.CommentMade(category=Category.FAMILY), MOTHER)


@refuses("comment_made", "the_entry_commented_on_is_known")
def _a_comment_on_nothing() -> Attempt:
    return Attempt(Stage().shared(), facts.CommentMade(category=Category.FAMILY, about="none"), MOTHER)
