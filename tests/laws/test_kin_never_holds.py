"""I-04: kin of the case never holds the baton."""

from __future__ import annotations

from hypothesis import given

from bti import facts
from bti.facts import Capacity
from bti.people import Actor, Guardian, PersonConcerned, Professional, Resident
from bti.record.case import Case
from tests.laws.histories import CAST, FATHER_AS_TEACHER, GUIDE, TEACHER, History, Ids, deputy, engine_with, histories
from tests.laws.histories import told as played


def kin_of(case: Case) -> set[str]:
    """Read from the entries alone who is guardian, person concerned, related or a private person."""
    kin: set[str] = set()
    for entry in case.effective():
        fact = entry.fact
        if isinstance(fact, (facts.CaseOpened, facts.CaseTakenOver)):
            kin |= {one.ref for one in fact.persons}
        if isinstance(fact, facts.CaseTakenOver):
            kin |= {one.ref for one in fact.guardians}
        elif (
            isinstance(fact, facts.GuardianNamed)
            or (isinstance(fact, facts.PersonJoined) and fact.capacity is not Capacity.PROFESSIONAL)
            or isinstance(fact, facts.KinshipDeclared)
        ):
            kin.add(fact.person)
        elif isinstance(fact, facts.CareOrderMade) and fact.at_home:
            kin.add(fact.decider)
    return kin


def hats(case: Case, ref: str) -> tuple[Actor, ...]:
    """Return somebody in every hat a host could send them with."""
    services = tuple(case.spine.people.services.values())
    working = (Professional(ref, role.id, service) for role in GUIDE.roles for service in services)
    return (Guardian(ref), PersonConcerned(ref), Resident(ref), *working)


class TestKinNeverHolds:
    """Whoever is guardian, person concerned, related, or a private person in this case never holds the baton, under
    any role.
    """

    @given(histories())
    def test_no_holder_and_no_open_offer_is_kins(self, history: History) -> None:
        """In every state neither the holder nor whom it is offered to is kin, nor whoever answers."""
        for case in history.cases:
            kin, baton = kin_of(case), case.spine.baton
            assert baton.holder not in kin
            assert baton.offer is None or baton.offer.to not in kin
            assert baton.coordinator is None or baton.coordinator.person not in kin
            assert baton.absence is None or baton.absence.stand_in not in kin
            found = history.engine.answering(case, by=deputy(case), now=history.now)
            assert found is None or found.person not in kin

    @given(histories())
    def test_kin_is_neither_appointed_nor_offered(self, history: History) -> None:
        """Whoever offers or appoints, to kin it is refused."""
        case = history.case
        for ref in kin_of(case):
            for by in (*CAST, deputy(case)):
                for fact in (facts.BatonAppointed(to=ref), facts.BatonOffered(to=ref)):
                    assert not history.engine.admit(case, fact, by=by, now=history.now, because="they wish so")

    @given(histories(most=12))
    def test_kin_takes_it_in_no_hat(self, history: History) -> None:
        """An offer is open: no kin accepts it, whichever role and service they are sent with."""
        case = history.case
        if case.spine.baton.offer is None:
            return
        acceptance = facts.BatonAccepted(offer=case.spine.baton.offer.id)
        for ref in kin_of(case):
            for by in hats(case, ref):
                assert not history.engine.admit(case, acceptance, by=by, now=history.now)

    @given(histories(most=12))
    def test_kin_joins_as_no_professional(self, history: History) -> None:
        """Kin never comes to take part as a professional, nor stays one."""
        case = history.case
        kin = kin_of(case)
        assert not kin & set(case.spine.people.professionals)
        for ref in kin:
            for service in case.spine.people.services.values():
                for role in GUIDE.roles:
                    joining = facts.PersonJoined(person=ref, role=role.id, of=service.ref)
                    assert not history.engine.admit(case, joining, by=deputy(case), now=history.now)

    def test_a_holder_who_becomes_guardian_lets_go_at_once(self) -> None:
        """The holder is named as guardian: the baton is vacant in the same append, and an offer to them is ended."""
        stages = [played(upto=steps) for steps in range(60)]
        held = next(one for one in stages if one.case.spine.baton.holder == TEACHER.ref)
        named = facts.GuardianNamed(person=TEACHER.ref, lives_with=False)
        verdict = held.engine.admit(held.case, named, by=deputy(held.case), now=held.now)
        assert verdict
        assert verdict.case.spine.baton.holder is None
        assert [entry.fact for entry in verdict.entries[1:]] == [
            facts.BatonVacant(reason=facts.VacancyReason.BECAME_KIN)
        ]

        offered = next(one for one in stages if one.case.spine.baton.offer is not None)
        assert offered.case.spine.baton.offer is not None
        for capacity in (Capacity.RELATIVE, Capacity.PRIVATE):
            offer = offered.case.spine.baton.offer
            related = facts.PersonJoined(person=offer.to, capacity=capacity)
            verdict = offered.engine.admit(offered.case, related, by=deputy(offered.case), now=offered.now)
            if verdict:
                assert verdict.case.spine.baton.offer is None

    def test_a_father_who_teaches_at_the_school_is_father(self) -> None:
        """Two hats, one reference: he takes part as a teacher until he is named as guardian, and never after."""
        engine, history = engine_with(Ids()), played(upto=2)
        raised = facts.ConcernRaised(category=facts.Category.EDUCATION)
        as_teacher = engine.admit(history.case, raised, by=FATHER_AS_TEACHER, now=history.now)
        assert as_teacher
        named = facts.GuardianNamed(person=FATHER_AS_TEACHER.ref, lives_with=True)
        as_father = engine.admit(as_teacher.case, named, by=TEACHER, now=history.now)
        assert as_father
        assert FATHER_AS_TEACHER.ref not in as_father.case.spine.people.professionals
        assert not engine.admit(as_father.case, raised, by=FATHER_AS_TEACHER, now=history.now)
