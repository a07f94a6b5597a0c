"""A municipality has fewer levels or steps than the guide beneath: what led to them falls away, or is asked about."""

from __future__ import annotations

from pathlib import Path

import pytest

from bti.check import Finding, Severity, check_guide
from bti.guide import parse_guide
from bti.guide.model import Target
from bti.guide.one_text import guide_toml
from tests.check.test_findings import OWN

FEWER = OWN + 'levels = ["0", "1", "2"]\n'
THREE_LEVELS = """
[[level]]
id = "0"
[[level.step]]
id = "0.4"
outcomes = ["close", "level_1", "level_2", "report"]

[[level]]
id = "2"
[[level.step]]
id = "2.5"
outcomes = ["close", "continue", "new_measures", "down", "advice", "refer", "report"]
"""


def errors(toml: str) -> tuple[Finding, ...]:
    """Give the errors in a guide."""
    return check_guide(toml).of(Severity.ERROR)


def test_a_target_that_was_left_out_falls_away_where_another_is_left() -> None:
    """The outcome stands and leads to the level that is left; it is told at the list that leaves the other out."""
    step = parse_guide(FEWER + THREE_LEVELS).step("1.5")
    assert step is not None
    assert next(one for one in step.outcomes if one.id == "up").targets == (Target("2", None),)
    report = check_guide(FEWER + THREE_LEVELS)
    (told,) = (one for one in report.findings if one.code == "targets_left_out")
    assert (told.path, told.line) == ("$.levels", FEWER.count("\n"))
    assert "1.5 up → 3" in told.what("nb")
    assert report.of(Severity.ERROR) == ()


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
def test_an_outcome_that_loses_its_last_target_is_asked_about_at_the_list(lang: str) -> None:
    """It says what to write, and blames no line of the guide beneath."""
    found = errors(FEWER)
    assert [(one.code, one.path, one.nearest) for one in found] == [("outcome_lost", "$.levels", None)] * 2
    assert 'outcomes = ["close", "level_1", "level_2", "report"]' in found[0].mend(lang)


def test_a_step_left_out_is_asked_about_at_its_level() -> None:
    """No step of another level is guessed."""
    (found,) = errors(OWN + '[[level]]\nid = "1"\nsteps = ["1.1", "1.3", "1.4", "1.5"]\n')
    assert (found.code, found.path, found.nearest) == ("outcome_lost", "$.level[0].steps", None)
    assert "continue, new_measures" in found.what("nb")


def test_whoever_leaves_a_level_out_does_not_lead_there() -> None:
    """What falls away from others is an error in one's own words."""
    own = '[[level.step.outcome]]\nid = "over"\nlabel = {nb = "Over"}\nkind = "up"\nto = ["3"]\n'
    text = THREE_LEVELS.replace('"refer", "report"]', '"refer", "report", "over"]')
    assert [one.code for one in errors(FEWER + text + own)] == ["unknown_name"]


def test_a_variant_may_have_fewer_levels() -> None:
    """The school has three levels, everybody else four."""
    variant = THREE_LEVELS.replace("[[level", "[[variant.level")
    text = f'{OWN}[[variant]]\nid = "school"\nhome = ["school"]\nlevels = ["0", "1", "2"]\n{variant}'
    report = check_guide(text)
    assert report.of(Severity.ERROR) == ()
    assert [one.path for one in report.findings if one.code == "targets_left_out"] == ["$.variant[0].levels"]
    assert len(parse_guide(text).variants[0].guide.levels) == 3


def test_what_fell_away_is_not_in_the_one_text(tmp_path: Path) -> None:
    """Written as one text, the guide leads where it leads, and loads again."""
    file = tmp_path / "alone.toml"
    file.write_text(FEWER + THREE_LEVELS, encoding="utf-8")
    assert 'to = ["2"]' in guide_toml(file)
