"""Bad input: each kind gets its own clear error or reason, and leaves everything as it was."""

from __future__ import annotations

import datetime as dt

import pytest

import bti
from bti import errors, facts
from bti.facts import Category, Scope, SharedWith
from tests.stage import CHILD, COLLEAGUE, FATHER, HEAD, MOTHER, NEIGHBOUR, PPT, SCHOOL, START, TEACHER, UNTIL, Stage


def said_remedy(reason: bti.Reason) -> str:
    """Return the remedy in bokmål."""
    remedy = reason.remedy
    assert remedy is not None
    return remedy("nb")


HEARD = facts.ChildHeard(person="child", how=facts.Heard.TALK, category=Category.EDUCATION)


class TestRaises:
    """What a type checker or a schema could have known raises."""

    def test_naive_now(self) -> None:
        """An instant without a time zone raises and says which argument it was."""
        stage = Stage().opened()
        with pytest.raises(errors.NaiveDatetime, match="now"):
            stage.engine.options(stage.case, by=TEACHER, now=dt.datetime(2026, 3, 2))

    def test_naive_at(self) -> None:
        """The same for the time at which it happened."""
        stage = Stage().opened()
        with pytest.raises(errors.NaiveDatetime, match="at"):
            stage.offer(facts.ConcernRaised(category=Category.EDUCATION), TEACHER, at=dt.datetime(2026, 3, 2))

    def test_no_fact_at_all(self) -> None:
        """An empty act raises."""
        with pytest.raises(errors.InvalidValue, match="at least one fact"):
            Stage().offer([], TEACHER)

    def test_something_that_is_no_fact(self) -> None:
        """What is no kind of fact raises and says where facts are."""
        with pytest.raises(errors.InvalidValue, match=r"bti\.facts"):
            Stage().offer(["baton_offered"], TEACHER)  # type: ignore[list-item]  # because a host may try

    def test_somebody_who_is_no_actor(self) -> None:
        """A service is nobody who can act."""
        with pytest.raises(errors.InvalidValue, match="by must be"):
            Stage().offer(facts.LogOpened(), SCHOOL)  # type: ignore[arg-type]  # because a host may try

    def test_a_reference_with_a_space(self) -> None:
        """A reference is opaque: a name with a space in it is none, and the error does not repeat it."""
        with pytest.raises(errors.InvalidValue) as caught:
            bti.Guardian("Some Body")
        assert "Some" not in str(caught.value)

    def test_a_date_that_is_a_datetime(self) -> None:
        """A date in Europe/Oslo is no datetime."""
        with pytest.raises(errors.InvalidValue, match="evaluate_by"):
            facts.MeasurePlanned(responsible="teacher", evaluate_by=START, category=Category.HEALTH)

    def test_a_coded_value_in_words(self) -> None:
        """A coded value given as a text raises and lists what there is."""
        with pytest.raises(errors.InvalidValue, match=r"ClosingReason\.GOAL_REACHED"):
            facts.CaseClosed(reason="goal_reached")  # type: ignore[arg-type]  # because a host may try

    def test_a_service_consent_without_service(self) -> None:
        """A consent to a service names it, one to the log names none."""
        with pytest.raises(errors.InvalidValue, match=r"Scope\.SERVICE"):
            facts.ConsentAsked(scope=Scope.SERVICE, of=("mother",))
        with pytest.raises(errors.InvalidValue, match=r"Scope\.SERVICE"):
            facts.ConsentAsked(scope=Scope.LOG, service=PPT, of=("mother",))

    def test_an_unknown_kind_of_option(self) -> None:
        """A kind misspelt raises with the nearest one."""
        stage = Stage().opened()
        with pytest.raises(errors.InvalidValue, match="baton_offered"):
            stage.engine.options(stage.case, by=TEACHER, now=stage.now, kinds=["baton_ofered"])

    def test_an_unknown_language(self) -> None:
        """A language the library does not have raises with those it has."""
        verdict = Stage().offer(facts.LogOpened(), TEACHER)
        assert isinstance(verdict, bti.Refused)
        with pytest.raises(errors.UnknownLanguage, match="nb"):
            verdict.reasons[0].text("xx")

    def test_an_unknown_guide(self) -> None:
        """A guide nobody knows raises with the nearest one."""
        with pytest.raises(errors.UnknownGuide, match="sortland"):
            bti.load_guide("sortlan")

    def test_a_case_under_a_guide_the_engine_was_not_given(self) -> None:
        """A running case is judged by its own guide or not at all."""
        stage = Stage().opened()
        other = bti.Engine(bti.load_guide("national"))
        with pytest.raises(errors.UnknownGuide, match="older"):
            other.options(stage.case, by=TEACHER, now=stage.now)

    def test_a_case_folded_for_somebody_else(self) -> None:
        """A case that was read for one person answers nobody else."""
        stage = Stage().opened()
        with pytest.raises(errors.WrongReader):
            stage.engine.view(stage.case.for_reader(TEACHER), by=COLLEAGUE, now=stage.now, basis="test")

    def test_a_reading_without_ground(self) -> None:
        """Who reads says on what ground (law H-16)."""
        stage = Stage().opened()
        with pytest.raises(errors.InvalidValue, match="basis"):
            stage.engine.view(stage.case, by=TEACHER, now=stage.now, basis=" ")

    def test_an_id_used_for_something_else(self) -> None:
        """An entry id stands for one act for ever; asked again with the same act, it is the earlier verdict."""
        stage = Stage().opened()
        wonder = facts.ConcernRaised(category=Category.EDUCATION)
        first = stage.engine.admit(stage.case, wonder, by=TEACHER, now=stage.now, entry_id="e-1")
        assert isinstance(first, bti.Admitted)
        again = stage.engine.admit(first.case, wonder, by=TEACHER, now=stage.now, entry_id="e-1")
        assert isinstance(again, bti.Admitted)
        assert again.repeated
        assert again.entries == first.entries
        other = facts.ConcernRaised(category=Category.HEALTH)
        with pytest.raises(errors.IdConflict):
            stage.engine.admit(first.case, other, by=TEACHER, now=stage.now, entry_id="e-1")
        outside = stage.engine.admit(first.case, other, by=COLLEAGUE, now=stage.now, entry_id="e-1")
        assert isinstance(outside, bti.Admitted)  # who takes no part learns nothing from an id
        assert outside.entries[0].id != "e-1"


class TestRefuses:
    """What depends on the case refuses, with a reason of its own."""

    def test_at_after_now(self) -> None:
        """Nothing is recorded before it has happened."""
        stage = Stage().opened()
        later = stage.now + dt.timedelta(days=1)
        assert stage.tried(facts.ConcernRaised(category=Category.EDUCATION), TEACHER, at=later) == {"at_after_now"}

    def test_recording_backwards(self) -> None:
        """Recording time does not go back."""
        stage = Stage().opened()
        stage.now -= dt.timedelta(days=1)
        assert "recorded_backwards" in stage.tried(facts.ConcernRaised(category=Category.EDUCATION), TEACHER)

    def test_a_spine_fact_before_the_last_of_its_topic(self) -> None:
        """What builds on the last of its topic has not happened before it."""
        stage = Stage().held()
        earlier = START + dt.timedelta(minutes=1)
        codes = stage.tried(facts.BatonVacant(reason=facts.VacancyReason.GAVE_UP), TEACHER, at=earlier)
        assert codes == {"earlier_than_last"}

    def test_an_unknown_role(self) -> None:
        """A role the guide does not know is refused with the nearest one."""
        stage = Stage().opened()
        stranger = bti.Professional("teacher", "contact_techer", SCHOOL)
        verdict = stage.offer(facts.ConcernRaised(category=Category.EDUCATION), stranger)
        assert isinstance(verdict, bti.Refused)
        assert [reason.code for reason in verdict.reasons] == ["unknown_role"]
        assert "contact_teacher" in said_remedy(verdict.reasons[0])

    def test_a_role_of_another_kind_of_service(self) -> None:
        """A role is found in the services the guide says."""
        stage = Stage().opened()
        odd = bti.Professional("teacher", "ppt_adviser", SCHOOL)
        assert stage.tried(facts.ConcernRaised(category=Category.EDUCATION), odd) == {"role_not_in_service"}

    def test_an_unknown_kind_of_service(self) -> None:
        """A kind of service the guide does not know is refused."""
        stage = Stage().opened()
        odd = bti.Professional("teacher", "contact_teacher", bti.Service("s-9", "scool"))
        assert stage.tried(facts.ConcernRaised(category=Category.EDUCATION), odd) == {"unknown_service_kind"}

    def test_an_outcome_the_step_does_not_have(self) -> None:
        """An outcome misspelt is refused with the nearest one."""
        stage = Stage().shared()
        for step in ("0.1", "0.2", "0.3"):
            stage.play(facts.StepCompleted(step=step), TEACHER)
        verdict = stage.offer(facts.StepCompleted(step="0.4", outcome="level1"), TEACHER)
        assert isinstance(verdict, bti.Refused)
        assert [reason.code for reason in verdict.reasons] == ["unknown_outcome"]
        assert "level_1" in said_remedy(verdict.reasons[0])

    def test_an_outcome_for_a_step_without(self) -> None:
        """A step without outcomes takes none."""
        odd = facts.StepCompleted(step="0.1", outcome="close")
        assert Stage().concerned().tried(odd, TEACHER) == {"no_outcomes_here"}

    def test_another_step_than_the_current(self) -> None:
        """Only the step where the case stands is completed; an unknown one is told apart."""
        stage = Stage().concerned()
        assert stage.tried(facts.StepCompleted(step="0.2"), TEACHER) == {"not_on_this_step"}
        assert stage.tried(facts.StepCompleted(step="0.22"), TEACHER) == {"unknown_step"}

    def test_closing_and_reporting_are_no_step(self) -> None:
        """Outcomes that move nothing are recorded as what they are."""
        stage = Stage().shared()
        for step in ("0.1", "0.2", "0.3"):
            stage.play(facts.StepCompleted(step=step), TEACHER)
        assert stage.tried(facts.StepCompleted(step="0.4", outcome="close"), TEACHER) == {"outcome_is_closing"}
        assert stage.tried(facts.StepCompleted(step="0.4", outcome="report"), TEACHER) == {"outcome_is_reporting"}

    def test_a_measure_evaluated_twice(self) -> None:
        """A measure that ended, or was evaluated in this round, is not evaluated again."""
        stage = Stage().measured()
        goes_on = facts.MeasureEvaluated(
            measure=stage.measure,
            effect=facts.Effect.SOME,
            outcome=facts.MeasureOutcome.GOES_ON,
            evaluate_by=dt.date(2026, 6, 1),
            category=Category.EDUCATION,
        )
        ends = facts.MeasureEvaluated(
            measure=stage.measure,
            effect=facts.Effect.WANTED,
            outcome=facts.MeasureOutcome.END,
            category=Category.EDUCATION,
        )
        assert stage.tried([goes_on, goes_on, HEARD], TEACHER) == {"measure_is_evaluated"}
        stage.play([goes_on, HEARD], TEACHER)
        assert stage.tried(ends, TEACHER) == {"measure_is_evaluated"}
        ended = Stage().measured()
        ends = facts.MeasureEvaluated(
            measure=ended.measure,
            effect=facts.Effect.WANTED,
            outcome=facts.MeasureOutcome.END,
            category=Category.EDUCATION,
        )
        ended.play([HEARD, ends], TEACHER)
        assert ended.tried(ends, TEACHER) == {"measure_is_ended"}

    def test_an_offer_to_oneself(self) -> None:
        """Nobody offers the baton to themself."""
        assert Stage().held().tried(facts.BatonOffered(to="teacher"), TEACHER) == {"offer_to_oneself"}

    def test_an_offer_to_a_guardian(self) -> None:
        """A guardian never holds the baton (I-04)."""
        assert "kin_never_holds" in Stage().held().tried(facts.BatonOffered(to="mother"), TEACHER)

    def test_a_second_open_offer(self) -> None:
        """At most one offer is open (I-02)."""
        stage = Stage().held()
        stage.play(facts.PersonJoined(person="colleague", role="teacher", of="school-1"), TEACHER)
        stage.play(facts.PersonJoined(person="social", role="social_teacher", of="school-1"), TEACHER)
        stage.play(facts.BatonOffered(to="colleague"), TEACHER)
        assert "offer_is_open" in stage.tried(facts.BatonOffered(to="social"), TEACHER)

    def test_unknown_and_unseen_references_are_one(self) -> None:
        """A reference to what is in a book beside is answered word for word as one to nothing."""
        stage = Stage().held()
        suspicion = stage.play(facts.SuspicionRecorded(category=Category.WELFARE), COLLEAGUE)
        matter = next(iter(stage.case.matters))
        tries = {
            "unseen entry": facts.CommentMade(about=suspicion, category=Category.EDUCATION),
            "unknown entry": facts.CommentMade(about="no-such-thing", category=Category.EDUCATION),
        }
        said = {name: stage.offer(fact, TEACHER) for name, fact in tries.items()}
        assert len({repr(verdict) for verdict in said.values()}) == 1
        assert all(isinstance(verdict, bti.Refused) for verdict in said.values())
        unseen = stage.offer(facts.SuspicionRecorded(matter=matter, category=Category.WELFARE), TEACHER)
        unknown = stage.offer(facts.SuspicionRecorded(matter="nothing", category=Category.WELFARE), TEACHER)
        assert repr(unseen) == repr(unknown)
        assert isinstance(unseen, bti.Refused)
        assert stage.offer(facts.SuspicionRecorded(matter=matter, category=Category.WELFARE), COLLEAGUE)

    @pytest.mark.parametrize("by", [COLLEAGUE, FATHER, CHILD, NEIGHBOUR], ids=lambda by: by.ref)
    def test_who_takes_no_part_hears_the_same_as_of_no_case(self, by: bti.Guardian) -> None:
        """Whoever has not joined is answered as if there were no case."""
        stage = Stage().concerned()
        stage.play(facts.GuardianNamed(person="father", lives_with=False), TEACHER)
        nothing = bti.Case.empty("case-17")
        fact = facts.BatonOffered(to="teacher")
        now = stage.now + dt.timedelta(hours=1)
        here = stage.engine.admit(stage.case, fact, by=by, now=now)
        there = stage.engine.admit(nothing, fact, by=by, now=now)
        assert isinstance(here, bti.Refused)
        assert repr(here) == repr(there)
        assert [reason.code for reason in here.reasons] == ["not_taking_part"]

    def test_a_concern_shared_with_nobody_of_the_case(self) -> None:
        """A guardian who was never named cannot be told."""
        stage = Stage().concerned()
        fact = facts.ConcernShared(
            concern=stage.concern, with_=SharedWith.GUARDIAN, person="mother", category=Category.EDUCATION
        )
        assert stage.tried(fact, TEACHER) == {"unknown_reference"}

    def test_a_consent_that_has_run_out(self) -> None:
        """A consent holds through a date to come, in a form the guide accepts, for some kind of information."""
        stage = Stage().on_level_1()
        stage.play(facts.ConsentAsked(scope=Scope.LOG, of=("mother",)), TEACHER)
        given = facts.ConsentGiven(
            scope=Scope.LOG, giver="mother", form=facts.Form.ORAL, categories=(), valid_until=dt.date(2026, 3, 1)
        )
        assert stage.tried(given, TEACHER) == {"date_is_past", "no_categories"}

    def test_a_protected_fact_and_another_in_one_act(self) -> None:
        """An act stands in one book."""
        stage = Stage().held()
        act = [facts.SuspicionRecorded(category=Category.WELFARE), facts.CommentMade(category=Category.EDUCATION)]
        assert stage.tried(act, TEACHER) == {"one_book_an_act"}

    def test_an_act_is_all_or_nothing(self) -> None:
        """When one fact of an act is refused nothing is admitted, and the reason says which fact it was."""
        stage = Stage().held()
        act = [facts.CommentMade(category=Category.EDUCATION), facts.BatonOffered(to="teacher")]
        verdict = stage.offer(act, TEACHER)
        assert isinstance(verdict, bti.Refused)
        assert [(reason.fact, reason.place) for reason in verdict.reasons] == [("baton_offered", 1)]

    def test_a_guardian_consents_for_nobody_else(self) -> None:
        """The mother consents for herself alone."""
        stage = Stage().on_level_1()
        stage.play(facts.ConsentAsked(scope=Scope.LOG, of=("mother", "father")), TEACHER)
        for_father = facts.ConsentGiven(
            scope=Scope.LOG, giver="father", form=facts.Form.ELECTRONIC, categories=tuple(Category), valid_until=UNTIL
        )
        assert stage.tried(for_father, MOTHER) == {"only_own_consent"}
        assert stage.tried(facts.LogOpened(), HEAD) == {"log_needs_consent"}
