"""What a guide beneath says of a level that a guide leaves out falls away: nobody has to mend what is not theirs."""

from __future__ import annotations

from pathlib import Path

import pytest

from bti import Guide, load_guide
from bti.check import check_guide
from bti.cli.guides import guide_page
from bti.guide.loading import parse_guide
from bti.guide.model import NOT_STATED
from bti.guide.one_text import guide_toml, meaning_of

BENEATH = """
id = "beneath"
extends = "national"
version = "1"
title = {nb = "Under"}

[baton]
appointed_by = {value = ["team"], when = {level = ["3"]}, sources = ["setting"]}

[consent]
forms = {cases = [
  {value = ["written"], when = {level = ["2", "3"]}, sources = ["setting"]},
  {value = ["oral"], when = {level = ["3"]}, sources = ["setting"]},
]}

[[deadline]]
id = "wide"
start = "log_opened"
length = "P14D"
fulfilled_by = "meeting_held"
when = {level = ["3"]}
sources = ["setting"]

[[duty]]
id = "both"
what = {nb = "Kall inn"}
when = {level = ["2", "3"]}
sources = ["setting"]
"""

OWN = """
id = "own"
extends = "beneath"
version = "1"
place = "Storvik"
title = {nb = "Egen"}
levels = ["0", "1", "2"]

[[level]]
id = "0"

[[level.step]]
id = "0.4"
outcomes = ["close", "level_1", "level_2", "report"]
sources = ["setting"]

[[level]]
id = "2"

[[level.step]]
id = "2.5"
outcomes = ["close", "continue", "new_measures", "down", "advice", "refer", "report"]
sources = ["setting"]
"""


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the file of a guide without the level that the one beneath speaks of."""
    folder: Path = tmp_path_factory.mktemp("guides")
    (folder / "beneath.toml").write_text(BENEATH, encoding="utf-8")
    path = folder / "own.toml"
    path.write_text(OWN, encoding="utf-8")
    return path


def test_it_can_be_used(own: Path) -> None:
    """A case, a time limit and a duty of a level that is gone are no error of whoever leaves the level out."""
    assert check_guide(own).exit_code() == 0
    guide: Guide = load_guide(own)
    assert guide.baton.appointed_by is None
    assert [case.when.level for case in guide.consent.forms.cases] == [("2",)]
    assert guide.consent.forms.value is not NOT_STATED
    assert "wide" not in {one.id for one in guide.deadlines}
    (duty,) = (one for one in guide.duties if one.id == "both")
    assert duty.when is not None
    assert duty.when.level == ("2",)
    assert not any("nivå 3" in line.casefold() for line in guide_page(guide, "nb") if "Nivå: 3" not in line)


def test_one_text_says_the_same(own: Path) -> None:
    """What fell away is not written into the one text to copy from, which loads back to the same meaning."""
    assert meaning_of(parse_guide(guide_toml(own))) == meaning_of(load_guide(own))


def test_own_words_on_a_level_that_is_not_there_are_an_error(own: Path) -> None:
    """Only what is inherited falls away: a guide that names a level it left out itself is told."""
    wrong = own.parent / "wrong.toml"
    more = '\n[baton]\non_level_change = {value = "anew", when = {level = ["3"]}, sources = ["setting"]}\n'
    wrong.write_text(OWN.replace('"own"', '"wrong"') + more, encoding="utf-8")
    assert [one.path for one in check_guide(wrong).findings if one.code == "unknown_name"] == [
        "$.baton.on_level_change.when.level[0]"
    ]
