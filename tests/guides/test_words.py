"""A municipality's own words for the holder, the log, a level and a concern."""

from __future__ import annotations

import pytest

from bti.cli.guides import guide_page
from bti.engine import Engine
from bti.explore import relay_log
from bti.guide import Word, load_guide
from tests.guides.small import SMALL, findings
from tests.guides.small_guides import small_guide
from tests.stage import TEACHER, Stage


def test_each_level_may_have_its_own_word() -> None:
    """Level 3 says another word for the holder; all others the guide's; the field's stand where none is said."""
    guide = small_guide("two-sectors")
    assert guide.word("holder", "3")("nb") == "teamleder"
    assert guide.word(Word.HOLDER, "1")("nb") == guide.word("holder")("nb") == "koordinator"
    assert guide.word("concern")("nn") == "undring"
    assert load_guide("sortland").word("log")("nb") == "stafettlogg"
    with pytest.raises(ValueError, match="teacher"):
        guide.word("teacher")


def test_each_word_knows_who_says_it() -> None:
    """The variant's word for the log is the variant's, with its source."""
    health = small_guide("two-sectors").for_home("health_station")
    said = health.words.find(Word.LOG)
    assert said is not None
    assert (said.text("nb"), said.origin.sources) == ("logg i helsejournalen", ("page helse",))
    assert said.origin.path == "variant health / words / log"
    assert health.word("holder")("nb") == "koordinator"


def test_pages_are_written_in_them() -> None:
    """A parent who knows the coordinator by that name meets no baton holder on the page."""
    stage = Stage(Engine(small_guide("two-sectors"))).opened()
    page, _ = relay_log(stage.engine, stage.case, by=TEACHER, now=stage.now, basis="own case")
    assert page.title.startswith("Samarbeidslogg for sak")
    assert "\n  Samarbeidslogg " in page.text()


def test_shown_with_the_guide() -> None:
    """Who looks at a guide sees its words, and what common words they stand for."""
    shown = "\n".join(guide_page(small_guide("two-sectors"), "nb"))
    assert "stafettholder: koordinator" in shown
    assert "stafettholder på nivå 3: teamleder" in shown
    assert "Variant «Tvillingviks veileder for helse», for Helsestasjon" in shown


def test_words_on_a_level_that_is_not_there() -> None:
    """The finding names the place and the levels there are."""
    found = findings(SMALL + '[words.on_level.7]\nholder = {nb = "leder"}\n')
    assert "unknown level; known are 0, 1" in found["$.words.on_level.7"]
    assert "unknown key" in findings(SMALL + '[words]\nholdr = {nb = "leder"}\n')["$.words.holdr"]
