"""Who may take a case to another system.

Moving a case is a task of whoever answers for it, as keeper of records (law H-01, H-06: export is controlled): the
leader of the home service, or the one who answers now, if they are of the home service too: the whole of a case holds
what no consent lets another service see (I-06). No guide says who does it; this is a decision of the library.
Others who take part have access to what is theirs to see; they do not carry the whole of it away.
"""

from __future__ import annotations

from bti.reasons import Reason, ReasonKind, law, model
from bti.rules.ask import SHUT_OUT, Ask, Standing
from bti.rules.judging import NOT_TAKING_PART

__all__ = ["why_not_moved"]

_NOT_YOURS = Reason("not_yours_to_move", ReasonKind.WRONG_PERSON, (), (law("H-06"), model("I-01")))


def why_not_moved(ask: Ask) -> tuple[Reason, ...]:
    """Return why the asker may not export the case book; nothing where they may.

    To whoever takes no part the answer is that of a case that does not exist.
    """
    if ask.spine.life.opened is None or ask.standing in SHUT_OUT or not ask.may_read:
        return (NOT_TAKING_PART,)
    if ask.leads_home or (ask.answers and ask.standing is Standing.HOME):
        return ()
    return (_NOT_YOURS,)
