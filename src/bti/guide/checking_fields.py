"""What `with` of a time limit or a duty may say of the fact that keeps it: fields, and what each of them can hold.

A value that no fact can have would never be kept by anything, and nobody would see why. So every value is one of the
codes of its field, or a name that stands in the guide. A field that holds a reference of the host's (a person, a
service, another entry), several values or free text takes none: a guide knows no references.
"""

from __future__ import annotations

import datetime as dt
import enum
import functools
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType, NoneType
from typing import Any, Final, TypeVar, get_args, get_origin

import attrs

from bti.errors import Problem
from bti.guide.findings import Names, problem, unknown
from bti.guide.merging import Part
from bti.record.kinds import KINDS

__all__ = ["check_fields"]

F = TypeVar("F")

_Sort = tuple[str, Callable[[Names], frozenset[str]]]

_STEP: Final[_Sort] = ("step", lambda names: frozenset(names.steps))
_OUTCOME: Final[_Sort] = ("outcome", lambda names: names.outcomes)
_ARENA: Final[_Sort] = ("arena", lambda names: names.arenas)
_NAMED: Final[Mapping[tuple[str, str], _Sort]] = MappingProxyType(
    {
        ("step_completed", "step"): _STEP,
        ("step_completed", "to"): _STEP,
        ("step_completed", "outcome"): _OUTCOME,
        ("step_skipped", "step"): _STEP,
        ("way_chosen", "outcome"): _OUTCOME,
        ("way_chosen", "to"): _STEP,
        ("case_opened", "step"): _STEP,
        ("case_taken_over", "step"): _STEP,
        ("guide_changed", "step"): _STEP,
        ("pathway_step_completed", "step"): ("step", lambda names: names.pathway_steps),
        ("pathway_entered", "code"): ("pathway", lambda names: names.pathways),
        ("person_joined", "role"): ("role", lambda names: names.roles),
        ("consent_asked", "arena"): _ARENA,
        ("consent_given", "arena"): _ARENA,
        ("consent_given", "arenas"): _ARENA,
        ("consent_refused", "arena"): _ARENA,
        ("meeting_called", "arena"): _ARENA,
        ("meeting_held", "arena"): _ARENA,
        ("document_filed", "tool"): ("tool", lambda names: names.tools),
        ("evaluation_answered", "question"): ("question", lambda names: names.questions),
    }
)
"""The fields that hold a name of the guide's, by kind of fact: what it names, and which there are."""

_FREE: Final = frozenset(
    {("plan_applied_for", "code"), ("plan_declined", "code"), ("plan_linked", "code"), ("guide_changed", "guide")}
)
"""The fields that hold a code which neither the model nor the guide lists."""


def check_fields(part: Part[F], said: Mapping[str, str], kept: str | None, names: Names) -> Iterator[Problem]:
    """Yield fields that the fact which keeps a time limit does not have, and values that they cannot hold.

    Args:
        part: The time limit or the duty.
        said: What `with` says, by field.
        kept: The kind of fact; None where none is said.
        names: The names that stand in the guide.
    """
    fields: Mapping[str, Any] = {} if kept is None or kept not in KINDS else _fields(kept)
    for name, value in said.items():
        key = f"with.{name}"
        if kept is None or name not in fields:
            yield unknown(part, key, f"field of {kept or 'a fact that keeps it'}", name, fields)
            continue
        named = _NAMED.get((kept, name))
        known = _values(fields[name])
        if named is not None:
            sort, standing = named
            if value not in standing(names):
                yield unknown(part, key, sort, value, standing(names))
        elif known is not None:
            if value not in known:
                yield problem(part, key, f"expected one of {', '.join(known)}", value, known)
        elif fields[name] is int:
            if not (value.isascii() and value.isdigit() and len(value) < 10 and value == str(int(value))):
                yield problem(part, key, "expected a number in quotes", value)
        elif fields[name] is dt.date:
            if not _is_date(value):
                yield problem(part, key, 'expected a date in quotes, like "2026-07-01"', value)
        elif (kept, name) not in _FREE:
            tellable = [one for one in fields if _can_be_told(kept, one, fields[one])]
            yield problem(part, key, f"holds nothing a guide can name; known are {', '.join(tellable)}", name, tellable)


def _can_be_told(kept: str, name: str, held: Any) -> bool:
    told = (kept, name) in _NAMED or (kept, name) in _FREE
    return told or _values(held) is not None or held in (int, dt.date)


@functools.cache
def _fields(kept: str) -> Mapping[str, Any]:
    """Return what each field of a kind of fact holds, where it holds anything, by the name a file has for it."""
    kind = attrs.resolve_types(KINDS[kept])
    return MappingProxyType({one.name.rstrip("_"): _held(one.type) for one in attrs.fields(kind)})


def _held(written: Any) -> Any:
    of = [one for one in get_args(written) if one is not NoneType]
    return of[0] if len(of) == 1 and get_origin(written) is not tuple else written


def _values(held: Any) -> tuple[str, ...] | None:
    """Return the values that a field can hold, as a file writes them; None where they are not to be listed."""
    if held is bool:
        return ("true", "false")
    if isinstance(held, type) and issubclass(held, enum.Enum):
        return tuple(str(one.value) for one in held)
    return None


def _is_date(value: str) -> bool:
    try:
        return dt.date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False
