"""Whom the guardians bring to a meeting, who is neither family nor a professional: by consent that names them.

A parent's new partner needs consent to take part (law A-09). What is consented to is that one named person is called to
meetings, and is written down as present; of the case they see nothing, no task and no baton is theirs (I-04), and when
the consent ends they are called no more; of a call from before, whoever answers is told (`duties/of_the_calls.py`).

That somebody is kin of the case is itself something to be told: of whom the asker is not told (`is_known_kin`) they are
offered nothing, and hear of them what they would hear of anybody who was never in it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TypeAlias

import attrs

from bti.law.consent import Required, consents_of, is_sufficient, missing, question_of, required_for
from bti.reasons import Reason, ReasonKind, law, model
from bti.record.consent import ConsentAsked, ConsentGiven, ConsentRefused, Scope
from bti.record.family_circle import AddressGraded
from bti.record.meeting import MeetingCalled, MeetingHeld
from bti.record.spine import EMPTY, Spine
from bti.rules.arena import arena_of, called_or_there
from bti.rules.ask import Ask, Standing
from bti.rules.references import arenas_of_cases, family_of, is_known_kin, known_family, unknown, unknown_arena
from bti.rules.registry import Found, form, rule

__all__ = ["companions", "guardians_shut_out", "is_let_be_there", "may_be_asked_about", "may_come_no_longer"]

_Named: TypeAlias = ConsentAsked | ConsentGiven | ConsentRefused
_Meeting: TypeAlias = MeetingCalled | MeetingHeld


def companions(ask: Ask) -> tuple[str, ...]:
    """Return those who are kin of the case as far as the asker may know, and neither guardian nor person concerned."""
    return tuple(ref for ref in sorted(_brought(ask)) if is_known_kin(ask, ref))


def may_be_asked_about(ask: Ask) -> tuple[str, ...]:
    """Return those of them whom the family may be asked about: not who has, or had, the child by a care order alone.

    Of these the home service alone knows (law A-10, C-02), and the question would tell the family. To bring one of them
    they are first written down as a private person, where everybody may read it.
    """
    return tuple(ref for ref in companions(ask) if ref not in ask.spine.people.near)


def _brought(ask: Ask) -> frozenset[str]:
    people = ask.spine.people
    return people.kin - people.concerned - {*family_of(ask.spine)}


def may_come_no_longer(
    ask: Ask, refs: Iterable[str], arena: str | None, day: dt.date
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return who of those called to a meeting may not be there, as far as the asker may know: for want of consent, and
    by a graded address, of which the home service alone is told.

    Whoever answers for the case knows of them anyhow, since they called them or see to the call; but for who is near
    the child by a care order (law A-10).

    Whom a graded address shuts out is kept away and not told that a consent is lacking: for the home service the grade
    goes first. Others are told what they would be told without it. But whoever answers from another service would be
    the one to tell them: to these nothing is said of who is shut out, and the home service sees to it alone. That says
    no more than they meet already when they call them: somebody of whom they have never heard (decided here).

    Args:
        ask: The question.
        refs: Who is called.
        arena: The id of the guide's kind of meeting; None: of none.
        day: The day of the meeting, in Europe/Oslo.
    """
    spine, kin = ask.spine, _brought(ask)
    answers = ask.answers
    known = tuple(
        ref for ref in refs if ref in kin and (is_known_kin(ask, ref) or (answers and ref not in spine.people.near))
    )
    home, shuts_out = ask.standing is Standing.HOME, spine.circle.shuts_out
    graded = tuple(ref for ref in known if shuts_out(ref)) if home or answers else ()
    lacking = tuple(ref for ref in known if ref not in graded and not is_let_be_there(ask, ref, arena, day))
    return lacking, graded if home else ()


def guardians_shut_out(ask: Ask, refs: Iterable[str]) -> tuple[str, ...]:
    """Return the guardians among some whom a graded address shuts out; a person concerned is shut out by none."""
    people, circle = ask.spine.people, ask.spine.circle
    guards = people.guardians.keys() - people.concerned
    return tuple(ref for ref in refs if ref in guards and circle.shuts_out(ref))


def is_let_be_there(ask: Ask, ref: str, arena: str | None, day: dt.date) -> bool:
    """Tell whether all who must let somebody be at a meeting on a date, as far as can be known of it now.

    Args:
        ask: The question.
        ref: Who is brought.
        arena: The id of the guide's kind of meeting; None: of none.
        day: A date in Europe/Oslo.
    """
    return _is_let(ask, ask.spine, ref, arena, day)


def _is_let(ask: Ask, spine: Spine, ref: str, arena: str | None, day: dt.date) -> bool:
    required = _required(ask, spine, ref, day)
    if not is_sufficient(spine, required, Scope.COMPANION, ref, day):
        return False
    held = (one for giver in required.persons for one in consents_of(spine, Scope.COMPANION, ref, giver, day))
    return all(one.reaches(arena) and ref not in one.excluded for one in held)


@form(ConsentAsked, ConsentGiven, ConsentRefused, source=law("A-09"))
def the_companion_is_kin_of_the_case(ask: Ask, fact: _Named) -> Found:
    """Whom a consent lets be at meetings is written down as a relative or private person of this case, and no family.

    So they are treated as that from then on, whatever role they are sent with (I-04).
    """
    ref = fact.companion
    if ref is None or ref in may_be_asked_about(ask):
        return None
    if ref in known_family(ask):
        return Reason("companion_is_family", ReasonKind.WRONG_FORM, (), (law("A-09"), model("model 2")))
    return unknown("companion")


@form(ConsentGiven, source=law("Q-02"))
def the_kinds_of_meeting_it_names_are_the_guides(ask: Ask, fact: ConsentGiven) -> Found:
    """The kinds of meeting a companion may be at are the guide's, where the guide has kinds of meeting about a case."""
    known = arenas_of_cases(ask)
    lost = next((one for one in fact.arenas if known and one not in known), None)
    return None if lost is None else unknown_arena(ask, lost)


@rule(MeetingCalled, MeetingHeld, source=(law("A-09"), law("Q-02")))
def whom_the_guardians_bring_is_there_by_consent(ask: Ask, fact: _Meeting) -> Found:
    """Whoever is neither family nor a professional is called, and there, while all who must consent to them by name.

    It counts on the day of the call, and on that of the meeting: nobody is called for a day on which, as far as can be
    known, the consent has run out or somebody else must consent too (decided here). Where it names kinds of meeting, it
    reaches no other. How many consents are missing the home service alone is told: it is the one that asks.

    A meeting that was held is judged by when it was held, however late it is recorded: a consent that was taken back
    since was there then, and taking it back works forward only (Q-09). So what happened can always be written.

    Source: law A-09; BL81 § 30: those with parental responsibility decide; Q-02, Q-08, Q-09.
    """
    brought = tuple(ref for ref in companions(ask) if ref in called_or_there(fact))
    arena = arena_of(ask, fact)
    name = None if arena is None else arena.id
    days = (ask.day, fact.day) if isinstance(fact, MeetingCalled) else (ask.day,)
    spines = _of_the_day(ask, fact)
    lacking = [
        (ref, day) for ref in brought for day in days if not any(_is_let(ask, one, ref, name, day) for one in spines)
    ]
    if not lacking:
        return None
    complete = all(_required(ask, ask.spine, ref, day).complete for ref, day in lacking)
    code = "companion_needs_consent" if complete else "nobody_can_consent"
    grounds = (law("A-09"), law("Q-02"))
    if ask.standing is not Standing.HOME:
        return Reason(code, ReasonKind.UNMET, (), grounds)
    count = max(len(_missing(ask, ref, day)) for ref, day in lacking)
    return Reason(code, ReasonKind.UNMET, (("missing", count),), grounds)


def _missing(ask: Ask, ref: str, day: dt.date) -> tuple[str, ...]:
    return missing(ask.spine, _required(ask, ask.spine, ref, day), Scope.COMPANION, ref, day)


def _required(ask: Ask, spine: Spine, ref: str, day: dt.date) -> Required:
    question = question_of(spine, Scope.COMPANION)
    return required_for(spine, ask.guide.consent, question, Scope.COMPANION, ref, day)


def _of_the_day(ask: Ask, fact: _Meeting) -> tuple[Spine, ...]:
    """Return the case as it is, and, of a meeting recorded late, how consent stood when it was held."""
    then = ask.spine.stood_at(ask.at) if isinstance(fact, MeetingHeld) else None
    if then is None:
        return (ask.spine,)
    life = ask.spine.life
    stood = attrs.evolve(EMPTY, life=life, people=then.people, circle=then.circle, consents=then.consents, log=then.log)
    return ask.spine, stood


@rule(MeetingCalled, MeetingHeld, source=law("H-17"))
def a_graded_address_keeps_others_away(ask: Ask, fact: _Meeting) -> Found:
    """With a graded address in the family, nobody comes to a meeting on the guardians' consent alone.

    Who may know of the case is an explicit decision then, and names guardians only; more is for people to handle
    (a decision). Of the grade only the home service is told. A meeting that was held before is recorded as it was.

    Source: law H-17.
    """
    brought = tuple(ref for ref in companions(ask) if ref in called_or_there(fact))
    circles = tuple(one.circle for one in _of_the_day(ask, fact))
    if not any(all(one.shuts_out(ref) for one in circles) for ref in brought):
        return None
    if ask.standing is Standing.HOME:
        return Reason("companion_and_graded_address", ReasonKind.FORBIDDEN, (), (law("H-17"),))
    return unknown("invited" if isinstance(fact, MeetingCalled) else "present")


@rule(AddressGraded, source=law("H-17"))
def who_is_called_already_is_kept_away(ask: Ask, fact: AddressGraded) -> Found:
    """That somebody called to a meeting to come is shut out by the grade is said; shown as advice.

    The grade is never refused for it. The agenda of the home service says who, and what is left to do (law H-17).
    """
    meetings, people = ask.spine.meetings, ask.spine.people
    if ask.standing is not Standing.HOME:
        return None
    may_come = {fact.person, *fact.may_know, *people.concerned}
    outside = ({*people.guardians} | _brought(ask)) - may_come
    if not any(ref in outside for one in meetings.waiting() for ref in meetings.invitations[one.id].invited):
        return None
    return Reason("called_are_shut_out", ReasonKind.ADVICE, (), (law("H-17"),))


@form(MeetingHeld, source=law("A-09"))
def nobody_is_replaced_by_whom_the_guardians_bring(ask: Ask, fact: MeetingHeld) -> Found:
    """Who comes on the guardians' consent comes instead of nobody: what that one is there for is not theirs."""
    if not any(one.person in companions(ask) for one in fact.substitutes):
        return None
    return Reason("companion_replaces_nobody", ReasonKind.WRONG_FORM, (), (law("A-09"),))
