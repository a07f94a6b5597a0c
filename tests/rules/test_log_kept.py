"""The log kept by hand where the shared one is refused, and the log that rests for a while."""

from __future__ import annotations

import datetime as dt

import bti
from bti import facts
from bti.facts import Category, Keeping, Scope
from bti.law.consent import LogStanding
from bti.record.spine import Answering, Office
from tests.stage import ADVISER, FATHER, HEAD, MOTHER, PPT, TEACHER, UNTIL, Stage


def standing(stage: Stage, now: dt.datetime | None = None) -> LogStanding:
    """Ask what the log is."""
    return stage.engine.log_standing(stage.case, by=HEAD, now=now or stage.now)


class TestAManualLog:
    """Law Q-12: refusing the digital log does not end the cooperation."""

    def refused(self) -> Stage:
        """Let both guardians refuse the digital log, and keep one by hand."""
        stage = Stage().on_level_1()
        stage.play(facts.ConsentAsked(scope=Scope.LOG, of=("mother", "father")), TEACHER)
        for giver in ("mother", "father"):
            stage.play(facts.ConsentRefused(scope=Scope.LOG, giver=giver), TEACHER)
        stage.play(facts.LogOpened(keeping=Keeping.MANUAL), TEACHER)
        return stage

    def test_the_case_goes_on(self) -> None:
        """Goals, measures, a holder; the shared log is not open, and does not rest either."""
        stage = self.refused()
        assert standing(stage) is LogStanding.NOT_OPENED
        stage.play(facts.GoalAgreed(category=Category.EDUCATION), TEACHER)
        offer = stage.play(facts.BatonAppointed(to="teacher"), HEAD)
        stage.play(facts.BatonAccepted(offer=offer), TEACHER)
        stage.play(
            facts.MeasurePlanned(responsible="mother", evaluate_by=dt.date(2026, 6, 1), category=Category.EDUCATION),
            TEACHER,
        )

    def test_another_service_takes_part_under_its_own_consent(self) -> None:
        """No consent to the shared log, and none is needed for that."""
        stage = self.refused()
        stage.consent(Scope.SERVICE, PPT)
        stage.play(facts.ServiceJoined(joining=PPT), TEACHER)
        stage.play(facts.PersonJoined(person="adviser", role="ppt_adviser", of="ppt-1"), TEACHER)
        assert stage.offer(facts.CommentMade(category=Category.EDUCATION), ADVISER)

    def test_another_no_does_not_close_it(self) -> None:
        """It never stood on the consent that is refused."""
        stage = self.refused()
        stage.play(facts.ConsentRefused(scope=Scope.LOG, giver="mother"), MOTHER)
        assert stage.case.spine.log.is_manual

    def test_the_shared_log_takes_its_place_by_consent(self) -> None:
        """The family has come to want it; what they agreed meanwhile is kept."""
        stage = self.refused()
        assert stage.tried(facts.LogOpened(), TEACHER) == {"log_needs_consent"}
        stage.consent()
        assert standing(stage) is LogStanding.OPEN
        stage.play(facts.LogOpened(), TEACHER)
        assert not stage.case.spine.log.is_manual
        assert standing(stage) is LogStanding.OPEN

    def test_a_shared_log_is_not_turned_into_one_by_hand_to_keep_services_in(self) -> None:
        """It is closed first, and with it goes what was agreed for it."""
        stage = Stage().with_ppt()
        assert stage.tried(facts.LogOpened(keeping=Keeping.MANUAL), TEACHER) == {"log_is_in_use"}
        stage.play(facts.LogClosed(reason=facts.LogClosing.WISH), MOTHER)
        stage.play(facts.LogOpened(keeping=Keeping.MANUAL), TEACHER)
        view = stage.engine.view(stage.case, by=ADVISER, now=stage.now, basis="work")
        assert view.overview is None


class TestAPause:
    """A paused log rests: it takes nothing from other services and shows them nothing, and is not closed."""

    def paused(self, by: bti.Guardian | bti.Professional = FATHER, until: dt.date | None = None) -> Stage:
        """Pause the log in a case where the PPT takes part."""
        stage = Stage().with_ppt()
        wisher = by.ref if isinstance(by, bti.Guardian) else None
        stage.play(facts.LogPaused(wisher=wisher, until=until), by)
        return stage

    def test_it_takes_nothing_from_other_services_and_shows_them_nothing(self) -> None:
        """The home service and the family go on."""
        stage = self.paused()
        assert standing(stage) is LogStanding.RESTING
        assert stage.tried(facts.CommentMade(category=Category.EDUCATION), ADVISER) == {"service_not_covered"}
        assert stage.engine.view(stage.case, by=ADVISER, now=stage.now, basis="work").entries == ()
        stage.play(facts.CommentMade(category=Category.FAMILY), MOTHER)
        stage.play(facts.GoalAgreed(category=Category.EDUCATION), TEACHER)
        stage.play(facts.SuspicionRecorded(category=Category.WELFARE), ADVISER)

    def test_a_holder_of_another_service_leaves_a_vacancy_meanwhile(self) -> None:
        """The leader answers while it rests, and the holder again when it wakes (I-01)."""
        stage = Stage().with_ppt()
        offer = stage.play(facts.BatonOffered(to="adviser"), TEACHER)
        stage.play(facts.BatonAccepted(offer=offer), ADVISER)
        stage.play(facts.LogPaused(), HEAD)
        answering = stage.engine.answering(stage.case, by=HEAD, now=stage.now)
        assert answering == Answering(Office.LEADER, None)
        stage.play(facts.LogResumed(), HEAD)
        assert stage.engine.answering(stage.case, by=HEAD, now=stage.now) == Answering(Office.HOLDER, "adviser")

    def test_it_wakes_by_its_date(self) -> None:
        """On the last day it rests, at 00:00 of the next it does not; nothing has to be recorded."""
        last = dt.date(2026, 8, 20)
        stage = self.paused(until=last)
        night = dt.datetime(2026, 8, 20, 21, 59, tzinfo=dt.UTC)  # 23:59 in Oslo
        assert standing(stage, night) is LogStanding.RESTING
        assert standing(stage, night + dt.timedelta(minutes=1)) is LogStanding.OPEN

    def test_what_one_of_the_family_wished_is_theirs_to_end(self) -> None:
        """Neither the leader nor the mother ends the father's pause; he does, or says so to the teacher."""
        stage = self.paused()
        for by, wisher in ((HEAD, None), (HEAD, "mother"), (MOTHER, "mother")):
            assert stage.tried(facts.LogResumed(wisher=wisher), by) == {"resumed_by_who_paused"}
        stage.play(facts.LogResumed(wisher="father"), TEACHER)
        assert standing(stage) is LogStanding.OPEN

    def test_a_pause_that_was_decided_is_not_the_familys_to_end(self) -> None:
        """They can ask; whoever leads decides."""
        stage = self.paused(TEACHER)
        assert stage.tried(facts.LogResumed(wisher="mother"), MOTHER) == {"resumed_by_who_paused"}
        stage.play(facts.LogResumed(), HEAD)

    def test_a_pause_hinders_no_closing(self) -> None:
        """I-09: ending the log is never blocked; opened again, it is not paused."""
        stage = self.paused()
        stage.play(facts.LogClosed(reason=facts.LogClosing.WISH), MOTHER)
        assert standing(stage) is LogStanding.CLOSED
        stage.consent()
        stage.play(facts.LogOpened(), TEACHER)
        assert standing(stage) is LogStanding.OPEN

    def test_a_pause_does_not_make_up_for_consent(self) -> None:
        """Resumed without consent, it rests for want of that."""
        stage = self.paused(TEACHER)
        stage.now = dt.datetime.combine(UNTIL + dt.timedelta(days=1), dt.time(12), tzinfo=dt.UTC)
        stage.play(facts.LogResumed(), HEAD)
        assert standing(stage) is LogStanding.RESTING
