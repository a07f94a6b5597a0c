"""I-02: an offer leaves the baton where it is."""

from __future__ import annotations

from hypothesis import given

from bti import facts
from bti.record.case import Case
from bti.record.entry import AppointmentEffect, Entry
from tests.laws.histories import CAST, History, deputy, histories, told

ENDINGS = (facts.BatonAccepted, facts.BatonDeclined, facts.BatonWithdrawn)


def makes_an_offer(entry: Entry) -> bool:
    """Tell whether an entry offers the baton."""
    if isinstance(entry.fact, facts.BatonAppointed):
        return entry.resolved.appointment is AppointmentEffect.OFFERED
    return isinstance(entry.fact, facts.BatonOffered)


def open_offers(entries: tuple[Entry, ...]) -> list[Entry]:
    """Read from the entries alone which offers are open."""
    ended = {entry.fact.offer for entry in entries if isinstance(entry.fact, ENDINGS)}
    return [entry for entry in entries if makes_an_offer(entry) and entry.id not in ended]


class TestAnOfferLeavesTheBaton:
    """An offer leaves the baton where it is until the offered person accepts; at most one offer is open; closing ends
    it.
    """

    @given(histories())
    def test_only_acceptance_moves_it(self, history: History) -> None:
        """Entry by entry: a holder becomes holder by accepting, or by a binding appointment where nobody held it.

        Whoever held it before a case was taken over holds on; after reopening nobody does.
        """
        before = Case.empty(history.case.id)
        for entry in history.case.effective():
            after = before.grown((entry,))
            old, new = before.spine.baton.holder, after.spine.baton.holder
            if new != old and new is None:
                assert isinstance(entry.fact, (facts.BatonVacant, facts.CaseReopened))
            elif isinstance(entry.fact, facts.CaseTakenOver):
                assert new == entry.fact.holder
            elif new != old:
                by_appointment = isinstance(entry.fact, facts.BatonAppointed) and not makes_an_offer(entry)
                assert by_appointment or (isinstance(entry.fact, facts.BatonAccepted) and entry.by.ref == new)
            if makes_an_offer(entry):
                assert new == old
            before = after

    @given(histories())
    def test_at_most_one_is_open(self, history: History) -> None:
        """At every place in the book at most one offer is open, and the spine holds exactly that one."""
        counting = history.case.effective()
        for place in range(len(counting) + 1):
            assert len(open_offers(counting[:place])) <= 1
        for case in history.cases:
            offer = case.spine.baton.offer
            assert [entry.id for entry in open_offers(case.effective())] == ([] if offer is None else [offer.id])

    @given(histories())
    def test_a_second_one_is_refused(self, history: History) -> None:
        """While an offer is open nobody can make another or appoint past it."""
        for case in history.cases:
            if case.spine.baton.offer is None:
                continue
            for by in (*CAST, deputy(case)):
                for to in case.spine.people.professionals:
                    for second in (facts.BatonOffered(to=to), facts.BatonAppointed(to=to)):
                        assert not history.engine.admit(case, second, by=by, now=history.now)

    @given(histories())
    def test_closing_ends_it(self, history: History) -> None:
        """No offer is open in a closed case."""
        for case in history.cases:
            if case.spine.life.closed is not None:
                assert case.spine.baton.offer is None
                assert open_offers(case.effective()) == []

    def test_closing_ends_an_open_offer_in_the_same_append(self) -> None:
        """The case is closed while an offer waits: the offer is withdrawn by the engine, caused by the closing."""
        history = next(one for one in map(_upto, range(60)) if one.case.spine.baton.offer is not None)
        offer = history.case.spine.baton.offer
        assert offer is not None
        closing = facts.CaseClosed(reason=facts.ClosingReason.MOVED)
        verdict = history.engine.admit(history.case, closing, by=deputy(history.case), now=history.now)
        assert verdict
        closed, *following = verdict.entries
        assert facts.BatonWithdrawn(offer=offer.id) in [entry.fact for entry in following]
        assert {entry.cause for entry in following} == {closed.id}


def _upto(steps: int) -> History:
    return told(upto=steps)
