"""What is owed, as sections of a page: until when, what, and by whom; what is due first at the top.

Lasting work, which no day ends, is told once for each who does it, in a section of its own behind.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from bti.codes import said
from bti.duties.duty import Duty, Owed, OwedBy
from bti.explore.page import Row, Section
from bti.explore.speech import Speech

__all__ = ["agenda_sections", "lasting_sections", "owed_rows", "rests_on"]


def agenda_sections(speech: Speech, duties: Iterable[Duty], called: Mapping[str, str]) -> Iterator[Section]:
    """Yield the section on what is owed, as far as the reader may know of it; none where nothing is.

    Args:
        speech: How it is said.
        duties: What is owed.
        called: What the thing that something is owed on is called, by the id of its entry.
    """
    rows = tuple(_row(speech, one, called.get(rests_on(one))) for one in duties if not one.lasts)
    if rows:
        yield Section(speech.say("section.owed"), rows, speech.say("page.none"))


def owed_rows(speech: Speech, duties: Iterable[Duty]) -> Iterator[Row]:
    """Yield a line for each thing owed, where it is not told what it rests on."""
    return (_row(speech, one, None) for one in duties)


def lasting_sections(speech: Speech, duties: Iterable[Duty]) -> Iterator[Section]:
    """Yield the section on lasting work, once for each who does it; none where there is none."""
    lasting: dict[str, list[str]] = {}
    for one in duties:
        if one.lasts:
            lasting.setdefault(_by(speech, one), []).append(one.text(speech.lang))
    if lasting:
        quiet = tuple(Row(who, " ".join(said), is_quiet=True) for who, said in lasting.items())
        yield Section(speech.say("section.lasting"), quiet, speech.say("page.none"))


def rests_on(duty: Duty) -> str:
    """Return the id of the entry that a duty is about; empty where it rests on the case alone."""
    return duty.rests_on[0] if duty.rests_on else ""


def _row(speech: Speech, duty: Duty, called: str | None) -> Row:
    head = "" if duty.due is None else speech.day(duty.due.kept_through)
    text = duty.text(speech.lang)
    text = text if called is None else f"{text} ({called})"
    who = _by(speech, duty)
    if who:
        text = f"{text} – {who}"
    return Row(head, f"{text} ({speech.say('page.overdue')})" if duty.is_overdue else text)


def _by(speech: Speech, duty: Duty) -> str:
    return ", ".join(dict.fromkeys(_who(speech, one) for one in duty.who))


def _who(speech: Speech, owed: Owed) -> str:
    if owed.persons:
        return ", ".join(map(speech.name, owed.persons))
    if owed.by is OwedBy.ROLE and owed.ref is not None:
        return speech.role(owed.ref)
    if owed.by is OwedBy.SERVICE_KIND and owed.ref is not None:
        known = speech.guide.service(owed.ref)
        return owed.ref if known is None else known.label(speech.lang)
    return said(owed.by)(speech.lang) if owed.ref is None else speech.name(owed.ref)
