"""A fact within a fact: written, read, described, its texts apart, and never without end."""

from __future__ import annotations

import json
from typing import Any, ClassVar

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # it comes without types

from bti import facts
from bti.errors import DecodeError, InvalidValue
from bti.record.entry import Entry
from bti.record.fact import Fact, is_a
from bti.record.kinds import KINDS
from bti.record.note import Note
from bti.testing.strategies import facts as any_facts
from bti.wire import StoredText, revealed, texts_of
from bti.wire.canonical import DEEPEST
from bti.wire.codec import Codec
from bti.wire.schema.shapes import Shapes
from bti.wire.upcasting import UPCASTERS
from tests.wire.test_round_trip import entry


@attrs.frozen
class Point:
    """One point of a list, with words of its own."""

    heading: str
    note: Note | None = None


@attrs.frozen(kw_only=True)
class Replaced(Fact):
    """Something else happened than was said."""

    kind: ClassVar[str] = "replaced"
    words = facts.CommentMade.words

    instead: Fact | None = attrs.field(default=None, validator=is_a(Fact))
    points: tuple[Point, ...] = ()
    reason: Note | None = None


ALL: dict[str, type[Fact]] = {**KINDS, "replaced": Replaced}
CODEC = Codec(ALL, UPCASTERS)
WORDS = Note.of("Oppdiktet: det rette.")
COMMENT = facts.CommentMade(category=facts.Category.FAMILY, note=WORDS)


def nested(depth: int) -> Replaced:
    """Put a fact into a fact, so many times."""
    fact = Replaced(instead=COMMENT)
    for _ in range(depth):
        fact = Replaced(instead=fact)
    return fact


@given(any_facts())
def test_any_fact_within_another_comes_back(fact: Fact) -> None:
    """As stored and as sent, however often one stands in the next."""
    outer = Replaced(instead=Replaced(instead=fact))
    data = CODEC.encode_fact(outer)
    assert CODEC.decode_fact(data) == outer
    assert CODEC.encode_fact(CODEC.decode_fact(data)) == data
    sent = CODEC.encode_fact(outer, with_text=True)
    read = CODEC.decode_fact(sent, allow_text=True)
    assert CODEC.encode_fact(read, with_text=True) == sent


@given(any_facts())
def test_what_is_written_of_it_is_as_its_schema_says(fact: Fact) -> None:
    """The schema of a fact may stand in itself."""
    shapes = Shapes(ALL)
    schema = {**shapes.fact(), "$defs": shapes.defs}
    Draft202012Validator(schema).validate(json.loads(CODEC.encode_fact(Replaced(instead=fact))))


def test_texts_within_are_kept_apart_and_come_back() -> None:
    """Notes of a fact within, and of what stands in a list, are notes of the entry."""
    points = (Point("en"), Point("to", Note.of("Oppdiktet: to.")), Point("tre", Note.of("Oppdiktet: tre.")))
    written = entry(Replaced(instead=nested(2), points=points, reason=Note.of("Oppdiktet: hvorfor.")))
    texts = {text.commitment: text for text in texts_of(written)}
    assert [text.text.split()[1] for text in texts.values()] == ["det", "to.", "tre.", "hvorfor."]
    data = CODEC.encode_entry(written)
    assert b"Oppdiktet" not in data
    assert texts_of(CODEC.decode_entry(data)) == ()
    for read in (CODEC.decode_entry(data, texts), revealed(CODEC.decode_entry(data), texts)):
        assert read == written
        assert texts_of(read) == texts_of(written)
    bare: Entry = CODEC.decode_entry(data)
    assert revealed(bare, {}) is bare


def test_a_text_within_that_was_changed_is_said_where_it_is() -> None:
    """The path leads into the fact within."""
    data = CODEC.encode_entry(entry(Replaced(instead=Replaced(points=(Point("en"), Point("to", WORDS))))))
    assert WORDS.salt is not None
    with pytest.raises(DecodeError) as caught:
        CODEC.decode_entry(data, {WORDS.commitment: StoredText(WORDS.commitment, WORDS.salt, "annet")})
    assert [problem.path for problem in caught.value.problems] == ["$.fact.instead.points[1].note"]


def test_problems_within_have_their_path() -> None:
    """Kind, version and fields of the fact within are read as strictly as those without."""
    tree: Any = json.loads(CODEC.encode_fact(nested(1)))
    inner = tree["instead"]["instead"]
    inner |= {"category": "famly", "v": 1, "more": 1}
    del inner["about"]
    with pytest.raises(DecodeError) as caught:
        CODEC.decode_fact(json.dumps(tree).encode())
    assert {problem.path for problem in caught.value.problems} == {
        f"$.instead.instead.{name}" for name in ("category", "more", "about")
    }
    inner |= {"kind": "none", "v": 9}
    for allow_text in (False, True):
        with pytest.raises(DecodeError, match=r"\$\.instead\.instead\.kind"):
            CODEC.decode_fact(json.dumps(tree).encode(), allow_text=allow_text)


@given(st.integers(0, 60))
def test_what_nests_too_deep_to_be_read_is_not_written(depth: int) -> None:
    """What is written can be read; what cannot be read is refused when it is written."""
    fact = nested(depth)
    try:
        data = CODEC.encode_fact(fact)
    except InvalidValue as error:
        assert "deeper" in str(error)  # noqa: PT017 -- which of the two happens depends on the depth
        assert depth > DEEPEST - 4
    else:
        assert CODEC.decode_fact(data) == fact


def test_nesting_without_end_is_refused() -> None:
    """In both directions; never a RecursionError."""
    with pytest.raises(InvalidValue):
        CODEC.encode_fact(nested(900))
    with pytest.raises(InvalidValue):
        CODEC.encode_entry(entry(nested(900)))
    for depth in (33, 5_000, 50_000):
        data = b'{"kind":"replaced","v":1,"instead":' * depth + b"null" + b"}" * depth
        for read in (CODEC.decode_fact, CODEC.decode_entry):
            with pytest.raises(DecodeError, match="deeper than 32"):
                read(data)
