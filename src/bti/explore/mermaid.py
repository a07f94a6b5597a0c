"""Draw a guide in the words of Mermaid, which many pages and editors turn into a diagram.

A box a step, a frame a level. What the municipality states has a full line, what it inherits a broken one. Levels and
steps that it left out of what it inherits stand in a dotted box that no arrow leads to.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from bti.explore.guide_said import say
from bti.explore.outline_left_out import called
from bti.guide.model import Guide, LeftOut, Level, NotStated, Outcome, OutcomeKind, Step
from bti.text import Text, check_language

__all__ = ["guide_mermaid"]

_CLOSED: Final = Text(nb="Avsluttet", nn="Avslutta", en="Closed")
_PLAIN: Final = frozenset(" ,:!?/()–—'«»’‘…")
_LONGEST: Final = 120


def guide_mermaid(guide: Guide, lang: str = "nb") -> str:
    """Return a guide as a Mermaid flowchart.

    Whatever stands in the guide's texts is text in the diagram: no letter of it has a meaning to Mermaid.

    Args:
        guide: Which guide.
        lang: In which language.

    Raises:
        UnknownLanguage: No such language.
    """
    check_language(lang)
    return "".join(f"{line}\n" for line in _lines(guide, lang))


def _lines(guide: Guide, lang: str) -> Iterator[str]:
    nodes = {step.id: f"s{place}" for place, step in enumerate(step for level in guide.levels for step in level.steps)}
    yield "flowchart TD"
    yield f"    accTitle: {_heard(guide.title(lang))}"
    for place, level in enumerate(guide.levels):
        yield f'    subgraph l{place}["{_words(_level(level, lang))}"]'
        for step in level.steps:
            sort = _sort(guide, step)
            yield f'        {nodes[step.id]}["{_words(f"{step.label} {step.title(lang)}")}"]:::{sort}'
        gone = [one for one in guide.left_out if one.within == ("level", level.id) and one.sort == "step"]
        if gone:
            yield f'        x{place}["{_words(_gone(gone, lang))}"]:::gone'
        yield "    end"
    gone = [one for one in guide.left_out if one.sort == "level"]
    if gone:
        yield f'    x["{_words(_gone(gone, lang))}"]:::gone'
    for level in guide.levels:
        for step in level.steps:
            yield from _arrows(guide, step, nodes, lang)
    if any(one.kind is OutcomeKind.CLOSE for level in guide.levels for step in level.steps for one in step.outcomes):
        yield f'    closed(["{_words(_CLOSED(lang))}"])'
    for place, level in enumerate(guide.levels):
        style = "stroke-dasharray:5 4,stroke:#888" if guide.is_inherited(level.origin_of("title")) else "stroke:#1b5e20"
        yield f"    style l{place} fill:none,{style}"
    yield "    classDef stated fill:#e8f5e9,stroke:#1b5e20,stroke-width:2px,color:#111"
    yield "    classDef added fill:#ffffff,stroke:#1b5e20,stroke-width:2px,stroke-dasharray:5 4,color:#333"
    if any(one.sort in ("level", "step") for one in guide.left_out):
        yield "    classDef gone fill:#ffffff,stroke:#888,stroke-dasharray:1 4,color:#555"
    yield "    classDef inherited fill:#ffffff,stroke:#888,stroke-dasharray:5 4,color:#333"


def _heard(title: str) -> str:
    """Return the title of a diagram for whoever has it read out: letters, digits and spaces alone mean nothing else."""
    kept = "".join(letter if letter.isalnum() else " " for letter in title[:_LONGEST])
    return " ".join(kept.split()) or "BTI"


def _level(level: Level, lang: str) -> str:
    """Return what a level is called, with its label where the title does not end in it."""
    title = level.title(lang)
    return title if title.split()[-1:] == [level.label] else f"{level.label} {title}"


def _gone(several: Sequence[LeftOut], lang: str) -> str:
    """Return what was left out, for a box of its own that no arrow leads to."""
    return say("left_out_box", lang, what="; ".join(called(one, lang) for one in several))


def _sort(guide: Guide, step: Step) -> str:
    """Return whose a step is: that of whoever calls it so, who may have got something added by the guide itself."""
    if not guide.is_inherited(step.origin_of("title")):
        return "stated"
    deadlines = () if isinstance(step.deadlines, NotStated) else step.deadlines
    within = (step.origin, *(one.origin for one in step.outcomes), *(one.origin for one in deadlines))
    adds = not all(guide.is_inherited(one) for one in within)
    return "added" if adds else "inherited"


def _arrows(guide: Guide, step: Step, nodes: Mapping[str, str], lang: str) -> Iterator[str]:
    here = nodes[step.id]
    following = guide.next_step(step)
    if step.goes_on and following is not None:
        yield f"    {here} --> {nodes[following.id]}"
    for outcome in step.outcomes:
        said = _words(outcome.label(lang))
        line = "-.->" if guide.is_inherited(outcome.origin_of("label")) else "-->"
        for there in _ends(guide, outcome, nodes):
            yield f'    {here} {line}|"{said}"| {there}'
        if not outcome.targets and outcome.kind is not OutcomeKind.CLOSE:
            yield f'    {here} {line} {here}{_box(step, outcome)}>"{said}"]'


def _ends(guide: Guide, outcome: Outcome, nodes: Mapping[str, str]) -> Iterator[str]:
    if outcome.kind is OutcomeKind.CLOSE:
        yield "closed"
    for target in outcome.targets:
        level = guide.level(target.level)
        step = target.step or (level.steps[0].id if level is not None else "")
        yield nodes[step]


def _box(step: Step, outcome: Outcome) -> str:
    """Return what tells the box of an outcome that leads nowhere from those of the step's other outcomes."""
    return f"o{step.outcomes.index(outcome)}"


def _words(said: str) -> str:
    """Return a text of which every letter that could mean something to Mermaid or to HTML is written as a number."""
    short = said if len(said) <= _LONGEST else f"{said[:_LONGEST]}…"
    written = " ".join(short.split())
    return "".join(
        letter if letter.isalnum() or letter in _PLAIN or _is_inner(written, place) else f"#{ord(letter)};"
        for place, letter in enumerate(written)
    )


def _is_inner(said: str, place: int) -> bool:
    """Tell whether a dot or hyphen stands between letters; elsewhere it could begin or number a list."""
    inner = 0 < place < len(said) - 1 and said[place - 1].isalnum() and said[place + 1].isalnum()
    return said[place] in ".-" and inner
