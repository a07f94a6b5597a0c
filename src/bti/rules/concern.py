"""Raising, describing and sharing a concern."""

from __future__ import annotations

from collections.abc import Iterator

from bti.law.consent import all_of_age
from bti.people import Unborn
from bti.reasons import Reason, ReasonKind, law, model
from bti.record.concern import ConcernDescribed, ConcernRaised, ConcernShared, SharedWith, SharingPostponed
from bti.rules.ask import Ask
from bti.rules.content import first_category
from bti.rules.references import unknown
from bti.rules.registry import Found, drafts, form, rule

__all__: list[str] = []


@form(ConcernDescribed, ConcernShared, SharingPostponed, source=model("references"))
def the_concern_is_known(ask: Ask, fact: ConcernDescribed | ConcernShared | SharingPostponed) -> Found:
    """The concern is one of this case."""
    return None if fact.concern in ask.spine.concerns.raised else unknown("concern")


@form(ConcernShared, source=model("model 6"))
def shared_with_somebody_of_the_case(ask: Ask, fact: ConcernShared) -> Found:
    """A concern is shared with a guardian named here, a person concerned, or a professional who takes part.

    Source: model 6; Sortland 0.3.
    """
    spine = ask.spine
    if fact.with_ is SharedWith.GUARDIAN:
        known = fact.person in spine.people.guardians
    elif fact.with_ is SharedWith.CHILD:
        known = any(one.ref == fact.person for one in spine.life.persons if one.birth is not Unborn.UNBORN)
    else:
        known = fact.person is None or fact.person in spine.people.professionals
    return None if known else unknown("person")


@rule(ConcernShared, source=law("A-01"))
def guardians_are_told_while_somebody_is_under_age(ask: Ask, fact: ConcernShared) -> Found:
    """From 18 the person decides alone: nothing is shared with guardians then.

    Source: law A-01, A-32. That the person may let them in comes with the whole law of consent.
    """
    if fact.with_ is not SharedWith.GUARDIAN or not all_of_age(ask.spine, ask.day):
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
        *((SharedWith.GUARDIAN, ref) for ref in spine.people.guardians),
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
