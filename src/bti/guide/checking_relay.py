"""Check the rules of the baton and of the relay log: do the names lead somewhere, and can what they wait for happen?"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any, Final

from bti.errors import Problem
from bti.guide.checking_conditions import check_conditions
from bti.guide.document import Document
from bti.guide.findings import Names, lacking, problem, unknown
from bti.guide.merging import Part, Stack, below
from bti.guide.relay import NAMERS
from bti.guide.tables import ConditionTable, RequirementTable, SettingTable
from bti.guide.tables_relay import BatonTable, LogTable
from bti.guide.terms import ConditionName

__all__ = ["check_not_heard", "check_relay"]

_NEVER: Final = {
    "baton": (ConditionName.BATON_HELD, "the baton waits for itself: nobody would ever be named"),
    "log": (ConditionName.LOG_OPEN, "the log waits for itself: it would never be opened"),
}


def check_relay(stack: Stack[Document], names: Names) -> Iterator[Problem]:
    """Yield what is wrong with the rules of the baton and the log of these layers."""
    for part in below(stack, "baton", lambda table: table.baton):
        yield from _begins(part, "baton", names)
        known = (*NAMERS, *names.roles, *names.services)
        for key, value in _values(part.table.appointed_by, "appointed_by"):
            yield from _listed(part, key, value, "who names the holder", known)
        for key, value in _values(part.table.reminder, "reminder"):
            if value.years or value.months or not (value.weeks or value.days):
                yield problem(part, key, "expected days or weeks, like P7D", str(value))
    for log in below(stack, "log", lambda table: table.log):
        yield from _begins(log, "log", names)
        for name in ("keeping", "opened_by", "closed_by", "written_by"):
            for key, value in _values(getattr(log.table, name), name):
                if not value:
                    yield problem(log, key, "names nobody and nothing; leave it out where there is no rule")


def check_not_heard(stack: Stack[Document]) -> Iterator[Problem]:
    """Yield a way for families that were not heard that names nobody."""
    stated = below(stack, "not_heard", lambda table: table.not_heard)
    if stated:
        yield from lacking(stated, {"body": lambda table: table.body})


def _begins(part: Part[Any], what: str, names: Names) -> Iterator[Problem]:
    table: BatonTable | LogTable = part.table
    for key, value in _values(table.from_level, "from_level"):
        if value not in names.levels:
            yield unknown(part, key, "level", value, names.levels)
    for key, value in _values(table.from_step, "from_step"):
        if value not in names.steps:
            yield unknown(part, key, "step", value, names.steps)
    yield from check_conditions(part, "from_event", table.from_event, names)
    never, message = _NEVER[what]
    if table.from_event is not None and never in _named(table.from_event):
        yield problem(part, "from_event", message, never.value)


def _named(part: RequirementTable | ConditionTable) -> Iterator[ConditionName]:
    if isinstance(part, ConditionTable):
        yield part.is_
        return
    for one in (*(part.all_of or ()), *(part.any_of or ()), *((part.unless,) if part.unless else ())):
        yield from _named(one)


def _values(setting: SettingTable[Any] | None, key: str) -> Iterator[tuple[str, Any]]:
    """Yield each value that a setting may have, and where it stands."""
    if setting is None:
        return
    if setting.value is not None:
        yield key, setting.value
    for place, case in enumerate(setting.cases or ()):
        yield f"{key}.cases[{place}].value", case.value
    for place, one in enumerate(setting.conflict or ()):
        yield f"{key}.conflict[{place}].value", one.value


def _listed(
    part: Part[BatonTable], key: str, named: tuple[str, ...], what: str, known: Collection[str]
) -> Iterator[Problem]:
    if not named:
        yield problem(part, key, "names nobody; leave it out where it does not matter who does")
    for place, one in enumerate(named):
        if one not in known:
            yield unknown(part, f"{key}[{place}]", what, one, known)
