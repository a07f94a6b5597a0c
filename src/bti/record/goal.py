"""Goals: proposed, agreed, changed, and how they ended."""

from __future__ import annotations

import enum
from typing import ClassVar

import attrs

from bti.record.fact import Content, Topic, is_a, is_ref
from bti.text import Text

__all__ = ["Goal", "GoalAgreed", "GoalChanged", "GoalEnding", "GoalProposed", "GoalReached"]


@attrs.frozen(kw_only=True)
class GoalProposed(Content):
    """Somebody of the family, or a professional, proposes a goal; what it is stands in the note.

    Its id is the entry's. It binds nobody until it is agreed to, and stays open until then.

    Attributes:
        proposer: The guardian or person concerned whose proposal it is; None: the recorder's own. A child who writes
            nothing themself is heard through whoever writes it down.
    """

    kind: ClassVar[str] = "goal_proposed"
    topic: ClassVar[Topic] = Topic.PLAN
    commutes: ClassVar[bool] = True
    words: ClassVar[Text] = Text(nb="mål foreslått", nn="mål foreslått", en="goal proposed")
    source: ClassVar[str] = "Inderøy, relay log: user and guardians take part in goals; model 6, the family's page"

    proposer: str | None = attrs.field(default=None, validator=is_ref)


@attrs.frozen(kw_only=True)
class GoalAgreed(Content):
    """A goal is agreed; its id is the entry's.

    Attributes:
        proposal: The id of the proposal it agrees to, if it was proposed.
    """

    kind: ClassVar[str] = "goal_agreed"
    version: ClassVar[int] = 2
    topic: ClassVar[Topic] = Topic.PLAN
    words: ClassVar[Text] = Text(nb="mål avtalt", nn="mål avtalt", en="goal agreed")
    source: ClassVar[str] = "Overhalla A.2; Marker 1.2; Risør 1.2"

    proposal: str | None = attrs.field(default=None, validator=is_ref)


@attrs.frozen(kw_only=True)
class GoalChanged(Content):
    """A goal is put in other words, which stand in the note; the measures that serve it go on serving it.

    Attributes:
        goal: The goal's id.
    """

    kind: ClassVar[str] = "goal_changed"
    topic: ClassVar[Topic] = Topic.PLAN
    words: ClassVar[Text] = Text(nb="mål endret", nn="mål endra", en="goal changed")
    source: ClassVar[str] = "Marker, evaluated against goals; that a goal is put in other words is the model's"

    goal: str = attrs.field(validator=is_ref)


class GoalEnding(enum.Enum):
    """How a goal came to its end."""

    REACHED = "reached"
    GIVEN_UP = "given_up"
    REPLACED = "replaced"  # by another goal


@attrs.frozen(kw_only=True)
class GoalReached(Content):
    """A goal is reached, or no longer pursued.

    Attributes:
        goal: The goal's id.
        ending: Reached, given up, or replaced by another.
    """

    kind: ClassVar[str] = "goal_reached"
    topic: ClassVar[Topic] = Topic.PLAN
    words: ClassVar[Text] = Text(
        nb="mål nådd eller lagt bort", nn="mål nådd eller lagt bort", en="goal reached or put away"
    )
    source: ClassVar[str] = "Sogndal and Vindafjord: the log is closed when goals are reached"

    goal: str = attrs.field(validator=is_ref)
    ending: GoalEnding = attrs.field(default=GoalEnding.REACHED, validator=is_a(GoalEnding))


@attrs.frozen
class Goal:
    """An agreed goal on the spine.

    Attributes:
        id: The id of the entry that agreed on it.
        proposal: The id of the proposal it agreed to.
        ending: How it ended; None while it stands.
    """

    id: str
    proposal: str | None = None
    ending: GoalEnding | None = None

    @property
    def stands(self) -> bool:
        """Tell whether it is still pursued."""
        return self.ending is None
