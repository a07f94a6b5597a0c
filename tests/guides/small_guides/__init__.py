"""Whole small guides of invented municipalities, each for something that a guide can say."""

from __future__ import annotations

from pathlib import Path

from bti.guide import Guide, load_guide

__all__ = ["HERE", "small_guide"]

HERE = Path(__file__).parent


def small_guide(name: str) -> Guide:
    """Load one of the guides in this folder."""
    return load_guide(HERE / f"{name}.toml")
