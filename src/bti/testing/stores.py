"""The laws every store must keep, to be tried on yours.

```python
@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_my_store(law):
    law(lambda: contextlib.closing(MyStore(...)))  # each call a new and empty store
```

Or all at once: `check_store(new_store)`. A law that is broken raises `AssertionError` with what was expected.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Any, Final, TypeAlias

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, run_state_machine_as_test

from bti.errors import ChangedMeanwhile, IdConflict, InvalidValue, StoreError
from bti.record.entry import CASE_BOOK, matter_book
from bti.store.protocol import Store, StoredEntry, packed, unpacked
from bti.testing.on_paper import MATTER, OnPaper, appending, books_of, must, must_raise, stored
from bti.testing.strategies import entries
from bti.wire import StoredText

__all__ = ["LAWS", "Law", "NewStore", "check_store"]

NewStore: TypeAlias = Callable[[], AbstractContextManager[Store]]
"""Make a new and empty store, closed when the context ends."""

Law: TypeAlias = Callable[[NewStore], None]


def check_store(new_store: NewStore) -> None:
    """Try all laws on a store.

    Raises:
        AssertionError: One is broken.
    """
    for law in LAWS:
        law(new_store)


# --- the laws --------------------------------------------------------------------------------------------------------


def what_is_appended_is_read_back(new_store: NewStore) -> None:
    """Bytes, ids and texts come back as they were given, whatever is in them."""

    @settings(suppress_health_check=[HealthCheck.too_slow])  # the first entry drawn looks at every kind of fact
    @given(st.lists(entries(), min_size=1, max_size=4, unique_by=lambda entry: entry.id))
    def holds(drawn: list[Any]) -> None:
        numbered = [packed(entry) for entry in drawn]
        kept = [StoredEntry(seq, one.id, one.data, one.texts) for seq, one in enumerate(numbered, 1)]
        with new_store() as store:
            store.append("case-1", CASE_BOOK, kept, expected={CASE_BOOK: 0})
            must(books_of(store, "case-1") == {CASE_BOOK: tuple(kept)}, "what was appended must be read back")
            read = store.read("case-1", CASE_BOOK)
            must([one.texts for one in read] == [one.texts for one in kept], "texts must be read back with their entry")

    holds()


def an_entry_is_read_back_with_its_texts(new_store: NewStore) -> None:
    """From entry to store and back nothing is lost."""

    @settings(suppress_health_check=[HealthCheck.too_slow])  # the first entry drawn looks at every kind of fact
    @given(st.data())
    def holds(data: st.DataObject) -> None:
        entry = data.draw(entries(seq=1))
        with new_store() as store:
            store.append("case-1", CASE_BOOK, [packed(entry)], expected={CASE_BOOK: 0})
            (kept,) = store.read("case-1", CASE_BOOK)
            must(unpacked("case-1", CASE_BOOK, kept) == entry, "the entry must be the same")
            must(packed(unpacked("case-1", CASE_BOOK, kept)) == packed(entry), "its texts must be the same")

    holds()


def an_erased_text_is_gone_and_its_entry_is_not(new_store: NewStore) -> None:
    """Of the entries above the decision the texts go, once and for all; bytes, ids and other texts stay."""
    gone, stays = StoredText("a" * 64, b"s" * 32, "Oppdiktet."), StoredText("b" * 64, b"s" * 32, "Også oppdiktet.")
    before = [StoredEntry(seq, f"entry-{seq}", b"{%d}" % seq, (gone, stays)) for seq in (1, 2, 3)]
    with new_store() as store:
        for case_id, book in (("case-1", CASE_BOOK), ("case-1", MATTER), ("case-2", CASE_BOOK)):
            store.append(case_id, book, before, expected={book: 0})
        for count in (2, 0):
            erased = store.erase_texts("case-1", CASE_BOOK, {gone.commitment, "c" * 64}, before=3)
            must(erased == count, "an erasure must say how many texts went, and can be done again")
            after = books_of(store, "case-1")
            same = [(one.seq, one.id, one.data) for one in after[CASE_BOOK]]
            must(same == [(one.seq, one.id, one.data) for one in before], "the entries must be what they were")
            texts = [one.texts for one in after[CASE_BOOK]]
            must(texts == [(stays,), (stays,), (gone, stays)], "these texts must go, and no others")
            others = (*after[MATTER], *store.read("case-2", CASE_BOOK))
            must(all(one.texts == (gone, stays) for one in others), "nothing may go from another book or case")
        must(store.erase_texts("case-9", CASE_BOOK, {gone.commitment}, before=9) == 0, "of no case nothing goes")


def a_text_is_kept_with_its_own_entry_only(new_store: NewStore) -> None:
    """Two entries may have the same note: each keeps its text."""
    text = StoredText("c" * 64, b"s" * 32, "Oppdiktet.")
    both = [StoredEntry(seq, f"entry-{seq}", b"{}", (text,)) for seq in (1, 2)]
    with new_store() as store:
        store.append("case-1", CASE_BOOK, both, expected={CASE_BOOK: 0})
        must([one.texts for one in store.read("case-1", CASE_BOOK)] == [(text,), (text,)], "both must have the text")


def what_is_unknown_is_empty(new_store: NewStore) -> None:
    """A case or a book that never was reads like one with nothing in it."""
    with new_store() as store:
        must(store.read("case-1", CASE_BOOK) == (), "an unknown book must have no entries")
        must(dict(store.read_case("case-1")) == {}, "an unknown case must have no books")
        must(store.books("case-1") == (), "an unknown case must have no books")
        must(store.version("case-1", CASE_BOOK) == 0, "an unknown book must have the version 0")


def reading_on_leaves_out_what_was_read(new_store: NewStore) -> None:
    """After any number of entries the rest comes, and after more than there are an error: some were lost."""
    with new_store() as store:
        store.append("case-1", CASE_BOOK, [stored(1), stored(2), stored(3)], expected={CASE_BOOK: 0})
        for after in range(4):
            rest = tuple(stored(seq) for seq in range(after + 1, 4))
            must(store.read("case-1", CASE_BOOK, after=after) == rest, f"after {after} the rest must come")
            read = dict(store.read_case("case-1", after={CASE_BOOK: after}))
            must(read == {CASE_BOOK: rest}, f"after {after} the rest must come")
        must_raise(StoreError, "fewer entries than before", lambda: store.read("case-1", CASE_BOOK, after=4))
        must_raise(StoreError, "a book that is gone", lambda: store.read("case-1", MATTER, after=1))
        must_raise(StoreError, "fewer entries", lambda: store.read_case("case-1", after={CASE_BOOK: 4}))
        must_raise(StoreError, "a book that is gone", lambda: store.read_case("case-1", after={MATTER: 1}))
        must_raise(InvalidValue, "a negative number", lambda: store.read("case-1", CASE_BOOK, after=-1))


def a_malformed_append_leaves_nothing(new_store: NewStore) -> None:
    """What no reading of the case could make right is refused before anything is looked at."""
    first, second = stored(1), stored(2)
    malformed: tuple[tuple[Sequence[StoredEntry], dict[str, int]], ...] = (
        ([], {CASE_BOOK: 0}),
        ([first], {}),
        ([first], {MATTER: 0}),
        ([first], {CASE_BOOK: -1}),
        ([first], {CASE_BOOK: 0, MATTER: -1}),
        ([second], {CASE_BOOK: 0}),
        ([second, first], {CASE_BOOK: 0}),
        ([first, stored(3)], {CASE_BOOK: 0}),
        ([stored(1, "two words")], {CASE_BOOK: 0}),
    )
    with new_store() as store:
        for new, expected in malformed:
            append = appending(store, "case-1", CASE_BOOK, new, expected)
            must_raise(InvalidValue, f"{new} on {expected}", append)
        for case_id, book in (("", CASE_BOOK), ("case-1", ""), ("\ud800", CASE_BOOK), ("case-1", "a b")):
            must_raise(InvalidValue, "a name like that", appending(store, case_id, book, [first], {book: 0}))
            must_raise(InvalidValue, "a name like that", _reading(store, case_id, book))
        must(books_of(store, "case-1") == {}, "a refused append must leave nothing")


def an_append_on_a_book_that_grew_is_refused(new_store: NewStore) -> None:
    """Whoever decided on a book that has grown since has to read it again; nothing is left behind."""
    with new_store() as store:
        store.append("case-1", CASE_BOOK, [stored(1)], expected={CASE_BOOK: 0})
        store.append("case-1", CASE_BOOK, [stored(2)], expected={CASE_BOOK: 1})
        before = books_of(store, "case-1")
        for version in (0, 1, 3):
            new = [stored(version + 1, "late-1"), stored(version + 2, "late-2")]
            stale = must_raise(
                ChangedMeanwhile, "a stale append", appending(store, "case-1", CASE_BOOK, new, {CASE_BOOK: version})
            )
            must(
                isinstance(stale, ChangedMeanwhile) and (stale.expected, stale.actual) == (version, 2),
                "the error must say the expected and the actual version",
            )
            must(all(word in str(stale) for word in (CASE_BOOK, str(version), "2")), "and so must its message")
        must(books_of(store, "case-1") == before, "a refused append must leave nothing")
        store.append("case-1", CASE_BOOK, [stored(3, "late-1")], expected={CASE_BOOK: 2})


def an_append_on_any_book_read_that_grew_is_refused(new_store: NewStore) -> None:
    """The case book lies under a matter's: what was decided on both stands only if both are as they were."""
    with new_store() as store:
        store.append("case-1", CASE_BOOK, [stored(1)], expected={CASE_BOOK: 0})
        both = {CASE_BOOK: 1, MATTER: 0}
        store.append("case-1", CASE_BOOK, [stored(2)], expected={CASE_BOOK: 1})
        append = appending(store, "case-1", MATTER, [stored(1)], both)
        must_raise(ChangedMeanwhile, "an append beside a book that grew", append)
        must(store.books("case-1") == (CASE_BOOK,), "a refused append must not make a book")
        store.append("case-1", MATTER, [stored(1)], expected={CASE_BOOK: 2, MATTER: 0})
        store.append("case-1", CASE_BOOK, [stored(3)], expected={CASE_BOOK: 2})  # which nobody read the matter for
        must(store.version("case-1", CASE_BOOK) == 3, "a book that was not read must not matter")


def an_id_is_given_once_in_a_book(new_store: NewStore) -> None:
    """A second entry of the same id is refused, and its act with it."""
    with new_store() as store:
        store.append("case-1", CASE_BOOK, [stored(1)], expected={CASE_BOOK: 0})
        before = books_of(store, "case-1")
        for new in (
            [stored(2, "entry-1")],
            [stored(2, "entry-1", data=stored(1).data)],
            [stored(2), stored(3, "entry-1")],
            [stored(2, "twice"), stored(3, "twice")],
        ):
            must_raise(IdConflict, f"{new}", appending(store, "case-1", CASE_BOOK, new, {CASE_BOOK: 1}))
            must(books_of(store, "case-1") == before, "a refused append must leave nothing")
        store.append("case-1", CASE_BOOK, [stored(2), stored(3)], expected={CASE_BOOK: 1})


def an_id_in_another_book_is_not_noticed(new_store: NewStore) -> None:
    """Nobody learns from a conflict what stands in a book they do not know of (I-08)."""
    with new_store() as store:
        for case_id in ("case-1", "case-2"):
            for book in (MATTER, CASE_BOOK, matter_book("m2")):
                store.append(case_id, book, [stored(1), stored(2)], expected={book: 0})
                must(store.version(case_id, book) == 2, "the same ids must be free in every book")


def names_are_told_apart_exactly(new_store: NewStore) -> None:
    """Capitals, accents, and signs that mean something to databases make other names."""
    names = [
        "case",
        "Case",
        "CASE",
        "é",
        "è",
        "a%",
        "a_",
        "aa",
        "a'",
        'a"',
        "a;--",
        "å",
        "ß",
        "ss",
        "1",
        "01",
    ]
    with new_store() as store:
        for place, name in enumerate(names):
            data = b"%d" % place
            store.append(name, CASE_BOOK, [stored(1, name, data)], expected={CASE_BOOK: 0})
            store.append("books", name, [stored(1, "e", data)], expected={name: 0})
            store.append("ids", CASE_BOOK, [stored(place + 1, name, data)], expected={CASE_BOOK: place})
        for place, name in enumerate(names):
            data = b"%d" % place
            must(store.read(name, CASE_BOOK) == (stored(1, name, data),), f"the case {name!r} must be its own")
            must(store.read("books", name) == (stored(1, "e", data),), f"the book {name!r} must be its own")
        must(store.books("books") == tuple(sorted(names)), "books must be sorted by code point")


def a_store_is_like_its_books_on_paper(new_store: NewStore) -> None:
    """Whatever is done in whatever order, good and bad, the store says what a plain dictionary would."""

    class Machine(OnPaper):
        @initialize()
        def begin(self) -> None:
            self.store = self.stack.enter_context(new_store())

    run_state_machine_as_test(Machine)


def writers_at_once_lose_nothing_and_double_nothing(new_store: NewStore) -> None:
    """Several threads that write to one case, each reading again when it came too late, all get all of theirs in."""
    writers, acts = 4, 12
    failed: list[BaseException] = []
    with new_store() as store:

        def write(writer: int) -> None:
            try:
                for act in range(acts):
                    _append_in_the_end(store, [f"{writer}-{act}-1", f"{writer}-{act}-2"])
            except BaseException as error:
                failed.append(error)

        threads = [threading.Thread(target=write, args=(writer,)) for writer in range(writers)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        must(not failed, f"no writer may fail: {failed}")
        (kept,) = books_of(store, "case-1").values()
        ids = [entry.id for entry in kept]
        wanted = {f"{writer}-{act}-{part}" for writer in range(writers) for act in range(acts) for part in (1, 2)}
        must(len(ids) == len(wanted) and set(ids) == wanted, "every entry must be there once")
        must(
            all(first[:-2] == second[:-2] for first, second in zip(ids[::2], ids[1::2], strict=True)),
            "an act must not be torn apart",
        )
        for writer in range(writers):
            own = [entry_id for entry_id in ids if entry_id.startswith(f"{writer}-")]
            must(own == sorted(own, key=_as_written), "each writer's acts must stand in the order they were made")


def _append_in_the_end(store: Store, ids: Sequence[str]) -> None:
    while True:
        version = store.version("case-1", CASE_BOOK)
        new = [stored(seq, entry_id) for seq, entry_id in enumerate(ids, version + 1)]
        try:
            store.append("case-1", CASE_BOOK, new, expected={CASE_BOOK: version})
        except ChangedMeanwhile:
            continue
        return


def _as_written(entry_id: str) -> tuple[int, ...]:
    return tuple(int(part) for part in entry_id.split("-"))


def _reading(store: Store, case_id: str, book: str) -> Callable[[], object]:
    return lambda: (store.read(case_id, book), store.version(case_id, book))


LAWS: Final[tuple[Law, ...]] = (
    what_is_appended_is_read_back,
    an_entry_is_read_back_with_its_texts,
    a_text_is_kept_with_its_own_entry_only,
    an_erased_text_is_gone_and_its_entry_is_not,
    what_is_unknown_is_empty,
    reading_on_leaves_out_what_was_read,
    a_malformed_append_leaves_nothing,
    an_append_on_a_book_that_grew_is_refused,
    an_append_on_any_book_read_that_grew_is_refused,
    an_id_is_given_once_in_a_book,
    an_id_in_another_book_is_not_noticed,
    names_are_told_apart_exactly,
    a_store_is_like_its_books_on_paper,
    writers_at_once_lose_nothing_and_double_nothing,
)
"""Every law, by itself."""
