"""Whatever bytes come in: the fact or entry, or one error that names everything wrong. Never another exception."""

from __future__ import annotations

import json
import sys
import time
import tracemalloc
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bti.errors import DecodeError
from bti.record.entry import Entry
from bti.testing.strategies import entries
from bti.wire import decode_entry, decode_fact, encode_entry
from bti.wire.problems import MOST_PROBLEMS
from tests.wire.test_frozen import frozen


def problems(data: Any, read: Any = decode_entry) -> dict[str, str]:
    """Give what is wrong, by path."""
    with pytest.raises(DecodeError) as caught:
        read(data)
    return {problem.path: str(problem) for problem in caught.value.problems}


def changed(*path: str, **changes: Any) -> bytes:
    """Take a good entry and change some names of the object at this path; `...` takes one away."""
    tree: Any = json.loads(frozen("measure_planned.v1.json"))
    place = tree
    for name in path:
        place = place[name]
    for name, value in changes.items():
        if value is ...:
            del place[name]
        else:
            place[name] = value
    return json.dumps(tree).encode()


def test_all_problems_are_named_at_once_with_path_found_and_nearest() -> None:
    """Whoever mends a document wants one list, not one complaint after another."""
    tree = json.loads(frozen("measure_planned.v1.json"))
    tree["fact"] |= {"category": "educaton", "evaluate_by": "29.05.2026", "responsible": "two words", "v": 2}
    tree["fact"]["v"] = 1
    tree["by"]["service"]["knd"] = tree["by"]["service"].pop("kind")
    tree["at"] = "2026-03-02"
    tree["seq"] = "1"
    del tree["law"]
    assert problems(json.dumps(tree).encode()) == {
        "$.law": "$.law: is missing",
        "$.seq": "$.seq: must be a whole number from 0 to 9007199254740991; found a text of 1 characters",
        "$.fact.category": "$.fact.category: must be one of education, health, welfare, coordination, family; "
        "found \"educaton\"; did you mean 'education'?",
        "$.fact.responsible": "$.fact.responsible: MeasurePlanned.responsible must be 1–200 printable characters "
        "without spaces, not a text of 9 characters",
        "$.fact.evaluate_by": '$.fact.evaluate_by: must be a date, written YYYY-MM-DD; found "29.05.2026"',
        "$.by.service.kind": "$.by.service.kind: is missing",
        "$.by.service.knd": "$.by.service.knd: is not a name known here; did you mean 'kind'?",
        "$.at": '$.at: must be an instant in UTC, written YYYY-MM-DDTHH:MM:SS.ffffffZ; found "2026-03-02"',
    }


@pytest.mark.parametrize(
    ("data", "path", "says"),
    [
        (b"", "$", "must be JSON; it is not from character 0 on"),
        (b"\xff\xfe", "$", "must be UTF-8; it is not from byte 0 on"),
        (b"\xef\xbb\xbf{}", "$", "must be JSON"),
        ("{}", "$", "must be bytes; found a text of 2 characters"),
        (None, "$", "must be bytes; found null"),
        (bytearray(b"{}"), "$", "must be bytes; found a bytearray"),
        (b"[]", "$", "must be an object; found a list of 0"),
        (b"null", "$", "must be an object; found null"),
        (b"NaN", "$", "must be an object; found NaN"),
        (b" " * 2_000_001, "$", "must not be longer than 2000000 bytes"),
        (b"[" * 100_000, "$", "must not nest deeper than 32"),
        (b'{"a":' * 100_000, "$", "must not nest deeper than 32"),
        (b'"' + b"\\[" * 100, "$", "must be JSON"),
        (changed(seq=True), "$.seq", "found true"),
        (changed(seq=1.0), "$.seq", "found the number 1.0"),
        (changed(seq=float("inf")), "$.seq", "found Infinity"),
        (changed(seq=-1), "$.seq", "found the number -1"),
        (changed(seq=2**53), "$.seq", "found the number 9007199254740992"),
        (changed(seq=10**100), "$.seq", "found a number of 101 digits"),
        (changed(id="\ud800"), "$.id", "found a text with a lone surrogate"),
        (changed(id=["\ud800"]), "$.id", "found a list of 1"),
        (changed("by", kind="profesional"), "$.by.kind", "did you mean 'professional'?"),
        (changed("by", kind=["a"]), "$.by.kind", "found a list of 1"),
        (changed("by", kind=...), "$.by.kind", "is missing"),
        (changed(by="kari"), "$.by", "must be an object"),
        (changed(by={"kind": "system", "ref": "system"}), "$.by.ref", "is not a name known here"),
        (changed("fact", kind="mesure_planned"), "$.fact.kind", "did you mean 'measure_planned'?"),
        (changed("fact", kind="__class__"), "$.fact.kind", "must be a kind of fact"),
        (changed("fact", kind=None), "$.fact.kind", "found null"),
        (changed("fact", kind=...), "$.fact.kind", "is missing"),
        (changed(fact=[]), "$.fact", "must be an object"),
        (changed("fact", v=3), "$.fact.v", "is newer than this library, which reads versions up to 2; found 3"),
        (changed("fact", v=0), "$.fact.v", "must be a version"),
        (changed("fact", v="1"), "$.fact.v", "must be a version"),
        (changed("fact", v=...), "$.fact.v", "is missing"),
        (changed(v=2), "$.v", "is newer than this library"),
        (changed(v=...), "$.v", "is missing"),
        (changed("fact", note={}), "$.fact.note.commitment", "is missing"),
        (changed("fact", note={"commitment": "A" * 64}), "$.fact.note.commitment", "64 hexadecimal digits"),
        (changed("fact", note={"commitment": 1}), "$.fact.note.commitment", "must be a text"),
        (changed("fact", note="text"), "$.fact.note", "must be an object"),
        (changed("fact", evaluate_by="2026-02-30"), "$.fact.evaluate_by", "must be a date"),
        (changed("fact", evaluate_by="20260228"), "$.fact.evaluate_by", "must be a date"),
        (changed("fact", evaluate_by="２０２６-02-28"), "$.fact.evaluate_by", "must be a date"),
        (changed(at="2026-03-02T08:30:00.000000"), "$.at", "must be an instant in UTC"),
        (changed(at="2026-03-02T08:30:00Z"), "$.at", "must be an instant in UTC"),
        (changed(at="2026-13-02T08:30:00.000000Z"), "$.at", "must be an instant in UTC"),
        (changed(resolved={"round": -1}), "$.resolved.round", "must be a whole number"),
        (changed(resolved={"moved_to": {"level": "1"}}), "$.resolved.moved_to.step", "is missing"),
        (changed(resolved={"relied_on": ["a", 1]}), "$.resolved.relied_on[1]", "must be a text"),
        (changed(resolved={"relied_on": {"a": 1}}), "$.resolved.relied_on", "must be a list"),
        (changed(resolved={"relied_on": ["a"] * 1001}), "$.resolved.relied_on", "at most 1000 items"),
        (changed(resolved={"starts_round": 1}), "$.resolved.starts_round", "must be true or false"),
        (changed(**{"a name.with\nodd signs": 1}), '$["a name.with\\nodd signs"]', "is not a name known here"),
        (frozen("log_opened.v1.json").replace(b'"v":1', b'"v":1,"v":1'), "$.v", "is given twice"),
        (
            frozen("log_opened.v1.json").replace(b'"kind":"log_', b'"kind":"x","kind":"log_'),
            "$.fact.kind",
            "given twice",
        ),
    ],
    ids=lambda value: str(value)[:40],
)
def test_each_kind_of_bad_document_is_said_where_it_is(data: Any, path: str, says: str) -> None:
    """Path, what was expected, what was found."""
    assert says in problems(data).get(path, f"no problem at {path}: {problems(data)}")


def test_fields_that_do_not_go_together_are_said() -> None:
    """A check over several fields is a problem of the fact as a whole."""
    data = frozen("measure_evaluated.v1.json").replace(b'"goes_on"', b'"end"')
    assert "exactly when the measure goes on" in problems(data)["$.fact"]


def test_a_person_named_twice_is_said() -> None:
    """The checks that a fact makes of itself hold for stored facts too."""
    data = frozen("consent_asked.v1.json").replace(b"person-far-1", b"person-mor-1")
    assert "names the same reference twice" in problems(data)["$.fact.of"]


def test_no_text_of_the_document_is_repeated() -> None:
    """Errors end up in logs: references, notes and other texts are described, not quoted."""
    secret = "Oppdiktet-hemmelighet"
    for data in (
        changed(seq=secret),
        changed("by", ref=secret + " x"),
        changed("fact", note=secret),
        changed("fact", note={"text": secret}),
        changed(at=[secret]),
        changed(resolved=secret),
    ):
        assert secret not in str(problems(data))
    sent = json.dumps({"kind": "comment_made", "v": 1, "category": "family", "note": {"text": "\ud800" + secret}})
    with pytest.raises(DecodeError) as caught:
        decode_fact(sent.encode(), allow_text=True)
    assert secret not in str(caught.value)


def test_problems_are_counted_after_the_first_hundred() -> None:
    """An error has a size too."""
    data = changed(**{f"name{n}": 1 for n in range(500)})
    with pytest.raises(DecodeError) as caught:
        decode_entry(data)
    assert len(caught.value.problems) == MOST_PROBLEMS + 1
    assert "400 more problems" in str(caught.value)


@pytest.mark.parametrize(
    "data",
    [
        b"[" * 2_000_000,
        b'{"a":[' + b"[]," * 600_000 + b"[]]}",
        b"1" * 2_000_000,
        b'{"v":' + b"9" * 1_900_000 + b"}",
        b'"' + b"\\" * 1_999_999,
        b'"' * 2_000_000,
        b'{"' + b'a":1,"' * 300_000 + b'b":1}',
        b"{" + b",".join(b'"n%d":1' % n for n in range(150_000)) + b"}",
        b'{"fact":{"kind":"consent_asked","v":1,"of":[' + b"1," * 900_000 + b"1]}}",
        b'{"v":"' + b"\\ud800" * 300_000 + b'"}',
    ],
    ids=lambda data: str(data[:20]),
)
def test_large_bad_documents_take_bounded_time(data: bytes) -> None:
    """The largest document there may be is refused in a few seconds, on a slow machine too."""
    start = time.process_time()  # its own work, and not what others do on the machine meanwhile
    problems(data)
    assert time.process_time() - start < 10


def test_a_large_bad_document_takes_bounded_memory() -> None:
    """Of those above the one that needs most is refused within some tens of times its size."""
    data = b"{" + b",".join(b'"n%d":1' % n for n in range(150_000)) + b"}"
    tracemalloc.start()
    try:
        problems(data)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 250_000_000


def test_a_deep_document_is_refused_whatever_the_recursion_limit() -> None:
    """A host may have raised Python's limit; the C stack has not grown with it."""
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(1_000_000)
    try:
        assert "deeper than 32" in problems(b"[" * 900_000)["$"]
    finally:
        sys.setrecursionlimit(limit)


def test_huge_numbers_are_refused_whatever_the_digit_limit() -> None:
    """A host may have lifted Python's limit on digits; nothing here depends on it."""
    limit = sys.get_int_max_str_digits()
    sys.set_int_max_str_digits(0)
    try:
        assert "1900000 digits" in problems(b'{"v":' + b"9" * 1_900_000 + b"}")["$.v"]
    finally:
        sys.set_int_max_str_digits(limit)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    """No other exception than `DecodeError` comes out."""
    for read in (decode_entry, decode_fact, lambda data: decode_fact(data, allow_text=True)):
        with pytest.raises(DecodeError):
            read(data)


def read_or_refused(data: bytes) -> Entry | None:
    """Give the entry, or None once the error is known to be a good one."""
    caught: DecodeError
    try:
        return decode_entry(data)
    except DecodeError as error:
        caught = error
    assert caught.problems
    assert all(problem.path.startswith("$") for problem in caught.problems)
    str(caught).encode("utf-8")
    return None


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.just("\ud800"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@given(entries(), st.data())
def test_any_damage_to_an_entry_is_read_or_refused(written: Entry, data: st.DataObject) -> None:
    """Something put anywhere into a good entry gives an entry that is stored like it, or problems with paths."""
    tree: Any = json.loads(encode_entry(written))
    place = tree
    while True:
        name = data.draw(st.sampled_from(sorted(place)))
        if not isinstance(place[name], dict) or not place[name] or data.draw(st.booleans()):
            break
        place = place[name]
    if data.draw(st.booleans()):
        place[data.draw(st.sampled_from([name, name + "_", "v", "kind"]))] = data.draw(JSON)
    else:
        del place[name]
    damaged = json.dumps(tree, ensure_ascii=data.draw(st.booleans())).encode("utf-8", "surrogatepass")
    read = read_or_refused(damaged)
    if read is not None:
        assert decode_entry(encode_entry(read)) == read
        assert json.loads(encode_entry(read)).keys() == tree.keys()


@given(entries(), st.integers(0, 10_000), st.binary(max_size=3))
def test_any_bytes_put_into_an_entry_are_read_or_refused(written: Entry, place: int, put: bytes) -> None:
    """The same on the level of bytes: cut, overwritten, inserted."""
    data = encode_entry(written)
    place %= len(data)
    for damaged in (data[:place], data[:place] + put + data[place:], data[:place] + put + data[place + len(put) :]):
        read_or_refused(damaged)
