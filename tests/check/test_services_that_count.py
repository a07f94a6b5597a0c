"""Where a report counts is law: a service that is called child welfare and is of another kind is told of before a case.

Law D-01, D-04: the report goes to the child welfare service, and its employees are let in; no guide sets either.
"""

from __future__ import annotations

import pytest

from bti import load_guide
from bti.check import Severity, check_guide
from bti.record.protection import CHILD_WELFARE_KINDS

OWN = """
id = "own"
extends = "national"
version = "1"
title = {nb = "Egen"}

[[source]]
id = "plan"
title = "Plan"

[[service]]
id = "%s"
label = {nb = "%s"}
strict = true
sources = ["plan"]
"""


@pytest.mark.parametrize(
    ("kind", "label", "meant"),
    [
        ("interkommunalt_barnevern", "Indre dalføres tjeneste", "child_welfare"),
        ("family_help", "Interkommunalt barnevern for fem kommuner", "child_welfare"),
        ("law_and_order", "Politiet i dalen", "police"),
        ("child_welfare", "Barnevernstjenesten i Indre dalføre", None),
        ("council", "Politisk utvalg", None),
        ("police_council", "Politirådet", "police"),
        ("family_help", "Familiens hus", None),
    ],
    ids=[
        "by its id",
        "by its label",
        "police",
        "the kind that counts",
        "another word",
        "by a part of its id",
        "neither",
    ],
)
def test_a_service_that_would_not_count_is_told_of(kind: str, label: str, meant: str | None) -> None:
    """The municipality learns it when it writes its guide, not when somebody has reported to nobody."""
    found = [one for one in check_guide(OWN % (kind, label)).findings if one.code == "kind_does_not_count"]
    assert [dict(one.params)["kind"] for one in found] == ([] if meant is None else [meant])
    assert all(one.severity is Severity.WARNING for one in found)


def test_a_municipality_names_its_own_child_welfare() -> None:
    """Sortland's intermunicipal child welfare is called by its own name, and a report to it is a report (law D-01)."""
    service = load_guide("sortland").service("child_welfare")
    assert service is not None
    assert service.label("nb") == "Barnevernet i Vesterålen"
    assert service.id in CHILD_WELFARE_KINDS
