"""Bring what an older version of the library wrote to today's form, one version at a time.

When a stored form changes, `Fact.version` goes up by one and a function is added here that turns the fields of the
form before into those of the form after. Functions are never taken away: what was once written must read for ever.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final, TypeAlias

from bti.errors import InvalidValue

__all__ = ["ENTRY", "UPCASTERS", "Fields", "Upcaster", "Upcasters", "check_chain", "upcast"]

Fields: TypeAlias = dict[str, Any]
"""The fields of a stored fact or entry as plain JSON values, without `kind` and `v`."""

Upcaster: TypeAlias = Callable[[Fields], Fields]
Upcasters: TypeAlias = Mapping[tuple[str, int], Upcaster]

ENTRY: Final = "entry"
"""The name under which the envelope of an entry has its versions; no kind of fact may be called so."""


def _with(fields: Fields, **added: Any) -> Fields:
    """Add what a version did not have; a document that says so all the same is no document of that version."""
    unknown = sorted(added.keys() & fields.keys())
    if unknown:
        raise InvalidValue(f"this version has no field {', '.join(unknown)}")
    return {**fields, **added}


def _goal_without_proposal(fields: Fields) -> Fields:
    """Version 1 of an agreed goal did not say whether it had been proposed."""
    return _with(fields, proposal=None)


def _opened_where_cases_begin(fields: Fields) -> Fields:
    """Version 1 of an opened case began with the guide's first step, always."""
    return _with(fields, step=None)


def _opened_digitally(fields: Fields) -> Fields:
    """Version 1 of an opened log knew no log kept by hand: every one was the shared one."""
    return _with(fields, keeping="digital")


def _measure_without_place(fields: Fields) -> Fields:
    """Version 1 of a planned measure said neither where, nor on which side, nor for which goals: it stays not said."""
    return _with(fields, place=None, side=None, group=None, goals=None)


def _meeting_called_1(fields: Fields) -> Fields:
    """A call had no agenda."""
    return _with(fields, agenda=None)


def _meeting_held_1(fields: Fields) -> Fields:
    """Who was missing was not told, and so neither who came instead."""
    return _with(fields, absent=[], substitutes=[])


def _everything_explained(fields: Fields) -> Fields:
    """Version 1 of a question of consent meant that all that has to be told was told; it knew no kinds of meeting."""
    explained = ["why", "what", "with_whom", "from_whom", "who_handles", "voluntary", "withdrawable"]
    return _with(fields, arena=None, explained=explained)


def _consent_not_narrowed(fields: Fields) -> Fields:
    """Version 1 of a consent named neither purposes, sources nor exceptions, and was for all its giver spoke for."""
    narrowed = ("purposes", "from_services", "excluded", "persons", "speaks_for")
    return _with(fields, arena=None, **{field: [] for field in narrowed})


def _refusal_of_no_arena(fields: Fields) -> Fields:
    """Version 1 of a refusal knew no kinds of meeting."""
    return _with(fields, arena=None)


def _of_no_companion(fields: Fields) -> Fields:
    """Version 2 of a question of consent and of a refusal let nobody be at meetings who is no family."""
    return _with(fields, companion=None)


def _consent_to_no_companion(fields: Fields) -> Fields:
    """Nor did version 2 of a consent."""
    return _with(fields, companion=None, arenas=[])


def _guardian_of_everybody(fields: Fields) -> Fields:
    """Version 1 named only who holds parental responsibility, for everybody the case is about."""
    return _with(fields, responsibility="held", of=[])


def _meeting_called_2(fields: Fields) -> Fields:
    """A call named no arena, and not who took the initiative."""
    return _with(fields, arena=None, initiative=None)


def _meeting_held_2(fields: Fields) -> Fields:
    """A meeting that was held named no arena."""
    return _with(fields, arena=None)


def _written_with_no_tool(fields: Fields) -> Fields:
    """Version 1 of a filed document did not say with which tool of the guide it was written."""
    return _with(fields, tool=None)


def _nobody_judged_how_many(fields: Fields) -> Fields:
    """Version 1 of an anonymous discussion did not say how many persons it would fit."""
    return _with(fields, fits=None)


UPCASTERS: Final[Upcasters] = MappingProxyType(
    {
        ("anonymous_discussion_held", 1): _nobody_judged_how_many,
        ("case_opened", 1): _opened_where_cases_begin,
        ("consent_asked", 1): _everything_explained,
        ("consent_asked", 2): _of_no_companion,
        ("consent_given", 1): _consent_not_narrowed,
        ("consent_given", 2): _consent_to_no_companion,
        ("consent_refused", 1): _refusal_of_no_arena,
        ("consent_refused", 2): _of_no_companion,
        ("document_filed", 1): _written_with_no_tool,
        ("goal_agreed", 1): _goal_without_proposal,
        ("guardian_named", 1): _guardian_of_everybody,
        ("log_opened", 1): _opened_digitally,
        ("measure_planned", 1): _measure_without_place,
        ("meeting_called", 1): _meeting_called_1,
        ("meeting_called", 2): _meeting_called_2,
        ("meeting_held", 1): _meeting_held_1,
        ("meeting_held", 2): _meeting_held_2,
    }
)
"""By kind and the version it reads: the function to the next version."""


def check_chain(versions: Mapping[str, int], upcasters: Upcasters) -> None:
    """Check that every version ever written leads to today's.

    Args:
        versions: Today's version by kind.
        upcasters: The functions.

    Raises:
        InvalidValue: A function is missing, or one is there for a kind or version that does not exist; all of them
            are named.
    """
    faults: list[str] = []
    for kind, today in versions.items():
        if type(today) is not int or today < 1:
            faults.append(f"'{kind}' has the version {today!r}; versions are counted from 1")
            continue
        gaps = [str(version) for version in range(1, today) if (kind, version) not in upcasters]
        if gaps:
            faults.append(f"'{kind}' cannot be read from version {', '.join(gaps)}")
    for kind, version in upcasters:
        if kind not in versions:
            faults.append(f"there is no kind '{kind}' to bring from version {version!r}")
        elif not 1 <= version < versions[kind]:
            faults.append(f"'{kind}' has nothing to bring from version {version!r}; today's is {versions[kind]}")
    if faults:
        raise InvalidValue("the upcasters are not whole: " + "; ".join(faults))


def upcast(kind: str, version: int, today: int, fields: Fields, upcasters: Upcasters) -> Fields:
    """Return the fields in today's form.

    Raises:
        InvalidValue: A function could not make anything of them.
    """
    for step in range(version, today):
        try:
            fields = upcasters[kind, step](fields)
        except Exception as error:
            raise InvalidValue(f"cannot be brought from version {step} to {step + 1}") from error
    return fields
