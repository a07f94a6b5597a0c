"""Draw a telling as plain text, in any terminal, in a file, in the docs. Needs nothing but Python."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from bti.demo import blocks
from bti.demo.blocks import Block

__all__ = ["drawn"]

_IN: str = "         "
"""Under the time of day."""


def drawn(told: Iterable[Block], width: int) -> Iterator[str]:
    """Yield lines, without line ends and without trailing spaces.

    Args:
        told: The blocks.
        width: How many characters a line has at most.
    """
    before: Block | None = None
    for block in told:
        if blocks.begins_prose(block, before):
            yield ""
        for line in _lines(block, width):
            yield line.rstrip()
        before = block


def _lines(block: Block, width: int) -> Iterator[str]:
    match block:
        case blocks.Title(text, under):
            yield text
            yield "=" * len(text)
            yield from _wrapped(under, width)
            yield ""
        case blocks.Heading(text, aside):
            said = f"{text}  [{aside}]" if aside else text
            yield ""
            yield said
            yield "-" * len(said)
        case blocks.Day(text):
            yield ""
            yield text
        case blocks.Line(text, _):
            yield from _wrapped(text, width)
        case blocks.Act(time, who, says):
            yield f"  {time}  {who}"
            yield from _wrapped(says, width, _IN, _IN)
        case blocks.Done():
            yield from _done(block, width)
        case blocks.Change(name, value, aside):
            said = f"{name}: {value}  [{aside}]" if aside else f"{name}: {value}"
            yield from _wrapped(said, width, f"{_IN}> ", f"{_IN}  ")
        case blocks.Refusal():
            yield from _refusal(block, width)
        case blocks.Box(title, lines):
            yield ""
            yield from _box(title, lines, width)
        case blocks.Table():
            yield ""
            yield from _table(block, width)


def _wrapped(text: str, width: int, first: str = "", then: str = "") -> list[str]:
    return textwrap.wrap(text, width, initial_indent=first, subsequent_indent=then, break_on_hyphens=False)


def _done(done: blocks.Done, width: int) -> Iterator[str]:
    said = f"{done.what}: {done.detail}" if done.detail else done.what
    if done.follows:
        said += f" ({done.follows})"
    yield from _wrapped(said, width, f"{_IN}+ ", f"{_IN}  ")
    if done.quote:
        yield from _wrapped(done.quote, width, f"{_IN}    ", f"{_IN}    ")


def _refusal(refusal: blocks.Refusal, width: int) -> Iterator[str]:
    bar = f"{_IN}| "
    if not refusal.advice:
        yield from _wrapped(f"{refusal.title}: {refusal.what}", width, f"{_IN}x ", bar)
    for reason in refusal.reasons:
        parts = [reason.why, *((label, text) for label, text, _ in reason.sources)]
        if reason.remedy is not None:
            parts.append(reason.remedy)
        wide = max(len(label) for label, _ in parts) + 2
        for label, text in parts:
            first = f"{bar}{label + ':':<{wide}}"
            yield from _wrapped(text, width, first, bar + " " * wide)


def _box(title: str, lines: Iterable[str], width: int) -> Iterator[str]:
    yield f"+-- {title} "
    for line in lines:
        yield from _wrapped(line, width, "|  ", "|    ")
    yield "+--"


def _table(table: blocks.Table, width: int) -> Iterator[str]:
    yield f"{table.title}:"
    rows = (table.heads, *table.rows) if table.heads else table.rows
    count = max(len(row) for row in rows)
    wide = [max(len(row[at]) for row in rows) for at in range(count)]
    middle = max(range(count), key=wide.__getitem__)
    wide[middle] = min(wide[middle], width - sum(wide) + wide[middle] - 2 * count)
    for row in rows:
        cells = [textwrap.wrap(cell, wide[at]) or [""] for at, cell in enumerate(row)]
        for number in range(max(map(len, cells))):
            parts = [(cell[number] if number < len(cell) else "").ljust(wide[at]) for at, cell in enumerate(cells)]
            yield "  " + "  ".join(parts)
