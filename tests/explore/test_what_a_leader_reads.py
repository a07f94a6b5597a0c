"""A guide is shown as its leader would say it: what differs in a variant, each role once, in the guide's own words."""

from __future__ import annotations

import pytest

from bti import Guide, load_guide
from bti.cli.guides import guide_page
from bti.explore.guide_page import guide_html
from bti.guide.loading import parse_guide

OWN = """
id = "own"
extends = "national"
version = "1"
place = "Storvik"
title = {nn = "Eigen"}
missing = [{nn = "Kva ein koordinator har å seie"}]

[words]
holder = {nn = "følgjesvein"}

[baton.level.1]
preferred = ["contact_teacher", "kindergarten_head"]
excluded = ["headteacher"]
sources = ["setting"]

[[said]]
id = "first"
text = {nn = "Møt opp"}

[[variant]]
id = "health"
home = ["health_station"]
title = {nn = "Helsestasjonen"}
sources = ["setting"]

[variant.baton.level.1]
preferred = ["public_health_nurse"]
sources = ["setting"]

[variant.log]
from_step = {value = "1.2", sources = ["setting"]}

[[variant.level]]
id = "2"

[[variant.level.step]]
id = "2.3"
completion = {all_of = ["measure_started", "baton_held"], sources = ["setting"]}
"""


@pytest.fixture(scope="module")
def guide() -> Guide:
    """Give a guide with a variant that says two things otherwise."""
    return parse_guide(OWN)


def test_a_variant_shows_what_differs_and_nothing_else(guide: Guide) -> None:
    """Who reads the variant sees its two rules and where they stand, not all four levels once more."""
    lines = guide_page(guide, "nn")
    start = next(place for place, line in enumerate(lines) if "Variant «Helsestasjonen»" in line)
    end = lines.index("Stafettpinnen")
    own = "\n".join(lines[start:end])
    assert "det som er annleis" in lines[start]
    assert "* Bør ha han: Helsesjukepleiar" in own
    assert "2.3 Gjennomfør tiltaka" in own
    assert "stafettpinnen" in own.casefold()
    assert "Gjeld ikkje her: Når stafettloggen kan opnast" in own  # from_step takes its place
    assert "1.2 Beskriv" not in own
    assert "2.2" not in own
    assert "Utfalla" not in own
    variant = guide_html(guide, "nn").rpartition("Variant «Helsestasjonen»")[2].partition("<h2>Stafettpinnen")[0]
    assert "Gjennomfør tiltaka" in variant
    assert "Beskriv mål og tiltak" not in variant


def test_a_role_stands_in_the_list_that_counts(guide: Guide) -> None:
    """Of several lists that name a role, the strictest counts: nobody is shown as possible and excluded at once."""
    lines = guide_page(guide, "nn")
    start = next(place for place, line in enumerate(lines) if "på dette nivået" in line and "ølgjesvein" in line)
    held = {line.strip(" *·–").split(":")[0]: line for line in lines[start + 1 : start + 5]}
    assert "Rektor" not in held["Berre unntaksvis"]
    assert "Styrar" not in held["Bør ha han"]
    assert "Styrar" in held["Berre unntaksvis"]
    assert "Rektor" in held["Kan ikkje ha han"]


def test_the_holder_is_called_as_the_guide_calls_it(guide: Guide) -> None:
    """A municipality's own word stands where its own holders do; where it has none, the common one does."""
    assert any(line.strip(" *·–") == "Følgjesvein på dette nivået" for line in guide_page(guide, "nn"))
    assert any(line.strip(" *·–") == "Stafetthaldar på dette nivået" for line in guide_page(load_guide("sula"), "nn"))


def test_a_section_on_one_line_is_set_off(guide: Guide) -> None:
    """What is not known is not run together with the advice above it."""
    lines = guide_page(guide, "nn")
    place = lines.index("Ikkje kjent: Kva ein koordinator har å seie")
    assert lines[place - 1] == ""
    assert lines[lines.index("Kommune: Storvik") + 1] != ""
