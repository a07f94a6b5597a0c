"""I-12: same entries, same case; same question, same answer."""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
import itertools
import os
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from random import Random

from hypothesis import given
from hypothesis import strategies as st

import bti
from bti import facts
from bti.answers.reach import reach_of
from bti.answers.view import View
from bti.people import Actor
from bti.record.case import Case
from bti.record.entry import Entry
from bti.record.folding import folded
from bti.record.spine import EMPTY
from bti.rules.ask import SHUT_OUT, Standing
from tests.laws.histories import (
    CAST,
    STORIES,
    History,
    Ids,
    answer,
    engine_with,
    hearings,
    histories,
    plain,
    told,
)

ROOT = Path(__file__).parents[2]
OTHERS = tuple(name for name in bti.ALL_ANSWERS if name != "admit")


@functools.cache
def digest_of_answers() -> str:
    """Return one digest of what everybody of the cast is answered along all stories."""
    found = hashlib.sha256()
    for home, family in STORIES:
        length = len(told(home, family).steps)
        for place in (*range(0, length, 14), length):
            history = told(home, family, place)
            act = (*hearings(history.case), facts.ConcernRaised(category=facts.Category.FAMILY))
            for by, later in itertools.product(CAST, (0, 400)):
                now = history.now + dt.timedelta(days=later)
                answers: list[object] = [history.engine.admit(history.case, act, by=by, now=now)]
                answers += [answer(history.engine, name, history.case, by, now) for name in OTHERS]
                found.update(plain(answers).encode())
    return found.hexdigest()


def anothers_since(then: Case, now: Case) -> set[str]:
    """Return the ids of a case's entries that say something struck since as another child's, or followed from it."""
    struck = now.spine.corrections.struck
    found = {
        ref
        for ref, reason in struck.items()
        if reason is facts.StrikeReason.WRONG_CASE and ref not in then.spine.corrections.struck and then.find(ref)
    }
    for entry in then.entries:
        if entry.cause in found or getattr(entry.fact, "entry", None) in found:
            found.add(entry.id)
    return found


class TestSameEntriesSameCase:
    """Same entries: same case. Same entries, guide digest, law digest, asker and instant: same answers, on every
    machine, Python and hash seed.
    """

    @given(histories())
    def test_folding_is_stepping(self, history: History) -> None:
        """A case folded at once from all entries is the one that was grown step by step."""
        beside = history.case.beside().values()
        everything = (*history.case.entries, *(entry for book in beside for entry in book))
        again = Case.fold(history.case.id, everything)
        assert again == history.case
        assert plain(again) == plain(history.case)
        assert plain(again.spine) == plain(history.case.spine)
        assert plain(folded(EMPTY, history.case.effective())) == plain(history.case.spine)

    @given(histories(), st.randoms(use_true_random=False), st.sampled_from(CAST))
    def test_how_books_come_between_each_other_does_not_matter(
        self, history: History, random: Random, by: Actor
    ) -> None:
        """Only the order within a book counts."""
        books = [list(history.case.entries), *(list(book) for book in history.case.beside().values())]
        mixed: list[Entry] = []
        while any(books):
            book = random.choice([one for one in books if one])
            mixed.append(book.pop(0))
        again = Case.fold(history.case.id, mixed)
        assert again == history.case
        assert plain(again) == plain(history.case)
        for name in OTHERS:
            first = answer(history.engine, name, history.case, by, history.now)
            assert plain(answer(history.engine, name, again, by, history.now)) == plain(first)

    @given(histories(), st.sampled_from(CAST))
    def test_the_same_question_has_the_same_answer(self, history: History, by: Actor) -> None:
        """Asked twice, of another engine, of a case folded anew, with the instant named in another zone."""
        again = Case.fold(history.case.id, history.case.entries)
        again = again.grown(entry for book in history.case.beside().values() for entry in book)
        for name in OTHERS:
            first = answer(history.engine, name, history.case, by, history.now)
            assert plain(answer(history.engine, name, history.case, by, history.now)) == plain(first)
            assert plain(answer(engine_with(Ids()), name, again, by, history.now)) == plain(first)
            assert answer(history.engine, name, history.case, by, history.now.astimezone(dt.UTC)) == first

    @given(histories())
    def test_the_same_attempts_give_the_same_entries(self, history: History) -> None:
        """A history played again, with the same ids, is the same to the byte."""
        for step in history.drawn:
            assert plain(step.again(step.before)) == plain(step.verdict)

    @given(histories(), st.sampled_from(CAST), st.integers(0, 80))
    def test_as_of_an_earlier_instant_nothing_later_counts(self, history: History, by: Actor, place: int) -> None:
        """Asked at an earlier instant, a case answers as it did then, whatever has been recorded since."""
        if not history.steps:
            return
        step = history.steps[place % len(history.steps)]
        if any(entry.recorded == step.now for entry in history.case.entries[step.after.spine.version :]):
            return
        # What was known then, without the texts erased since: those are gone for good, and asking back brings none.
        then = Case.fold(step.after.id, history.case.entries[: len(step.after.entries)])
        now = Case.fold(history.case.id, history.case.entries)
        if then.spine.recorded is not None and then.spine.recorded > step.now:
            return
        today = history.engine._asking.ask(now, by, now.spine.recorded or step.now)[1]
        if today.standing in SHUT_OUT or (today.standing is Standing.FAMILY and not today.may_read):
            # Who may not know today, as a guardian of somebody of age, does not get round it by asking back.
            assert history.engine.view(now, by=by, now=step.now, basis="test").overview is None
            return
        read_then = reach_of(history.engine._asking.ask(then, by, step.now)[1])[1]
        if today.standing is Standing.FAMILY and not read_then <= reach_of(today)[1]:
            # Nor does a guardian of somebody who has turned sixteen since read again what is their own (law A-18).
            views = [history.engine.view(case, by=by, now=step.now, basis="test") for case in (now, then)]
            seen, seen_then = ({ref for one in view.access for ref in one.shown} for view in views)
            assert seen <= seen_then
            return
        # Nor does anybody get at what has been struck since as another child's: what is left counts as it does today.
        anothers = anothers_since(then, now)
        counting = then.without_anothers(now) if anothers else then
        for name in OTHERS:
            found = answer(history.engine, name, now, by, step.now)
            if name == "view" and anothers:
                of_then = history.engine.view(then, by=by, now=step.now, basis="test")
                assert isinstance(found, View)
                assert [plain(one) for one in found.entries if one.id not in anothers] == [
                    plain(one) for one in of_then.entries if one.id not in anothers
                ]
                assert {one.id for one in found.entries} == {one.id for one in of_then.entries}
                assert {ref for one in found.access for ref in one.shown} <= {
                    ref for one in of_then.access for ref in one.shown
                }
                of_counting = history.engine.view(counting, by=by, now=step.now, basis="test")
                assert plain(found.overview) == plain(of_counting.overview)
                continue
            assert plain(found) == plain(answer(history.engine, name, counting, by, step.now))

    def test_in_another_process(self) -> None:
        """Another hash seed, time zone and locale, and other modules imported first: the same digest of all answers."""
        with ExitStack() as stack:
            running = [
                stack.enter_context(_elsewhere(seed, first))
                for seed, first in (("0", "bti.rules.actors"), ("4711", "bti.rules.timing"))
            ]
            here = digest_of_answers()  # once for both: it takes as long as each of them
            assert [(run.communicate()[0].strip(), run.returncode) for run in running] == [(here, 0), (here, 0)]


def _elsewhere(seed: str, first: str) -> subprocess.Popen[str]:
    there = {"PYTHONHASHSEED": seed, "TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONUTF8": "1"}
    script = f"import {first}; from {__name__} import digest_of_answers as answers; print(answers())"
    return subprocess.Popen(
        [sys.executable, "-c", script], cwd=ROOT, env=os.environ | there, stdout=subprocess.PIPE, text=True
    )
