"""Follow one child from first concern to close, by a municipality's own guide (Bedre Tverrfaglig Innsats, BTI)."""

from __future__ import annotations

__all__ = ["__version__"]

__version__ = "0.1.0"
