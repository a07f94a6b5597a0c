"""Every key of the format is shown, in text and on the page, and is named when it changes: those to come as well."""

from __future__ import annotations

import enum
import html
import itertools
import typing
from collections.abc import Iterable, Iterator

import attrs
import pytest

from bti.check import diff
from bti.check.telling import told
from bti.cli.guides import guide_page
from bti.explore import guide_html
from bti.explore.outline import Line, outline, sections
from bti.guide import ConditionName, Guide, HowMany, Since
from bti.guide.model import NotStated
from bti.guide.speech import field_in_words, value_in_words
from bti.text import LANGUAGES
from tests.guides.whole import GROUND, changed, models, places, whole_guide

WHOLE = whole_guide()
SHOWN_OTHERWISE = {
    ("steps", "level"),  # a step stands below its level
    ("targets", "level"),  # a step stands for its level
}
LINES = outline(WHOLE, "nb")
TEXT, PAGE = guide_page(WHOLE, "nb"), guide_html(WHOLE, "nb")
WAYS = {" ".join(map(str, way)): way for way in places(WHOLE)}


def is_shown_otherwise(way: tuple[str | int, ...]) -> bool:
    """Tell whether another value changes nothing that is to be seen."""
    names = [part for part in way if isinstance(part, str)]
    return tuple(names[-2:]) in SHOWN_OTHERWISE


@pytest.mark.parametrize("way", WAYS)
def test_another_value_is_seen(way: str) -> None:
    """Whatever is otherwise in a guide, its text and its page are, and the difference has words for it."""
    if is_shown_otherwise(WAYS[way]):
        return
    after: Guide = changed(WHOLE, WAYS[way])
    if all(one == other for one, other in itertools.zip_longest(sections(after, "nb"), LINES)):  # it stands above them
        assert guide_page(after, "nb") != TEXT
        assert guide_html(after, "nb") != PAGE
    lines = told(diff(WHOLE, after), "nb")
    assert len(lines) > 3
    assert not [line for line in lines if "på et annet språk" in line]


def said_in(lines: Iterable[Line]) -> Iterator[str]:
    """Yield what the lines say, each by itself."""
    for line in lines:
        yield from (text for text in (line.title, line.said) if text)
        yield from said_in(line.inner)


def test_text_and_page_say_every_line() -> None:
    """Neither leaves out a line of the outline that both are made of, whether or not it begins with a capital."""
    text, page = " ".join(" ".join(TEXT).split()).casefold(), PAGE.casefold()
    said = list(said_in(LINES))
    assert len(said) > 500
    assert [one for one in said if " ".join(one.split()).casefold() not in text] == []
    assert [one for one in said if html.escape(one).casefold() not in page] == []


PHRASED = {"id", "status", "name", "since", "with_", "same_act_as", "all_of", "any_of", "unless", "step"} | {
    *("fact", "field", "when", "everywhere", "on_level", "guide")
}
"""Fields that stand above all others or that a phrase of its own says, and that are called the same in Norwegian."""


def test_nothing_is_shown_as_it_is_called_in_code() -> None:
    """Each field has words."""
    nameless = [
        f"{model.__name__}.{field.name}"
        for model in models(Guide)
        for field in attrs.fields(model)
        if field.init
        and field.name not in {*GROUND, *PHRASED}
        and field_in_words(field.name, "nb", model.__name__) == field.name
    ]
    assert nameless == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_value_is_shown_as_code_writes_it(lang: str) -> None:
    """No class shows where nobody has found a phrase for it."""
    said = "\n".join(guide_page(WHOLE, lang)) + guide_html(WHOLE, lang)
    assert [model.__name__ for model in models(Guide) if f"{model.__name__}(" in said] == []


def words_of_the_format() -> list[enum.Enum]:
    """Give every word that a guide may hold where a value of the format stands."""
    found: dict[type[enum.Enum], None] = {}

    def look(hint: object) -> None:
        if isinstance(hint, type) and issubclass(hint, enum.Enum) and hint not in PHRASED_WORDS:
            found[hint] = None
        for inner in typing.get_args(hint):
            look(inner)

    for model in models(Guide):
        for hint in typing.get_type_hints(model).values():
            look(hint)
    return [one for kind in found for one in kind]


PHRASED_WORDS = (ConditionName, Since, HowMany, NotStated)
"""Conditions and since when they count are said by phrases of their own, numbers of services as they are written."""


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_word_of_the_format_has_words(lang: str) -> None:
    """A choice among fixed words is shown in the reader's language."""
    words = words_of_the_format()
    assert len(words) > 30
    raw = [one for one in words if value_in_words(one, WHOLE, "nb") == one.value]
    assert [f"{type(one).__name__}.{one.value}" for one in raw] == []
    assert all("_" not in value_in_words(one, WHOLE, lang) for one in words)
