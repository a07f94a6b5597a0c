"""What a step or an outcome requires of the case, tested against the spine.

The vocabulary is closed: each `ConditionName` has one test here. A condition looks at the whole case, or only since
the level, the round or the step began.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from bti.guide.model import Condition, ConditionName, Requirement, Since
from bti.guide.vocabulary import MEETINGS, RECORDED
from bti.law.consent import LogStanding
from bti.reasons import Reason
from bti.record.concern import SharedWith
from bti.record.consent import Answer, Scope
from bti.record.document import DocumentFiled, DocumentSort
from bti.record.evaluation import ChildHeard, EvaluationAnswered, FamilyHeard, Heard
from bti.record.fact import Audience
from bti.record.measure import MeasurePlanned, MeasureStarted, MeasureStatus, Place
from bti.record.meeting import (
    Duty,
    DutyReassigned,
    HeldMeeting,
    MeetingCalled,
    MeetingHeld,
    MeetingKind,
    Minutes,
)
from bti.rules.ask import Ask
from bti.rules.attendance import all_there
from bti.rules.conditions_said import said_by
from bti.rules.opening import unanswered_measures
from bti.text import Text

__all__ = ["children_not_heard", "is_met", "lacking", "unmet"]


def is_met(ask: Ask, part: Condition | Requirement) -> bool:
    """Tell whether a condition or a requirement is met now."""
    if isinstance(part, Condition):
        return _is_so(ask, part)
    if part.unless is not None and is_met(ask, part.unless):
        return True
    return all(is_met(ask, one) for one in part.all_of) and (
        not part.any_of or any(is_met(ask, one) for one in part.any_of)
    )


def _is_so(ask: Ask, condition: Condition) -> bool:
    start = _start(ask, condition.since)
    if condition.after is not None:
        place = _place_after(ask, condition.after, condition.after_with, start)
        if place <= start:
            return False
        start = place
    if condition.same_meeting_as is not None and not _of_one_meeting(ask, condition.name, condition.same_meeting_as):
        return False
    if condition.same_act_as is not None:
        acts = ask.spine.acts
        act = acts.get(RECORDED[condition.same_act_as])
        if act is None or acts.get(RECORDED[condition.name]) != act:
            return False
    return _TESTS[condition.name](ask, condition, start)


def _place_after(ask: Ask, name: ConditionName, with_: str | None, start: int) -> int:
    """Return where in the book the fact stands that others are to come after; where nothing does, the start.

    Of several, the last; where it is said which (`after_with`), the first, so that an order once kept stays kept.
    """
    if with_ is None:
        return ask.spine.last.get(RECORDED[name], start)
    return min((seq for seq in _PLACES[name](ask, with_) if seq > start), default=start)


def _of_one_meeting(ask: Ask, name: ConditionName, other: ConditionName) -> bool:
    """Tell whether the last facts of two conditions come of one meeting: held with them or before, the last then."""
    meeting = _meeting_of(ask, RECORDED[name])
    return meeting > 0 and meeting == _meeting_of(ask, RECORDED[other])


def _meeting_of(ask: Ask, kind: str) -> int:
    """Return where in the book the meeting stands that the last fact of a kind comes of; 0 where there is none."""
    spine = ask.spine
    place, held = spine.last.get(kind, 0), (one.seq for one in spine.meetings.held.values())
    if place and spine.acts.get(kind) == spine.acts.get(MeetingHeld.kind):
        return max(held, default=0)
    return max((seq for seq in held if seq <= place), default=0)


def lacking(ask: Ask, requirement: Requirement | None) -> Iterator[tuple[Requirement, tuple[Condition, ...]]]:
    """Yield what is not met: one condition, or those any of which would do, with the requirement they stand in.

    Args:
        ask: The question.
        requirement: What is required; None: nothing.
    """
    if requirement is None or is_met(ask, requirement):
        return
    for part in requirement.all_of:
        if isinstance(part, Requirement):
            yield from lacking(ask, part)
        elif not is_met(ask, part):
            yield requirement, (part,)
    if requirement.any_of and not any(is_met(ask, part) for part in requirement.any_of):
        yield requirement, _conditions(requirement.any_of)


def unmet(ask: Ask, requirement: Requirement | None, step: Text) -> tuple[Reason, ...]:
    """Return a reason for each condition that is not met; one reason naming the choice where any of several would do.

    Args:
        ask: The question.
        requirement: What is required; None: nothing.
        step: The title of the step, or pathway, it belongs to.
    """
    return tuple(_reason(ask, required, step, conditions) for required, conditions in lacking(ask, requirement))


def _conditions(parts: tuple[Condition | Requirement, ...]) -> tuple[Condition, ...]:
    flat: list[Condition] = []
    for part in parts:
        if isinstance(part, Condition):
            flat.append(part)
        else:
            flat.extend(_conditions((*part.all_of, *part.any_of)))
    return tuple(flat)


def _reason(ask: Ask, required: Requirement, step: Text, conditions: tuple[Condition, ...]) -> Reason:
    code = "step_needs_one_of" if len(conditions) > 1 else "step_needs"
    citation = ask.cite(required.origin)
    return ask.by_modality(required.modality, code, citation, step=step, needed=said_by(ask.guide, conditions))


def _start(ask: Ask, since: Since) -> int:
    track = ask.spine.track
    if since is Since.CASE:
        return 0
    if since is Since.LEVEL:
        return track.level_since
    return track.round_since if since is Since.ROUND else track.step_since


def children_not_heard(ask: Ask, start: int) -> tuple[str, ...]:
    """Return the persons concerned who have neither been heard nor have a coded reason, since a place in the book."""
    heard = dict(ask.spine.evaluation.heard)
    return tuple(one.ref for one in ask.spine.life.persons if heard.get(one.ref, 0) <= start)


def _child_heard(ask: Ask, condition: Condition, start: int) -> bool:
    """Tell whether everybody the case is about was heard, in one way where it is named, or a reason was coded."""
    if condition.with_ is None:
        return not children_not_heard(ask, start)
    return all(_heard(ask, ChildHeard.kind, one.ref, condition.with_, start) for one in ask.spine.life.persons)


def _family_heard(ask: Ask, condition: Condition, start: int) -> bool:
    """Tell whether a guardian was heard, in one way where it is named, or a reason was coded."""
    if condition.with_ is None:
        return ask.spine.last.get(FamilyHeard.kind, 0) > start
    family = dict(ask.spine.evaluation.family)
    return any(_heard(ask, FamilyHeard.kind, one, condition.with_, start) for one in family)


def _heard(ask: Ask, kind: str, person: str, way: str, start: int) -> bool:
    ways = ask.spine.evaluation.ways
    return any(ways.get((kind, person, how), 0) > start for how in (Heard(way), None))


def _recorded(kind: str) -> Callable[[Ask, Condition, int], bool]:
    def test(ask: Ask, condition: Condition, start: int) -> bool:
        return ask.spine.last.get(kind, 0) > start

    return test


def _shared(ask: Ask, condition: Condition, start: int) -> bool:
    return any(seq > start for seq in _sharings(ask, condition.with_))


def _sharings(ask: Ask, wanted: str | None) -> Iterator[int]:
    """Yield where in the book the concern was shared with somebody."""
    anyone = wanted is None or wanted == "anyone"
    return (seq for with_, _, seq in ask.spine.concerns.shared if anyone or with_ is SharedWith(wanted))


def _met(ask: Ask, condition: Condition, start: int) -> bool:
    """Tell whether a meeting was held, with those present whom the guide names.

    One of the services alone counts only where the guide names that kind. One in an arena that counts as an earlier
    level is no meeting of a later one (Tromsø 2014, ressursteam), but where the guide names the very arena.
    """
    meant = (one for one in _meetings(ask, condition.with_) if one.seq > start)
    return any(not condition.present or all_there(ask, condition.present, one.present, one.recorder) for one in meant)


def _meetings(ask: Ask, wanted: str | None) -> Iterator[HeldMeeting]:
    return (one for one in ask.spine.meetings.held.values() if _is_meant(ask, one, wanted))


def _called(ask: Ask, condition: Condition, start: int) -> bool:
    """Tell whether a meeting was called; of one kind or arena, whether one is called that is still to be held.

    One to which somebody was called is not one that was cancelled.
    """
    wanted, meetings = condition.with_, ask.spine.meetings
    if wanted is None and not condition.invited:
        return ask.spine.last.get(MeetingCalled.kind, 0) > start
    for one in meetings.called.values():
        invitation = meetings.invitations[one.id]
        if wanted is None:
            counts = invitation.seq > start
        else:
            counts = not one.held and (one.arena if wanted not in MEETINGS else one.purpose.value) == wanted
        if counts and not one.cancelled:
            by = invitation.caller
            refs = (*invitation.invited, *(() if by is None else (by.ref,)))
            if all_there(ask, condition.invited, refs, by):
                return True
    return False


def _filed(ask: Ask, condition: Condition, start: int) -> bool:
    """Tell whether a document was filed: of a sort, or written with a tool of the guide, where one is named."""
    if condition.with_ is None:
        return ask.spine.last.get(DocumentFiled.kind, 0) > start
    return any(seq > start for seq in _filings(ask, condition.with_))


_SORTS: Final = frozenset(one.value for one in DocumentSort)


def _filings(ask: Ask, wanted: str) -> Iterator[int]:
    """Yield where in the book documents of a sort, or written with a tool, were filed."""
    filed = ask.spine.documents.filed
    return (one.seq for one in filed if (one.sort.value if wanted in _SORTS else one.tool) == wanted)


def _questions(ask: Ask, condition: Condition, start: int) -> bool:
    """Tell whether a question of the guide was answered: that one, where one is named."""
    if condition.with_ is None:
        return ask.spine.last.get(EvaluationAnswered.kind, 0) > start
    return any(seq > start for seq in _answers(ask, condition.with_))


def _answers(ask: Ask, question: str) -> Iterator[int]:
    """Yield where in the book a question of the guide was answered."""
    return (seq for one, seq in ask.spine.evaluation.answered if one == question)


_PLACES: Final[Mapping[ConditionName, Callable[[Ask, str], Iterator[int]]]] = {
    ConditionName.CONCERN_SHARED: _sharings,
    ConditionName.DOCUMENT_FILED: _filings,
    ConditionName.EVALUATION_ANSWERED: _answers,
    ConditionName.MEETING_HELD: lambda ask, wanted: (one.seq for one in _meetings(ask, wanted)),
}
"""Where in the book the facts of a kind stand that `after_with` names: `bti.guide.vocabulary.ORDERED`."""


def _is_meant(ask: Ask, held: HeldMeeting, wanted: str | None) -> bool:
    if wanted is not None and wanted not in MEETINGS:
        return held.arena == wanted
    if _counts_as_earlier(ask, held):
        return False
    if wanted is None:
        return held.purpose is not MeetingKind.SERVICES_ONLY
    return held.purpose is MeetingKind(wanted)


def _counts_as_earlier(ask: Ask, held: HeldMeeting) -> bool:
    """Tell whether a meeting was in an arena that counts as an earlier level than the case stands on."""
    arena = None if held.arena is None else ask.guide.arena(held.arena)
    level, counts = ask.level, None if arena is None else arena.stands_in_for_level
    if level is None or counts is None or ask.guide.level(counts) is None:
        return False
    return ask.guide.order(counts) < ask.guide.order(level.id)


def _minutes(ask: Ask, condition: Condition, start: int) -> bool:
    """Tell whether minutes were written, for the family to read where that is said.

    Where the guide lets the log be the minutes, an open log is enough, which the family reads.
    """
    if condition.with_ is not None and not _family_reads(ask):
        return False
    written = (one for one in ask.spine.meetings.minutes if one.seq > start)
    if any(condition.with_ is None or _for_family(ask, one) for one in written):
        return True
    replaces = ask.guide.log.replaces_minutes
    if replaces is None or replaces.value is not True:
        return False
    return _met(ask, condition, start) and (ask.log is LogStanding.OPEN or ask.spine.log.is_manual)


def _family_reads(ask: Ask) -> bool:
    """Tell whether somebody of the family has been told: a guardian, or who decides alone."""
    people = ask.spine.people
    deciding = people.concerned if ask.all_are_of_age else frozenset(people.guardians)
    return not people.told.isdisjoint(deciding)


def _for_family(ask: Ask, minutes: Minutes) -> bool:
    """Tell whether minutes were written for the family, or shared with it later."""
    return ask.spine.corrections.shared.get(minutes.id, minutes.audience) is not Audience.HOME


def _planned(ask: Ask, condition: Condition, start: int) -> bool:
    """Tell whether a measure was planned; at one place, whether one stands that is carried out there."""
    if condition.with_ is None:
        return ask.spine.last.get(MeasurePlanned.kind, 0) > start
    return any(one.place is Place(condition.with_) for one in ask.spine.plan.standing())


def _started(ask: Ask, condition: Condition, start: int) -> bool:
    """Tell whether a measure was started; at one place, whether one that stands and is carried out there was."""
    if condition.with_ is None:
        return ask.spine.last.get(MeasureStarted.kind, 0) > start
    here = (one for one in ask.spine.plan.standing() if one.place is Place(condition.with_))
    return any(one.status is MeasureStatus.STARTED for one in here)


def _given_on(ask: Ask, condition: Condition, start: int) -> bool:
    """Tell whether a meeting gave a duty to somebody who still takes part; of one duty, whenever that was."""
    if condition.with_ is None:
        return ask.spine.last.get(DutyReassigned.kind, 0) > start
    return ask.spine.meetings.duties.get(Duty(condition.with_)) in ask.spine.people.professionals


def _coordinated(ask: Ask, condition: Condition, start: int) -> bool:
    """Tell whether somebody holds the baton, or a coordinator has taken over from it."""
    return ask.spine.baton.holder is not None or ask.spine.baton.taken_over is not None


def _asked(ask: Ask, condition: Condition, start: int) -> bool:
    return any(one.scope is Scope.LOG and one.seq > start for one in ask.spine.consents.asked)


def _given(ask: Ask, condition: Condition, start: int) -> bool:
    return ask.has_consent(Scope.LOG)


def _consented(ask: Ask, condition: Condition, start: int) -> bool:
    """Tell whether consent to a scope stands: to any service, kind of meeting or companion, where none is named."""
    name, _, arena = (condition.with_ or "").partition(":")
    scope = Scope(name)
    if arena or not (scope.names_service or scope in (Scope.ARENA, Scope.COMPANION)):
        return ask.has_consent(scope, arena or None)
    targets = dict.fromkeys(one.target for one in ask.spine.consents.given() if one.scope is scope)
    return any(ask.has_consent(scope, target) for target in targets)


def _answered(ask: Ask, condition: Condition, start: int) -> bool:
    if _given(ask, condition, start):
        return True
    return any(one.scope is Scope.LOG and one.answer is not Answer.GIVEN for one in ask.spine.consents.answers.values())


_TESTS: Final[Mapping[ConditionName, Callable[[Ask, Condition, int], bool]]] = {
    **{name: _recorded(kind) for name, kind in RECORDED.items()},
    ConditionName.CONCERN_SHARED: _shared,
    ConditionName.MEASURE_PLANNED: _planned,
    ConditionName.MEASURE_STARTED: _started,
    ConditionName.MINUTES_WRITTEN: _minutes,
    ConditionName.DUTY_REASSIGNED: _given_on,
    ConditionName.NO_GUARDIAN_NAMED: lambda ask, condition, start: not ask.spine.people.guardians,
    ConditionName.LOG_CONSENT_ASKED: _asked,
    ConditionName.LOG_CONSENT_ANSWERED: _answered,
    ConditionName.LOG_CONSENT_GIVEN: _given,
    ConditionName.CONSENT_STANDS: _consented,
    ConditionName.MEETING_CALLED: _called,
    ConditionName.LOG_OPEN: lambda ask, condition, start: ask.log is LogStanding.OPEN or ask.spine.log.is_manual,
    ConditionName.OTHER_SERVICE_JOINED: lambda ask, condition, start: len(ask.spine.people.services) > 1,
    ConditionName.BATON_HELD: _coordinated,
    ConditionName.MEASURES_EVALUATED: lambda ask, condition, start: not unanswered_measures(ask),
    ConditionName.CHILD_HEARD: _child_heard,
    ConditionName.FAMILY_HEARD: _family_heard,
    ConditionName.MEETING_HELD: _met,
    ConditionName.DOCUMENT_FILED: _filed,
    ConditionName.EVALUATION_ANSWERED: _questions,
}
