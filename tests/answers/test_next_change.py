"""Each kind of boundary in a story: the instant, which answers change, and who is told why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import attrs
import pytest

import bti
from bti import facts
from bti.answers.next_change import Change
from bti.dates import OSLO
from bti.facts import Scope
from bti.people import Actor
from bti.rules.boundaries import to_come
from tests.law.test_family_circle import AUTHORISED, consent
from tests.stage import ADVISER, CHILD, COLLEAGUE, FATHER, HEAD, MOTHER, NEIGHBOUR, PPT, SCHOOL, TEACHER, UNTIL, Stage


def change(stage: Stage, by: Actor, now: dt.datetime | None = None) -> Change | None:
    """Ask for the next change."""
    return stage.engine.next_change(stage.case, by=by, now=now or stage.now)


def changes(stage: Stage, by: Actor) -> dict[dt.date, Change]:
    """Follow the changes to the end, by their days."""
    found: dict[dt.date, Change] = {}
    after = change(stage, by)
    while after is not None:
        found[after.at.date()] = after
        after = change(stage, by, after.at)
    return found


def codes(one: Change) -> list[str]:
    """Return why."""
    return [boundary.reason.code for boundary in one.because]


def in_days(stage: Stage, days: int) -> dt.date:
    """Return a date after the last thing recorded."""
    return stage.now.date() + dt.timedelta(days=days)


class Young(Stage):
    """A stage for a young person who is fourteen when the story begins."""

    def opened(self) -> Stage:
        """Open the case at the school."""
        young = facts.Concerned("child", dt.date(2011, 5, 5))
        self.play(facts.CaseOpened(persons=(young,), home=SCHOOL), TEACHER)
        return self


class TestWhatTimeAloneChanges:
    """One story a boundary."""

    def test_a_consent_runs_out(self) -> None:
        """The day after the last day of the log's consent, at midnight in Oslo, the log rests."""
        stage = Stage().held()
        found = change(stage, HEAD)
        assert found is not None
        assert found.at == dt.datetime(2027, 3, 3, tzinfo=OSLO)
        assert codes(found) == ["time_consent_ends", "time_consent_ends"]
        assert "log_standing" in found.answers
        assert "view" in found.answers

    def test_birthdays(self) -> None:
        """At 15 the young person must consent too; at 18 alone, and the guardians have no part any more."""
        stage = Young().held()
        mine = changes(stage, MOTHER)
        assert "log_standing" in mine[dt.date(2026, 5, 5)].answers
        assert "view" in mine[dt.date(2029, 5, 5)].answers
        assert codes(mine[dt.date(2029, 5, 5)]) == ["time_birthday"]
        assert max(mine) == dt.date(2029, 5, 5)
        (fifteen,) = mine[dt.date(2026, 5, 5)].because
        assert (fifteen.about, dict(fifteen.reason.params)) == ("child", {"years": 15})

    def test_the_holder_goes_away(self) -> None:
        """From the first day of a planned absence the stand-in answers."""
        stage = Stage().held()
        stage.play(facts.PersonJoined(person="colleague", role="teacher", of="school-1"), TEACHER)
        first = in_days(stage, 20)
        absence = facts.HolderAbsent(from_=first, reason=facts.AbsenceReason.PLANNED, stand_in="colleague")
        stage.play(absence, TEACHER)
        found = changes(stage, COLLEAGUE)[first]
        assert codes(found) == ["time_absence_begins"]
        assert {"answering", "options", "candidates"} <= set(found.answers)

    def test_access_to_read_ends(self) -> None:
        """Who was let in to read is told, as is everybody who reads."""
        stage = Stage().held()
        stage.play(facts.AccessGranted(person="colleague", of="school-1", until=in_days(stage, 30)), TEACHER)
        found = changes(stage, COLLEAGUE)[in_days(stage, 31)]
        assert codes(found) == ["time_access_ends"]
        assert max(changes(stage, COLLEAGUE)) == in_days(stage, 31)

    def test_a_pause_is_over(self) -> None:
        """The log wakes by the date that was agreed."""
        stage = Stage().held()
        stage.play(facts.LogPaused(until=in_days(stage, 30)), TEACHER)
        found = changes(stage, FATHER)[in_days(stage, 31)]
        assert codes(found) == ["time_pause_ends"]
        assert "log_standing" in found.answers

    def test_an_authorisation_runs_out(self) -> None:
        """The home service is told; the other service only that something changes."""
        stage = Stage().held()
        stage.play(facts.ConsentAsked(scope=Scope.SERVICE, service=PPT, of=("mother", "father")), TEACHER)
        last = in_days(stage, 30)
        stage.play(attrs.evolve(AUTHORISED, scope=Scope.SERVICE, for_service="ppt-1", until=last), FATHER)
        consent(stage, "mother", Scope.SERVICE, PPT)
        stage.play(facts.ServiceJoined(joining=PPT), TEACHER)
        stage.play(facts.PersonJoined(person="adviser", role="ppt_adviser", of="ppt-1"), TEACHER)
        day = last + dt.timedelta(days=1)
        assert codes(changes(stage, HEAD)[day]) == ["time_authorisation_ends"]
        assert codes(changes(stage, ADVISER)[day]) == []
        assert "view" in changes(stage, ADVISER)[day].answers

    def test_an_emergency_order_lapses(self) -> None:
        """After six weeks the guardians decide again; only the home service is told why."""
        stage = Stage().held()
        order = facts.CareOrderMade(
            child="child",
            ground=facts.CareGround.EMERGENCY,
            decider="caseworker",
            at_home=False,
            made_on=stage.now.date(),
        )
        stage.play(order, TEACHER)
        day = in_days(stage, 43)
        assert "time_order_lapses" in codes(changes(stage, HEAD)[day])
        assert codes(changes(stage, FATHER)[day]) == []

    def test_words_for_people(self) -> None:
        """Every reason is said in three languages, and cites where it is written."""
        stage = Stage().measured()
        boundaries = to_come(stage.engine._asking.ask(stage.case, HEAD, stage.now)[1])
        assert {one.reason.code for one in boundaries} >= {"time_birthday", "time_consent_ends"}
        for one in boundaries:
            assert all(one.reason.text(lang) for lang in ("nb", "nn", "en"))
            assert one.reason.citations


class TestWhoIsToldWhat:
    """What concerns somebody else shows nothing of itself."""

    @pytest.mark.parametrize("by", [NEIGHBOUR, ADVISER, COLLEAGUE], ids=lambda one: one.ref)
    def test_who_takes_no_part_has_no_change(self, by: Actor) -> None:
        """To them there is no case, now or later."""
        assert change(Stage().held(), by) is None

    def test_who_was_not_told_has_none(self) -> None:
        """A guardian with whom the concern was not shared, the child too."""
        stage = Stage().concerned()
        stage.play(facts.GuardianNamed(person="mother", lives_with=True), TEACHER)
        assert change(stage, MOTHER) is None
        assert change(stage, CHILD) is None

    def test_of_no_case(self) -> None:
        """A case that does not exist never changes."""
        engine = bti.Engine(bti.load_guide("sortland"))
        assert engine.next_change(bti.Case.empty("case-1"), by=TEACHER, now=Stage().now) is None

    def test_asked_back_it_is_what_was_to_be_foreseen(self) -> None:
        """Before a pause was agreed nobody could foresee its end."""
        stage = Stage().held()
        before = stage.now
        stage.play(facts.LogPaused(until=in_days(stage, 30)), TEACHER)
        found, earlier = change(stage, HEAD), change(stage, HEAD, before)
        assert found is not None
        assert earlier is not None
        assert found.at < earlier.at

    def test_who_has_left_cannot_ask_back(self) -> None:
        """Who could see more then than today is told nothing of it."""
        stage = Stage().with_ppt()
        before = stage.now
        stage.play(facts.PersonLeft(person="adviser"), TEACHER)
        assert change(stage, ADVISER, before) is None


PLAYED: tuple[Callable[[], Stage], ...] = (
    lambda: Stage().concerned(),
    lambda: Stage().with_ppt(),
    lambda: Stage().evaluated(),
)


@pytest.mark.parametrize("play", PLAYED, ids=["concerned", "with_ppt", "evaluated"])
def test_it_ends(play: Callable[[], Stage]) -> None:
    """Following one change after the other comes to an end, and each lies after the one before."""
    stage = play()
    days = list(changes(stage, TEACHER))
    assert days == sorted(set(days))
    assert all(day > stage.now.date() for day in days)
    assert (UNTIL + dt.timedelta(days=1) in days) is bool(stage.case.spine.consents.given())
