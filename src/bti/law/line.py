"""One line of what the law says of acts: the act, what is said, by which rules, and where it holds.

The circumstances are judged by a person and said here in closed words; nothing is judged by the library. Each line of
the tables rests on rules of the law data, and holds only on dates on which all of them stand: a rule that is not in
force yet, or is taken out, carries nothing. Not legal advice.
"""

from __future__ import annotations

import datetime as dt
import enum
import functools
from collections.abc import Iterable
from typing import Final

import attrs

from bti.law.doing import Circumstance, Doing, Party
from bti.law.model import Sector
from bti.law.rules import Law

__all__ = ["Asked", "Line", "Says", "left_open", "may", "may_not", "must", "need_not"]


class Says(enum.Enum):
    """What the law says of an act."""

    MAY = "may"
    MAY_NOT = "may_not"
    MUST = "must"
    NEED_NOT = "need_not"
    CANNOT_SAY = "cannot_say"  # the law leaves it open, or no line holds on the date and it is not known here


@attrs.frozen
class Asked:
    """Who asks of what, and when.

    Attributes:
        day: The date of the act, in Europe/Oslo; law and age are those of this date.
        sector: The kind of service that acts; None where the law has no name for it.
        to: The kind of service that receives, where one does.
        age: Whole years of whom it is about; None: not born or not known.
        judged: What a person has judged to be so.
    """

    day: dt.date
    sector: Sector | None = None
    to: Sector | None = None
    age: int | None = None
    judged: frozenset[Circumstance] = frozenset()


@attrs.frozen
class Line:
    """One line of the tables: of what, what is said, by which rules, and where it holds.

    Attributes:
        doing: The act.
        says: What the law says of it.
        rules: The ids of the rules it rests on; it holds on a date only where all of them do.
        who: Who it binds, for what must be done.
        when: All of these must have been judged so.
        any_of: One of these must have been; empty: none is asked for.
        unless: None of these may have been.
        sectors: The kinds of service that act; empty: every.
        to: The kinds of service that receive; empty: every, or none.
        from_age: The least age; an age that is not known does not have it.
        below_age: The age it ends at; who is not born is below it.
        first: The first day it holds, where only a part of its rule came into force then.
        last: The last day it holds, where only a part of its rule ended then.
        by_sector: Whether its rules must be in force for the kind of service that acts.
        remedy: The way out that it shows, as a stable name.
    """

    doing: Doing
    says: Says
    rules: tuple[str, ...]
    who: Party | None = None
    when: frozenset[Circumstance] = frozenset()
    any_of: frozenset[Circumstance] = frozenset()
    unless: frozenset[Circumstance] = frozenset()
    sectors: frozenset[Sector] = frozenset()
    to: frozenset[Sector] = frozenset()
    from_age: int | None = None
    below_age: int | None = None
    first: dt.date | None = None
    last: dt.date | None = None
    by_sector: bool = False
    remedy: str | None = None

    def fits(self, asked: Asked) -> bool:
        """Tell whether the circumstances are those of this line."""
        judged = asked.judged
        return (
            self.when <= judged
            and (not self.any_of or bool(self.any_of & judged))
            and not self.unless & judged
            and (not self.sectors or asked.sector in self.sectors)
            and (not self.to or asked.to in self.to)
            and (self.from_age is None or (asked.age is not None and asked.age >= self.from_age))
            and (self.below_age is None or asked.age is None or asked.age < self.below_age)
            and (self.first is None or asked.day >= self.first)
            and (self.last is None or asked.day <= self.last)
        )

    def stands(self, asked: Asked, law: Law) -> bool:
        """Tell whether every rule it rests on is law on the date."""
        sector = asked.sector if self.by_sector else None
        return all(law.stands(rule, asked.day, sector) for rule in self.rules)


_NONE: Final[tuple[Circumstance, ...]] = ()


def _line(
    said: Says,
    doing: Doing,
    rules: str,
    who: Party | None = None,
    *,
    when: Iterable[Circumstance] = _NONE,
    any_of: Iterable[Circumstance] = _NONE,
    unless: Iterable[Circumstance] = _NONE,
    sectors: Iterable[Sector] = (),
    to: Iterable[Sector] = (),
    ages: tuple[int | None, int | None] = (None, None),
    first: dt.date | None = None,
    last: dt.date | None = None,
    by_sector: bool = False,
    remedy: str | None = None,
) -> Line:
    return Line(
        doing,
        said,
        tuple(rules.split()),
        who,
        frozenset(when),
        frozenset(any_of),
        frozenset(unless),
        frozenset(sectors),
        frozenset(to),
        *ages,
        first,
        last,
        by_sector,
        remedy,
    )


def _says(said: Says) -> functools.partial[Line]:
    return functools.partial(_line, said)


may: Final = _says(Says.MAY)
may_not: Final = _says(Says.MAY_NOT)
must: Final = _says(Says.MUST)
need_not: Final = _says(Says.NEED_NOT)
left_open: Final = _says(Says.CANNOT_SAY)
