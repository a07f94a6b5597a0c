"""Advice with the id of inherited advice takes its place: that is told, and advice that rests on protection stays."""

from __future__ import annotations

import pytest

from bti.check import Severity, check_guide
from bti.errors import GuideError
from bti.guide import parse_guide
from tests.check.test_findings import OWN

SAID = '[[said]]\nid = "{0}"\ntext = {{nb = "Snakk først med foreldrene"}}\nsources = ["setting"]\n'


@pytest.mark.parametrize("own", [SAID.format("violence"), "said = []\n"], ids=["replaced", "emptied"])
def test_advice_that_rests_on_protection_is_not_replaced(own: str) -> None:
    """No municipality may take away that guardians are not spoken with first; such a guide cannot be used."""
    found = check_guide(OWN + own).of(Severity.ERROR)
    assert [one.code for one in found] == ["said_replaces_protection"]
    assert "law D-05" in found[0].what("nn")
    with pytest.raises(GuideError, match="rests on law D-05"):
        parse_guide(OWN + own)


def test_other_advice_is_replaced_with_a_note_that_quotes_it() -> None:
    """Whoever chose the id by chance sees what is gone."""
    report = check_guide(OWN + SAID.format("anonymous"))
    assert report.of(Severity.ERROR) == ()
    (note,) = (one for one in report.findings if one.code == "said_replaced")
    assert "uten samtykke når ingen kan kjenne igjen barnet" in note.what("nb")


def test_advice_of_ones_own_stands_beside_the_inherited() -> None:
    """With an id of its own, both are shown."""
    said = [one.id for one in parse_guide(OWN + SAID.format("our_violence")).said]
    assert {"violence", "our_violence"} <= set(said)


PATHWAY = (
    '[[pathway]]\nid = "skulemiljo"\ntitle = {nb = "Skolemiljø"}\nsort = "school_environment"\nsources = ["setting"]\n'
)
DUTY = '[[duty]]\nid = "d"\nwhat = {{nb = "Ring"}}\nwhen = {{{0} = ["{1}"]}}\nsources = ["setting"]\n'


@pytest.mark.parametrize("key", ["pathway", "not_pathway"])
def test_a_time_limit_waits_for_no_pathway_that_does_not_exist(key: str) -> None:
    """A guide with pathways of its own names those or the kinds of them."""
    (found,) = check_guide(OWN + PATHWAY + DUTY.format(key, "skulemilo")).of(Severity.ERROR)
    assert (found.code, found.path, found.nearest) == ("unknown_name", f"$.duty[0].when.{key}[0]", "skulemiljo")
    for right in ("skulemiljo", "absence"):
        assert check_guide(OWN + PATHWAY + DUTY.format(key, right)).of(Severity.ERROR) == ()


def test_without_pathways_a_code_is_the_hosts_and_that_is_told() -> None:
    """A host may give any code then; whoever meant one of the kinds sees them."""
    report = check_guide(OWN + DUTY.format("pathway", "school_enviroment"))
    (told,) = (one for one in report.findings if one.code == "pathway_of_the_host")
    assert told.severity is Severity.WARNING
    assert told.nearest == "school_environment"
    assert report.of(Severity.ERROR) == ()
