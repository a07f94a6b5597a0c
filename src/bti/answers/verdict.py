"""What the engine says to a proposed fact: admitted, or refused with reasons."""

from __future__ import annotations

from typing import Literal, TypeAlias

import attrs

from bti.answers.view import Seen
from bti.reasons import Reason
from bti.record.case import Case
from bti.record.entry import Entry

__all__ = ["Admitted", "Refused", "Verdict"]


@attrs.frozen
class Admitted:
    """The fact or act is admitted; true in a condition.

    Attributes:
        entries: What is to be stored, in order: the asked facts, each followed by its consequences.
        case: The case with them.
        advice: What the rules would rather have, and what a justification answered.
        repeated: Whether the same act under the same id had been admitted before; nothing is to be stored then.
    """

    entries: tuple[Entry, ...]
    case: Case
    advice: tuple[Reason, ...] = ()
    repeated: bool = False

    def __bool__(self) -> Literal[True]:
        return True


@attrs.frozen
class Refused:
    """The fact or act is refused, whole; false in a condition.

    Attributes:
        reasons: Every unmet reason of the first fact that is in the way, with source and remedy.
        advice: What was found beside.
        between: Where the case changed meanwhile, what came between, as the asker may see it.
        standing: Where an entry cannot be corrected or struck, what stands on it, as the asker may see it.
    """

    reasons: tuple[Reason, ...]
    advice: tuple[Reason, ...] = ()
    between: tuple[Seen, ...] = ()
    standing: tuple[Seen, ...] = ()

    def __bool__(self) -> Literal[False]:
        return False


Verdict: TypeAlias = Admitted | Refused
