"""Parts of guides in files of their own, used by guides and no guide themselves."""

from __future__ import annotations

from pathlib import Path

import pytest

from bti.engine import Engine
from bti.errors import DecodeError, GuideError
from bti.guide import load_guide, parse_guide
from bti.guide.loading import guide_files
from bti.record.entry import CASE_BOOK
from bti.store import packed
from bti.wire import export_case, import_case
from tests.guides.small import SMALL
from tests.guides.small_guides import HERE, small_guide
from tests.stage import TEACHER, Stage

FRAGMENT = 'id = "{id}"\nversion = "1"\nfragment = true\ntitle = {{nb = "Del"}}\n{more}\n'


def problem_of(path: Path) -> str:
    """Return the one thing that is wrong with a guide."""
    with pytest.raises(GuideError) as caught:
        load_guide(path)
    (problem,) = caught.value.problems
    return str(problem)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder with the small guide, using the fragment `a`."""
    (tmp_path / "small.toml").write_text(SMALL.replace('version = "1"', 'version = "1"\nuses = ["a"]'), "utf-8")
    return tmp_path


def test_states_for_the_guide_that_uses_it() -> None:
    """What it says is the municipality's own, with the fragment's name and source; the rest is the common core's."""
    guide = small_guide("with-fragment")
    assert guide.chain == ("with-fragment", "log-rules", "national")
    setting = guide.log.from_level
    assert (setting.value, setting.origin.guide, setting.origin.sources) == ("2", "log-rules", ("agreement 4",))
    assert not guide.is_inherited(setting.origin)
    assert guide.is_inherited(guide.log.contents.origin)
    assert guide.role("log_keeper") is not None


def test_files_of_a_guide_name_its_fragments_in_order() -> None:
    """What goes along with a case is enough to make the same guide."""
    assert [name for name, _ in guide_files(HERE / "with-fragment.toml")] == [
        "with-fragment.toml",
        "log-rules.toml",
        "national.toml",
    ]


def test_is_no_guide_itself() -> None:
    """No case can stand under it, since no engine gets it."""
    assert "no case can stand under it" in problem_of(HERE / "log-rules.toml")


def test_nearer_wins_over_the_fragment_and_the_fragment_over_what_is_extended(folder: Path) -> None:
    """The document, its fragments in order, what it extends."""
    (folder / "a.toml").write_text(FRAGMENT.format(id="a", more='[consent]\nown_age = 12\n[log]\nfrom_level = "1"'))
    guide = load_guide(folder / "small.toml")
    assert (guide.consent.own_age.value, guide.log.from_level.value) == (15, "1")


def test_a_fragment_may_use_fragments_and_one_counts_once(folder: Path) -> None:
    """Two ways to the same fragment are no circle."""
    small = SMALL.replace('version = "1"', 'version = "1"\nuses = ["a", "b"]')
    (folder / "a.toml").write_text(FRAGMENT.format(id="a", more='uses = ["c"]'))
    (folder / "b.toml").write_text(FRAGMENT.format(id="b", more='uses = ["c"]'))
    (folder / "c.toml").write_text(FRAGMENT.format(id="c", more='[log]\nfrom_level = "1"'))
    guide = parse_guide(small, search=[folder])
    assert guide.chain == ("small", "a", "c", "b")
    assert guide.fragments == ("a", "c", "b")


def test_unknown_cyclic_and_misused_fragments_are_clear(folder: Path) -> None:
    """Each error names the file, the place in it and what to do."""
    path = folder / "small.toml"
    assert "$.uses[0]: unknown fragment: there is no guide 'a'" in problem_of(path)
    (folder / "a.toml").write_text(FRAGMENT.format(id="a", more='uses = ["b"]'))
    (folder / "b.toml").write_text(FRAGMENT.format(id="b", more='uses = ["a"]'))
    assert "$.uses[0]: goes round: small → a → b → a" in problem_of(path)
    (folder / "a.toml").write_text(FRAGMENT.format(id="a", more='extends = "national"'))
    assert "$.extends: a fragment extends nothing" in problem_of(path)
    (folder / "a.toml").write_text(FRAGMENT.format(id="a", more="").replace("true", "false"))
    assert "is a guide of its own and no fragment" in problem_of(path)
    (folder / "a.toml").write_text(FRAGMENT.format(id="a", more=""))
    path.write_text(SMALL.replace('version = "1"', 'version = "1"\nextends = "a"'), "utf-8")
    assert "is a fragment, which nothing can extend" in problem_of(path)


def test_a_long_row_of_fragments_ends(folder: Path) -> None:
    """A hundred are enough for anybody."""
    for number in range(150):
        more = f'uses = ["f{number + 1}"]'
        (folder / f"f{number}.toml").write_text(FRAGMENT.format(id=f"f{number}", more=more))
    (folder / "a.toml").write_text(FRAGMENT.format(id="a", more='uses = ["f0"]'))
    assert "100 fragments at the most" in problem_of(folder / "small.toml")


def test_a_case_travels_with_the_fragments_of_its_guide() -> None:
    """The receiver makes the same guide of the files, and files that are too many or in another order are found."""
    stage = Stage(Engine(small_guide("with-fragment"))).opened()
    digest = stage.engine.guide.digest
    files = guide_files(HERE / "with-fragment.toml")
    books = {CASE_BOOK: [packed(one) for one in stage.case.entries]}
    data = export_case("case-17", books, by=TEACHER, now=stage.now, guides={digest: files})
    assert dict(import_case(data).guides) == {digest: files}
    for wrong in ((files[0], files[2]), (files[0], files[2], files[1]), (*files, files[1])):
        data = export_case("case-17", books, by=TEACHER, now=stage.now, guides={digest: wrong})
        with pytest.raises(DecodeError, match="files"):
            import_case(data)
