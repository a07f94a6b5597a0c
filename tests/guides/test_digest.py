"""The digest a case stands under: the same for the same guide, another for another."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import attrs
import pytest

from bti.guide import NOT_STATED, Guide, load_guide, parse_guide
from bti.guide.digest import canonical, digest_of
from tests.guides.small import SMALL, extended, spoiled

REFORMATTED = (
    SMALL.replace(" = ", "=")
    .replace(
        'title={nb="Liten veileder", nn="Liten rettleiar"}', "title.nn='Liten rettleiar'\ntitle.nb='Liten veileder'"
    )
    .replace("[[source]]", "# a remark\n\n[[source]]")
    .replace("\n", "\r\n")
)


def test_formatting_does_not_matter() -> None:
    """Spaces, remarks, line ends, quotes and the order of keys and languages change nothing."""
    assert parse_guide(REFORMATTED).digest == parse_guide(SMALL).digest


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('version = "1"', 'version = "2"'),
        ('version = "1"', 'version = "1"\nstatus = "retired"'),
        ('version = "1"', 'version = "1"\nplace = "Sted"'),
        ('version = "1"', 'version = "1"\nin_force_from = 2026-01-01'),
        ('version = "1"', 'version = "1"\nmissing = [{nb = "Noe"}]'),
        ('nn = "Liten rettleiar"', 'nn = "Liten rettleiing"'),
        ('title = "A page"', 'title = "Another page"'),
        ('sources = ["page 0.1"]', 'sources = ["page 0.2"]'),
        ('purpose = "notice"', 'purpose = "describe"'),
        ('purpose = "notice"', 'purpose = "notice"\nskippable = false'),
        ('purpose = "notice"', 'purpose = "notice"\nentry = "goal_agreed"'),
        ('purpose = "notice"', 'purpose = "notice"\ndeadline = []'),
        ('purpose = "notice"', 'purpose = "notice"\ndeadline = [{id = "d", words = {nb = "Snart"}}]'),
        ('"concern_described"', '"none"'),
        ('"concern_described"', '{is = "concern_described", since = "level"}'),
        ('"concern_described"', '{all_of = ["concern_described"], modality = "should"}'),
        ('to = ["1"]', 'to = ["1/1.1"]'),
        ('kind = "up"', 'kind = "new_measures"'),
        ('services = ["school"]', "services = []"),
        ('services = ["school"]', 'services = ["school"]\nleads = true'),
        ('label = {nb = "Skole"}', 'label = {nb = "Skole"}\nstrict = true'),
        ("value = 15", "value = 16"),
        ('modality = "should"', 'modality = "must"'),
        ("[consent]", "[log]\ncontents = []\n\n[consent]"),
        ("[consent]", '[baton.level.1]\npreferred = ["teacher"]\n\n[consent]'),
    ],
)
def test_each_field_that_means_something_changes_it(old: str, new: str) -> None:
    """A case that stands under a guide stands under all of it."""
    assert parse_guide(spoiled(old, new)).digest != parse_guide(SMALL).digest


def test_what_is_inherited_is_part_of_it(tmp_path: Path) -> None:
    """A change in the guide that is extended changes the one that extends it."""
    before = extended(tmp_path, "").digest
    extended_guide = SMALL.replace("value = 15", "value = 16")
    (tmp_path / "small.toml").write_text(extended_guide, encoding="utf-8")
    child = 'id = "child"\nversion = "1"\nextends = "small"\ntitle = {nb = "Barnet av den lille"}\n'
    assert parse_guide(child, search=[tmp_path]).digest != before


def test_digest_of_a_small_guide_is_frozen() -> None:
    """Stored cases name digests, so a later version of the library must find the same for the same guide."""
    assert parse_guide(SMALL).digest == "bfd505dd2f01d8b622140fec8d47d41014d73ddb6384dde15545a3f6ce4eaecc"


def test_digest_leaves_itself_out() -> None:
    """The digest a guide carries is the digest of the rest of it."""
    guide = parse_guide(SMALL)
    assert guide.digest == digest_of(guide) == digest_of(attrs.evolve(guide, digest="another"))


def test_hash_seed_does_not_matter() -> None:
    """Two processes with other hash seeds agree."""
    script = "from bti.guide import load_guide; print(load_guide('sortland').digest)"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    for seed in ("0", "4711"):
        environment["PYTHONHASHSEED"] = seed
        printed = subprocess.run(
            [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True
        ).stdout
        assert printed.strip() == load_guide("sortland").digest


def test_canonical_form_knows_every_value_of_the_model() -> None:
    """What the model holds can be told; what it cannot hold is an error at once."""
    assert canonical(NOT_STATED) != canonical(None)
    with pytest.raises(TypeError, match="cannot hold a float"):
        canonical(0.5)


def test_guides_compare_and_hash_by_what_they_say() -> None:
    """A guide can be a key, and is equal to itself read again."""
    one, other = parse_guide(SMALL), parse_guide(SMALL)
    assert one == other
    assert {one: "kept"}[other] == "kept"
    assert isinstance(one, Guide)
