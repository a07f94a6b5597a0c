"""Goals, measures and agreements over time: what is kept, what is never lost unseen."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

import bti
from bti import facts
from bti.errors import InvalidValue
from bti.facts import Category, NoLongerResponsible, NotEvaluated
from bti.wire import decode_entry
from tests.stage import ADVISER, COLLEAGUE, FATHER, HEAD, MOTHER, TEACHER, Stage

EDUCATION = Category.EDUCATION
MAY = dt.date(2026, 5, 1)
FROZEN = Path(__file__).parents[1] / "wire" / "frozen"


def overview(stage: Stage, by: bti.Actor = MOTHER) -> bti.Overview:
    """Return the first page as somebody sees it."""
    found = stage.engine.view(stage.case, by=by, now=stage.now, basis="own child").overview
    assert found is not None
    return found


def measure_by(stage: Stage, responsible: str, by: bti.Professional = TEACHER) -> str:
    """Plan and start a measure."""
    planned = facts.MeasurePlanned(responsible=responsible, evaluate_by=MAY, category=EDUCATION)
    measure = stage.play(planned, by)
    stage.play(facts.MeasureStarted(measure=measure), TEACHER)
    return measure


def test_a_goal_the_family_proposes_is_agreed() -> None:
    """The mother proposes, all see it waiting, the teacher agrees to it, and it waits no longer."""
    stage = Stage().held()
    proposal = stage.play(facts.GoalProposed(category=Category.FAMILY, note=facts.Note.of("a friend")), MOTHER)
    for by in (MOTHER, FATHER, TEACHER):
        assert (overview(stage, by).proposed, overview(stage, by).goals) == ((proposal,), ())
    goal = stage.play(facts.GoalAgreed(proposal=proposal, category=EDUCATION), TEACHER)
    for by in (MOTHER, FATHER, TEACHER):
        page = overview(stage, by)
        assert page.proposed == ()
        assert [(one.id, one.proposal, one.stands) for one in page.goals] == [(goal, proposal, True)]
    assert stage.tried(facts.GoalAgreed(proposal=proposal, category=EDUCATION), TEACHER) == {"goal_is_agreed"}
    assert stage.tried(facts.GoalAgreed(proposal=goal, category=EDUCATION), TEACHER) == {"unknown_reference"}


def test_a_proposal_binds_nobody() -> None:
    """It is neither a goal to plan a measure for, nor does it stand in the way of closing."""
    stage = Stage().held()
    proposal = stage.play(facts.GoalProposed(category=Category.FAMILY), MOTHER)
    planned = facts.MeasurePlanned(responsible="teacher", evaluate_by=MAY, goals=(proposal,), category=EDUCATION)
    assert stage.tried(planned, TEACHER) == {"unknown_reference"}
    assert stage.tried(facts.GoalReached(goal=proposal, category=EDUCATION), TEACHER) == {"unknown_reference"}
    assert stage.offer(facts.CaseClosed(reason=facts.ClosingReason.OTHER), TEACHER)


def test_a_goal_keeps_its_id_through_changes_to_its_end() -> None:
    """Measures that serve it go on serving it; how it ended is kept."""
    stage = Stage().held()
    goal = stage.play(facts.GoalAgreed(category=EDUCATION), TEACHER)
    stage.play(facts.GoalChanged(goal=goal, category=EDUCATION, note=facts.Note.of("two friends")), TEACHER)
    planned = facts.MeasurePlanned(responsible="teacher", evaluate_by=MAY, goals=(goal,), category=EDUCATION)
    measure = stage.play(planned, TEACHER)
    stage.play(facts.GoalReached(goal=goal, ending=facts.GoalEnding.REPLACED, category=EDUCATION), TEACHER)
    page = overview(stage)
    assert [(one.id, one.ending) for one in page.goals] == [(goal, facts.GoalEnding.REPLACED)]
    assert [(one.id, one.goals) for one in page.measures] == [(measure, (goal,))]


def test_a_measure_linked_to_a_groups_measure_names_no_child() -> None:
    """The child's part stands here; the group's measure is a reference of the host's, and no child's."""
    stage = Stage().held()
    part = facts.MeasurePlanned(
        responsible="teacher",
        evaluate_by=MAY,
        place=facts.Place.SERVICE,
        side=facts.Side.GROUP,
        group="reading-group-3",
        category=EDUCATION,
    )
    measure = stage.play(part, TEACHER)
    (shown,) = overview(stage).measures
    assert (shown.id, shown.group, shown.place, shown.goals) == (measure, "reading-group-3", facts.Place.SERVICE, None)
    named = facts.MeasurePlanned(
        responsible="teacher", evaluate_by=MAY, side=facts.Side.GROUP, group="child", category=EDUCATION
    )
    assert stage.tried(named, TEACHER) == {"group_is_a_person"}


@pytest.mark.parametrize(
    "fields", [{"side": facts.Side.GROUP}, {"group": "g"}, {"side": facts.Side.INDIVIDUAL, "group": "g"}]
)
def test_side_and_group_go_together(fields: dict[str, object]) -> None:
    """A part in a group's measure says in which, and nothing else does."""
    with pytest.raises(InvalidValue):
        facts.MeasurePlanned(responsible="a", evaluate_by=MAY, category=EDUCATION, **fields)  # type: ignore[arg-type]  # what is wrong is the point


def test_what_was_never_said_stays_not_said() -> None:
    """A measure and a goal stored before there was a place, a side or a proposal are read without inventing one."""
    measure = decode_entry((FROZEN / "measure_planned.v1.json").read_bytes().strip()).fact
    goal = decode_entry((FROZEN / "goal_agreed.v1.json").read_bytes().strip()).fact
    assert isinstance(measure, facts.MeasurePlanned)
    assert isinstance(goal, facts.GoalAgreed)
    assert (measure.place, measure.side, measure.group, measure.goals) == (None, None, None, None)
    assert goal.proposal is None
    assert json.loads((FROZEN / "measure_planned.v2.json").read_bytes())["fact"]["side"] == "group"


def test_a_change_changes_what_is_given_and_nothing_else() -> None:
    """No field is lost by changing another."""
    stage = Stage().held()
    goal = stage.play(facts.GoalAgreed(category=EDUCATION), TEACHER)
    part = facts.MeasurePlanned(
        responsible="teacher",
        evaluate_by=MAY,
        place=facts.Place.HOME,
        side=facts.Side.GROUP,
        group="group-7",
        goals=(goal,),
        category=EDUCATION,
    )
    measure = stage.play(part, TEACHER)
    stage.play(facts.MeasureStarted(measure=measure), TEACHER)
    before = stage.case.spine.plan.measures[measure]
    stage.play(facts.MeasureChanged(measure=measure, responsible="mother"), TEACHER)
    stage.play(facts.MeasureChanged(measure=measure, evaluate_by=dt.date(2026, 6, 1)), TEACHER)
    stage.play(facts.MeasureChanged(measure=measure, place=facts.Place.ELSEWHERE), TEACHER)
    after = stage.case.spine.plan.measures[measure]
    assert (after.responsible, after.evaluate_by, after.place) == ("mother", dt.date(2026, 6, 1), facts.Place.ELSEWHERE)
    for name in ("id", "service", "level", "status", "evaluated_in", "group", "goals"):
        assert getattr(after, name) == getattr(before, name)


def test_a_change_of_nothing_is_no_change() -> None:
    """It names at least one thing."""
    with pytest.raises(InvalidValue):
        facts.MeasureChanged(measure="m")


def test_no_measure_is_orphaned_unseen_when_somebody_leaves() -> None:
    """What the one who leaves answered for falls vacant, shows so, and waits until somebody is named."""
    stage = Stage().with_ppt()
    hers, teachers = measure_by(stage, "adviser"), measure_by(stage, "teacher")
    verdict = stage.offer(facts.PersonLeft(person="adviser"), ADVISER)
    assert isinstance(verdict, bti.Admitted)
    followed = [entry.fact for entry in verdict.entries[1:]]
    assert followed == [facts.MeasureVacant(measure=hers, reason=NoLongerResponsible.LEFT)]
    stage.play(facts.PersonLeft(person="adviser"), ADVISER)
    assert {one.id: one.responsible for one in overview(stage).measures} == {hers: None, teachers: "teacher"}
    heard = facts.ChildHeard(person="child", how=facts.Heard.TALK, category=EDUCATION)
    goes_on = facts.MeasureEvaluated(
        measure=hers,
        effect=facts.Effect.SOME,
        outcome=facts.MeasureOutcome.GOES_ON,
        evaluate_by=dt.date(2026, 6, 1),
        category=EDUCATION,
    )
    assert stage.tried([heard, goes_on], TEACHER) == {"measure_is_vacant"}
    assert stage.offer([heard, goes_on], TEACHER, because="she returns in June")
    stage.play(facts.MeasureChanged(measure=hers, responsible="mother"), TEACHER)
    assert stage.offer([heard, goes_on], TEACHER)


def test_no_measure_is_orphaned_unseen_when_a_service_leaves() -> None:
    """All that its people answered for; and what has ended is let be."""
    stage = Stage().with_ppt()
    ended, standing = measure_by(stage, "adviser"), measure_by(stage, "adviser")
    stage.play(facts.MeasureEnded(measure=ended, reason=NotEvaluated.FAMILY_DECLINES), TEACHER)
    stage.play(facts.ServiceLeft(leaving="ppt-1"), TEACHER)
    measures = stage.case.spine.plan.measures
    assert (measures[standing].responsible, measures[ended].responsible) == (None, "adviser")
    assert stage.case.entries[-1].fact == facts.MeasureVacant(measure=standing, reason=NoLongerResponsible.SERVICE_LEFT)


def test_who_turns_out_to_be_the_father_answers_for_no_measure_as_a_professional() -> None:
    """His measures fall vacant when he is named; what a mother took on as a mother stays hers."""
    stage = Stage().held()
    stage.play(facts.PersonJoined(person="colleague", role="teacher", of="school-1"), TEACHER)
    his, mothers = measure_by(stage, "colleague"), measure_by(stage, "mother")
    stage.play(facts.GuardianNamed(person="colleague", lives_with=False), TEACHER)
    measures = stage.case.spine.plan.measures
    assert (measures[his].responsible, measures[mothers].responsible) == (None, "mother")
    assert COLLEAGUE.ref in stage.case.spine.people.kin


def test_a_leader_who_never_joined_keeps_their_measure() -> None:
    """Who leads the home service answers for a measure without having joined, and is not counted as gone."""
    stage = Stage().held()
    measure = stage.play(facts.MeasurePlanned(responsible="head", evaluate_by=MAY, category=EDUCATION), HEAD)
    stage.play(facts.PersonJoined(person="colleague", role="teacher", of="school-1"), TEACHER)
    stage.play(facts.PersonLeft(person="colleague"), TEACHER)
    assert stage.case.spine.plan.measures[measure].responsible == "head"


def test_a_measure_ends_once_by_an_evaluation_or_without_one() -> None:
    """Two ways that never contradict each other: whichever came first, the other is refused (I-09)."""
    heard = facts.ChildHeard(person="child", how=facts.Heard.TALK, category=EDUCATION)
    for first_by_evaluation in (True, False):
        stage = Stage().measured()
        evaluated = facts.MeasureEvaluated(
            measure=stage.measure, effect=facts.Effect.SOME, outcome=facts.MeasureOutcome.END, category=EDUCATION
        )
        ended = facts.MeasureEnded(measure=stage.measure, reason=NotEvaluated.MOVED)
        acts: list[list[facts.Fact]] = [[heard, evaluated], [ended]]
        if not first_by_evaluation:
            acts.reverse()
        stage.play(acts[0], TEACHER)
        assert stage.tried(acts[1], TEACHER) == {"measure_is_ended"}
        assert stage.offer(facts.CaseClosed(reason=facts.ClosingReason.OTHER), TEACHER)


def test_a_measure_evaluated_in_this_round_ends_without_a_reason() -> None:
    """It was evaluated: nothing is left out. In the next round it would be, and a reason is asked for."""
    stage = Stage().measured()
    heard = facts.ChildHeard(person="child", how=facts.Heard.TALK, category=EDUCATION)
    goes_on = facts.MeasureEvaluated(
        measure=stage.measure,
        effect=facts.Effect.SOME,
        outcome=facts.MeasureOutcome.GOES_ON,
        evaluate_by=dt.date(2026, 6, 1),
        category=EDUCATION,
    )
    ended = facts.MeasureEnded(measure=stage.measure)
    assert stage.tried(ended, TEACHER) == {"ending_needs_reason"}
    stage.play([heard, goes_on], TEACHER)
    assert stage.offer(ended, TEACHER)
    for step in ("1.2", "1.3", "1.4"):
        stage.play(facts.StepCompleted(step=step), TEACHER, because="as the plan says")
    stage.play(facts.WayChosen(outcome="continue", category=EDUCATION), TEACHER)
    stage.play(facts.StepCompleted(step="1.5", outcome="continue"), TEACHER, because="as the plan says")
    assert stage.tried(ended, TEACHER) == {"ending_needs_reason"}


def test_no_case_closes_by_ending_a_measure_for_no_said_reason() -> None:
    """Ending is no way round evaluating: a reason nobody puts into words does not pass."""
    stage = Stage().measured()
    closing = facts.CaseClosed(reason=facts.ClosingReason.OTHER)
    act = (facts.MeasureEnded(measure=stage.measure, reason=NotEvaluated.OTHER), closing)
    assert stage.tried(closing, TEACHER) == {"measure_not_evaluated"}
    assert stage.tried(act, TEACHER) == {"other_reason_needs_words"}
    assert stage.offer(act, TEACHER, because="the family moved abroad last week")


def test_an_overdue_evaluation_is_moved_only_with_a_reason() -> None:
    """On the day itself it may be moved; from the day after, saying why (I-16)."""
    stage = Stage().measured()
    later = facts.MeasureChanged(measure=stage.measure, evaluate_by=dt.date(2026, 9, 1))
    stage.now = dt.datetime(2026, 5, 1, 20, 0, tzinfo=dt.UTC)
    assert stage.offer(later, TEACHER)
    stage.now = dt.datetime(2026, 5, 1, 21, 30, tzinfo=dt.UTC)  # half past midnight in Oslo, an hour later
    assert stage.tried(later, TEACHER) == {"evaluation_is_overdue"}
    assert stage.offer(later, TEACHER, because="the school was closed")


def test_all_agreements_stand_on_the_first_page() -> None:
    """With those they bind and until when; what is ended stays there as ended."""
    stage = Stage().held()
    agreed = facts.AgreementMade(bound=("mother", "teacher"), until=MAY, category=EDUCATION)
    first, second = stage.play(agreed, TEACHER), stage.play(agreed, TEACHER)
    stage.play(facts.AgreementEnded(agreement=first), MOTHER)
    assert [(one.id, one.bound, one.until, one.ended) for one in overview(stage).agreements] == [
        (first, ("mother", "teacher"), MAY, True),
        (second, ("mother", "teacher"), MAY, False),
    ]
    assert stage.tried(facts.AgreementEnded(agreement=second), FATHER) == {"only_own_agreement"}


def test_a_consequence_of_something_earlier_does_not_turn_the_plan_back() -> None:
    """That somebody left on Monday is recorded late: the plan's last day stays what it was."""
    stage = Stage().with_ppt()
    left = stage.now + dt.timedelta(minutes=5)
    measure_by(stage, "adviser")
    last = stage.case.spine.happened[facts.Topic.PLAN]
    verdict = stage.offer(facts.PersonLeft(person="adviser"), ADVISER, at=left)
    assert isinstance(verdict, bti.Admitted)
    assert verdict.case.spine.happened[facts.Topic.PLAN] == last
