"""How the demo is told: to a person in plain text or colour, and to a machine."""

from __future__ import annotations

import io
import json
import re
from functools import cache
from typing import Any

import pytest

from bti.demo.show import show, written
from bti.demo.words import words
from bti.text import LANGUAGES, placeholders

RANDOM = re.compile(r"[0-9a-f]{16,}")


@cache
def told(lang: str) -> str:
    """Tell it once in a language."""
    return written(lang)


@cache
def objects(lang: str) -> tuple[dict[str, Any], ...]:
    """Tell it once to a machine."""
    out = io.StringIO()
    show(lang, json=True, out=out)
    return tuple(json.loads(line) for line in out.getvalue().splitlines())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_telling_is_the_same_each_time(lang: str) -> None:
    """No random id, no clock and no path gets into the text."""
    assert told(lang) == written(lang)
    assert not RANDOM.search(told(lang))


@pytest.mark.parametrize(
    ("lang", "refused", "core", "equal"),
    [
        ("nb", "x Avslått:", "den felles kjernen er brukt", "Like til siste byte: ja"),
        ("nn", "x Avslått:", "den felles kjernen er brukt", "Like til siste byte: ja"),
        ("en", "x Refused:", "the common core is used", "Equal to the last byte: yes"),
    ],
)
def test_telling_shows_refusals_core_and_comparison(lang: str, refused: str, core: str, equal: str) -> None:
    """The screen shows nine refusals, says where the common core stood in, and how the comparison came out."""
    text = re.sub(r"\s*\n\s*\|?\s*", " ", told(lang))
    assert text.count(refused) == 9
    assert core in text
    assert equal in text


@pytest.mark.parametrize("width", [60, 100])
def test_plain_lines_keep_to_the_width(width: int) -> None:
    """Nothing runs out of the window but an underline or a word that is wider by itself."""
    long = [line for line in written("nb", width).splitlines() if len(line) > width and not set(line) <= {"-", "="}]
    assert [line for line in long if not line.startswith(("Nivå", "+--"))] == []


def test_machine_and_person_are_told_the_same() -> None:
    """The JSON has the same verdicts, in the same order, with codes, sources and texts in the language."""
    acts = [one for one in objects("nn") if one["event"] == "act"]
    refused = [one for one in acts if one["verdict"] == "refused"]
    assert [one["reasons"][0]["code"] for one in refused] == [
        *("step_needs", "not_told_yet", "log_needs_consent", "kin_never_holds", "child_not_heard"),
        *("service_needs_consent", "category_not_covered", "offer_is_open", "measure_not_evaluated"),
    ]
    text = re.sub(r"\s*\n\s*\|?\s*", " ", told("nn"))
    for one in refused:
        for reason in one["reasons"]:
            assert reason["text"] in text
            assert reason["remedy"] in text
            assert all(citation["text"] for citation in reason["citations"])
    assert any(
        citation["kind"] == "common_core"
        for one in refused
        for reason in one["reasons"]
        for citation in reason["citations"]
    )


def test_machine_is_told_no_random_id() -> None:
    """Two runs give the same lines; the guide's digest is the one long number in them."""
    first, again = objects("en"), io.StringIO()
    show("en", json=True, out=again)
    assert first == tuple(json.loads(line) for line in again.getvalue().splitlines())
    assert not RANDOM.search(json.dumps(first[1:]))
    (compared,) = [one for one in first if one["event"] == "compared"]
    assert compared["equal"] is True
    assert compared["bytes_before"] == compared["bytes_after"] > 1000


def test_colour_tells_what_plain_text_tells() -> None:
    """With rich the same refusals are drawn, and nothing of the style marks is left in the text."""
    pytest.importorskip("rich", reason="the extra `cli` is not installed")
    from rich.console import Console

    from bti import Engine, MemoryStore, load_guide
    from bti.demo.colour import draw
    from bti.demo.playing import play
    from bti.demo.story import GUIDE, STORY
    from bti.demo.telling import tell

    engine, store, out = Engine(load_guide(GUIDE)), MemoryStore(), io.StringIO()
    draw(tell(engine, play(engine, lambda: store, "en", STORY), "en"), Console(file=out, width=100))
    drawn = out.getvalue()
    assert drawn.count("─ Refused ─") == 9
    assert "Equal to the last byte: yes" in drawn
    assert "[bold" not in drawn


@pytest.mark.parametrize("name", words())
def test_every_line_exists_in_three_languages(name: str) -> None:
    """No line falls back on another language, and all languages use the same parameters."""
    text = words()[name]
    assert text.tags == LANGUAGES
    assert len({placeholders(text(lang)) for lang in LANGUAGES}) == 1


def test_no_code_is_shown_raw() -> None:
    """Every coded value the story meets has words."""
    for lang in LANGUAGES:
        assert not re.search(r"\b[a-z]+_[a-z_]+\b", told(lang))
