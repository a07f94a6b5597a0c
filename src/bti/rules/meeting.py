"""Calling, cancelling and holding meetings, their minutes and what they decide on duties; and commenting."""

from __future__ import annotations

from collections.abc import Iterator

from bti.reasons import Reason, ReasonKind, law, model
from bti.record.fact import Category
from bti.record.family import CommentMade
from bti.record.meeting import (
    Cancelled,
    Duty,
    DutyReassigned,
    MeetingCalled,
    MeetingCancelled,
    MeetingHeld,
    MeetingKind,
    MinutesWritten,
)
from bti.rules.arena import whom_it_asks_for
from bti.rules.ask import Ask
from bti.rules.content import first_category
from bti.rules.references import can_take_task, family_of, is_known_kin, known_family, unknown
from bti.rules.registry import Found, drafts, form, rule

__all__: list[str] = []


def _people(ask: Ask, fact: MeetingCalled | MeetingHeld) -> tuple[str, ...]:
    return fact.invited if isinstance(fact, MeetingCalled) else fact.present


@form(MeetingCalled, MeetingHeld, source=model("references"))
def everybody_is_of_the_case(ask: Ask, fact: MeetingCalled | MeetingHeld) -> Found:
    """Who is called or present takes part, is of the family, or is kin of the case whom the guardians bring."""
    family = known_family(ask)
    if all(can_take_task(ask, ref) or ref in family or is_known_kin(ask, ref) for ref in _people(ask, fact)):
        return None
    return unknown("invited" if isinstance(fact, MeetingCalled) else "present")


@rule(MeetingCalled, MeetingHeld, source=model("model 6"))
def the_family_who_comes_has_been_told(ask: Ask, fact: MeetingCalled | MeetingHeld) -> Found:
    """Nobody of the family is called to a meeting, or sits in one, before the concern has been shared with them.

    Source: model 6.
    """
    told = ask.spine.people.told
    family = family_of(ask.spine)
    if all(ref in told for ref in _people(ask, fact) if ref in family):
        return None
    return Reason("not_told_yet", ReasonKind.UNMET, (), (law("Q-03"), model("model 6")))


@form(MeetingCalled, source=model("I-16"))
def called_for_a_day_to_come(ask: Ask, fact: MeetingCalled) -> Found:
    """A meeting is called for today or later."""
    if fact.day >= ask.day:
        return None
    return Reason("date_is_past", ReasonKind.WRONG_FORM, (("date", fact.day),), (model("I-16"),))


@form(MeetingHeld, MeetingCancelled, source=model("references"))
def the_meeting_is_known(ask: Ask, fact: MeetingHeld | MeetingCancelled) -> Found:
    """A meeting that was called is one of this case."""
    return None if fact.meeting is None or fact.meeting in ask.spine.meetings.called else unknown("meeting")


@rule(MeetingHeld, MeetingCancelled, source=model("model 7"))
def held_once(ask: Ask, fact: MeetingHeld | MeetingCancelled) -> Found:
    """A meeting is held once, and not cancelled afterwards."""
    if fact.meeting is None or not ask.spine.meetings.called[fact.meeting].held:
        return None
    return Reason("meeting_was_held", ReasonKind.WRONG_PLACE, (), (model("model 7"),))


@rule(MeetingHeld, MeetingCancelled, source=model("model 7"))
def not_cancelled(ask: Ask, fact: MeetingHeld | MeetingCancelled) -> Found:
    """A meeting that was cancelled is neither held nor cancelled again; one on another day is another call."""
    if fact.meeting is None or not ask.spine.meetings.called[fact.meeting].cancelled:
        return None
    return Reason("meeting_was_cancelled", ReasonKind.WRONG_PLACE, (), (model("model 7"),))


@form(MeetingHeld, source=model("references"))
def who_was_missing_is_of_the_case(ask: Ask, fact: MeetingHeld) -> Found:
    """Who was expected and not there takes part, or is of the family."""
    family = known_family(ask)
    return None if all(can_take_task(ask, ref) or ref in family for ref in fact.absent) else unknown("absent")


@form(MeetingCalled, MeetingHeld, source=model("model 8"))
def a_meeting_of_services_is_without_the_family(ask: Ask, fact: MeetingCalled | MeetingHeld) -> Found:
    """A meeting of the services alone (instansmøte) has nobody of the family in it; with them it is another meeting.

    Source: Sula, arenas.
    """
    if fact.purpose is not MeetingKind.SERVICES_ONLY or not any(is_known_kin(ask, ref) for ref in _people(ask, fact)):
        return None
    return Reason("family_is_in_it", ReasonKind.WRONG_FORM, (), (model("model 8"),))


@rule(MeetingCalled, MeetingHeld, source=(law("C-02"), model("model 8")))
def services_meet_alone_by_consent(ask: Ask, fact: MeetingCalled | MeetingHeld) -> Found:
    """The services meet without the family only when consent lets each of them share on the coordination.

    The consent meant is the one to each service; a consent of the meeting's own belongs to the guide's arenas.

    Source: Sula, arenas: instansmøte; law C-02.
    """
    if fact.purpose is not MeetingKind.SERVICES_ONLY:
        return None
    people = ask.spine.people.professionals
    services = {people[ref].service for ref in _people(ask, fact) if ref in people}
    if all(Category.COORDINATION in ask.covered(service) for service in services):
        return None
    return Reason("services_meet_by_consent", ReasonKind.UNMET, (), (law("C-02"), model("model 8")))


@rule(MeetingHeld, source=model("model 8"))
def the_guardians_are_told_afterwards(ask: Ask, fact: MeetingHeld) -> Found:
    """After a meeting of the services alone the guardians get feedback; shown as advice.

    Source: Sula, arenas: instansmøte.
    """
    if fact.purpose is not MeetingKind.SERVICES_ONLY:
        return None
    return Reason("guardians_get_feedback", ReasonKind.ADVICE, (), (model("model 8"),))


@form(MinutesWritten, DutyReassigned, source=model("references"))
def the_meeting_is_of_this_case(ask: Ask, fact: MinutesWritten | DutyReassigned) -> Found:
    """The meeting was called or held in this case."""
    meetings = ask.spine.meetings
    return None if fact.meeting in meetings.held or fact.meeting in meetings.called else unknown("meeting")


@rule(MinutesWritten, DutyReassigned, source=model("model 7"))
def the_meeting_was_held(ask: Ask, fact: MinutesWritten | DutyReassigned) -> Found:
    """Minutes are written of a meeting that was held, and duties are given by one."""
    if fact.meeting in ask.spine.meetings.held:
        return None
    return Reason("meeting_not_held", ReasonKind.WRONG_PLACE, (), (model("model 7"),))


@form(DutyReassigned, source=model("references"))
def who_gets_the_duty_is_of_the_case(ask: Ask, fact: DutyReassigned) -> Found:
    """Who gets a duty takes part, or is of the family and has been told."""
    return None if can_take_task(ask, fact.to) else unknown("to")


@form(DutyReassigned, source=model("references"))
def the_measure_given_is_of_this_case(ask: Ask, fact: DutyReassigned) -> Found:
    """A measure that is given to somebody is one of this case."""
    return None if fact.measure is None or fact.measure in ask.spine.plan.measures else unknown("measure")


@rule(DutyReassigned, source=model("I-04"))
def a_duty_of_the_holder_stays_with_professionals(ask: Ask, fact: DutyReassigned) -> Found:
    """A duty of the baton holder goes to a professional; a measure may be somebody's of the family.

    Source: I-04; model 4.
    """
    if fact.duty is None or not ask.spine.is_kin(fact.to):
        return None
    return Reason("kin_has_no_duty", ReasonKind.WRONG_PERSON, (), (model("I-04"),))


@rule(DutyReassigned, source=model("model 4"))
def a_duty_of_the_holder_goes_to_the_impartial(ask: Ask, fact: DutyReassigned) -> Found:
    """Whoever has declared a conflict of interest in this case gets no duty of the holder, as they get no baton."""
    if fact.duty is None or fact.to not in ask.spine.staff.partial:
        return None
    return Reason("conflict_of_interest", ReasonKind.WRONG_PERSON, (), (model("model 4"),))


@rule(DutyReassigned, source=(law("C-02"), model("I-06")))
def whose_service_is_covered(ask: Ask, fact: DutyReassigned) -> Found:
    """Consent covers the service of who gets the duty.

    Source: I-06; law C-02.
    """
    if fact.to not in ask.spine.people.professionals or ask.can_act(fact.to):
        return None
    return Reason("service_not_covered", ReasonKind.UNMET, (), (law("C-02"), model("I-06")))


@rule(DutyReassigned, source=model("model 4"))
def the_duty_is_somebody_elses(ask: Ask, fact: DutyReassigned) -> Found:
    """A duty is given to somebody who does not have it."""
    measure = None if fact.measure is None else ask.spine.plan.measures[fact.measure].responsible
    if fact.to != (measure if fact.duty is None else _who_has(ask, fact.duty)):
        return None
    return Reason("duty_is_theirs", ReasonKind.WRONG_PERSON, (), (model("model 4"),))


def _who_has(ask: Ask, duty: Duty) -> str | None:
    """Return who has a duty: whom a meeting last gave it to, while they take part, or who answers; None: the leader.

    A conflict of interest declared since then takes it from them.
    """
    given = ask.spine.meetings.duties.get(duty)
    if given is not None and given not in ask.spine.staff.partial and ask.can_act(given):
        return given
    return None if ask.answering is None else ask.answering.person


@rule(DutyReassigned, source=model("I-09"))
def the_measure_given_stands(ask: Ask, fact: DutyReassigned) -> Found:
    """A measure that has ended is given to nobody."""
    if fact.measure is None or ask.spine.plan.measures[fact.measure].stands:
        return None
    return Reason("measure_is_ended", ReasonKind.WRONG_PLACE, (), (model("I-09"),))


@form(CommentMade, source=model("references"))
def the_entry_commented_on_is_known(ask: Ask, fact: CommentMade) -> Found:
    """A comment is about the case, or about an entry of its book."""
    return None if fact.about is None or ask.knows_entry(fact.about) else unknown("about")


@drafts(MeetingCalled, "invited", "day", "purpose", "agenda", "arena", "initiative")
def calls(ask: Ask) -> Iterator[MeetingCalled]:
    """Call a meeting of any kind."""
    yield MeetingCalled(purpose=MeetingKind.COORDINATION, day=ask.day, invited=())


@drafts(MeetingCancelled, "reason")
def cancellations(ask: Ask) -> Iterator[MeetingCancelled]:
    """Cancel any meeting that was called."""
    for meeting in ask.spine.meetings.called:
        yield MeetingCancelled(meeting=meeting, reason=Cancelled.NOT_NEEDED)


@drafts(MeetingHeld, "note", "audience", "service", "present", "purpose", "absent", "substitutes", "arena")
def meetings(ask: Ask) -> Iterator[MeetingHeld]:
    """Hold a meeting that was called, with whom its arena asks for, or one that was not."""
    yield MeetingHeld(purpose=MeetingKind.OTHER, present=(), category=first_category(ask))
    for meeting, call in ask.spine.meetings.called.items():
        arena = None if call.arena is None else ask.guide.arena(call.arena)
        present = () if arena is None else whom_it_asks_for(ask, arena)
        yield MeetingHeld(purpose=MeetingKind.OTHER, present=present, meeting=meeting, category=first_category(ask))


@drafts(MinutesWritten, "note", "audience", "service")
def minutes(ask: Ask) -> Iterator[MinutesWritten]:
    """Write the minutes of any meeting that was held."""
    for meeting in ask.spine.meetings.held:
        yield MinutesWritten(meeting=meeting, category=first_category(ask))


@drafts(DutyReassigned, "meeting", "to")
def reassignments(ask: Ask) -> Iterator[DutyReassigned]:
    """Give any duty, or any measure that stands, to somebody who does not have it, by any meeting that was held."""
    spine = ask.spine
    if not spine.meetings.held:
        return
    held = tuple(spine.meetings.held)[-1]
    able = tuple(ref for ref in dict.fromkeys((*spine.people.professionals, ask.by.ref)) if can_take_task(ask, ref))
    able = tuple(ref for ref in able if ref not in spine.people.professionals or ask.can_act(ref))
    for duty in Duty:
        to = next((ref for ref in able if ref != _who_has(ask, duty) and ref not in spine.staff.partial), None)
        if to is not None:
            yield DutyReassigned(meeting=held, to=to, duty=duty)
    for measure in spine.plan.standing():
        to = next((ref for ref in (*able, *sorted(spine.people.told)) if ref != measure.responsible), None)
        if to is not None:
            yield DutyReassigned(meeting=held, to=to, measure=measure.id)


@drafts(CommentMade, "note", "audience", "service", "about")
def comments(ask: Ask) -> Iterator[CommentMade]:
    """Comment on the case, or on any entry of it."""
    yield CommentMade(category=first_category(ask))
