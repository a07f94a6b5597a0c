"""Calling and holding meetings, and commenting."""

from __future__ import annotations

from collections.abc import Iterator

from bti.reasons import Reason, ReasonKind, law, model
from bti.record.family import CommentMade
from bti.record.meeting import MeetingCalled, MeetingHeld, MeetingKind
from bti.rules.ask import Ask
from bti.rules.content import first_category
from bti.rules.references import can_take_task, family_of, unknown
from bti.rules.registry import Found, drafts, form, rule

__all__: list[str] = []


def _people(ask: Ask, fact: MeetingCalled | MeetingHeld) -> tuple[str, ...]:
    return fact.invited if isinstance(fact, MeetingCalled) else fact.present


@form(MeetingCalled, MeetingHeld, source=model("references"))
def everybody_is_of_the_case(ask: Ask, fact: MeetingCalled | MeetingHeld) -> Found:
    """Who is called or present takes part, or is of the family."""
    family = family_of(ask.spine)
    if all(can_take_task(ask, ref) or ref in family for ref in _people(ask, fact)):
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


@form(MeetingHeld, source=model("references"))
def the_meeting_is_known(ask: Ask, fact: MeetingHeld) -> Found:
    """A meeting that was called is one of this case."""
    return None if fact.meeting is None or fact.meeting in ask.spine.meetings.called else unknown("meeting")


@rule(MeetingHeld, source=model("model 7"))
def held_once(ask: Ask, fact: MeetingHeld) -> Found:
    """A meeting is held once."""
    if fact.meeting is None or not ask.spine.meetings.called[fact.meeting].held:
        return None
    return Reason("meeting_was_held", ReasonKind.WRONG_PLACE, (), (model("model 7"),))


@form(CommentMade, source=model("references"))
def the_entry_commented_on_is_known(ask: Ask, fact: CommentMade) -> Found:
    """A comment is about the case, or about an entry of its book."""
    return None if fact.about is None or ask.knows_entry(fact.about) else unknown("about")


@drafts(MeetingCalled, "invited", "day", "purpose")
def calls(ask: Ask) -> Iterator[MeetingCalled]:
    """Call a meeting of any kind."""
    yield MeetingCalled(purpose=MeetingKind.COORDINATION, day=ask.day, invited=())


@drafts(MeetingHeld, "note", "audience", "service", "present", "purpose")
def meetings(ask: Ask) -> Iterator[MeetingHeld]:
    """Hold a meeting that was called, or one that was not."""
    for meeting in (None, *ask.spine.meetings.called):
        yield MeetingHeld(purpose=MeetingKind.OTHER, present=(), meeting=meeting, category=first_category(ask))


@drafts(CommentMade, "note", "audience", "service", "about")
def comments(ask: Ask) -> Iterator[CommentMade]:
    """Comment on the case, or on any entry of it."""
    yield CommentMade(category=first_category(ask))
