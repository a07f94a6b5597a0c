"""Who is responsible in a service, who reads without taking part, and who may not hold the baton for being partial."""

from __future__ import annotations

from collections.abc import Iterator

from bti.reasons import Reason, ReasonKind, law, model
from bti.record.staff import (
    AccessEnded,
    AccessGranted,
    ConflictDeclared,
    Kinship,
    KinshipDeclared,
    ResponsibleNamed,
)
from bti.rules.ask import Ask
from bti.rules.opening import free_ref
from bti.rules.people import own_service_fault
from bti.rules.references import is_known_kin, unknown
from bti.rules.registry import Found, drafts, form, rule

__all__: list[str] = []


@form(ResponsibleNamed, AccessGranted, source=model("references"))
def the_named_service_takes_part(ask: Ask, fact: ResponsibleNamed | AccessGranted) -> Found:
    """The service takes part in the case."""
    return None if fact.of in ask.spine.people.services else unknown("of")


@form(ResponsibleNamed, source=model("model 6"))
def the_responsible_takes_part_for_the_service(ask: Ask, fact: ResponsibleNamed) -> Found:
    """Who is responsible for a service's part takes part in the case, for that service."""
    joined = ask.spine.people.professionals.get(fact.person)
    if joined is None:
        return unknown("person")
    if joined.service == fact.of:
        return None
    return Reason("responsible_of_other_service", ReasonKind.WRONG_PERSON, (), (model("model 6"),))


@rule(ResponsibleNamed, source=model("model 6"))
def other_services_name_only_for_themselves(ask: Ask, fact: ResponsibleNamed) -> Found:
    """Who comes from another service and does not answer for the case names only who is responsible in their own."""
    return own_service_fault(ask, fact.of)


@rule(ResponsibleNamed, source=model("model 4"))
def the_responsible_is_impartial(ask: Ask, fact: ResponsibleNamed) -> Found:
    """Whoever has declared a conflict of interest in this case is not responsible for their service's part."""
    if fact.person not in ask.spine.staff.partial:
        return None
    return Reason("conflict_of_interest", ReasonKind.WRONG_PERSON, (), (model("model 4"),))


@form(AccessGranted, source=model("I-04"))
def the_reader_takes_no_part_yet(ask: Ask, fact: AccessGranted) -> Found:
    """Who takes part needs no access beside it, who reads already none again, and kin read as the family does.

    Source: I-04; model 6.
    """
    spine = ask.spine
    if is_known_kin(ask, fact.person):
        return Reason("kin_is_no_professional", ReasonKind.WRONG_PERSON, (), (model("I-04"),))
    if fact.person in spine.people.professionals:
        return Reason("person_takes_part", ReasonKind.WRONG_PLACE, (), (model("model 6"),))
    reader = spine.staff.readers.get(fact.person)
    if reader is None or not reader.may_read_on(ask.day):
        return None
    return Reason("reads_already", ReasonKind.WRONG_PLACE, (), (model("model 6"),))


@form(AccessGranted, source=model("I-16"))
def read_through_a_day_to_come(ask: Ask, fact: AccessGranted) -> Found:
    """Access runs out today or later, if a day was agreed at all."""
    if fact.until is None or fact.until >= ask.day:
        return None
    return Reason("date_is_past", ReasonKind.WRONG_FORM, (("date", fact.until),), (model("I-16"),))


@rule(AccessGranted, source=(law("Q-05"), law("C-02"), model("I-06")))
def the_readers_service_is_covered(ask: Ask, fact: AccessGranted) -> Found:
    """Consent covers the service a reader comes from.

    Source: law Q-05, Q-06, C-02; I-06.
    """
    if ask.covered(fact.of):
        return None
    return Reason("service_not_covered", ReasonKind.UNMET, (), (law("Q-05"), law("C-02"), model("I-06")))


@form(AccessEnded, source=model("references"))
def the_reader_has_access(ask: Ask, fact: AccessEnded) -> Found:
    """Access that is ended was granted."""
    return None if fact.person in ask.spine.staff.readers else unknown("person")


def _is_here(ask: Ask, person: str) -> bool:
    """Tell whether somebody is here as a professional: takes part, reads, or is the home service's leader asking."""
    spine = ask.spine
    return (
        person in spine.people.professionals
        or person in spine.staff.readers
        or (person == ask.by.ref and ask.leads_home)
    )


@form(ConflictDeclared, KinshipDeclared, source=model("references"))
def the_declared_is_here_as_a_professional(ask: Ask, fact: ConflictDeclared | KinshipDeclared) -> Found:
    """Who declares, or is declared of, is here as a professional."""
    return None if _is_here(ask, fact.person) else unknown("person")


@form(ConflictDeclared, source=model("model 4"))
def the_conflict_is_new(ask: Ask, fact: ConflictDeclared) -> Found:
    """A conflict of interest is declared once."""
    if fact.person not in ask.spine.staff.partial:
        return None
    return Reason("conflict_is_declared", ReasonKind.WRONG_PLACE, (), (model("model 4"),))


@rule(ConflictDeclared, KinshipDeclared, source=model("model 4"))
def declared_by_oneself_or_the_leader(ask: Ask, fact: ConflictDeclared | KinshipDeclared) -> Found:
    """A professional declares it themself, or the leader of the home service does."""
    if fact.person == ask.by.ref or ask.leads_home:
        return None
    return Reason("declared_by_somebody_else", ReasonKind.WRONG_PERSON, (), (model("model 4"),))


@drafts(ResponsibleNamed)
def responsibles(ask: Ask) -> Iterator[ResponsibleNamed]:
    """Name any professional for the service they take part for."""
    for one in ask.spine.people.professionals.values():
        yield ResponsibleNamed(person=one.ref, of=one.service)


@drafts(AccessGranted, "person", "until")
def accesses(ask: Ask) -> Iterator[AccessGranted]:
    """Let in anybody of a service that takes part."""
    for service in ask.spine.people.services:
        yield AccessGranted(person=free_ref(ask), of=service)


@drafts(AccessEnded)
def access_endings(ask: Ask) -> Iterator[AccessEnded]:
    """End any access."""
    for ref in ask.spine.staff.readers:
        yield AccessEnded(person=ref)


def _professionals(ask: Ask) -> Iterator[str]:
    spine = ask.spine
    yield from spine.people.professionals
    yield from spine.staff.readers
    if ask.leads_home and ask.by.ref not in spine.people.professionals and ask.by.ref not in spine.staff.readers:
        yield ask.by.ref


@drafts(ConflictDeclared)
def conflicts(ask: Ask) -> Iterator[ConflictDeclared]:
    """Declare it of any professional."""
    for ref in _professionals(ask):
        yield ConflictDeclared(person=ref)


@drafts(KinshipDeclared, "kinship")
def kinships(ask: Ask) -> Iterator[KinshipDeclared]:
    """Declare it of any professional."""
    for ref in _professionals(ask):
        yield KinshipDeclared(person=ref, kinship=Kinship.RELATIVE)
