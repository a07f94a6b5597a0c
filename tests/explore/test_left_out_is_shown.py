"""A guide shows what it left out of what it inherits, where it stood: nobody has to know the guide beneath by heart."""

from __future__ import annotations

from pathlib import Path

import pytest

from bti import Guide, diff, load_guide
from bti.cli.guides import guide_page
from bti.explore.guide_page import guide_html
from bti.explore.mermaid import guide_mermaid
from bti.guide.kept import keep_guide, kept_guide
from bti.guide.loading import parse_guide
from tests.check.test_left_out import THREE_LEVELS

BENEATH = """
id = "beneath"
extends = "national"
version = "1"
title = {nb = "Under"}

[[arena]]
id = "room"
title = {nb = "Rådsmøtet", nn = "Rådsmøtet"}
purpose = {nb = "Drøfte", nn = "Drøfte"}
convener = ["headteacher"]

[[arena.after]]
id = "minutes"
what = {nb = "Send referat", nn = "Send referat"}
within = "P7D"
fulfilled_by = "minutes_written"
"""

OWN = (
    """
id = "own"
extends = "beneath"
version = "1"
place = "Storvik"
title = {nb = "Egen", nn = "Eigen"}
levels = ["0", "1", "2"]
roles = ["headteacher", "kindergarten_head", "health_station_head"]
"""
    + THREE_LEVELS
    + """
[[level]]
id = "1"
steps = ["1.1", "1.2", "1.4", "1.5"]

[[level.step]]
id = "1.5"
outcomes = ["close", "continue"]

[[arena]]
id = "room"
after = []
"""
)


@pytest.fixture(scope="module")
def guide(tmp_path_factory: pytest.TempPathFactory) -> Guide:
    """Give a guide that leaves out a level, steps, outcomes, roles and a duty after a meeting."""
    folder: Path = tmp_path_factory.mktemp("guides")
    (folder / "beneath.toml").write_text(BENEATH, encoding="utf-8")
    return parse_guide(OWN, search=[folder])


def test_each_stands_where_it_stood(guide: Guide) -> None:
    """A step is named with its level, an outcome with its step, the rest in a section of its own, in each language."""
    lines = guide_page(guide, "nn")
    level = lines.index(next(line for line in lines if line.strip().startswith("* Ikkje med (steg): 1.3 ")))
    assert any("Nivå 1" in line for line in lines[:level])
    assert not any("Nivå 2" in line for line in lines[: level - 1] if line.startswith("  "))
    assert any(line.strip().startswith("* Ikkje med (utfall): ") and "Bekymringsmelding" in line for line in lines)
    own = lines[lines.index("Ikkje med av det som er arva") :]
    assert any(line.startswith("  * Nivå: 3 ") for line in own)
    assert any(line.startswith("  * Roller: ") and "Helsesjukepleiar" in line for line in own)
    assert "  * Plikter etter møtet (Rådsmøtet): Send referat" in own
    assert "Left out of what is inherited" in guide_page(guide, "en")


def test_the_report_is_never_said_to_be_gone(guide: Guide) -> None:
    """Whoever reads that a way leads to no report reads beside it that one can be sent all the same (I-07)."""
    told = "".join(line for line in guide_page(guide, "nb") if "Ikke med (utfall)" in line)
    assert "Bekymringsmelding til barnevernet (kan sendes likevel, når som helst)" in told


def test_page_and_diagram_show_it(guide: Guide) -> None:
    """The HTML page has it too, and the diagram draws levels and steps that went in a box that no arrow leads to."""
    page = guide_html(guide, "nb")
    assert "Ikke med (steg)" in page
    assert "Ikke med av det som er arvet" in page
    drawn = guide_mermaid(guide, "nb").splitlines()
    gone = [line.split("[")[0].strip() for line in drawn if line.endswith(":::gone")]
    assert len(gone) == 2
    assert not any(line.endswith(f" {box}") for line in drawn for box in gone)


def test_it_is_shown_and_nothing_else(guide: Guide, tmp_path: Path) -> None:
    """It is kept with a guide, no digest is made of it, and it is no change by itself beside what went."""
    kept = kept_guide(keep_guide(guide))
    assert kept.left_out == guide.left_out
    assert kept.digest == guide.digest
    assert "left_out" not in {one.field for one in diff(load_guide("national"), guide).changes}


def test_what_leaves_nothing_out_says_nothing() -> None:
    """A guide that only adds has no such lines."""
    assert not load_guide("sula").left_out
    assert not any("Ikkje med" in line for line in guide_page(load_guide("sula"), "nn"))
    assert not load_guide("national").left_out


def test_a_variant_says_what_it_left_out() -> None:
    """Risør's school ends the clarifying step in ways of its own: those of the common core are told to be gone."""
    lines = guide_page(load_guide("risor"), "nb")
    variant = lines.index(next(line for line in lines if "Variant" in line))
    assert any("Ikke med (utfall): Tiltak i egen tjeneste" in line for line in lines[variant:])
