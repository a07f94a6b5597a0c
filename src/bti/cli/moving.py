"""A case out of a file and into another: `bti export`, `bti import`.

The command line believes who it is told is asking: whoever may read the file could read it by other means too.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from bti import Engine, Refused, SqliteStore, bundled, load_guide
from bti.errors import InvalidValue, StoreError, UnknownGuide
from bti.guide.loading import guide_files
from bti.store.moving import Books, export_from, export_unasked, import_into
from bti.store.protocol import Store
from bti.wire import import_case
from bti.wire.case_document import LARGEST_CASE, Files

__all__ = ["export", "take_in"]


def export(asked: argparse.Namespace) -> None:
    """Write the document of a case to a new file, or to standard output.

    Raises:
        BtiError: It cannot be; the message says why.
    """
    if asked.operator and (asked.protected or asked.protected_only):
        raise InvalidValue("a protected matter is exported by one of its insiders, never by the operator")
    with SqliteStore(asked.db, create=False) as store:
        named = [*asked.guide, *bundled()]
        files = _files(named) if asked.with_guides else None
        if asked.operator:
            data = export_unasked(store, asked.case, now=dt.datetime.now(dt.UTC), guides=files)
        else:
            data = _asked_for(asked, store, named, files)
    _put(data, asked.out)


def take_in(asked: argparse.Namespace) -> list[str]:
    """Keep the case of a document, and return what to say of it.

    Raises:
        BtiError: It cannot be; the message names all that is wrong.
    """
    document = import_case(_taken(asked.file))
    with SqliteStore(asked.db) as store:
        import_into(store, document)
    missing = [digest for digest, files in document.guides.items() if not files]
    here = {load_guide(one).digest: one for one in bundled()} if missing else {}
    return [
        f"The case {document.case} is kept in {asked.db}: {sum(map(len, document.books.values()))} entries.",
        *(_left_behind(digest, here.get(digest)) for digest in missing),
    ]


def _left_behind(digest: str, here: str | None) -> str:
    if here is not None:
        return f"A guide it was judged by did not come with it, and is here: {here}."
    return f"A guide it was judged by did not come with it, and is not among those here; have it sent: {digest}"


def _asked_for(asked: argparse.Namespace, store: Store, guides: list[str], files: Mapping[str, Files] | None) -> bytes:
    books = Books.OWN_MATTERS if asked.protected_only else Books.ALL_OWN if asked.protected else Books.CASE
    engine = Engine(*map(load_guide, guides))
    now = dt.datetime.now(dt.UTC)
    try:
        found = export_from(store, engine, asked.case, by=asked.by, now=now, books=books, guides=files)
    except UnknownGuide:
        raise UnknownGuide(
            "the case stands under a guide that is not known here; name its file: --guide PATH"
        ) from None
    if isinstance(found, Refused):
        said = [text(asked.lang) for one in found.reasons for text in (one.text, one.remedy) if text is not None]
        raise InvalidValue(" ".join(said))
    return found


def _files(guides: Sequence[str]) -> dict[str, Files]:
    return {load_guide(one).digest: guide_files(one) for one in guides}


def _taken(name: str) -> bytes:
    try:
        with Path(name).open("rb") as file:
            return file.read(LARGEST_CASE + 2).removesuffix(b"\n")
    except OSError as error:
        raise StoreError(f"{name} cannot be read: {error.strerror or type(error).__name__}") from None


def _put(data: bytes, name: str | None) -> None:
    """Write to a new file that nobody else may read, or to standard output."""
    if name is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(data + b"\n")
        return
    try:
        with os.fdopen(os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(data + b"\n")
    except OSError as error:
        raise StoreError(f"{name} cannot be written: {error.strerror or type(error).__name__}") from None
