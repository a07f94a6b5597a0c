"""Professionals of the case: who reads without taking part, who is partial, who is kin, who is responsible."""

from __future__ import annotations

import datetime as dt

import bti
from bti import facts
from bti.facts import Category, Kinship, VacancyReason
from bti.record.spine import Answering, Office
from tests.stage import ADVISER, COLLEAGUE, HEAD, MOTHER, PPT, SCHOOL, TEACHER, Stage

READER = bti.Professional("reader", "ppt_adviser", PPT)
SUBSTITUTE = bti.Professional("substitute", "teacher", SCHOOL)


def answering(stage: Stage) -> Answering | None:
    """Ask who answers."""
    return stage.engine.answering(stage.case, by=HEAD, now=stage.now)


def view(stage: Stage, by: bti.Professional, now: dt.datetime | None = None) -> bti.View:
    """Look at the case."""
    return stage.engine.view(stage.case, by=by, now=now or stage.now, basis="work")


def with_colleague(stage: Stage) -> Stage:
    """Let a colleague join."""
    stage.play(facts.PersonJoined(person="colleague", role="teacher", of="school-1"), TEACHER)
    return stage


class TestKinshipDeclaredByTheHolder:
    """Whoever turns out to be related lets go of everything they were here as a professional (I-04)."""

    def test_the_baton_is_vacant_in_the_same_append_and_the_leader_answers(self) -> None:
        """The holder says that they are the child's aunt."""
        stage = Stage().held()
        stage.play(facts.KinshipDeclared(person="teacher", kinship=Kinship.RELATIVE), TEACHER)
        vacant = stage.case.entries[-1]
        assert vacant.fact == facts.BatonVacant(reason=VacancyReason.BECAME_KIN)
        assert vacant.cause == stage.case.entries[-2].id
        assert answering(stage) == Answering(Office.LEADER, None)

    def test_to_them_there_is_no_case_any_more(self) -> None:
        """They are kin who has not been told; in no hat do they come back."""
        stage = Stage().held()
        stage.play(facts.KinshipDeclared(person="teacher", kinship=Kinship.RELATIVE), TEACHER)
        assert view(stage, TEACHER).overview is None
        assert stage.tried(facts.GoalAgreed(category=Category.EDUCATION), TEACHER) == {"not_taking_part"}
        back = facts.PersonJoined(person="teacher", role="contact_teacher", of="school-1")
        assert stage.tried(back, HEAD) == {"kin_is_no_professional"}
        assert stage.tried(facts.BatonAppointed(to="teacher"), HEAD) == {"kin_never_holds"}

    def test_an_offer_to_them_is_ended(self) -> None:
        """Nobody waits for an answer that may not come."""
        stage = with_colleague(Stage().held())
        stage.play(facts.BatonOffered(to="colleague"), TEACHER)
        stage.play(facts.KinshipDeclared(person="colleague", kinship=Kinship.PRIVATE), COLLEAGUE)
        assert stage.case.spine.baton.offer is None
        assert answering(stage) == Answering(Office.HOLDER, "teacher")


class TestConflictOfInterest:
    """Whoever is partial in this case goes on taking part, and never coordinates it."""

    def test_the_holder_lets_go(self) -> None:
        """The baton falls vacant; they still read and write."""
        stage = Stage().held()
        stage.play(facts.ConflictDeclared(person="teacher"), TEACHER)
        assert stage.case.entries[-1].fact == facts.BatonVacant(reason=VacancyReason.CONFLICT)
        assert answering(stage) == Answering(Office.LEADER, None)
        assert view(stage, TEACHER).overview is not None
        assert stage.offer(facts.CommentMade(category=Category.EDUCATION), TEACHER)

    def test_an_open_offer_is_ended_and_none_is_made_again(self) -> None:
        """Not by the holder, not by the leader, and not after they left and came back."""
        stage = with_colleague(Stage().held())
        stage.play(facts.BatonOffered(to="colleague"), TEACHER)
        stage.play(facts.ConflictDeclared(person="colleague"), HEAD)
        assert stage.case.spine.baton.offer is None
        assert stage.tried(facts.BatonOffered(to="colleague"), TEACHER) == {"conflict_of_interest"}
        stage.play(facts.PersonLeft(person="colleague"), COLLEAGUE)
        with_colleague(stage)
        assert stage.tried(facts.BatonOffered(to="colleague"), TEACHER) == {"conflict_of_interest"}

    def test_a_coordinator_and_a_stand_in_let_go_too(self) -> None:
        """Who coordinated under another name, or while the holder is away, does so no longer."""
        stage = with_colleague(Stage().held())
        day = stage.now.date()
        away = facts.HolderAbsent(from_=day, reason=facts.AbsenceReason.PLANNED, stand_in="colleague")
        stage.play(away, TEACHER)
        assert answering(stage) == Answering(Office.STAND_IN, "colleague")
        stage.play(facts.ConflictDeclared(person="colleague"), HEAD)
        assert answering(stage) == Answering(Office.LEADER, None)
        other = with_colleague(Stage().held())
        other.play(facts.CoordinatorAppointed(person="colleague", as_=facts.CoordinatorKind.CHILD), HEAD)
        assert answering(other) == Answering(Office.COORDINATOR, "colleague")
        other.play(facts.ConflictDeclared(person="colleague"), HEAD)
        assert answering(other) == Answering(Office.HOLDER, "teacher")

    def test_the_owner_of_the_concern_no_longer_answers(self) -> None:
        """Before anybody has held the baton it is the owner who answers; then it is the leader."""
        stage = Stage().concerned()
        assert answering(stage) == Answering(Office.OWNER, "teacher")
        stage.play(facts.ConflictDeclared(person="teacher"), TEACHER)
        assert answering(stage) == Answering(Office.LEADER, None)


class TestReadingWithoutTakingPart:
    """Access is to read what is written for all who take part; joining is to work in the case."""

    def with_reader(self, until: dt.date | None = None) -> Stage:
        """Let a second employee of the PPT read."""
        stage = Stage().with_ppt()
        stage.play(facts.AccessGranted(person="reader", of="ppt-1", until=until), TEACHER)
        return stage

    def test_a_reader_sees_the_log_and_never_home_notes(self) -> None:
        """From another service and from the home service alike; the overview names who reads."""
        stage = self.with_reader()
        stage.play(facts.AccessGranted(person="substitute", of="school-1"), TEACHER)
        stage.play(facts.GoalAgreed(category=Category.EDUCATION, note=facts.Note.of("reads alone")), TEACHER)
        for reader in (READER, SUBSTITUTE):
            seen = view(stage, reader)
            assert seen.overview is not None
            assert [one.ref for one in seen.overview.readers] == ["reader", "substitute"]
            shown = {line.kind for line in seen.entries if line.fact is not None}
            assert "goal_agreed" in shown
            assert not shown & {"concern_raised", "concern_described", "concern_shared"}

    def test_a_reader_records_nothing_but_a_concern_and_protection(self) -> None:
        """They hear that they only read, and are offered what anybody is."""
        stage = self.with_reader()
        assert stage.tried(facts.CommentMade(category=Category.EDUCATION), READER) == {"reads_without_taking_part"}
        assert stage.offer(facts.ConcernRaised(category=Category.EDUCATION), READER)
        assert stage.offer(facts.SuspicionRecorded(category=Category.WELFARE), READER)
        offered = stage.engine.options(stage.case, by=READER, now=stage.now)
        assert offered["concern_raised"]
        assert not offered["goal_agreed"]
        raised = stage.play(facts.ConcernRaised(category=Category.HEALTH), READER)
        assert next(entry for entry in stage.case.entries if entry.id == raised).audience is facts.Audience.HOME

    def test_access_ends_by_date_by_fact_and_with_consent(self) -> None:
        """On its last day they read, on the next they do not; without consent they hear that; ended, that there is
        no case.
        """
        stage = self.with_reader(until=dt.date(2026, 4, 1))
        last = dt.datetime(2026, 4, 1, 21, 59, tzinfo=dt.UTC)  # 23:59 in Oslo
        assert view(stage, READER, last).overview is not None
        assert view(stage, READER, last + dt.timedelta(minutes=1)).overview is None
        stage.play(facts.GuardianNamed(person="other", lives_with=False), TEACHER)
        assert [reason.code for reason in view(stage, READER).reasons] == ["service_not_covered"]
        stage.play(facts.AccessEnded(person="reader"), TEACHER)
        assert [reason.code for reason in view(stage, READER).reasons] == ["not_taking_part"]

    def test_access_ends_with_the_service_and_by_joining(self) -> None:
        """Who joins takes part; who leaves after that is outside again."""
        stage = self.with_reader()
        stage.play(facts.PersonJoined(person="reader", role="ppt_adviser", of="ppt-1"), TEACHER)
        assert stage.offer(facts.CommentMade(category=Category.EDUCATION), READER)
        stage.play(facts.PersonLeft(person="reader"), READER)
        assert view(stage, READER).overview is None
        again = self.with_reader()
        again.play(facts.ServiceLeft(leaving="ppt-1"), TEACHER)
        assert view(again, READER).overview is None
        assert again.case.spine.staff.readers == {}

    def test_a_reader_who_comes_from_elsewhere_is_outside(self) -> None:
        """The access is for the service it was granted for."""
        stage = self.with_reader()
        elsewhere = bti.Professional("reader", "teacher", SCHOOL)
        assert view(stage, elsewhere).overview is None


class TestResponsibleInAService:
    """The overview names one responsible professional for a service's part, as long as they take part for it."""

    def test_the_last_one_named_is_it_until_they_leave(self) -> None:
        """Named, shown to the family, gone."""
        stage = Stage().with_ppt()
        stage.play(facts.ResponsibleNamed(person="adviser", of="ppt-1"), ADVISER)
        seen = stage.engine.view(stage.case, by=MOTHER, now=stage.now, basis="own child").overview
        assert seen is not None
        assert dict(seen.responsible) == {"ppt-1": "adviser"}
        stage.play(facts.PersonLeft(person="adviser"), ADVISER)
        assert stage.case.spine.staff.responsible == {}

    def test_nobody_partial_stays_responsible(self) -> None:
        """A conflict of interest ends that too."""
        stage = Stage().with_ppt()
        stage.play(facts.ResponsibleNamed(person="adviser", of="ppt-1"), ADVISER)
        stage.play(facts.ConflictDeclared(person="adviser"), ADVISER)
        assert stage.case.spine.staff.responsible == {}


class TestTasks:
    """Services and their tasks, people and their tasks."""

    def test_the_overview_shows_them_with_their_dates(self) -> None:
        """One of a service, one of the mother, done by her."""
        stage = Stage().with_ppt()
        due = dt.date(2026, 4, 1)
        first = stage.play(facts.TaskGiven(to_service="ppt-1", due=due, category=Category.EDUCATION), TEACHER)
        second = stage.play(facts.TaskGiven(to_person="mother", category=Category.FAMILY), TEACHER)
        stage.play(facts.TaskDone(task=second), MOTHER)
        seen = stage.engine.view(stage.case, by=MOTHER, now=stage.now, basis="own child").overview
        assert seen is not None
        assert [(task.id, task.service, task.person, task.due, task.done) for task in seen.tasks] == [
            (first, "ppt-1", None, due, False),
            (second, None, "mother", None, True),
        ]
