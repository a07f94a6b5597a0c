"""I-09: no case closes over a measure."""

from __future__ import annotations

from hypothesis import given

from bti import facts
from bti.dates import oslo_date
from bti.facts import Category, Scope
from bti.law.consent import all_of_age
from bti.people import Actor, Guardian, PersonConcerned
from bti.record.case import Case
from bti.record.consent import Answer
from bti.record.entry import Entry
from tests.laws.histories import History, deputy, hearings, histories, told


def unanswered(entries: tuple[Entry, ...]) -> list[str]:
    """Read from the entries alone which measures stand without an evaluation in this round.

    A round ends when a step is completed with an outcome, and when a case is reopened. A measure that ends unevaluated
    has a coded reason. An evaluation without an assessed effect carries one; that a fact cannot be made without is
    tested with the facts.
    """
    waiting: dict[str, bool] = {}
    for entry in entries:
        fact = entry.fact
        if isinstance(fact, facts.MeasurePlanned):
            waiting[entry.id] = True
        elif isinstance(fact, facts.CaseTakenOver):
            for number in range(1, len(fact.measures) + 1):
                waiting[facts.measure_id(entry.id, number)] = True
        elif isinstance(fact, facts.MeasureEvaluated):
            if fact.outcome is facts.MeasureOutcome.GOES_ON:
                waiting[fact.measure] = False
            else:
                del waiting[fact.measure]
        elif isinstance(fact, facts.MeasureEnded):
            assert fact.reason is not None or not waiting[fact.measure], "ended unevaluated, and no reason why"
            del waiting[fact.measure]
        elif isinstance(fact, facts.CaseReopened) or (
            isinstance(fact, facts.StepCompleted) and fact.outcome is not None
        ):
            waiting = dict.fromkeys(waiting, True)
    return [measure for measure, open_ in waiting.items() if open_]


def family_hat(case: Case, ref: str) -> Actor:
    """Return somebody of the family as themself."""
    return Guardian(ref) if ref in case.spine.people.guardians else PersonConcerned(ref)


class TestNoCaseClosesOverAMeasure:
    """No case closes while a measure in the case book stands without evaluation or a coded reason. Ending the *log* by
    those who consented is never blocked by anything.
    """

    @given(histories())
    def test_nothing_stands_open_under_a_closing(self, history: History) -> None:
        """Where the book says closed, every measure above it is answered for."""
        counting = history.case.effective()
        for place, entry in enumerate(counting):
            if isinstance(entry.fact, facts.CaseClosed):
                assert unanswered(counting[:place]) == []

    @given(histories())
    def test_closing_is_refused_exactly_for_that(self, history: History) -> None:
        """The leader closes in every open state but those where a measure waits, and is told how many wait."""
        closing = facts.CaseClosed(reason=facts.ClosingReason.OTHER)
        for case in history.cases:
            if not case.spine.life.is_open:
                continue
            verdict = history.engine.admit(case, closing, by=deputy(case), now=history.now, because="as agreed")
            waiting = unanswered(case.effective())
            assert bool(verdict) == (not waiting)
            if not verdict:
                (reason,) = verdict.reasons
                assert reason.code == "measure_not_evaluated"
                assert dict(reason.params)["count"] == len(waiting)

    @given(histories())
    def test_a_coded_reason_is_enough(self, history: History) -> None:
        """A measure that was never started and cannot be assessed is answered for by saying why."""
        case = history.case
        if not case.spine.life.is_open:
            return
        coded = tuple(
            facts.MeasureEvaluated(
                measure=measure,
                effect=facts.Effect.NOT_ASSESSED,
                reason=facts.NotEvaluated.NEVER_STARTED,
                outcome=facts.MeasureOutcome.END,
                category=Category.COORDINATION,
            )
            for measure in unanswered(case.effective())
        )
        act = (*hearings(case), *coded, facts.CaseClosed(reason=facts.ClosingReason.OTHER))
        verdict = history.engine.admit(case, act, by=deputy(case), now=history.now)
        assert verdict
        assert verdict.case.spine.life.closed is not None

    @given(histories())
    def test_those_who_consented_end_the_log_whenever_they_wish(self, history: History) -> None:
        """In every state with a log in use, each of the family who consented to it closes it, without any condition.

        But guardians of somebody of age: that person decides alone, and guardians have lost their part (law A-01).
        To a guardian from whom a graded address keeps the case there is none (law H-17).
        """
        for case in history.cases:
            if not (case.spine.log.is_in_use and case.spine.life.is_open):
                continue
            for (scope, _, giver), consent in case.spine.consents.answers.items():
                if scope is not Scope.LOG or consent.answer is not Answer.GIVEN:
                    continue
                concerned = {one.ref for one in case.spine.life.persons}
                of_age = all_of_age(case.spine, oslo_date(history.now))
                if (giver not in concerned and of_age) or giver not in case.spine.people.told:
                    continue
                closing = facts.LogClosed(reason=facts.LogClosing.WISH)
                verdict = history.engine.admit(case, closing, by=family_hat(case, giver), now=history.now)
                assert verdict
                assert not verdict.case.spine.log.is_in_use

    @given(histories())
    def test_withdrawing_is_never_blocked(self, history: History) -> None:
        """Nor is taking back one's own consent: in an open case the giver does so in any state.

        To a guardian from whom a graded address keeps the case there is none; the home service notes what they say.
        """
        for case in history.cases:
            if not case.spine.life.is_open:
                continue
            for consent in case.spine.consents.given():
                withdrawal = facts.ConsentWithdrawn(consent=consent.id)
                told_of_it = consent.giver in case.spine.people.told
                by: Actor = family_hat(case, consent.giver) if told_of_it else deputy(case)
                assert history.engine.admit(case, withdrawal, by=by, now=history.now)

    def test_no_log_stays_in_use_in_a_closed_case(self) -> None:
        """Closing the case closes its log in the same append."""
        history = told()
        assert history.case.spine.life.closed is not None
        assert not history.case.spine.log.is_in_use
        assert history.case.entries[-1].fact == facts.LogClosed(reason=facts.LogClosing.CASE_CLOSED)
