"""Show the story: where it is kept, and whether it is told in colour, in plain text or to a machine."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final, TextIO

from bti import BtiError, Engine, SqliteStore, load_guide
from bti.demo import plain
from bti.demo.lines import lines
from bti.demo.playing import play
from bti.demo.story import CASE, GUIDE, STORY
from bti.demo.telling import tell
from bti.demo.words import words
from bti.errors import InvalidValue
from bti.text import render

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["CaseIsThere", "show", "written"]

_WIDEST: Final = 100
"""Longer lines than this are hard to read."""


class CaseIsThere(BtiError):
    """The file already holds the case of the story."""


def show(lang: str, *, json: bool = False, db: str | None = None, out: TextIO | None = None) -> None:
    """Play the story and print it as it goes.

    Args:
        lang: In which language.
        json: One JSON object a line.
        db: A file to keep the case in; None: a temporary one, removed at the end.
        out: Where to print; standard output by default.

    Raises:
        CaseIsThere: The file already holds the case.
        StoreError: The file cannot be used.
    """
    to = sys.stdout if out is None else out
    if not db and db is not None:
        raise InvalidValue("the name of the file must not be empty")
    engine = Engine(load_guide(GUIDE))
    with _file(db) as path:
        happenings = play(engine, lambda: SqliteStore(path), lang, STORY)
        if json:
            for line in lines(engine, happenings, lang):
                to.write(line + "\n")
            return
        told = tell(engine, happenings, lang)
        width = min(shutil.get_terminal_size((_WIDEST, 24)).columns, _WIDEST)
        console = _console(to, width)
        if console is None:
            for line in plain.drawn(told, width):
                to.write(line + "\n")
        else:
            from bti.demo.colour import draw

            draw(told, console)
        if db is not None:
            to.write(render(words()["kept"], lang, {"file": db}) + "\n")


def written(lang: str, width: int = _WIDEST) -> str:
    """Return the whole telling as plain text.

    Args:
        lang: In which language.
        width: How many characters a line has at most.
    """
    engine = Engine(load_guide(GUIDE))
    with _file(None) as path:
        told = tell(engine, play(engine, lambda: SqliteStore(path), lang, STORY), lang)
        return "".join(f"{line}\n" for line in plain.drawn(told, width))


@contextmanager
def _file(db: str | None) -> Generator[Path]:
    if db is None:
        with tempfile.TemporaryDirectory(prefix="bti-demo-") as folder:
            yield Path(folder) / "demo.db"
        return
    path = Path(db).absolute()
    store = SqliteStore(path)
    try:
        there = store.books(CASE)
    finally:
        store.close()
    if there:
        raise CaseIsThere(f"{db} already holds the case of the demo; it was left as it was. Name another file")
    yield path


def _console(out: TextIO, width: int) -> Console | None:
    """Return rich's console for a terminal that can show colour; None where plain text is better."""
    if not out.isatty() or os.environ.get("TERM") == "dumb":
        return None
    try:
        from rich.console import Console
    except ImportError:
        sys.stderr.write(f"{words()['colour']('en')}\n")
        return None
    return Console(file=out, width=width, highlight=False)
