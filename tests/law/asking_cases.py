"""Ask a case what may be written down in it, for the acts that are nothing but that."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import bti
from tests.law.offered import offered
from tests.law.played_acts import ALONE

__all__ = ["ask"]


def ask(situation: Mapping[str, Any]) -> dict[str, Any]:
    """Answer which of the acts a case admits and which it refuses, by which rules; an admission cites none."""
    told: dict[str, Any] = {}
    for key in ("allowed", "refused"):
        acts = situation["expect"].get(key, [])
        if not acts or any(one["act"] not in ALONE for one in acts):
            continue
        told[key] = []
        for one in acts:
            verdict = offered(situation, one)
            if isinstance(verdict, bti.Admitted):
                told[key] += [one] if key == "allowed" else []
            elif key == "refused":
                told[key].append(one | {"rules": [each.ref for why in verdict.reasons for each in why.citations]})
    return told
