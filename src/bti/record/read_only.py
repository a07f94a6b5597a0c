"""Mappings that nobody can change: what a fold hands out is read by everybody who looks at the same case."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

__all__ = ["read_only"]


def read_only(mapping: Mapping[Any, Any]) -> Mapping[Any, Any]:
    """Return a mapping that cannot be changed through what is returned."""
    return mapping if isinstance(mapping, MappingProxyType) else MappingProxyType(mapping)
