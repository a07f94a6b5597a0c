"""Services and people joining and leaving."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bti.people import Professional
from bti.reasons import Reason, ReasonKind, law, model
from bti.record.consent import Scope
from bti.record.people import (
    Capacity,
    GuardianInfo,
    GuardianNamed,
    PersonJoined,
    PersonLeft,
    Responsibility,
    ServiceJoined,
    ServiceLeft,
)
from bti.record.staff import AccessGranted
from bti.rules.ask import Ask, Standing
from bti.rules.opening import free_ref
from bti.rules.references import is_known_kin, nearest, service_kind_fault, unknown
from bti.rules.registry import Found, drafts, form, rule

__all__ = ["own_service_fault", "unknown_role"]


def unknown_role(ask: Ask, role: str, kind: str) -> Reason | None:
    """Find a role the guide does not know, or does not know in this kind of service."""
    guide = ask.guide
    known = guide.role(role)
    if known is None:
        names = nearest(role, (one.id for one in guide.roles))
        return Reason("unknown_role", ReasonKind.WRONG_FORM, (("role", role), ("nearest", names)), (model("guide"),))
    if known.services and kind not in known.services:
        service = guide.service(kind)
        return Reason(
            "role_not_in_service",
            ReasonKind.WRONG_FORM,
            (("role", known.label), ("service", kind if service is None else service.label)),
            (ask.cite(known.origin),),
        )
    return None


@form(ServiceJoined, source=model("guide"))
def the_service_is_of_a_known_kind(ask: Ask, fact: ServiceJoined) -> Found:
    """The service is of a kind the guide knows, and of the kind the family was asked about."""
    return service_kind_fault(ask, fact.joining)


@form(ServiceJoined, source=model("model 6"))
def the_service_does_not_take_part_yet(ask: Ask, fact: ServiceJoined) -> Found:
    """A service joins once."""
    if fact.joining.ref not in ask.spine.people.services:
        return None
    return Reason("service_takes_part", ReasonKind.WRONG_PLACE, (), (model("model 6"),))


@rule(ServiceJoined, source=(law("Q-05"), law("C-02")))
def the_family_has_consented_to_the_service(ask: Ask, fact: ServiceJoined) -> Found:
    """Another service takes part only when all who must have consented to it.

    Source: law Q-05, C-02; Sund: special consent for each further service.
    """
    if ask.has_consent(Scope.SERVICE, fact.joining.ref):
        return None
    code = "service_needs_consent" if ask.required(ask.day).complete else "nobody_can_consent"
    lacking = len(ask.lacking(Scope.SERVICE, fact.joining.ref))
    decided = ask.cite_scope(Scope.SERVICE, fact.joining.ref)
    grounds = (law("Q-05"), law("C-02"), *ask.cite_required(), *decided)
    return Reason(code, ReasonKind.UNMET, (("missing", lacking),), grounds)


@form(ServiceLeft, source=model("references"))
def the_leaving_service_takes_part(ask: Ask, fact: ServiceLeft) -> Found:
    """A service that leaves takes part."""
    return None if fact.leaving in ask.spine.people.services else unknown("leaving")


@rule(ServiceLeft, source=model("I-01"))
def the_home_service_stays(ask: Ask, fact: ServiceLeft) -> Found:
    """The home service does not leave: it answers for the case until it is closed."""
    home = ask.spine.life.home
    if home is None or fact.leaving != home.ref:
        return None
    return Reason("home_stays", ReasonKind.WRONG_PLACE, (), (model("I-01"),))


@rule(ServiceLeft, source=model("model 6"))
def other_services_let_only_themselves_leave(ask: Ask, fact: ServiceLeft) -> Found:
    """Who comes from another service and does not answer for the case records only that their own service leaves."""
    return own_service_fault(ask, fact.leaving)


def own_service_fault(ask: Ask, service: str | None) -> Reason | None:
    """Find that who comes from another service, and does not answer, speaks for a service that is not theirs."""
    if ask.standing is not Standing.SERVICE or ask.answers:
        return None
    if isinstance(ask.by, Professional) and ask.by.service.ref == service:
        return None
    return Reason("only_own_service_people", ReasonKind.WRONG_PERSON, (), (model("model 6"),))


@form(PersonJoined, source=model("model 4"))
def a_professional_has_role_and_service(ask: Ask, fact: PersonJoined) -> Found:
    """A professional joins in a role of the guide and for a service; others join without both."""
    professional = fact.capacity is Capacity.PROFESSIONAL
    if professional != (fact.role is not None and fact.of is not None) or (
        not professional and (fact.role is not None or fact.of is not None)
    ):
        return Reason("role_and_service_needed", ReasonKind.WRONG_FORM, (), (model("model 4"),))
    if fact.role is None or fact.of is None:
        return None
    service = ask.spine.people.services.get(fact.of)
    return unknown("of") if service is None else unknown_role(ask, fact.role, service.kind)


@form(PersonJoined, source=model("I-04"))
def the_person_does_not_take_part_yet(ask: Ask, fact: PersonJoined) -> Found:
    """A person joins once, and whoever is kin of the case joins as no professional.

    Source: I-04; model 6: one person has one reference.
    """
    spine = ask.spine
    if is_known_kin(ask, fact.person):
        return Reason("kin_is_no_professional", ReasonKind.WRONG_PERSON, (), (model("I-04"),))
    if fact.capacity is Capacity.PROFESSIONAL and fact.person in spine.people.professionals:
        return Reason("person_takes_part", ReasonKind.WRONG_PLACE, (), (model("model 6"),))
    return None


@rule(PersonJoined, source=model("I-06"))
def the_persons_service_is_covered(ask: Ask, fact: PersonJoined) -> Found:
    """Consent covers the service a professional comes from.

    Source: I-06; law Q-05.
    """
    if fact.of is None or ask.covered(fact.of):
        return None
    return Reason("service_not_covered", ReasonKind.UNMET, (), (law("Q-05"), model("I-06")))


@rule(PersonJoined, source=(law("Q-02"), law("Q-06"), law("Q-07")))
def the_person_is_one_the_consent_lets(ask: Ask, fact: PersonJoined) -> Found:
    """Consent to a service lets whoever has a part there; one that names employees, or keeps one out, does not.

    Only whoever answers for the case and the leader of the home service let people in, and so are told of it: the one
    left out, and colleagues, are refused every attempt in the same words.

    Source: law Q-02: it reaches only as far as it was given; Q-06, Q-07; who is told is decided here.
    """
    held = (one for one in ask.spine.consents.given() if one.scope is Scope.SERVICE and one.target == fact.of)
    if fact.of is None or all(one.lets(fact.person) for one in held if one.holds_on(ask.day)):
        return None
    if ask.standing is not Standing.HOME:
        return _NOT_LET_IN
    return Reason("person_not_consented_to", ReasonKind.UNMET, (), (law("Q-02"), law("Q-06"), law("Q-07")))


@rule(PersonJoined, AccessGranted, source=(law("A-10"), law("C-02"), model("I-04")))
def nobody_near_the_child_comes_as_a_professional(ask: Ask, fact: PersonJoined | AccessGranted) -> Found:
    """Who has the child in daily care under a care order comes as no professional; others hear no why.

    So it is with whoever else is kin of the case by an entry that the one who lets them in may not read.

    Source: I-04; law A-10, C-02.
    """
    professional = isinstance(fact, AccessGranted) or fact.capacity is Capacity.PROFESSIONAL
    if not professional or not ask.spine.is_kin(fact.person) or is_known_kin(ask, fact.person):
        return None
    return _NOT_LET_IN


_NOT_LET_IN: Final = Reason("person_not_let_in", ReasonKind.WRONG_PERSON, (), (model("model 6"),))
"""Also where a consent leaves somebody out, to whoever is not of the home service: one word for both tells of none."""


@form(PersonLeft, source=model("references"))
def the_leaving_person_takes_part(ask: Ask, fact: PersonLeft) -> Found:
    """A person who leaves takes part as a professional."""
    return None if fact.person in ask.spine.people.professionals else unknown("person")


@rule(PersonLeft, source=model("model 6"))
def one_leaves_oneself_or_is_let_go(ask: Ask, fact: PersonLeft) -> Found:
    """That somebody left is recorded by themself, by whoever answers, or by the leader of the home service."""
    if fact.person == ask.by.ref or ask.answers or ask.leads_home:
        return None
    return Reason("only_oneself", ReasonKind.WRONG_PERSON, (), (model("model 6"),))


@form(GuardianNamed, source=law("A-33"))
def the_guardian_is_new(ask: Ask, fact: GuardianNamed) -> Found:
    """A guardian is named once, or anew where something is known otherwise, and is not the person concerned.

    Source: law A-02, A-33. She who gave birth in this case may be named.
    """
    spine = ask.spine
    if fact.person in spine.life.mothers or fact.person not in {one.ref for one in spine.life.persons}:
        named = GuardianInfo(fact.person, fact.lives_with, fact.responsibility, fact.of)
        if spine.people.guardians.get(fact.person) == named:
            return Reason("guardian_is_named", ReasonKind.WRONG_PLACE, (), (law("A-33"),))
        return None
    return Reason("concerned_is_no_guardian", ReasonKind.WRONG_FORM, (), (law("A-02"),))


@form(GuardianNamed, source=(law("A-08"), law("A-33")))
def only_a_guardian_turns_out_to_be_none(ask: Ask, fact: GuardianNamed) -> Found:
    """That somebody does not hold parental responsibility is said of whom the case has as guardian; others join as kin.

    Source: law A-08, A-09, A-33.
    """
    if fact.responsibility is not Responsibility.NOT_HELD or fact.person in ask.spine.people.guardians:
        return None
    return Reason("no_guardian_to_take_back", ReasonKind.WRONG_FORM, (), (law("A-08"), law("A-33")))


@form(GuardianNamed, source=model("references"))
def they_are_guardian_of_persons_of_the_case(ask: Ask, fact: GuardianNamed) -> Found:
    """A guardian is named of persons the case is about."""
    return None if {*fact.of} <= {one.ref for one in ask.spine.life.persons} else unknown("of")


@drafts(ServiceJoined)
def joining_services(ask: Ask) -> Iterator[ServiceJoined]:
    """Let a service join that the family has consented to."""
    for service in ask.spine.consents.named.values():
        if service.ref not in ask.spine.people.services:
            yield ServiceJoined(joining=service)


@drafts(ServiceLeft)
def leaving_services(ask: Ask) -> Iterator[ServiceLeft]:
    """Let a service leave."""
    for ref in ask.spine.people.services:
        yield ServiceLeft(leaving=ref)


@drafts(PersonJoined, "person")
def joining_persons(ask: Ask) -> Iterator[PersonJoined]:
    """Let a professional of a service here join in a role that fits, or somebody related or private."""
    anybody = free_ref(ask)
    for service in ask.spine.people.services.values():
        for role in ask.guide.roles:
            if not role.services or service.kind in role.services:
                yield PersonJoined(person=anybody, role=role.id, of=service.ref)
    for capacity in (Capacity.RELATIVE, Capacity.PRIVATE):
        yield PersonJoined(person=anybody, capacity=capacity)


@drafts(PersonLeft)
def leaving_persons(ask: Ask) -> Iterator[PersonLeft]:
    """Let a professional leave."""
    for ref in ask.spine.people.professionals:
        yield PersonLeft(person=ref)


@drafts(GuardianNamed, "person", "lives_with", "responsibility", "of")
def guardians(ask: Ask) -> Iterator[GuardianNamed]:
    """Name anybody."""
    yield GuardianNamed(person=free_ref(ask), lives_with=True)
