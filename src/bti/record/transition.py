"""Transitions: from kindergarten to school, between schools, to another municipality, and what is carried over."""

from __future__ import annotations

import attrs

__all__ = ["Transitions"]


@attrs.frozen
class Transitions:
    """The piece of the spine that holds the transitions."""
