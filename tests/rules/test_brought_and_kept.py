"""That somebody is kin of the case is told to whom an entry that says it is shown; a call that fails is told of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

import bti
from bti import facts
from bti.facts import Capacity, Category, Fact, Grade, Kinship, Scope, Tells
from bti.people import Actor
from tests.examples.bringing import WITH_PARTNER, asked, brought, with_graded_address, yes
from tests.examples.meeting_up import called, held
from tests.stage import ADVISER, CHILD, COLLEAGUE, FATHER, HEAD, MOTHER, PPT, TEACHER, Stage

DAY = dt.date(2026, 4, 20)
NOBODY = "nobody-at-all"


def with_ppt() -> Stage:
    """Let the partner, whom nobody has marked, be kin of a case with another service."""
    stage = Stage().with_ppt()
    stage.play(facts.PersonJoined(person="partner", capacity=Capacity.PRIVATE), TEACHER)
    return stage


def kept() -> Stage:
    """Keep from the father that the mother has a new partner."""
    stage = Stage().with_ppt()
    joined = stage.play(facts.PersonJoined(person="partner", capacity=Capacity.PRIVATE), TEACHER)
    stage.play(facts.EntryMarked(entry=joined, tells=Tells.SOMEBODY_ELSE, whose="mother"), TEACHER)
    return stage


def declared() -> Stage:
    """Let a colleague turn out to be related, which is written for the home service."""
    stage = with_colleague()
    stage.play(facts.KinshipDeclared(person="colleague", kinship=Kinship.RELATIVE), COLLEAGUE)
    return stage


def with_colleague() -> Stage:
    """Let a colleague take part, and another service."""
    stage = Stage().with_ppt()
    stage.play(facts.PersonJoined(person="colleague", role="teacher", of="school-1"), TEACHER)
    return stage


def offered(stage: Stage, by: Actor) -> set[str | None]:
    """Return who is named as companion in anything that is offered to somebody."""
    options = stage.engine.options(stage.case, by=by, now=stage.now)
    drafts = [draft for one in options.values() for draft in (*one.drafts, *(fact for fact, _ in one.needing))]
    return {getattr(draft, "companion", None) for draft in drafts} - {None}


def naming(ref: str, by: Actor) -> tuple[Fact, ...]:
    """Return what somebody could try a reference with."""
    return (
        facts.ConsentRefused(scope=Scope.COMPANION, companion=ref, giver=by.ref),
        yes(companion=ref, giver=by.ref),
        asked(companion=ref, of=("mother",)),
        called(invited=("mother", ref)),
        held(present=("mother", ref)),
        facts.PersonJoined(person=ref, capacity=Capacity.PRIVATE),
        facts.BatonOffered(to=ref),
        facts.AnonymousDiscussionHeld(
            asked=bti.Service(ref, "ppt"), purpose=next(iter(facts.DiscussionPurpose)), category=Category.EDUCATION
        ),
        facts.ConsentGiven(
            scope=Scope.LOG,
            giver=by.ref,
            form=facts.Form.WRITTEN,
            categories=tuple(Category),
            valid_until=DAY,
            excluded=(ref,),
        ),
    )


def said(verdict: bti.Verdict) -> tuple[object, ...]:
    """Return what a verdict says, with its advice."""
    if isinstance(verdict, bti.Admitted):
        return True, verdict.advice
    return False, verdict.reasons, verdict.advice


@pytest.mark.parametrize(
    ("stage", "by", "ref"),
    [
        (kept, FATHER, "partner"),
        (declared, MOTHER, "colleague"),
        (declared, FATHER, "colleague"),
        (declared, ADVISER, "colleague"),
        (kept, CHILD, "partner"),
    ],
    ids=["kept-father", "declared-mother", "declared-father", "declared-adviser", "kept-child"],
)
def test_who_may_not_know_of_kin_meets_them_as_nobody(stage: Callable[[], Stage], by: Actor, ref: str) -> None:
    """Options name them to nobody who may not know, and every fact that names them is answered as for a stranger."""
    played = stage()
    assert ref not in offered(played, by)
    for one, other in zip(naming(ref, by), naming(NOBODY, by), strict=True):
        assert said(played.offer(one, by)) == said(played.offer(other, by)), one


def test_who_reads_that_they_are_kin_is_offered_them() -> None:
    """Who wrote the entry, whom it is about, whom it was kept from nobody of, and the home service."""
    readers: tuple[Actor, ...] = (MOTHER, FATHER, TEACHER, ADVISER)
    for by in readers:
        assert offered(with_ppt(), by) == {"partner"}, by
    assert offered(kept(), MOTHER) == {"partner"}
    assert offered(kept(), FATHER) == set()
    assert offered(declared(), TEACHER) == {"colleague"}
    assert offered(declared(), MOTHER) == set()


def test_who_is_asked_about_them_may_answer() -> None:
    """The home service that asks the father about the partner has told him of them; the mother was not asked."""
    stage = kept()
    stage.play(asked(of=("father",)), TEACHER)
    assert offered(stage, FATHER) == {"partner"}
    stage.play(facts.ConsentRefused(scope=Scope.COMPANION, companion="partner", giver="father"), FATHER)
    other = declared()
    other.play(asked(companion="colleague", of=("father",)), TEACHER)
    assert (offered(other, FATHER), offered(other, MOTHER)) == ({"colleague"}, set())


def named_in_consent_to(stage: Stage, by: Actor, ref: str) -> list[str | None]:
    """Return the lines on consent in somebody's view that name a reference."""
    lines = stage.engine.view(stage.case, by=by, now=stage.now, basis="follow-up").entries
    return [one.kind for one in lines if str(one.kind).startswith("consent") and ref in repr(one)]


def test_a_line_on_consent_names_nobody_to_whom_they_are_not_known() -> None:
    """The mother alone is asked so far: her partner's name stands in her line, and in nobody's from whom it is kept."""
    stage = kept()
    stage.play(asked(of=("mother",)), TEACHER)
    stage.play(yes(), TEACHER)
    knowing: tuple[Actor, ...] = (TEACHER, MOTHER)
    for by in knowing:
        assert named_in_consent_to(stage, by, "partner") == ["consent_asked", "consent_given"]
    kept_from: tuple[Actor, ...] = (FATHER, CHILD)
    for by in kept_from:
        assert named_in_consent_to(stage, by, "partner") == []
    stage.play(asked(of=("father",)), TEACHER)
    assert named_in_consent_to(stage, FATHER, "partner") == ["consent_asked", "consent_given", "consent_asked"]
    other = declared()
    other.play(asked(companion="colleague", of=("mother",)), TEACHER)
    assert named_in_consent_to(other, ADVISER, "colleague") == []


def test_a_kinship_that_is_shared_wider_is_known() -> None:
    """An entry of the home service that is shared with the family tells them; the other service hears nothing yet."""
    stage = with_colleague()
    entry = stage.play(facts.KinshipDeclared(person="colleague", kinship=Kinship.RELATIVE), COLLEAGUE)
    stage.play(facts.EntryShared(entry=entry, to=facts.Audience.FAMILY), TEACHER)
    assert offered(stage, MOTHER) == {"colleague"}
    assert offered(stage, ADVISER) == set()


def test_kin_comes_as_a_professional_of_no_service() -> None:
    """Who may not know that they are kin is refused in one word, and no why."""
    stage = declared()
    offer = stage.play(facts.BatonOffered(to="adviser"), TEACHER)
    stage.play(facts.BatonAccepted(offer=offer), ADVISER)
    joins = facts.PersonJoined(person="colleague", role="ppt_adviser", of=PPT.ref)
    assert stage.tried(joins, ADVISER) == {"person_not_let_in"}


# The call and the consent


def owed(stage: Stage, by: Actor) -> dict[str, bti.Duty]:
    """Return what somebody is told is owed about whoever was called and may not come, by code."""
    agenda = stage.engine.agenda(stage.case, by=by, now=stage.now)
    return {one.code: one for one in agenda if one.code in ("tell_companion", "keep_companion_away")}


def test_nobody_is_called_for_a_day_after_the_consent() -> None:
    """Through its last day they are called for; for the next one they are not (law Q-08)."""
    stage = brought(valid_until=DAY)
    assert isinstance(stage.offer(called(invited=WITH_PARTNER, day=DAY), TEACHER), bti.Admitted)
    late = called(invited=WITH_PARTNER, day=DAY + dt.timedelta(days=1))
    assert stage.tried(late, TEACHER) == {"companion_needs_consent"}
    assert isinstance(stage.offer(called(day=late.day), TEACHER), bti.Admitted)


def test_a_consent_taken_back_is_told_to_who_called() -> None:
    """The call stands; whoever answers is told of it until the meeting is cancelled, or the consent is there again."""
    stage = brought()
    call = stage.play(called(invited=WITH_PARTNER, day=DAY), TEACHER)
    assert owed(stage, TEACHER) == {}
    (given,) = [
        one.id for one in stage.case.spine.consents.given() if one.giver == "father" and one.target == "partner"
    ]
    stage.play(facts.ConsentWithdrawn(consent=given), FATHER)
    duty = owed(stage, TEACHER)["tell_companion"]
    assert duty.rests_on == (call,)
    assert [one.persons for one in duty.who] == [("teacher",)]
    assert dict(duty.params)["persons"] == "partner"
    for lang in ("nb", "nn", "en"):
        assert "partner" not in duty.text(lang).split()  # who it is stands in the parameters, for the host to name
    stage.play(asked(of=("father",)), TEACHER)
    stage.play(yes(giver="father"), FATHER)
    assert owed(stage, TEACHER) == {}


def test_a_meeting_that_is_cancelled_or_held_owes_nothing() -> None:
    """What was called away, or is over, is settled."""
    for settles in ("cancelled", "held"):
        stage = brought()
        call = stage.play(called(invited=WITH_PARTNER, day=DAY), TEACHER)
        (given,) = [
            one.id for one in stage.case.spine.consents.given() if one.giver == "father" and one.target == "partner"
        ]
        stage.play(facts.ConsentWithdrawn(consent=given), FATHER)
        assert owed(stage, TEACHER)
        if settles == "cancelled":
            stage.play(facts.MeetingCancelled(meeting=call, reason=facts.Cancelled.NOT_NEEDED), TEACHER)
        else:
            stage.play(held(present=("teacher", "mother"), meeting=call), TEACHER)
        assert owed(stage, TEACHER) == {}


def test_an_address_graded_since_is_told_to_the_home_service_alone() -> None:
    """The consents stand, so that to the family nothing is said: it would tell of the grade."""
    stage = brought()
    stage.play(called(invited=WITH_PARTNER, day=DAY), TEACHER)
    stage.play(
        facts.AddressGraded(person="child", grade=Grade.CONFIDENTIAL, may_know=("mother", "father")),
        TEACHER,
    )
    home: tuple[Actor, ...] = (TEACHER, HEAD)
    for by in home:
        assert set(owed(stage, by)) == {"keep_companion_away"}
    for one in (MOTHER, FATHER):
        assert owed(stage, one) == {}
    assert owed(with_graded_address(), TEACHER) == {}


def test_somebody_called_who_turns_out_to_be_kin_is_told_of_to_whom_it_is_known() -> None:
    """The colleague was called as a professional; the family and the other service hear nothing by it."""
    stage = with_colleague()
    stage.play(called(invited=("teacher", "mother", "colleague"), day=DAY), TEACHER)
    stage.play(facts.KinshipDeclared(person="colleague", kinship=Kinship.RELATIVE), COLLEAGUE)
    assert set(owed(stage, TEACHER)) == {"tell_companion"}
    others: tuple[Actor, ...] = (MOTHER, FATHER, ADVISER)
    for by in others:
        assert owed(stage, by) == {}


def test_how_many_consents_are_missing_is_the_home_services() -> None:
    """Who asks the family is told; another service is not."""
    stage = with_ppt()
    told: tuple[tuple[Actor, tuple[object, ...]], ...] = ((TEACHER, (("missing", 2),)), (ADVISER, ()))
    for by, params in told:
        verdict = stage.offer(called(invited=("mother", "partner")), by)
        assert isinstance(verdict, bti.Refused)
        assert [(one.code, one.params) for one in verdict.reasons] == [("companion_needs_consent", params)]
