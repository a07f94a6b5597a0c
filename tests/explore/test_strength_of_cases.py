"""A case of a setting says how strongly it is meant, and by whom that is said where another guide says it."""

from __future__ import annotations

from bti.cli.guides import guide_page
from bti.guide.kept import keep_guide, kept_guide
from bti.guide.loading import parse_guide

OWN = """
id = "own"
extends = "national"
version = "1"
title = {nn = "Eigen"}
place = "Storvik"

[baton.on_level_change]
cases = [
  {value = "anew", when = {level = ["2"]}, sources = ["setting"]},
  {value = "keep", when = {level = ["1"]}, modality = "should", sources = ["setting"]},
  {value = "anew", when = {level = ["3"]}, modality = "must", sources = ["setting"]},
]
"""


def _case(level: str, lines: list[str]) -> str:
    start = next(place for place, line in enumerate(lines) if "Stafettpinnen når nivået skiftar" in line)
    return next(line for line in lines[start + 1 : start + 4] if f"nivå {level}" in line.casefold())


def test_an_inherited_strength_is_told_as_inherited() -> None:
    """The municipality that names only a value reads that ‘should’ is not its own word."""
    guide = parse_guide(OWN)
    lines = guide_page(guide, "nn")
    assert "(bør, frå national)" in _case("2", lines)
    assert "(bør)" in _case("1", lines)
    assert "bør" not in _case("3", lines)
    assert kept_guide(keep_guide(guide)).baton == guide.baton
    assert guide_page(kept_guide(keep_guide(guide)), "nn") == lines
