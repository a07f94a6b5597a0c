"""A guide that is kept stands alone: the same guide with the same digest, whatever its files say today."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import bti
from bti import facts
from bti.cli.guides import guide_page
from bti.errors import GuideError, InvalidValue, UnknownGuide
from bti.guide import Guide, load_guide
from bti.guide.digest import digest_of, under
from bti.guide.kept import keep_guide, kept_guide
from tests.guides.small_guides import HERE
from tests.guides.tale import Tale
from tests.guides.whole import whole_guide
from tests.stage import TEACHER

GUIDES = [
    *bti.bundled(),
    *sorted(path.stem for path in HERE.glob("*.toml") if "fragment = true" not in path.read_text()),
]


def guide_of(name: str) -> Guide:
    """Load a bundled or a small guide."""
    return load_guide(name if name in bti.bundled() else HERE / f"{name}.toml")


@pytest.mark.parametrize("name", GUIDES)
def test_what_is_kept_is_the_same_guide(name: str) -> None:
    """Every part, where it comes from, its variants and phases: nothing is lost."""
    guide = guide_of(name)
    read = kept_guide(keep_guide(guide))
    assert (read, read.digest) == (guide, guide.digest)
    assert keep_guide(read) == keep_guide(guide)
    within = [*(one.guide for one in read.variants), *(one.guide for one in read.phases)]
    assert all(one.digest == guide.digest for one in within)


@pytest.mark.parametrize("name", GUIDES)
def test_a_kept_guide_shows_who_states_what(name: str) -> None:
    """Its page is that of the guide it was made of, to the letter, with the grounds of each line."""
    guide = guide_of(name)
    read = kept_guide(keep_guide(guide))
    assert guide_page(read, "nb", grounds=True) == guide_page(guide, "nb", grounds=True)


def test_who_states_what_is_not_changed_unnoticed() -> None:
    """What is only shown is no part of the digest, and has one of its own; without it the guide is the same."""
    kept = keep_guide(load_guide("sortland"))
    document = json.loads(kept)
    document["shown"][0]["at"] = ["nowhere"]
    with pytest.raises(GuideError) as caught:
        kept_guide(json.dumps(document))
    assert [problem.path for problem in caught.value.problems] == ["$.shown"]
    del document["shown"]
    assert kept_guide(json.dumps(document)).digest == document["digest"]


def test_whatever_a_guide_can_hold_can_be_kept() -> None:
    """A guide with something in every field comes back whole."""
    made = whole_guide()
    whole = under(made, digest_of(made))
    assert kept_guide(keep_guide(whole)) == whole


def test_a_case_goes_on_under_a_guide_whose_file_is_gone(tmp_path: Path) -> None:
    """The municipality's file has changed; the case is judged on by what was kept when it was opened."""
    path, file = tmp_path / "own.toml", 'id = "own"\nversion = "1"\nextends = "national"\ntitle = {nb = "Egen"}\n'
    path.write_text(file, encoding="utf-8")
    tale = Tale(load_guide(path)).told()
    (tmp_path / "own-1.json").write_text(keep_guide(tale.guide), encoding="utf-8")
    path.write_text(file + "[consent]\nown_age = 12\n", encoding="utf-8")
    newest = load_guide(path)
    with pytest.raises(UnknownGuide):
        bti.Engine(newest).admit(tale.case, facts.StepCompleted(step="0.1"), by=TEACHER, now=tale.now)
    engine = bti.Engine(newest, load_guide(tmp_path / "own-1.json"))
    assert isinstance(engine.admit(tale.case, facts.StepCompleted(step="0.1"), by=TEACHER, now=tale.now), bti.Admitted)


def test_what_was_kept_long_ago_is_read() -> None:
    """A document of the first version gives the digest that cases of that time stand under."""
    kept = Path(__file__).parent / "frozen" / "kept.v1.json"
    assert load_guide(kept).digest == "ee8d4e9f63ea7abbadebb6359944d1b2decf9e7aa5fc4626e308430534ddd011"


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ('"own_age"', '"own_aje"', "$.guide.consent.own_aje"),
        ('"value": 15', '"value": 16', "$.digest"),
        ('"value": 15', '"value": "15"', "$.guide.consent.child_welfare_age.value"),
        ('"bti_guide": 1', '"bti_guide": 2', "$.bti_guide"),
        ('"status": "in_force"', '"status": "perhaps"', "$.guide.status"),
        ('"version"', '"verzion"', "$.guide.verzion"),
    ],
    ids=["unknown", "changed", "kind", "newer", "word", "missing"],
)
def test_what_was_changed_is_refused(old: str, new: str, path: str) -> None:
    """A kept guide says what it said, or nothing; the problem says where."""
    kept = keep_guide(load_guide("national"))
    assert old in kept
    with pytest.raises(GuideError) as caught:
        kept_guide(kept.replace(old, new, 1))
    assert [problem.path for problem in caught.value.problems] == [path]


@pytest.mark.parametrize("data", ["", "[]", "{}", "nonsense", "[" * 100_000, json.dumps({"bti_guide": 1}), b"\xff"])
def test_what_is_no_kept_guide_is_refused(data: str | bytes) -> None:
    """Nothing but a clear error comes of anything else."""
    with pytest.raises(GuideError):
        kept_guide(data)


def test_a_variant_is_kept_with_its_guide() -> None:
    """A variant by itself is not what a case stands under."""
    (school, *_) = load_guide("risor").variants
    with pytest.raises(InvalidValue):
        keep_guide(school.guide)
