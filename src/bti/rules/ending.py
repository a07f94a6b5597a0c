"""What the guide requires of an outcome that leads to no step: closing, referring, asking for advice.

An outcome that leads on is tested when its step is completed (`step.py`); one that leads nowhere completes no step.
"""

from __future__ import annotations

import attrs

from bti.guide.model import Outcome, OutcomeKind
from bti.reasons import Reason, ReasonKind, law, model
from bti.record.evaluation import WayChosen
from bti.record.life import CaseClosed
from bti.rules.ask import Ask
from bti.rules.evaluation import choosing_step
from bti.rules.registry import Found, rule
from bti.rules.requirements import unmet

__all__: list[str] = []


def _required(ask: Ask, outcome: Outcome) -> tuple[Reason, ...]:
    return unmet(ask, outcome.requires, outcome.label)


@rule(WayChosen, source=(model("guide"), law("D-01")))
def what_the_way_out_requires_is_so(ask: Ask, fact: WayChosen) -> Found:
    """What the guide requires of a way that leads to no step is so when that way is chosen; a report waits for nothing.

    Source: the guide's outcome; law D-01: nothing comes before a report to child welfare.
    """
    step = choosing_step(ask)
    outcome = None if step is None else step.outcome(fact.outcome)
    if outcome is None or outcome.moves or outcome.kind is OutcomeKind.REPORT:
        return None
    return _required(ask, outcome)


@rule(CaseClosed, source=(model("guide"), model("I-14")))
def what_closing_here_requires_is_so(ask: Ask) -> Found:
    """What the guide requires to close from the step where the case stands is so, or why not is said.

    Where that step has several outcomes that close, one whose requirements are met is enough. However strongly the
    guide means it, a reason in words lets the case close: the home service can always close alone.

    Source: the guide's outcome; I-14.
    """
    step = ask.step
    if step is None:
        return None
    found = [_required(ask, one) for one in step.outcomes if one.kind is OutcomeKind.CLOSE]
    if not found or not all(found):
        return None
    return tuple(_softened(reason) for reason in found[0])


def _softened(reason: Reason) -> Reason:
    if reason.kind is not ReasonKind.UNMET:
        return reason
    return attrs.evolve(reason, kind=ReasonKind.NEEDS_JUSTIFICATION)
