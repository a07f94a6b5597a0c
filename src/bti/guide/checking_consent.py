"""Check the rules of consent: ages, forms, and that each scope is one that is known."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, TypeVar

from bti.errors import Problem
from bti.guide.checking_limits import fact_not_known
from bti.guide.document import Document
from bti.guide.findings import Names, problem, unknown
from bti.guide.merging import Part, Stack, below, listed
from bti.guide.never import because
from bti.guide.tables import SettingTable
from bti.guide.tables_relay import ConsentTable, ScopeTable
from bti.guide.vocabulary import SCOPES, day_fields
from bti.record.consent import Scope

__all__ = ["check_consent"]

F = TypeVar("F")

_BROUGHT: Final = ("A-03", "A-09")
_DECIDERS: Final = ("guardians", "givers", "own_age")
"""What no guide sets of whom the guardians bring to a meeting: all who decide for the child consent to that."""


def check_consent(stack: Stack[Document], names: Names) -> Iterator[Problem]:
    """Yield what is wrong with the rules of consent."""
    for consent in below(stack, "consent", lambda table: table.consent):
        yield from _common(consent, consent.table)
        yield from _age(consent, "child_welfare_age", consent.table.child_welfare_age)
        for scope in listed(consent, "scope", consent.table.scope or ()):
            yield from _scope(scope, names)


def _common(part: Part[Any], table: ConsentTable | ScopeTable) -> Iterator[Problem]:
    yield from _age(part, "own_age", table.own_age)
    if table.forms is not None and table.forms.value == ():
        yield problem(part, "forms", "a consent needs at least one form in which it may be given")
    if table.asked_by is not None and table.asked_by.value == ():
        yield problem(part, "asked_by", "names nobody and nothing; leave it out where there is no rule")


def _age(part: Part[F], key: str, age: SettingTable[int] | None) -> Iterator[Problem]:
    if age is not None and age.value is not None and not 0 <= age.value <= 18:
        yield problem(part, key, "expected an age in whole years, from 0 to 18", age.value)


def _scope(part: Part[ScopeTable], names: Names) -> Iterator[Problem]:
    yield from _common(part, part.table)
    name, colon, arena = part.table.id.partition(":")
    if name not in SCOPES:
        yield unknown(part, "id", "scope of consent", name, SCOPES)
    elif colon and (name != "arena" or not arena):
        yield problem(part, "id", 'only a kind of meeting is named after a colon, like "arena:resource_team"', arena)
    elif colon and arena not in names.arenas:
        yield unknown(part, "id", "arena", arena, names.arenas)
    if name == Scope.COMPANION.value:
        yield from (problem(part, key, because(_BROUGHT)) for key in _DECIDERS if getattr(part.table, key) is not None)
    events = part.table.renewed_on
    for place, kind in enumerate(() if events is None or events.value is None else events.value):
        if kind not in day_fields():
            yield fact_not_known(part, f"renewed_on[{place}]", kind)
    length = part.table.holds_for
    if length is not None and length.value is not None and str(length.value) == "P0D":
        yield problem(part, "holds_for", "a consent that holds for no day is none", str(length.value))
