"""Measure and tell: `python -m benchmarks`."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

import bti
from benchmarks.goals import goals
from benchmarks.report import goal_table, machine, page, table
from benchmarks.story import tell
from benchmarks.tables import TOPICS, measure
from benchmarks.timing import PACES

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "speed.md"
NOTES = Path(__file__).parent / "notes.md"
PEERS = ("eventsourcing", "statemachine", "transitions")


def find_peers() -> ModuleType | None:
    """Return the module that drives the peers; None where one of them is not installed."""
    try:
        return importlib.import_module("benchmarks.peers")
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] in PEERS:
            return None
        raise


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what is asked for and return the exit code; goals missed do not make it fail."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Speed beside three peers, in one run.")
    pace_name = parser.add_mutually_exclusive_group()
    pace_name.add_argument("--quick", action="store_const", const="quick", dest="pace", help="about 20 seconds")
    pace_name.add_argument("--once", action="store_const", const="once", dest="pace", help="only see that it runs")
    parser.add_argument("--alone", action="store_true", help="bti without its peers")
    parser.add_argument("--only", nargs="+", choices=[*TOPICS], metavar="TABLE", help=f"of: {', '.join(TOPICS)}")
    parser.add_argument("--write", action="store_true", help="write docs/speed.md")
    wanted = parser.parse_args(arguments)
    if wanted.write and (wanted.alone or wanted.only or wanted.pace):
        parser.error("--write writes the whole page, at the full pace and beside the peers")
    peers = None if wanted.alone else find_peers()
    if peers is None and not wanted.alone:
        print(f"The peers ({', '.join(PEERS)}) are not all installed here: make bench installs the peers.")
        print("Without them: python -m benchmarks --alone")
        return 2
    pace = PACES[wanted.pace or "full"]
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    print(f"{machine()}; load {load:.1f}", flush=True)
    story = tell(bti.Engine(bti.load_guide("sortland")))
    tables = []
    for one in measure(story, peers, pace, wanted.only or [*TOPICS]):
        tables.append(one)
        print(f"\n{one.title}\n\n{table(one)}", flush=True)
    reached = goals(tables)
    print(f"\nGoals\n\n{goal_table(reached)}")
    if wanted.write:
        PAGE.write_text(page(tables, reached, pace, load, NOTES.read_text(encoding="utf-8")), encoding="utf-8")
        print(f"\nWritten: {PAGE.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
