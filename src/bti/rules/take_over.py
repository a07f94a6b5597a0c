"""Taking a case over: what an opening balance must agree with, in itself, with the guide and with the law.

Every fault is said at once, each with the field it is in. What an opening balance may not bring (a log without its
consents, a service that nobody consented to) is left out of it; then the take-over is admitted, and the family is
asked anew. How the guide would have had it (from which level on a log, which role for a holder) is not asked here:
what is taken over is what is.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Hashable, Iterator
from typing import Final

import attrs

from bti.guide.model import NOT_STATED
from bti.law.consent import Required, is_sufficient, missing, must_consent
from bti.law.consent_covers import covered_categories
from bti.people import Professional, Service, Unborn
from bti.reasons import Reason, ReasonKind, Word, law, model
from bti.record.consent import Scope
from bti.record.entry import Position, Resolved
from bti.record.life import Concerned, Life
from bti.record.spine import EMPTY, Spine
from bti.record.take_over import CaseTakenOver, TakenFrom, consents_of, people_of
from bti.rules.ask import Ask
from bti.rules.opening import free_ref
from bti.rules.people import unknown_role
from bti.rules.references import unknown, unknown_service_kind, unknown_step
from bti.rules.registry import Found, drafts, form, rule
from bti.text import Text

__all__ = ["resolve_take_over"]

_HANDED_OVER: Final = frozenset({TakenFrom.OTHER_SERVICE, TakenFrom.OTHER_MUNICIPALITY})


def _born(fact: CaseTakenOver) -> tuple[str, ...]:
    return tuple(one.ref for one in fact.persons if one.birth is not Unborn.UNBORN)


def _kin(fact: CaseTakenOver) -> frozenset[str]:
    return frozenset((*(one.ref for one in fact.persons), *(one.ref for one in fact.guardians)))


def _told(fact: CaseTakenOver) -> frozenset[str]:
    return frozenset((*fact.told, *(one.ref for one in fact.guardians if one.told)))


@form(CaseTakenOver, source=model("I-04"))
def not_taken_over_by_a_guardian(ask: Ask, fact: CaseTakenOver) -> Found:
    """Nobody takes over, as a professional, the case of their own child."""
    if all(one.ref != ask.by.ref for one in fact.guardians):
        return None
    return Reason("case_of_own_child", ReasonKind.WRONG_PERSON, (), (model("I-04"),))


@form(CaseTakenOver, source=model("I-16"))
def the_balance_is_of_a_day_that_has_come(ask: Ask, fact: CaseTakenOver) -> Found:
    """The balance holds as of a date that has come, and everything in it happened by then."""
    found: list[Reason] = []
    if fact.as_of > ask.day:
        found.append(Reason("balance_in_the_future", ReasonKind.WRONG_FORM, (("date", fact.as_of),), (model("I-16"),)))
    if fact.log_since is not None:
        found.extend(_later("log_since", fact.log_since, fact.as_of))
    for one in fact.consents:
        found.extend(_later("consents", one.given_on, fact.as_of))
    return tuple(dict.fromkeys(found))


def _later(field: str, day: dt.date, as_of: dt.date) -> Iterator[Reason]:
    if day > as_of:
        params = (("field", Word("field", field)), ("date", day), ("as_of", as_of))
        yield Reason("later_than_balance", ReasonKind.WRONG_FORM, params, (model("I-16"),))


@form(CaseTakenOver, source=model("model 3"))
def taken_over_on_a_step_of_the_guide(ask: Ask, fact: CaseTakenOver) -> Found:
    """The case stands on a step of the guide, and its measures on levels of it."""
    found = () if ask.guide.step(fact.step) is not None else (unknown_step(ask.guide, fact.step),)
    if all(one.level is None or ask.guide.level(one.level) is not None for one in fact.measures):
        return found
    return (*found, unknown("level"))


@form(CaseTakenOver, source=model("guide"))
def services_brought_are_of_known_kinds(ask: Ask, fact: CaseTakenOver) -> Found:
    """Services brought are of kinds the guide knows, each named as one kind only, and other than the home service.

    A consent may name it where the case comes from another service: that is how it was let to take over (law Q-05).
    """
    asked = tuple(one.service for one in fact.consents if one.service is not None)
    found = [
        unknown_service_kind(ask, one.kind) for one in (*fact.services, *asked) if ask.guide.service(one.kind) is None
    ]
    own = fact.services if fact.taken_from in _HANDED_OVER else (*fact.services, *asked)
    if any(one.ref == fact.home.ref for one in own):
        found.append(Reason("home_needs_no_consent", ReasonKind.WRONG_FORM, (), (model("model 2"),)))
    kinds = dict[str, str]()
    for one in (*fact.services, *asked):
        if kinds.setdefault(one.ref, one.kind) != one.kind:
            params = (("kind", kinds[one.ref]),)
            found.append(Reason("service_of_other_kind", ReasonKind.WRONG_FORM, params, (model("model 2"),)))
    return tuple(dict.fromkeys(found))


@form(CaseTakenOver, source=model("references"))
def nothing_is_brought_twice(ask: Ask, fact: CaseTakenOver) -> Found:
    """Each service, guardian and professional is named once, and each giver consents once to the same."""
    named: dict[str, list[Hashable]] = {
        "services": [one.ref for one in fact.services],
        "guardians": [one.ref for one in fact.guardians],
        "professionals": [one.ref for one in fact.professionals],
        "consents": [(one.scope, one.service, one.giver) for one in fact.consents],
    }
    twice = [field for field, refs in named.items() if any(count > 1 for count in Counter(refs).values())]
    return tuple(
        Reason("named_twice", ReasonKind.WRONG_FORM, (("field", Word("field", field)),), (model("references"),))
        for field in twice
    )


@form(CaseTakenOver, source=model("I-04"))
def family_and_professionals_are_told_apart(ask: Ask, fact: CaseTakenOver) -> Found:
    """No guardian is a person concerned, and nobody who is kin of the case is a professional in it.

    Source: I-04; law A-02. A mother whose child was born in a case is taken over as its guardian.
    """
    persons = {one.ref for one in fact.persons}
    found: list[Reason] = []
    if any(one.ref in persons for one in fact.guardians):
        found.append(Reason("concerned_is_no_guardian", ReasonKind.WRONG_FORM, (), (law("A-02"),)))
    if any(one.ref in _kin(fact) for one in fact.professionals):
        found.append(Reason("kin_is_no_professional", ReasonKind.WRONG_PERSON, (), (model("I-04"),)))
    return tuple(found)


@form(CaseTakenOver, source=model("guide"))
def professionals_brought_have_role_and_service(ask: Ask, fact: CaseTakenOver) -> Found:
    """Professionals come in a role the guide knows in their service, and from a service that takes part."""
    services = {one.ref: one for one in (fact.home, *fact.services)}
    found: list[Reason] = []
    for one in fact.professionals:
        service = services.get(one.of)
        fault = unknown("of") if service is None else None
        if service is not None and ask.guide.service(service.kind) is not None:
            fault = unknown_role(ask, one.role, service.kind)
        if fault is not None:
            found.append(fault)
    return tuple(dict.fromkeys(found))


@form(CaseTakenOver, source=model("references"))
def references_brought_lead_somewhere(ask: Ask, fact: CaseTakenOver) -> Found:
    """Whoever is told, holds, owns, consents or answers for a measure, and whose measure it is, is named in it too."""
    professionals = {one.ref: one.of for one in fact.professionals}
    kin, told = _kin(fact), _told(fact)
    services = {one.ref for one in (fact.home, *fact.services)}
    tasked = {*professionals, *told, ask.by.ref}
    family = {*_born(fact), *(one.ref for one in fact.guardians)}
    known = {
        "told": set(fact.told) <= set(_born(fact)),
        "holder": fact.holder is None or fact.holder in kin or fact.holder in professionals,
        "owner": fact.owner is None or fact.owner in kin or professionals.get(fact.owner) == fact.home.ref,
        "giver": all(one.giver in family for one in fact.consents),
        "responsible": all(one.responsible in tasked for one in fact.measures),
        "service": all(one.service is None or one.service in services for one in fact.measures),
    }
    return tuple(unknown(field) for field, leads in known.items() if not leads)


@rule(CaseTakenOver, source=model("I-04"))
def nobody_of_the_family_is_taken_over_as_holder(ask: Ask, fact: CaseTakenOver) -> Found:
    """Whoever is guardian or person concerned in this case neither holds the baton nor owns the concern.

    Source: I-04; model 4.
    """
    if not {fact.holder, fact.owner} & _kin(fact):
        return None
    return Reason("kin_never_holds", ReasonKind.WRONG_PERSON, (), (model("I-04"),))


@rule(CaseTakenOver, source=(law("Q-03"), model("model 6")))
def who_consented_is_told(ask: Ask, fact: CaseTakenOver) -> Found:
    """Who has consented knows what they have consented to.

    Source: law Q-03; model 6.
    """
    if all(one.giver in _told(fact) for one in fact.consents):
        return None
    return Reason("giver_not_told", ReasonKind.UNMET, (), (law("Q-03"), model("model 6")))


@rule(CaseTakenOver, source=law("Q-04"))
def consents_brought_are_of_an_accepted_form(ask: Ask, fact: CaseTakenOver) -> Found:
    """The consents were given in a form the guide accepts.

    Source: law Q-04; the guide's setting `forms`.
    """
    setting = ask.guide.consent.forms
    if setting.value is NOT_STATED:
        return None
    accepted = {one.value for one in setting.value}
    forms = dict.fromkeys(one.form.value for one in fact.consents if one.form.value not in accepted)
    return tuple(
        ask.by_modality(
            setting.modality, "form_not_accepted", ask.cite(setting.origin), law("Q-04"), form=Word("form", form)
        )
        for form in forms
    )


def _balance(ask: Ask, fact: CaseTakenOver) -> tuple[Spine, Required]:
    """Return as much of the case as consent depends on, as it would be, and whose consent it needs."""
    life = Life(persons=fact.persons, home=fact.home)
    spine = attrs.evolve(EMPTY, life=life, people=people_of(fact), consents=consents_of(fact, "balance", 1))
    return spine, must_consent(spine, ask.guide.consent, ask.day)


@rule(CaseTakenOver, source=(law("Q-05"), law("C-02"), model("I-06")))
def services_brought_are_covered_by_consent(ask: Ask, fact: CaseTakenOver) -> Found:
    """A service takes part, and its people are named, only where all who must have consented to it.

    Source: I-06; law Q-05, C-02.
    """
    spine, required = _balance(ask, fact)
    return tuple(
        Reason(
            "taken_service_needs_consent",
            ReasonKind.UNMET,
            (("service", _label(ask, one)), ("missing", _lacking(ask, spine, required, one.ref))),
            (law("Q-05"), law("C-02"), model("I-06")),
        )
        for one in fact.services
        if not covered_categories(spine, required, one.ref, ask.day)
    )


def _lacking(ask: Ask, spine: Spine, required: Required, service: str | None) -> int:
    scope = Scope.LOG if service is None else Scope.SERVICE
    return len(missing(spine, required, scope, service, ask.day)) + (not required.complete)


def _label(ask: Ask, service: Service) -> str | Text:
    kind = ask.guide.service(service.kind)
    return service.kind if kind is None else kind.label


@rule(CaseTakenOver, source=(law("A-06"), law("A-30"), law("Q-01"), model("model 5")))
def a_log_brought_open_has_its_consents(ask: Ask, fact: CaseTakenOver) -> Found:
    """A relay log is taken over open only where all who must have consented to it, today as well.

    Source: I-05; law A-02, A-06, A-30, Q-01.
    """
    if fact.log_since is None:
        return None
    spine, required = _balance(ask, fact)
    if is_sufficient(spine, required, Scope.LOG, None, ask.day):
        return None
    grounds = (*(law(ground) for ground in required.grounds), law("Q-01"))
    params = (("missing", _lacking(ask, spine, required, None)),)
    return Reason("taken_log_needs_consent", ReasonKind.UNMET, params, grounds)


_BY_CONSENT_TO: Final = tuple(scope for scope in Scope if scope.names_service)


@rule(CaseTakenOver, source=(law("Q-05"), law("Q-17"), law("Q-18")))
def a_log_of_another_service_comes_by_consent(ask: Ask, fact: CaseTakenOver) -> Found:
    """A log that another service kept is taken over open only by consent that names the service that takes it over.

    Source: law Q-05, before another service that takes over the log reads it; Q-17, Q-18; Sund. Any consent that lets
    that service in will do: to it, to take over, or to the transition.
    """
    if fact.log_since is None or fact.taken_from not in _HANDED_OVER:
        return None
    spine, required = _balance(ask, fact)
    if any(is_sufficient(spine, required, scope, fact.home.ref, ask.day) for scope in _BY_CONSENT_TO):
        return None
    lacking = min(len(missing(spine, required, scope, fact.home.ref, ask.day)) for scope in _BY_CONSENT_TO)
    params = (("missing", lacking + (not required.complete)),)
    return Reason("taken_log_not_handed_over", ReasonKind.UNMET, params, (law("Q-05"), law("Q-17"), law("Q-18")))


@drafts(
    CaseTakenOver,
    *(field.name for field in attrs.fields(CaseTakenOver) if field.name != "home"),
)
def balances(ask: Ask) -> Iterator[CaseTakenOver]:
    """Take over to one's own service, for anybody."""
    if isinstance(ask.by, Professional):
        yield CaseTakenOver(
            persons=(Concerned(free_ref(ask), Unborn.UNKNOWN),),
            home=ask.by.service,
            as_of=ask.day,
            taken_from=TakenFrom.PAPER,
            step=ask.guide.levels[0].steps[0].id,
        )


def resolve_take_over(ask: Ask, fact: CaseTakenOver) -> Resolved:
    """Work out the position, and what the consents rest on."""
    step = ask.guide.step(fact.step)
    grounds = _balance(ask, fact)[1].grounds if fact.log_since is not None or fact.services else ()
    relied_on = tuple(f"law {ground}" for ground in grounds)
    return Resolved(moved_to=None if step is None else Position(step.level, step.id), relied_on=relied_on)
