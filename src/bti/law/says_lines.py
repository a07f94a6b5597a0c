"""All lines of what the law says of acts, topic by topic. Where several fit, the first decides."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from bti.law import says_help, says_keeping, says_protection, says_sharing
from bti.law.doing import Doing
from bti.law.line import Line

__all__ = ["LINES"]

_ALL: Final = (*says_protection.LINES, *says_sharing.LINES, *says_help.LINES, *says_keeping.LINES)

LINES: Final[Mapping[Doing, tuple[Line, ...]]] = MappingProxyType(
    {doing: tuple(line for line in _ALL if line.doing is doing) for doing in Doing}
)
"""The lines of each act, in their order."""
