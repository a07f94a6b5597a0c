"""Tell a person what came of the story: happenings into blocks, one after the other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Final

from bti import Case, Engine, Entry, Reason, Text, View
from bti.dates import OSLO, oslo_date
from bti.demo import blocks
from bti.demo.beats import Scene
from bti.demo.blocks import Block
from bti.demo.cast import CAST
from bti.demo.details import Speech
from bti.demo.page import page
from bti.demo.playing import Happened, Happening, Looked, ReopenedAgain, State, Unseen
from bti.demo.story import TITLE
from bti.facts import Fact
from bti.people import SYSTEM
from bti.reasons import Citation, CitationKind
from bti.record.entry import CASE_BOOK

__all__ = ["sources_of", "tell"]

_LAST_SEEN: Final = 3
"""How many of the last entries are shown of a view that is compared."""


def tell(engine: Engine, happenings: Iterable[Happening], lang: str) -> Iterator[Block]:
    """Yield the blocks of a telling, while the story is played.

    Args:
        engine: The engine whose guide and law are quoted.
        happenings: What came of the story.
        lang: In which language.
    """
    teller = _Teller(engine, lang)
    yield from teller.opening()
    for happening in happenings:
        yield from teller.happening(happening)
    yield from teller.end()


def sources_of(engine: Engine, citation: Citation, lang: str, day: dt.date) -> str:
    """Return a citation as a person wants it: the rule, and the acts or pages it rests on.

    Args:
        engine: The engine whose law is quoted.
        citation: The citation.
        lang: In which language.
        day: On which date the acts are looked up.
    """
    said = engine.cite(citation, lang, on=day)
    if citation.kind is CitationKind.LAW:
        return f"{engine.law.rule(citation.ref).statement(lang)} – {said}"
    return f"{said} ({', '.join(citation.sources)})" if citation.sources else said


class _Teller:
    def __init__(self, engine: Engine, lang: str) -> None:
        self.engine = engine
        self.guide = engine.guide
        self.lang = lang
        self.speech = Speech(lang, engine.guide)
        self.say = self.speech.say
        self.day: dt.date | None = None
        self.level: str | None = None
        self.steps: dict[str, bool] = {}
        self.refused = 0
        self.entries = 0

    def opening(self) -> Iterator[Block]:
        guide = self.guide
        yield blocks.Title(TITLE(self.lang), self.say("intro"))
        version = self.say("version", version=guide.version, status=self.say(guide.status.value))
        yield blocks.Line(f"{self.say('guide')}: {guide.title(self.lang)}, {version}")
        yield blocks.Line(self.say("missing", guide=guide.place or guide.id))
        for one in guide.missing:
            yield blocks.Line(f"– {one(self.lang)}", quiet=True)
        players = tuple(
            (one.name, one.said(self.lang) if one.about is None else f"{one.said(self.lang)}, {one.about(self.lang)}")
            for one in CAST.values()
        )
        yield blocks.Table(self.say("cast"), (), players)

    def end(self) -> Iterator[Block]:
        core = sum(1 for inherited in self.steps.values() if inherited)
        place = self.guide.place or self.guide.id
        yield blocks.Line(self.say("end", refused=self.refused, entries=self.entries))
        yield blocks.Line(self.say("core_used", count=core, steps=len(self.steps), guide=place))

    def happening(self, happening: Happening) -> Iterator[Block]:
        if isinstance(happening, Scene):
            yield blocks.Line(happening.text(self.lang))
        elif isinstance(happening, Happened):
            yield from self.happened(happening)
        elif isinstance(happening, Unseen):
            yield from self.unseen(happening)
        elif isinstance(happening, ReopenedAgain):
            yield from self.dated(happening.now)
            yield blocks.Line(
                self.say("reopened", entries=happening.entries, equal=self.truth(happening.equal)), quiet=True
            )
        else:
            yield from self.looked(happening)

    def happened(self, happened: Happened) -> Iterator[Block]:
        act, verdict = happened.act, happened.verdict
        yield from self.dated(act.now)
        says = "" if act.says is None else act.says(self.lang)
        yield blocks.Act(self.time(act.now), self.who(act.by.ref), says)
        if not verdict:
            self.refused += 1
            what = "; ".join(self.tried(fact, happened.case) for fact in happened.facts)
            yield blocks.Refusal(
                self.say("refused"), what, tuple(self.reasoned("why", one, act.now) for one in verdict.reasons)
            )
            return
        for entry in verdict.entries:
            yield self.done(entry, happened.case)
            yield from self.moved(entry)
        self.entries += sum(1 for entry in verdict.entries if entry.book == CASE_BOOK)
        for one in verdict.advice:
            advised = self.reasoned("advice", one, act.now)
            yield blocks.Refusal(self.say("advice"), advised.why[1], (advised,), advice=True)
        yield from self.changed(happened.before, happened.after)

    def done(self, entry: Entry, case: Case) -> Block:
        fact = entry.fact
        detail = self.speech.detail(fact, case)
        if entry.at != entry.recorded:
            when = self.say("happened_on", date=self.speech.day(oslo_date(entry.at)), time=self.time(entry.at))
            detail = f"{detail}; {when}" if detail else when
        follows = self.say("follows") if entry.by is SYSTEM or entry.cause is not None else ""
        return blocks.Done(fact.words(self.lang), detail, self.speech.quote(fact) or "", follows)

    def moved(self, entry: Entry) -> Iterator[Block]:
        position = entry.resolved.moved_to
        level = None if position is None else self.guide.level(position.level)
        step = None if position is None else self.guide.step(position.step)
        if level is None or step is None:
            return
        core = self.say("core")
        if level.id != self.level:
            self.level = level.id
            inherited = self.guide.is_inherited(level.origin_of("title"))
            heading = self.say("level", level=level.label, title=level.title(self.lang))
            yield blocks.Heading(heading, core if inherited else "")
        inherited = self.guide.is_inherited(step.origin)
        self.steps[step.id] = inherited
        yield blocks.Change(self.say("step", step=step.label), step.title(self.lang), core if inherited else "")

    def changed(self, before: State, after: State) -> Iterator[Block]:
        if before.answering != after.answering:
            yield blocks.Change(self.say("answers"), self.answering(after))
        if before.log != after.log:
            yield blocks.Change(self.say("log"), self.speech.code(after.log))

    def answering(self, state: State) -> str:
        return self.speech.answering(state.answering)

    def tried(self, fact: Fact, case: Case) -> str:
        told = self.told(fact.words, self.speech.detail(fact, case))
        quote = self.speech.quote(fact)
        return told if quote is None else f"{told}: {quote}"

    def reasoned(self, word: str, reason: Reason, now: dt.datetime) -> blocks.Reasoned:
        remedy = reason.remedy
        day = oslo_date(now)
        return blocks.Reasoned(
            (self.say(word), reason.text(self.lang)),
            tuple(
                (
                    self.say("source"),
                    sources_of(self.engine, citation, self.lang, day),
                    citation.kind is CitationKind.COMMON_CORE,
                )
                for citation in reason.citations
            ),
            None if remedy is None else (self.say("remedy"), remedy(self.lang)),
        )

    def unseen(self, unseen: Unseen) -> Iterator[Block]:
        reader = self.speech.name(unseen.beat.reader.ref)
        author = self.speech.name(unseen.beat.author.ref)
        day = self.speech.day(oslo_date(unseen.beat.seen_at))
        yield blocks.Heading(self.say("beside"))
        yield blocks.Line(self.say("beside_why", name=author, reader=reader, date=day))
        yield blocks.Box(self.say("seen_before", reader=reader), self.seen(unseen.before, unseen.case))
        for happened in unseen.happened:
            yield from self.happened(happened)
        yield blocks.Box(self.say("seen_after", reader=reader), self.seen(unseen.after, unseen.case))
        before, after = unseen.sizes
        yield blocks.Line(self.say("equal", equal=self.truth(unseen.equal), before=before, after=after))
        yield blocks.Line(self.say("own", name=author, count=unseen.own))

    def seen(self, view: View, case: Case) -> tuple[str, ...]:
        shown = [one for one in view.entries if one.fact is not None]
        counted = self.say("shown", shown=len(shown))
        hidden = len(view.entries) - len(shown)
        lines = [f"{counted}, {self.say('redacted', count=hidden)}" if hidden else counted]
        overview = view.overview
        if overview is not None:
            lines.append(f"{self.say('answers')}: {self.speech.answering(overview.answering)}")
            lines.append(f"{self.say('log')}: {self.speech.code(overview.log)}")
        for one in shown[-_LAST_SEEN:]:
            if one.fact is not None:
                told = self.told(one.fact.words, self.speech.detail(one.fact, case))
                lines.append(f"{self.say('last')}: {self.speech.day(oslo_date(one.at))}, {told}")
        return tuple(lines)

    def looked(self, looked: Looked) -> Iterator[Block]:
        yield from page(self.speech, looked)

    def dated(self, now: dt.datetime) -> Iterator[Block]:
        day = oslo_date(now)
        if day != self.day:
            self.day = day
            yield blocks.Day(self.speech.day(day))

    def time(self, now: dt.datetime) -> str:
        return now.astimezone(OSLO).strftime("%H:%M" if self.lang == "en" else "%H.%M")

    def who(self, ref: str) -> str:
        player = CAST[ref]
        return f"{player.name}, {player.said(self.lang)}"

    def told(self, words: Text, detail: str) -> str:
        return f"{words(self.lang)}: {detail}" if detail else words(self.lang)

    def truth(self, answer: bool) -> str:
        return self.say("yes" if answer else "no")
