"""Special pathways are entered and left, and absence is reported."""

from __future__ import annotations

import datetime as dt
from typing import Any

from bti import facts
from bti.facts import Category, Counted, PathwayKind
from tests.examples.book import Attempt, admits, refuses
from tests.stage import TEACHER, UNTIL, Stage

EDUCATION = Category.EDUCATION


def entered(which: PathwayKind = PathwayKind.ABSENCE, code: str | None = None) -> facts.PathwayEntered:
    """Enter the pathway on absence, or another."""
    return facts.PathwayEntered(which=which, code=code, category=EDUCATION)


def counted(**fields: Any) -> facts.CountsReported:
    """Report nine days of absence in February."""
    wanted: dict[str, Any] = {
        "counted": Counted.DAYS_ABSENT,
        "number": 9,
        "from_": dt.date(2026, 2, 1),
        "to": dt.date(2026, 2, 28),
        "category": EDUCATION,
    }
    return facts.CountsReported(**(wanted | fields))


@admits("pathway_entered")
def _entered() -> Attempt:
    return Attempt(Stage().held(), entered(), TEACHER)


@admits("pathway_entered")
def _entered_by_the_guides_own_code() -> Attempt:
    return Attempt(Stage().held(), entered(PathwayKind.OTHER, "substance_abuse-youth"), TEACHER)


@refuses("pathway_entered", "protection_is_no_pathway_of_the_case_book")
def _violence_entered() -> Attempt:
    return Attempt(Stage().held(), entered(PathwayKind.OTHER, "vold-i-nære-relasjoner"), TEACHER)


@refuses("pathway_entered", "one_is_on_a_pathway_once")
def _entered_twice() -> Attempt:
    stage = Stage().held()
    stage.play(entered(), TEACHER)
    return Attempt(stage, entered(), TEACHER)


@admits("pathway_left")
def _left() -> Attempt:
    stage = Stage().held()
    return Attempt(stage, facts.PathwayLeft(pathway=stage.play(entered(), TEACHER), category=EDUCATION), TEACHER)


@refuses("pathway_left", "the_pathway_is_known")
def _left_nothing() -> Attempt:
    return Attempt(Stage().held(), facts.PathwayLeft(pathway="none", category=EDUCATION), TEACHER)


@refuses("pathway_left", "a_pathway_is_left_once")
def _left_twice() -> Attempt:
    stage = Stage().held()
    left = facts.PathwayLeft(pathway=stage.play(entered(), TEACHER), category=EDUCATION)
    stage.play(left, TEACHER)
    return Attempt(stage, left, TEACHER)


@admits("counts_reported")
def _counted() -> Attempt:
    stage = Stage().held()
    return Attempt(stage, counted(pathway=stage.play(entered(), TEACHER)), TEACHER)


@admits("counts_reported")
def _counted_for_no_pathway() -> Attempt:
    return Attempt(Stage().held(), counted(counted=Counted.LATE), TEACHER)


@refuses("counts_reported", "the_pathway_is_known")
def _counted_for_nothing() -> Attempt:
    return Attempt(Stage().held(), counted(pathway="none"), TEACHER)


@refuses("counts_reported", "counted_up_to_today")
def _counted_ahead() -> Attempt:
    return Attempt(Stage().held(), counted(to=UNTIL), TEACHER)
