"""The benchmarks run, and tell what they found as it is. How fast anything is, no test asks."""

from __future__ import annotations

import os
import platform
import sys

import pytest

import bti
from benchmarks.__main__ import PEERS, main
from benchmarks.goals import Goal, goals
from benchmarks.report import goal_table, page, table
from benchmarks.story import Story, tell
from benchmarks.tables import TOPICS, Table, measure
from benchmarks.timing import PACES, Measured


@pytest.fixture(scope="module")
def story() -> Story:
    """The case that is measured."""
    return tell(bti.Engine(bti.load_guide("sortland")))


def test_story_is_a_whole_case(story: Story) -> None:
    """About a hundred entries, over three levels, from opening to close."""
    spine = story.case.spine
    assert 90 <= len(story.case.entries) <= 110
    assert spine.life.opened is not None
    assert spine.life.closed is not None
    assert {line.after.spine.track.position.level for line in story.lines if line.after.spine.track.position} == {
        "0",
        "1",
        "2",
    }


@pytest.mark.parametrize("topic", TOPICS)
def test_each_table_is_measured_without_peers(story: Story, topic: str) -> None:
    """Every table has figures of bti, with no peer installed, and can be written."""
    (found,) = measure(story, None, PACES["once"], [topic])
    assert any(row.who == "bti" for row in found.rows)
    assert all(0 < row.best <= row.median for row in found.rows)
    assert len(table(found).splitlines()) == len(found.rows) + 2


def test_absent_peers_are_told_of(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Where the peers are not installed, one reads what to do about it, not a traceback."""
    monkeypatch.delitem(sys.modules, "benchmarks.peers", raising=False)
    for peer in PEERS:
        monkeypatch.setitem(sys.modules, peer, None)
    assert main(["--quick"]) == 2
    said = capsys.readouterr().out
    assert "make bench installs the peers" in said
    assert "--alone" in said


def test_alone_needs_no_peers(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The library alone is measured where the peers are not."""
    for peer in PEERS:
        monkeypatch.setitem(sys.modules, peer, None)
    assert main(["--once", "--alone", "--only", "admit", "fold"]) == 0
    said = capsys.readouterr().out
    assert "BatonAccepted" in said
    assert "Goals" in said


def _admissions(ours: float, theirs: float) -> Table:
    topic = TOPICS["admit"]
    rows = (
        Measured("bti", "BatonAccepted", ours, ours * 1.2),
        Measured("bti", "StepCompleted without outcome", ours / 2, ours / 2),
        Measured("python-statemachine", "a transition", theirs, theirs),
    )
    return Table("admit", topic.title, topic.said, topic.unit, rows)


def test_goals_follow_from_figures() -> None:
    """Met or missed is computed from what was measured, by the slower of the two facts."""
    speed, ratio = goals([_admissions(5e-6, 80e-6)])
    assert (speed.is_met, ratio.is_met) == (True, True)
    assert ratio.found == pytest.approx(16)
    speed, ratio = goals([_admissions(20e-6, 80e-6)])
    assert (speed.is_met, ratio.is_met) == (False, False)
    assert (speed.verdict, ratio.verdict) == ("**missed**: 2.0 times off", "**missed**: 1.2 times off")


def test_a_goal_met_by_the_best_only_says_so() -> None:
    """A goal that the median misses is not told as if it were met all the time."""
    assert Goal("import", 40, "ms", False, 39, 41).verdict == "met; by the median missed"
    assert Goal("import", 40, "ms", False, 39, 40).verdict == "met"
    assert Goal("import", 40, "ms", False, 40.4, 41).verdict == "**missed** by 1.0%"


def test_page_names_machine_and_misses_but_no_place() -> None:
    """The page says on what it was measured and what is missed, and neither host nor folder."""
    tables = [_admissions(20e-6, 80e-6)]
    reached = goals(tables)
    written = page(tables, reached, PACES["full"], 0.5, "Because.\n")
    assert goal_table(reached) in written
    assert "0 of 2 met" in written
    assert "Because." in written
    assert sys.version.split()[0] in written
    assert platform.node() not in written or len(platform.node()) < 4
    assert os.getcwd() not in written
