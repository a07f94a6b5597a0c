"""Turn a situation into a guide that sets what it says, and ask whether it loads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bti.errors import GuideError
from bti.guide import parse_guide
from bti.guide.never import forbidden
from tests.law.asking_acts import law_of

__all__ = ["ask"]

Situation = Mapping[str, Any]


_GUIDE = 'id = "g"\nversion = "1"\nextends = "national"\ntitle = {nb = "G"}\n'


def ask(situation: Situation, taken: tuple[str, ...] = ()) -> dict[str, Any]:
    """Answer whether the guide loads, and which rules stand in the way."""
    wanted = situation["expect"]
    if situation["scope"] != "load-guide" or "refused" not in wanted:
        return {}
    law = law_of(situation, taken)
    refused: list[dict[str, Any]] = []
    for key, value in situation["settings"].items():
        text = f"{_GUIDE}[consent]\n{key} = {str(value).lower()}\n"
        try:
            parse_guide(text)
        except GuideError as error:
            rules = [rule for rule in forbidden((key,)) if law.stands(rule, situation["date"])]
            said = any(all(rule in str(one) for rule in rules) for one in error.problems)
            if rules and said:
                refused.append({"act": "load-guide", "rules": rules})
    return {"refused": refused}
