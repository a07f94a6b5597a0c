"""Tromsø: the relay log beside the individual plan (seed 000), as stories.

That those concerned are *obliged* to talk with the parents, discuss and bring others in is shown here as who answers by
name, what the steps ask for, what may be done at once, and what the agenda says is owed and overdue.
"""

from __future__ import annotations

import datetime as dt

import pytest

import bti
from bti import facts
from bti.dates import Period
from bti.facts import Category, Keeping, PlanKind, PlanRefusal
from bti.people import Professional
from bti.record.plans import PlanStatus
from bti.record.spine import Spine
from bti.testing.story import Story
from tests.stories.cast import (
    ADVISER,
    CLUB_HEAD,
    COORDINATOR,
    KINDERGARTEN_HEAD,
    MOTHER,
    PEDAGOGUE,
    SCHOOL_HEAD,
    TEACHER,
    YOUTH_WORKER,
    advised,
    begin,
    comes_in,
    consents,
    decides_to_help,
    first_meeting,
    holds,
    in_charge,
    line,
    log_is,
    log_of,
    measure,
    opens,
    reads,
    tells_parents,
    with_log,
    wonders,
    words,
)

TROMSO = "tromso-2014"
"""The guide of the years the page is from; what it does not state is the common core's, and says so."""

BEFORE_CHRISTMAS = dt.date(2026, 12, 1)


def test_a_relay_log_begins_where_an_individual_plan_is_declined() -> None:
    """The family asks for a plan and has no right to one; nobody sends them on, the log is opened instead."""
    story = begin(TROMSO)
    concern = wonders(story, by=TEACHER)
    tells_parents(story, concern, by=TEACHER)
    plan = story.given("Maria applies for an individual plan", facts.PlanAppliedFor(plan_kind=PlanKind.IP), by=MOTHER)
    declined = facts.PlanDeclined(plan=plan, reason=PlanRefusal.NOT_ENTITLED)
    story.given("Oda has no right to one", declined, by=TEACHER)
    story.then("the plan is declined", lambda spine: spine.plans.plans[plan].status is PlanStatus.DECLINED)
    decides_to_help(story, by=TEACHER)
    consents(story, "mother", by=TEACHER)
    story.given("a relay log is opened", facts.LogOpened(), by=TEACHER)
    story.then("the log is open all the same", log_is(story, bti.LogStanding.OPEN, MOTHER))
    page = log_of(story, MOTHER)
    story.then("Maria sees both", "individual plan (IP)  declined" in page and "relay log opened" in page)


def test_a_plan_declined_before_anybody_wondered_here_may_be_where_it_begins() -> None:
    """The school hears from the family that they were declined elsewhere; that is the first thing in the case."""
    story = begin(TROMSO)
    story.given("the school opens a case", opens(TEACHER.service), by=TEACHER)
    declined = facts.PlanDeclined(plan_kind=PlanKind.IP, reason=PlanRefusal.NOT_ENTITLED)
    story.given("a plan was declined in the spring", declined, by=TEACHER)
    wonders(story, by=TEACHER)
    story.then("Astrid answers for what comes next", in_charge(story, TEACHER) == "astrid")


def test_every_child_with_extra_needs_gets_a_log_and_no_right_to_a_plan_is_asked_for() -> None:
    """One service and no diagnosis are enough: consent opens the log, and a plan never had to be applied for."""
    story = with_log(TROMSO)
    story.then("no plan was ever applied for", lambda spine: not spine.plans.plans)
    story.then("one service is in it", lambda spine: len(spine.people.services) == 1)
    story.then("the log is open", log_is(story, bti.LogStanding.OPEN, MOTHER))


@pytest.mark.parametrize(
    ("worker", "head"),
    [(TEACHER, SCHOOL_HEAD), (PEDAGOGUE, KINDERGARTEN_HEAD), (YOUTH_WORKER, CLUB_HEAD)],
    ids=["school", "kindergarten", "youth club"],
)
def test_school_kindergarten_and_youth_club_may_open_a_log_with_consent(
    worker: Professional, head: Professional
) -> None:
    """Each of them is the home of a case; without the parents' consent none of them opens a shared log."""
    story = begin(TROMSO)
    concern = wonders(story, by=worker)
    tells_parents(story, concern, by=worker, parents=("mother", "father"))
    decides_to_help(story, by=worker)
    consents(story, "mother", by=worker)
    story.when("the log is opened before Nils has answered", facts.LogOpened(), by=worker)
    story.is_refused("log_needs_consent")
    consents(story, "father", by=worker)
    story.given("the log is opened with the consent of both", facts.LogOpened(), by=worker)
    holds(story, worker, appointed_by=head)
    story.then(f"{worker.ref} answers", in_charge(story, MOTHER) == worker.ref)


def test_a_family_that_says_no_to_the_log_is_helped_all_the_same() -> None:
    """Notes are kept by hand in the home service; measures and evaluation go on."""
    story = begin(TROMSO)
    concern = wonders(story, by=TEACHER)
    tells_parents(story, concern, by=TEACHER)
    decides_to_help(story, by=TEACHER)
    asked = facts.ConsentAsked(scope=facts.Scope.LOG, of=("mother",))
    story.given("Maria is asked", asked, by=TEACHER)
    story.given("Maria says no", facts.ConsentRefused(scope=facts.Scope.LOG, giver="mother"), by=MOTHER)
    story.given("the school keeps it by hand", facts.LogOpened(keeping=Keeping.MANUAL), by=TEACHER)
    story.given("they meet", first_meeting("astrid", "mother"), by=TEACHER)
    story.given("the talk about it is done", facts.StepCompleted(step="1.1"), by=TEACHER)
    story.given("a goal is agreed", facts.GoalAgreed(category=Category.EDUCATION), by=TEACHER)
    story.given("a measure is planned", measure("astrid", evaluate_by=BEFORE_CHRISTMAS), by=TEACHER)
    story.then("there is no shared log", log_is(story, bti.LogStanding.NOT_OPENED, MOTHER))


def test_the_holder_is_the_one_nearest_the_child_and_not_one_who_seldom_meets_her() -> None:
    """Astrid meets Oda every day and is asked first; of Lars at the office the guide says what it prefers."""
    story = with_log(TROMSO)
    comes_in(story, COORDINATOR, by=TEACHER)
    story.then("Astrid coordinates", in_charge(story, MOTHER) == "astrid")
    story.when("she offers the baton to Lars", facts.BatonOffered(to="lars"), by=TEACHER).is_admitted()
    story.then("she is told that the guide prefers somebody near the child", "role_not_preferred" in advised(story))
    story.then("she holds on until he has said yes", in_charge(story, MOTHER) == "astrid")


def test_a_holder_who_is_wanted_by_the_guide_comes_with_no_remark() -> None:
    """That the contact teacher is asked needs no explanation."""
    story = begin(TROMSO)
    concern = wonders(story, by=TEACHER)
    tells_parents(story, concern, by=TEACHER)
    decides_to_help(story, by=TEACHER)
    story.when("Bjarne asks Astrid", facts.BatonAppointed(to="astrid"), by=SCHOOL_HEAD).is_admitted()
    story.then("nothing is remarked on it", "role_not_preferred" not in advised(story))


def test_goals_and_activities_are_set_up_for_each_child() -> None:
    """Two sisters have a case each, linked for the school alone; what is agreed for one is not in the other's log."""
    logs: dict[str, Story] = {}
    for child in ("Oda", "Petra"):
        story = with_log(TROMSO)
        goal = facts.GoalAgreed(category=Category.EDUCATION, note=words(f"{child} has somebody to sit with"))
        goal_id = story.given(f"a goal for {child}", goal, by=TEACHER)
        activity = measure("astrid", evaluate_by=BEFORE_CHRISTMAS, goals=(goal_id,), what=f"{child} chooses her seat")
        story.given(f"an activity for {child}", activity, by=TEACHER)
        story.given("the school links the sister's case", facts.CaseLinked(other=f"sister-of-{child}"), by=TEACHER)
        story.then("the activity serves the goal", _has_a_measure_for(story.spine, goal_id))
        logs[child] = story
    seen = log_of(logs["Oda"], MOTHER)
    logs["Oda"].then("Maria reads Oda's goal and activity", "Oda has somebody" in seen and "Oda chooses" in seen)
    logs["Oda"].then(
        "and nothing of Petra's, nor that there is such a case", "Petra" not in seen and "sister" not in seen
    )


def _has_a_measure_for(spine: Spine, goal: str) -> bool:
    return any(one.goals == (goal,) for one in spine.plan.measures.values())


def test_the_family_sees_everything_at_any_time_and_comments() -> None:
    """From home, at night, in the middle of the term and while the log rests, with words of their own."""
    story = with_log(TROMSO)
    comes_in(story, ADVISER, by=TEACHER)
    goal = story.given("a goal", facts.GoalAgreed(category=Category.EDUCATION, note=words("reads a page")), by=TEACHER)
    story.given("a measure", measure("jorunn", evaluate_by=BEFORE_CHRISTMAS, what="reads with Jorunn"), by=TEACHER)
    story.later(weeks=3, hours=14)
    night = log_of(story, MOTHER)
    for said in ("reads a page", "reads with Jorunn", "Jorunn", "1 December 2026", "Astrid (baton holder)"):
        story.then(f"Maria reads {said}", said in night)
    comment = facts.CommentMade(about=goal, category=Category.FAMILY, note=words("she read to her brother!"))
    remark = story.given("Maria comments", comment, by=MOTHER)
    story.then("Astrid and Jorunn read it", reads(story, TEACHER, remark) and reads(story, ADVISER, remark))
    story.later(days=366)
    story.then("a year on the consent has run out", log_is(story, bti.LogStanding.RESTING, MOTHER))
    story.then("Maria reads on", reads(story, MOTHER, goal))
    story.given("Maria comments", facts.CommentMade(category=Category.FAMILY, note=words("and now?")), by=MOTHER)
    story.then("Jorunn sees nothing any more", story.seen_by(ADVISER).entries == ())


def test_minutes_go_straight_into_the_log_after_the_meeting() -> None:
    """Meeting and minutes are one act of the holder's; family and services read them at once."""
    story = with_log(TROMSO)
    comes_in(story, ADVISER, by=TEACHER)
    call = facts.MeetingCalled(
        purpose=facts.MeetingKind.COORDINATION,
        day=dt.date(2026, 9, 1),
        invited=("mother", "astrid", "jorunn"),
        agenda=words("how the mornings are"),
    )
    meeting = story.given("Astrid calls a meeting", call, by=TEACHER)
    story.later(days=8)
    held = facts.MeetingHeld(
        purpose=facts.MeetingKind.COORDINATION,
        present=("mother", "astrid", "jorunn"),
        meeting=meeting,
        category=Category.COORDINATION,
    )
    minutes = facts.MinutesWritten(
        meeting=meeting, category=Category.COORDINATION, note=words("Jorunn reads with Oda on Tuesdays")
    )
    story.given("the meeting is held, with minutes", held, minutes, by=TEACHER)
    for reader in (MOTHER, ADVISER):
        story.then(f"{reader.ref} reads the minutes", "Jorunn reads with Oda on Tuesdays" in log_of(story, reader))


def test_the_people_and_services_around_the_child_are_listed() -> None:
    """A parent who logs in finds who is in it, where each works and who answers."""
    story = with_log(TROMSO)
    comes_in(story, ADVISER, by=TEACHER)
    overview = story.seen_by(MOTHER).overview
    assert overview is not None
    story.then("two services", {one.ref for one in overview.services} == {"birch-school", "the-ppt"})
    story.then("and two people", {one.ref for one in overview.professionals} == {"astrid", "jorunn"})
    story.then("one of whom answers", overview.answering == bti.Answering(bti.Office.HOLDER, "astrid"))


def test_whoever_wonders_answers_by_name_and_no_step_lets_it_lie() -> None:
    """She answers by name from the first day, may do at once what helps, and no step lets her wait."""
    story = begin(TROMSO)
    story.given("Astrid opens a case", opens(TEACHER.service), by=TEACHER)
    concern = story.given("Astrid wonders", facts.ConcernRaised(category=Category.EDUCATION), by=TEACHER)
    for weeks in (0, 1, 5):
        story.later(weeks=weeks)
        story.then("Astrid answers, by name", in_charge(story, SCHOOL_HEAD) == "astrid")
    for kind in (facts.ConcernShared, facts.AnonymousDiscussionHeld, facts.GuardianNamed, facts.SuspicionRecorded):
        story.then(f"she may at once: {kind.words('en')}", story.may(kind, TEACHER))
    story.given(
        "she puts it into words", facts.ConcernDescribed(concern=concern, category=Category.EDUCATION), by=TEACHER
    )
    story.given("Maria is the mother", facts.GuardianNamed(person="mother", lives_with=True), by=TEACHER)
    step = story.engine.guide.step("0.4")
    assert step is not None
    assert step.deadlines is not bti.NOT_STATED
    story.then("the guide gives her fourteen days to decide", step.deadlines[0].length == Period(days=14))
    (owed,) = (one for one in story.engine.agenda(story.case, by=TEACHER, now=story.now) if one.code == "keep_deadline")
    story.then("it is hers, and has been overdue for weeks", owed.who[0].persons == ("astrid",) and owed.is_overdue)
    story.then("in the guide's words", "Innen 14 dager" in owed.text("nb"))
    story.given("step 1 is done", facts.StepCompleted(step="0.1"), by=TEACHER)
    story.given("step 2 is done", facts.StepCompleted(step="0.2"), by=TEACHER)
    overview = story.seen_by(TEACHER).overview
    assert overview is not None
    story.then("her page says what is missing", "step_needs_one_of" in [one.code for one in overview.needed])
    story.when("she calls step 3 done without a word to Maria", facts.StepCompleted(step="0.3"), by=TEACHER)
    story.is_refused("step_needs_one_of")
    ppt = facts.AnonymousDiscussionHeld(
        asked=ADVISER.service, purpose=facts.DiscussionPurpose.CONDUCT, category=Category.EDUCATION
    )
    story.given("she asks PPT how to begin, naming nobody", ppt, by=TEACHER)
    talk = facts.ConcernShared(
        concern=concern, with_=facts.SharedWith.GUARDIAN, person="mother", category=Category.EDUCATION
    )
    told = story.given("she talks with Maria", talk, by=TEACHER)
    story.given("step 3 is done", facts.StepCompleted(step="0.3"), by=TEACHER)
    story.then("Maria sees that they have talked", line(story, MOTHER, told).fact == talk)
