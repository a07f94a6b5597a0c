"""What is written can be read back, for every kind of fact."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from typing import Any
from zoneinfo import ZoneInfo

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bti import facts
from bti.errors import DecodeError, InvalidValue, NaiveDatetime
from bti.people import Guardian
from bti.record.entry import Entry, Resolved
from bti.record.fact import Fact
from bti.record.kinds import KINDS
from bti.record.note import Note
from bti.testing.strategies import entries, notes
from bti.testing.strategies import facts as any_facts
from bti.wire import StoredText, decode_entry, decode_fact, encode_entry, encode_fact, revealed, texts_of
from tests.repo.source import ROOT

NOW = dt.datetime(2026, 3, 2, 8, 30, tzinfo=dt.UTC)
COMMENT = facts.CommentMade(category=facts.Category.FAMILY, note=Note.of("Vi vil gjerne være med."))


def entry(fact: Fact = COMMENT, **changes: Any) -> Entry:
    """Make an entry."""
    log = facts.Audience.LOG
    made = Entry(
        "e1", "e1", "case-1", "case", 1, fact, Guardian("mor"), NOW, NOW, log, None, None, None, "g", "l", Resolved()
    )
    return attrs.evolve(made, **changes)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_entry_comes_back_equal(kind: str) -> None:
    """Whatever stands in an entry of this kind, its bytes say all of it, and give the same bytes again."""

    @settings(max_examples=settings().max_examples // 4)
    @given(entries(kind=kind))
    def holds(written: Entry) -> None:
        data = encode_entry(written)
        read = decode_entry(data)
        assert read == written
        assert encode_entry(read) == data
        assert read.recorded.tzinfo is dt.UTC

    holds()


@given(entries())
def test_texts_come_back_by_their_commitments(written: Entry) -> None:
    """Bytes and texts together give back every note with its text; bytes alone give none."""
    data = encode_entry(written)
    texts = {text.commitment: text for text in texts_of(written)}
    for read in (decode_entry(data, texts), revealed(decode_entry(data), texts)):
        assert texts_of(read) == texts_of(written)
    assert texts_of(decode_entry(data)) == ()


@given(entries())
def test_no_text_is_in_the_bytes(written: Entry) -> None:
    """What can be erased is never written with what stays."""
    fresh = Note.of("Oppdiktet og gjenkjennelig")
    marked = attrs.evolve(written, because=fresh)
    assert b"gjenkjennelig" not in encode_entry(marked)
    assert fresh.salt is not None
    assert fresh.salt.hex().encode() not in encode_entry(marked)


def said(fact: Fact) -> tuple[type[Fact], dict[str, Any]]:
    """Return what a fact says, also one within a correction: a text that arrives is committed to anew."""
    says: dict[str, Any] = {}
    for field in attrs.fields(type(fact)):
        value = getattr(fact, field.name)
        says[field.name] = value.text if isinstance(value, Note) else said(value) if isinstance(value, Fact) else value
    return type(fact), says


@given(any_facts())
def test_every_fact_comes_back_when_sent(sent: Fact) -> None:
    """A host's page sends texts as texts; the fact that arrives says the same."""
    read = decode_fact(encode_fact(sent, with_text=True), allow_text=True)
    assert said(read) == said(sent)


@given(any_facts())
def test_every_fact_comes_back_as_stored(fact: Fact) -> None:
    """A fact alone has the form it has within an entry."""
    assert decode_fact(encode_fact(fact)) == fact


def test_sent_fact_may_leave_out_what_has_a_default() -> None:
    """A page need not write `null` four times."""
    read = decode_fact(b'{"kind":"comment_made","v":1,"category":"family"}', allow_text=True)
    assert read == facts.CommentMade(category=facts.Category.FAMILY)


def test_stored_fact_may_leave_out_nothing() -> None:
    """A default that changes one day must not change what was stored before."""
    with pytest.raises(DecodeError) as caught:
        decode_fact(b'{"kind":"comment_made","v":1,"category":"family"}')
    assert [problem.path for problem in caught.value.problems] == ["$.about", "$.audience", "$.note", "$.service"]


def test_sent_note_is_a_text_and_never_a_commitment() -> None:
    """Whoever sent another note's commitment would be asking to be shown its text."""
    data = encode_fact(COMMENT)
    with pytest.raises(DecodeError, match="commitment"):
        decode_fact(data, allow_text=True)
    with pytest.raises(DecodeError, match="text"):
        decode_fact(encode_fact(COMMENT, with_text=True))


@given(notes())
def test_a_text_that_was_changed_is_found(note: Note) -> None:
    """A text changed outside the library is refused, and where it was to go is said."""
    data = encode_entry(entry(because=note))
    assert note.salt is not None
    changed = StoredText(note.commitment, note.salt, "something else")
    with pytest.raises(DecodeError) as caught:
        decode_entry(data, {note.commitment: changed})
    assert [problem.path for problem in caught.value.problems] == ["$.because"]


def test_instants_are_kept_to_the_microsecond_and_read_as_utc() -> None:
    """An Oslo time is written as the same instant in UTC, in the hour that occurs twice too."""
    oslo = ZoneInfo("Europe/Oslo")
    for fold in (0, 1):
        at = dt.datetime(2026, 10, 25, 2, 30, 0, 123456, tzinfo=oslo, fold=fold)
        read = decode_entry(encode_entry(entry(at=at)))
        assert read.at.timestamp() == at.timestamp()
        assert (read.at.microsecond, read.at.tzinfo) == (123456, dt.UTC)


def test_later_instants_sort_later_as_texts() -> None:
    """Always the same width, so that a database may sort them."""
    data = [encode_fact_at(NOW + dt.timedelta(microseconds=step)) for step in (0, 1, 10, 999_999, 1_000_000)]
    assert data == sorted(data)


def encode_fact_at(at: dt.datetime) -> bytes:
    """Encode an entry that differs in its instant only."""
    return encode_entry(entry(at=at))


def test_same_entry_gives_the_same_bytes_in_any_process() -> None:
    """Hash seeds and the order of names do not show (I-12)."""
    script = (
        "from tests.wire.test_round_trip import *\n"
        "note = Note.of('same', salt=bytes(32))\n"
        "print(encode_entry(entry(facts.CommentMade(category=facts.Category.FAMILY, note=note))).hex())"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", script],
            cwd=ROOT,
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1


@attrs.frozen(kw_only=True)
class Unlisted(Fact):
    """A fact of somebody else's."""

    kind = "unlisted"


@pytest.mark.parametrize(
    ("changes", "error", "says"),
    [
        ({"at": NOW.replace(tzinfo=None)}, NaiveDatetime, "time zone"),
        ({"at": dt.datetime.min.replace(tzinfo=dt.timezone(dt.timedelta(hours=1)))}, InvalidValue, "years 1 to 9999"),
        ({"seq": -1}, InvalidValue, "whole number"),
        ({"seq": 2**53}, InvalidValue, "whole number"),
        ({"because": Note("short")}, InvalidValue, "64 hexadecimal"),
        ({"guide": "\ud800"}, InvalidValue, "surrogate"),
        ({"guide": "g" * 2_000_001}, InvalidValue, "2000000 bytes"),
        ({"by": "kari"}, InvalidValue, "wrong type"),
        ({"fact": Unlisted()}, InvalidValue, "Unlisted is not a fact that can be stored"),
        ({"guide": b"bytes"}, InvalidValue, "JSON"),
        ({"resolved": Resolved(relied_on=("law A-01",) * 1001)}, InvalidValue, "1000"),
    ],
)
def test_what_cannot_be_read_back_is_not_written(changes: dict[str, Any], error: type[Exception], says: str) -> None:
    """Nothing is stored that the next start could not read."""
    with pytest.raises(error, match=says):
        encode_entry(entry(**changes))


@given(st.integers(1, 1000))
def test_long_lists_are_read(length: int) -> None:
    """Up to the limit a list may have any length."""
    written = entry(facts.ConsentAsked(scope=facts.Scope.LOG, of=tuple(f"p{n}" for n in range(length))))
    assert decode_entry(encode_entry(written)) == written
