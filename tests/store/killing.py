"""Kill writers with `kill -9`, and look what they left behind: `python -m tests.store.killing FOLDER KILLS SEED`.

A writer says on a pipe what it was told is kept, after it was told. It is killed at any instant: while it opens the
file, makes the tables, appends, puts what is written in the right place (a checkpoint), or closes. Another writes to
the same case meanwhile and lives. After each kill the file must hold exactly what was said to be kept, or one whole act
more; asked again for the act that was not, it must be the same act, once.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import signal
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Final, NoReturn

import bti
from bti import facts
from bti.facts import Category, Fact
from bti.record.entry import CASE_BOOK
from bti.store.protocol import StoredEntry
from tests.stage import BORN, COLLEAGUE, SCHOOL, TEACHER

ENGINE: Final = bti.Engine(bti.load_guide("sortland"))
NOW: Final = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)
OPENED: Final = facts.CaseOpened(persons=(facts.Concerned("child", BORN),), home=SCHOOL)
_LONGEST_LIFE: Final = 0.3  # seconds


def act(number: int) -> tuple[tuple[Fact, ...], bti.Professional]:
    """Return the act of a number: two facts with texts in the case book, or now and then a protected matter."""
    note = facts.Note.of(f"note {number} " + "x" * 500)
    if number % 5 == 4:
        return (facts.SuspicionRecorded(category=Category.WELFARE, note=note),), COLLEAGUE
    comment = facts.CommentMade(category=Category.EDUCATION, note=note)
    return (facts.ConcernRaised(category=Category.EDUCATION, note=note), comment), TEACHER


def record(desk: bti.Desk, writer: str, number: int) -> bti.Admitted:
    """Record the act of a number under an id of its own."""
    said, by = act(number)
    verdict = desk.record("case-1", said, by=by, now=NOW, entry_id=f"{writer}-{number}")
    assert isinstance(verdict, bti.Admitted), verdict
    return verdict


def acts_in(store: bti.SqliteStore, writer: str) -> list[int]:
    """Return the numbers of a writer's acts, whole ones only; fail over a torn one."""
    found = dict[str, int]()
    case = bti.Desk(ENGINE, store)._whole("case-1")
    for entry in (*case.entries, *(entry for book in case.beside().values() for entry in book)):
        if entry.act.startswith(f"{writer}-"):
            found[entry.act] = found.get(entry.act, 0) + 1
            note = getattr(entry.fact, "note", None)
            assert note is not None
            assert note.text is not None, "an entry has lost its text"
    numbers = [int(name.rpartition("-")[2]) for name in found]
    for number, size in zip(numbers, found.values(), strict=True):
        assert size == len(act(number)[0]), f"the act {writer}-{number} is torn: {size} entries"
    return sorted(numbers)


def write(path: Path, writer: str, say: int, most: int, checkpoint: int) -> NoReturn:
    """Be a writer, in a process of its own, until killed or done."""
    code = 1
    try:
        with bti.SqliteStore(path, timeout=60) as store:
            with store._connections.one() as db:
                db.execute(f"PRAGMA wal_autocheckpoint = {checkpoint}")
            desk = bti.Desk(ENGINE, store)
            desk.record("case-1", OPENED, by=TEACHER, now=NOW, entry_id="opened")
            for number in range(most):
                record(desk, writer, number)
                os.write(say, f"{number}\n".encode())
        code = 0
    finally:
        os._exit(code)


def begun(path: Path, writer: str, most: int, checkpoint: int) -> tuple[int, int]:
    """Begin a writer; return its process and where it says what is kept."""
    hear, say = os.pipe()
    process = os.fork()
    if process == 0:
        os.close(hear)
        write(path, writer, say, most, checkpoint)
    os.close(say)
    return process, hear


def heard(pipe: int) -> list[int]:
    """Return all that was said, once nobody can say more."""
    with os.fdopen(pipe, "rb") as lines:
        return [int(line) for line in lines.read().split()]


def check(path: Path, writer: str, said: Sequence[int]) -> bool:
    """Check what a dead writer left; tell whether there was one act more than it had said."""
    assert list(said) == list(range(len(said)))
    with bti.SqliteStore(path, timeout=60) as store:
        there = acts_in(store, writer)
        more = there != list(said)
        assert not more or there == list(range(len(said) + 1)), f"said {len(said)}, there are {there}"
        desk = bti.Desk(ENGINE, store)
        if not store.version("case-1", CASE_BOOK):
            desk.record("case-1", OPENED, by=TEACHER, now=NOW, entry_id="opened")
        for number in range(max(0, len(said) - 1), len(said) + 1):
            assert record(desk, writer, number).repeated == (number in there)
        assert acts_in(store, writer) == list(range(len(said) + 1))
    return more


def kill_at_any_time(folder: Path, kills: int, seed: int) -> dict[str, int]:
    """Kill writers at random instants, several after each other on one file, with another that lives beside them."""
    dice = Random(seed)
    counts = {"kills": 0, "acts said": 0, "one act more": 0, "before the first act": 0, "files": 0}
    path = folder / "none"
    for number in range(kills):
        if number % 10 == 0:
            path = folder / f"cases-{number}.db"
            counts["files"] += 1
        checkpoint = dice.choice((3, 20, 1000))
        beside = begun(path, f"b{number}", 3, checkpoint) if number % 2 else None
        victim, hear = begun(path, f"w{number}", 1000, checkpoint)
        time.sleep(dice.random() ** 1.5 * _LONGEST_LIFE)
        os.kill(victim, signal.SIGKILL)
        assert os.waitstatus_to_exitcode(os.waitpid(victim, 0)[1]) == -signal.SIGKILL
        said = heard(hear)
        counts["kills"] += 1
        counts["acts said"] += len(said)
        counts["before the first act"] += not said
        if beside is not None:
            assert os.waitstatus_to_exitcode(os.waitpid(beside[0], 0)[1]) == 0, "the other writer did not live"
            assert not check(path, f"b{number}", heard(beside[1]))
        counts["one act more"] += check(path, f"w{number}", said)
    return counts


class _Deadly(bti.SqliteStore):
    """A store that dies before a statement of a certain number, or after it has appended and before it says so."""

    statement = 0

    def append(self, case_id: str, book: str, entries: Sequence[StoredEntry], *, expected: Mapping[str, int]) -> None:
        left = self.statement

        def count(_: str) -> None:
            nonlocal left
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

        with self._connections.one() as db:
            db.set_trace_callback(count)
        super().append(case_id, book, entries, expected=expected)
        with self._connections.one() as db:
            db.set_trace_callback(None)
        os.kill(os.getpid(), signal.SIGKILL)


def kill_at_every_statement(folder: Path) -> dict[str, int]:
    """Kill a writer before each statement of an append in turn, and at last between append and answer."""
    path, counts = folder / "statements.db", {"kills": 0, "kept": 0}
    with bti.SqliteStore(path, timeout=60) as store:
        assert bti.Desk(ENGINE, store).record("case-1", OPENED, by=TEACHER, now=NOW)
    statement = 0
    while not counts["kept"]:
        statement += 1
        writer = f"s{statement}"
        victim = os.fork()
        if victim == 0:
            with contextlib.suppress(BaseException), _Deadly(path) as deadly:
                deadly.statement = statement
                record(bti.Desk(ENGINE, deadly), writer, 0)
            os._exit(1)
        assert os.waitstatus_to_exitcode(os.waitpid(victim, 0)[1]) == -signal.SIGKILL
        counts["kills"] += 1
        counts["kept"] += check(path, writer, [])
    return counts


def main(folder: str, kills: str, seed: str) -> None:
    """Kill, check and tell."""
    print("at every statement of an append:", kill_at_every_statement(Path(folder)))
    print("at any time:", kill_at_any_time(Path(folder), int(kills), int(seed)))


if __name__ == "__main__":
    main(*sys.argv[1:])
