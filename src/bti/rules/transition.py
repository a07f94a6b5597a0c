"""Planning a transition, carrying information over under a consent that names the receiving service, ending it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bti.codes import said
from bti.guide.model import Setting
from bti.law.consent import EVERYTHING, LogStanding, consent_of, relied_on
from bti.reasons import Citation, Reason, ReasonKind, law, model
from bti.record.consent import Consent, Scope
from bti.record.entry import Resolved
from bti.record.fact import Category
from bti.record.transition import (
    InformationCarriedOver,
    TransitionDone,
    TransitionKind,
    TransitionOutcome,
    TransitionPlanned,
)
from bti.rules.ask import Ask
from bti.rules.references import named_to, service_kind_fault, unknown
from bti.rules.registry import Found, drafts, form, rule

__all__ = ["resolve_carrying_over"]


@form(TransitionPlanned, source=model("guide"))
def the_receiving_service_is_of_a_known_kind(ask: Ask, fact: TransitionPlanned) -> Found:
    """The receiving service is of a kind the guide knows, and of the kind it was named with before."""
    return None if fact.receiving is None else service_kind_fault(ask, fact.receiving)


@form(TransitionPlanned, source=model("I-16"))
def planned_for_a_day_to_come(ask: Ask, fact: TransitionPlanned) -> Found:
    """A transition is planned for today or later."""
    if fact.day >= ask.day:
        return None
    return Reason("date_is_past", ReasonKind.WRONG_FORM, (("date", fact.day),), (model("I-16"),))


@form(InformationCarriedOver, TransitionDone, source=model("references"))
def the_transition_is_open(ask: Ask, fact: InformationCarriedOver | TransitionDone) -> Found:
    """The transition is one of this case, and has not ended."""
    known = ask.spine.transitions.planned.get(fact.transition)
    if known is None:
        return unknown("transition")
    return None if known.is_open else Reason("transition_is_done", ReasonKind.WRONG_PLACE, (), (model("references"),))


@form(InformationCarriedOver, source=law("Q-05"))
def it_goes_to_the_receiving_service(ask: Ask, fact: InformationCarriedOver) -> Found:
    """Information goes to the receiving service; where that is not stated, to one the family was asked about.

    Source: law Q-05.
    """
    known = ask.spine.transitions.planned.get(fact.transition)
    if known is None:
        return None
    targets = named_to(ask) if known.receiving is None else (known.receiving,)
    return None if fact.to in targets else unknown("to")


@rule(InformationCarriedOver, source=(law("Q-05"), law("Q-16"), law("Q-17"), law("Q-18")))
def consent_names_the_receiving_service(ask: Ask, fact: InformationCarriedOver) -> Found:
    """What is carried over is covered by the consent of all who must, to this very service.

    Source: law Q-05, Q-16 to Q-18; Øygarden, consent at all transitions; Sund, again when another service takes over.
    """
    grounds: tuple[Citation, ...] = (law("Q-05"), law("Q-16"), law("Q-17"), law("Q-18"))
    scopes = _scopes(ask)
    if all(not ask.has_consent(scope, fact.to) for scope in scopes):
        if not ask.required_of(scopes[0], fact.to).complete:
            return Reason("nobody_can_consent", ReasonKind.UNMET, (("missing", 0),), grounds)
        lacking = min(len(ask.lacking(scope, fact.to)) for scope in scopes)
        decided = _of_its_own(ask)
        grounds = grounds if decided is None else (*grounds, ask.cite(decided.origin))
        return Reason("carrying_needs_consent", ReasonKind.UNMET, (("missing", lacking),), grounds)
    covered = _covered(ask, fact.to)
    return tuple(
        Reason(
            "carrying_not_covered",
            ReasonKind.UNMET,
            (("category", said(category)),),
            (law("Q-02"), *grounds),
        )
        for category in fact.categories
        if category not in covered
    )


@rule(InformationCarriedOver, source=model("model 5"))
def nothing_leaves_a_resting_log(ask: Ask) -> Found:
    """A relay log that rests for want of consent gives nothing to another service.

    Source: model 5.
    """
    if ask.log is not LogStanding.RESTING:
        return None
    return Reason("log_rests", ReasonKind.UNMET, (), (model("model 5"),))


_HANDING_OVER: Final = (Scope.TAKE_OVER, Scope.KINDERGARTEN_TO_SCHOOL, Scope.SCHOOL_CHANGE, Scope.MOVE)


def _of_its_own(ask: Ask) -> Setting[bool] | None:
    """Return that the guide asks for a consent of its own when another service takes over, where it does."""
    scope = ask.guide.consent.scope(Scope.TAKE_OVER.value)
    setting = None if scope is None else scope.needs_new
    return setting if setting is not None and setting.value is True else None


def _scopes(ask: Ask) -> tuple[Scope, ...]:
    """Return for what a consent lets something be carried over: handing over, or sharing with the receiving service.

    Where the guide asks for a consent of its own, sharing with that service before is not enough (Sund).
    """
    return _HANDING_OVER if _of_its_own(ask) is not None else (Scope.SERVICE, *_HANDING_OVER)


def _scope(ask: Ask, service: str) -> Scope:
    """Return under which of them it is carried over."""
    scopes = _scopes(ask)
    return next((scope for scope in scopes if ask.has_consent(scope, service)), scopes[0])


def _covered(ask: Ask, service: str) -> frozenset[Category]:
    """Return the kinds of information that each consent that holds for those who must has named for a service."""
    covered = EVERYTHING
    for answer in _consents(ask, service):
        covered &= frozenset(() if answer is None else answer.categories)
    return covered


def _consents(ask: Ask, service: str) -> Iterator[Consent | None]:
    """Yield, for each of those who must consent, the consent to a service that holds for them: maybe another's."""
    scope = _scope(ask, service)
    for person in relied_on(ask.spine, ask.required_of(scope, service), scope, service, ask.day):
        yield consent_of(ask.spine, scope, service, person, ask.day)


def resolve_carrying_over(ask: Ask, fact: InformationCarriedOver) -> Resolved:
    """Work out under which consents it was carried over."""
    consents = tuple(dict.fromkeys(one.id for one in _consents(ask, fact.to) if one is not None))
    grounds = ask.required_of(_scope(ask, fact.to), fact.to).grounds
    return Resolved(consents=consents, relied_on=tuple(f"law {ground}" for ground in grounds))


@drafts(TransitionPlanned, "transition_kind", "day", "receiving")
def plannings(ask: Ask) -> Iterator[TransitionPlanned]:
    """Plan a transition of any kind."""
    yield TransitionPlanned(transition_kind=TransitionKind.TO_SCHOOL, day=ask.day)


@drafts(InformationCarriedOver, "categories")
def carryings(ask: Ask) -> Iterator[InformationCarriedOver]:
    """Carry over to any service that may receive, what consent covers."""
    for one in ask.spine.transitions.open():
        targets = tuple(named_to(ask)) if one.receiving is None else (one.receiving,)
        for to in targets:
            covered = _covered(ask, to)
            categories = tuple(category for category in Category if category in covered)
            yield InformationCarriedOver(transition=one.id, to=to, categories=categories or (Category.COORDINATION,))


@drafts(TransitionDone, "outcome")
def endings(ask: Ask) -> Iterator[TransitionDone]:
    """End any transition that is open."""
    for one in ask.spine.transitions.open():
        yield TransitionDone(transition=one.id, outcome=TransitionOutcome.RECEIVED)
