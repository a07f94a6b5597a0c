"""Other plans beside the relay log: individual plan, education plan, development plan; applied for, declined, ended."""

from __future__ import annotations

import attrs

__all__ = ["OtherPlans"]


@attrs.frozen
class OtherPlans:
    """The piece of the spine that holds the other plans."""
