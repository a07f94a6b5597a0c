"""The generated pages in the repository are what would be generated now."""

from __future__ import annotations

import pytest

from bti import facts
from bti.rules.registry import REGISTRY
from docs.generate import HERE, PAGES, page


@pytest.mark.parametrize("name", PAGES)
def test_page_is_up_to_date(name: str) -> None:
    """What a reader sees is what the code says; `make docs` writes it anew."""
    assert (HERE / name).read_text(encoding="utf-8") == page(name), f"docs/{name} is old: run `make docs`"


def test_every_fact_and_every_rule_has_a_line() -> None:
    """No fact and no rule is left out of its page."""
    in_facts, in_rules = page("facts.md"), page("rules.md")
    assert all(f"`{kind}` |" in in_facts for kind in facts.KINDS)
    named = {guard.name for guard in REGISTRY.guards() if guard.check.__module__ != "bti.rules.actors"}
    assert [name for name in sorted(named) if f"`{name}`" not in in_rules] == []
