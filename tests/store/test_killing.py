"""After `kill -9` the ledger holds exactly what was acknowledged, or one whole act more."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import LONG
from tests.repo.source import ROOT

KILLS = 400 if LONG else 12


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork, and starting anew takes too long")
def test_kill_9(tmp_path: Path, record_property: Callable[[str, object], None]) -> None:
    """Writers killed before every statement of an append, before the answer, and at any time."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.store.killing", tmp_path, str(KILLS), "1"],
        capture_output=True,
        text=True,
        timeout=3600,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    record_property("told", done.stdout.strip().replace("\n", "; "))
