"""The step: where the case stands on its main track, and how it got there."""

from __future__ import annotations

from typing import ClassVar

import attrs

from bti.record.entry import Entry, Position
from bti.record.fact import Fact, Topic, is_note, is_ref
from bti.record.life import CaseOpened, CaseReopened, GuideChanged
from bti.record.note import Note
from bti.text import Text

__all__ = ["StepCompleted", "StepSkipped", "Track"]


@attrs.frozen(kw_only=True)
class StepCompleted(Fact):
    """The step the case stands on is done; an outcome leads on where the step has outcomes.

    Attributes:
        step: The step's id.
        outcome: The outcome's id; needed exactly when the step has outcomes.
        to: The id of the step to go to; needed only when the outcome has several targets.
    """

    kind: ClassVar[str] = "step_completed"
    topic: ClassVar[Topic] = Topic.STEP
    words: ClassVar[Text] = Text(nb="steg fullført", nn="steg fullført", en="step completed")
    source: ClassVar[str] = "model 3; every guide's steps and outcomes"

    step: str = attrs.field(validator=is_ref)
    outcome: str | None = attrs.field(default=None, validator=is_ref)
    to: str | None = attrs.field(default=None, validator=is_ref)


@attrs.frozen(kw_only=True)
class StepSkipped(Fact):
    """The step the case stands on is passed over.

    Attributes:
        step: The step's id.
        note: Why, erasable.
    """

    kind: ClassVar[str] = "step_skipped"
    topic: ClassVar[Topic] = Topic.STEP
    words: ClassVar[Text] = Text(nb="steg hoppet over", nn="steg hoppa over", en="step skipped")
    source: ClassVar[str] = "model 3: skips are normal; the guide says which"

    step: str = attrs.field(validator=is_ref)
    note: Note | None = attrs.field(default=None, validator=is_note)


@attrs.frozen
class Track:
    """The piece of the spine that holds the position.

    Attributes:
        position: Level and step; None before opening.
        level_since: The place in the book from which the case has stood on this level.
        step_since: The same for the step.
        round_since: The same for the round; a round ends when an outcome is chosen.
        round: How many rounds have begun, from 1.
        done: The steps completed since the case came to this level, or since the round began.
    """

    position: Position | None = None
    level_since: int = 0
    step_since: int = 0
    round_since: int = 0
    round: int = 0
    done: tuple[str, ...] = ()


def begun(piece: Track, entry: Entry, fact: CaseOpened) -> Track:
    """Stand on the guide's first step."""
    return Track(entry.resolved.moved_to, entry.seq, entry.seq, entry.seq, 1)


def moved(piece: Track, entry: Entry, fact: StepCompleted | StepSkipped) -> Track:
    """Go where admission resolved; stay when it resolved nothing."""
    target = entry.resolved.moved_to
    new_round = entry.resolved.starts_round
    done = (*piece.done, fact.step) if isinstance(fact, StepCompleted) and fact.step not in piece.done else piece.done
    if target is None and not new_round:
        return attrs.evolve(piece, done=done)
    old = piece.position
    place = target or old
    same_level = old is not None and place is not None and place.level == old.level
    return Track(
        place,
        piece.level_since if same_level else entry.seq,
        entry.seq if target is not None else piece.step_since,
        entry.seq if new_round else piece.round_since,
        piece.round + 1 if new_round else piece.round,
        done if same_level and not new_round else (),
    )


def reopened(piece: Track, entry: Entry, fact: CaseReopened) -> Track:
    """Stay on the step, and begin a new round."""
    return attrs.evolve(piece, round_since=entry.seq, round=piece.round + 1, done=())


def guide_changed(piece: Track, entry: Entry, fact: GuideChanged) -> Track:
    """Stand on the step of the other guide; the round goes on."""
    place = entry.resolved.moved_to
    old = piece.position
    same_level = old is not None and place is not None and place.level == old.level
    return attrs.evolve(
        piece,
        position=place,
        level_since=piece.level_since if same_level else entry.seq,
        step_since=piece.step_since if place == old else entry.seq,
        done=piece.done if same_level else (),
    )
