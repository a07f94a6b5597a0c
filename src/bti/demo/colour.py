"""Draw a telling in colour, with rich (the extra `cli`)."""

from __future__ import annotations

from collections.abc import Iterable

from rich import box
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from bti.demo import blocks
from bti.demo.blocks import Block

__all__ = ["draw"]

_IN = 9
"""Under the time of day."""


def draw(told: Iterable[Block], console: Console) -> None:
    """Print blocks as they come."""
    before: Block | None = None
    for block in told:
        if blocks.begins_prose(block, before):
            console.print()
        console.print(_drawn(block))
        before = block


def _drawn(block: Block) -> RenderableType:
    match block:
        case blocks.Title(text, under):
            return Panel(Text(under), title=Text(text, style="bold"), box=box.DOUBLE, border_style="cyan")
        case blocks.Heading(text, aside):
            said = Text.assemble((text, "bold cyan"), _aside(aside))
            return Padding(said, (1, 0, 0, 0))
        case blocks.Day(text):
            return Padding(Text(text, style="bold"), (1, 0, 0, 0))
        case blocks.Line(text, quiet):
            return Text(text, style="dim" if quiet else "")
        case blocks.Act(time, who, says):
            return _hanging(f"  {time}", Text.assemble((who, "bold"), f"\n{says}" if says else ""), "dim")
        case blocks.Done():
            return _done(block)
        case blocks.Change(name, value, aside):
            return _marked("→", "blue", Text.assemble((f"{name}: ", "blue"), value, _aside(aside)))
        case blocks.Refusal():
            return _refusal(block)
        case blocks.Box(title, lines):
            return Panel(Group(*(Text(line) for line in lines)), title=Text(title), title_align="left", box=box.ROUNDED)
        case blocks.Table():
            return _table(block)


def _aside(aside: str) -> Text:
    return Text(f"  {aside} ", style="yellow") if aside else Text("")


def _hanging(first: str, text: RenderableType, style: str, *, wide: int = _IN) -> RenderableType:
    grid = Table.grid(padding=0)
    grid.add_column(width=wide)
    grid.add_column()
    grid.add_row(Text(first, style=style), text)
    return grid


def _marked(mark: str, style: str, text: RenderableType) -> RenderableType:
    return Padding(_hanging(mark, text, style, wide=2), (0, 0, 0, _IN))


def _done(done: blocks.Done) -> RenderableType:
    said = Text.assemble(
        done.what, f": {done.detail}" if done.detail else "", (f" ({done.follows})" if done.follows else "", "dim")
    )
    if done.quote:
        return _marked("✓", "green", Group(said, Text(done.quote, style="italic dim")))
    return _marked("✓", "green", said)


def _refusal(refusal: blocks.Refusal) -> RenderableType:
    style = "yellow" if refusal.advice else "red"
    grid = Table.grid(padding=(0, 1))
    grid.add_column(style=style, no_wrap=True)
    grid.add_column()
    for reason in refusal.reasons:
        grid.add_row(reason.why[0], Text(reason.why[1]))
        for label, text, core in reason.sources:
            grid.add_row(label, Text(text, style="yellow" if core else "dim"))
        if reason.remedy is not None:
            grid.add_row(reason.remedy[0], Text(reason.remedy[1]))
    if refusal.advice:
        return Padding(grid, (0, 0, 0, _IN + 2))
    body = Group(Text(refusal.what, style="bold"), grid)
    panel = Panel(body, title=Text(refusal.title, style=style), title_align="left", border_style=style, box=box.ROUNDED)
    return Padding(panel, (0, 0, 0, _IN))


def _table(table: blocks.Table) -> RenderableType:
    drawn = Table(
        title=Text(table.title, style="bold"),
        title_justify="left",
        show_header=bool(table.heads),
        box=box.SIMPLE_HEAD if table.heads else None,
        padding=(0, 1),
    )
    count = len(table.heads) or max(len(row) for row in table.rows)
    for at in range(count):
        drawn.add_column(table.heads[at] if table.heads else "", overflow="fold", no_wrap=at != count // 2)
    for row in table.rows:
        drawn.add_row(*(Text(cell) for cell in row))
    return Padding(drawn, (1, 0, 0, 0))
