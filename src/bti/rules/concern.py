"""Raising, describing, handing on and sharing a concern, and answering who raised it from outside."""

from __future__ import annotations

from collections.abc import Iterator

from bti.law.consent import all_of_age
from bti.people import Unborn
from bti.reasons import Reason, ReasonKind, law, model
from bti.record.concern import (
    Concern,
    ConcernDescribed,
    ConcernOwnerChanged,
    ConcernRaised,
    ConcernShared,
    Feedback,
    FeedbackGiven,
    SharedWith,
    SharingPostponed,
)
from bti.rules.ask import Ask
from bti.rules.content import first_category
from bti.rules.references import known_family, unknown
from bti.rules.registry import Found, drafts, form, rule

__all__: list[str] = []

_OfOne = ConcernDescribed | ConcernOwnerChanged | ConcernShared | SharingPostponed | FeedbackGiven


@form(ConcernDescribed, ConcernOwnerChanged, ConcernShared, SharingPostponed, FeedbackGiven, source=model("references"))
def the_concern_is_known(ask: Ask, fact: _OfOne) -> Found:
    """The concern is one of this case."""
    return None if fact.concern in ask.spine.concerns.raised else unknown("concern")


@form(ConcernShared, source=model("model 6"))
def shared_with_somebody_of_the_case(ask: Ask, fact: ConcernShared) -> Found:
    """A concern is shared with a guardian named here, a person concerned, or a professional who takes part.

    As with a guardian it is shared with whoever decides in their place under a care order.

    Source: model 6; Sortland 0.3; law A-10.
    """
    spine = ask.spine
    if fact.with_ is SharedWith.GUARDIAN:
        known = fact.person in spine.people.guardians or (
            fact.person in spine.people.deciding.values() and fact.person in known_family(ask)
        )
    elif fact.with_ is SharedWith.CHILD:
        known = any(one.ref == fact.person for one in spine.life.persons if one.birth is not Unborn.UNBORN)
    else:
        known = fact.person is None or fact.person in spine.people.professionals
    return None if known else unknown("person")


@rule(ConcernShared, source=law("A-01"))
def guardians_are_told_while_somebody_is_under_age(ask: Ask, fact: ConcernShared) -> Found:
    """From 18 the person decides alone: nothing is shared then with guardians whom they do not let read.

    Source: law A-01, A-32.
    """
    if fact.with_ is not SharedWith.GUARDIAN or not all_of_age(ask.spine, ask.day, ask.leap):
        return None
    persons = (one.ref for one in ask.spine.life.persons)
    if fact.person is not None and ask.spine.held.all_let_read(persons, fact.person, ask.day):
        return None
    return Reason("of_age", ReasonKind.FORBIDDEN, (), (law("A-01"),))


@form(SharingPostponed, source=model("I-16"))
def postponed_to_a_day_to_come(ask: Ask, fact: SharingPostponed) -> Found:
    """Sharing is postponed to today or later."""
    if fact.until >= ask.day:
        return None
    return Reason("date_is_past", ReasonKind.WRONG_FORM, (("date", fact.until),), (model("I-16"),))


@rule(SharingPostponed, source=model("model 6"))
def postponed_by_the_owner(ask: Ask, fact: SharingPostponed) -> Found:
    """The owner of the concern, or who leads, postpones sharing it: at any time, with no reason given.

    Source: model 6.
    """
    concern = ask.spine.concerns.raised[fact.concern]
    if ask.by.ref == concern.owner or ask.answers or ask.leads_home:
        return None
    return Reason("not_your_concern", ReasonKind.WRONG_PERSON, (), (model("model 6"),))


@form(ConcernOwnerChanged, source=model("model 4"))
def the_new_owner_takes_part(ask: Ask, fact: ConcernOwnerChanged) -> Found:
    """The new owner takes part as a professional."""
    return None if fact.owner in ask.spine.people.professionals else unknown("owner")


@rule(ConcernOwnerChanged, source=model("I-01"))
def the_new_owner_is_of_the_home_service(ask: Ask, fact: ConcernOwnerChanged) -> Found:
    """A concern is owned in the home service, which answers for the case."""
    home = ask.spine.life.home
    if home is not None and ask.spine.people.professionals[fact.owner].service == home.ref:
        return None
    return Reason("owner_of_home_service", ReasonKind.WRONG_PERSON, (), (model("I-01"),))


@rule(ConcernOwnerChanged, source=model("model 4"))
def the_new_owner_is_another(ask: Ask, fact: ConcernOwnerChanged) -> Found:
    """A concern is handed on to another than the one who owns it."""
    if ask.spine.concerns.raised[fact.concern].owner != fact.owner:
        return None
    return Reason("owns_it_already", ReasonKind.WRONG_PLACE, (), (model("model 4"),))


@rule(ConcernOwnerChanged, source=model("model 4"))
def the_new_owner_is_impartial(ask: Ask, fact: ConcernOwnerChanged) -> Found:
    """Whoever has declared a conflict of interest in this case does not answer for it as owner of the concern."""
    if fact.owner not in ask.spine.staff.partial:
        return None
    return Reason("conflict_of_interest", ReasonKind.WRONG_PERSON, (), (model("model 4"),))


@rule(ConcernOwnerChanged, source=model("model 4"))
def handed_on_by_the_owner(ask: Ask, fact: ConcernOwnerChanged) -> Found:
    """The owner of the concern hands it on, or the leader of the home service does."""
    if ask.leads_home or ask.spine.concerns.raised[fact.concern].owner == ask.by.ref:
        return None
    return Reason("not_yours_to_hand_on", ReasonKind.WRONG_PERSON, (), (model("model 4"),))


def _is_from_outside(ask: Ask, concern: Concern) -> bool:
    """Tell whether whoever raised a concern hears nothing of it by themself: takes no part, and was never told."""
    people = ask.spine.people
    return concern.by is not None and concern.by not in people.professionals and concern.by not in people.told


@rule(FeedbackGiven, source=model("model 3"))
def the_reporter_is_outside_the_case(ask: Ask, fact: FeedbackGiven) -> Found:
    """Feedback goes to somebody from outside; who takes part or has been told of the case is answered in it."""
    if _is_from_outside(ask, ask.spine.concerns.raised[fact.concern]):
        return None
    return Reason("reporter_is_of_the_case", ReasonKind.WRONG_PERSON, (), (model("model 3"),))


@drafts(ConcernOwnerChanged)
def new_owners(ask: Ask) -> Iterator[ConcernOwnerChanged]:
    """Hand any concern on to anybody of the home service who takes part."""
    home = ask.spine.life.home
    for concern in ask.spine.concerns.raised:
        for one in ask.spine.people.professionals.values():
            if home is not None and one.service == home.ref:
                yield ConcernOwnerChanged(concern=concern, owner=one.ref)


@drafts(FeedbackGiven, "note", "audience", "service", "said")
def feedback(ask: Ask) -> Iterator[FeedbackGiven]:
    """Answer whoever raised a concern from outside."""
    for concern in ask.spine.concerns.raised:
        yield FeedbackGiven(concern=concern, said=Feedback.RECEIVED, category=first_category(ask))


@drafts(ConcernRaised, "note", "audience", "service")
def raisings(ask: Ask) -> Iterator[ConcernRaised]:
    """Raise a concern of any kind the asker may write about."""
    yield ConcernRaised(category=first_category(ask))


@drafts(ConcernDescribed, "note", "audience", "service")
def descriptions(ask: Ask) -> Iterator[ConcernDescribed]:
    """Describe any concern of the case."""
    for concern in ask.spine.concerns.raised:
        yield ConcernDescribed(concern=concern, category=first_category(ask))


@drafts(ConcernShared, "note", "audience", "service")
def sharings(ask: Ask) -> Iterator[ConcernShared]:
    """Share any concern with anybody of the case."""
    spine = ask.spine
    people = (
        *((SharedWith.GUARDIAN, ref) for ref in (*spine.people.guardians, *spine.people.deciding.values())),
        *((SharedWith.CHILD, one.ref) for one in spine.life.persons if one.birth is not Unborn.UNBORN),
        *((SharedWith.LEADER, ref) for ref in (None, *spine.people.professionals)),
        *((SharedWith.COLLEAGUE, ref) for ref in (None, *spine.people.professionals)),
    )
    for concern in spine.concerns.raised:
        for with_, person in people:
            yield ConcernShared(concern=concern, with_=with_, person=person, category=first_category(ask))


@drafts(SharingPostponed, "until")
def postponements(ask: Ask) -> Iterator[SharingPostponed]:
    """Postpone sharing any concern."""
    for concern in ask.spine.concerns.raised:
        yield SharingPostponed(concern=concern, until=ask.day)
