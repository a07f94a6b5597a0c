"""Whom the guardians bring to a meeting, who is neither family nor a professional: by consent that names them.

A parent's new partner needs consent to take part (law A-09). What is consented to is that one named person is called to
meetings, and is written down as present; of the case they see nothing, no task and no baton is theirs (I-04), and when
the consent ends they are called no more.
"""

from __future__ import annotations

from typing import TypeAlias

from bti.law.consent import consents_of
from bti.reasons import Reason, ReasonKind, law, model
from bti.record.consent import ConsentAsked, ConsentGiven, ConsentRefused, Scope
from bti.record.meeting import MeetingCalled, MeetingHeld
from bti.rules.arena import arena_of, called_or_there
from bti.rules.ask import Ask, Standing
from bti.rules.references import arenas_of_cases, family_of, is_known_kin, known_family, unknown, unknown_arena
from bti.rules.registry import Found, form, rule

__all__ = ["companions"]

_Named: TypeAlias = ConsentAsked | ConsentGiven | ConsentRefused
_Meeting: TypeAlias = MeetingCalled | MeetingHeld


def companions(ask: Ask) -> tuple[str, ...]:
    """Return those who are kin of the case as far as the asker may know, and neither guardian nor person concerned."""
    people = ask.spine.people
    kin = people.kin - people.concerned - {*family_of(ask.spine)}
    return tuple(ref for ref in sorted(kin) if is_known_kin(ask, ref))


@form(ConsentAsked, ConsentGiven, ConsentRefused, source=law("A-09"))
def the_companion_is_kin_of_the_case(ask: Ask, fact: _Named) -> Found:
    """Whom a consent lets be at meetings is written down as a relative or private person of this case, and no family.

    So they are treated as that from then on, whatever role they are sent with (I-04).
    """
    ref = fact.companion
    if ref is None or ref in companions(ask):
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

    It counts on the day of the call, and on that of the meeting. Where it names kinds of meeting, it reaches no other.

    Source: law A-09; BL81 § 30: those with parental responsibility decide; Q-02, Q-08, Q-09.
    """
    brought = tuple(ref for ref in companions(ask) if ref in called_or_there(fact))
    if all(_lets(ask, ref, fact) for ref in brought):
        return None
    required = ask.required_of(Scope.COMPANION)
    code = "companion_needs_consent" if required.complete else "nobody_can_consent"
    lacking = max((len(ask.lacking(Scope.COMPANION, ref)) for ref in brought), default=0)
    return Reason(code, ReasonKind.UNMET, (("missing", lacking),), (law("A-09"), law("Q-02")))


def _lets(ask: Ask, ref: str, fact: _Meeting) -> bool:
    if not ask.has_consent(Scope.COMPANION, ref):
        return False
    arena = arena_of(ask, fact)
    name = None if arena is None else arena.id
    givers = ask.required_of(Scope.COMPANION, ref).persons
    held = (one for giver in givers for one in consents_of(ask.spine, Scope.COMPANION, ref, giver, ask.day))
    return all(one.reaches(name) and ref not in one.excluded for one in held)


@rule(MeetingCalled, MeetingHeld, source=law("H-17"))
def a_graded_address_keeps_others_away(ask: Ask, fact: _Meeting) -> Found:
    """With a graded address in the family, nobody comes to a meeting on the guardians' consent alone.

    Who may know of the case is an explicit decision then, and names guardians only; more is for people to handle
    (a decision). Of the grade only the home service is told.

    Source: law H-17.
    """
    graded = ask.spine.circle.shuts_out
    if not any(graded(ref) for ref in companions(ask) if ref in called_or_there(fact)):
        return None
    if ask.standing is Standing.HOME:
        return Reason("companion_and_graded_address", ReasonKind.FORBIDDEN, (), (law("H-17"),))
    return unknown("invited" if isinstance(fact, MeetingCalled) else "present")


@form(MeetingHeld, source=law("A-09"))
def nobody_is_replaced_by_whom_the_guardians_bring(ask: Ask, fact: MeetingHeld) -> Found:
    """Who comes on the guardians' consent comes instead of nobody: what that one is there for is not theirs."""
    if not any(one.person in companions(ask) for one in fact.substitutes):
        return None
    return Reason("companion_replaces_nobody", ReasonKind.WRONG_FORM, (), (law("A-09"),))
