"""Whoever knows of suspected violence does not tell the guardians first; everybody else is answered as ever (D-05)."""

from __future__ import annotations

import datetime as dt

import attrs
import pytest

import bti
from bti import facts
from bti.facts import Category, SharedWith
from tests.stage import COLLEAGUE, HEAD, MOTHER, SCHOOL, TEACHER, Stage

WELFARE = Category.WELFARE
OFFICE = bti.Service("bv-1", "child_welfare")
WORKER = bti.Professional("worker", "child_welfare_worker", OFFICE)


def sharing(stage: Stage, person: str = "mother") -> facts.ConcernShared:
    """Return that the concern is shared with a guardian."""
    return facts.ConcernShared(
        concern=stage.concern, with_=SharedWith.GUARDIAN, person=person, category=Category.EDUCATION
    )


@pytest.fixture
def stage() -> Stage:
    """A concern whose guardians are named and not told, and the teacher's suspicion."""
    stage = Stage().concerned()
    for ref in ("mother", "father"):
        stage.play(facts.GuardianNamed(person=ref, lives_with=True), TEACHER)
    stage.play(facts.SuspicionRecorded(category=WELFARE), TEACHER)
    return stage


def matter_of(stage: Stage) -> str:
    """Return the one matter there is."""
    (matter,) = stage.case.matters
    return matter


def offered(stage: Stage, by: bti.Professional) -> set[str | None]:
    """Return the guardians with whom somebody is offered to share."""
    option = stage.engine.options(stage.case, by=by, now=stage.now, kinds="concern_shared")["concern_shared"]
    drafts = [draft for draft in option.drafts if isinstance(draft, facts.ConcernShared)]
    return {draft.person for draft in drafts if draft.with_ is SharedWith.GUARDIAN}


class TestInsidersAreBound:
    """D-05 binds whoever knows, and nobody else."""

    def test_an_insider_does_not_tell_a_guardian_first(self, stage: Stage) -> None:
        """Refused and not offered, and the reason says who can release."""
        assert stage.tried(sharing(stage), TEACHER) == {"guardian_not_told_first"}
        assert offered(stage, TEACHER) == set()

    def test_the_head_who_does_not_know_shares_as_ever(self, stage: Stage) -> None:
        """Were she refused, she would know that something is suspected."""
        assert offered(stage, HEAD) == {"mother", "father"}
        stage.play(sharing(stage), HEAD)

    def test_one_guardian_is_released_and_the_other_is_not(self, stage: Stage) -> None:
        """Child welfare says that the mother may be told; of the father it has said nothing."""
        says = facts.Releasing.CHILD_WELFARE
        matter = matter_of(stage)
        stage.play(facts.MatterReleased(matter=matter, guardian="mother", said_by=says, category=WELFARE), TEACHER)
        assert offered(stage, TEACHER) == {"mother"}
        stage.play(sharing(stage), TEACHER)
        assert stage.tried(sharing(stage, "father"), TEACHER) == {"guardian_not_told_first"}

    def test_a_second_matter_binds_until_it_is_released_too(self, stage: Stage) -> None:
        """What child welfare said in one matter releases nobody in another."""
        stage.play(facts.SuspicionRecorded(category=WELFARE), TEACHER)
        first, second = stage.case.matters
        for matter in (first, second):
            assert stage.tried(sharing(stage), TEACHER) == {"guardian_not_told_first"}
            said = facts.Releasing.POLICE
            stage.play(facts.MatterReleased(matter=matter, guardian="mother", said_by=said, category=WELFARE), TEACHER)
        stage.play(sharing(stage), TEACHER)

    def test_what_happened_before_the_suspicion_is_entered_afterwards(self, stage: Stage) -> None:
        """The talk was yesterday; nobody suspected anything then."""
        earlier = stage.case.entries[-1].at
        assert stage.offer(sharing(stage), TEACHER, at=earlier)

    def test_the_child_is_spoken_with(self, stage: Stage) -> None:
        """The rule is about guardians."""
        shared = facts.ConcernShared(
            concern=stage.concern, with_=SharedWith.CHILD, person="child", category=Category.EDUCATION
        )
        stage.play(shared, TEACHER)

    def test_a_report_of_neglect_binds_nobody(self) -> None:
        """Guardians may be told of a report where no violence is suspected."""
        stage = Stage().concerned()
        stage.play(facts.GuardianNamed(person="mother", lives_with=True), TEACHER)
        stage.play(facts.ReportedToChildWelfare(receiver=OFFICE, category=WELFARE), TEACHER)
        stage.play(sharing(stage), TEACHER)

    def test_postponing_tells_no_reason(self, stage: Stage) -> None:
        """It has no field for one, and it is admitted to the insider as to anybody who owns the concern."""
        assert {field.name for field in attrs.fields(facts.SharingPostponed)} == {"concern", "until"}
        stage.play(facts.SharingPostponed(concern=stage.concern, until=dt.date(2026, 4, 1)), TEACHER)


class TestInsidersAreWarned:
    """A colleague who does not know plans a talk with the guardians: the insiders see it coming."""

    def planned(self) -> Stage:
        """A talk that the head has called, and the teacher's suspicion."""
        stage = Stage().held()
        called = facts.MeetingCalled(
            purpose=facts.MeetingKind.OTHER, day=dt.date(2026, 4, 1), invited=("teacher", "mother", "father")
        )
        stage.play(called, HEAD)
        stage.play(facts.SuspicionRecorded(category=WELFARE), TEACHER)
        return stage

    def test_only_the_insider_is_warned(self) -> None:
        """Who called the meeting, the mother, and a colleague who takes no part are not."""
        stage = self.planned()
        (talk,) = stage.engine.planned_talks(stage.case, by=TEACHER, now=stage.now)
        assert (talk.day, talk.guardians) == (dt.date(2026, 4, 1), ("mother", "father"))
        assert "1" in talk.reason.text("nn")
        for other in (HEAD, MOTHER, COLLEAGUE, WORKER):
            assert stage.engine.planned_talks(stage.case, by=other, now=stage.now) == ()

    def test_an_insider_outside_the_case_is_not_told_that_there_is_one(self) -> None:
        """A caseworker who received a report learns nothing of meetings; so does a colleague who suspects too."""
        stage = self.planned()
        stage.play(facts.ReportedToChildWelfare(receiver=OFFICE, category=WELFARE), COLLEAGUE)
        stage.play(facts.SuspicionRecorded(category=WELFARE), WORKER)
        for outsider in (COLLEAGUE, WORKER):
            assert stage.engine.planned_talks(stage.case, by=outsider, now=stage.now) == ()

    def test_released_and_past_talks_warn_nobody(self) -> None:
        """Once both may be told, and once the day has passed, there is nothing to warn of."""
        stage = self.planned()
        later = dt.datetime(2026, 4, 2, 8, 0, tzinfo=dt.UTC)
        assert stage.engine.planned_talks(stage.case, by=TEACHER, now=later) == ()
        for guardian in ("mother", "father"):
            released = facts.MatterReleased(
                matter=matter_of(stage), guardian=guardian, said_by=facts.Releasing.POLICE, category=WELFARE
            )
            stage.play(released, TEACHER)
        assert stage.engine.planned_talks(stage.case, by=TEACHER, now=stage.now) == ()


class TestInsidersAreTakenOut:
    """Somebody named by mistake, or who declines, knows nothing more; who wrote or received a report stays."""

    def knows(self, stage: Stage, by: bti.Professional) -> bool:
        """Tell whether somebody is shown anything of a matter, today or asking back."""
        instants = (stage.now, stage.case.entries[-1].recorded)
        return any(
            line.book != "case"
            for now in instants
            for line in stage.engine.view(stage.case, by=by, now=now, basis="test").entries
        )

    def test_named_taken_out_and_named_again(self) -> None:
        """Each works from then on; asking back does not get round it."""
        stage = Stage().shared()
        stage.play(facts.SuspicionRecorded(category=WELFARE), TEACHER)
        matter = matter_of(stage)
        named = facts.InsiderNamed(matter=matter, person="head", category=WELFARE)
        stage.play(named, TEACHER)
        assert self.knows(stage, HEAD)
        stage.play(facts.InsiderTakenOut(matter=matter, person="head", category=WELFARE), HEAD)
        assert not self.knows(stage, HEAD)
        assert stage.tried(named, HEAD) == {"unknown_reference"}
        stage.play(named, TEACHER)
        assert self.knows(stage, HEAD)

    def test_who_wrote_and_who_received_the_report_stay(self) -> None:
        """Otherwise an insider could silence whoever reported, or the service that must act."""
        stage = Stage().shared()
        stage.play(facts.SuspicionRecorded(category=WELFARE), TEACHER)
        matter = matter_of(stage)
        stage.play(facts.ReportedToChildWelfare(matter=matter, receiver=OFFICE, category=WELFARE), TEACHER)
        stage.play(facts.InsiderNamed(matter=matter, whole_service=SCHOOL, category=WELFARE), TEACHER)
        assert self.knows(stage, COLLEAGUE)
        for service in (SCHOOL, OFFICE):
            stage.play(facts.InsiderTakenOut(matter=matter, whole_service=service, category=WELFARE), TEACHER)
        stage.play(facts.InsiderTakenOut(matter=matter, person="teacher", category=WELFARE), WORKER)
        assert (self.knows(stage, TEACHER), self.knows(stage, WORKER)) == (True, True)
        assert not self.knows(stage, COLLEAGUE)
