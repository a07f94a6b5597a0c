"""Every code a person may meet has words in every language."""

from __future__ import annotations

import enum
import typing
from collections.abc import Iterator
from typing import Any

import attrs
import pytest

from bti.answers.view import View
from bti.codes import said, words_of_codes
from bti.duties.duty import OwedBy
from bti.facts import KINDS
from bti.record.spine import Office
from bti.text import LANGUAGES
from bti.wire.forms import fields_of


def enums_in(of: Any, seen: set[Any]) -> Iterator[type[enum.Enum]]:
    """Yield the classes of codes that a type is made of."""
    if of in seen:
        return
    seen.add(of)
    for part in typing.get_args(of):
        yield from enums_in(part, seen)
    if isinstance(of, type) and issubclass(of, enum.Enum):
        yield of
    if isinstance(of, type) and attrs.has(of):
        for field in fields_of(of):
            yield from enums_in(field.type, seen)


def codes_people_meet() -> list[type[enum.Enum]]:
    """Return the classes of codes in facts and in what a reader is shown."""
    seen: set[Any] = set()
    found = (
        {one for fact in KINDS.values() for one in enums_in(fact, seen)} | set(enums_in(View, seen)) | {Office, OwedBy}
    )
    return sorted(found - NOT_SAID, key=lambda one: one.__name__)


NOT_SAID: set[type[enum.Enum]] = set(enums_in(__import__("bti").Reason, set()))
"""Codes that come with a sentence of their own."""


@pytest.mark.parametrize("of", codes_people_meet(), ids=lambda of: str(of.__name__))
def test_every_code_has_words(of: type[enum.Enum]) -> None:
    """Each member is said in bokmål, nynorsk and English."""
    for member in of:
        assert said(member).tags[: len(LANGUAGES)] == LANGUAGES


def test_no_words_are_left_over() -> None:
    """No words stand there for a code that is gone."""
    known = {(of.__name__, str(member.value)) for of in codes_people_meet() for member in of}
    assert set(words_of_codes()) <= known


def test_words_begin_small() -> None:
    """They stand after a colon."""
    for text in words_of_codes().values():
        for lang in LANGUAGES:
            assert text(lang)[0].islower()
