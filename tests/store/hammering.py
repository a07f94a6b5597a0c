"""Write to cases through a desk like several offices at once: what is offered, what is hostile, and the same twice.

Run as a script it is one of several processes; called, one of several threads. Each tells of every attempt what it
asked for, on which versions it was judged, and what it was answered.
"""

from __future__ import annotations

import datetime as dt
import pickle
import time
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Final

import attrs

import bti
import bti.people
from bti import facts
from bti.errors import IdConflict
from bti.facts import Category, Fact
from bti.people import Actor
from bti.record.case import Case
from bti.record.entry import Entry
from bti.record.kinds import BESIDE
from bti.record.note import Note
from bti.store.protocol import Store
from tests.laws.histories import BEGINNING, COLLEAGUE, GUIDE, TEACHER, Dice, Move, drawn_move, progress

ENGINE: Final = bti.Engine(GUIDE)
SKEW: Final = dt.timedelta(days=3)
A_SECOND: Final = dt.timedelta(days=10)  # time goes by so much faster here
_EVERY: Final = 5  # every so often all writers send the same act under the same id


@attrs.frozen
class Attempt:
    """What was asked for, and what came of it.

    Attributes:
        case: The case.
        move: Who asked for what.
        now: When it was asked, by the asker's own clock.
        entry_id: The id it was asked under.
        versions: Which version of the case book each try was judged on.
        is_repeated: Whether it was answered as asked before.
        entries: What was admitted.
        codes: Why it was refused.
        between: Ids of what was said to have come between.
    """

    case: str
    move: Move
    now: dt.datetime
    entry_id: str
    versions: tuple[int, ...]
    is_repeated: bool
    entries: tuple[Entry, ...]
    codes: tuple[str, ...]
    between: tuple[str, ...]


class Watched(bti.Desk):
    """A desk that says which versions of the case book it judged on, and now and then takes its time."""

    versions: tuple[int, ...] = ()
    dice: Random = Random(0)

    def case(self, case_id: str, *, by: Actor) -> Case:
        """Read a case."""
        case = super().case(case_id, by=by)
        self.versions = (*self.versions, case.spine.version)
        if self.dice.random() < 0.3:
            time.sleep(self.dice.random() * 0.02)
        return case


def hammer(store: Store, cases: Sequence[str], writer: int, turns: int, began: float) -> list[Attempt]:
    """Write to cases in turns.

    Args:
        store: Where.
        cases: Which.
        writer: The number of this writer; it draws by it.
        turns: How many acts to attempt.
        began: When all of them began, in seconds since the epoch.
    """
    desk = Watched(ENGINE, store, skew=SKEW)
    random = desk.dice = Random(writer)
    dice, late = Dice(random), dt.timedelta(hours=random.uniform(-12, 12))
    told: list[Attempt] = []
    for turn in range(turns):
        case_id = cases[turn % len(cases)]
        now = BEGINNING + (time.time() - began) * A_SECOND + late
        case = desk._whole(case_id)
        entry_id = f"{writer}-{turn}"
        if turn % _EVERY == _EVERY - 1:
            move, entry_id = Move(*_common(turn)), f"all-{turn}"
        elif turn < 3 * len(cases) or dice.chance(3):
            move = progress(case, now) or drawn_move(dice, ENGINE, case, now)
        else:
            move = drawn_move(dice, ENGINE, case, now)
        told.append(_attempt(desk, case_id, move, now, entry_id))
        if dice.chance(6):  # the answer was lost: ask again
            told.append(_attempt(desk, case_id, move, now, entry_id))
    return told


def _common(turn: int) -> tuple[Actor, tuple[Fact, ...]]:
    """Return an act that all writers attempt in the same turn; their notes have salts of their own."""
    note = Note.of("the same for all")
    acts: tuple[tuple[Actor, tuple[Fact, ...]], ...] = (
        (TEACHER, (facts.GuardianNamed(person=f"aunt-{turn}", lives_with=False),)),
        (COLLEAGUE, (facts.SuspicionRecorded(category=Category.WELFARE, note=note),)),
        (TEACHER, (facts.CommentMade(category=Category.EDUCATION, note=note),)),
    )
    return acts[turn // _EVERY % len(acts)]


def _attempt(desk: Watched, case_id: str, move: Move, now: dt.datetime, entry_id: str) -> Attempt:
    desk.versions = ()
    try:
        verdict = desk.record(case_id, move.act, by=move.by, now=now, because=move.because, entry_id=entry_id)
    except IdConflict:
        return Attempt(case_id, move, now, entry_id, desk.versions, False, (), ("id_conflict",), ())
    if isinstance(verdict, bti.Admitted):
        entries = verdict.entries
        return Attempt(case_id, move, now, entry_id, desk.versions, verdict.repeated, entries, (), ())
    codes = tuple(reason.code for reason in verdict.reasons)
    between = tuple(line.id for line in verdict.between)
    return Attempt(case_id, move, now, entry_id, desk.versions, False, (), codes, between)


# --- afterwards ------------------------------------------------------------------------------------------------------


def check_nothing_is_lost_or_doubled(store: Store, told: Sequence[Attempt]) -> None:
    """Every act that was admitted stands once and whole, and nothing else does."""
    admitted: dict[tuple[str, str], tuple[Entry, ...]] = {}
    for one in told:
        if not one.entries:
            continue
        key = (one.case, one.entries[0].act)
        assert one.is_repeated == (key in admitted) or one.entry_id.startswith("all-")
        assert admitted.setdefault(key, one.entries) == one.entries, "asked again, another answer"
    for case_id in {one.case for one in told}:
        case = bti.Desk(ENGINE, store)._whole(case_id)
        found: dict[tuple[str, str], tuple[Entry, ...]] = {}
        for entry in (*case.entries, *(entry for book in case.beside().values() for entry in book)):
            key = (case_id, entry.act)
            assert key not in found or found[key][-1].seq == entry.seq - 1, "an act is torn apart"
            found[key] = (*found.get(key, ()), entry)
        assert found == {key: entries for key, entries in admitted.items() if key[0] == case_id}
    for entry_id in {one.entry_id for one in told if one.entry_id.startswith("all-")}:
        answers = [one for one in told if one.entry_id == entry_id and one.entries]
        assert len({one.entries[0].book for one in answers}) <= 1, "the same act stands in two books"
        assert len([one for one in answers if not one.is_repeated]) == bool(answers), "the same act was kept twice"


def check_every_act_is_admitted_in_its_place(store: Store, case_id: str) -> None:
    """No entry stands that the final order would have refused: played again from nothing, each act is the same."""
    whole = bti.Desk(ENGINE, store)._whole(case_id)
    case = Case.empty(case_id)
    for act in _acts(whole.entries):
        case = _again(case, act)
    assert case.entries == whole.entries
    for book in whole.beside().values():
        for act in _acts(book):
            case = _again(case, act)
    assert case == whole


def _acts(entries: Sequence[Entry]) -> list[list[Entry]]:
    acts: list[list[Entry]] = []
    for entry in entries:
        if acts and acts[-1][0].act == entry.act:
            acts[-1].append(entry)
        else:
            acts.append([entry])
    return acts


def _again(case: Case, act: Sequence[Entry]) -> Case:
    """Admit an act once more where it stands."""
    first = act[0]
    ids = iter([entry.id for entry in act[1:]])
    engine = bti.Engine(GUIDE, new_id=lambda: next(ids))
    asked = [entry.fact for entry in act if entry.cause is None]
    assert not isinstance(first.by, bti.people.System)
    verdict = engine.admit(
        case, asked, by=first.by, now=first.recorded, at=first.at, because=first.because, entry_id=first.id
    )
    assert isinstance(verdict, bti.Admitted), [reason.code for reason in verdict.reasons]
    assert verdict.entries == tuple(act)
    return verdict.case


def check_changed_meanwhile(store: Store, told: Sequence[Attempt]) -> dict[str, int]:
    """Kinds that commute are never refused as changed meanwhile; kinds that decide exactly if what they rest on has.

    Returns:
        How often which of these happened.
    """
    counts = {"commuted": 0, "decided on": 0, "changed meanwhile": 0}
    books = {case_id: bti.Desk(ENGINE, store)._whole(case_id) for case_id in {one.case for one in told}}
    for one in told:
        refused = one.codes == ("changed_meanwhile",)
        tries = list(zip(one.versions, one.versions[1:], strict=False))
        protected = all(type(fact) in BESIDE for fact in one.move.act)
        if refused:
            assert tries
            assert not protected
            assert not all(fact.commutes for fact in one.move.act), "a kind that commutes was refused"
            seen, current = tries[-1]
            assert set(one.between) <= {entry.id for entry in books[one.case].entries[seen:current]}
            counts["changed meanwhile"] += 1
        if protected:
            continue
        for place, (seen, current) in enumerate(tries):
            before, after = (Case.fold(one.case, books[one.case].entries[:version]) for version in (seen, current))
            last = after.spine.recorded
            now = one.now if last is None else max(one.now, last)
            changed = ENGINE.changed(before, after, one.move.act, by=one.move.by, now=now) is not None
            if one.is_repeated and place == len(tries) - 1:
                continue  # what came between was this very act
            assert changed == (refused and place == len(tries) - 1)
        if tries and one.entries and not one.is_repeated:
            counts["commuted" if all(fact.commutes for fact in one.move.act) else "decided on"] += 1
    return counts


def main(path: str, cases: str, writer: str, turns: str, began: str, out: str) -> None:
    """Be one of several processes."""
    with bti.SqliteStore(path, timeout=60) as store:
        told = hammer(store, cases.split(","), int(writer), int(turns), float(began))
    Path(out).write_bytes(pickle.dumps(told))
