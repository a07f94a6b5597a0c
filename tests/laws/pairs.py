"""Pairs of cases that differ only by books beside the case book, and everything an outsider can ask of either (I-08).

They differ by protected matters and by entries of services' own books.
"""

from __future__ import annotations

import datetime as dt
import inspect

import attrs
from hypothesis import strategies as st

import bti
from bti import facts
from bti.errors import BtiError
from bti.facts import KINDS, Category, Fact, SharedWith
from bti.people import Actor, Professional, Service
from bti.record.case import Case
from bti.record.entry import Entry
from bti.record.kinds import BESIDE
from bti.record.matter import BesideFact
from bti.record.own_book import OwnBookFact
from tests.laws.histories import (
    ADVISER,
    BASIS,
    BEGINNING,
    CASEWORKER,
    CHILD,
    COLLEAGUE,
    FATHER,
    FATHER_AS_TEACHER,
    HEAD,
    HEALTH_HEAD,
    MOTHER,
    NEIGHBOUR,
    NURSE,
    OTHER_SCHOOL,
    SCHOOL,
    STRANGER,
    TEACHER,
    WELFARE,
    Dice,
    History,
    Ids,
    answer,
    engine_with,
    plain,
)

SAYS = facts.ChildWelfareSays.RECEIVED
SAID_BY = facts.Releasing.CHILD_WELFARE

READERS: tuple[Actor, ...] = (
    MOTHER,
    FATHER,
    FATHER_AS_TEACHER,
    COLLEAGUE,
    HEAD,
    TEACHER,
    NEIGHBOUR,
    CHILD,
    ADVISER,
    STRANGER,
    NURSE,
    HEALTH_HEAD,
)
AUTHORS = (COLLEAGUE, TEACHER, STRANGER, CASEWORKER, HEAD, ADVISER, FATHER_AS_TEACHER)
RECEIVERS = (WELFARE, SCHOOL, OTHER_SCHOOL)


@attrs.frozen
class Insertion:
    """One entry beside a history: of a protected matter, or of the own book of its author's service.

    Attributes:
        place: Before which step of the history.
        author: Who records it.
        kind: What is recorded, or that what the author wrote last is corrected or struck; what can begin no matter is
            a suspicion where the author has none, and what has nothing to be about a note.
        receiver: Whom it is reported to, or which service is named.
        person: Who is named.
        goes_on: Whether it goes on with the author's last matter or own note, where there is one.
    """

    place: int
    author: Professional
    kind: str
    receiver: Service
    person: str
    goes_on: bool

    def fact(self, matter: str | None, note: str | None = None) -> BesideFact:
        """Return what is recorded, in a matter or in a new one, or in the own book, about a note there or none."""
        welfare = Category.WELFARE
        if self.kind == "own_contact_had":
            how = facts.ContactForm.VISIT
            return facts.OwnContactHad(with_persons=(self.person,), how=how, category=welfare)
        if self.kind in ("own_note_written", "own_entry_passed_on"):
            return facts.OwnNoteWritten(about=note, category=welfare)
        if self.kind == "insider_named_by_person" and matter is not None:
            return facts.InsiderNamed(matter=matter, person=self.person, category=welfare)
        if self.kind == "insider_taken_out" and matter is not None:
            return facts.InsiderTakenOut(matter=matter, person=self.person, category=welfare)
        if self.kind == "insider_named" and matter is not None:
            return facts.InsiderNamed(matter=matter, whole_service=self.receiver, category=welfare)
        if self.kind == "matter_released" and matter is not None:
            said_by = facts.Releasing.POLICE
            return facts.MatterReleased(matter=matter, guardian=MOTHER.ref, said_by=said_by, category=welfare)
        if self.kind == "reported_to_child_welfare":
            return facts.ReportedToChildWelfare(matter=matter, receiver=self.receiver, category=welfare)
        if self.kind == "reported_to_police":
            return facts.ReportedToPolice(matter=matter, receiver=self.receiver, category=welfare)
        if self.kind == "harm_averted":
            return facts.HarmAverted(matter=matter, through=facts.Averting.POLICE, category=welfare)
        if self.kind == "emergency_called":
            return facts.EmergencyCalled(matter=matter, called=facts.Emergency.POLICE, category=welfare)
        if self.kind == "child_welfare_answered":
            says = facts.ChildWelfareSays.INVESTIGATES
            return facts.ChildWelfareAnswered(matter=matter, says=says, category=welfare)
        if self.kind == "investigation_ended":
            ending = facts.InvestigationEnding.NO_CONSENT
            return facts.InvestigationEnded(matter=matter, ending=ending, category=welfare)
        if self.kind == "dates_moved" and matter is not None:
            return facts.DatesMoved(matter=matter, why=facts.MovedBecause.SPECIAL_CASE, category=welfare)
        return facts.SuspicionRecorded(matter=matter, category=welfare)


_MENDING = ("entry_struck", "entry_corrected")
_KINDS = (
    "suspicion_recorded",
    "insider_named_by_person",
    *_MENDING,
    *(kind for kind, of in KINDS.items() if of in BESIDE),
)


def drawn_insertions(dice: Dice, upto: int) -> list[Insertion]:
    """Draw protected entries beside a history of so many steps: before the first, in between, after the last."""
    found: list[Insertion] = []
    for _ in range(1 + dice.below(4)):
        place = dice.pick((dice.below(upto + 1), 0, upto + 1))
        author, receiver, person = dice.pick(AUTHORS), dice.pick(RECEIVERS), dice.pick(READERS)
        found.append(Insertion(place, author, dice.pick(_KINDS), receiver, person.ref, not dice.chance(3)))
    return found


insertions = st.lists(
    st.builds(
        Insertion,
        st.integers(0, 80),
        st.sampled_from(AUTHORS),
        st.sampled_from(_KINDS),
        st.sampled_from(RECEIVERS),
        st.sampled_from([reader.ref for reader in READERS]),
        st.booleans(),
    ),
    min_size=1,
    max_size=5,
)
readers = st.lists(st.sampled_from(READERS), min_size=2, max_size=3, unique=True)


@attrs.frozen
class Pair:
    """Two cases that differ in books beside the case book only.

    Attributes:
        without: The case with the case book alone.
        with_: The same case with matters and own books.
        matters: What is hidden: ids of entries, of matters and of own books.
        authors: The references of those who recorded it.
        receivers: The references of the services it was reported to, or that were named.
        named: The references of those who were named.
        own: The references of the services in whose own books something stands.
    """

    without: Case
    with_: Case
    matters: tuple[str, ...]
    authors: frozenset[str]
    receivers: frozenset[str]
    named: frozenset[str]
    own: frozenset[str]

    def is_outsider(self, reader: Actor) -> bool:
        """Tell whether a reader is no insider, by the model's words: not author, nor receiving, nor named.

        Of an own book all are insiders who come for the service. Kin of the case are never insiders through a service,
        nor because they were named; nor is who comes as no professional.
        """
        if reader.ref in self.authors:
            return False
        if not isinstance(reader, Professional) or self.without.spine.is_kin(reader.ref):
            return True
        return reader.service.ref not in self.receivers | self.own and reader.ref not in self.named


def pair_of(history: History, inserted: list[Insertion]) -> Pair:
    """Play a history again with entries beside it in between; all else is asked as before, and goes as before."""
    aside = engine_with(Ids("m"))
    case, last = Case.empty(history.case.id), BEGINNING
    own: dict[str, str] = {}
    notes: dict[str, str] = {}
    written: dict[str, Entry] = {}
    services: set[str] = set()
    by_place = sorted(inserted, key=lambda one: one.place)
    authors: set[str] = set()
    receivers: set[str] = set()
    named: set[str] = set()

    def insert(upto: int) -> None:
        nonlocal case, named, receivers
        while by_place and by_place[0].place <= upto:
            one = by_place.pop(0)
            if one.kind in _MENDING and one.author.ref in written:
                case = case.grown(_mended(aside, case, written.pop(one.author.ref), one, last))
                continue
            matter = own.get(one.author.ref) if one.goes_on else None
            fact = one.fact(matter, notes.get(one.author.ref) if one.goes_on else None)
            if isinstance(fact, facts.InsiderNamed):
                named |= {fact.person} if fact.person is not None else set()
                receivers |= {one.receiver.ref} if fact.whole_service is not None else set()
            elif isinstance(fact, (facts.ReportedToChildWelfare, facts.ReportedToPolice)):
                receivers |= fact.services_told  # none, where it is not who such a report goes to
            authors.add(one.author.ref)
            verdict = aside.admit(case, fact, by=one.author, now=last)
            assert verdict
            if isinstance(fact, OwnBookFact):
                notes[one.author.ref] = verdict.entries[0].id
                services.add(one.author.service.ref)
            else:
                own[one.author.ref] = verdict.entries[0].matter or ""
            written[one.author.ref] = verdict.entries[0]
            case = case.grown(verdict.entries)

    for place, step in enumerate(history.steps):
        insert(place)
        if not step.verdict:
            continue  # that refusals are the same is asked below
        verdict = step.on(case)
        if verdict:
            assert verdict.entries == step.verdict.entries
        else:  # an insider may not do this now (law D-05); that it was done all the same must tell others nothing
            codes = {reason.code for reason in verdict.reasons}
            assert codes == {"guardian_not_told_first"}, "a protected matter made the engine refuse what it admitted"
            assert case.for_reader(step.move.by).matters
        case, last = case.grown(step.verdict.entries), step.now
    insert(10_000)
    hidden = tuple(
        dict.fromkeys(
            (*case.matters, *case.own_books, *(entry.id for book in case.beside().values() for entry in book)),
        )
    )
    return Pair(
        history.case, case, hidden, frozenset(authors), frozenset(receivers), frozenset(named), frozenset(services)
    )


def _mended(engine: bti.Engine, case: Case, wrong: Entry, inserted: Insertion, now: dt.datetime) -> tuple[Entry, ...]:
    """Correct or strike what the author of an insertion wrote last; what others stand on stays as it is."""
    fact: Fact = facts.EntryStruck(entry=wrong.id, reason=facts.StrikeReason.WRONG_CASE)
    if inserted.kind == "entry_corrected":
        fact = facts.EntryCorrected(entry=wrong.id, instead=wrong.fact)
    verdict = engine.admit(case, fact, by=inserted.author, now=now)
    if not isinstance(verdict, bti.Admitted):
        assert {reason.code for reason in verdict.reasons} == {"others_stand_on_it"}
        return ()
    assert {entry.book for entry in verdict.entries} == {wrong.book}
    return verdict.entries


def attempts(hidden: str) -> tuple[tuple[Fact, str | None], ...]:
    """Return facts to be tried with the id of what is hidden as a reference, or as the id of the entry itself."""
    family, plan = Category.FAMILY, Category.EDUCATION
    return (
        (facts.CommentMade(about=hidden, category=family), None),
        (facts.CommentMade(category=family), hidden),
        (facts.ConcernRaised(category=plan), hidden),
        (facts.ConcernDescribed(concern=hidden, category=plan), None),
        (facts.ConcernShared(concern=hidden, with_=SharedWith.LEADER, category=plan), None),
        (facts.SharingPostponed(concern=hidden, until=dt.date(2040, 1, 1)), None),
        (facts.ConsentWithdrawn(consent=hidden), None),
        (facts.BatonAccepted(offer=hidden), None),
        (facts.MeasureStarted(measure=hidden), None),
        (facts.MeetingHeld(meeting=hidden, purpose=facts.MeetingKind.OTHER, present=(), category=plan), None),
        (facts.SuspicionRecorded(matter=hidden, category=family), None),
        (facts.ReportedToChildWelfare(matter=hidden, receiver=WELFARE, category=family), None),
        (facts.InsiderNamed(matter=hidden, person="p-colleague", category=family), None),
        (facts.InsiderNamed(person="p-colleague", category=family), hidden),
        (facts.HarmAverted(matter=hidden, through=facts.Averting.OTHERWISE, category=family), None),
        (facts.EmergencyCalled(matter=hidden, called=facts.Emergency.FIRE, category=family), None),
        (facts.ReportedToPolice(matter=hidden, category=family), None),
        (facts.ChildWelfareAnswered(report=hidden, says=facts.ChildWelfareSays.ENDED, category=family), None),
        (facts.ChildWelfareAnswered(matter=hidden, report=hidden, says=SAYS, category=family), None),
        (facts.InvestigationEnded(report=hidden, ending=facts.InvestigationEnding.NOT_SAID, category=family), None),
        (facts.DatesMoved(matter=hidden, why=facts.MovedBecause.ARRIVALS, category=family), None),
        (facts.MatterReleased(matter=hidden, guardian="g-mother", said_by=SAID_BY, category=family), None),
        (facts.MatterReleased(matter="no-such-id", guardian=hidden, said_by=SAID_BY, category=family), None),
        (facts.SuspicionRecorded(category=family), hidden),
        (facts.OwnNoteWritten(about=hidden, category=family), None),
        (facts.OwnNoteWritten(category=family), hidden),
        (facts.OwnEntryPassedOn(entry=hidden, into=hidden, category=family), None),
        (facts.EntryStruck(entry=hidden, reason=facts.StrikeReason.WRONG_CASE), None),
        (facts.EntryCorrected(entry=hidden, instead=facts.SuspicionRecorded(category=family)), None),
        (facts.TextErased(entry=hidden, decision="decision-1"), None),
        (facts.EntryErased(entry=hidden, decision="decision-1"), None),
        (facts.EntryShared(entry=hidden, to=facts.Audience.LOG), None),
        (facts.CaseClosed(reason=facts.ClosingReason.OTHER), None),
        (facts.GuardianNamed(person="g-new", lives_with=False), None),
    )


def all_answers(engine_ids: int, case: Case, reader: Actor, now: dt.datetime) -> dict[str, object]:
    """Return what each of `bti.ALL_ANSWERS` says, of whichever there are; `admit` is asked apart."""
    found: dict[str, object] = {}
    for name in bti.ALL_ANSWERS:
        if name == "admit":
            continue
        engine = engine_with(Ids(made=engine_ids))
        known = inspect.signature(getattr(engine, name)).parameters
        more = {"basis": BASIS} if "basis" in known and name != "view" else {}
        found[name] = answer(engine, name, case, reader, now, **more)
    return found


def tried(engine_ids: int, case: Case, reader: Actor, now: dt.datetime, fact: Fact, entry_id: str | None) -> object:
    """Return what `admit` says; of an admission, the case as far as the asker may use it."""
    engine = engine_with(Ids(made=engine_ids))
    try:
        verdict = engine.admit(case, fact, by=reader, now=now, entry_id=entry_id)
    except BtiError as error:
        return error
    if not verdict:
        return verdict
    return verdict.entries, verdict.advice, verdict.repeated, verdict.case.for_reader(reader)


def assert_same(one: object, other: object) -> None:
    """Assert that two answers are the same: equal, alike to the byte, and printed alike."""
    assert plain(one) == plain(other)
    if isinstance(one, BtiError):
        assert (type(one), one.args) == (type(other), getattr(other, "args", None))
    else:
        assert one == other
        assert repr(one) == repr(other)
