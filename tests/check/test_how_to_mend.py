"""What a finding says of where it is and how it is mended, in mistakes that people made who wrote by the pages."""

from __future__ import annotations

from bti import load_guide
from bti.check import check_guide
from bti.cli.guides import guide_page
from bti.guide.loading import parse_guide

OWN = """
id = "own"
extends = "%s"
version = "1"
title = {nb = "Egen"}
"""


def test_a_table_below_none_has_its_own_line() -> None:
    """`[[step.deadline]]` without its `[[level.step]]` is told of where it stands, not at the top of the file."""
    toml = OWN % "national" + '\n[[level]]\nid = "1"\n[[level.step]]\nid = "1.2"\n[[step.deadline]]\nid = "q"\n'
    (found,) = (one for one in check_guide(toml).findings if one.code == "unknown_key")
    assert found.line == 1 + toml.split("\n").index("[[step.deadline]]")
    assert found.hint is not None
    assert "[[level.step]]" in found.hint("nb")


def test_a_source_that_is_taken_gets_a_name_to_write() -> None:
    """Whoever calls another page what the guide beneath calls its own reads which name to write instead, twice."""
    toml = OWN % "sortland" + '\n[[source]]\nid = "individnivå"\ntitle = "Vår egen plan"\n'
    (found,) = (one for one in check_guide(toml).findings if one.code == "source_taken")
    assert 'id = "individnivå-own"' in found.mend("nn")
    assert 'sources = ["individnivå-own 2.1"]' in found.mend("nn")
    mended = check_guide(toml.replace('"individnivå"', '"individnivå-own"'))
    assert "source_taken" not in {one.code for one in mended.findings}


def test_a_place_is_set_off_from_the_source_it_is_in() -> None:
    """A source whose title ends in letters is not run together with the place in it: «… A, B og C, C»."""
    toml = OWN % "national" + (
        '\n[[source]]\nid = "plan"\ntitle = "Plan, del A, B og C"\n'
        '\n[log]\nfrom_level = {value = "2", sources = ["plan C"]}\n'
    )
    lines = guide_page(parse_guide(toml), "nb", grounds=True)
    assert any("Plan, del A, B og C, C" in line for line in lines)


def test_how_often_an_arena_meets_is_said_to_be_the_least() -> None:
    """Two meetings a year are two at the least, as the guide's own words have it beside (Sortland: two to three)."""
    lines = guide_page(load_guide("sortland"), "nb")
    assert "      * Antall møter, minst: 2" in lines
