"""Corrections: what was recorded wrongly is corrected or struck by a later entry; nothing is rewritten (I-11)."""

from __future__ import annotations

import attrs

__all__ = ["Corrections"]


@attrs.frozen
class Corrections:
    """The piece of the spine that says which entries were corrected, struck or erased."""
