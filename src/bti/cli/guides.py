"""Guides as text: which there are, and everything that one says and does not say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bti import Guide, bundled, load_guide
from bti.explore.guide_said import say
from bti.explore.outline import Line, outline

__all__ = ["guide_list", "guide_page"]

_ONE_LINE: Final = frozenset({"outcome", "deadline", "service", "role", "source", "said", "definition"})
"""What is said on one line with all that belongs to it."""


def guide_list(lang: str) -> list[str]:
    """Return a line for each bundled guide."""
    guides = [load_guide(one) for one in bundled()]
    wide = max(len(guide.id) for guide in guides)
    return [f"{guide.id:<{wide}}  {_head(guide, lang)}" for guide in guides]


def guide_page(guide: Guide, lang: str) -> list[str]:
    """Return what a guide says, section by section, and what it does not."""
    return list(_page(guide, lang))


def _head(guide: Guide, lang: str) -> str:
    return f"{guide.title(lang)}: {_version(guide, lang)}"


def _version(guide: Guide, lang: str) -> str:
    said = say("head", lang, version=guide.version, status=say(guide.status.value, lang))
    return said[:1].lower() + said[1:]


def _page(guide: Guide, lang: str) -> Iterator[str]:
    yield f"{_head(guide, lang)} [{guide.id}]"
    extended = [one for one in guide.chain[1:] if one not in guide.fragments]
    if guide.fragments:
        yield say("uses", lang, guides=", ".join(guide.fragments))
    if extended:
        yield say("built_on", lang, guides=", ".join(extended))
    for section in outline(guide, lang):
        yield from _section(section, guide.id, 0, lang)


def _section(section: Line, guide: str, indent: int, lang: str) -> Iterator[str]:
    margin = "  " * indent
    inner = section.inner
    if len(inner) == 1 and not inner[0].inner and not inner[0].title:
        yield f"{margin}{section.title}: {inner[0].said}"
        return
    yield ""
    yield f"{margin}{section.title}"
    for line in inner:
        if line.sort in ("level", "variant"):
            yield ""
        yield from _line(line, guide, indent + 1, lang)


def _line(line: Line, guide: str, indent: int, lang: str) -> Iterator[str]:
    """Say a line and what belongs to it; who states it is named where that is not who states what it belongs to."""
    if line.sort == "section":
        yield from _section(line, guide, indent, lang)
        return
    named = line.sort != "list" and line.origin is not None and line.origin.guide  # of a list, each member says it
    states = line.origin.guide if named and line.origin else guide
    mark = f"  [{say('from', lang, guide=states)}]" if states != guide else ""
    inner = line.inner
    said = _said(line)
    if line.sort in _ONE_LINE and all(not one.inner for one in inner):
        within = [": ".join(part for part in (_small(one.title), one.said) if part) for one in inner]
        said = f"{said}{'; '.join(within)}" if line.sort == "definition" else "; ".join((said, *within))
        inner = ()
    yield f"{'  ' * indent}{said}{mark}"
    for one in inner:
        yield from _line(one, states, indent + (2 if line.sort == "step" else 1), lang)


def _said(line: Line) -> str:
    if line.sort == "outcome":
        return f"→ {line.name}: {line.said}"
    if line.sort in ("step", "level", "variant"):
        return line.title if line.title.startswith(f"{line.name} ") else f"{line.title} [{line.name}]"
    if line.title and (line.said or line.sort == "definition"):
        return f"{line.title}: {line.said}"
    if line.title:
        return line.title
    return f"{line.name}: {line.said}" if line.name and line.sort != "setting" else f"– {line.said}"


def _small(words: str) -> str:
    return words[:1].lower() + words[1:]
