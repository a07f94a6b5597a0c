"""And from a shell? `bti demo`, `bti guide`, `bti law`."""

from __future__ import annotations

from bti.cli.commands import main

__all__ = ["main"]
