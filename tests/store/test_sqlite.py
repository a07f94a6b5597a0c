"""The SQLite file: kept over restarts, shared by processes, and clear about every file it cannot use."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bti.errors import InvalidValue, StoreError
from bti.store import SqliteStore, StoredEntry, packed, unpacked
from bti.store.connections import Connections
from bti.testing.strategies import entries
from bti.wire import StoredText
from tests.repo.source import ROOT

TEXT = StoredText("c" * 64, b"s" * 32, "Oppdiktet hemmelighet")
FIRST = StoredEntry(1, "e1", b"first", (TEXT,))
SECOND = StoredEntry(2, "e2", b"second")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Name a file that is not there yet."""
    return tmp_path / "cases.db"


@pytest.fixture
def filled(path: Path) -> Path:
    """Make a file of one case with two books of some pages."""
    with SqliteStore(path) as store:
        store.append("case-1", "case", [FIRST, SECOND], expected={"case": 0})
        many = [
            StoredEntry(seq, f"e{seq}", b"x" * 1000, (attrs.evolve(TEXT, text="y" * 1000),)) for seq in range(1, 60)
        ]
        store.append("case-1", "matter:m1", many, expected={"case": 2, "matter:m1": 0})
    return path


def everything(path: Path) -> dict[str, bytes]:
    """Read every file beside this one, to see that nothing was touched."""
    return {each.name: each.read_bytes() for each in path.parent.iterdir() if each.is_file()}


def edit(path: Path, *statements: str) -> None:
    """Change a file by other means."""
    db = sqlite3.connect(path, isolation_level=None)
    for statement in statements:
        db.execute(statement)
    db.close()


def refused(path: Path, says: str, **options: object) -> None:
    """Check that the file is refused with these words, and left as it was."""
    before = everything(path)
    with pytest.raises(StoreError, match=says) as caught:
        SqliteStore(path, **options)  # type: ignore[arg-type]  # because a host may try
    assert path.name in str(caught.value)
    assert everything(path) == before


# --- keeping ---------------------------------------------------------------------------------------------------------


def test_what_was_kept_is_there_after_a_restart(path: Path) -> None:
    """Entries, texts and versions, and the next append goes on from them."""
    with SqliteStore(path) as store:
        store.append("case-1", "case", [FIRST], expected={"case": 0})
    with SqliteStore(str(path), create=False) as store:
        (kept,) = store.read("case-1", "case")
        assert (kept, kept.texts) == (FIRST, (TEXT,))
        store.append("case-1", "case", [SECOND], expected={"case": 1})
    with SqliteStore(path) as store:
        assert store.read("case-1", "case") == (FIRST, SECOND)


def test_file_is_marked_as_ours_and_durable(path: Path) -> None:
    """Write-ahead, synchronous in full, and an application id that other tools can see."""
    with SqliteStore(path) as store, store._connections.one() as db:
        assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert db.execute("PRAGMA synchronous").fetchone() == (2,)
        assert db.execute("PRAGMA application_id").fetchone() == (int.from_bytes(b"BTI1", "big"),)
        assert db.execute("PRAGMA user_version").fetchone() == (1,)


def test_closing_leaves_one_file(filled: Path) -> None:
    """Nothing lies beside it that a backup could forget."""
    assert list(everything(filled)) == ["cases.db"]


def test_odd_file_names_are_file_names(tmp_path: Path) -> None:
    """Nothing in a name is read as an option."""
    for name in ("a?mode=ro#b.db", "æ ø å.db", "file:x.db", "50%.db"):
        with SqliteStore(tmp_path / name) as store:
            store.append("case-1", "case", [FIRST], expected={"case": 0})
        assert (tmp_path / name).is_file()


def test_a_closed_store_says_so(path: Path) -> None:
    """Closing twice is allowed, using it afterwards is not."""
    store = SqliteStore(path)
    store.close()
    store.close()
    with pytest.raises(StoreError, match="closed"):
        store.books("case-1")


@pytest.mark.parametrize("bad", [{"path": ""}, {"path": b"x"}, {"timeout": -1}, {"timeout": float("nan")}])
def test_bad_arguments_raise(bad: dict[str, object], path: Path) -> None:
    """Rejected at once."""
    with pytest.raises(InvalidValue):
        SqliteStore(**{"path": path, **bad})  # type: ignore[arg-type]  # because a host may try


def test_repr_names_neither_cases_nor_directories(filled: Path) -> None:
    """It may end up in a log."""
    with SqliteStore(filled) as store:
        assert repr(store) == "<SqliteStore cases.db>"
        assert repr(store.read("case-1", "case")) == "(<StoredEntry 1>, <StoredEntry 2>)"
        assert repr(TEXT) == "<StoredText>"


# --- several at once -------------------------------------------------------------------------------------------------


def test_a_reader_does_not_wait_for_a_writer(filled: Path) -> None:
    """While somebody else is in the middle of writing, the case reads as it was before."""
    with SqliteStore(filled, timeout=0.1) as store:
        other = sqlite3.connect(filled, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        other.execute("UPDATE book SET version = 99")
        assert store.version("case-1", "case") == 2
        assert len(store.read_case("case-1")["matter:m1"]) == 59
        other.execute("ROLLBACK")
        other.close()


def test_a_lock_that_lasts_is_said_and_nothing_is_written(filled: Path) -> None:
    """After the time to wait, an error; the same append goes through later."""
    with SqliteStore(filled, timeout=0.1) as store:
        other = sqlite3.connect(filled, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        third = StoredEntry(3, "e3", b"third")
        with pytest.raises(StoreError, match=r"locked by somebody else; waited 0\.1 seconds"):
            store.append("case-1", "case", [third], expected={"case": 2})
        refused_open = pytest.raises(StoreError, match="locked")
        with refused_open:
            SqliteStore(filled, timeout=0.1)
        other.execute("ROLLBACK")
        other.close()
        store.append("case-1", "case", [third], expected={"case": 2})
        assert store.read("case-1", "case") == (FIRST, SECOND, third)


def test_opening_at_the_same_time_makes_one_file(path: Path) -> None:
    """Several that find no file make it once."""
    failed: list[BaseException] = []

    def use(writer: int) -> None:
        try:
            with SqliteStore(path) as store:
                store.append(f"case-{writer}", "case", [FIRST], expected={"case": 0})
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=use, args=(writer,)) for writer in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    with SqliteStore(path) as store:
        assert all(store.version(f"case-{writer}", "case") == 1 for writer in range(8))


FORKED = """
import os, sys
from bti.store import SqliteStore, StoredEntry
store = SqliteStore(sys.argv[1])
store.append("case-1", "case", [StoredEntry(1, "parent", b"")], expected={"case": 0})
child = os.fork()
if child == 0:
    store.append("case-1", "case", [StoredEntry(2, "child", b"")], expected={"case": 1})
    store.close()
    os._exit(0)
assert os.waitpid(child, 0)[1] == 0
store.append("case-1", "case", [StoredEntry(3, "parent-2", b"")], expected={"case": 2})
store.close()
print([entry.id for entry in SqliteStore(sys.argv[1]).read("case-1", "case")])
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
def test_a_store_may_be_used_after_a_fork(path: Path) -> None:
    """Web servers open first and fork then; SQLite's connections must not be carried over."""
    done = subprocess.run([sys.executable, "-c", FORKED, path], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "['parent', 'child', 'parent-2']"


# --- files that cannot be used ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("content", [b"x", b"Kjaere dagbok\n", b"\x00" * 5000, b"PK\x03\x04" * 3000])
def test_a_file_that_is_not_sqlite_is_left_alone(path: Path, content: bytes) -> None:
    """A text, an archive, anything."""
    path.write_bytes(content)
    refused(path, "is not an SQLite file; it was left as it was")


@pytest.mark.parametrize(
    "statements",
    [
        ("CREATE TABLE other (a)",),
        ("PRAGMA application_id = 42",),
        ("PRAGMA user_version = 1", "CREATE TABLE book (a)"),
        ("PRAGMA user_version = 7",),
    ],
)
def test_a_database_of_another_program_is_left_alone(path: Path, statements: tuple[str, ...]) -> None:
    """Whether it has an application id or only tables."""
    edit(path, *statements)
    refused(path, "is an SQLite file of another program; it was left as it was")


def test_a_file_of_a_newer_version_is_left_alone(filled: Path) -> None:
    """And what the versions are is said."""
    edit(filled, "PRAGMA journal_mode = DELETE", "PRAGMA user_version = 2")
    refused(filled, r"newer version of bti \(tables of version 2, this one knows 1\)")


def test_a_file_of_a_version_that_never_was_is_refused(filled: Path) -> None:
    """Somebody has changed the header."""
    edit(filled, "PRAGMA journal_mode = DELETE", "PRAGMA user_version = 0")
    refused(filled, "version 0, which there never were")


@pytest.mark.parametrize("pages", [1, 2, 5, 10])
def test_a_file_that_was_cut_off_is_refused(filled: Path, pages: int) -> None:
    """A copy that broke off, a disk that lost its end."""
    data = filled.read_bytes()
    filled.write_bytes(data[: 4096 * pages])
    refused(filled, "damaged or cut off")


def test_a_page_that_was_overwritten_is_found_when_it_is_read(filled: Path) -> None:
    """With an error of ours, and without a word of what stood there."""
    data = bytearray(filled.read_bytes())
    for page in range(2, len(data) // 4096):
        data[4096 * page : 4096 * page + 200] = b"\xff" * 200
    filled.write_bytes(data)
    with SqliteStore(filled) as store:
        for read in (lambda: store.read_case("case-1"), lambda: store.read("case-1", "case")):
            with pytest.raises(StoreError, match="damaged"):
                read()


@given(st.data())
def test_any_damage_is_an_error_of_ours_or_none(data: st.DataObject) -> None:
    """Bytes overwritten anywhere: what is read is whole in number and order, or a `StoreError` says otherwise."""
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "cases.db"
        path.write_bytes(sample())
        content = bytearray(path.read_bytes())
        for _ in range(data.draw(st.integers(1, 4))):
            place = data.draw(st.integers(0, len(content) - 1))
            put = data.draw(st.binary(min_size=1, max_size=8))
            content[place : place + len(put)] = put
        path.write_bytes(content[: data.draw(st.sampled_from([len(content), len(content) - 1, len(content) // 2]))])
        said: list[str] = []
        try:
            with SqliteStore(path) as store:
                for kept in store.read_case("case-1").values():
                    assert [entry.seq for entry in kept] == list(range(1, len(kept) + 1))
                store.append("case-2", "case", [FIRST], expected={"case": store.version("case-2", "case")})
        except (StoreError, InvalidValue) as error:
            said.append(str(error))
        assert "hemmelighet" not in "".join(said)


_SAMPLE: list[bytes] = []


def sample() -> bytes:
    """Give the bytes of a small good file."""
    if not _SAMPLE:
        with tempfile.TemporaryDirectory() as directory:
            path = Path(directory) / "cases.db"
            with SqliteStore(path) as store:
                store.append("case-1", "case", [FIRST, SECOND], expected={"case": 0})
            _SAMPLE.append(path.read_bytes())
    return _SAMPLE[0]


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM entry WHERE seq = 1",
        "DELETE FROM entry WHERE seq = 2",
        "DELETE FROM entry",
        "UPDATE entry SET seq = 7 WHERE seq = 2",
        "UPDATE book SET version = 1",
        "UPDATE book SET version = 3",
    ],
)
def test_entries_taken_out_by_other_means_are_found(path: Path, statement: str) -> None:
    """A gap, a lost end, a wrong number: the book says how many it has."""
    with SqliteStore(path) as store:
        store.append("case-1", "case", [FIRST, SECOND], expected={"case": 0})
    edit(path, statement)
    with SqliteStore(path) as store:
        for read in (lambda: store.read("case-1", "case"), lambda: store.read_case("case-1")):
            with pytest.raises(StoreError, match="the book 'case' is not whole"):
                read()


@pytest.mark.parametrize("statement", ["DROP TABLE entry", "DROP TABLE text", "ALTER TABLE book RENAME TO books"])
def test_tables_taken_out_by_other_means_are_found(filled: Path, statement: str) -> None:
    """It is our file, but not whole."""
    edit(filled, statement)
    with SqliteStore(filled) as store, pytest.raises(StoreError, match="does not have the tables"):
        store.read("case-1", "case")


@given(entries(seq=1), st.sampled_from(["id", "book", "data", "text"]))
def test_an_entry_exchanged_by_other_means_is_found(entry: object, what: str) -> None:
    """Bytes that say something else than the place they are kept in; a text that was never committed to."""
    kept = packed(entry)  # type: ignore[arg-type]  # because a host may try
    book = "case"
    if what == "id":
        kept = attrs.evolve(kept, id=kept.id + "x")
    elif what == "book":
        book = "matter:m1"
    elif what == "data":
        kept = attrs.evolve(kept, data=kept.data[:-1])
    elif kept.texts:
        kept = attrs.evolve(kept, texts=(attrs.evolve(kept.texts[0], text="something else"), *kept.texts[1:]))
    else:
        return
    with pytest.raises(StoreError, match=f"entry 1 of the book '{book}' is"):
        unpacked("case-1", book, kept)


def test_a_missing_directory_is_named(tmp_path: Path) -> None:
    """The usual slip of the first day."""
    with pytest.raises(StoreError, match=r"there is no directory .*missing"):
        SqliteStore(tmp_path / "missing" / "cases.db")


def test_a_directory_is_not_a_file(tmp_path: Path) -> None:
    """Named as what it is."""
    with pytest.raises(StoreError, match="it is a directory"):
        SqliteStore(tmp_path)


def test_a_missing_file_is_not_made_unasked(path: Path) -> None:
    """Whoever only wants to look must not leave an empty file behind."""
    with pytest.raises(StoreError, match="there is no such file"):
        SqliteStore(path, create=False)
    assert not path.exists()
    path.touch()
    refused(path, "is empty", create=False)


# Rights mean nothing to root, who often runs tests in containers: the script gives that up first.
READ_ONLY = """
import os, pathlib, sys
from bti.errors import StoreError
from bti.store import SqliteStore
pathlib.Path("/").as_uri()  # imports what it needs while that can still be read
if os.geteuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
try:
    SqliteStore(sys.argv[1])
except StoreError as error:
    print(error)
"""


@pytest.mark.skipif(not hasattr(os, "setuid"), reason="rights are another thing on this system")
@pytest.mark.parametrize(
    ("file", "directory", "exists", "says"),
    [
        (0o444, 0o555, True, "cannot be written: the file, its directory or its medium is read-only"),
        (0o444, 0o777, True, "cannot be written: the file, its directory or its medium is read-only"),
        (0o000, 0o777, True, "cannot be written"),
        (0o666, 0o555, True, "cannot be"),
        (0o644, 0o555, False, "there is no such file, or its directory cannot be written"),
    ],
)
def test_a_file_that_cannot_be_written_is_said(file: int, directory: int, exists: bool, says: str) -> None:
    """Before anybody relies on it, and without touching it."""
    with tempfile.TemporaryDirectory() as top:
        place = Path(top) / "data"
        place.mkdir()
        os.chmod(top, 0o755)
        path = place / "cases.db"
        if exists:
            with SqliteStore(path) as store:
                store.append("case-1", "case", [FIRST], expected={"case": 0})
            path.chmod(file)
        place.chmod(directory)
        try:
            before = everything(path) if os.geteuid() == 0 else None
            done = subprocess.run([sys.executable, "-c", READ_ONLY, path], capture_output=True, text=True, cwd=ROOT)
            assert says in done.stdout, done
            assert before is None or everything(path) == before
        finally:
            place.chmod(0o755)


@pytest.fixture
def limit(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Say beyond how many pages no file can grow."""

    def limited(pages: int) -> None:
        monkeypatch.undo()
        connected = Connections._connected

        def less(connections: Connections, mode: str) -> sqlite3.Connection:
            db = connected(connections, mode)
            db.execute(f"PRAGMA max_page_count = {pages}")
            return db

        monkeypatch.setattr(Connections, "_connected", less)

    return limited


def test_a_full_disk_is_said_and_nothing_is_half_written(path: Path, limit: Callable[[int], None]) -> None:
    """The act that did not fit is not there; what was there before is, and small acts still go in."""
    large = [StoredEntry(seq, f"e{seq}", b"x" * 5000) for seq in range(2, 30)]
    limit(12)
    with SqliteStore(path) as store:
        store.append("case-1", "case", [FIRST], expected={"case": 0})
        with pytest.raises(StoreError, match="the disk is full; nothing was written"):
            store.append("case-1", "case", large, expected={"case": 1})
        assert store.read("case-1", "case") == (FIRST,)
        store.append("case-1", "case", [SECOND], expected={"case": 1})
    limit(100_000)
    with SqliteStore(path) as store:
        assert store.read("case-1", "case") == (FIRST, SECOND)
        store.append(
            "case-1",
            "case",
            [attrs.evolve(one, seq=one.seq + 1, id=one.id + "x") for one in large],
            expected={"case": 2},
        )


def test_a_disk_too_full_to_begin_is_said(path: Path, limit: Callable[[int], None]) -> None:
    """Not even the tables fit."""
    limit(2)
    with pytest.raises(StoreError, match="the disk is full"):
        SqliteStore(path)


def test_an_older_sqlite_is_named(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some long-lived systems have one."""
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 34, 1))
    with pytest.raises(StoreError, match=r"SQLite 3\.37\.0 or newer is needed"):
        SqliteStore(path)
    assert not path.exists()
