"""Append acts of two entries to one case, as one of several processes: run by `test_sqlite.py`."""

from __future__ import annotations

import sys

from bti.errors import ChangedMeanwhile
from bti.store import SqliteStore, StoredEntry
from bti.wire import StoredText


def main(path: str, writer: str, acts: int) -> None:
    """Say each act once it is acknowledged."""
    with SqliteStore(path, timeout=60) as store:
        for act in range(acts):
            while True:
                version = store.version("case-1", "case")
                ids = (f"{writer}-{act}-1", f"{writer}-{act}-2")
                text = StoredText("c" * 64, b"s" * 32, ids[0])
                new = [StoredEntry(seq, each, each.encode(), (text,)) for seq, each in enumerate(ids, version + 1)]
                try:
                    store.append("case-1", "case", new, expected={"case": version})
                except ChangedMeanwhile:
                    continue
                print(f"{writer}-{act}", flush=True)
                break


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
