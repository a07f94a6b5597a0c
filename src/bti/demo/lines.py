"""Tell a machine what came of the story: one JSON object a line.

Ids are left out, since they are random; everything else is the same each time.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from bti import Engine, Entry, Reason
from bti.dates import oslo_date
from bti.demo.beats import Scene
from bti.demo.cast import CAST
from bti.demo.playing import Happened, Happening, Looked, ReopenedAgain, State, Unseen
from bti.demo.telling import sources_of
from bti.people import Professional
from bti.record.entry import CASE_BOOK

__all__ = ["lines"]


def lines(engine: Engine, happenings: Iterable[Happening], lang: str) -> Iterator[str]:
    """Yield a line for the guide, for everybody in the story, and for each happening.

    Args:
        engine: The engine whose guide and law are quoted.
        happenings: What came of the story.
        lang: In which language texts are given.
    """
    guide = engine.guide
    yield _line(
        event="guide",
        id=guide.id,
        version=guide.version,
        status=guide.status.value,
        title=guide.title(lang),
        chain=list(guide.chain),
        digest=guide.digest,
        not_stated=[one(lang) for one in guide.missing],
    )
    for ref, player in CAST.items():
        role = player.actor.role if isinstance(player.actor, Professional) else None
        yield _line(event="person", ref=ref, name=player.name, said=player.said(lang), role=role)
    for happening in happenings:
        yield from _happening(engine, happening, lang)


def _line(**values: object) -> str:
    return json.dumps(values, ensure_ascii=False)


def _happening(engine: Engine, happening: Happening, lang: str) -> Iterator[str]:
    if isinstance(happening, Scene):
        yield _line(event="scene", text=happening.text(lang))
    elif isinstance(happening, Happened):
        yield _happened(engine, happening, lang)
    elif isinstance(happening, Unseen):
        for happened in happening.happened:
            yield _happened(engine, happened, lang)
        before, after = happening.sizes
        yield _line(
            event="compared",
            reader=happening.beat.reader.ref,
            seen_at=happening.beat.seen_at.isoformat(),
            equal=happening.equal,
            bytes_before=before,
            bytes_after=after,
            seen_by_author=happening.own,
        )
    elif isinstance(happening, ReopenedAgain):
        yield _line(event="reopened", now=happening.now.isoformat(), entries=happening.entries, equal=happening.equal)
    else:
        yield _looked(happening, lang)


def _happened(engine: Engine, happened: Happened, lang: str) -> str:
    act, verdict = happened.act, happened.verdict
    head = {
        "event": "act",
        "now": act.now.isoformat(),
        "at": (act.at or act.now).isoformat(),
        "by": act.by.ref,
        "facts": [fact.kind for fact in happened.facts],
    }
    advice = [_reason(engine, one, happened, lang) for one in verdict.advice]
    if not verdict:
        reasons = [_reason(engine, one, happened, lang) for one in verdict.reasons]
        return _line(**head, verdict="refused", reasons=reasons, advice=advice)
    entries = [_entry(entry, lang) for entry in verdict.entries]
    return _line(**head, verdict="admitted", entries=entries, advice=advice, state=_state(happened.after))


def _entry(entry: Entry, lang: str) -> dict[str, object]:
    return {
        "kind": entry.fact.kind,
        "words": entry.fact.words(lang),
        "book": "case" if entry.book == CASE_BOOK else "protected",
        "seq": entry.seq,
        "audience": entry.audience.value,
        "by": entry.by.ref,
        "follows": entry.cause is not None,
        "relied_on": list(entry.resolved.relied_on),
    }


def _reason(engine: Engine, reason: Reason, happened: Happened, lang: str) -> dict[str, object]:
    remedy = reason.remedy
    day = oslo_date(happened.act.now)
    return {
        "code": reason.code,
        "kind": reason.kind.value,
        "fact": reason.fact,
        "text": reason.text(lang),
        "remedy": None if remedy is None else remedy(lang),
        "citations": [
            {
                "kind": citation.kind.value,
                "ref": citation.ref,
                "sources": list(citation.sources),
                "text": sources_of(engine, citation, lang, day),
            }
            for citation in reason.citations
        ],
    }


def _state(state: State) -> dict[str, object]:
    position, answering = state.position, state.answering
    return {
        "level": None if position is None else position.level,
        "step": None if position is None else position.step,
        "answering": None if answering is None else {"office": answering.office.value, "person": answering.person},
        "log": state.log.value,
    }


def _looked(looked: Looked, lang: str) -> str:
    overview = looked.view.overview
    return _line(
        event="page",
        reader=looked.page.reader.ref,
        now=looked.page.now.isoformat(),
        is_closed=None if overview is None else overview.is_closed,
        log=None if overview is None else overview.log.value,
        entries=[
            {
                "seq": one.seq,
                "at": one.at.isoformat(),
                "by": None if one.by is None else one.by.ref,
                "kind": one.kind,
                "words": None if one.fact is None else one.fact.words(lang),
            }
            for one in looked.view.entries
        ],
    )
