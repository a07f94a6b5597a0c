"""A page of sections and rows, written as text or as HTML; it knows nothing of cases."""

from __future__ import annotations

import html
import textwrap
from collections.abc import Iterator
from typing import Final

import attrs

__all__ = ["Page", "Row", "Section"]

_WIDTH: Final = 100
_INDENT: Final = "  "
_STYLE: Final = (
    ".bti-log{font:inherit;max-width:60em}.bti-log h2,.bti-log h3{margin:.8em 0 .2em}"
    ".bti-log table{border-collapse:collapse}.bti-log th,.bti-log td{text-align:left;vertical-align:top;"
    "padding:.15em .9em .15em 0}.bti-log th{font-weight:600;white-space:nowrap}"
    ".bti-log blockquote{margin:.1em 0 .3em 1em}.bti-log .quiet{opacity:.65}"
)


@attrs.frozen
class Row:
    """One line of a section.

    Attributes:
        head: What stands first: a date, a name.
        text: What is said.
        quote: Words that somebody wrote, quoted as they stand.
        is_quiet: Whether it is shown with less weight: what the reader may not see, what no longer counts.
    """

    head: str
    text: str
    quote: str | None = None
    is_quiet: bool = False


@attrs.frozen
class Section:
    """A titled part of a page.

    Attributes:
        title: Its heading.
        rows: Its lines.
        empty: What is said where there are none.
    """

    title: str
    rows: tuple[Row, ...]
    empty: str


@attrs.frozen(repr=False)
class Page:
    """What is shown: `str(page)` for a terminal, and HTML by itself in a notebook.

    Attributes:
        title: The heading.
        intro: Lines beneath it.
        sections: The parts, in order.
        lang: The language it is written in, for the HTML.
    """

    title: str
    intro: tuple[str, ...]
    sections: tuple[Section, ...]
    lang: str

    def text(self, width: int = _WIDTH) -> str:
        """Return the page as text.

        Args:
            width: The longest line, in characters; 40 at the least.
        """
        wide = max(width, 40)
        return "\n".join(_text(self, wide)) + "\n"

    def html(self) -> str:
        """Return the page as one HTML element, everything in it escaped, with nothing fetched from anywhere."""
        return "".join(_html(self))

    def __str__(self) -> str:
        return self.text()

    def __repr__(self) -> str:
        return f"<Page of {len(self.sections)} sections>"

    def _repr_html_(self) -> str:
        return self.html()


def _text(page: Page, width: int) -> Iterator[str]:
    yield from textwrap.wrap(page.title, width)
    yield "=" * min(len(page.title), width)
    for line in page.intro:
        yield from textwrap.wrap(line, width)
    for section in page.sections:
        yield ""
        yield section.title
        yield "-" * min(len(section.title), width)
        if not section.rows:
            yield _INDENT + section.empty
        head = max((len(row.head) for row in section.rows), default=0)
        hanging = " " * (len(_INDENT) + head + 2) if head else _INDENT
        for row in section.rows:
            first = f"{_INDENT}{row.head:<{head}}  " if head else _INDENT
            yield from _wrapped(row.text, width, first, hanging)
            for line in (row.quote or "").splitlines():
                if line.strip():
                    yield from _wrapped(line, width, hanging + _INDENT, hanging + _INDENT)


def _wrapped(text: str, width: int, first: str, others: str) -> list[str]:
    room = max(width, len(first) + 20)
    return textwrap.wrap(text, room, initial_indent=first, subsequent_indent=others) or [first.rstrip()]


def _html(page: Page) -> Iterator[str]:
    yield f'<section class="bti-log" lang="{html.escape(page.lang)}"><style>{_STYLE}</style>'
    yield f"<h2>{html.escape(page.title)}</h2>"
    for line in page.intro:
        yield f"<p>{html.escape(line)}</p>"
    for section in page.sections:
        yield f"<h3>{html.escape(section.title)}</h3>"
        if not section.rows:
            yield f'<p class="quiet">{html.escape(section.empty)}</p>'
            continue
        yield "<table>"
        for row in section.rows:
            quiet = ' class="quiet"' if row.is_quiet else ""
            quote = f"<blockquote>{_lines(row.quote)}</blockquote>" if row.quote else ""
            head = f'<th scope="row">{html.escape(row.head)}</th>' if row.head else ""
            yield f"<tr{quiet}>{head}<td>{html.escape(row.text)}{quote}</td></tr>"
        yield "</table>"
    yield "</section>"


def _lines(text: str) -> str:
    return "<br>".join(html.escape(line) for line in text.splitlines())
