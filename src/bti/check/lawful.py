"""Does the guide leave strict services strict, is the child heard, and is the family asked before the log opens?

What no municipality may set at all keeps a guide from loading (`bti.guide.checking_never`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, TypeVar

from bti.check.report import Finding, Severity
from bti.check.shape import Shape, StepShape, found_at
from bti.guide.checking_conditions import conditions
from bti.guide.merging import below, children, first
from bti.guide.model import ConditionName, Purpose, Status
from bti.guide.tables import SettingTable

__all__ = ["lawful"]

V = TypeVar("V")

_ASKS: Final = frozenset(
    {ConditionName.LOG_CONSENT_ASKED, ConditionName.LOG_CONSENT_ANSWERED, ConditionName.LOG_CONSENT_GIVEN}
)
_OLDEST_USED: Final = 16
"""The highest age that any known municipality asks the young person from (law A-30)."""
_YOUNGEST: Final = 12
"""Below this age no act gives what a child says great weight, or lets it decide anything alone (law A-19, B-02)."""
_GROWN_UP: Final = 18


def lawful(shape: Shape) -> Iterator[Finding]:
    """Yield settings that the law forbids, and a log that opens unasked."""
    for step in shape.steps:
        yield from _hearing(step)
    yield from _strict(shape)
    yield from _consent(shape)
    yield from _asked(shape)
    yield from _scopes(shape)
    yield from _access_log(shape)


def _access_log(shape: Shape) -> Iterator[Finding]:
    """Yield that a guide in force does not decide how long it is kept who has read what: no source does (law H-16)."""
    if shape.stack[0].table.status is not Status.IN_FORCE:
        return
    privacy = below(shape.stack, "privacy", lambda table: table.privacy)
    if first(privacy, lambda table: table.access_log_kept) is None:
        yield found_at(shape.stack[0], "", Severity.NOTE, "access_log_not_decided")


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
    ends = first(consent, lambda table: _value(table.withdrawal_ends_service))
    if ends is not None and ends[0] is False:
        yield found_at(ends[1], "withdrawal_ends_service", Severity.WARNING, "service_stays_after_withdrawal")
    age = first(consent, lambda table: _value(table.own_age))
    if age is not None and _OLDEST_USED < age[0] <= _GROWN_UP:
        yield found_at(age[1], "own_age", Severity.WARNING, "own_age_high", age=age[0])
    if age is not None and 0 <= age[0] < _YOUNGEST:
        yield found_at(age[1], "own_age", Severity.WARNING, "own_age_low", age=age[0])
    for scope in children(consent, "scope", lambda table: table.scope).values():
        low = first(scope, lambda table: _value(table.own_age))
        if low is not None and 0 <= low[0] < _YOUNGEST:
            yield found_at(low[1], "own_age", Severity.WARNING, "own_age_low", age=low[0])


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
