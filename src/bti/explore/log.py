"""The relay log (stafettlogg) as one person may see it: the overview, what is owed, and all entries.

What stands here is what `Engine.view` and `Engine.agenda` give that person and nothing else; whoever sees nothing gets
a page that says so in the words it would use of a case that does not exist.

A page is printed, and put where others read it. So what stands beside the case, in protected matters and in a service's
own book, is left out unless it is asked for, and has then a part of its own at the end, which says for whom it is.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from bti.answers.view import Seen, View
from bti.dates import OSLO
from bti.duties.duty import Duty
from bti.engine import Engine
from bti.explore.agenda import lasting_sections, owed_rows
from bti.explore.overview import overview_sections
from bti.explore.page import Page, Row, Section
from bti.explore.speech import Speech
from bti.guide.model import Word
from bti.people import Actor
from bti.record.case import Case
from bti.record.entry import CASE_BOOK
from bti.record.take_over import root_of

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
    protected: bool = False,
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
        protected: Whether to show, in a part of its own at the end, the protected matters that person is an insider of
            and their service's own book too. Without it the page and the view are what they would be if there were
            none of these.

    Raises:
        UnknownLanguage: There are no words in that language, nor in one that stands in for it.
        NaiveDatetime, InvalidValue, UnknownGuide, WrongReader: As `Engine.view`.
    """
    if not protected:
        case = case.without_beside()
    view = engine.view(case, by=by, now=now, basis=basis)
    # To somebody who takes no part the case's own guide tells nothing, as everywhere.
    guide = engine.guide if view.overview is None else engine.guide_of(case)
    seen = {one.id: one for one in view.entries}
    brought = {one: seen[root_of(one)] for one in sorted(case.spine.life.brought) if root_of(one) in seen}
    speech = Speech(lang, guide, names, {**brought, **seen})
    title = speech.say("page.title", log=speech.called(Word.LOG, None), case=case.id)
    intro = [speech.say("page.seen_by", name=speech.name(by.ref), now=speech.instant(now), basis=basis)]
    intro += [reason.text(lang) for reason in view.reasons]
    sections: tuple[Section, ...] = ()
    every = engine.agenda(case, by=by, now=now)
    if view.overview is not None:
        owed = tuple(one for one in every if one.matter is None)
        sections = (*overview_sections(speech, view.overview, owed), *lasting_sections(speech, owed))
    shared = tuple(one for one in view.entries if one.book == CASE_BOOK)
    if shared:
        sections = (*sections, Section(speech.say("section.entries"), tuple(_entry(speech, one) for one in shared), ""))
    beside = tuple(one for one in view.entries if one.book != CASE_BOOK)
    if beside:
        sections = (*sections, _beside(speech, beside, tuple(one for one in every if one.matter is not None)))
    return Page(title, tuple(intro), sections, lang), view


def _beside(speech: Speech, entries: tuple[Seen, ...], owed: tuple[Duty, ...]) -> Section:
    """Return the part for those alone who know of it: for whom it is, what stands there, and what is owed in it."""
    rows = (
        Row("", speech.say("page.protected")),
        *(_entry(speech, one) for one in entries),
        *owed_rows(speech, owed),
    )
    return Section(speech.say("section.protected"), rows, "")


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
