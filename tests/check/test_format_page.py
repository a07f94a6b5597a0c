"""The page that teaches the format: every block in it is read, and the guide it builds is right at each step."""

from __future__ import annotations

import re
import tomllib

import pytest

from bti.check import Severity, check_guide
from bti.guide import parse_guide
from tests.repo.source import ROOT

PAGE = (ROOT / "docs" / "guide-format.md").read_text(encoding="utf-8")
BLOCKS = [
    (info.strip(), block) for info, block in re.findall(r"^```toml([^\n]*)\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
]
STEPS = [block for info, block in BLOCKS if not info]


def test_every_block_is_one_of_two_sorts() -> None:
    """A block is a step of the guide that is built, an alternative to one, or a guide of fewer levels."""
    assert len(STEPS) >= 10
    assert {info for info, _ in BLOCKS} == {"", "alternative", "fewer"}


@pytest.mark.parametrize("count", range(1, len(STEPS) + 1))
def test_the_guide_is_right_at_each_step(count: int) -> None:
    """Whoever follows the page can check the file after each block: no errors, no warnings, no notes."""
    report = check_guide("\n".join(STEPS[:count]))
    assert [(one.code, one.path) for one in report.findings] == []


@pytest.mark.parametrize("block", [block for info, block in BLOCKS if info == "alternative"])
def test_every_alternative_can_stand_in_a_step(block: str) -> None:
    """What the page shows beside the guide is right too."""
    tomllib.loads(block)
    begun = "\n".join(STEPS[:2]) + '[[level]]\nid = "1"\n[[level.step]]\nid = "1.2"\n'
    report = check_guide(begun + block.replace("[[deadline]]", "[[level.step.deadline]]"))
    assert report.of(Severity.ERROR) == ()


def test_three_levels_are_written_as_the_page_says() -> None:
    """Whoever has fewer levels copies the block, and it is right."""
    (fewer,) = (block for info, block in BLOCKS if info == "fewer")
    levels, _, rest = fewer.partition("\n")
    report = check_guide(f"{STEPS[0]}{levels}\n{STEPS[1]}{rest}")
    assert report.of(Severity.ERROR) == report.of(Severity.WARNING) == ()
    assert {one.code for one in report.findings} == {"targets_left_out", "outcomes_left_out"}


def test_the_guide_says_what_the_page_tells() -> None:
    """The whole guide: own words, a deadline, an outcome, holders, a service, and something said."""
    guide = parse_guide("\n".join(STEPS))
    step = guide.step("1.5")
    assert step is not None
    assert [one.id for one in step.outcomes][-1] == "once_more"
    assert guide.baton.holders["1"].excluded == ("assistant",)
    assert guide.consent.own_age.value == 16
    assert guide.role("family_centre_head") is not None
    assert guide.said[-1].id == "own_words"


def test_the_wrong_name_is_reported_as_the_page_shows() -> None:
    """The line, the path and the nearest name that the page quotes are those that are given."""
    report = check_guide("\n".join(STEPS).replace('to = ["1.1"]', 'to = ["1.7"]'))
    (found,) = report.of(Severity.ERROR)
    assert f"{found.code}, {found.path}" in PAGE
    assert f":{found.line}:" in PAGE
    assert f"«{found.nearest}»" in PAGE
    assert all(line in PAGE for line in (found.what("nb"), str(found.found)))
