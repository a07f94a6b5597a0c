"""The relay log (stafettlogg): opened, paused, closed. Its standing on a date is computed, never stored."""

from __future__ import annotations

import datetime as dt
import enum
from typing import ClassVar

import attrs

from bti.record.entry import Entry
from bti.record.fact import Fact, Topic, is_a, is_date, is_ref
from bti.text import Text

__all__ = ["Keeping", "Log", "LogClosed", "LogClosing", "LogOpened", "LogPaused", "LogResumed", "Pause"]


class Keeping(enum.Enum):
    """How a log is kept."""

    DIGITAL = "digital"
    MANUAL = "manual"  # on paper, outside of the shared log: the digital one was refused, or cannot be used (law Q-12)


class LogClosing(enum.Enum):
    """Why a log is closed."""

    WISH = "wish"  # those who consented want it closed
    WITHDRAWN = "withdrawn"  # consent to the log is gone
    CASE_CLOSED = "case_closed"
    OTHER_PLAN = "other_plan"  # an individual plan takes over, where the guide says so (law E-11)


@attrs.frozen(kw_only=True)
class LogOpened(Fact):
    """The log is opened: the shared one with the family's consent, or one kept by hand where they refuse that.

    A manual log is taken for what the home service agrees with the family on paper. It shares nothing with another
    service, so it needs no consent to the shared log; what is shared with a service needs the consent for that service
    as always (a decision: no source says what a manual log needs).

    Attributes:
        keeping: How it is kept.
    """

    kind: ClassVar[str] = "log_opened"
    version: ClassVar[int] = 2
    topic: ClassVar[Topic] = Topic.LOG
    words: ClassVar[Text] = Text(nb="stafettlogg åpnet", nn="stafettlogg opna", en="relay log opened")
    source: ClassVar[str] = (
        "Overhalla A.1; Risør 1.1; Marker 2; manual: Øygarden, law Q-12 (Kristiansand, Nærøysund and Marker)"
    )

    keeping: Keeping = attrs.field(default=Keeping.DIGITAL, validator=is_a(Keeping))


@attrs.frozen(kw_only=True)
class LogPaused(Fact):
    """The log rests for a while, though everybody still consents: it is not closed, and wakes by a fact or a date.

    No guide read has a pause. Its model is a Norwegian routine for plans (Steinkjer: where the family may change its
    mind, consents are put to nought for a period instead of closing) and Ontario's inactive files, which family and
    service may each ask for.

    Attributes:
        wisher: The one of the family who wishes it; None: a decision of those who lead the case.
        until: The last date of the pause, in Europe/Oslo; None: until the log is resumed.
    """

    kind: ClassVar[str] = "log_paused"
    topic: ClassVar[Topic] = Topic.LOG
    words: ClassVar[Text] = Text(nb="stafettlogg satt på pause", nn="stafettlogg sett på pause", en="relay log paused")
    source: ClassVar[str] = "field 2.2, closing routine of Steinkjer; field 4.5, Ontario; model 5, resting"

    wisher: str | None = attrs.field(default=None, validator=is_ref)
    until: dt.date | None = attrs.field(default=None, validator=is_date)


@attrs.frozen(kw_only=True)
class LogResumed(Fact):
    """The pause is over before its date.

    Attributes:
        wisher: The one of the family who wishes it; None: a decision of those who lead the case.
    """

    kind: ClassVar[str] = "log_resumed"
    topic: ClassVar[Topic] = Topic.LOG
    words: ClassVar[Text] = Text(
        nb="stafettlogg tatt i bruk igjen", nn="stafettlogg teken i bruk att", en="relay log resumed"
    )
    source: ClassVar[str] = "field 4.5, Ontario: re-engaged; model 5"

    wisher: str | None = attrs.field(default=None, validator=is_ref)


@attrs.frozen(kw_only=True)
class LogClosed(Fact):
    """The log is closed; what stands in it stays, locked (law Q-10, H-02).

    Attributes:
        reason: Why.
    """

    kind: ClassVar[str] = "log_closed"
    topic: ClassVar[Topic] = Topic.LOG
    words: ClassVar[Text] = Text(nb="stafettlogg lukket", nn="stafettlogg lukka", en="relay log closed")
    source: ClassVar[str] = "law Q-10; Sund and Tysvær, guardians may end the log; I-09"

    reason: LogClosing = attrs.field(validator=is_a(LogClosing))


@attrs.frozen
class Pause:
    """A pause of the log.

    Attributes:
        wisher: The one of the family who wished it; None: those who lead the case decided it.
        until: The last date of it; None: until the log is resumed.
    """

    wisher: str | None
    until: dt.date | None


@attrs.frozen
class Log:
    """The piece of the spine that says whether a log has been opened.

    Attributes:
        opened: When it was last opened; None when never.
        closed: When it was closed; None while it is not.
        closed_at: Where in the book it was last closed, 0 when never; consents from before that count no more.
        keeping: How it is kept, if it was opened.
        pause: The pause it is in, run out or not; None when none.
    """

    opened: dt.datetime | None = None
    closed: dt.datetime | None = None
    closed_at: int = 0
    keeping: Keeping = Keeping.DIGITAL
    pause: Pause | None = None

    @property
    def is_in_use(self) -> bool:
        """Tell whether it is opened and not closed: open or resting, as consent says on the day."""
        return self.opened is not None and self.closed is None

    @property
    def is_manual(self) -> bool:
        """Tell whether a log kept by hand is in use."""
        return self.is_in_use and self.keeping is Keeping.MANUAL

    def is_paused_on(self, day: dt.date) -> bool:
        """Tell whether it is in use and in a pause on a date in Europe/Oslo."""
        pause = self.pause
        return self.is_in_use and pause is not None and (pause.until is None or day <= pause.until)


def opened(piece: Log, entry: Entry, fact: LogOpened) -> Log:
    """Open it (again)."""
    return Log(entry.at, None, piece.closed_at, fact.keeping)


def paused(piece: Log, entry: Entry, fact: LogPaused) -> Log:
    """Let it rest."""
    return attrs.evolve(piece, pause=Pause(fact.wisher, fact.until))


def resumed(piece: Log, entry: Entry, fact: LogResumed) -> Log:
    """End the pause."""
    return attrs.evolve(piece, pause=None)


def closed(piece: Log, entry: Entry, fact: LogClosed) -> Log:
    """Close it."""
    return Log(piece.opened, entry.at, entry.seq, piece.keeping)
