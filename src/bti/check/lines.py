"""On which line of a TOML file does something stand? As near as can be told without reading the file a second time.

The lines of tables and of keys are known; what stands in a list or a table within a line is given the line it begins
on. A text over several lines that looks like a table can lead astray; nothing but a line number depends on it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

__all__ = ["line_of", "lines_of"]

_TABLE: Final = re.compile(r"\s*(\[\[?)\s*([^\]\[#]{1,300}?)\s*\]\]?\s*(?:#.*)?")
_KEY: Final = re.compile(r"\s*([A-Za-z0-9_.\-]{1,120})\s*=")
_TAIL: Final = re.compile(r"(?:\.[^.\[\]]*|\[[^\[\]]*\])$")


def lines_of(toml: str) -> Mapping[str, int]:
    """Return the line of each table and key, by its JSON path."""
    found: dict[str, int] = {"$": 1}
    counts: dict[str, int] = {}
    around: dict[str, int] = {}
    here = "$"
    for number, line in enumerate(toml.split("\n"), 1):
        header = _TABLE.fullmatch(line.rstrip("\r"))
        if header is not None:
            here = _opened(header[1] == "[[", [key.strip(" '\"") for key in header[2].split(".")], counts)
            found.setdefault(here, number)
            around.setdefault(
                f"$.{header[2].split('.')[0].strip()}", number
            )  # `[[step.deadline]]` without a `[[step]]`
            continue
        key = _KEY.match(line)
        if key is not None:
            path = here
            for one in key[1].split("."):
                path = f"{path}.{one}"
                found.setdefault(path, number)
    return around | found


def _opened(is_list: bool, keys: list[str], counts: dict[str, int]) -> str:
    path = "$"
    for place, key in enumerate(keys):
        path = f"{path}.{key}"
        if is_list and place == len(keys) - 1:
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = f"{path}[{counts[path]}]"
    return path


def line_of(path: str, lines: Mapping[str, int]) -> int | None:
    """Return the line of a path, or of the nearest thing around it; None where nothing is known."""
    while path not in lines and f"{path}[0]" not in lines:  # of a list, that of the first of it
        shorter = _TAIL.sub("", path)
        if shorter == path:
            return None
        path = shorter
    return lines[path] if path in lines else lines[f"{path}[0]"]
