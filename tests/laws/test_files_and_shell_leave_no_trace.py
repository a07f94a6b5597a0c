"""I-08 over an SQLite file and over the commands that read one, byte for byte, for whoever is no insider."""

from __future__ import annotations

import datetime as dt
import types
from functools import partial
from pathlib import Path

import pytest

import bti.cli.log
import bti.cli.moving
from bti.cli import main
from bti.people import Actor, Guardian, PersonConcerned, Professional
from bti.record.case import Case
from bti.record.entry import CASE_BOOK
from bti.store.protocol import Store, packed
from tests.laws.pairs import READERS, assert_same
from tests.laws.test_many_pairs_leave_no_trace import drawn_pair, outcome

PAIRS = 6
CLOCK = types.SimpleNamespace(
    UTC=dt.UTC, datetime=types.SimpleNamespace(now=lambda zone: dt.datetime(2060, 1, 1, 12, 0, tzinfo=zone))
)


def kept(case: Case, path: Path) -> Path:
    """Keep a case, every book of it, in a new file."""
    with bti.SqliteStore(path) as store:
        for entries in filter(None, (case.entries, *(matter.entries for matter in case.matters.values()))):
            book = entries[0].book
            store.append(case.id, book, [packed(one) for one in entries], expected={book: 0})
    return path


def named(by: Actor) -> str:
    """Return somebody as the command line names them."""
    if isinstance(by, Professional):
        return f"professional:{by.ref}:{by.role}:{by.service.ref}:{by.service.kind}"
    kind = "guardian" if isinstance(by, Guardian) else "person" if isinstance(by, PersonConcerned) else "resident"
    return f"{kind}:{by.ref}"


def commands(case: str, by: Actor, now: dt.datetime) -> tuple[list[str], ...]:
    """Return what somebody might ask a file at a shell."""
    log = ["log", case, "--by", named(by)]
    export = ["export", case, "--by", named(by)]
    return (
        [*log, "--now", now.isoformat()],
        [*log, "--html", "--lang", "nn", "--basis", "own child"],
        [*log, "--now", "1990-01-01T00:00Z"],
        export,
        [*export, "--protected"],
        [*export, "--protected-only", "--lang", "en"],
        ["export", case, "--operator"],
    )


@pytest.mark.parametrize("number", range(5, 10 * PAIRS, 10), ids=lambda number: f"pair-{number}")
def test_what_the_shell_says_is_the_same(
    number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    """Output, errors, access records and exit codes of `bti log` and `bti export`."""
    for module in (bti.cli.log, bti.cli.moving):
        monkeypatch.setattr(module, "dt", CLOCK)
    dice, history, pair = drawn_pair(number)
    case = history.case.id
    files = [kept(one, tmp_path / name / "cases.db") for name, one in _both(pair.without, pair.with_, tmp_path)]
    for by in dice.sample([reader for reader in READERS if pair.is_outsider(reader)], 2):
        for words in commands(case, by, history.now):
            said: list[tuple[int, bytes, bytes]] = []
            for file in files:
                monkeypatch.chdir(file.parent)
                code = main([*words, "--db", file.name])
                shown = capfdbinary.readouterr()
                said.append((code, shown.out, shown.err))
            assert said[0] == said[1], words


@pytest.mark.parametrize("number", range(7, 10 * PAIRS, 10), ids=lambda number: f"pair-{number}")
def test_what_a_file_says_of_the_case_book_is_the_same(number: int, tmp_path: Path) -> None:
    """Reads, versions, conflicts over versions and ids: nothing about one book can be learnt from another."""
    _, history, pair = drawn_pair(number)
    found = [
        asked(bti.SqliteStore(kept(one, tmp_path / name / "cases.db")), history.case, pair.matters)
        for name, one in _both(pair.without, pair.with_, tmp_path)
    ]
    for one, other in zip(*found, strict=True):
        assert_same(one, other)


def asked(store: Store, case: Case, hidden: tuple[str, ...]) -> list[object]:
    """Return what a store says of a case book, to whoever tries the ids that are hidden."""
    said: list[object] = [store.version(case.id, CASE_BOOK)]
    said += [outcome(partial(store.read, case.id, CASE_BOOK, after=after)) for after in (0, 1, 1000)]
    if case.entries:
        last, version = packed(case.entries[-1]), case.spine.version
        for expected in (0, version - 1, version + 1, version):
            for chosen in (last.id, *hidden[:2]):
                again = type(last)(expected + 1, chosen, last.data, last.texts)
                append = partial(store.append, case.id, CASE_BOOK, [again], expected={CASE_BOOK: expected})
                said.append(outcome(append))
        commitments = [text.commitment for one in case.entries for text in packed(one).texts]
        said.append(outcome(partial(store.erase_texts, case.id, CASE_BOOK, commitments, before=version + 1)))
        said.append(outcome(partial(store.read, case.id, CASE_BOOK)))
    store.close()
    return said


def _both(without: Case, with_: Case, root: Path) -> tuple[tuple[str, Case], tuple[str, Case]]:
    for name in ("without", "with"):
        (root / name).mkdir()
    return ("without", without), ("with", with_)
