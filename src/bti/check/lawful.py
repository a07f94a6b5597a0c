"""Does the guide leave alone what no municipality may set, and is the child asked before the log opens?

Never configurable: whatever delays or conditions a report (law D-01, D-06, D-07), telling guardians first where they
may not be told (law D-05), reaching further than a consent was given (law Q-02), and showing that a strict service
knows the child (law C-02). These are the parts of that list which today's format of a guide could say.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, TypeVar

from bti.check.report import Finding, Severity
from bti.check.shape import Shape, StepShape, can_be_met, conditions, found_at
from bti.guide.merging import below, children, first
from bti.guide.model import ConditionName, Modality, OutcomeKind, Purpose
from bti.guide.tables import RequirementTable, SettingTable, Written

__all__ = ["lawful"]

V = TypeVar("V")

_TOLD: Final = frozenset(
    {
        (ConditionName.CONCERN_SHARED, "guardian"),
        (ConditionName.NO_GUARDIAN_NAMED, None),  # where this is so, nobody is to be spared being told
    }
)
_ASKS: Final = frozenset(
    {ConditionName.LOG_CONSENT_ASKED, ConditionName.LOG_CONSENT_ANSWERED, ConditionName.LOG_CONSENT_GIVEN}
)
_OLDEST_USED: Final = 16
"""The highest age that any known municipality asks the young person from (law A-30)."""
_GROWN_UP: Final = 18


def lawful(shape: Shape) -> Iterator[Finding]:
    """Yield settings that the law forbids, and a log that opens unasked."""
    for step in shape.steps:
        yield from _reports(step)
        yield from _telling(step)
        yield from _hearing(step)
    yield from _strict(shape)
    yield from _consent(shape)
    yield from _asked(shape)
    yield from _scopes(shape)


def _reports(step: StepShape) -> Iterator[Finding]:
    for outcome in step.outcomes:
        stated = first(outcome.stack, lambda table: table.requires)
        if outcome.kind is OutcomeKind.REPORT and stated is not None and stated[0].written is not Written.NONE:
            found: dict[str, object] = {"step": step.id, "outcome": outcome.id}
            yield found_at(stated[1], "requires", Severity.ERROR, "report_has_conditions", **found)


def _telling(step: StepShape) -> Iterator[Finding]:
    for name in ("entry", "completion"):
        stated = step.requirement(name)
        if stated is None or not _binds(stated[0]) or can_be_met(stated[0], _TOLD):
            continue
        yield found_at(stated[1], name, Severity.ERROR, "guardians_must_be_told", step=step.id)


def _binds(table: RequirementTable) -> bool:
    return table.written is not Written.NONE and table.modality in (None, Modality.MUST)


def _hearing(step: StepShape) -> Iterator[Finding]:
    """Yield an evaluation that does not say that the child is heard; the engine asks for it all the same (law B-01)."""
    if step.purpose is not Purpose.EVALUATE:
        return
    stated = step.requirement("completion")
    if stated is not None and any(one.is_ is ConditionName.CHILD_HEARD for one in conditions(stated[0])):
        return
    yield found_at(step.stack[0], "", Severity.NOTE, "evaluation_says_nothing_of_the_child", step=step.id)


def _strict(shape: Shape) -> Iterator[Finding]:
    services = children(shape.stack, "service", lambda table: table.service, lambda table: table.services)
    for kind, stated in services.items():
        said = [(part.table.strict, part) for part in stated if part.table.strict is not None]
        if len(said) > 1 and said[0][0] is False and any(strict for strict, _ in said[1:]):
            yield found_at(said[0][1], "strict", Severity.ERROR, "service_no_longer_strict", service=kind)


def _consent(shape: Shape) -> Iterator[Finding]:
    consent = below(shape.stack, "consent", lambda table: table.consent)
    closes = first(consent, lambda table: _value(table.withdrawal_closes_log))
    ends = first(consent, lambda table: _value(table.withdrawal_ends_service))
    if ends is not None and ends[0] is False:
        nothing = closes is not None and closes[0] is False
        severity = Severity.ERROR if nothing else Severity.WARNING
        code = "withdrawal_without_effect" if nothing else "service_stays_after_withdrawal"
        yield found_at(ends[1], "withdrawal_ends_service", severity, code)
    age = first(consent, lambda table: _value(table.own_age))
    if age is not None and _OLDEST_USED < age[0] <= _GROWN_UP:
        yield found_at(age[1], "own_age", Severity.WARNING, "own_age_high", age=age[0])


def _value(setting: SettingTable[V] | None) -> V | None:
    return None if setting is None else setting.value


def _asked(shape: Shape) -> Iterator[Finding]:
    """Yield a log that opens on a level to which no step leads that asks for consent (law A-06, Q-01)."""
    log = below(shape.stack, "log", lambda table: table.log)
    start = first(log, lambda table: _value(table.from_level))
    levels = shape.names.levels
    if start is None or start[0] not in levels:
        return
    upto = levels[: levels.index(start[0]) + 1]
    if any(step.level in upto and _asks(step) for step in shape.steps):
        return
    later = any(_asks(step) for step in shape.steps)  # asked all the same, and a consent may be asked for any time
    severity = Severity.NOTE if later else Severity.WARNING
    yield found_at(start[1], "from_level", severity, "consent_never_asked", level=start[0])


def _scopes(shape: Shape) -> Iterator[Finding]:
    """Yield a scope of consent that is decided on in a guide in which no step asks for any."""
    if any(_asks(step) for step in shape.steps):
        return
    consent = below(shape.stack, "consent", lambda table: table.consent)
    for scope, stated in children(consent, "scope", lambda table: table.scope).items():
        if scope != "log":  # that of the log is another finding
            yield found_at(stated[0], "", Severity.NOTE, "consent_scope_never_asked", scope=scope)


def _asks(step: StepShape) -> bool:
    if step.purpose is Purpose.CONSENT:
        return True
    stated = [step.requirement("entry"), step.requirement("completion")]
    return any(one.is_ in _ASKS for said in stated if said is not None for one in conditions(said[0]))
