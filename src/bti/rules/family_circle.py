"""Around the guardians: authorisations, care orders and graded addresses.

Care orders and graded addresses are for the home service alone, so the guards before them say nothing of the case to
anybody else: that these may not record them is all they hear.
"""

from __future__ import annotations

from collections.abc import Iterator

from bti.people import Unborn
from bti.reasons import Reason, ReasonKind, law, model
from bti.record.concern import ConcernShared
from bti.record.consent import Form, Scope
from bti.record.family_circle import (
    AddressGraded,
    AddressUngraded,
    AuthorisationWithdrawn,
    CareGround,
    CareOrderEnded,
    CareOrderMade,
    Grade,
    GuardianAuthorised,
)
from bti.rules.ask import Ask, Standing
from bti.rules.opening import free_ref
from bti.rules.references import named_to, unknown
from bti.rules.registry import Found, drafts, form, rule

__all__: list[str] = []


@form(GuardianAuthorised, source=law("A-07"))
def both_are_guardians(ask: Ask, fact: GuardianAuthorised) -> Found:
    """One guardian of this case authorises another; nobody answers in the place of whom the case is about."""
    guardians = ask.spine.people.guardians
    found: list[Reason] = []
    if fact.guardian not in guardians:
        found.append(unknown("guardian"))
    if fact.authorised not in guardians:
        found.append(unknown("authorised"))
    if fact.guardian == fact.authorised and not found:
        found.append(Reason("authorises_oneself", ReasonKind.WRONG_FORM, (), (law("A-07"),)))
    return tuple(found)


@form(GuardianAuthorised, source=model("references"))
def the_service_authorised_for_is_known(ask: Ask, fact: GuardianAuthorised) -> Found:
    """The service was asked about, or takes part."""
    return None if fact.for_service is None or fact.for_service in _services(ask) else unknown("for_service")


def _services(ask: Ask) -> tuple[str, ...]:
    spine, home = ask.spine, ask.spine.life.home
    known = dict.fromkeys((*named_to(ask), *spine.people.services))
    return tuple(ref for ref in known if home is None or ref != home.ref)


@form(GuardianAuthorised, source=law("A-07"))
def the_authorisation_is_documented(ask: Ask, fact: GuardianAuthorised) -> Found:
    """An authorisation is documented: in writing or electronically."""
    if fact.form is not Form.ORAL:
        return None
    return Reason("authorisation_not_documented", ReasonKind.WRONG_FORM, (), (law("A-07"),))


@form(GuardianAuthorised, source=model("I-16"))
def authorised_through_a_day_to_come(ask: Ask, fact: GuardianAuthorised) -> Found:
    """An authorisation runs out today or later, if a day was set at all."""
    if fact.until is None or fact.until >= ask.day:
        return None
    return Reason("date_is_past", ReasonKind.WRONG_FORM, (("date", fact.until),), (model("I-16"),))


@rule(GuardianAuthorised, source=(law("Q-03"), model("model 6")))
def who_authorises_has_been_told(ask: Ask, fact: GuardianAuthorised) -> Found:
    """Nobody lets another answer before the concern has been shared with them.

    Who of the family records it for somebody else hears only that they cannot: not whether the other one has been told.
    """
    if ask.standing is Standing.FAMILY and fact.guardian != ask.by.ref:
        return None
    if fact.guardian in ask.spine.people.told:
        return None
    return Reason("not_told_yet", ReasonKind.UNMET, (), (law("Q-03"), model("model 6")))


@rule(GuardianAuthorised, source=(law("A-07"), law("A-12")))
def the_family_authorises_for_themselves(ask: Ask, fact: GuardianAuthorised) -> Found:
    """Who of the family records an authorisation records their own; professionals note what they were shown."""
    if ask.standing is not Standing.FAMILY or fact.guardian == ask.by.ref:
        return None
    return Reason("only_own_authorisation", ReasonKind.WRONG_PERSON, (), (law("A-07"),))


@form(AuthorisationWithdrawn, source=law("A-07"))
def the_authorisation_stands(ask: Ask, fact: AuthorisationWithdrawn) -> Found:
    """What is withdrawn is an authorisation given and not withdrawn."""
    return None if fact.authorisation in ask.spine.circle.authorisations else unknown("authorisation")


@rule(AuthorisationWithdrawn, source=(law("A-07"), law("Q-09")))
def the_family_takes_back_their_own(ask: Ask, fact: AuthorisationWithdrawn) -> Found:
    """Who of the family withdraws an authorisation withdraws their own; a spoken withdrawal is noted by professionals.

    Source: law A-07; Q-09, as easily as it was given.
    """
    if ask.standing is not Standing.FAMILY:
        return None
    if ask.spine.circle.authorisations[fact.authorisation].guardian == ask.by.ref:
        return None
    return Reason("only_own_authorisation", ReasonKind.WRONG_PERSON, (), (law("A-07"),))


@form(CareOrderMade, source=law("A-10"))
def the_child_is_born_and_of_the_case(ask: Ask, fact: CareOrderMade) -> Found:
    """The order is about a person concerned who is born."""
    if any(one.ref == fact.child and one.birth is not Unborn.UNBORN for one in ask.spine.life.persons):
        return None
    return unknown("child")


@form(CareOrderMade, source=law("A-10"))
def the_decider_is_none_of_the_family(ask: Ask, fact: CareOrderMade) -> Found:
    """Who decides under a care order is neither guardian nor child; an employee of child welfare is no kin at all.

    Whoever records no such order is not told who is near the child by an order they may not know of (I-13).
    """
    if ask.standing is not Standing.HOME:
        return None
    people = ask.spine.people
    own = fact.decider in people.guardians or fact.decider in people.concerned
    if not own and (fact.at_home or fact.decider not in people.kin):
        return None
    return Reason("decider_is_kin", ReasonKind.WRONG_PERSON, (), (law("A-10"),))


@form(CareOrderMade, source=model("I-16"))
def the_order_has_been_made(ask: Ask, fact: CareOrderMade) -> Found:
    """The date of the order has come."""
    if fact.made_on <= ask.day:
        return None
    return Reason("date_is_to_come", ReasonKind.WRONG_FORM, (("date", fact.made_on),), (model("I-16"),))


@rule(CareOrderMade, source=law("A-10"))
def nobody_names_themself_as_decider(ask: Ask, fact: CareOrderMade) -> Found:
    """That somebody decides for a child is recorded by another who has seen the order.

    Source: law A-10, which moves consent; that it takes two is a decision.
    """
    if fact.decider != ask.by.ref:
        return None
    return Reason("decider_names_themself", ReasonKind.WRONG_PERSON, (), (law("A-10"),))


@form(CareOrderEnded, source=law("A-10"))
def an_order_stands_about_the_child(ask: Ask, fact: CareOrderEnded) -> Found:
    """What ends is an order that was recorded about the child."""
    if ask.standing is not Standing.HOME or fact.child in ask.spine.circle.care:
        return None
    return unknown("child")


@form(AddressGraded, source=law("H-17"))
def the_address_is_of_somebody_of_the_case(ask: Ask, fact: AddressGraded) -> Found:
    """The address is a guardian's or person concerned's, and who may still know of the case are guardians of it."""
    people = ask.spine.people
    found: list[Reason] = []
    if fact.person not in people.concerned and fact.person not in people.guardians:
        found.append(unknown("person"))
    if any(ref not in people.guardians for ref in fact.may_know):
        found.append(unknown("may_know"))
    return tuple(found)


@form(AddressUngraded, source=law("H-17"))
def the_address_was_graded(ask: Ask, fact: AddressUngraded) -> Found:
    """What is lifted is a grade that was recorded."""
    if ask.standing is not Standing.HOME or fact.person in ask.spine.circle.graded:
        return None
    return unknown("person")


@rule(ConcernShared, source=law("H-17"))
def a_graded_address_keeps_it_from_them(ask: Ask, fact: ConcernShared) -> Found:
    """With a graded address in the family, no guardian is told but whom an explicit decision lets know.

    Source: law H-17; model 6: an uninvolved guardian sees no case.
    """
    people, ref = ask.spine.people, fact.person
    if ref is None or ref not in people.guardians or ref in people.concerned or not ask.spine.circle.shuts_out(ref):
        return None
    return Reason("address_is_graded", ReasonKind.FORBIDDEN, (), (law("H-17"),))


@drafts(GuardianAuthorised, "form", "until", "note")
def authorisations(ask: Ask) -> Iterator[GuardianAuthorised]:
    """Let any guardian authorise any other, for everything or for one scope."""
    guardians = tuple(ask.spine.people.guardians)
    scopes = (None, *Scope)
    for guardian in guardians:
        for authorised in guardians:
            if guardian == authorised:
                continue
            for scope in scopes:
                yield GuardianAuthorised(guardian=guardian, authorised=authorised, scope=scope, form=Form.WRITTEN)
            for service in _services(ask):
                yield GuardianAuthorised(
                    guardian=guardian,
                    authorised=authorised,
                    scope=Scope.SERVICE,
                    for_service=service,
                    form=Form.WRITTEN,
                )


@drafts(AuthorisationWithdrawn)
def authorisation_withdrawals(ask: Ask) -> Iterator[AuthorisationWithdrawn]:
    """Withdraw any authorisation that stands."""
    for one in ask.spine.circle.authorisations:
        yield AuthorisationWithdrawn(authorisation=one)


@drafts(CareOrderMade, "ground", "decider", "at_home", "made_on", "petitioned")
def care_orders(ask: Ask) -> Iterator[CareOrderMade]:
    """Record an order about any child who is born."""
    for one in ask.spine.life.persons:
        if one.birth is not Unborn.UNBORN:
            yield CareOrderMade(
                child=one.ref, ground=CareGround.CARE_ORDER, decider=free_ref(ask), at_home=True, made_on=ask.day
            )


@drafts(CareOrderEnded)
def care_order_endings(ask: Ask) -> Iterator[CareOrderEnded]:
    """End any order."""
    for child in ask.spine.circle.care:
        yield CareOrderEnded(child=child)


@drafts(AddressGraded, "grade", "may_know")
def gradings(ask: Ask) -> Iterator[AddressGraded]:
    """Grade the address of anybody of the family."""
    people = ask.spine.people
    for person in dict.fromkeys((*(one.ref for one in ask.spine.life.persons), *people.guardians)):
        yield AddressGraded(person=person, grade=Grade.CONFIDENTIAL)


@drafts(AddressUngraded)
def ungradings(ask: Ask) -> Iterator[AddressUngraded]:
    """Lift any grade."""
    for person in ask.spine.circle.graded:
        yield AddressUngraded(person=person)
