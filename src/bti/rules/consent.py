"""Asking for consent, giving, refusing and withdrawing it."""

from __future__ import annotations

from collections.abc import Iterator

from bti.guide.model import NOT_STATED
from bti.people import Service
from bti.reasons import Reason, ReasonKind, Word, law, model
from bti.record.consent import Answer, ConsentAsked, ConsentGiven, ConsentRefused, ConsentWithdrawn, Form, Scope
from bti.record.fact import Category
from bti.rules.ask import Ask, Standing
from bti.rules.opening import free_ref
from bti.rules.references import family_of, service_kind_fault, unknown
from bti.rules.registry import Found, drafts, form, rule

__all__: list[str] = []


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


@form(ConsentAsked, source=law("Q-03"))
def somebody_of_the_family_is_asked(ask: Ask, fact: ConsentAsked) -> Found:
    """Those who are asked are guardians or persons concerned of this case, at least one."""
    if not fact.of:
        return Reason("nobody_asked", ReasonKind.WRONG_FORM, (), (law("Q-03"),))
    family = family_of(ask.spine)
    return None if all(ref in family for ref in fact.of) else unknown("of")


@form(ConsentGiven, ConsentRefused, source=law("A-02"))
def the_giver_is_of_the_family(ask: Ask, fact: ConsentGiven | ConsentRefused) -> Found:
    """A consent is given or refused by a guardian or person concerned of this case.

    Source: law A-02, A-08.
    """
    return None if fact.giver in family_of(ask.spine) else unknown("giver")


@form(ConsentWithdrawn, source=law("Q-09"))
def the_consent_stands(ask: Ask, fact: ConsentWithdrawn) -> Found:
    """What is withdrawn is a consent given and not withdrawn."""
    return None if any(one.id == fact.consent for one in ask.spine.consents.given()) else unknown("consent")


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


@rule(ConsentGiven, ConsentRefused, source=(law("Q-03"), model("model 6")))
def who_answers_has_been_told(ask: Ask, fact: ConsentGiven | ConsentRefused) -> Found:
    """Nobody of the family answers before the concern has been shared with them.

    Who of the family answers for somebody else hears only that they cannot: not whether the other one has been told.
    """
    if ask.standing is Standing.FAMILY and fact.giver != ask.by.ref:
        return None
    return _told(ask, fact.giver)


@rule(ConsentGiven, ConsentRefused, source=law("A-12"))
def the_family_answers_for_themselves(ask: Ask, fact: ConsentGiven | ConsentRefused) -> Found:
    """Who of the family records an answer records their own; professionals note what they were told.

    Source: law A-12, Q-04.
    """
    if ask.standing is not Standing.FAMILY or fact.giver == ask.by.ref:
        return None
    return Reason("only_own_consent", ReasonKind.WRONG_PERSON, (), (law("A-12"),))


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


@rule(ConsentGiven, source=(law("Q-01"), law("Q-03")))
def it_was_asked_for(ask: Ask, fact: ConsentGiven) -> Found:
    """A consent is informed: its giver was asked, and told what it means, since they last said no.

    Source: law Q-01, Q-03.
    """
    service = None if fact.service is None else fact.service.ref
    last = ask.spine.consents.answers.get((fact.scope, service, fact.giver))
    said_no = 0 if last is None or last.answer is Answer.GIVEN else last.seq
    if any(
        one.scope is fact.scope and one.service == service and fact.giver in one.of and one.seq > said_no
        for one in ask.spine.consents.asked
    ):
        return None
    return Reason("consent_not_asked", ReasonKind.UNMET, (), (law("Q-01"), law("Q-03")))


@rule(ConsentGiven, source=law("Q-04"))
def the_form_is_accepted(ask: Ask, fact: ConsentGiven) -> Found:
    """The consent is given in a form the guide accepts.

    Source: law Q-04; the guide's setting `forms`; Overhalla A.1 asks for writing.
    """
    setting = ask.guide.consent.forms
    if setting.value is NOT_STATED or any(one.value == fact.form.value for one in setting.value):
        return None
    return ask.by_modality(
        setting.modality, "form_not_accepted", ask.cite(setting.origin), law("Q-04"), form=Word("form", fact.form.value)
    )


@rule(ConsentGiven, source=law("Q-08"))
def it_holds_for_some_time(ask: Ask, fact: ConsentGiven) -> Found:
    """A consent holds through a date that has not passed.

    Source: law Q-08.
    """
    if fact.valid_until >= ask.day:
        return None
    return Reason("date_is_past", ReasonKind.WRONG_FORM, (("date", fact.valid_until),), (law("Q-08"),))


@rule(ConsentGiven, source=law("Q-02"))
def it_names_what_may_be_shared(ask: Ask, fact: ConsentGiven) -> Found:
    """A consent names at least one kind of information; a waiver reaches only as far as it was given.

    Source: law Q-02.
    """
    return None if fact.categories else Reason("no_categories", ReasonKind.WRONG_FORM, (), (law("Q-02"),))


def _scopes(ask: Ask) -> Iterator[tuple[Scope, Service | None]]:
    yield Scope.LOG, None
    for service in ask.spine.consents.named.values():
        yield Scope.SERVICE, service


def _givers(ask: Ask) -> tuple[str, ...]:
    told = ask.spine.people.told
    return tuple(ref for ref in family_of(ask.spine) if ref in told)


@drafts(ConsentAsked, "of", "service", "note")
def questions(ask: Ask) -> Iterator[ConsentAsked]:
    """Ask those who have been told for consent to the log, or to any service."""
    givers = _givers(ask)
    if not givers:
        return
    yield ConsentAsked(scope=Scope.LOG, of=givers)
    for kind in ask.guide.services[:1]:
        yield ConsentAsked(scope=Scope.SERVICE, service=Service(free_ref(ask), kind.id), of=givers)


@drafts(ConsentGiven, "categories", "valid_until", "note", "form")
def answers(ask: Ask) -> Iterator[ConsentGiven]:
    """Answer for any scope that was asked about, in a form the guide accepts."""
    accepted = ask.guide.consent.forms.value
    shape = Form.WRITTEN if accepted is NOT_STATED or not accepted else Form(accepted[0].value)
    for scope, service in _scopes(ask):
        for giver in _givers(ask):
            yield ConsentGiven(
                scope=scope,
                service=service,
                giver=giver,
                form=shape,
                categories=tuple(Category),
                valid_until=ask.day,
            )


@drafts(ConsentRefused, "service")
def refusals(ask: Ask) -> Iterator[ConsentRefused]:
    """Refuse any scope."""
    for scope, service in _scopes(ask):
        for giver in _givers(ask):
            yield ConsentRefused(scope=scope, service=service, giver=giver)
    if not ask.spine.consents.named:
        for kind in ask.guide.services[:1]:
            for giver in _givers(ask):
                yield ConsentRefused(scope=Scope.SERVICE, service=Service(free_ref(ask), kind.id), giver=giver)


@drafts(ConsentWithdrawn)
def withdrawals(ask: Ask) -> Iterator[ConsentWithdrawn]:
    """Withdraw any consent that stands."""
    for one in ask.spine.consents.answers.values():
        if one.answer is Answer.GIVEN:
            yield ConsentWithdrawn(consent=one.id)
