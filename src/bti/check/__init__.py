"""Can this guide be used, and does it say what its municipality means? All findings at once, and differences.

`check_guide` gives a `Report`; `diff` says what changed between two guides, and what it means for running cases.
"""

from __future__ import annotations

from bti.check.checking import check_guide
from bti.check.difference import Change, Difference, Sort, diff
from bti.check.meaning import HolderChange, Position, Standing, WhyNot
from bti.check.report import Counts, Finding, Report, Severity
from bti.check.running import CaseMove, moves
from bti.check.skeleton import skeleton

__all__ = [
    "CaseMove",
    "Change",
    "Counts",
    "Difference",
    "Finding",
    "HolderChange",
    "Position",
    "Report",
    "Severity",
    "Sort",
    "Standing",
    "WhyNot",
    "check_guide",
    "diff",
    "moves",
    "skeleton",
]
