"""Whoever the guardians bring to a meeting is there by consent, and is nothing else in the case (law A-09)."""

from __future__ import annotations

import datetime as dt

import bti
from bti import facts
from bti.facts import Fact, MeetingKind, Scope
from bti.people import Actor
from tests.examples.bringing import WITH_PARTNER, asked, brought, with_partner, yes
from tests.examples.meeting_up import called, held
from tests.stage import COLLEAGUE, FATHER, HEAD, MOTHER, SCHOOL, TEACHER, Stage

PARTNER: tuple[Actor, ...] = (
    bti.Guardian("partner"),
    bti.Resident("partner"),
    bti.Professional("partner", "teacher", SCHOOL),
)
"""The partner, under whatever role they are sent with."""


def at(stage: Stage, day: dt.date) -> Stage:
    """Let it be noon of a day."""
    stage.now = dt.datetime.combine(day, dt.time(11), dt.UTC)
    return stage


def test_who_is_brought_sees_and_does_nothing_of_the_case() -> None:
    """The consent lets them sit in the meeting; to the engine they are who never heard of a case."""
    stage = brought()
    stage.play(held(present=WITH_PARTNER), TEACHER)
    empty = bti.Case.empty("case-99")
    for by in PARTNER:
        seen = stage.engine.view(stage.case, by=by, now=stage.now, basis="a meeting")
        none = stage.engine.view(empty, by=by, now=stage.now, basis="a meeting")
        assert (seen.entries, seen.overview) == (none.entries, none.overview)
        assert stage.tried(facts.CommentMade(category=facts.Category.FAMILY, note=facts.Note.of("we talked")), by) == {
            "not_taking_part"
        }


def test_who_is_brought_never_holds_the_baton_nor_gets_a_task() -> None:
    """They are kin of the case (I-04), and take no part."""
    stage = brought()
    for offer, by in ((facts.BatonAppointed(to="partner"), HEAD), (facts.BatonOffered(to="partner"), TEACHER)):
        assert "kin_never_holds" in stage.tried(offer, by)
    measure = facts.MeasurePlanned(
        responsible="partner", evaluate_by=dt.date(2026, 9, 1), category=facts.Category.EDUCATION
    )
    assert stage.tried(measure, TEACHER) == {"unknown_reference"}


def test_it_ends_with_the_consent_and_the_end_is_named() -> None:
    """Through its last day they may be there; from midnight after it no more, and `next_change` says so before."""
    stage = at(brought(valid_until=dt.date(2026, 6, 1)), dt.date(2026, 6, 1))
    assert isinstance(stage.offer(held(present=WITH_PARTNER), TEACHER), bti.Admitted)
    change = stage.engine.next_change(stage.case, by=TEACHER, now=stage.now)
    assert change is not None
    assert change.at == dt.datetime(2026, 6, 1, 22, tzinfo=dt.UTC)  # 00:00 in Oslo on 2 June
    assert "who_must_consent" in change.answers
    at(stage, dt.date(2026, 6, 2))
    assert stage.tried(held(present=WITH_PARTNER), TEACHER) == {"companion_needs_consent"}
    assert isinstance(stage.offer(held(present=("teacher", "mother")), TEACHER), bti.Admitted)


def test_both_guardians_consent_whatever_is_set_of_the_log() -> None:
    """And from the age at which the young person consents to the log, the young person too (law A-03, A-09, A-30)."""
    stage = with_partner()
    stage.play(asked(), TEACHER)
    stage.play(yes(), TEACHER)
    needed = stage.engine.who_must_consent(stage.case, Scope.COMPANION, target="partner", by=HEAD, now=stage.now)
    assert {one.person for one in needed.due} == {"mother", "father"}
    assert needed.missing == ("father",)
    assert {"A-09", "A-03"} <= {one.ref for due in needed.due for one in due.why}
    at_15 = stage.engine.who_must_consent(
        stage.case, Scope.COMPANION, target="partner", by=HEAD, now=stage.now, on=dt.date(2030, 5, 5)
    )
    assert {one.person for one in at_15.due} == {"mother", "father", "child"}
    own = stage.engine.who_must_consent(stage.case, Scope.COMPANION, target="partner", by=MOTHER, now=stage.now)
    assert [one.person for one in own.due] == ["mother"]


def test_an_insider_is_warned_where_somebody_is_brought() -> None:
    """The one who is brought may be the one who is suspected (law D-05); others see no difference."""
    stage = brought()
    stage.play(called(invited=("teacher", "partner")), TEACHER)
    assert stage.engine.planned_talks(stage.case, by=HEAD, now=stage.now) == ()
    stage.play(facts.SuspicionRecorded(category=facts.Category.WELFARE), HEAD)
    (talk,) = stage.engine.planned_talks(stage.case, by=HEAD, now=stage.now)
    assert talk.guardians == ("partner",)
    assert stage.engine.planned_talks(stage.case, by=TEACHER, now=stage.now) == ()


def test_an_insider_is_warned_of_who_turned_out_to_be_kin_after_the_call() -> None:
    """What counts is what the case says today: that nobody knew it when they were called makes the talk no safer."""
    stage = Stage().held()
    stage.play(facts.PersonJoined(person="colleague", role="contact_teacher", of="school-1"), TEACHER)
    stage.play(called(invited=("teacher", "colleague")), TEACHER)
    stage.play(facts.SuspicionRecorded(category=facts.Category.WELFARE), HEAD)
    assert stage.engine.planned_talks(stage.case, by=HEAD, now=stage.now) == ()
    declared = stage.play(facts.KinshipDeclared(person="colleague", kinship=facts.Kinship.RELATIVE), COLLEAGUE)
    (talk,) = stage.engine.planned_talks(stage.case, by=HEAD, now=stage.now)
    assert talk.guardians == ("colleague",)
    stage.play(facts.EntryStruck(entry=declared, reason=facts.StrikeReason.OTHER), HEAD)
    assert stage.engine.planned_talks(stage.case, by=HEAD, now=stage.now) == ()


def test_it_is_asked_of_those_who_are_kin_and_of_nobody_else() -> None:
    """Options offer it for whoever was written down as relative or private person."""
    stage = with_partner()
    options = stage.engine.options(stage.case, by=TEACHER, now=stage.now, kinds=(facts.ConsentAsked,))
    option = options["consent_asked"]
    drafts = [draft for draft in option.drafts if isinstance(draft, facts.ConsentAsked)]
    assert {draft.companion for draft in drafts if draft.scope is Scope.COMPANION} == {"partner"}


def before(stage: Stage, fact: Fact, hours: int) -> bti.Verdict:
    """Record what happened some hours ago now."""
    return stage.engine.admit(
        stage.case, fact, by=TEACHER, now=stage.now, at=stage.now - dt.timedelta(hours=hours), because="forgotten"
    )


def test_a_meeting_before_the_consent_was_taken_back_is_recorded_after() -> None:
    """Taking back works forward only (Q-09): who was lawfully there is written down, and was not there since."""
    stage = brought()
    (given,) = [
        one.id for one in stage.case.spine.consents.given() if one.giver == "father" and one.target == "partner"
    ]
    stage.play(facts.MeetingCalled(purpose=MeetingKind.OTHER, invited=WITH_PARTNER, day=stage.now.date()), TEACHER)
    stage.now += dt.timedelta(hours=10)
    stage.play(facts.ConsentWithdrawn(consent=given), FATHER)
    stage.now += dt.timedelta(days=30)
    assert stage.tried(held(present=WITH_PARTNER), TEACHER) == {"companion_needs_consent"}
    assert before(stage, held(present=WITH_PARTNER), 30 * 24 + 2)
    after = before(stage, held(present=WITH_PARTNER), 30 * 24 - 2)
    assert isinstance(after, bti.Refused)
    assert [one.code for one in after.reasons] == ["companion_needs_consent"]


def test_a_no_or_an_end_of_the_log_takes_nothing_from_a_meeting_before() -> None:
    """A refusal counts from when it was given, and so does the end of a log, which ends all consents."""
    refused = facts.ConsentRefused(scope=Scope.COMPANION, companion="partner", giver="father")
    for since, by in ((refused, FATHER), (facts.LogClosed(reason=facts.LogClosing.WISH), MOTHER)):
        stage = brought()
        stage.now += dt.timedelta(days=5)
        stage.play(since, by)
        stage.now += dt.timedelta(hours=2)
        assert stage.tried(held(present=WITH_PARTNER), TEACHER) == {"companion_needs_consent"}
        assert before(stage, held(present=WITH_PARTNER), 3), since.kind


def test_an_address_graded_since_takes_nothing_from_a_meeting_before() -> None:
    """What happened before is written as it was; from then on nobody is there by the guardians' consent (H-17)."""
    stage = brought()
    stage.now += dt.timedelta(hours=10)
    graded = facts.AddressGraded(person="child", grade=facts.Grade.CONFIDENTIAL, may_know=("mother", "father"))
    stage.play(graded, TEACHER)
    stage.now += dt.timedelta(hours=2)
    assert stage.tried(held(present=WITH_PARTNER), TEACHER) == {"companion_and_graded_address"}
    assert before(stage, held(present=WITH_PARTNER), 3)
