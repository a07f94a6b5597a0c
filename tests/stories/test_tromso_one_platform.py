"""Tromsø: from the first concern through kindergarten and school, several plans at once (seed 001), as stories.

What a school may fetch from a kindergarten by law, without consent, is the schools' own matter and no fact here.
"""

from __future__ import annotations

import datetime as dt

import pytest

import bti
from bti import facts
from bti.facts import (
    Category,
    Effect,
    MeasureOutcome,
    PlanKind,
    TakenConsent,
    TakenFrom,
    TakenGuardian,
    TakenMeasure,
    TakenProfessional,
    TransitionKind,
    TransitionOutcome,
)
from bti.people import Professional, Service
from bti.record.plans import PlanStatus
from bti.testing.story import Story
from tests.stories.cast import (
    CHILD,
    KINDERGARTEN_HEAD,
    MOTHER,
    PEDAGOGUE,
    SCHOOL,
    SCHOOL_HEAD,
    TEACHER,
    begin,
    consents,
    first_meeting,
    in_charge,
    is_heard,
    log_is,
    log_of,
    measure,
    reads,
    with_log,
    wonders,
    words,
)

TROMSO = "tromso-2014"
"""The guide of the years the page is from; what it does not state is the common core's, and says so."""

SPRING = dt.date(2027, 3, 1)
SCHOOL_STARTS = dt.date(2027, 8, 16)
LOWER_SECONDARY = Service("fjord-school", "school")
NEXT_TEACHER = Professional("magnus", "contact_teacher", LOWER_SECONDARY)
FOR_SCHOOL = (Category.EDUCATION, Category.COORDINATION)


def test_parents_are_in_it_from_the_first_concern() -> None:
    """They see nothing of notes made before they were told; from the talk on they see, comment and propose."""
    story = begin(TROMSO)
    concern = wonders(story, by=PEDAGOGUE)
    story.then("Maria sees no case before anybody has talked with her", story.seen_by(MOTHER).overview is None)
    story.given("step 1 is done", facts.StepCompleted(step="0.1"), by=PEDAGOGUE)
    story.given("step 2 is done", facts.StepCompleted(step="0.2"), by=PEDAGOGUE)
    story.given("Maria is the mother", facts.GuardianNamed(person="mother", lives_with=True), by=PEDAGOGUE)
    story.when("the kindergarten goes on without her", facts.StepCompleted(step="0.3"), by=PEDAGOGUE)
    story.is_refused("step_needs_one_of")
    tell = facts.ConcernShared(
        concern=concern, with_=facts.SharedWith.GUARDIAN, person="mother", category=Category.EDUCATION
    )
    story.given("Cecilie talks with Maria", tell, by=PEDAGOGUE)
    story.then("Maria sees the case, before any log and any measure", story.seen_by(MOTHER).overview is not None)
    story.then("the note from before is not hers", not reads(story, MOTHER, concern))
    share = facts.EntryShared(entry=concern, to=facts.Audience.FAMILY)
    story.given("Cecilie lets her read it", share, by=PEDAGOGUE)
    story.then("now it is", reads(story, MOTHER, concern))
    proposal = facts.GoalProposed(category=Category.EDUCATION, note=words("that she dares to join in"))
    story.given("Maria proposes a goal", proposal, by=MOTHER)


def test_who_is_closest_to_the_child_in_the_services_answers_for_the_log() -> None:
    """The pedagogical leader meets the child every day, and holds the baton."""
    story = with_log(TROMSO, worker=PEDAGOGUE, head=KINDERGARTEN_HEAD)
    story.then("Cecilie answers", in_charge(story, MOTHER) == "cecilie")


def test_every_measure_is_described_and_evaluated() -> None:
    """It has words, somebody responsible and a date; neither the step nor the case ends over one nobody looked at."""
    story = with_log(TROMSO)
    story.given("they meet", first_meeting("astrid", "mother"), by=TEACHER)
    story.given("shared understanding", facts.StepCompleted(step="1.1"), by=TEACHER)
    story.given("a goal", facts.GoalAgreed(category=Category.EDUCATION), by=TEACHER)
    first, second = (
        story.given(what, measure("astrid", evaluate_by=SPRING, what=what), by=TEACHER)
        for what in ("a partner in the break", "a card for when it is too loud")
    )
    for one in (first, second):
        story.given("it begins", facts.MeasureStarted(measure=one), by=TEACHER)
    for step in ("1.2", "1.3"):
        story.given(f"step {step} is done", facts.StepCompleted(step=step), by=TEACHER)
    story.later(weeks=8)
    looked_at = facts.MeasureEvaluated(
        measure=first,
        effect=Effect.WANTED,
        outcome=MeasureOutcome.END,
        category=Category.EDUCATION,
        note=words("she has two friends"),
    )
    story.when("one is evaluated without Oda", looked_at, by=TEACHER).is_refused("child_not_heard")
    story.given("Oda tells, and one is evaluated", is_heard(), looked_at, by=TEACHER)
    story.when("the step is called done over the other", facts.StepCompleted(step="1.4"), by=TEACHER).is_refused(
        "step_needs"
    )
    close = facts.CaseClosed(reason=facts.ClosingReason.GOAL_REACHED)
    story.when("the case is closed over the other", close, by=TEACHER).is_refused("measure_not_evaluated")
    never = facts.MeasureEvaluated(
        measure=second,
        effect=Effect.NOT_ASSESSED,
        outcome=MeasureOutcome.END,
        reason=facts.NotEvaluated.FAMILY_DECLINES,
        category=Category.EDUCATION,
    )
    story.given("the other ends with its reason", never, by=TEACHER)
    story.given("the step is done", facts.StepCompleted(step="1.4"), by=TEACHER)
    page = log_of(story, MOTHER)
    for said in ("a partner in the break", "a card for when it is too loud", "she has two friends"):
        story.then(f"Maria reads: {said}", said in page)


def _measured_in_kindergarten() -> Story:
    """Return a story in which a child of five has a log and a measure in kindergarten."""
    story = with_log(TROMSO, worker=PEDAGOGUE, head=KINDERGARTEN_HEAD)
    story.given("a goal", facts.GoalAgreed(category=Category.EDUCATION, note=words("asks for help")), by=PEDAGOGUE)
    plan = measure("cecilie", evaluate_by=SPRING, what="practises asking")
    began = story.given("a measure", plan, by=PEDAGOGUE)
    story.given("it begins", facts.MeasureStarted(measure=began), by=PEDAGOGUE)
    return story


def test_at_a_transition_goes_over_what_the_family_has_said_may_go_over_and_nothing_else() -> None:
    """The date is planned early; the school gets what was consented to, and what leaves is in the log."""
    story = _measured_in_kindergarten()
    plan = facts.TransitionPlanned(transition_kind=TransitionKind.TO_SCHOOL, day=SCHOOL_STARTS, receiving=SCHOOL)
    move = story.given("school begins in August", plan, by=PEDAGOGUE)
    over = facts.InformationCarriedOver(transition=move, to=SCHOOL.ref, categories=FOR_SCHOOL)
    story.when("it is told to the school at once", over, by=PEDAGOGUE).is_refused("carrying_needs_consent")
    consents(story, "mother", by=PEDAGOGUE, to=SCHOOL, about=FOR_SCHOOL)
    health = facts.InformationCarriedOver(transition=move, to=SCHOOL.ref, categories=(Category.HEALTH,))
    story.when("the health station's papers go along", health, by=PEDAGOGUE).is_refused("carrying_not_covered")
    story.given("what Maria has agreed to goes over", over, by=PEDAGOGUE)
    carried = story.spine.transitions.planned[move].carried
    story.then("just that", carried == tuple((SCHOOL.ref, one) for one in FOR_SCHOOL))
    story.then("Maria sees what went where", "information carried over" in log_of(story, MOTHER))


def test_the_follow_up_goes_on_through_kindergarten_and_school() -> None:
    """The kindergarten answers until the school does; the school takes over goal, measure and consents."""
    kindergarten = _measured_in_kindergarten()
    plan = facts.TransitionPlanned(transition_kind=TransitionKind.TO_SCHOOL, day=SCHOOL_STARTS, receiving=SCHOOL)
    move = kindergarten.given("school begins in August", plan, by=PEDAGOGUE)
    consents(kindergarten, "mother", by=PEDAGOGUE, to=SCHOOL)
    over = facts.InformationCarriedOver(transition=move, to=SCHOOL.ref, categories=FOR_SCHOOL)
    kindergarten.given("what the school needs goes over", over, by=PEDAGOGUE)

    august = dt.datetime(2027, 8, 16, 7, 0, tzinfo=dt.UTC)
    school = begin(TROMSO, at=august)
    _takes_over(school, TEACHER, to=SCHOOL, from_=TakenFrom.OTHER_SERVICE, evaluate_by=dt.date(2027, 10, 1))
    school.then("Astrid answers at school", in_charge(school, MOTHER) == "astrid")
    school.then("the log is open there", log_is(school, bti.LogStanding.OPEN, MOTHER))
    overview = school.seen_by(MOTHER).overview
    assert overview is not None
    school.then("Maria finds the goal and the measure", len(overview.goals) == len(overview.measures) == 1)

    kindergarten.now = august + dt.timedelta(hours=4)
    kindergarten.then("until then Cecilie answered", in_charge(kindergarten, MOTHER) == "cecilie")
    done = facts.TransitionDone(transition=move, outcome=TransitionOutcome.RECEIVED)
    kindergarten.given("the school has received her", done, by=PEDAGOGUE)
    began = next(iter(kindergarten.spine.plan.measures))
    ends = facts.MeasureEvaluated(
        measure=began, effect=Effect.SOME, outcome=MeasureOutcome.END, category=Category.EDUCATION
    )
    kindergarten.given("Oda tells, and the measure ends here", is_heard(), ends, by=PEDAGOGUE)
    closes = facts.CaseClosed(reason=facts.ClosingReason.MOVED)
    kindergarten.given("the kindergarten's case is closed", closes, by=PEDAGOGUE)


def test_it_goes_on_from_one_school_to_the_next() -> None:
    """Six years later the same once more: the next school takes over, and Oda follows it there."""
    story = begin(TROMSO, at=dt.datetime(2028, 8, 21, 7, 0, tzinfo=dt.UTC))
    _takes_over(
        story, NEXT_TEACHER, to=LOWER_SECONDARY, from_=TakenFrom.OTHER_SERVICE, evaluate_by=dt.date(2028, 10, 2)
    )
    story.then("Magnus answers", in_charge(story, CHILD) == "magnus")
    story.then("Oda sees her log", story.seen_by(CHILD).overview is not None)
    story.then("it is open", log_is(story, bti.LogStanding.OPEN, CHILD))


def test_a_log_that_comes_without_its_consents_is_not_open_in_the_new_place() -> None:
    """Nothing is widened on the way: the family is asked anew, and then it is opened."""
    story = begin(TROMSO, at=dt.datetime(2027, 8, 16, 7, 0, tzinfo=dt.UTC))
    story.given("the school takes the case over", _balance(TEACHER, SCHOOL, TakenFrom.OTHER_SERVICE, None), by=TEACHER)
    story.when("it opens the log", facts.LogOpened(), by=TEACHER).is_refused("log_needs_consent")
    consents(story, "mother", by=TEACHER, until=dt.date(2028, 8, 16))
    story.given("asked anew, it opens the log", facts.LogOpened(), by=TEACHER)


def _takes_over(story: Story, teacher: Professional, *, to: Service, from_: TakenFrom, evaluate_by: dt.date) -> None:
    story.given(f"{to.ref} takes the case over", _balance(teacher, to, from_, evaluate_by), by=teacher)


def _balance(
    teacher: Professional, home: Service, from_: TakenFrom, evaluate_by: dt.date | None
) -> facts.CaseTakenOver:
    """Return what another home service brings: holder, consents, goal and measure; bare without a date."""
    year = 2027 if evaluate_by is None else evaluate_by.year
    given = tuple(
        TakenConsent(
            giver="mother",
            scope=scope,
            service=home if scope.names_service else None,
            form=facts.Form.WRITTEN,
            categories=FOR_SCHOOL,
            given_on=dt.date(year, 6, 1),
            valid_until=dt.date(year + 1, 6, 1),
        )
        for scope in (facts.Scope.LOG, facts.Scope.TAKE_OVER)
    )
    going_on = evaluate_by is not None
    return facts.CaseTakenOver(
        persons=(facts.Concerned("child", dt.date(2021, 3, 1)),),
        home=home,
        as_of=dt.date(year, 8, 15),
        taken_from=from_,
        reference="the-case-before",
        step="1.3",
        told=("child",),
        guardians=(TakenGuardian("mother", True, True),),
        professionals=(TakenProfessional(teacher.ref, teacher.role, home.ref),),
        holder=teacher.ref,
        log_since=dt.date(year, 8, 15) if going_on else None,
        consents=given if going_on else (),
        goals=1,
        measures=() if evaluate_by is None else (TakenMeasure(responsible=teacher.ref, evaluate_by=evaluate_by),),
    )


@pytest.mark.parametrize(
    ("worker", "head", "kinds"),
    [
        (PEDAGOGUE, KINDERGARTEN_HEAD, (PlanKind.IP, PlanKind.IUP)),
        (TEACHER, SCHOOL_HEAD, (PlanKind.IP, PlanKind.IOP, PlanKind.IUP)),
    ],
    ids=["kindergarten", "school"],
)
def test_log_and_other_plans_stand_together(
    worker: Professional, head: Professional, kinds: tuple[PlanKind, ...]
) -> None:
    """Individual plan, education plan, development plan and log at once; each ends by itself, the log goes on."""
    story = with_log(TROMSO, worker=worker, head=head)
    plans = [
        story.given(
            f"{kind.value} is linked",
            facts.PlanLinked(plan_kind=kind, reference=f"our-{kind.value}"),
            by=worker,
            because="the consent stands in the plan",
        )
        for kind in kinds
    ]
    story.then("all stand at once", len(story.spine.plans.of_status(PlanStatus.STANDS)) == len(kinds))
    story.then("the log is open beside them", log_is(story, bti.LogStanding.OPEN, MOTHER))
    page = log_of(story, MOTHER)
    for kind in kinds:
        story.then(f"Maria sees {kind.value}", f"({kind.value.upper()})" in page)
    story.given("one of them ends", facts.PlanEnded(plan=plans[-1]), by=worker)
    story.then("the others stand", len(story.spine.plans.of_status(PlanStatus.STANDS)) == len(kinds) - 1)
    story.then("and so does the log", log_is(story, bti.LogStanding.OPEN, MOTHER))


def test_a_child_moves_between_plans() -> None:
    """The development plan of the kindergarten ends, the education plan of the school is applied for and comes."""
    story = with_log(TROMSO)
    old = facts.PlanLinked(plan_kind=PlanKind.IUP, reference="from-kindergarten")
    kindergartens = story.given("the kindergarten's plan is known", old, by=TEACHER)
    schools = story.given("the school's is applied for", facts.PlanAppliedFor(plan_kind=PlanKind.IOP), by=MOTHER)
    story.given("the kindergarten's ends", facts.PlanEnded(plan=kindergartens), by=TEACHER)
    story.given("the school's comes", facts.PlanLinked(plan=schools, reference="our-iop"), by=TEACHER)
    plans = story.spine.plans.plans
    story.then("one ended", plans[kindergartens].status is PlanStatus.ENDED)
    story.then("one stands", plans[schools].status is PlanStatus.STANDS)
