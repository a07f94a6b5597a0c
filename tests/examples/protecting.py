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
