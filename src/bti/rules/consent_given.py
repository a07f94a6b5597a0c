"""What makes a consent count: asked for and explained, given by who may, in which form, how long, and what it names."""

from __future__ import annotations

from typing import Final

from bti.dates import Period, Rounding
from bti.guide.model import NOT_STATED, ConsentPer
from bti.law.consent import age
from bti.law.consent_quality import EVERYTHING_EXPLAINED
from bti.law.family import ADULT
from bti.reasons import Reason, ReasonKind, Word, law, model
from bti.record.consent import Answer, ConsentGiven
from bti.record.evaluation import ChildHeard
from bti.record.people import Responsibility
from bti.rules.ask import Ask, Standing
from bti.rules.consent import scope_setting
from bti.rules.references import is_known_kin, named_to
from bti.rules.registry import Found, rule

__all__: list[str] = []

_VIEW_FROM: Final = 7
"""Years: from this age a child states a view before others decide (law B-02)."""


@rule(ConsentGiven, source=(law("Q-01"), law("Q-03")))
def it_was_asked_for(ask: Ask, fact: ConsentGiven) -> Found:
    """A consent is informed: its giver was asked, and told what it means, since they last said no.

    Source: law Q-01, Q-03.
    """
    target = fact.target
    last = ask.spine.consents.answers.get((fact.scope, target, fact.giver))
    said_no = 0 if last is None or last.answer is Answer.GIVEN else last.seq
    if any(
        one.scope is fact.scope and one.target == target and fact.giver in one.of and one.seq > said_no
        for one in ask.spine.consents.asked
    ):
        return None
    return Reason("consent_not_asked", ReasonKind.UNMET, (), (law("Q-01"), law("Q-03")))


@rule(ConsentGiven, source=law("Q-03"))
def everything_was_explained(ask: Ask, fact: ConsentGiven) -> Found:
    """Whoever consents was told why, what, with and from whom, who handles it, and that it is voluntary and revocable.

    Source: law Q-03: all of it, at whichever of the times they were asked since they last said no.
    """
    target = fact.target
    last = ask.spine.consents.answers.get((fact.scope, target, fact.giver))
    said_no = 0 if last is None or last.answer is Answer.GIVEN else last.seq
    asked = [
        one.explained
        for one in ask.spine.consents.asked
        if one.scope is fact.scope and one.target == target and fact.giver in one.of and one.seq > said_no
    ]
    told = frozenset(one for explained in asked for one in explained)
    if not asked or told >= EVERYTHING_EXPLAINED:
        return None  # that nobody asked at all is another rule's to say
    lacking = len(EVERYTHING_EXPLAINED - told)
    return Reason("consent_not_explained", ReasonKind.UNMET, (("missing", lacking),), (law("Q-03"),))


@rule(ConsentGiven, source=(law("A-11"), law("A-33")))
def the_giver_may_decide(ask: Ask, fact: ConsentGiven) -> Found:
    """A guardian's consent is taken when somebody has checked that they hold parental responsibility and can use it.

    Source: law A-33; A-11 where a holder cannot look after the child's interests. Who of the family answers for
    somebody else hears only that they cannot.
    """
    if ask.standing is Standing.FAMILY and fact.giver != ask.by.ref:
        return None
    guardian = ask.spine.people.guardians.get(fact.giver)
    if guardian is None or fact.giver in ask.spine.people.concerned:
        return None
    if guardian.responsibility is Responsibility.NOT_KNOWN:
        return Reason("responsibility_not_checked", ReasonKind.UNMET, (), (law("A-33"),))
    if guardian.responsibility is Responsibility.UNABLE:
        return Reason("giver_not_able", ReasonKind.WRONG_PERSON, (), (law("A-11"),))
    return None


@rule(ConsentGiven, source=(law("B-01"), law("B-02")))
def the_child_is_heard_first(ask: Ask, fact: ConsentGiven) -> Found:
    """A child of 7 or more is heard before somebody consents for them; one who consents themself is heard by that.

    Source: law B-01, B-02. It is said and hinders nothing: a consent that was given stands in the record as what it
    is, and whether the child was heard where nobody wrote it down is not for the engine to judge (a decision).
    """
    spine, day = ask.spine, ask.day
    heard = {person for person, _ in spine.evaluation.heard}
    heard |= {one.person for one in ask.act if isinstance(one, ChildHeard)}
    guardian = spine.people.guardians.get(fact.giver)
    for one in spine.life.persons:
        years = age(one, day, ask.leap)
        theirs = guardian is not None and (not guardian.of or one.ref in guardian.of)
        if theirs and one.ref not in heard and isinstance(years, int) and _VIEW_FROM <= years < ADULT:
            return Reason("child_not_heard_first", ReasonKind.ADVICE, (), (law("B-01"), law("B-02")))
    return None


@rule(ConsentGiven, source=law("Q-04"))
def the_form_is_accepted(ask: Ask, fact: ConsentGiven) -> Found:
    """The consent is given in a form the guide accepts.

    Source: law Q-04; the guide's setting `forms`; Overhalla A.1 asks for writing.
    """
    scope = scope_setting(ask, fact)
    setting = ask.guide.consent.forms if scope is None or scope.forms is None else scope.forms
    if setting.value is NOT_STATED or any(one.value == fact.form.value for one in setting.value):
        return None
    return ask.by_modality(
        setting.modality, "form_not_accepted", ask.cite(setting.origin), law("Q-04"), form=Word("form", fact.form.value)
    )


@rule(ConsentGiven, source=law("Q-08"))
def it_holds_for_some_time(ask: Ask, fact: ConsentGiven) -> Found:
    """A consent holds through a date that has not passed.

    Source: law Q-08.
    """
    if fact.valid_until >= ask.day:
        return None
    return Reason("date_is_past", ReasonKind.WRONG_FORM, (("date", fact.valid_until),), (law("Q-08"),))


_LONG: Final = Period(months=24)
"""Longer than this is advised against where the guide states no length (decided here; law Q-08 names none)."""


@rule(ConsentGiven, source=(law("Q-08"), model("guide")))
def it_holds_no_longer_than_the_guide_says(ask: Ask, fact: ConsentGiven) -> Found:
    """A consent holds at most as long from the day it is given as the guide says for its scope.

    Where the guide states no length nothing is refused, since no source names one; that more than two years is advised
    against is decided here.

    Source: law Q-08: time-limited by practice, the length is the municipality's; the guide's setting `holds_for`.
    """
    scope = scope_setting(ask, fact)
    setting = None if scope is None else scope.holds_for
    if setting is None or setting.value is NOT_STATED:
        if fact.valid_until <= _LONG.after(ask.day, Rounding.DOWN):
            return None
        return Reason("consent_is_long", ReasonKind.ADVICE, (("date", fact.valid_until),), (law("Q-08"),))
    last = setting.value.after(ask.day, Rounding.DOWN)
    if fact.valid_until <= last:
        return None
    return ask.by_modality(setting.modality, "consent_too_long", ask.cite(setting.origin), law("Q-08"), date=last)


@rule(ConsentGiven, source=law("Q-06"))
def it_names_persons_where_the_guide_asks_for_them(ask: Ask, fact: ConsentGiven) -> Found:
    """Where the guide has consent given to employees by name, the consent names them.

    Source: law Q-06; the guide's setting `per`, of the scope or of all.
    """
    scope = scope_setting(ask, fact)
    setting = ask.guide.consent.per if scope is None or scope.per is None else scope.per
    if setting is None or setting.value is not ConsentPer.PERSON or fact.persons or not fact.scope.names_service:
        return None
    return ask.by_modality(setting.modality, "consent_names_nobody", ask.cite(setting.origin), law("Q-06"))


@rule(ConsentGiven, source=law("Q-07"))
def what_is_kept_out_is_known(ask: Ask, fact: ConsentGiven) -> Found:
    """Whoever keeps something out is told where the reference leads to nothing yet: a slip would keep out nothing.

    It may be of somebody who comes later, so nothing hinders.

    Source: law Q-07; that it is advice is decided here.
    """
    people = ask.spine.people
    kin = (ref for ref in people.kin if is_known_kin(ask, ref))
    known = {*people.professionals, *people.services, *kin, *named_to(ask)}
    lost = tuple(ref for ref in fact.excluded if ref not in known and not ask.knows_entry(ref))
    if not lost:
        return None
    return Reason("kept_out_is_unknown", ReasonKind.ADVICE, (("count", len(lost)),), (law("Q-07"),))


@rule(ConsentGiven, source=law("Q-02"))
def it_names_what_may_be_shared(ask: Ask, fact: ConsentGiven) -> Found:
    """A consent names at least one kind of information; a waiver reaches only as far as it was given.

    Source: law Q-02. A consent to help itself lets nothing out, and may name none.
    """
    return (
        None
        if fact.categories or not fact.scope.shares
        else Reason("no_categories", ReasonKind.WRONG_FORM, (), (law("Q-02"),))
    )
