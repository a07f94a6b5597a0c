"""A name that is what the guide calls something, not its id, is answered with the id, whichever language it is in."""

from __future__ import annotations

import pytest

from bti.check import check_guide

OWN = """
id = "own"
extends = "national"
version = "1"
title = {nb = "Egen", nn = "Eigen"}

[[role]]
id = "contact"
label = {nb = "Kontaktlærer for klassen", nn = "Kontaktlærar for klassen"}
services = ["school"]

[[arena]]
id = "room"
title = {nb = "Drøfterommet", nn = "Drøftingsrommet"}
purpose = {nb = "Drøfte", nn = "Drøfte"}
convener = ["contact"]
"""


@pytest.mark.parametrize(
    ("more", "meant"),
    [
        ('[baton.level.1]\neligible = ["Kontaktlærer for klassen"]', "contact"),
        ('[baton.level.1]\neligible = ["Kontaktlærar  for klassen"]', "contact"),
        ('[baton]\nfrom_level = "nivå 2"', "2"),
        ('[[said]]\nid = "x"\ntext = {nb = "X", nn = "X"}\nabout = "Steg 2.1"', "2.1"),
    ],
    ids=["label", "other language", "level", "step"],
)
def test_a_title_leads_to_its_id(more: str, meant: str) -> None:
    """An adviser who writes what a thing is called reads what to write instead."""
    found = [one for one in check_guide(f"{OWN}\n{more}\n").findings if one.code in ("unknown_name", "wrong_shape")]
    assert [one.nearest for one in found] == [meant]


def test_a_name_of_another_sort_is_not_taken_for_it() -> None:
    """What a meeting is called is no role: where a role is wanted, it is not guessed."""
    report = check_guide(f'{OWN}\n[baton.level.1]\neligible = ["Drøfterommet"]\n')
    assert [one.nearest for one in report.findings if one.code == "unknown_name"] == [None]
