"""What happens to a file in use: locked, full, deleted, replaced, left by the dead, carried over a fork.

Each time: an error of ours that says what to do, nothing lost that was acknowledged, and a store that goes on.
"""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

import bti
from bti.errors import StoreError
from bti.store import SqliteStore, StoredEntry
from bti.wire import StoredText
from tests.repo.source import ROOT
from tests.stage import TEACHER
from tests.store.killing import ENGINE, NOW, OPENED, record

TEXT = StoredText("c" * 64, b"s" * 32, "Oppdiktet hemmelighet")
POSIX = pytest.mark.skipif(not hasattr(os, "fork"), reason="files in use cannot be deleted or forked on this system")


def entry(seq: int, name: str = "e") -> StoredEntry:
    """Make the entry of a number."""
    return StoredEntry(seq, f"{name}{seq}", b"data of %d" % seq, (TEXT,))


def put(store: SqliteStore, *seqs: int, name: str = "e") -> None:
    """Append entries one by one."""
    for seq in seqs:
        store.append("case-1", "case", [entry(seq, name)], expected={"case": seq - 1})


def ids(path: Path) -> list[str]:
    """Read what a file holds."""
    with SqliteStore(path, create=False) as store:
        return [one.id for one in store.read("case-1", "case")]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Name a file that is not there yet."""
    return tmp_path / "cases.db"


def script(code: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run a script in a process of its own."""
    command = [sys.executable, "-c", f"from tests.store.test_sqlite_troubles import *\n{code}", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, cwd=ROOT)


# --- locked ----------------------------------------------------------------------------------------------------------

HOLDING = """
import sqlite3, sys
db = sqlite3.connect(sys.argv[1], isolation_level=None)
for statement in sys.argv[2:]:
    db.execute(statement)
print("held", flush=True)
sys.stdin.read()
"""


@contextmanager
def held(path: Path, *statements: str) -> Generator[None]:
    """Let another process hold a file."""
    command = [sys.executable, "-c", HOLDING, str(path), *statements]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        try:
            yield
        finally:
            process.communicate()


@pytest.mark.parametrize("begin", ["BEGIN IMMEDIATE", "BEGIN EXCLUSIVE"])
def test_locked_by_another_process(path: Path, begin: str) -> None:
    """The wait has an end, reading goes on, what was refused can be recorded afterwards under its id, once."""
    with SqliteStore(path, timeout=0.3) as store:
        desk = bti.Desk(ENGINE, store)
        desk.record("case-1", OPENED, by=TEACHER, now=NOW)
        with held(path, begin):
            started = time.monotonic()
            with pytest.raises(StoreError, match=r"is locked by somebody else; waited 0\.3 seconds, and nothing"):
                record(desk, "w", 0)
            with pytest.raises(StoreError, match="is locked by somebody else"):
                record(desk, "w", 4)  # a protected matter
            assert time.monotonic() - started < 5
            assert len(desk.case("case-1", by=TEACHER).entries) == 1
            with pytest.raises(StoreError, match="locked"):
                SqliteStore(path, timeout=0.1)
        assert not record(desk, "w", 0).repeated
        assert record(desk, "w", 0).repeated


def test_locked_for_a_moment_is_waited_for(path: Path) -> None:
    """A short lock is nobody's error."""
    with SqliteStore(path, timeout=20) as store:
        put(store, 1)
        done: list[bool] = []

        def write() -> None:
            put(store, 2)
            done.append(True)

        with held(path, "BEGIN IMMEDIATE"):
            waiting = threading.Thread(target=write)
            waiting.start()
            time.sleep(0.2)
            assert not done
        waiting.join()
        assert done
    assert ids(path) == ["e1", "e2"]


# --- full ------------------------------------------------------------------------------------------------------------

FULL = """
def fill(path):
    desk, said, errors = None, 0, 0
    try:
        store = SqliteStore(path)
        with store._connections.one() as db:
            db.execute("PRAGMA wal_autocheckpoint = 5")
        desk = bti.Desk(ENGINE, store)
        desk.record("case-1", OPENED, by=TEACHER, now=NOW, entry_id="opened")
        while errors < 3:
            try:
                record(desk, "w", said)
                said += 1
            except StoreError as error:
                errors += 1
                assert "cannot grow" in str(error) or "cannot be read or written" in str(error), error
                assert len(desk.case("case-1", by=TEACHER).entries) >= 1  # it still reads
        store.close()
    except StoreError as error:
        assert not said, error
    print(said)
"""

LIMITED = """
import resource
_, most = resource.getrlimit(resource.RLIMIT_FSIZE)
for path, size in zip(sys.argv[1::2], sys.argv[2::2]):
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(size), most))
    fill(path)
"""


def check_after_full(path: Path, said: int) -> None:
    """Check that everything said is there, and that the file goes on where there is room."""
    with SqliteStore(path) as store:
        desk = bti.Desk(ENGINE, store)
        assert desk.record("case-1", OPENED, by=TEACHER, now=NOW, entry_id="opened")
        assert [record(desk, "w", number).repeated for number in range(said)] == [True] * said
        assert not record(desk, "w", said).repeated


def test_a_file_that_may_not_grow(tmp_path: Path) -> None:
    """A quota in the middle of anything: making tables, writing ahead, putting in place."""
    pytest.importorskip("resource", reason="this system has no such limits")
    limits = {tmp_path / f"cases-{size}.db": size for size in (1, 5000, 20_000, 32_769, 45_000, 60_000, 90_000)}
    done = script(FULL + LIMITED, *[value for both in limits.items() for value in both])
    assert done.returncode == 0, done.stderr
    said = [int(line) for line in done.stdout.split()]
    assert said[0] == 0 < said[-1]
    for path, count in zip(limits, said, strict=True):
        check_after_full(path, count)


def test_a_disk_that_is_full(path: Path) -> None:
    """A file system with no room left, as far as one may be made here."""
    if shutil.which("unshare") is None:
        pytest.skip("there is no `unshare` to make a small file system with")
    inside = path.parent / "small"
    inside.mkdir()
    small = ["mount", "-t", "tmpfs", "-o", "size=300k", "none", str(inside)]
    if subprocess.run(["unshare", "-Urm", *small], capture_output=True).returncode:
        pytest.skip("this system lets nobody but root make a small file system")
    code = (
        f"from tests.store.test_sqlite_troubles import *\nsubprocess.run({small}, check=True)\n{FULL}\n"
        "fill(sys.argv[1])\nfor one in Path(sys.argv[1]).parent.iterdir():\n    shutil.copy(one, sys.argv[2])\n"
    )
    command = ["unshare", "-Urm", sys.executable, "-c", code, str(inside / path.name), str(path.parent)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 0
    check_after_full(path, int(done.stdout))


# --- deleted, replaced -----------------------------------------------------------------------------------------------


@POSIX
def test_a_file_deleted_under_a_store_takes_nothing_more(path: Path) -> None:
    """What would be written to a file without a name would be lost: it is refused, and nothing is made in its place."""
    with SqliteStore(path) as store:
        put(store, 1)
        copy = path.with_name("copy.db")
        sqlite3.connect(path).execute(f"VACUUM INTO '{copy}'")
        path.unlink()
        for use in (lambda: put(store, 2), lambda: store.read("case-1", "case"), lambda: store.books("case-1")):
            with pytest.raises(StoreError, match=r"cases\.db was deleted or replaced while it was open; nothing was"):
                use()
        assert not path.exists()
    shutil.move(copy, path)
    assert ids(path) == ["e1"]


@POSIX
def test_a_file_moved_away_and_back_goes_on(path: Path) -> None:
    """Nothing was lost meanwhile, so nothing needs to be opened anew."""
    with SqliteStore(path) as store:
        put(store, 1)
        path.rename(path.with_name("away"))
        with pytest.raises(StoreError, match="was deleted or replaced"):
            put(store, 2)
        path.with_name("away").rename(path)
        put(store, 2)
    assert ids(path) == ["e1", "e2"]


@POSIX
def test_a_file_replaced_under_a_store_is_left_alone(path: Path) -> None:
    """A backup put in its place belongs to those who open it; the old store neither writes there nor closes over it."""
    store = SqliteStore(path)
    put(store, 1)
    backup = path.with_name("backup.db")
    with SqliteStore(backup) as other:
        put(other, 1, 2, name="b")
    path.with_name("cases.db-wal").unlink()
    path.with_name("cases.db-shm").unlink()
    backup.replace(path)
    with pytest.raises(
        StoreError, match=r"was deleted or replaced while it was open; nothing was written. Put it back"
    ):
        put(store, 2)
    with SqliteStore(path) as new:
        put(new, 3, name="b")
        store.close()
        put(new, 4, name="b")
        assert [one.id for one in new.read("case-1", "case")] == ["b1", "b2", "b3", "b4"]
        assert path.with_name("cases.db-wal").exists(), "the old store took the write-ahead file of the new one along"
    assert ids(path) == ["b1", "b2", "b3", "b4"]


@POSIX
def test_a_file_replaced_while_nothing_is_open_is_noticed(path: Path) -> None:
    """After an error a connection is opened anew: not to another file of the same name."""
    with SqliteStore(path) as store:
        put(store, 1)
        with store._connections.one() as taken:  # so that the next use needs a new connection
            other = path.with_name("other.db")
            with SqliteStore(other) as another:
                put(another, 1, name="b")
            shutil.move(path, path.with_name("old.db"))
            other.replace(path)
            with pytest.raises(StoreError, match=r"was deleted or replaced while it was open"):
                store.read("case-1", "case")
            assert taken.execute("SELECT count(*) FROM entry").fetchone() == (1,)


@POSIX
def test_a_write_ahead_file_deleted_under_a_store_loses_nothing(path: Path) -> None:
    """It holds what is not in the file yet: nothing more is written, and closing brings what is there into the file."""
    with SqliteStore(path) as store:
        put(store, 1, 2)
        path.with_name("cases.db-wal").unlink()
        with pytest.raises(StoreError, match=r"cases\.db-wal was deleted or replaced while it was open; nothing was"):
            put(store, 3)
    assert ids(path) == ["e1", "e2"]


# --- left by the dead ------------------------------------------------------------------------------------------------


ABANDONED = """
import os, signal, sys
from bti.store import SqliteStore, StoredEntry
stores = []
for count in map(int, sys.argv[2:]):
    store = SqliteStore(f"{sys.argv[1]}/{count}.db")
    stores.append(store)
    for seq in range(1, count + 1):
        entry = StoredEntry(seq, f"e{seq}", b"data of %d" % seq)
        store.append("case-1", "case", [entry], expected={"case": seq - 1})
with SqliteStore(f"{sys.argv[1]}/newer.db") as store:
    stores.append(store)
    store.append("case-1", "case", [StoredEntry(1, "e1", b"")], expected={"case": 0})
    store._connections._free[0].execute("PRAGMA user_version = 99")
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture(scope="module")
def graveyard(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a folder of files whose writer was killed, each with its write-ahead file."""
    folder = tmp_path_factory.mktemp("graveyard")
    done = subprocess.run([sys.executable, "-c", ABANDONED, folder, "3", "5", "60", "100"], cwd=ROOT)
    assert done.returncode == -signal.SIGKILL
    return folder


def abandon(graveyard: Path, path: Path, count: int | str) -> None:
    """Take a copy of one of them."""
    for suffix in ("", "-wal", "-shm"):
        shutil.copy(graveyard / f"{count}.db{suffix}", path.with_name(f"{path.name}{suffix}"))
    assert path.with_name(f"{path.name}-wal").stat().st_size


@POSIX
@pytest.mark.parametrize("lost", [(), ("-shm",)])
def test_what_the_dead_left_is_taken_up(graveyard: Path, path: Path, lost: Sequence[str]) -> None:
    """The write-ahead file of a killed process is read; its index is made again."""
    abandon(graveyard, path, 5)
    for suffix in lost:
        path.with_name(f"cases.db{suffix}").unlink()
    assert ids(path) == [f"e{seq}" for seq in range(1, 6)]
    with SqliteStore(path) as store:
        put(store, 6)
    assert [each.name for each in path.parent.iterdir()] == ["cases.db"]


@POSIX
def test_a_file_parted_from_its_write_ahead_file_is_older_and_whole(graveyard: Path, path: Path) -> None:
    """Whoever copies the file alone has what was put in place: a part, in order, and never a mixture."""
    abandon(graveyard, path, 5)
    path.with_name("cases.db-wal").unlink()
    kept = ids(path)
    assert kept == [f"e{seq}" for seq in range(1, len(kept) + 1)]


@POSIX
@pytest.mark.parametrize(("there", "left"), [(3, 5), (5, 3), (60, 5), (5, 60), (60, 100)])
def test_a_strangers_write_ahead_file_gives_no_mixture(graveyard: Path, path: Path, there: int, left: int) -> None:
    """A backup put back beside the write-ahead file of another time: an error, or the one or the other."""
    abandon(graveyard, path, left)
    other = path.with_name("other.db")
    with SqliteStore(other) as store:
        put(store, *range(1, there + 1), name="b")
    other.replace(path)
    path.with_name("cases.db-shm").unlink()
    try:
        kept = ids(path)
    except StoreError:
        return
    assert kept in ([f"b{seq}" for seq in range(1, there + 1)], [f"e{seq}" for seq in range(1, left + 1)])


@POSIX
def test_a_newer_file_that_its_writer_was_killed_over_loses_nothing(graveyard: Path, path: Path) -> None:
    """An older library says that it is newer, and leaves to the newer one all that it had written."""
    abandon(graveyard, path, "newer")
    for _ in range(2):
        with pytest.raises(StoreError, match="was written by a newer version of bti"):
            SqliteStore(path)
    db = sqlite3.connect(path)
    assert db.execute("SELECT id FROM entry ORDER BY seq").fetchall() == [("e1",)]
    db.close()


def test_a_file_that_becomes_newer_under_a_store_is_refused(path: Path) -> None:
    """A newer library brought it up to date meanwhile; processes with the older one stop there and then."""
    with SqliteStore(path) as store:
        put(store, 1)
        db = sqlite3.connect(path)
        db.execute("PRAGMA user_version = 2")
        db.close()
        for use in (lambda: store.read("case-1", "case"), lambda: put(store, 2), lambda: store.books("case-1")):
            with pytest.raises(StoreError, match="newer version of bti"):
                use()


# --- several stores, forks, closing ----------------------------------------------------------------------------------


def test_two_stores_on_one_file(path: Path) -> None:
    """In one process as in two; closing one leaves the other alone."""
    first, second = SqliteStore(path), SqliteStore(path)
    put(first, 1)
    put(second, 2)
    first.close()
    put(second, 3)
    with SqliteStore(path) as third:
        put(third, 4)
        second.close()
        put(third, 5)
    assert ids(path) == [f"e{seq}" for seq in range(1, 6)]


FORKED = """
store = SqliteStore(sys.argv[1])
put(store, 1)
hear, say = os.pipe()
child = os.fork()
if child == 0:
    put(store, 2)
    os.read(hear, 1)
    put(store, 3, 4, 5)
    os.kill(os.getpid(), signal.SIGKILL)
while store.version("case-1", "case") < 2:
    time.sleep(0.01)
store.close()
os.write(say, b"!")
assert os.waitpid(child, 0)[1] == signal.SIGKILL
"""


@POSIX
def test_a_forked_child_keeps_what_it_wrote_after_its_parent_closed(path: Path) -> None:
    """With locks carried over, the parent would have deleted the write-ahead file that the child still wrote to."""
    done = script(FORKED, path)
    assert done.returncode == 0, done.stderr
    assert ids(path) == [f"e{seq}" for seq in range(1, 6)]


FORKING = """
import warnings
warnings.simplefilter("ignore", DeprecationWarning)  # newer Pythons warn of forks in threads, and are right
store, writing = SqliteStore(sys.argv[1]), True
def write():
    number = 0
    while writing:
        store.append(f"thread", "case", [StoredEntry(number + 1, f"t{number}", b"")], expected={"case": number})
        number += 1
        time.sleep(0.005)
thread = threading.Thread(target=write)
thread.start()
for number in range(5):
    child = os.fork()
    if child == 0:
        store.append(f"child-{number}", "case", [entry(1)], expected={"case": 0})
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0
writing = False
thread.join()
assert [store.version(f"child-{number}", "case") for number in range(5)] == [1] * 5
assert store.version("thread", "case") > 0
"""


@POSIX
def test_forks_while_another_thread_writes(path: Path) -> None:
    """A fork waits for whoever is in the middle of an append; parent, thread and children all go on."""
    done = script(FORKING, path)
    assert done.returncode == 0, done.stderr


def test_a_fork_nobody_told_of_is_an_error(path: Path) -> None:
    """A server written in C may fork without Python's knowing: rather an error than a lost entry."""
    with SqliteStore(path) as store:
        put(store, 1)
        store._connections._pid -= 1
        with pytest.raises(StoreError, match="open the store in each process, after the fork"):
            put(store, 2)
        store.close()
        store._connections._pid += 1
    assert ids(path) == ["e1"]


def test_closing_while_others_write_lets_them_finish(path: Path) -> None:
    """Whoever is in the middle is finished, whoever comes after is told; nothing is half there."""
    store, said, told = SqliteStore(path), list[int](), list[str]()

    def write() -> None:
        try:
            for seq in range(1, 10_000):
                put(store, seq)
                said.append(seq)
        except StoreError as error:
            told.append(str(error))

    thread = threading.Thread(target=write)
    thread.start()
    while len(said) < 5:
        time.sleep(0.001)
    store.close()
    store.close()
    thread.join()
    assert told == ["the store is closed"]
    assert ids(path) == [f"e{seq}" for seq in said]
    assert [each.name for each in path.parent.iterdir()] == ["cases.db"]


@POSIX
def test_a_new_file_is_for_its_owner_only(path: Path) -> None:
    """What is in it is nobody else's business; who may read an existing one is left as it is."""
    with SqliteStore(path) as store:
        put(store, 1)
        for each in path.parent.iterdir():
            assert stat.S_IMODE(each.stat().st_mode) == 0o600, each
    path.chmod(0o660)
    with SqliteStore(path) as store:
        put(store, 2)
        for each in path.parent.iterdir():
            assert stat.S_IMODE(each.stat().st_mode) == 0o660, each
