"""Fresh interpreters: importing, and the way to the first verdict."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence

import attrs

from benchmarks.timing import Measured, Pace

__all__ = ["FIRST_VERDICT", "IMPORTS", "PEER_IMPORTS", "Start", "start"]

BELOW = "attrs, cattrs, dateutil.relativedelta"


@attrs.frozen
class Start:
    """Something done in a fresh interpreter.

    Attributes:
        who: Whose it is.
        what: What is measured.
        before: Code that is run first, unmeasured.
        code: Code that is measured.
        whole: Measure the whole process instead, the interpreter's own start included.
    """

    who: str
    what: str
    before: str
    code: str
    whole: bool = False


IMPORTS = (
    Start("bti", "import bti, the three below imported before", f"import {BELOW}", "import bti"),
    Start("bti", "every name of bti, the three below imported before", f"import {BELOW}", "from bti import *"),
    Start("bti", "every name of bti, nothing imported before", "", "from bti import *"),
    Start(BELOW, "the three alone", "", f"import {BELOW}"),
)

PEER_IMPORTS = (
    Start("python-statemachine", "import statemachine", "", "import statemachine"),
    Start("transitions", "import transitions", "", "import transitions"),
    Start("eventsourcing", "import eventsourcing.application", "", "import eventsourcing.application"),
)

_OPEN = """
import datetime as dt
school = bti.Service("school-1", "school")
teacher = bti.Professional("teacher-1", "contact_teacher", school)
now = dt.datetime(2026, 1, 12, 8, 30, tzinfo=dt.UTC)
opened = bti.facts.CaseOpened(persons=(bti.facts.Concerned("child-1", dt.date(2016, 5, 3)),), home=school)
verdict = engine.admit(bti.Case.empty("case-1"), opened, by=teacher, now=now)
assert verdict, verdict.reasons
"""
_LOAD = "guide = bti.load_guide('sortland')\n"
_ENGINE = "engine = bti.Engine(guide)\n"

FIRST_VERDICT = (
    Start(
        "bti", "the whole process, from starting Python to its end", "", "import bti\n" + _LOAD + _ENGINE + _OPEN, True
    ),
    Start("bti", "import bti, load Sortland, first verdict", "", "import bti\n" + _LOAD + _ENGINE + _OPEN),
    Start("bti", "of this: load Sortland", "import bti", _LOAD),
    Start("bti", "of this: make the engine, which reads the law", "import bti\n" + _LOAD, _ENGINE),
    Start("bti", "of this: the first verdict", "import bti\n" + _LOAD + _ENGINE, _OPEN),
    Start("Python", "a process that does nothing", "", "pass", True),
)

_SCRIPT = """
{before}
import sys, time, json
modules, begin = len(sys.modules), time.perf_counter()
{code}
took = time.perf_counter() - begin
print(json.dumps([took * 1000, len(sys.modules) - modules]))
"""


def start(starts: Sequence[Start], pace: Pace) -> list[Measured]:
    """Run each in fresh interpreters, in turns, and return milliseconds and the modules it added."""
    samples: list[list[float]] = [[] for _ in starts]
    modules = [0] * len(starts)
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "PYTHONPYCACHEPREFIX": folder}  # compiled modules are kept, as in use
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        for turn in range(pace.starts + 1):
            for place, one in enumerate(starts):
                took, modules[place] = _run(one, environment)
                if turn:  # the first turn fills the caches of compiled modules and of the disk
                    samples[place].append(took)
    return [
        Measured.of(one.who, one.what, found, f"modules: {count}" if count else "")
        for one, found, count in zip(starts, samples, modules, strict=True)
    ]


def _run(one: Start, environment: Mapping[str, str]) -> tuple[float, int]:
    script = _SCRIPT.format(before=one.before, code=one.code)
    begin = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False, env=environment)
    whole = (time.perf_counter() - begin) * 1000
    if done.returncode:
        raise RuntimeError(f"'{one.what}' failed:\n{done.stderr}")
    took, modules = json.loads(done.stdout)
    return (whole, 0) if one.whole else (took, modules)
