"""Child welfare is called as the law calls it, in all our own words: barnevernstjenesten, barnevernstenesta."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.repo.source import PACKAGE, ROOT

TEXTS = sorted((*PACKAGE.rglob("*.toml"), *(ROOT / "docs").glob("*.md"), *(ROOT / "tests" / "guides").rglob("*.toml")))


@pytest.mark.parametrize("path", TEXTS, ids=[path.name for path in TEXTS])
def test_child_welfare_has_the_name_of_the_law(path: Path) -> None:
    """One service has one name: a reader never wonders whether two are meant."""
    assert re.findall(r"(?i)barnevernt(?:j?enest)\w*", path.read_text("utf-8")) == []
