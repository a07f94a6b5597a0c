"""The reference of the format: every table, every key and every word of it is there and explained."""

from __future__ import annotations

import attrs
import pytest

from bti.guide import ConditionName, document
from bti.guide.structuring import keys_of
from docs.guide_pages import reference

PAGE = "\n".join(reference())
SECTIONS = PAGE.split("\n## ")
TABLES = sorted(
    (
        one
        for one in vars(document).values()
        if isinstance(one, type) and attrs.has(one) and one.__module__ == document.__name__
    ),
    key=lambda one: one.__name__,
)


@pytest.mark.parametrize("table", TABLES, ids=lambda one: one.__name__)
def test_every_key_stands_in_a_table_of_its_own(table: type) -> None:
    """Some section has a row for each key, in the order of the format."""
    keys = [f"`{key}`" for key in keys_of(table)]
    rows = [[line for line in one.splitlines() if line.startswith("| `")] for one in SECTIONS]
    assert keys in [[line.split(" | ")[0].removeprefix("| ") for line in section] for section in rows]


def test_every_key_is_explained() -> None:
    """No row is left without a meaning, and none speaks as a program does."""
    rows = [line for line in PAGE.splitlines() if line.startswith("| `")]
    assert len(rows) > 150
    assert [line for line in rows if line.endswith(("| – |", "|  |"))] == []
    assert [line for line in rows if "None" in line or "NOT_STATED" in line] == []


@pytest.mark.parametrize("name", list(ConditionName), ids=lambda one: one.value)
def test_every_condition_is_listed(name: ConditionName) -> None:
    """With what it means."""
    (line,) = [one for one in PAGE.splitlines() if one.startswith(f"| `{name.value}` |")]
    assert "_" not in line.split("|")[2]
