"""Whatever is handed in, a check answers: no exception, in bounded time and memory, with findings that can be said."""

from __future__ import annotations

import random
import time
import tracemalloc
from collections.abc import Callable
from importlib import resources

import pytest

from bti.check import Report, check_guide
from bti.check.printing import as_github, as_json, as_text
from bti.guide import bundled
from tests.check.test_findings import LEVEL

HEAD = 'id = "x"\nversion = "1"\ntitle = {nb = "X"}\n' + LEVEL.format("0")
STEP = '[[level.step]]\nid = "{0}"\ntitle = {{nb = "S"}}\npurpose = "plan"\n'


def said(report: Report) -> None:
    """Say everything in every way."""
    for lang in ("nb", "nn", "en"):
        assert as_text(report, lang)
    as_json(report, "nb")
    as_github(report, "nn")


MANY: dict[str, tuple[int, Callable[[int], str]]] = {
    "steps": (10_000, lambda place: STEP.format(f"s{place}")),
    "steps of one name": (10_000, lambda place: STEP.format("s")),
    "wrong words": (10_000, lambda place: STEP.format(f"s{place}").replace("plan", "plam")),
    "unknown keys": (10_000, lambda place: STEP.format(f"s{place}") + f"x{place} = 1\n"),
    "wrong targets": (
        4_000,
        lambda place: (
            STEP.format(f"s{place}")
            + f'outcome = [{{id = "o", label = {{nb = "O"}}, kind = "continue", to = ["s{place}x"]}}]\n'
        ),
    ),
    "wrong sources": (5_000, lambda place: STEP.format(f"s{place}") + f'sources = ["q{place}"]\n'),
}


@pytest.mark.parametrize("what", MANY)
def test_ten_thousand_steps(what: str) -> None:
    """A guide as large as a file may be is checked in seconds, and in less memory than a browser's tab.

    The time is generous for a busy machine; comparing each of many wrong names with each of many right ones took
    minutes.
    """
    count, make = MANY[what]
    toml = HEAD + "".join(make(place) for place in range(count))
    assert len(toml) < 1_000_000
    began = time.perf_counter()
    report = check_guide(toml)
    assert time.perf_counter() - began < 60
    assert report.findings


def test_memory_is_bounded() -> None:
    """Two thousand steps need no more than some tens of megabytes."""
    toml = HEAD + "".join(STEP.format(f"s{place}") for place in range(2_000))
    tracemalloc.start()
    try:
        check_guide(toml)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 60_000_000


def spoiled(data: bytes, chance: random.Random) -> bytes:
    """Damage a file: cut it, change letters, move, double or leave out lines, exchange words of it."""
    sort = chance.randrange(6)
    lines = data.split(b"\n")
    if sort == 0:
        return data[: chance.randrange(len(data))]
    if sort == 1:
        damaged = bytearray(data)
        for _ in range(chance.randrange(1, 6)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        return bytes(damaged)
    if sort == 2:
        del lines[chance.randrange(len(lines))]
    elif sort == 3:
        lines.insert(chance.randrange(len(lines)), chance.choice(lines))
    elif sort == 4:
        one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
        lines[one], lines[other] = lines[other], lines[one]
    elif b'"' in data:
        words = data.split(b'"')
        inside = range(1, max(len(words), 2), 2)
        for _ in range(chance.randrange(1, 4)):
            words[chance.choice(inside)] = words[chance.choice(inside)]
        return b'"'.join(words)
    return b"\n".join(lines)


@pytest.mark.parametrize("guide", bundled())
@pytest.mark.parametrize("seed", range(2))
def test_damaged_guides(guide: str, seed: int) -> None:
    """A damaged guide gives findings or none, never a traceback; each can be said in three languages."""
    data = (resources.files("bti.guide") / "library" / f"{guide}.toml").read_bytes()
    chance = random.Random(f"{guide} {seed}")
    for _ in range(12):
        damaged = data
        for _ in range(chance.randrange(1, 4)):
            damaged = spoiled(damaged, chance)
        said(check_guide(damaged))


@pytest.mark.parametrize(
    "data", [b"", b"\x00", b"\xff\xfe", b"[" * 5_000, b"a=" + b"9" * 5_000, b"\xef\xbb\xbf\xef\xbb\xbf"]
)
def test_what_is_no_guide_at_all(data: bytes) -> None:
    """Nothing, noise and half a file are findings too."""
    report = check_guide(data)
    assert report.findings
    assert report.exit_code() in (1, 2)
    said(report)
