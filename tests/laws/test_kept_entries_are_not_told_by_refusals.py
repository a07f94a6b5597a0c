"""What is kept back from somebody is told neither by what is refused them, nor by what they are offered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from random import Random
from typing import Any, Final, cast

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import bti
from bti import facts
from bti.answers.case_book import CaseBook
from bti.calendars import NorwegianCalendar
from bti.errors import BtiError, InvalidValue
from bti.facts import KINDS, Category, Fact
from bti.people import Actor, Professional, Service
from bti.record.case import Case
from bti.record.correction import OfEntry
from bti.record.kinds import PROTECTION
from tests.laws.histories import GUIDE, OLDER, Dice, Ids, drawn_history, drawn_value, engine_with, plain, types_of
from tests.laws.kept import Kept, drawn_kept, kept_cases
from tests.stage import ADVISER, FATHER, MOTHER, TEACHER, Stage

_UNKNOWN: Final = "x-never-there"
_OF_THE_GUIDE: Final = frozenset({"step", "to_step", "role", "arena", "tool", "pathway", "level", "offer_of"})
"""Fields that name something of the guide: the nearest name it has is said, which an id is by its letters alone."""
_IN_THE_WAY: Final = "kept_in_the_way"
_MENDING: Final = ("entry_corrected", "entry_struck")
_KINDS: Final = tuple(kind for kind, of in KINDS.items() if of not in PROTECTION)


def drawn_fact(dice: Dice, kind: str, case: Case, now: dt.datetime) -> Fact | None:
    """Draw a fact of a kind, as near the mark as can be."""
    of: Any = KINDS[kind]
    for _ in range(8):
        try:
            fact: Fact = of(**{name: drawn_value(dice, name, hint, case, now) for name, hint in types_of(of).items()})
        except (InvalidValue, StopIteration):
            continue
        return fact
    return None


def naming(fact: Fact, ref: str) -> Iterator[tuple[str, Fact]]:
    """Yield a fact with a reference in each field that can hold one, also within what a field holds."""
    for name in types_of(type(fact)):
        held: object = getattr(fact, name)
        changed: object = None
        hint = str(types_of(type(fact))[name])
        if name in _OF_THE_GUIDE:
            continue
        if "str" in hint and "tuple" in hint and not isinstance(held, Fact):
            changed = (ref,)
        elif "str" in hint:
            changed = ref
        elif isinstance(held, Service):
            changed = attrs.evolve(held, ref=ref)
        elif isinstance(held, Fact):
            for inner, right in naming(held, ref):
                yield f"{name}.{inner}", attrs.evolve(cast(Any, fact), **{name: right})
            continue
        if changed is not None:
            try:
                yield name, attrs.evolve(cast(Any, fact), **{name: changed})
            except InvalidValue:
                continue  # parts that do not go together


def said(case: Case, fact: Fact, by: Actor, now: dt.datetime) -> str:
    """Return what is decided, to the byte; of an admission, what is stored and advised."""
    engine = engine_with(Ids("z"))
    try:
        verdict = engine.admit(case, fact, by=by, now=now)
    except BtiError as error:
        return f"{type(error).__name__}: {error}"
    if verdict:
        return plain((verdict.entries, verdict.advice))
    return plain((verdict.reasons, verdict.advice, verdict.standing))


def codes(case: Case, fact: Fact, by: Actor, now: dt.datetime) -> tuple[str, ...]:
    """Return the codes of what is refused; none where it is admitted."""
    verdict = engine_with(Ids("z")).admit(case, fact, by=by, now=now)
    return () if verdict else tuple(one.code for one in verdict.reasons)


def asked(kept: Kept) -> Iterator[Actor]:
    """Yield from whom entries are kept, but whoever works with the case and owes what is kept, or answers for it."""
    engine = engine_with(Ids("z"))
    for reader in kept.readers:
        if isinstance(reader, Professional) and not kept.with_.spine.is_kin(reader.ref):
            answering = engine.answering(kept.with_, by=reader, now=kept.now)
            if kept.is_owed_by(reader) or (answering is not None and answering.person == reader.ref):
                continue
        yield reader


def assert_ids_lead_nowhere(dice: Dice, kept: Kept, reader: Actor, kinds: tuple[str, ...]) -> None:
    """Assert that with the id of what is kept each kind is decided as with an id that never was."""
    hidden = dice.pick(kept.ids)
    for kind in kinds:
        fact = drawn_fact(dice, kind, kept.with_, kept.now)
        if fact is None or f"'{hidden}'" in plain(fact):
            continue
        unknown = dict(naming(fact, _UNKNOWN))
        for name, one in naming(fact, hidden):
            with_, other = (said(kept.with_, each, reader, kept.now) for each in (one, unknown[name]))
            assert with_ == other.replace(_UNKNOWN, hidden), (kind, name)


def _completions(option: bti.Option) -> dict[str, Fact]:
    """Return all that an option lets be recorded, with a justification or without, by how it is written."""
    return {plain(fact): fact for fact in (*option.drafts, *(fact for fact, _ in option.needing))}


def assert_not_offered(kept: Kept, reader: Actor) -> None:
    """Assert that what is offered is what would be, were nothing kept; or less, and then without any why.

    Of what one may correct or strike, one is offered: where something kept stands in the way of that, one that could be
    recorded as well, were nothing kept.
    """
    engine = engine_with(Ids("z"))
    with_, without = (engine.options(case, by=reader, now=kept.now) for case in (kept.with_, kept.without))
    for kind, option in with_.items():
        other = without[kind]
        if plain(option) == plain(other):
            continue
        said_why = [one.code for one in option.reasons]
        assert not any(ref in plain(option.reasons) for ref in kept.ids), kind
        offered, others = _completions(option), _completions(other)
        gone, instead = others.keys() - offered.keys(), offered.keys() - others.keys()
        assert gone, kind
        if kind in _MENDING:
            assert all(codes(kept.with_, others[one], reader, kept.now) == (_IN_THE_WAY,) for one in gone), kind
            assert not any(codes(kept.without, offered[one], reader, kept.now) for one in instead), kind
        else:
            assert not instead, kind
        assert not option.reasons or _IN_THE_WAY in said_why, kind  # beside it reasons of what is told


def mended(case: Case, fact: Fact, by: Actor, now: dt.datetime) -> str:
    """Return what is said of a correction, to the byte; of an admission, that it is one."""
    verdict = engine_with(Ids("z")).admit(case, fact, by=by, now=now)
    return "admitted" if verdict else plain((verdict.reasons, verdict.advice, verdict.standing))


def assert_own_are_mended_alike(dice: Dice, kept: Kept, reader: Actor) -> None:
    """Assert that one's own entries are corrected and struck as were nothing kept, or refused in the one word.

    What is admitted leaves a case in which all still stands, what is kept too.
    """
    for entry in [one for one in kept.without.entries if getattr(one.by, "ref", None) == reader.ref]:
        drawn = drawn_fact(dice, entry.fact.kind, kept.without, kept.now) or entry.fact
        wanted: list[facts.EntryStruck | facts.EntryCorrected] = [
            facts.EntryStruck(entry=entry.id, reason=facts.StrikeReason.OTHER)
        ]
        for right in (entry.fact, drawn):
            if not any(ref in plain(right) for ref in kept.ids) and not isinstance(right, OfEntry):
                wanted.append(facts.EntryCorrected(entry=entry.id, instead=right))
        for fact in wanted:
            with_, without = (mended(case, fact, reader, kept.now) for case in (kept.with_, kept.without))
            if with_ != without:
                assert codes(kept.with_, fact, reader, kept.now) == (_IN_THE_WAY,), (entry.fact.kind, with_, without)
                assert without == "admitted"
            elif with_ == "admitted":
                book = CaseBook(kept.with_.entries, {one.digest: one for one in (GUIDE, OLDER)}, NorwegianCalendar())
                assert book.fallen(fact) == (), entry.fact.kind


def assert_refused_alike(dice: Dice, kept: Kept, reader: Actor, kinds: tuple[str, ...]) -> None:
    """Assert that what names nothing kept is refused for the reasons there were, were nothing kept; or without why."""
    for kind in kinds:
        fact = drawn_fact(dice, kind, kept.without, kept.now)
        if fact is None or any(ref in plain(fact) for ref in kept.ids):
            continue
        with_, without = (codes(case, fact, reader, kept.now) for case in (kept.with_, kept.without))
        assert with_ == without or (without == () and with_ == (_IN_THE_WAY,)), kind


def assert_changes_nothing(dice: Dice, kept: Kept, reader: Actor) -> None:
    """Assert that nobody has to look again because of what is kept from them."""
    shared = [place for place, one in enumerate(kept.with_.entries) if one.id in kept.ids]
    seen = Case.fold(kept.with_.id, kept.with_.entries[: shared[0]])
    for kind in ("task_done", "measure_started", "agreement_ended", "log_paused", "entry_struck", "goal_agreed"):
        fact = drawn_fact(dice, kind, kept.without, kept.now)
        if fact is None or any(ref in plain(fact) for ref in kept.ids):
            continue
        engine = engine_with(Ids("z"))
        with_, without = (
            engine.changed(seen, case, fact, by=reader, now=kept.now) for case in (kept.with_, kept.without)
        )
        assert (with_ is None) == (without is None), kind


@st.composite
def answered(draw: st.DrawFn) -> Kept:
    """Draw what a mother asks and remarks, and what the school answers; some of the answers are kept from her."""
    stage, kept = Stage().shared(), list[str]()
    family, school = Category.FAMILY, Category.EDUCATION
    for _ in range(draw(st.integers(1, 3))):
        said: Fact = draw(
            st.sampled_from(
                (
                    facts.RequestMade(about=facts.RequestAbout.ACCESS, category=family),
                    facts.QuestionAsked(category=family),
                    facts.CommentMade(category=family),
                )
            )
        )
        own = stage.play(said, MOTHER)
        day = dt.date(2026, 9, 1)
        answers: list[Fact] = [facts.CommentMade(about=own, category=school)] * draw(st.integers(0, 2))
        if isinstance(said, facts.RequestMade):
            answers += [facts.PreliminaryAnswerGiven(request=own, expected_by=day, category=school)]
            answers += [facts.RequestAnswered(request=own, answer=facts.RequestAnswer.GRANTED, category=school)]
        if isinstance(said, facts.QuestionAsked):
            answers += [facts.QuestionAnswered(question=own, category=school)]
        for answer in answers:
            if draw(st.booleans()):
                entry = stage.play(answer, TEACHER)
                if draw(st.booleans()):
                    mark = facts.EntryMarked(entry=entry, tells=facts.Tells.SOMEBODY_ELSE, whose="father")
                    kept += (entry, stage.play(mark, TEACHER))
    case = stage.case
    without = Case.fold(case.id, (one for one in case.entries if one.id not in kept))
    return Kept(case, without, tuple(kept), (MOTHER,), stage.now)


class TestKeptEntriesAreNotToldByRefusals:
    """To whom an entry is kept back from, its id leads nowhere, in every field of every kind of fact: word for word.

    What they can do is what they could were it not there, but where it stands in the way of what they are told they
    can; that is refused in one word, which tells neither what is in the way nor of what kind it is.
    """

    @given(
        kept_cases(most=6), st.randoms(use_true_random=False), st.sets(st.sampled_from(_KINDS), min_size=5, max_size=9)
    )
    def test_ids_lead_nowhere(self, kept: Kept | None, random: Random, kinds: set[str]) -> None:
        """Each decision is the same as with an id that never was; and the same as were nothing kept."""
        if kept is not None:
            dice = Dice(random)
            for reader in asked(kept):
                assert_ids_lead_nowhere(dice, kept, reader, tuple(sorted(kinds)))
                assert_refused_alike(dice, kept, reader, tuple(sorted(kinds)))

    @given(kept_cases(most=6), st.randoms())
    def test_options_are_the_same(self, kept: Kept | None, random: Random) -> None:
        """What is offered, and whether one has to look again."""
        if kept is not None:
            for reader in asked(kept):
                assert_not_offered(kept, reader)
                assert_changes_nothing(Dice(random), kept, reader)

    @given(kept_cases(most=8), st.randoms(use_true_random=False))
    def test_own_entries_are_mended_alike(self, kept: Kept | None, random: Random) -> None:
        """What stands on an entry of one's own is counted and named without what is kept; that is in the way at most.

        The case that a correction leaves is a valid one on the whole.
        """
        if kept is not None:
            for reader in asked(kept):
                assert_own_are_mended_alike(Dice(random), kept, reader)

    @given(answered(), st.randoms(use_true_random=False))
    def test_own_entries_that_were_answered_are_mended_alike(self, kept: Kept, random: Random) -> None:
        """The same of what somebody asked, answered in entries that they read and in entries that they do not."""
        assert_own_are_mended_alike(Dice(random), kept, MOTHER)
        assert_not_offered(kept, MOTHER)

    @pytest.mark.parametrize("seed", range(12), ids=[f"seed-{number}" for number in range(12)])
    def test_of_every_kind_in_histories_that_come_again(self, seed: int) -> None:
        """The same of every kind of fact, in histories that are the same in every run."""
        dice = Dice(Random(seed))
        kept = drawn_kept(dice, drawn_history(dice, 6, protected=False, begun=True))
        if kept is not None:
            for reader in tuple(asked(kept))[:1]:
                assert_ids_lead_nowhere(dice, kept, reader, _KINDS)
                assert_refused_alike(dice, kept, reader, _KINDS)
                assert_not_offered(kept, reader)
                assert_own_are_mended_alike(dice, kept, reader)
                assert_changes_nothing(dice, kept, reader)


ORDER: Final = facts.CareOrderMade(
    child="child",
    ground=facts.CareGround.CARE_ORDER,
    decider="foster-mother",
    at_home=True,
    made_on=dt.date(2026, 3, 1),
)


def under_an_order(*, told: bool, ended: bool) -> Stage:
    """Let the care of the child be taken over, with an adviser of another service who takes part, or even answers."""
    stage = Stage().with_bounded_ppt(holding=ended)
    stage.play(ORDER, TEACHER)
    if told:
        guardian = facts.SharedWith.GUARDIAN
        shared = facts.ConcernShared(
            concern=stage.concern, with_=guardian, person="foster-mother", category=Category.EDUCATION
        )
        stage.play(shared, TEACHER)
    if ended:
        stage.play(facts.CareOrderEnded(child="child"), TEACHER)
    return stage


class TestWhoIsNearTheChildIsNotToldByRefusals:
    """Who has the care of the child is to the guardians, and to other services, a reference that leads nowhere."""

    @pytest.mark.parametrize(
        ("told", "ended"), [(False, False), (True, False), (False, True)], ids=["untold", "told", "ended"]
    )
    @pytest.mark.parametrize("by", [MOTHER, FATHER, ADVISER], ids=["mother", "father", "adviser"])
    def test_their_reference_leads_nowhere(self, told: bool, ended: bool, by: Actor) -> None:
        """In every field of every kind of fact; but who would be let in as a professional is not, and hears no why."""
        stage, dice = under_an_order(told=told, ended=ended), Dice(Random(3))
        for kind in _KINDS:
            fact = drawn_fact(dice, kind, stage.case, stage.now)
            if fact is None:
                continue
            unknown = dict(naming(fact, _UNKNOWN))
            for name, one in naming(fact, ORDER.decider):
                with_, other = (said(stage.case, each, by, stage.now) for each in (one, unknown[name]))
                assert with_ == other.replace(_UNKNOWN, ORDER.decider), (kind, name)
        options = stage.engine.options(stage.case, by=by, now=stage.now)
        assert ORDER.decider not in plain(options)
