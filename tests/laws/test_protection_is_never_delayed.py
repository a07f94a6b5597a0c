"""I-07: protection is never delayed."""

from __future__ import annotations

import datetime as dt

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import bti
from bti import facts
from bti.facts import KINDS, Category, Fact
from bti.people import Professional, Service
from bti.record.case import Case
from bti.record.kinds import PROTECTION
from bti.record.matter import ProtectionFact
from bti.rules.judging import RULES
from bti.rules.references import unknown
from bti.rules.registry import REGISTRY, Guard, Registry, Stage, form, rule
from tests.laws.histories import BEGINNING, CAST, WELFARE, History, Ids, engine_with, histories, told

PROFESSIONALS = (
    *(one for one in CAST if isinstance(one, Professional)),
    Professional("x-new", "astronaut", Service("moon", "observatory")),
)
SUSPICION = facts.SuspicionRecorded(category=Category.WELFARE)
REPORT = facts.ReportedToChildWelfare(category=Category.WELFARE, receiver=WELFARE)
FACTS: tuple[ProtectionFact, ...] = (
    SUSPICION,
    REPORT,
    facts.ReportedToPolice(category=Category.WELFARE),
    facts.HarmAverted(category=Category.WELFARE, through=facts.Averting.POLICE),
    facts.EmergencyCalled(category=Category.HEALTH, called=facts.Emergency.AMBULANCE),
    facts.ChildWelfareAnswered(category=Category.WELFARE, says=facts.ChildWelfareSays.RECEIVED),
    facts.InvestigationEnded(category=Category.WELFARE, ending=facts.InvestigationEnding.NOT_SAID),
)
"""What begins a matter by itself."""

IN_A_MATTER: tuple[ProtectionFact, ...] = (
    facts.InsiderNamed(category=Category.WELFARE, person="p-colleague"),
    facts.InsiderNamed(category=Category.WELFARE, person="g-father"),
    facts.InsiderNamed(category=Category.WELFARE, whole_service=WELFARE),
    facts.InsiderTakenOut(category=Category.WELFARE, person="p-colleague"),
    facts.InsiderTakenOut(category=Category.WELFARE, whole_service=WELFARE),
    facts.DatesMoved(category=Category.WELFARE, why=facts.MovedBecause.SPECIAL_CASE),
    facts.MatterReleased(category=Category.WELFARE, guardian="nobody-here", said_by=facts.Releasing.POLICE),
)
"""What is said of a matter there is, by whoever is an insider of it."""


class TestProtectionIsNeverDelayed:
    """Protection facts are admissible for every professional in every state of every case, closed and unknown ones
    included; no guard can be registered on them; the engine never delays them.
    """

    @given(histories(), st.sampled_from(PROFESSIONALS), st.sampled_from(FACTS))
    def test_any_professional_in_any_state(self, history: History, by: Professional, fact: Fact) -> None:
        """Whoever works anywhere, under any title, records suspicion and report at once in every case."""
        for case in (Case.empty("never-heard-of"), *history.cases):
            for handed_in in (case, case.for_reader(by)):
                verdict = history.engine.admit(handed_in, fact, by=by, now=history.now)
                assert verdict
                (entry,) = verdict.entries
                assert (entry.fact, entry.by, entry.recorded) == (fact, by, history.now)
                assert entry.matter is not None
                assert entry.cause is None

    @given(histories(protected=True), st.sampled_from(PROFESSIONALS))
    def test_a_report_apart_is_advised_on_exactly_where_one_is_owed_elsewhere(
        self, history: History, by: Professional
    ) -> None:
        """It is admitted; and whoever sends it hears of what they still owe, or know to be owed, in another matter."""
        engine, now = history.engine, history.now
        begun = engine.admit(history.case, SUSPICION, by=by, now=now)
        assert begun
        for case in (history.case, begun.case):
            own = case.for_reader(by)
            duties = engine.agenda(case, by=by, now=now)
            owed = {one.matter for one in duties if one.code == "report_suspicion"}
            for matter in (None, *own.matters):
                verdict = engine.admit(case, attrs.evolve(REPORT, matter=matter), by=by, now=now)
                assert verdict
                suspected = matter is not None and any(
                    isinstance(one.fact, facts.SuspicionRecorded) for one in own.matters[matter].counting
                )
                advised = [one.code for one in verdict.advice if one.code == "reported_apart"]
                assert bool(advised) is (bool(owed - {matter}) and not suspected)

    @given(histories(), st.sampled_from(PROFESSIONALS), st.sampled_from((*FACTS, *IN_A_MATTER)))
    def test_whoever_began_a_matter_writes_on_in_any_state(
        self, history: History, by: Professional, fact: ProtectionFact
    ) -> None:
        """Whatever is said of a matter, whoever began it says it at once, kin of the case or not; and no more waits."""
        for case in (Case.empty("never-heard-of"), *history.cases):
            begun = history.engine.admit(case, SUSPICION, by=by, now=history.now)
            assert begun
            within = attrs.evolve(fact, matter=begun.entries[0].matter)
            verdict = history.engine.admit(begun.case, within, by=by, now=history.now)
            assert verdict
            (entry,) = verdict.entries
            assert (entry.fact, entry.recorded, entry.book) == (within, history.now, begun.entries[0].book)

    def test_every_kind_of_protection_is_tried_here(self) -> None:
        """A new kind comes here too."""
        assert {type(fact) for fact in (*FACTS, *IN_A_MATTER)} == PROTECTION
        assert all(fact.begins for fact in FACTS)
        assert not any(fact.begins for fact in IN_A_MATTER)

    @given(histories(), st.sampled_from(PROFESSIONALS))
    def test_it_is_offered_in_any_state(self, history: History, by: Professional) -> None:
        """The options say so too, whatever else is refused, and their drafts are admitted."""
        for case in (Case.empty("never-heard-of"), history.case):
            options = history.engine.options(case, by=by, now=history.now, kinds=PROTECTION)
            own = case.for_reader(by).matters
            for option in options.values():
                in_a_matter = option.kind in {fact.kind for fact in IN_A_MATTER}
                assert bool(option) == (bool(own) or not in_a_matter)
                assert {draft.matter for draft in option.drafts if isinstance(draft, ProtectionFact)} == (
                    set(own) if in_a_matter else {None, *own}
                )
                for draft in option.drafts:
                    assert history.engine.admit(case, draft, by=by, now=history.now)

    @given(histories(), st.sampled_from(PROFESSIONALS), st.integers(0, 2000))
    def test_whatever_the_clocks_say(self, history: History, by: Professional, days: int) -> None:
        """Neither a host's clock that goes slow nor a thing that happened long ago stands in the way."""
        ago = history.now - dt.timedelta(days=days)
        assert history.engine.admit(history.case, SUSPICION, by=by, now=ago)
        assert history.engine.admit(history.case, REPORT, by=by, now=history.now, at=ago)

    @given(histories(), st.sampled_from(PROFESSIONALS))
    def test_several_at_once_and_one_after_another(self, history: History, by: Professional) -> None:
        """Suspicion and report are one act, and the author writes on in the same matter."""
        engine = history.engine
        verdict = engine.admit(history.case, FACTS, by=by, now=history.now)
        assert verdict
        assert len({entry.matter for entry in verdict.entries}) == 1
        more = facts.SuspicionRecorded(category=Category.WELFARE, matter=verdict.entries[0].matter)
        assert engine.admit(verdict.case, more, by=by, now=history.now)

    @given(histories(begun=True), st.sampled_from(PROFESSIONALS), st.sampled_from(FACTS))
    def test_under_a_guide_the_engine_does_not_have(self, history: History, by: Professional, fact: Fact) -> None:
        """A case under a guide that was not handed in takes nothing but protection; outsiders hear of no case."""
        other = bti.Engine(bti.load_guide("inderoy"), new_id=Ids())  # no history moves to it
        comment = facts.CommentMade(category=Category.FAMILY)
        spine = history.case.spine
        at_home = spine.life.home is not None and by.service.ref == spine.life.home.ref
        if (spine.takes_part(by) or at_home) and not spine.is_kin(by.ref):
            with pytest.raises(bti.errors.UnknownGuide):
                other.admit(history.case, comment, by=by, now=history.now)
        elif not spine.is_kin(by.ref):
            nothing = bti.Case.empty(history.case.id)
            here = other.admit(history.case, comment, by=by, now=history.now)
            assert repr(here) == repr(other.admit(nothing, comment, by=by, now=history.now))
        assert other.options(history.case, by=by, now=history.now, kinds=type(fact))[fact.kind]
        assert other.admit(history.case, fact, by=by, now=history.now)

    @given(histories())
    def test_the_case_book_does_not_change(self, history: History) -> None:
        """What is protected stands in a book of its own; the case book and its spine are the same as before."""
        for step in history.admitted:
            if any(type(fact) in PROTECTION for fact in step.move.act):
                assert step.after.entries == step.before.entries
                assert step.after.spine == step.before.spine

    def test_a_closed_case(self) -> None:
        """After the whole story, closed: the neighbouring school's teacher still reports."""
        history = told()
        assert history.case.spine.life.closed is not None
        for by in PROFESSIONALS:
            for fact in FACTS:
                assert history.engine.admit(history.case, fact, by=by, now=history.now)

    @pytest.mark.parametrize("fact", [fact for fact in KINDS.values() if fact in PROTECTION])
    @pytest.mark.parametrize("stage", Stage)
    def test_no_guard_can_be_registered(self, fact: type[Fact], stage: Stage) -> None:
        """The registry refuses a guard on a protection fact, in both stages, alone or among others."""
        guard = Guard("in_the_way", "Never.", stage, lambda ask: None, False, ())
        registry = Registry()
        for kinds in ((fact,), (facts.CommentMade, fact)):
            with pytest.raises(TypeError, match="I-07"):
                registry.add(guard, kinds)
        with pytest.raises(TypeError, match="I-07"):
            (form if stage is Stage.FORM else rule)(fact)(lambda ask: None)

    def test_no_guard_is_registered(self) -> None:
        """In the library's own registry no guard stands on a protection fact."""
        assert len(RULES) > 1  # they are imported: that is what registers guards
        for fact in PROTECTION:
            kind = REGISTRY.kinds[fact]
            assert [kind.guards, kind.form_alone, kind.form_fact, kind.rule_alone, kind.rule_fact] == [[]] * 5

    def test_what_is_refused_is_form_only(self) -> None:
        """A happening in the future, a matter nobody knows, and somebody who is no professional are refused."""
        engine, case, by = engine_with(Ids()), Case.empty("case-1"), PROFESSIONALS[0]
        future = BEGINNING + dt.timedelta(days=1)
        elsewhere = facts.SuspicionRecorded(category=Category.WELFARE, matter="no-such-id")
        neighbour = next(one for one in CAST if not isinstance(one, Professional))
        begun = engine.admit(case, FACTS, by=by, now=BEGINNING)
        assert begun
        matter = begun.entries[0].matter
        answers = [
            facts.ChildWelfareAnswered(
                category=Category.WELFARE, says=facts.ChildWelfareSays.ENDED, matter=of, report=report
            )
            for of, report in ((matter, "no-such-id"), (matter, begun.entries[0].id), (None, begun.entries[1].id))
        ]
        for answer in answers:
            verdict = engine.admit(begun.case, answer, by=by, now=BEGINNING)
            assert not verdict
            assert [attrs.evolve(one, fact=None) for one in verdict.reasons] == [unknown("report")]
        refused = (
            engine.admit(case, SUSPICION, by=by, now=BEGINNING, at=future),
            engine.admit(case, elsewhere, by=by, now=BEGINNING),
            engine.admit(case, SUSPICION, by=neighbour, now=BEGINNING),
            *(engine.admit(case, fact, by=by, now=BEGINNING) for fact in IN_A_MATTER),
        )
        codes = [[reason.code for reason in verdict.reasons] for verdict in refused if not verdict]
        form_only = [["at_after_now"], ["unknown_reference"], ["professional_records"]]
        assert codes == form_only + [["unknown_reference"]] * len(IN_A_MATTER)
