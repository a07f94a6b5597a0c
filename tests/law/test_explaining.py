"""A legal reason is explained in words, and nothing anywhere says that an authority approves of it."""

from __future__ import annotations

import datetime as dt
import inspect
import re
from pathlib import Path

import pytest

import bti
from bti.law.explaining import explain, why_in_law
from bti.reasons import Reason, ReasonKind, law
from bti.text import LANGUAGES

ROOM = Path(inspect.getfile(bti)).parent
REPOSITORY = ROOM.parents[1]
APPROVES = re.compile(
    r"(godkjen\w*|approved?|anbefal\w*|tilråd\w*)\W+(?:\w+\W+){0,2}?(?:av|by|frå|fra)\W+(?:the\W+)?datatilsynet"
    r"|datatilsynet\W+(?:har\W+|has\W+)?(godkjen\w*|approve\w*)",
    re.IGNORECASE,
)
DENIES = re.compile(
    r"ingen|inga|aldri|ikke|ikkje|never|no decision|not |nothing|påstand|claim|lisens|licen|konsesjon|refuse",
    re.IGNORECASE,
)


@pytest.mark.parametrize("lang", LANGUAGES, ids=str)
def test_a_reason_is_more_than_its_citation(lang: str) -> None:
    """What, why with acts and sections and how sure, and what helps."""
    reason = Reason("service_not_covered", ReasonKind.UNMET, (), (law("Q-05"),))
    told = explain(reason, lang, on=dt.date(2026, 2, 16))
    assert told.what
    assert told.who
    assert "§" in told.why[0].sections
    assert told.why[0].says
    assert told.why[0].certainty


def test_a_reason_cites_what_is_law_on_the_day() -> None:
    """Another day, another act."""
    days = (dt.date(2025, 12, 31), dt.date(2026, 1, 1))
    first, second = (why_in_law("H-02", "nb", on=day).sections for day in days)
    assert first != second


def texts() -> list[Path]:
    """Every text of the library and its pages."""
    rooms = (ROOM, REPOSITORY / "docs", REPOSITORY / "examples")
    found = [path for room in rooms for path in sorted(room.rglob("*")) if path.suffix in (".py", ".toml", ".md")]
    return [*found, REPOSITORY / "README.md", REPOSITORY / "CHANGELOG.md"]


def test_nothing_says_that_datatilsynet_approves() -> None:
    """No text says so, but to say that nobody may (law H-13)."""
    for path in texts():
        for line in path.read_text(encoding="utf-8").splitlines():
            if APPROVES.search(line):
                assert DENIES.search(line), f"{path.name}: {line[:150]}"


def test_the_pattern_finds_what_must_not_be_said() -> None:
    """The test above would see it."""
    for said in ("Godkjent av Datatilsynet", "godkjend av Datatilsynet", "is approved by Datatilsynet"):
        assert APPROVES.search(said)
