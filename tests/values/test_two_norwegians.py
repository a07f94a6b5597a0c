"""Bokmål is bokmål and nynorsk is nynorsk, in every text that a person may read; each exists in both, and English."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bti.text import LANGUAGES
from tests.repo.source import PACKAGE, ROOT
from tests.values.norwegian import BOKMAAL_ONLY, NYNORSK_ONLY, strange

MODULES = sorted(PACKAGE.rglob("*.py"))
SKELETONS = PACKAGE / "check" / "skeletons"  # each written in one language
GUIDES = sorted((*(ROOT / "tests" / "guides").rglob("*.toml"), *(ROOT / "examples").rglob("*.toml")))
PAGES = sorted(path for path in PACKAGE.rglob("*.toml") if path.parent != SKELETONS)


def texts_in(value: Any, place: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Give each text by language in what a TOML file says, with its place."""
    if isinstance(value, list):
        for number, one in enumerate(value):
            yield from texts_in(one, f"{place}[{number}]")
    elif isinstance(value, dict):
        said = {lang: text for lang, text in value.items() if lang in ("nb", "nn", "en") and isinstance(text, str)}
        if said:
            yield place, said
        for key, one in value.items():
            if key not in said:
                yield from texts_in(one, f"{place}.{key}")


def constants_in(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """Give each `Text(...)` that is written out in a module, with its line."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Text":
            said = {
                keyword.arg: keyword.value.value
                for keyword in node.keywords
                if keyword.arg is not None
                and isinstance(keyword.value, ast.Constant)
                and isinstance(keyword.value.value, str)
            }
            if not set(said).isdisjoint(LANGUAGES):
                yield f"line {node.lineno}", said


def names(path: Path) -> str:
    """Name a file by its place in the package."""
    return str(path.relative_to(PACKAGE))


def complaints(texts: Iterator[tuple[str, dict[str, str]]]) -> list[str]:
    """Give every place where a language is missing, or where a word of the one Norwegian stands in the other."""
    found: list[str] = []
    for place, said in texts:
        if not set(LANGUAGES) <= set(said):
            found.append(f"{place}: only in {', '.join(said)}")
        for lang in ("nb", "nn"):
            words = strange(lang, said.get(lang, ""))
            if words:
                found.append(f"{place}, {lang}: {', '.join(sorted(words))} in «{said[lang]}»")
    return found


@pytest.mark.parametrize("path", PAGES, ids=names)
def test_in_the_files_of_texts(path: Path) -> None:
    """Reasons, phrases, codes, pages, the law in our own words, the bundled guides."""
    assert complaints(texts_in(tomllib.loads(path.read_text(encoding="utf-8")), "$")) == []


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: path.name)
def test_in_guides_of_one_language(path: Path) -> None:
    """Guides beside the package need not say everything twice; what they say is in the language they say it is in."""
    texts = texts_in(tomllib.loads(path.read_text(encoding="utf-8")), "$")
    assert [word for _, said in texts for lang in ("nb", "nn") for word in strange(lang, said.get(lang, ""))] == []


@pytest.mark.parametrize("path", MODULES, ids=names)
def test_in_the_modules(path: Path) -> None:
    """What facts, groups and conditions are called."""
    assert complaints(constants_in(path)) == []


@pytest.mark.parametrize("lang", ["nb", "nn"])
def test_in_the_skeleton_of_a_guide(lang: str) -> None:
    """What an adviser begins with is in the language they asked for, comments and all."""
    words = (SKELETONS / f"{lang}.toml").read_text(encoding="utf-8")
    assert strange(lang, words) <= {"de"}  # "you" in nynorsk, where elsewhere it would be bokmål's "they"


def test_there_is_something_to_read() -> None:
    """The tests above do look at something."""
    assert sum(1 for path in MODULES for _ in constants_in(path)) > 100
    assert sum(1 for path in PAGES for _ in texts_in(tomllib.loads(path.read_text(encoding="utf-8")), "$")) > 500


def test_the_word_lists_are_apart() -> None:
    """No word is forbidden in both, and the lists catch what they are for."""
    assert not BOKMAAL_ONLY & NYNORSK_ONLY
    assert strange("nn", "Hvem har ikke delt bekymringen?") == {"hvem", "ikke", "bekymringen"}
    assert strange("nb", "Kven har ikkje delt uroa? Ein av meldingane") == {
        "kven",
        "ikkje",
        "uroa",
        "ein",
        "meldingane",
    }
    assert not strange("nn", "Ingen har svart på bekymringsmeldinga.")
    assert not strange("nb", "Ingen har svart på bekymringsmeldingen.")
