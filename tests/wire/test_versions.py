"""Older forms become today's, one version at a time, and a gap is found before anything is read."""

from __future__ import annotations

import json
from typing import Any, ClassVar

import attrs
import pytest

from bti import facts
from bti.errors import DecodeError, InvalidValue
from bti.record.fact import Fact, is_ref
from bti.record.kinds import KINDS
from bti.wire.codec import Codec
from bti.wire.upcasting import ENTRY, UPCASTERS, Fields


@attrs.frozen(kw_only=True)
class NoteFiled(Fact):
    """A fact in its third form."""

    kind: ClassVar[str] = "note_filed"
    version: ClassVar[int] = 3

    place: str = attrs.field(validator=is_ref)
    from_: str = attrs.field(validator=is_ref)


def renamed(fields: Fields) -> Fields:
    """Version 1 called the place a shelf."""
    return {"place": fields["shelf"]}


def split(fields: Fields) -> Fields:
    """Version 2 kept place and sender in one field."""
    place, _, sender = fields["place"].partition("/")
    return {"place": place, "from": sender}


CHAIN = {("note_filed", 1): renamed, ("note_filed", 2): split}
FILED = {"note_filed": NoteFiled}


@pytest.mark.parametrize(
    "stored",
    [
        {"v": 1, "shelf": "a/kari"},
        {"v": 2, "place": "a/kari"},
        {"v": 3, "place": "a", "from": "kari"},
    ],
)
def test_every_version_reads_as_todays_fact(stored: dict[str, Any]) -> None:
    """The chain is gone through from wherever the stored form stands."""
    codec = Codec(FILED, CHAIN)
    data = json.dumps({"kind": "note_filed", **stored}).encode()
    assert codec.decode_fact(data) == NoteFiled(place="a", from_="kari")
    assert codec.decode_fact(data, allow_text=True) == NoteFiled(place="a", from_="kari")
    assert json.loads(codec.encode_fact(codec.decode_fact(data)))["v"] == 3


def test_a_name_that_python_keeps_for_itself_is_stored_without_its_underscore() -> None:
    """`from_` is a habit of Python's, not of documents."""
    data = Codec(FILED, CHAIN).encode_fact(NoteFiled(place="a", from_="kari"))
    assert data == b'{"from":"kari","kind":"note_filed","place":"a","v":3}'


@pytest.mark.parametrize(
    ("stored", "path", "says"),
    [
        ({"v": 1}, "$", "cannot be brought from version 1 to 2"),
        ({"v": 2, "place": 7}, "$", "cannot be brought from version 2 to 3"),
        ({"v": 1, "shelf": "a b/kari"}, "$.place", "printable characters"),
        ({"v": 4, "place": "a"}, "$.v", "newer"),
    ],
)
def test_an_old_form_that_is_broken_is_refused(stored: dict[str, Any], path: str, says: str) -> None:
    """A function that stumbles over what it finds is a problem of the document."""
    with pytest.raises(DecodeError) as caught:
        Codec(FILED, CHAIN).decode_fact(json.dumps({"kind": "note_filed", **stored}).encode())
    (problem,) = (problem for problem in caught.value.problems if problem.path == path)
    assert says in problem.message


@pytest.mark.parametrize(
    ("chain", "says"),
    [
        ({}, "'note_filed' cannot be read from version 1, 2"),
        ({("note_filed", 2): split}, "'note_filed' cannot be read from version 1"),
        ({**CHAIN, ("note_filed", 3): split}, "'note_filed' has nothing to bring from version 3"),
        ({**CHAIN, ("note_filed", 0): split}, "'note_filed' has nothing to bring from version 0"),
        ({**CHAIN, ("note_field", 1): split}, "there is no kind 'note_field'"),
        ({**CHAIN, (ENTRY, 1): split}, "'entry' has nothing to bring from version 1"),
    ],
)
def test_a_chain_with_a_gap_is_found_when_the_codec_is_built(chain: dict[tuple[str, int], Any], says: str) -> None:
    """Not when, years later, somebody opens the one old case."""
    with pytest.raises(InvalidValue, match=says):
        Codec(FILED, chain)


def test_a_kind_under_another_name_or_with_a_taken_field_is_found() -> None:
    """What would be stored ambiguously is not stored at all."""

    @attrs.frozen(kw_only=True)
    class Taken(Fact):
        kind: ClassVar[str] = "taken"
        v: str

    for kinds in ({"taken": Taken}, {"filed": NoteFiled}, {ENTRY: NoteFiled}):
        with pytest.raises(InvalidValue):
            Codec(kinds, {("filed", 1): renamed, ("filed", 2): split})


def test_the_librarys_own_chain_is_whole() -> None:
    """Every kind there is can be read from every version it ever had."""
    Codec(KINDS, UPCASTERS)


def test_a_name_given_twice_in_an_old_form_is_found() -> None:
    """Bringing it to today's form does not hide it."""
    with pytest.raises(DecodeError) as caught:
        Codec(FILED, CHAIN).decode_fact(b'{"kind":"note_filed","place":"a/kari","place":"b/kari","v":2}')
    assert [(problem.path, problem.message) for problem in caught.value.problems] == [("$.place", "is given twice")]


def test_a_log_opened_before_there_were_manual_ones_is_the_shared_one() -> None:
    """What was opened once needed consent, and still does."""
    stored = b'{"kind":"log_opened","v":1}'
    assert Codec(KINDS, UPCASTERS).decode_fact(stored) == facts.LogOpened(keeping=facts.Keeping.DIGITAL)
