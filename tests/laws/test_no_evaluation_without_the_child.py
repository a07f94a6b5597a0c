"""I-10: no evaluation stands without the child."""

from __future__ import annotations

import pytest
from hypothesis import given

from bti import facts
from bti.errors import InvalidValue
from bti.facts import Category, Fact
from tests.laws.histories import SCHOOL, History, deputy, hearings, histories, told

EVALUATIONS = (facts.MeasureEvaluated, facts.WayChosen)


class TestNoEvaluationWithoutTheChild:
    """No evaluation stands without the child's own view or a coded reason (judged on the act as a whole)."""

    @given(histories())
    def test_each_child_is_heard_in_the_round_or_the_act(self, history: History) -> None:
        """For every evaluation in the book and every person concerned: a view or a reason, in this round or the act."""
        entries = history.case.effective()
        concerned = [one.ref for one in history.case.spine.life.persons]
        for place, entry in enumerate(entries):
            if not isinstance(entry.fact, EVALUATIONS):
                continue
            begun = max(
                (
                    number
                    for number, above in enumerate(entries[:place])
                    if isinstance(above.fact, facts.StepCompleted) and above.fact.outcome is not None
                ),
                default=0,
            )
            counted = (*entries[begun:place], *(one for one in entries if one.act == entry.act))
            heard = {one.fact.person for one in counted if isinstance(one.fact, facts.ChildHeard)}
            assert heard >= set(concerned)

    @given(histories())
    def test_alone_it_is_refused_and_with_the_child_admitted(self, history: History) -> None:
        """Where nobody has been heard yet an evaluation asks for that fact; in one act, in any order, it stands."""
        case = history.case
        if not case.spine.life.is_open:
            return
        entries = case.effective()
        ends = [n for n, one in enumerate(entries) if isinstance(one.fact, facts.StepCompleted) and one.fact.outcome]
        since = entries[(ends or [0])[-1] :]
        heard = {one.fact.person for one in since if isinstance(one.fact, facts.ChildHeard)}
        lacking = tuple(
            fact for fact in hearings(case) if isinstance(fact, facts.ChildHeard) and fact.person not in heard
        )
        evaluations: list[Fact] = [
            facts.MeasureEvaluated(
                measure=one.id,
                effect=facts.Effect.SOME,
                outcome=facts.MeasureOutcome.END,
                category=Category.COORDINATION,
            )
            for one in case.spine.plan.standing()
            if one.evaluated_in != case.spine.track.round
        ]
        by = deputy(case)
        for evaluation in evaluations:
            alone = history.engine.admit(case, evaluation, by=by, now=history.now, because="no time")
            assert bool(alone) == (not lacking)
            if not alone:
                assert [reason.code for reason in alone.reasons] == ["child_not_heard"]
            assert history.engine.admit(case, (*lacking, evaluation), by=by, now=history.now)
            assert history.engine.admit(case, (evaluation, *lacking), by=by, now=history.now)

    def test_each_of_several_children_counts(self) -> None:
        """Two siblings, one heard: the evaluation waits for the other."""
        stages = (told(SCHOOL, 4, steps) for steps in range(60))
        history = next(one for one in stages if one.case.spine.plan.measures)
        (measure, *_) = history.case.spine.plan.measures
        one, other = hearings(history.case)
        evaluation = facts.MeasureEvaluated(
            measure=measure, effect=facts.Effect.SOME, outcome=facts.MeasureOutcome.END, category=Category.EDUCATION
        )
        by = deputy(history.case)
        half = history.engine.admit(history.case, (one, evaluation), by=by, now=history.now)
        assert not half
        assert [reason.code for reason in half.reasons] == ["child_not_heard"]
        assert history.engine.admit(history.case, (one, evaluation, other), by=by, now=history.now)

    def test_a_new_round_asks_anew(self) -> None:
        """Heard in the first round, and a way chosen: the next evaluation wants the child again."""
        stages = (told(upto=steps) for steps in range(60))
        history = next(one for one in stages if one.case.spine.track.round == 3 and any(one.case.spine.plan.standing()))
        standing, *_ = history.case.spine.plan.standing()
        evaluation = facts.MeasureEvaluated(
            measure=standing.id, effect=facts.Effect.NONE, outcome=facts.MeasureOutcome.END, category=Category.EDUCATION
        )
        verdict = history.engine.admit(history.case, evaluation, by=deputy(history.case), now=history.now)
        assert not verdict
        assert [reason.code for reason in verdict.reasons] == ["child_not_heard"]

    def test_a_view_is_a_view_or_a_reason(self) -> None:
        """Neither how nor why not, or both, cannot be said."""
        for how, reason in ((None, None), (facts.Heard.TALK, facts.NotHeard.TOO_YOUNG)):
            with pytest.raises(InvalidValue):
                facts.ChildHeard(person="c-child", how=how, reason=reason, category=Category.FAMILY)
