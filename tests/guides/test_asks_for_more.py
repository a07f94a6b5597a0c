"""Documents, meetings, order, minutes and questions of an evaluation, as a guide can ask for them."""

from __future__ import annotations

import datetime as dt

import pytest

import bti
from bti import facts
from bti.facts import Audience, MeetingKind, SharedWith
from bti.people import Professional
from bti.rules.ask import Ask
from bti.rules.attendance import all_there
from tests.guides.small import findings, spoiled
from tests.guides.small_guides import small_guide
from tests.guides.tale import LEARNING, Tale
from tests.stage import HEAD, TEACHER

GUIDE = small_guide("asks-for-more")
FORM = "undringsskjema"


def filed(tale: Tale, tool: str | None = FORM) -> Tale:
    """File a document, written with a tool of the guide or with none."""
    fact = facts.DocumentFiled(document="doc-1", sort=facts.DocumentSort.OTHER, tool=tool, category=LEARNING)
    tale.given("a document is filed", fact, by=TEACHER)
    return tale


def at_0_3() -> Tale:
    """Tell a case as far as sharing, with the form filed."""
    return filed(Tale(GUIDE).wonders().describes().names_mother()).does("0.1", "0.2")


def on_1() -> Tale:
    """Tell a case as far as level 1."""
    return at_0_3().shares(SharedWith.COLLEAGUE, SharedWith.GUARDIAN).does("0.3").goes("0.4", "level_1").holds()


def calls(tale: Tale, *invited: str, by: Professional = TEACHER) -> Tale:
    """Call a meeting."""
    call = facts.MeetingCalled(purpose=MeetingKind.SHARED_UNDERSTANDING, day=dt.date(2026, 9, 1), invited=invited)
    tale.given("a meeting is called", call, by=by)
    return tale


def at_1_4() -> Tale:
    """Tell a case as far as the evaluation on level 1."""
    tale = calls(on_1(), "mother", by=HEAD).asks().does("1.1")
    return tale.plans().does("1.2").starts().does("1.3").hears().evaluates()


def meets(tale: Tale, *present: str, by: Professional = TEACHER) -> str:
    """Hold an evaluation meeting, and return its id."""
    held = facts.MeetingHeld(purpose=MeetingKind.EVALUATION, present=present, category=LEARNING)
    return tale.given("they meet", held, by=by)


def answers(tale: Tale) -> Tale:
    """Answer both questions of the guide."""
    for question in ("gjennomfort", "virket"):
        answered = facts.EvaluationAnswered(question=question, answer=facts.Answered.YES, category=LEARNING)
        tale.given("a question is answered", answered, by=TEACHER)
    return tale


def minutes(tale: Tale, meeting: str, audience: Audience | None = None) -> str:
    """Write minutes."""
    return tale.given(
        "minutes", facts.MinutesWritten(meeting=meeting, category=LEARNING, audience=audience), by=TEACHER
    )


def said(tale: Tale) -> str:
    """Return what whoever was refused reads."""
    assert isinstance(tale.verdict, bti.Refused)
    return " ".join(reason.text("nb") for reason in tale.verdict.reasons)


def test_the_form_of_the_guide_is_asked_for_by_its_name() -> None:
    """Another document is not enough; and the refusal says which one is meant."""
    tale = filed(Tale(GUIDE).wonders().describes(), None).does("0.1")
    tale.tries("0.2").is_refused("step_needs")
    assert "«Undringsskjemaet»" in said(tale)
    filed(tale).does("0.2")


def test_a_colleague_hears_of_it_before_the_guardians() -> None:
    """The order is kept by the first colleague, and stays kept though another one hears of it later."""
    tale = at_0_3().shares(SharedWith.GUARDIAN, SharedWith.COLLEAGUE)
    tale.tries("0.3").is_refused("step_needs_one_of")
    tale.shares(SharedWith.GUARDIAN, SharedWith.COLLEAGUE).does("0.3")


def test_who_is_called_is_asked_for() -> None:
    """Whoever calls counts as called; without the leader it takes a reason."""
    tale = calls(on_1(), "mother")
    tale.tries("1.1").is_refused("step_needs")
    assert "lederen" in said(tale)
    calls(tale, "mother", by=HEAD).does("1.1")


def test_who_was_there_is_asked_for() -> None:
    """All of them at one meeting: the leader, somebody of every service, and one of the guardians."""
    tale = answers(at_1_4())
    meets(tale, "teacher", "mother")
    tale.tries("1.4", because="referatet kommer").is_refused("step_needs")
    meets(tale, "head", "teacher", by=HEAD)
    tale.tries("1.4").is_refused("step_needs")
    minutes(tale, meets(tale, "head", "teacher", "mother", by=HEAD), Audience.FAMILY)
    tale.does("1.4")


def test_the_family_can_read_the_minutes() -> None:
    """Minutes for the home service alone are not enough before they are shared."""
    tale = answers(at_1_4())
    written = minutes(tale, meets(tale, "head", "teacher", "mother", by=HEAD), Audience.HOME)
    tale.tries("1.4").is_refused("step_needs")
    tale.given("they are shared", facts.EntryShared(entry=written, to=Audience.FAMILY), by=TEACHER)
    tale.does("1.4")


def test_each_question_of_the_evaluation_is_answered() -> None:
    """One answer is not enough where the guide asks two questions; somebody may go on with a reason."""
    tale = at_1_4()
    answered = facts.EvaluationAnswered(question="virket", answer=facts.Answered.NO, category=LEARNING)
    tale.given("one question is answered", answered, by=TEACHER)
    minutes(tale, meets(tale, "head", "teacher", "mother", by=HEAD), Audience.FAMILY)
    tale.tries("1.4").is_refused("step_needs")
    answers(tale).does("1.4")


@pytest.mark.parametrize(
    ("condition", "path"),
    [
        ('{is = "document_filed", with = "no_such_tool"}', "with"),
        ('{is = "meeting_held", present = ["astronaut"]}', "present[0]"),
        ('{is = "meeting_held", present = []}', "present"),
        ('{is = "meeting_held", invited = ["leader"]}', "invited"),
        ('{is = "meeting_called", present = ["leader"]}', "present"),
        ('{is = "minutes_written", with = "press"}', "with"),
        ('{is = "evaluation_answered", with = "no_such_question"}', "with"),
        ('{is = "concern_shared", with = "guardian", after_with = "colleague"}', "after_with"),
        ('{is = "goal_agreed", after = "measure_planned", after_with = "home"}', "after_with"),
        ('{is = "goal_agreed", after = "concern_shared", after_with = "press"}', "after_with"),
    ],
    ids=[
        *("tool", "who", "nobody", "not-invited", "not-present", "minutes", "question", "no-after", "no-order", "whom"),
    ],
)
def test_what_cannot_be_is_found_with_its_place(condition: str, path: str) -> None:
    """A name that leads nowhere, and a key at a condition that has no use for it."""
    found = findings(spoiled('completion = "concern_described"', f"completion = {condition}"))
    assert any(place.endswith(f"completion.{path}") for place in found), found


def test_one_hand_writes_in_the_log() -> None:
    """Others comment; what is for the home service alone, and what is written before the log opens, is anybody's."""
    tale = Tale(small_guide("one-hand")).told().does("0.1", "0.2", "0.3").goes("0.4", "level_1").holds().consents()
    goal = facts.GoalAgreed(category=LEARNING)
    tale.when("the leader agrees on a goal without a log", goal, by=HEAD).is_admitted()
    tale.given("the log is opened", facts.LogOpened(), by=TEACHER)
    tale.when("and again, in the log", goal, by=HEAD).is_refused("log_written_by_others")
    own = facts.GoalAgreed(category=LEARNING, audience=Audience.HOME)
    tale.when("one for the school alone", own, by=HEAD).is_admitted()
    tale.when("a comment", facts.CommentMade(category=LEARNING), by=HEAD).is_admitted()
    tale.when("the holder agrees on it", goal, by=TEACHER).is_admitted()


@pytest.mark.parametrize(
    "condition",
    [
        '{is = "meeting_held", present = ["guardian"]}',
        '{is = "meeting_called", invited = ["guardians"]}',
        '{is = "minutes_written", with = "family"}',
        '{is = "concern_shared", with = "child", after = "concern_shared", after_with = "guardian"}',
    ],
    ids=["present", "invited", "minutes", "after"],
)
def test_no_step_makes_the_guardians_be_told_first(condition: str) -> None:
    """Where it binds, none of the new words gets past the law; where it may be passed with a reason, it loads."""
    old = 'completion = "concern_described"'
    assert any("D-05" in one for one in findings(spoiled(old, f"completion = {condition}")).values())
    weaker = f'completion = {{all_of = [{condition}], modality = "should"}}'
    assert findings(spoiled(old, weaker)) == {}
    inner = f'completion = {{all_of = ["concern_described", {{all_of = [{condition}], modality = "should"}}]}}'
    assert findings(spoiled(old, inner)) == {}


def test_an_adult_needs_no_guardians() -> None:
    """From 18 nobody asks for them; a person not yet born is not waited for."""
    adult = Tale(GUIDE).wonders(facts.Concerned("child", dt.date(2007, 1, 1))).describes()
    filed(adult).does("0.1", "0.2").shares(SharedWith.CHILD)
    assert met(adult, ("guardian", "guardians", "child"), ("child",))
    unborn = Tale(GUIDE).wonders(facts.Concerned("unborn", bti.Unborn.UNBORN))
    assert met(unborn, ("child",), ())
    assert not met(unborn, ("guardian",), ())
    assert not met(unborn, ("holder",), ("teacher",))
    assert met(unborn, ("answering", "home", "services", "contact_teacher", "school"), ("teacher",))
    assert not met(unborn, ("ppt",), ("teacher",))
    assert met(unborn, ("astronaut",), ())


def met(tale: Tale, wanted: tuple[str, ...], there: tuple[str, ...]) -> bool:
    """Tell whether everybody is there who is wanted, at the end of a story."""
    ask = Ask(tale.spine, GUIDE, tale.engine.calendar, TEACHER, tale.now, tale.now, (), lambda ref: False)
    return all_there(ask, wanted, there, None)
