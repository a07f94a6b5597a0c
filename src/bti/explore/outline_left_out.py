"""What a guide left out of what it inherits, as lines: with the level or step it stood in, or in a section."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bti.explore.guide_said import has_words, say
from bti.explore.outline_line import Line
from bti.guide.model import Guide, LeftOut
from bti.guide.speech import id_in_words

__all__ = ["called", "left_out_elsewhere", "left_out_of"]


def left_out_of(guide: Guide, within: tuple[str, ...], lang: str) -> list[Line]:
    """Return a line for each sort of thing that stood in one level or step and was left out.

    Args:
        guide: The guide.
        within: The level or step, as `LeftOut.within` names it.
        lang: In which language.
    """
    return list(_lines((one for one in guide.left_out if one.within == within), guide, lang))


def left_out_elsewhere(guide: Guide, lang: str) -> Iterator[Line]:
    """Yield the lines of what was left out of everything but the levels and steps that stand."""
    shown: set[tuple[str, ...]] = {("level", level.id) for level in guide.levels}
    shown |= {("level", level.id, "step", step.id) for level in guide.levels for step in level.steps}
    yield from _lines((one for one in guide.left_out if one.within not in shown), guide, lang, is_section=True)


def _lines(several: Iterable[LeftOut], guide: Guide, lang: str, *, is_section: bool = False) -> Iterator[Line]:
    groups: dict[object, list[LeftOut]] = {}
    for one in several:
        groups.setdefault((one.sort, one.within, one.by), []).append(one)
    for group in groups.values():
        sort = group[0].sort
        title = say(f"left_out_{sort}", lang) if has_words(f"left_out_{sort}") else id_in_words(sort, lang)
        where = _where(group[0].within, guide, lang)
        named = f"{title} ({where})" if where and is_section else title
        title = f"{named[:1].upper()}{named[1:]}" if is_section else say("left_out_here", lang, sort=named)
        yield Line("field", title, "; ".join(called(one, lang) for one in group), "left_out", group[0].by)


def called(one: LeftOut, lang: str) -> str:
    """Return what something that was left out was called."""
    if one.name is None:
        return one.label or one.id
    name = one.name(lang)
    if one.is_report:
        return say("report_goes", lang, what=name)
    if one.sort not in ("level", "step"):
        return name
    label = one.label or one.id
    return name if name.split()[-1:] == [label] else f"{label} {name}"


def _where(within: tuple[str, ...], guide: Guide, lang: str) -> str:
    """Return what that is called in which something stood, where it was in something."""
    if not within:
        return ""
    held = guide.arena(within[1]) or guide.pathway(within[1])
    return within[-1] if held is None else held.title(lang)
