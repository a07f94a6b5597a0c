"""I-03: only the offered person answers."""

from __future__ import annotations

import datetime as dt

from hypothesis import given

from bti import facts
from bti.people import Guardian, PersonConcerned, Professional, Resident
from bti.record.case import Case
from bti.record.spine import Office
from tests.laws.histories import CAST, PEOPLE, SCHOOL, History, by_system, deputy, histories, leads, told
from tests.laws.test_an_offer_leaves_the_baton import makes_an_offer


class TestOnlyTheOfferedPersonAnswers:
    """Only the offered person accepts or declines; only the giver (or the answering leader) withdraws; silence moves
    nothing.
    """

    @given(histories())
    def test_every_answer_is_the_offered_persons(self, history: History) -> None:
        """In the book, who accepted or declined is whom it was offered to."""
        offers = {entry.id: entry for entry in history.case.effective() if makes_an_offer(entry)}
        for entry in history.case.effective():
            if isinstance(entry.fact, (facts.BatonAccepted, facts.BatonDeclined)):
                offer = offers[entry.fact.offer].fact
                assert isinstance(offer, (facts.BatonOffered, facts.BatonAppointed))
                assert entry.by.ref == offer.to

    @given(histories())
    def test_every_withdrawal_is_the_givers_or_the_answering_leaders(self, history: History) -> None:
        """In the book, who took an offer back made it, or is the leader while the leader answers, or the engine."""
        offers = {entry.id: entry for entry in history.case.entries if makes_an_offer(entry)}
        for step in history.admitted:
            assert step.verdict
            for entry in step.verdict.entries:
                if not isinstance(entry.fact, facts.BatonWithdrawn) or by_system(entry):
                    continue
                if entry.by.ref == offers[entry.fact.offer].by.ref:
                    continue
                answering = history.engine.answering(step.before, by=deputy(step.before), now=step.now)
                assert leads(step.move.by, step.before)
                assert answering is not None
                assert answering.office is Office.LEADER or answering.person == entry.by.ref

    @given(histories())
    def test_nobody_else_is_let(self, history: History) -> None:
        """While an offer is open, everybody else is refused in every hat, the home service's leader too."""
        for case in history.cases:
            offer = case.spine.baton.offer
            if offer is None:
                continue
            hats = (Guardian, PersonConcerned, Resident)
            false = (hat(ref) for hat in hats for ref in PEOPLE)
            posing = (Professional(ref, "headteacher", SCHOOL) for ref in PEOPLE)
            for by in (*CAST, deputy(case), *false, *posing):
                if by.ref == offer.to:
                    continue
                for fact in (facts.BatonAccepted(offer=offer.id), facts.BatonDeclined(offer=offer.id)):
                    assert not history.engine.admit(case, fact, by=by, now=history.now)

    @given(histories())
    def test_silence_moves_nothing(self, history: History) -> None:
        """Years without an answer leave offer and baton where they are; a holder at home still answers."""
        for case in history.cases:
            before = case.spine.baton
            for days in (1, 30, 400, 4000):
                later = history.now + dt.timedelta(days=days)
                assert case.as_of(later).spine.baton == before
                joined = case.spine.people.professionals.get(before.holder or "")
                if joined is not None and joined.service == _home(case):
                    found = history.engine.answering(case, by=deputy(case), now=later)
                    assert found is None or found.person == before.holder

    def test_the_holders_offer_is_not_the_leaders_to_take_back(self) -> None:
        """While a holder answers, the leader of the home service does not withdraw what the holder offered."""
        stages = (told(upto=steps) for steps in range(60))
        history = next(one for one in stages if one.case.spine.baton.offer and one.case.spine.baton.holder)
        offer = history.case.spine.baton.offer
        assert offer is not None
        taken = facts.BatonWithdrawn(offer=offer.id)
        assert not history.engine.admit(history.case, taken, by=deputy(history.case), now=history.now)
        giver = next(one for one in CAST if one.ref == offer.giver)
        assert history.engine.admit(history.case, taken, by=giver, now=history.now)


def _home(case: Case) -> str | None:
    return None if case.spine.life.home is None else case.spine.life.home.ref
