"""`bti export` and `bti import`: a case out of one file and into another."""

from __future__ import annotations

from pathlib import Path

import pytest

import bti
from bti.cli.people import person
from bti.errors import InvalidValue
from bti.people import Guardian, PersonConcerned, Professional, Resident, Service
from bti.store.moving import Books, export_from, export_unasked, import_into
from bti.wire import import_case
from tests.demo.test_cli import right, wrong
from tests.stage import COLLEAGUE, HEAD, MOTHER
from tests.store.test_moving import ENGINE, NOW, STORE

LEADER = "professional:head:headteacher:school-1:school"
INSIDER = "professional:colleague:teacher:school-1:school"


@pytest.fixture
def db(tmp_path: Path) -> str:
    """Keep the staged case, with its protected matter, in an SQLite file."""
    path = tmp_path / "cases.db"
    with bti.SqliteStore(path) as store:
        import_into(store, import_case(export_unasked(STORE, "case-17", now=NOW)))
        own = export_from(STORE, ENGINE, "case-17", by=COLLEAGUE, now=NOW, books=Books.OWN_MATTERS)
        assert isinstance(own, bytes)
        import_into(store, import_case(own))
    return str(path)


def test_a_case_moves_from_file_to_file(db: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Out by the leader, into a new store, and there it is; a second time it is not let in."""
    moved, other = tmp_path / "case.json", str(tmp_path / "other.db")
    assert right(["export", "case-17", "--db", db, "--by", LEADER, "--out", str(moved)], capsys) == ""
    assert moved.stat().st_mode & 0o077 == 0
    said = right(["import", str(moved), "--db", other], capsys)
    assert "case-17 is kept" in said
    assert "did not come with it, and is here: sortland." in said
    with bti.SqliteStore(other, create=False) as store:
        desk = bti.Desk(ENGINE, store)
        assert desk.case("case-17", by=MOTHER) == bti.Desk(ENGINE, STORE).case("case-17", by=MOTHER)
    assert "already has this case" in wrong(["import", str(moved), "--db", other], capsys)
    assert "cannot be written" in wrong(["export", "case-17", "--db", db, "--by", LEADER, "--out", str(moved)], capsys)


def test_guides_go_along(db: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Then the receiver lacks nothing; and the document goes to standard output where no file is named."""
    out = right(["export", "case-17", "--db", db, "--operator", "--with-guides"], capsys)
    document = import_case(out.encode())
    assert [name for files in document.guides.values() for name, _ in files] == ["sortland.toml", "national.toml"]
    path = tmp_path / "case.json"
    path.write_text(out, encoding="utf-8")
    assert "did not come" not in right(["import", str(path), "--db", str(tmp_path / "other.db")], capsys)


def test_protected_matters_go_along_with_their_insiders_only(db: str, capsys: pytest.CaptureFixture[str]) -> None:
    """And an operator is none."""
    books = import_case(right(["export", "case-17", "--db", db, "--by", LEADER, "--protected"], capsys).encode()).books
    assert list(books) == ["case"]
    out = right(["export", "case-17", "--db", db, "--by", INSIDER, "--protected-only"], capsys)
    assert [name.partition(":")[0] for name in import_case(out.encode()).books] == ["matter"]
    assert "never by the operator" in wrong(["export", "case-17", "--db", db, "--operator", "--protected"], capsys)


@pytest.mark.parametrize(
    ("argv", "says"),
    [
        (["case-17", "--by", "guardian:mother"], "lederen"),
        (["case-17", "--by", "guardian:mother", "--lang", "en"], "Ask one of them"),
        (["case-17", "--by", "resident:neighbour", "--lang", "en"], "You take part in no case"),
        (["case-18", "--by", LEADER, "--lang", "en"], "You take part in no case"),
        (["case-18", "--operator"], "no such case"),
        (["case 18", "--operator"], "the case id"),
        (["case-17"], "one of the arguments --by --operator is required"),
        (["case-17", "--by", LEADER, "--operator"], "not allowed with"),
        (["case-17", "--by", "head"], "a person is named as professional:REF"),
        (["case-17", "--by", "guardian:"], "each part of 'guardian'"),
    ],
)
def test_what_cannot_be_exported_is_said(
    argv: list[str], says: str, db: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """In one line, in the language asked for."""
    assert says in wrong(["export", *argv, "--db", db], capsys)


def test_files_that_are_not_there_are_said(db: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """No empty database is made by asking for a case."""
    missing = tmp_path / "missing.db"
    wrong(["export", "case-17", "--db", str(missing), "--operator"], capsys)
    assert not missing.exists()
    assert "cannot be read" in wrong(["import", str(tmp_path / "missing.json"), "--db", db], capsys)
    assert "cannot be read" in wrong(["import", str(tmp_path), "--db", db], capsys)
    bad = tmp_path / "bad.json"
    bad.write_bytes(b'{"format": "bti-case", "v": 1}')
    said = wrong(["import", str(bad), "--db", str(tmp_path / "new.db")], capsys)
    assert "$.books: is missing" in said
    assert not (tmp_path / "new.db").exists()


def test_a_case_under_a_guide_that_is_not_known_here(
    db: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A case under a guide that is not bundled needs its file."""
    own = tmp_path / "own.toml"
    own.write_text('id = "own"\nversion = "1"\ntitle = {nb = "Egen"}\nextends = "sortland"\n', encoding="utf-8")
    engine = bti.Engine(bti.load_guide(own))
    with bti.SqliteStore(db) as store:
        opened = bti.facts.CaseOpened(persons=(bti.facts.Concerned("child", bti.Unborn.UNKNOWN),), home=HEAD.service)
        assert bti.Desk(engine, store).record("case-1", opened, by=HEAD, now=NOW)
    asked = ["export", "case-1", "--db", db, "--by", LEADER]
    assert "--guide PATH" in wrong(asked, capsys)
    out = right([*asked, "--guide", str(own), "--with-guides"], capsys)
    (files,) = import_case(out.encode()).guides.values()
    assert [name for name, _ in files] == ["own.toml", "sortland.toml", "national.toml"]


@pytest.mark.parametrize(
    ("written", "who"),
    [
        (LEADER, Professional("head", "headteacher", Service("school-1", "school"))),
        ("guardian:mother", Guardian("mother")),
        ("person:child", PersonConcerned("child")),
        ("resident:urn%3Ax%253a", Resident("urn:x%3a")),
    ],
)
def test_people_are_named_on_the_command_line(written: str, who: object) -> None:
    """Kind and reference; a professional's role and service too."""
    assert person(written) == who


@pytest.mark.parametrize(
    "written", ["", ":", "system:system", "guardian", "guardian:a:b", "professional:a:b:c", "teacher:a"]
)
def test_nobody_is_named_so(written: str) -> None:
    """The message says how people are named, or which part cannot be a reference."""
    with pytest.raises(InvalidValue):
        person(written)
