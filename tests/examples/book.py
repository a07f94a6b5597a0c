"""What an example is, and how one is written down."""

from __future__ import annotations

import datetime as dt
import importlib
import pkgutil
from collections.abc import Callable
from typing import Final

import attrs

from bti.facts import Fact
from bti.people import Actor
from tests.stage import Stage

__all__ = ["ADMITTED", "REFUSED", "Attempt", "admits", "refuses", "whole_book"]


@attrs.frozen
class Attempt:
    """What is tried at the end of a story.

    Attributes:
        stage: The story so far.
        fact: What is tried; several facts are one act, of which the last of the kind is the one meant.
        by: By whom.
        because: With which justification.
        at: When it happened; by default when it is recorded.
    """

    stage: Stage
    fact: Fact | tuple[Fact, ...]
    by: Actor
    because: str | None = None
    at: dt.datetime | None = None


_Play = Callable[[], Attempt]

ADMITTED: Final[dict[str, list[_Play]]] = {}
"""By kind: examples that are admitted."""

REFUSED: Final[dict[tuple[str, str], list[_Play]]] = {}
"""By kind and guard: examples that this guard refuses."""


def admits(kind: str) -> Callable[[_Play], _Play]:
    """Write down an example that is admitted."""

    def write(play: _Play) -> _Play:
        ADMITTED.setdefault(kind, []).append(play)
        return play

    return write


def refuses(kind: str, *guards: str) -> Callable[[_Play], _Play]:
    """Write down an example that these guards refuse (they are asked, and find something)."""

    def write(play: _Play) -> _Play:
        for guard in guards:
            REFUSED.setdefault((kind, guard), []).append(play)
        return play

    return write


def whole_book() -> None:
    """Read every file of this folder."""
    package = importlib.import_module("tests.examples")
    for module in pkgutil.iter_modules(package.__path__):
        importlib.import_module(f"tests.examples.{module.name}")
