"""Meetings: their ids, minutes, duties and agenda; what is discussed anonymously."""

from __future__ import annotations

import datetime as dt

import attrs
import pytest

import bti
from bti import facts
from bti.errors import InvalidValue
from bti.facts import AdviceGround, Cancelled, Category, Duty, MeetingKind, Note, Substitute
from bti.guide.loading import parse_guide
from bti.people import Actor
from tests.stage import ADVISER, HEAD, MOTHER, TEACHER, Stage

AGENDA = Note.of("How are the mornings?")


def held(meeting: str | None = None, purpose: MeetingKind = MeetingKind.OTHER) -> facts.MeetingHeld:
    """Hold a meeting."""
    return facts.MeetingHeld(purpose=purpose, present=("teacher",), meeting=meeting, category=Category.EDUCATION)


def called(**fields: object) -> facts.MeetingCalled:
    """Call a meeting."""
    call = facts.MeetingCalled(purpose=MeetingKind.OTHER, day=dt.date(2026, 5, 4), invited=("teacher", "mother"))
    return attrs.evolve(call, **fields)  # type: ignore[arg-type]  # fields of a call, by name


def test_a_meeting_is_the_call_or_where_nobody_called_its_own_entry() -> None:
    """Minutes name the same thing whoever writes them, and there may be several."""
    stage = Stage().held()
    call = stage.play(called(), TEACHER)
    stage.play(held(call), TEACHER)
    alone = stage.play(held(), TEACHER)
    assert tuple(stage.case.spine.meetings.held) == (call, alone)
    for meeting in (call, alone, alone):
        stage.play(facts.MinutesWritten(meeting=meeting, category=Category.EDUCATION), TEACHER)


def test_a_cancelled_meeting_is_not_held() -> None:
    """It is called anew; held all the same, it is another meeting."""
    stage = Stage().held()
    call = stage.play(called(), TEACHER)
    stage.play(facts.MeetingCancelled(meeting=call, reason=Cancelled.FAMILY_CANNOT), TEACHER)
    assert stage.tried(held(call), TEACHER) == {"meeting_was_cancelled"}
    assert stage.tried(facts.MinutesWritten(meeting=call, category=Category.EDUCATION), TEACHER) == {"meeting_not_held"}
    stage.play(held(), TEACHER)


@pytest.mark.parametrize("by", [TEACHER, HEAD, MOTHER, ADVISER])
def test_the_agenda_is_read_by_those_who_take_part(by: Actor) -> None:
    """It is coordination: the family reads it, and services whose consent covers that."""
    stage = Stage().with_ppt()
    stage.play(called(agenda=AGENDA), TEACHER)
    assert agenda_for(stage, by) == AGENDA.text


def test_the_agenda_is_not_read_where_consent_covers_something_else() -> None:
    """A service that is told of the education alone sees that there is a meeting, and not what about."""
    stage = Stage().with_bounded_ppt()
    stage.play(called(agenda=AGENDA), TEACHER)
    assert agenda_for(stage, ADVISER) is None


def agenda_for(stage: Stage, by: Actor) -> str | None:
    """Return the text of the agenda as somebody sees it."""
    seen = stage.engine.view(stage.case, by=by, now=stage.now, basis="follow-up").entries[-1].fact
    assert isinstance(seen, facts.MeetingCalled)
    assert seen.agenda is not None
    return seen.agenda.text


def test_who_was_missing_was_not_there_and_who_came_instead_was() -> None:
    """A schema could know that."""
    with pytest.raises(InvalidValue, match="was present"):
        attrs.evolve(held(), absent=("teacher",))
    with pytest.raises(InvalidValue, match="substitutes"):
        attrs.evolve(held(), substitutes=(Substitute(person="teacher", instead_of="adviser"),))


def test_a_duty_given_by_a_meeting_goes_on_and_comes_back_with_who_leaves() -> None:
    """Who answers stays the same; a duty of somebody who has left is the holder's again."""
    stage = Stage().with_ppt()
    meeting = stage.play(held(), TEACHER)
    given = facts.DutyReassigned(meeting=meeting, to="adviser", duty=Duty.MINUTES)
    stage.play(given, TEACHER)
    answering = stage.engine.answering(stage.case, by=HEAD, now=stage.now)
    assert answering is not None
    assert answering.person == "teacher"
    assert stage.tried(given, TEACHER) == {"duty_is_theirs"}
    back = facts.DutyReassigned(meeting=meeting, to="teacher", duty=Duty.MINUTES)
    assert stage.offer(back, TEACHER)
    stage.play(facts.PersonLeft(person="adviser"), TEACHER)
    assert stage.tried(back, TEACHER) == {"duty_is_theirs"}


def test_a_measure_given_by_a_meeting_has_another_responsible_person() -> None:
    """And nothing else of it changes."""
    stage = Stage().measured()
    before = stage.case.spine.plan.measures[stage.measure]
    meeting = stage.play(held(), TEACHER)
    stage.play(facts.DutyReassigned(meeting=meeting, to="mother", measure=stage.measure), TEACHER)
    assert stage.case.spine.plan.measures[stage.measure] == attrs.evolve(before, responsible="mother")


def test_a_duty_or_a_measure() -> None:
    """One of the two."""
    for both in ({}, {"duty": Duty.MINUTES, "measure": "m"}):
        with pytest.raises(InvalidValue, match="either a duty or a measure"):
            facts.DutyReassigned(meeting="m", to="t", **both)  # type: ignore[arg-type]  # wrong on purpose


def test_after_a_meeting_of_the_services_alone_the_guardians_are_to_be_told() -> None:
    """It is admitted with that advice, and needs consent to sharing what concerns the coordination."""
    stage = Stage().with_ppt()
    alone = attrs.evolve(held(purpose=MeetingKind.SERVICES_ONLY), present=("teacher", "adviser"))
    verdict = stage.offer(alone, TEACHER)
    assert isinstance(verdict, bti.Admitted)
    assert [reason.code for reason in verdict.advice] == ["guardians_get_feedback"]
    assert Stage().with_bounded_ppt().tried(alone, TEACHER) == {"services_meet_by_consent"}


def test_an_anonymous_discussion_names_nobody() -> None:
    """There is no field for a person, an entry or a document, and a service that is a person is refused."""
    names = {field.name for field in attrs.fields(facts.AnonymousDiscussionHeld)}
    assert names == {"asked", "purpose", "fits", "category", "service", "audience", "note"}
    stage = Stage().with_ppt()
    for ref in ("mother", "child", "teacher", "adviser"):
        asked = facts.AnonymousDiscussionHeld(
            asked=bti.Service(ref, "bup"), purpose=facts.DiscussionPurpose.HELP, category=Category.EDUCATION
        )
        assert stage.tried(asked, TEACHER) == {"service_is_a_person"}


@pytest.mark.parametrize(
    ("fits", "advice"), [(None, []), (2, ["fits_few_persons"]), (4, ["fits_few_persons"]), (5, [])]
)
def test_a_small_place_is_warned_of(fits: int | None, advice: list[str]) -> None:
    """Below five persons, or what the guide sets; at one it is refused (law C-10)."""
    stage = Stage().concerned()
    asked = facts.AnonymousDiscussionHeld(
        asked=bti.Service("bup-1", "bup"),
        purpose=facts.DiscussionPurpose.HELP,
        fits=fits,
        category=Category.EDUCATION,
    )
    verdict = stage.offer(asked, TEACHER)
    assert isinstance(verdict, bti.Admitted)
    assert [reason.code for reason in verdict.advice] == advice
    assert stage.tried(attrs.evolve(asked, fits=1), TEACHER) == {"fits_one_person"}
    assert stage.tried(attrs.evolve(asked, fits=0), TEACHER) == {"fits_nobody"}


def test_what_is_written_of_an_anonymous_discussion_is_read_by_no_rule() -> None:
    """Whoever writes something is told so; who writes nothing is not."""
    stage = Stage().concerned()
    asked = facts.AnonymousDiscussionHeld(
        asked=bti.Service("bup-1", "bup"), purpose=facts.DiscussionPurpose.HELP, category=Category.EDUCATION
    )
    for note, advice in ((None, []), (Note.of("How to begin."), ["note_is_not_read"])):
        verdict = stage.offer(attrs.evolve(asked, note=note), TEACHER)
        assert isinstance(verdict, bti.Admitted)
        assert [reason.code for reason in verdict.advice] == advice


def test_advice_from_who_takes_part_is_asked_with_consent() -> None:
    """With the consent to the service, or of the home service, and never anonymously."""
    stage = Stage().with_ppt()
    for adviser in ("ppt-1", "school-1"):
        service = stage.case.spine.people.services[adviser]
        advice = facts.AdviceReceived(adviser=service, ground=AdviceGround.ANONYMOUS, category=Category.EDUCATION)
        assert stage.tried(advice, TEACHER) == {"not_anonymous_there"}
        stage.play(attrs.evolve(advice, ground=AdviceGround.CONSENT), TEACHER)


def test_a_step_that_needs_a_meeting_is_not_content_with_the_services_alone() -> None:
    """The meeting a guide asks for is one with the family, unless it names the other kind."""
    guide = parse_guide(
        """
        id = "meets"
        extends = "national"
        version = "1"
        status = "in_force"
        languages = ["nb", "nn", "en"]
        title = {nb = "Møtes", nn = "Møtest", en = "Meets"}
        [[level]]
        id = "1"
        [[level.step]]
        id = "1.1"
        completion = "meeting_held"
        """
    )
    stage = Stage(bti.Engine(guide)).with_ppt()
    stage.play(attrs.evolve(held(purpose=MeetingKind.SERVICES_ONLY), present=("teacher", "adviser")), TEACHER)
    assert stage.tried(facts.StepCompleted(step="1.1"), TEACHER) == {"step_needs"}
    stage.play(held(), TEACHER)
    stage.play(facts.StepCompleted(step="1.1"), TEACHER)
