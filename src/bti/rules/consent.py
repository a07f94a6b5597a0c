"""Asking for consent, giving, refusing and withdrawing it: of whom it is asked, and who answers for whom."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from bti.guide.model import NOT_STATED, ConsentScope
from bti.law.case_family import scope_id
from bti.people import Service
from bti.reasons import Reason, ReasonKind, law, model
from bti.record.consent import ConsentAsked, ConsentGiven, ConsentRefused, ConsentWithdrawn, Form, Scope
from bti.record.fact import Category
from bti.rules.ask import Ask, Standing
from bti.rules.companion import may_be_asked_about
from bti.rules.hands import HANDS, any_of, is_hand
from bti.rules.opening import free_ref
from bti.rules.references import (
    arenas_of_cases,
    known_family,
    may_know_of,
    may_know_of_consent,
    named_to,
    service_kind_fault,
    unknown,
    unknown_arena,
)
from bti.rules.registry import Found, drafts, form, rule

__all__: list[str] = []


def scope_setting(ask: Ask, fact: ConsentAsked | ConsentGiven | ConsentRefused) -> ConsentScope | None:
    """Return what the guide decides of the scope a fact is about; None where it decides nothing."""
    return ask.guide.consent.scope(scope_id(fact.scope, fact.target)) if ask.guide.consent.scopes else None


@form(ConsentAsked, ConsentGiven, ConsentRefused, source=model("guide"))
def the_service_asked_about_is_of_a_known_kind(ask: Ask, fact: ConsentAsked | ConsentGiven | ConsentRefused) -> Found:
    """The service is of a kind the guide knows, the same kind as before, and not the home service.

    Source: model 2: the home service needs no consent for its own work.
    """
    service = fact.service
    if service is None:
        return None
    home = ask.spine.life.home
    if home is not None and home.ref == service.ref:
        return Reason("home_needs_no_consent", ReasonKind.WRONG_FORM, (), (model("model 2"),))
    return service_kind_fault(ask, service)


@form(ConsentAsked, source=model("guide"))
def the_arena_asked_about_is_the_guides(ask: Ask, fact: ConsentAsked) -> Found:
    """The kind of meeting asked about is one of the guide's, where the guide has kinds of meeting about a case.

    Otherwise the consent would carry no meeting, and nobody would know; where it has none, the name is the host's.
    """
    known = arenas_of_cases(ask)
    return None if fact.arena is None or not known or fact.arena in known else unknown_arena(ask, fact.arena)


@form(ConsentAsked, source=law("Q-03"))
def somebody_of_the_family_is_asked(ask: Ask, fact: ConsentAsked) -> Found:
    """Those who are asked are guardians or persons concerned of this case, at least one."""
    if not fact.of:
        return Reason("nobody_asked", ReasonKind.WRONG_FORM, (), (law("Q-03"),))
    family = known_family(ask)
    return None if all(ref in family for ref in fact.of) else unknown("of")


@form(ConsentGiven, ConsentRefused, source=law("A-02"))
def the_giver_is_of_the_family(ask: Ask, fact: ConsentGiven | ConsentRefused) -> Found:
    """A consent is given or refused by a guardian or person concerned of this case.

    Source: law A-02, A-08.
    """
    return None if fact.giver in known_family(ask) else unknown("giver")


@form(ConsentWithdrawn, source=law("Q-09"))
def the_consent_stands(ask: Ask, fact: ConsentWithdrawn) -> Found:
    """What is withdrawn is a consent given and not withdrawn."""
    standing = (one for one in ask.spine.consents.given() if one.id == fact.consent)
    return None if any(may_know_of_consent(ask, one) for one in standing) else unknown("consent")


@form(ConsentGiven, source=(law("A-12"), law("Q-02")))
def what_narrows_it_is_known(ask: Ask, fact: ConsentGiven) -> Found:
    """Whom a consent is given for is a person concerned, and the services it lets give are of this case.

    Source: law A-12, Q-02. What is kept out of it (Q-07) may be anything, a person the case has not heard of too.
    """
    spine = ask.spine
    found: list[Reason] = []
    if not {*fact.speaks_for} <= {one.ref for one in spine.life.persons}:
        found.append(unknown("speaks_for"))
    if not {*fact.from_services} <= {*spine.people.services, *named_to(ask)}:
        found.append(unknown("from_services"))
    return tuple(found)


def _told(ask: Ask, *refs: str) -> Reason | None:
    if all(ref in ask.spine.people.told for ref in refs):
        return None
    return Reason("not_told_yet", ReasonKind.UNMET, (), (law("Q-03"), model("model 6")))


@rule(ConsentAsked, source=(law("Q-03"), model("model 6")))
def who_is_asked_has_been_told(ask: Ask, fact: ConsentAsked) -> Found:
    """Nobody of the family is asked before the concern has been shared with them.

    Source: model 6; Sortland 0.3.
    """
    return _told(ask, *fact.of)


@rule(ConsentAsked, source=model("guide"))
def asked_by_the_hand_the_guide_says(ask: Ask, fact: ConsentAsked) -> Found:
    """Of the services, those ask for consent whom the guide names.

    Source: the guide's setting `asked_by`, of the scope or of all; Sogndal, ressursteam: the holder, or whoever is
    closest to the child.
    """
    scope = scope_setting(ask, fact)
    setting = ask.guide.consent.asked_by if scope is None or scope.asked_by is None else scope.asked_by
    if setting is None or setting.value is NOT_STATED or any(is_hand(ask, one) for one in setting.value):
        return None
    who = any_of(HANDS[one] for one in setting.value)
    return ask.by_modality(setting.modality, "consent_asked_by_others", ask.cite(setting.origin), who=who)


@rule(ConsentGiven, ConsentRefused, source=(law("Q-03"), model("model 6")))
def who_answers_has_been_told(ask: Ask, fact: ConsentGiven | ConsentRefused) -> Found:
    """Nobody of the family answers before the concern has been shared with them.

    Who of the family answers for somebody else hears only that they cannot: not whether the other one has been told.
    """
    if ask.standing is Standing.FAMILY and fact.giver != ask.by.ref:
        return None
    return _told(ask, fact.giver)


@rule(ConsentGiven, ConsentRefused, source=(law("A-07"), law("A-12")))
def the_family_answers_for_themselves(ask: Ask, fact: ConsentGiven | ConsentRefused) -> Found:
    """Who of the family records an answer records their own; professionals note what they were told.

    Source: law A-12 for what is one's own; A-07: one guardian answers for another only where that was documented,
    which is a fact of its own; Q-04.
    """
    if ask.standing is not Standing.FAMILY or fact.giver == ask.by.ref:
        return None
    return Reason("only_own_consent", ReasonKind.WRONG_PERSON, (), (law("A-07"), law("A-12")))


@rule(ConsentWithdrawn, source=(law("A-12"), law("Q-09")))
def the_family_withdraws_for_themselves(ask: Ask, fact: ConsentWithdrawn) -> Found:
    """Who of the family withdraws a consent withdraws their own; a spoken withdrawal is noted by professionals.

    Source: law A-12, Q-09.
    """
    if ask.standing is not Standing.FAMILY:
        return None
    if any(one.id == fact.consent and one.giver == ask.by.ref for one in ask.spine.consents.given()):
        return None
    return Reason("only_own_consent", ReasonKind.WRONG_PERSON, (), (law("A-12"), law("Q-09")))


_Named: TypeAlias = tuple[Scope, Service | None, str | None, str | None]


def _scopes(ask: Ask) -> Iterator[_Named]:
    """Yield the log, the services ever named, and whatever else was asked about, with what each is for."""
    yield Scope.LOG, None, None, None
    named = ask.spine.consents.named
    for service in named.values():
        yield Scope.SERVICE, service, None, None
    for scope, target in dict.fromkeys((one.scope, one.target) for one in ask.spine.consents.asked):
        if scope.names_service and scope is not Scope.SERVICE:
            yield scope, named.get(target or ""), None, None
        elif scope is Scope.COMPANION and target in may_be_asked_about(ask):
            yield scope, None, None, target
        elif scope not in (Scope.LOG, Scope.SERVICE, Scope.COMPANION):
            yield scope, None, target, None


def _givers(ask: Ask) -> tuple[str, ...]:
    told = ask.spine.people.told
    return tuple(ref for ref in known_family(ask) if ref in told)


@drafts(ConsentAsked, "of", "service", "arena", "explained", "note")
def questions(ask: Ask) -> Iterator[ConsentAsked]:
    """Ask those who have been told for consent to the log, or to any service."""
    givers = _givers(ask)
    if not givers:
        return
    for scope in Scope:
        if not scope.names_service and scope not in (Scope.ARENA, Scope.COMPANION):
            yield ConsentAsked(scope=scope, of=givers)
    for ref in may_be_asked_about(ask):
        yield ConsentAsked(scope=Scope.COMPANION, companion=ref, of=givers)
    for arena in arenas_of_cases(ask) or (free_ref(ask),):
        yield ConsentAsked(scope=Scope.ARENA, arena=arena, of=givers)
    for kind in ask.guide.services[:1]:
        for scope in Scope:
            if scope.names_service:
                yield ConsentAsked(scope=scope, service=Service(free_ref(ask), kind.id), of=givers)


@drafts(
    ConsentGiven,
    *("categories", "valid_until", "note", "form"),
    *("purposes", "from_services", "excluded", "persons", "speaks_for", "arenas"),
)
def answers(ask: Ask) -> Iterator[ConsentGiven]:
    """Answer for any scope that was asked about, in a form the guide accepts."""
    accepted = ask.guide.consent.forms.value
    shape = Form.WRITTEN if accepted is NOT_STATED or not accepted else Form(accepted[0].value)
    for scope, service, arena, companion in _scopes(ask):
        for giver in _givers(ask):
            yield ConsentGiven(
                scope=scope,
                service=service,
                arena=arena,
                companion=companion,
                giver=giver,
                form=shape,
                categories=tuple(Category),
                valid_until=ask.day,
            )


@drafts(ConsentRefused, "service", "arena", "scope")
def refusals(ask: Ask) -> Iterator[ConsentRefused]:
    """Refuse any scope, and that whoever is kin is brought to meetings."""
    for scope, service, arena, _ in _scopes(ask):
        if scope is not Scope.COMPANION:
            for giver in _givers(ask) if service is None or may_know_of(ask, service) else ():
                yield ConsentRefused(scope=scope, service=service, arena=arena, giver=giver)
    for ref in may_be_asked_about(ask):
        for giver in _givers(ask):
            yield ConsentRefused(scope=Scope.COMPANION, companion=ref, giver=giver)
    if not ask.spine.consents.named:
        for kind in ask.guide.services[:1]:
            for giver in _givers(ask):
                yield ConsentRefused(scope=Scope.SERVICE, service=Service(free_ref(ask), kind.id), giver=giver)


@drafts(ConsentWithdrawn)
def withdrawals(ask: Ask) -> Iterator[ConsentWithdrawn]:
    """Withdraw any consent that stands."""
    for one in ask.spine.consents.given():
        if may_know_of_consent(ask, one):
            yield ConsentWithdrawn(consent=one.id)
