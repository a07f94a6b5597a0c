"""Asking for advice anonymously, and receiving it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from bti.people import Service
from bti.reasons import Reason, ReasonKind, law, model
from bti.record.advice import AdviceGround, AdviceReceived, AnonymousDiscussionHeld, DiscussionPurpose
from bti.record.consent import Scope
from bti.rules.ask import Ask, Standing
from bti.rules.content import first_category
from bti.rules.opening import free_ref
from bti.rules.references import is_known_kin, may_know_of, service_kind_fault
from bti.rules.registry import Found, drafts, form, rule

__all__: list[str] = []


def _service(fact: AdviceReceived | AnonymousDiscussionHeld) -> Service:
    return fact.adviser if isinstance(fact, AdviceReceived) else fact.asked


@form(AdviceReceived, AnonymousDiscussionHeld, source=model("guide"))
def the_service_asked_is_of_a_known_kind(ask: Ask, fact: AdviceReceived | AnonymousDiscussionHeld) -> Found:
    """The service that was asked is of a kind the guide knows, and of the kind it was named with before."""
    return service_kind_fault(ask, _service(fact))


@form(AdviceReceived, AnonymousDiscussionHeld, source=(law("C-10"), model("model 5")))
def the_service_asked_is_no_person(ask: Ask, fact: AdviceReceived | AnonymousDiscussionHeld) -> Found:
    """What is named as the service is not the reference of somebody whom the asker may know to be in the case.

    Source: law C-10: no name, no number, no link.
    """
    spine, ref = ask.spine, _service(fact).ref
    if ref not in spine.people.professionals and not is_known_kin(ask, ref) and ref != ask.by.ref:
        return None
    return Reason("service_is_a_person", ReasonKind.WRONG_FORM, (), (law("C-10"), model("model 5")))


@form(AdviceReceived, AnonymousDiscussionHeld, source=law("C-10"))
def the_service_asked_links_to_nothing(ask: Ask, fact: AdviceReceived | AnonymousDiscussionHeld) -> Found:
    """What is named as the service is no reference of the case, of one linked to it, or of an entry: it leads to a log.

    Of linked cases only who may know of them is told.

    Source: law C-10: no link to a log, no attachment.
    """
    ref = _service(fact).ref
    linked = ask.standing is Standing.HOME and ref in ask.spine.plans.linked
    if ref != ask.case and not linked and not ask.knows_entry(ref):
        return None
    return Reason("service_is_a_link", ReasonKind.WRONG_FORM, (), (law("C-10"),))


@form(AdviceReceived, AnonymousDiscussionHeld, source=law("C-10"))
def the_service_asked_is_no_number(ask: Ask, fact: AdviceReceived | AnonymousDiscussionHeld) -> Found:
    """What is named as the service has not the form of a national identity number: eleven digits.

    Source: law C-10: no identity number; H-18. Numbers of organisations have nine digits.
    """
    if not _NUMBER.fullmatch(_service(fact).ref):
        return None
    return Reason("service_is_a_number", ReasonKind.WRONG_FORM, (), (law("C-10"),))


_NUMBER: Final = re.compile(r"[0-9]{11}|[0-9]{6}-[0-9]{5}")


@rule(AdviceReceived, source=(law("C-02"), law("Q-05")))
def advice_by_consent_has_consent(ask: Ask, fact: AdviceReceived) -> Found:
    """Advice said to be asked with consent comes from a service that all who must have consented to.

    Source: law C-02, Q-05; Overhalla A.1; Sula.
    """
    named = ask.spine.consents.named.get(fact.adviser.ref)
    known = named is None or may_know_of(ask, named)
    if fact.ground is not AdviceGround.CONSENT or (known and ask.has_consent(Scope.SERVICE, fact.adviser.ref)):
        return None
    home = ask.spine.life.home
    if home is not None and fact.adviser.ref == home.ref:
        return None
    return Reason("advice_needs_consent", ReasonKind.UNMET, (), (law("C-02"), law("Q-05")))


@rule(AdviceReceived, AnonymousDiscussionHeld, source=law("C-10"))
def who_knows_the_child_is_not_asked_anonymously(ask: Ask, fact: AdviceReceived | AnonymousDiscussionHeld) -> Found:
    """A service that takes part knows whose case it is; nothing is anonymous there.

    Source: law C-10: nobody can be identified, directly or by combination.
    """
    if isinstance(fact, AdviceReceived) and fact.ground is not AdviceGround.ANONYMOUS:
        return None
    if _service(fact).ref not in ask.spine.people.services:
        return None
    return Reason("not_anonymous_there", ReasonKind.UNMET, (), (law("C-10"),))


@rule(AnonymousDiscussionHeld, source=law("C-10"))
def the_note_is_read_by_nobody(ask: Ask, fact: AnonymousDiscussionHeld) -> Found:
    """No rule reads the note, so whoever writes it sees to it that nobody can be recognised; shown as advice.

    Source: law C-10: name, place, sex, age, diagnosis, school; anonymous when it fits four or five persons or more.
    """
    if fact.note is None:
        return None
    return Reason("note_is_not_read", ReasonKind.ADVICE, (), (law("C-10"),))


@rule(AnonymousDiscussionHeld, source=law("C-10"))
def it_could_be_about_several(ask: Ask, fact: AnonymousDiscussionHeld) -> Found:
    """What fits one person alone is not anonymous; what fits fewer than the guide's group is warned of.

    Source: law C-10: anonymous where it fits four to five persons or more, and care in small places; the guide's
    setting `anonymity_threshold`. That one is refused and few are warned of is how the rule is read here. What fits
    nobody is no count: it fits the child it is about.
    """
    if fact.fits is None or fact.fits >= ask.guide.privacy.smallest_group:
        return None
    if fact.fits == 0:
        return Reason("fits_nobody", ReasonKind.UNMET, (), (law("C-10"),))
    if fact.fits == 1:
        return Reason("fits_one_person", ReasonKind.UNMET, (), (law("C-10"),))
    params = (("fits", fact.fits), ("least", ask.guide.privacy.smallest_group))
    stated = ask.guide.privacy.anonymity_threshold
    citations = (law("C-10"),) if stated is None else (law("C-10"), ask.cite(stated.origin))
    return Reason("fits_few_persons", ReasonKind.ADVICE, params, citations)


@drafts(AdviceReceived, "note", "audience", "service", "adviser")
def advices(ask: Ask) -> Iterator[AdviceReceived]:
    """Receive advice anonymously from anybody, or with consent from a service the family was asked about."""
    category = first_category(ask)
    yield AdviceReceived(adviser=_anywhere(ask), ground=AdviceGround.ANONYMOUS, category=category)
    for service in {**ask.spine.people.services, **ask.spine.consents.named}.values():
        if may_know_of(ask, service):
            yield AdviceReceived(adviser=service, ground=AdviceGround.CONSENT, category=category)


@drafts(AnonymousDiscussionHeld, "note", "audience", "service", "asked", "purpose", "fits")
def discussions(ask: Ask) -> Iterator[AnonymousDiscussionHeld]:
    """Discuss with any service."""
    yield AnonymousDiscussionHeld(asked=_anywhere(ask), purpose=DiscussionPurpose.GROUND, category=first_category(ask))


def _anywhere(ask: Ask) -> Service:
    """Return a stand-in for a service that takes no part."""
    return Service(free_ref(ask), ask.guide.services[0].id)
