"""The laws a store must keep that several processes share, to be tried on yours.

```python
def open_store():  # opens the same store each time, in this process or in another: of a module's own, to be found there
    return MyStore("postgresql://...")

@pytest.mark.parametrize("law", SHARED_LAWS, ids=lambda law: law.__name__)
def test_my_shared_store(law):
    law(open_store)  # each time an empty store
```

A store that lives in one process is tried with threads instead: `law(open_store, with_threads=True)`. A law that is
broken raises `AssertionError` with what was expected.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Any, Final, Protocol, TypeAlias

from bti.errors import ChangedMeanwhile
from bti.record.entry import CASE_BOOK, matter_book
from bti.store.protocol import Store, StoredEntry
from bti.wire import StoredText

__all__ = ["SHARED_LAWS", "OpenStore", "SharedLaw", "check_shared_store"]

OpenStore: TypeAlias = Callable[[], AbstractContextManager[Store]]
"""Open the same store once more; where processes are to share it, `pickle` must be able to send this to them."""

_WRITERS: Final = 3
_ACTS: Final = 12
_RACES: Final = 25
_KILLS: Final = 3
_PATIENCE: Final = 120  # seconds


class SharedLaw(Protocol):
    """What holds for a store however many share it."""

    __name__: str

    def __call__(self, open_store: OpenStore, /, *, with_threads: bool = False) -> None:
        """Try it on an empty store."""
        ...


def check_shared_store(open_store: Callable[[], OpenStore], *, with_threads: bool = False) -> None:
    """Try all laws on a store.

    Args:
        open_store: Makes an empty store and returns what opens it again.
        with_threads: Whether threads share it, not processes.

    Raises:
        AssertionError: One is broken.
    """
    for law in SHARED_LAWS:
        law(open_store(), with_threads=with_threads)


# --- the laws --------------------------------------------------------------------------------------------------------


def writers_apart_lose_nothing_and_double_nothing(open_store: OpenStore, /, *, with_threads: bool = False) -> None:
    """Each act that was acknowledged stands once, whole and with its texts, in the order its writer made it."""
    said = _several(_write_in_the_end, open_store, with_threads)
    with open_store() as store:
        kept = store.read("case-1", CASE_BOOK)
    ids = [entry.id for entry in kept]
    wanted = {f"{writer}-{act}-{part}" for writer in range(_WRITERS) for act in range(_ACTS) for part in (1, 2)}
    _must(len(ids) == len(wanted) and set(ids) == wanted, "every entry must be there once")
    _must(all(first[:-2] == second[:-2] for first, second in _pairs(ids)), "an act must not be torn apart")
    _must([entry.texts for entry in kept] == [(_text(one),) for one in ids], "each entry must have its own text")
    for writer, acts in enumerate(said):
        own = [one[:-2] for one in ids[::2] if one.startswith(f"{writer}-")]
        _must(own == acts, "each writer's acts must stand in the order in which they were acknowledged")


def of_those_who_decide_on_the_same_one_goes_through(open_store: OpenStore, /, *, with_threads: bool = False) -> None:
    """Of several that append on the same version exactly one does; the others hear that it changed meanwhile."""
    won = _several(_race, open_store, with_threads)
    with open_store() as store:
        kept = store.read("case-1", CASE_BOOK)
    _must(
        sorted(seq for own in won for seq in own) == list(range(1, _RACES + 1)), "one must win each race, and one only"
    )
    for entry in kept:
        _must(entry.seq in won[int(entry.id.partition("-")[0])], "what stands must be the winner's")


def books_beside_each_other_hinder_nobody(open_store: OpenStore, /, *, with_threads: bool = False) -> None:
    """Whoever writes to a protected matter never waits for the case book, nor for another matter to be read again."""
    hindered = _several(_write_beside, open_store, with_threads)
    _must(not any(hindered), f"an append to a book of one's own must go through at once: {hindered}")
    with open_store() as store:
        books = {name: [entry.id for entry in entries] for name, entries in store.read_case("case-1").items()}
    wanted = {_book_of(writer): [f"{writer}-{act}" for act in range(_ACTS)] for writer in range(_WRITERS)}
    _must(books == wanted, "every book must hold its own")


def what_a_killed_process_acknowledged_stays(open_store: OpenStore, /, *, with_threads: bool = False) -> None:
    """After `kill -9` all that was acknowledged is there, or one whole act more, and others go on at once."""
    if with_threads or not hasattr(signal, "SIGKILL"):
        return  # a thread cannot be killed, and what lives in one process dies with it
    for number in range(_KILLS):
        case_id = f"case-{number}"
        hear, say = multiprocessing.Pipe(duplex=False)
        process = _SPAWN.Process(target=_until_killed, args=(open_store, case_id, say), daemon=True)
        process.start()
        say.close()
        said: list[str] = []
        _must(hear.poll(_PATIENCE), "a writer must begin")
        while len(said) < 2 + 3 * number:
            said.append(hear.recv())
        os.kill(process.pid or 0, signal.SIGKILL)
        process.join()
        said += _rest(hear)
        with open_store() as store:
            ids = [entry.id for entry in store.read(case_id, CASE_BOOK)]
            acts = [first[:-2] for first, second in _pairs(ids) if first[:-2] == second[:-2]]
            _must(len(ids) == 2 * len(acts), f"an act must be there whole or not at all: {ids}")
            _must(acts in (said, [*said, f"0-{len(said)}"]), f"{said} were acknowledged, {acts} are there")
            _append(store, case_id, CASE_BOOK, [f"after-{part}" for part in (1, 2)], len(ids))


SHARED_LAWS: Final[tuple[SharedLaw, ...]] = (
    writers_apart_lose_nothing_and_double_nothing,
    of_those_who_decide_on_the_same_one_goes_through,
    books_beside_each_other_hinder_nobody,
    what_a_killed_process_acknowledged_stays,
)
"""Every law, by itself."""


# --- what the processes do -------------------------------------------------------------------------------------------

_SPAWN: Final = multiprocessing.get_context("spawn")

_Work: TypeAlias = Callable[[OpenStore, int], Any]


def _write_in_the_end(open_store: OpenStore, writer: int) -> list[str]:
    said: list[str] = []
    with open_store() as store:
        seen = 0
        for act in range(_ACTS):
            while True:
                kept = store.read_case("case-1").get(CASE_BOOK, ())
                _must(len(kept) >= seen, "what was read must not be gone")
                _must(len(kept) % 2 == 0, "half an act must not be seen")
                seen = len(kept)
                try:
                    _append(store, "case-1", CASE_BOOK, [f"{writer}-{act}-{part}" for part in (1, 2)], seen)
                except ChangedMeanwhile:
                    continue
                break
            said.append(f"{writer}-{act}")
    return said


def _race(open_store: OpenStore, writer: int) -> list[int]:
    won: list[int] = []
    with open_store() as store:
        for seq in range(1, _RACES + 1):
            try:
                _append(store, "case-1", CASE_BOOK, [f"{writer}-{seq}"], seq - 1)
            except ChangedMeanwhile as error:
                _must(error.actual >= seq, "whoever lost must be told of what came before")
            else:
                won.append(seq)
    return won


def _write_beside(open_store: OpenStore, writer: int) -> int:
    hindered = 0
    with open_store() as store:
        for act in range(_ACTS):
            try:
                _append(store, "case-1", _book_of(writer), [f"{writer}-{act}"], act)
            except ChangedMeanwhile:
                hindered += 1
    return hindered


def _until_killed(open_store: OpenStore, case_id: str, say: Any) -> None:
    with open_store() as store:
        act = 0
        while True:
            _append(store, case_id, CASE_BOOK, [f"0-{act}-{part}" for part in (1, 2)], 2 * act)
            say.send(f"0-{act}")
            act += 1


def _several(work: _Work, open_store: OpenStore, with_threads: bool) -> list[Any]:
    """Let several do the same at once, and return what each has to tell."""
    hears: list[Any] = []
    running: list[Any] = []
    for writer in range(_WRITERS):
        hear, say = multiprocessing.Pipe(duplex=False)
        hears.append(hear)
        made: Callable[..., Any] = threading.Thread if with_threads else _SPAWN.Process
        running.append(made(target=_told, args=(work, open_store, writer, say), daemon=True))
        running[-1].start()
        if not with_threads:
            say.close()
    told: list[Any] = []
    for hear, one in zip(hears, running, strict=True):
        _must(hear.poll(_PATIENCE), f"a writer must be done within {_PATIENCE} seconds")
        told.append(hear.recv())
        one.join()
    failed = [one for one in told if isinstance(one, str)]
    _must(not failed, f"no writer may fail: {failed}")
    return told


def _told(work: _Work, open_store: OpenStore, writer: int, say: Any) -> None:
    try:
        say.send(work(open_store, writer))
    except BaseException as error:
        say.send(f"{type(error).__name__}: {error}")
    finally:
        say.close()


def _rest(hear: Any) -> list[str]:
    rest: list[str] = []
    try:
        while True:
            rest.append(hear.recv())
    except (EOFError, OSError):
        return rest


def _append(store: Store, case_id: str, book: str, ids: Sequence[str], version: int) -> None:
    new = [StoredEntry(seq, one, one.encode(), (_text(one),)) for seq, one in enumerate(ids, version + 1)]
    store.append(case_id, book, new, expected={book: version})


def _book_of(writer: int) -> str:
    return CASE_BOOK if writer == 0 else matter_book(f"m{writer}")


def _text(entry_id: str) -> StoredText:
    return StoredText("c" * 64, b"s" * 32, f"the text of {entry_id}")


def _pairs(ids: Sequence[str]) -> list[tuple[str, str]]:
    return list(zip(ids[::2], ids[1::2], strict=False))


def _must(holds: bool, otherwise: str) -> None:
    if not holds:
        raise AssertionError(otherwise)
