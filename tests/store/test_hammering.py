"""Offices that write to one case at once, through desks and a file of their own or a store between threads.

Nothing is lost, nothing stands twice, no entry stands that the final order would have refused, and a decision is
refused as *changed meanwhile* exactly where something it rests on has changed.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import bti
from bti.store.protocol import Store
from tests.conftest import LONG
from tests.repo.source import ROOT
from tests.store.hammering import (
    Attempt,
    check_changed_meanwhile,
    check_every_act_is_admitted_in_its_place,
    check_nothing_is_lost_or_doubled,
    hammer,
)

TURNS = 300 if LONG else 40

RUN = "import sys; from tests.store.hammering import main; main(*sys.argv[1:])"


def by_processes(path: Path, cases: Sequence[str], turns: int, writers: int = 4) -> list[Attempt]:
    """Let processes write to a file; what they tell is in no order between them."""
    began = str(time.time())
    outs = [path.with_name(f"told-{writer}") for writer in range(writers)]
    running = [
        subprocess.Popen(
            [sys.executable, "-c", RUN, path, ",".join(cases), str(writer), str(turns), began, out],
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
        for writer, out in enumerate(outs)
    ]
    for process in running:
        _, error = process.communicate(timeout=600)
        assert process.returncode == 0, error
    return [one for out in outs for one in pickle.loads(out.read_bytes())]


def check(store: Store, told: Sequence[Attempt]) -> str:
    """Check all there is to check, and tell what there was."""
    told = sorted(told, key=lambda one: one.is_repeated)
    check_nothing_is_lost_or_doubled(store, told)
    for case_id in {one.case for one in told}:
        check_every_act_is_admitted_in_its_place(store, case_id)
    counts = check_changed_meanwhile(store, told)
    admitted = len([one for one in told if one.entries and not one.is_repeated])
    repeated = len([one for one in told if one.is_repeated])
    most = max(len(one.versions) for one in told)
    assert admitted
    assert repeated
    return f"{len(told)} attempts, {admitted} admitted, {repeated} repeated, {counts}, at most {most} tries"


def test_processes(tmp_path: Path, record_property: Callable[[str, object], None]) -> None:
    """Processes that share nothing but the file."""
    told = by_processes(tmp_path / "cases.db", ["case-1", "case-1", "case-2"], TURNS)
    with bti.SqliteStore(tmp_path / "cases.db") as store:
        record_property("told", check(store, told))


def test_threads(record_property: Callable[[str, object], None]) -> None:
    """Threads with a desk each, on a store in memory."""
    store, began = bti.MemoryStore(), time.time()
    with ThreadPoolExecutor(4) as pool:
        told = list(pool.map(lambda writer: hammer(store, ["case-1"], writer, TURNS, began), range(4)))
    record_property("told", check(store, [one for each in told for one in each]))
