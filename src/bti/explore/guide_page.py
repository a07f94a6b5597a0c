"""Show a guide as one HTML page by itself: levels and steps, what is stated and what is inherited told apart.

Beside what the guide states itself stands its ground, as a link where the source has a page.

Everything that stands in a guide is escaped, and nothing is fetched from anywhere: no script, no style sheet, no
picture, no font. The page says so to the browser too.
"""

from __future__ import annotations

import html
from collections.abc import Iterator
from typing import Final

import attrs

from bti.explore.guide_said import say
from bti.explore.outline import Line, outline
from bti.explore.outline_words import ground_in_words
from bti.guide.model import Guide
from bti.reasons import said_date
from bti.text import check_language

__all__ = ["guide_html"]

_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"
_STYLE: Final = """
:root{color-scheme:light dark;--own:#1b5e20;--own-bg:#eef6ee;--line:#9a9a9a;--soft:#5c5c5c}
@media (prefers-color-scheme:dark){:root{--own:#8fd694;--own-bg:#16251a;--line:#7d7d7d;--soft:#b4b4b4}}
*{box-sizing:border-box}
body{font:1rem/1.5 system-ui,sans-serif;max-width:62rem;margin:2rem auto;padding:0 1rem}
h1{line-height:1.2;margin:0}h2{margin:2.2rem 0 .4rem}h3{margin:1.6rem 0 .3rem;font-size:1.2rem}
h4{margin:0;font-size:1.02rem}.variant{border-left:2px solid var(--line);padding-left:.9rem}
p{margin:.3rem 0}.soft,dt{color:var(--soft)}
.card{border:1px dashed var(--line);border-left-width:4px;border-radius:.4rem;padding:.6rem .9rem;margin:.7rem 0}
.own{border:1px solid var(--own);border-left:4px solid var(--own);background:var(--own-bg)}
.key{display:flex;gap:1rem;flex-wrap:wrap}.key .card{padding:.2rem .7rem;margin:.4rem 0}
.from{float:right;font-size:.8rem;color:var(--soft);margin-left:1rem}
code{font-size:.8rem;color:var(--soft)}section>dl,.part>dl{margin-left:.2rem}
dl{display:grid;grid-template-columns:minmax(8rem,14rem) 1fr;gap:.2rem 1rem;margin:.4rem 0}
dt,dd,ul{margin:0}ul{padding-left:1.1rem}li{margin:.15rem 0}
li.own,dd.own{border:0;background:none;border-left:3px solid var(--own);padding-left:.5rem}
.ground,.from{font-weight:400}nav{margin:1rem 0}nav ul{list-style:none;padding:0}
nav>ul{display:flex;flex-wrap:wrap;gap:.3rem 1.2rem}nav li:has(ul){flex-basis:100%}
nav ul ul{padding-left:1.1rem}nav ul ul a{display:inline-block;margin-right:.9rem}
li,dd{overflow-wrap:anywhere}.told{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.adds{border-left:4px double var(--own)}.ground{font-size:.8rem;color:var(--soft);margin-left:.5rem}
span.own{border:0;border-bottom:2px solid var(--own);background:none;color:CanvasText}
li.heir,dd.heir{border-left:3px dotted var(--line);padding-left:.5rem}
@page{margin:15mm}@media print{a{color:inherit}.card{break-inside:avoid}h2,h3,h4{break-after:avoid}body{margin:0}}
@media (max-width:34rem){dl{grid-template-columns:1fr}}
"""


def guide_html(guide: Guide, lang: str = "nb") -> str:
    """Return a guide as a whole HTML page.

    Args:
        guide: Which guide.
        lang: In which language.

    Raises:
        UnknownLanguage: No such language.
    """
    check_language(lang)
    return "".join(f"{line}\n" for line in _Page(guide, lang).lines())


@attrs.frozen
class _Page:
    guide: Guide
    lang: str

    def lines(self) -> Iterator[str]:
        title, sections = _safe(self.guide.title(self.lang)), outline(self.guide, self.lang)
        yield f'<!DOCTYPE html>\n<html lang="{_safe(self.lang)}">\n<head>\n<meta charset="utf-8">'
        yield f'<meta http-equiv="Content-Security-Policy" content="{_safe(_POLICY)}">'
        yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
        yield f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<header>\n<h1>{title}</h1>"
        yield from self._head()
        yield "</header>"
        yield from self._contents(sections)
        yield "<main>"
        yield from self._rows([attrs.evolve(one.inner[0], title=one.title) for one in sections if _is_short(one)])
        yield from (line for one in sections if not _is_short(one) for line in self._section(one, _anchor(one)))
        yield "</main>\n</body>\n</html>"

    def _say(self, word: str, **params: object) -> str:
        return _safe(say(word, self.lang, **params))

    def _head(self) -> Iterator[str]:
        guide = self.guide
        said = self._say("head", version=guide.version, status=say(guide.status.value, self.lang))
        if guide.in_force_from is not None:
            said += f", {self._say('since', date=said_date(guide.in_force_from, self.lang))}"
        yield f'<p class="soft">{said} <code>{_safe(guide.id)}</code></p>'
        own = self._say("stated" if guide.place else "core")
        if guide.fragments:
            yield f'<p class="soft">{self._say("uses", guides=", ".join(guide.fragments))}</p>'
        extended = [one for one in guide.chain[1:] if one not in guide.fragments]
        if extended:
            yield f'<p class="soft">{self._say("built_on", guides=", ".join(extended))}</p>'
            heir, adds = self._say("inherited"), self._say("added")
            yield f'<div class="key"><div class="card own">{own}</div><div class="card">{heir}</div>'
            yield f'<div class="card adds">{adds}</div><div class="card soft">{self._say("silent")}</div></div>'
        yield f'<p class="soft">{self._say("strengths")} {self._say("grounds_beside")}</p>'

    def _contents(self, sections: tuple[Line, ...]) -> Iterator[str]:
        """Write where to find what: the sections, and within them the levels with their steps, and the variants."""
        yield f'<nav aria-label="{self._say("contents")}">\n<ul>'
        for section in (one for one in sections if not _is_short(one)):
            parts = [one for one in section.inner if one.sort in ("level", "variant")]
            inner = "".join(f"<li>{_to(one)}{self._steps(one)}</li>" for one in parts)
            yield f"<li>{_to(section)}{f'<ul>{inner}</ul>' if inner else ''}</li>"
        yield "</ul>\n</nav>"

    def _steps(self, level: Line) -> str:
        steps = (step for one in level.inner if one.sort == "list" for step in one.inner if step.sort == "step")
        return "".join(f' <a class="soft" href="#step-{_safe(one.name)}">{_safe(one.title)}</a>' for one in steps)

    # --- sections and what stands in them ----------------------------------------------------------------------------

    def _section(self, section: Line, anchor: str = "") -> Iterator[str]:
        yield f"<section{anchor}>\n<h2>{_safe(section.title)}</h2>"
        yield from self._inner(section.inner, is_first=bool(anchor))
        yield "</section>"

    def _inner(self, lines: tuple[Line, ...], of: Line | None = None, *, is_first: bool = False) -> Iterator[str]:
        """Write lines: what has parts of its own as a card or a section, what has a title in a list of pairs.

        Args:
            lines: What to write.
            of: What they belong to; None: a section, which nobody in particular states.
            is_first: Whether they stand in the guide itself and not in a variant, so that one can be led to them.
        """
        row: list[Line] = []
        for line in lines:
            if _is_row(line):
                row.append(line)
                continue
            yield from self._rows(row, of)
            row = []
            yield from self._block(line, is_first=is_first)
        yield from self._rows(row, of)

    def _block(self, line: Line, *, is_first: bool) -> Iterator[str]:
        anchor = _anchor(line) if is_first else ""
        if line.sort == "section":
            yield from self._section(line)
        elif line.sort in ("level", "variant"):
            yield f'<section class="{line.sort}"{anchor}>'
            yield f"<h3>{self._called(line)}{self._from(line)}{self._ground(line)}</h3>"
            yield from self._inner(line.inner, line, is_first=is_first and line.sort == "level")
            yield "</section>"
        elif line.sort == "list":
            if any(one.sort == "step" for one in line.inner):  # they speak for themselves
                yield from self._inner(line.inner, is_first=is_first)
                return
            yield f'<div class="part"><h4>{_safe(line.title)}</h4>'
            yield from self._inner(line.inner)
            yield "</div>"
        else:
            tag = "article" if line.sort == "step" else "div"
            yield f'<{tag} class="{self._card(line)}"{anchor if tag == "article" else ""}>{self._from(line)}'
            yield f"<h4>{self._called(line)}{self._ground(line)}</h4>"
            yield from self._inner(line.inner, line)
            yield f"</{tag}>"

    def _rows(self, lines: list[Line], of: Line | None = None) -> Iterator[str]:
        titled = [one for one in lines if one.title]
        if titled:
            yield "<dl>"
            yield from (self._pair(one, of) for one in titled)
            yield "</dl>"
        items = [one for one in lines if not one.title]
        if items:
            yield "<ul>"
            yield from (self._item(one, of) for one in items)
            yield "</ul>"

    def _pair(self, line: Line, of: Line | None = None) -> str:
        said = f"{self._told(line, of)}{_safe(line.said)}" if line.said else ""
        if line.inner:
            said += f"<ul>{''.join(self._item(one, line if line.origin else of) for one in line.inner)}</ul>"
        ground = "" if line.sort == "list" else self._ground(line, of)  # each of its members says it
        return f"<dt>{_safe(line.title)}</dt><dd{self._mark(line)}>{said or self._say('yes')}{ground}</dd>"

    def _item(self, line: Line, of: Line | None = None) -> str:
        """Write one of several, with all that belongs to it behind it."""
        return f"<li{self._mark(line)}>{self._told(line, of)}{self._flat(line)}{self._ground(line, of)}</li>"

    def _told(self, line: Line, of: Line | None) -> str:
        """Say whose something is, where what it stands in is another's, to whoever does not see the lines beside it."""
        if line.origin is None or (of is not None and of.origin is not None and self._is_own(of) == self._is_own(line)):
            return ""
        whose = self._say("said_here") if self._is_own(line) else self._say("from", guide=line.origin.guide)
        return f'<span class="told">{whose}: </span>'

    def _flat(self, line: Line) -> str:
        head = ": ".join(one for one in (self._called(line), _linked(line) if line.title else "") if one)
        within = (attrs.evolve(one, title=f"{one.title[:1].lower()}{one.title[1:]}") for one in line.inner)
        more = "; ".join(self._within(one, line) for one in within)
        return f'{head} <span class="soft">({more})</span>' if more else head

    def _within(self, one: Line, of: Line) -> str:
        """Write what belongs to one of several, and by whom it is stated where that is somebody else."""
        said = self._flat(one)
        if one.origin is None or of.origin is None or one.origin.guide == of.origin.guide:
            return said
        said = f"{said} [{self._say('from', guide=one.origin.guide)}]"
        return said if self.guide.is_inherited(one.origin) else f'<span class="own">{said}</span>{self._ground(one)}'

    def _called(self, line: Line) -> str:
        title = _safe(line.title or line.said)
        if line.sort == "source":
            return f"<code>{_safe(line.name)}</code> {title}"
        shows = line.name and line.sort not in ("field", "setting", "list", "definition", "holders", "part")
        is_there = line.name in title.replace(":", " ").split()  # where the label is the name
        return f"{title} <code>{_safe(line.name)}</code>" if shows and not is_there else title

    def _is_own(self, line: Line) -> bool:
        return line.origin is not None and not self.guide.is_inherited(line.origin)

    def _adds(self, line: Line) -> bool:
        """Tell whether the guide says something of its own of what is inherited."""
        return not self._is_own(line) and any(self._is_own(one) or self._adds(one) for one in line.inner)

    def _card(self, line: Line) -> str:
        return "card own" if self._is_own(line) else "card adds" if self._adds(line) else "card"

    def _mark(self, line: Line) -> str:
        """Return the class of a line: whose it is; grey only where nobody states it."""
        if line.is_silent:
            return ' class="soft"'
        if line.origin is None:
            return ""
        return f' class="{"own" if self._is_own(line) else "heir"}"'

    def _from(self, line: Line) -> str:
        if line.origin is None or self._is_own(line):
            return ""
        adds = line.sort not in ("level", "variant") and self._adds(line)
        said = self._say("with_additions" if adds else "from", guide=line.origin.guide, own=self.guide.id)
        return f'<span class="from">{said}</span>'

    def _ground(self, line: Line, of: Line | None = None) -> str:
        """Write the grounds of what the guide states itself, where what it stands in does not show the same."""
        if line.origin is None or not self._is_own(line) or not line.origin.sources:
            return ""
        if of is not None and of.origin is not None and self._is_own(of) and of.origin.sources == line.origin.sources:
            return ""
        addresses = {one.id: one.address for one in self.guide.sources}
        written = (self._source(one, addresses.get(one.partition(" ")[0])) for one in line.origin.sources)
        return f' <span class="ground">[{"; ".join(written)}]</span>'

    def _source(self, source: str, address: str | None) -> str:
        return _link(address or "", ground_in_words(self.guide, source, self.lang))


def _is_short(section: Line) -> bool:
    """Tell whether a section is one value, for which a heading would be too much."""
    return len(section.inner) == 1 and not section.inner[0].inner and not section.inner[0].title


def _is_row(line: Line) -> bool:
    """Tell whether a line is one of a list, with little or nothing within."""
    if line.sort in ("section", "level", "variant", "step", "holders", "part", "arena", "pathway"):
        return False
    deep = any(inner.inner for one in line.inner for inner in one.inner) if line.sort == "list" else False
    return not deep and (line.sort != "list" or all(not one.inner or len(one.inner) < 5 for one in line.inner))


def _anchor(line: Line) -> str:
    """Return the attribute by which a part of the page is led to."""
    return f' id="{_safe(line.sort)}-{_safe(line.name)}"' if line.name else ""


def _to(line: Line) -> str:
    return f'<a href="#{_safe(line.sort)}-{_safe(line.name)}">{_safe(line.title)}</a>'


def _linked(line: Line) -> str:
    """Return what is said, as a link where it is the address of a page."""
    return _link(line.said if line.title else "", line.said)


def _link(address: str, said: str) -> str:
    if not address.startswith(("https://", "http://")) or " " in address:
        return _safe(said)
    return f'<a href="{_safe(address)}" rel="noreferrer">{_safe(said)}</a>'


def _safe(said: str) -> str:
    return html.escape(said)
