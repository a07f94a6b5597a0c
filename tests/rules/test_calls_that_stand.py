"""Who is called and may not come any longer: the home service is told, and others hear nothing that it would tell."""

from __future__ import annotations

import datetime as dt

import pytest

import bti
from bti import facts
from bti.facts import Capacity, CareGround, Grade, Kinship, Scope, SharedWith, Tells
from bti.people import Actor
from tests.examples.bringing import WITH_PARTNER, asked, yes
from tests.examples.meeting_up import called, held
from tests.stage import ADVISER, CHILD, COLLEAGUE, FATHER, HEAD, MOTHER, PPT, TEACHER, UNTIL, Stage

DAY = dt.date(2026, 4, 20)
GRADED = facts.AddressGraded(person="child", grade=Grade.CONFIDENTIAL, may_know=("mother",))
HOME: tuple[Actor, ...] = (TEACHER, HEAD)
AWAY = {"keep_guardian_away", "keep_companion_away", "tell_companion", "tell_who_left", "tell_who_is_kept_out"}


def told(stage: Stage, person: str, with_: SharedWith) -> Stage:
    """Share the concern with the child, or with who decides for it."""
    shared = facts.ConcernShared(concern=stage.concern, with_=with_, person=person, category=facts.Category.EDUCATION)
    stage.play(shared, TEACHER)
    return stage


def owed(stage: Stage, by: Actor) -> dict[str, str]:
    """Return whom somebody is told of in the agenda as called and not to come, by code."""
    agenda = stage.engine.agenda(stage.case, by=by, now=stage.now)
    return {one.code: str(dict(one.params)["persons"]) for one in agenda if one.code in AWAY}


def names(stage: Stage, ref: str, by: Actor) -> list[str]:
    """Return the kinds of the lines of consent in which somebody reads a reference."""
    seen = stage.engine.view(stage.case, by=by, now=stage.now, basis="the meeting").entries
    return [one.fact.kind for one in seen if one.fact is not None and getattr(one.fact, "companion", None) == ref]


# A graded address


def test_a_guardian_whom_the_grade_shuts_out_is_kept_away_from_a_meeting_called_before() -> None:
    """The call stands, a new one is refused, and he knows of the meeting: the home service sees to it."""
    stage = Stage().with_ppt()
    call = stage.play(called(invited=("teacher", "mother", "father", "adviser"), day=DAY), TEACHER)
    verdict = stage.offer(GRADED, TEACHER)
    assert isinstance(verdict, bti.Admitted)
    (advice,) = verdict.advice
    assert (advice.code, advice.params) == ("called_are_shut_out", ())
    stage.play(GRADED, TEACHER)
    for by in HOME:
        assert owed(stage, by) == {"keep_guardian_away": "father"}
    (duty,) = (
        one for one in stage.engine.agenda(stage.case, by=HEAD, now=stage.now) if one.code == "keep_guardian_away"
    )
    assert duty.rests_on == (call,)
    assert [one.persons for one in duty.who] == [("teacher",), ()]
    for lang in ("nb", "nn", "en"):
        assert "father" not in duty.text(lang)  # whoever shows it puts the name to what it says of whom
    others: tuple[Actor, ...] = (ADVISER, MOTHER, FATHER, CHILD)
    for by in others:
        assert owed(stage, by) == {}


@pytest.mark.parametrize("settles", ["cancelled", "held", "ungraded"])
def test_it_is_settled_by_the_meeting_or_the_end_of_the_grade(settles: str) -> None:
    """Nothing is left to keep him away from, or nothing to keep him away for."""
    stage = Stage().held()
    call = stage.play(called(invited=("teacher", "mother", "father"), day=DAY), TEACHER)
    stage.play(GRADED, TEACHER)
    assert owed(stage, TEACHER)
    if settles == "cancelled":
        stage.play(facts.MeetingCancelled(meeting=call, reason=facts.Cancelled.NOT_NEEDED), TEACHER)
    elif settles == "held":
        stage.play(held(present=("teacher", "mother"), meeting=call), TEACHER)
    else:
        stage.play(facts.AddressUngraded(person="child"), TEACHER)
    assert owed(stage, TEACHER) == {}


def test_a_grade_that_shuts_out_nobody_who_is_called_says_nothing() -> None:
    """The mother may know, and the child whose address it is."""
    stage = told(Stage().held(), "child", SharedWith.CHILD)
    stage.play(called(invited=("teacher", "mother", "child"), day=DAY), TEACHER)
    verdict = stage.offer(GRADED, TEACHER)
    assert isinstance(verdict, bti.Admitted)
    assert verdict.advice == ()
    stage.play(GRADED, TEACHER)
    assert owed(stage, TEACHER) == {}


def beside_ppt() -> Stage:
    """Let the partner be kin of a case with another service, where all may read it."""
    stage = Stage().with_ppt()
    stage.play(facts.PersonJoined(person="partner", capacity=Capacity.PRIVATE), TEACHER)
    return stage


def taken_back() -> Stage:
    """Let the partner be called by consent, and the father take his back."""
    stage = beside_ppt()
    stage.play(asked(), TEACHER)
    stage.play(yes(), TEACHER)
    given = stage.play(yes(giver="father"), TEACHER)
    stage.play(called(invited=WITH_PARTNER, day=DAY), TEACHER)
    stage.play(facts.ConsentWithdrawn(consent=given), FATHER)
    return stage


def test_keeping_away_goes_before_telling_that_a_consent_is_lacking() -> None:
    """The home service is not told to get in touch with whom the grade shuts out; others see no difference."""
    stage = taken_back()
    before = {by.ref: owed(stage, by) for by in (ADVISER, MOTHER)}
    assert set(before["adviser"]) == {"tell_companion"}
    stage.play(GRADED, TEACHER)
    for by in HOME:
        assert owed(stage, by) == {"keep_companion_away": "partner"}
    assert {by.ref: owed(stage, by) for by in (ADVISER, MOTHER)} == before


def test_whoever_answers_from_another_service_is_not_sent_to_whom_the_grade_shuts_out() -> None:
    """The leader of the home service sees to it alone, and is the only one named for it."""
    stage = taken_back()
    offer = stage.play(facts.BatonOffered(to="adviser"), TEACHER)
    stage.play(facts.BatonAccepted(offer=offer), ADVISER)
    assert owed(stage, ADVISER) == {"tell_companion": "partner"}
    stage.play(GRADED, TEACHER)
    assert owed(stage, ADVISER) == {}
    agenda = stage.engine.agenda(stage.case, by=HEAD, now=stage.now)
    (duty,) = (one for one in agenda if one.code == "keep_companion_away")
    assert [one.by.value for one in duty.who] == ["leader"]


# Who left


@pytest.mark.parametrize("leaves", ["service", "person"])
def test_a_professional_who_left_is_told_of_the_meeting(leaves: str) -> None:
    """The call names them still; the leader who called is no such one, though the leader does not take part."""
    stage = Stage().with_ppt()
    stage.play(called(invited=("teacher", "mother", "adviser"), day=DAY), TEACHER)
    stage.play(called(invited=("head", "mother"), day=DAY), HEAD)
    assert owed(stage, TEACHER) == {}
    gone = facts.ServiceLeft(leaving="ppt-1") if leaves == "service" else facts.PersonLeft(person="adviser")
    stage.play(gone, TEACHER)
    for by in HOME:
        assert owed(stage, by) == {"tell_who_left": "adviser"}
    others: tuple[Actor, ...] = (MOTHER, FATHER, ADVISER)
    for by in others:
        assert owed(stage, by) == {}


def test_whom_a_consent_keeps_out_since_is_told_not_to_come() -> None:
    """The mother keeps the adviser out after the call; what she keeps out is told to the home service alone."""
    stage = Stage().with_ppt()
    stage.play(called(invited=("teacher", "mother", "adviser"), day=DAY), TEACHER)
    assert owed(stage, HEAD) == {}
    narrowed = facts.ConsentGiven(
        scope=Scope.SERVICE,
        service=PPT,
        giver="mother",
        form=facts.Form.WRITTEN,
        categories=tuple(facts.Category),
        valid_until=UNTIL,
        excluded=("adviser",),
    )
    stage.play(narrowed, MOTHER)
    for by in HOME:
        assert owed(stage, by) == {"tell_who_is_kept_out": "adviser"}
    others: tuple[Actor, ...] = (MOTHER, FATHER, ADVISER)
    for by in others:
        assert owed(stage, by) == {}


# Who is near the child by a care order


def test_a_former_carer_is_asked_about_by_nobody() -> None:
    """Neither offered nor admitted: the question would tell others what the home service alone knows."""
    stage = Stage().with_ppt()
    order = facts.CareOrderMade(
        child="child", ground=CareGround.CARE_ORDER, decider="foster", at_home=True, made_on=dt.date(2026, 3, 1)
    )
    stage.play(order, TEACHER)
    told(stage, "foster", SharedWith.GUARDIAN)
    stage.play(called(invited=("teacher", "foster"), day=DAY), TEACHER)
    stage.play(facts.CareOrderEnded(child="child"), TEACHER)
    options = stage.engine.options(stage.case, by=TEACHER, now=stage.now)
    drafts = [draft for one in options.values() for draft in (*one.drafts, *(fact for fact, _ in one.needing))]
    assert {getattr(draft, "companion", None) for draft in drafts} == {None}
    for one in (asked(companion="foster"), yes(companion="foster")):
        assert stage.tried(one, TEACHER) == {"unknown_reference"}
    for by in HOME:
        assert owed(stage, by) == {"tell_companion": "foster"}
    others: tuple[Actor, ...] = (ADVISER, MOTHER, FATHER, CHILD)
    for by in others:
        assert owed(stage, by) == {}
        assert "foster" not in str(stage.engine.agenda(stage.case, by=by, now=stage.now))


# What a consent says of whom it names


def test_a_consent_tells_nobody_of_kin_whom_the_home_service_alone_knows() -> None:
    """Who is asked reads it, and so does the home service; to everybody else it is a line without content."""
    stage = told(Stage().with_ppt(), "child", SharedWith.CHILD)
    stage.play(facts.PersonJoined(person="colleague", role="teacher", of="school-1"), TEACHER)
    stage.play(facts.KinshipDeclared(person="colleague", kinship=Kinship.RELATIVE), COLLEAGUE)
    stage.play(asked(companion="colleague", of=("father",)), TEACHER)
    stage.play(yes(companion="colleague", giver="father"), TEACHER)
    both = ["consent_asked", "consent_given"]
    assert names(stage, "colleague", HEAD) == both
    assert names(stage, "colleague", FATHER) == both
    others: tuple[Actor, ...] = (MOTHER, ADVISER, CHILD)
    for by in others:
        assert names(stage, "colleague", by) == []


def test_a_consent_tells_nobody_of_a_partner_who_is_kept_from_them() -> None:
    """The consents go with the entry that says it, for whom that is kept from; the PPT, which she let in, reads on."""
    stage = Stage().with_ppt()
    joined = stage.play(facts.PersonJoined(person="partner", capacity=Capacity.PRIVATE), TEACHER)
    stage.play(asked(of=("mother",)), TEACHER)
    stage.play(yes(), MOTHER)
    both = ["consent_asked", "consent_given"]
    assert names(stage, "partner", FATHER) == both
    stage.play(facts.EntryMarked(entry=joined, tells=Tells.SOMEBODY_ELSE, whose="mother"), TEACHER)
    assert names(stage, "partner", FATHER) == []
    readers: tuple[Actor, ...] = (MOTHER, TEACHER, ADVISER)
    for by in readers:
        assert names(stage, "partner", by) == both


def test_a_consent_that_was_put_right_tells_not_whom_it_named_first() -> None:
    """The right one may be known of, the wrong one not."""
    stage = beside_ppt()
    stage.play(facts.PersonJoined(person="colleague", role="teacher", of="school-1"), TEACHER)
    stage.play(facts.KinshipDeclared(person="colleague", kinship=Kinship.RELATIVE), COLLEAGUE)
    entry = stage.play(asked(companion="colleague", of=("mother",)), TEACHER)
    stage.play(facts.EntryCorrected(entry=entry, instead=asked(of=("mother",))), TEACHER)
    seen = stage.engine.view(stage.case, by=ADVISER, now=stage.now, basis="the meeting").entries
    (line,) = (one for one in seen if one.id == entry)
    assert line.fact == asked(of=("mother",))
    assert line.original is None
