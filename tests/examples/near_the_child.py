"""Who has the child in daily care under a care order, to whom that is not told."""

from __future__ import annotations

import datetime as dt

from bti import facts
from tests.examples.book import Attempt, refuses
from tests.stage import ADVISER, TEACHER, Stage


def with_a_foster_mother() -> Stage:
    """Let PPT's adviser hold the baton, who is not told that the child was in a foster home for a while."""
    stage = Stage().with_bounded_ppt(holding=True)
    order = facts.CareOrderMade(
        child="child",
        ground=facts.CareGround.CARE_ORDER,
        decider="foster-mother",
        at_home=True,
        made_on=dt.date(2026, 3, 1),
    )
    stage.play(order, TEACHER)
    stage.play(facts.CareOrderEnded(child="child"), TEACHER)
    return stage


@refuses("person_joined", "nobody_near_the_child_comes_as_a_professional")
def _she_works_at_ppt() -> Attempt:
    joining = facts.PersonJoined(person="foster-mother", role="ppt_adviser", of="ppt-1")
    return Attempt(with_a_foster_mother(), joining, ADVISER)


@refuses("access_granted", "nobody_near_the_child_comes_as_a_professional")
def _she_is_to_read_for_ppt() -> Attempt:
    return Attempt(with_a_foster_mother(), facts.AccessGranted(person="foster-mother", of="ppt-1"), ADVISER)
