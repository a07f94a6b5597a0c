"""And from a shell? `bti demo`, `bti guide`, `bti check`, `bti law`, `bti export`, `bti import`."""

from __future__ import annotations

from bti.cli.commands import main

__all__ = ["main"]
