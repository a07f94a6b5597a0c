"""Guides as text: which there are, and everything that one says and does not say.

Each line has a mark before it, and a legend says what the marks mean: `*` the guide itself states it, `·` another one
that it extends does, `–` nobody does. A line without a mark only holds what stands below it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import attrs

from bti import Guide, bundled, load_guide
from bti.explore.guide_said import say
from bti.explore.outline import Line, outline
from bti.explore.outline_words import ground_in_words

__all__ = ["guide_list", "guide_page"]

_ONE_LINE: Final = frozenset(
    {"outcome", "deadline", "service", "role", "source", "tool", "question", "said", "definition"}
)
"""What is said on one line with all that belongs to it."""

_OWN: Final = "*"
_INHERITED: Final = "·"
_SILENT: Final = "–"


def guide_list(lang: str) -> list[str]:
    """Return a line for each bundled guide."""
    guides = [load_guide(one) for one in bundled()]
    wide = max(len(guide.id) for guide in guides)
    return [f"{guide.id:<{wide}}  {_head(guide, lang)}" for guide in guides]


def guide_page(guide: Guide, lang: str, *, grounds: bool = False) -> list[str]:
    """Return what a guide says, section by section, and what it does not.

    Args:
        guide: Which guide.
        lang: In which language.
        grounds: Whether the sources of each rule are told too.

    Raises:
        UnknownLanguage: No such language.
    """
    return list(_Page(guide, lang, grounds).lines())


def _head(guide: Guide, lang: str) -> str:
    return f"{guide.title(lang)}: {_version(guide, lang)}"


def _version(guide: Guide, lang: str) -> str:
    said = say("head", lang, version=guide.version, status=say(guide.status.value, lang))
    return said[:1].lower() + said[1:]


@attrs.frozen
class _Page:
    guide: Guide
    lang: str
    grounds: bool

    def lines(self) -> Iterator[str]:
        guide = self.guide
        yield f"{_head(guide, self.lang)} [{guide.id}]"
        if guide.fragments:
            yield self._say("uses", guides=", ".join(guide.fragments))
        if self._extended:
            yield self._say("built_on", guides=", ".join(self._extended))
        yield ""
        yield from self._legend()
        was_block = False
        for section in outline(guide, self.lang):
            lines = list(self._section(section, 0))
            if was_block and lines[0]:
                yield ""
            was_block = len(lines) > 1
            yield from lines

    def _say(self, word: str, **params: object) -> str:
        return say(word, self.lang, **params)

    @property
    def _extended(self) -> tuple[str, ...]:
        return tuple(one for one in self.guide.chain[1:] if one not in self.guide.fragments)

    def _legend(self) -> Iterator[str]:
        yield f"{_OWN} {self._say('stated' if self.guide.place else 'core')}"
        if self._extended:
            yield f"{_INHERITED} {self._say('inherited_from', guides=', '.join(self._extended))}"
        yield f"{_SILENT} {self._say('silent')}"
        yield self._say("strengths")

    def _section(self, section: Line, indent: int) -> Iterator[str]:
        margin, inner = "  " * indent, section.inner
        if len(inner) == 1 and not inner[0].inner and not inner[0].title:
            yield f"{margin}{section.title}: {inner[0].said}"
            return
        yield ""
        yield f"{margin}{section.title}"
        for line in inner:
            if line.sort in ("level", "variant"):
                yield ""
            yield from self._line(line, indent + 1)

    def _line(self, line: Line, indent: int) -> Iterator[str]:
        """Say a line and what belongs to it."""
        if line.sort == "section":
            yield from self._section(line, indent)
            return
        said, inner = _said(line), line.inner
        if line.sort in _ONE_LINE and all(not one.inner for one in inner):
            within = [self._within(one, line) for one in inner]
            said = f"{said}{'; '.join(within)}" if line.sort == "definition" else "; ".join((said, *within))
            inner = ()
        yield f"{'  ' * indent}{self._mark(line)} {said}{self._states(line)}"
        for one in inner:
            yield from self._line(one, indent + 1)

    def _within(self, one: Line, of: Line) -> str:
        """Say what belongs to a line on the line itself, with a mark where somebody else states it."""
        said = ": ".join(part for part in (_small(one.title), one.said) if part)
        if one.origin is None or of.origin is None or one.origin.guide == of.origin.guide:
            return said
        return f"{self._mark(one)} {said}{self._states(one)}"

    def _mark(self, line: Line) -> str:
        if line.origin is None or line.sort == "list":  # of a list, each member says it
            return _SILENT if line.is_silent else " "
        return _INHERITED if self.guide.is_inherited(line.origin) else _OWN

    def _states(self, line: Line) -> str:
        """Name who states a line, where that could be one of several, and its grounds, where they are asked for."""
        if line.origin is None or line.sort == "list":
            return ""
        named: list[str] = []
        several = self.guide.is_inherited(line.origin) and len(self._extended) > 1
        if several or line.origin.guide in self.guide.fragments:
            named.append(self._say("from", guide=line.origin.guide))
        if self.grounds and line.origin.sources:
            sources = "; ".join(ground_in_words(self.guide, one, self.lang) for one in line.origin.sources)
            named.append(self._say("grounds", sources=sources))
        elif line.origin.sources == ("setting",) and not self.guide.is_inherited(line.origin):
            named.append(self._say("setting"))  # whoever wrote the guide chose it, and the municipality may not have
        return f"  [{', '.join(named)}]" if named else ""


def _said(line: Line) -> str:
    if line.sort == "outcome":
        return f"→ {line.name}: {line.said}"
    if line.sort in ("step", "level", "variant"):
        return line.title if line.title.startswith(f"{line.name} ") else f"{line.title} [{line.name}]"
    if line.title and (line.said or line.sort == "definition"):
        return f"{line.title}: {line.said}"
    if line.title:
        return line.title
    return f"{line.name}: {line.said}" if line.name and line.sort != "setting" else line.said


def _small(words: str) -> str:
    return words[:1].lower() + words[1:]
