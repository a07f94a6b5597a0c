"""One report, walked through to the second feedback: which dates are told, until when, and to whom (F-01 to F-06)."""

from __future__ import annotations

import datetime as dt

import attrs

import bti
from bti import facts
from bti.dates import Due
from bti.duties.duty import Duty, OwedBy
from bti.facts import Category, ChildWelfareSays, InvestigationEnding, MovedBecause
from bti.people import Actor
from tests.stage import COLLEAGUE, HEAD, MOTHER, TEACHER, Stage

WELFARE = bti.Service("welfare-1", "child_welfare")
OFFICER = bti.Professional("officer", "child_welfare_officer", WELFARE)


def agenda(stage: Stage, by: Actor, now: dt.datetime | None = None) -> dict[str, Duty]:
    """Return what somebody is told of the matter, by code."""
    duties = stage.engine.agenda(stage.case, by=by, now=now or stage.now)
    return {one.code: one for one in duties if one.matter is not None}


def days(stage: Stage, by: Actor = COLLEAGUE) -> dict[str, dt.date | None]:
    """Return the last day of each."""
    return {code: None if one.due is None else one.due.kept_through for code, one in agenda(stage, by).items()}


class Reporting:
    """A case whose baton the teacher holds; the colleague suspects, reports, and waits."""

    def __init__(self) -> None:
        self.stage = Stage().held()
        self.stage.play(facts.SuspicionRecorded(category=Category.WELFARE), COLLEAGUE)
        (self.matter,) = self.stage.case.matters

    def report(self) -> str:
        """Send the report, on 3 March 2026."""
        self.stage.now = dt.datetime(2026, 3, 3, 8, 0, tzinfo=dt.UTC)
        reported = facts.ReportedToChildWelfare(matter=self.matter, receiver=WELFARE, category=Category.WELFARE)
        return self.stage.play(reported, COLLEAGUE)

    def answered(self, says: ChildWelfareSays, day: dt.date) -> None:
        """Let the officer's answer be recorded on a day."""
        self.on(day)
        said = facts.ChildWelfareAnswered(matter=self.matter, says=says, category=Category.WELFARE)
        self.stage.play(said, COLLEAGUE)

    def ended(self, ending: InvestigationEnding, day: dt.date) -> None:
        """Let the officer record the end of the investigation."""
        self.on(day)
        self.stage.play(facts.InvestigationEnded(matter=self.matter, ending=ending, category=Category.WELFARE), OFFICER)

    def moved(self, why: MovedBecause) -> None:
        """Record that the dates are other than usual."""
        self.stage.play(facts.DatesMoved(matter=self.matter, why=why, category=Category.WELFARE), COLLEAGUE)

    def on(self, day: dt.date) -> None:
        """Let time pass."""
        self.stage.now = dt.datetime(day.year, day.month, day.day, 8, 0, tzinfo=dt.UTC)


def test_from_suspicion_to_the_second_feedback() -> None:
    """One week, three weeks, three months from the end of the week; then three weeks from the end."""
    story = Reporting()
    stage = story.stage
    first = agenda(stage, COLLEAGUE)["report_suspicion"]
    assert (first.due, first.who[0].by, first.who[0].persons) == (None, OwedBy.PERSON, ("colleague",))

    story.report()
    assert days(stage) == {
        "expect_review": dt.date(2026, 3, 10),
        "expect_confirmation": dt.date(2026, 3, 24),
        "expect_investigation_done": dt.date(2026, 6, 10),
    }
    assert {one.who[0].ref for one in agenda(stage, COLLEAGUE).values()} == {"welfare-1"}

    story.answered(ChildWelfareSays.RECEIVED, dt.date(2026, 3, 10))
    assert days(stage) == {
        "expect_review": dt.date(2026, 3, 10),
        "expect_whether_investigated": dt.date(2026, 3, 24),
        "expect_investigation_done": dt.date(2026, 6, 10),
    }
    change = stage.engine.next_change(stage.case, by=COLLEAGUE, now=stage.now)
    assert change is not None
    assert change.at == dt.datetime(2026, 3, 10, 23, tzinfo=dt.UTC)
    assert set(agenda(stage, COLLEAGUE, change.at)) == {"expect_whether_investigated", "expect_investigation_done"}

    story.answered(ChildWelfareSays.INVESTIGATES, dt.date(2026, 3, 12))
    assert days(stage) == {"expect_investigation_done": dt.date(2026, 6, 10)}

    story.ended(InvestigationEnding.NOT_SAID, dt.date(2026, 6, 4))
    assert days(stage) == {"expect_second_answer": dt.date(2026, 6, 25)}
    assert [one.ref for one in agenda(stage, COLLEAGUE)["expect_second_answer"].cites] == ["F-05"]

    story.answered(ChildWelfareSays.ENDED, dt.date(2026, 6, 20))
    assert days(stage) == {}


def test_who_holds_the_baton_and_is_no_insider_sees_none_of_it() -> None:
    """At each stage the holder, the leader and the mother are told what they are where nothing was ever reported."""
    plain = Stage().held()
    story = Reporting()
    for go in (
        story.report,
        lambda: story.answered(ChildWelfareSays.INVESTIGATES, dt.date(2026, 3, 12)),
        lambda: story.ended(InvestigationEnding.NO_CONSENT, dt.date(2026, 6, 4)),
        lambda: story.moved(MovedBecause.SPECIAL_CASE),
    ):
        go()
        for by in (TEACHER, HEAD, MOTHER):
            told = plain.engine.agenda(plain.case, by=by, now=story.stage.now)
            assert [one.code for one in story.stage.engine.agenda(story.stage.case, by=by, now=story.stage.now)] == [
                one.code for one in told
            ]
            assert not agenda(story.stage, by)
    assert agenda(story.stage, OFFICER)  # the service that received it


def test_a_special_case_may_take_six_months() -> None:
    """In total, from the end of the week of review; the others stay as they were (law F-04)."""
    story = Reporting()
    story.report()
    story.moved(MovedBecause.SPECIAL_CASE)
    told = days(story.stage)
    assert told["expect_long_investigation_done"] == dt.date(2026, 9, 10)
    assert "expect_investigation_done" not in told
    assert told["expect_confirmation"] == dt.date(2026, 3, 24)


def test_a_report_may_be_left_unconfirmed() -> None:
    """Where it is obviously groundless, or for other special considerations (law F-03, section 14)."""
    story = Reporting()
    story.report()
    story.moved(MovedBecause.NOT_CONFIRMED)
    assert set(days(story.stage)) == {"expect_review", "expect_investigation_done"}


def test_the_exception_for_arrivals_sets_the_dates_aside() -> None:
    """Of review and investigation; the confirmation is owed all the same (law E-13)."""
    story = Reporting()
    story.report()
    story.moved(MovedBecause.ARRIVALS)
    assert set(days(story.stage)) == {"expect_confirmation"}
    story.stage.now = dt.datetime(2028, 7, 1, 12, tzinfo=dt.UTC)  # the last day the acts give it
    assert "expect_investigation_done" not in days(story.stage)
    story.stage.now = dt.datetime(2028, 7, 2, 12, tzinfo=dt.UTC)
    assert "expect_investigation_done" in days(story.stage)


def test_it_may_be_investigated_again_for_six_months() -> None:
    """Told through the last day, gone on the next, and never overdue; `next_change` names that day (law F-06)."""
    story = Reporting()
    story.report()
    story.ended(InvestigationEnding.NO_CONSENT, dt.date(2026, 6, 4))
    story.answered(ChildWelfareSays.ENDED, dt.date(2026, 6, 20))
    stage = story.stage
    (duty,) = agenda(stage, COLLEAGUE).values()
    assert (duty.code, duty.due, duty.binding) == ("may_investigate_again", Due(dt.date(2026, 12, 4)), "may")
    stage.now = dt.datetime(2026, 12, 4, 8, tzinfo=dt.UTC)
    assert agenda(stage, COLLEAGUE)
    change = stage.engine.next_change(stage.case, by=COLLEAGUE, now=stage.now)
    assert change is not None
    assert "agenda" in change.answers
    assert change.at == dt.datetime(2026, 12, 4, 23, tzinfo=dt.UTC)
    assert not agenda(stage, COLLEAGUE, change.at)
    assert not stage.engine.breaks(stage.case, by=COLLEAGUE, now=change.at) or all(
        one.duty != duty.id for one in stage.engine.breaks(stage.case, by=COLLEAGUE, now=change.at)
    )


def test_a_new_suspicion_is_reported_anew() -> None:
    """One report takes away what was suspected before it, and not what comes after (law D-04)."""
    story = Reporting()
    story.report()
    assert "report_suspicion" not in agenda(story.stage, COLLEAGUE)
    story.stage.play(facts.SuspicionRecorded(matter=story.matter, category=Category.WELFARE), COLLEAGUE)
    assert "report_suspicion" in agenda(story.stage, COLLEAGUE)
    for lang in ("nb", "nn", "en"):
        assert all(one.text(lang) for one in agenda(story.stage, COLLEAGUE).values())


def test_what_went_to_another_service_than_child_welfare_reports_nothing() -> None:
    """It is admitted, and whoever sent it is told that they still owe the report; set right, it is one."""
    story = Reporting()
    stage = story.stage
    wrong = facts.ReportedToChildWelfare(
        matter=story.matter, receiver=bti.Service("ppt-1", "ppt"), category=Category.WELFARE
    )
    verdict = stage.offer(wrong, COLLEAGUE)
    assert isinstance(verdict, bti.Admitted)
    (advice,) = verdict.advice
    assert (advice.code, advice.kind, advice.fact) == (
        "receiver_no_child_welfare",
        bti.ReasonKind.ADVICE,
        "reported_to_child_welfare",
    )
    sent = stage.play(wrong, COLLEAGUE)
    assert set(days(stage)) == {"report_suspicion"}
    corrected = facts.EntryCorrected(entry=sent, instead=wrong)
    verdict = stage.offer(corrected, COLLEAGUE)
    assert isinstance(verdict, bti.Admitted)
    assert [one.code for one in verdict.advice] == ["receiver_no_child_welfare"]
    right = facts.ReportedToChildWelfare(receiver=WELFARE, category=Category.WELFARE)
    verdict = stage.offer(facts.EntryCorrected(entry=sent, instead=right), COLLEAGUE)
    assert isinstance(verdict, bti.Admitted)
    assert verdict.advice == ()
    stage.play(facts.EntryCorrected(entry=sent, instead=right), COLLEAGUE)
    assert "report_suspicion" not in days(stage)
    assert set(days(stage)) == set(days(stage, OFFICER)) >= {"expect_review", "expect_confirmation"}


def test_an_investigation_is_not_awaited_of_a_service_that_is_no_child_welfare() -> None:
    """What is told after the end is child welfare's to tell."""
    story = Reporting()
    ppt = bti.Service("ppt-1", "ppt")
    story.stage.play(
        facts.ReportedToChildWelfare(matter=story.matter, receiver=ppt, category=Category.WELFARE), COLLEAGUE
    )
    story.report()
    story.ended(InvestigationEnding.NOT_SAID, dt.date(2026, 5, 4))
    duty = agenda(story.stage, COLLEAGUE)["expect_second_answer"]
    assert [one.ref for one in duty.who] == ["welfare-1"]


def test_a_report_beside_the_suspicion_is_advised_on_and_never_refused() -> None:
    """Without the matter it begins another one: what is suspected is owed as before, and who sent it hears that."""
    story = Reporting()
    stage = story.stage
    apart = facts.ReportedToChildWelfare(receiver=WELFARE, category=Category.WELFARE)
    verdict = stage.offer(apart, COLLEAGUE)
    assert isinstance(verdict, bti.Admitted)
    (advice,) = verdict.advice
    assert (advice.code, advice.kind) == ("reported_apart", bti.ReasonKind.ADVICE)
    for lang in ("nb", "nn", "en"):
        assert advice.text(lang)
        assert advice.remedy is not None
        assert advice.remedy(lang)
    sent = stage.play(apart, COLLEAGUE)
    assert "report_suspicion" in days(stage)
    again = stage.offer(facts.EntryCorrected(entry=sent, instead=apart), COLLEAGUE)
    assert isinstance(again, bti.Admitted)
    assert [one.code for one in again.advice] == ["reported_apart"]
    stage.play(attrs.evolve(apart, matter=story.matter), COLLEAGUE)
    assert "report_suspicion" not in days(stage)
    assert _advised(stage, apart, COLLEAGUE) == ()


def test_only_what_one_knows_is_advised_on() -> None:
    """Whoever is no insider of the suspicion reports what they know, and hears nothing of it (I-08)."""
    stage = Reporting().stage
    apart = facts.ReportedToChildWelfare(receiver=WELFARE, category=Category.WELFARE)
    assert _advised(stage, apart, TEACHER) == ()
    both = (facts.SuspicionRecorded(category=Category.WELFARE), apart)
    assert _advised(stage, both, COLLEAGUE) == ()  # a suspicion of its own, reported at once


def _advised(stage: Stage, act: facts.Fact | tuple[facts.Fact, ...], by: bti.Professional) -> tuple[bti.Reason, ...]:
    verdict = stage.offer(act, by)
    assert isinstance(verdict, bti.Admitted)
    return verdict.advice
