"""What a variant or an earlier phase of a guide says otherwise than the guide usually does, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import attrs

from bti.explore.guide_said import say
from bti.explore.outline_line import Line

__all__ = ["otherwise"]

_RULES: Final = ("setting", "field")
"""What is told where it falls away; of steps and the like, what a guide leaves out tells it."""


def otherwise(lines: tuple[Line, ...], usual: tuple[Line, ...], lang: str) -> Iterator[Line]:
    """Yield what of some lines is not said so usually, and which rules that hold usually do not.

    Args:
        lines: What is said.
        usual: What is said usually.
        lang: In which language.
    """
    yield from _differing(tuple(map(_without_place, lines)), tuple(map(_without_place, usual)), lang)


def _differing(lines: tuple[Line, ...], usual: tuple[Line, ...], lang: str) -> Iterator[Line]:
    known = {(line.sort, line.name, line.title): line for line in usual}
    for line in lines:
        other = known.get((line.sort, line.name, line.title))
        stated = (other is not None) and (line.origin == other.origin or line.sort in ("list", "section"))
        if other is None or not stated or line.said != other.said:
            yield line
        elif line != other:
            yield attrs.evolve(line, inner=tuple(_differing(line.inner, other.inner, lang)))
    here = {line.name for line in lines}
    for other in usual:
        if other.sort in _RULES and other.title and other.name not in {"", *here} and not other.is_silent:
            yield Line("field", say("not_here", lang), other.title, other.name)


def _without_place(line: Line) -> Line:
    """Return a line without where in a file it stands: who says it counts, and on which ground."""
    origin = None if line.origin is None else attrs.evolve(line.origin, path="")
    return attrs.evolve(line, origin=origin, inner=tuple(map(_without_place, line.inner)))
