"""One line of the outline of a guide: what is said, and by whom."""

from __future__ import annotations

import attrs

from bti.guide.model import Origin

__all__ = ["Line"]


@attrs.frozen
class Line:
    """One thing that a guide says.

    Attributes:
        sort: What it is: "section", "level", "step", "outcome", "setting", "field" …
        title: What it is called; empty where what is said stands for itself.
        said: What is said; empty where only what is within says something.
        name: The name by which files and facts point to it; empty where it has none.
        origin: Who states it; None where nobody in particular does.
        inner: What belongs to it.
        is_silent: Whether it says what nobody states: that it is not stated, or what is so when nobody says otherwise.
    """

    sort: str
    title: str = ""
    said: str = ""
    name: str = ""
    origin: Origin | None = None
    inner: tuple[Line, ...] = ()
    is_silent: bool = False
