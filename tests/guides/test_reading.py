"""What a municipal adviser is told about a guide that cannot be used."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bti.errors import BtiError, GuideError, UnknownGuide
from bti.guide import bundled, load_guide, parse_guide
from tests.guides.small import SMALL, findings, spoiled


def test_small_guide_can_be_used() -> None:
    """What the other tests spoil is sound before they do."""
    assert findings(SMALL) == {}


@pytest.mark.parametrize(
    ("old", "new", "path", "words"),
    [
        ('purpose = "notice"', 'purpose = "notise"', "$.level[0].step[0].purpose", "did you mean 'notice'?"),
        ('purpose = "notice"', 'purpos = "notice"', "$.level[0].step[0].purpos", "did you mean 'purpose'?"),
        ('purpose = "notice"', "", "$.level[0].step[0].purpose", "is missing"),
        ('id = "0.1"', "", "$.level[0].step[0].id", "is missing"),
        ('id = "0.1"', 'id = "0 1"', "$.level[0].step[0].id", "expected a name of letters"),
        ('id = "0.2"', 'id = "0.1"', "$.level[0].step[1].id", "the same id stands in step[0]"),
        ('id = "1.1"', 'id = "0.1"', "$.level[1].step[0].id", "stands on level 0"),
        ('to = ["1"]', 'to = ["11"]', "$.level[0].step[1].outcome[1].to[0]", "unknown level or step"),
        ('to = ["1"]', 'to = ["1/0.1"]', "$.level[0].step[1].outcome[1].to[0]", "unknown level or step"),
        ('to = ["1"]', 'to = ["0.1"]', "$.level[0].step[1].outcome[1].to[0]", "leads to a later level"),
        ('to = ["1"]', "", "$.level[0].step[1].outcome[1].to", "name a level or a step"),
        ('to = ["1"]', "to = 1", "$.level[0].step[1].outcome[1].to", "expected a list"),
        ('kind = "up"', 'kind = "report"', "$.level[0].step[1].outcome[1].to", "never moves the case"),
        ('kind = "close"}', 'kind = "report"}', "$.level[1].step[0].outcome", "closes the case or leads on"),
        ('"concern_described"', '"concern_descibed"', "$.level[0].step[0].completion.is", "concern_described'?"),
        ('"concern_described"', '{any_of = ["gaol"]}', "$.level[0].step[0].completion.any_of[0].is", "expected one"),
        ('"concern_described"', "{}", "$.level[0].step[0].completion", "says nothing"),
        (
            '"concern_described"',
            '["way_chosen", {is = "concern_shared", with = "gardian"}]',
            "$.level[0].step[0].completion[1].with",
            "did you mean 'guardian'?",
        ),
        (
            '"concern_described"',
            '{is = "way_chosen", with = "guardian"}',
            "$.level[0].step[0].completion.with",
            "takes no `with`",
        ),
        ('title = {nb = "Undring"}', 'title = "Undring"', "$.level[0].step[0].title", "expected a text by language"),
        ('title = {nb = "Undring"}', "title = {}", "$.level[0].step[0].title", "at least one language"),
        ('sources = ["page 0.1"]', 'sources = ["pag 0.1"]', "$.level[0].step[0].sources[0]", "did you mean 'page'?"),
        ('services = ["school"]', 'services = ["scool"]', "$.role[0].services[0]", "did you mean 'school'?"),
        ("value = 15", "value = 51", "$.consent.own_age", "from 0 to 18"),
        ("value = 15", "value = true", "$.consent.own_age.value", "a whole number; found true"),
        ('version = "1"', "version = 1", "$.version", "expected a text in quotes; found 1"),
        ('version = "1"', 'version = "1"\nlanguages = ["nb", "se"]', "$.title", "lacks se"),
        ('version = "1"', 'version = "1"\nin_force_from = 2026-01-01T00:00:00', "$.in_force_from", "a date"),
        ('version = "1"', 'version = "1"\nextends = "small"', "$.extends", "goes round: small → small"),
    ],
)
def test_each_kind_of_mistake_is_found_at_its_path(old: str, new: str, path: str, words: str) -> None:
    """A finding names the place to mend, what stands there and what was expected."""
    found = findings(spoiled(old, new))
    assert words in found.get(path, f"not found; found are {found}")


@pytest.mark.parametrize(
    ("deadline", "path", "words"),
    [
        ("", "", "needs a start and a length, or words"),
        ('start = "concern_raised"', ".length", "is missing"),
        ('length = "P14D"', ".start", "is missing"),
        ('start = "concern_rased", length = "P14D"', ".start", "did you mean 'concern_raised'?"),
        ('start = "suspicion_recorded", length = "P14D"', ".start", "no guide may set this (law D-01, D-04)"),
        ('start = "concern_raised", length = "P14D", field = "until"', ".field", "unknown date of concern_raised"),
        ('start = "concern_raised", length = "14 days"', ".length", "P14D"),
        ('start = "concern_raised", length = "P1M"', ".rounding", 'rounding = "down"'),
        ('start = "concern_raised", length = "P2W", unit = "school"', ".length", "counted in days alone"),
        ('start = "concern_raised", length = "P99999D"', ".length", "longer than thirty years"),
        ('words = {nb = "Snarest"}, fulfilled_by = "concern_share"', ".fulfilled_by", "did you mean"),
    ],
)
def test_deadline_that_cannot_be_counted_is_found(deadline: str, path: str, words: str) -> None:
    """No deadline is let in that would fail or tell of a protected matter when it is counted."""
    table = f'{{id = "soon"{", " if deadline else ""}{deadline}}}'
    found = findings(spoiled('purpose = "notice"', f'purpose = "notice"\ndeadline = [{table}]'))
    assert words in found.get(f"$.level[0].step[0].deadline[0]{path}", f"not found; found are {found}")


@pytest.mark.parametrize(
    ("holders", "path", "words"),
    [
        ('[baton.level.1]\npreferred = ["techer"]', "$.baton.level.1.preferred[0]", "did you mean 'teacher'?"),
        ("[baton.level.7]\npreferred = []", "$.baton.level.7", "unknown level"),
        ('[baton]\nfrom_level = "7"', "$.baton.from_level", "unknown level"),
        (
            '[baton.level.1]\npreferred = ["teacher"]\nexcluded = ["teacher"]',
            "$.baton.level.1.preferred[0]",
            "stands in `excluded` as well",
        ),
        ('[log]\nfrom_level = "7"', "$.log.from_level", "unknown level"),
        ('[[said]]\nid = "x"\ntext = {nb = "Si"}\nabout = "9"', "$.said[0].about", "unknown level, step or topic"),
    ],
)
def test_names_that_lead_nowhere_are_found(holders: str, path: str, words: str) -> None:
    """A role, level or step that the guide does not have is found wherever it is named."""
    found = findings(SMALL + holders)
    assert words in found.get(path, f"not found; found are {found}")


def test_all_mistakes_of_shape_are_told_at_once() -> None:
    """A writer mends a file once, not finding by finding."""
    broken = (
        SMALL.replace('"notice"', '"notise"')
        .replace('to = ["1"]', "to = 1")
        .replace("value = 15", 'value = "15"')
        .replace('version = "1"', "vershion = 1")
    )
    assert sorted(findings(broken)) == [
        "$.consent.own_age.value",
        "$.level[0].step[0].purpose",
        "$.level[0].step[1].outcome[1].to",
        "$.vershion",
        "$.version",
    ]


def test_all_names_that_lead_nowhere_are_told_at_once() -> None:
    """What only the whole guide shows is found together as well."""
    broken = (
        SMALL.replace('to = ["1"]', 'to = ["7"]')
        .replace('services = ["school"]', 'services = ["schol"]')
        .replace('sources = ["page 0"]', 'sources = ["pages 0"]')
    )
    assert sorted(findings(broken)) == [
        "$.level[0].sources[0]",
        "$.level[0].step[1].outcome[1].to[0]",
        "$.role[0].services[0]",
    ]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("id = ", "not TOML: Invalid value (at line 1, the end of the file)"),
        ("id = small", "at line 1, column 6"),
        ('a = 1\nid = "small\n', "at line 2, column 12"),
        (b"id = \x22\xe5\x22", "not UTF-8 (line 1, byte 6)"),
        ("id = 'x'".encode("utf-16"), "UTF-16"),
        ("a = " + "[" * 100_000, "nested too deep"),
        ("a = " + "9" * 10_000, "not TOML that can be read"),
        ("a = 2026-02-31", "not TOML"),
        (b"#" * 1_000_001, "too large"),
        ("", "is missing"),
    ],
)
def test_file_that_is_no_guide_is_refused_with_its_reason(data: bytes | str, words: str) -> None:
    """Broken TOML gives line and column; a wrong encoding, size or depth gives itself away."""
    assert words in " ".join(findings(data).values())


def test_byte_order_mark_is_passed_over() -> None:
    """An editor on Windows may write one, and nobody sees it."""
    assert findings(b"\xef\xbb\xbf" + SMALL.encode()) == {}
    assert findings("\ufeff" + SMALL) == {}


def test_requirement_nested_too_deep_is_a_finding() -> None:
    """Conditions in conditions without end are refused like any mistake."""
    deep = '{all_of = ["goal_agreed"]}'
    for _ in range(150):
        deep = f"{{all_of = [{deep}]}}"
    assert findings(spoiled('"concern_described"', deep)) == {"$": "$: nested too deep"}


def test_long_values_are_shortened() -> None:
    """A message stays readable whatever stands in the file, and finds no time to waste on it."""
    found = findings(spoiled('"concern_described"', f'"{"x" * 100_000}"'))
    assert all(len(words) < 1000 for words in found.values())


def told(toml: str) -> None:
    """Read a guide that may be sound or not; what is wrong with it must be one of the mistakes that are known."""
    with contextlib.suppress(UnknownGuide):
        found = findings(toml)
        assert [words for words in found.values() if "cannot be read (" in words] == []


@given(data=st.one_of(st.binary(max_size=200), st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace"))))
def test_arbitrary_bytes_raise_nothing_but_guide_errors(data: bytes) -> None:
    """No file makes the library fail in another way than by saying what is wrong with the file."""
    with pytest.raises(GuideError):
        parse_guide(data)


_keys = st.sampled_from(
    [
        "id",
        "version",
        "title",
        "status",
        "extends",
        "languages",
        "level",
        "step",
        "outcome",
        "deadline",
        "completion",
        "all_of",
        "any_of",
        "unless",
        "is",
        "with",
        "kind",
        "to",
        "service",
        "role",
        "baton",
        "consent",
        "own_age",
        "log",
        "said",
        "sources",
        "value",
        "source",
        "missing",
        "levels",
        "steps",
    ]
)
_leaves = st.one_of(
    st.none().map(lambda _: '""'),
    st.booleans().map(lambda value: str(value).lower()),
    st.integers().map(str),
    st.sampled_from(
        ['"x"', '"0"', '"none"', '"goal_agreed"', '"close"', "1979-05-27", "nan", "[]", "{}", '{nb = "x"}']
    ),
)
_values = st.recursive(
    _leaves,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda values: f"[{', '.join(values)}]"),
        st.dictionaries(_keys, inner, max_size=3).map(
            lambda table: f"{{{', '.join(f'{key} = {value}' for key, value in table.items())}}}"
        ),
    ),
    max_leaves=8,
)


@given(table=st.dictionaries(_keys, _values, max_size=8))
@example(table={"id": '"x"', "version": '"1"', "title": '{nb = "x"}', "level": "[]"})
def test_arbitrary_tables_raise_nothing_but_errors_of_ours(table: dict[str, str]) -> None:
    """The same for TOML that is well formed and uses the keys of a guide in all the wrong places."""
    toml = "\n".join(f"{key} = {value}" for key, value in table.items())
    told(toml)


@given(place=st.integers(0, len(SMALL) - 1), data=st.characters(codec="utf-8"), cut=st.integers(0, 40))
def test_spoiling_a_sound_guide_anywhere_raises_nothing_but_errors_of_ours(place: int, data: str, cut: int) -> None:
    """A slip of the hand in a real file is told as such, or does not matter."""
    told(SMALL[:place] + data + SMALL[place + cut :])


def test_unknown_guide_names_the_nearest() -> None:
    """A misspelt id is answered by what was likely meant, and by all that there is."""
    known = ", ".join(bundled())
    with pytest.raises(UnknownGuide, match=f"no guide 'sortlan'; known are {known}; did you mean 'sortland'"):
        load_guide("sortlan")


@pytest.mark.parametrize("name", ["", "..", "../errors", "a\x00b", "x" * 5000, "COM1:"])
def test_odd_ids_are_unknown(name: str) -> None:
    """An id never leads out of the folders that are searched."""
    with pytest.raises(BtiError):
        load_guide(name)


def test_paths_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    """No such file, or a folder in its place: the error is ours and names the path."""
    with pytest.raises(UnknownGuide, match=r"no file .*gone\.toml"):
        load_guide(tmp_path / "gone.toml")
    (tmp_path / "folder.toml").mkdir()
    with pytest.raises(GuideError, match="cannot be read"):
        load_guide(tmp_path / "folder.toml")


def test_guide_is_loaded_from_a_path_or_a_folder(tmp_path: Path) -> None:
    """A municipality keeps its guide in its own file, and problems name that file."""
    path = tmp_path / "small.toml"
    path.write_text(SMALL, encoding="utf-8")
    assert load_guide(path) == load_guide(str(path)) == load_guide("small", search=[tmp_path])
    path.write_text(spoiled('to = ["1"]', 'to = ["9"]'), encoding="utf-8")
    with pytest.raises(GuideError) as caught:
        load_guide(path)
    assert [problem.file for problem in caught.value.problems] == [str(path)]


def test_file_must_be_called_as_its_guide(tmp_path: Path) -> None:
    """A guide that is found by id is the one with that id."""
    (tmp_path / "other.toml").write_text(SMALL, encoding="utf-8")
    with pytest.raises(GuideError, match="must be 'other'"):
        load_guide("other", search=[tmp_path])
