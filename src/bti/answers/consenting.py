"""Who must consent to something, what is missing, who must be heard, what is possible without, and for how long.

The home service is told all of it: it is the one that asks the family. A member of the family who has been told of the
case is told what concerns themself and the ways that stay open. Everybody else is told what they would be told of no
case: who decides for a child may be kept (a care order, law C-02), and who is asked is no other service's business.
"""

from __future__ import annotations

import datetime as dt
from typing import Final

import attrs

from bti.guide.model import NOT_STATED, ConsentRules
from bti.law.case_family import family_of_case, invited, scope_id, settings_of
from bti.law.consent import Required, Sharing, consents_of, missing, question_of, relied_on, required_for
from bti.law.consent_needed import Consenter, NotKnown
from bti.law.consent_span import ConsentAnswer, ask_consent
from bti.law.hearing import Hearing
from bti.law.matters import Circumstance
from bti.law.possible import Possible, possible_without
from bti.law.rules import Law
from bti.reasons import Citation, Reason, ReasonKind, law
from bti.record.consent import Scope
from bti.record.fact import Category
from bti.rules.ask import Ask, Standing

__all__ = ["ConsentNeeded", "Due", "Wanted", "consent_needed", "not_known"]


@attrs.frozen
class Wanted:
    """What is asked about.

    Attributes:
        scope: For what.
        target: The reference of the service or companion, or the id of the arena; None where the scope is for none.
        category: The kind of information; None: not of one kind.
        about: Whose information or matter it is; None: that of everybody the case is about.
        circumstances: What a person has judged.
        day: On which date; None: on that of the instant asked at.
    """

    scope: Scope
    target: str | None = None
    category: Category | None = None
    about: str | None = None
    circumstances: frozenset[Circumstance] = frozenset()
    day: dt.date | None = None


@attrs.frozen
class Due:
    """One whose consent is needed.

    Attributes:
        person: Their reference.
        speaks_for: For whom.
        given: Whether it is there on that date.
        why: The law that says so, and the guide where the law leaves it open.
    """

    person: str
    speaks_for: str
    given: bool
    why: tuple[Citation, ...]


@attrs.frozen
class ConsentNeeded:
    """Whose consent something needs on a date, and whether it is there.

    Attributes:
        scope: For what.
        target: The service, companion or arena it is for; None where the scope is for none.
        day: The date in Europe/Oslo, by which law and ages are those of the answer.
        due: Whose consent is needed, once for each they consent for: of two siblings in one case one may be answered
            for and the other not. `missing` names each once. Empty for whoever may not know.
        any_of: Of these one is enough.
        instead: Those whose own consent is enough, in the place of all who consent for them (Gloppen).
        missing: The references of those of them whose consent is not there.
        invited: The references of those who may be asked too, where the guide says "maybe".
        cannot_say: What is not known and would decide; while there is any, no consent is enough.
        heard: Who must be heard first, and how heavily what they say weighs.
        without: What remains possible without.
        sufficient: Whether everything that is needed is there.
        holds_from: The first day on which the same people must consent and be heard; None: as far back as is known.
        holds_until: The last such day, if nothing else happens; None: no end is known.
        lapses: The last day on which the consents that are there are sufficient; None where they are not, or no end is
            known.
    """

    scope: Scope
    target: str | None
    day: dt.date
    due: tuple[Due, ...] = ()
    any_of: tuple[str, ...] = ()
    instead: tuple[Due, ...] = ()
    missing: tuple[str, ...] = ()
    invited: tuple[str, ...] = ()
    cannot_say: tuple[Reason, ...] = ()
    heard: tuple[Hearing, ...] = ()
    without: tuple[Possible, ...] = ()
    sufficient: bool = False
    holds_from: dt.date | None = None
    holds_until: dt.date | None = None
    lapses: dt.date | None = None


def consent_needed(ask: Ask, wanted: Wanted, law_data: Law) -> ConsentNeeded:
    """Answer whose consent something needs.

    Args:
        ask: Who asks, of which case.
        wanted: About what.
        law_data: The law.
    """
    day = ask.today if wanted.day is None else wanted.day
    if ask.standing not in (Standing.HOME, Standing.FAMILY) or not ask.may_read:
        return ConsentNeeded(wanted.scope, wanted.target, day)
    whole = _whole(ask, wanted, day, law_data)
    return whole if ask.standing is Standing.HOME else _own(whole, ask.by.ref)


def _whole(ask: Ask, wanted: Wanted, day: dt.date, law_data: Law) -> ConsentNeeded:
    spine, rules, scope, target = ask.spine, ask.guide.consent, wanted.scope, wanted.target
    question = question_of(spine, scope, wanted.category, wanted.about, wanted.circumstances)
    family = family_of_case(spine)
    found = ask_consent(family, question, day, settings_of(rules, scope, target), law_data)
    required = required_for(spine, rules, question, scope, target, day)
    sharing = None if wanted.category is None else Sharing(wanted.category)
    lacking = missing(spine, required, scope, target, day, sharing)
    unanswered = missing(spine, attrs.evolve(required, instead=()), scope, target, day, sharing)
    alone = tuple(Consenter(one, one, ("A-30",)) for one in found.needed.instead)
    relying = frozenset(one.person for one in alone if consents_of(spine, scope, target, one.person, day))
    return ConsentNeeded(
        scope,
        target,
        day,
        due=_due(ask, found.needed.consenters, frozenset(unanswered), scope, target),
        any_of=found.needed.any_of,
        instead=_due(ask, alone, frozenset(one.person for one in alone) - relying, scope, target),
        missing=lacking if found.needed.can_be_said else (),
        invited=invited(rules, family, scope, target, day),
        cannot_say=tuple(not_known(one) for one in found.needed.unknown),
        heard=found.heard,
        without=possible_without(question.matter, day, law_data, _left(rules, scope, target)),
        sufficient=found.needed.can_be_said and not lacking,
        holds_from=found.holds_from,
        holds_until=found.holds_until,
        lapses=None if lacking else _lapses(ask, found, required, scope, target, day),
    )


def _own(whole: ConsentNeeded, ref: str) -> ConsentNeeded:
    """Return what of the answer concerns one member of the family."""
    return attrs.evolve(
        whole,
        due=tuple(attrs.evolve(one, why=_shown(one.why)) for one in whole.due if one.person == ref),
        any_of=tuple(one for one in whole.any_of if one == ref),
        instead=tuple(one for one in whole.instead if one.person == ref),
        missing=tuple(one for one in whole.missing if one == ref),
        invited=tuple(one for one in whole.invited if one == ref),
        cannot_say=(),
        heard=tuple(one for one in whole.heard if one.person == ref),
        sufficient=False,
        holds_from=None,
        holds_until=None,
        lapses=None,
    )


def _shown(why: tuple[Citation, ...]) -> tuple[Citation, ...]:
    return tuple(one for one in why if one.ref not in _KEPT)


_KEPT: Final = frozenset({"A-07", "A-10", "A-11"})
"""Grounds that tell of somebody else's order, authorisation or inability."""


def _due(
    ask: Ask, consenters: tuple[Consenter, ...], lacking: frozenset[str], scope: Scope, target: str | None
) -> tuple[Due, ...]:
    rules = ask.guide.consent
    own = rules.scope(scope_id(scope, target))
    age = rules.own_age if own is None or own.own_age is None else own.own_age
    guardians = rules.guardians if own is None or own.guardians is None else own.guardians
    givers = None if own is None else own.givers
    settings = {"A-06": guardians.origin, "A-30": age.origin if givers is None else givers.origin}
    return tuple(
        Due(
            one.person,
            one.speaks_for,
            one.person not in lacking,
            (
                *(law(ground) for ground in one.grounds),
                *(ask.cite(settings[ground]) for ground in one.grounds if ground in settings),
            ),
        )
        for one in consenters
    )


def not_known(what: NotKnown) -> Reason:
    """Return why it cannot be said who must consent, and who can mend that."""
    codes = {
        NotKnown.AGE: "consent_unknown_age",
        NotKnown.RESPONSIBILITY: "consent_unknown_responsibility",
        NotKnown.WHO: "consent_unknown_who",
        NotKnown.NOBODY: "consent_unknown_nobody",
        NotKnown.PRIVATE_SCHOOL: "consent_unknown_private_school",
        NotKnown.OLD_EDUCATION_ACT: "consent_unknown_old_education_act",
        NotKnown.PLAN_FROM_15: "consent_unknown_plan_from_15",
        NotKnown.NEAREST_RELATIVE: "consent_unknown_nearest_relative",
    }
    return Reason(codes[what], ReasonKind.UNMET, (), tuple(law(one) for one in _RESTS_ON[what]))


_RESTS_ON: Final = {
    NotKnown.AGE: ("A-32",),
    NotKnown.RESPONSIBILITY: ("A-33",),
    NotKnown.WHO: ("A-12",),
    NotKnown.NOBODY: ("A-02", "A-11"),
    NotKnown.PRIVATE_SCHOOL: ("A-14",),
    NotKnown.OLD_EDUCATION_ACT: ("A-14",),
    NotKnown.PLAN_FROM_15: ("Q-14",),
    NotKnown.NEAREST_RELATIVE: ("A-24",),
}


def _left(rules: ConsentRules, scope: Scope, target: str | None) -> tuple[str, ...] | None:
    own = rules.scope(scope_id(scope, target))
    setting = None if own is None else own.refusal_leaves
    if setting is None or setting.value is NOT_STATED:
        return None
    return tuple(one.value for one in setting.value)


def _lapses(
    ask: Ask, found: ConsentAnswer, required: Required, scope: Scope, target: str | None, day: dt.date
) -> dt.date | None:
    """Return the last day on which what is there today is enough: a consent's own, or the day before a birthday."""
    days = [] if found.holds_until is None else [found.holds_until]
    for person in (*relied_on(ask.spine, required, scope, target, day), *required.any_of):
        held = consents_of(ask.spine, scope, target, person, day)
        days += [one.valid_until for one in held if one.valid_until is not None]
    return min(days, default=None)
