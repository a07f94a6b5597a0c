"""A spine that remembers which of its pieces were read: the ground for "changed meanwhile", and for a test.

It costs more than the plain spine, so it is used only where a conflict has happened, never on the common way.
"""

from __future__ import annotations

import inspect
from types import MethodType
from typing import Any

from bti.record.spine import Spine

__all__ = ["ObservedSpine"]


class ObservedSpine(Spine):
    """Answer like a spine, and remember the names of the pieces asked for in `pieces_read`."""

    __slots__ = ("pieces_read", "watched")

    def __init__(self, spine: Spine) -> None:
        object.__setattr__(self, "watched", spine)
        object.__setattr__(self, "pieces_read", set[str]())

    def __getattribute__(self, name: str) -> Any:
        own = object.__getattribute__
        if name in ("pieces_read", "watched", "__class__"):
            return own(self, name)
        said = inspect.getattr_static(Spine, name, None)
        if inspect.isfunction(said):
            return MethodType(said, self)
        own(self, "pieces_read").add(name)
        return getattr(own(self, "watched"), name)
