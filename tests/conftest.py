"""What every test shares: how long hypothesis may look, and how hard."""

from __future__ import annotations

import os
from typing import Final

import pytest
from hypothesis import HealthCheck, settings

LONG: Final = bool(os.environ.get("BTI_LONG"))
"""Whether there is time: `make test-long` kills and hammers the store hundreds of times."""

# No deadline: a slow machine is not a wrong rule. HYPOTHESIS_PROFILE=deep looks ten times as long. Whether a change is
# taken in (CI) is decided on the same examples each time; whoever works here draws new ones at every run.
settings.register_profile(
    "usual", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize="CI" in os.environ
)
settings.register_profile("deep", settings.get_profile("usual"), max_examples=1000)
settings.register_profile("quick", settings.get_profile("usual"), max_examples=10)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "usual"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say at the end what some tests have to tell: how often a writer was killed."""
    for report in terminalreporter.getreports("passed"):
        for name, value in report.user_properties:
            if name == "told" and report.when == "call":
                terminalreporter.write_line(f"{report.nodeid}: {value}")
