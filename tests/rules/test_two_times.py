"""When it happened and when it was recorded: nothing is dated around a withdrawal, and late knowledge is a finding."""

from __future__ import annotations

import datetime as dt

import pytest

import bti
from bti import facts
from bti.facts import Category, Scope
from bti.reasons import ReasonKind
from tests.stage import ADVISER, BORN, CHILD, HEAD, MOTHER, NEIGHBOUR, SCHOOL, TEACHER, UNTIL, Stage

DAY = dt.timedelta(days=1)


class Week(Stage):
    """A stage on which the PPT takes part, and on Tuesday both guardians take back their consent to that."""

    def __init__(self) -> None:
        super().__init__()
        self.with_ppt()
        self.monday = self.now + DAY
        self.now = self.monday + DAY
        for consent in self.case.spine.consents.given():
            if consent.scope is Scope.SERVICE:
                self.play(facts.ConsentWithdrawn(consent=consent.id), TEACHER)
        self.now = self.monday + 2 * DAY


NOTE = facts.CommentMade(category=Category.EDUCATION, note=facts.Note.of("it went better in class"))
MEETING = facts.MeetingHeld(
    purpose=facts.MeetingKind.COORDINATION, present=("teacher", "mother"), category=Category.EDUCATION
)


class TestTheBackDatingHole:
    """A note "from Monday" recorded on Wednesday is written on Wednesday, and Tuesday's withdrawal counts for it."""

    @pytest.mark.parametrize("fact", [NOTE, MEETING], ids=lambda fact: str(fact.kind))
    def test_the_service_that_lost_consent_cannot_date_around_it(self, fact: facts.Fact) -> None:
        """Neither a note nor a meeting of Monday is taken from it on Wednesday."""
        week = Week()
        assert week.tried(fact, ADVISER, at=week.monday) & {"not_taking_part", "service_not_covered"}

    @pytest.mark.parametrize("fact", [NOTE, MEETING], ids=lambda fact: str(fact.kind))
    def test_recorded_on_monday_it_would_have_been_taken(self, fact: facts.Fact) -> None:
        """It is the recording that came too late, not the note."""
        stage = Stage().with_ppt()
        assert stage.offer(fact, ADVISER)

    @pytest.mark.parametrize("fact", [NOTE, MEETING], ids=lambda fact: str(fact.kind))
    def test_the_home_service_records_what_it_did_on_monday(self, fact: facts.Fact) -> None:
        """The school's own note and its meeting are recorded on Wednesday, as of Monday."""
        week = Week()
        verdict = week.offer(fact, TEACHER, at=week.monday)
        assert isinstance(verdict, bti.Admitted)
        (entry,) = verdict.entries
        assert (entry.at, entry.recorded) == (week.monday, week.now + dt.timedelta(hours=1))

    def test_what_the_other_service_said_is_not_taken_through_the_home_service_either(self) -> None:
        """Content of the PPT needs consent on the day it is written, whoever writes it down."""
        week = Week()
        fact = facts.CommentMade(category=Category.EDUCATION, service="ppt-1")
        assert week.tried(fact, TEACHER, at=week.monday) == {"unknown_reference"}


class TestOrder:
    """Recording never goes backwards; what decides is dated no earlier than the last of its topic."""

    def test_a_spine_fact_before_the_last_of_its_topic_is_refused_with_what_to_do(self) -> None:
        """The remedy is to record it as of now, and say when it was."""
        stage = Stage().held()
        earlier = stage.now - 30 * DAY
        verdict = stage.offer(facts.PersonJoined(person="aunt", capacity=facts.Capacity.RELATIVE), TEACHER, at=earlier)
        assert isinstance(verdict, bti.Refused)
        (reason,) = verdict.reasons
        assert reason.code == "earlier_than_last"
        assert reason.remedy is not None
        assert "as of now" in reason.remedy("en")
        assert stage.offer(facts.PersonJoined(person="aunt", capacity=facts.Capacity.RELATIVE), TEACHER)

    def test_recording_time_never_goes_backwards(self) -> None:
        """A clock that went back is told so, whatever is recorded."""
        stage = Stage().held()
        stage.now -= DAY
        for fact in (NOTE, facts.BatonOffered(to="colleague")):
            assert "recorded_backwards" in stage.tried(fact, TEACHER)

    def test_at_an_earlier_now_only_what_was_recorded_by_then_counts(self) -> None:
        """On Tuesday nobody knew of the meeting on Monday that was recorded on Wednesday."""
        week = Week()
        verdict = week.offer(MEETING, TEACHER, at=week.monday)
        assert isinstance(verdict, bti.Admitted)
        tuesday = week.monday + DAY
        then = week.engine.view(verdict.case, by=TEACHER, now=tuesday, basis="follow-up")
        assert all(line.recorded <= tuesday for line in then.entries)
        assert "meeting_held" not in [line.kind for line in then.entries]


class OneGuardian(Stage):
    """A stage on which the mother alone is known, and the log was opened on her consent."""

    def __init__(self) -> None:
        super().__init__()
        self.concerned()
        self.play(facts.GuardianNamed(person="mother", lives_with=True), TEACHER)
        self.known = self.now
        told = facts.ConcernShared(
            concern=self.concern, with_=facts.SharedWith.GUARDIAN, person="mother", category=Category.EDUCATION
        )
        self.play(told, TEACHER)
        for step in ("0.1", "0.2", "0.3"):
            self.play(facts.StepCompleted(step=step), TEACHER, because="as agreed")
        self.play(facts.StepCompleted(step="0.4", outcome="level_1"), TEACHER)
        self.play(facts.ConsentAsked(scope=Scope.LOG, of=("mother",)), TEACHER)
        given = facts.ConsentGiven(
            scope=Scope.LOG,
            giver="mother",
            form=facts.Form.WRITTEN,
            categories=tuple(Category),
            valid_until=UNTIL,
        )
        self.play(given, TEACHER)
        self.log = self.play(facts.LogOpened(), TEACHER)


class TestLateKnowledge:
    """Late knowledge un-admits nothing; it is a finding, for the home service alone."""

    def test_nothing_was_known_late(self) -> None:
        """There are no findings in a case recorded as it happened."""
        stage = Stage().measured()
        assert stage.engine.findings(stage.case, by=TEACHER, now=stage.now) == ()

    def test_a_second_guardian_known_too_late(self) -> None:
        """The father had parental responsibility before the log was opened; today it is known."""
        stage = OneGuardian()
        named = facts.GuardianNamed(person="father", lives_with=False)
        since = stage.known + dt.timedelta(minutes=1)
        verdict = stage.offer(named, TEACHER, at=since)
        assert isinstance(verdict, bti.Admitted)
        case = verdict.case
        assert case.find(stage.log) is not None
        found = stage.engine.findings(case, by=HEAD, now=stage.now + DAY)
        (opening,) = [one for one in found if one.entry == stage.log]
        assert opening.known_by == verdict.entries[0].id
        assert opening.reasons
        assert all(reason.fact == "log_opened" for reason in opening.reasons)
        assert "consent" in opening.reasons[0].code
        for by in (MOTHER, CHILD, NEIGHBOUR, ADVISER):
            assert stage.engine.findings(case, by=by, now=stage.now + DAY) == ()
        assert stage.engine.findings(case, by=HEAD, now=stage.now) == ()  # that was not known then

    def test_a_birth_date_put_right(self) -> None:
        """The young person had been sixteen all the time, and was never asked; the log rests until they are."""
        stage = Stage().held()
        assert stage.engine.log_standing(stage.case, by=TEACHER, now=stage.now) is bti.LogStanding.OPEN
        born = dt.date(2010, 1, 1)
        right = facts.CaseOpened(persons=(facts.Concerned("child", born),), home=SCHOOL)
        assert right.persons[0].birth != BORN
        correction = stage.play(facts.EntryCorrected(entry=stage.case.entries[0].id, instead=right), TEACHER)
        assert stage.engine.log_standing(stage.case, by=TEACHER, now=stage.now) is bti.LogStanding.RESTING
        found = stage.engine.findings(stage.case, by=HEAD, now=stage.now)
        assert {one.known_by for one in found} == {correction}
        entries = {entry.id: entry.fact.kind for entry in stage.case.entries}
        assert "log_opened" in {entries[one.entry] for one in found}
        assert all(one.reasons for one in found)
        kinds = {reason.kind for one in found for reason in one.reasons}
        assert ReasonKind.INTERNAL not in kinds
