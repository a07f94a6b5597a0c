"""Planning a transition, carrying information over under a consent that names the receiving service, ending it."""

from __future__ import annotations

from collections.abc import Iterator

from bti.codes import said
from bti.law.consent import EVERYTHING, LogStanding, consent_of
from bti.reasons import Reason, ReasonKind, law, model
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
from bti.rules.references import service_kind_fault, unknown
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
    targets = ask.spine.consents.named if known.receiving is None else (known.receiving,)
    return None if fact.to in targets else unknown("to")


@rule(InformationCarriedOver, source=(law("Q-05"), law("Q-16"), law("Q-17"), law("Q-18")))
def consent_names_the_receiving_service(ask: Ask, fact: InformationCarriedOver) -> Found:
    """What is carried over is covered by the consent of all who must, to this very service.

    Source: law Q-05, Q-16 to Q-18; Øygarden, consent at all transitions; Sund, again when another service takes over.
    """
    grounds = (law("Q-05"), law("Q-16"), law("Q-17"), law("Q-18"))
    if not ask.has_consent(Scope.SERVICE, fact.to):
        if not ask.required(ask.day).complete:
            return Reason("nobody_can_consent", ReasonKind.UNMET, (("missing", 0),), grounds)
        lacking = len(ask.lacking(Scope.SERVICE, fact.to))
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


def _covered(ask: Ask, service: str) -> frozenset[Category]:
    """Return the kinds of information that each consent that holds for those who must has named for a service."""
    covered = EVERYTHING
    for answer in _consents(ask, service):
        covered &= frozenset(() if answer is None else answer.categories)
    return covered


def _consents(ask: Ask, service: str) -> Iterator[Consent | None]:
    """Yield, for each of those who must consent, the consent to a service that holds for them: maybe another's."""
    for person in ask.required(ask.day).persons:
        yield consent_of(ask.spine, Scope.SERVICE, service, person, ask.day)


def resolve_carrying_over(ask: Ask, fact: InformationCarriedOver) -> Resolved:
    """Work out under which consents it was carried over."""
    consents = tuple(dict.fromkeys(one.id for one in _consents(ask, fact.to) if one is not None))
    grounds = ask.required(ask.day).grounds
    return Resolved(consents=consents, relied_on=tuple(f"law {ground}" for ground in grounds))


@drafts(TransitionPlanned, "transition_kind", "day", "receiving")
def plannings(ask: Ask) -> Iterator[TransitionPlanned]:
    """Plan a transition of any kind."""
    yield TransitionPlanned(transition_kind=TransitionKind.TO_SCHOOL, day=ask.day)


@drafts(InformationCarriedOver, "categories")
def carryings(ask: Ask) -> Iterator[InformationCarriedOver]:
    """Carry over to any service that may receive, what consent covers."""
    for one in ask.spine.transitions.open():
        targets = tuple(ask.spine.consents.named) if one.receiving is None else (one.receiving,)
        for to in targets:
            covered = _covered(ask, to)
            categories = tuple(category for category in Category if category in covered)
            yield InformationCarriedOver(transition=one.id, to=to, categories=categories or (Category.COORDINATION,))


@drafts(TransitionDone, "outcome")
def endings(ask: Ask) -> Iterator[TransitionDone]:
    """End any transition that is open."""
    for one in ask.spine.transitions.open():
        yield TransitionDone(transition=one.id, outcome=TransitionOutcome.RECEIVED)
