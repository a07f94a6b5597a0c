"""Who raises a concern from outside stays unknown to the family and to other services."""

from __future__ import annotations

import pytest

import bti
from bti import facts
from bti.facts import Category, Fact, SharedWith
from bti.people import Actor
from bti.record.case import Case
from tests.laws.histories import Ids, answer, plain
from tests.stage import ADVISER, CHILD, FATHER, HEAD, MOTHER, NEIGHBOUR, PPT, TEACHER, UNTIL, Stage

BABYSITTER = bti.Resident("babysitter")
CASEWORKER = bti.Professional("caseworker", "employee", bti.Service("nav-1", "nav"))
OTHER_CASEWORKER = bti.Professional("other-caseworker", "employee", bti.Service("nav-2", "nav"))


class Told(Stage):
    """A case in which somebody from outside has raised a concern; ids are counted."""

    reported: str
    before: Case


def told_by(reporter: Actor) -> Told:
    """Play it; the PPT joins afterwards."""
    stage = Told(bti.Engine(bti.load_guide("sortland"), new_id=Ids()))
    stage.held()
    stage.play(
        facts.ConcernShared(concern=stage.concern, with_=SharedWith.CHILD, person="child", category=Category.EDUCATION),
        TEACHER,
    )
    raised = facts.ConcernRaised(category=Category.FAMILY, note=facts.Note.of("alone at night", salt=b"\x01" * 32))
    stage.before = stage.case
    stage.reported = stage.play(raised, reporter)
    stage.play(facts.RequestMade(about=facts.RequestAbout.SERVICE, category=Category.FAMILY), reporter)
    said = facts.FeedbackGiven(concern=stage.reported, said=facts.Feedback.RECEIVED, category=Category.FAMILY)
    stage.play(said, HEAD)
    stage.consent(facts.Scope.SERVICE, PPT)
    stage.play(facts.ServiceJoined(joining=PPT), TEACHER)
    stage.play(facts.PersonJoined(person="adviser", role="ppt_adviser", of="ppt-1"), TEACHER)
    return stage


@pytest.mark.parametrize("reader", [MOTHER, FATHER, CHILD, ADVISER], ids=lambda one: one.ref)
def test_the_line_of_a_reported_names_nobody(reader: Actor) -> None:
    """Family and other services see that there is a concern, and neither what it says nor whose it is."""
    stage = told_by(NEIGHBOUR)
    view = stage.engine.view(stage.case, by=reader, now=stage.now, basis="test")
    (line,) = [one for one in view.entries if one.id == stage.reported]
    assert line.kind == "concern_raised"
    assert line.fact is None
    assert line.by is None
    assert line.unnamed is not None
    assert line.unnamed in view.reasons
    assert "neighbour" not in plain(view)


def test_the_home_service_knows_who_raised_it() -> None:
    """Somebody has to speak with the neighbour."""
    stage = told_by(NEIGHBOUR)
    for reader in (TEACHER, HEAD):
        view = stage.engine.view(stage.case, by=reader, now=stage.now, basis="test")
        (line,) = [one for one in view.entries if one.id == stage.reported]
        assert line.by == NEIGHBOUR
        assert line.unnamed is None


def test_professionals_who_take_part_are_named_on_lines_written_for_others() -> None:
    """The family sees who writes in their case, whatever they may read of it."""
    stage = Stage().held()
    view = stage.engine.view(stage.case, by=MOTHER, now=stage.now, basis="test")
    (line,) = [one for one in view.entries if one.kind == "concern_raised"]
    assert line.fact is None
    assert line.by == TEACHER


def test_what_the_child_writes_to_the_school_alone_does_not_name_the_child() -> None:
    """A guardian sees that somebody wrote; the child sees their own words."""
    stage = told_by(NEIGHBOUR)
    comment = stage.play(facts.CommentMade(category=Category.FAMILY, audience=facts.Audience.HOME), CHILD)
    for reader, named in ((MOTHER, False), (CHILD, True), (HEAD, True)):
        view = stage.engine.view(stage.case, by=reader, now=stage.now, basis="test")
        (line,) = [one for one in view.entries if one.id == comment]
        assert (line.by == CHILD) is named
        assert (line.fact is not None) is named


@pytest.mark.parametrize("reader", [MOTHER, FATHER, CHILD, ADVISER], ids=lambda one: one.ref)
@pytest.mark.parametrize(
    ("one", "other"), [(NEIGHBOUR, BABYSITTER), (CASEWORKER, OTHER_CASEWORKER)], ids=["residents", "professionals"]
)
def test_two_reporters_make_no_difference(reader: Actor, one: Actor, other: Actor) -> None:
    """Two histories that differ only in who raised the concern give the same answers, byte for byte."""
    stages = told_by(one), told_by(other)
    now = stages[0].now
    for name in bti.ALL_ANSWERS:
        if name != "admit":
            first, second = (plain(answer(stage.engine, name, stage.case, reader, now)) for stage in stages)
            assert first == second, name
            assert one.ref not in first
    for fact in attempts(stages[0].reported, one.ref):
        first, second = (judged(stage, fact, reader) for stage in stages)
        assert first == second


def judged(stage: Told, fact: Fact, by: Actor) -> str:
    """Return all that a reader is told of an attempt, and of one that was made on the case as it was before."""
    engine = bti.Engine(stage.engine.guide, new_id=Ids("new"))
    verdict = engine.admit(stage.case, fact, by=by, now=stage.now)
    said = verdict.entries if verdict else verdict.reasons
    meanwhile = engine.changed(stage.before, stage.case, fact, by=by, now=stage.now)
    return plain((said, verdict.advice, meanwhile))


def attempts(concern: str, reporter: str) -> tuple[Fact, ...]:
    """Return what a reader might try in order to find out whether somebody is the reporter."""
    education, other = Category.EDUCATION, facts.MeetingKind.OTHER
    return (
        facts.CommentMade(about=concern, category=education),
        facts.CommentMade(about=reporter, category=education),
        facts.ConcernDescribed(concern=concern, category=education),
        facts.WishRecorded(wisher=reporter, about=facts.WishAbout.OTHER, category=education),
        facts.MeetingCalled(purpose=other, day=UNTIL, invited=(reporter,)),
        facts.PersonJoined(person=reporter, role="ppt_adviser", of="ppt-1"),
        facts.BatonOffered(to=reporter),
        facts.ConcernOwnerChanged(concern=concern, owner=reporter),
        facts.FeedbackGiven(concern=concern, said=facts.Feedback.RECEIVED, category=education),
        facts.QuestionAsked(about=reporter, category=education),
        facts.QuestionAsked(about=concern, category=education),
        facts.RequestMade(about=facts.RequestAbout.OTHER, requester=reporter, category=education),
        facts.FamilyHeard(person=reporter, how=facts.Heard.TALK, category=education),
        *(
            facts.RequestAnswered(request=one, answer=facts.RequestAnswer.GRANTED, category=education)
            for one in (concern, reporter, "none")
        ),
    )
