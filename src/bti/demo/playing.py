"""Put the story to a desk, beat by beat, and hand on what came of each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

import attrs

from bti import Answering, BtiError, Case, Desk, Engine, LogStanding, Verdict, View
from bti.demo.beats import Act, Beat, Beside, Page, Reopened, Scene, Told
from bti.demo.cast import HEAD
from bti.demo.seen import as_bytes
from bti.demo.story import CASE
from bti.facts import Fact
from bti.people import Actor
from bti.record.entry import Position
from bti.store import Store

__all__ = [
    "Happened",
    "Happening",
    "Looked",
    "OpenStore",
    "ReopenedAgain",
    "State",
    "StoryBroken",
    "Unseen",
    "play",
]


OpenStore: TypeAlias = Callable[[], Store]


class StoryBroken(BtiError):
    """The engine answered otherwise than the story says: a mistake in one of them."""


@attrs.frozen
class State:
    """Where the case stands, as the leader of its home service sees it.

    Attributes:
        position: Level and step.
        answering: Who answers.
        log: What the relay log is.
    """

    position: Position | None
    answering: Answering | None
    log: LogStanding


@attrs.frozen
class Happened:
    """An act and its verdict.

    Attributes:
        act: The act.
        facts: Its facts.
        verdict: Admitted or refused.
        before: Where the case stood.
        after: Where it stands.
        case: The case afterwards, for the act's author.
    """

    act: Act
    facts: tuple[Fact, ...]
    verdict: Verdict
    before: State
    after: State
    case: Case


@attrs.frozen
class Unseen:
    """A protected matter was recorded; what somebody else sees before and after.

    Attributes:
        beat: The beat.
        happened: The acts and their verdicts.
        case: The case for the reader.
        before: The reader's view before.
        after: The same view after.
        own: How many entries the author of the matter sees.
    """

    beat: Beside
    happened: tuple[Happened, ...]
    case: Case
    before: View
    after: View
    own: int

    @property
    def sizes(self) -> tuple[int, int]:
        """Return how many bytes the views have."""
        return len(as_bytes(self.before)), len(as_bytes(self.after))

    @property
    def equal(self) -> bool:
        """Tell whether the views are the same, byte for byte."""
        return as_bytes(self.before) == as_bytes(self.after)


@attrs.frozen
class ReopenedAgain:
    """The file was closed and opened again.

    Attributes:
        entries: How many entries the case book has.
        equal: Whether all that the head sees is the same as before, byte for byte.
        now: When.
    """

    entries: int
    equal: bool
    now: dt.datetime


@attrs.frozen
class Looked:
    """Somebody looks at the whole case.

    Attributes:
        page: Who and when.
        view: What they see.
        case: The case for them.
    """

    page: Page
    view: View
    case: Case


Happening: TypeAlias = Scene | Happened | Unseen | ReopenedAgain | Looked


def play(engine: Engine, open_store: OpenStore, lang: str, story: Iterable[Beat]) -> Iterator[Happening]:
    """Play a story and yield what came of each beat.

    Args:
        engine: The engine the desk asks, for looking.
        open_store: Opens the store; called again where the story reopens it.
        lang: In which language notes are written.
        story: The beats.

    Raises:
        StoryBroken: The engine answered otherwise than the story says.
    """
    player = _Player(engine, open_store, lang)
    try:
        for beat in story:
            yield player.play(beat)
    finally:
        player.store.close()


class _Player:
    def __init__(self, engine: Engine, open_store: OpenStore, lang: str) -> None:
        self.engine = engine
        self.open_store = open_store
        self.store = open_store()
        self.desk = Desk(engine, self.store)
        self.ids: dict[str, str] = {}
        self.lang = lang

    def play(self, beat: Beat) -> Happening:
        if isinstance(beat, Scene):
            return beat
        if isinstance(beat, Act):
            return self.act(beat)
        if isinstance(beat, Beside):
            return self.beside(beat)
        if isinstance(beat, Reopened):
            return self.reopened(beat)
        case, view = self.view(beat.reader, beat.now)
        return Looked(beat, view, case)

    def act(self, act: Act) -> Happened:
        before = self.state(act.now)
        versions = self.desk.case(CASE, by=act.by).versions()
        made = act.make(Told(self.lang, self.ids))
        verdict = self.desk.record(CASE, made, by=act.by, now=act.now, at=act.at)
        if verdict:
            asked = [entry for entry in verdict.entries if entry.cause is None]
            self.ids |= {name: entry.matter or entry.id for name, entry in zip(act.names, asked, strict=False) if name}
        codes = () if verdict else tuple(sorted({reason.code for reason in verdict.reasons}))
        if codes != act.refused:
            expected = f"refused as {', '.join(act.refused)}" if act.refused else "admitted"
            found = f"refused as {', '.join(codes)}" if codes else "admitted"
            kinds = ", ".join(fact.kind for fact in made)
            raise StoryBroken(f"{kinds} on {act.now:%Y-%m-%d %H:%M} was to be {expected} and was {found}")
        case = self.desk.case(CASE, by=act.by)
        if codes and case.versions() != versions:
            raise StoryBroken("a refused attempt has left something in the file")
        return Happened(act, made, verdict, before, self.state(act.now), case)

    def beside(self, beat: Beside) -> Unseen:
        _, before = self.view(beat.reader, beat.seen_at)
        happened = tuple(self.act(act) for act in beat.acts)
        case, after = self.view(beat.reader, beat.seen_at)
        _, own = self.view(beat.author, beat.seen_at)
        return Unseen(beat, happened, case, before, after, len(own.entries))

    def reopened(self, beat: Reopened) -> ReopenedAgain:
        _, before = self.view(HEAD, beat.now)
        self.store.close()
        self.store = self.open_store()
        self.desk = Desk(self.engine, self.store)
        case, after = self.view(HEAD, beat.now)
        return ReopenedAgain(len(case.entries), as_bytes(before) == as_bytes(after), beat.now)

    def view(self, reader: Actor, now: dt.datetime) -> tuple[Case, View]:
        case = self.desk.case(CASE, by=reader)
        return case, self.engine.view(case, by=reader, now=now, basis="demo")

    def state(self, now: dt.datetime) -> State:
        case = self.desk.case(CASE, by=HEAD)
        return State(
            case.spine.track.position,
            self.engine.answering(case, by=HEAD, now=now),
            self.engine.log_standing(case, by=HEAD, now=now),
        )
