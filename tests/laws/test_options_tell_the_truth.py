"""I-15: options tell the truth."""

from __future__ import annotations

from typing import Any, cast

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import bti
from bti import facts
from bti.facts import KINDS, Category, Content, Fact
from bti.people import Actor, Professional
from bti.record.case import Case
from bti.record.entry import Entry
from bti.rules.opening import FREE_REF
from tests.laws.histories import (
    SCHOOL,
    TEACHER,
    Dice,
    History,
    Ids,
    deputy,
    drawn_actor,
    engine_with,
    false_actor,
    hearings,
    histories,
    hostile_move,
    offered_move,
    said,
    told,
)


def is_completion(fact: Fact, option: bti.Option) -> bool:
    """Tell whether a fact completes an option: a draft with its free fields filled, of an offered category."""
    if isinstance(fact, Content) and fact.category not in option.choices.get("category", ()):
        return False
    chosen = [
        field.name for field in attrs.fields(type(fact)) if field.name not in option.free and field.name != "category"
    ]
    for name in chosen:
        if getattr(fact, name) not in option.choices[name]:
            return False
    drafts = (*option.drafts, *(draft for draft, _ in option.needing))
    return any(all(getattr(draft, name) == getattr(fact, name) for name in chosen) for draft in drafts)


@st.composite
def askers(draw: st.DrawFn) -> tuple[History, Actor]:
    """Draw a history and somebody who asks: one of the cast, or anybody in a hat that may not be theirs."""
    history = draw(histories())
    dice = Dice(draw)
    return history, false_actor(dice) if dice.chance(5) else drawn_actor(dice, history.case)


@st.composite
def many_attempts(draw: st.DrawFn) -> tuple[History, list[tuple[Actor, Fact]]]:
    """Draw a history and single facts tried on its end, half of them such as are offered."""
    history = draw(histories(most=10))
    dice = Dice(draw)
    moves = [
        (dice.chance(2) and offered_move(dice, history.engine, history.case, history.now))
        or hostile_move(dice, history.case, history.now)
        for _ in range(12)
    ]
    return history, [(move.by, fact) for move in moves for fact in move.act[-1:]]


class TestOptionsTellTheTruth:
    """For each option said to be admissible some completion from its choices is admitted; each admitted asked fact is
    a completion of an option offered at the same instant to the same actor.
    """

    @given(askers())
    def test_every_draft_of_an_admissible_option_is_admitted(self, asked: tuple[History, Actor]) -> None:
        """What is offered without more is admitted without more."""
        history, by = asked
        case, now = history.case, history.now
        for kind, option in history.engine.options(case, by=by, now=now).items():
            assert option.kind == kind
            assert (option.status is bti.OptionStatus.ADMISSIBLE) == bool(option.drafts)
            for draft in option.drafts:
                assert draft.kind == kind
                assert history.engine.admit(case, draft, by=by, now=now), said(draft)

    @given(askers())
    def test_every_needing_draft_is_admitted_with_what_it_needs(self, asked: tuple[History, Actor]) -> None:
        """And not without: a justification, or the child heard in the same act."""
        history, by = asked
        case, now = history.case, history.now
        for option in history.engine.options(case, by=by, now=now).values():
            for draft, reasons in option.needing:
                kinds = {reason.kind for reason in reasons}
                assert kinds <= {bti.ReasonKind.NEEDS_JUSTIFICATION, bti.ReasonKind.NEEDS_FACT}
                assert not history.engine.admit(case, draft, by=by, now=now), said(draft)
                category = option.choices.get("category", (Category.COORDINATION,))[0]
                heard = tuple(attrs.evolve(one, category=category) for one in hearings(case))
                companions = heard if bti.ReasonKind.NEEDS_FACT in kinds else ()
                because = "for a reason" if bti.ReasonKind.NEEDS_JUSTIFICATION in kinds else None
                verdict = history.engine.admit(case, (*companions, draft), by=by, now=now, because=because)
                assert verdict, said(draft)

    @given(askers())
    def test_every_category_offered_is_admitted(self, asked: tuple[History, Actor]) -> None:
        """Where a content is offered, it is admitted in each kind of information offered."""
        history, by = asked
        for option in history.engine.options(history.case, by=by, now=history.now).values():
            for draft in option.drafts[:1]:
                for category in option.choices.get("category", ()):
                    fact: Fact = attrs.evolve(cast(Any, draft), category=category)
                    assert history.engine.admit(history.case, fact, by=by, now=history.now), said(fact)

    @given(askers())
    def test_choices_name_the_facts_own_fields(self, asked: tuple[History, Actor]) -> None:
        """Free fields and choices together are the fields of the fact."""
        history, by = asked
        for option in history.engine.options(history.case, by=by, now=history.now).values():
            fields = {field.name for field in attrs.fields(KINDS[option.kind])}
            assert option.free <= fields
            if option:
                assert fields == option.free | set(option.choices)

    @given(histories())
    def test_what_is_admitted_was_offered(self, history: History) -> None:
        """Along any history: each admitted fact completes an option offered then to whoever recorded it."""
        for step in history.drawn:
            if step.verdict and step.at == step.now:
                self._assert_offered(step.before, step.move.by, step.move.act, step.verdict.entries)

    def _assert_offered(self, case: Case, by: Actor, act: tuple[Fact, ...], entries: tuple[Entry, ...]) -> None:
        """Go through an act fact by fact, each judged on what stands before it.

        The instant is the one it was recorded at: where a clock goes slow, protection is recorded at the last instant
        of its book instead of being refused (I-07).
        """
        now = entries[0].recorded
        asked = [place for place, entry in enumerate(entries) if entry.cause is None]
        for fact, place in zip(act, asked, strict=True):
            before = case.grown(entries[:place])
            option = engine_with(Ids("o")).options(before, by=by, now=now, kinds=[fact.kind])[fact.kind]
            assert option, said(fact)
            assert is_completion(fact, option), said(fact)

    @given(many_attempts())
    def test_what_anybody_achieves_was_offered(self, tried: tuple[History, list[tuple[Actor, Fact]]]) -> None:
        """Many attempts on one state: each that is admitted alone, or with a reason, completes an offered option."""
        history, moves = tried
        for by, fact in moves:
            plainly = history.engine.admit(history.case, fact, by=by, now=history.now)
            justified = history.engine.admit(history.case, fact, by=by, now=history.now, because="for a reason")
            option = history.engine.options(history.case, by=by, now=history.now, kinds=[fact.kind])[fact.kind]
            if plainly:
                assert option.status is not bti.OptionStatus.REFUSED, said(fact)
            if plainly or justified:
                assert option, said(fact)
                assert is_completion(fact, option), said(fact)

    @pytest.mark.parametrize("kind", ["guardian_named", "person_joined", "consent_asked", "case_opened"])
    def test_a_placeholder_that_somebody_recorded_hides_no_option(self, kind: str) -> None:
        """A draft's placeholder was recorded as it stood: what it stands for is still offered."""
        history = next(one for one in (told(upto=n) for n in range(60)) if one.case.spine.log.is_in_use)
        engine, case, now = history.engine, history.case, history.now
        by = deputy(case)
        literally: tuple[Fact, ...] = (
            facts.GuardianNamed(person=FREE_REF, lives_with=True),
            facts.ConsentAsked(
                scope=facts.Scope.SERVICE, service=bti.Service(FREE_REF, "nav"), of=tuple(case.spine.people.guardians)
            ),
        )
        for fact in literally:
            verdict = engine.admit(case, fact, by=by, now=now)
            assert verdict
            case = case.grown(verdict.entries)
        others: dict[str, Fact] = {
            "guardian_named": facts.GuardianNamed(person="g-third", lives_with=False),
            "person_joined": facts.PersonJoined(person="p-third", role="teacher", of=SCHOOL.ref),
            "consent_asked": facts.ConsentAsked(
                scope=facts.Scope.SERVICE,
                service=bti.Service("ppt-c", "ppt"),
                of=tuple(case.spine.people.guardians)[:1],
            ),
            "case_opened": facts.CaseOpened(persons=(facts.Concerned("c-third", bti.Unborn.UNKNOWN),), home=SCHOOL),
        }
        if kind == "case_opened":
            case, by = Case.empty("case-2"), Professional(FREE_REF, TEACHER.role, SCHOOL)
        assert engine.admit(case, others[kind], by=by, now=now)
        option = engine.options(case, by=by, now=now, kinds=[kind])[kind]
        assert option
        assert is_completion(others[kind], option)
