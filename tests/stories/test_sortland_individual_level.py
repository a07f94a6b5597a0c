"""Sortland: the individual level (seed 002), as stories.

What the holder has to do by when stands in the agenda (`tests/duties`); here each duty is done, and
the guide's words for it are shown.
"""

from __future__ import annotations

import datetime as dt

import pytest

import bti
from bti import facts
from bti.facts import (
    Category,
    Concerned,
    Criterion,
    Duty,
    Effect,
    HolderChoice,
    MeasureOutcome,
    MeetingKind,
    RequestAbout,
    SharedWith,
)
from bti.people import Professional
from bti.testing.story import Story
from tests.stories.cast import (
    ADVISER,
    CHILD,
    CONTACT_PERSON,
    FATHER,
    HEALTH_HEAD,
    MIDWIFE,
    MOTHER,
    SCHOOL_HEAD,
    TEACHER,
    advice,
    advised,
    begin,
    comes_in,
    consents,
    decides_to_help,
    holds,
    in_charge,
    is_heard,
    line,
    log_is,
    log_of,
    measure,
    opens,
    reads,
    shared,
    tells_parents,
    with_log,
    wonders,
    words,
)

AUTUMN_BREAK = dt.date(2026, 10, 5)
CHRISTMAS = dt.date(2026, 12, 18)


# Whom it is for


def _log_for(
    worker: Professional, head: Professional, persons: tuple[Concerned, ...], givers: tuple[str, ...], *parents: str
) -> Story:
    """Return the story of a log for whoever it is for, by the consent of those who decide."""
    story = begin()
    story.given("a case is opened", opens(worker.service, *persons), by=worker)
    concern = wonders(story, by=worker)
    tells_parents(story, concern, by=worker, parents=parents)
    for one in (giver for giver in givers if giver not in parents):
        told = facts.ConcernShared(concern=concern, with_=SharedWith.CHILD, person=one, category=Category.EDUCATION)
        story.given(f"{one} is told", told, by=worker)
    decides_to_help(story, by=worker)
    consents(story, *givers, by=worker)
    story.given("the log is opened", facts.LogOpened(), by=worker)
    holds(story, worker, appointed_by=head)
    return story


def test_for_a_pregnant_woman_she_decides_and_after_the_birth_the_parents_do() -> None:
    """The midwife wonders, the woman alone consents; the born child is followed up in the same case."""
    woman = Concerned("sara", dt.date(1999, 2, 2), pregnant=True)
    unborn = Concerned("the-child-to-come", bti.Unborn.UNBORN)
    story = _log_for(MIDWIFE, HEALTH_HEAD, (unborn, woman), ("sara",))
    sara = bti.PersonConcerned("sara")
    story.then("the log is open by her word alone", log_is(story, bti.LogStanding.OPEN, sara))
    story.later(weeks=6)
    born = facts.ChildBorn(person="the-child-to-come", birth=bti.dates.oslo_date(story.now))
    story.given("the child is born", born, by=MIDWIFE)
    story.then("the log rests until its parents have answered", log_is(story, bti.LogStanding.RESTING, sara))
    story.given("Sara is its mother", facts.GuardianNamed(person="sara", lives_with=True), by=MIDWIFE)
    story.then("what she said before was said for herself", log_is(story, bti.LogStanding.RESTING, sara))
    consents(story, "sara", by=MIDWIFE)
    story.then("she says yes for the child too, and the log goes on", log_is(story, bti.LogStanding.OPEN, sara))
    story.then("Hilde answers all the time", in_charge(story, sara) == "hilde")


def test_for_a_child_the_parents_decide() -> None:
    """A ten-year-old is heard, and both parents consent."""
    persons = (Concerned("child", dt.date(2016, 3, 1)),)
    story = _log_for(TEACHER, SCHOOL_HEAD, persons, ("mother", "father"), "mother", "father")
    story.then("the log is open", log_is(story, bti.LogStanding.OPEN, FATHER))


def test_for_a_young_person_their_own_consent_is_asked_too() -> None:
    """At sixteen the log is not opened over one's head."""
    persons = (Concerned("child", dt.date(2010, 3, 1)),)
    story = begin()
    story.given("a case is opened", opens(TEACHER.service, *persons), by=TEACHER)
    concern = wonders(story, by=TEACHER)
    tells_parents(story, concern, by=TEACHER)
    told = facts.ConcernShared(concern=concern, with_=SharedWith.CHILD, person="child", category=Category.EDUCATION)
    story.given("Oda is told", told, by=TEACHER)
    decides_to_help(story, by=TEACHER)
    consents(story, "mother", by=TEACHER)
    story.when("the log is opened on Maria's word", facts.LogOpened(), by=TEACHER).is_refused("log_needs_consent")
    consents(story, "child", by=TEACHER)
    story.given("Oda agrees, and it is opened", facts.LogOpened(), by=TEACHER)


def test_for_a_family_two_children_are_in_one_case() -> None:
    """Brother and sister are followed up together; both are heard before anything is evaluated."""
    persons = (Concerned("child", dt.date(2016, 3, 1)), Concerned("brother", dt.date(2018, 6, 1)))
    story = _log_for(TEACHER, SCHOOL_HEAD, persons, ("mother",), "mother")
    plan = story.given("a measure for both", measure("astrid", evaluate_by=CHRISTMAS), by=TEACHER)
    looked_at = facts.MeasureEvaluated(
        measure=plan, effect=Effect.SOME, outcome=MeasureOutcome.END, category=Category.EDUCATION
    )
    act = (is_heard("child"), looked_at)
    story.when("only one of them is heard", *act, by=TEACHER).is_refused("child_not_heard")
    story.given("both are heard", is_heard("brother"), *act, by=TEACHER)


# The log and its overview


def test_the_log_shows_all_agreements_services_and_people_with_their_tasks() -> None:
    """One page, on top of everything else: what is agreed, which services and people are in it, and what each does."""
    story = with_log()
    comes_in(story, ADVISER, by=TEACHER)
    agreed = facts.AgreementMade(
        bound=("mother", "astrid"), category=Category.COORDINATION, note=words("a message home on Fridays")
    )
    story.given("an agreement", agreed, by=TEACHER)
    for service, person, what in (("the-ppt", None, "writes what it finds"), (None, "jorunn", "reads with Oda")):
        task = facts.TaskGiven(
            to_service=service, to_person=person, due=AUTUMN_BREAK, category=Category.EDUCATION, note=words(what)
        )
        story.given(f"somebody {what}", task, by=TEACHER)
    story.given("Jorunn is PPT's in this", facts.ResponsibleNamed(person="jorunn", of="the-ppt"), by=ADVISER)
    page = log_of(story, MOTHER)
    for said in (
        "a message home on Fridays",
        "Maria, Astrid",
        "Bjørka skule",
        "PPT",
        "responsible: Jorunn",
        "writes what it finds",
        "reads with Oda",
        "by 5 October 2026",
        "What is to be done, by whom and until when",
    ):
        story.then(f"Maria reads: {said}", said in page)


# The holder


def test_there_is_a_holder_from_level_1_and_not_before() -> None:
    """While it is still being clarified, whoever wondered answers."""
    story = begin()
    concern = wonders(story, by=TEACHER)
    tells_parents(story, concern, by=TEACHER)
    appointed = facts.BatonAppointed(to="astrid")
    story.when("Bjarne points somebody out at once", appointed, by=SCHOOL_HEAD).is_refused("baton_too_early")
    story.then("Astrid, who wondered, answers", in_charge(story, MOTHER) == "astrid")
    decides_to_help(story, by=TEACHER)
    story.when("he does so on level 1", appointed, by=SCHOOL_HEAD).is_admitted()


def test_the_holder_keeps_the_baton_until_somebody_has_accepted_it() -> None:
    """Asking moves nothing, silence moves nothing, a no moves nothing."""
    story = with_log()
    comes_in(story, ADVISER, by=TEACHER)
    offer = story.given("Astrid asks Jorunn", facts.BatonOffered(to="jorunn"), by=TEACHER)
    story.later(weeks=6)
    story.then("after six weeks of silence Astrid answers", in_charge(story, MOTHER) == "astrid")
    story.given("Jorunn says no", facts.BatonDeclined(offer=offer), by=ADVISER)
    story.then("Astrid answers", in_charge(story, MOTHER) == "astrid")
    again = story.given("Astrid asks once more", facts.BatonOffered(to="jorunn"), by=TEACHER)
    story.when("Bjarne says yes for her", facts.BatonAccepted(offer=again), by=SCHOOL_HEAD)
    story.is_refused("offer_is_for_somebody_else")
    story.given("Jorunn says yes", facts.BatonAccepted(offer=again), by=ADVISER)
    story.then("now Jorunn answers", in_charge(story, MOTHER) == "jorunn")


def test_child_and_family_have_a_say_in_who_holds_it_and_never_hold_it_themselves() -> None:
    """Their wish is written down and answered; a mother who works at the school is a mother here."""
    story = with_log()
    wish = facts.WishRecorded(
        wisher="child", about=facts.WishAbout.HOLDER, category=Category.FAMILY, note=words("Jorunn, please")
    )
    story.given("Oda tells Astrid whom she wants", wish, by=TEACHER)
    request = facts.RequestMade(about=RequestAbout.HOLDER, category=Category.FAMILY)
    asked = story.given("Maria asks for another holder", request, by=MOTHER)
    story.then("Astrid holds it until somebody else has said yes", in_charge(story, MOTHER) == "astrid")
    answer = facts.RequestAnswered(request=asked, answer=facts.RequestAnswer.GRANTED, category=Category.FAMILY)
    story.given("Bjarne says that it will be looked at", answer, by=SCHOOL_HEAD)
    joins = facts.PersonJoined(person="mother", role="teacher", of=TEACHER.service.ref)
    story.when("Maria, who teaches there, joins as a teacher", joins, by=TEACHER).is_refused("kin_is_no_professional")
    story.when("she is offered the baton", facts.BatonOffered(to="mother"), by=TEACHER).is_refused("kin_never_holds")


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
def test_the_guide_says_what_the_holder_does(lang: str) -> None:
    """Whoever accepts the baton can read the duties in their own language before saying yes."""
    guide = bti.load_guide("sortland")
    said = [one.text(lang) for one in guide.said if one.about == "baton"]
    owed = [one.what(lang) for one in guide.duties if one.who == "holder"]
    assert (len(said), len(owed)) == (0, 9)
    assert all((*said, *owed))


def test_the_holder_does_what_a_holder_does() -> None:
    """Calls with an agenda, leads, writes minutes, brings services in, lets an adult talk with the child in between."""
    story = with_log()
    comes_in(story, ADVISER, by=TEACHER)
    call = facts.MeetingCalled(
        purpose=MeetingKind.COORDINATION,
        day=AUTUMN_BREAK,
        invited=("mother", "child", "astrid", "jorunn"),
        agenda=words("reading, and who she sits with"),
    )
    told = facts.ConcernShared(
        concern=next(iter(story.spine.concerns.raised)),
        with_=SharedWith.CHILD,
        person="child",
        category=Category.EDUCATION,
    )
    story.given("Oda is told", told, by=TEACHER)
    meeting = story.given("Astrid calls", call, by=TEACHER)
    story.then("Oda reads what it will be about", "who she sits with" in log_of(story, CHILD))
    story.later(weeks=6)
    held = facts.MeetingHeld(
        purpose=MeetingKind.COORDINATION,
        present=("child", "astrid", "jorunn"),
        absent=("mother",),
        meeting=meeting,
        category=Category.COORDINATION,
    )
    minutes = facts.MinutesWritten(
        meeting=meeting, category=Category.COORDINATION, note=words("Oda sits by the window")
    )
    talks = facts.DutyReassigned(meeting=meeting, to="jorunn", duty=Duty.TALK_WITH_CHILD)
    story.given("it is held, written down, and Jorunn talks with Oda in between", held, minutes, talks, by=TEACHER)
    story.then("the baton is where it was", in_charge(story, MOTHER) == "astrid")
    story.then("Jorunn is the named adult", lambda spine: spine.meetings.duties[Duty.TALK_WITH_CHILD] == "jorunn")
    story.then("Maria, who could not come, reads the minutes", "by the window" in log_of(story, MOTHER))
    consents(story, "mother", by=TEACHER, to=CONTACT_PERSON.service)
    joined = facts.ServiceJoined(joining=CONTACT_PERSON.service)
    story.given("Astrid brings child welfare in", joined, by=TEACHER)


# When the level changes


def test_when_the_level_changes_three_things_are_weighed_and_then_somebody_is_asked() -> None:
    """The family's wish, the measures, the coordination needed: on level 2 Jorunn is asked, and accepts."""
    story = with_log()
    _goes_up_to_level_2(story)
    position = story.spine.track.position
    story.then("they are on level 2", position is not None and position.level == "2")
    story.then("the baton did not move by that", in_charge(story, MOTHER) == "astrid")
    comes_in(story, ADVISER, by=TEACHER)
    wish = facts.WishRecorded(wisher="mother", about=facts.WishAbout.HOLDER, category=Category.FAMILY)
    story.given("Maria says whom she would like", wish, by=MOTHER)
    weighed = facts.HolderChoiceWeighed(
        criteria=tuple(Criterion), decision=HolderChoice.OTHER, to="jorunn", category=Category.COORDINATION
    )
    story.given("all three are weighed", weighed, by=TEACHER)
    story.then("Astrid answers until Jorunn has said yes", in_charge(story, MOTHER) == "astrid")
    offer = story.given("Jorunn is asked", facts.BatonOffered(to="jorunn"), by=TEACHER)
    story.given("Jorunn says yes", facts.BatonAccepted(offer=offer), by=ADVISER)
    story.then("Jorunn answers", in_charge(story, MOTHER) == "jorunn")
    criteria = bti.load_guide("sortland").baton.criteria.value
    assert criteria is not bti.NOT_STATED
    story.then("the guide names the three", len(criteria) == len(Criterion))


def _goes_up_to_level_2(story: Story) -> None:
    """Let level 1 be worked through, without the wanted effect."""
    story.given("shared understanding", facts.StepCompleted(step="1.1"), by=TEACHER)
    story.given("a goal", facts.GoalAgreed(category=Category.EDUCATION), by=TEACHER)
    plan = story.given("a measure", measure("astrid", evaluate_by=CHRISTMAS), by=TEACHER)
    story.given("it begins", facts.MeasureStarted(measure=plan), by=TEACHER)
    for step in ("1.2", "1.3"):
        story.given(f"step {step} is done", facts.StepCompleted(step=step), by=TEACHER)
    story.later(weeks=10)
    looked_at = facts.MeasureEvaluated(
        measure=plan, effect=Effect.NONE, outcome=MeasureOutcome.OTHER_SERVICES, category=Category.EDUCATION
    )
    way = facts.WayChosen(outcome="up", to="2.1", category=Category.COORDINATION)
    meeting = facts.MeetingHeld(
        purpose=MeetingKind.EVALUATION, present=("mother", "astrid"), category=Category.COORDINATION
    )
    told = "they meet, Oda tells, it is evaluated, a way is chosen"
    story.given(told, meeting, is_heard(), looked_at, way, by=TEACHER)
    story.given("step 1.4 is done", facts.StepCompleted(step="1.4"), by=TEACHER)
    story.given("step 1.5 is done", facts.StepCompleted(step="1.5", outcome="up", to="2.1"), by=TEACHER)


# The evaluation


@pytest.mark.parametrize(
    ("effect", "outcome", "way"),
    [
        (Effect.WANTED, MeasureOutcome.END, "close"),
        (Effect.SOME, MeasureOutcome.GOES_ON, "continue"),
        (Effect.SOME, MeasureOutcome.OTHER_MEASURES, "new_measures"),
        (Effect.NONE, MeasureOutcome.OTHER_SERVICES, "up"),
    ],
    ids=["it ends", "it goes on", "other measures", "other services"],
)
def test_each_measure_comes_to_one_of_four_outcomes(effect: Effect, outcome: MeasureOutcome, way: str) -> None:
    """In a meeting of its own: all who are in it, Oda's own words, Maria's view, the outcome, and one way on."""
    story = with_log()
    told = facts.ConcernShared(
        concern=next(iter(story.spine.concerns.raised)),
        with_=SharedWith.CHILD,
        person="child",
        category=Category.EDUCATION,
    )
    story.given("Oda is told", told, by=TEACHER)
    plan = story.given("a measure", measure("astrid", evaluate_by=CHRISTMAS), by=TEACHER)
    story.given("it begins", facts.MeasureStarted(measure=plan), by=TEACHER)
    story.later(weeks=10)
    looked_at = facts.MeasureEvaluated(
        measure=plan,
        effect=effect,
        outcome=outcome,
        evaluate_by=dt.date(2027, 2, 1) if outcome is MeasureOutcome.GOES_ON else None,
        category=Category.EDUCATION,
    )
    meeting = (
        facts.MeetingHeld(purpose=MeetingKind.EVALUATION, present=("mother", "astrid"), category=Category.COORDINATION),
        is_heard(),
        facts.FamilyHeard(person="mother", how=facts.Heard.IN_MEETING, category=Category.FAMILY),
        looked_at,
        facts.WayChosen(outcome=way, category=Category.COORDINATION),
    )
    without = tuple(one for one in meeting if not isinstance(one, facts.ChildHeard))
    story.when("it is evaluated without Oda", *without, by=TEACHER).is_refused("child_not_heard")
    story.given("it is evaluated with her", *meeting, by=TEACHER)
    story.then(
        "the measure stands exactly if it goes on",
        story.spine.plan.measures[plan].stands is (outcome is MeasureOutcome.GOES_ON),
    )
    story.then("the way is chosen", lambda spine: spine.evaluation.way is not None and spine.evaluation.way[0] == way)


def test_the_four_outcomes_are_named_in_the_guides_own_words() -> None:
    """What the choice is called is Sortland's, and says that it is."""
    step = bti.load_guide("sortland").step("1.5")
    assert step is not None
    assert {one.id for one in step.outcomes} >= {"close", "continue", "new_measures", "up"}


# Parents who call in services themselves


def test_parents_call_in_services_for_their_own_child() -> None:
    """Maria asks for PPT; it is answered, and PPT comes in by her consent and not by anybody else's."""
    story = with_log()
    request = facts.RequestMade(about=RequestAbout.SERVICE, category=Category.FAMILY, note=words("could PPT look?"))
    asked = story.given("Maria asks for PPT", request, by=MOTHER)
    story.then("it stands open until somebody answers", lambda spine: spine.family.requests[asked].is_open)
    answer = facts.RequestAnswered(request=asked, answer=facts.RequestAnswer.GRANTED, category=Category.FAMILY)
    story.given("Astrid says yes", answer, by=TEACHER)
    joined = facts.ServiceJoined(joining=ADVISER.service)
    story.when("PPT comes in on that alone", joined, by=TEACHER).is_refused("service_needs_consent")
    comes_in(story, ADVISER, by=TEACHER)
    story.then("Jorunn is in it", reads(story, ADVISER, asked))


def test_parents_who_worry_about_somebody_elses_child_are_heard_and_learn_nothing() -> None:
    """A mother in the class tells the school; the leader answers for it, and the family never learns who it was."""
    story = begin()
    other = bti.Resident("another-mother")
    story.given("the school has opened a case", opens(TEACHER.service), by=TEACHER)
    worry = facts.ConcernRaised(category=Category.FAMILY, note=words("she is alone every evening"))
    raised = story.given("another mother tells the school", worry, by=other)
    story.then("the leader answers for it", in_charge(story, SCHOOL_HEAD) == "the leader")
    story.then("she sees no case", story.seen_by(other).entries == ())
    story.given("Bjarne gives it to Astrid", facts.ConcernOwnerChanged(concern=raised, owner="astrid"), by=SCHOOL_HEAD)
    story.then("Astrid answers now", in_charge(story, SCHOOL_HEAD) == "astrid")
    story.given("Maria is the mother", facts.GuardianNamed(person="mother", lives_with=True), by=TEACHER)
    story.given("Maria is told of the concern", shared(raised, "mother"), by=TEACHER)
    thanks = facts.FeedbackGiven(concern=raised, said=facts.Feedback.RECEIVED, category=Category.FAMILY)
    thanked = story.given("Bjarne thanks her, and tells nothing", thanks, by=SCHOOL_HEAD)
    page = log_of(story, MOTHER)
    story.then("Maria does not read who it was", "another-mother" not in page and "alone every" not in page)
    story.then("nor that anybody was answered", line(story, MOTHER, thanked).kind is None)


def test_a_parent_who_was_not_heard_is_shown_a_way_and_answered_by_the_leader() -> None:
    """The one they may mean does not answer; where the guide knows no way to turn, that is said too."""
    story = with_log()
    made = facts.RequestMade(about=RequestAbout.NOT_HEARD, category=Category.FAMILY)
    asked = story.given("Maria says that nobody listened", made, by=MOTHER)
    story.then("she is told where to turn, or that the guide does not say", "not_heard_no_route" in advised(story))
    story.then("in words", all(reason.text("nb") for reason in advice(story)))
    answer = facts.RequestAnswered(request=asked, answer=facts.RequestAnswer.GRANTED, category=Category.FAMILY)
    story.when("Astrid answers it herself", answer, by=TEACHER).is_refused("leader_answers_not_heard")
    story.given("Bjarne answers", answer, by=SCHOOL_HEAD)
