"""The smallest guide that stands alone, and one that extends it: invented places, for tests to spoil."""

from __future__ import annotations

from pathlib import Path

from bti.errors import GuideError
from bti.guide import Guide, parse_guide

SMALL = """
id = "small"
version = "1"
title = {nb = "Liten veileder", nn = "Liten rettleiar"}

[[source]]
id = "page"
title = "A page"

[[level]]
id = "0"
title = {nb = "Avklaring"}
sources = ["page 0"]

[[level.step]]
id = "0.1"
title = {nb = "Undring"}
purpose = "notice"
completion = "concern_described"
sources = ["page 0.1"]

[[level.step]]
id = "0.2"
title = {nb = "Avgjør"}
purpose = "decide"

[[level.step.outcome]]
id = "close"
label = {nb = "Avslutt"}
kind = "close"

[[level.step.outcome]]
id = "up"
label = {nb = "Videre"}
kind = "up"
to = ["1"]

[[level]]
id = "1"
title = {nb = "Innsats"}

[[level.step]]
id = "1.1"
title = {nb = "Veien videre"}
purpose = "choose_way"
outcome = [{id = "close", label = {nb = "Avslutt"}, kind = "close"}]

[[service]]
id = "school"
label = {nb = "Skole"}

[[role]]
id = "teacher"
label = {nb = "Lærer"}
services = ["school"]

[consent]
own_age = {value = 15, modality = "should", sources = ["setting"]}
"""

CHILD = """
id = "child"
version = "1"
extends = "small"
title = {nb = "Barnet av den lille"}
"""


def spoiled(old: str, new: str) -> str:
    """Return the small guide with one thing in it replaced."""
    assert SMALL.count(old) == 1, old
    return SMALL.replace(old, new)


def findings(data: bytes | str) -> dict[str, str]:
    """Return what is wrong with a guide, each finding under its path."""
    try:
        parse_guide(data)
    except GuideError as error:
        return {problem.path: str(problem) for problem in error.problems}
    return {}


def extended(folder: Path, more: str) -> Guide:
    """Return the guide that extends the small one and states some more."""
    (folder / "small.toml").write_text(SMALL, encoding="utf-8")
    return parse_guide(CHILD + more, search=[folder])
