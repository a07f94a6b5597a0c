"""Judging one fact: the gate, the form, then the rules; all unmet reasons of a stage at once.

The gate asks whether the asker takes part at all. Who does not gets one answer, word for word the same as for a case
that does not exist, and no guard speaks before it. A guard that raises refuses with an internal reason; the traceback
goes to `logging` without any value.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Sequence
from typing import Final

from bti.people import Professional
from bti.reasons import Reason, ReasonKind, law, model
from bti.record.consent import ConsentRefused, ConsentWithdrawn
from bti.record.fact import Fact
from bti.record.family_circle import AuthorisationWithdrawn
from bti.record.life import CaseOpened
from bti.record.take_over import CaseTakenOver
from bti.rules import (
    absence,
    actors,
    advice,
    arena,
    arena_age,
    arena_members,
    baton,
    choice,
    companion,
    consent,
    consent_given,
    content,
    coordinator,
    definition,
    document,
    ending,
    evaluation,
    family,
    family_circle,
    held_back,
    life,
    log,
    log_kept,
    measure,
    meeting,
    naming,
    need,
    opening,
    pathway,
    pathway_rules,
    people,
    plan,
    plans,
    staff,
    step,
    take_over,
    tasks,
    timing,
    transition,
)
from bti.rules import concern as concern_rules
from bti.rules import correction as correction_rules
from bti.rules.actors import admits_outsiders
from bti.rules.ask import Ask, Standing
from bti.rules.people import unknown_role
from bti.rules.references import unknown_service_kind
from bti.rules.registry import REGISTRY, Check, Found, Kind
from bti.rules.timing import happened_by_now

__all__ = [
    "NOT_TAKING_PART",
    "RULES",
    "gate",
    "judge",
    "judge_alone",
    "judge_fact",
    "own_input",
    "refuses",
]

RULES: Final = (
    opening,
    take_over,
    life,
    content,
    step,
    people,
    family_circle,
    held_back,
    staff,
    tasks,
    consent,
    consent_given,
    companion,
    log,
    log_kept,
    baton,
    naming,
    absence,
    choice,
    coordinator,
    plan,
    measure,
    definition,
    meeting,
    arena,
    arena_age,
    arena_members,
    advice,
    evaluation,
    ending,
    family,
    pathway,
    pathway_rules,
    timing,
    concern_rules,
    transition,
    plans,
    need,
    document,
    correction_rules,
)
"""The modules that register guards, in the order they are asked; naming them here is what registers them."""

REGISTRY.settle([module.__name__ for module in (*RULES, actors)])

_LOGGER: Final = logging.getLogger("bti.rules")

NOT_TAKING_PART: Final = Reason("not_taking_part", ReasonKind.WRONG_PERSON, (), (model("model 6"),))
"""The one answer to whoever takes no part, and for a case that does not exist."""

_BEGINNINGS: Final = frozenset({CaseOpened, CaseTakenOver})
"""The kinds a case begins with: who records one takes no part yet."""

_TAKING_BACK: Final = frozenset({ConsentRefused, ConsentWithdrawn, AuthorisationWithdrawn})
"""What may always be said no to by whoever was ever told: taking back is as easy as giving (law Q-09)."""
_NOT_COVERED: Final = Reason("service_not_covered", ReasonKind.UNMET, (), (law("Q-05"), model("I-06")))
_READS_ONLY: Final = Reason("reads_without_taking_part", ReasonKind.WRONG_PERSON, (), (model("model 6"),))
_INTERNAL: Final = Reason("internal", ReasonKind.INTERNAL, (), (model("a guard that raises refuses"),))


def gate(ask: Ask, kind: type[Fact]) -> tuple[Reason, ...]:
    """Find whether the asker may be answered at all about a kind of fact, who they say they are being in order."""
    if kind in _BEGINNINGS:
        return ()
    if ask.spine.life.opened is None:
        return (NOT_TAKING_PART,)
    standing = ask.standing
    if standing is Standing.UNTOLD:
        return (NOT_TAKING_PART,)
    if standing is Standing.FAMILY and not ask.may_read and kind not in _TAKING_BACK:
        # A guardian of somebody of age has no part in their case (law A-01): neither do they pause or close the log.
        return () if admits_outsiders(kind) and ask.spine.life.is_open else (NOT_TAKING_PART,)
    if standing not in (Standing.OUTSIDE, Standing.UNCOVERED, Standing.READER):
        return ()
    if admits_outsiders(kind) and ask.spine.life.is_open:
        return ()
    if standing is Standing.READER:
        return (_READS_ONLY,)
    return (NOT_TAKING_PART,) if standing is Standing.OUTSIDE else (_NOT_COVERED,)


def own_input(ask: Ask) -> tuple[Reason, ...]:
    """Check what the asker sent of themself and of time; it tells nothing of the case."""
    found: list[Reason] = []
    late = happened_by_now(ask)
    if late is not None:
        found.append(late)
    by = ask.by
    if isinstance(by, Professional) and not ask.guide.fits(by.role, by.service.kind):
        guide = ask.guide
        if guide.service(by.service.kind) is None:
            found.append(unknown_service_kind(ask, by.service.kind))
        else:
            role = unknown_role(ask, by.role, by.service.kind)
            if role is not None:
                found.append(role)
    return tuple(found)


def judge(ask: Ask, fact: Fact) -> tuple[Reason, ...]:
    """Return every reason about a fact of a kind that is guarded, advice included; no refusing one: admit it."""
    closed = own_input(ask) or gate(ask, type(fact))
    if closed:
        return closed
    kind = REGISTRY.kinds[type(fact)]
    found = _alone(kind.form_alone, ask) + _of_fact(kind.form_fact, ask, fact)
    if found:
        return found
    return _alone(kind.rule_alone, ask) + _of_fact(kind.rule_fact, ask, fact)


def judge_alone(ask: Ask, kind: Kind) -> tuple[tuple[Reason, ...], tuple[Reason, ...]]:
    """Return what the guards that need no fact find: of form, and of rule (only when form finds nothing)."""
    found = _alone(kind.form_alone, ask)
    return (found, ()) if found else ((), _alone(kind.rule_alone, ask))


def judge_fact(ask: Ask, kind: Kind, fact: Fact) -> tuple[Reason, ...]:
    """Return what the guards that read the fact find."""
    return _of_fact(kind.form_fact, ask, fact) or _of_fact(kind.rule_fact, ask, fact)


def refuses(reason: Reason, *, justified: bool) -> bool:
    """Tell whether a reason stands in the way."""
    kind = reason.kind
    return kind is not ReasonKind.ADVICE and not (justified and kind is ReasonKind.NEEDS_JUSTIFICATION)


def _alone(checks: Sequence[Check], ask: Ask) -> tuple[Reason, ...]:
    found: tuple[Reason, ...] = ()
    for check in checks:
        try:
            said: Found = check(ask)
        except Exception as error:
            said = _broken(check, error)
        if said is not None:
            found += said if isinstance(said, tuple) else (said,)
    return found


def _of_fact(checks: Sequence[Check], ask: Ask, fact: Fact) -> tuple[Reason, ...]:
    found: tuple[Reason, ...] = ()
    for check in checks:
        try:
            said: Found = check(ask, fact)
        except Exception as error:
            said = _broken(check, error)
        if said is not None:
            found += said if isinstance(said, tuple) else (said,)
    return found


def _broken(check: Check, error: Exception) -> Reason:
    """Refuse on a guard that raised; log where, never the message, which may name a person."""
    frames = "".join(traceback.format_tb(error.__traceback__))
    _LOGGER.error("guard %s raised %s\n%s", check.__name__, type(error).__name__, frames)
    return _INTERNAL
