"""I-14: the home service alone can close."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from bti import facts
from bti.facts import Category, Fact
from bti.record.case import Case
from tests.laws.histories import HEAD, SCHOOL, TEACHER, History, deputy, hearings, histories, told


def way_out(case: Case) -> tuple[Fact, ...]:
    """Return what the home service's leader records to close, asking nobody: coded reasons, and the closing."""
    evaluations = tuple(
        facts.MeasureEvaluated(
            measure=one.id,
            effect=facts.Effect.NOT_ASSESSED,
            reason=facts.NotEvaluated.FAMILY_UNREACHABLE,
            outcome=facts.MeasureOutcome.END,
            category=Category.COORDINATION,
        )
        for one in case.spine.plan.standing()
        if one.evaluated_in != case.spine.track.round
    )
    return (*hearings(case), *evaluations, facts.CaseClosed(reason=facts.ClosingReason.FAMILY_DECLINES))


class TestHomeAloneCanClose:
    """From every reachable state the home service alone can close, with consent refused, offers unanswered and the
    family silent.
    """

    @given(histories(begun=True), st.sampled_from([0, 1, 400, 4000]))
    def test_in_one_act(self, history: History, days: int) -> None:
        """In every open state, at once or years later, a leader who was never heard of in the case closes it."""
        now = history.now + dt.timedelta(days=days)
        for case in history.cases:
            if case.spine.life.is_open:
                verdict = history.engine.admit(case, way_out(case), by=deputy(case), now=now)
                assert verdict
                assert verdict.case.spine.life.closed is not None

    @given(histories(begun=True))
    def test_fact_by_fact(self, history: History) -> None:
        """The same, each fact by itself: every one of them is the home service's own to record."""
        case, engine = history.case, history.engine
        if not case.spine.life.is_open:
            return
        for fact in way_out(case):
            verdict = engine.admit(case, fact, by=deputy(case), now=history.now)
            assert verdict
            assert {entry.by for entry in verdict.entries if entry.cause is None} == {deputy(case)}
            case = case.grown(verdict.entries)
        assert case.spine.life.closed is not None

    def test_by_the_guides_steps_with_the_family_silent(self) -> None:
        """Teacher and head go through all steps of level 1 to the way chosen and close; nobody else says a word."""
        history = told(SCHOOL, 0, 2)
        engine, case, now = history.engine, history.case, history.now
        concern = next(iter(case.spine.concerns.raised))
        category = Category.EDUCATION

        def record(by: object, *act: Fact) -> None:
            nonlocal case, now
            verdict = engine.admit(
                case, act, by=HEAD if by is HEAD else TEACHER, now=now, because="the family is silent"
            )
            assert verdict, verdict
            case, now = case.grown(verdict.entries), now + dt.timedelta(days=3)

        record(TEACHER, facts.StepCompleted(step="0.1"))
        record(TEACHER, facts.ConcernDescribed(concern=concern, category=category))
        record(TEACHER, facts.StepCompleted(step="0.2"))
        record(TEACHER, facts.GuardianNamed(person="g-mother", lives_with=True))
        record(TEACHER, facts.SharingPostponed(concern=concern, until=now.date()))
        record(TEACHER, facts.StepCompleted(step="0.3"))
        record(HEAD, facts.StepCompleted(step="0.4", outcome="level_1"))
        record(HEAD, facts.BatonAppointed(to=TEACHER.ref))  # an offer that is never answered
        record(TEACHER, facts.StepCompleted(step="1.1"))
        record(TEACHER, facts.GoalAgreed(category=category))
        record(
            TEACHER, facts.MeasurePlanned(responsible=TEACHER.ref, evaluate_by=dt.date(2026, 9, 1), category=category)
        )
        record(TEACHER, facts.StepCompleted(step="1.2"))
        record(TEACHER, facts.StepCompleted(step="1.3"))
        record(HEAD, *way_out(case)[:-1])
        record(HEAD, facts.StepCompleted(step="1.4"))
        record(HEAD, facts.WayChosen(outcome="close", category=category))
        record(HEAD, way_out(case)[-1])
        assert case.spine.life.closed is not None
        assert {entry.by.ref for entry in case.entries} <= {TEACHER.ref, HEAD.ref, "system"}

    def test_a_refused_log_makes_no_step_uncompletable(self) -> None:
        """Every guardian refuses the log at the step that asks for it: the step is completed all the same."""
        stages = (told(upto=steps) for steps in range(60))
        history = next(one for one in stages if any(one.case.spine.consents.asked))
        engine, case = history.engine, history.case
        for giver in case.spine.people.guardians:
            refusal = facts.ConsentRefused(scope=facts.Scope.LOG, giver=giver)
            verdict = engine.admit(case, refusal, by=HEAD, now=history.now)
            assert verdict
            case = case.grown(verdict.entries)
        assert engine.admit(case, facts.StepCompleted(step="1.1"), by=HEAD, now=history.now)
