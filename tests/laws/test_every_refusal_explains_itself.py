"""I-13: every refusal explains itself."""

from __future__ import annotations

import re

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import bti
from bti import facts
from bti.facts import KINDS, Category, Fact, SharedWith
from bti.people import Actor, Professional
from bti.reasons import CitationKind, Reason, ReasonKind
from bti.record.case import Case
from bti.record.concern import ConcernRaised
from bti.record.kinds import BESIDE
from tests.laws.histories import (
    CAST,
    PEOPLE,
    TEACHER,
    WELFARE,
    Dice,
    History,
    deputy,
    drawn_fact,
    false_actor,
    histories,
    plain,
    told,
)

LANGUAGES = ("nb", "nn", "en")


@st.composite
def attempts(draw: st.DrawFn) -> tuple[History, Actor, Fact]:
    """Draw a history, anybody in any hat, and a fact of any kind."""
    history = draw(histories())
    dice = Dice(draw)
    by = dice.pick(CAST) if dice.below(2) else false_actor(dice)
    return history, by, drawn_fact(dice, history.case, history.now)


def assert_explained(reason: Reason) -> None:
    """Assert that a reason says what, in three languages, where it is written, and a remedy in all or none."""
    assert reason.code
    assert reason.kind is not ReasonKind.INTERNAL
    assert reason.citations
    for lang in LANGUAGES:
        said = reason.text(lang)
        assert said.strip()
        assert not re.search(r"[{}<]|NOT_STATED|\bNone[^ ]", said), said
        for citation in reason.citations:
            assert citation.text(lang).strip()
        if reason.remedy is not None:
            assert reason.remedy(lang).strip()
            assert not re.search(r"[{}]", reason.remedy(lang))
    for citation in reason.citations:
        if citation.kind is CitationKind.COMMON_CORE:
            assert citation.guide is not None


def takes_no_part(case: Case, by: Actor) -> bool:
    """Tell whether somebody is outside, or of the family and not told: to them there is no case.

    Read from the case book: who opened, joined or reads, of a service that takes part; the home service's leader.
    """
    spine = case.spine
    if spine.is_kin(by.ref):
        return by.ref not in spine.people.told
    joined = spine.people.professionals.get(by.ref)
    if isinstance(by, Professional) and joined is not None and joined.service == by.service.ref:
        return False
    reader = spine.staff.readers.get(by.ref)
    if isinstance(by, Professional) and reader is not None and reader.service == by.service.ref:
        return False
    home = spine.life.home
    role = deputy(case).role
    return not (isinstance(by, Professional) and home is not None and by.service.ref == home.ref and by.role == role)


class TestEveryRefusalExplainsItself:
    """Every refusal names at least one reason, its source (guide step, law rule, model, or "common core, not stated by
    this guide") and the remedy where one exists; no reason names what the asker may not know.
    """

    @given(histories())
    def test_every_refusal_and_advice(self, history: History) -> None:
        """Along any history, each refusal has reasons, each of them with text and source in three languages."""
        for step in history.drawn:
            if not step.verdict:
                assert step.verdict.reasons
                for reason in step.verdict.reasons:
                    whole = reason.code == "one_book_an_act"
                    assert reason.fact == (None if whole else step.move.act[reason.place].kind)
                    assert_explained(reason)
            for reason in step.verdict.advice:
                assert_explained(reason)

    @given(histories(), st.sampled_from(CAST))
    def test_every_refused_option_and_every_need(self, history: History, by: Actor) -> None:
        """An option that is refused or needs something says why, as an attempt would."""
        for option in history.engine.options(history.case, by=by, now=history.now).values():
            assert bool(option.reasons) == (option.status is not bti.OptionStatus.ADMISSIBLE)
            for reason in option.reasons:
                assert_explained(reason)
            for _, reasons in option.needing:
                assert reasons
                for reason in reasons:
                    assert_explained(reason)

    @given(histories(), st.sampled_from(CAST))
    def test_every_redaction(self, history: History, by: Actor) -> None:
        """What a view does not show it explains."""
        view = history.engine.view(history.case, by=by, now=history.now, basis="follow-up")
        for reason in (*view.reasons, *(line.redacted for line in view.entries if line.redacted is not None)):
            assert_explained(reason)
        for line in view.entries:
            assert (line.fact is None) == (line.redacted is not None)

    @given(attempts())
    def test_no_person_is_named(self, attempt: tuple[History, Actor, Fact]) -> None:
        """No reason holds the reference of a person whom the asker did not name."""
        history, by, fact = attempt
        verdict = history.engine.admit(history.case, fact, by=by, now=history.now)
        named = plain((fact, by))
        for reason in (*(() if verdict else verdict.reasons), *verdict.advice):
            said = plain(reason.params)
            assert not [ref for ref in PEOPLE if repr(ref) in said and repr(ref) not in named]

    @given(attempts())
    def test_outsiders_hear_what_they_would_of_no_case(self, attempt: tuple[History, Actor, Fact]) -> None:
        """To whoever takes no part a refusal is, word for word, the one about a case that does not exist.

        Only what an outsider may do tells the difference: raise a concern or make a request in an open case, and be
        told when opening a case that its id is taken.
        """
        history, by, fact = attempt
        case = history.case
        if not takes_no_part(case, by):
            return
        verdict = history.engine.admit(case, fact, by=by, now=history.now)
        nowhere = history.engine.admit(Case.empty(case.id), fact, by=by, now=history.now)
        untold = case.spine.is_kin(by.ref)
        if not nowhere:
            if isinstance(fact, (ConcernRaised, facts.RequestMade)) and case.spine.life.is_open and not untold:
                return
            if isinstance(fact, (facts.CaseOpened, facts.CaseTakenOver)) and not verdict:
                # A step where no case begins, say, is not looked at where the id is taken.
                left = tuple(reason for reason in verdict.reasons if reason.code != "case_id_taken")
                assert plain(attrs.evolve(verdict, reasons=left)) == plain(nowhere) or not left
                return
            assert plain(verdict) == plain(nowhere)
        elif not verdict:
            assert isinstance(fact, (facts.CaseOpened, facts.CaseTakenOver))
            assert [reason.code for reason in verdict.reasons] == ["case_id_taken"]

    @given(histories(), st.sampled_from(CAST))
    def test_outsiders_are_offered_what_they_would_be_of_no_case(self, history: History, by: Actor) -> None:
        """So with options: only concern, request, opening and own books can differ; to the untold the last two."""
        case = history.case
        if not takes_no_part(case, by):
            return
        here = history.engine.options(case, by=by, now=history.now)
        nowhere = history.engine.options(Case.empty(case.id), by=by, now=history.now)
        differing = {kind for kind in KINDS if plain(here[kind]) != plain(nowhere[kind])}
        allowed: set[str] = set()
        if not case.spine.is_kin(by.ref) and case.spine.life.is_open:
            allowed |= {"concern_raised", "request_made"}
        if isinstance(by, Professional):
            allowed |= {"case_opened", "case_taken_over"}
        if case.for_reader(by).beside():
            allowed |= {fact.kind for fact in BESIDE}
            allowed |= {"entry_corrected", "entry_struck", "text_erased", "entry_erased"}  # in the book of the entry
        assert differing <= allowed

    @given(histories(begun=True), st.sampled_from(CAST))
    def test_unknown_and_unseen_are_said_alike(self, history: History, by: Actor) -> None:
        """A reference into a matter one may not know of is answered as one to nothing at all."""
        matters = [one for one in history.case.matters.values() if one.entries[0].by.ref != by.ref]
        unseen = [entry.id for one in matters for entry in one.entries if not one.knows(by)]
        family = Category.FAMILY
        for hidden in unseen:
            verdicts: list[list[bti.Verdict]] = []
            for ref in (hidden, "never-was"):
                tried: tuple[Fact, ...] = (
                    facts.CommentMade(about=ref, category=family),
                    facts.ConcernShared(concern=ref, with_=SharedWith.LEADER, category=family),
                    facts.MeasureStarted(measure=ref),
                    facts.ConsentWithdrawn(consent=ref),
                    facts.SuspicionRecorded(matter=ref, category=family),
                    facts.ReportedToChildWelfare(matter=ref, receiver=WELFARE, category=family),
                    facts.InsiderNamed(matter=ref, person=by.ref, category=family),
                    facts.MatterReleased(matter=ref, guardian="g", said_by=facts.Releasing.POLICE, category=family),
                    facts.ChildWelfareAnswered(report=ref, says=facts.ChildWelfareSays.ENDED, category=family),
                    facts.GoalAgreed(proposal=ref, category=family),
                    facts.MeasureChanged(measure=ref, place=facts.Place.HOME),
                    facts.AgreementEnded(agreement=ref),
                )
                verdicts.append([history.engine.admit(history.case, fact, by=by, now=history.now) for fact in tried])
            for one, other in zip(*verdicts, strict=True):
                assert not one
                assert plain(one) == plain(other)

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_what_the_guide_does_not_state_is_said(self, lang: str) -> None:
        """Where the common core stands in for Sortland, the source says both."""
        stretches = (told(upto=upto) for upto in range(1, len(told().steps)))
        history = next(one for one in stretches if (at := one.case.spine.track.position) and at.step == "1.1")
        verdict = history.engine.admit(history.case, facts.StepCompleted(step="1.1"), by=TEACHER, now=history.now)
        assert not verdict
        (citation,) = verdict.reasons[0].citations
        assert citation.kind is CitationKind.COMMON_CORE
        assert "Sortland" in citation.text(lang)
