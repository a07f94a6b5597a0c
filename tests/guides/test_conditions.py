"""What a guide may require: facts of many kinds, one after another, or in one meeting."""

from __future__ import annotations

import datetime as dt

import pytest

import bti
from bti import facts
from bti.cli.guides import guide_page
from bti.facts import Category
from bti.guide import Condition, ConditionName, Since
from bti.guide.vocabulary import RECORDED
from bti.record.entry import Position
from bti.rules.ask import Ask
from bti.rules.conditions_said import said_of
from bti.rules.requirements import is_met
from bti.text import LANGUAGES
from tests.examples.book import ADMITTED, whole_book
from tests.guides.small import findings, spoiled
from tests.guides.small_guides import small_guide
from tests.stage import HEAD, MOTHER, PPT, TEACHER, Stage

whole_book()

UNIT = bti.Service("unit-1", "coordinating_unit")


def met(stage: Stage, condition: Condition, case: bti.Case | None = None) -> bool:
    """Tell whether a condition is met at the end of a story."""
    case = case or stage.case
    guide = stage.engine.guide
    ask = Ask(case.spine, guide, stage.engine.calendar, TEACHER, stage.now, stage.now, (), lambda ref: False)
    return is_met(ask, condition)


def on_the_last_step_of_level_2() -> Stage:
    """Stand where the way is chosen on level 2, with nothing recorded there yet: the case moved to this guide."""
    stage = Stage().opened()
    stage.concern = stage.play(facts.ConcernRaised(category=Category.EDUCATION), TEACHER)
    guide = small_guide("advice-and-back")
    stage.engine = bti.Engine(guide, stage.engine.guide)
    stage.play(facts.GuideChanged(guide=guide.digest, step="2.5"), HEAD)
    return stage


@pytest.mark.parametrize("name", tuple(RECORDED))
def test_a_condition_is_met_by_the_fact_it_is_called_after(name: ConditionName) -> None:
    """What is recorded counts at once, and not before; the phrase for it is there in three languages."""
    attempt = ADMITTED[RECORDED[name]][0]()
    stage = attempt.stage
    before = stage.case
    fresh = Condition(name, Since.CASE)
    known = before.spine.last.get(RECORDED[name], 0)
    verdict = stage.offer(attempt.fact, attempt.by, at=attempt.at, because=attempt.because)
    assert isinstance(verdict, bti.Admitted)
    assert met(stage, fresh) is bool(known)
    assert met(stage, fresh, verdict.case)
    for lang in LANGUAGES:
        assert said_of((fresh,))(lang)


def advised(stage: Stage) -> None:
    """Receive advice from the side body."""
    stage.play(
        facts.AdviceReceived(adviser=UNIT, ground=facts.AdviceGround.ANONYMOUS, category=Category.COORDINATION), TEACHER
    )


def held(stage: Stage) -> None:
    """Hold a meeting."""
    purpose = facts.MeetingKind.COORDINATION
    meeting = facts.MeetingHeld(purpose=purpose, present=("teacher",), category=Category.COORDINATION)
    stage.play(meeting, TEACHER)


def test_risors_coordinating_unit_gives_advice_and_the_next_meeting_builds_on_it() -> None:
    """A meeting before the advice is not enough; nor is advice alone; and newer advice asks for a newer meeting."""
    guide = small_guide("advice-and-back")
    step = guide.step("2.5")
    assert step is not None
    requirement = step.completion
    assert requirement is not None
    stage = on_the_last_step_of_level_2()

    def so() -> bool:
        ask = Ask(stage.case.spine, guide, stage.engine.calendar, TEACHER, stage.now, stage.now, (), lambda ref: False)
        return is_met(ask, requirement)

    held(stage)
    assert not so()
    advised(stage)
    assert not so()
    held(stage)
    assert so()
    advised(stage)
    assert not so()


def test_what_is_lacking_is_said_in_words() -> None:
    """Whoever completes the step too early reads which meeting is meant."""
    after = Condition(ConditionName.MEETING_HELD, after=ConditionName.ADVICE_RECEIVED)
    assert said_of((after,))("nb") == "at et møte er holdt, etter at et råd er mottatt"
    assert said_of((after,))("nn") == "at eit møte er halde, etter at eit råd er teke imot"
    assert said_of((after,))("en") == "that a meeting has been held, after the fact that advice has been received"


def test_the_way_is_chosen_in_the_meeting_that_evaluated() -> None:
    """Chosen afterwards does not count; chosen in one act with hearing the child does."""
    condition = Condition(ConditionName.WAY_CHOSEN, Since.ROUND, same_act_as=ConditionName.CHILD_HEARD)
    apart, together = (Stage(bti.Engine(small_guide("advice-and-back"))).measured() for _ in range(2))
    for stage in (apart, together):
        heard = facts.ChildHeard(person="child", how=facts.Heard.TALK, category=Category.EDUCATION)
        evaluated = facts.MeasureEvaluated(
            measure=stage.measure,
            effect=facts.Effect.SOME,
            outcome=facts.MeasureOutcome.OTHER_MEASURES,
            category=Category.EDUCATION,
        )
        way = facts.WayChosen(outcome="new_measures", category=Category.EDUCATION)
        for step in ("1.2", "1.3"):
            stage.play(facts.StepCompleted(step=step), TEACHER)
        if stage is together:
            stage.play((heard, evaluated, facts.StepCompleted(step="1.4"), way), TEACHER)
        else:
            stage.play((heard, evaluated), TEACHER)
            stage.play(facts.StepCompleted(step="1.4"), TEACHER)
            stage.play(way, TEACHER)
    assert met(together, condition)
    assert not met(apart, condition)
    done = facts.StepCompleted(step="1.5", outcome="new_measures")
    assert apart.tried(done, TEACHER) == {"step_needs"}
    together.play(done, TEACHER)


def test_same_act_holds_however_the_case_was_folded() -> None:
    """Entries that come one by one, or all at once, make the same spine."""
    stage = Stage().measured()
    one_by_one = bti.Case.empty("case-17")
    for entry in stage.case.entries:
        one_by_one = one_by_one.grown((entry,))
    assert one_by_one.spine == stage.case.spine


def test_an_outcome_that_asks_for_advice_leaves_the_case_and_names_who_is_asked() -> None:
    """Choosing it completes nothing; the refusal names the side body and what to do."""
    stage = on_the_last_step_of_level_2()
    verdict = stage.offer(facts.StepCompleted(step="2.5", outcome="coordinating_unit"), HEAD)
    assert isinstance(verdict, bti.Refused)
    (reason,) = verdict.reasons
    assert reason.code == "outcome_asks_elsewhere"
    assert "koordinerende enhet" in reason.text("nb")
    assert stage.case.spine.track.position == Position("2", "2.5")
    assert "spør koordinerende enhet: koordinerende enhet" in "\n".join(guide_page(stage.engine.guide, "nb"))


def test_the_way_the_child_was_heard_is_asked_for() -> None:
    """Overhalla has a named adult talk with the child: in writing is not that, and a coded reason is enough."""
    talk = Condition(ConditionName.CHILD_HEARD, since=Since.ROUND, with_="talk")
    heard = Condition(ConditionName.CHILD_HEARD, since=Since.ROUND)

    def said(**how: object) -> tuple[bool, bool]:
        stage = on_the_last_step_of_level_2()
        before = met(stage, heard)
        assert not before
        stage.play(facts.ChildHeard(person="child", category=Category.EDUCATION, **how), TEACHER)  # type: ignore[arg-type]  # one of the two fields
        return met(stage, heard), met(stage, talk)

    assert said(how=facts.Heard.IN_WRITING) == (True, False)
    assert said(how=facts.Heard.TALK) == (True, True)
    assert said(reason=facts.NotHeard.DID_NOT_WISH) == (True, True)


def test_the_way_the_family_was_heard_is_asked_for() -> None:
    """One guardian in that way is enough, as one is where no way is named."""
    meeting = Condition(ConditionName.FAMILY_HEARD, with_="in_meeting")
    stage = Stage().shared()
    stage.play(facts.FamilyHeard(person="mother", how=facts.Heard.IN_WRITING, category=Category.EDUCATION), TEACHER)
    assert not met(stage, meeting)
    stage.play(facts.FamilyHeard(person="father", how=facts.Heard.IN_MEETING, category=Category.EDUCATION), TEACHER)
    assert met(stage, meeting)


def test_problems_of_conditions_say_where() -> None:
    """`after` and `same_act_as` go with what is recorded, on both sides."""
    old = 'completion = "concern_described"'

    def found(condition: str) -> dict[str, str]:
        return findings(spoiled(old, f"completion = {condition}"))

    assert found('{is = "meeting_held", after = "advice_received"}') == {}
    path = "$.level[0].step[0].completion"
    assert "no fact that is recorded once" in found('{is = "log_open", after = "advice_received"}')[f"{path}.after"]
    assert "known are" in found('{is = "meeting_held", same_act_as = "log_open"}')[f"{path}.same_act_as"]
    assert "the condition itself" in found('{is = "meeting_held", after = "meeting_held"}')[f"{path}.after"]
    assert (
        "did you mean 'advice_received'" in found('{is = "meeting_held", after = "advice_recieved"}')[f"{path}.after"]
    )
    body = spoiled('kind = "up"', 'kind = "up"\nbody = {nb = "noen"}')
    assert "only advice and refer do" in findings(body)["$.level[0].step[1].outcome[1].body"]


def test_a_consent_that_stands_is_asked_for_by_what_it_is_for() -> None:
    """To the log, to any service: from when all have consented until one takes it back; another scope is another."""
    stage = Stage().on_level_1()
    to_log = Condition(ConditionName.CONSENT_STANDS, with_="log")
    to_service = Condition(ConditionName.CONSENT_STANDS, with_="service")
    assert not met(stage, to_log)
    stage.consent()
    assert met(stage, to_log)
    assert not met(stage, to_service)
    stage.consent(facts.Scope.SERVICE, PPT)
    assert met(stage, to_service)
    (given,) = [one for one in stage.case.spine.consents.given() if one.giver == "mother" and one.target == PPT.ref]
    stage.play(facts.ConsentWithdrawn(consent=given.id), MOTHER)
    assert not met(stage, to_service)
    assert "en tjeneste" in said_of((to_service,))("nb")


def test_a_meeting_of_one_kind_is_called_until_it_is_held_or_cancelled() -> None:
    """An evaluation meeting agreed is no other meeting, and one that was held is agreed no more."""
    stage = Stage().on_level_1()
    evaluation = Condition(ConditionName.MEETING_CALLED, with_="evaluation")

    def call(purpose: facts.MeetingKind) -> str:
        day = stage.now.date() + dt.timedelta(days=20)
        return stage.play(facts.MeetingCalled(purpose=purpose, day=day, invited=("teacher", "mother")), TEACHER)

    call(facts.MeetingKind.COORDINATION)
    assert not met(stage, evaluation)
    meeting = call(facts.MeetingKind.EVALUATION)
    assert met(stage, evaluation)
    stage.play(facts.MeetingCancelled(meeting=meeting, reason=facts.Cancelled.NOT_NEEDED), TEACHER)
    assert not met(stage, evaluation)
    assert "evaluering" in said_of((evaluation,))("nb")
