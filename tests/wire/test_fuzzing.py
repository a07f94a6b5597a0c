"""Seeded damage to real documents of every sort: read or refused, in bounded time, never another exception.

`BTI_FUZZ=100000` says how many pieces of damage to try on each sort of document, `BTI_FUZZ_SEED=7` where to begin; by
default a few, always the same.
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import bti.guide
from bti.errors import DecodeError, GuideError, UnknownGuide
from bti.guide import parse_guide
from bti.interop.cloudevents import entry_of, event_of, structured
from bti.wire import decode_entry, decode_fact, encode_entry, encode_fact, export_case, import_case
from tests.guides.small import SMALL
from tests.stage import TEACHER
from tests.wire.test_case_document import NOW, STAGED, books_of
from tests.wire.test_frozen import FILES, frozen

ROUNDS = int(os.environ.get("BTI_FUZZ", "5000"))
SEED = int(os.environ.get("BTI_FUZZ_SEED", "1"))
SLOWEST = 5.0
"""Seconds; the documents here are small, so that anything near this is a trap."""

JSON_TOKENS = (
    *(b"{", b"}", b"[", b"]", b'"', b",", b":", b"\\", b"null", b"true", b"-", b"0", b"1e400", b"1.0", b"9" * 400),
    *(b"NaN", b"Infinity", b"-Infinity", b'"\\ud800"', b"\\u0000", b"[" * 40, b'{"a":' * 40, b" " * 1000),
    *(b'"v":1,', b'"kind":"x",', b'"kind":"comment_made",', b'{"commitment":"x"}', b"2026-02-30"),
)
TOML_TOKENS = (
    b"'''",
    b'"""',
    b"\n[a]\n",
    b"\n[[level]]\n",
    b" = ",
    b"#",
    b"1979-05-27T07:32:00Z",
    b"inf",
    b"nan",
    b"0x1",
)
ODD_BYTES = (
    b"\xff",
    b"\xed\xa0\x80",
    b"\xef\xbb\xbf",
    b"\x00",
    "«æ»".encode(),
    "\u2028".encode(),
    "\U0001f642".encode(),
)
TOKENS = (*JSON_TOKENS, *TOML_TOKENS, *ODD_BYTES)

Read = Callable[[bytes], object]


def entry_again(data: bytes) -> None:
    """Read an entry; what is read can be written, and says the same."""
    read = decode_entry(data)
    assert decode_entry(encode_entry(read)) == read


def fact_again(data: bytes) -> None:
    """Read a sent fact; what is read can be written."""
    read = decode_fact(data, allow_text=True)
    assert decode_fact(encode_fact(read)) == read


CASE = export_case("case-17", books_of(STAGED.case), by=TEACHER, now=NOW)
ENTRIES = [frozen(name) for name in FILES]
SENT = [encode_fact(entry.fact, with_text=True) for entry in STAGED.case.entries]
EVENTS = [structured(event_of(entry, source="/host", with_texts=True)) for entry in STAGED.case.entries[:8]]
LIBRARY = Path(bti.guide.__file__).parent / "library"
GUIDES = [SMALL.encode(), (LIBRARY / "sortland.toml").read_bytes()]

SORTS: dict[str, tuple[list[bytes], Read, type[DecodeError | GuideError]]] = {
    "entry": (ENTRIES, entry_again, DecodeError),
    "stored fact": (ENTRIES, decode_fact, DecodeError),
    "sent fact": (SENT, fact_again, DecodeError),
    "case document": ([CASE], import_case, DecodeError),
    "event": (EVENTS, entry_of, DecodeError),
    "guide": (GUIDES, parse_guide, GuideError),
}


def damaged(document: bytes, other: bytes, chance: random.Random) -> bytes:
    """Damage a document in one to four places: bits, bytes, tokens, pieces cut, doubled, moved, taken from another."""
    data = bytearray(document)
    for _ in range(chance.choice((1, 1, 2, 4))):
        start = chance.randrange(len(data) + 1)
        end = min(len(data), start + chance.choice((0, 1, 2, 8, 64, 1024)))
        how = chance.randrange(8)
        if how == 0 and data:
            data[start % len(data)] ^= 1 << chance.randrange(8)
        elif how == 1:
            data[start:end] = chance.randbytes(chance.randrange(5))
        elif how == 2:
            data[start:start] = chance.choice(TOKENS)
        elif how == 3:
            data[start:end] = chance.choice(TOKENS)
        elif how == 4:
            del data[start:end]
        elif how == 5:
            data[start:start] = data[start:end] * chance.choice((1, 2, 50))
        elif how == 6:
            from_ = chance.randrange(len(other))
            data[start:end] = other[from_ : from_ + chance.choice((1, 8, 64))]
        else:
            data = data[:start]
    return bytes(data)


def damage(sort: str) -> Iterator[bytes]:
    """Give damaged documents of a sort, the same ones for the same seed."""
    documents = SORTS[sort][0]
    chance = random.Random(f"{sort} {SEED}")
    share = 20 if sort in ("case document", "guide") else 1  # they are larger, and take longer to read
    for _ in range(max(1, ROUNDS // share)):
        yield damaged(chance.choice(documents), chance.choice(documents), chance)


def outcome(read: Read, data: bytes) -> BaseException | None:
    """Read a document and give what came out of it instead, whatever that was."""
    try:
        read(data)
    except Exception as error:
        return error
    return None


@pytest.mark.parametrize("sort", SORTS)
def test_any_damage_is_read_or_refused(sort: str) -> None:
    """With problems that have a path and can be printed."""
    _, read, refusal = SORTS[sort]
    for data in damage(sort):
        start = time.process_time()
        error = outcome(read, data)
        assert time.process_time() - start < SLOWEST, data
        if error is None or (sort == "guide" and isinstance(error, UnknownGuide)):
            continue  # sound after all, or built on a guide that does not exist
        assert isinstance(error, refusal), f"{error!r} came out of {data!r}"
        assert all(problem.path.startswith("$") for problem in error.problems)
        str(error).encode("utf-8")


@pytest.mark.parametrize("sort", SORTS)
def test_the_undamaged_documents_are_read(sort: str) -> None:
    """Or the fuzzer would prove nothing."""
    documents, read, _ = SORTS[sort]
    if sort != "stored fact":
        for data in documents:
            read(data)
