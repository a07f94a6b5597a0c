"""Who may hold the baton, and how it passes from hand to hand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bti.guide.model import NOT_STATED, Holders
from bti.people import Professional
from bti.reasons import Reason, ReasonKind, law, model
from bti.record.absence import HolderAbsent
from bti.record.baton import (
    BatonAccepted,
    BatonAppointed,
    BatonDeclined,
    BatonOffered,
    BatonVacant,
    BatonWithdrawn,
    VacancyReason,
)
from bti.record.choice import HolderChoiceWeighed
from bti.record.coordinator import CoordinatorAppointed
from bti.rules.ask import Ask, Standing
from bti.rules.references import is_known_kin, unknown
from bti.rules.registry import Found, drafts, form, rule

__all__ = ["about_kin", "about_partiality", "about_role", "is_preferred"]

_Named = BatonAppointed | BatonOffered | HolderChoiceWeighed | HolderAbsent | CoordinatorAppointed
_Answered = BatonAccepted | BatonDeclined | BatonWithdrawn
_NAMING: Final = (BatonAppointed, BatonOffered, HolderChoiceWeighed, HolderAbsent, CoordinatorAppointed)


def _named(fact: _Named) -> str | None:
    """Return whom a fact names to coordinate."""
    if isinstance(fact, HolderAbsent):
        return fact.stand_in
    return fact.person if isinstance(fact, CoordinatorAppointed) else fact.to


@form(BatonAppointed, BatonOffered, HolderChoiceWeighed, CoordinatorAppointed, source=model("I-01"))
def a_concern_has_been_raised(ask: Ask) -> Found:
    """There is a concern before there is a baton to hold."""
    if ask.spine.concerns.first is not None:
        return None
    return Reason("no_concern_yet", ReasonKind.UNMET, (), (model("I-01"),))


@form(*_NAMING, source=model("references"))
def the_person_is_of_the_case(ask: Ask, fact: _Named) -> Found:
    """The person takes part as a professional (who is kin of the case is told apart by a rule of their own)."""
    person, spine = _named(fact), ask.spine
    if person is None or person in spine.people.professionals or is_known_kin(ask, person):
        return None
    if isinstance(fact, HolderAbsent):
        return unknown("stand_in")
    return unknown("person") if isinstance(fact, CoordinatorAppointed) else unknown("to")


@rule(*_NAMING, source=model("I-04"))
def never_a_guardian_or_relative(ask: Ask, fact: _Named) -> Found:
    """Whoever is guardian, person concerned, related or private in this case never holds the baton.

    Nor do they stand in for who holds it, or coordinate instead.

    Source: I-04; model 4.
    """
    person = _named(fact)
    return None if person is None else about_kin(ask, person)


def about_kin(ask: Ask, person: str) -> Reason | None:
    """Find that somebody is kin of the case.

    A relative who works somewhere is known as that to the home service alone (`KinshipDeclared`); to others who may
    name somebody the answer is only that this person cannot hold it.
    """
    people = ask.spine.people
    if person not in people.kin:
        return None
    if ask.standing is Standing.HOME or person in people.guardians or person in people.concerned:
        return Reason("kin_never_holds", ReasonKind.WRONG_PERSON, (), (model("I-04"),))
    return Reason("cannot_hold_here", ReasonKind.WRONG_PERSON, (), (model("model 4"),))


@rule(*_NAMING, source=model("model 4"))
def nobody_with_a_conflict_of_interest(ask: Ask, fact: _Named) -> Found:
    """Whoever has declared a conflict of interest in this case neither holds the baton, stands in, nor coordinates.

    Source: model 4; forvaltningsloven §§ 6–10, which is no rule of the law data.
    """
    person = _named(fact)
    return None if person is None else about_partiality(ask, person)


def about_partiality(ask: Ask, person: str) -> Reason | None:
    """Find that somebody has declared a conflict of interest."""
    if person not in ask.spine.staff.partial:
        return None
    return Reason("conflict_of_interest", ReasonKind.WRONG_PERSON, (), (model("model 4"),))


@rule(BatonAppointed, BatonOffered, source=model("I-02"))
def no_other_offer_is_open(ask: Ask) -> Found:
    """At most one offer is open."""
    if ask.spine.baton.offer is None:
        return None
    return Reason("offer_is_open", ReasonKind.WRONG_PLACE, (), (model("I-02"),))


@rule(BatonAppointed, source=model("I-02"))
def nobody_holds_it(ask: Ask) -> Found:
    """The leader appoints where nobody holds the baton, or who holds it can act no more; else it is handed on by offer.

    A holder who is absent keeps it; whoever answers meanwhile can offer it.

    Source: I-02; Sortland: the holder keeps it until it is received and accepted.
    """
    holder = ask.spine.baton.holder
    if holder is None or not ask.can_act(holder):
        return None
    return Reason("baton_is_held", ReasonKind.WRONG_PLACE, (), (model("I-02"),))


@rule(BatonOffered, source=model("I-02"))
def not_offered_to_oneself(ask: Ask, fact: BatonOffered) -> Found:
    """Nobody offers the baton to themself."""
    if fact.to != ask.by.ref:
        return None
    return Reason("offer_to_oneself", ReasonKind.WRONG_PERSON, (), (model("I-02"),))


@rule(BatonOffered, HolderChoiceWeighed, source=model("I-02"))
def not_offered_to_who_holds_it(ask: Ask, fact: BatonOffered | HolderChoiceWeighed) -> Found:
    """The baton is offered to somebody else than who holds it, though somebody else may answer for the holder now."""
    if fact.to is None or fact.to != ask.spine.baton.holder:
        return None
    if isinstance(fact, BatonOffered) and fact.to == ask.by.ref:
        return None  # said by the rule above
    return Reason("holds_it_already", ReasonKind.WRONG_PERSON, (), (model("I-02"),))


@rule(BatonAppointed, BatonOffered, source=model("guide"))
def the_guide_has_a_holder_on_this_level(ask: Ask) -> Found:
    """A holder is named from the level on that the guide says.

    Source: the guide's setting; Sortland, Arendal, Sogndal, Risør: from level 1.
    """
    setting, level = ask.guide.baton.from_level, ask.level
    if setting.value is NOT_STATED or level is None or ask.guide.order(level.id) >= ask.guide.order(setting.value):
        return None
    first = ask.guide.levels[ask.guide.order(setting.value)]
    return ask.by_modality(setting.modality, "baton_too_early", ask.cite(setting.origin), level=first.title)


@rule(*_NAMING, source=(law("C-02"), model("I-06")))
def the_persons_service_is_covered_by_consent(ask: Ask, fact: _Named) -> Found:
    """Consent covers the person's service before the offer, since the offer itself tells that the child is a client.

    Source: model 4; law C-02.
    """
    joined = ask.spine.people.professionals.get(_named(fact) or "")
    if joined is None or ask.covered(joined.service):
        return None
    return Reason("service_not_covered", ReasonKind.UNMET, (), (law("C-02"), model("I-06")))


@rule(BatonAppointed, BatonOffered, source=model("guide"))
def the_role_may_hold_it_on_this_level(ask: Ask, fact: BatonAppointed | BatonOffered) -> Found:
    """The person's role may hold the baton on this level by the guide; an exceptional one with a recorded reason.

    Source: the guide's holders of the level; Gloppen: head teacher only exceptionally.
    """
    joined = ask.spine.people.professionals.get(fact.to)
    return None if joined is None else about_role(ask, joined.role)


def about_role(ask: Ask, name: str) -> Reason | None:
    """Find what the guide says of a role as holder on the level the case stands on."""
    level, holders = ask.level, _holders(ask)
    if level is None or holders is None:
        return None
    role = ask.guide.role(name)
    params = {"role": name if role is None else role.label, "level": level.title}
    citation = ask.cite(holders.origin)
    if name in holders.excluded or not _listed(holders, name):
        return Reason("role_may_not_hold", ReasonKind.WRONG_PERSON, tuple(params.items()), (citation,))
    if name in holders.exceptional:
        return Reason("role_only_exceptionally", ReasonKind.NEEDS_JUSTIFICATION, tuple(params.items()), (citation,))
    if holders.preferred and name not in holders.preferred:
        return Reason("role_not_preferred", ReasonKind.ADVICE, tuple(params.items()), (citation,))
    return None


def is_preferred(ask: Ask, role: str) -> bool:
    """Tell whether the guide prefers a role as holder on the level the case stands on."""
    holders = _holders(ask)
    return holders is not None and role in holders.preferred


def _holders(ask: Ask) -> Holders | None:
    level = ask.level
    return None if level is None else ask.guide.baton.holders.get(level.id)


def _listed(holders: Holders, role: str) -> bool:
    if holders.eligible is NOT_STATED:
        return True
    return role in holders.eligible or role in holders.preferred or role in holders.exceptional


@form(BatonAccepted, BatonDeclined, BatonWithdrawn, source=model("I-02"))
def an_offer_is_open(ask: Ask) -> Found:
    """There is an open offer to answer or take back."""
    if ask.spine.baton.offer is not None:
        return None
    return Reason("no_offer_is_open", ReasonKind.WRONG_PLACE, (), (model("I-02"),))


@form(BatonAccepted, BatonDeclined, BatonWithdrawn, source=model("references"))
def the_offer_is_the_open_one(ask: Ask, fact: _Answered) -> Found:
    """The offer named is the one that is open."""
    offer = ask.spine.baton.offer
    return unknown("offer") if offer is not None and fact.offer != offer.id else None


@rule(BatonAccepted, BatonDeclined, source=model("I-03"))
def only_the_offered_person_answers(ask: Ask) -> Found:
    """Only the offered person accepts or declines."""
    offer = ask.spine.baton.offer
    if offer is None or offer.to == ask.by.ref:
        return None
    return Reason("offer_is_for_somebody_else", ReasonKind.WRONG_PERSON, (), (model("I-03"),))


@rule(BatonWithdrawn, source=model("I-03"))
def only_the_giver_or_who_answers_withdraws(ask: Ask) -> Found:
    """Only the giver, or whoever answers for the case now, takes an offer back.

    Source: I-03.
    """
    offer = ask.spine.baton.offer
    if offer is None or offer.giver == ask.by.ref or ask.answers:
        return None
    return Reason("offer_is_somebody_elses", ReasonKind.WRONG_PERSON, (), (model("I-03"),))


@form(BatonVacant, HolderAbsent, source=model("I-01"))
def the_baton_is_held(ask: Ask) -> Found:
    """A baton that nobody holds cannot fall vacant, and nobody is absent from it."""
    if ask.spine.baton.holder is not None:
        return None
    return Reason("baton_is_not_held", ReasonKind.WRONG_PLACE, (), (model("I-01"),))


@form(BatonVacant, source=model("model 8"))
def vacant_for_a_reason_of_ones_own(ask: Ask, fact: BatonVacant) -> Found:
    """That a holder's service left, or that they turned out to be kin, follows by itself from what was recorded."""
    if fact.reason in (VacancyReason.GAVE_UP, VacancyReason.LEFT):
        return None
    return Reason("reason_follows_by_itself", ReasonKind.WRONG_FORM, (("fact", fact.words),), (model("model 8"),))


@drafts(BatonAppointed)
def appointments(ask: Ask) -> Iterator[BatonAppointed]:
    """Appoint any professional who takes part."""
    for ref in ask.spine.people.professionals:
        yield BatonAppointed(to=ref)


@drafts(BatonOffered)
def offers(ask: Ask) -> Iterator[BatonOffered]:
    """Offer it to any other professional who takes part."""
    for ref in ask.spine.people.professionals:
        if ref != ask.by.ref:
            yield BatonOffered(to=ref)


@drafts(BatonAccepted)
def acceptances(ask: Ask) -> Iterator[BatonAccepted]:
    """Accept the open offer."""
    offer = ask.spine.baton.offer
    if offer is not None and isinstance(ask.by, Professional):
        yield BatonAccepted(offer=offer.id)


@drafts(BatonDeclined, "note")
def declinations(ask: Ask) -> Iterator[BatonDeclined]:
    """Decline the open offer."""
    offer = ask.spine.baton.offer
    if offer is not None:
        yield BatonDeclined(offer=offer.id)


@drafts(BatonWithdrawn)
def withdrawals(ask: Ask) -> Iterator[BatonWithdrawn]:
    """Take the open offer back."""
    offer = ask.spine.baton.offer
    if offer is not None:
        yield BatonWithdrawn(offer=offer.id)


@drafts(BatonVacant)
def vacancies(ask: Ask) -> Iterator[BatonVacant]:
    """Let it fall vacant for a reason people give."""
    yield BatonVacant(reason=VacancyReason.GAVE_UP)
    yield BatonVacant(reason=VacancyReason.LEFT)
