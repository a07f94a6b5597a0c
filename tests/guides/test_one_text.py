"""A guide as one TOML text: it loads back to the same meaning, or it is said that it cannot be written so."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from bti.cli import main
from bti.errors import GuideError
from bti.guide import bundled, keep_guide, load_guide, parse_guide
from bti.guide.one_text import guide_toml, meaning_of
from tests.guides.small import CHILD, SMALL

SMALL_GUIDES = Path(__file__).parent / "small_guides"
PARTIAL = sorted(path.stem for path in SMALL_GUIDES.glob("*.toml") if path.stem not in ("phased-in", "log-rules"))


@pytest.mark.parametrize("guide", bundled())
def test_every_bundled_guide_loads_back(guide: str) -> None:
    """By itself, with nothing beneath, and meaning the same; its variants too."""
    text = guide_toml(guide)
    assert "extends" not in tomllib.loads(text)
    assert meaning_of(parse_guide(text)) == meaning_of(load_guide(guide))


@pytest.mark.parametrize("guide", PARTIAL)
def test_every_small_guide_loads_back(guide: str) -> None:
    """With fragments, variants, settings that depend, and all else that the small guides say."""
    path = SMALL_GUIDES / f"{guide}.toml"
    assert meaning_of(parse_guide(guide_toml(path))) == meaning_of(load_guide(path))


def test_what_holds_beneath_until_a_date_is_not_lost_in_silence() -> None:
    """Where the guide beneath holds before a date, one text cannot say both, and that is told."""
    with pytest.raises(GuideError, match="one text"):
        guide_toml(SMALL_GUIDES / "phased-in.toml")


def test_who_is_left_out_falls_away(tmp_path: Path) -> None:
    """A service that the guide leaves out is named nowhere any more, and the text loads all the same."""
    (tmp_path / "small.toml").write_text(SMALL + '[[arena]]\nid = "a"\ntitle = {nb = "A"}\nservices = ["school"]\n')
    own = '[[service]]\nid = "home"\nlabel = {nb = "Hjemme"}\n[[role]]\nid = "teacher"\nservices = ["home"]\n'
    (tmp_path / "child.toml").write_text(CHILD.replace("extends", 'services = ["home"]\nextends') + own)
    text = guide_toml(tmp_path / "child.toml")
    assert tomllib.loads(text)["arena"] == [{"id": "a", "title": {"nb": "A"}}]


def test_a_kept_guide_has_no_tables(tmp_path: Path) -> None:
    """It holds what the digest is made of, and not what a file says."""
    path = tmp_path / "kept.json"
    path.write_text(keep_guide(parse_guide(SMALL)), encoding="utf-8")
    with pytest.raises(GuideError, match="one text"):
        guide_toml(path)


def test_the_command_writes_it(capsys: pytest.CaptureFixture[str]) -> None:
    """With a line above that says what it is for, in the guide's own language."""
    assert main(["guide", "show", "sula", "--format", "toml"]) == 0
    written = capsys.readouterr().out
    assert written.startswith("# ")
    assert 'extends = "sula"' in written.splitlines()[0]
    assert parse_guide(written).id == "sula"
