"""The legal situations of the file, read once."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, Final

__all__ = ["BY_ID", "SITUATIONS"]

HERE: Final = Path(__file__).parent
SITUATIONS: Final[list[dict[str, Any]]] = tomllib.loads((HERE / "situations.toml").read_text(encoding="utf-8"))[
    "situation"
]
"""In the order of the file."""

BY_ID: Final = {one["id"]: one for one in SITUATIONS}
