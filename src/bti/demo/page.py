"""The family's page: an overview of the case as somebody sees it, and all that stands in it."""

from __future__ import annotations

from collections.abc import Iterator

from bti import Case, Overview
from bti.dates import oslo_date
from bti.demo import blocks
from bti.demo.blocks import Block
from bti.demo.cast import CAST
from bti.demo.details import Speech
from bti.demo.playing import Looked
from bti.facts import MeasureEvaluated

__all__ = ["page"]


def page(speech: Speech, looked: Looked) -> Iterator[Block]:
    """Yield the overview and the book as a reader sees them."""
    say, view = speech.say, looked.view
    reader = speech.name(looked.page.reader.ref)
    yield blocks.Heading(say("page", reader=reader, date=speech.day(oslo_date(looked.page.now))))
    if view.overview is not None:
        yield from _overview(speech, view.overview, looked.case)
    rows: list[tuple[str, ...]] = []
    for one in view.entries:
        day = oslo_date(one.at)
        if one.fact is None or one.by is None:
            rows.append((day.isoformat(), say("hidden_line"), ""))
            continue
        who = CAST[one.by.ref].name if one.by.ref in CAST else say("by_itself")
        detail = speech.detail(one.fact, looked.case)
        words = one.fact.words(speech.lang)
        quote = speech.quote(one.fact)
        told = f"{words}: {detail}" if detail else words
        rows.append((day.isoformat(), told if quote is None else f"{told} – {quote}", who))
    yield blocks.Table(say("book"), (say("when"), say("what"), say("who")), tuple(rows))


def _overview(speech: Speech, overview: Overview, case: Case) -> Iterator[Block]:
    say = speech.say
    lines = [
        f"{say('answers')}: {speech.answering(overview.answering)}",
        f"{say('log')}: {speech.code(overview.log)}",
        f"{say('services')}: {', '.join(speech.service(one.ref) for one in overview.services)}",
        f"{say('people')}: {speech.names(one.ref for one in overview.professionals)}",
    ]
    lines += [f"{say('goals')}: {speech.written(goal.id, case)}" for goal in overview.goals]
    lines += [f"{say('measures')}: {_measure(speech, one.id, case)}" for one in overview.measures]
    for one in overview.meetings:
        held = say("held" if one.held else "called")
        lines.append(f"{say('meetings')}: {speech.code(one.purpose)}, {speech.day(one.day)} ({held})")
    yield blocks.Box(say("overview"), tuple(lines))


def _measure(speech: Speech, measure: str, case: Case) -> str:
    planned = case.spine.plan.measures[measure]
    effects = [
        speech.code(entry.fact.effect)
        for entry in case.entries
        if isinstance(entry.fact, MeasureEvaluated) and entry.fact.measure == measure
    ]
    responsible = "–" if planned.responsible is None else speech.name(planned.responsible)
    parts = (speech.written(measure, case), responsible, speech.code(planned.status))
    return "; ".join(parts) + (f" ({' → '.join(effects)})" if effects else "")
