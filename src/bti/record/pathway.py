"""Special pathways (særskilte forløp): entered beside the main track, left again, and what the host counts for them."""

from __future__ import annotations

import attrs

__all__ = ["Pathways"]


@attrs.frozen
class Pathways:
    """The piece of the spine that holds the pathways."""
