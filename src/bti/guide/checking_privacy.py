"""Check the rules of small places and of keeping: a group is never smaller than what anybody calls anonymous."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from bti.errors import Problem
from bti.guide.document import Document
from bti.guide.findings import problem
from bti.guide.merging import Stack, below
from bti.guide.privacy import LEAST_GROUP
from bti.guide.tables import SettingTable

__all__ = ["check_privacy"]

V = TypeVar("V")


def check_privacy(stack: Stack[Document]) -> Iterator[Problem]:
    """Yield what is wrong with the rules of small places and of keeping."""
    for part in below(stack, "privacy", lambda table: table.privacy):
        for number in _each(part.table.anonymity_threshold):
            if number < LEAST_GROUP:
                message = f"a discussion that fits fewer than {LEAST_GROUP} persons is not anonymous (law C-10)"
                yield problem(part, "anonymity_threshold", message, number)
        for length in _each(part.table.access_log_kept):
            if str(length) == "P0D":
                message = "who has read what has to be kept for some time (law H-16)"
                yield problem(part, "access_log_kept", message, str(length))


def _each(setting: SettingTable[V] | None) -> Iterator[V]:
    """Yield every value that a setting gives, also where something is so, and of sources that disagree."""
    if setting is not None:
        yield from () if setting.value is None else (setting.value,)
        yield from (one.value for one in setting.cases or ())
        yield from (one.value for one in setting.conflict or ())
