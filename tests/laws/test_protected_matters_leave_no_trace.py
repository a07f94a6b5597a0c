"""I-08: protected matters leave no trace."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

import bti
from bti import facts
from bti.facts import Category
from bti.people import Actor, Professional
from bti.record.case import Case
from bti.record.kinds import BESIDE
from tests.laws.histories import (
    BASIS,
    BEGINNING,
    CHILD,
    COLLEAGUE,
    FATHER,
    FATHER_AS_TEACHER,
    HEAD,
    HEALTH_HEAD,
    MOTHER,
    NEIGHBOUR,
    SCHOOL,
    STRANGER,
    TEACHER,
    WELFARE,
    History,
    Ids,
    engine_with,
    histories,
    plain,
    told,
)
from tests.laws.pairs import (
    AUTHORS,
    READERS,
    Insertion,
    all_answers,
    assert_same,
    attempts,
    insertions,
    pair_of,
    readers,
    tried,
)


class TestProtectedMattersLeaveNoTrace:
    """Non-interference: for each protected matter and each reader who is not its insider, two histories that differ
    only in that matter's book give the same answers, byte for byte: views, options, agenda, candidates, breaks, lists,
    feeds, ids, versions, digests, access records, refusals and errors.
    """

    @given(histories(protected=False), insertions, readers, st.integers(0, 80))
    def test_answers_are_the_same(
        self, history: History, inserted: list[Insertion], asking: list[Actor], place: int
    ) -> None:
        """Every answer there is, now and as of earlier or later, on the case of all books and on the reader's own."""
        pair = pair_of(history, inserted)
        instants = [step.now for step in history.steps] + [history.now + dt.timedelta(days=400)]
        for reader in filter(pair.is_outsider, asking):
            for now in (history.now, instants[place % len(instants)]):
                without = all_answers(history.ids, pair.without, reader, now)
                assert without.keys() == set(bti.ALL_ANSWERS) - {"admit"}
                for name, found in all_answers(history.ids, pair.with_, reader, now).items():
                    assert_same(found, without[name])
            own = (pair.without.for_reader(reader), pair.with_.for_reader(reader))
            assert_same(*own)
            assert own[0].versions() == own[1].versions()
            without_it = all_answers(history.ids, own[0], reader, history.now)
            for name, found in all_answers(history.ids, own[1], reader, history.now).items():
                assert_same(found, without_it[name])

    @given(histories(protected=False), insertions, readers, st.integers(0, 10))
    def test_attempts_are_judged_the_same(
        self, history: History, inserted: list[Insertion], asking: list[Actor], which: int
    ) -> None:
        """Hidden ids, tried as references and as ids of one's own, are like ids that never were."""
        pair = pair_of(history, inserted)
        hidden = pair.matters[which % len(pair.matters)]
        for reader in filter(pair.is_outsider, asking):
            for fact, entry_id in attempts(hidden):
                for without, with_ in (
                    (pair.without, pair.with_),
                    (pair.without.for_reader(reader), pair.with_.for_reader(reader)),
                ):
                    assert_same(
                        tried(history.ids, with_, reader, history.now, fact, entry_id),
                        tried(history.ids, without, reader, history.now, fact, entry_id),
                    )

    @given(histories(protected=False), insertions, st.sampled_from(READERS))
    def test_the_same_is_refused(self, history: History, inserted: list[Insertion], reader: Actor) -> None:
        """What was refused on the way is refused with the same words beside a protected matter."""
        pair = pair_of(history, inserted)
        for step in history.drawn:
            if not step.verdict and step.before.entries == pair.with_.entries and pair.is_outsider(step.move.by):
                assert_same(step.again(pair.with_), step.verdict)

    @given(histories(protected=False, most=10), insertions)
    def test_the_next_asker_finds_the_same(self, history: History, inserted: list[Insertion]) -> None:
        """A verdict's case, handed on to somebody else, answers them as it would without the matter."""
        pair = pair_of(history, inserted)
        comment = facts.CommentMade(category=Category.FAMILY)
        for first, second in ((HEAD, MOTHER), (MOTHER, HEAD), (COLLEAGUE, TEACHER), (HEALTH_HEAD, CHILD)):
            if not (pair.is_outsider(first) and pair.is_outsider(second)):
                continue
            cases: list[Case] = []
            for case in (pair.without, pair.with_):
                verdict = engine_with(Ids(made=history.ids)).admit(case, comment, by=first, now=history.now)
                cases += [verdict.case] if verdict else []
            if cases:
                without, with_ = (all_answers(history.ids, case, second, history.now) for case in cases)
                for name, found in without.items():
                    assert_same(with_[name], found)

    @given(histories(protected=False), insertions)
    def test_insiders_see_it(self, history: History, inserted: list[Insertion]) -> None:
        """The test above would find a trace: who recorded a matter and is a professional still sees it."""
        pair = pair_of(history, inserted)
        for author in AUTHORS:
            if author.ref in pair.authors:
                seen = history.engine.view(pair.with_, by=author, now=history.now, basis=BASIS)
                assert {line.id for line in seen.entries} & set(pair.matters)

    @given(histories(protected=True))
    def test_the_case_book_is_judged_without_them(self, history: History) -> None:
        """Whatever is admitted or refused in the case book is so, to the byte, when all matters are taken away."""
        for step in history.drawn:
            known = step.before.for_reader(step.move.by).beside().values()
            theirs = {entry.id for book in known for entry in book}  # what they correct of it is corrected there
            if any(type(fact) in BESIDE or getattr(fact, "entry", None) in theirs for fact in step.move.act):
                continue
            bare = Case.fold(step.before.id, step.before.entries)
            verdict = step.again(bare)
            assert bool(verdict) == bool(step.verdict)
            if verdict and step.verdict:
                assert plain(verdict.entries) == plain(step.verdict.entries)
            else:
                assert plain(verdict) == plain(step.verdict)

    def test_a_father_at_the_receiving_service_is_no_insider_as_of_earlier(self) -> None:
        """His office received a report before he was named as father: asking as of then, he sees nothing."""
        history = told(upto=6)  # before anybody is named as guardian
        report = facts.ReportedToChildWelfare(category=Category.WELFARE, receiver=WELFARE)
        father = Professional(FATHER.ref, "child_welfare_worker", WELFARE)
        engine = engine_with(Ids("m"))
        then = history.now
        reported = engine.admit(history.case, report, by=STRANGER, now=then)
        assert reported
        assert engine.view(reported.case, by=father, now=then, basis="own work").entries
        later = then + dt.timedelta(days=1)
        named = facts.GuardianNamed(person=FATHER.ref, lives_with=True)
        shared = engine.admit(history.case, named, by=TEACHER, now=later)
        assert shared
        without, with_ = (case.grown(shared.entries) for case in (history.case, reported.case))
        for now in (then, later):
            without_it = all_answers(0, without, father, now)
            for name, found in all_answers(0, with_, father, now).items():
                assert_same(found, without_it[name])

    def test_a_report_that_went_to_the_school_lets_nobody_of_it_in(self) -> None:
        """A report to no child welfare is admitted, and to everybody there it is as if it had never been."""
        history = told(upto=6)
        suspicion = facts.SuspicionRecorded(category=Category.WELFARE)
        engine, now = engine_with(Ids("m")), history.now
        suspected = engine.admit(history.case, suspicion, by=STRANGER, now=now)
        assert suspected
        report = facts.ReportedToChildWelfare(
            matter=suspected.entries[0].matter, category=Category.WELFARE, receiver=SCHOOL
        )
        reported = engine.admit(suspected.case, report, by=STRANGER, now=now)
        assert reported
        assert [one.code for one in reported.advice] == ["receiver_no_child_welfare"]
        for reader in (TEACHER, COLLEAGUE, HEAD, FATHER_AS_TEACHER):
            without_it = all_answers(0, history.case, reader, now)
            for name, found in all_answers(0, reported.case, reader, now).items():
                assert_same(found, without_it[name])

    @pytest.mark.parametrize("reader", [MOTHER, FATHER_AS_TEACHER, COLLEAGUE, NEIGHBOUR], ids=lambda one: one.ref)
    def test_a_case_with_nothing_but_a_matter_is_no_case(self, reader: Actor) -> None:
        """Suspicion about a child of whom no case is known: to others there is still no case."""
        empty = Case.empty("case-1")
        suspected = engine_with(Ids("m")).admit(
            empty, facts.SuspicionRecorded(category=Category.WELFARE), by=STRANGER, now=BEGINNING
        )
        assert suspected
        without_it = all_answers(0, empty, reader, BEGINNING)
        for name, found in all_answers(0, suspected.case, reader, BEGINNING).items():
            assert_same(found, without_it[name])
