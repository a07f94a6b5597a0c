"""What is recorded as of now, where an entry cannot be corrected or struck because others stand on it."""

from __future__ import annotations

from typing import Final

__all__ = ["MENDED_BY"]

MENDED_BY: Final = {
    "case_opened": "case",
    "case_taken_over": "case",
    "guardian_named": "guardian",
    "consent_given": "consent",
    "consent_refused": "new_consent",
    "consent_withdrawn": "new_consent",
    "log_opened": "log",
    "service_joined": "service",
    "person_joined": "person",
    "baton_appointed": "baton",
    "baton_offered": "offer",
    "baton_accepted": "baton",
    "measure_planned": "measure",
    "measure_started": "measure",
    "step_completed": "step",
    "step_skipped": "step",
    "meeting_called": "meeting",
}
"""By kind, what is recorded as of now to mend it, a word under `[mend]` in `phrases.toml`."""
