"""Files of every version open for ever, an older one is brought up to date, and a newer one is left alone."""

from __future__ import annotations

import gzip
import sqlite3
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import attrs
import pytest

import bti
from bti.errors import StoreError
from bti.people import Actor
from bti.store import SqliteStore, packed, tables
from tests.stage import COLLEAGUE, HEAD, TEACHER
from tests.store.killing import ENGINE

FROZEN = Path(__file__).with_name("frozen")


def thawed(tmp_path: Path, name: str) -> Path:
    """Put a frozen file, with its write-ahead file if it has one, where it may be opened."""
    for each in FROZEN.glob(f"{name}*.gz"):
        suffix = each.name.removeprefix(name).removesuffix(".gz")
        (tmp_path / f"cases.db{suffix}").write_bytes(gzip.decompress(each.read_bytes()))
    return tmp_path / "cases.db"


def told(case: bti.Case) -> list[tuple[str, str, str | None]]:
    """Return the ids, kinds and texts of a case, its matters last."""
    books = (*case.entries, *(entry for book in case.beside().values() for entry in book))
    notes = [getattr(entry.fact, "note", None) for entry in books]
    return [
        (entry.act, entry.fact.kind, None if note is None else note.text)
        for entry, note in zip(books, notes, strict=True)
    ]


@pytest.mark.parametrize("name", ["closed.v1", "killed.v1"])
def test_a_file_of_every_version_opens(tmp_path: Path, name: str) -> None:
    """Bytes as they were written then, by a process that closed the file and by one that was killed over it."""
    readers: Sequence[tuple[str, Actor]] = (("case-1", COLLEAGUE), ("case-1", TEACHER), ("case-2", HEAD))
    with SqliteStore(thawed(tmp_path, name), create=False) as store:
        desk = bti.Desk(ENGINE, store)
        case, seen, second = (desk.case(case_id, by=by) for case_id, by in readers)
        assert told(case) == [
            ("a1", "case_opened", None),
            ("a2", "concern_raised", "Sitter ofte alene."),
            ("a2", "comment_made", "Eg kjenner meg att i dette."),
            ("a3", "suspicion_recorded", "Oppdiktet."),
        ]
        assert told(seen) == told(case)[:3]
        assert told(second) == [("b1", "case_opened", None)]
        one_more = attrs.evolve(case.entries[-1], seq=4, id="a4", act="a4")
        store.append("case-1", "case", [packed(one_more)], expected={"case": 3})
        assert desk.case("case-1", by=TEACHER).entries == (*case.entries, one_more)
    for beside in tmp_path.glob("*"):
        assert beside.name == "cases.db"


def test_every_version_is_frozen_here() -> None:
    """Whoever makes a new version freezes a file of it, and says how an older one comes there."""
    for version in range(1, tables.SCHEMA_VERSION + 1):
        assert (FROZEN / f"closed.v{version}.gz").exists()
        assert (FROZEN / f"killed.v{version}-wal.gz").exists()
    assert set(tables.UPGRADES) == set(range(1, tables.SCHEMA_VERSION))


# --- coming versions, invented here -----------------------------------------------------------------------------------

INVENTED: Mapping[int, Sequence[str]] = {
    1: ("ALTER TABLE entry ADD COLUMN digest BLOB",),
    2: ("CREATE TABLE feed (number INTEGER PRIMARY KEY) STRICT", "INSERT INTO feed SELECT number FROM book"),
}


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[Mapping[int, Sequence[str]]], None]:
    """Let this be a later version of the library, with these upgrades."""

    def become(upgrades: Mapping[int, Sequence[str]]) -> None:
        monkeypatch.setattr(tables, "UPGRADES", upgrades)
        monkeypatch.setattr(tables, "SCHEMA_VERSION", len(upgrades) + 1)

    return become


def version_of(path: Path) -> int:
    """Read the version in the header of a file, past the library."""
    db = sqlite3.connect(path)
    (version,) = db.execute("PRAGMA user_version").fetchone()
    db.close()
    return int(version)


@pytest.mark.parametrize("name", ["closed.v1", "killed.v1"])
def test_an_older_file_is_brought_up_to_date(
    tmp_path: Path, name: str, later: Callable[[Mapping[int, Sequence[str]]], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Version by version when it is opened, with all that is in it; the older library then says that it is newer."""
    path = thawed(tmp_path, name)
    later(INVENTED)
    for _ in range(2):
        with SqliteStore(path) as store:
            assert len(bti.Desk(ENGINE, store).case("case-1", by=COLLEAGUE).entries) == 3
            with store._connections.one() as db:
                assert db.execute("SELECT count(*) FROM feed").fetchone() == (3,)
    assert version_of(path) == 3
    monkeypatch.undo()
    before = path.read_bytes()
    with pytest.raises(StoreError, match=r"newer version of bti \(tables of version 3, this one knows 1\)"):
        SqliteStore(path)
    assert path.read_bytes() == before


def test_an_upgrade_that_fails_leaves_the_older_file(
    tmp_path: Path, later: Callable[[Mapping[int, Sequence[str]]], None]
) -> None:
    """All versions or none; the same library opens it when what hindered is gone."""
    path = thawed(tmp_path, "killed.v1")
    later({**INVENTED, 2: (*INVENTED[2], "INSERT INTO feed VALUES (1)")})
    with pytest.raises(StoreError):
        SqliteStore(path)
    assert version_of(path) == 1
    later(INVENTED)
    with SqliteStore(path) as store:
        assert store.version("case-1", "case") == 3
    assert version_of(path) == 3


def test_several_that_open_an_older_file_bring_it_up_to_date_once(
    tmp_path: Path, later: Callable[[Mapping[int, Sequence[str]]], None]
) -> None:
    """As after an update of a server with several processes."""
    path = thawed(tmp_path, "closed.v1")
    later(INVENTED)
    failed: list[BaseException] = []

    def use() -> None:
        try:
            with SqliteStore(path, timeout=30) as store:
                assert store.version("case-1", "case") == 3
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=use) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert version_of(path) == 3
