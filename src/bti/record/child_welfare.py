"""What a matter may know of child welfare's investigation beside the answers: that it ended, that its dates moved.

Child welfare's deadlines bind child welfare. What stands here lets the insiders of a report see by when an answer may
be expected, and no one else (law F-02 to F-06).
"""

from __future__ import annotations

import enum
from typing import ClassVar

import attrs

from bti.record.fact import is_a, is_ref
from bti.record.matter import ProtectionFact
from bti.text import Text

__all__ = ["DatesMoved", "InvestigationEnded", "InvestigationEnding", "MovedBecause"]


class InvestigationEnding(enum.Enum):
    """How an investigation ended, as far as the reporter may know."""

    NOT_SAID = "not_said"  # what child welfare found is not the reporter's to know
    NO_CONSENT = "no_consent"  # closed since the parents did not consent to help (law F-06)


@attrs.frozen(kw_only=True)
class InvestigationEnded(ProtectionFact):
    """Child welfare's investigation is known to have ended; a public reporter's second feedback is owed from then on.

    The feedback itself is `ChildWelfareAnswered`. Where that is the first anybody hears of the end, it says it all.

    Attributes:
        ending: How it ended, as far as it is known.
        report: The id of the report in this matter that was investigated; None where it was made elsewhere, or all of
            them were.
    """

    kind: ClassVar[str] = "investigation_ended"
    words: ClassVar[Text] = Text(nb="undersøkelse avsluttet", nn="undersøking avslutta", en="investigation ended")
    source: ClassVar[str] = "law F-05, F-06"

    ending: InvestigationEnding = attrs.field(validator=is_a(InvestigationEnding))
    report: str | None = attrs.field(default=None, validator=is_ref)

    @property
    def answers_to(self) -> str | None:
        """Return the id of the report."""
        return self.report


class MovedBecause(enum.Enum):
    """Why an answer of child welfare is expected later than usual, or not at all; a person has judged it."""

    SPECIAL_CASE = "special_case"  # the investigation may take six months in total (law F-04)
    NOT_CONFIRMED = "not_confirmed"  # obviously groundless, or other special considerations (law F-03)
    ARRIVALS = "arrivals"  # a regulation on arrivals from Ukraine is in use for this child (law E-13)


@attrs.frozen(kw_only=True)
class DatesMoved(ProtectionFact):
    """Child welfare's dates are other than usual for a report, as child welfare has said or the law lets it.

    Attributes:
        why: Why.
        report: The id of the report in this matter that it is about; None: all of them.
    """

    kind: ClassVar[str] = "dates_moved"
    begins: ClassVar[bool] = False
    words: ClassVar[Text] = Text(
        nb="andre frister hos barnevernet", nn="andre fristar hos barnevernet", en="dates moved"
    )
    source: ClassVar[str] = "law F-03, F-04, E-13"

    why: MovedBecause = attrs.field(validator=is_a(MovedBecause))
    report: str | None = attrs.field(default=None, validator=is_ref)

    @property
    def answers_to(self) -> str | None:
        """Return the id of the report."""
        return self.report
