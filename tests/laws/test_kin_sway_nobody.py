"""Whoever is kin of the case sways nobody in a protected matter, themself or through those they let in (I-04, I-08)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import islice, pairwise
from typing import TypeAlias

import attrs
from hypothesis import example, given
from hypothesis import strategies as st

import bti
from bti import facts
from bti.facts import Category, Fact
from bti.people import Professional
from bti.record.case import Case
from bti.record.entry import Entry
from bti.record.matter import ProtectionFact
from bti.record.note import Note
from tests.laws.histories import (
    ADVISER,
    BASIS,
    CASEWORKER,
    CHILD,
    COLLEAGUE,
    FATHER,
    FATHER_AS_TEACHER,
    HEAD,
    NURSE,
    OTHER_SCHOOL,
    STRANGER,
    TEACHER,
    WELFARE,
    Ids,
    engine_with,
    told,
)
from tests.laws.pairs import all_answers, assert_same, attempts, tried

OF = Category.WELFARE
INSIDERS = (TEACHER, HEAD, FATHER_AS_TEACHER, COLLEAGUE, ADVISER, NURSE, CASEWORKER, STRANGER)
SERVICES = (WELFARE, OTHER_SCHOOL)
KINDS = (
    *(("named",) * 4),
    "service",
    "report",
    "answer",
    "suspicion",
    "out",
    "released",
    "struck",
    "corrected",
    "erased",
)


@attrs.frozen
class Deed:
    """What somebody tries to record in the one matter there is.

    Attributes:
        by: Who.
        kind: What.
        person: Whom it names.
        service: Which service it names.
        hours: How long after the one before.
    """

    by: Professional
    kind: str
    person: str
    service: bti.Service
    hours: int

    def fact(self, matter: str, entries: tuple[Entry, ...]) -> Fact:
        """Return it as a fact."""
        own = [one.id for one in entries if one.by == self.by] or ["none"]
        if self.kind == "named":
            return facts.InsiderNamed(matter=matter, person=self.person, category=OF)
        if self.kind == "service":
            return facts.InsiderNamed(matter=matter, whole_service=self.service, category=OF)
        if self.kind == "report":
            return facts.ReportedToChildWelfare(matter=matter, receiver=self.service, category=OF)
        if self.kind == "answer":
            says = facts.ChildWelfareSays.ENDED
            return facts.ChildWelfareAnswered(matter=matter, says=says, category=OF)
        if self.kind == "out":
            return facts.InsiderTakenOut(matter=matter, person=self.person, category=OF)
        if self.kind == "released":
            said_by = facts.Releasing.POLICE
            return facts.MatterReleased(matter=matter, guardian="g-mother", said_by=said_by, category=OF)
        if self.kind == "struck":
            return facts.EntryStruck(entry=own[-1], reason=facts.StrikeReason.OTHER)
        if self.kind == "corrected":
            instead = facts.InsiderNamed(person=self.person, category=OF)
            return facts.EntryCorrected(entry=own[-1], instead=instead)
        if self.kind == "erased":
            others = [one.id for one in entries if isinstance(one.fact, facts.SuspicionRecorded) and one.by != self.by]
            return facts.TextErased(entry=others[-1] if others else "none", decision="decision-1")
        return facts.SuspicionRecorded(matter=matter, category=OF, note=Note.of(f"seen by {self.by.ref}"))


deeds = st.lists(
    st.builds(
        Deed,
        st.sampled_from((FATHER_AS_TEACHER, *INSIDERS)),
        st.sampled_from(KINDS),
        st.sampled_from([one.ref for one in INSIDERS]),
        st.sampled_from(SERVICES),
        st.integers(0, 2),
    ),
    min_size=4,
    max_size=14,
)
Kinships: TypeAlias = list[tuple[int, str]]
"""Before which deeds the father's kinship is put right, struck, or corrected to somebody who is not there, and how."""

MORE = Deed(TEACHER, "report", "", WELFARE, 1)
ONCE = st.tuples(st.integers(2, 9), st.just("name"))
AGAIN = st.tuples(st.integers(2, 16), st.sampled_from(("strike", "slip", "strike and name", "slip and back", "name")))
kinships = st.builds(lambda first, more: sorted((first, *more)), ONCE, st.lists(AGAIN, max_size=4))
BEGINNING = (
    Deed(TEACHER, "named", FATHER_AS_TEACHER.ref, WELFARE, 1),
    Deed(TEACHER, "named", HEAD.ref, WELFARE, 1),
    Deed(FATHER_AS_TEACHER, "suspicion", "", WELFARE, 1),
)


@attrs.frozen
class Played:
    """A matter that the teacher began and let the father into, before or after he was known as the father.

    He is known in the end.

    Attributes:
        case: The case in the end.
        matter: The id of the matter.
        said: What the case book said from when on: that he is kin, or not; the last that he is.
        now: An hour after the last.
    """

    case: Case
    matter: str
    said: tuple[tuple[dt.datetime, bool], ...]
    now: dt.datetime

    @property
    def known(self) -> dt.datetime:
        """Return when he was known first."""
        return next(begun for begun, kin in self.said if kin)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Return the whole book."""
        return self.case.matters[self.matter].entries

    def without(self, gone: set[str]) -> Case:
        """Return the case without some entries of the matter."""
        kept = (entry for entry in self.entries if entry.id not in gone)
        return Case.fold(self.case.id, (*self.case.entries, *kept))

    def of_kin(self, entry: Entry) -> bool:
        """Tell whether the father recorded it when he was known."""
        ends = (*(begun for begun, _ in self.said[1:]), self.now)
        spans = (span for span, (_, kin) in zip(pairwise((self.said[0][0], *ends)), self.said, strict=True) if kin)
        return entry.by.ref == FATHER.ref and any(begun <= entry.recorded <= ended for begun, ended in spans)

    def ever_whole(self) -> set[str]:
        """Return who and which services anybody but kin ever let in, in whatever order, and whom these did."""
        found, before = {TEACHER.ref}, set[str]()
        while found != before:
            before = set(found)
            for entry in self.entries:
                by = entry.by
                if not isinstance(by, Professional) or self.of_kin(entry) or not {by.ref, by.service.ref} & found:
                    continue
                fact = entry.fact.instead if isinstance(entry.fact, facts.EntryCorrected) else entry.fact
                if isinstance(fact, ProtectionFact):
                    found |= fact.persons_let_in | fact.services_let_in | fact.services_told
        return found

    def was_put_out(self, by: Professional) -> bool:
        """Tell whether somebody took out whom others than kin had let in, or took the letting-in back."""
        naming = {one.id for one in self.entries if getattr(one.fact, "person", None) == by.ref}
        return any(
            getattr(one.fact, "entry", None) in naming
            or (isinstance(one.fact, facts.InsiderTakenOut) and one.fact.person == by.ref)
            for one in self.entries
            if not self.of_kin(one)
        )

    def never_whole(self) -> Iterator[Professional]:
        """Yield those whom kin alone let in, or nobody."""
        whole = self.ever_whole()
        return (one for one in INSIDERS if one.ref != FATHER.ref and not {one.ref, one.service.ref} & whole)

    def shown(self, by: Professional) -> set[str]:
        """Return the ids of the lines of the matter that show to somebody."""
        seen = engine_with(Ids()).view(self.case, by=by, now=self.now, basis=BASIS).entries
        return {line.id for line in seen if line.book != "case"}

    def owed(self, case: Case, by: Professional) -> set[str]:
        """Return what is owed in the matter, as somebody is told."""
        return {one.id for one in engine_with(Ids()).agenda(case, by=by, now=self.now) if one.matter is not None}

    def texts(self, case: Case, by: Professional) -> dict[str, str | None]:
        """Return what somebody reads of what was suspected, by the id of the line."""
        seen = engine_with(Ids()).view(case, by=by, now=self.now, basis=BASIS).entries
        return {
            line.id: None if line.fact.note is None else line.fact.note.text
            for line in seen
            if isinstance(line.fact, facts.SuspicionRecorded)
        }

    def may_tell(self, case: Case, by: Professional) -> bool:
        """Tell whether somebody may record that the mother was told of the concern."""
        concern = case.spine.concerns.first
        assert concern is not None
        shared = facts.ConcernShared(
            concern=concern.id, with_=facts.SharedWith.GUARDIAN, person="g-mother", category=Category.EDUCATION
        )
        return bool(engine_with(Ids()).admit(case, shared, by=by, now=self.now))


@attrs.define
class Naming:
    """How far the father's naming has come.

    Attributes:
        entry: The entry that names him or somebody who is not there, unless it is struck.
        says: Whether it says him.
    """

    entry: str | None = None
    says: bool = False

    def acts(self, way: str) -> tuple[Fact, ...]:
        """Return what is recorded in one act to change it; nothing where there is nothing to change."""
        name = facts.GuardianNamed(person=FATHER.ref, lives_with=True)
        if self.entry is None:
            return (name,) if way == "name" else ()
        slip = facts.EntryCorrected(entry=self.entry, instead=facts.GuardianNamed(person="fathr", lives_with=True))
        back = facts.EntryCorrected(entry=self.entry, instead=name)
        struck = facts.EntryStruck(entry=self.entry, reason=facts.StrikeReason.OTHER)
        if way == "name":
            return () if self.says else (back,)
        ways = {"strike": (struck,), "slip": (slip,), "strike and name": (struck, name), "slip and back": (slip, back)}
        return ways[way] if self.says else ()

    def take(self, way: str, entries: tuple[Entry, ...]) -> None:
        """Remember what was recorded."""
        named = [one.id for one in entries if isinstance(one.fact, facts.GuardianNamed)]
        self.entry = named[-1] if named else None if way == "strike" else self.entry
        self.says = way not in ("strike", "slip")


def played(drawn: list[Deed], kinships: Kinships) -> Played:
    """Play what can be: the father is known after some of the deeds, who is refused does nothing."""
    history = told(upto=6)  # before anybody is named as guardian
    engine, case, now = engine_with(Ids("m")), history.case, history.now
    begun = engine.admit(case, facts.SuspicionRecorded(category=OF, note=Note.of("first")), by=TEACHER, now=now)
    assert begun
    case = begun.case
    (matter,) = case.matters
    naming, said = Naming(), [(now, False)]

    def put(way: str) -> None:
        nonlocal case
        acts = naming.acts(way)
        if acts:
            changed = engine.admit(case, acts, by=TEACHER, now=now)
            assert changed
            case = changed.case
            naming.take(way, changed.entries)
            said.append((now, naming.says))

    steps = (*BEGINNING, *drawn)
    for number, deed in enumerate(steps):
        now += dt.timedelta(hours=deed.hours)
        for _, way in (one for one in kinships if one[0] == number):
            put(way)
        verdict = engine.admit(case, deed.fact(matter, case.matters[matter].entries), by=deed.by, now=now)
        if verdict:
            assert {one.matter for one in verdict.entries} == {matter}
            case = verdict.case
    put("name")
    return Played(case, matter, tuple(said), now + dt.timedelta(hours=1))


class TestKinSwayNobody:
    """Whom kin let into a matter after they were known reads nothing that others wrote in it, and neither they nor
    kin end anything for the others.
    """

    @given(deeds, kinships)
    @example([Deed(FATHER_AS_TEACHER, "named", STRANGER.ref, WELFARE, 1), MORE], [(3, "name"), (4, "slip")])
    @example([Deed(FATHER_AS_TEACHER, "named", STRANGER.ref, WELFARE, 1), MORE], [(3, "name"), (4, "strike and name")])
    def test_whom_kin_let_in_reads_nothing_of_the_others(self, drawn: list[Deed], kinships: Kinships) -> None:
        """Whom kin alone let in, and whom such a person did, read no line of anybody whom others let in."""
        story = played(drawn, kinships)
        whole = story.ever_whole()
        for reader in story.never_whole():
            lines = {entry.id: entry for entry in story.entries}
            for line in story.shown(reader):
                by = lines[line].by
                assert isinstance(by, Professional)
                assert by.ref == FATHER.ref or not {by.ref, by.service.ref} & whole

    @given(deeds, kinships)
    def test_it_is_to_them_as_if_the_rest_were_not(self, drawn: list[Deed], kinships: Kinships) -> None:
        """Every answer, version and refusal is what it would be had nobody written what does not show to them."""
        story = played(drawn, kinships)
        knowing = ((reader, story.shown(reader)) for reader in story.never_whole())
        for reader, shown in islice(((reader, shown) for reader, shown in knowing if shown), 1):
            hidden = {entry.id for entry in story.entries} - shown
            bare = story.without(hidden)
            for now in (story.now, story.known):
                with_ = all_answers(0, story.case, reader, now)
                for name, found in all_answers(0, bare, reader, now).items():
                    assert_same(with_[name], found)
            for fact, entry_id in attempts(min(hidden))[::5] if hidden else ():
                found = [tried(0, case, reader, story.now, fact, entry_id) for case in (story.case, bare)]
                assert [isinstance(one, bti.Refused) for one in found] in ([True, True], [False, False])
                if isinstance(found[0], bti.Refused):
                    assert_same(found[0], found[1])

    @given(deeds, kinships)
    def test_for_the_others_nothing_ends(self, drawn: list[Deed], kinships: Kinships) -> None:
        """What others owe and may not tell is no less for what kin and those they let in have written."""
        story = played(drawn, kinships)
        whole = story.ever_whole()
        beside = {
            entry.id
            for entry in story.entries
            if story.of_kin(entry) or not {entry.by.ref, getattr(entry.by, "service", entry.by).ref} & whole
        }
        bare = story.without(beside)
        others = {entry.id for entry in story.entries if entry.by.ref != FATHER.ref} - beside  # he ends his own duty
        for reader in (TEACHER, HEAD):
            if not bare.for_reader(reader).matters or story.was_put_out(reader):
                continue
            owed = {one for one in story.owed(bare, reader) if one.rpartition(":")[2] in others}
            assert owed <= story.owed(story.case, reader)
            assert story.may_tell(bare, reader) or not story.may_tell(story.case, reader)
            assert story.shown(reader) == {entry.id for entry in story.entries}
            texts = story.texts(story.case, reader)
            assert {line: texts[line] for line in story.texts(bare, reader)} == story.texts(bare, reader)

    @given(deeds, kinships)
    @example(
        [
            Deed(FATHER_AS_TEACHER, "named", STRANGER.ref, WELFARE, 1),
            Deed(STRANGER, "erased", "", WELFARE, 1),
            MORE,
        ],
        [(3, "name")],
    )
    def test_no_text_is_gone_by_whom_kin_let_in(self, drawn: list[Deed], kinships: Kinships) -> None:
        """What is erased for those who read the whole, one of them has erased by decision."""
        story = played(drawn, kinships)
        whole = story.ever_whole()
        erased = {
            entry.fact.entry
            for entry in story.entries
            if isinstance(entry.fact, facts.TextErased) and isinstance(entry.by, Professional)
            if {entry.by.ref, entry.by.service.ref} & whole
        }
        for reader in (TEACHER, HEAD):
            if story.was_put_out(reader) or not story.case.for_reader(reader).matters:
                continue
            assert {line for line, text in story.texts(story.case, reader).items() if text is None} <= erased

    @given(deeds, kinships)
    def test_when_it_was_somebody_else_all_is_read_again(self, drawn: list[Deed], kinships: Kinships) -> None:
        """The naming struck, the case is to everybody what it would be had the father never been named."""
        story = played(drawn, kinships)
        naming = next(one for one in story.case.effective() if isinstance(one.fact, facts.GuardianNamed))
        struck = facts.EntryStruck(entry=naming.id, reason=facts.StrikeReason.NEVER_HAPPENED)
        verdict = engine_with(Ids("s")).admit(story.case, struck, by=TEACHER, now=story.now)
        assert verdict
        never = Case.fold(story.case.id, (*verdict.case.effective(), *story.entries))
        for reader in (*INSIDERS, CHILD):
            with_, without = (case.for_reader(reader).matters for case in (verdict.case, never))
            assert {key: one.entries for key, one in with_.items()} == {
                key: one.entries for key, one in without.items()
            }
