"""Ways round a rule that somebody tried once."""

from __future__ import annotations

import datetime as dt

import pytest

import bti
from bti import errors, facts
from bti.facts import Category, Scope, SharedWith
from bti.people import Unborn
from tests.stage import ADVISER, FATHER, HEAD, MOTHER, PPT, SCHOOL, TEACHER, UNTIL, Stage


def test_withdrawing_shows_no_more_than_running_out() -> None:
    """A log closed because consent is gone shuts other services out until they are consented to anew (I-06)."""
    stage = Stage().with_ppt()
    assert stage.engine.view(stage.case, by=ADVISER, now=stage.now, basis="work").entries
    for actor in (MOTHER, FATHER):
        given = next(
            one for one in stage.case.spine.consents.given() if (one.scope, one.giver) == (Scope.LOG, actor.ref)
        )
        stage.play(facts.ConsentWithdrawn(consent=given.id), actor)
        assert stage.engine.view(stage.case, by=ADVISER, now=stage.now, basis="work").entries == ()
    assert stage.engine.view(stage.case, by=ADVISER, now=stage.now, basis="work").entries == ()
    assert stage.tried(facts.GoalAgreed(category=Category.EDUCATION), ADVISER) == {"service_not_covered"}
    stage.consent(Scope.SERVICE, PPT)
    assert stage.offer(facts.GoalAgreed(category=Category.EDUCATION), ADVISER)


def test_a_service_joins_as_the_kind_it_was_asked_about() -> None:
    """Consent to the PPT lets no child welfare service in under the same reference."""
    stage = Stage().held()
    stage.consent(Scope.SERVICE, PPT)
    other = bti.Service("ppt-1", "child_welfare")
    assert stage.tried(facts.ServiceJoined(joining=other), TEACHER) == {"service_of_other_kind"}


def test_a_log_is_not_opened_before_it_was_consented_to() -> None:
    """What is said to have happened earlier is judged by the consents of that day."""
    stage = Stage().on_level_1()
    stage.now += dt.timedelta(days=5)
    stage.consent()
    assert stage.tried(facts.LogOpened(), TEACHER, at=stage.now - dt.timedelta(days=3)) == {"log_needs_consent"}
    assert stage.offer(facts.LogOpened(), TEACHER)


def test_only_who_was_asked_consents_and_after_a_no_is_asked_again() -> None:
    """A consent is informed: its giver has been told what it means since they last said no (law Q-03)."""
    stage = Stage().on_level_1()
    stage.play(facts.ConsentAsked(scope=Scope.LOG, of=("mother",)), TEACHER)

    def given(giver: str) -> facts.ConsentGiven:
        return facts.ConsentGiven(
            scope=Scope.LOG,
            giver=giver,
            form=facts.Form.ELECTRONIC,
            categories=tuple(Category),
            valid_until=UNTIL,
        )

    assert stage.tried(given("father"), FATHER) == {"consent_not_asked"}
    stage.play(facts.ConsentRefused(scope=Scope.LOG, giver="mother"), MOTHER)
    assert stage.tried(given("mother"), MOTHER) == {"consent_not_asked"}
    stage.play(facts.ConsentAsked(scope=Scope.LOG, of=("mother", "father")), TEACHER)
    assert stage.offer(given("mother"), MOTHER)
    assert stage.offer(given("father"), FATHER)


def test_nobody_speaks_with_the_unborn() -> None:
    """The unborn is neither told, nor asked, nor responsible for anything."""
    stage = Stage()
    persons = (facts.Concerned("woman", dt.date(1998, 1, 1), pregnant=True), facts.Concerned("unborn", Unborn.UNBORN))
    stage.play(facts.CaseOpened(persons=persons, home=SCHOOL), TEACHER)
    concern = stage.play(facts.ConcernRaised(category=Category.HEALTH), TEACHER)
    shared = facts.ConcernShared(concern=concern, with_=SharedWith.CHILD, person="unborn", category=Category.HEALTH)
    assert stage.tried(shared, TEACHER) == {"unknown_reference"}
    said = facts.ConsentRefused(scope=Scope.LOG, giver="unborn")
    assert stage.tried(said, TEACHER) == {"unknown_reference"}


def test_people_choose_no_reason_that_follows_by_itself() -> None:
    """That a log closes with its case, or a holder turned out to be kin, is worked out, not claimed."""
    stage = Stage().held()
    assert stage.tried(facts.LogClosed(reason=facts.LogClosing.CASE_CLOSED), MOTHER) == {"reason_follows_by_itself"}
    gone = facts.BatonVacant(reason=facts.VacancyReason.BECAME_KIN)
    assert stage.tried(gone, TEACHER) == {"reason_follows_by_itself"}


def test_a_leader_who_answers_can_take_part_in_what_they_record() -> None:
    """The leader of the home service is of the case without having joined."""
    stage = Stage().concerned()
    held = facts.MeetingHeld(purpose=facts.MeetingKind.OTHER, present=("head",), category=Category.EDUCATION)
    assert stage.offer(held, HEAD)


def test_a_justification_shows() -> None:
    """Who overrides a rule is seen to have done so (model 8)."""
    stage = Stage().held()
    stage.play(facts.PersonJoined(person="head", role="headteacher", of="school-1"), TEACHER)
    stage.play(facts.BatonOffered(to="head"), TEACHER, because="the teacher is on leave")
    line = stage.engine.view(stage.case, by=HEAD, now=stage.now, basis="work").entries[-1]
    assert line.because is not None
    assert line.because.text == "the teacher is on leave"
    for_family = stage.engine.view(stage.case, by=MOTHER, now=stage.now, basis="own child").entries[-1]
    assert for_family.because is not None
    assert for_family.because.text is None


class TestFill:
    """An option makes the fact to propose, and lets no stand-in through."""

    def option(self, kind: str, stage: Stage) -> bti.Option:
        """Return one option of the teacher's."""
        return stage.engine.options(stage.case, by=TEACHER, now=stage.now, kinds=kind)[kind]

    def test_the_only_choice_is_made_and_the_rest_is_given(self) -> None:
        """A choice with one value need not be named."""
        stage = Stage().measured()
        made = self.option("measure_evaluated", stage).fill(
            category=Category.EDUCATION, effect=facts.Effect.SOME, outcome=facts.MeasureOutcome.END
        )
        assert isinstance(made, facts.MeasureEvaluated)
        assert made.measure == stage.measure

    def test_what_is_missing_is_named(self) -> None:
        """Neither a person nor a choice among several is invented."""
        stage = Stage().shared()
        with pytest.raises(errors.InvalidValue, match="person, lives_with"):
            self.option("guardian_named", stage).fill()
        with pytest.raises(errors.InvalidValue, match="with_"):
            self.option("concern_shared", stage).fill(category=Category.EDUCATION)

    def test_choices_go_together_or_not(self) -> None:
        """A guardian is not a leader, though both are among the choices."""
        stage = Stage().shared()
        option = self.option("concern_shared", stage)
        with pytest.raises(errors.InvalidValue, match="together"):
            option.fill(with_=SharedWith.LEADER, person="mother", category=Category.EDUCATION)
        made = option.fill(with_=SharedWith.GUARDIAN, person="mother", category=Category.EDUCATION)
        assert stage.offer(made, TEACHER)

    def test_a_slip_and_a_refused_option(self) -> None:
        """A field that is not there, and an option that is refused, raise."""
        stage = Stage().shared()
        with pytest.raises(errors.InvalidValue, match="has no field catgory"):
            self.option("goal_agreed", stage).fill(catgory=Category.EDUCATION)
        with pytest.raises(errors.InvalidValue, match="refused"):
            self.option("log_closed", stage).fill()


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
def test_another_kind_of_service_is_named_in_words(lang: str) -> None:
    """Who says that the PPT is a school reads what it is recorded as, and no code of the guide's."""
    stage = Stage().with_ppt()
    again = facts.ConsentAsked(scope=Scope.SERVICE, service=bti.Service("ppt-1", "school"), of=("mother",))
    verdict = stage.offer(again, TEACHER)
    assert isinstance(verdict, bti.Refused)
    (said,) = [one.text(lang) for one in verdict.reasons if one.code == "service_of_other_kind"]
    label = next(one.label for one in stage.engine.guide.services if one.id == "ppt")
    assert label(lang) in said
    assert "ppt" not in said
