"""A new guide: right as it stands, and right with all its examples in use."""

from __future__ import annotations

import re

import pytest

from bti.check import check_guide, skeleton
from bti.errors import InvalidValue, UnknownGuide, UnknownLanguage
from bti.guide import parse_guide
from bti.text import LANGUAGES


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("extends", ["national", "sortland"])
def test_it_is_right_as_it_stands(lang: str, extends: str) -> None:
    """Nothing is found in it, not even a note, and it states nothing that nobody has decided."""
    toml = skeleton("storvik", place="Storvik", extends=extends, lang=lang)
    report = check_guide(toml)
    assert [one.code for one in report.findings] == []
    assert report.counts is not None
    assert report.counts.stated == 0
    guide = parse_guide(toml)
    assert (guide.id, guide.place, guide.languages) == ("storvik", "Storvik", (lang,))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_example_can_be_used(lang: str) -> None:
    """Whoever takes away the # in front of an example has written something that is right."""
    toml = re.sub(r"(?m)^#(?=\S)", "", skeleton("storvik", place="Storvik", lang=lang))
    report = check_guide(toml)
    assert [one.code for one in report.findings] == []
    assert report.counts is not None
    assert report.counts.stated >= 8


def test_any_name_of_a_place() -> None:
    """Quotation marks and backslashes in a name are only letters."""
    place = 'Gáivuotna "Kåfjord" \\ @ID@'
    assert parse_guide(skeleton("kafjord", place=place)).place == place


def test_what_cannot_be() -> None:
    """A wrong id, place, language or ground is said at once."""
    for id, place in (("../x", "Storvik"), ("storvik", ""), ("storvik", "a\nb"), ("national", "Storvik")):
        with pytest.raises(InvalidValue):
            skeleton(id, place=place)
    with pytest.raises(UnknownGuide):
        skeleton("storvik", place="Storvik", extends="nasional")
    with pytest.raises(UnknownLanguage):
        skeleton("storvik", place="Storvik", lang="xx")


def test_comments_are_in_a_language_at_hand() -> None:
    """Sámi has no comments of its own yet; the Norwegian ones stand in."""
    assert "# Handlingsveilederen (BTI) for Storvik." in skeleton("storvik", place="Storvik", lang="sma")
