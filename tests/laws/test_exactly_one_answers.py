"""I-01: exactly one answers."""

from __future__ import annotations

import datetime as dt

import attrs
from hypothesis import given

from bti import facts
from bti.dates import oslo_date
from bti.facts import Fact
from bti.people import Professional
from bti.record.case import Case
from bti.record.entry import AppointmentEffect
from bti.record.spine import Answering, Office
from tests.laws.histories import (
    CAST,
    MOTHER,
    PPT,
    TEACHER,
    History,
    answer,
    by_system,
    deputy,
    histories,
    told,
)

LATER = (dt.timedelta(), dt.timedelta(days=100), dt.timedelta(days=4000))


def _last_holder(case: Case) -> tuple[str | None, bool]:
    """Read from the entries alone who took the baton last and did not let go, and whether anybody ever had it."""
    offered: dict[str, str] = {}
    holder, ever = None, False
    for entry in case.effective():
        fact: Fact = entry.fact
        if isinstance(fact, (facts.BatonOffered, facts.BatonAppointed)):
            offered[entry.id] = fact.to
            if entry.resolved.appointment is AppointmentEffect.HELD:
                holder, ever = fact.to, True
        elif isinstance(fact, facts.BatonAccepted):
            holder, ever = offered[fact.offer], True
        elif isinstance(fact, facts.BatonVacant):
            holder = None
        elif isinstance(fact, facts.CaseTakenOver) and fact.holder is not None:
            holder, ever = fact.holder, True
        elif isinstance(fact, facts.CaseReopened):
            holder, ever = None, False
    return holder, ever


def _coordinator(case: Case) -> str | None:
    """Read from the entries who is appointed coordinator and has taken over."""
    found = None
    for entry in case.effective():
        if isinstance(entry.fact, facts.CoordinatorAppointed):
            found = entry.fact.person if entry.resolved.takes_over else None
        elif isinstance(entry.fact, facts.CoordinatorEnded):
            found = None
    return found


def _absence(case: Case, day: dt.date) -> facts.HolderAbsent | None:
    """Read from the entries whether the holder is absent on a date: said so, not back, and still the same holder."""
    found = None
    for entry in case.effective():
        fact = entry.fact
        if isinstance(fact, facts.HolderAbsent):
            found = fact
        elif isinstance(fact, (facts.HolderBack, facts.BatonAccepted, facts.BatonVacant)) or (
            isinstance(fact, facts.BatonAppointed) and entry.resolved.appointment is AppointmentEffect.HELD
        ):
            found = None
    return found if found is not None and found.from_ <= day else None


def _first_owner(case: Case) -> str | None:
    """Read from the entries who was named last to answer before any holder, and is not partial; None: the leader.

    Named by owning the concern the case began with, by having it handed on, at take-over, or at reopening.
    """
    home, first, owner = None, None, None
    for entry in case.effective():
        fact, by = entry.fact, entry.by
        if isinstance(fact, (facts.CaseOpened, facts.CaseTakenOver)):
            home = fact.home
        if isinstance(fact, facts.CaseTakenOver):
            first, owner = facts.concern_id(entry.id), fact.owner
        elif isinstance(fact, facts.CaseReopened):
            first, owner = first or entry.id, fact.owner
        elif isinstance(fact, facts.ConcernRaised) and first is None:
            at_home = isinstance(by, Professional) and home is not None and by.service.ref == home.ref
            first, owner = entry.id, by.ref if at_home and entry.resolved.owner is not None else None
        elif isinstance(fact, facts.ConcernOwnerChanged) and fact.concern == first:
            owner = fact.owner
    partial = {entry.fact.person for entry in case.effective() if isinstance(entry.fact, facts.ConflictDeclared)}
    return None if owner in partial else owner


def _is_answered_for(case: Case) -> bool:
    """Read from the entries alone whether a concern stands and the case was not closed since."""
    concern, closed = False, False
    for entry in case.effective():
        concern = concern or isinstance(entry.fact, (facts.ConcernRaised, facts.CaseTakenOver, facts.CaseReopened))
        closed = isinstance(entry.fact, facts.CaseClosed) or (closed and not isinstance(entry.fact, facts.CaseReopened))
    return concern and not closed


class TestExactlyOneAnswers:
    """From the first concern until closing exactly one professional answers: the concern's owner until a holder has
    accepted, then exactly one holder or, in vacancy, the leader of the home service. Reopening names one.
    """

    @given(histories())
    def test_one_answers_from_the_first_concern_until_closing(self, history: History) -> None:
        """Nobody before the first concern and after closing; in between one, at every later instant too."""
        for case in history.cases:
            begun = _is_answered_for(case)
            for later in LATER:
                found = history.engine.answering(case, by=deputy(case), now=history.now + later)
                assert (found is not None) == begun

    @given(histories())
    def test_it_is_the_owner_then_the_holder_or_in_vacancy_the_leader(self, history: History) -> None:
        """Who answers is read from the entries: the holder who can act, the owner before any, else the leader."""
        for case in history.cases:
            found = history.engine.answering(case, by=deputy(case), now=history.now)
            if found is None:
                continue
            holder, ever = _last_holder(case)
            owner = _first_owner(case)
            coordinator, absence = _coordinator(case), _absence(case, oslo_date(history.now))
            over = coordinator if coordinator is not None and self._can_act(history, case, coordinator) else None
            if found.office is Office.COORDINATOR:
                assert found.person == over
                assert over is not None
                continue
            assert over is None
            if found.office is Office.HOLDER:
                assert found.person == holder
                assert holder is not None
                assert absence is None
            elif found.office is Office.STAND_IN:
                assert absence is not None
                assert found.person == absence.stand_in
                assert holder is not None
            elif found.office is Office.OWNER:
                assert not ever
                assert found.person == owner
                assert owner is not None
            else:
                assert found == Answering(Office.LEADER, None)
                there = holder if absence is None else absence.stand_in
                for person in (there, None if ever else owner):
                    assert person is None or not self._can_act(history, case, person)

    @given(histories())
    def test_who_answers_can_act(self, history: History) -> None:
        """Whoever is named takes part in the case now, for a service that consent covers, and is no kin of it."""
        for case in history.cases:
            found = history.engine.answering(case, by=deputy(case), now=history.now)
            if found is not None and found.person is not None:
                assert self._can_act(history, case, found.person)

    @given(histories())
    def test_all_who_take_part_are_told_the_same(self, history: History) -> None:
        """Nobody who takes part is told of another one who answers; who takes no part is told of nobody."""
        case = history.case
        told = history.engine.answering(case, by=deputy(case), now=history.now)
        for reader in CAST:
            assert history.engine.answering(case, by=reader, now=history.now) in (told, None)

    def _can_act(self, history: History, case: Case, person: str) -> bool:
        """Tell whether a professional of the case is let in by the engine, in the hat they joined in."""
        joined = case.spine.people.professionals.get(person)
        if joined is None or case.spine.is_kin(person):
            return False
        actor = Professional(joined.ref, joined.role, case.spine.people.services[joined.service])
        view = answer(history.engine, "view", case, actor, history.now)
        return getattr(view, "overview", None) is not None

    def test_an_owner_whose_service_is_no_longer_covered_is_a_vacancy(self) -> None:
        """The owner of the concern changes post, and the consent to the new service runs out: the leader answers."""
        history = told(upto=2)
        engine, case, now = history.engine, history.case, history.now
        concern = next(iter(case.spine.concerns.raised))
        ppt, of = facts.Scope.SERVICE, (MOTHER.ref,)
        for fact in (
            facts.GuardianNamed(person=MOTHER.ref, lives_with=True),
            facts.ConcernShared(
                concern=concern, with_=facts.SharedWith.GUARDIAN, person=MOTHER.ref, category=facts.Category.FAMILY
            ),
            facts.ConsentAsked(scope=ppt, service=PPT, of=of),
            facts.ConsentGiven(
                scope=ppt,
                service=PPT,
                giver=MOTHER.ref,
                form=facts.Form.WRITTEN,
                categories=tuple(facts.Category),
                valid_until=now.date() + dt.timedelta(days=10),
            ),
            facts.ServiceJoined(joining=PPT),
            facts.PersonLeft(person=TEACHER.ref),
            facts.PersonJoined(person=TEACHER.ref, role="ppt_adviser", of=PPT.ref),
        ):
            verdict = engine.admit(case, fact, by=deputy(case), now=now)
            assert verdict, fact
            case = case.grown(verdict.entries)
        for days in (0, 10, 11, 400):
            found = engine.answering(case, by=deputy(case), now=now + dt.timedelta(days=days))
            assert found is not None
            assert found.person is None or self._can_act(
                attrs.evolve(history, now=now + dt.timedelta(days=days)), case, found.person
            )

    @given(histories())
    def test_letting_go_names_the_leader_in_the_same_append(self, history: History) -> None:
        """When whoever answers leaves, another answers in the very state that follows."""
        for step in history.drawn:
            if not step.verdict or not any(by_system(entry) for entry in step.verdict.entries):
                continue
            if step.after.spine.life.is_open and step.after.spine.concerns.first is not None:
                assert history.engine.answering(step.after, by=deputy(step.after), now=history.now) is not None
