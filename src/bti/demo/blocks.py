"""What a telling is made of, before it is decided how it looks: the pages of colour and plain text draw these."""

from __future__ import annotations

from typing import TypeAlias

import attrs

__all__ = [
    "Act",
    "Block",
    "Box",
    "Change",
    "Day",
    "Done",
    "Heading",
    "Line",
    "Reasoned",
    "Refusal",
    "Table",
    "Title",
    "begins_prose",
]


@attrs.frozen
class Title:
    """The head of it all."""

    text: str
    under: str


@attrs.frozen
class Heading:
    """A part begins; `aside` says what is special about it."""

    text: str
    aside: str = ""


@attrs.frozen
class Day:
    """A new date."""

    text: str


@attrs.frozen
class Line:
    """A line of prose; quiet ones stand back."""

    text: str
    quiet: bool = False


@attrs.frozen
class Act:
    """Somebody does something at a time of day; what they have in mind, where the story says."""

    time: str
    who: str
    says: str = ""


@attrs.frozen
class Done:
    """Something was admitted: its kind, what it says beside, what was written down, whether it follows by itself."""

    what: str
    detail: str = ""
    quote: str = ""
    follows: str = ""


@attrs.frozen
class Change:
    """Something is different now: the step, who answers, the log."""

    name: str
    value: str
    aside: str = ""


@attrs.frozen
class Reasoned:
    """One reason: (label, text) of each of its parts, the sources marked where the common core stood in."""

    why: tuple[str, str]
    sources: tuple[tuple[str, str, bool], ...]
    remedy: tuple[str, str] | None


@attrs.frozen
class Refusal:
    """Something was refused, or advised against; `title` says which."""

    title: str
    what: str
    reasons: tuple[Reasoned, ...]
    advice: bool = False


@attrs.frozen
class Box:
    """Lines in a frame."""

    title: str
    lines: tuple[str, ...]


@attrs.frozen
class Table:
    """Rows under heads."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block: TypeAlias = Title | Heading | Day | Line | Act | Done | Change | Refusal | Box | Table


def begins_prose(block: Block, before: Block | None) -> bool:
    """Tell whether a line of prose begins here, and wants room above."""
    return isinstance(block, Line) and not isinstance(before, (Line, Title, Heading, Day))
