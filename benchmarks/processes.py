"""Several processes that write to one SQLite file: how many facts a second, and how long the slowest had to wait."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import attrs

import bti
from benchmarks.timing import Measured, Pace
from bti import facts

__all__ = ["race_in_a_file"]

NOW = dt.datetime(2026, 1, 12, 8, 30, tzinfo=dt.UTC)
SCHOOL = bti.Service("school-1", "school")
TEACHER = bti.Professional("teacher-1", "contact_teacher", SCHOOL)
OPENED = facts.CaseOpened(persons=(facts.Concerned("child-1", dt.date(2016, 5, 3)),), home=SCHOOL)
COMMENT = facts.CommentMade(category=facts.Category.EDUCATION, note=facts.Note.of("It went well this week."))


@attrs.frozen
class Setting:
    """Who writes where.

    Attributes:
        what: In words.
        cases: The case of each process.
    """

    what: str
    cases: tuple[str, ...]


SETTINGS = (
    Setting("one process", ("case-1",)),
    Setting("4 processes, each in a case of its own", ("case-1", "case-2", "case-3", "case-4")),
    Setting("4 processes in one case", ("case-1",) * 4),
)


def race_in_a_file(pace: Pace) -> list[Measured]:
    """Measure each setting in turns, in a new file each time; return seconds a fact that was kept."""
    facts_each, rounds = (60, min(pace.samples, 5)) if pace.seconds else (5, 1)
    seconds: list[list[float]] = [[] for _ in SETTINGS]
    waits: list[float] = [0.0 for _ in SETTINGS]
    for _ in range(rounds):
        for place, setting in enumerate(SETTINGS):
            took, longest = _run(setting.cases, facts_each)
            seconds[place].append(took)
            waits[place] = max(waits[place], longest)
    return [
        Measured.of("bti", f"CommentMade by {setting.what}", found, f"the slowest took {longest * 1000:.0f} ms")
        for setting, found, longest in zip(SETTINGS, seconds, waits, strict=True)
    ]


def _run(cases: Sequence[str], count: int) -> tuple[float, float]:
    """Return seconds a fact over all processes together, and the longest any one fact took."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "cases.db"
        with bti.SqliteStore(path) as store:
            desk = bti.Desk(bti.Engine(bti.load_guide("sortland")), store)
            for case_id in dict.fromkeys(cases):
                desk.record(case_id, OPENED, by=TEACHER, now=NOW)
        command = [sys.executable, "-m", "benchmarks.processes", str(path), str(count)]
        running = [
            subprocess.Popen([*command, case_id], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
            for case_id in cases
        ]
        for process in running:
            assert process.stdout is not None
            process.stdout.readline()  # it is ready
        for process in running:
            assert process.stdin is not None
            process.stdin.write("go\n")
            process.stdin.flush()
        told = [[float(word) for word in process.communicate()[0].split()] for process in running]
    began, ended = min(one[0] for one in told), max(one[1] for one in told)
    return (ended - began) / (count * len(cases)), max(one[2] for one in told)


def main(path: str, count: str, case_id: str) -> None:
    """Be one of the processes: record when told to, and tell when it began and ended and what took longest."""
    with bti.SqliteStore(path, timeout=60) as store:
        desk = bti.Desk(bti.Engine(bti.load_guide("sortland")), store)
        desk.case(case_id, by=TEACHER)
        print("ready", flush=True)
        sys.stdin.readline()
        began, longest = time.monotonic(), 0.0
        for _ in range(int(count)):
            start = time.monotonic()
            if not desk.record(case_id, COMMENT, by=TEACHER, now=NOW):
                raise RuntimeError("a comment is refused")
            longest = max(longest, time.monotonic() - start)
        print(began, time.monotonic(), longest)


if __name__ == "__main__":
    main(*sys.argv[1:])
