"""Who could take the baton, who is told, and that it is what an offer would be told."""

from __future__ import annotations

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import bti
from bti import facts
from bti.answers.candidates import Candidates, Suitability
from bti.errors import InvalidValue
from bti.people import Actor
from tests.laws.histories import CAST, History, histories
from tests.laws.histories import COLLEAGUE as A_COLLEAGUE
from tests.stage import ADVISER, COLLEAGUE, FATHER, HEAD, MOTHER, NEIGHBOUR, SCHOOL, TEACHER, Stage

NURSE = bti.Professional("nurse", "public_health_nurse", bti.Service("health-1", "health_station"))
NAMING = {"baton_offered": facts.BatonOffered, "baton_appointed": facts.BatonAppointed}
FATHER_AT_WORK = bti.Professional("father", "teacher", SCHOOL)


def asked(stage: Stage, by: Actor, *among: bti.Professional) -> Candidates:
    """Ask who could take the baton."""
    return stage.engine.candidates(stage.case, by=by, now=stage.now, among=among)


def codes(found: Candidates, person: str) -> set[str]:
    """Return the reasons about one candidate."""
    return {reason.code for one in found.people if one.person == person for reason in one.reasons}


def stopping(found: Candidates) -> list[str]:
    """Return what stands in the way of naming anybody, the guide's advice left out."""
    return [reason.code for reason in found.reasons if reason.kind is not bti.ReasonKind.ADVICE]


def suitable(found: Candidates) -> dict[str, str]:
    """Return what each candidate is."""
    return {one.person: one.suitability.value for one in found.people}


class TestCandidates:
    """Source: model 4; I-04."""

    def test_the_holder_sees_who_takes_part(self) -> None:
        """Not themself; the adviser, whose service consent covers, could be offered it."""
        found = asked(Stage().with_ppt(), TEACHER)
        assert found.kind == "baton_offered"
        assert stopping(found) == []
        assert {one.person for one in found.people if one.suitability is not Suitability.EXCLUDED} == {"adviser"}
        assert "offer_to_oneself" in codes(found, "teacher")

    def test_the_leader_appoints_where_nobody_holds_it(self) -> None:
        """Before anybody holds it, an appointment is the leader's; what is said of the level is the guide's."""
        found = asked(Stage().on_level_1(), HEAD)
        assert found.kind == "baton_appointed"
        assert stopping(found) == []
        assert suitable(found)["teacher"] in ("preferred", "eligible")
        assert "baton_too_early" in stopping(asked(Stage().shared(), HEAD))

    def test_an_open_offer_stands_in_the_way_of_all(self) -> None:
        """It is said once, and the list is there all the same."""
        stage = Stage().with_ppt()
        stage.play(facts.BatonOffered(to="adviser"), TEACHER)
        found = asked(stage, TEACHER)
        assert stopping(found) == ["offer_is_open"]
        assert suitable(found)["adviser"] in ("preferred", "eligible")

    def test_others_may_be_named_by_the_host(self) -> None:
        """A colleague has to join; a nurse's service too, and consent must cover it before anybody asks her."""
        found = asked(Stage().held(), TEACHER, COLLEAGUE, NURSE)
        assert codes(found, "colleague") >= {"candidate_joins_first"}
        assert {"service_not_covered", "candidate_joins_first"} <= codes(found, "nurse")
        assert suitable(found)["nurse"] == "excluded"

    def test_a_father_is_not_a_candidate_under_any_role(self) -> None:
        """Sent as a teacher of the school, he is the father."""
        found = asked(Stage().held(), TEACHER, FATHER_AT_WORK)
        assert codes(found, "father") == {"kin_never_holds"}
        assert suitable(found)["father"] == "excluded"

    def test_who_may_not_know_is_not_told_why(self) -> None:
        """That a colleague is related is written for the home service; another service's holder hears only a no."""
        stage = Stage().with_bounded_ppt(holding=True)
        stage.play(facts.PersonJoined(person="colleague", role="teacher", of="school-1"), HEAD)
        stage.play(facts.KinshipDeclared(person="colleague", kinship=facts.Kinship.RELATIVE), HEAD)
        assert codes(asked(stage, ADVISER, COLLEAGUE), "colleague") == {"cannot_hold_here"}
        assert "kin_never_holds" not in stage.tried(facts.BatonOffered(to="colleague"), ADVISER)

    def test_a_conflict_of_interest(self) -> None:
        """Who declared one is excluded, whether they take part or not."""
        stage = Stage().with_ppt()
        stage.play(facts.ConflictDeclared(person="adviser"), ADVISER)
        assert "conflict_of_interest" in codes(asked(stage, TEACHER), "adviser")

    def test_a_role_the_guide_knows_only_exceptionally(self) -> None:
        """Gloppen-like: with a recorded reason (the head teacher, where the guide lists roles so)."""
        guide = bti.load_guide("sortland")
        level = guide.levels[1].id
        holders = guide.baton.holders.get(level) or next(iter(guide.baton.holders.values()))
        changed = attrs.evolve(holders, exceptional=("headteacher",), preferred=("teacher",))
        baton = attrs.evolve(guide.baton, holders={**guide.baton.holders, level: changed})
        stage = Stage(bti.Engine(attrs.evolve(guide, baton=baton))).on_level_1()
        found = asked(stage, HEAD, HEAD, COLLEAGUE)
        assert suitable(found) == {"colleague": "preferred", "teacher": "eligible", "head": "exceptional"}
        assert "role_only_exceptionally" in codes(found, "head")
        assert "role_not_preferred" in codes(found, "teacher")

    @pytest.mark.parametrize("by", [MOTHER, FATHER, ADVISER], ids=lambda one: one.ref)
    def test_who_may_name_nobody_sees_nobody(self, by: Actor) -> None:
        """Those who take part are told who can."""
        found = asked(Stage().with_ppt(), by, COLLEAGUE)
        assert (found.kind, found.people) == (None, ())
        assert [reason.code for reason in found.reasons] == ["not_yours_to_name"]

    def test_who_takes_no_part(self) -> None:
        """One answer, as of no case."""
        stage = Stage().held()
        nothing = stage.engine.candidates(bti.Case.empty("case-1"), by=NEIGHBOUR, now=stage.now)
        assert asked(stage, NEIGHBOUR, COLLEAGUE) == nothing

    def test_only_professionals_are_named(self) -> None:
        """A neighbour is a mistake of the host's."""
        with pytest.raises(InvalidValue):
            asked(Stage().held(), TEACHER, NEIGHBOUR)  # type: ignore[arg-type]  # what the test is about


class TestCandidatesAreWhatAnOfferWouldBeTold:
    """I-04, I-15: the same guards answer here and when the offer is made."""

    @given(histories(), st.sampled_from(CAST))
    def test_who_takes_part(self, history: History, by: Actor) -> None:
        """Whoever is not excluded, where nothing stands in the way, is admitted when named; the others are refused."""
        engine, case, now = history.engine, history.case, history.now
        found = engine.candidates(case, by=by, now=now, among=(A_COLLEAGUE,))
        for one in found.people:
            assert not case.spine.is_kin(one.person) or one.suitability is Suitability.EXCLUDED
            if not one.takes_part or found.kind is None:
                continue
            fact = NAMING[found.kind](to=one.person)
            verdict = engine.admit(case, fact, by=by, now=now, because="weighed")
            stopped = any(reason.kind.value not in ("advice", "needs_justification") for reason in found.reasons)
            assert bool(verdict) is (one.suitability is not Suitability.EXCLUDED and not stopped)
