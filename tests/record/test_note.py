"""Notes: a text apart from its entry, proven by a commitment that tells nothing."""

from __future__ import annotations

import copy
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bti import errors
from bti.record.note import LONGEST, Note
from tests.stage import Stage


def test_the_same_text_twice_commits_differently() -> None:
    """Two notes of one text have nothing in common, so a commitment cannot be guessed from a likely text."""
    assert Note.of("hits his sister") != Note.of("hits his sister")


@given(st.text(min_size=1).filter(str.strip))
def test_a_text_is_proven_by_its_salt(text: str) -> None:
    """Text and salt put back give the note that was recorded; another text does not."""
    note = Note.of(text)
    assert note.salt is not None
    assert Note.revealed(note.commitment, text, note.salt) == note
    with pytest.raises(errors.InvalidValue, match="commitment"):
        Note.revealed(note.commitment, text + "!", note.salt)


def test_an_erased_note_is_provably_the_same() -> None:
    """Erasing takes text and salt and leaves the commitment."""
    note = Note.of("a sentence to be erased")
    assert note.erased() == note
    assert (note.erased().text, note.erased().salt) == (None, None)


def test_a_note_never_shows_its_text() -> None:
    """What lands in logs and tracebacks says only whether there is a text."""
    note = Note.of("a secret")
    assert "secret" not in repr(note)
    assert note.commitment not in repr(note)


@pytest.mark.parametrize("text", ["", "   ", "\n", "\ud800", "x" * (LONGEST + 1), 7, None])
def test_what_is_no_text(text: str) -> None:
    """Nothing, white space, half a character, too much and what is no text raise, and are not repeated."""
    with pytest.raises(errors.InvalidValue) as caught:
        Note.of(text)
    assert "xxx" not in str(caught.value)


def test_a_case_can_be_copied_and_sent() -> None:
    """A case is a value: copied and pickled it is the same case."""
    case = Stage().with_ppt().case
    assert copy.deepcopy(case) == case
    assert pickle.loads(pickle.dumps(case)) == case
    assert pickle.loads(pickle.dumps(case)).spine == case.spine
