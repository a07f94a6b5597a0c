"""What every test shares: how long hypothesis may look, and how hard."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

# No deadline: a slow machine is not a wrong rule. HYPOTHESIS_PROFILE=deep looks ten times as long.
settings.register_profile("usual", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("deep", settings.get_profile("usual"), max_examples=1000)
settings.register_profile("quick", settings.get_profile("usual"), max_examples=10)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "usual"))
