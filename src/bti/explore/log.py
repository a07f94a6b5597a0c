"""The relay log (stafettlogg) as one person may see it: the overview, and all entries.

What stands here is what `Engine.view` gives that person and nothing else; whoever sees nothing gets a page that says so
in the words it would use of a case that does not exist.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from bti.answers.view import Overview, Seen, View
from bti.codes import said
from bti.dates import OSLO
from bti.engine import Engine
from bti.explore.page import Page, Row, Section
from bti.explore.speech import Speech
from bti.guide.model import Word
from bti.people import Actor
from bti.record.case import Case
from bti.record.log import Keeping
from bti.record.meeting import Meeting
from bti.record.take_over import root_of
from bti.record.tasks import Task

__all__ = ["relay_log"]

_NO_NAMES: Final[Mapping[str, str]] = MappingProxyType({})


def relay_log(
    engine: Engine,
    case: Case,
    *,
    by: Actor,
    now: dt.datetime,
    basis: str,
    lang: str = "nb",
    names: Mapping[str, str] = _NO_NAMES,
) -> tuple[Page, View]:
    """Return the relay log as somebody may see it now, and the view it was made of.

    Args:
        engine: The engine that knows the case's guide.
        case: The case, folded for that person.
        by: Who reads.
        now: At which instant.
        basis: The ground for reading, in the host's words (law H-16); it goes into the view's access record, which the
            host keeps.
        lang: The language.
        names: What the host calls people and services, by reference.

    Raises:
        UnknownLanguage: There are no words in that language, nor in one that stands in for it.
        NaiveDatetime, InvalidValue, UnknownGuide, WrongReader: As `Engine.view`.
    """
    view = engine.view(case, by=by, now=now, basis=basis)
    # To somebody who takes no part the case's own guide tells nothing, as everywhere.
    guide = engine.guide if view.overview is None else engine.guide_of(case)
    seen = {one.id: one for one in view.entries}
    brought = {one: seen[root_of(one)] for one in sorted(case.spine.life.brought) if root_of(one) in seen}
    speech = Speech(lang, guide, names, {**brought, **seen})
    title = speech.say("page.title", log=speech.called(Word.LOG, None), case=case.id)
    intro = [speech.say("page.seen_by", name=speech.name(by.ref), now=speech.instant(now), basis=basis)]
    intro += [reason.text(lang) for reason in view.reasons]
    sections = () if view.overview is None else tuple(_overview(speech, view.overview))
    if view.entries:
        sections = (*sections, _entries(speech, view.entries))
    return Page(title, tuple(intro), sections, lang), view


def _overview(speech: Speech, overview: Overview) -> Iterator[Section]:
    say = speech.say
    yield Section(say("section.now"), tuple(_now(speech, overview)), "")
    yield _section(
        speech,
        "services",
        [Row(speech.service(one), _part_of(speech, overview, one.ref)) for one in overview.services],
    )
    yield _section(
        speech,
        "people",
        [Row(speech.name(one.ref), speech.role(one.role)) for one in overview.professionals]
        + [Row(speech.name(one.ref), say("page.reads")) for one in overview.readers],
    )
    yield _section(speech, "tasks", [_task(speech, one) for one in overview.tasks])
    yield _section(
        speech,
        "goals",
        [
            *(
                Row("", _named(speech, one.id) + ("" if one.ending is None else f" ({said(one.ending)(speech.lang)})"))
                for one in overview.goals
            ),
            *(Row(say("page.proposed"), _named(speech, proposal)) for proposal in overview.proposed),
        ],
    )
    yield _section(
        speech,
        "measures",
        [
            Row(
                _named(speech, one.id),
                "; ".join(
                    (
                        say("page.nobody") if one.responsible is None else speech.name(one.responsible),
                        said(one.status)(speech.lang),
                        say("page.evaluate_by", day=speech.day(one.evaluate_by)),
                    )
                ),
            )
            for one in overview.measures
        ],
    )
    yield _section(
        speech,
        "agreements",
        [
            Row(
                _named(speech, one.id),
                "; ".join(
                    (
                        ", ".join(speech.name(ref) for ref in one.bound),
                        *(() if one.until is None else (say("page.until", day=speech.day(one.until)),)),
                        *((say("page.ended"),) if one.ended else ()),
                    )
                ),
            )
            for one in overview.agreements
        ],
    )
    yield _section(
        speech,
        "meetings",
        [
            Row(
                speech.day(one.day),
                f"{said(one.purpose)(speech.lang)} ({say(_state(one))})",
            )
            for one in overview.meetings
        ],
    )


def _state(meeting: Meeting) -> str:
    if meeting.cancelled:
        return "page.cancelled"
    return "page.held" if meeting.held else "page.called"


def _now(speech: Speech, overview: Overview) -> Iterator[Row]:
    say = speech.say
    here = None if overview.position is None else overview.position.level
    if overview.position is not None:
        level = speech.guide.level(overview.position.level)
        if level is not None:
            yield Row(speech.called(Word.LEVEL, here), f"{level.label} {level.title(speech.lang)}")
        yield Row(say("page.step"), speech.step(overview.position.step))
    yield Row(say("page.answers"), speech.answering(overview.answering, here))
    yield Row(speech.called(Word.LOG, here), _log(speech, overview))
    if overview.is_closed:
        yield Row(say("page.case"), say("page.closed"))


def _log(speech: Speech, overview: Overview) -> str:
    parts = [said(overview.log)(speech.lang)]
    if overview.keeping is Keeping.MANUAL:
        parts.append(said(overview.keeping)(speech.lang))
    if overview.pause is not None:
        until = overview.pause.until
        paused = speech.say("page.paused")
        parts.append(paused if until is None else f"{paused} {speech.say('page.through', day=speech.day(until))}")
    return "; ".join(parts)


def _part_of(speech: Speech, overview: Overview, service: str) -> str:
    responsible = dict(overview.responsible).get(service)
    return "" if responsible is None else speech.say("page.responsible", name=speech.name(responsible))


def _task(speech: Speech, task: Task) -> Row:
    parts = [speech.name(task.service or task.person or "")]
    if task.due is not None and not task.done:
        parts.append(speech.say("page.due", day=speech.day(task.due)))
    parts.append(speech.say("page.done" if task.done else "page.open"))
    return Row(_named(speech, task.id), "; ".join(parts))


def _named(speech: Speech, entry_id: str) -> str:
    seen = speech.entries.get(entry_id)
    return entry_id if seen is None else speech.entry(seen)


def _section(speech: Speech, name: str, rows: list[Row]) -> Section:
    return Section(speech.say(f"section.{name}"), tuple(rows), speech.say("page.none"))


def _entries(speech: Speech, entries: tuple[Seen, ...]) -> Section:
    return Section(speech.say("section.entries"), tuple(_entry(speech, one) for one in entries), "")


def _entry(speech: Speech, one: Seen) -> Row:
    head = one.at.astimezone(OSLO).strftime("%Y-%m-%d %H.%M")
    if one.fact is None or one.by is None:  # who wrote what is shown is always named
        word = "page.gone" if one.erased else "page.hidden" if one.struck is None else "page.struck"
        return Row(head, speech.say(word), is_quiet=True)
    line = f"{speech.line(one.fact)} – {speech.person(one.by)}"
    if one.struck is not None:
        line = f"{speech.say('page.struck')} {line}"
    if one.corrected is not None:
        line = f"{line} {speech.say('page.corrected')}"
    if one.recorded.astimezone(OSLO).date() != one.at.astimezone(OSLO).date():
        line = f"{line} ({speech.say('page.recorded', when=speech.instant(one.recorded))})"
    return Row(head, line, speech.quote(one.fact))
