"""I-11 and I-01 to I-06 over corrections: the book grows, what counts could have been recorded so, and then is then."""

from __future__ import annotations

import datetime as dt
import itertools

import attrs
from hypothesis import given
from hypothesis import strategies as st

import bti
from bti import facts
from bti.facts import StrikeReason
from bti.people import System
from bti.record.case import Case
from bti.record.correction import OfEntry
from bti.record.entry import Entry
from bti.rules.ask import SHUT_OUT
from tests.laws.histories import (
    BASIS,
    CAST,
    Dice,
    History,
    Ids,
    answer,
    correcting_move,
    deputy,
    engine_with,
    histories,
    plain,
)


@attrs.frozen
class Corrected:
    """A history, the case after corrections at its end, and when the first and last of them was recorded."""

    history: History
    case: Case
    first: dt.datetime
    last: dt.datetime
    admitted: tuple[bti.Admitted, ...]


@st.composite
def corrected(draw: st.DrawFn, *, erasing: bool = True) -> Corrected:
    """Draw a history and corrections after it.

    Args:
        draw: Given by hypothesis.
        erasing: Whether what is erased, or struck as another child's, may be among them.
    """
    history, dice = draw(histories(most=8, begun=True, protected=False)), Dice(draw)
    last = history.case.spine.recorded or history.now
    case, now = history.case, max(history.now, last) + dt.timedelta(days=1)
    first, admitted, ids = now, list[bti.Admitted](), Ids(made=history.ids + 1000)
    for _ in range(1 + dice.below(6)):
        move = correcting_move(dice, case, now)
        if not erasing and any(_takes_away(fact) for fact in move.act):
            continue
        verdict = engine_with(ids).admit(case, move.act, by=move.by, now=now)
        if isinstance(verdict, bti.Admitted):
            admitted.append(verdict)
            case = verdict.case
            now += dt.timedelta(hours=1)
    return Corrected(history, case, first, now, tuple(admitted))


def _takes_away(fact: facts.Fact) -> bool:
    if isinstance(fact, facts.EntryStruck):
        return fact.reason is StrikeReason.WRONG_CASE
    return isinstance(fact, (facts.TextErased, facts.EntryErased))


def births(entry: Entry) -> bool:
    """Tell whether an entry corrects what a case began with: a birth date is put right whatever stands on it."""
    began = (facts.CaseOpened, facts.CaseTakenOver)
    return isinstance(entry.fact, facts.EntryCorrected) and isinstance(entry.fact.instead, began)


class TestCorrectionsOnlyAdd:
    """Nothing admitted is removed or rewritten: what was corrected, struck or erased by decision is provably the same
    entry, and provably so treated.
    """

    @given(corrected())
    def test_every_entry_stays(self, after: Corrected) -> None:
        """The book begins with all it held, equal by stamps, codes, references and commitments."""
        old = after.history.case.entries
        assert after.case.entries[: len(old)] == old
        assert after.case.spine.version == len(after.case.entries)
        assert after.case.spine.recorded == after.case.entries[-1].recorded

    @given(corrected())
    def test_it_is_provably_treated_so(self, after: Corrected) -> None:
        """What is struck or erased counts for nothing, and every such treatment is an entry of its own."""
        treated = after.case.spine.corrections
        by_fact = [entry.fact for entry in after.case.entries]
        assert treated.struck.keys() == {fact.entry for fact in by_fact if isinstance(fact, facts.EntryStruck)}
        assert treated.erased == {fact.entry for fact in by_fact if isinstance(fact, facts.EntryErased)}
        assert treated.erased <= treated.struck.keys()
        counting = {entry.id for entry in after.case.effective()}
        assert counting.isdisjoint(treated.struck)
        gone = {entry.id for entry in after.case.entries} - counting
        assert all(one in treated.struck or _cause(after.case, one) in gone for one in gone)

    @given(corrected())
    def test_what_counts_could_have_been_recorded_so(self, after: Corrected) -> None:
        """Admitted again from the beginning, what counts is admitted, and comes out the same (I-01 to I-06).

        A birth date put right is the one exception: what would not have been admitted under it is a finding.
        """
        born_otherwise = any(births(entry) for entry in after.case.entries)
        found = after.history.engine.findings(after.case, by=deputy(after.case), now=after.last)
        excused = {one.entry for one in found} if born_otherwise else set[str]()
        counting = [entry for entry in after.case.effective() if not isinstance(entry.fact, OfEntry)]
        case = Case.empty(after.case.id)
        for _, group in itertools.groupby(counting, key=lambda entry: entry.act):
            act = list(group)
            asked = [entry for entry in act if entry.cause is None]
            by = asked[0].by
            assert not isinstance(by, System)
            ids = iter([entry.id for entry in act])
            verdict = engine_with(ids.__next__).admit(
                case,
                tuple(entry.fact for entry in asked),
                by=by,
                now=asked[0].recorded,
                at=asked[0].at,
                because=asked[0].because,
            )
            if not verdict and not excused.isdisjoint(entry.id for entry in asked):
                return  # what comes after stands on what the finding is about
            assert isinstance(verdict, bti.Admitted), verdict
            if born_otherwise:
                case = case.grown(act)
                continue
            for again, was in zip(verdict.entries, act, strict=True):
                assert (again.id, again.fact, again.resolved) == (was.id, was.fact, was.resolved)
                assert (again.audience, again.service, again.cause) == (was.audience, was.service, was.cause)
            case = verdict.case

    @given(corrected())
    def test_folding_is_stepping(self, after: Corrected) -> None:
        """A case grown correction by correction is the one folded at once from all its entries."""
        again = Case.fold(after.case.id, after.case.entries)
        assert again == after.case
        assert plain(again.spine) == plain(after.case.spine)
        assert plain(again) == plain(after.case)
        grown = after.history.case
        for verdict in after.admitted:
            grown = grown.grown(verdict.entries)
            assert plain(grown.spine) == plain(verdict.case.spine)
        assert plain(grown) == plain(after.case)

    @given(corrected(erasing=False), st.sampled_from(CAST))
    def test_an_earlier_now_sees_the_original(self, after: Corrected, by: bti.people.Actor) -> None:
        """Asked as of before the corrections, every answer is to the byte what it was."""
        before = after.history.case
        if after.history.engine._asking.ask(after.case, by, after.last)[1].standing in SHUT_OUT:
            return
        then = after.first - dt.timedelta(minutes=1)
        for name in bti.ALL_ANSWERS:
            if name != "admit":
                more = {"basis": BASIS} if name == "page" else {}
                was = answer(after.history.engine, name, before, by, then, **more)
                assert plain(answer(after.history.engine, name, after.case, by, then, **more)) == plain(was)

    @given(corrected(), st.sampled_from(CAST))
    def test_asking_back_shows_nothing_that_is_gone(self, after: Corrected, by: bti.people.Actor) -> None:
        """As of before, nobody is shown what is erased, and what is another child's only who may see it today."""
        corrections = after.case.spine.corrections
        then = after.first - dt.timedelta(minutes=1)
        seen = after.history.engine.view(after.case, by=by, now=then, basis=BASIS)
        today = after.history.engine.view(after.case, by=by, now=after.last, basis=BASIS)
        shown = {line.id for line in today.entries if line.fact is not None}
        for line in seen.entries:
            if line.id in corrections.erased:
                assert (line.fact, line.original, line.because) == (None, None, None)
            if corrections.struck.get(line.id) is StrikeReason.WRONG_CASE:
                assert line.fact is None or line.id in shown

    @given(corrected(), st.sampled_from(CAST))
    def test_asking_back_names_nothing_that_is_another_childs(self, after: Corrected, by: bti.people.Actor) -> None:
        """As of before, no answer rests on what has been struck since as another child's; only its line stays."""
        struck = after.case.spine.corrections.struck.items()
        anothers = [entry for entry, reason in struck if reason is StrikeReason.WRONG_CASE]
        then = after.first - dt.timedelta(minutes=1)
        for name in bti.ALL_ANSWERS if anothers else ():
            if name in ("admit", "changed"):
                continue
            found = answer(after.history.engine, name, after.case, by, then)
            said = plain(found.overview if isinstance(found, bti.View) else found)
            for entry in anothers:
                assert f"'{entry}'" not in said
                assert f":{entry}'" not in said

    @given(corrected())
    def test_no_erased_text_is_anywhere(self, after: Corrected) -> None:
        """Not in the case, whoever holds it, and not as of earlier."""
        for case in (after.case, after.case.as_of(after.first - dt.timedelta(minutes=1))):
            for entry in case.entries:
                if entry.id in after.case.spine.corrections.textless:
                    note = getattr(entry.fact, "note", None)
                    assert note is None or note.text is None
                    assert entry.because is None or entry.because.text is None


def _cause(case: Case, entry_id: str) -> str | None:
    entry = case.find(entry_id)
    return None if entry is None else entry.cause
