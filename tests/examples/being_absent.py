"""The holder is absent, and back."""

from __future__ import annotations

import datetime as dt
from typing import Any

from bti import facts
from bti.facts import AbsenceReason
from tests.examples.book import Attempt, admits, refuses
from tests.examples.passing_the_baton import held, without_consent
from tests.stage import ADVISER, COLLEAGUE, HEAD, TEACHER, Stage

TODAY = dt.date(2026, 3, 1)


def absent(**fields: Any) -> facts.HolderAbsent:
    """Be absent from the first of March."""
    wanted: dict[str, Any] = {"from_": TODAY, "reason": AbsenceReason.UNPLANNED}
    return facts.HolderAbsent(**(wanted | fields))


def away(stand_in: str | None = None) -> Stage:
    """Let the teacher, who holds the baton, be absent; a colleague takes part."""
    stage = held()
    stage.play(absent(stand_in=stand_in), HEAD)
    return stage


@admits("holder_absent")
def _with_a_stand_in() -> Attempt:
    leave = absent(stand_in="colleague", until=dt.date(2026, 8, 1), reason=AbsenceReason.PLANNED)
    return Attempt(held(), leave, TEACHER)


@admits("holder_absent")
def _recorded_by_the_leader() -> Attempt:
    return Attempt(held(), absent(), HEAD)


@refuses("holder_absent", "the_baton_is_held")
def _absent_from_nothing() -> Attempt:
    return Attempt(Stage().on_level_1(), absent(), HEAD)


@refuses("holder_absent", "no_absence_is_recorded")
def _absent_twice() -> Attempt:
    return Attempt(away(), absent(stand_in="colleague"), HEAD)


@refuses("holder_absent", "the_person_is_of_the_case")
def _a_stranger_stands_in() -> Attempt:
    return Attempt(held(), absent(stand_in="stranger"), TEACHER)


@refuses("holder_absent", "never_a_guardian_or_relative")
def _the_mother_stands_in() -> Attempt:
    return Attempt(held(), absent(stand_in="mother"), TEACHER)


@refuses("holder_absent", "the_persons_service_is_covered_by_consent")
def _somebody_stands_in_without_consent() -> Attempt:
    return Attempt(without_consent(), absent(stand_in="adviser"), TEACHER)


@refuses("holder_absent", "nobody_stands_in_for_themself")
def _stands_in_for_oneself() -> Attempt:
    return Attempt(held(), absent(stand_in="teacher"), TEACHER)


@refuses("holder_absent", "recorded_by_the_holder_or_who_answers")
def _absent_says_a_colleague() -> Attempt:
    return Attempt(held(), absent(), COLLEAGUE)


@admits("holder_back")
def _back() -> Attempt:
    return Attempt(away("colleague"), facts.HolderBack(), TEACHER)


@admits("holder_back")
def _the_stand_in_says_so() -> Attempt:
    return Attempt(away("colleague"), facts.HolderBack(), COLLEAGUE)


@refuses("holder_back", "an_absence_is_recorded")
def _never_away() -> Attempt:
    return Attempt(held(), facts.HolderBack(), TEACHER)


@refuses("holder_back", "recorded_by_the_holder_or_who_answers")
def _back_says_a_colleague() -> Attempt:
    return Attempt(away(), facts.HolderBack(), COLLEAGUE)


@refuses("baton_offered", "not_offered_to_who_holds_it")
def _offered_to_the_holder_who_is_away() -> Attempt:
    return Attempt(away(), facts.BatonOffered(to="teacher"), HEAD)


@admits("baton_offered")
def _offered_by_the_stand_in() -> Attempt:
    stage = Stage().with_ppt()
    stage.play(absent(stand_in="adviser"), TEACHER)
    stage.play(facts.PersonJoined(person="colleague", role="teacher", of="school-1"), HEAD)
    return Attempt(stage, facts.BatonOffered(to="colleague"), ADVISER)


@refuses("baton_appointed", "nobody_holds_it")
def _appointed_past_a_holder_who_is_away() -> Attempt:
    return Attempt(away(), facts.BatonAppointed(to="colleague"), HEAD)
