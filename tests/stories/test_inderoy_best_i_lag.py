"""Inderøy: the guide, digital consent, the family's goals, residents, and services of three municipalities (seed 004).

Outside this library, as it says aloud: the cooperation model (a municipality's plans and organisation), and preventive
work that names no child. Not yet: how a resident is guided step by step; the guide is read here as data.
"""

from __future__ import annotations

import datetime as dt

import pytest

import bti
from bti import facts
from bti.facts import Audience, Category, Form, GoalEnding, RequestAbout, Scope, SharedWith
from bti.people import Actor, Professional, Service
from bti.record.case import Case
from bti.testing.story import Story
from tests.stories.cast import (
    A_YEAR_ON,
    CHILD,
    EVERYTHING,
    FATHER,
    MOTHER,
    SCHOOL,
    SCHOOL_HEAD,
    TEACHER,
    begin,
    consents,
    decides_to_help,
    in_charge,
    line,
    log_is,
    log_of,
    opens,
    reads,
    tells_parents,
    with_log,
    wonders,
    words,
)

PPT_OF_STEINKJER = Service("steinkjer-ppt", "ppt")
WELFARE_OF_THE_REGION = Service("indre-region-child-welfare", "child_welfare")
NAV_OF_SNASA = Service("snasa-nav", "nav")
PEDAGOGUE_OF_STEINKJER = Professional("olga", "ppt_adviser", PPT_OF_STEINKJER)
WORKER_OF_THE_REGION = Professional("pal", "child_welfare_worker", WELFARE_OF_THE_REGION)
ADVISER_OF_SNASA = Professional("ragna", "nav_adviser", NAV_OF_SNASA)
ABROAD = (PEDAGOGUE_OF_STEINKJER, WORKER_OF_THE_REGION, ADVISER_OF_SNASA)

COACH = bti.Resident("the-coach")

INDEROY = "inderoy"
"""What the municipality's pages do not state is the common core's, and says so."""


# Digital consent


def test_parents_consent_electronically_each_from_their_own_telephone() -> None:
    """Nobody at school writes it for them; the log opens with the second of the two, and not with the first."""
    story = begin(INDEROY)
    concern = wonders(story, by=TEACHER)
    tells_parents(story, concern, by=TEACHER, parents=("mother", "father"))
    decides_to_help(story, by=TEACHER)
    asked = facts.ConsentAsked(scope=Scope.LOG, of=("mother", "father"), note=words("who reads it, and for what"))
    story.given("both are asked", asked, by=TEACHER)
    for parent in (MOTHER, FATHER):
        story.when(f"the log is opened before {parent.ref} has answered", facts.LogOpened(), by=TEACHER)
        story.is_refused("log_needs_consent")
        story.given(f"{parent.ref} consents", _electronically(parent.ref), by=parent)
    story.given("the log is opened", facts.LogOpened(), by=TEACHER)


def _electronically(giver: str) -> facts.ConsentGiven:
    return facts.ConsentGiven(
        scope=Scope.LOG, giver=giver, form=Form.ELECTRONIC, categories=EVERYTHING, valid_until=A_YEAR_ON
    )


def test_nobody_consents_in_somebody_elses_name() -> None:
    """What Maria sends in for Nils is hers to send only for herself."""
    story = begin(INDEROY)
    concern = wonders(story, by=TEACHER)
    tells_parents(story, concern, by=TEACHER, parents=("mother", "father"))
    asked = facts.ConsentAsked(scope=Scope.LOG, of=("mother", "father"))
    story.given("both are asked", asked, by=TEACHER)
    story.when("Maria answers for Nils", _electronically("father"), by=MOTHER).is_refused("only_own_consent")


def test_taking_it_back_is_as_easy_as_giving_it() -> None:
    """One act of Maria's alone, at any time; she and Oda read on, and the others do not."""
    story = with_log(INDEROY)
    given = next(one.id for one in story.spine.consents.given() if one.scope is Scope.LOG)
    story.given("Maria takes it back", facts.ConsentWithdrawn(consent=given), by=MOTHER)
    story.then("the log is closed", log_is(story, bti.LogStanding.CLOSED, MOTHER))
    story.then("Maria reads on", story.seen_by(MOTHER).overview is not None)
    story.then("Astrid answers for the help, which goes on", in_charge(story, MOTHER) == "astrid")


# The family's insight, say and goals


def test_the_family_proposes_goals_and_has_a_hand_in_the_measures() -> None:
    """Oda's and Maria's own words stand first; a goal is agreed on them, and a measure at home is Maria's."""
    story = with_log(INDEROY)
    concern = next(iter(story.spine.concerns.raised))
    told = facts.ConcernShared(concern=concern, with_=SharedWith.CHILD, person="child", category=Category.EDUCATION)
    story.given("Oda is told", told, by=TEACHER)
    hers = facts.GoalProposed(category=Category.FAMILY, note=words("I want to play the drums"))
    from_oda = story.given("Oda proposes a goal", hers, by=CHILD)
    marias = facts.GoalProposed(category=Category.EDUCATION, note=words("quiet evenings"))
    from_maria = story.given("Maria proposes another", marias, by=MOTHER)
    story.then("both wait", lambda spine: spine.plan.proposed == (from_oda, from_maria))
    agreed = facts.GoalAgreed(proposal=from_oda, category=Category.FAMILY, note=words("plays the drums every week"))
    goal = story.given("Oda's is agreed", agreed, by=TEACHER)
    at_home = facts.MeasurePlanned(
        responsible="mother",
        evaluate_by=dt.date(2026, 12, 1),
        place=facts.Place.HOME,
        goals=(goal,),
        category=Category.FAMILY,
        note=words("drives her on Thursdays"),
    )
    story.given("Maria takes on a measure at home", at_home, by=TEACHER)
    page = log_of(story, CHILD)
    for said in ("plays the drums every week", "quiet evenings", "drives her on Thursdays"):
        story.then(f"Oda reads: {said}", said in page)
    reached = facts.GoalReached(goal=goal, ending=GoalEnding.REACHED, category=Category.FAMILY)
    story.given("later it is reached", reached, by=TEACHER)


def test_the_family_asks_and_somebody_answers() -> None:
    """A question is open until it is answered; what a child asks the school alone stays between the two."""
    story = with_log(INDEROY)
    ask = facts.QuestionAsked(category=Category.FAMILY, note=words("when do we meet?"))
    question = story.given("Maria asks", ask, by=MOTHER)
    story.then("it is open", lambda spine: spine.family.questions[question].is_open)
    reply = facts.QuestionAnswered(question=question, category=Category.FAMILY, note=words("on Monday"))
    story.given("Astrid answers", reply, by=TEACHER)
    story.then("Maria reads it", "on Monday" in log_of(story, MOTHER))
    concern = next(iter(story.spine.concerns.raised))
    told = facts.ConcernShared(concern=concern, with_=SharedWith.CHILD, person="child", category=Category.EDUCATION)
    story.given("Oda is told", told, by=TEACHER)
    alone = facts.QuestionAsked(category=Category.FAMILY, audience=Audience.HOME, note=words("must mum know?"))
    asked = story.given("Oda asks the school alone", alone, by=CHILD)
    story.then("Astrid and Oda read it", reads(story, TEACHER, asked) and reads(story, CHILD, asked))
    story.then("Maria does not", not reads(story, MOTHER, asked))


# Residents


def test_a_coach_who_worries_is_thanked_and_told_nothing() -> None:
    """Where there is a case already, the coach hears what everybody hears where there is none."""
    story = with_log(INDEROY)
    worry = facts.ConcernRaised(category=Category.FAMILY, note=words("she has stopped coming"))
    nowhere = _hears(story, COACH)
    raised = story.given("the coach tells the school", worry, by=COACH)
    story.then("there is nothing to see, before or after", _hears(story, COACH) == nowhere)
    told = facts.FeedbackGiven(concern=raised, said=facts.Feedback.CANNOT_SAY_MORE, category=Category.FAMILY)
    fed_back = story.given("Bjarne thanks them", told, by=SCHOOL_HEAD)
    story.then("there is still nothing", _hears(story, COACH) == nowhere)
    story.then("what was said is a code that tells nothing of Oda", told.said in tuple(facts.Feedback))
    seen = line(story, MOTHER, fed_back)
    story.then("Maria learns neither who it was nor that they were answered", seen.by is None and seen.kind is None)
    story.then("nor does Oda's page name them", "the-coach" not in log_of(story, MOTHER))


def _hears(story: Story, by: Actor) -> tuple[object, ...]:
    """Return all that somebody from outside is told of the case, and would be told of one that does not exist."""
    here = story.case
    none = Case.empty(here.id)
    answers = []
    for case in (here, none):
        view = story.engine.view(case, by=by, now=story.now, basis="worried")
        log = story.engine.log_standing(case, by=by, now=story.now)
        answers.append(
            (view.entries, view.overview, view.reasons, log, story.engine.answering(case, by=by, now=story.now))
        )
    story.then(f"{by.ref} hears the same as of no case", answers[0] == answers[1])
    return answers[0]


@pytest.mark.parametrize("who", ["a-friend", "the-girl-next-door", "the-coach"])
def test_a_friend_a_neighbour_and_a_coach_may_be_the_first_to_say_something(who: str) -> None:
    """The school opens a case for it, its leader answers until somebody owns the concern."""
    story = begin(INDEROY)
    resident = bti.Resident(who)
    story.given("the school opens a case", opens(TEACHER.service), by=TEACHER)
    worry = facts.ConcernRaised(category=Category.FAMILY)
    raised = story.given(f"{who} says something", worry, by=resident)
    story.then("the leader answers", in_charge(story, SCHOOL_HEAD) == "the leader")
    story.given("Astrid takes it", facts.ConcernOwnerChanged(concern=raised, owner="astrid"), by=SCHOOL_HEAD)
    story.then("Astrid answers", in_charge(story, SCHOOL_HEAD) == "astrid")


def test_a_resident_may_ask_for_something_to_be_done_and_no_more() -> None:
    """They ask; they neither open a log nor comment in it."""
    story = with_log(INDEROY)
    request = facts.RequestMade(about=RequestAbout.SERVICE, category=Category.FAMILY)
    story.given("the coach asks that somebody looks", request, by=COACH)
    for fact in (facts.LogOpened(), facts.CommentMade(category=Category.FAMILY)):
        story.when(f"the coach tries: {fact.words('en')}", fact, by=COACH).is_refused("not_taking_part")
    story.then("nothing of the sort is offered", not story.may(facts.CommentMade, COACH))


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
def test_anybody_may_read_the_guide_without_a_case(lang: str) -> None:
    """What is done from the first wonder on, in order, in the reader's language."""
    guide = bti.load_guide(INDEROY)
    first = guide.levels[0]
    said = [step.title(lang) for step in first.steps]
    assert said
    assert all(said)
    assert len(set(said)) == len(first.steps)


# Three municipalities


def test_services_of_three_municipalities_work_in_one_case_each_by_its_own_consent() -> None:
    """The school of Inderøy, PPT of Steinkjer, NAV of Snåsa and the region's child welfare: one holder, one log."""
    story = with_log(INDEROY)
    for one in ABROAD:
        join = facts.ServiceJoined(joining=one.service)
        story.when(f"{one.service.ref} comes in unasked", join, by=TEACHER).is_refused("service_needs_consent")
        consents(story, "mother", by=TEACHER, to=one.service)
        story.given(f"{one.service.ref} takes part", join, by=TEACHER)
        person = facts.PersonJoined(person=one.ref, role=one.role, of=one.service.ref)
        story.given(f"{one.ref} takes part", person, by=TEACHER)
    comment = facts.CommentMade(category=Category.COORDINATION, note=words("shall we meet at school?"))
    for one in ABROAD:
        said = story.given(f"{one.ref} writes", comment, by=one)
        story.then("all the others read it", all(reads(story, other, said) for other in (*ABROAD, TEACHER, MOTHER)))
    story.then("the school answers for it", in_charge(story, ADVISER_OF_SNASA) == "astrid")
    offer = story.given("Astrid asks Olga of Steinkjer", facts.BatonOffered(to="olga"), by=TEACHER)
    story.given("Olga says yes", facts.BatonAccepted(offer=offer), by=PEDAGOGUE_OF_STEINKJER)
    story.then("Olga answers, across the border", in_charge(story, MOTHER) == "olga")


def test_a_consent_to_one_municipalitys_service_is_none_to_its_neighbours() -> None:
    """The PPT of Steinkjer is another service than a PPT of Snåsa; withdrawing from one leaves the others."""
    story = with_log(INDEROY)
    consents(story, "mother", by=TEACHER, to=PPT_OF_STEINKJER)
    consents(story, "mother", by=TEACHER, to=NAV_OF_SNASA)
    other = facts.ServiceJoined(joining=Service("snasa-ppt", "ppt"))
    story.when("a PPT of Snåsa comes in on it", other, by=TEACHER).is_refused("service_needs_consent")
    for one in (PEDAGOGUE_OF_STEINKJER, ADVISER_OF_SNASA):
        story.given(f"{one.service.ref} takes part", facts.ServiceJoined(joining=one.service), by=TEACHER)
        person = facts.PersonJoined(person=one.ref, role=one.role, of=one.service.ref)
        story.given(f"{one.ref} takes part", person, by=TEACHER)
    given = next(one.id for one in story.spine.consents.given() if one.target == NAV_OF_SNASA.ref)
    story.given("Maria takes her consent to NAV back", facts.ConsentWithdrawn(consent=given), by=MOTHER)
    story.then("Ragna sees nothing any more", story.seen_by(ADVISER_OF_SNASA).entries == ())
    story.then("Olga goes on", story.seen_by(PEDAGOGUE_OF_STEINKJER).overview is not None)


def test_a_school_of_inderoy_may_be_the_home_of_it_and_a_case_moves_to_another_municipality() -> None:
    """The family moves to Snåsa: planned, carried over by consent, received, and closed here."""
    story = with_log(INDEROY)
    holds_there = Service("snasa-school", "school")
    story.then("the school of Inderøy is its home", lambda spine: spine.life.home == SCHOOL)
    plan = facts.TransitionPlanned(
        transition_kind=facts.TransitionKind.TO_OTHER_MUNICIPALITY, day=dt.date(2026, 10, 1), receiving=holds_there
    )
    move = story.given("they move in October", plan, by=TEACHER)
    consents(story, "mother", by=TEACHER, to=holds_there, about=(Category.EDUCATION,))
    over = facts.InformationCarriedOver(transition=move, to="snasa-school", categories=(Category.EDUCATION,))
    story.given("what Maria agreed to goes over", over, by=TEACHER)
    story.later(weeks=6)
    done = facts.TransitionDone(transition=move, outcome=facts.TransitionOutcome.RECEIVED)
    story.given("the school of Snåsa goes on", done, by=TEACHER)
    story.given("the case here is closed", facts.CaseClosed(reason=facts.ClosingReason.MOVED), by=TEACHER)
    story.then("nobody answers here any more", in_charge(story, SCHOOL_HEAD) == "nobody")
