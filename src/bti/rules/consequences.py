"""What follows from an admitted fact by itself, in the same append: facts by SYSTEM, caused by an entry.

Nothing is ever triggered by time; what time alone changes is computed at the asked instant.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from bti.guide.model import NOT_STATED, ConsentRules, Setting, WithdrawalCloses
from bti.law.consent import is_gone
from bti.record.absence import HolderAbsent
from bti.record.baton import BatonVacant, BatonWithdrawn, VacancyReason
from bti.record.consent import ConsentRefused, ConsentWithdrawn, Scope
from bti.record.coordinator import CoordinatorAppointed, CoordinatorEnded, CoordinatorEnding
from bti.record.fact import Fact
from bti.record.family_circle import AddressGraded, CareOrderEnded, CareOrderMade
from bti.record.life import CaseClosed
from bti.record.log import LogClosed, LogClosing
from bti.record.measure import MeasureVacant, NoLongerResponsible
from bti.record.people import Capacity, GuardianNamed, PersonJoined, PersonLeft, ServiceLeft
from bti.record.plans import LogAndPlanChosen, PlanLinked
from bti.record.spine import Spine
from bti.record.staff import ConflictDeclared, KinshipDeclared
from bti.rules.ask import Ask
from bti.rules.plans import follow_chosen_log, follow_linked_plan

__all__ = ["consequences", "has_consequences"]


def has_consequences(fact: type[Fact]) -> bool:
    """Tell whether anything can follow from a kind of fact by itself."""
    return fact in _FOLLOWING


def consequences(ask: Ask, fact: Fact, before: Spine) -> Iterator[Fact]:
    """Yield what follows from a fact.

    Args:
        ask: The question, its spine already holding the fact.
        fact: What was admitted.
        before: The spine without it.
    """
    follow = _FOLLOWING.get(type(fact))
    return iter(()) if follow is None else follow(ask, fact, before)


def _let_go(before: Spine, refs: frozenset[str], reason: VacancyReason) -> Iterator[Fact]:
    """End what somebody who is gone had of the coordination (I-01, I-02, I-04).

    The offer to them ends, and their being coordinator; the baton falls vacant when they held it; when they stood in
    for the holder, the absence goes on without a stand-in.
    """
    baton = before.baton
    if baton.offer is not None and baton.offer.to in refs:
        yield BatonWithdrawn(offer=baton.offer.id)
    if baton.coordinator is not None and baton.coordinator.person in refs:
        yield CoordinatorEnded(reason=CoordinatorEnding(reason.value))
    if baton.holder in refs:
        yield BatonVacant(reason=reason)
    elif baton.absence is not None and baton.absence.stand_in in refs:
        absence = baton.absence
        yield HolderAbsent(from_=absence.from_, until=absence.until, reason=absence.reason)


def _let_go_of_measures(before: Spine, refs: frozenset[str], reason: NoLongerResponsible) -> Iterator[Fact]:
    """Let each measure fall vacant that somebody who is gone answered for: none is orphaned unseen (model 7)."""
    for measure in before.plan.standing():
        if measure.responsible in refs:
            yield MeasureVacant(measure=measure.id, reason=reason)


def _person_left(ask: Ask, fact: PersonLeft, before: Spine) -> Iterator[Fact]:
    gone = frozenset({fact.person})
    yield from _let_go(before, gone, VacancyReason.LEFT)
    yield from _let_go_of_measures(before, gone, NoLongerResponsible.LEFT)


def _service_left(ask: Ask, fact: ServiceLeft, before: Spine) -> Iterator[Fact]:
    gone = frozenset(ref for ref, one in before.people.professionals.items() if one.service == fact.leaving)
    yield from _let_go(before, gone, VacancyReason.SERVICE_LEFT)
    yield from _let_go_of_measures(before, gone, NoLongerResponsible.SERVICE_LEFT)


def _became_kin(ask: Ask, fact: GuardianNamed | PersonJoined | KinshipDeclared, before: Spine) -> Iterator[Fact]:
    if isinstance(fact, PersonJoined) and fact.capacity is Capacity.PROFESSIONAL:
        return
    gone = frozenset({fact.person})
    yield from _let_go(before, gone, VacancyReason.BECAME_KIN)
    if isinstance(fact, GuardianNamed):  # who turns out to be no guardian knows of the case no longer
        yield from _let_go_of_measures(before, before.people.told - ask.spine.people.told, NoLongerResponsible.LEFT)
    if not before.is_kin(fact.person):  # who was of the family before answers for what they took on as family
        yield from _let_go_of_measures(before, gone, NoLongerResponsible.BECAME_KIN)


def _decider_named(ask: Ask, fact: CareOrderMade, before: Spine) -> Iterator[Fact]:
    if fact.at_home and not before.is_kin(fact.decider):
        gone = frozenset({fact.decider})
        yield from _let_go(before, gone, VacancyReason.BECAME_KIN)
        yield from _let_go_of_measures(before, gone, NoLongerResponsible.BECAME_KIN)
    yield from _know_no_longer(ask, fact, before)


def _know_no_longer(ask: Ask, fact: CareOrderMade | CareOrderEnded | AddressGraded, before: Spine) -> Iterator[Fact]:
    """Let the measures fall vacant of those of the family who count as not told from now on."""
    gone = before.people.told - ask.spine.people.told
    yield from _let_go_of_measures(before, gone, NoLongerResponsible.LEFT)


def _conflicted(ask: Ask, fact: ConflictDeclared, before: Spine) -> Iterator[Fact]:
    return _let_go(before, frozenset({fact.person}), VacancyReason.CONFLICT)


def _consent_gone(ask: Ask, fact: ConsentWithdrawn | ConsentRefused, before: Spine) -> Iterator[Fact]:
    """Close what the missing consent carried, as the guide's settings say (law Q-10).

    The log closes when the consent to it is gone: nobody who must consent does any more. Where one of several takes
    theirs back it rests, so that one answer wakes it again (where that line lies, no source says).
    """
    if isinstance(fact, ConsentRefused):
        scope, service = fact.scope, fact.target
    else:
        consent = next(one for one in before.consents.given() if one.id == fact.consent)
        scope, service = consent.scope, consent.target
    spine, rules = ask.spine, ask.guide.consent
    if scope not in (Scope.LOG, Scope.SERVICE) or ask.has_consent(scope, service):
        return
    closes = _closes(rules, scope)
    gone = is_gone(spine, ask.required_of(scope, service), scope, service, ask.day)
    if closes is WithdrawalCloses.NOTHING or (closes is WithdrawalCloses.WHEN_NONE_IS_LEFT and not gone):
        return
    shared = spine.log.is_in_use and not spine.log.is_manual  # a manual log never rested on this consent (law Q-12)
    if scope is Scope.LOG and shared:
        yield LogClosed(reason=LogClosing.WITHDRAWN)
    elif service is not None and service in spine.people.services:
        yield ServiceLeft(leaving=service)


def _closes(rules: ConsentRules, scope: Scope) -> WithdrawalCloses:
    """Return what the guide says of the scope, then of all; the log stands while some consent, a service does not."""
    own = rules.scope(scope.value)
    if own is not None and own.withdrawal_closes is not None and own.withdrawal_closes.value is not NOT_STATED:
        return own.withdrawal_closes.value
    if scope is Scope.LOG:
        closes = _says_yes(rules.withdrawal_closes_log)
        return WithdrawalCloses.WHEN_NONE_IS_LEFT if closes else WithdrawalCloses.NOTHING
    return WithdrawalCloses.AT_ONCE if _says_yes(rules.withdrawal_ends_service) else WithdrawalCloses.NOTHING


def _says_yes(setting: Setting[bool]) -> bool:
    return setting.value is NOT_STATED or setting.value


def _coordinator(ask: Ask, fact: CoordinatorAppointed, before: Spine) -> Iterator[Fact]:
    """End an open offer: whoever made it coordinates no longer (law E-03, I-02)."""
    if before.baton.offer is not None and ask.spine.baton.taken_over is not None:
        yield BatonWithdrawn(offer=before.baton.offer.id)


def _closed(ask: Ask, fact: CaseClosed, before: Spine) -> Iterator[Fact]:
    if before.baton.offer is not None:
        yield BatonWithdrawn(offer=before.baton.offer.id)
    if before.baton.coordinator is not None:
        yield CoordinatorEnded(reason=CoordinatorEnding.CASE_CLOSED)
    if before.log.is_in_use:
        yield LogClosed(reason=LogClosing.CASE_CLOSED)


_FOLLOWING: Final[Mapping[type[Fact], Callable[[Ask, Any, Spine], Iterator[Fact]]]] = {
    PersonLeft: _person_left,
    ServiceLeft: _service_left,
    GuardianNamed: _became_kin,
    PersonJoined: _became_kin,
    KinshipDeclared: _became_kin,
    CareOrderMade: _decider_named,
    CareOrderEnded: _know_no_longer,
    AddressGraded: _know_no_longer,
    ConflictDeclared: _conflicted,
    ConsentWithdrawn: _consent_gone,
    ConsentRefused: _consent_gone,
    CoordinatorAppointed: _coordinator,
    CaseClosed: _closed,
    LogAndPlanChosen: follow_chosen_log,
    PlanLinked: follow_linked_plan,
}
