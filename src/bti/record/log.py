"""The relay log (stafettlogg): opened and closed. Its standing on a date is computed, never stored."""

from __future__ import annotations

import datetime as dt
import enum
from typing import ClassVar

import attrs

from bti.record.entry import Entry
from bti.record.fact import Fact, Topic, is_a
from bti.text import Text

__all__ = ["Log", "LogClosed", "LogClosing", "LogOpened"]


class LogClosing(enum.Enum):
    """Why a log is closed."""

    WISH = "wish"  # those who consented want it closed
    WITHDRAWN = "withdrawn"  # consent to the log is gone
    CASE_CLOSED = "case_closed"


@attrs.frozen(kw_only=True)
class LogOpened(Fact):
    """The shared log is opened with the family's consent."""

    kind: ClassVar[str] = "log_opened"
    topic: ClassVar[Topic] = Topic.LOG
    words: ClassVar[Text] = Text(nb="stafettlogg åpnet", nn="stafettlogg opna", en="relay log opened")
    source: ClassVar[str] = "Overhalla A.1; Risør 1.1; Marker 2"


@attrs.frozen(kw_only=True)
class LogClosed(Fact):
    """The shared log is closed; what stands in it stays, locked (law Q-10, H-02).

    Attributes:
        reason: Why.
    """

    kind: ClassVar[str] = "log_closed"
    topic: ClassVar[Topic] = Topic.LOG
    words: ClassVar[Text] = Text(nb="stafettlogg lukket", nn="stafettlogg lukka", en="relay log closed")
    source: ClassVar[str] = "law Q-10; Sund and Tysvær, guardians may end the log; I-09"

    reason: LogClosing = attrs.field(validator=is_a(LogClosing))


@attrs.frozen
class Log:
    """The piece of the spine that says whether a log has been opened.

    Attributes:
        opened: When it was last opened; None when never.
        closed: When it was closed; None while it is not.
        closed_at: Where in the book it was last closed, 0 when never; consents from before that count no more.
    """

    opened: dt.datetime | None = None
    closed: dt.datetime | None = None
    closed_at: int = 0

    @property
    def is_in_use(self) -> bool:
        """Tell whether it is opened and not closed: open or resting, as consent says on the day."""
        return self.opened is not None and self.closed is None


def opened(piece: Log, entry: Entry, fact: LogOpened) -> Log:
    """Open it (again)."""
    return Log(entry.at, None, piece.closed_at)


def closed(piece: Log, entry: Entry, fact: LogClosed) -> Log:
    """Close it."""
    return Log(piece.opened, entry.at, entry.seq)
