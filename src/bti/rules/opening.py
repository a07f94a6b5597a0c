"""Opening a case, new or taken over, and closing it."""

from __future__ import annotations

from collections.abc import Iterator

from bti.guide.model import Modality, NotStated, Setting, Status, Whom
from bti.law.consent import age
from bti.people import Professional, Service, Unborn
from bti.reasons import Citation, CitationKind, Reason, ReasonKind, model
from bti.record.life import CaseClosed, CaseOpened, ClosingReason, Concerned
from bti.record.take_over import CaseTakenOver
from bti.rules.ask import Ask
from bti.rules.references import is_known_kin, named_to, unknown_service_kind, unknown_step
from bti.rules.registry import Found, drafts, form, rule

__all__ = ["FREE_REF", "free_ref", "unanswered_measures"]

FREE_REF = "any-reference"
"""What a draft holds where the asker names somebody or something of their own."""


def free_ref(ask: Ask) -> str:
    """Return a placeholder that nobody and nothing the asker may know of in this case is called, nor the asker."""
    people, home = ask.spine.people, ask.spine.life.home
    kin = (ref for ref in people.kin if is_known_kin(ask, ref))
    known = {ask.by.ref, *kin, *people.professionals, *named_to(ask)}
    ref = FREE_REF
    while ref in known or (home is not None and ref == home.ref):
        ref += "-"
    return ref


@form(CaseOpened, CaseTakenOver, source=model("model 4"))
def opened_by_a_professional(ask: Ask) -> Found:
    """A professional opens a case at a service; others tell the service of their concern."""
    if isinstance(ask.by, Professional):
        return None
    return Reason("professional_opens", ReasonKind.WRONG_PERSON, (), (model("model 4"),))


@form(CaseOpened, CaseTakenOver, source=model("model 2"))
def opened_at_the_openers_own_service(ask: Ask, fact: CaseOpened | CaseTakenOver) -> Found:
    """The home service is the opener's own service.

    Source: model 2, home service.
    """
    by = ask.by
    if not isinstance(by, Professional) or by.service == fact.home:
        return None
    return Reason("home_is_own_service", ReasonKind.WRONG_PERSON, (), (model("model 2"),))


@rule(CaseOpened, CaseTakenOver, source=model("model 2"))
def not_opened_before(ask: Ask) -> Found:
    """A case is opened or taken over once; asked last, so that nobody who could open none hears that there is one."""
    if ask.spine.life.opened is None:
        return None
    return Reason("case_id_taken", ReasonKind.WRONG_PLACE, (), (model("model 2"),))


@form(CaseOpened, CaseTakenOver, source=model("I-04"))
def not_opened_for_oneself(ask: Ask, fact: CaseOpened | CaseTakenOver) -> Found:
    """Nobody opens, as a professional, the case they are the person concerned of."""
    if any(one.ref == ask.by.ref for one in fact.persons):
        return Reason("case_of_oneself", ReasonKind.WRONG_PERSON, (), (model("I-04"),))
    return None


@form(CaseOpened, CaseTakenOver, source=model("I-16"))
def born_by_the_day_or_said_unborn(ask: Ask, fact: CaseOpened | CaseTakenOver) -> Found:
    """A birth date is not in the future; who is not born yet is said to be unborn."""
    if any(not isinstance(one.birth, Unborn) and one.birth > ask.day for one in fact.persons):
        return Reason("born_in_the_future", ReasonKind.WRONG_FORM, (), (model("I-16"),))
    return None


@form(CaseOpened, CaseTakenOver, source=model("guide"))
def home_is_of_a_known_kind(ask: Ask, fact: CaseOpened | CaseTakenOver) -> Found:
    """The home service is of a kind the guide knows."""
    return None if ask.guide.service(fact.home.kind) is not None else unknown_service_kind(ask, fact.home.kind)


@form(CaseOpened, source=model("guide"))
def it_begins_with_a_known_step(ask: Ask, fact: CaseOpened) -> Found:
    """The step a case begins with is one of the guide."""
    if fact.step is None or ask.guide.step(fact.step) is not None:
        return None
    return unknown_step(ask.guide, fact.step)


@rule(CaseOpened, source=model("guide"))
def it_begins_where_the_guide_lets_cases_begin(ask: Ask, fact: CaseOpened) -> Found:
    """A case begins with a step that the guide names as an entry; with the first one where it names none.

    Source: the guide's setting `entries`; that a case begins with the first step where none is named is decided here.
    """
    guide = ask.guide
    step = None if fact.step is None else guide.step(fact.step)
    if step is None or step.id in guide.first_steps:
        return None
    known = (guide.step(one) for one in guide.first_steps)
    entries = ", ".join(f"{one.label} ({one.id})" if one.label != one.id else one.id for one in known if one)
    modality = Modality.MUST if guide.entries is None else guide.entries.modality
    origin = guide.levels[0].steps[0].origin if guide.entries is None else guide.entries.origin
    return ask.by_modality(modality, "no_entry_here", ask.cite(origin), step=step.title, entries=entries)


@rule(CaseOpened, source=model("guide"))
def the_guide_is_for_them(ask: Ask, fact: CaseOpened) -> Found:
    """A case is of somebody whom the guide is for, where it says for whom.

    One of several siblings is enough. Whoever turns older in a running case stays in it. An unknown age is not guessed,
    and a pregnant woman is not asked for hers. That the guide's word may be set aside with a reason, where it does not
    say how strongly it is meant, is decided here: nobody is to be left between two offices for an age.

    Source: Tromsø 2014 and 2025: 0 to 23 years; Tysvær: 0 to 20; Overhalla: 0 to 18; Sula, Arendal: pregnancies too.
    """
    whom = ask.guide.whom
    if whom is None:
        return None
    found = [_outside(ask, whom, one) for one in fact.persons]
    return found[0] if all(found) else None


def _outside(ask: Ask, whom: Whom, one: Concerned) -> Reason | None:
    if one.pregnant or one.birth is Unborn.UNBORN:
        expecting = whom.expecting
        if expecting is None or expecting.value is not False:
            return None
        return ask.by_modality(expecting.modality, "guide_not_for_expecting", ask.cite(expecting.origin))
    years = age(one, ask.day, ask.leap)
    if isinstance(years, Unborn):
        return None
    lowest, highest = _years(whom.from_age), _years(whom.to_age)
    if whom.to_age is not None and highest is not None and years > highest:
        meant = whom.to_age
    elif whom.from_age is not None and lowest is not None and years < lowest:
        meant = whom.from_age
    else:
        return None
    ages = f"{lowest or 0}–{'' if highest is None else highest}"
    return ask.by_modality(meant.modality, "guide_not_for_age", ask.cite(meant.origin), ages=ages)


def _years(span: Setting[int] | None) -> int | None:
    return None if span is None or isinstance(span.value, NotStated) else span.value


@rule(CaseOpened, source=model("guide"))
def the_guide_is_in_force(ask: Ask) -> Found:
    """Whoever opens a case under a guide on hearing, one to come or one that is retired, is told so; nothing hinders.

    Which guide new cases are opened under is the host's choice, made when it hands the guides to the engine.

    Source: the guide's `status` and `in_force_from`; Sortland publishes pages on hearing; Tromsø 2014 gave way to 2025.
    """
    guide = ask.guide
    citation = Citation(CitationKind.GUIDE, "status", guide.title)
    if guide.status is Status.DRAFT:
        return Reason("guide_on_hearing", ReasonKind.ADVICE, (("guide", guide.title),), (citation,))
    if guide.status is Status.RETIRED:
        return Reason("guide_retired", ReasonKind.ADVICE, (("guide", guide.title),), (citation,))
    begins = guide.in_force_from
    if begins is None or begins <= ask.day:
        return None
    params = (("guide", guide.title), ("date", begins))
    return Reason("guide_not_in_force_yet", ReasonKind.ADVICE, params, (citation,))


@drafts(CaseOpened, "persons")
def openings(ask: Ask) -> Iterator[CaseOpened]:
    """Open at one's own service, for anybody, where the guide lets cases begin or where they usually do."""
    if isinstance(ask.by, Professional):
        home: Service = ask.by.service
        persons = (Concerned(free_ref(ask), Unborn.UNKNOWN),)
        for step in (None, *ask.guide.first_steps):
            yield CaseOpened(persons=persons, home=home, step=step)


def unanswered_measures(ask: Ask) -> int:
    """Count the measures that stand and were not evaluated in this round."""
    current = ask.spine.track.round
    return sum(1 for measure in ask.spine.plan.standing() if measure.evaluated_in != current)


@rule(CaseClosed, source=model("I-09"))
def every_measure_is_answered_for(ask: Ask) -> Found:
    """No case closes while a measure stands without evaluation, or a coded reason why there is none, in this round.

    Source: I-09; Overhalla C.5; Risør 2.5.
    """
    count = unanswered_measures(ask)
    if not count:
        return None
    return Reason("measure_not_evaluated", ReasonKind.UNMET, (("count", count),), (model("I-09"),))


@drafts(CaseClosed, "note", "reason")
def closings(ask: Ask) -> Iterator[CaseClosed]:
    """Close for any coded reason."""
    yield CaseClosed(reason=ClosingReason.OTHER)
