"""I-05 and I-06: an open log has everybody's consent, and no other service gives or gets anything without it.

Who must consent, and who has, is read here from the entries alone, in the simplest way there is.
"""

from __future__ import annotations

import datetime as dt

import attrs
from hypothesis import given

from bti import facts
from bti.answers.view import View
from bti.dates import age_on, oslo_date
from bti.law.consent import LogStanding
from bti.people import Professional, Unborn
from bti.record.case import Case
from bti.record.kinds import BESIDE
from bti.rules.actors import admits_outsiders
from tests.laws.histories import (
    ADVISER,
    CASEWORKER,
    CAST,
    FATHER,
    HEAD,
    HEALTH_HEAD,
    MOTHER,
    NURSE,
    PPT,
    TEACHER,
    History,
    answer,
    by_system,
    deputy,
    histories,
    told,
)

SIX_WEEKS = dt.timedelta(days=42)
LATER = (dt.timedelta(), dt.timedelta(days=50), dt.timedelta(days=400))


def deciders(case: Case, child: str, day: dt.date) -> set[str]:
    """Return who decides for a child who is under age: whom an order names, else all guardians."""
    guardians: set[str] = set()
    order: facts.CareOrderMade | None = None
    for entry in case.effective():
        fact = entry.fact
        if isinstance(fact, facts.CaseTakenOver):
            guardians |= {one.ref for one in fact.guardians}
        elif isinstance(fact, facts.GuardianNamed):
            guardians.add(fact.person)
        elif isinstance(fact, facts.CareOrderMade) and fact.child == child:
            order = fact
        elif isinstance(fact, facts.CareOrderEnded) and fact.child == child:
            order = None
    if order is None or day < order.made_on:
        return guardians
    lapses = order.ground is facts.CareGround.EMERGENCY and not order.petitioned
    return guardians if lapses and day > order.made_on + SIX_WEEKS else {order.decider}


@attrs.frozen
class Said:
    """A yes: its id, the days it holds, and what it covers."""

    id: str
    begun: dt.date
    until: dt.date
    categories: tuple[facts.Category, ...]


def consents(case: Case, person: str, scope: facts.Scope, service: str | None, day: dt.date) -> Said | None:
    """Return the consent that somebody has given themself for a scope, if it holds on a day."""
    found: Said | None = None
    for entry in case.effective():
        fact = entry.fact
        if isinstance(fact, facts.LogClosed):
            found = None
        elif isinstance(fact, facts.ConsentWithdrawn):
            found = None if found is not None and found.id == fact.consent else found
        elif isinstance(fact, facts.CaseTakenOver):
            for place, one in enumerate(fact.consents, 1):
                if (one.giver, one.scope, None if one.service is None else one.service.ref) == (person, scope, service):
                    found = Said(facts.consent_id(entry.id, place), one.given_on, one.valid_until, one.categories)
        elif isinstance(fact, (facts.ConsentGiven, facts.ConsentRefused)):
            of = None if fact.service is None else fact.service.ref
            if (fact.giver, fact.scope, of) == (person, scope, service):
                found = None
                if isinstance(fact, facts.ConsentGiven):
                    found = Said(entry.id, oslo_date(entry.at), fact.valid_until, fact.categories)
    return found if found is not None and found.begun <= day <= found.until else None


def authorised(case: Case, person: str, scope: facts.Scope, service: str | None, day: dt.date) -> set[str]:
    """Return whom somebody has let answer in their place, on a day, for a scope."""
    found: dict[str, facts.GuardianAuthorised] = {}
    for entry in case.effective():
        fact = entry.fact
        if isinstance(fact, facts.GuardianAuthorised) and fact.guardian == person:
            found[entry.id] = fact
        elif isinstance(fact, facts.AuthorisationWithdrawn):
            found.pop(fact.authorisation, None)
    return {
        one.authorised
        for one in found.values()
        if (one.until is None or day <= one.until)
        and (one.scope is None or (one.scope is scope and one.for_service in (None, service)))
    }


def all_consent(case: Case, scope: facts.Scope, service: str | None, day: dt.date) -> bool:
    """Tell whether everybody consents who must, themself or by whom they have authorised."""
    persons = case.spine.life.persons
    concerned = {one.ref for one in persons}
    needed: set[str] = set()
    for one in persons:
        unborn = one.birth is Unborn.UNBORN or (isinstance(one.birth, dt.date) and one.birth > day)
        if unborn and any(other.pregnant for other in persons):
            continue
        years = age_on(one.birth, day) if isinstance(one.birth, dt.date) and not unborn else 0
        if years >= 18:
            needed.add(one.ref)
            continue
        for_child = deciders(case, one.ref, day)
        if not for_child:
            return False
        needed |= for_child
        if years >= 15 or one.birth is Unborn.UNKNOWN:
            needed.add(one.ref)
    return bool(needed) and all(
        consents(case, person, scope, service, day)
        or (
            person not in concerned
            and any(
                consents(case, other, scope, service, day) for other in authorised(case, person, scope, service, day)
            )
        )
        for person in needed
    )


class TestAnOpenLogHasConsent:
    """Whenever the engine answers that a log is open, everyone who must consent on that date has done so, as known
    then.
    """

    @given(histories())
    def test_open_is_open_to_all_who_must_have_consented(self, history: History) -> None:
        """In every state, now and at later instants."""
        for case in history.cases:
            for later in LATER:
                now = history.now + later
                standing = history.engine.log_standing(case, by=deputy(case), now=now)
                if standing is LogStanding.OPEN:
                    assert all_consent(case, facts.Scope.LOG, None, oslo_date(now))

    @given(histories())
    def test_a_log_is_opened_and_a_service_joins_only_so(self, history: History) -> None:
        """Along any history, on the day it is said to have happened; a log kept by hand shares nothing."""
        for step in history.drawn:
            for entry in step.verdict.entries if step.verdict else ():
                before = Case.fold(step.before.id, (one for one in step.after.entries if one.seq < entry.seq))
                day, fact = oslo_date(entry.at), entry.fact
                if isinstance(fact, facts.LogOpened) and fact.keeping is facts.Keeping.DIGITAL:
                    assert all_consent(before, facts.Scope.LOG, None, day)
                elif isinstance(fact, facts.ServiceJoined):
                    assert all_consent(before, facts.Scope.SERVICE, fact.joining.ref, day)


class TestOtherServicesOnlyByConsent:
    """No entry is admitted from a service other than the home service, and none is shown to it, at an instant when
    consent does not cover it.
    """

    @given(histories())
    def test_nothing_is_shown_without_consent(self, history: History) -> None:
        """Whoever comes from another service, taking part or only reading, sees the case book only under consent."""
        for case in history.cases[-4:]:
            for later in LATER:
                now = history.now + later
                for reader in CAST:
                    view = answer(history.engine, "view", case, reader, now)
                    if self._of_elsewhere(case, reader) and isinstance(view, View) and view.overview is not None:
                        assert isinstance(reader, Professional)
                        assert all_consent(case, facts.Scope.SERVICE, reader.service.ref, oslo_date(now))

    @given(histories())
    def test_nothing_is_taken_without_consent(self, history: History) -> None:
        """Nor records; but what anybody may, a concern or a request, and protection."""
        for step in history.drawn:
            by = step.move.by
            if not step.verdict or not self._of_elsewhere(step.before, by):
                continue
            assert isinstance(by, Professional)
            for entry in step.verdict.entries:
                fact = type(entry.fact)
                if by_system(entry) or fact in BESIDE or admits_outsiders(fact):
                    continue
                assert all_consent(step.before, facts.Scope.SERVICE, by.service.ref, oslo_date(step.now))

    def _of_elsewhere(self, case: Case, actor: object) -> bool:
        home = case.spine.life.home
        if not isinstance(actor, Professional) or home is None or case.spine.is_kin(actor.ref):
            return False
        return actor.service.ref != home.ref

    def test_a_paused_log_shows_no_service_anything(self) -> None:
        """With everybody's consent in place."""
        stages = (told(upto=steps) for steps in range(60))
        both = next(one for one in stages if ADVISER.ref in one.case.spine.people.professionals)
        leader = HEALTH_HEAD if both.case.spine.life.home == NURSE.service else HEAD
        verdict = both.engine.admit(both.case, facts.LogPaused(), by=leader, now=both.now)
        assert verdict
        assert all_consent(verdict.case, facts.Scope.SERVICE, PPT.ref, oslo_date(both.now))
        view = both.engine.view(verdict.case, by=ADVISER, now=both.now, basis="work")
        assert view.overview is None

    def test_the_reference_reading_knows_authorisations_and_orders(self) -> None:
        """It would not be much of a check that never came to them."""
        history = told(upto=8)
        case = history.case
        day = oslo_date(history.now)
        assert {MOTHER.ref, FATHER.ref} <= deciders(case, "c-child", day)
        order = facts.CareOrderMade(
            child="c-child",
            ground=facts.CareGround.EMERGENCY,
            decider=CASEWORKER.ref,
            at_home=False,
            made_on=day,
        )
        verdict = history.engine.admit(case, order, by=TEACHER, now=history.now)
        assert verdict
        assert deciders(verdict.case, "c-child", day) == {CASEWORKER.ref}
        assert deciders(verdict.case, "c-child", day + SIX_WEEKS + dt.timedelta(days=1)) != {CASEWORKER.ref}
        letting = facts.GuardianAuthorised(guardian=FATHER.ref, authorised=MOTHER.ref, form=facts.Form.WRITTEN)
        told_both = attrs.evolve(history, case=told(upto=14).case)
        given_ = history.engine.admit(told_both.case, letting, by=FATHER, now=told(upto=14).now)
        assert given_
        assert authorised(given_.case, FATHER.ref, facts.Scope.LOG, None, day) == {MOTHER.ref}
