"""`bti log`: the relay log of a case in an SQLite file, as one person may see it.

The command line believes who it is told is asking: whoever may read the file could read it by other means too. A
reading leaves an access record (law H-16), which goes to a file of the host's or, without one, to standard error.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import shutil
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, cast

from bti import AccessRecord, Desk, Engine, SqliteStore, bundled, load_guide
from bti.errors import InvalidValue, StoreError, UnknownGuide
from bti.explore import relay_log

__all__ = ["show_log"]

_NARROWEST = 60


def show_log(asked: argparse.Namespace) -> None:
    """Print the log, and keep the access record.

    Raises:
        BtiError: It cannot be shown; the message says why.
    """
    engine = Engine(*map(load_guide, [*asked.guide, *bundled()]))
    now = dt.datetime.now(dt.UTC) if asked.now is None else asked.now
    names: Mapping[str, str] = {} if asked.names is None else _names(asked.names)
    with SqliteStore(asked.db, create=False) as store:
        case = Desk(engine, store).case(asked.case, by=asked.by)
        try:
            page, view = relay_log(
                engine,
                case,
                by=asked.by,
                now=now,
                basis=asked.basis,
                lang=asked.lang,
                names=names,
                protected=asked.protected,
            )
        except UnknownGuide:
            raise UnknownGuide(
                "the case stands under a guide that is not known here; name its file: --guide PATH"
            ) from None
    # Before anything is shown: what cannot be accounted for is not read.
    _keep(view.access, asked.access)
    if asked.html:
        sys.stdout.write(page.html() + "\n")
    else:
        sys.stdout.write(page.text(max(_NARROWEST, shutil.get_terminal_size((100, 24)).columns)))


def _names(name: str) -> Mapping[str, str]:
    """Read what the host calls people and services: a JSON object of names by reference."""
    try:
        read: object = json.loads(Path(name).read_text("utf-8"))
    except OSError as error:
        raise InvalidValue(f"{name} cannot be read: {error.strerror or type(error).__name__}") from None
    except ValueError as error:
        raise InvalidValue(f"{name} is not JSON: {error}") from None
    if not isinstance(read, dict) or not all(isinstance(one, str) for one in cast(dict[str, Any], read).values()):
        raise InvalidValue(f'{name} must hold one object of names by reference, such as {{"p-14": "Kari"}}')
    return cast(dict[str, str], read)


def _keep(records: Iterable[AccessRecord], name: str | None) -> None:
    lines = [
        json.dumps(
            {
                "case": one.case,
                "book": one.book,
                "reader": one.reader,
                "service": one.service,
                "basis": one.basis,
                "at": one.at.isoformat(),
                "shown": list(one.shown),
            },
            ensure_ascii=False,
        )
        for one in records
    ]
    if name is None:
        sys.stderr.writelines(f"access record to keep: {line}\n" for line in lines)
        return
    try:
        with Path(name).open("a", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in lines)
    except OSError as error:
        raise StoreError(f"{name} cannot be written: {error.strerror or type(error).__name__}") from None
