"""Texts by language: what is said, what stands in, what is refused, and what substitution never does."""

from __future__ import annotations

import copy
import pickle
import string
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bti.errors import BtiError, InvalidValue, UnknownLanguage
from bti.text import FALLBACK, LANGUAGES, Text, check_language, check_text, placeholders, render

BATON = Text(nb="stafettpinne", nn="stafettpinne eller -pinnen", en="baton")

said = st.text(st.characters(codec="utf-8"), min_size=1).filter(lambda text: bool(text.strip()))
tags = st.sampled_from([*FALLBACK, "uk", "ar", "sr-Latn"])
texts = st.dictionaries(tags, said, min_size=1).map(Text.of)


def test_text_is_said_in_the_language_asked_for() -> None:
    """Each language gives its own words, called or by `in_`."""
    assert BATON.in_("nb") == "stafettpinne"
    assert BATON("en") == "baton"
    assert BATON.tags == ("nb", "nn", "en")


@given(texts)
def test_a_language_that_is_there_never_falls_back(text: Text) -> None:
    """Whatever a text has, it says, also in a language nobody declared."""
    for tag, words in text.items():
        assert text.has(tag)
        assert text.in_(tag) == words


@pytest.mark.parametrize(
    ("have", "ask", "get"),
    [
        (("nb", "en"), "nn", "nb"),
        (("nn", "en"), "nb", "nn"),
        (("nb", "nn"), "en", "nb"),
        (("nn",), "en", "nn"),
        (("en",), "nn", "en"),
        (("nn", "en"), "sma", "nn"),
        (("nb", "nn", "en"), "se", "nb"),
        (("uk", "ar"), "nb", "ar"),
    ],
)
def test_fallback_is_the_declared_order(have: tuple[str, ...], ask: str, get: str) -> None:
    """Bokmål and nynorsk stand in for each other before English; a text in none of them is given as it is."""
    text = Text.of({tag: f"in {tag}" for tag in have})
    assert not text.has(ask)
    assert text.in_(ask) == f"in {get}"


@given(texts, st.sampled_from(list(FALLBACK)))
def test_after_the_front_door_no_text_raises(text: Text, lang: str) -> None:
    """A language that `check_language` lets in gets an answer from every text."""
    assert text.in_(check_language(lang)) in dict(text.items()).values()


def test_the_librarys_own_languages_are_declared() -> None:
    """All three may be asked for, and each has the other two to stand in."""
    for tag in LANGUAGES:
        assert check_language(tag) == tag
        assert set(FALLBACK[tag]) == set(LANGUAGES) - {tag}


@pytest.mark.parametrize(
    ("wrong", "meant"), [("no", "nb"), ("nb-NO", "nb"), ("NN", "nn"), ("nn_NO", "nn"), ("eng", "en"), ("smaa", "sma")]
)
def test_an_unknown_language_is_told_the_nearest(wrong: str, meant: str) -> None:
    """A language that nobody declared is refused with the one that was likely meant, at the door and by a text."""
    with pytest.raises(UnknownLanguage, match=f"did you mean '{meant}'"):
        check_language(wrong)
    with pytest.raises(UnknownLanguage, match=f"did you mean '{meant}'"):
        BATON.in_(wrong)


@pytest.mark.parametrize("wrong", ["xx", "", "uk", 5, None, [], b"nb", "\ud800", "nb" * 1000])
def test_anything_else_is_no_language(wrong: object) -> None:
    """Whatever else is sent as a language gives one short error that lists the known ones."""
    asks: list[Callable[[Any], str]] = [check_language, BATON.in_, BATON]
    for ask in asks:
        with pytest.raises(
            UnknownLanguage, match=r"known are nb \(bokmål\), nn \(nynorsk\), en \(English\), se"
        ) as caught:
            ask(wrong)
        assert len(str(caught.value)) < 200


@given(st.permutations(["nb", "nn", "en", "sma", "uk"]))
def test_order_of_languages_does_not_matter(order: list[str]) -> None:
    """Two texts that say the same are equal and hash alike, so they can be keys."""
    one = Text.of({tag: f"in {tag}" for tag in order})
    other = Text(nb="in nb", nn="in nn", en="in en", sma="in sma", uk="in uk")
    assert one == other
    assert hash(one) == hash(other)
    assert one.tags == ("nb", "nn", "en", "sma", "uk")


@given(texts)
def test_a_text_survives_copying_and_taking_apart(text: Text) -> None:
    """Pickled, copied or turned into a mapping and back it is the same text."""
    assert pickle.loads(pickle.dumps(text)) == text
    assert copy.deepcopy(text) == text
    assert Text.of(dict(text.items())) == text


def test_a_text_cannot_be_changed() -> None:
    """A text is a value."""
    with pytest.raises(AttributeError):
        BATON.nb = "other"  # type: ignore[attr-defined]  # because a host may try


@pytest.mark.parametrize("wrong", ["", "  \n", None, 5, b"bytes", "half \ud83d", ["nb"]])
def test_what_is_no_text_is_refused(wrong: object) -> None:
    """Empty and blank texts, half characters and other things raise; the message never quotes them."""
    with pytest.raises(InvalidValue, match="the text in 'nb'"):
        Text.of({"nb": wrong})  # type: ignore[dict-item]  # because a host may try
    with pytest.raises(InvalidValue, match="note") as caught:
        check_text(wrong, "note")
    assert "half \\" not in str(caught.value)
    assert check_text("noe å si") == "noe å si"


@pytest.mark.parametrize("tag", ["", "n", "NB", "norsk", "nb_NO", "nb-", "nb-å", "-nb", "n1", 5, None])
def test_what_is_no_language_tag_is_refused(tag: object) -> None:
    """A text is filed under a language tag, not under any word."""
    with pytest.raises(InvalidValue, match="not a language tag"):
        Text.of({tag: "ja"})  # type: ignore[dict-item]  # because a host may try


@pytest.mark.parametrize("wrong", [{}, None, "nb", ["nb"]])
def test_a_text_needs_a_language(wrong: object) -> None:
    """A text that says nothing in any language is none."""
    with pytest.raises(InvalidValue, match="at least one language"):
        Text.of(wrong)  # type: ignore[arg-type]  # because a host may try
    with pytest.raises(InvalidValue, match="at least one language"):
        Text()


def test_render_puts_parameters_in_their_places() -> None:
    """Names are replaced; texts among the parameters are said in the same language; spare parameters are no error."""
    text = Text(nb="{who} har {what} {{i dag}}", nn="{who} har {what}", en="{who} has {what}")
    params = {"who": 3, "what": BATON, "spare": "x"}
    assert render(text, "nb", params) == "3 har stafettpinne {i dag}"
    assert render(text, "en", params) == "3 has baton"
    assert placeholders(text.in_("nb")) == {"who", "what"}


@given(said, st.dictionaries(st.sampled_from(["a", "b"]), st.text(), min_size=2))
def test_a_parameter_is_never_read_as_a_text(words: str, params: dict[str, str]) -> None:
    """What a parameter says stands there as it is, braces and all."""
    escaped = words.replace("{", "{{").replace("}", "}}")
    assert render(Text(nb=escaped + "{a}{b}"), "nb", params) == words + params["a"] + params["b"]


@pytest.mark.parametrize(
    "template",
    ["{who.__class__}", "{who[0]}", "{who!r}", "{who:>9}", "{0}", "{}", "{ who }", "{Who}", "{who", "who}", "{å}"],
)
def test_nothing_but_plain_names_is_understood(template: str) -> None:
    """Attributes, indexes, conversions, formats and stray braces raise: nothing in a text is ever evaluated."""
    with pytest.raises(InvalidValue, match="brace"):
        render(Text(nb=template), "nb", {"who": "x", "0": "y"})
    with pytest.raises(InvalidValue, match="brace"):
        placeholders(template)


@pytest.mark.parametrize("params", [{}, {"who": None}])
def test_a_missing_parameter_is_named(params: dict[str, object]) -> None:
    """A text never shows a person "None" or a hole."""
    with pytest.raises(InvalidValue, match="parameter 'who'"):
        render(Text(nb="Til {who}"), "nb", params)


@given(st.text(string.ascii_lowercase + "{}._![]:0 ", min_size=1))
def test_render_gives_a_string_or_a_clear_error(template: str) -> None:
    """No template brings down the page with another kind of error."""
    try:
        names = placeholders(template)
        assert isinstance(render(Text(nb=template), "nb", dict.fromkeys(names, "x")), str)
    except BtiError:
        pass


def test_importing_texts_is_cheap() -> None:
    """The module that everybody imports brings nothing along that only an error needs."""
    code = "import sys, attrs, re; before = set(sys.modules); import bti.text; print(*set(sys.modules) - before)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "difflib" not in ran.stdout.split()
    assert "datetime" not in ran.stdout.split()
